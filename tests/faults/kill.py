#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Kills the server under load, again and again: every acknowledged report must be readable after the
restart, and every key that is tried again must have been applied once.

    kill.py BINARY CYCLES
"""

import random
import sys
import threading
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from server import REPORT, Server, every_incident  # noqa: E402


def main(binary, cycles):
    chance = random.Random(7)
    server = Server(binary)
    acknowledged, unanswered = {}, []
    lock = threading.Lock()
    try:
        for _ in range(cycles):
            sessions = [server.session("handler") for _ in range(2)]
            stop = threading.Event()

            def work(session):
                while not stop.is_set():
                    key = str(uuid.uuid4())
                    try:
                        status, answer = session.call("POST", "/incidents/reports", REPORT, {"Idempotency-Key": key})
                    except OSError:
                        with lock:
                            unanswered.append(key)
                        return
                    except Exception:  # An answer cut short is no answer.
                        with lock:
                            unanswered.append(key)
                        return
                    if status == 201:
                        with lock:
                            acknowledged[key] = answer["id"]

            threads = [threading.Thread(target=work, args=(session,)) for session in sessions for _ in range(4)]
            for thread in threads:
                thread.start()
            time.sleep(chance.uniform(0.02, 0.25))
            server.kill()
            stop.set()
            for thread in threads:
                thread.join()
            server.start()
        session = server.session("handler")
        lost = sum(1 for identity in acknowledged.values() if session.call("GET", "/incidents/" + identity)[0] != 200)
        # The control: one that was never acknowledged must count as lost.
        if session.call("GET", f"/incidents/{uuid.uuid4()}")[0] == 200:
            print("the control: an incident that never was is found")
            return 1
        twice = 0
        for key in unanswered:
            first = session.call("POST", "/incidents/reports", REPORT, {"Idempotency-Key": key})
            again = session.call("POST", "/incidents/reports", REPORT, {"Idempotency-Key": key})
            twice += first[1].get("id") != again[1].get("id") or first[0] != 201
        total = len(every_incident(session))
        expected = len(acknowledged) + len(unanswered)
        print(f"{cycles} cycles, {len(acknowledged)} acknowledged, {len(unanswered)} unanswered, {lost} lost, {twice} doubled, "
              f"{total} kept of {expected}")
        whole = total == expected
        return 0 if lost == 0 and twice == 0 and whole and len(acknowledged) > cycles else 1
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
