"""Writes a record that is hard to lay out: long names of models and corpora, many notes.

Reads a report.json and changes nothing but texts, so the figures stay plausible.
"""

import json
import sys

LONG = "process:python3_rescore.py_--checkpoint=runs/2026-11-30/messaging-adapter-rank-64/last.ckpt"


def main(source, target):
    with open(source) as file:
        record = json.load(file)
    last = record["models"][-1]["identity"]["name"]
    corpus = record["corpora"][0]["name"]

    def renamed(value):
        if isinstance(value, dict):
            return {key: renamed(one) for key, one in value.items()}
        if isinstance(value, list):
            return [renamed(one) for one in value]
        if value == last:
            return LONG
        return corpus + "-of-all-speakers-with-background-noise" if value == corpus else value

    record = renamed(record)
    for corpus in record["corpora"]:
        corpus["notices"] = [
            "ranks and file order disagree in 12 of 700 lists, so the lists are ordered by their totals",
            "3 of 700 references have no words: their insertions are counted, but they have no ratio",
        ]
    for failure in record["counterexamples"]:
        failure["clean"][0]["text"] += " " + "donaudampfschifffahrtsgesellschaftskapitän" * 2
    with open(target, "w") as file:
        json.dump(record, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
