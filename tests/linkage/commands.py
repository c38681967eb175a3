#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The commands of `waymark link` as somebody types them, on people who were never there: commands.py BINARY."""

import csv
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

FIRST = ["anna", "ben", "carys", "dewi", "eve", "farah", "gwen", "hamza", "ivy", "jack"]
LAST = ["ashby", "bevan", "clarke", "dhillon", "evans", "fry", "grant", "hughes", "idle", "jones"]
SCHEMA = {
    "version": 3,
    "clkConfig": {"l": 1024, "kdf": {"type": "HKDF", "salt": "c2FsdA==", "info": "", "keySize": 64}},
    "features": [{"identifier": "unique_id", "ignored": True}] + [
        {"identifier": name, "format": {"type": "string"},
         "hashing": {"comparison": {"type": "ngram", "n": 2}, "strategy": {"bitsPerFeature": 120}}}
        for name in ("given", "family", "born")]}


class Commands:
    def __init__(self, binary, work):
        self.binary, self.work, self.asked, self.wrong = binary, work, 0, []

    def run(self, *words):
        return subprocess.run([self.binary, "link", *map(str, words)], capture_output=True, text=True, cwd=self.work)

    def expect(self, is_so, what):
        self.asked += 1
        if not is_so:
            self.wrong.append(what)

    def refused(self, words, *arguments):
        done = self.run(*arguments)
        self.expect(done.returncode != 0 and words in done.stderr, f"{arguments}: {done.stderr}")
        return done

    def write(self, name, text):
        (self.work / name).write_text(text, encoding="utf-8")
        return name


def people(count, seed):
    chance = random.Random(seed)
    return [(f"{seed}-{i}", chance.choice(FIRST) + chance.choice("abcdefgh"), chance.choice(LAST) + chance.choice("abcdefgh"),
             f"19{chance.randrange(30, 99)}-0{chance.randrange(1, 10)}-{chance.randrange(10, 29)}") for i in range(count)]


def table(rows):
    return "unique_id,given,family,born\n" + "".join(",".join(row) + "\n" for row in rows)


def clks(it):
    it.write("schema.json", json.dumps(SCHEMA))
    it.write("secret", "\ufeffa secret of both sides\r\nnot this\n")
    ours, theirs = people(300, 1), people(200, 2)
    it.write("a.csv", table(ours))
    it.write("b.csv", table(theirs + ours[:100]))
    for name in "ab":
        done = it.run("encode", "--schema", "schema.json", "--secret-file", "secret", "--out", f"{name}.json", f"{name}.csv")
        it.expect(done.returncode == 0 and not (it.work / f"{name}.json.part").exists(), done.stderr)
    it.write("plain", "a secret of both sides")
    it.run("encode", "--schema", "schema.json", "--secret-file", "plain", "--out", "c.json", "a.csv")
    it.expect((it.work / "a.json").read_text() == (it.work / "c.json").read_text(), "a mark before a secret is no part of it")
    done = it.run("match", "--least", 0.95, "--out", "pairs.csv", "a.json", "b.json")
    found = {(row["record_l"], row["record_r"]) for row in csv.DictReader(open(it.work / "pairs.csv"))}
    it.expect(found >= {(str(i), str(200 + i)) for i in range(100)} and done.returncode == 0, "everybody both know is found")
    it.run("match", "--least", 0.95, "--groups", "--out", "groups.csv", "a.json", "b.json")
    seen = [(row["party"], row["record"]) for row in csv.DictReader(open(it.work / "groups.csv"))]
    it.expect(len(seen) == len(set(seen)) >= 200, "nobody is in two groups")

    it.write("status.csv", "status\n" + "open\n" * 200 + "open\n" * 60 + "known before\n" * 37 + "\"closed, moved\"\n" * 3)
    it.refused("fewer than 10", "match", "--count", "--classes", "status.csv", "a.json", "b.json")
    it.write("status.csv", "status\n" + "gone\n" * 200 + "open\n" * 60 + "known before\n" * 40)
    done = it.run("match", "--least", 0.95, "--count", "--classes", "status.csv", "a.json", "b.json")
    it.expect(done.stdout == "of about 300 records, known to the other side: about 100\n"
              "  gone: not told\n  known before: not told\n  open: about 60\n", done.stdout)
    it.expect(done.stderr == "", "under --count nothing else is told: " + done.stderr)
    done = it.run("match", "--least", 0.95, "--count", "a.json", "a.json")
    it.expect("known to the other side: not told" in done.stdout, "that nearly all are known is not told")
    it.write("few.csv", table(ours[:50]))
    it.run("encode", "--schema", "schema.json", "--secret-file", "secret", "--out", "few.json", "few.csv")
    it.refused("100 records or more", "match", "--count", "few.json", "b.json")
    it.write("numbers.csv", "nhs,status\n" + "9434765919,open\n" * 300)
    done = it.refused("one column", "match", "--count", "--classes", "numbers.csv", "a.json", "b.json")
    it.expect("9434765919" not in done.stderr + done.stdout, "no number is told")
    it.write("numbers.csv", "nhs\n" + "".join(f"9434765{i}\n" for i in range(300)))
    it.refused("more than 20 classes", "match", "--count", "--classes", "numbers.csv", "a.json", "b.json")
    it.write("gap.csv", "status\nopen\n\n" + "open\n" * 299)
    it.refused("line 3: it is empty", "match", "--count", "--classes", "gap.csv", "a.json", "b.json")

    encode = ("encode", "--schema", "schema.json", "--secret-file", "secret", "--out", "x.json")
    it.write("long.csv", "unique_id,given,family,born\n1,anna,marie,bell,1990-01-01\n")
    it.refused("row 2: it has not as many values as columns", *encode, "long.csv")
    it.write("twice.csv", "unique_id,given,given,family,born\n1,a,b,c,d\n")
    it.refused("the column \"given\" twice", *encode, "twice.csv")
    it.write("lacks.csv", "unique_id,given,born\n1,a,b\n")
    it.refused("no column \"family\"", *encode, "lacks.csv")
    it.write("empty.csv", "")
    it.refused("no records", *encode, "empty.csv")
    it.write("blank", "\n")
    it.refused("no secret", *encode[:4], "blank", *encode[5:], "a.csv")
    it.expect(not (it.work / "x.json").exists() and not (it.work / "x.json.part").exists(), "nothing is left of a refusal")
    it.refused("two parties or more", "match", "--out", "x.csv", "a.json")
    it.refused("not", "match", "--least", "nan", "--out", "x.csv", "a.json", "b.json")
    it.refused("--best", "match", "--best", "-1", "--out", "x.csv", "a.json", "b.json")


