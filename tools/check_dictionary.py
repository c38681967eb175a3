#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds migrations/dictionary.csv to the schema, naming every column that one has and the other lacks."""

import csv
import re
import sqlite3
import sys
from pathlib import Path

CLASSES = {"none", "personal", "special category", "criminal"}


def sqlite_script(text):
    lines, wanted = [], True
    for line in text.splitlines():
        word = line.strip()
        if word in ("-- sqlite:", "-- both:"):
            wanted = True
        elif word == "-- postgres:":
            wanted = False
        elif wanted:
            lines.append(line)
    return "\n".join(lines)


def schema(folder):
    database = sqlite3.connect(":memory:")
    # The register of migrations is made before the first of them.
    register = (folder.parent / "src/store/migrate.cpp").read_text()
    database.executescript(re.search(r"CREATE TABLE IF NOT EXISTS schema_migration \(.*?\)\n", register, re.S).group(0))
    for file in sorted(folder.glob("*.sql")):
        database.executescript(sqlite_script(file.read_text()))
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
    return {(table, row[1]) for table in tables for row in database.execute(f"PRAGMA table_info({table})")}


def main(root):
    folder = root / "migrations"
    problems = []
    names = [file.name for file in sorted(folder.glob("*.sql"))]
    for number, name in enumerate(names, 1):
        if not re.fullmatch(rf"{number:04d}_[a-z]+_[a-z0-9_]+\.sql", name):
            problems.append(f"migrations/{name}: should begin with {number:04d}_ and its module")
    described = {}
    with open(folder / "dictionary.csv", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["table"], row["column"])
            if key in described:
                problems.append(f"dictionary.csv describes {key[0]}.{key[1]} twice")
            described[key] = row
            if row["class"] not in CLASSES:
                problems.append(f"dictionary.csv: {key[0]}.{key[1]} has the class '{row['class']}'")
            if not row["meaning"].strip() or not row["retention"].strip():
                problems.append(f"dictionary.csv: {key[0]}.{key[1]} lacks a meaning or a retention")
    real = schema(folder)
    problems += [f"{table}.{column} is in the schema and not in dictionary.csv" for table, column in sorted(real - described.keys())]
    problems += [f"{table}.{column} is in dictionary.csv and not in the schema" for table, column in sorted(described.keys() - real)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
