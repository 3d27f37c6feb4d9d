"""Writes Lexicons/Data/english.lm.gz: PocketSphinx's US-English trigram, pruned and packed.

    python3 -m venv .venv && .venv/bin/pip install -r Lexicons/Builder/requirements.txt
    .venv/bin/python Lexicons/Builder/language_model.py [--trigrams 900000] [--bigrams 600000]

N-grams go whose loss changes the model least: the relative entropy of Stolcke, "Entropy-based Pruning of
Backoff Language Models" (1998), the highest order first. Backoffs are computed anew, so that probabilities
add up to one again. `Lexicons/README.md` says how the file is laid out. The same inputs give the same
bytes.
"""

import argparse
import importlib.metadata
import importlib.resources
import pathlib
import struct
import sys

import numpy as np

import sphinx_trie
from build import DATA, write_gzip

MAGIC = b"mondegreen trigram 1\n"
START, END = "<s>", "</s>"


def context_sums(contexts, count, values):
    return np.bincount(contexts, weights=values, minlength=count)


def log_rest(sums):
    """ln(1 - sum), where rounding may have taken the sum to 1."""
    return np.log(np.maximum(1 - sums, 1e-9))


def losses(own, lower, backoff, context, context_cost, count):
    """By how much the relative entropy grows if an n-gram goes, each looked at alone.

    own, lower: ln P(w | h) and ln P(w | h'); backoff: ln α(h) of the n-gram's context.
    """
    p, q = np.exp(own), np.exp(lower)
    rest = 1 - context_sums(context, count, p)[context]
    lower_rest = 1 - context_sums(context, count, q)[context]
    after = np.log(np.maximum(rest + p, 1e-12)) - np.log(np.maximum(lower_rest + q, 1e-12))
    change = after - backoff
    return -np.exp(context_cost) * (
        p * (lower + after - own) + np.maximum(rest, 0) * change)


def keep_best(loss, wanted, always=None):
    """A mask of the `wanted` n-grams whose loss costs most; equal ones by their order."""
    if always is not None:
        loss = np.where(always, np.inf, loss)
    order = np.argsort(-loss, kind="stable")
    mask = np.zeros(len(loss), dtype=bool)
    mask[order[:wanted]] = True
    return mask if always is None else mask | always


class Pairs:
    """Finds bigrams by their words."""

    def __init__(self, bigrams, size):
        self.size = size
        self.keys = bigrams[:, 0] * size + bigrams[:, 1]

    def find(self, first, second):
        keys = first * self.size + second
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, place, -1)


def bigram_cost(model, pairs, first, second, costs, backoffs):
    """ln P(second | first) with the given bigrams."""
    place = pairs.find(first, second)
    return np.where(
        place >= 0, costs[place], backoffs[first] + model.unigrams[second])


def prune(model, bigrams, trigrams):
    size = len(model.words)
    start, end = model.words.index(START), model.words.index(END)
    pairs = Pairs(model.bigrams, size)
    word_cost = model.unigrams.copy()
    word_cost[start] = word_cost[end]  # A text begins as often as it ends.

    context = pairs.find(model.trigrams[:, 0], model.trigrams[:, 1])
    assert (context >= 0).all(), "every trigram begins with a bigram"
    lower = bigram_cost(
        model, pairs, model.trigrams[:, 1], model.trigrams[:, 2], model.bigram_costs,
        model.unigram_backoffs)
    context_cost = word_cost[model.bigrams[:, 0]] + model.bigram_costs
    loss = losses(
        model.trigram_costs, lower, model.bigram_backoffs[context], context,
        context_cost[context], len(pairs.keys))
    kept = keep_best(loss, trigrams)
    model.trigrams, model.trigram_costs = model.trigrams[kept], model.trigram_costs[kept]
    context = context[kept]

    is_context = np.zeros(len(pairs.keys), dtype=bool)
    is_context[context] = True
    loss = losses(
        model.bigram_costs, model.unigrams[model.bigrams[:, 1]],
        model.unigram_backoffs[model.bigrams[:, 0]], model.bigrams[:, 0],
        word_cost[model.bigrams[:, 0]], size)
    kept = keep_best(loss, bigrams, always=is_context)
    model.bigrams, model.bigram_costs = model.bigrams[kept], model.bigram_costs[kept]

    first, second = model.bigrams[:, 0], model.bigrams[:, 1]
    unigram = np.exp(model.unigrams)
    unigram[start] = 0
    model.unigram_backoffs = log_rest(
        context_sums(first, size, np.exp(model.bigram_costs))
    ) - log_rest(context_sums(first, size, unigram[second]))
    pairs = Pairs(model.bigrams, size)
    context = pairs.find(model.trigrams[:, 0], model.trigrams[:, 1])
    lower = bigram_cost(
        model, pairs, model.trigrams[:, 1], model.trigrams[:, 2], model.bigram_costs,
        model.unigram_backoffs)
    model.bigram_backoffs = log_rest(
        context_sums(context, len(pairs.keys), np.exp(model.trigram_costs))
    ) - log_rest(context_sums(context, len(pairs.keys), np.exp(lower)))


