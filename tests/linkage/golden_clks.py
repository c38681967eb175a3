#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds `waymark link encode` and `match` against clkhash and anonlink: golden_clks.py BINARY FOLDER.
FOLDER has clkhash/, febrl/ and anonlink/ as docs/guide/integrators.md says."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

# Pairs of anonlink's sets 1 and 2 with a Dice similarity of so much or more, as anonlink finds them.
ANONLINK_PAIRS = {"0.7": 54_901, "0.75": 2_318, "0.8": 901, "0.85": 457, "0.9": 143, "0.95": 3}


def main(binary, folder):
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        secret = work / "secret"
        seen = 0
        for part in "ab":
            golden = json.loads((folder / "clkhash" / f"golden_febrl4{part}_clks_secret_is_secret.json").read_text())
            secret.write_text(golden["secret"] + "\n")
            out = work / "clks.json"
            subprocess.run([binary, "link", "encode", "--schema", folder / "clkhash" / golden["schema"],
                            "--secret-file", secret, "--out", out, folder / "febrl" / f"dataset4{part}.csv"],
                           check=True, stderr=subprocess.DEVNULL)
            clks = json.loads(out.read_text())["clks"]
            seen += len(clks)
            wrong += sum(one != other for one, other in zip(clks, golden["clks"])) + abs(len(clks) - len(golden["clks"]))
        # The control: under another secret hardly any byte may stay.
        secret.write_text("another\n")
        subprocess.run([binary, "link", "encode", "--schema", folder / "clkhash" / golden["schema"],
                        "--secret-file", secret, "--out", out, folder / "febrl" / "dataset4b.csv"],
                       check=True, stderr=subprocess.DEVNULL)
        if any(one == other for one, other in zip(json.loads(out.read_text())["clks"], golden["clks"])):
            print("The control was not found")
            return 1
        for least, wanted in ANONLINK_PAIRS.items():
            pairs = work / "pairs.csv"
            subprocess.run([binary, "link", "match", "--least", least, folder / "anonlink" / "clks-1.json",
                            folder / "anonlink" / "clks-2.json", "--out", pairs], check=True, stderr=subprocess.DEVNULL)
            found = len(pairs.read_text().splitlines()) - 1
            wrong += found != wanted
        print(f"{seen} CLKs and {len(ANONLINK_PAIRS)} joins, {wrong} that differ from clkhash's and anonlink's")
    return 1 if wrong or not seen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
