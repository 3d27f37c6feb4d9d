"""Callables as models: what they are given, and what becomes of what they do."""
import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
import traceback

import mondegreen
import pytest


def length(texts):
    return [float(len(text)) for text in texts]


OPTIONS = dict(
    draws=1, n_best_draws=1, resamples=100, cases=3, counterexamples=0, strength=1, tune_on="messaging-dev")


def small(lists, models, **more):
    return mondegreen.report(lists, models=models, **{**OPTIONS, "limit": 5, **more})


def test_a_callable_chooses_as_the_same_program_does(lists, tmp_path):
    # The committed server of twenty lines computes the same costs in a process of its own.
    script = tmp_path / "score.py"
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "ProcessServers", "score.py")) as file:
        script.write_text(file.read())
    command = json.dumps([sys.executable, str(script)])
    both = small(lists, {"here": length, "there": f"process:{command}"})
    here, there = (
        {row["condition"]: row["wer"] for row in both.matrix() if row["model"] == name}
        for name in ("here", "there"))
    assert here == there
    assert len(here) > 3


def test_the_callable_decides(lists):
    right = {one["reference"] for one in lists}
    good = small(lists, {"good": lambda texts: [0.0 if text in right else 9.0 for text in texts]},
                 tune_on=lists)
    bad = small(lists, {"bad": lambda texts: [9.0 if text in right else 0.0 for text in texts]},
                tune_on=lists)
    clean = [
        next(row["wer"] for row in report.matrix() if row["condition"] == "clean" and row["model"] == name)
        for report, name in ((good, "good"), (bad, "bad"))]
    assert clean[0] == 0
    assert clean[1] > 0


def test_batches_are_lists_of_texts_of_the_size_asked_for(lists):
    sizes, kinds = [], set()

    def score(texts):
        sizes.append(len(texts))
        kinds.update(type(text) for text in texts)
        assert type(texts) is list
        return length(texts)

    small(lists, {"mine": score}, batch_size=3)
    assert max(sizes) == 3
    assert kinds == {str}


def test_the_callable_sees_texts_of_lists_and_not_the_greeting(lists):
    seen = set()

    def score(texts):
        seen.update(texts)
        return length(texts)

    # The first request of the protocol has a text of its own; every text here has more than one word.
    small(lists, {"mine": score})
    assert seen
    assert all(" " in text for text in seen)


def test_arrays_are_costs(lists):
    class Tensor:
        """What NumPy's arrays and PyTorch's tensors have in common."""

        def __init__(self, values):
            self.values = values

        def tolist(self):
            return self.values

    wrapped = small(lists, {"mine": lambda texts: Tensor(length(texts))})
    assert wrapped.matrix() == small(lists, {"mine": length}).matrix()


def test_an_exception_is_raised_with_its_traceback(lists):
    class OutOfMemory(RuntimeError):
        pass

    def deep_inside(texts):
        raise OutOfMemory("no memory for " + texts[0])

    def score(texts):
        return deep_inside(texts)

    with pytest.raises(OutOfMemory, match="no memory for ") as caught:
        small(lists, {"mine": score})
    names = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert names[-2:] == ["score", "deep_inside"]
    # Nothing that was started for it is left.
    deadline = time.monotonic() + 10
    while any(sys.prefix in line for line in running("_relay.py")) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [line for line in running("_relay.py") if sys.prefix in line]


def test_wrong_answers_are_named(lists):
    with pytest.raises(TypeError, match="mine: expected a list of .* costs, found float"):
        small(lists, {"mine": lambda texts: 1.0})
    with pytest.raises(TypeError, match="mine: expected a list of numbers as costs, found \\['x'"):
        small(lists, {"mine": lambda texts: ["x"] * len(texts)})
    with pytest.raises(mondegreen.MondegreenError, match="mine.*expected") as caught:
        small(lists, {"mine": lambda texts: [1.0]}, batch_size=None)
    assert caught.value.status in (65, 69)
    with pytest.raises(mondegreen.MondegreenError, match="(?i)nan"):
        small(lists, {"mine": lambda texts: [float("nan")] * len(texts)})


def test_what_is_no_model_is_refused_before_anything_runs(lists):
    with pytest.raises(TypeError, match="expected a callable or a model's name as \"mine\", found int"):
        mondegreen.report(lists, models={"mine": 3})
    with pytest.raises(ValueError, match="expected a model's name without"):
        mondegreen.report(lists, models={"a=b": length})
    with pytest.raises(TypeError, match="give callables names"):
        mondegreen.report(lists, models=[length])
    with pytest.raises(ValueError, match="batch_size: expected at least 1, found 0"):
        mondegreen.report(lists, models={"mine": length}, batch_size=0)


def test_bad_lists_are_named(lists, tmp_path):
    with pytest.raises(ValueError, match="expected at least one utterance, found none"):
        mondegreen.report([], models={"mine": length})
    with pytest.raises(TypeError, match="utterance 1: expected a list as \"hypotheses\", found str"):
        mondegreen.report([{"reference": "a", "hypotheses": "a"}], models={"mine": length})
    with pytest.raises(TypeError, match="found one dictionary"):
        mondegreen.report(lists[0], models={"mine": length})
    with pytest.raises(mondegreen.MondegreenError, match="no such file") as caught:
        mondegreen.report(str(tmp_path / "none.jsonl"), models={"mine": length})
    assert caught.value.status == 66
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"version":1}\n')
    with pytest.raises(mondegreen.MondegreenError, match="bad.jsonl:1|line 1") as caught:
        mondegreen.report(bad, models={"mine": length})
    assert caught.value.status == 65


def test_unknown_options_are_bad_usage(lists):
    with pytest.raises(mondegreen.MondegreenError, match="--no-such-option") as caught:
        small(lists, {"mine": length}, no_such_option=3)
    assert caught.value.status == 64


def running(word):
    """Command lines of this user's processes that hold a word."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            try:
                with open(f"/proc/{name}/cmdline", "rb") as file:
                    line = file.read().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if word in line:
                found.append(line)
    return found


def test_ctrl_c_ends_the_child_and_is_raised(lists, tmp_path):
    script = tmp_path / "long.py"
    script.write_text(textwrap.dedent("""
        import sys, time
        import mondegreen

        def score(texts):
            print("asked", flush=True)
            time.sleep(0.3)
            return [float(len(text)) for text in texts]

        try:
            mondegreen.report("messaging-test", models={"mine": score}, output=sys.argv[1], batch_size=4)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
            sys.exit(7)
    """))
    output = str(tmp_path / "marked-output-folder")
    child = subprocess.Popen(
        [sys.executable, str(script), output], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert child.stdout.readline() == "asked\n"
    assert running("marked-output-folder")
    os.killpg(child.pid, signal.SIGINT)
    rest = child.stdout.read()
    assert child.wait(20) == 7
    assert rest.endswith("interrupted\n")
    deadline = time.monotonic() + 10
    while running("marked-output-folder") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert running("marked-output-folder") == []


def test_two_callables_are_told_apart_and_the_record_is_repeatable(lists):
    def other(texts):
        return [-float(len(text)) for text in texts]

    first = small(lists, {"long": other, "short": length})
    again = small(lists, {"long": other, "short": length})
    digests = [model["identity"]["digest"] for model in first["models"]]
    assert len(set(digests)) == len(digests)
    strip = re.compile(r"/tmp/mondegreen-[^/]*/")
    assert strip.sub("", json.dumps(first)) == strip.sub("", json.dumps(again))
