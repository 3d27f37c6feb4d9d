"""How much sooner LoRB is where full fine-tuning gets to.

    time_to_wer.py MONDEGREEN MODEL WORK [SEEDS [ROUNDS]]

Both start from MODEL, a BERT folder, and train on messaging-train as it is, 2,460 lists, in several epochs;
every 25 steps they are measured on messaging-dev. One training's WER moves by 0.3 points from one
measurement to the next, so it is averaged over the seeds, and its lowest would be luck: the goal is the
mean with which full fine-tuning ends, and what counts is the step at which each is there first. What a step
takes is measured apart: runs of 80 and of 20 steps, alone on the machine, on one thread, in turns. A
training that is finished in WORK is not made again.
"""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

if len(sys.argv) < 4:
    sys.exit(__doc__)
mondegreen, model, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
seeds = int(sys.argv[4]) if len(sys.argv) > 4 else 3
rounds = int(sys.argv[5]) if len(sys.argv) > 5 else 3

COMMON = """--corpus messaging-train --depth 14 --lists 16 --mwer 1 --oracle 0.3 --acoustic 0.1 --language-weight 0.7
  --beta 1 --threads 1""".split()
# Of rates, schedules and ranks tried, those with which each is at its lowest soonest.
RECIPES = {
    "full": "--variant full --learning-rate 1.5e-4 --warm-up 30".split(),
    "lorb": """--variant lorb --correlation 0.001 --target all-linear --rank 16 --alpha 32
      --learning-rate 1.2e-3 --warm-up 15""".split(),
}
SCHEDULES = {"full": "--steps 300 --decay 250".split(), "lorb": "--steps 225 --decay 175".split()}
# The precision in which each of them is measured.
MEASURED = {"full": "fp32", "lorb": "int8"}


def command(name, precision, seed, folder, *more):
    return [mondegreen, "train", model, *COMMON, *RECIPES[name], "--precision", precision,
            "--seed", str(seed), "--name", name, "--work", f"{folder}/work",
            "--output", f"{folder}/model", *more]


def curve(name, seed):
    """The WER on the development lists in percent, by step."""
    folder = work / f"{name}-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "model" / "rescoring.json").exists():
        with open(folder / "log.txt", "w") as log:
            subprocess.run(
                command(name, MEASURED[name], seed, folder, *SCHEDULES[name], "--dev", "messaging-dev",
                        "--evaluate-every", "25"), stderr=log, check=True)
    entries = map(json.loads, (folder / "work" / "log.jsonl").read_text().splitlines())
    return {entry["step"]: 100 * entry["dev"][0]["errors"] / entry["dev"][0]["referenceWords"]
            for entry in entries if "dev" in entry}


def seconds(name, precision, steps):
    """Of a whole run without measurements of WER."""
    folder = work / "timing"
    shutil.rmtree(folder, ignore_errors=True)
    start = time.monotonic()
    subprocess.run(command(name, precision, 1, folder, "--steps", str(steps)), check=True,
                   stderr=subprocess.DEVNULL)
    return time.monotonic() - start


def step_seconds(name, precision):
    return (seconds(name, precision, 80) - seconds(name, precision, 20)) / 60


runs = [(name, seed) for seed in range(1, seeds + 1) for name in RECIPES]
with ThreadPoolExecutor(2) as pool:
    curves = dict(zip(runs, pool.map(lambda run: curve(*run), runs)))
mean = {name: {at: statistics.mean(curves[name, seed][at] for seed in range(1, seeds + 1))
               for at in curves[name, 1]} for name in RECIPES}
goal = mean["full"][max(mean["full"])]
there = {name: next((at for at, wer in mean[name].items() if wer <= goal), None)
         for name in RECIPES}

print(f"WER on the development lists, mean of {seeds} seeds, and of each:\n")
print("| step | full | LoRB | full, each | LoRB, each |\n|---:|---:|---:|---|---|")
for at in mean["full"]:
    means = [f"{mean[name][at]:.2f}" if at in mean[name] else "" for name in RECIPES]
    each = [", ".join(f"{curves[name, seed][at]:.2f}" for seed in range(1, seeds + 1))
            if at in mean[name] else "" for name in RECIPES]
    print(f"| {at} | " + " | ".join(means + each) + " |")
print(f"\nFull fine-tuning ends at {goal:.2f} %, and is there first at step {there['full']}; LoRB is there "
      f"first at step {there['lorb'] or '(never)'}.\n", flush=True)
if there["lorb"] is None:
    sys.exit(1)

PRECISIONS = ["fp32", "bf16", "int8"]
kinds = [(name, precision) for name in RECIPES for precision in PRECISIONS]
print("Seconds a step: " + ", ".join(" ".join(kind) for kind in kinds))
measured = []
for _ in range(rounds):
    measured.append([step_seconds(*kind) for kind in kinds])
    print(" ".join(f"{found:.3f}" for found in measured[-1]), flush=True)
needed = {kind: there[kind[0]] * statistics.median(column)
          for kind, column in zip(kinds, zip(*measured))}
print("Seconds to the goal: " + ", ".join(f"{found:.0f}" for found in needed.values()))
for one, other in (("fp32", MEASURED["lorb"]), *((same, same) for same in PRECISIONS)):
    ratio = needed["full", one] / needed["lorb", other]
    print(f"LoRB in {other} is there {ratio:.2f} times as fast as full fine-tuning in {one}")
