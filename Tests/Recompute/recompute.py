#!/usr/bin/env python3
"""Computes the figures of a report again, from what was selected, with nothing of Mondegreen's code.

    recompute.py FOLDER

reads selections.jsonl.gz and report.csv in FOLDER, computes every figure of the table from the
selections, and prints how many agree. It ends with status 1 if one differs by more than rounding, is
missing, or is a figure that this script has never heard of.
"""

import csv
import gzip
import itertools
import json
import sys
import unicodedata
from collections import defaultdict
from statistics import mean, stdev

TOLERANCE = 1e-9
# Rows about the run rather than about choices: what weights were used, what was said, what was required.
ABOUT_THE_RUN = (
    "weight", "weights tuned on", "weights rescaled to", "notice", "required ", "intervals", "resampled ")
# What depends on how utterances are resampled, and not on sums alone.
STATISTICS = {" p": "probabilities", " detectable": "detectable differences"}


def strength_text(strength):
    """A strength as the table writes it."""
    if strength is None:
        return ""
    (kind, amount), = strength.items()
    if kind == "words":
        return f"{amount} words"
    percent = amount * 100
    return f"{percent:g}%"


def read(folder):
    """The head, lists by corpus, and the outcomes of pairs and properties."""
    head, lists, pairs, properties = None, defaultdict(list), [], []
    with gzip.open(f"{folder}/selections.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            (kind, value), = json.loads(line).items()
            if kind == "run":
                head = value
            elif kind == "list":
                lists[value["corpus"]].append(value)
            elif kind == "discrimination":
                pairs.append(value)
            elif kind == "property":
                properties.append(value)
            else:
                sys.exit(f"{folder}/selections.jsonl.gz: unknown line \"{kind}\"")
    return head, lists, pairs, properties


def place(condition, counting):
    """The columns perturbation, scope, strength and counting."""
    if condition is None:
        return ("", "", "", "")
    return (
        condition["perturbation"], condition["scope"], strength_text(condition.get("strength")),
        counting)


def errors(selection, counting):
    return sum(selection["edits"]) if counting == "asHeard" else selection["chosenErrors"]


def ratio(numerator, denominator):
    return numerator / denominator if denominator > 0 else None


class Corpus:
    """One corpus's lists, and the figures that they give."""

    def __init__(self, name, lists, head):
        self.name, self.head = name, head
        self.clean = [entry for entry in lists if "condition" not in entry]
        self.perturbed = defaultdict(list)
        for entry in lists:
            if "condition" in entry:
                self.perturbed[json.dumps(entry["condition"], sort_keys=True)].append(entry)
        self.figures = {}

    def put(self, model, measure, value, against="", at=("", "", "", "")):
        self.figures[(self.name, model, measure, against) + at] = value

    @staticmethod
    def of(entry, model):
        return next(s for s in entry["selections"] if s["model"] == model)

    def compute(self):
        words = sum(entry["referenceWords"] for entry in self.clean)
        self.oracles(words)
        self.measures(self.clean, None, "asHeard", words, {})
        clean_skill = dict(self.skills)
        clean_errors = dict(self.totals)
        self.clean_only(words, clean_errors)
        for entries in self.perturbed.values():
            condition = entries[0]["condition"]
            # Where what a model selects is perturbed, each model has lists of its own.
            groups = [self.head["models"]]
            if condition["scope"] == "selected":
                groups = [[model] for model in self.head["models"]]
            for models in groups:
                mine = [e for e in entries if e["selections"][0]["model"] == models[0]]
                draws = len(mine) / len(self.clean)
                for counting in ("asHeard", "asChosen"):
                    self.measures(mine, condition, counting, words * draws, clean_skill, models)
                    self.moved(mine, counting, models)
                    at = place(condition, counting)
                    for model in models:
                        clean, total = clean_errors[model], self.totals[model] / draws
                        relative = ratio(total - clean, clean)
                        self.put(model, "nprr", (total - clean) / words if relative is None else relative, at=at)
                for model in models:
                    self.broken_down(mine, model)
        return self.figures

    def oracles(self, words):
        for limit in (1, 5, 10, 20):
            total = sum(min(entry["hypothesisErrors"][:limit]) for entry in self.clean)
            self.put(f"oracle of {limit}", "wer", ratio(total, words))

    def measures(self, entries, condition, counting, words, clean_skill, models=None):
        """WER, regret, skill and what depends on them, for all models and the baselines."""
        at = place(condition, counting)
        oracle = sum(entry["oracle"][counting] for entry in entries)
        random = sum(entry["randomPick"][counting] for entry in entries)
        models = models or self.head["models"]
        if "firstPass" in entries[0]:
            first = sum(entry["firstPass"][counting] for entry in entries)
            for name, total in (("oracle", oracle), ("random pick", random), ("first pass", first)):
                self.put(models[0], f"{name} wer", ratio(total, words), at=at)
        else:
            first = sum(errors(self.of(entry, models[0]), counting) for entry in entries)
            self.put("oracle", "wer", ratio(oracle, words), at=at)
            self.put("random pick", "wer", ratio(random, words), at=at)
        self.skills, self.totals = {}, {}
        kept, relative = {}, {}
        for model in models:
            total = sum(errors(self.of(entry, model), counting) for entry in entries)
            self.totals[model] = total
            self.put(model, "wer", ratio(total, words), at=at)
            self.put(model, "regret", ratio(total - oracle, words), at=at)
            if model != self.head["models"][0]:
                self.put(model, "headroom recovered", ratio(first - total, first - oracle), at=at)
            self.skills[model] = ratio(random - total, random - oracle)
            self.put(model, "skill", self.skills[model], at=at)
            if condition is not None:
                kept[model] = self.skills[model] / clean_skill[model] if clean_skill[model] else None
                self.put(model, "skill kept", kept[model], at=at)
                before = self.clean_wers[model]
                relative[model] = ratio(ratio(total, words) - before, before)
        measures = {
            "wer": {m: ratio(t, words) for m, t in self.totals.items()}, "skill": self.skills,
            **({"skill kept": kept, "nprr": relative} if condition is not None else {})}
        if condition is None:
            self.clean_wers = measures["wer"]
        self.over_seeds(measures, at)
        if "firstPass" not in entries[0] and condition is not None:
            self.between_groups(measures, condition, at)
        if "firstPass" in entries[0]:
            return
        others = [m for m in self.head["models"][1:] if m != self.head.get("baseline")]
        against = self.head.get("baseline") or self.head["models"][0]
        for model in others:
            for name, values in (
                ("wer", {m: ratio(t, words) for m, t in self.totals.items()}),
                ("skill", self.skills), ("skill kept", kept),
            ):
                if values and None not in (values[model], values[against]):
                    self.put(
                        model, f"{name} difference", values[model] - values[against], against, at)
        # Requirements may compare any two.
        for model, other in itertools.permutations(self.head["models"], 2):
            self.put(
                model, "wer difference", ratio(self.totals[model] - self.totals[other], words), other, at)

    def over_seeds(self, measures, at):
        """Mean and standard deviation over the seeds of each group."""
        for group in self.head.get("groups", []):
            for name, figures in measures.items():
                seeds = [figures.get(model) for model in group["models"]]
                if any(model not in figures for model in group["models"]):
                    continue
                known = None not in seeds
                self.put(
                    group["name"], f"{name} mean over seeds", mean(seeds) if known else None, at=at)
                self.put(
                    group["name"], f"{name} deviation over seeds", stdev(seeds) if known else None, at=at)

    def between_groups(self, measures, condition, at):
        """Differences between the means of two groups, as planned."""
        members = {group["name"]: group["models"] for group in self.head.get("groups", [])}
        for planned in self.head.get("plannedContrasts", []):
            if planned["condition"] != condition:
                continue
            for name, figures in measures.items():
                means = []
                for group in (planned["group"], planned["against"]):
                    seeds = [figures.get(model) for model in members[group]]
                    means.append(None if None in seeds else mean(seeds))
                self.put(
                    planned["group"], f"{name} difference of means",
                    None if None in means else means[0] - means[1], planned["against"], at)

    def clean_only(self, words, totals):
        """Kinds of errors, and the relative reduction against first pass and baseline."""
        first, baseline = self.head["models"][0], self.head.get("baseline")
        for model in self.head["models"]:
            mine = [self.of(entry, model) for entry in self.clean]
            for place_of, name in enumerate(("substitutions", "deletions", "insertions")):
                self.put(model, name, sum(selection["edits"][place_of] for selection in mine))
            self.put(model, "reference words", words)
            self.put(model, "changed selections", sum(selection["rank"] != 1 for selection in mine))
            for other in (first, baseline):
                if other is None or model == first or model == baseline == other:
                    continue
                if model == baseline and other != first:
                    continue
                reduction = ratio(totals[other] - totals[model], totals[other])
                if reduction is None:
                    reduction = (totals[other] - totals[model]) / words
                self.put(model, "werr", reduction, other)

    def broken_down(self, entries, model):
        """What one model did in parts of the lists: by length, by field, and by what was replaced."""
        at = place(entries[0]["condition"], "asHeard")
        clean = {entry["utterance"]: entry for entry in self.clean}
        parts = defaultdict(list)
        pairs = set()
        for entry in entries:
            known = clean[entry["utterance"]]
            counts = (
                entry["utterance"], entry["referenceWords"],
                errors(self.of(entry, model), "asHeard"), errors(self.of(known, model), "asHeard"))
            parts["referenceLength", length_part(entry["referenceWords"])].append(counts)
            for criterion, part in all_parts(entry, known):
                parts[criterion, part].append(counts)
            replaced = {word_pair(r["spoken"], r["written"]) for r in entry.get("replaced", [])}
            for pair in replaced:
                pairs.add(pair)
                parts["wordPair", pair].append(counts)
                parts["wordPair", "micro average"].append(counts)
        means = defaultdict(list)
        for (criterion, part), counts in parts.items():
            words, after, before = (sum(c[i] for c in counts) for i in (1, 2, 3))
            figures = {
                "wer": ratio(after, words), "clean wer": ratio(before, words),
                "added errors": ratio(after - before, words)}
            if criterion == "wordPair" and part in pairs and words > 0:
                for name, value in figures.items():
                    means[name].append(value)
            figures["lists"] = len(counts)
            figures["utterances"] = len({c[0] for c in counts})
            for name, value in figures.items():
                self.put(model, f"{name} where {criterion} = {part}", value, at=at)
        for name, values in means.items():
            self.put(
                model, f"{name} where wordPair = macro average", sum(values) / len(values), at=at)

    def moved(self, entries, counting, models):
        """What moving away from the clean choice was worth."""
        at = place(entries[0]["condition"], counting)
        clean_rank = {
            (entry["utterance"], s["model"]): s["rank"]
            for entry in self.clean for s in entry["selections"]}
        for model in models:
            compared = moved = harmed = rescued = added = words = kept = 0
            for entry in entries:
                selection = self.of(entry, model)
                kept += selection["rank"] == clean_rank[entry["utterance"], model]
                staying = selection.get("staying")
                if staying is None:
                    continue
                compared += 1
                words += entry["referenceWords"]
                if staying["text"] == selection["text"]:
                    continue
                difference = errors(selection, counting) - staying["errors"][counting]
                moved += 1
                harmed += difference > 0
                rescued += difference < 0
                added += difference
            self.put(model, "kept selections", kept / len(entries), at=at)
            self.put(model, "compared selections", compared, at=at)
            self.put(model, "left-out selections", len(entries) - compared, at=at)
            self.put(model, "moved selections", moved, at=at)
            self.put(model, "harm", ratio(harmed, moved), at=at)
            self.put(model, "rescue", ratio(rescued, moved), at=at)
            self.put(model, "net added errors", ratio(added, words), at=at)


def all_parts(entry, clean):
    """What else than its length a perturbed list is broken down by: its fields, and what was replaced in it."""
    return [*clean.get("parts", {}).items(), *entry.get("replacedParts", {}).items()]


def compared(text):
    """The words of a text without case and without the punctuation around them."""
    def bare(word):
        kept = [place for place, character in enumerate(word) if unicodedata.category(character)[0] in "LMN"]
        return word[kept[0]:kept[-1] + 1] if kept else ""
    words = (bare(word) for word in unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())
    return " ".join(word for word in words if word)


def word_pair(spoken, written):
    """What was said and what was written instead; where only the form differs, the form."""
    old, new = compared(spoken), compared(written)
    if old == new:
        old, new = spoken, written
    return f"{old or '(nothing)'} → {new or '(nothing)'}"


def length_part(words):
    if words == 0:
        return "no words"
    if words >= 13:
        return "13 words or more"
    low = (words - 1) // 4 * 4 + 1
    return f"{low}–{low + 3} words"


def outcome_figures(pairs, properties):
    """Discrimination and properties, which have no lists of their own."""
    figures = {}
    for kind, measure in (
        ("homophones", "homophone discrimination"), ("spellings", "spelling variant discrimination"),
    ):
        counts = defaultdict(lambda: [0, 0])
        for outcome in pairs:
            sums = counts[outcome["corpus"], outcome["model"]]
            sums[0] += outcome[kind]["preferred"]
            sums[1] += outcome[kind]["pairs"]
        for (corpus, model), (preferred, total) in counts.items():
            if total:
                figures[(corpus, model, measure, "", "", "", "", "")] = preferred / total
    for outcome in properties:
        for count in ("cases", "failures"):
            key = (outcome["corpus"], outcome["model"], f"{outcome['property']} {count}", "", "", "", "", "")
            figures[key] = outcome[count]
        key = (outcome["corpus"], outcome["model"], f"{outcome['property']} failure rate", "", "", "", "", "")
        figures[key] = ratio(outcome["failures"], outcome["cases"])
    return figures


def main(folder):
    head, lists, pairs, properties = read(folder)
    figures = outcome_figures(pairs, properties)
    for name, entries in lists.items():
        figures.update(Corpus(name, entries, head).compute())
    agree, faults, left_out = 0, [], defaultdict(int)
    with open(f"{folder}/report.csv", newline="", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            measure = row["measure"]
            if measure.endswith(ABOUT_THE_RUN[0]) or measure.startswith(ABOUT_THE_RUN[1:]):
                left_out["about the run"] += 1
                continue
            statistic = next((name for end, name in STATISTICS.items() if measure.endswith(end)), None)
            if statistic:
                left_out[statistic] += 1
                continue
            key = tuple(
                row[column] for column in (
                    "corpus", "model", "measure", "against", "perturbation", "scope", "strength",
                    "counting"))
            if key not in figures:
                faults.append(f"report.csv:{number}: no selection tells {', '.join(filter(None, key))}")
            elif row["value"] == "":
                left_out["without a value"] += 1
            elif figures[key] is None or abs(figures[key] - float(row["value"])) > TOLERANCE:
                faults.append(
                    f"report.csv:{number}: expected {figures[key]}, found {row['value']} "
                    f"({', '.join(filter(None, key))})")
            else:
                agree += 1
    for fault in faults[:20]:
        print(fault)
    print(f"{agree} figures agree, {len(faults)} don't; not computed again: "
          + ", ".join(f"{count} {what}" for what, count in sorted(left_out.items())))
    return 1 if faults or not agree else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
