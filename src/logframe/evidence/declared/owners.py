"""Which file belongs to which declaration."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from logframe.declarations import NAME
from logframe.evidence.declared.named import dated, fits, glob
from logframe.evidence.faults import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from logframe.declarations import Declaration
    from logframe.files import Refusal
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
        return next(iter(self.of(file)), None)

    def of(self, file: str) -> list[Declaration]:
        """The declarations that name a file, in their order: several only if each names a part of it.

        A period in its name is as if it were fixed.
        """
        named: dict[str, tuple[Declaration, int]] = {}
        if file == NAME:
            return []
        for declaration, number, pattern in self._patterns:
            if _reached(file, pattern)[-1] and fits(pattern, file):
                self._met.add((declaration.name, number))
                named.setdefault(declaration.name, (dated(declaration, pattern, file), number))
        found: list[Declaration] = []
        for declaration, number in named.values():
            if found and (None, None) in (_part(declaration), _part(found[0])):
                self._twice.setdefault((declaration.name, number), (file, found[0].name))
            else:
                found.append(declaration)
        return found

    def kept(self, file: str, tables: Sequence[Declaration]) -> list[Declaration]:
        """Of the tables of a file, each as its declaration has it, those that no declaration before has."""
        known: dict[tuple[str | None, str | None], Declaration] = {}
        for one in tables:
            before = known.setdefault(_part(one), one)
            if before.name != one.name:
                number = next(
                    number
                    for declaration, number, pattern in self._patterns
                    if declaration.name == one.name and _reached(file, pattern)[-1]
                )
                self._twice.setdefault((one.name, number), (file, before.name))
        return list(known.values())

    def refused(self, one: Refusal, home: Path) -> Message | None:
        """Tell of something that is not read where a pattern names it, or leads through it.

        Args:
            one: What is not read.
            home: The data folder.

        Returns:
            The message, None where no pattern does.
        """
        if one.path == home or not one.path.is_relative_to(home):
            return None
        file = one.path.relative_to(home).as_posix()
        for declaration, number, pattern in self._patterns:
            reached = _reached(file, pattern)
            if reached[-1] or (one.folder and any(reached[:-1])):
                self._met.add((declaration.name, number))
                text = f"{quoted(file)} {one.why}: it was not read"
                return declaration.message("LF401", text, "files", number, hint=one.hint)
        return None

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


def _part(declaration: Declaration) -> tuple[str | None, str | None]:
    """Which table of a file a declaration is of."""
    return declaration.says.member, declaration.says.sheet


def _reached(file: str, pattern: str) -> list[bool]:
    """Whether a file's folders and name are as a pattern has them, for each part of it as far as that part.

    `**` is any folders, or none. How far each part can reach is found part by part, so that no pattern takes
    long.
    """
    parts = file.split("/")
    reached = {0}
    whole = []
    for wanted in glob(pattern).split("/"):
        if wanted == "**":
            reached = set(range(min(reached, default=len(parts) + 1), len(parts) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(parts) and fnmatchcase(parts[at], wanted)}
        whole.append(len(parts) in reached)
    return whole
