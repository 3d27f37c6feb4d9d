"""Reports, verdicts and the command, as somebody meets them who installed the wheel."""
import base64
import hashlib
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import types
from html.parser import HTMLParser

import mondegreen
import pytest

FAST = dict(draws=1, n_best_draws=1, resamples=100, cases=4, strength=1)


def length(texts):
    return [float(len(text)) for text in texts]


def test_the_command_is_installed():
    command = os.path.join(os.path.dirname(sys.executable), "mondegreen")
    told = subprocess.run([command, "--version"], capture_output=True, text=True)
    assert told.returncode == 0
    assert told.stdout.startswith(mondegreen.__version__ + " (commit ")
    module = subprocess.run([sys.executable, "-m", "mondegreen", "--version"], capture_output=True, text=True)
    assert module.stdout == told.stdout
    assert subprocess.run([command, "doctor", "--json"], capture_output=True).returncode == 0
    assert subprocess.run([command, "reprot"], capture_output=True).returncode == 64


def test_the_wheel_says_what_is_in_it():
    distribution = importlib.metadata.distribution("mondegreen")
    assert re.search(r"^Tag: py3-none-manylinux_2_36_\w+$", distribution.read_text("WHEEL"), re.MULTILINE)
    hashed = [file for file in distribution.files if file.hash is not None and "__pycache__" not in str(file)]
    assert any(str(file).endswith("_installed/bin/mondegreen") for file in hashed)
    for file in hashed:
        found = hashlib.sha256(file.read_binary()).digest()
        assert base64.urlsafe_b64encode(found).rstrip(b"=").decode() == file.hash.value, file
    # Nothing that was installed is missing in the record.
    folder = os.path.dirname(mondegreen.__file__)
    listed = {os.path.realpath(file.locate()) for file in distribution.files}
    for parent, _, names in os.walk(folder):
        for name in names:
            assert os.path.realpath(os.path.join(parent, name)) in listed or "__pycache__" in parent


def test_a_missing_program_is_said(monkeypatch):
    monkeypatch.setenv("MONDEGREEN_PROGRAM", "/no/such/program")
    with pytest.raises(FileNotFoundError):
        mondegreen.check("messaging-test", "lora")


def test_a_report_has_record_files_and_matrix(lists, tmp_path):
    report = mondegreen.report(lists, models={"mine": length, "lora": "lora"}, output=tmp_path / "out", **FAST)
    assert report["version"] == 4
    assert report["corpora"][0]["utterances"] == len(lists)
    assert {row["model"] for row in report.matrix()} == {"first-pass", "mine", "lora"}
    assert report["provenance"]["configuration"]["seed"] == 1
    assert json.loads(report.files["report.json"]) == report
    assert "<html" in report.html
    assert report.requirements is None
    saved = report.save(tmp_path / "copy")
    for name in ("report.html", "report.json", "report.md", "report.csv"):
        with open(os.path.join(saved, name), "rb") as copy, open(tmp_path / "out" / name, "rb") as written:
            assert copy.read() == written.read()


class Table(HTMLParser):
    """The cells of a page's tables, and whether every element is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.cells = [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        if tag not in ("br", "progress"):
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and ("td" in self.open or "th" in self.open):
            self.cells[-1] += data


def test_a_notebook_shows_the_matrix(lists):
    report = mondegreen.report(lists, models={"<mine> & co": length}, **FAST)
    table = Table(report._repr_html_())
    assert "<mine> & co" in table.cells
    assert "clean" in table.cells
    row = next(row for row in report.matrix() if row["model"] == "first-pass" and row["condition"] == "clean")
    wrong, words = 0, 0
    for one in lists:
        wrong += sum(a != b for a, b in zip(one["reference"].split(), one["hypotheses"][0]["text"].split()))
        words += len(one["reference"].split())
    # Each first hypothesis has as many words as its reference, so substitutions are all there is.
    assert row["wer"] == pytest.approx(wrong / words)
    assert any(cell.startswith(f"{100 * wrong / words:.1f}") for cell in table.cells)


def test_several_corpora_and_requirements(tmp_path):
    report = mondegreen.report(
        ["messaging-test", "narrative-test"], models="lora", limit=8, require=["wer <= 0.1%"], **FAST)
    assert [corpus["name"] for corpus in report["corpora"]] == ["messaging-test", "narrative-test"]
    assert report.requirements in ("missed", "undecided")


def test_progress_comes_to_whoever_asks(lists, capsys, monkeypatch):
    steps = []
    mondegreen.report(lists, models={"mine": length}, progress=lambda *step: steps.append(step), **FAST)
    stages, done, total = zip(*steps)
    assert total[-1] == done[-1] > 0
    assert capsys.readouterr().err == ""
    mondegreen.report(lists, models={"mine": length}, progress=True, **FAST)
    assert "█" in capsys.readouterr().err
    mondegreen.report(lists, models={"mine": length}, **FAST)
    assert "█" not in capsys.readouterr().err


def test_progress_in_a_notebook_is_a_bar_that_goes(lists, monkeypatch):
    shown = []

    class Handle:
        def update(self, value):
            shown.append(value.data)

    class HTML:
        def __init__(self, data):
            self.data = data

    kernel = types.SimpleNamespace(kernel=object())
    ipython = types.ModuleType("IPython")
    ipython.get_ipython = lambda: kernel
    display = types.ModuleType("IPython.display")
    display.display = lambda *values, **options: Handle()
    display.HTML = HTML
    ipython.display = display
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    mondegreen.report(lists, models={"mine": length}, **FAST)
    assert any("<progress" in one for one in shown)
    assert shown[-1] == ""


def test_a_check_is_true_or_tells_the_smallest_list():
    passing = mondegreen.check("messaging-test", "lora", property="order-invariance", cases=5)
    assert passing
    assert passing.outcome == "passed"
    assert passing["findings"][0]["finding"]["cases"] == 5

    def moody(texts):
        return [float(len(text)) + (len(texts) % 2) for text in texts]

    failing = mondegreen.check("messaging-test", {"moody": moody}, property="batch-invariance", cases=20)
    assert not failing
    assert failing.outcome == "failed"
    assert "batch-invariance fails for moody" in failing.text
    assert failing.failures[0]["finding"]["property"] == "batch-invariance"


def test_fixtures_are_kept(tmp_path):
    def backwards(texts):
        return [-float(len(text)) for text in texts]

    verdict = mondegreen.check(
        "messaging-test", {"mine": backwards}, property="rank-stability", cases=30, allow=0,
        fixtures=tmp_path / "kept")
    assert verdict.outcome in ("passed", "failed")
    for path in verdict.written:
        with open(path) as file:
            assert json.load(file)["property"] == "rank-stability"


def test_the_plug_in_offers_assert_robust(pytester):
    pytester.makepyfile(test_gate="""
        def length(texts):
            return [float(len(text)) for text in texts]

        def moody(texts):
            return [float(len(text)) + (len(texts) % 2) for text in texts]

        def test_good(assert_robust):
            verdict = assert_robust(length, property="order-invariance", cases=5)
            assert verdict.outcome == "passed"

        def test_bad(assert_robust):
            assert_robust(moody, property="batch-invariance", cases=20)
    """)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*batch-invariance fails for moody in * of * cases*"])
    # The traceback ends in the test: how the plug-in works is nobody's concern.
    result.stdout.no_fnmatch_line("*_checking.py*")
