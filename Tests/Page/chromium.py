"""Drives a headless Chromium over the DevTools protocol, with nothing but the standard library.

Chromium reads commands from file descriptor 3 and writes answers and events to 4, JSON with a zero
byte behind each message (--remote-debugging-pipe), so no port is opened.
"""

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


class Failed(Exception):
    """The browser could not do what it was asked to."""


def find():
    """The path of a Chromium on this machine, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if path := shutil.which(name):
            return path
    return None


class Browser:
    """One process with one tab at a time."""

    def __init__(self, path):
        self.profile = tempfile.mkdtemp(prefix="mondegreen-page-")
        commands, self.writer = os.pipe()
        self.reader, answers = os.pipe()

        def connect():
            # Out of the way first: either pipe may have been given one of the two numbers.
            read, write = os.dup(commands), os.dup(answers)
            high = [os.dup(read), os.dup(write)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [
                path, "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run",
                "--disable-background-networking", "--disable-component-update",
                "--font-render-hinting=none", f"--user-data-dir={self.profile}", "about:blank",
            ],
            close_fds=False, preexec_fn=connect, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.buffer = b""
        self.number = 0
        self.events = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = None
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def close(self):
        try:
            self.session = None
            self.send("Browser.close")
            self.process.wait(timeout=10)
        except (Failed, OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def send(self, method, timeout=60, **parameters):
        """Sends a command and returns its result; events that arrive meanwhile are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.writer, data):]
        until = time.monotonic() + timeout
        while True:
            answer = self._receive(until, method)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise Failed(f"{method}: {answer['error']['message']}")
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)

    def _receive(self, until, waiting_for):
        while b"\0" not in self.buffer:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.reader], [], [], left)[0]:
                raise Failed(f"no answer in time: {waiting_for}")
            piece = os.read(self.reader, 1 << 20)
            if not piece:
                raise Failed(f"Chromium ended while it was asked for {waiting_for}")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def open(self, url):
        """Loads a page to its end."""
        self.events.clear()
        self.send("Page.navigate", url=url)
        until = time.monotonic() + 60
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            event = self._receive(until, url)
            if "method" in event:
                self.events.append(event)

    def evaluate(self, expression):
        """The value of a JavaScript expression; promises are awaited."""
        result = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True,
            userGesture=True)
        if fault := result.get("exceptionDetails"):
            thrown = fault.get("exception", {}).get("description", fault.get("text"))
            raise Failed(f"{thrown}, evaluating {expression[:80]}")
        return result["result"].get("value")

    def size(self, width, height=900):
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
            mobile=False)

    def media(self, kind="", scheme="light"):
        self.send(
            "Emulation.setEmulatedMedia", media=kind,
            features=[
                {"name": "prefers-color-scheme", "value": scheme},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ])

    def scripts(self, run):
        self.send("Emulation.setScriptExecutionDisabled", value=not run)

    def key(self, name, code, text=""):
        for kind in ("keyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent", type=kind, key=name, code=name,
                windowsVirtualKeyCode=code, **({"text": text} if kind == "keyDown" and text else {}))

    def screenshot(self, path, whole=True):
        data = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def pdf(self):
        """The page on A4, as the page's own style says."""
        result = self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(result["data"])

    def messages(self):
        """What the page wrote to the console, threw, or asked of a network."""
        found = []
        for event in self.events:
            parameters = event["params"]
            if event["method"] == "Runtime.consoleAPICalled":
                found.append("console: " + " ".join(
                    str(one.get("value", one.get("description"))) for one in parameters["args"]))
            elif event["method"] == "Runtime.exceptionThrown":
                details = parameters["exceptionDetails"]
                found.append("exception: " + str(
                    details.get("exception", {}).get("description", details["text"])))
            elif event["method"] == "Log.entryAdded":
                found.append("log: " + parameters["entry"]["text"])
            elif event["method"] == "Network.requestWillBeSent":
                url = parameters["request"]["url"]
                if not url.startswith(("file:", "data:", "blob:", "about:")):
                    found.append("request: " + url)
        return found
