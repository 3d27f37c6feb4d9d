#!/usr/bin/env python3
"""Kills the program at random moments and lets its system calls fail, and compares what is left.

    torture.py MONDEGREEN [--seed N] [--kills N] [--faults N]

Every long command first runs undisturbed; what it wrote is the truth. Then it is killed (SIGKILL) at random
moments and started again until it ends, as often as --kills says over all commands: the files must be the same,
byte for byte. Then each kind of system call fails in turn (failing_calls.c, preloaded): a command must end with
status 73 and leave the earlier output whole, or, where a call can be repeated, end with 0 and the same bytes.

Prints a table and ends with 1 if anything differs.
"""
import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))

SCORER = r"""
import json, sys
for line in sys.stdin:
    print(json.dumps({"costs": [len(text) for text in json.loads(line)["texts"]]}), flush=True)
"""


class Command:
    """A command line, and the files that it is to write."""

    def __init__(self, name, arguments, outputs, resumes):
        self.name, self.arguments, self.outputs, self.resumes = name, arguments, outputs, resumes


COMMANDS = [
    Command("report", ["report", "--corpus", "messaging-test", "--limit", "60", "--model", "n-gram",
                       "--model", 'mine=process:["python3","score.py"]', "--draws", "1",
                       "--resamples", "200", "--cases", "20", "--output", "out"], ["out"], True),
    Command("train", ["train", "base", "--corpus", "messaging-train", "--dev", "messaging-dev",
                      "--variant", "lora", "--steps", "12", "--evaluate-every", "6", "--lists", "4",
                      "--work", "work", "--output", "out", "--name", "x"], ["out"], True),
    Command("confusions", ["confusions", "--corpus", "messaging-test", "--limit", "200",
                           "--output", "out/confusions.json.gz"], ["out"], True),
    Command("perturb", ["perturb", "--corpus", "messaging-test", "--limit", "200"], ["stdout"], False),
    Command("wer", ["wer", "--corpus", "messaging-test", "--json"], ["stdout"], False),
]


def digest(folder, outputs):
    """Of all files that a command wrote, but for those that say when."""
    found = {}
    for output in outputs:
        path = os.path.join(folder, output)
        paths = [path] if os.path.isfile(path) else [
            os.path.join(parent, name) for parent, _, names in os.walk(path) for name in names]
        for file in paths:
            # What an interrupted run keeps to go on from.
            if os.path.basename(file) in (".mondegreen.lock", "journal.partial"):
                continue
            with open(file, "rb") as stream:
                found[os.path.relpath(file, folder)] = hashlib.sha256(stream.read()).hexdigest()
    return found


