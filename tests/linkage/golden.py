#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds `waymark link` against Splink, pair by pair: golden.py BINARY FOLDER. FOLDER has h50k_model.json,
historical_figures_with_errors_50k.csv.gz and golden_h50k_pairs.tsv.gz, as docs/guide/integrators.md says."""

import csv
import gzip
import subprocess
import sys
import tempfile
from pathlib import Path

WEIGHT_APART_MAX = 1e-3  # Bits.


def golden_in(folder):
    """The weight of each pair, and of its parts together, by comparison."""
    with gzip.open(folder / "golden_h50k_pairs.tsv.gz", "rt") as file:
        found = {}
        for row in csv.DictReader(file, delimiter="\t"):
            parts = {}
            for name, value in row.items():
                if name.startswith("mw_"):
                    comparison = name.removeprefix("mw_").removeprefix("tf_adj_")
                    parts[comparison] = parts.get(comparison, 0) + float(value)
            found[row["unique_id_l"], row["unique_id_r"]] = float(row["match_weight"]), parts
        return found


def differences(golden, pairs):
    """How many pairs are missing, too many, or weigh something else, whole or in part."""
    left = dict(golden)
    seen = 0
    wrong = 0
    with open(pairs, newline="") as file:
        for row in csv.DictReader(file):
            seen += 1
            wanted = left.pop((row["unique_id_l"], row["unique_id_r"]), None)
            if wanted is None:
                wrong += 1
                continue
            weight, parts = wanted
            apart = [abs(float(row["match_weight"]) - weight)]
            apart += [abs(float(row["mw_" + name]) - value) for name, value in parts.items()]
            wrong += not all(one <= WEIGHT_APART_MAX for one in apart)
    return seen, wrong + len(left)


def main(binary, folder):
    golden = golden_in(folder)
    with tempfile.TemporaryDirectory() as work:
        records = Path(work, "records.csv")
        with gzip.open(folder / "historical_figures_with_errors_50k.csv.gz") as packed:
            records.write_bytes(packed.read())
        pairs = Path(work, "pairs.csv")
        subprocess.run([binary, "link", "predict", "--model", folder / "h50k_model.json", records, "--out", pairs],
                       check=True, stderr=subprocess.DEVNULL)
        seen, wrong = differences(golden, pairs)
        print(f"{seen} pairs, {wrong} that differ from Splink's {len(golden)}")
        # The control: one weight that is wrong has to be found.
        some = next(iter(golden))
        golden[some] = golden[some][0] + 0.01, golden[some][1]
        _, found = differences(golden, pairs)
        if found != wrong + 1:
            print("The control was not found")
            return 1
    return 0 if wrong == 0 and seen == len(golden) and seen > 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
