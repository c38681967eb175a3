#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Takes each guard of guards.csv out of a copy of the source, one at a time, and runs the tests of that
copy on SQLite: they must fail. A guard that can go unnoticed has no test.

    guards.py FOLDER        a folder for the copy and its build, kept between runs
"""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

root = Path(__file__).resolve().parents[2]


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, **more)


def copy_into(tree):
    """Copies what the build reads; leaves alone what has not changed."""
    wanted = ["CMakeLists.txt", "src", "tests", "tools", "codes", "demo", "migrations", "services", "web/dist"]
    files = [file for name in wanted for file in [root / name, *(root / name).rglob("*")] if file.is_file()]
    for source in files:
        target = tree / source.relative_to(root)
        if target.exists() and target.read_bytes() == source.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def main(folder):
    tree, out = Path(folder, "tree"), Path(folder, "out")
    copy_into(tree)
    environment = {key: value for key, value in os.environ.items() if key != "WAYMARK_TEST_POSTGRES"}
    configured = run(["cmake", "-G", "Ninja", "-S", tree, "-B", out, "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS=-O0 -w", "-DCMAKE_CXX_FLAGS_DEBUG="])
    if configured.returncode:
        sys.exit(configured.stderr)

    def tests_pass():
        built = run(["cmake", "--build", out, "--target", "waymark_tests"])
        if built.returncode:
            sys.exit("the copy cannot be built: " + built.stdout[-3000:])
        return run([out / "waymark_tests", "--abort-after=1"], env=environment).returncode == 0

    if not tests_pass():
        sys.exit("the tests fail with every guard in its place")
    unnoticed = []
    with open(Path(__file__).with_name("guards.csv"), newline="") as file:
        guards = list(csv.DictReader(file))
    for row in guards:
        target = tree / row["file"]
        whole = target.read_text()
        if whole.count(row["guard"]) != 1:
            unnoticed.append(f"{row['file']}: the guard stands there {whole.count(row['guard'])} times: {row['guard']}")
            continue
        try:
            target.write_text(whole.replace(row["guard"], row["without"]))
            if tests_pass():
                unnoticed.append(f"{row['file']}: {row['guard']}")
        finally:
            target.write_text(whole)
    print(f"{len(guards)} guards taken out, {len(guards) - len(unnoticed)} noticed")
    for line in unnoticed:
        print("not noticed:", line)
    return 1 if unnoticed or not guards else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
