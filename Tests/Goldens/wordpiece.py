#!/usr/bin/env python3
"""Writes Tests/BERTRescoringTests/Goldens/wordpiece.json: what Hugging Face's `tokenizers` makes of
tricky lines, uncased and cased.

    python3 -m venv .venv && .venv/bin/pip install tokenizers==0.23.3
    .venv/bin/python Tests/Goldens/wordpiece.py
"""
import json
import pathlib
import random

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

HANDMADE = [
    "", " ", "\t\n\r", "Hello, world!", "don't won't they're", "DON’T “quote” ‘me’—please…",
    "naïve café résumé Ångström", "nai\u0308ve cafe\u0301", "İstanbul ISTANBUL ıstanbul",
    "ΣΊΣΥΦΟΣ σίσυφος ὈΔΥΣΣΕΎΣ", "Straße STRASSE ẞ", "ﬁne ﬂow ﬀ", "中文字符 mixed中with文latin",
    "東京タワー ひらがな カタカナ 한국어", "𠀀𠀁 \U0002a700 \U0002f800", "😀 👩‍👩‍👧 🇨🇭 ❤️ smile😀smile",
    "a\u0000b c\ufffdd", "zero\u200bwidth\u200djoin soft\u00adhyphen", "nbsp\u00a0here\u2003em\u3000ideographic",
    "line\u2028sep para\u2029sep next\u0085line v\u000btab f\u000cfeed", "\ufeffbom first",
    "$5.00 + 20% = ^up^ ~tilde~ `tick` |bar|", "under_score hyphen-ated slash/ed back\\slash",
    "x" * 99, "x" * 100, "x" * 101, "é" * 100, "e\u0301" * 60, "[CL S] [un k] ##ing # ##",
    "e.g. U.S.A. Ph.D. 3.14159 1,000,000 1e-5", "¿Qué? ¡Sí! «non» „ja“ 「はい」、。", "ﾊﾝｶｸ ＦＵＬＬ",
    "Ελληνικά Русский עברית العربية हिन्दी ไทย", "q̃ x̂ z̈ ŵ a\u0323\u0307", "Ǆ ǅ ǆ Ŀ ŉ ſ", "²³¹ ½ Ⅷ ④",
    "\u202eright to left\u202c", "tab\tand\nnewline\rreturn", "the weir we're where wear ware",
    "Mr. O'Neill's o'clock rock'n'roll '90s", "§1 ¶ © ® ™ ° † ‡ • · ‰ ′ ″ ‽",
]

LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789      .,!?'-\"$%&()"
    "éÈüßñçøÅŁžơ’“”—–…　中文字日本語あア한Σσςдѓ\u0301\u0308\u0327\u00ad\u200b\u00a0😀❤\ufe0f\t"
)

WORDS = """the weir we're where wear ware there their they're tell her over by to two too hear here
unaffable preposterous playing played player plays mishearing misheard wonderfully embeddings naïve
résumé Übermut ÉCOLE don't rock-and-roll can't""".split()


def lines():
    generator = random.Random(20262)
    for line in HANDMADE:
        yield line
    for _ in range(160):
        yield "".join(generator.choice(LETTERS) for _ in range(generator.randint(1, 40)))
    for _ in range(140):
        words = []
        for _ in range(generator.randint(1, 9)):
            word = generator.choice(WORDS)
            word = generator.choice([word, word.upper(), word.capitalize(), word + "ing"])
            words.append(word + generator.choice(["", "", ",", ".", "!?", "’s", "\u200b", "中"]))
        yield generator.choice([" ", "  ", "\t", "\u00a0"]).join(words)


def vocabulary():
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    characters = sorted(set("abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ0123456789.,!?'-\"$%&"
                            "éüßçø’“”中文日あ한σдİ\u0301") | {"x"})
    pieces += characters + ["##" + c for c in characters]
    pieces += ["the", "they", "there", "her", "here", "where", "we", "wear", "tell", "un", "##aff",
               "##able", "pre", "##post", "##erous", "play", "##ing", "##ed", "##er", "##s", "mis",
               "##hear", "##heard", "hear", "wonder", "##ful", "##ly", "embed", "##ding", "##dings",
               "na", "##ive", "##ïve", "resume", "res", "##ume", "hello", "world", "cafe", "café",
               "don", "can", "rock", "roll", "and", "##xx", "##xxxx", "xx", "strasse", "##ass",
               "σι", "##συ", "##e\u0301", "e\u0301", "[", "##["]
    pieces = list(dict.fromkeys(pieces))
    return pieces


def main():
    pieces = vocabulary()
    ids = {piece: index for index, piece in enumerate(pieces)}

    def tokenizer(lowercase):
        made = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
        made.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
        made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
        return made

    uncased, cased = tokenizer(True), tokenizer(False)
    golden = {
        "vocabulary": pieces,
        "lines": [
            {"text": text, "uncased": uncased.encode(text).ids, "cased": cased.encode(text).ids}
            for text in lines()
        ],
    }
    path = pathlib.Path(__file__).parent.parent / "BERTRescoringTests/Goldens/wordpiece.json"
    path.write_text(json.dumps(golden, separators=(",", ":")).replace('},{', '},\n{') + "\n")


main()
