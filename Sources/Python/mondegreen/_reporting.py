"""``mondegreen.report``: the whole examination."""
from __future__ import annotations

import contextlib
import html
import json
import os
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from . import _corpora, _models
from ._progress import Progress, shown
from ._run import Option, Run, scratch, words


class Report(Dict[str, Any]):
    """The record of a run (``report.json``) as dictionaries, and the files that show it.

    - ``files``: contents by name: "report.html", "report.md", "report.csv", "selections.jsonl.gz", ...
    - ``requirements``: "met", "missed", "undecided", or None without ``require``.
    - ``notices``: what the program remarked on the way.

    In a notebook it shows its matrix: models, and their WER and skill under each condition.
    """

    def __init__(
        self, record: Mapping[str, Any], files: Mapping[str, bytes], requirements: Optional[str] = None,
        notices: Sequence[str] = ()
    ) -> None:
        super().__init__(record)
        self.files = dict(files)
        self.requirements = requirements
        self.notices = list(notices)

    @property
    def html(self) -> str:
        """The page, as report.html has it."""
        return self.files["report.html"].decode("utf-8")

    @property
    def markdown(self) -> str:
        """The summary for a pull request, as report.md has it."""
        return self.files["report.md"].decode("utf-8")

    def save(self, folder: Union[str, "os.PathLike[str]"]) -> str:
        """Writes all files into a folder, which is made if it is missing, and returns its path."""
        for name, data in self.files.items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)
        return os.fspath(folder)

    def matrix(self, corpus: int = 0) -> List[Dict[str, Any]]:
        """A row for each model and condition of a corpus, for a data frame.

        Each has "model", "condition", "wer", "wer_lower", "wer_upper", "skill", "skill_kept"; shares are
        fractions, and what is unknown is None. Perturbed figures are as heard.
        """
        rows: List[Dict[str, Any]] = []
        for result in self["corpora"][corpus]["models"]:
            figures: List[Tuple[str, Mapping[str, Any]]] = [("clean", result["clean"])]
            figures += [
                (_title(one["condition"]), one) for one in result["perturbed"]
                if one.get("counting", "asHeard") == "asHeard"]
            for title, figure in figures:
                wer = figure.get("wer") or {}
                rows.append({
                    "model": result["model"], "condition": title, "wer": wer.get("value"),
                    "wer_lower": wer.get("lower"), "wer_upper": wer.get("upper"),
                    "skill": (figure.get("skill") or {}).get("value"),
                    "skill_kept": (figure.get("skillKept") or {}).get("value")})
        return rows

    def _repr_html_(self) -> str:
        parts = []
        for number, corpus in enumerate(self["corpora"]):
            rows = self.matrix(number)
            conditions = list(dict.fromkeys(row["condition"] for row in rows))
            cells = {(row["model"], row["condition"]): row for row in rows}
            names = list(dict.fromkeys(row["model"] for row in rows))
            head = "".join(f"<th>{html.escape(one)}</th>" for one in conditions)
            body = "".join(
                f'<tr><th style="text-align:left">{html.escape(name)}</th>'
                + "".join(f"<td>{_cell(cells.get((name, one)))}</td>" for one in conditions) + "</tr>"
                for name in names)
            parts.append(
                f"<table><caption>{html.escape(corpus['name'])}: WER in %, its 95 % interval, skill S "
                "(1 is the best possible choice, 0 chance)</caption>"
                f"<thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>")
        return "".join(parts)


def _title(condition: Mapping[str, Any]) -> str:
    """"homophones, 1-best, 2"."""
    scope = {"oneBest": "1-best", "nBest": "N-best", "selected": "selected"}
    strength = condition.get("strength") or {}
    amount = (
        str(strength["words"]) if "words" in strength
        else f"{100 * strength['share']:g} %" if "share" in strength else None)
    parts = [condition["perturbation"], scope.get(condition["scope"], condition["scope"]), amount]
    return ", ".join(part for part in parts if part)


def _cell(row: Optional[Mapping[str, Any]]) -> str:
    if row is None or row["wer"] is None:
        return "–"
    text = f"{100 * row['wer']:.1f}"
    if row["wer_lower"] is not None:
        text += f" <small>[{100 * row['wer_lower']:.1f}, {100 * row['wer_upper']:.1f}]</small>"
    if row["skill"] is not None:
        text += f"<br><small>S {row['skill']:.2f}</small>"
    return text


