"""Medians over the rounds, and the engine's figures as ratios to its peers', pair by pair."""

import json
import statistics
import sys

figures = {}
for line in sys.stdin:
    line = json.loads(line)
    key = (line["name"], line["threads"])
    for unit in ("wall", "processor", "peakMemory"):
        figures.setdefault(key, {}).setdefault(unit, []).append(line[unit])
median = {
    key: {unit: statistics.median(found) for unit, found in units.items()}
    for key, units in figures.items()}

print("| what | threads | a second | a processor second | peak MiB |")
print("|---|---:|---:|---:|---:|")
for (name, threads), units in median.items():
    print(
        f"| {name} | {threads} | {units['wall']:,.0f} | {units['processor']:,.0f} "
        f"| {units['peakMemory']:,.0f} |")


def best(names, threads, unit):
    return max((median[n, threads][unit], n) for n in names if (n, threads) in median)


def peers(kind, settings=("batch 10", "padded", "sorted")):
    return [f"score {kind} {setting}" for setting in settings]


pairs = [
    ("score fp32", peers("torch-fp32", ["padded"]), 2.3),
    ("score fp32", peers("torch-fp32", ["sorted"]), 1.6),
    ("score fp32", peers("ort-fp32"), 1.4),
    ("score bf16", peers("torch-bf16"), 1.7),
    ("score int8", peers("ort-int8"), 1.65),
]
for variant in ("full", "lora", "lorb", "adalora", "full-bf16", "lorb-bf16"):
    goals = (2.2, 1.55) if variant.startswith("full") else (2.3, 1.6)
    for setting, goal in zip(("padded", "sorted"), goals):
        pairs.append((f"train {variant}", [f"train torch {variant} {setting}"], goal))
pairs.append(("train lorb-top", ["train torch lora padded"], 5))

print("\n| ours | theirs, at its best | threads | ratio | goal | |")
print("|---|---|---:|---:|---:|---|")
for ours, theirs, goal in pairs:
    for threads in (1, 2):
        if (ours, threads) not in median or not any((n, threads) in median for n in theirs):
            continue
        # Processor time on one thread, which a busy machine disturbs less; the clock on two.
        unit = "processor" if threads == 1 else "wall"
        theirs_rate, theirs_name = best(theirs, threads, unit)
        ratio = median[ours, threads][unit] / theirs_rate
        verdict = "holds" if ratio >= goal else "missed"
        print(f"| {ours} | {theirs_name} | {threads} | {ratio:.2f} | {goal} | {verdict} |")