class Torture:
    def __init__(self, program, seed):
        self.program = os.path.abspath(program)
        self.random = random.Random(seed)
        self.root = tempfile.mkdtemp(prefix="mondegreen-torture-")
        self.problems = []
        self.rows = []
        self.shim = os.path.join(self.root, "failing_calls.so")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self.shim,
                        os.path.join(HERE, "failing_calls.c"), "-ldl"], check=True)

    def folder(self, name):
        path = os.path.join(self.root, name)
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        with open(os.path.join(path, "score.py"), "w", encoding="utf-8") as stream:
            stream.write(SCORER)
        base = os.path.join(HERE, "..", "..", "Sources", "BundledModels", "Models", "frozen")
        os.symlink(os.path.abspath(base), os.path.join(path, "base"))
        return path

    def start(self, command, folder, environment=None):
        env = dict(os.environ, XDG_CACHE_HOME=os.path.join(self.root, "cache"), **(environment or {}))
        return subprocess.Popen(
            [self.program] + command.arguments, cwd=folder, env=env, stdin=subprocess.DEVNULL,
            stdout=open(os.path.join(folder, "stdout"), "wb"),
            stderr=open(os.path.join(folder, "stderr"), "wb"))

    def problem(self, text):
        self.problems.append(text)
        print("PROBLEM", text, flush=True)

    def truth(self, command):
        folder = self.folder(command.name + "-truth")
        begin = time.monotonic()
        status = self.start(command, folder).wait()
        if status != 0:
            with open(os.path.join(folder, "stderr"), encoding="utf-8", errors="replace") as stream:
                sys.exit(f"{command.name}: ends with {status} undisturbed: {stream.read()}")
        return digest(folder, command.outputs), time.monotonic() - begin

    def kill(self, command, truth, seconds, kills):
        """Kills and restarts until the command ends; starts over until there were so many kills."""
        done = 0
        while done < kills:
            folder = self.folder(command.name)
            while True:
                process = self.start(command, folder)
                try:
                    status = process.wait(timeout=self.random.uniform(0, seconds * 1.2))
                    break
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    done += 1
                    if done >= 3 * kills:
                        status = self.start(command, folder).wait()
                        break
            found = digest(folder, command.outputs)
            if status != 0:
                self.problem(f"{command.name}: ended with {status} after kills")
            elif found != truth:
                self.problem(f"{command.name}: other bytes after kills: {sorted(set(found) ^ set(truth))}")
        return done

    def fail(self, command, truth, faults):
        """Lets calls fail, each of them or a random choice."""
        tried = 0
        for call, fault in [("write", "ENOSPC"), ("write", "EIO"), ("write", "EINTR"),
                            ("write", "SHORT"), ("fsync", "EIO"), ("rename", "EIO"),
                            ("ftruncate", "EIO"), ("close", "EIO")]:
            env = {"LD_PRELOAD": self.shim, "TORTURE_CALL": call, "TORTURE_FAULT": fault,
                   "TORTURE_COUNT": os.path.join(self.root, "count")}
            folder = self.folder(command.name)
            status = self.start(command, folder, dict(env, TORTURE_NTH="0")).wait()
            found = digest(folder, command.outputs)
            if status != 0 or found != truth:
                self.problem(f"{command.name}: {call} {fault} at no call: status {status}")
                continue
            if fault == "SHORT":
                tried += 1
                continue
            with open(env["TORTURE_COUNT"], encoding="ascii") as stream:
                count = int(stream.read())
            places = list(range(1, count + 1))
            for nth in sorted(self.random.sample(places, min(faults, count))):
                tried += 1
                folder = self.folder(command.name)
                old = {}
                for name in truth:
                    if name == "stdout":
                        continue
                    os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                    with open(os.path.join(folder, name), "wb") as stream:
                        stream.write(b"earlier\n")
                    old[name] = hashlib.sha256(b"earlier\n").hexdigest()
                status = self.start(command, folder, dict(env, TORTURE_NTH=str(nth))).wait()
                found = digest(folder, command.outputs)
                what = f"{command.name}: {call} number {nth} fails with {fault}: status {status}"
                if status == 0 and found != truth and fault == "EINTR":
                    self.problem(what + ", other bytes")
                if status not in (0, 73):
                    self.problem(what)
                for name, value in found.items():
                    if name != "stdout" and value not in (truth.get(name), old.get(name)):
                        self.problem(what + f", {name} is neither the old file nor the new one")
                if status == 0 and found != truth and call in ("write", "fsync", "rename"):
                    self.problem(what + ", and success all the same")
        return tried

    def run(self, kills, faults):
        for command in COMMANDS:
            truth, seconds = self.truth(command)
            killed = self.kill(command, truth, seconds, max(1, kills // len(COMMANDS))) if (
                command.resumes) else 0
            failed = self.fail(command, truth, faults) if faults else 0
            self.rows.append((command.name, f"{seconds:.1f}", str(killed), str(failed)))
            print("  ".join(self.rows[-1]), flush=True)
        shutil.rmtree(self.root, ignore_errors=True)
        print("\n| command | seconds undisturbed | kills | failing calls |\n| --- | ---: | ---: | ---: |")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")
        print(f"\n{len(self.problems)} problem{'' if len(self.problems) == 1 else 's'}")
        return 1 if self.problems else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--faults", type=int, default=12,
                        help="calls of each kind that fail, for each command")
    arguments = parser.parse_args()
    return Torture(arguments.program, arguments.seed).run(arguments.kills, arguments.faults)


if __name__ == "__main__":
    sys.exit(main())
