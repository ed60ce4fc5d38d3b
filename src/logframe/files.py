"""Which files of a folder are read, and what they are called.

Strategies and extracts can come from a stranger. So what is read is an ordinary file of the folder: not a
hidden one, none that a link reaches outside, and never a pipe or a device, which might not end.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LINK_OUT = "is a link out of the folder"
_LEADS_OUT = "leads by a link out of the working folder"
_OUTRIGHT = "name outright where it leads, if you trust that"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that has the name of a file to read and is none.

    Attributes:
        path: What it is called.
        why: What is wrong with it, to be put behind "this".
        hint: What to do about it.
        folder: Whether it is a folder, so that more than itself is not read.
    """

    path: Path
    why: str
    hint: str = ""
    folder: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds.

    Attributes:
        files: Those to read, sorted.
        refused: Those not to be read, sorted.
    """

    files: list[Path] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def find(folder: Path, wanted: Callable[[str], bool]) -> Listing:
    """Find files in a folder and its subfolders.

    Hidden files and folders are not looked at and linked folders not entered. A link to a file of this folder
    is that file, and is listed once. A folder that is missing holds nothing.

    Args:
        folder: Where to look.
        wanted: Says whether a file is to be read, of its path from the folder on, with slashes.
    """
    if leaves(folder):
        return Listing(refused=[Refusal(folder, _LEADS_OUT, _OUTRIGHT, folder=True)])
    home = Path(os.path.realpath(folder))
    errors: list[OSError] = []
    files: list[Path] = []
    refused: list[Refusal] = []
    named_like_files: list[Path] = []
    for path, is_folder in _walked(folder, errors):
        if is_folder and path.is_symlink():
            if not _target(path).is_relative_to(home):
                refused.append(Refusal(path, _LINK_OUT, folder=True))
        elif wanted(path.relative_to(folder).as_posix()):
            (named_like_files if is_folder else files).append(path)
    files, others = _ordinary(home, files, wanted)
    refused += others
    for path in named_like_files:
        if not any(file.is_relative_to(path) for file in files):
            refused.append(Refusal(path, "is a folder"))
    for error in errors:
        if not isinstance(error, FileNotFoundError):
            refused.append(Refusal(Path(error.filename), _cannot(error), folder=True))
    return Listing(sorted(files), sorted(refused, key=lambda one: one.path))


def named(paths: Iterable[Path]) -> Listing:
    """Files that a person named: all but those that are links out of the working folder."""
    paths = list(paths)
    return Listing(
        [path for path in paths if not leaves(path)],
        [Refusal(path, _LEADS_OUT, _OUTRIGHT) for path in paths if leaves(path)],
    )


def leaves(path: Path) -> bool:
    """Whether a path within the working folder is a link out of it, or leads through one.

    A path that names another place outright is its author's choice.
    """
    here = Path.cwd()
    named = Path(os.path.abspath(path))  # noqa: PTH100  # as it is spelt: links are what this is about
    return named.is_relative_to(here) and not _target(path).is_relative_to(here)


def as_shown(path: Path) -> str:
    """Name a file as a person in the working folder would, by its own name where it is a link."""
    here = Path.cwd()
    named = Path(os.path.abspath(path))  # noqa: PTH100  # likewise
    if not named.is_relative_to(here):  # whose own name has no links in it
        named = Path(os.path.realpath(path.parent), path.name)
    return (named.relative_to(here) if named.is_relative_to(here) else path).as_posix()


def _walked(folder: Path, errors: list[OSError]) -> Iterator[tuple[Path, bool]]:
    """All that is not hidden, and whether it is a folder."""
    for top, folders, files in os.walk(folder, onerror=errors.append, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from ((Path(top, name), True) for name in folders)
        yield from ((Path(top, name), False) for name in files if not name.startswith("."))


def _ordinary(
    home: Path, paths: list[Path], wanted: Callable[[str], bool]
) -> tuple[list[Path], list[Refusal]]:
    """Tell ordinary files from what is none; of several names for one file the first, or its own."""
    files: list[Path] = []
    refused: list[Refusal] = []
    linked: set[Path] = set()
    for path in sorted(paths):
        if path.is_symlink():
            target = _target(path)
            if not target.is_relative_to(home):
                refused.append(Refusal(path, _LINK_OUT))
                continue
            if target in linked or (target.exists() and _listed(target.relative_to(home), wanted)):
                continue
            linked.add(target)
        try:
            mode = path.stat().st_mode
        except OSError as error:
            refused.append(Refusal(path, _cannot(error)))
            continue
        if stat.S_ISREG(mode):
            files.append(path)
        else:
            refused.append(Refusal(path, "is not a regular file"))
    return files, refused


def _listed(inside: Path, wanted: Callable[[str], bool]) -> bool:
    """Whether a file that is not linked is listed by its own name."""
    return not any(part.startswith(".") for part in inside.parts) and wanted(inside.as_posix())


def _target(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike Path.resolve, at ease with links in a circle


def _cannot(error: OSError) -> str:
    return f"cannot be opened: {error.strerror}"
