#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plays the stories of *.journey against the real server. A line is

    WHO METHOD ADDRESS [@REVISION] [BODY]
      => STATUS [pointer = value, …] [keep name = pointer]

with {name} standing for what was kept. A change of an incident asks for its revision by itself. Anything else is
prose.
"""

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from server import Server  # noqa: E402

STEP = re.compile(r"^(\S+) (GET|POST|PUT|PATCH|DELETE) (\S+)(?: @(\S+))?(?: (.*))?$")


def at(value, pointer):
    for part in pointer.strip("/").split("/"):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def play(server, file):
    kept, sessions, steps = {}, {}, 0
    lines = file.read_text().splitlines()
    for number, line in enumerate(lines):
        step = STEP.match(line)
        if not step:
            continue
        who, method, address, revision, body = (re.sub(r"\{(\w+)\}", lambda m: kept.get(m.group(1), m.group(0)), part or "") for part in step.groups())
        session = sessions.setdefault(who, None) or sessions.update({who: server.session(who)}) or sessions[who]
        headers = {}
        if revision:
            headers["If-Match"] = f'"{revision}"'
        elif method in ("PATCH", "PUT"):
            target = "/incidents/" + address.split("/")[2]
            headers["If-Match"] = '"%s"' % session.call("GET", target)[1].get("incident", {}).get("revision", 1)
        status, answer = session.call(method, address, json.loads(body) if body else None, headers)
        expected = lines[number + 1].strip()
        if not expected.startswith("=> "):
            raise AssertionError(f"{file.name}:{number + 1}: no expectation follows")
        wanted, *rest = expected[3:].split(" ", 1)
        if status != int(wanted):
            raise AssertionError(f"{file.name}:{number + 1}: {status}, not {wanted}: {json.dumps(answer)[:300]}")
        for clause in (rest[0].split(", ") if rest else []):
            left, right = clause.split(" = ", 1)
            if left.startswith("keep "):
                kept[left[5:]] = str(at(answer, right))
            elif json.dumps(at(answer, left)).strip('"') != right:
                raise AssertionError(f"{file.name}:{number + 1}: {left} is {at(answer, left)!r}, not {right}")
        steps += 1
    if steps == 0:
        raise AssertionError(f"{file.name}: nothing happens in it")
    return steps


def main(binary):
    server = Server(binary)
    failures = played = 0
    try:
        for file in sorted(Path(__file__).parent.glob("*.journey")):
            try:
                played += play(server, file)
                print("played", file.name)
            except AssertionError as problem:
                failures += 1
                print("FAILED", problem)
        # The player itself must be able to fail.
        wrong = Path(__file__).parent / "negative_control.txt"
        try:
            play(server, wrong)
            failures += 1
            print("FAILED: the negative control passed")
        except AssertionError:
            pass
    finally:
        server.stop()
    print(f"{played} scenes played, {failures} failures")
    return 1 if failures or not played else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
