"""What a training step of each method takes, in time and memory, beside full fine-tuning.

    pace.py MONDEGREEN WORK [ROUNDS]

WORK is the work folder of `mondegreen reproduce lorb`: what is timed are the trainings that lie there, with
their own options (`arguments.json`). Each round runs every method in every precision for 20 and for 80 steps,
one after the other, on one thread and without measurements of WER; the difference of the two is the time of 60
steps, so that loading and the first batches don't count. Memory is the largest resident set of the longer run.

Ratios are of the same round, since a machine's speed drifts; their interval is that of Student's t over the
logarithms of the rounds. Leave the machine alone meanwhile.
"""

import json
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

if len(sys.argv) < 3:
    sys.exit(__doc__)
mondegreen, work = sys.argv[1], pathlib.Path(sys.argv[2])
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5

METHODS = ["full", "lora", "lorb", "lorb-correlation"]
PRECISIONS = ["fp32", "int8"]
# Upper 97.5 % points of Student's t by degrees of freedom.
STUDENT = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}
BASE = "Sources/BundledModels/Models/frozen"
# What is replaced: the length of the run, what it stands by, and who it is.
LEFT_OUT = {"--steps", "--decay", "--warm-up", "--evaluate-every", "--dev", "--name", "--summary"}


def options(method):
    given = json.loads((work / f"{method}-1" / "arguments.json").read_text())
    pairs, place = [], 0
    while place < len(given):
        takes = place + 1 < len(given) and not given[place + 1].startswith("--")
        pairs.append(given[place:place + 1 + takes])
        place += 1 + takes
    return [part for pair in pairs if pair[0] not in LEFT_OUT for part in pair]


def run(method, precision, steps):
    """Seconds, and megabytes of memory at most."""
    folder = work / "pace"
    shutil.rmtree(folder, ignore_errors=True)
    start = time.monotonic()
    child = subprocess.Popen(
        [mondegreen, "train", BASE, *options(method), "--precision", precision, "--threads", "1",
         "--steps", str(steps), "--decay", "10", "--warm-up", "5", "--name", method,
         "--work", str(folder / "work"), "--output", str(folder / "model")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{method} in {precision}: ended with {child.returncode}")
    shutil.rmtree(folder, ignore_errors=True)
    return time.monotonic() - start, usage.ru_maxrss / 1024


def ratio(columns, one, other):
    """The median ratio of one column to another, with its interval."""
    logs = [math.log(a / b) for a, b in zip(columns[one], columns[other])]
    middle = statistics.mean(logs)
    reach = (STUDENT[len(logs) - 1] * statistics.stdev(logs) / math.sqrt(len(logs))
             if len(logs) > 1 else float("nan"))
    low, high = math.exp(middle - reach), math.exp(middle + reach)
    return f"{math.exp(statistics.median(logs)):.2f} [{low:.2f}, {high:.2f}]"


columns, memory = {}, {}
for turn in range(rounds):
    for method in METHODS:
        for precision in PRECISIONS:
            (short, _), (long, peak) = run(method, precision, 20), run(method, precision, 80)
            columns.setdefault((method, precision), []).append((long - short) / 60)
            memory.setdefault((method, precision), []).append(peak)
            print(f"round {turn + 1}: {method} in {precision}: {(long - short) / 60:.3f} s, {peak:.0f} MB",
                  file=sys.stderr, flush=True)

print(f"One thread, {rounds} rounds; medians, and ratios with 95 % intervals.\n")
print("| method | precision | a step, s | full at equal precision takes | full in fp32 takes | memory, MB |")
print("|---|---|---:|---:|---:|---:|")
for method in METHODS:
    for precision in PRECISIONS:
        key = (method, precision)
        print(f"| {method} | {precision} | {statistics.median(columns[key]):.3f} | "
              f"{'–' if method == 'full' else ratio(columns, ('full', precision), key)} | "
              f"{'–' if key == ('full', 'fp32') else ratio(columns, ('full', 'fp32'), key)} | "
              f"{statistics.median(memory[key]):.0f} |")
