#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures the server with a large demonstration and writes docs/performance.md.

    bench.py BINARY INCIDENTS
"""

import datetime
import json
import platform
import random
import re
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

root = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(root / "tests" / "support"))
from server import PASSWORD, REPORT, Server  # noqa: E402

rows = []


def note(what, target, measured, command):
    print(f"{what}: {measured} (target {target})", flush=True)
    rows.append((what, target, measured, command))


def wrk(server, script, seconds=10, connections=64, threads=1):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        out = subprocess.run(["wrk", "--latency", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "-s", file.name,
                              f"http://127.0.0.1:{server.port}"], capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    p99 = re.search(r"99%\s+(\S+)", out).group(1)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    return rate, p99, int(bad.group(1)) if bad else 0


def rounds(server, script, count=5, seconds=5):
    """The middle of some rounds, for the machine is shared and one round may be unlucky or lucky."""
    rates, tails, bad = zip(*(wrk(server, script, seconds) for _ in range(count)))
    middle = sorted(range(count), key=lambda i: rates[i])[count // 2]
    return f"{rates[middle]:,.0f}/s, p99 {tails[middle]} ({count} rounds, {min(rates):,.0f} to {max(rates):,.0f}/s), {sum(bad)} refused"


def one_by_one(call, count=200):
    times = []
    for i in range(count):
        started = time.perf_counter()
        status = call(i)
        times.append(time.perf_counter() - started)
        if status != 200:
            raise RuntimeError(f"answered {status}")
    times.sort()
    return times[int(len(times) * 0.95)] * 1000


def resident_mb(server):
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def lua(cookie, body):
    return f'local cookie = "{cookie}"\n' + body


READ = """
local ids = {%s}
local ready = {}
local n = 0
init = function()
  for i, id in ipairs(ids) do ready[i] = wrk.format("GET", "/api/v1/incidents/" .. id, {["Cookie"] = cookie}) end
