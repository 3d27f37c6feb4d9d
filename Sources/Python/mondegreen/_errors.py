"""What goes wrong on the program's side."""
from __future__ import annotations

from typing import Optional


class MondegreenError(Exception):
    """The program ended with an error: bad options, lists that can't be read, a model that doesn't answer.

    ``status`` is its exit status: 64 bad usage, 65 bad data, 66 missing input, 69 a model's program fails,
    73 output not writable, 75 folder in use.
    """

    def __init__(self, message: str, status: Optional[int] = None) -> None:
        super().__init__(message)
        self.status = status