def models(it):
    settings = {"link_type": "dedupe_only", "probability_two_random_records_match": 0.001, "our_note": "stays",
                "blocking_rules_to_generate_predictions": ["l.born = r.born", "l.family = r.family"],
                "comparisons": [{"output_column_name": name, "comparison_levels": [
                    {"sql_condition": f"{name}_l = {name}_r"}, {"sql_condition": "ELSE"}]} for name in ("given", "family", "born")]}
    it.write("settings.json", json.dumps(settings))
    once = people(400, 3)
    it.write("all.csv", "unique_id,given,family,born,who\n" + "".join(
        f"{row[0]}{copy},{row[1]},{row[2]},{row[3]},{row[0]}\n" for row in once for copy in "xy"))
    train = ("train", "--model", "settings.json", "--out", "model.json")
    done = it.run(*train, "--rule", "l.born = r.born", "--rule", "l.family = r.family",
                  "--certain", "l.given = r.given and l.born = r.born", "--recall", 0.9, "all.csv")
    it.expect(done.returncode == 0 and "stays" in (it.work / "model.json").read_text(), done.stderr)
    done = it.run("evaluate", "--model", "model.json", "--truth", "who", "--by", "family", "all.csv")
    it.expect("blocking gives 1.0000 of the true ones" in done.stdout and "probability 0." in done.stdout, done.stdout + done.stderr)
    it.refused("no column \"nobody\"", "evaluate", "--model", "model.json", "--truth", "who", "--by", "nobody", "all.csv")
    it.refused("--certain", *train, "--rule", "l.born = r.born", "--recall", 0.9, "all.csv")
    it.refused("not a number", *train, "--rule", "l.born = r.born", "--certain", "l.born = r.born", "--recall", "nan", "all.csv")
    it.refused("cannot be read", *train, "--rule", "l.born == r.born;", "all.csv")
    it.run("predict", "--model", "model.json", "--out", "pairs.csv", "all.csv")
    done = it.run("cluster", "--pairs", "pairs.csv", "--out", "clusters.csv", "all.csv")
    it.expect("clusters" in done.stderr and done.returncode == 0, done.stderr)


def normal(it):
    it.write("raw.csv", "ref,Forename,Surname,DOB,Postcode,NHS,team\n"
             "1,Mr Bob,O'Neill,03/02/1990,cv1 1dd,9434765919,north\n"
             "2,Unknown,Smith-Jones,1/1/1900,ZZ99 3VZ,9434765918,\"south, west\"\n")
    words = ("normalise", "--id", "ref", "--given", "Forename", "--family", "Surname", "--born", "DOB", "--postcode", "Postcode",
             "--nhs", "NHS", "--keep", "team", "--out", "normal.csv")
    done = it.run(*words, "raw.csv")
    rows = list(csv.DictReader(open(it.work / "normal.csv", encoding="utf-8")))
    it.expect(done.returncode == 0 and [row["family"] for row in rows] == ["oneill", "smithjones"], done.stderr)
    it.expect(rows[0]["born"] == "1990-02-03" and "robert" in json.loads(rows[0]["usual"]), rows)
    it.expect(rows[1]["placeholders"] == "given born postcode" and rows[1]["team"] == "south, west", rows)
    it.expect("placeholders: born: 1 of them" in done.stderr, done.stderr)
    it.refused("no column \"Nothing\"", *words[:-2], "--phone", "Nothing", "--out", "x.csv", "raw.csv")
    it.refused("Name a column", "normalise", "--id", "ref", "--out", "x.csv", "raw.csv")
    it.write("short.csv", "ref,Forename,Surname,DOB,Postcode,NHS,team\n1,a\n")
    it.refused("row 2", *words, "short.csv")
    it.write("taken.csv", "ref,Forename,Surname,DOB,Postcode,NHS,team,sound\n1,a,b,,,,,x\n")
    it.refused("\"sound\" would stand in what is written twice", *words, "--keep", "sound", "taken.csv")
    it.write("nobody.csv", "ref,Forename,Surname,DOB,Postcode,NHS,team\n,a,b,,,,\n")
    it.refused("row 2: it has no ref", *words, "nobody.csv")


def main(binary):
    with tempfile.TemporaryDirectory() as work:
        it = Commands(Path(binary).resolve(), Path(work))
        clks(it)
        models(it)
        normal(it)
        before = len(it.wrong)
        it.expect(False, "control")  # The control: what is not so has to be noticed.
        if len(it.wrong) != before + 1:
            print("The control was not found")
            return 1
        it.wrong.pop()
        for one in it.wrong:
            print("WRONG", one)
        print(f"{it.asked} things asked of the commands, {len(it.wrong)} wrong: differ from what was expected")
        return 1 if it.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
