#!/usr/bin/env python3
"""Builds the wheel: the Python module, and the program with its data as install.sh lays them out.

    Sources/Python/wheel.py INSTALLED FOLDER

INSTALLED is a PREFIX that Sources/Installation/install.sh filled. The wheel is written into FOLDER, and its path
printed. A wheel is a ZIP archive with a few files of metadata (PyPA's binary distribution format, PEP 427), so
this needs nothing but Python. Equal inputs give equal bytes.
"""
import base64
import hashlib
import os
import platform
import re
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# The glibc that the program is linked with is that of Debian 12.
GLIBC = (2, 36)


def version():
    with open(os.path.join(HERE, "mondegreen", "_version.py"), encoding="utf-8") as file:
        return re.search(r'^__version__ = "([^"]+)"', file.read(), re.MULTILINE).group(1)


def metadata():
    with open(os.path.join(HERE, "README.md"), encoding="utf-8") as file:
        description = file.read()
    return "\n".join([
        "Metadata-Version: 2.1",
        "Name: mondegreen",
        f"Version: {version()}",
        "Summary: Does your rescorer still pick the right words when the first pass mishears?",
        "License: Apache-2.0",
        "Requires-Python: >=3.9",
        "Provides-Extra: hf",
        "Requires-Dist: torch; extra == 'hf'",
        "Requires-Dist: transformers; extra == 'hf'",
        "Requires-Dist: peft; extra == 'hf'",
        "Classifier: Framework :: Pytest",
        "Classifier: Operating System :: POSIX :: Linux",
        "Classifier: Typing :: Typed",
        "Description-Content-Type: text/markdown",
        "", description])


ENTRY_POINTS = """[console_scripts]
mondegreen = mondegreen._program:main

[pytest11]
mondegreen = mondegreen.pytest_plugin
"""


def needed_glibc(path):
    """The newest version of glibc's symbols that a program asks for."""
    with open(path, "rb") as file:
        found = re.findall(rb"GLIBC_(\d+)\.(\d+)\b", file.read())
    return max((int(major), int(minor)) for major, minor in found)


def files(folder, prefix):
    """Paths in the archive, and the files that they come from, in order."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = os.path.join(parent, name)
            yield prefix + os.path.relpath(path, folder).replace(os.sep, "/"), path


def main():
    if len(sys.argv) != 3:
        sys.exit("expected a folder with the installed program and one for the wheel; see the head of this file")
    installed, folder = sys.argv[1:]
    program = os.path.join(installed, "bin", "mondegreen")
    if not os.path.isfile(program):
        sys.exit(f"{program}: no such file; make wheel installs it there")
    needed = needed_glibc(program)
    if needed > GLIBC:
        sys.exit(
            f"{program}: expected a program for glibc {GLIBC[0]}.{GLIBC[1]}, found one for "
            f"{needed[0]}.{needed[1]}: build the wheel on Debian 12")
    tag = f"py3-none-manylinux_{GLIBC[0]}_{GLIBC[1]}_{platform.machine()}"
    name = f"mondegreen-{version()}"
    info = f"{name}.dist-info"

    entries = [(path, open(source, "rb").read(), os.access(source, os.X_OK))
               for path, source in files(os.path.join(HERE, "mondegreen"), "mondegreen/")]
    entries = [(path, data, False) for path, data, _ in entries]
    for part in ("bin", "share/mondegreen", "share/doc/mondegreen"):
        entries += [
            (path, open(source, "rb").read(), part == "bin")
            for path, source in files(os.path.join(installed, part), f"mondegreen/_installed/{part}/")]
    with open(os.path.join(ROOT, "LICENSE"), "rb") as file:
        entries.append((f"{info}/LICENSE", file.read(), False))
    entries += [
        (f"{info}/METADATA", metadata().encode(), False),
        (f"{info}/WHEEL", (
            f"Wheel-Version: 1.0\nGenerator: mondegreen\nRoot-Is-Purelib: false\nTag: {tag}\n").encode(), False),
        (f"{info}/entry_points.txt", ENTRY_POINTS.encode(), False)]
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}\n"
        for path, data, _ in entries) + f"{info}/RECORD,,\n"
    entries.append((f"{info}/RECORD", record.encode(), False))

    os.makedirs(folder, exist_ok=True)
    target = os.path.join(folder, f"{name}-{tag}.whl")
    with zipfile.ZipFile(target + ".partial", "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path, data, is_program in entries:
            entry = zipfile.ZipInfo(path)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if is_program else 0o100644) << 16
            archive.writestr(entry, data)
    os.replace(target + ".partial", target)
    print(target)


if __name__ == "__main__":
    main()
