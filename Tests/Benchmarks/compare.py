"""Medians of several rounds, and the generator's figures as ratios to its peers'."""

import json
import statistics
import sys

figures = {}
for line in sys.stdin:
    line = json.loads(line)
    figures.setdefault(line["name"], []).append((line["value"], line["unit"]))
median = {name: statistics.median(value for value, _ in found) for name, found in figures.items()}
for name, found in figures.items():
    print(f"{name:34} {median[name]:>14,.2f} {found[0][1]}")

PAIRS = [
    ("substitution", "substitution, nlpaug", 100, False),
    ("substitution", "substitution, by hand", None, False),
    ("substitution, context, costs recomputed", "substitution, nlpaug", None, False),
    ("substitution, frequency, costs kept", "substitution, nlpaug", None, False),
    ("substitution, uniform, costs kept", "substitution, nlpaug", None, False),
    ("near query, median", "near query, RapidFuzz, median", None, True),
    ("word distance", "word distance, RapidFuzz", 2, False),
    ("word alignment with counts", "WER with counts, jiwer", 20, False),
    ("WER of words with counts", "WER with counts, jiwer", 20, False),
    ("WER of texts with counts", "WER with counts, jiwer", 20, False),
]
GOALS = [
    ("substitution", 1e6, False), ("substitution, frequency, costs kept", 1e6, False),
    ("substitution, uniform, costs kept", 1e6, False), ("substitution, context, costs kept", 2e5, False),
    ("substitution, context, costs recomputed", 2e5, False), ("near, all of CMUdict on 2 cores", 5, True),
    ("near query, median", 50, True), ("index built", 1, True),
    ("index opened, median", 5, True),
]
print()
for name, goal, is_time in GOALS:
    if name in median:
        held = median[name] <= goal if is_time else median[name] >= goal
        print(f"{name:34} goal {goal:>12,} {'holds' if held else 'MISSED'}")
for name, peer, goal, is_time in PAIRS:
    if name in median and peer in median:
        ratio = median[peer] / median[name] if is_time else median[name] / median[peer]
        verdict = "" if goal is None else f"  goal {goal} {'holds' if ratio >= goal else 'MISSED'}"
        print(f"{name} is {ratio:,.1f} times {peer}{verdict}")
if "memory copied" in median and "substitution, bytes" in median:
    share = median["substitution, bytes"] / median["memory copied"]
    print(f"substitution writes {100 * share:.1f} % of the bytes that memory copies in the time")
