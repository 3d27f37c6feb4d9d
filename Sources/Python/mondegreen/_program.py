"""The program that the package carries."""
from __future__ import annotations

import os
import shutil
import sys
from typing import NoReturn


def program() -> str:
    """The path of the program ``mondegreen``.

    It is the one in this package, unless the environment variable ``MONDEGREEN_PROGRAM`` names another.
    Without either, as in a checkout of the source, it is looked for on the ``PATH``.

    Raises FileNotFoundError where there is none.
    """
    named = os.environ.get("MONDEGREEN_PROGRAM")
    if named:
        return named
    carried = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_installed", "bin", "mondegreen")
    if os.path.isfile(carried):
        return carried
    # Not the script that pip makes for this very package: it would call itself for ever.
    found = shutil.which("mondegreen")
    if found and not _is_script(found):
        return found
    raise FileNotFoundError(
        f"expected the program mondegreen in {carried}, in MONDEGREEN_PROGRAM or on the PATH, found none: "
        "install a wheel that `make wheel` built")


def _is_script(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def main() -> NoReturn:
    """The command ``mondegreen``: becomes the program."""
    path = program()
    # Models of Hugging Face are scored by the Python that the package is installed for.
    os.environ.setdefault("MONDEGREEN_PYTHON", sys.executable)
    os.execv(path, [path, *sys.argv[1:]])