def report(
    corpus: Union[_corpora.Corpus, Sequence[str]] = ("messaging-test", "narrative-test"),
    models: _models.Models = None, *,
    tune_on: Optional[_corpora.Corpus] = None,
    references: Union[str, "os.PathLike[str]", None] = None,
    scores: Optional[str] = None,
    perturbation: Union[str, Sequence[str], None] = None,
    require: Union[str, Sequence[str]] = (),
    seed: int = 1,
    output: Union[str, "os.PathLike[str]", None] = None,
    batch_size: Optional[int] = None,
    time_limit: float = 86_400,
    resume: bool = False,
    progress: Progress = None,
    **options: Option,
) -> Report:
    """Examines models on lists: WER, skill and NPRR, clean and perturbed, and the smallest lists that break them.

    - corpus: lists, see the package's own help; a sequence of paths or names is several corpora.
    - models: ``{"mine": score}`` with callables from texts to costs, lower is better, or models as the
      command line names them (``"lora"``, ``"hf:gpt2"``); None examines the bundled ones.
    - tune_on: development lists of the same recognizer, on which interpolation weights are tuned.
    - references: a file with the references (trn, Kaldi's text, stm), matched by id.
    - scores: what the lists' numbers are: "cost", "log-probability", "probability" or "none".
    - perturbation: kinds, e.g. ``["homophones", "junctures"]``.
    - require: requirements, e.g. "wer <= 22%"; the result is in ``requirements``, nothing is raised.
    - seed: of all random choices.
    - output: a folder for the report's files, which are in ``Report.files`` in any case. A report that another run
      wrote there is kept, and MondegreenError raised, unless ``replace=True`` is among the options.
    - batch_size: texts that a callable gets at once, at most (512 unless it is given).
    - time_limit: seconds that a model may take for 512 texts.
    - resume: go on from the journal of an interrupted run in ``output``. It can't see whether a callable's
      weights have changed since.
    - progress: see ``mondegreen._progress.Progress``.
    - options: any other option of ``mondegreen report``: ``draws=5``, ``lexicon="my.dict"``, ``quick=True``.

    Raises what a callable raises, with its traceback; MondegreenError for what is wrong with lists, models or
    options; KeyboardInterrupt on ctrl-C. In all these cases nothing goes on running.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(scratch())
        corpora: List[Any] = [corpus]
        if isinstance(corpus, (list, tuple)) and corpus and all(
                isinstance(one, (str, os.PathLike)) for one in corpus):
            corpora = list(corpus)
        arguments = ["report"] + [
            f"--corpus={_corpora.argument(one, folder, 'lists')}" for one in corpora]
        target = os.fspath(output) if output is not None else os.path.join(folder, "report")
        if tune_on is not None:
            arguments.append(f"--tune-on={_corpora.argument(tune_on, folder, 'development')}")
        model_words, served = _models.arguments(models, folder, batch_size, stack)
        arguments += model_words + words({
            "references": references, "scores": scores, "perturbation": perturbation,
            "require": require, "seed": seed, "output": target, "time_limit": time_limit,
            "restart": not resume, **options})
        outcome = Run(arguments, served, folder, shown(progress)).wait().raised((0, 1, 2))
        if not os.path.isfile(os.path.join(target, "report.json")):
            outcome.raised()
        files = _files(target)
    requirements = {0: "met", 1: "missed", 2: "undecided"}[outcome.status] if require else None
    return Report(json.loads(files["report.json"]), files, requirements, outcome.notices)


def _files(folder: str) -> Dict[str, bytes]:
    """Contents of a report's files by their paths in its folder."""
    found: Dict[str, bytes] = {}
    for name in ("report.html", "report.json", "report.md", "report.csv", "selections.jsonl.gz", "overview.svg"):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            with open(path, "rb") as file:
                found[name] = file.read()
    fixtures = os.path.join(folder, "fixtures")
    for name in sorted(os.listdir(fixtures)) if os.path.isdir(fixtures) else []:
        with open(os.path.join(fixtures, name), "rb") as file:
            found[f"fixtures/{name}"] = file.read()
    return found
