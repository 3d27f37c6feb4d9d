"""The Python peers of the generator's benchmark, one line of JSON a figure.

What an expert would use in Python for the same work: nlpaug's and a hand-written word substitution
over homophones from `pronouncing`, RapidFuzz for distances of phones and words, jiwer for WER.
"""

import json
import random
import sys
import time

folder = sys.argv[1]
parts = sys.argv[2:]


def report(name, value, unit):
    print(json.dumps({"name": name, "value": value, "unit": unit}), flush=True)


def rate(name, unit, work):
    work()
    start = time.process_time()
    done = 0
    while time.process_time() - start < 0.5:
        done += work()
    report(name, done / (time.process_time() - start), unit)


def substitution():
    import pronouncing
    import nlpaug.augmenter.word as naw

    pronouncing.init_cmu()
    texts = open(f"{folder}/hypotheses.txt").read().splitlines()
    vocabulary = {word for text in texts for word in text.split()}

    by_sound = {}
    for word, phones in pronouncing.pronunciations:
        by_sound.setdefault("".join(c for c in phones if not c.isdigit()), set()).add(word)
    homophones = {}
    for word in sorted(vocabulary):
        same = set()
        for phones in pronouncing.phones_for_word(word):
            same |= by_sound["".join(c for c in phones if not c.isdigit())]
        same.discard(word)
        if same:
            homophones[word] = sorted(same)[:5]

    generator = random.Random(1)

    def by_hand():
        for text in texts:
            words = text.split()
            places = [place for place, word in enumerate(words) if word in homophones]
            if places:
                place = generator.choice(places)
                words[place] = generator.choice(homophones[words[place]])
                " ".join(words)
        return len(texts)

    rate("substitution, by hand", "hypotheses/s", by_hand)

    # nlpaug's own way to substitute words from sets of equals.
    sets = []
    seen = set()
    for word, others in homophones.items():
        if word not in seen:
            sets.append([word] + others)
            seen.update(sets[-1])
    augmenter = naw.ReservedAug(reserved_tokens=sets, aug_max=1)
    sample = texts[:300]

    def augment():
        for text in sample:
            augmenter.augment(text)
        return len(sample)

    rate("substitution, nlpaug", "hypotheses/s", augment)


def near():
    import pronouncing
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    pronouncing.init_cmu()
    codes = {}
    strings = []
    for word, phones in pronouncing.pronunciations:
        bare = "".join(c for c in phones if not c.isdigit()).split()
        strings.append("".join(chr(0x100 + codes.setdefault(p, len(codes))) for p in bare))
    times = []
    for string in strings[:: len(strings) // 40]:
        start = time.process_time()
        process.extract(
            string, strings, scorer=Levenshtein.distance, score_cutoff=1, limit=None)
        times.append((time.process_time() - start) * 1e6)
    times.sort()
    report("near query, RapidFuzz, median", times[len(times) // 2], "µs")


def words():
    import jiwer
    from rapidfuzz.distance import Levenshtein

    lines = open(f"{folder}/pairs.txt").read().splitlines()
    references = [[int(word) for word in line.split()] for line in lines[0::2]]
    hypotheses = [[int(word) for word in line.split()] for line in lines[1::2]]

    def distance():
        for reference, hypothesis in zip(references, hypotheses):
            Levenshtein.distance(reference, hypothesis)
        return len(references)

    rate("word distance, RapidFuzz", "pairs/s", distance)
    said = [" ".join(f"w{word}" for word in line) for line in references[:5000]]
    heard = [" ".join(f"w{word}" for word in line) for line in hypotheses[:5000]]

    def counts():
        jiwer.process_words(said, heard)
        return len(said)

    rate("WER with counts, jiwer", "pairs/s", counts)


for part in parts or ["substitution", "near", "words"]:
    {"substitution": substitution, "near": near, "words": words}[part]()
