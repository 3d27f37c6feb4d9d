"""Checks the corpora and writes their counts and error rates into Corpora/README.md.

    summarize.py            prints the tables
    summarize.py --write    puts them between the marks in Corpora/README.md
"""

import argparse
import gzip
import json
import sys
from collections import Counter

from rapidfuzz.distance import Levenshtein

from build import FIRST, ROOT, WHISPER, plan_of
from decode import LANGUAGE_WEIGHT
from lists import MAXIMUM, MINIMUM, compared
from rooms import ROOMS
from sentences import normalize
from speak import HELD_OUT

RECOGNIZERS = {
    "PocketSphinx": (
        "messaging-train", "messaging-dev", "messaging-test", "narrative-test", "service-test",
    ),
    "Whisper": tuple(WHISPER),
}
ORACLES = (1, 5, 10, 20)
MARKS = ("<!-- summary: begin -->\n", "<!-- summary: end -->\n")
KEYS = ["version", "id", "reference", "hypotheses", "voice", "speed", "snr", "source"]
LATER_KEYS = [*KEYS, "speaker", "room", "setting"]


def load(name):
    """The utterances of one corpus."""
    with gzip.open(ROOT / "Data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def check(corpora):
    """All breaches of the format and of the separation of the splits, as sentences."""
    owner, ids = {}, set()
    for name, utterances in corpora.items():
        plan = plan_of(name)
        for utterance in utterances:
            where = utterance["id"]
            if list(utterance) != (KEYS if name in FIRST else LATER_KEYS):
                yield f"{where}: keys {list(utterance)}"
            if where in ids:
                yield f"{where}: twice"
            ids.add(where)
            holders = [("text", normalize(utterance["reference"]))]
            if utterance["source"].startswith("t"):
                holders.append(("template", utterance["source"]))
            for holder in holders:
                if owner.setdefault(holder, plan) != plan:
                    yield f"{where}: {holder} is in {owner[holder]} too"
            totals = [hypothesis["total"] for hypothesis in utterance["hypotheses"]]
            if totals != sorted(totals):
                yield f"{where}: totals do not ascend"
            if plan in ("messaging-train", "messaging-dev") and utterance["voice"] in HELD_OUT:
                yield f"{where}: held-out voice"
            yield from check_whisper(utterance) if name in WHISPER else check_parts(utterance)
        if name in WHISPER:
            yield from check_twins(utterances, corpora[plan])


def check_parts(utterance):
    """Breaches of what holds for PocketSphinx's lists."""
    where, hypotheses = utterance["id"], utterance["hypotheses"]
    texts = [hypothesis["text"] for hypothesis in hypotheses]
    if not 1 <= len(texts) <= MAXIMUM or len(set(texts)) != len(texts) or not all(texts):
        yield f"{where}: too many, equal or empty hypotheses"
    for hypothesis in hypotheses:
        sum_of_parts = hypothesis["acoustic"] + LANGUAGE_WEIGHT * hypothesis["language"]
        if not abs(sum_of_parts - hypothesis["total"]) < 0.0011:
            yield f"{where}: total is not the sum of its parts"


def check_whisper(utterance):
    """Breaches of what holds for Whisper's lists."""
    where, hypotheses = utterance["id"], utterance["hypotheses"]
    texts = [compared(hypothesis["text"]) for hypothesis in hypotheses]
    if not MINIMUM <= len(texts) <= MAXIMUM:
        yield f"{where}: {len(texts)} hypotheses"
    if len(set(texts)) != len(texts) or not all(texts):
        yield f"{where}: equal or empty hypotheses"
    if any(list(hypothesis) != ["text", "total"] for hypothesis in hypotheses):
        yield f"{where}: costs other than the total"


def check_twins(whisper, pocketsphinx):
    """Breaches of the promise that both recognizers hear the same sentences by the same voices."""
    twins = {utterance["id"].rpartition("-")[2]: utterance for utterance in pocketsphinx}
    for utterance in whisper:
        number = utterance["id"].rpartition("-")[2]
        twin = twins.get(number)
        if twin is None:
            yield f"{utterance['id']}: PocketSphinx has none of this number"
            continue
        if normalize(utterance["reference"]) != twin["reference"]:
            yield f"{utterance['id']}: the reference is not that of {twin['id']}"
        for key in ("voice", "speed", "snr", "source"):
            if utterance[key] != twin[key]:
                yield f"{utterance['id']}: {key} is not that of {twin['id']}"
    if len(whisper) != len(pocketsphinx):
        yield f"{whisper[0]['id']} and on: {len(whisper)} utterances, not {len(pocketsphinx)}"


def errors(utterance):
    """Word errors of every hypothesis."""
    reference = compared(utterance["reference"]).split()
    return [
        Levenshtein.distance(reference, compared(hypothesis["text"]).split())
        for hypothesis in utterance["hypotheses"]
    ]


def rates(utterances):
    """Oracle WER in percent at each size of `ORACLES`; the first is the first pass's WER."""
    counts, words = Counter(), 0
    for utterance in utterances:
        all_errors = errors(utterance)
        words += len(compared(utterance["reference"]).split())
        for size in ORACLES:
            counts[size] += min(all_errors[:size])
    return [100 * counts[size] / words for size in ORACLES], words


def table(head, rows):
    """A Markdown table, numbers to the right."""
    align = "|".join("---" if column == 0 else "---:" for column in range(len(head)))
    body = [head, None, *rows]
    return "".join(
        f"|{align}|\n" if row is None else "| " + " | ".join(map(str, row)) + " |\n" for row in body
    )


def summary(corpora):
    """The tables of Corpora/README.md."""
    for recognizer, names in RECOGNIZERS.items():
        heard = {name: corpora[name] for name in names if name in corpora}
        if heard:
            yield f"\n### {recognizer}\n\n"
            yield from counts(heard)
            yield from word_errors(heard)
            yield from voices(heard)
            yield from noises(heard)
            yield from rooms(heard)


def counts(corpora):
    """How many utterances, sentences, voices and hypotheses each corpus has."""
    rows = []
    for name, utterances in corpora.items():
        sentences = {(u["reference"], u["source"]) for u in utterances}
        sources = Counter("written" if source == "written" else "template" for _, source in sentences)
        voices = Counter(u["voice"] for u in utterances)
        held_out = sum(voices[voice] for voice in HELD_OUT)
        rows.append([
            f"`{name}`", len(utterances), len(sentences), sources["written"], sources["template"],
            len({source for _, source in sentences} - {"written"}), len(voices),
            f"{100 * held_out / len(utterances):.0f} %",
            f"{sum(len(u['hypotheses']) for u in utterances) / len(utterances):.1f}",
        ])
    total = [sum(row[column] for row in rows) for column in range(1, 6)]
    rows.append(["all", *total, "", "", ""])
    yield table(
        ["corpus", "utterances", "sentences", "written one by one", "from templates", "templates",
         "voices", "by held-out voices", "hypotheses a list"], rows)


def word_errors(corpora):
    """The first pass's word error rate and what a better choice could make of it."""
    yield "\nWord error rates in percent; oracle@n is the best of the first n hypotheses.\n\n"
    rows = []
    for name, utterances in corpora.items():
        percent, words = rates(utterances)
        exact = sum(min(errors(u)) == 0 for u in utterances) / len(utterances)
        rows.append([f"`{name}`", words, *(f"{rate:.2f}" for rate in percent), f"{100 * exact:.0f} %"])
    yield table(
        ["corpus", "reference words", "first pass = oracle@1", "oracle@5", "oracle@10", "oracle@20",
         "reference in list"], rows)


def breakdown(head, corpora, values, key):
    """A table of rates and counts: a row for each value of a field, a column for each corpus."""
    rows = []
    for label, value in values:
        cells = [label]
        for utterances in corpora.values():
            mine = [u for u in utterances if key(u) == value]
            percent = rates(mine)[0] if mine else None
            cells.append(f"{percent[0]:.1f} ({percent[-1]:.1f}), {len(mine)}" if mine else "–")
        rows.append(cells)
    return table([head, *(f"`{name}`" for name in corpora)], rows)


def voices(corpora):
    """Rates by voice."""
    yield "\nBy voice, first pass and (oracle@20), with the number of utterances:\n\n"
    spoken = sorted({u["voice"] for utterances in corpora.values() for u in utterances})
    labels = [(f"{voice}{' (held out)' if voice in HELD_OUT else ''}", voice) for voice in spoken]
    yield breakdown("voice", corpora, labels, lambda utterance: utterance["voice"])


def noises(corpora):
    """Rates by noise."""
    yield "\nBy signal-to-noise ratio, first pass and (oracle@20), all corpora:\n\n"
    rows = []
    everything = [u for utterances in corpora.values() for u in utterances]
    for snr in sorted({u["snr"] for u in everything}, key=lambda snr: -(snr or 99)):
        mine = [u for u in everything if u["snr"] == snr]
        percent = rates(mine)[0]
        rows.append([f"{snr} dB" if snr else "clean", len(mine),
                     f"{percent[0]:.1f} ({percent[-1]:.1f})"])
    yield table(["noise", "utterances", "WER"], rows)


def rooms(corpora):
    """Rates by room and the number of settings, of the corpora that have rooms."""
    placed = {
        name: utterances for name, utterances in corpora.items()
        if any(utterance.get("room") in ROOMS for utterance in utterances)
    }
    if not placed:
        return
    yield "\nBy room, first pass and (oracle@20), with the number of utterances:\n\n"
    values = [(room, room) for room in ("booth", *ROOMS)]
    yield breakdown("room", placed, values, lambda utterance: utterance["room"])
    yield "\nSpeakers, and settings (a speaker in a room) that can be resampled as wholes:\n\n"
    rows = []
    for name, utterances in placed.items():
        settings = Counter(utterance["setting"] for utterance in utterances)
        speakers = {utterance["speaker"] for utterance in utterances}
        rows.append([f"`{name}`", len(speakers), len(settings), min(settings.values()),
                     max(settings.values())])
    yield table(["corpus", "speakers", "settings", "fewest utterances", "most"], rows)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="put the tables into the README")
    options = parser.parse_args()
    names = [name for names in RECOGNIZERS.values() for name in names]
    corpora = {name: load(name) for name in names if (ROOT / "Data" / f"{name}.jsonl.gz").exists()}
    breaches = list(check(corpora))
    if breaches:
        sys.exit("\n".join(breaches[:20]) + f"\n{len(breaches)} breaches")
    text = "".join(summary(corpora))
    if options.write:
        path = ROOT / "README.md"
        before, _, rest = path.read_text(encoding="utf-8").partition(MARKS[0])
        _, _, after = rest.partition(MARKS[1])
        path.write_text(before + MARKS[0] + text + MARKS[1] + after, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
