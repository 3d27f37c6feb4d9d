"""``mondegreen.check``: robustness properties, as a gate."""
from __future__ import annotations

import contextlib
import os
from typing import Any, Dict, List, Mapping, Optional, Sequence, Union

from . import _corpora, _models
from ._progress import Progress, shown
from ._run import Option, Run, scratch, words


class Verdict(Dict[str, Any]):
    """What a check found: "findings" (property by property and model), "causes" and "fixtures".

    It is true if everything that must hold holds. ``outcome`` is "passed", "failed" or "undecided" (the data
    can't decide a requirement); ``reason`` is the program's sentence about a failure, if it has one;
    ``requirements`` are the verdicts on ``require``; ``written`` are paths of fixtures.
    """

    def __init__(
        self, record: Mapping[str, Any], outcome: str, reason: Optional[str] = None,
        requirements: Sequence[Mapping[str, Any]] = (), written: Sequence[str] = (),
        notices: Sequence[str] = ()
    ) -> None:
        super().__init__(record)
        self.outcome, self.reason = outcome, reason
        self.requirements = list(requirements)
        self.written, self.notices = list(written), list(notices)

    def __bool__(self) -> bool:
        return self.outcome == "passed"

    @property
    def failures(self) -> List[Dict[str, Any]]:
        """The findings that don't pass."""
        return [finding for finding in self.get("findings", []) if not finding["passes"]]

    @property
    def text(self) -> str:
        """The verdict in a few lines: what failed, how often, and the smallest list that still fails."""
        lines = [self.outcome + (f": {self.reason}" if self.reason else "")]
        for one in self.failures:
            finding = one["finding"]
            lines.append(
                f"{finding['property']} fails for {one['model']} in {finding['failures']} of "
                f"{finding['cases']} cases")
            for bug in finding.get("bugs", [])[:1]:
                lines += _smallest(bug)
        for verdict in self.requirements:
            if verdict["outcome"] != "met":
                lines.append(
                    f"{verdict['outcome']}: {verdict['model']}: {verdict['requirement']}  {verdict['finding']}")
        for fixture in self.get("fixtures", []):
            if fixture.get("failure"):
                lines.append(f"kept fixture {fixture['id']} ({fixture['model']}): {fixture['failure']}")
        return "\n".join(lines)


def _smallest(bug: Mapping[str, Any]) -> List[str]:
    """The smallest list of a bug: why it fails, and its texts clean and perturbed."""
    smallest = bug.get("smallest") or {}
    lines = [f"  {smallest['failure']}"] if smallest.get("failure") else []
    for side in ("clean", "perturbed"):
        for hypothesis in smallest.get(side, [])[:4]:
            mark = "→" if hypothesis.get("isSelected") else " "
            lines.append(f"  {side:9} {mark} {hypothesis['text']}")
    return lines


def check(
    corpus: _corpora.Corpus = "messaging-test", models: _models.Models = None, *,
    tune_on: Optional[_corpora.Corpus] = None,
    references: Union[str, "os.PathLike[str]", None] = None,
    scores: Optional[str] = None,
    property: Union[str, Sequence[str], None] = None,
    perturbation: Optional[str] = None,
    cases: Optional[int] = None,
    allow: Optional[float] = None,
    require: Union[str, Sequence[str]] = (),
    fixtures: Union[str, "os.PathLike[str]", None] = None,
    seed: int = 1,
    batch_size: Optional[int] = None,
    time_limit: float = 86_400,
    progress: Progress = None,
    **options: Option,
) -> Verdict:
    """Checks robustness properties of models on lists, and shrinks what fails to the smallest lists.

    - corpus, models, tune_on, references, scores, seed, batch_size, time_limit, progress: as for
      ``mondegreen.report``; a bare callable is a model, too.
    - property: which ones, e.g. ``["rank-stability", "order-invariance"]``; all by default.
    - perturbation: the kind under which ranks must be stable; homophones by default.
    - cases: lists for each property and model.
    - allow: the share of cases in which a quality may fail. Contracts allow none.
    - require: budgets, e.g. "failures(rank-stability) <= 5%" or "wer <= 22%".
    - fixtures: a folder whose fixtures are judged first, and into which new ones are written.
    - options: any other option of ``mondegreen check``: ``counterexamples=5``, ``sequential=True``.

    Raises as ``mondegreen.report`` does; a failed check is no exception, see ``Verdict``.
    """
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(scratch())
        arguments = ["check", f"--corpus={_corpora.argument(corpus, folder, 'lists')}"]
        if tune_on is not None:
            arguments.append(f"--tune-on={_corpora.argument(tune_on, folder, 'development')}")
        model_words, served = _models.arguments(models, folder, batch_size, stack)
        arguments += model_words + words({
            "references": references, "scores": scores, "property": property,
            "perturbation": perturbation, "cases": cases, "allow": allow, "require": require,
            "fixtures": fixtures, "seed": seed, "time_limit": min(time_limit, 604_800),
            "case_time_limit": time_limit, **options})
        outcome = Run(arguments, served, folder, shown(progress)).wait().raised((0, 1, 2))
    records = [one for one in outcome.results if "findings" in one]
    if not records:
        outcome.raised(())
    return Verdict(
        records[0], {0: "passed", 1: "failed", 2: "undecided"}[outcome.status], outcome.error,
        [one for one in outcome.results if "requirement" in one],
        [one["file"] for one in outcome.results if set(one) == {"file"}], outcome.notices)


def assert_robust(
    score: _models.Model, corpus: _corpora.Corpus = "messaging-test", **arguments: Any
) -> Verdict:
    """Checks one model, and raises AssertionError with the smallest failing list unless it passes.

    - score: a callable from texts to costs, lower is better, or a model as the command line names it.
    - corpus and arguments: as for ``mondegreen.check``.

    Returns the verdict.
    """
    __tracebackhide__ = True
    verdict = check(corpus, score, **arguments)
    if not verdict:
        raise AssertionError(verdict.text)
    return verdict
