"""Delimited text split into records and cells, one line at a time, whatever the damage.

This is the reading that decides what a record is. The engine's own, much faster, is used where it cannot
differ: see `delimited`. Quoting is that of RFC 4180; a quotation mark inside an unquoted cell stands for
itself.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

_OPEN = re.compile(r'"[^"]*+(?:""[^"]*+)*+\Z')

# A record longer than this was never meant: a quotation mark was opened by mistake. The limits also bound
# what a file made to be slow can cost, since lines taken in vain are read again.
MOST_LINES = 1_000
MOST_BYTES = 1 << 20
# And so many bytes are looked at for one record, some of them again; after as many were looked at in vain,
# every line of the rest is a record by itself.
MOST_IN_VAIN = 1 << 23


class Record(NamedTuple):
    """One record of a file.

    Attributes:
        line: The physical line on which it starts, from 1.
        raw: Its bytes, line breaks inside quoted cells included, the one at its end not.
        closed: False where a quoted cell does not end: `raw` is then the first line alone, and what follows
            is read afresh.
    """

    line: int
    raw: bytes
    closed: bool


def records(
    lines: Iterable[bytes],
    separator: str,
    fields: int | None = None,
    first_line: int = 1,
    *,
    least: int | None = None,
) -> Iterator[Record]:
    """The records of a file; blank lines are records too, so that counting stays simple.

    Where the number of fields is known, a record may run over several lines only if it then has as many:
    one stray quotation mark must not swallow the rows after it. `least` is how many will do, where rows may
    leave out fields at their end.
    """
    widths = None if fields is None else range(fields if least is None else least, fields + 1)
    coming = iter(lines)
    again: deque[bytes] = deque()
    line, in_vain = first_line, 0
    while True:
        raw = again.popleft() if again else next(coming, None)
        if raw is None:
            return
        if b'"' not in raw or split(_plain(raw), separator) is not None:
            yield Record(line, _stripped(raw), closed=True)
            line += 1
            continue
        taken, whole = [raw], None
        if in_vain < MOST_IN_VAIN:
            following = itertools.chain(_drained(again), coming)
            whole, looked_at = _completed(taken, following, separator, widths)
            in_vain += 0 if whole else looked_at
        if whole is None:
            again.extendleft(reversed(taken[1:]))
            yield Record(line, _stripped(raw), closed=False)
            line += 1
        else:
            yield Record(line, whole, closed=True)
            line += len(taken)


def split(text: str, separator: str) -> list[str] | None:
    """The cells of one record, without their quotation marks; None where a quoted cell does not end."""
    if '"' not in text:
        return text.split(separator)
    cells = []
    position = 0
    pattern = _cell(separator)
    while True:
        found = pattern.match(text, position)
        if found is None:
            return None
        quoted, bare = found.groups()
        cells.append(bare if quoted is None else quoted.replace('""', '"'))
        position = found.end() + 1
        if position > len(text):
            return cells


def starts(text: str, separator: str) -> list[int]:
    """Where each cell of a record starts in its text, counted from 0; as many as can be told apart."""
    positions = [0]
    pattern = _cell(separator)
    while (found := pattern.match(text, positions[-1])) and found.end() < len(text):
        positions.append(found.end() + 1)
    return positions


def decode(raw: bytes) -> str:
    """The text of a record: UTF-8 where it is that, else Windows-1252.

    Each record by itself, because files are joined from parts. Text in Windows-1252 that is valid UTF-8 by
    chance does not occur in practice.

    Raises:
        UnicodeDecodeError: It is neither.
    """
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def lines_of(file: BinaryIO, line_end: bytes) -> Iterator[bytes]:
    """The lines of what is left of a file; `line_end` is the byte that ends one."""
    if line_end == b"\n":
        return iter(file)
    return (found[0] for found in re.finditer(rb"[^\r]*\r|[^\r]+", file.read()))


def place_of(record: Record, at: int) -> tuple[int, int]:
    """Line and column of a position in a record's text; a line break inside a quoted cell starts a line."""
    before = shown(record.raw)[:at]
    return record.line + before.count("\n"), at - before.rfind("\n")


def shown(raw: bytes) -> str:
    """The text of a record to find places in, each byte a character where it is no text."""
    try:
        return decode(raw)
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _completed(
    taken: list[bytes], following: Iterator[bytes], separator: str, widths: range | None
) -> tuple[bytes | None, int]:
    """Take lines until the open cell ends; None if it does not, or ends in a record of another width.

    And how many bytes that took to be looked at, those of one record again for each mark that might end it.
    """
    size = looked_at = len(taken[0])
    while len(taken) < MOST_LINES and size < MOST_BYTES and looked_at < MOST_IN_VAIN:
        raw = next(following, None)
        if raw is None:
            break
        taken.append(raw)
        size += len(raw)
        looked_at += len(raw)
        if b'"' in raw.replace(b'""', b""):
            whole = b"".join(taken)
            looked_at += size
            cells = split(_plain(whole), separator)
            if cells is not None:
                return _stripped(whole) if widths is None or len(cells) in widths else None, looked_at
            if not _goes_on(_plain(whole), separator):
                break
    return None, looked_at


def _goes_on(text: str, separator: str) -> bool:
    """Whether what follows can still end the cell that did not end; nothing mends one that ended wrongly."""
    return _OPEN.match(text, starts(text, separator)[-1]) is not None


def _drained(waiting: deque[bytes]) -> Iterator[bytes]:
    while waiting:
        yield waiting.popleft()


def _stripped(raw: bytes) -> bytes:
    return raw.removesuffix(b"\n").removesuffix(b"\r")


def _plain(raw: bytes) -> str:
    # Commas and quotation marks are the same bytes in every encoding that is read.
    return _stripped(raw).decode("latin-1")


@cache
def _cell(separator: str) -> re.Pattern[str]:
    # Possessive repeats: a quoted cell never gives back half of a doubled quotation mark. Behind its end
    # there must be a separator, or the next cell's opening mark was taken for it.
    between = re.escape(separator)
    return re.compile(rf'"([^"]*+(?:""[^"]*+)*+)"(?={between}|\Z)|(?!")([^{between}]*+)')
