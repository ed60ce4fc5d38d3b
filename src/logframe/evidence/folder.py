"""Which files of a folder are extracts: never one that a link reaches outside it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from logframe.messages import Message, printable

if TYPE_CHECKING:
    from collections.abc import Callable

_SUFFIXES = (".csv", ".parquet")


def find(
    folder: Path, declared: Callable[[str], bool] = lambda _: False
) -> tuple[list[tuple[str, Path]], list[Message]]:
    """The extracts in a folder and its subfolders, sorted by name: (name for people, path).

    Args:
        folder: Where to look.
        declared: Says of a file, given from the folder on and with slashes, that it is an extract whatever
            its ending.

    Hidden files and folders are not looked at, linked folders are not entered, and a link to an extract of
    this folder is that extract, read once. A folder that is missing holds nothing.

    Returns:
        The extracts, and LF401 for each file that has an extract's name but cannot be taken for one.
    """
    found: list[tuple[str, Path]] = []

    def is_extract(path: Path) -> bool:
        return path.name.lower().endswith(_SUFFIXES) or declared(path.relative_to(folder).as_posix())

    paths, messages = _listed(folder, is_extract)
    home = Path(os.path.realpath(folder))
    for path in paths:
        name = name_of(path)
        if path.is_symlink():
            target = Path(os.path.realpath(path))  # unlike Path.resolve, at ease with links in a circle
            if not target.is_relative_to(home):
                messages.append(_refused(name, "this is a link out of the folder"))
                continue
            inside = target.relative_to(home)
            if target.exists() and is_extract(folder / inside) and not _hidden(inside):
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


def _listed(folder: Path, is_extract: Callable[[Path], bool]) -> tuple[list[Path], list[Message]]:
    paths: list[Path] = []
    errors: list[OSError] = []
    for top, folders, files in os.walk(folder, onerror=errors.append, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        seen = [Path(top, name) for name in files if not name.startswith(".")]
        paths += [path for path in seen if is_extract(path)]
    messages = [
        _refused(name_of(Path(error.filename)), f"this folder cannot be opened: {error.strerror}")
        for error in errors
        if not isinstance(error, FileNotFoundError)
    ]
    return sorted(paths), messages


def _hidden(relative: Path) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def _refused(name: str, why: str) -> Message:
    return Message(name, 1, 1, "LF401", f"{why}: it was not read")
