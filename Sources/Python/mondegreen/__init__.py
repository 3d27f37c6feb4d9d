"""Does your rescorer still pick the right words when the first pass mishears?

Any Python callable from a list of texts to a list of costs (lower is better) is a model here:

    import mondegreen

    def score(texts):
        return [my_model.negative_log_likelihood(text) for text in texts]

    report = mondegreen.report("dev.jsonl", models={"mine": score})
    report["corpora"][0]["models"]       # the record, as Reports/README.md in the source describes it
    report.save("Reports/mine")          # report.html, report.json, report.md, report.csv, ...
    report                               # in a notebook: a matrix of models and conditions

    verdict = mondegreen.check("dev.jsonl", models={"mine": score})
    assert verdict, verdict.text

With pytest there is the fixture ``assert_robust``:

    def test_my_rescorer(assert_robust):
        assert_robust(score, "dev.jsonl", allow=0.1)

Lists are files in any format that the command line reads (``"nemo:beams.tsv"``), names of bundled corpora
(``"messaging-test"``), or iterables of dictionaries in the shape of a line of JSON Lines:

    {"id": "u1", "reference": "tell her we're there",
     "hypotheses": [{"text": "tell her were there", "total": 1111.4},
                    {"text": "tell her we're there", "total": 1116.1}]}

Every option of the commands ``mondegreen report`` and ``mondegreen check`` is a keyword: ``draws=5``,
``perturbation=["homophones", "junctures"]``, ``quick=True``.
"""
from __future__ import annotations

from ._checking import Verdict, assert_robust, check
from ._errors import MondegreenError
from ._models import Score
from ._program import program
from ._reporting import Report, report
from ._version import __version__

__all__ = [
    "MondegreenError", "Report", "Score", "Verdict", "assert_robust", "check", "program", "report",
    "__version__",
]