end
request = function()
  n = n + 1
  return ready[n %% #ready + 1]
end
"""
WRITE = """
local body = [[%s]]
local n = 0
local round = tostring(os.time())
request = function()
  n = n + 1
  return wrk.format("POST", "/api/v1/incidents/reports", {["Cookie"] = cookie, ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = "bench-" .. round .. "-" .. tostring(n)}, body)
end
"""


def extract(path, count, numbered, shuffled):
    """A year of a force's incidents: in order of time, as systems give them out, or in none."""
    begin = datetime.datetime(2025, 1, 1)
    order = list(range(count))
    if shuffled:
        random.Random(7).shuffle(order)
    with open(path, "w") as file:
        file.write("Log No,Received,Type,Place,Postcode,Dispatched,Arrived,Notes\n")
        for i in order:
            received = begin + datetime.timedelta(seconds=i * 31_000_000 // count)
            file.write(f"{numbered}{i},{received:%d/%m/%Y %H:%M},Concern for safety,{i % 900} Maple Walk,"
                       f"CV{1 + i % 6} {i % 9}AB,,,Neighbour has not seen them since {i % 9} o'clock\n")


class Desk:
    """An open desk: one connection that is told of changes, and one it then asks for the desk on."""

    def __init__(self, server, session):
        self.cookie = session.cookie
        self.stream = socket.create_connection(("127.0.0.1", server.port))
        self.asking = socket.create_connection(("127.0.0.1", server.port))
        self.send(self.stream, "/changes/stream")
        self.answer = b""

    def send(self, connection, path):
        connection.sendall(f"GET /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n\r\n".encode())

    def ask(self):
        self.answer = b""
        self.send(self.asking, "/triage/desk")

    def has_read_it(self):
        """Takes what has come; true once the whole answer has."""
        self.answer += self.asking.recv(1 << 20)
        head, _, body = self.answer.partition(b"\r\n\r\n")
        length = re.search(rb"Content-Length: (\d+)", head)
        return bool(length) and len(body) >= int(length.group(1))


def desks_told(server, session, count):
    """From saying a unit's status until every one of so many open desks has been told, has asked, and has read the desk
    as it is now. The page itself waits 50 ms more, to ask once for what comes together."""
    desks = [Desk(server, session) for _ in range(count)]
    ready = selectors.DefaultSelector()
    for desk in desks:
        ready.register(desk.stream, selectors.EVENT_READ, (desk, "stream"))
        ready.register(desk.asking, selectors.EVENT_READ, (desk, "asking"))

    def wait_for(word, then_ask):
        waiting = set(desks)
        while waiting:
            found = ready.select(timeout=10)
            if not found:
                raise RuntimeError(f"{len(waiting)} desks were not told")
            for key, _ in found:
                desk, what = key.data
                if what == "asking":
                    if desk.has_read_it():
                        waiting.discard(desk)
                elif word in desk.stream.recv(65536):
                    if then_ask:
                        desk.ask()
                    else:
                        waiting.discard(desk)

    wait_for(b"event: ready", False)
    unit = session.call("GET", "/triage/desk")[1]["units"][0]
    took = []
    for turn in range(30):
        started = time.perf_counter()
        assert session.call("POST", f"/triage/units/{unit['id']}/status", {"status": unit["status"]})[0] == 200
        wait_for(b"event: changed", True)
        took.append((time.perf_counter() - started) * 1000)
        time.sleep(0.05 + turn % 7 * 0.03)
    for desk in desks:
        desk.stream.close()
        desk.asking.close()
    return sorted(took)[int(len(took) * 0.95)]


def import_rate(binary, folder, count, numbered, shuffled):
    path = Path(folder, "extract.csv")
    extract(path, count, numbered, shuffled)
    started = time.perf_counter()
    out = subprocess.run([binary, "import", "incidents", str(path), "--map", str(Path(folder, "map.json")), "--data", folder,
                          "--as", "analyst", "--json"], check=True, capture_output=True, text=True).stdout
    took = time.perf_counter() - started
    if json.loads(out)["rows_stored"] != count:
        raise RuntimeError("not every row was stored")
    return count / took


def main(binary, incidents):
    folder = tempfile.mkdtemp(prefix="waymark-bench-")
    try:
        measure(binary, incidents, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(binary, incidents, folder):
    started = time.perf_counter()
    contacts = incidents // 10
    command = ["demo", "--scale", str(incidents), "--contacts", str(contacts), "--days", "3650"]
    subprocess.run([binary, *command, "--data", folder], check=True, capture_output=True)
    took = time.perf_counter() - started
    note(f"make a demonstration of {incidents:,} incidents over ten years, with {contacts:,} contacts of the triage team", "≤ 180 s",
         f"{took:.0f} s", "waymark " + " ".join(command))
    size = Path(folder, "waymark.db").stat().st_size / 1e6

    started = time.perf_counter()
    server = Server(binary, data=folder)
    note("server start, until it answers", "≤ 2 s", f"{time.perf_counter() - started:.2f} s", "waymark serve")
    session = server.session("supervisor")
    page = session.call("GET", "/incidents?limit=200")[1]
    ids = [incident["id"] for incident in page["incidents"]]
    for skip in range(1, 10):
        after = page["next"].replace(" ", "%20")
        page = session.call("GET", f"/incidents?limit=200&after={after}")[1]
        ids += [incident["id"] for incident in page["incidents"]]

    cookie = session.cookie
    quoted = ",".join(f'"{identity}"' for identity in ids)
    note("read one incident over HTTP, signed in and audited, 64 connections", "≥ 10,000/s, p99 ≤ 25 ms",
         rounds(server, lua(cookie, READ % quoted)), "wrk -t1 -c64 -d5s, the middle of 5 rounds")

    before = session.call("GET", "/incidents?search=1+Test+Road&limit=1")[1]["count"]
    writing = lua(cookie, WRITE % json.dumps(REPORT))
    measured = rounds(server, writing)
    kept = session.call("GET", "/incidents?search=1+Test+Road&limit=1")[1]
    note("durable record of a whole incident, 64 connections", "≥ 5,000/s", measured, "wrk -t1 -c64 -d5s, POST /incidents/reports, the middle of 5 rounds")
    assert kept["count"] > before

    filters = ["", "mhri=yes", "opening_category=MISSING_PERSON&grade=PRIORITY", "search=CV1+1DE", "search=12+willow", "from=2026-08-01&to=2026-08-31",
               "status=open", "outcome=s136_detained", "place_type=bridge_or_height", "search=20260901-0001"]
    p95 = one_by_one(lambda i: session.call("GET", "/incidents?" + filters[i % len(filters)])[0])
    note("list with filters and search, first page, p95", "≤ 50 ms", f"{p95:.1f} ms", "200 requests, ten kinds of filter")
    p95 = one_by_one(lambda i: session.call("GET", f"/incidents/{ids[i * 7 % len(ids)]}/repeats")[0])
    note("repeat and household check, p95", "≤ 20 ms", f"{p95:.1f} ms", "200 incidents")
    names = ["smith", "sarah jones", "jones sar 1984", "CV1 1DE", "07700900123", "patel", "o'brien", "david", "14/03/1970", "9990000018"]
    p95 = one_by_one(lambda i: session.call("POST", "/people/search", {"text": names[i % len(names)]})[0])
    note("find a person as one types, p95", "not set", f"{p95:.1f} ms", "200 searches")
    def report(days):
        return lambda i: session.call("GET", f"/reports/street-triage?from={datetime.date(2026, 10, 31) - datetime.timedelta(days=days)}&to=2026-10-31")[0]
    counted = session.call("GET", "/reports/street-triage?from=2016-11-01&to=2026-10-31")[1]["contacts"]
    note("figures of street triage, a quarter, p95", "≤ 150 ms", f"{one_by_one(report(91), 40):.0f} ms", "GET /reports/street-triage, 40 times")
    note(f"figures of street triage, ten years ({counted:,} contacts), p95", "≤ 1 s", f"{one_by_one(report(3652), 20) / 1000:.2f} s", "the same, 20 times")
    shown = json.loads(subprocess.run(["node", str(root / "tools/first_paint.mjs"), f"http://127.0.0.1:{server.port}", "supervisor", PASSWORD],
                                      check=True, capture_output=True, text=True).stdout)
    note("triage desk on 3G (150 ms, 1.6 Mbit/s) after the first load, first paint", "≤ 1 s", f"{shown['paint'] / 1000:.2f} s, the queue {shown['queue'] / 1000:.2f} s",
         "Chromium, the middle of 5 visits")
    note("a change on one triage desk reaches 200 others, the last of them, p95", "≤ 500 ms",
         f"{desks_told(server, session, 200):.0f} ms", "30 changes; each of the 200 is told, asks and has read it")
    note("resident memory after all this", "≤ 400 MB", f"{resident_mb(server):.0f} MB", "VmRSS")
    server.stop()

    count = 200000
    mapping = {"columns": {"source_key": "Log No", "received_at": "Received", "opening_category": "Type", "location_text": "Place",
                           "postcode": "Postcode", "dispatch_at": "Dispatched", "arrival_at": "Arrived", "narrative": "Notes"},
               "defaults": {"source": "other", "place_type": "unknown"}}
    Path(folder, "map.json").write_text(json.dumps(mapping))
    for numbered, shuffled, words in (("A", False, "in order of time"), ("B", True, "in no order")):
        rate = import_rate(binary, folder, count, numbered, shuffled)
        note(f"import, read, checked and stored, {words}", "≥ 30,000 rows/s", f"{rate:,.0f} rows/s",
             f"waymark import incidents, {count:,} rows beside {incidents:,}")
    script = sum(file.stat().st_size for file in (root / "web/dist/assets").glob("*.js.gz")) / 1000
    note("web application, all JavaScript, compressed", "≤ 150 kB", f"{script:.0f} kB", "web/dist")
    write(incidents, size)


def write(incidents, size):
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), platform.machine())
    cores = subprocess.run(["nproc"], capture_output=True, text=True).stdout.strip()
    lines = [
        "# Performance", "",
        f"Measured by `./bench {incidents}` on {datetime.date.today().isoformat()}: {cpu}, {cores} cores, load generator on the same machine, SQLite,",
        f"{incidents:,} incidents and {min(300000, incidents * 3 // 10):,} people ({size:,.0f} MB). Every request is signed in and audited.", "",
        "| what | target | measured | command |", "|---|---|---|---|",
        *[f"| {what} | {target} | {measured} | {command} |" for what, target, measured, command in rows], ""]
    (root / "docs/performance.md").write_text("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
