#!/usr/bin/env python3
"""Kills the program at random moments and lets its system calls fail, and compares what is left.

    torture.py MONDEGREEN [--seed N] [--kills N] [--faults N] [--only COMMAND ...]

Every long command first runs undisturbed; what it wrote is the truth. Then it is killed (SIGKILL) at random
moments and started again until it ends, as often as --kills says over all commands: the files must be the same,
byte for byte. Then each kind of system call that writes fails in turn (failing_calls.c, preloaded), of every
command that writes: it must end with status 73, leave nothing half-written, and succeed when it is run again; or,
where a call can be made again or left out, end as it does undisturbed and with the same bytes.

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

# Something to learn words and sounds from.
TEXT = "".join(f"the {one} man of {other} went to see a {one} {other} and said it was {one}.\n"
               for one in "old young great small quiet other".split()
               for other in "house river morning garden letter number water summer winter road".split())
LEXICON = "".join(f"{a}{b}{c}  {x} {y} {z}\n" for a, x in zip("bdfklm", "B D F K L M".split())
                  for b, y in zip("aeio", "AE1 EH1 IH1 AA1".split())
                  for c, z in zip("bdgkmnpst", "B D G K M N P S T".split()))


class Command:
    """A command line and the files that it is to write.

    small: the same with less to do, for failing calls. before: command lines that make what it reads, once.
    """

    def __init__(self, name, arguments, outputs, small=None, before=(), status=0, is_killed=True):
        self.name, self.arguments, self.outputs = name, arguments, outputs
        self.small, self.before, self.status, self.is_killed = small or arguments, before, status, is_killed


def report(limit, *rest):
    return ["report", "--corpus", "messaging-test", "--limit", str(limit), "--model", "n-gram",
            "--model", 'mine=process:["python3","score.py"]', "--draws", "1", "--resamples", "200",
            "--cases", str(limit // 3), *rest]


def train(steps):
    return ["train", "base", "--corpus", "lists.jsonl", "--dev", "dev.jsonl", "--variant", "lora", "--rank", "2",
            "--steps", str(steps), "--evaluate-every", str(steps // 2), "--lists", "2", "--work", "work",
            "--output", "out", "--name", "x"]


def pretrain(steps):
    return ["pretrain", "text.txt", "--work", "work", "--steps", str(steps), "--warm-up", "2", "--decay", "2",
            "--sequences", "4", "--vocabulary", "300", "--layers", "1", "--hidden", "32", "--heads", "2",
            "--intermediate", "64"]


LISTS = [["convert", "messaging-" + name, "--limit", str(limit), "--output", output]
         for name, limit, output in (("train", 40, "lists.jsonl"), ("dev", 12, "dev.jsonl"))]


def check(limit, model):
    return ["check", "--corpus", "messaging-test", "--limit", str(limit), "--model", model,
            "--cases", str(limit // 2), "--allow", "0", "--property", "rank-stability",
            "--property", "word-order", "--fixtures", "out/found", "--record", "out/record.json",
            "--junit", "out/junit.xml"]


SHARDS = [report(12, "--shard", f"{number}/2", "--output", "shards") for number in (1, 2)]
REPORT = [report(6, "--output", "made")]

COMMANDS = [
    Command("report", report(40, "--output", "out"), ["out"], small=report(6, "--output", "out")),
    Command("report --shard", report(60, "--shard", "2/3", "--output", "out"), ["out"],
            small=report(12, "--shard", "2/3", "--output", "out")),
    Command("merge", ["merge", "shards", "--output", "out"], ["out"], before=SHARDS),
    Command("train", train(16), ["out"], small=train(2), before=LISTS),
    Command("pretrain", pretrain(400), ["work/model", "work/vocab.txt"], small=pretrain(6)),
    # Its record names fixtures that an earlier try kept.
    Command("check", check(16, "lora"), ["out/found"], small=check(6, "n-gram"), status=1),
    Command("confusions", ["confusions", "--corpus", "messaging-test", "--limit", "200",
                           "--output", "out/confusions.json.gz"], ["out"]),
    Command("lexicon train-g2p", ["lexicon", "train-g2p", "--lexicon", "words.txt", "--order", "4",
                                  "--output", "out/words.g2p.gz"], ["out"]),
    Command("convert", ["convert", "messaging-test", "--output", "out/lists.jsonl.gz"], ["out"]),
    Command("perturb", ["perturb", "--corpus", "messaging-test", "--limit", "200"], ["stdout"],
            is_killed=False),
    Command("score", ["score", "n-gram", "--corpus", "messaging-test", "--limit", "50"], ["stdout"],
            is_killed=False),
    Command("wer", ["wer", "--corpus", "messaging-test", "--json"], ["stdout"], is_killed=False),
    Command("render", ["render", "made/report.json", "--output", "out"], ["out"], before=REPORT),
    Command("export-trn", ["export-trn", "made", "--output", "out"], ["out"], before=REPORT),
    Command("history", ["history", "made", "--output", "out"], ["out"], before=REPORT),
    Command("init", ["init", "--model", "lora", "--workflow"], ["mondegreen.toml", ".github"]),
    Command("slurm", ["slurm", "--shards", "2", "--work", "work", "--output", "out", "--", "--model", "lora"],
            ["work"]),
]

# What a run keeps to go on from, or says when it was made.
PASSING = (".mondegreen.lock", "journal.partial")

FAULTS = [("write", "ENOSPC"), ("write", "EIO"), ("write", "EINTR"), ("write", "SHORT"), ("pwrite", "ENOSPC"),
          ("pwrite", "EINTR"), ("pwrite", "SHORT"), ("fsync", "EIO"), ("fsync", "EINTR"), ("rename", "EIO"),
          ("ftruncate", "EIO"), ("ftruncate", "EINTR"), ("open", "ENOSPC"), ("open", "EINTR"), ("mkdir", "ENOSPC"),
          ("unlink", "EIO"), ("close", "EIO"), ("close", "EINTR")]


def digest(folder, outputs):
    """Of all files that a command wrote."""
    found = {}
    for output in outputs:
        path = os.path.join(folder, output)
        paths = [path] if os.path.isfile(path) else [
            os.path.join(parent, name) for parent, _, names in os.walk(path) for name in names]
        for file in paths:
            if os.path.basename(file) not in PASSING:
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
        """An empty folder with what the commands read."""
        path = os.path.join(self.root, name.replace(" ", "-"))
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        with open(os.path.join(path, "score.py"), "w", encoding="utf-8") as stream:
            stream.write(SCORER)
        with open(os.path.join(path, "text.txt"), "w", encoding="utf-8") as stream:
            stream.write(TEXT)
        with open(os.path.join(path, "words.txt"), "w", encoding="utf-8") as stream:
            stream.write(LEXICON)
        base = os.path.join(HERE, "..", "..", "Sources", "BundledModels", "Models", "frozen")
        os.symlink(os.path.abspath(base), os.path.join(path, "base"))
        return path

    def made(self, name, before):
        """The same with what other commands make, which are run once."""
        if not before:
            return self.folder(name)
        key = "made-" + hashlib.sha256(repr(before).encode()).hexdigest()[:12]
        source = os.path.join(self.root, key)
        if not os.path.isdir(source):
            self.folder(key)
            for arguments in before:
                status = self.start(arguments, source).wait()
                if status != 0:
                    sys.exit(f"{' '.join(arguments)}: ends with {status}: {self.errors(source)}")
        path = os.path.join(self.root, name.replace(" ", "-"))
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(source, path, symlinks=True)
        return path

    def start(self, arguments, folder, environment=None):
        env = dict(os.environ, XDG_CACHE_HOME=os.path.join(self.root, "cache"), **(environment or {}))
        with open(os.path.join(folder, "stdout"), "wb") as out, open(os.path.join(folder, "stderr"), "wb") as err:
            return subprocess.Popen([self.program] + arguments, cwd=folder, env=env,
                                    stdin=subprocess.DEVNULL, stdout=out, stderr=err)

    def errors(self, folder):
        with open(os.path.join(folder, "stderr"), encoding="utf-8", errors="replace") as stream:
            return stream.read().strip()[-500:]

    def problem(self, text, folder):
        self.problems.append(text)
        print("PROBLEM", text, "|", self.errors(folder), flush=True)

    def truth(self, command, arguments):
        # In the same folder, whose path scripts may name.
        folder = self.made(command.name, command.before)
        begin = time.monotonic()
        status = self.start(arguments, folder).wait()
        if status != command.status:
            sys.exit(f"{command.name}: ends with {status} undisturbed: {self.errors(folder)}")
        return digest(folder, command.outputs), time.monotonic() - begin

    def kill(self, command, truth, seconds, kills):
        """Kills and restarts until the command ends; starts over until there were so many kills."""
        done = 0
        while done < kills:
            folder = self.made(command.name, command.before)
            while True:
                process = self.start(command.arguments, folder)
                try:
                    status = process.wait(timeout=self.random.uniform(0, seconds * 1.2))
                    break
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    done += 1
                    if done >= kills:
                        status = self.start(command.arguments, folder).wait()
                        break
            found = digest(folder, command.outputs)
            if status != command.status:
                self.problem(f"{command.name}: ended with {status} after kills", folder)
            elif found != truth:
                self.problem(f"{command.name}: other bytes after kills: {differing(found, truth)}", folder)
        return done

    def fail(self, command, truth, faults):
        """Lets calls fail, each of them or a random choice."""
        tried = 0
        for call, fault in FAULTS:
            env = {"LD_PRELOAD": self.shim, "TORTURE_CALL": call, "TORTURE_FAULT": fault,
                   "TORTURE_COUNT": os.path.join(self.root, "count")}
            folder = self.made(command.name, command.before)
            status = self.start(command.small, folder, dict(env, TORTURE_NTH="0")).wait()
            found = digest(folder, command.outputs)
            if status != command.status or found != truth:
                self.problem(f"{command.name}: {call} {fault} at no call: status {status}, "
                             f"{differing(found, truth)}", folder)
                continue
            with open(env["TORTURE_COUNT"], encoding="ascii") as stream:
                count = int(stream.read())
            if fault == "SHORT":
                tried += 1 if count else 0
                continue
            places = list(range(1, count + 1))
            if faults:
                places = sorted(self.random.sample(places, min(faults, count)))
            for nth in places:
                tried += 1
                self.fail_once(command, truth, call, fault, dict(env, TORTURE_NTH=str(nth)))
        return tried

    def fail_once(self, command, truth, call, fault, env):
        folder = self.made(command.name, command.before)
        status = self.start(command.small, folder, env).wait()
        found = digest(folder, command.outputs)
        what = f"{command.name}: {call} number {env['TORTURE_NTH']} fails with {fault}: status {status}"
        if status not in (command.status, 73):
            self.problem(what, folder)
        if status == command.status and found != truth:
            self.problem(what + f", but other bytes: {differing(found, truth)}", folder)
        if status != command.status and fault == "EINTR" and call not in ("open", "mkdir"):
            self.problem(what + ", though the call can be made again", folder)
        for name, value in found.items():
            # Standard output can't be taken back, and a shard's journal is what the same command goes on from.
            if name != "stdout" and not name.endswith(".journal") and value != truth.get(name):
                self.problem(what + f", {name} is there and not whole", folder)
        if status == 73:
            again = self.start(command.small, folder).wait()
            found = digest(folder, command.outputs)
            if again != command.status or found != truth:
                self.problem(what + f", and the same command later: status {again}, "
                             f"{differing(found, truth)}", folder)

    def run(self, kills, faults, only):
        commands = [one for one in COMMANDS if not only or one.name in only]
        killed = [one for one in commands if one.is_killed]
        for command in commands:
            truth, seconds = self.truth(command, command.arguments)
            share = 0
            if command.is_killed and kills:
                share = kills // len(killed) + (killed.index(command) < kills % len(killed))
            kills_done = self.kill(command, truth, seconds, share)
            failed = 0
            if faults != 0:
                if command.small != command.arguments:
                    truth, _ = self.truth(command, command.small)
                failed = self.fail(command, truth, max(faults, 0))
            self.rows.append((command.name, f"{seconds:.1f}", str(kills_done), str(failed)))
            print("  ".join(self.rows[-1]), flush=True)
        shutil.rmtree(self.root, ignore_errors=True)
        print("\n| command | seconds undisturbed | kills | failing calls |\n| --- | ---: | ---: | ---: |")
        for row in self.rows:
            print("| `" + row[0] + "` | " + " | ".join(row[1:]) + " |")
        print("| all | | " + " | ".join(str(sum(int(row[place]) for row in self.rows)) for place in (2, 3)) + " |")
        print(f"\n{len(self.problems)} problem{'' if len(self.problems) == 1 else 's'}")
        return 1 if self.problems else 0


def differing(found, truth):
    """The names of files that are not the same."""
    return sorted(name for name in set(found) | set(truth) if found.get(name) != truth.get(name))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--faults", type=int, default=12,
                        help="calls of each kind that fail, for each command; 0 is none, -1 all of them")
    parser.add_argument("--only", action="append", help="a command, repeatable")
    arguments = parser.parse_args()
    return Torture(arguments.program, arguments.seed).run(arguments.kills, arguments.faults, arguments.only)


if __name__ == "__main__":
    sys.exit(main())
