#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How right our own settings are, learnt without anybody saying who is who: accuracy.py BINARY FOLDER.
FOLDER has splink/ and febrl/ as docs/guide/integrators.md says."""

import csv
import gzip
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent

HISTORICAL_RULES = [
    "--rule", "l.first_name = r.first_name and l.surname = r.surname",
    "--rule", "l.dob = r.dob",
    "--certain", "l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
    "--certain", "SUBSTRING(l.first_name, 1, 2) = SUBSTRING(r.first_name, 1, 2) and l.surname = r.surname "
                 "and SUBSTRING(l.postcode_fake, 1, 2) = SUBSTRING(r.postcode_fake, 1, 2)",
    "--certain", "l.dob = r.dob and l.postcode_fake = r.postcode_fake",
    "--recall", "0.6"]
FEBRL_RULES = [
    "--rule", "l.date_of_birth = r.date_of_birth",
    "--rule", "l.postcode = r.postcode and l.surname = r.surname",
    "--certain", "l.soc_sec_id = r.soc_sec_id",
    "--recall", "0.85"]


def febrl(folder, name, work):
    """One of FEBRL's files, with who is who in a column of its own."""
    out = work / f"{name}.csv"
    with open(folder / f"{name}.csv", newline="") as file, open(out, "w", newline="") as written:
        rows = csv.reader(file, skipinitialspace=True)
        writer = csv.writer(written)
        writer.writerow(["unique_id", "who"] + [one.strip() for one in next(rows)[1:]])
        for row in rows:
            writer.writerow([row[0], re.match(r"rec-(\d+)", row[0])[1]] + [one.strip() for one in row[1:]])
    return out


def f1(binary, work, settings, rules, truth, files):
    """Learns, and answers the best F1 over pairs and that of clusters at 0.95."""
    model = work / "model.json"
    subprocess.run([binary, "link", "train", "--model", settings, *rules, "--out", model, *files],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told = subprocess.run([binary, "link", "evaluate", "--model", model, "--truth", truth, *files],
                          check=True, capture_output=True, text=True).stdout
    return (float(re.search(r"^best.*F1 ([0-9.]+)", told, re.M)[1]),
            float(re.search(r"^clusters at.*F1 ([0-9.]+)", told, re.M)[1]))


def main(binary, folder):
    wrong = 0

    def hold(name, found, wanted):
        nonlocal wrong
        is_reached = all(one >= least for one, least in zip(found, wanted))
        wrong += not is_reached
        print(f"{name}: F1 of pairs {found[0]:.4f} (at least {wanted[0]}), of clusters {found[1]:.4f} "
              f"(at least {wanted[1]}){'' if is_reached else ': MISSED'}")
        return is_reached

    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        records = work / "historical.csv"
        with gzip.open(folder / "splink" / "historical_figures_with_errors_50k.csv.gz") as packed:
            records.write_bytes(packed.read())
        found = f1(binary, work, HERE / "historical_settings.json", HISTORICAL_RULES, "cluster", [records])
        hold("historical figures", found, (0.80, 0.86))
        third = febrl(folder / "febrl", "dataset3", work)
        hold("febrl3", f1(binary, work, HERE / "febrl_settings.json", FEBRL_RULES, "who", [third]), (0.996, 0.996))
        two = work / "two_files.json"
        two.write_text((HERE / "febrl_settings.json").read_text().replace("dedupe_only", "link_only"))
        fourth = [febrl(folder / "febrl", part, work) for part in ("dataset4a", "dataset4b")]
        hold("febrl4", f1(binary, work, two, FEBRL_RULES, "who", fourth), (0.9995, 0.9995))
        # The control: what cannot be reached has to be missed.
        before = wrong
        if hold("control", found, (0.9999, 0.9999)):
            print("The control was not found")
            return 1
        wrong = before
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
