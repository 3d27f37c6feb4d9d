"""Whether models rescore the lists of recordings that they were not made for.

    transfer.py PROGRAM CORPUS [--models full,lora,…] [--folds 10] [--limit 20]

Weights are tuned by cross-validation: those of each tenth of the lists on the other nine tenths. Prints a table of each
model's errors against the first pass's, with a paired bootstrap over lists. CORPUS is whatever `mondegreen score --corpus`
takes, with references. Needs numpy.
"""

import argparse
import json
import subprocess

import numpy

BUNDLED = "full,lora,lorb,adalora,frozen"


def words(text):
    """Words as the program's basic normalizer has them, as far as plain English goes."""
    kept = "".join(letter if letter.isalnum() or letter == "'" else " " for letter in text.lower())
    return [word for word in (part.strip("'") for part in kept.split()) if word]


def distance(reference, hypothesis):
    """Word edits between two lists of words (Levenshtein)."""
    row = list(range(len(hypothesis) + 1))
    for i, said in enumerate(reference, 1):
        before, row[0] = row[0], i
        for j, heard in enumerate(hypothesis, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (said != heard))
    return row[-1]


def scored(program, corpus, model, limit, references):
    """The lists with costs and errors: arrays of one row a hypothesis, in the first pass's order."""
    command = [program, "score", model, "--corpus", corpus, "--quiet"]
    lists = []
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        record = json.loads(line)
        said = references[record["id"]]
        rows = sorted(record["hypotheses"], key=lambda row: row["rank"])[:limit]
        costs = numpy.array([[row.get(kind) or 0.0 for kind in KINDS] for row in rows])
        second = numpy.array([row["secondPass"] for row in rows])
        errors = numpy.array([distance(said, words(row["text"])) for row in rows])
        lists.append((costs, second, errors))
    return lists


KINDS = ("acoustic", "language", "total")


def grids(lists, alone):
    """Weights of (acoustic, language, total, second pass) to try: in proportion to how far costs lie apart.

    With `alone` the second pass takes no part: what better weights of the first pass's own costs are worth.
    """
    def spread(column):
        return float(numpy.mean([numpy.std(column(one)) for one in lists])) or 0.0

    acoustic, language, total = (spread(lambda one, k=k: one[0][:, k]) for k in range(3))
    second = spread(lambda one: one[1])
    shares = [0.0] if alone else [0.0, *(2.0 ** (power / 2) for power in range(-10, 9))]
    for share in shares:
        if acoustic and language:
            for factor in (0, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6):
                yield (1, factor * acoustic / language / 2, 0, share * acoustic / second)
        elif total:
            yield (0, 0, 1, share * total / second)
        else:
            # Only the order is known: the rank breaks ties.
            yield (0, 0, 0, share and 1)


def chosen(one, weights):
    """Errors of the hypothesis that the weights select; the first of equal ones."""
    costs, second, errors = one
    return errors[int(numpy.argmin(costs @ numpy.array(weights[:3]) + weights[3] * second))]


def cross_validated(lists, folds, alone=False):
    """Errors of each list, chosen with weights tuned on the other folds, and the mean second-pass weight."""
    candidates = list(grids(lists, alone))
    table = numpy.array([[chosen(one, weights) for one in lists] for weights in candidates])
    result = numpy.zeros(len(lists))
    used = []
    for fold in range(folds):
        held = numpy.arange(len(lists)) % folds == fold
        best = int(numpy.argmin(table[:, ~held].sum(axis=1)))
        result[held] = table[best, held]
        used.append(candidates[best][3])
    return result, float(numpy.mean(used))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("corpus")
    parser.add_argument("--models", default=BUNDLED, help=f"default {BUNDLED}")
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--limit", type=int, default=20, help="hypotheses of each list (default 20)")
    options = parser.parse_args()
    listed = subprocess.run(
        [options.program, "convert", options.corpus, "--to", "jsonl", "--quiet"], check=True, capture_output=True, text=True)
    references = {}
    for line in listed.stdout.splitlines():
        record = json.loads(line)
        references[record["id"]] = words(record["reference"])
    count = sum(map(len, references.values()))
    print(f"{options.corpus}: {len(references)} lists, {count} reference words\n")
    print("| model | WER | against the first pass | weight |\n|---|---:|---:|---:|")
    for number, model in enumerate(options.models.split(",")):
        lists = scored(options.program, options.corpus, model, options.limit, references)
        first = numpy.array([one[2][0] for one in lists])
        if number == 0:
            best = sum(int(one[2].min()) for one in lists)
            print(f"| first pass | {100 * first.sum() / count:.2f} % | | |")
            print(f"| oracle of {options.limit} | {100 * best / count:.2f} % | | |")
            tuned, _ = cross_validated(lists, options.folds, alone=True)
            row("first pass, its own costs weighed anew", tuned, first, count, None)
        errors, weight = cross_validated(lists, options.folds)
        row(model, errors, first, count, weight)


def row(name, errors, first, count, weight):
    """Prints a row: WER, and its difference to the first pass's in points, with a bootstrap over lists."""
    samples = numpy.random.default_rng(1).integers(0, len(first), (2000, len(first)))
    differences = 100 * (errors - first)[samples].sum(axis=1) / count
    low, high = numpy.quantile(differences, [0.025, 0.975])
    gain = 100 * (errors - first).sum() / count
    print(
        f"| {name} | {100 * errors.sum() / count:.2f} % | {gain:+.2f} [{low:+.2f}, {high:+.2f}]"
        f" | {'' if weight is None else format(weight, '.3f')} |", flush=True)


if __name__ == "__main__":
    main()