def by_frequency(model):
    """Numbers words by probability, the commonest first: small numbers pack better."""
    order = sorted(range(len(model.words)), key=lambda i: (-model.unigrams[i], model.words[i]))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    model.words = [model.words[i] for i in order]
    model.unigrams, model.unigram_backoffs = model.unigrams[order], model.unigram_backoffs[order]
    bigrams, trigrams = number[model.bigrams], number[model.trigrams]
    order = np.lexsort((bigrams[:, 1], bigrams[:, 0]))
    model.bigrams, model.bigram_costs = bigrams[order], model.bigram_costs[order]
    model.bigram_backoffs = model.bigram_backoffs[order]
    order = np.lexsort((trigrams[:, 2], trigrams[:, 1], trigrams[:, 0]))
    model.trigrams, model.trigram_costs = trigrams[order], model.trigram_costs[order]


def quantized(values, levels=256):
    """A table of values, and each value's place in it: the levels of Lloyd and Max, of least squared error."""
    values = values.astype(np.float32).astype(float)
    different, counts = np.unique(values, return_counts=True)
    if len(different) <= levels:
        return different.astype("<f4"), np.searchsorted(different, values).astype(np.uint8)
    # Half of the first levels lie where values do, half are spread evenly, so that rare ones have some, too.
    # What stands for a probability of 0 has a level of its own.
    usual = different[different > -99]
    table = np.concatenate([
        different[different <= -99][:1], np.quantile(values, np.linspace(0, 1, levels // 2)),
        np.linspace(usual[0], usual[-1], levels // 2 - 1)])
    for _ in range(60):
        table = np.unique(table)
        level = np.searchsorted((table[1:] + table[:-1]) / 2, different)
        weight = np.bincount(level, weights=counts, minlength=len(table))
        mean = np.bincount(level, weights=counts * different, minlength=len(table))
        table = mean[weight > 0] / weight[weight > 0]
    codes = np.searchsorted((table[1:] + table[:-1]) / 2, values)
    return table.astype("<f4"), codes.astype(np.uint8)


def planes(values, count):
    """All low bytes, then all next ones: what is nearly always zero packs to nearly nothing."""
    return b"".join((values >> (8 * i) & 255).astype(np.uint8).tobytes() for i in range(count))


def within(contexts, words):
    """Words as distances from the one before in the same context."""
    steps = np.diff(words, prepend=0)
    is_first = np.diff(contexts, prepend=-1) != 0
    return np.where(is_first, words, steps)


def packed(model):
    size = len(model.words)
    context = Pairs(model.bigrams, size).find(model.trigrams[:, 0], model.trigrams[:, 1])
    text = "\n".join(model.words).encode("utf-8")
    columns = [
        quantized(values) for values in (
            model.unigrams, model.unigram_backoffs, model.bigram_costs, model.bigram_backoffs,
            model.trigram_costs)
    ]
    parts = [
        MAGIC,
        struct.pack(
            "<9I", size, len(model.bigrams), len(model.trigrams), len(text),
            *(len(table) for table, _ in columns)),
        *(table.tobytes() for table, _ in columns),
        text,
        *(codes.tobytes() for _, codes in columns),
        planes(np.bincount(model.bigrams[:, 0], minlength=size), 3),
        planes(within(model.bigrams[:, 0], model.bigrams[:, 1]), 3),
        planes(np.bincount(context, minlength=len(model.bigrams)), 3),
        planes(within(context, model.trigrams[:, 2]), 3),
    ]
    return b"".join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trigrams", type=int, default=900_000)
    parser.add_argument("--bigrams", type=int, default=600_000)
    parser.add_argument("--output", type=pathlib.Path, default=DATA / "english.lm.gz")
    arguments = parser.parse_args()
    package = importlib.resources.files("pocketsphinx")
    model = sphinx_trie.read(package / "model" / "en-us" / "en-us.lm.bin")
    before = len(model.words), len(model.bigrams), len(model.trigrams)
    prune(model, arguments.bigrams, arguments.trigrams)
    by_frequency(model)
    write_gzip(arguments.output, packed(model))
    files = importlib.metadata.files("pocketsphinx")
    notice = next(file for file in files if file.name == "LICENSE").read_text()
    # The rest of the file is about parts of the recognizer that are not here.
    notice = notice.split("\nWebRTC")[0].rstrip() + "\n"
    arguments.output.with_name("english.lm.LICENSE").write_text(notice, encoding="utf-8")
    print(
        f"{before[0]} words; {len(model.bigrams)} of {before[1]} bigrams, "
        f"{len(model.trigrams)} of {before[2]} trigrams; {arguments.output.stat().st_size} bytes",
        file=sys.stderr)


if __name__ == "__main__":
    main()
