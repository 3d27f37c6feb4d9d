"""How much sooner LoRB is where full fine-tuning gets to.

    time_to_wer.py MONDEGREEN MODEL WORK [SEEDS [ROUNDS]]

Both start from MODEL, a BERT folder, and train on messaging-train as it is, 2,460 lists, in several epochs;
every 25 steps they are measured on messaging-dev. With each seed, the goal is the lowest WER that full
fine-tuning gets to, and what counts is the step at which each is there first. What a step takes is measured
apart: runs of 80 and of 20 steps, alone on the machine, on one thread, in turns. A training that is
finished in WORK is not made again.
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

COMMON = """--corpus messaging-train --depth 14 --lists 16 --mwer 1 --oracle 0.3 --acoustic 0.1 --language 0.7
  --beta 1 --threads 1""".split()
RECIPES = {
    "full": "--variant full --learning-rate 1.5e-4 --warm-up 30".split(),
    "lorb": """--variant lorb --correlation 0.001 --target all-linear --rank 16 --alpha 32
      --learning-rate 1e-3 --warm-up 20""".split(),
}
SCHEDULE = "--steps 450 --decay 350".split()
# The precision in which each of them is measured.
MEASURED = {"full": "fp32", "lorb": "bf16"}


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
                command(name, MEASURED[name], seed, folder, *SCHEDULE, "--dev", "messaging-dev",
                        "--evaluate-every", "25"), stderr=log, check=True)
    entries = map(json.loads, (folder / "work" / "log.jsonl").read_text().splitlines())
    return {entry["step"]: 100 * entry["dev"]["errors"] / entry["dev"]["referenceWords"]
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

print("| seed | goal, WER | full: step | LoRB: step | LoRB's lowest |")
print("|---|---|---|---|---|")
steps = {"full": [], "lorb": []}
for seed in range(1, seeds + 1):
    full, lorb = curves["full", seed], curves["lorb", seed]
    goal = min(full.values())
    there = {name: next((step for step, wer in found.items() if wer <= goal), None)
             for name, found in (("full", full), ("lorb", lorb))}
    print(f"| {seed} | {goal:.2f} % | {there['full']} | {there['lorb'] or 'never'} "
          f"| {min(lorb.values()):.2f} % at {min(lorb, key=lorb.get)} |", flush=True)
    for name, step in there.items():
        steps[name].append(step)
if None in steps["lorb"]:
    sys.exit("LoRB is not there with each seed")
print()

kinds = [("full", "fp32"), ("full", "bf16"), ("lorb", "fp32"), ("lorb", "bf16")]
print("Seconds a step: " + ", ".join(" ".join(kind) for kind in kinds))
measured = []
for _ in range(rounds):
    measured.append([step_seconds(*kind) for kind in kinds])
    print(" ".join(f"{found:.3f}" for found in measured[-1]), flush=True)
step = {kind: statistics.median(column) for kind, column in zip(kinds, zip(*measured))}

print("\n| seed | full in fp32 | LoRB in bf16 | times as fast | both in fp32 | both in bf16 |")
print("|---|---|---|---|---|---|")
ratios = []
for seed, (full, lorb) in enumerate(zip(steps["full"], steps["lorb"]), 1):
    time_of = {kind: step[kind] * (full if kind[0] == "full" else lorb) for kind in kinds}
    ratios.append([time_of["full", one] / time_of["lorb", other]
                   for one, other in (("fp32", "bf16"), ("fp32", "fp32"), ("bf16", "bf16"))])
    print(f"| {seed} | {time_of['full', 'fp32']:.0f} s | {time_of['lorb', 'bf16']:.0f} s | "
          + " | ".join(f"{ratio:.2f}" for ratio in ratios[-1]) + " |")
print("\nmedians: " + ", ".join(f"{statistics.median(column):.2f}" for column in zip(*ratios)))
