"""Builds the corpora: speaks sentences, recognizes them, writes N-best lists.

    build.py build messaging-dev messaging-test narrative-test messaging-train
    build.py build messaging-whisper-dev …      the same speech as Whisper hears it
    build.py build own --text FILE --label NAME --output FOLDER
                               sentences of your own: NAME-pocketsphinx and NAME-whisper
    build.py build books --text TEXT --count 6000 --output FILE
    build.py emit …            writes what is in the journals, without working on

Work goes to journals in --work, a line an utterance; a killed run goes on where it was.
"""

import argparse
import gzip
import io
import json
import multiprocessing
import os
import re
import sys
import tempfile
import time
from pathlib import Path

import sentences
from sentences import Task, choose, digest

VERSION = 1
ROOT = Path(__file__).resolve().parent.parent
MESSAGING = ("messaging-train", "messaging-dev", "messaging-test")
PLANS = MESSAGING + ("narrative-test", "service-test", "books")
WHISPER = {plan.replace("-", "-whisper-"): plan for plan in PLANS if plan != "books"}
BOOK_SENTENCES = 6000
OWN = {"own-pocketsphinx": "own", "own-whisper": "own"}
CORPORA = PLANS + tuple(WHISPER) + ("own",)

# The first corpora, whose lines say less: neither room nor speaker.
FIRST = MESSAGING + ("narrative-test", "books")


def plan_of(name):
    """The plan that a corpus shares with the other recognizer's: the same ids, sentences, voices."""
    return WHISPER.get(name) or OWN.get(name, name)


def is_whisper(name):
    """Whether Whisper hears the corpus, or else PocketSphinx."""
    return "-whisper" in name


def tasks_of(name, options):
    """The plan of a corpus, in the order of its ids; with --limit only its beginning."""
    return whole_plan(name, options)[: options.limit]


def whole_plan(name, options):
    """All tasks of a corpus."""
    folder = ROOT / "Sentences"
    name = plan_of(name)
    if name in MESSAGING:
        splits = sentences.messaging_splits(
            folder / "messaging-written.txt", folder / "messaging-templates.txt"
        )
        chosen = splits[name.removeprefix("messaging-")]
        return sentences.plan(name, chosen, sentences.TARGETS[name])
    if name in ("narrative-test", "service-test"):
        path = folder / f"{name.removesuffix('-test')}-written.txt"
        return sentences.plan(name, dict.fromkeys(sentences.read_written(path)))
    if not options.text:
        raise SystemExit(f"{name}: --text FILE is missing")
    if name == "own":
        return sentences.plan(name, sentences.read_own(options.text), options.count)
    count = options.count or BOOK_SENTENCES
    return [
        Task(sentence, 0)
        for sentence in sentences.book_sentences(options.text, count, options.skip)
    ]


def voices_of(name, task):
    """The voices that may speak the task, best choice first.

    Train, dev and books know the familiar voices only. In the messaging test held-out voices
    speak one repetition of a sentence and familiar ones the other; repetitions never share a voice.
    """
    from speak import FAMILIAR, HELD_OUT, TESTS, VOICES

    name = plan_of(name)
    text = task.sentence.text
    pool, turn = FAMILIAR, task.repetition
    if name == "messaging-test":
        is_held_out = (digest("held out", text) + task.repetition) % 2 == 0
        pool, turn = (HELD_OUT if is_held_out else FAMILIAR), task.repetition // 2
    elif name == "narrative-test":
        pool = TESTS
    elif name in ("service-test", "own"):
        pool = tuple(VOICES)
    order = sorted(pool, key=lambda voice: digest("voice", text, voice))
    turn %= len(order)
    return order[turn:] + order[:turn]


