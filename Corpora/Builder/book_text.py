#!/usr/bin/env python3
"""Makes a text for `mondegreen pretrain --text-form both`: book_text.py BOOKS.txt.xz > TEXT.

Paragraphs are written as Whisper writes: with plain quotation marks and apostrophes, and in every other one digits for
numbers from ten to ninety-nine ("25", "$20").
"""
import lzma
import re
import sys

UNITS = {word: value for value, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split())}
TENS = {word: 10 * value for value, word in enumerate(
    "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "_": None, "—": ",", "–": "-", "…": "..."})
NUMBER = re.compile(
    r"\b(?:(?P<tens>" + "|".join(TENS) + r")(?:[- ](?P<unit>" + "|".join(list(UNITS)[1:10]) + r"))?"
    r"|(?P<small>" + "|".join(list(UNITS)[10:]) + r"))\b(?! (?:hundred|thousand))", re.IGNORECASE)
DOLLARS = re.compile(r"\b(\d+) dollars\b")


def with_digits(paragraph):
    """Numbers from ten to ninety-nine in digits."""
    def digits(match):
        if match["small"]:
            return str(UNITS[match["small"].lower()])
        return str(TENS[match["tens"].lower()] + UNITS[(match["unit"] or "zero").lower()])

    return DOLLARS.sub(r"$\1", NUMBER.sub(digits, paragraph))


def main():
    with lzma.open(sys.argv[1], "rt", encoding="utf-8") as books:
        for number, paragraph in enumerate(books):
            text = paragraph.strip().translate(MARKS)
            print(with_digits(text) if number % 2 else text)


if __name__ == "__main__":
    main()
