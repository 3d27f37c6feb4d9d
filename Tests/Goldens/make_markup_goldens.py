"""Word errors against references with markup, counted by sclite, for
Tests/TranscriptsTests/Alignment/ReferenceMarkupTests.swift.

    sudo apt-get install sctk
    python3 Tests/Goldens/make_markup_goldens.py

Writes Tests/TranscriptsTests/Goldens/markup-random.tsv.gz: 3,000 seeded random pairs of a reference with
alternations and optional words and a hypothesis, with sclite's correct words, substitutions, deletions and
insertions (`sclite -D`, which counts optional words that are left out as correct).
"""

import gzip
import pathlib
import random
import re
import subprocess
import tempfile

GOLDENS = pathlib.Path(__file__).resolve().parent.parent / "TranscriptsTests" / "Goldens"


def sequence(generator, words, depth, most):
    """Words as they may be said, and the markup for all of them."""
    said, marked = [], []
    for _ in range(generator.randint(1, most)):
        kind = generator.random()
        word = generator.choice(words)
        if kind < 0.12:
            marked.append(f"({word})")
            if generator.random() < 0.5:
                said.append(word)
        elif kind < 0.35 and depth < 2:
            ways = [sequence(generator, words, depth + 1, 2) for _ in range(generator.randint(2, 3))]
            if generator.random() < 0.3:
                ways.append(([], ["@"]))
            marked += ["{"] + " / ".join(" ".join(way[1]) for way in ways).split(" ") + ["}"]
            said += generator.choice(ways)[0]
        else:
            marked.append(word)
            said.append(word)
    return said, marked


def pairs(count):
    generator = random.Random(20261130)
    found = []
    for _ in range(count):
        words = [f"w{number}" for number in range(generator.choice((4, 8, 30)))]
        said, marked = sequence(generator, words, 0, 7)
        rate = generator.choice((0.0, 0.15, 0.4))
        heard = []
        for word in said:
            if generator.random() >= rate:
                heard.append(word)
            else:
                heard += generator.choice(([], [generator.choice(words)], [word, generator.choice(words)]))
        found.append((" ".join(marked), " ".join(heard)))
    return found


def counts(pairs):
    with tempfile.TemporaryDirectory() as folder:
        for name, side in (("ref", 0), ("hyp", 1)):
            lines = (f"{pair[side]} (s_{index:06d})\n" for index, pair in enumerate(pairs))
            pathlib.Path(folder, name).write_text("".join(lines))
        command = "sctk sclite -D -s -r ref trn -h hyp trn -i rm -o pra stdout".split()
        result = subprocess.run(
            command, cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ).stdout.decode()
    found = {}
    index = None
    for line in result.splitlines():
        if match := re.match(r"id: \(s_(\d+)\)", line):
            index = int(match[1])
        elif match := re.match(r"Scores: \(#C #S #D #I\) (\d+) (\d+) (\d+) (\d+)", line):
            found[index] = match.groups()
    assert sorted(found) == list(range(len(pairs)))
    return [found[index] for index in range(len(pairs))]


def main():
    drawn = pairs(3_000)
    with open(GOLDENS / "markup-random.tsv.gz", "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=9, mtime=0) as out:
            for pair, count in zip(drawn, counts(drawn)):
                out.write(("\t".join((*pair, *count)) + "\n").encode())


if __name__ == "__main__":
    main()
