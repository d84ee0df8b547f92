"""Times the Studio's page in headless Chromium: python3 page.py ADDRESS

Prints, in milliseconds: when the curves are first drawn whole (from the start of the navigation),
pans and zooms until everything of the new window is drawn, and the page's own work for each frame
of a stretch being painted (event handler and drawing).
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

PAINTS, WINDOWS, MOVES = 5, 100, 80

DRAWN = """
const done = arguments[arguments.length - 1]
const look = () => {
  const editor = document.getElementById('studio')?.editor
  const chart = editor?.chart
  const isThere = chart?.width && !chart.frame && chart.pieces.size === 4 &&
    [...chart.pieces.values()].every((pieces) => pieces.length) &&
    !chart.store.running.size && !chart.store.wanted.size && editor.model.editedSegments.length
  if (isThere) done(performance.now())
  else requestAnimationFrame(look)
}
look()
"""

WINDOWS_SCRIPT = """
const [count, done] = [arguments[0], arguments[arguments.length - 1]]
const { chart, model } = document.getElementById('studio').editor
const span = model.span
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
// A timer would be late by milliseconds.
const soon = () => new Promise((resolve) => {
  const channel = new MessageChannel()
  channel.port1.onmessage = resolve
  channel.port2.postMessage(null)
})
const shares = [1 / 602, 7 / 602, 30 / 602, 182 / 602, 1]
;(async () => {
  const times = []
  for (let step = 0; step < count; step += 1) {
    const width = (span.to - span.from) * shares[step % shares.length]
    const from = span.from + (step * 104729) % Math.max(1, span.to - span.from - width)
    await frame()
    const start = performance.now()
    model.show(from, from + width)
    while (chart.frame || chart.store.running.size || chart.store.wanted.size) {
      await soon()
    }
    times.push(performance.now() - start)
  }
  done(times)
})()
"""

WATCH = """
window.work = []
let begun, handled, frameStart
addEventListener('pointermove', () => {
  begun = performance.now()
  requestAnimationFrame(() => { frameStart = performance.now() })
}, true)
addEventListener('pointermove', () => {
  handled = performance.now() - begun
  const before = handled
  requestAnimationFrame(() => { work.push(before + performance.now() - frameStart) })
})
const { chart, model } = document.getElementById('studio').editor
model.set('tool', { tool: 'unknown' })
const place = chart.front.getBoundingClientRect()
const lane = chart.layout.lanes[0]
return [place.left + chart.layout.left + 40, place.left + chart.layout.right - 40,
  place.top + lane.top + lane.height / 2]
"""


class Browser:
    """As much of WebDriver as this takes."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        driver = shutil.which("chromedriver")
        if not driver:
            sys.exit("page.py: no chromedriver here: scripts/setup bench installs it")
        self.process = subprocess.Popen(
            [driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.base = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(self.base + "/status", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        options = {"args": ["--headless=new", "--no-sandbox", "--window-size=1440,900"]}
        binary = shutil.which("chromium") or shutil.which("chromium-browser")
        if binary:
            options["binary"] = os.path.realpath(binary) if not os.path.islink(binary) else binary
        answer = self.call("POST", "/session", {
            "capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.base += "/session/" + answer["sessionId"]
        self.call("POST", "/timeouts", {"script": 120_000})

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=180) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            sys.exit(f"page.py: {path}: {error.read().decode()[:300]}")

    def run(self, script, *arguments, kind="async"):
        return self.call("POST", f"/execute/{kind}", {"script": script, "args": arguments})

    def move(self, actions):
        self.call("POST", "/actions", {"actions": [{
            "type": "pointer", "id": "hand", "parameters": {"pointerType": "mouse"},
            "actions": actions}]})


def main(address):
    browser = Browser()
    try:
        paints = []
        for _ in range(PAINTS):
            browser.call("POST", "/url", {"url": "about:blank"})
            browser.call("POST", "/url", {"url": address})
            paints.append(browser.run(DRAWN))
        windows = browser.run(WINDOWS_SCRIPT, WINDOWS)
        left, right, y = browser.run(WATCH, kind="sync")
        place = {"type": "pointerMove", "duration": 0, "y": int(y)}
        browser.move([{**place, "x": int(left)}, {"type": "pointerDown", "button": 0}])
        for step in range(1, MOVES + 1):
            x = int(left + (right - left) * step / MOVES)
            browser.move([{**place, "x": x}])
        frames = browser.run("return window.work", kind="sync")
        print(json.dumps({"paint": paints, "window": windows, "frame": frames}))
    finally:
        browser.call("DELETE", "")
        browser.process.terminate()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
