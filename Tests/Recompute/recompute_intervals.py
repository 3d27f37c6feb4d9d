#!/usr/bin/env python3
"""Computes the intervals and probabilities of a report again, from what was selected.

    recompute_intervals.py FOLDER

reads selections.jsonl.gz and report.csv in FOLDER, and prints how many ends of intervals and probabilities
agree. It ends with status 1 if one differs by more than rounding. Failure rates whose cases are clustered, or of which
several are of one utterance, need more than the selections hold and are counted. Needs numpy.
"""

import csv
import json
import math
import sys
from collections import defaultdict

import numpy as np

from intervals import Resampling, derived, exact, holm, student_beyond, student_quantile
from recompute import Corpus, all_parts, errors, length_part, place, read, word_pair

TOLERANCE = 1e-7
FEWEST_SEEDS = 5
# What a figure cannot leave.
RANGES = {
    "wer": (0, math.inf), "skill": (-math.inf, 1), "skill kept": (-math.inf, math.inf), "nprr": (-1, math.inf)}


class CorpusIntervals:
    """The intervals of one corpus's figures."""

    def __init__(self, name, lists, pairs, head):
        corpus = Corpus(name, lists, head)
        self.name, self.head, self.clean, self.pairs = name, head, corpus.clean, pairs
        self.perturbed = corpus.perturbed
        self.places = {entry["utterance"]: place for place, entry in enumerate(self.clean)}
        seed = int(derived(int(derived(head["seed"], name)), "bootstrap"))
        self.resampling = Resampling(
            [entry.get("cluster", str(place)) for place, entry in enumerate(self.clean)],
            head["resamples"], head["confidence"], seed)
        self.words = self.sums(self.clean, lambda entry: entry["referenceWords"])
        self.intervals, self.probabilities = {}, {}
        self.planned = defaultdict(list)

    def counts(self, entries, count):
        """Of each utterance, draws summed."""
        counts = np.zeros(len(self.clean))
        for entry in entries:
            counts[self.places[entry["utterance"]]] += count(entry)
        return counts

    def sums(self, entries, count):
        return self.resampling.sums(self.counts(entries, count))

    def put(self, model, measure, interval, against="", at=("", "", "", "")):
        self.intervals[(self.name, model, measure, against) + at] = interval

    def compute(self):
        first = self.measures(self.clean, None, "asHeard", self.head["models"], None)
        self.compared(first)
        self.discrimination()
        for entries in self.perturbed.values():
            condition = entries[0]["condition"]
            groups = [self.head["models"]]
            if condition["scope"] == "selected":
                groups = [[model] for model in self.head["models"]]
            for models in groups:
                mine = [e for e in entries if e["selections"][0]["model"] == models[0]]
                for counting in ("asHeard", "asChosen"):
                    self.measures(mine, condition, counting, models, first)
                    self.moved(mine, counting, models)
                for model in models:
                    self.broken_down(mine, model)
        self.corrected()

    def measures(self, entries, condition, counting, models, clean):
        at, r = place(condition, counting), self.resampling
        draws = len(entries) / len(self.clean)
        words = self.words * draws
        own = "firstPass" in entries[0]
        oracle = self.sums(entries, lambda entry: entry["oracle"][counting])
        random = self.sums(entries, lambda entry: entry["randomPick"][counting])
        totals = {
            model: self.sums(entries, lambda entry: errors(Corpus.of(entry, model), counting))
            for model in models}
        top = self.sums(entries, lambda e: e["firstPass"][counting]) if own else totals[models[0]]
        baselines = [("oracle", oracle), ("random pick", random)] + ([("first pass", top)] if own else [])
        for name, total in baselines:
            model, measure = (models[0], f"{name} wer") if own else (name, "wer")
            self.put(model, measure, self.wer(total, draws), at=at)
        figures = {"wer": {}, "skill": {}, "skill kept": {}}
        relatives = {}
        for model, total in totals.items():
            self.put(model, "wer", self.wer(total, draws), at=at)
            figures["wer"][model] = total / words
            self.put(model, "regret", self.interval((total - oracle) / words, low=0), at=at)
            skill = (random - total) / (random - oracle)
            figures["skill"][model] = skill
            self.put(model, "skill", self.interval(skill, high=1), at=at)
            if model != self.head["models"][0]:
                self.put(
                    model, "headroom recovered", self.interval((top - total) / (top - oracle), high=1),
                    at=at)
            if clean is not None:
                self.kept(model, skill, clean, figures, at)
                added, before = total * (1 / draws) - clean["totals"][model], clean["totals"][model]
                relative = added / before
                relatives[model] = relative
                self.put(
                    model, "nprr",
                    self.interval(relative, low=-1) if relative is not None
                    else r.difference(added / self.words), at=at)
        if not own:
            self.contrasts(figures, at)
            if condition is not None:
                figures["nprr"] = relatives
                self.between_groups(figures, condition, at)
            self.over_seeds(figures, at)
        return {"totals": totals, "skill": figures["skill"]}

    def kept(self, model, skill, clean, figures, at):
        before = clean["skill"][model]
        if skill is None or before is None:
            return
        bound = self.interval(before, high=1)
        if bound is None or np.max(bound[0]) <= 0:
            return
        ratio = skill.jackknifed() / before.jackknifed()
        if ratio is not None:
            figures["skill kept"][model] = ratio
            self.put(model, "skill kept", self.resampling.fieller(skill, before), at=at)

    def wer(self, total, draws):
        return self.interval((total * (1 / draws)) / self.words, low=0)

    def interval(self, figure, **range_of):
        return None if figure is None else self.resampling.interval(figure, **range_of)

    def contrasts(self, figures, at):
        r = self.resampling
        against = self.head.get("baseline") or self.head["models"][0]
        others = [m for m in self.head["models"][1:] if m != self.head.get("baseline")]
        for name, values in figures.items():
            known = [m for m in others if values.get(m) is not None and values.get(against) is not None]
            differences = {model: values[model] - values[against] for model in known}
            p = {model: r.p(figure) for model, figure in differences.items()}
            tested = [model for model in known if p[model] is not None]
            adjusted = holm([p[model] for model in tested])
            open_ones = len(tested) - sum(value < 1 - r.confidence for value in adjusted)
            level = (1 - r.confidence) / max(1, open_ones)
            for model, figure in differences.items():
                key = (self.name, model, f"{name} difference", against) + at
                self.intervals[key] = r.difference(figure)
                self.probabilities[key[:2] + (f"{name} difference p",) + key[3:]] = p[model]
                detectable = r.detectable(figure, level) if r.units >= 3 else None
                self.probabilities[key[:2] + (f"{name} difference detectable",) + key[3:]] = detectable
            for model, value in zip(tested, adjusted):
                self.probabilities[
                    (self.name, model, f"{name} difference holm p", against) + at] = value

    def over_seeds(self, figures, at):
        """Two-level intervals of means over seeds: what other utterances and other seeds would change."""
        r = self.resampling
        for group in self.head.get("groups", []):
            for name, values in figures.items():
                seeds = [values.get(model) for model in group["models"]]
                interval = None
                if None not in seeds and len(seeds) >= FEWEST_SEEDS and r.units >= 3:
                    interval = self.of_seeds([seed.jackknifed() for seed in seeds], *RANGES[name])
                self.put(group["name"], f"{name} mean over seeds", interval, at=at)

    def between_groups(self, figures, condition, at):
        """Differences between the means of two groups, as planned: a family for each measure."""
        r = self.resampling
        members = {group["name"]: group["models"] for group in self.head.get("groups", [])}
        for name, values in figures.items():
            for planned in self.head.get("plannedContrasts", []):
                if planned["condition"] != condition:
                    continue
                key = (self.name, planned["group"], f"{name} difference of means", planned["against"]) + at
                pair = [[values.get(m) for m in members[planned[side]]] for side in ("group", "against")]
                known = all(None not in seeds and len(seeds) >= FEWEST_SEEDS for seeds in pair)
                self.intervals[key] = None
                if not known or r.units < 3:
                    continue
                (one, of_one), (other, of_other) = (
                    self.spread([seed.jackknifed() for seed in seeds]) for seeds in pair)
                apart = one - other
                units = r.covariance(apart, apart)
                total = units + of_one + of_other
                if total <= 0:
                    continue
                degrees = total ** 2 / (
                    of_one ** 2 / (len(pair[0]) - 1) + of_other ** 2 / (len(pair[1]) - 1)
                    + units ** 2 / (r.units - 1))
                reach = student_quantile((1 + r.confidence) / 2, degrees) * math.sqrt(total)
                self.intervals[key] = (apart.value - reach, apart.value + reach)
                p = student_beyond(apart.value / math.sqrt(total), degrees)
                self.probabilities[key[:2] + (key[2] + " p",) + key[3:]] = p
                self.planned[(name, at[3])].append((key, p))

    def corrected(self):
        """Holm's correction over all that was planned, for each measure and counting."""
        for family in self.planned.values():
            for (key, _), value in zip(family, holm([p for _, p in family])):
                self.probabilities[key[:2] + (key[2] + " holm p",) + key[3:]] = value

    def spread(self, seeds):
        """The mean over seeds, and the part of its variance that comes from them."""
        r, count = self.resampling, len(seeds)
        mean = seeds[0]
        for seed in seeds[1:]:
            mean = mean + seed
        mean = mean * (1 / count)
        variance = sum((seed.value - mean.value) ** 2 for seed in seeds) / (count - 1)
        shared = sum(r.covariance(seed - mean, seed - mean) for seed in seeds)
        return mean, max(0.0, variance / count - shared / (count * (count - 1)))

    def of_seeds(self, seeds, low, high):
        r, count = self.resampling, len(seeds)
        mean, between = self.spread(seeds)
        units = r.covariance(mean, mean)
        total = units + between
        if total <= 0:
            return None
        degrees = total ** 2 / (between ** 2 / (count - 1) + units ** 2 / (r.units - 1))
        reach = student_quantile((1 + r.confidence) / 2, degrees) * math.sqrt(total)
        if math.isfinite(low) and mean.value > low:
            factor = math.exp(reach / (mean.value - low))
            return (low + (mean.value - low) / factor, low + (mean.value - low) * factor)
        if math.isfinite(high) and mean.value < high:
            factor = math.exp(reach / (high - mean.value))
            return (high - (high - mean.value) * factor, high - (high - mean.value) / factor)
        return (mean.value - reach, mean.value + reach)

    def compared(self, clean):
        """Relative reductions against first pass and baseline."""
        first, baseline = self.head["models"][0], self.head.get("baseline")
        totals = clean["totals"]
        for model in self.head["models"][1:]:
            for other in {first, baseline} - {None, model}:
                avoided = totals[other] - totals[model]
                ratio = avoided / totals[other]
                self.put(
                    model, "werr",
                    self.interval(ratio, high=1) if ratio is not None
                    else self.resampling.difference(avoided / self.words), other)

    def discrimination(self):
        for kind, measure in (
            ("homophones", "homophone discrimination"), ("spellings", "spelling variant discrimination"),
        ):
            for model in self.head["models"]:
                mine = [pair for pair in self.pairs if pair["model"] == model]
                preferred = self.counts(mine, lambda pair: pair[kind]["preferred"])
                compared = self.counts(mine, lambda pair: pair[kind]["pairs"])
                if compared.sum():
                    self.put(model, measure, self.resampling.rate(preferred, compared))

    def moved(self, entries, counting, models):
        at = place(entries[0]["condition"], counting)
        for model in models:
            counts = {
                name: np.zeros(len(self.clean)) for name in ("moved", "harm", "rescue", "added", "words")}
            for entry in entries:
                selection, utterance = Corpus.of(entry, model), self.places[entry["utterance"]]
                staying = selection.get("staying")
                if staying is None:
                    continue
                counts["words"][utterance] += entry["referenceWords"]
                if staying["text"] == selection["text"]:
                    continue
                added = errors(selection, counting) - staying["errors"][counting]
                counts["moved"][utterance] += 1
                counts["added"][utterance] += added
                counts["harm"][utterance] += added > 0
                counts["rescue"][utterance] += added < 0
            for name in ("harm", "rescue"):
                if counts["moved"].sum():
                    self.put(model, name, self.resampling.rate(counts[name], counts["moved"]), at=at)
            ratio = self.resampling.sums(counts["added"]) / self.resampling.sums(counts["words"])
            self.put(
                model, "net added errors",
                None if ratio is None else self.resampling.difference(ratio), at=at)

    def broken_down(self, entries, model):
        """By length, field and what was replaced, and all word pairs together: single pairs have no intervals."""
        at = place(entries[0]["condition"], "asHeard")
        clean = {entry["utterance"]: entry for entry in self.clean}
        parts = defaultdict(lambda: np.zeros((3, len(self.clean))))
        for entry in entries:
            known = clean[entry["utterance"]]
            counts = np.array([
                entry["referenceWords"], errors(Corpus.of(entry, model), "asHeard"),
                errors(Corpus.of(known, model), "asHeard")])
            utterance = self.places[entry["utterance"]]
            parts["referenceLength", length_part(entry["referenceWords"])][:, utterance] += counts
            for criterion, part in all_parts(entry, known):
                parts[criterion, part][:, utterance] += counts
            for _ in {word_pair(pair["spoken"], pair["written"]) for pair in entry.get("replaced", [])}:
                parts["wordPair", "micro average"][:, utterance] += counts
        for (criterion, part), counts in parts.items():
            words, after, before = (self.resampling.sums(row) for row in counts)
            self.put(model, f"wer where {criterion} = {part}", self.interval(after / words, low=0), at=at)
            added = (after - before) / words
            self.put(
                model, f"added errors where {criterion} = {part}",
                None if added is None else self.resampling.difference(added), at=at)


