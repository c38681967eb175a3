#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A full disk and a read-only data folder: a clear answer, nothing half-stored, and work goes on
once there is room again. Needs to be root, to mount a small file system of its own.

    disk.py BINARY
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from server import REPORT, Server, every_incident  # noqa: E402


def expect(what, condition):
    if not condition:
        raise AssertionError(what)
    print("ok:", what)


def full_disk(binary, folder):
    server = Server(binary, data=folder)
    session = server.session("handler")
    kept = sum(session.call("POST", "/incidents/reports", REPORT)[0] == 201 for _ in range(5))
    expect("the control: the same work is done while there is room", kept == 5)
    filler = os.path.join(folder, "filler")
    with open(filler, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 65536)
        except OSError:
            pass
    refused = None
    for _ in range(2000):
        status, answer = session.call("POST", "/incidents/reports", REPORT)
        if status == 201:
            kept += 1
        else:
            refused = (status, answer["code"])
            break
    expect(f"a full disk is told as such, not {refused}", refused == (503, "store.full"))
    os.remove(filler)
    status, _ = session.call("POST", "/incidents/reports", REPORT)
    expect("work goes on once there is room", status == 201)
    count = len(every_incident(session))
    expect(f"{count} kept of {kept + 1} acknowledged", count == kept + 1)
    server.stop()


def main(binary):
    folder = tempfile.mkdtemp(prefix="waymark-disk-")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], capture_output=True).returncode == 0
    if not mounted:
        print("cannot mount a small file system here: needs to be root")
        return 1
    try:
        full_disk(binary, folder)
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        tried = subprocess.run([binary, "serve", "--data", folder, "--port", "0"], capture_output=True, text=True, timeout=20)
        expect("a read-only folder is refused with a reason", tried.returncode == 1 and "cannot be written" in tried.stderr)
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
        server = Server(binary, data=folder)
        expect("the file is sound afterwards", server.session("handler").call("GET", "/incidents")[0] == 200)
        server.stop()
        return 0
    finally:
        subprocess.run(["umount", "-l", folder])
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