def room_of(name, task):
    """Where the microphone stands: one of `rooms.ROOMS`, or None (a booth) for speech as it is made.

    Half of what Whisper hears of the first tests is as PocketSphinx heard it.
    """
    from rooms import ROOMS

    text = task.sentence.text
    if plan_of(name) in ("service-test", "own"):
        return choose((None, *ROOMS), "room", text, task.repetition)
    if is_whisper(name) and name.endswith("-test"):
        return choose((None,) * len(ROOMS) + tuple(ROOMS), "room", text, task.repetition)
    return None


def make(name, task, speaker, recognizer):
    """One finished utterance without its id, or None where no voice is understood at all."""
    from rooms import place
    from speak import NOISES, SPEEDS, pcm

    text = task.sentence.text
    for voice in voices_of(name, task):
        speed = choose(SPEEDS, "speed", text, task.repetition, voice)
        snr = choose(NOISES, "snr", text, task.repetition, voice)
        room = room_of(name, task)
        try:
            samples = speaker.speak(text, voice, speed, snr)
            if room:
                samples = place(samples, room, speaker, text, task.repetition)
        except (OSError, ValueError) as error:
            print(f"{voice} cannot speak {text!r}: {error}", file=sys.stderr)
            continue
        hypotheses, best = recognizer.decode(pcm(samples))
        if hypotheses:
            utterance = {
                "reference": text,
                "hypotheses": hypotheses,
                "voice": voice,
                "speed": speed,
                "snr": snr,
                "room": room,
                "source": task.sentence.source,
            }
            return {"key": task.key, "utterance": utterance, "agrees": hypotheses[0]["text"] == best}
        print(f"{voice} is not understood: {text!r}", file=sys.stderr)
    return {"key": task.key, "utterance": None, "agrees": False}


def read_journals(work, label):
    """The finished lines of all shards by key; a line cut short by a kill is left out."""
    done = {}
    for path in sorted(Path(work).glob(f"{label}.shard*.jsonl")):
        with open(path, encoding="utf-8") as file:
            for line in file:
                if line.endswith("\n"):
                    try:
                        record = json.loads(line)
                    except json.JSONDecodeError:
                        continue
                    done[record["key"]] = record
    return done


def work_shard(name, label, work, tasks, shard):
    """Makes the tasks one after the other and appends each to the shard's journal."""
    from speak import Speaker

    if is_whisper(name):
        from decode_whisper import Recognizer
    else:
        from decode import Recognizer

    parent = os.getppid()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    path = Path(work) / f"{label}.shard{shard}.jsonl"
    with tempfile.TemporaryDirectory(dir=memory) as folder, open(path, "ab+") as journal:
        # A line that a kill cut short is ended here, so that the next begins on its own.
        if journal.tell():
            journal.seek(-1, os.SEEK_END)
            if journal.read(1) != b"\n":
                journal.write(b"\n")
        speaker, recognizer = Speaker(folder), Recognizer(folder)
        for task in tasks:
            if os.getppid() != parent:
                raise SystemExit("the builder was killed")
            record = make(name, task, speaker, recognizer)
            journal.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
            journal.flush()


def build(name, options):
    """Makes what is missing of one corpus with --jobs processes."""
    label = options.label or name
    os.makedirs(options.work, exist_ok=True)
    tasks = tasks_of(name, options)
    done = read_journals(options.work, label)
    missing = [task for task in tasks if task.key not in done]
    print(f"{label}: {len(tasks)} utterances, {len(missing)} to make", flush=True)
    processes = [
        multiprocessing.Process(
            target=work_shard,
            args=(name, label, options.work, missing[shard :: options.jobs], shard),
            daemon=True,
        )
        for shard in range(options.jobs)
    ]
    start = time.monotonic()
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        for process in processes:
            process.join(timeout=30)
        made = len(read_journals(options.work, label)) - len(done)
        rate = made / (time.monotonic() - start)
        left = (len(missing) - made) / rate if made > 0 else float("nan")
        print(f"{label}: {made} of {len(missing)}, {rate:.2f}/s, {left:.0f} s left", flush=True)
    if any(process.exitcode for process in processes):
        raise SystemExit(f"{label}: a process failed; run again to go on")


