"""How far a run is: a bar in a terminal and in a notebook."""
from __future__ import annotations

import html
import sys
import time
from typing import Any, Callable, Optional, Union

Progress = Union[bool, Callable[[str, int, int], None], None]
"""None: where somebody looks on (a terminal, a notebook). True and False force it. A callable gets the stage's
name, the number of steps that are done, and of how many."""


class Silent:
    """Nobody looks on."""

    def update(self, stage: str, done: int, total: int, detail: str) -> None:
        pass

    def notice(self, text: str) -> None:
        pass

    def finish(self) -> None:
        pass


class Called(Silent):
    def __init__(self, callback: Callable[[str, int, int], None]) -> None:
        self.callback = callback

    def update(self, stage: str, done: int, total: int, detail: str) -> None:
        self.callback(stage, done, total)


class Bar(Silent):
    """One line of standard error that is written again and again."""

    width = 24

    def __init__(self) -> None:
        self.is_open = False
        self.pace = Pace()

    def update(self, stage: str, done: int, total: int, detail: str) -> None:
        filled = min(self.width, done * self.width // total) if total else self.width
        bar = "█" * filled + "░" * (self.width - filled)
        left = self.pace.left(stage, done, total)
        text = f"{bar} {stage} {done}/{total}{left and ', ' + left}  {detail}"
        sys.stderr.write("\r\x1b[K" + "".join(c if c.isprintable() else "?" for c in text)[:160])
        sys.stderr.flush()
        self.is_open = True

    def notice(self, text: str) -> None:
        self.finish()
        sys.stderr.write(f"mondegreen: {text}\n")

    def finish(self) -> None:
        if self.is_open:
            sys.stderr.write("\n")
            sys.stderr.flush()
        self.is_open = False


class Notebook(Silent):
    """A bar in the output of a notebook's cell."""

    def __init__(self, display: Any) -> None:
        self.pace = Pace()
        self.handle = display({"text/html": ""}, raw=True, display_id=True)

    def update(self, stage: str, done: int, total: int, detail: str) -> None:
        left = self.pace.left(stage, done, total)
        self._show(
            f'<progress value="{done}" max="{max(total, 1)}"></progress> {html.escape(stage)} '
            f"{done}/{total}{left and ', ' + left} <small>{html.escape(detail)}</small>")

    def finish(self) -> None:
        self._show("")

    def _show(self, text: str) -> None:
        from IPython.display import HTML  # type: ignore[import-not-found,unused-ignore]
        if self.handle is not None:
            self.handle.update(HTML(text))


class Pace:
    """How long a stage will still take, from how long it has taken."""

    def __init__(self) -> None:
        self.stage, self.start, self.first = "", 0.0, 0

    def left(self, stage: str, done: int, total: int) -> str:
        """"2:05 left", or nothing as long as that can't be told."""
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self.start, self.first = stage, now, done
        fresh, seconds = done - self.first, now - self.start
        if fresh <= 0 or seconds < 0.5 or done >= total:
            return ""
        rest = int((total - done) * seconds / fresh + 0.999)
        return f"{rest // 60}:{rest % 60:02} left"


def shown(progress: Progress) -> Silent:
    """Who is told."""
    if progress is False:
        return Silent()
    if callable(progress):
        return Called(progress)
    notebook = _notebook()
    if notebook is not None:
        return Notebook(notebook)
    return Bar() if progress or sys.stderr.isatty() else Silent()


def _notebook() -> Optional[Any]:
    """IPython's display where a notebook runs this, else None."""
    if "IPython" not in sys.modules:
        return None
    try:
        from IPython import get_ipython  # type: ignore[import-not-found,unused-ignore]
        from IPython.display import display
    except ImportError:
        return None
    shell = get_ipython()
    return display if shell is not None and hasattr(shell, "kernel") else None
