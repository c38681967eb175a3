#!/bin/sh
# SPDX-License-Identifier: MIT
# The negative control of the admission tests: each guard of `decide` is taken out in a copy, and the
# tests of that copy must fail. Exits 1 when a guard could go and nobody noticed.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/main.cpp" <<'END'
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include "decide.cpp"
namespace waymark::sharing { std::string explain(std::string_view, Permission); }
END
# Only the pure decision and its own tests, so that each copy builds in seconds.
python3 - "$work" <<'END'
import re, subprocess, sys
from pathlib import Path
work = Path(sys.argv[1])
source = Path("src/sharing/admission.cpp").read_text()
body = re.search(r"Decision decide\(const Facts& facts\) \{.*?\n\}\n", source, re.S).group(0)
tests = Path("src/sharing/admission_test.cpp").read_text()
cases = re.findall(r'TEST_CASE\("(?:a record is opened|taking any ground).*?\n\}\n', tests, re.S)
guards = [line for line in body.splitlines() if line.strip().startswith("if (") or line.strip().startswith("return {false, \"fact")]
guards = [line for line in guards if line.strip().startswith("if (")]
frame = '#include "sharing/admission.hpp"\n#include <doctest/doctest.h>\nnamespace waymark::sharing {\n%s\n%s}\n'
def survives(name, text):
    (work / "decide.cpp").write_text(frame % (text, "\n".join(cases)))
    build = subprocess.run(["g++", "-std=c++20", "-O0", "-Isrc", f"-I{work}", "-I/usr/include/postgresql", str(work / "main.cpp"), "-o", str(work / "mutant"), "-lfmt"], capture_output=True, text=True)
    if build.returncode:
        sys.exit("cannot build: " + build.stderr[-2000:])
    return subprocess.run([str(work / "mutant")], capture_output=True).returncode == 0
if not survives("unchanged", body):
    sys.exit("the tests fail without any change")
alive = []
for guard in guards:
    text = body.replace(guard, re.sub(r"if \(.*\)", "if (false)", guard, count=1) if guard.rstrip().endswith("}") is False and "return" in guard else guard.replace("if (", "if (false && (", 1) + ")", 1)
    if "return" not in guard:  # A condition over two lines.
        first = body.index(guard)
        end = body.index(";", first) + 1
        text = body[:first] + "    ;" + body[end:]
    if survives(guard, text):
        alive.append(guard.strip())
print(f"{len(guards)} guards taken out, {len(guards) - len(alive)} noticed")
for guard in alive:
    print("not noticed:", guard)
sys.exit(1 if alive else 0)
END
