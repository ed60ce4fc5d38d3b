"""Which files of a folder are extracts, and what is said of those that cannot be read as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe import files
from logframe.characters import printable
from logframe.declarations import NAME
from logframe.evidence.faults import LIMIT, more_like_this
from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from logframe.evidence.declared import Owners

_SUFFIXES = (".csv", ".parquet")
# Figures come in these, too, and are read where they are declared.
_MAYBE = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".tsv", ".txt", ".json", ".gz", ".zip")
# What stands beside figures and is about them.
_ABOUT = ("readme", "license", "licence", "copying", "notice", "changelog")
_LOCK = "~$"  # of an open workbook


def find(folder: Path, owners: Owners) -> tuple[list[tuple[str, Path]], list[Message]]:
    """The extracts in a folder and its subfolders, sorted: (name for people, path).

    Args:
        folder: Where to look; see `files.find`.
        owners: Which files are extracts whatever their ending, because they are declared.

    Returns:
        The extracts; and LF401 for all that has an extract's name but cannot be taken for one, where the
        declaration names it, or else at its own name; and LF417 for what may hold figures and is no extract.
    """

    def is_extract(file: str) -> bool:
        return file.lower().endswith(_SUFFIXES) or owners.owner(file) is not None

    def is_passed_over(file: str) -> bool:
        return _may_hold_figures(file) and not is_extract(file)

    listing = files.find(folder, is_extract)
    messages: list[Message] = []
    for one in listing.refused:
        told = owners.refused(one, folder)
        messages.append(
            told or Message(name_of(one.path), 1, 1, "LF401", f"this {one.why}: it was not read", one.hint)
        )
    linked = {path.resolve() for path in listing.files if path.is_symlink()}
    others = [path for path in files.find(folder, is_passed_over).files if path.resolve() not in linked]
    messages += _passed_over(others, folder)
    return [(name_of(path), path) for path in listing.files], messages


def _may_hold_figures(file: str) -> bool:
    name = file.lower().rpartition("/")[2]
    return name.endswith(_MAYBE) and name.partition(".")[0] not in _ABOUT and not name.startswith(_LOCK)


def _passed_over(paths: Sequence[Path], folder: Path) -> list[Message]:
    """Tell of files that are not read, and of many how many more there are."""
    text = f"not read: no declaration in {name_of(folder / NAME)} names it"
    hint = "declare it there, or keep it elsewhere"
    told = [Message(name_of(path), 1, 1, "LF417", text, hint) for path in paths[: LIMIT + 1]]
    if (more := len(paths) - LIMIT) > 0:
        told[-1] = Message(told[-1].file, 1, 1, "LF417", f"and {more_like_this(more, 'file')}, not read")
    return told


def name_of(path: Path) -> str:
    """How a file is named to people: printable whatever bytes its name has."""
    return printable(files.as_shown(path))
