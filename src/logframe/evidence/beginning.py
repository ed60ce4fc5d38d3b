"""Where the rows of delimited text begin: its header, and what separates fields and ends lines."""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from logframe.evidence.extract import UnreadableError
from logframe.evidence.header import Header, joined
from logframe.evidence.kinds import refuse_other_kinds
from logframe.evidence.records import decode, lines_of, place_of, records, shown, split, starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from logframe.evidence.records import Record

#: A header is a line of names; what runs on for longer is no table.
MOST_HEADER = 1 << 22
# So many rows are looked at to find out what separates their fields.
_MOST_TRIED = 20
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Beginning:
    """The start of a delimited file.

    Attributes:
        header: Its names.
        lines: How many lines it takes, what stands before the header included.
        size: How many bytes, likewise.
        line_end: The byte that ends a line: a line feed, or a carriage return in files of old Macs.
        separator: What stands between two names.
    """

    header: Header
    lines: int
    size: int
    line_end: bytes
    separator: str

    @property
    def fields(self) -> int:
        """How many fields the header has."""
        return len(self.header.names)


def begin(
    path: Path,
    separator: str,
    skip: int = 0,
    lines: int = 1,
    is_wanted: Callable[[str], bool] | None = None,
) -> Beginning:
    """Find the header of a delimited file.

    Args:
        path: The file.
        separator: What may stand between two fields; of several characters the likeliest is found out.
        skip: How many lines to pass over.
        lines: How many lines the header takes, blank ones left out.
        is_wanted: Whether a column of some name is one that is looked for.

    Raises:
        UnreadableError: It is no text, or has no header.
    """
    try:
        with path.open("rb") as file:
            head = file.read(MOST_HEADER)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error
    if head.startswith(_UTF_16):
        raise UnreadableError("the file is in UTF-16", "save it as UTF-8")
    refuse_other_kinds(head)
    start = len(_BOM) if head.startswith(_BOM) else 0
    line_end = b"\r" if b"\r" in head and b"\n" not in head else b"\n"
    start += sum(len(line) for line in itertools.islice(lines_of(io.BytesIO(head[start:]), line_end), skip))
    text = head[start:]
    every = {one: _filled(text, one, line_end, skip) for one in separator}
    record, header, separator = _likeliest(every, lines, is_wanted)
    if len(head) == MOST_HEADER and line_end not in text:
        raise UnreadableError("the first line is too long for a header")
    last = record.line + record.raw.count(line_end)
    taken = itertools.islice(lines_of(io.BytesIO(text), line_end), last - skip)
    return Beginning(header, last, start + sum(len(line) for line in taken), line_end, separator)


def _filled(text: bytes, separator: str, line_end: bytes, skip: int) -> Iterator[Record]:
    every = records(lines_of(io.BytesIO(text), line_end), separator, first_line=skip + 1)
    return (one for one in every if one.raw.strip())


def _likeliest(
    every: Mapping[str, Iterator[Record]], lines: int, is_wanted: Callable[[str], bool] | None
) -> tuple[Record, Header, str]:
    """The header by the separator that gives most names that are wanted; then by the one that makes rows.

    Then by the one that gives most names; a wrong one may find none.
    """
    begun, problems = [], []
    for separator, filled in every.items():
        try:
            record, header = _begun(filled, separator, lines)
        except UnreadableError as problem:
            problems.append(problem)
            continue
        names = header.names
        wanted = sum(map(is_wanted, names)) if is_wanted else 0
        makes_rows = len(every) > 1 and len(names) > 1 and _fit(filled, separator, len(names))
        begun.append(((wanted, makes_rows, len(names)), (record, header, separator)))
    if not begun:
        raise problems[0]
    return max(begun, key=lambda one: one[0])[1]


def _fit(following: Iterator[Record], separator: str, fields: int) -> bool:
    """Whether most of the next rows have so many fields."""
    rows = [split(shown(one.raw), separator) for one in itertools.islice(following, _MOST_TRIED)]
    return sum(row is not None and len(row) == fields for row in rows) * 2 > len(rows)


def _begun(filled: Iterator[Record], separator: str, lines: int) -> tuple[Record, Header]:
    """The last record of a header, and the header."""
    taken = list(itertools.islice(filled, lines))
    if not taken:
        raise UnreadableError("the file is empty")
    if len(taken) < lines:
        raise UnreadableError(f"the header cannot take {lines} lines: there are fewer", key="header")
    texts = [_text(record) for record in taken]
    cells = [split(text, separator) or [] for text in texts]
    begins = [starts(text, separator) for text in texts]

    def place(at: int) -> tuple[int, int]:
        """The lowest word of a name."""
        words = (line for line, some in enumerate(cells) if at < len(some) and some[at].strip())
        line = max(words, default=len(cells) - 1)
        return place_of(taken[line], begins[line][at] if at < len(begins[line]) else 0)

    return taken[-1], Header(joined(cells), place)


def _text(record: Record) -> str:
    if not record.closed:
        raise UnreadableError("a quotation mark in the header is never closed")
    if b"\0" in record.raw:
        raise UnreadableError("the header holds NUL bytes: this is UTF-16, or no text", "save it as UTF-8")
    try:
        return decode(record.raw)
    except UnicodeDecodeError as error:
        raise UnreadableError("the header is neither UTF-8 nor Windows-1252", "save it as UTF-8") from error
