#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds src/ to the plan in src/LAYERS. Prints one line for each break; exits 1 if there is any."""

import re
import sys
from pathlib import Path

LINES_MAX = 400
SQL = re.compile(r"\bSql \w+\{")
INCLUDE = re.compile(r'^#include ["<]([^">]+)[">]', re.MULTILINE)


def read_plan(path):
    """The plan as {module or "<library>": set of modules}. A line naming a later module is an error."""
    plan = {}
    for line in path.read_text().splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        name, allowed = line.split(":", 1)
        unknown = set(allowed.split()) - plan.keys()
        if unknown:
            sys.exit(f"{path}: {name} names {', '.join(sorted(unknown))}, which is not above it")
        plan[name] = set(allowed.split())
    return plan


def breaks_in(file, module, plan):
    """Every way one file breaks the plan, in words."""
    text = file.read_text()
    is_test = file.stem.endswith("_test")
    is_store = file.stem.endswith("_store") or module == "store"

    for included in INCLUDE.findall(text):
        library, target = f"<{included}>", included.split("/")[0]
        library = next((known for known in plan if known.startswith("<") and included.startswith(known[1:-5] + "/")), library)
        if library in plan and module not in plan[library]:
            yield f"only {', '.join(sorted(plan[library]))} may include {library}"
        elif target in plan and target != module and target not in plan[module]:
            yield f"{module} may not include {target} ({included})"
        elif target != module and included.endswith("_store.hpp"):
            yield f"{included} is private to {target}"

    if SQL.search(text) and module != "store" and not is_store and not is_test:
        yield "SQL belongs in a *_store.cpp"
    if re.search(r"_clock::now\(|\btime\(nullptr\)", text) and module != "app":
        yield "only app reads the clock; take an Instant instead"
    if text.count("\n") > LINES_MAX:
        yield f"longer than {LINES_MAX} lines"


def main(root):
    plan = read_plan(root / "LAYERS")
    found = 0
    for file in sorted([*root.rglob("*.hpp"), *root.rglob("*.cpp")]):
        module = file.relative_to(root).parts[0]
        problems = breaks_in(file, module, plan) if module in plan else [f"{module} is not in LAYERS"]
        for problem in problems:
            print(f"{file}: {problem}")
            found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "src")))
