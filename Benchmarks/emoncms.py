"""Times `retouche emoncms` on a real Emoncms, beside curl: python3 emoncms.py RETOUCHE

EMONCMS_URL and EMONCMS_KEY_FILE say which Emoncms; EMONCMS_DIR, where it is on this machine, adds
the registration there. Feeds of the tag `retouche-bench` are made there and deleted again. Prints
medians of seven runs of whole processes, in milliseconds: straight over the loopback, and over a
line of 100 Mbit/s, as between two machines of a building. `curl` is one bare transfer of the points;
`checksum` is what Emoncms itself takes to reckon the SHA-256 that a pull compares.
"""

import json
import os
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

RUNS = 7
POINTS, PUSHED = 5_000_000, 130_000
INTERVAL, START = 10, 1_600_000_000
TAG = "retouche-bench"
LINE = 100e6 / 8


class Emoncms:
    def __init__(self, url, key):
        self.url, self.key = url.rstrip("/") + "/", key

    def call(self, path, body=None):
        headers = {
            "Authorization": f"Bearer {self.key}", "Content-Type": "application/octet-stream"}
        request = urllib.request.Request(self.url + path, body, headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read()

    def make(self, name, points):
        query = urllib.parse.urlencode({
            "tag": TAG, "name": name, "engine": 5, "datatype": 1,
            "options": json.dumps({"interval": INTERVAL})})
        feed = json.loads(self.call(f"feed/create.json?{query}"))["feedid"]
        for first in range(0, len(points) // 4, 1_000_000):
            piece = points[4 * first:4 * (first + 1_000_000)]
            self.call(
                f"feed/upload.json?id={feed}&start={START + first * INTERVAL}"
                f"&interval={INTERVAL}&npoints={len(piece) // 4}", piece)
        return feed

    def curl(self, path, *options):
        # The key comes by standard input, where no list of processes shows it.
        return ["curl", "-sS", "-K", "-", "-H", "Expect:", *options, self.url + path]

    def configuration(self):
        return f'header = "Authorization: Bearer {self.key}"\n'


class Line:
    """A way to the Emoncms that lets so many bytes a second through, in each direction."""

    def __init__(self, url, rate):
        parts = urllib.parse.urlsplit(url)
        self.target, self.rate = (parts.hostname, parts.port or 80), rate
        self.listening = socket.create_server(("127.0.0.1", 0))
        port = self.listening.getsockname()[1]
        self.url = urllib.parse.urlunsplit(parts._replace(netloc=f"127.0.0.1:{port}"))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client = self.listening.accept()[0]
            server = socket.create_connection(self.target)
            for pair in [(client, server), (server, client)]:
                threading.Thread(target=self.pump, args=pair, daemon=True).start()

    def pump(self, source, sink):
        free = time.perf_counter()
        try:
            while piece := source.recv(16384):
                free = max(free, time.perf_counter()) + len(piece) / self.rate
                time.sleep(max(0, free - time.perf_counter()))
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def timed(command, given=""):
    start = time.perf_counter()
    done = subprocess.run(command, input=given, capture_output=True, text=True)
    elapsed = (time.perf_counter() - start) * 1000
    if done.returncode:
        sys.exit(f"emoncms.py: {command[0]} failed: {done.stderr.strip()}")
    return elapsed


def median(times):
    return round(statistics.median(times), 1)


def time_pull(retouche, there, url, key_file, feed, folder):
    pulls, transfers, checksums = [], [], []
    way = Emoncms(url, there.key)
    for number in range(RUNS):
        workspace = tempfile.mkdtemp(dir=folder)
        timed([retouche, "emoncms", "add", "there", url, "--key-file", key_file, "-w", workspace])
        pulls.append(timed([retouche, "emoncms", "pull", str(feed), "-w", workspace]))
        export = way.curl(f"feed/export.json?id={feed}&start=0", "-o", f"{folder}/export")
        transfers.append(timed(export, way.configuration()))
        start = time.perf_counter()
        there.call(f"feed/sha256sum.json?id={feed}")
        checksums.append((time.perf_counter() - start) * 1000)
    return {"retouche": median(pulls), "curl": median(transfers), "checksum": median(checksums)}


class Workspace:
    """A state feed of many points, in a folder of its own."""

    def __init__(self, retouche, folder):
        self.retouche, self.path = retouche, tempfile.mkdtemp(dir=folder)
        with open(f"{self.path}/1.meta", "wb") as file:
            file.write(struct.pack("<IIII", 0, 0, INTERVAL, START))
        with open(f"{self.path}/1.dat", "wb") as file:
            file.write(struct.pack("<f", 19) * PUSHED)
        self.run("new", "--like", "1", "--name", "state", "--tag", TAG, "--state", "off")

    def run(self, *arguments):
        return timed([self.retouche, *arguments, "-w", self.path])

    def registered(self):
        listed = subprocess.run(
            [self.retouche, "emoncms", "list", "--json", "-w", self.path], capture_output=True,
            check=True)
        return json.loads(listed.stdout)[0]["registered"][0]["id"]


def time_push(retouche, there, url, key_file, folder):
    workspace = Workspace(retouche, folder)
    workspace.run("emoncms", "add", "there", url, "--key-file", key_file)
    workspace.run("emoncms", "register", "state")
    way = Emoncms(url, there.key)
    try:
        feed = workspace.registered()
        pushes, transfers = [], []
        for number in range(RUNS):
            workspace.run(
                "set", "state", ["on", "off"][number % 2], "--from", str(START), "--to",
                str(START + PUSHED * INTERVAL))
            pushes.append(workspace.run("emoncms", "push", "state"))
            upload = way.curl(
                f"feed/upload.json?id={feed}&start={START}&interval={INTERVAL}&npoints={PUSHED}",
                "-H", "Content-Type: application/octet-stream",
                "--data-binary", f"@{workspace.path}/2.dat")
            transfers.append(timed(upload, way.configuration()))
        return {"retouche": median(pushes), "curl": median(transfers)}
    finally:
        workspace.run("emoncms", "unregister", "state", "--yes")


def time_registration(retouche, machine, folder):
    workspace = Workspace(retouche, folder)
    workspace.run("emoncms", "add", "machine", "--emoncms", machine)
    times = []
    for _ in range(RUNS):
        times.append(workspace.run("emoncms", "register", "state"))
        workspace.run("emoncms", "unregister", "state", "--yes")
    return {"retouche": median(times)}


def main(retouche):
    key_file = os.environ["EMONCMS_KEY_FILE"]
    with open(key_file) as file:
        there = Emoncms(os.environ["EMONCMS_URL"], file.read().strip())
    # An Emoncms whose Redis is new fills its list when it is asked for it.
    there.call("feed/list.json")
    ways = {"loopback": there.url, "100 Mbit/s": Line(there.url, LINE).url}
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        values = [20 + step % 977 / 100 for step in range(POINTS)]
        big = there.make("big", struct.pack(f"<{POINTS}f", *values))
        try:
            for name, url in ways.items():
                results[f"pull, {name}"] = time_pull(retouche, there, url, key_file, big, folder)
        finally:
            there.call(f"feed/delete.json?id={big}")
        for name, url in ways.items():
            results[f"push, {name}"] = time_push(retouche, there, url, key_file, folder)
        if machine := os.environ.get("EMONCMS_DIR"):
            results["register on the machine"] = time_registration(retouche, machine, folder)
        results["retouche --version"] = {
            "retouche": median([timed([retouche, "--version"]) for _ in range(RUNS)])}
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    if len(sys.argv) != 2 or "EMONCMS_URL" not in os.environ:
        sys.exit(__doc__)
    main(sys.argv[1])
