"""Notes below a table of delimited text, such as where it is from: lines that hold one field alone."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from logframe.evidence.records import split

if TYPE_CHECKING:
    from pathlib import Path

    from logframe.evidence.beginning import Beginning

# Notes that go on for longer are a part of the table.
_MOST = 1 << 16


def without_footer(path: Path, begun: Beginning, to: Path) -> Path:
    """Give a file that ends where its table does.

    Args:
        path: The file as it came.
        begun: Its start.
        to: Where a copy can be.

    Returns:
        The copy; the file itself where nothing stands below its table. Of a table of one column nothing can
        be told from its rows.
    """
    if len(begun.header.names) < 2:  # columns
        return path
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        start = max(begun.size, size - _MOST)
        file.seek(start)
        tail = file.read()
    lines = tail.split(begun.line_end)
    # The first line may be the end of one only.
    least = 1 if start > begun.size else 0
    kept = len(lines)
    while kept > least and _is_note(lines[kept - 1], begun.separator):
        kept -= 1
    if not any(line.strip() for line in lines[kept:]):
        return path
    shutil.copyfile(path, to)
    os.truncate(to, start + len(begun.line_end.join(lines[:kept])))
    return to


def _is_note(line: bytes, separator: str) -> bool:
    text = line.decode("latin-1").strip()
    if text.count('"') % 2:  # the end of a quoted cell
        return False
    cells = split(text, separator)
    return cells is not None and len(cells) == 1