def agrees(expected, found):
    """Whether a value is the expected one, or lies between the expected ones."""
    low, high = expected if isinstance(expected, tuple) else (expected, expected)
    slack = TOLERANCE * max(1, abs(low))
    return low - slack <= found <= high + slack


def resampled_rates(folder):
    """Failure rates of cases of which several are of one utterance: the selections don't say of which."""
    with open(f"{folder}/report.json", encoding="utf-8") as file:
        record = json.load(file)
    return {
        (corpus["name"], model["model"], found["property"])
        for corpus in record["corpora"] for model in corpus["models"] for found in model.get("properties", [])
        if found.get("failureRate", {}).get("method", "exact") != "exact"}


def main(folder):
    head, lists, pairs, properties = read(folder)
    intervals, probabilities, clustered = {}, {}, set()
    for name, entries in lists.items():
        corpus = CorpusIntervals(name, entries, [p for p in pairs if p["corpus"] == name], head)
        corpus.compute()
        intervals.update(corpus.intervals)
        probabilities.update(corpus.probabilities)
        if any("cluster" in entry for entry in corpus.clean):
            clustered.add(name)
    resampled = resampled_rates(folder)
    for outcome in properties:
        case = (outcome["corpus"], outcome["model"], outcome["property"])
        if outcome["corpus"] not in clustered and outcome["cases"] and case not in resampled:
            key = (outcome["corpus"], outcome["model"], f"{outcome['property']} failure rate")
            intervals[key + ("",) * 5] = exact(
                outcome["failures"], outcome["cases"], head["confidence"])
    agree, faults, left_out = 0, [], defaultdict(int)
    with open(f"{folder}/report.csv", newline="", encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            measure = row["measure"]
            key = tuple(
                row[column] for column in (
                    "corpus", "model", "measure", "against", "perturbation", "scope", "strength",
                    "counting"))
            found = [float(row[column]) for column in ("low", "high") if row[column] != ""]
            if key in probabilities:
                expected, found = [probabilities[key]], [float(row["value"])]
            elif key in intervals:
                expected = [] if intervals[key] is None or row["value"] == "" else list(intervals[key])
            elif found:
                if measure.endswith(" failure rate"):
                    left_out["of clustered cases"] += 1
                    continue
                faults.append(f"report.csv:{number}: no selection tells {', '.join(filter(None, key))}")
                continue
            else:
                continue
            if len(expected) != len(found) or not all(map(agrees, expected, found)):
                faults.append(
                    f"report.csv:{number}: expected {expected}, found {found} "
                    f"({', '.join(filter(None, key))})")
            else:
                agree += len(found)
    for fault in faults[:20]:
        print(fault)
    print(f"{agree} ends of intervals and probabilities agree, {len(faults)} don't; not computed again: "
          + (", ".join(f"{count} {what}" for what, count in sorted(left_out.items())) or "none"))
    return 1 if faults or not agree else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
