"""The pytest plug-in: the fixture ``assert_robust``.

    def test_my_rescorer(assert_robust):
        assert_robust(score, "dev.jsonl", allow=0.1)

``pytest --mondegreen-seed 7`` checks other cases than the default seed 1 does; ``--mondegreen-fixtures FOLDER``
judges the fixtures in a folder first, and writes new ones into it.
"""
from __future__ import annotations

from typing import Any, Callable

import pytest

from . import _checking
from ._checking import Verdict


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mondegreen", "robustness of rescorers")
    group.addoption(
        "--mondegreen-seed", type=int, default=1, metavar="NUMBER",
        help="seed of assert_robust (default: 1)")
    group.addoption(
        "--mondegreen-fixtures", default=None, metavar="FOLDER",
        help="folder of fixtures that assert_robust judges first and adds to")


@pytest.fixture
def assert_robust(request: pytest.FixtureRequest) -> Callable[..., Verdict]:
    """``mondegreen.assert_robust`` with the seed and the folder of fixtures of pytest's command line."""
    config = request.config

    def checked(score: Any, corpus: Any = "messaging-test", **arguments: Any) -> Verdict:
        __tracebackhide__ = True
        arguments.setdefault("seed", config.getoption("--mondegreen-seed"))
        arguments.setdefault("fixtures", config.getoption("--mondegreen-fixtures"))
        arguments.setdefault("progress", False)
        return _checking.assert_robust(score, corpus, **arguments)

    return checked
