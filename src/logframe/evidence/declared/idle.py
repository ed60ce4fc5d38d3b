"""Files to which a key of their declaration says nothing: `sheet` and `member` to a file that is one table.

And to a Parquet file, which has no lines, says nothing how many of them there are beside its rows.

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
_COLUMNAR = (".parquet",)
# What the files are to which each key says nothing, one and several.
_LINES = ("is a Parquet file", "are Parquet files")
_IDLE_IN = {
    "sheet": ("is no workbook", "are no workbooks"),
    "member": ("is no zip archive", "are no zip archives"),
    "skip": _LINES,
    "header": _LINES,
    "footer": _LINES,
}


class Idle:
    """Remembers to which files of a declaration each of some keys says something, and to which nothing.

    Args:
        declaration: Whose they are.
    """

    def __init__(self, declaration: Declaration) -> None:
        self._declaration = declaration
        self._others: dict[str, list[tuple[str, str]]] = {key: [] for key in _IDLE_IN}
        self._endings: dict[str, dict[str, None]] = {key: {} for key in _IDLE_IN}

    def look(self, name: str, path: Path, ending: str) -> None:
        """Look at a file.

        Args:
            name: How it is named to people.
            path: Where it is.
            ending: That of what is in it, where it is packed, such as `.csv`.
        """
        packed = path.suffix.lower()
        has_lines = ending not in _COLUMNAR
        speaks = {"sheet": ending in WORKBOOKS, "member": packed in _ARCHIVES}
        speaks |= dict.fromkeys(("skip", "header", "footer"), has_lines)
        says = self._declaration.says
        for key, is_meant in speaks.items():
            own = packed if key == "member" else ending
            if getattr(says, key) == type(says).model_fields[key].default:
                continue
            if is_meant:
                self._endings[key][packed] = None
            elif not any(own in PurePosixPath(pattern.lower()).suffixes for pattern in says.files):
                self._others[key].append((name, own))

    def messages(self) -> Iterator[Message]:
        """What says nothing to some files, at its place, once all files were looked at."""
        for key, others in self._others.items():
            if not others:
                continue
            (name, ending), more = others[0], len(others) - 1
            one, several = _IDLE_IN[key]
            said = f"{quoted(name)} {one}: it is read whatever '{key}' says"
            if more:
                files = "1 more file" if more == 1 else f"{more:,} more files"
                said = f"{quoted(name)} and {files} {several}: they are read whatever '{key}' says"
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
