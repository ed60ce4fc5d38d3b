"""Which file belongs to which declaration."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from logframe.declarations import NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.declarations import Declaration
    from logframe.messages import Message


class Owners:
    """Tells whose a file is, and which patterns no file has.

    Args:
        declarations: In the order of their file.
    """

    def __init__(self, declarations: Sequence[Declaration]) -> None:
        self._patterns = [
            (declaration, number, pattern)
            for declaration in declarations
            for number, pattern in enumerate(declaration.says.files)
        ]
        self._met: set[tuple[str, int]] = set()
        self._twice: dict[tuple[str, int], tuple[str, str]] = {}

    def owner(self, file: str) -> Declaration | None:
        """The first declaration that names a file, which is given from the data folder on, with slashes."""
        found: Declaration | None = None
        if file == NAME:
            return None
        for declaration, number, pattern in self._patterns:
            if not _matches(file.split("/"), pattern.split("/")):
                continue
            self._met.add((declaration.name, number))
            if found is None:
                found = declaration
            elif found is not declaration:
                self._twice.setdefault((declaration.name, number), (file, found.name))
        return found

    def messages(self) -> list[Message]:
        """What is wrong with the patterns, once all files were asked for."""
        told = []
        for declaration, number, pattern in self._patterns:
            if (declaration.name, number) not in self._met:
                text = f"no file in the data folder is named like '{pattern}'"
                told.append(declaration.message("LF414", text, "files", number))
            if twice := self._twice.get((declaration.name, number)):
                text = f"'{twice[0]}' belongs to extract '{twice[1]}' already: it is read once, as that"
                told.append(declaration.message("LF415", text, "files", number))
        return told


def _matches(parts: list[str], patterns: list[str]) -> bool:
    """Whether the folders and the name of a file are as a pattern has them; `**` is any folders, or none.

    What each part of the pattern can reach is found part by part, so that no pattern takes long.
    """
    reached = {0}
    for pattern in patterns:
        if pattern == "**":
            reached = set(range(min(reached, default=len(parts) + 1), len(parts) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(parts) and fnmatchcase(parts[at], pattern)}
    return len(parts) in reached
