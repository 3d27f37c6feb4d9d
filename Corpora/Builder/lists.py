"""What makes an N-best list out of a beam whose texts have case, punctuation and digits."""

import re
import unicodedata

MINIMUM = 5
MAXIMUM = 20
SIGNS = "$\u00a3\u20ac\u00a5"


def nbest(hypotheses):
    """The best of each group of hypotheses that are the same once compared, at most `MAXIMUM`."""
    best = {}
    for hypothesis in hypotheses:
        best.setdefault(compared(hypothesis["text"]), hypothesis)
    return list(best.values())[:MAXIMUM]


def kept(sign):
    """A stand-in for a currency's sign that no later step takes for punctuation."""
    return chr(0xE110 + SIGNS.index(sign))


def compared(text):
    """The text as Mondegreen compares it (`TextNormalizer.standard`), for what Whisper writes.

    Lower case; punctuation parts words, but an apostrophe stays in its word, a full stop vanishes,
    and between digits a stop, comma, colon or slash stays, as does the sign of a number.
    """
    text = unicodedata.normalize("NFKC", text.replace("\u00b4", "'")).lower()
    text = re.sub("[`\u02bc\u2018\u2019\u201b\u2032]", "'", text)
    text = re.sub(r"\.{2,}", " ", text)
    text = re.sub(r"(?<=\d)([.,:/])(?=\d)", lambda mark: chr(0xE000 + ord(mark[1])), text)
    text = text.replace(".", "")
    text = re.sub(r"(?<![^\s(\"])-(?=\d)", "\ue100", text)
    # The signs of percent and of currencies belong to their number, also across a blank, and elsewhere part words.
    text = re.sub(r"(?<=\d)\s*%", "\ue101", text)
    text = re.sub(rf"([{SIGNS}])\s*(?=\d)", lambda sign: " " + kept(sign[1]), text)
    text = re.sub(rf"(?<=\d)\s*([{SIGNS}])", lambda sign: kept(sign[1]), text)
    text = re.sub("[^\\w'\ue000-\ue1ff]|_", " ", text)
    words = []
    for word in text.split():
        if len(word) > 1 and word[0] == word[-1] == "'":
            word = word[1:-1]
        if word.strip("'"):
            words.append(word)
    return " ".join(words)
