#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""SIGTERM under load: every request that the server has read whole is answered whole, what it
acknowledged is there after a restart, and the program ends by itself with success.
The control: SIGKILL does not end it with success.

    drain.py BINARY ROUNDS
"""

import http.client
import json
import random
import signal
import sys
import threading
import time
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from server import REPORT, Server  # noqa: E402


class Load:
    """Requests one after another on connections that are kept, until the server closes them."""

    def __init__(self, server, threads):
        self.server, self.cookie = server, server.session("handler").cookie
        self.acknowledged, self.broken, self.lock = [], 0, threading.Lock()
        self.threads = [threading.Thread(target=self.work) for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def work(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        connection.connect()
        while True:
            try:
                connection.request("POST", "/api/v1/incidents/reports", json.dumps(REPORT), {
                    "Cookie": self.cookie, "Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())})
            except OSError:
                return  # The server had closed the connection between two requests.
            try:
                response = connection.getresponse()
                answer = json.loads(response.read())
            except http.client.RemoteDisconnected:
                return  # Closed while the request was on its way: it was never read.
            except (OSError, http.client.HTTPException, ValueError):
                with self.lock:
                    self.broken += 1
                return
            if response.status == 201:
                with self.lock:
                    self.acknowledged.append(answer["id"])
            if response.getheader("Connection") == "close":
                return

    def join(self):
        for thread in self.threads:
            thread.join()


def one_round(server, how):
    load = Load(server, 12)
    time.sleep(random.uniform(0.1, 0.4))
    server.process.send_signal(how)
    code = server.process.wait(timeout=30)
    load.join()
    server.start()
    session = server.session("handler")
    lost = sum(1 for identity in load.acknowledged if session.call("GET", "/incidents/" + identity)[0] != 200)
    return code, len(load.acknowledged), load.broken, lost


def main(binary, rounds):
    server = Server(binary)
    try:
        total = 0
        for _ in range(rounds):
            code, acknowledged, broken, lost = one_round(server, signal.SIGTERM)
            total += acknowledged
            if code != 0 or broken or lost:
                print(f"ended with {code}, {broken} answers broken off, {lost} of {acknowledged} lost")
                return 1
        if one_round(server, signal.SIGKILL)[0] == 0:
            print("the control: SIGKILL was taken for an orderly end")
            return 1
        print(f"{rounds} cycles of SIGTERM, {total} acknowledged, 0 lost, 0 broken off")
        return 0 if total > rounds * 10 else 1
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
