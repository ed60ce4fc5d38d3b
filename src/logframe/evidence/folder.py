"""Which files of a folder are extracts: never one that a link reaches outside it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from logframe.messages import Message, printable

_SUFFIXES = (".csv", ".parquet")


def find(folder: Path) -> tuple[list[tuple[str, Path]], list[Message]]:
    """The extracts in a folder and its subfolders, sorted by name: (name for people, path).

    Hidden files and folders are not looked at, linked folders are not entered, and a link to an extract of
    this folder is that extract, read once. A folder that is missing holds nothing.

    Returns:
        The extracts, and LF401 for each file that has an extract's name but cannot be taken for one.
    """
    found: list[tuple[str, Path]] = []
    paths, messages = _listed(folder)
    home = Path(os.path.realpath(folder))
    for path in paths:
        name = name_of(path)
        if path.is_symlink():
            target = Path(os.path.realpath(path))  # unlike Path.resolve, at ease with links in a circle
            if not target.is_relative_to(home):
                messages.append(_refused(name, "this is a link out of the folder"))
                continue
            if target.exists() and _is_extract(target.name) and not _hidden(target.relative_to(home)):
                continue  # listed under its own name
        try:
            mode = path.stat().st_mode
        except OSError as error:
            messages.append(_refused(name, f"this cannot be opened: {error.strerror}"))
            continue
        if stat.S_ISREG(mode):
            found.append((name, path))
        else:
            messages.append(_refused(name, "this is not a regular file"))
    return found, messages


def name_of(path: Path) -> str:
    """How a file is named to people: with slashes, and printable whatever bytes its name has."""
    return printable(path.as_posix())


def _listed(folder: Path) -> tuple[list[Path], list[Message]]:
    paths: list[Path] = []
    errors: list[OSError] = []
    for top, folders, files in os.walk(folder, onerror=errors.append, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(top, name) for name in files if _is_extract(name)]
    messages = [
        _refused(name_of(Path(error.filename)), f"this folder cannot be opened: {error.strerror}")
        for error in errors
        if not isinstance(error, FileNotFoundError)
    ]
    return sorted(paths), messages


def _is_extract(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES) and not name.startswith(".")


def _hidden(relative: Path) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def _refused(name: str, why: str) -> Message:
    return Message(name, 1, 1, "LF401", f"{why}: it was not read")
