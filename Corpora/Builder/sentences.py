"""Which sentences are spoken, how often, and in which split.

Every choice hangs on a hash of the seed and the sentence (or the template), never on the position
in a file: a sentence that is added later moves no other sentence to another split.
"""

import hashlib
import re
from dataclasses import dataclass, field

SEED = "mondegreen-1"

# Shares of train and dev; the rest is test.
WRITTEN_SHARES = (0.65, 0.11)
TEMPLATE_SHARES = (0.68, 0.12)

# How many different sentences one template yields, and how many utterances a split aims at.
EXPANSIONS = {"train": 9, "dev": 9, "test": 9}
TARGETS = {"messaging-train": 3000, "messaging-dev": 405, "messaging-test": 700}

# The longest sentence of somebody's own; Whisper hears 30 s at once.
MOST_WORDS = 40

SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Sentence:
    """A sentence to speak: normalized words, and "written", a template's id or "book".

    `written` is the sentence as its author wrote it, with capitals and punctuation; two sentences
    that differ in nothing else are the same.
    """

    text: str
    source: str
    written: str = field(default="", compare=False)


@dataclass(frozen=True)
class Task:
    """One utterance to make: the sentence and which of its repetitions this is."""

    sentence: Sentence
    repetition: int

    @property
    def key(self):
        """Names the task in a journal, whatever its place in the plan."""
        return f"{self.sentence.text}#{self.repetition}"


def digest(*parts):
    """A 64-bit number from the seed and the parts, the same on every machine."""
    text = "|".join((SEED,) + tuple(str(part) for part in parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def choose(options, *parts):
    """One of the options, chosen by the digest of the parts."""
    return options[digest(*parts) % len(options)]


def normalize(text):
    """Lower-case words with their apostrophes; all other punctuation becomes a space."""
    text = text.lower().replace("\u2019", "'").replace("\u2018", "'")
    text = re.sub(r"[^a-z' ]", " ", text)
    return " ".join(word for word in text.split() if word.strip("'"))


def lines(path):
    """The lines of a sentence file with their numbers, without comments and empty lines."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                line = line.strip()
                if line and not line.startswith("#"):
                    yield number, line
    except OSError as error:
        raise SystemExit(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SystemExit(f"{path}: expected UTF-8, found the byte {error.object[error.start]:#x}") from None


def read_written(path):
    """The sentences that were written one by one, in the file's order."""
    for number, line in lines(path):
        if re.search(r"[0-9]", line):
            raise SystemExit(f"{path}:{number}: digits; write numbers as words: {line}")
        yield Sentence(normalize(line), "written", line)


def read_own(path):
    """Somebody's own sentences, one a line, in the file's order and without repetitions.

    What the voices can't speak is refused with its line: digits, letters beyond a to z, sentences
    that are too long to be one utterance.
    """
    found = {}
    for number, line in lines(path):
        where = f"{path}:{number}"
        odd = re.search(r"[^A-Za-z \t.,;:!?'\"()\u2018\u2019\u201c\u201d\u2013\u2014-]", line)
        if odd:
            kind = "numbers as words" if odd[0].isdigit() else "the letters a to z and punctuation"
            raise SystemExit(f"{where}: expected {kind}, found {odd[0]!r} in: {line}")
        text = normalize(line)
        count = len(text.split())
        if not 1 <= count <= MOST_WORDS:
            raise SystemExit(f"{where}: expected 1 to {MOST_WORDS} words, found {count}: {line}")
        found.setdefault(text, Sentence(text, "written", line))
    if not found:
        raise SystemExit(f"{path}: expected sentences, one a line, found none")
    return list(found.values())


def read_templates(path):
    """The slots `{name: [filler]}` and the templates `{id: text}` of a template file."""
    slots, templates = {}, {}
    for number, line in lines(path):
        head, separator, tail = line.partition(":")
        if not separator:
            raise SystemExit(f"{path}:{number}: no colon: {line}")
        if head.startswith("slot "):
            slots[head[5:].strip()] = [filler.strip() for filler in tail.split("|")]
        elif re.fullmatch(r"t\d{3}", head):
            templates[head] = tail.strip()
        else:
            raise SystemExit(f"{path}:{number}: neither `slot NAME:` nor `tNNN:`: {line}")
    for identifier, text in templates.items():
        for name in SLOT.findall(text):
            if name not in slots:
                raise SystemExit(f"{path}: template {identifier} names unknown slot {name}")
    return slots, templates


def expand(identifier, text, slots, count):
    """Up to `count` different sentences of one template."""
    seen = {}
    for attempt in range(count * 4):
        filled = SLOT.sub(
            lambda match: choose(slots[match[1]], "fill", identifier, attempt, match[1]), text
        )
        seen.setdefault(normalize(filled), filled)
        if len(seen) == count:
            break
    return [Sentence(text, identifier, filled) for text, filled in seen.items()]


def split_of(shares, *parts):
    """The split that the digest of the parts falls into, by shares of (train, dev)."""
    point = digest("split", *parts) / 2**64
    if point < shares[0]:
        return "train"
    return "dev" if point < shares[0] + shares[1] else "test"


def messaging_splits(written_path, templates_path):
    """The messaging sentences by split; no text is in two, no template either."""
    splits = {"train": [], "dev": [], "test": []}
    seen = set()
    for sentence in read_written(written_path):
        if sentence.text not in seen:
            seen.add(sentence.text)
            splits[split_of(WRITTEN_SHARES, sentence.text)].append(sentence)
    slots, templates = read_templates(templates_path)
    for identifier, text in templates.items():
        split = split_of(TEMPLATE_SHARES, identifier)
        for sentence in expand(identifier, text, slots, EXPANSIONS[split]):
            if sentence.text not in seen:
                seen.add(sentence.text)
                splits[split].append(sentence)
    return splits


def plan(name, sentences, target=None):
    """The tasks of one corpus: all sentences once in hash order, then again up to the target."""
    order = sorted(sentences, key=lambda sentence: (digest("order", name, sentence.text)))
    if target is None:
        target = len(order)
    return [Task(order[i % len(order)], i // len(order)) for i in range(target)]


def book_sentences(path, count, skip=0):
    """`count` sentences of 5-16 plain words out of a text with one paragraph a line.

    The sentences of the whole text are ordered by hash; `skip` leaves out the first ones, so that
    two calls can take disjoint shares.
    """
    opener = __import__("lzma").open if str(path).endswith(".xz") else open
    found = {}
    with opener(path, "rt", encoding="utf-8") as file:
        for paragraph in file:
            paragraph = (
                paragraph.replace("\u2019", "'").replace("\u2018", "'")
                .replace("\u2014", " -- ").replace("\u2013", " -- ")
            )
            for part in re.split(r"(?<=[.!?])[\"\u201d')]*\s+", paragraph):
                # A quote mark is no apostrophe: only letter-apostrophe-letter stays.
                part = re.sub(r"(?<![A-Za-z])'|'(?![A-Za-z])", " ", part)
                if re.search(r"[^A-Za-z' ,.;:!?\"\u201c\u201d_()-]", part):
                    continue
                if not re.match(r"[\"\u201c(_ ]*[A-Z]", part) or not re.search(r"[.!?]", part[-2:]):
                    continue
                text = normalize(part)
                words = text.split()
                if 5 <= len(words) <= 16 and re.search(r"[a-z]{2}", text):
                    found.setdefault(text)
    order = sorted(found, key=lambda text: digest("book", text))
    return [Sentence(text, "book") for text in order[skip : skip + count]]