def finished(name, identifier, task, utterance):
    """The corpus's line of an utterance that a journal holds, which has all of Whisper's beam."""
    from speak import VOICES

    line = {"version": VERSION, "id": identifier, **utterance}
    if is_whisper(name):
        from lists import nbest

        line["reference"] = task.sentence.written
        line["hypotheses"] = nbest(utterance["hypotheses"])
    room = line.pop("room") or "booth"
    if name not in FIRST:
        speaker = VOICES[line["voice"]].speaker
        line |= {"speaker": speaker, "room": room, "setting": f"{speaker}/{room}"}
    return line


def emit(name, options):
    """Writes the corpus from the journals: whole or not at all, the same bytes each time."""
    label = options.label or name
    done = read_journals(options.work, label)
    text = io.StringIO()
    count = agreeing = failed = 0
    tasks = tasks_of(name, options)
    for number, task in enumerate(tasks, 1):
        record = done.get(task.key)
        if record is None:
            continue
        if record["utterance"] is None:
            failed += 1
            continue
        line = finished(name, f"{label}-{number:05d}", task, record["utterance"])
        text.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        count += 1
        agreeing += record["agrees"]
    output = Path(options.output) if options.output else ROOT / "Data" / f"{label}.jsonl.gz"
    partial = output.with_name(output.name + ".partial")
    # No name and no time in the header: equal content gives equal bytes.
    with open(partial, "wb") as file:
        with gzip.GzipFile("", "wb", compresslevel=9, fileobj=file, mtime=0) as packed:
            packed.write(text.getvalue().encode())
    os.replace(partial, output)
    print(
        f"{output}: {count} of {len(tasks)} utterances ({failed} not understood);"
        f" in {agreeing} the first is also hyp()"
    )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("build", "emit"), help="build ends with emit")
    parser.add_argument("corpora", nargs="+", choices=CORPORA, metavar="CORPUS", help=", ".join(CORPORA))
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--work", default="Work/corpora", help="folder of the journals")
    parser.add_argument("--output", help="the file to write, for one corpus; own: the folder")
    parser.add_argument("--label", help="name in ids and journals, for one corpus")
    parser.add_argument("--limit", type=int, help="stop after the plan's first LIMIT utterances")
    parser.add_argument(
        "--text",
        help="own: sentences, one a line; books: a text with one paragraph a line, may be .xz",
    )
    parser.add_argument(
        "--count", type=int,
        help="own: number of utterances, by different voices where it is more than the sentences"
        f" (default: each once); books: number of sentences (default {BOOK_SENTENCES})",
    )
    parser.add_argument("--skip", type=int, default=0, help="books: sentences to leave out first")
    options = parser.parse_args()
    if len(options.corpora) > 1 and (options.output or options.label):
        parser.error("--output and --label are for one corpus")
    if options.label and not re.fullmatch(r"[\w.-]+", options.label):
        parser.error(f"--label: expected letters, digits and . _ -, found {options.label!r}")
    for option in ("count", "limit", "jobs"):
        value = getattr(options, option)
        if value is not None and value < 1:
            parser.error(f"--{option}: expected at least 1, found {value}")
    for name in options.corpora:
        for corpus, settings in recognized(name, options):
            if options.command == "build":
                build(corpus, settings)
            emit(corpus, settings)


def recognized(name, options):
    """The corpora that a name on the command line stands for, with their options."""
    if name != "own":
        return [(name, options)]
    label, folder = options.label or "own", Path(options.output or ".")
    folder.mkdir(parents=True, exist_ok=True)
    pairs = []
    for corpus in OWN:
        settings = argparse.Namespace(**vars(options))
        settings.label = corpus.replace("own", label, 1)
        settings.output = folder / f"{settings.label}.jsonl.gz"
        pairs.append((corpus, settings))
    return pairs


if __name__ == "__main__":
    main()
