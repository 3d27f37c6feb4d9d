"""Runs the program, answers what it asks of callables, and follows how far it is.

All in one thread: callables run in the thread that called, so models that belong to it (a GPU's context, a
debugger, pytest's patches) work, and ctrl-C reaches them.
"""
from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Union

from ._errors import MondegreenError
from ._models import Served
from ._program import program
from ._progress import Silent

Option = Union[str, int, float, bool, None, "os.PathLike[str]", Sequence[Union[str, int, float]]]
"""A value of a command's option: True sets a flag, a sequence gives the option several times, None leaves it
out."""


def scratch() -> "tempfile.TemporaryDirectory[str]":
    """A folder for sockets and lists, with a path that is short enough for a socket."""
    folder = tempfile.TemporaryDirectory(prefix="mondegreen-")
    if len(folder.name) > 40:
        folder.cleanup()
        folder = tempfile.TemporaryDirectory(prefix="mondegreen-", dir="/tmp")
    return folder


def words(options: Mapping[str, Option]) -> List[str]:
    """Keywords as the command line has them: ``n_best_draws=2`` is ``--n-best-draws=2``."""
    found: List[str] = []
    for name, value in options.items():
        option = "--" + name.rstrip("_").replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            found.append(option)
        elif isinstance(value, (str, int, float, os.PathLike)):
            found.append(f"{option}={os.fspath(value) if isinstance(value, os.PathLike) else value}")
        else:
            found += [f"{option}={one}" for one in value]
    return found


class Outcome:
    """What a run of the program left: its status, its results, and the sentence about what went wrong."""

    def __init__(self) -> None:
        self.status = 0
        self.results: List[Dict[str, Any]] = []
        self.notices: List[str] = []
        self.error: Optional[str] = None

    def raised(self, allowed: Iterable[int] = (0,)) -> "Outcome":
        """Itself; raises MondegreenError for a status that is not among those allowed."""
        if self.status in allowed:
            return self
        raise MondegreenError(
            self.error or f"the program ended with status {self.status} and said nothing", self.status)


class Run:
    """A child, and the callables that it asks."""

    def __init__(
        self, arguments: Sequence[str], served: Mapping[str, Served], folder: str, progress: Silent
    ) -> None:
        self.progress = progress
        self.outcome = Outcome()
        self.selector = selectors.DefaultSelector()
        environment = dict(os.environ, MONDEGREEN_RELAY=folder)
        environment.setdefault("MONDEGREEN_PYTHON", sys.executable)
        # In a session of its own: ctrl-C is for this process, which then ends the child.
        self.child = subprocess.Popen(
            [program(), *arguments, "--json", "--no-project"], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, start_new_session=True)
        assert self.child.stdout is not None and self.child.stderr is not None
        for stream, take in ((self.child.stdout, self._result), (self.child.stderr, self._message)):
            os.set_blocking(stream.fileno(), False)
            self.selector.register(stream, selectors.EVENT_READ, Lines(take))
        for model in served.values():
            self.selector.register(model.listener, selectors.EVENT_READ, model)
        self.open_streams = 2

    def wait(self) -> Outcome:
        """Serves the child until it ends. What a callable raises is raised, and the child is ended."""
        try:
            while self.open_streams:
                for key, _ in self.selector.select():
                    self._serve(key)
            self.outcome.status = self.child.wait()
        finally:
            self.progress.finish()
            self._end()
        if self.outcome.status < 0:
            name = signal.Signals(-self.outcome.status).name
            self.outcome.error = self.outcome.error or f"the program was ended by {name}"
        return self.outcome

    def _serve(self, key: selectors.SelectorKey) -> None:
        source: Any = key.fileobj
        if isinstance(key.data, Served):
            connection, _ = source.accept()
            lines = Lines(lambda line: connection.sendall(key.data.answer(line)))
            self.selector.register(connection, selectors.EVENT_READ, lines)
            return
        is_socket = isinstance(source, socket.socket)
        data = source.recv(1 << 16) if is_socket else os.read(source.fileno(), 1 << 16)
        try:
            key.data.feed(data)
        except (BrokenPipeError, ConnectionResetError):
            data = b""
        if not data:
            self.selector.unregister(source)
            source.close()
            if not is_socket:
                self.open_streams -= 1

    def _result(self, line: bytes) -> None:
        self.outcome.results.append(json.loads(line))

    def _message(self, line: bytes) -> None:
        """Progress, a notice or an error; whatever else stands there, a crash for instance, is an error."""
        text = line.decode("utf-8", "replace").strip()
        try:
            message = json.loads(text)
            if not isinstance(message, dict):
                raise ValueError
        except ValueError:
            self.outcome.error = text or self.outcome.error
            return
        step = message.get("progress")
        if step:
            self.progress.update(step["stage"], step["done"], step["total"], step.get("detail", ""))
        elif "notice" in message:
            self.outcome.notices.append(message["notice"])
            self.progress.notice(message["notice"])
        elif "error" in message:
            self.outcome.error = message["error"]

    def _end(self) -> None:
        """Ends the child if it lives, and closes everything."""
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGINT)
            try:
                self.child.wait(2)
            except subprocess.TimeoutExpired:
                self.child.kill()
                self.child.wait()
        for key in list(self.selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self.selector.close()
        for stream in (self.child.stdout, self.child.stderr):
            if stream is not None:
                stream.close()


class Lines:
    """Pieces of a stream put together to lines."""

    def __init__(self, take: Any) -> None:
        self.take, self.pieces = take, bytearray()

    def feed(self, data: bytes) -> None:
        """The next piece; an empty one is the end."""
        # Only what is new is searched, so that a long line takes linear time.
        start = len(self.pieces)
        self.pieces += data
        done = 0
        while True:
            end = self.pieces.find(b"\n", max(start, done))
            if end < 0:
                break
            self.take(bytes(self.pieces[done:end]))
            done = end + 1
        del self.pieces[:done]
        if not data and self.pieces.strip():
            last, self.pieces = bytes(self.pieces), bytearray()
            self.take(last)
