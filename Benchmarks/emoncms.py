"""Times `retouche emoncms` on a real Emoncms, beside curl: python3 emoncms.py RETOUCHE

EMONCMS_URL and EMONCMS_KEY_FILE say which Emoncms; EMONCMS_DIR, where it is on this machine, adds
the registration there. Feeds of the tag `retouche-bench` are made there and deleted again. Prints
medians of seven runs of whole processes, in milliseconds.
"""

import json
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

RUNS = 7
POINTS, PUSHED = 5_000_000, 130_000
INTERVAL, START = 10, 1_600_000_000
TAG = "retouche-bench"


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


def timed(command, given=""):
    start = time.perf_counter()
    done = subprocess.run(command, input=given, capture_output=True, text=True)
    elapsed = (time.perf_counter() - start) * 1000
    if done.returncode:
        sys.exit(f"emoncms.py: {command[0]} failed: {done.stderr.strip()}")
    return elapsed


def median(times):
    return round(statistics.median(times), 1)


def main(retouche):
    key_file = os.environ["EMONCMS_KEY_FILE"]
    with open(key_file) as file:
        there = Emoncms(os.environ["EMONCMS_URL"], file.read().strip())
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        def run(*arguments, workspace=f"{folder}/a"):
            os.makedirs(workspace, exist_ok=True)
            return timed([retouche, *arguments, "-w", workspace])

        values = [20 + step % 977 / 100 for step in range(POINTS)]
        big = there.make("big", struct.pack(f"<{POINTS}f", *values))
        try:
            pulls, transfers = [], []
            for number in range(RUNS):
                workspace = f"{folder}/pull{number}"
                run("emoncms", "add", "there", there.url, "--key-file", key_file,
                    workspace=workspace)
                pulls.append(run("emoncms", "pull", str(big), workspace=workspace))
                transfers.append(timed(
                    there.curl(f"feed/export.json?id={big}&start=0", "-o", f"{folder}/export"),
                    there.configuration()))
            results["pull"] = {"retouche": median(pulls), "curl": median(transfers)}
        finally:
            there.call(f"feed/delete.json?id={big}")

        with open(f"{folder}/1.meta", "wb") as file:
            file.write(struct.pack("<IIII", 0, 0, INTERVAL, START))
        with open(f"{folder}/1.dat", "wb") as file:
            file.write(struct.pack("<f", 19) * PUSHED)
        here = folder
        run("new", "--like", "1", "--name", "state", "--tag", TAG, "--state", "off",
            workspace=here)
        run("emoncms", "add", "there", there.url, "--key-file", key_file, workspace=here)
        run("emoncms", "register", "state", workspace=here)
        try:
            listed = subprocess.run(
                [retouche, "emoncms", "list", "--json", "-w", here], capture_output=True, check=True)
            feed = json.loads(listed.stdout)[0]["registered"][0]["id"]
            pushes, transfers = [], []
            for number in range(RUNS):
                run("set", "state", ["on", "off"][number % 2], "--from", str(START), "--to",
                    str(START + PUSHED * INTERVAL), workspace=here)
                pushes.append(run("emoncms", "push", "state", workspace=here))
                transfers.append(timed(
                    there.curl(
                        f"feed/upload.json?id={feed}&start={START}&interval={INTERVAL}"
                        f"&npoints={PUSHED}", "-H", "Content-Type: application/octet-stream",
                        "--data-binary", f"@{here}/2.dat"), there.configuration()))
            results["push"] = {"retouche": median(pushes), "curl": median(transfers)}
        finally:
            run("emoncms", "unregister", "state", "--yes", workspace=here)

        if machine := os.environ.get("EMONCMS_DIR"):
            run("emoncms", "add", "machine", "--emoncms", machine, workspace=here)
            times = []
            for _ in range(RUNS):
                times.append(run("emoncms", "register", "state", "-c", "machine", workspace=here))
                run("emoncms", "unregister", "state", "--yes", "-c", "machine", workspace=here)
            results["register on the machine"] = {"retouche": median(times)}
        results["retouche --version"] = {
            "retouche": median([timed([retouche, "--version"]) for _ in range(RUNS)])}
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    if len(sys.argv) != 2 or "EMONCMS_URL" not in os.environ:
        sys.exit(__doc__)
    main(sys.argv[1])
