"""Builds the corpora: speaks sentences, recognises them, writes N-best lists.

    build.py build messaging-dev messaging-test narrative-test messaging-train
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
import sys
import tempfile
import time
from pathlib import Path

import sentences
from sentences import Task, choose, digest

VERSION = 1
ROOT = Path(__file__).resolve().parent.parent
MESSAGING = ("messaging-train", "messaging-dev", "messaging-test")
CORPORA = MESSAGING + ("narrative-test", "books")


def tasks_of(name, options):
    """The plan of a corpus, in the order of its ids; with --limit only its beginning."""
    return whole_plan(name, options)[: options.limit]


def whole_plan(name, options):
    """All tasks of a corpus."""
    folder = ROOT / "Sentences"
    if name in MESSAGING:
        splits = sentences.messaging_splits(
            folder / "messaging-written.txt", folder / "messaging-templates.txt"
        )
        chosen = splits[name.removeprefix("messaging-")]
        return sentences.plan(name, chosen, sentences.TARGETS[name])
    if name == "narrative-test":
        chosen = dict.fromkeys(sentences.read_written(folder / "narrative-written.txt"))
        return sentences.plan(name, chosen)
    if not options.text:
        raise SystemExit("books: --text FILE is missing")
    return [
        Task(sentence, 0)
        for sentence in sentences.book_sentences(options.text, options.count, options.skip)
    ]


def voices_of(name, task):
    """The voices that may speak the task, best choice first.

    Train, dev and books know the familiar voices only. In the messaging test held-out voices
    speak one repetition of a sentence and familiar ones the other; repetitions never share a voice.
    """
    from speak import FAMILIAR, HELD_OUT, VOICES

    text = task.sentence.text
    pool, turn = FAMILIAR, task.repetition
    if name == "messaging-test":
        is_held_out = (digest("held out", text) + task.repetition) % 2 == 0
        pool, turn = (HELD_OUT if is_held_out else FAMILIAR), task.repetition // 2
    elif name == "narrative-test":
        pool = tuple(VOICES)
    order = sorted(pool, key=lambda voice: digest("voice", text, voice))
    turn %= len(order)
    return order[turn:] + order[:turn]


def make(name, task, speaker, recogniser):
    """One finished utterance without its id, or None where no voice is understood at all."""
    from speak import NOISES, SPEEDS, pcm

    text = task.sentence.text
    for voice in voices_of(name, task):
        speed = choose(SPEEDS, "speed", text, task.repetition, voice)
        snr = choose(NOISES, "snr", text, task.repetition, voice)
        try:
            samples = speaker.speak(text, voice, speed, snr)
        except (OSError, ValueError) as error:
            print(f"{voice} cannot speak {text!r}: {error}", file=sys.stderr)
            continue
        hypotheses, best = recogniser.decode(pcm(samples))
        if hypotheses:
            utterance = {
                "reference": text,
                "hypotheses": hypotheses,
                "voice": voice,
                "speed": speed,
                "snr": snr,
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
    from decode import Recogniser
    from speak import Speaker

    parent = os.getppid()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    path = Path(work) / f"{label}.shard{shard}.jsonl"
    with tempfile.TemporaryDirectory(dir=memory) as folder, open(path, "ab+") as journal:
        # A line that a kill cut short is ended here, so that the next begins on its own.
        if journal.tell():
            journal.seek(-1, os.SEEK_END)
            if journal.read(1) != b"\n":
                journal.write(b"\n")
        speaker, recogniser = Speaker(folder), Recogniser(folder)
        for task in tasks:
            if os.getppid() != parent:
                raise SystemExit("the builder was killed")
            record = make(name, task, speaker, recogniser)
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
        line = {"version": VERSION, "id": f"{label}-{number:05d}", **record["utterance"]}
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
    parser.add_argument("--output", help="the file to write, for one corpus")
    parser.add_argument("--label", help="name in ids and journals, for one corpus")
    parser.add_argument("--limit", type=int, help="stop after the plan's first LIMIT utterances")
    parser.add_argument("--text", help="books: a text with one paragraph a line, may be .xz")
    parser.add_argument("--count", type=int, default=6000, help="books: number of sentences")
    parser.add_argument("--skip", type=int, default=0, help="books: sentences to leave out first")
    options = parser.parse_args()
    if len(options.corpora) > 1 and (options.output or options.label):
        parser.error("--output and --label are for one corpus")
    for name in options.corpora:
        if options.command == "build":
            build(name, options)
        emit(name, options)


if __name__ == "__main__":
    main()
