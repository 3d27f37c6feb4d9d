"""Ten thousand seeded lines for WordPiece, with the pieces that Hugging Face's tokenizers gives.

    pip install tokenizers==0.23.3 && python Tests/Goldens/wordpiece_lines.py

Writes Tests/BERTRescoringTests/Goldens/wordpiece-lines.jsonl.gz: the vocabulary, then one line a
text with its ids uncased and cased.
"""

import gzip
import json
import random
import unicodedata
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

folder = Path(__file__).parent.parent / "BERTRescoringTests" / "Goldens"

WORDS = """the there their they're hear here café naïve Zürich coöperate İstanbul straße ΣΊΣΥΦΟΣ σίγμα
Москва ёлка 日本語 中文 東京タワー 한국어 คำไทย हिन्दी عربي עברית don't rock'n'roll it’s “quoted” 3.14 $5 50%
e-mail a/b x_y #tag @name [CLS] [SEP] [MASK] [UNK] ##ing fiancée résumé ångström ǅ ﬁnd Ⅻ ½ ﾊﾝｶｸ ＦＵＬＬ""".split()
MARKS = ["\u0301", "\u0308", "\u0327", "\u0323\u0302", "\u20dd", "\u0e49", "\u0941"]
SPACES = [" ", "  ", "\t", "\u00a0", "\u3000", "\u2009", "\u2028", "\u200b", "\n", "\r"]
CONTROLS = ["\u0000", "\u0007", "\u001b", "\u007f", "\u0085", "\u00ad", "\u200d", "\u200e", "\ufeff",
            "\ufffd", "\ue000", "\U000e0001", "\U0010ffff"]
EMOJI = ["😀", "👍🏽", "👩‍👩‍👧", "🇫🇷", "❤️", "☃", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
PUNCTUATION = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") + list("¡¿…–—‘’«»、。「」·§¶†‰€£¥©®°±×÷")
BLOCKS = [(0x21, 0x7e), (0xa1, 0x17f), (0x180, 0x24f), (0x370, 0x3ff), (0x400, 0x4ff), (0x590, 0x6ff),
          (0x900, 0x97f), (0xe01, 0xe5b), (0x1e00, 0x1fff), (0x2000, 0x206f), (0x3040, 0x30ff),
          (0x4e00, 0x9fa5), (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xff01, 0xffef), (0x1f300, 0x1f64f),
          (0x20000, 0x2a6d6)]

source = random.Random(20260201)


def part():
    kind = source.random()
    if kind < 0.45:
        word = source.choice(WORDS)
        return source.choice([word, word.upper(), word.title(), word.lower()])
    if kind < 0.55:
        word = source.choice(WORDS)
        at = source.randrange(len(word) + 1)
        return word[:at] + source.choice(MARKS) + word[at:]
    if kind < 0.65:
        return source.choice(PUNCTUATION)
    if kind < 0.72:
        return source.choice(EMOJI)
    if kind < 0.8:
        return source.choice(CONTROLS)
    low, high = source.choice(BLOCKS)
    return "".join(chr(source.randint(low, high)) for _ in range(source.randint(1, 4)))


def line():
    if source.random() < 0.01:
        return source.choice("aé中") * source.randint(95, 105)
    text = ""
    for _ in range(source.randint(1, 7)):
        # U+061D is punctuation since Unicode 14, which the tables in tokenizers don't know yet.
        text += part().replace("\u061d", "\u061f") + ("" if source.random() < 0.3 else source.choice(SPACES))
    return text


def vocabulary(texts):
    """Words, stems, and of the characters in the texts those with an even code: the others are unknown."""
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    forms = [form for word in WORDS for form in (word, word.lower(), word.upper(), word.title())]
    pieces += forms + [form[:3] for form in forms] + ["##" + form[3:] for form in forms if form[3:]]
    characters = set()
    for text in texts:
        for form in (text, text.lower(), unicodedata.normalize("NFD", text.lower())):
            characters.update(c for c in form if ord(c) % 2 == 0 and ord(c) < 0x4E00 or c.isascii())
    characters = sorted(c for c in characters if c.isprintable() and c != " ")
    return list(dict.fromkeys(pieces + characters + ["##" + c for c in characters]))


def tokenizer(ids, lowercase):
    made = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


texts = [line() for _ in range(10_000)]
pieces = vocabulary(texts)
ids = {piece: number for number, piece in enumerate(pieces)}
uncased, cased = tokenizer(ids, True), tokenizer(ids, False)
lines = [{"vocabulary": pieces}] + [
    {"text": text, "uncased": uncased.encode(text).ids, "cased": cased.encode(text).ids}
    for text in texts]
unknown = sum(one["uncased"].count(1) for one in lines[1:]) / sum(len(one["uncased"]) for one in lines[1:])
print(f"{len(pieces)} pieces, {unknown:.0%} of the ids unknown")
with open(folder / "wordpiece-lines.jsonl.gz", "wb") as file:
    with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0, compresslevel=9) as packed:
        for one in lines:
            packed.write((json.dumps(one, ensure_ascii=True, separators=(",", ":")) + "\n").encode())
