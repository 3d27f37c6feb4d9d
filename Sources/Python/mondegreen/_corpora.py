"""Lists: files, bundled corpora, or dictionaries."""
from __future__ import annotations

import json
import os
from typing import Any, Dict, Iterable, List, Mapping, Union

Corpus = Union[str, "os.PathLike[str]", Iterable[Mapping[str, Any]]]
"""A path, a bundled corpus's name, ``format:path``, or dictionaries in the shape of JSON Lines."""


def argument(corpus: Corpus, folder: str, name: str) -> str:
    """What stands behind ``--corpus``; dictionaries are written to ``name``.jsonl in ``folder``.

    A hypothesis is a dictionary with "text" and costs ("total", "acoustic", "language"), or a text alone;
    an utterance without "id" gets its number.

    Raises TypeError for what is neither, ValueError for no utterance at all.
    """
    if isinstance(corpus, (str, os.PathLike)):
        return os.fspath(corpus)
    if isinstance(corpus, Mapping):
        raise TypeError("expected an iterable of dictionaries, one an utterance, found one dictionary")
    path = os.path.join(folder, name + ".jsonl")
    count = 0
    with open(path, "w", encoding="utf-8") as file:
        for utterance in corpus:
            count += 1
            file.write(json.dumps(_line(utterance, count), ensure_ascii=False) + "\n")
    if count == 0:
        raise ValueError(f"{name}: expected at least one utterance, found none")
    return path


def _line(utterance: Mapping[str, Any], number: int) -> Dict[str, Any]:
    if not isinstance(utterance, Mapping):
        raise TypeError(
            f"utterance {number}: expected a dictionary, found {type(utterance).__name__}")
    hypotheses: Any = utterance.get("hypotheses")
    if isinstance(hypotheses, (str, bytes)) or not hasattr(hypotheses, "__iter__"):
        raise TypeError(
            f"utterance {number}: expected a list as \"hypotheses\", found {type(hypotheses).__name__}")
    texts: List[Dict[str, Any]] = []
    for hypothesis in hypotheses:
        if isinstance(hypothesis, str):
            texts.append({"text": hypothesis})
        elif isinstance(hypothesis, Mapping):
            texts.append({key: _plain(value) for key, value in hypothesis.items()})
        else:
            raise TypeError(
                f"utterance {number}: expected hypotheses that are texts or dictionaries, found "
                f"{type(hypothesis).__name__}")
    line = {key: _plain(value) for key, value in utterance.items()}
    line.update(version=1, id=str(utterance.get("id", number)), hypotheses=texts)
    return line


def _plain(value: Any) -> Any:
    """NumPy's numbers as Python's."""
    return value.item() if hasattr(value, "item") and not isinstance(value, Mapping) else value
