"""Which files of a folder are extracts, and what is said of those that cannot be read as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe import files
from logframe.messages import Message, printable

if TYPE_CHECKING:
    from pathlib import Path

    from logframe.evidence.declared import Owners

_SUFFIXES = (".csv", ".parquet")


def find(folder: Path, owners: Owners) -> tuple[list[tuple[str, Path]], list[Message]]:
    """The extracts in a folder and its subfolders, sorted: (name for people, path).

    Args:
        folder: Where to look; see `files.find`.
        owners: Which files are extracts whatever their ending, because they are declared.

    Returns:
        The extracts; and LF401 for all that has an extract's name but cannot be taken for one, where the
        declaration names it, or else at its own name.
    """

    def is_extract(file: str) -> bool:
        return file.lower().endswith(_SUFFIXES) or owners.owner(file) is not None

    listing = files.find(folder, is_extract)
    messages: list[Message] = []
    for one in listing.refused:
        told = owners.refused(one, folder)
        messages.append(
            told or Message(name_of(one.path), 1, 1, "LF401", f"this {one.why}: it was not read", one.hint)
        )
    return [(name_of(path), path) for path in listing.files], messages


def name_of(path: Path) -> str:
    """How a file is named to people: printable whatever bytes its name has."""
    return printable(files.as_shown(path))
