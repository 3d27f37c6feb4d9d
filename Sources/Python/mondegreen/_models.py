"""Models: callables of this process, and what the command line calls a model."""
from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import socket
import sys
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple, Union

Score = Callable[[List[str]], Sequence[float]]
"""From texts to costs, one a text in the same order, lower is better. NumPy arrays and tensors are taken, too."""

Model = Union[Score, str]
"""A callable, or what stands behind ``--model``: ``"lora"``, ``"Work/my-lora"``, ``"hf:gpt2"``."""

Models = Union[Model, Sequence[str], Mapping[str, Model], None]
"""One model, several by the command line's names, or models by names of your own; None: all bundled ones."""

_SCHEME = re.compile(r"[a-z]+:")


def named(models: Models) -> List[Tuple[Optional[str], Model]]:
    """Models with the names that are given to them.

    Raises TypeError for what is no model, ValueError for names that no report can hold.
    """
    if models is None:
        return []
    if isinstance(models, str) or callable(models):
        return [(None if isinstance(models, str) else _name(models), models)]
    if isinstance(models, Mapping):
        for name in models:
            if not isinstance(name, str) or not re.fullmatch(r"[^=:\x00-\x1f]+", name):
                raise ValueError(
                    f"expected a model's name without '=', ':' and control characters, found {name!r}")
        for name, model in models.items():
            if not isinstance(model, str) and not callable(model):
                raise TypeError(
                    f"expected a callable or a model's name as \"{name}\", found {type(model).__name__}")
        return list(models.items())
    found: List[Tuple[Optional[str], Model]] = []
    for model in models:
        if not isinstance(model, str):
            raise TypeError(
                "expected names of models in a sequence, found "
                f"{type(model).__name__}: give callables names, models={{\"mine\": score}}")
        found.append((None, model))
    return found


def _name(model: Score) -> str:
    name = getattr(model, "__name__", type(model).__name__)
    return name if name.isidentifier() else "score"


def _fingerprint(name: str, score: Score) -> str:
    """Of the code behind a callable, so that records tell one from another. Weights don't enter."""
    function = getattr(score, "__func__", score)
    code = getattr(function, "__code__", None) or getattr(
        getattr(type(score), "__call__", None), "__code__", None)
    hasher = hashlib.sha256(name.encode())
    hasher.update(str(getattr(score, "__module__", "")).encode())
    hasher.update(getattr(score, "__qualname__", type(score).__qualname__).encode())
    if code is not None:
        hasher.update(code.co_code)
        # A set's order is another one in each process, and code has its address in it.
        hasher.update(repr([
            sorted(map(repr, one)) if isinstance(one, frozenset) else repr(one)
            for one in code.co_consts if not hasattr(one, "co_code")]).encode())
    return hasher.hexdigest()[:12]


class Served:
    """A callable that the program reaches through a socket, as a model in another process.

    - folder: a folder that only this user may enter; the socket lies in it.
    - batch_size: how many texts the callable gets at once at most; the program asks for up to 512.
    """

    def __init__(self, name: str, score: Score, folder: str, batch_size: Optional[int]) -> None:
        self.name, self.score, self.batch_size = name, score, batch_size
        self.label = f"{re.sub('[^A-Za-z0-9_.-]', '_', name)[:40]}-{_fingerprint(name, score)}"
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(os.path.join(folder, self.label))
        self.listener.listen()

    @property
    def argument(self) -> str:
        """What stands behind ``--model``."""
        relay = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_relay.py")
        command = json.dumps([sys.executable, "-I", "-S", relay, self.label], ensure_ascii=False)
        return f"{self.name}=process:{command}"

    def answer(self, request: bytes) -> bytes:
        """The line that answers a line. Whatever the callable raises is raised."""
        asked = json.loads(request)
        if "protocol" in asked:
            # The greeting; its text is nobody's.
            return json.dumps({"protocol": 1, "batch": min(self.batch_size or 512, 512)}).encode() + b"\n"
        texts: List[str] = asked["texts"]
        size = self.batch_size or len(texts)
        costs: List[float] = []
        for start in range(0, len(texts), size):
            costs += self._costs(texts[start:start + size])
        return json.dumps({"costs": costs}).encode() + b"\n"

    def _costs(self, texts: List[str]) -> List[float]:
        found: Any = self.score(texts)
        # Arrays and tensors know how to become lists, from any device.
        found = found.tolist() if hasattr(found, "tolist") else found
        if isinstance(found, (str, bytes)) or not hasattr(found, "__iter__"):
            raise TypeError(
                f"{self.name}: expected a list of {len(texts)} costs, found {type(found).__name__}")
        try:
            return [float(cost) for cost in found]
        except (TypeError, ValueError) as error:
            raise TypeError(f"{self.name}: expected a list of numbers as costs, found {found!r:.80}") from error

    def close(self) -> None:
        self.listener.close()


def arguments(
    models: Models, folder: str, batch_size: Optional[int], stack: contextlib.ExitStack
) -> Tuple[List[str], Dict[str, Served]]:
    """The options ``--model``, and the callables among them by their names, which end with the stack."""
    if batch_size is not None and batch_size < 1:
        raise ValueError(f"batch_size: expected at least 1, found {batch_size}")
    words: List[str] = []
    served: Dict[str, Served] = {}
    for name, model in named(models):
        if not isinstance(model, str):
            assert name is not None
            served[name] = Served(name, model, folder, batch_size)
            stack.callback(served[name].close)
            words.append(f"--model={served[name].argument}")
        elif name is None or name == model:
            words.append(f"--model={model}")
        elif _SCHEME.match(model):
            words.append(f"--model={name}={model}")
        else:
            raise ValueError(
                f"expected \"{model}\" under its own name, found the name \"{name}\": only callables and "
                "models such as \"hf:gpt2\" take another")
    return words, served
