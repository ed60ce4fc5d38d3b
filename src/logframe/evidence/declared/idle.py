"""Files that are one table each, where a declaration says in `sheet` or `member` which of several is meant.

Whoever names a file by its ending knows what it is. But `*` may reach further than was meant, and the table
that it reaches, which holds something else, would be read like the one that is meant.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from logframe.evidence.declared.unpack import WORKBOOKS
from logframe.evidence.faults import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from logframe.declarations import Declaration
    from logframe.messages import Message

_ARCHIVES = (".zip",)
# What the files are in which each key says something.
_SAID_OF = {"sheet": ("workbook", WORKBOOKS), "member": ("zip archive", _ARCHIVES)}


class Idle:
    """Remembers to which files of a declaration `sheet` and `member` say something, and to which nothing.

    Args:
        declaration: Whose they are.
    """

    def __init__(self, declaration: Declaration) -> None:
        self._declaration = declaration
        self._others: dict[str, list[tuple[str, str]]] = {key: [] for key in _SAID_OF}
        self._endings: dict[str, dict[str, None]] = {key: {} for key in _SAID_OF}

    def look(self, name: str, path: Path, ending: str) -> None:
        """Look at a file.

        Args:
            name: How it is named to people.
            path: Where it is.
            ending: That of what is in it, where it is packed, such as `.csv`.
        """
        says = self._declaration.says
        for key, own in (("sheet", ending), ("member", path.suffix.lower())):
            if getattr(says, key) is None:
                continue
            if own in _SAID_OF[key][1]:
                self._endings[key][path.suffix.lower()] = None
            elif not any(own in PurePosixPath(pattern.lower()).suffixes for pattern in says.files):
                self._others[key].append((name, own))

    def messages(self) -> Iterator[Message]:
        """What says nothing to some files, at its place, once all files were looked at."""
        for key, others in self._others.items():
            if not others:
                continue
            (name, ending), more = others[0], len(others) - 1
            what, _ = _SAID_OF[key]
            said = f"{quoted(name)} is no {what}: it is read whatever '{key}' says"
            if more:
                files = "1 more file" if more == 1 else f"{more:,} more files"
                said = f"{quoted(name)} and {files} are no {what}s: they are read whatever '{key}' says"
            yield self._declaration.message("LF412", said, key, hint=self._meant(key, ending))

    def _meant(self, key: str, ending: str) -> str:
        known = next(iter(self._endings[key]), "")
        pattern = next((one for one in self._declaration.says.files if one.endswith("*")), "")
        if not known or not pattern:
            return f"leave '{key}' out, or declare such files by themselves"
        start = pattern.removesuffix("*").removesuffix(".")
        start = start if pattern.endswith(".*") else f"{start}*"
        hint = f"did you mean files: {quoted(start + known)}?"
        return f"{hint} If all are meant: [{quoted(start + known)}, {quoted(start + ending)}]"
