"""Word errors counted by sclite and jiwer, for Tests/TranscriptsTests/Alignment/WERGoldenTests.swift.

    sudo apt-get install sctk
    python3 -m venv .venv && .venv/bin/pip install jiwer==4.0.0
    .venv/bin/python Tests/Goldens/make_wer_goldens.py

Writes, into Tests/TranscriptsTests/Goldens,

- wer-random.tsv.gz: 10,000 seeded random pairs;
- wer-messaging-test.tsv.gz: the first pass's choices of the bundled test set, after a line
  `# SHA-256 of the corpus`.

Columns: reference (or utterance id), hypothesis (only of the random pairs), sclite's substitutions,
deletions and insertions, jiwer's edits. sclite minimizes 4 * substitutions + 3 * (deletions +
insertions), jiwer the number of edits; so sclite's edits can be more. The splits of jiwer's edits are
left out: several alignments can have the fewest edits.
"""

import gzip
import hashlib
import json
import pathlib
import random
import re
import subprocess
import tempfile

import jiwer

TESTS = pathlib.Path(__file__).resolve().parent.parent
GOLDENS = TESTS / "TranscriptsTests" / "Goldens"
CORPUS = TESTS.parent / "Corpora" / "Data" / "messaging-test.jsonl.gz"
PLAIN = re.compile(r"([a-z0-9']+( [a-z0-9']+)*)?")


def random_pairs(count):
    """Half unrelated texts, half damaged copies; 1 to 30 words of vocabularies of 3 to 40."""
    generator = random.Random(20261121)
    pairs = []
    for index in range(count):
        size = generator.choice((3, 6, 12, 40))
        words = [f"w{number}" for number in range(size)]
        reference = generator.choices(words, k=generator.randint(1, 30))
        if index % 2:
            hypothesis = generator.choices(words, k=generator.randint(0, 30))
        else:
            hypothesis = []
            rate = generator.choice((0.05, 0.2, 0.5))
            for word in reference:
                if generator.random() >= rate:
                    hypothesis.append(word)
                    continue
                hypothesis += generator.choice(
                    ([], [generator.choice(words)], [word, generator.choice(words)])
                )
        pairs.append((" ".join(reference), " ".join(hypothesis)))
    return pairs


def sclite_counts(pairs):
    """Substitutions, deletions, insertions of each pair."""
    with tempfile.TemporaryDirectory() as folder:
        for name, side in (("ref", 0), ("hyp", 1)):
            lines = (f"{pair[side]} (s_{index:06d})\n" for index, pair in enumerate(pairs))
            pathlib.Path(folder, name).write_text("".join(lines))
        command = "sctk sclite -s -r ref trn -h hyp trn -i rm -o pra stdout".split()
        result = subprocess.run(
            command, cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ).stdout.decode()
    counts = {}
    index = None
    for line in result.splitlines():
        if match := re.match(r"id: \(s_(\d+)\)", line):
            index = int(match[1])
        elif match := re.match(r"Scores: \(#C #S #D #I\) \d+ (\d+) (\d+) (\d+)", line):
            counts[index] = tuple(map(int, match.groups()))
    assert sorted(counts) == list(range(len(pairs)))
    return [counts[index] for index in range(len(pairs))]


def jiwer_edits(pairs):
    edits = []
    for reference, hypothesis in pairs:
        counted = jiwer.process_words(reference, hypothesis)
        edits.append(counted.substitutions + counted.deletions + counted.insertions)
    return edits


def write(path, lines):
    with open(path, "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=9, mtime=0) as out:
            out.write("".join(line + "\n" for line in lines).encode())


def total(name, counts, edits):
    sums = [sum(column) for column in zip(*counts)]
    print(f"{name}: {len(edits)} pairs; sclite S D I {sums}, jiwer edits {sum(edits)}")


def main():
    GOLDENS.mkdir(exist_ok=True)
    pairs = random_pairs(10_000)
    counts, edits = sclite_counts(pairs), jiwer_edits(pairs)
    rows = zip(pairs, counts, edits)
    write(
        GOLDENS / "wer-random.tsv.gz",
        ("\t".join(map(str, (*pair, *count, edit))) for pair, count, edit in rows),
    )
    total("random", counts, edits)

    if not CORPUS.exists():
        print(f"{CORPUS.name}: not there yet, left out")
        return
    text = gzip.decompress(CORPUS.read_bytes())
    utterances = [json.loads(line) for line in text.splitlines()]
    pairs = [(item["reference"], item["hypotheses"][0]["text"]) for item in utterances]
    assert all(PLAIN.fullmatch(side) for pair in pairs for side in pair), "not normalized"
    counts, edits = sclite_counts(pairs), jiwer_edits(pairs)
    rows = zip(utterances, counts, edits)
    write(
        GOLDENS / "wer-messaging-test.tsv.gz",
        [f"# {hashlib.sha256(text).hexdigest()}"]
        + ["\t".join(map(str, (item["id"], *count, edit))) for item, count, edit in rows],
    )
    total("messaging-test", counts, edits)


if __name__ == "__main__":
    main()
