#!/usr/bin/env python3
"""Writes a large corpus to standard output: the bundled lists over and over, each time with one word changed.

    make_corpus.py UTTERANCES [HYPOTHESES] > large.jsonl
    make_corpus.py --arpa > words.arpa

Utterance n is a bundled list (all corpora in turn) in which one word of its reference is another word of the
corpora, wherever it occurs in the list; which one follows from a hash of n. So texts hardly repeat, words come
from one vocabulary, and the same number gives the same bytes everywhere.

--arpa writes a bigram of the bundled references instead, with add-one smoothing: something to rescore with.
"""
import gzip
import hashlib
import json
import math
import os
import sys

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "Corpora", "Data")
NAMES = ["messaging-train", "messaging-dev", "messaging-test", "narrative-test"]


def bundled():
    lists = []
    for name in NAMES:
        with gzip.open(os.path.join(DATA, name + ".jsonl.gz"), "rt", encoding="utf-8") as lines:
            lists += [json.loads(line) for line in lines]
    return lists


def draw(number, what, bound):
    digest = hashlib.blake2b(f"{number}/{what}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % bound


def write(utterances, depth):
    lists = bundled()
    words = sorted({word for one in lists for word in one["reference"].split()})
    write_line = sys.stdout.write
    for number in range(utterances):
        source = lists[number % len(lists)]
        said = source["reference"].split()
        old = said[draw(number, "place", len(said))]
        new = words[draw(number, "word", len(words))]

        def changed(text):
            return " ".join(new if word == old else word for word in text.split())

        hypotheses = [
            {"text": changed(one["text"]), "acoustic": one["acoustic"],
             "language": one["language"], "total": one["total"]}
            for one in source["hypotheses"][:depth]]
        write_line(json.dumps(
            {"version": 1, "id": f"large-{number + 1:08d}", "reference": changed(source["reference"]),
             "hypotheses": hypotheses}, separators=(",", ":"), ensure_ascii=False) + "\n")


def arpa():
    singles, pairs = {}, {}
    for one in bundled():
        words = ["<s>"] + one["reference"].split() + ["</s>"]
        for word in words:
            singles[word] = singles.get(word, 0) + 1
        for pair in zip(words, words[1:]):
            pairs[pair] = pairs.get(pair, 0) + 1
    total = sum(count for word, count in singles.items() if word != "<s>") + len(singles)
    print("\n\\data\\")
    print(f"ngram 1={len(singles) + 1}\nngram 2={len(pairs)}")
    print("\n\\1-grams:")
    print(f"{math.log10(1 / total):.5f}\t<unk>\t-0.30103")
    for word in sorted(singles):
        log = -99 if word == "<s>" else math.log10((singles[word] + 1) / total)
        print(f"{log:.5f}\t{word}\t-0.30103")
    print("\n\\2-grams:")
    for first, second in sorted(pairs):
        print(f"{math.log10(0.5 * pairs[first, second] / singles[first]):.5f}\t{first} {second}")
    print("\n\\end\\")


def main():
    if sys.argv[1:] == ["--arpa"]:
        return arpa()
    if not 2 <= len(sys.argv) <= 3 or not all(one.isdigit() for one in sys.argv[1:]):
        sys.exit(__doc__)
    write(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 10)


if __name__ == "__main__":
    main()
