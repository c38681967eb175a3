# SPDX-License-Identifier: MIT
"""Starts the real server for a test and speaks to it over HTTP."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import uuid
from urllib.parse import quote

PASSWORD = "lantern-harbour-teapot"


class Server:
    def __init__(self, binary, data=None, demo=True, extra=()):
        self.binary = binary
        self.own = data is None
        self.data = data or tempfile.mkdtemp(prefix="waymark-test-")
        if demo and not os.path.exists(os.path.join(self.data, "waymark.db")):
            subprocess.run([binary, "demo", "--data", self.data, "--scale", "400"], check=True, capture_output=True)
        self.extra = list(extra)
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.binary, "serve", "--data", self.data, "--port", "0", *self.extra],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        found = re.search(r":(\d+)$", line.strip())
        if not found:
            raise RuntimeError("the server did not start: " + line)
        self.port = int(found.group(1))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)
        if self.own:
            shutil.rmtree(self.data, ignore_errors=True)

    def session(self, name):
        return Session(self, name)


class Session:
    """Someone signed in. Calls give (status, body)."""

    def __init__(self, server, name):
        self.server = server
        self.cookie = ""
        status, _, headers = self.raw("POST", "/session", {"sign_in_name": name, "password": PASSWORD})
        if status != 201:
            raise RuntimeError(f"cannot sign in as {name}: {status}")
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def raw(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        sent = dict(headers or {})
        if self.cookie:
            sent["Cookie"] = self.cookie
        data = None
        if body is not None:
            data = json.dumps(body)
            sent["Content-Type"] = "application/json"
        if method in ("POST", "PATCH"):
            sent.setdefault("Idempotency-Key", str(uuid.uuid4()))
        connection.request(method, "/api/v1" + path, data, sent)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        is_json = "json" in (response.getheader("Content-Type") or "")
        return response.status, json.loads(text) if is_json else text, response.headers

    def call(self, method, path, body=None, headers=None):
        status, answer, _ = self.raw(method, path, body, headers)
        return status, answer


REPORT = {
    "incident": {"source": "999", "location_text": "1 Test Road", "postcode": "CV1 1AA", "place_type": "public",
                 "opening_category": "CONCERN_FOR_SAFETY"},
    "narrative": "Somebody is worried.",
}


def every_incident(session):
    """The ids of all reports like REPORT, page by page."""
    ids, after = set(), ""
    while after is not None:
        page = session.call("GET", "/incidents?search=1+Test+Road&limit=200" + ("&after=" + quote(after) if after else ""))[1]
        ids.update(incident["id"] for incident in page["incidents"])
        after = page["next"] or None
    return ids
