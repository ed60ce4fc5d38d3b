"""Delimited text as batches of rows: swiftly by the engine, or carefully record by record.

The engine reads ten million rows in a second, but takes a short row for one with empty cells at its end, and
stops at a long one, at bytes that are not UTF-8 and at stray quotation marks. So its reading counts only if
it reached the end and every row proves to have as many fields as the header.
"""

from __future__ import annotations

import io
import itertools
import os
import re
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl
from polars.exceptions import PanicException, PolarsError

from logframe.evidence.encode import encode
from logframe.evidence.extract import Batch, UncleanError, UnreadableError
from logframe.evidence.faults import Fault, tell_apart
from logframe.evidence.header import Header
from logframe.evidence.kinds import refuse_other_kinds
from logframe.evidence.records import MOST_LINES, Record, decode, records, split, starts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from logframe.evidence.faults import Spot
    from logframe.messages import Message

# So many bytes are read at a time, and no more text than theirs is in memory.
_PIECE = 1 << 23
# So many pieces are parsed at a time.
_AHEAD = 2
_SMALL = 1 << 20
_CAREFUL_BATCH = 100_000
# A header is a line of names; what runs on for longer is no table.
MOST_HEADER = 1 << 22
# So many rows are looked at to find out what separates their fields.
_MOST_TRIED = 20
# The engine's cost grows with the columns it has to know.
_MOST_SWIFT_COLUMNS = 1_000
_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Delimited:
    """A CSV file.

    Attributes:
        name: How it is named to people.
        columns: The tidy columns that it has, in the order of the file.
        path: Where it is.
        positions: At which field, from 0, each of the columns is.
        fields: How many fields its header has.
        lines: How many lines its header takes, blank lines before it included.
        size: How many bytes, likewise.
        line_end: The byte that ends a line: a line feed, or a carriage return in files of old Macs.
        separator: What stands between two fields.
        least: How many fields a row must have, where it may leave out those at its end.
        bare: The columns are given as they are, and not encoded as those of a tidy extract.
        names: All names of its header.
    """

    name: str
    columns: tuple[str, ...]
    path: Path
    positions: Mapping[str, int]
    fields: int
    lines: int
    size: int
    line_end: bytes
    separator: str = ","
    least: int | None = None
    bare: bool = False
    names: Sequence[str] = ()

    @property
    def slots(self) -> int:
        """See `Extract`."""
        return 1

    def batches(self, *, careful: bool) -> Iterator[Batch]:
        """See `Extract`."""
        return self._carefully() if careful else self._swiftly()

    def locate(self, spots: Iterable[Spot]) -> dict[Spot, tuple[int, int]]:
        """See `Extract`."""
        wanted: dict[int, list[str]] = {}
        for number, column in spots:
            wanted.setdefault(number, []).append(column)
        places: dict[Spot, tuple[int, int]] = {}
        for number, record in self.found(wanted):
            cells = starts(_shown(record.raw), self.separator)
            for column in wanted[number]:
                at = self.positions.get(column, 0)
                places[number, column] = _place(record, cells[at] if at < len(cells) else 0)
        return places

    def told_apart(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
        """See `Extract`."""
        pairs = list(pairs)
        rows = self.rows({record for pair in pairs for record in pair})
        return tell_apart(pairs, rows, self.names, set(self.positions.values()))

    def rows(self, wanted: Collection[int]) -> dict[int, list[str]]:
        """The cells of the rows of some numbers, as far as they can be told apart."""
        return {
            number: split(_shown(record.raw), self.separator) or [] for number, record in self.found(wanted)
        }

    def found(self, wanted: Collection[int]) -> list[tuple[int, Record]]:
        """The records of some numbers."""
        last = max(wanted, default=0)
        found: list[tuple[int, Record]] = []
        with self.path.open("rb") as file:
            file.seek(self.size)
            for number, raw in enumerate(itertools.islice(_lines(file, self.line_end), last), start=1):
                if b'"' in raw:
                    break
                if number in wanted:
                    found.append((number, Record(self.lines + number, raw.rstrip(b"\r\n"), closed=True)))
            else:
                return found  # without quotation marks each line is a record, and that was quick
            numbered = enumerate(itertools.islice(self._records(file), last), start=1)
            return [(number, record) for number, record in numbered if number in wanted]

    def _swiftly(self) -> Iterator[Batch]:
        if self.fields > _MOST_SWIFT_COLUMNS or self.line_end != b"\n":
            raise UncleanError
        try:
            with self.path.open("rb") as file:
                file.seek(self.size)
                pieces = iter(lambda: _piece(file), b"")
                is_large = os.fstat(file.fileno()).st_size > _PIECE
                read = 0
                for batch in _ahead(self._parsed, pieces) if is_large else map(self._parsed, pieces):
                    yield (
                        replace(batch, rows=batch.rows.with_columns(pl.col("record") + read))
                        if read
                        else batch
                    )
                    read += batch.rows.height
        except (PolarsError, PanicException, OSError) as error:
            raise UncleanError from error

    def _parsed(self, piece: bytes) -> Batch:
        """The rows of a piece of the file, numbered from 1."""
        names = {name: pl.col(str(at)).alias(name) for name, at in self.positions.items()}
        last = pl.col(str(self.fields - 1)).is_null().alias("doubtful")
        rows = self._prepared(_scan(piece, self.fields, self.separator).select("record", last, **names))
        # The rows of a small file are made sooner than threads are.
        batch = rows.collect(engine="streaming" if len(piece) > _SMALL else "in-memory")
        if batch.drop_in_place("doubtful").any() and not self._full(piece, batch.height):
            raise UncleanError
        return Batch(batch, size=len(piece))

    def _full(self, piece: bytes, rows: int) -> bool:
        """Whether a piece of the file has just the separators that full rows take.

        No row is too long, or the engine would have stopped; so if none is missing, no row is too short, and
        no line is blank.
        """
        expected, found = (self.fields - 1) * rows, piece.count(self.separator.encode())
        if b'"' not in piece:
            return found == expected
        inside = pl.sum_horizontal(pl.exclude("record").str.count_matches(self.separator, literal=True).sum())
        within = _scan(piece, self.fields, self.separator).select(inside).collect(engine="streaming")
        return bool(found - within.item() == expected)

    def _carefully(self) -> Iterator[Batch]:
        try:
            with self.path.open("rb") as file:
                numbered = enumerate(self._records(file), start=1)
                for _, some in itertools.groupby(numbered, lambda one: one[0] // _CAREFUL_BATCH):
                    yield self._batch(some)
        except OSError as error:
            raise UnreadableError(error.strerror or str(error)) from error

    def _batch(self, numbered: Iterable[tuple[int, Record]]) -> Batch:
        numbers: list[int] = []
        columns: dict[str, list[str]] = {name: [] for name in self.positions}
        taken = [(columns[name].append, at) for name, at in self.positions.items()]
        refused: list[Fault] = []
        for number, record in numbered:
            if not record.raw.strip():
                continue  # a blank line is no row
            cells = self._cells(number, record)
            if isinstance(cells, Fault):
                refused.append(cells)
                continue
            numbers.append(number)
            for take, at in taken:
                take(cells[at])
        texts = pl.LazyFrame(columns, schema=dict.fromkeys(columns, pl.String()))
        record_numbers = pl.Series("record", numbers, dtype=pl.get_index_type())
        rows = self._prepared(texts).collect(engine="in-memory").insert_column(0, record_numbers)
        return Batch(rows, tuple(refused))

    def _prepared(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        return rows if self.bare else encode(rows, self.columns)

    def _records(self, file: BinaryIO) -> Iterator[Record]:
        file.seek(self.size)
        lines = _lines(file, self.line_end)
        return records(lines, self.separator, self.fields, self.lines + 1, least=self.least)

    def _cells(self, number: int, record: Record) -> list[str] | Fault:
        try:
            text = decode(record.raw)
        except UnicodeDecodeError as error:
            place = _place(record, error.start)
            why = "bytes that are neither UTF-8 nor Windows-1252: the row was not read"
            return Fault("LF401", number, "", why, place=place)
        cells = split(text, self.separator) if record.closed else None
        if cells is None:
            where = starts(text, self.separator)[-1]
            why = "the quoted cell that starts here does not end as a cell does: the row was not read"
            return Fault("LF409", number, "", why, place=_place(record, where))
        if len(cells) == self.fields:
            return cells
        if self.least is not None and self.least <= len(cells) < self.fields:
            return cells + [""] * (self.fields - len(cells))
        long = len(cells) > self.fields
        where = starts(text, self.separator)[self.fields] if long else len(text)
        fields = "1 field" if len(cells) == 1 else f"{len(cells):,} fields"
        why = f"{fields} where the header has {self.fields:,}: the row was not read"
        return Fault("LF409", number, "", why, place=_place(record, where))


@dataclass(frozen=True, slots=True)
class Beginning:
    """The start of a delimited file.

    Attributes:
        header: Its names.
        lines: How many lines it takes, what stands before the header included.
        size: How many bytes, likewise.
        line_end: The byte that ends a line.
        separator: What stands between two names.
    """

    header: Header
    lines: int
    size: int
    line_end: bytes
    separator: str


def open_delimited(name: str, path: Path) -> tuple[Delimited | None, list[Message]]:
    """Look at the start of a delimited file.

    Returns:
        The extract, or None where it is none in the tidy layout; and LF402 for what is wrong with its header.

    Raises:
        UnreadableError: It is no text, or has no header.
    """
    begun = begin(path, ",")
    positions, messages = begun.header.tidy(name)
    if positions is None:
        return None, messages
    columns = tuple(sorted(positions, key=positions.__getitem__))
    fields = len(begun.header.names)
    size = (begun.lines, begun.size, begun.line_end)
    names = tuple(begun.header.names)
    return Delimited(name, columns, path, positions, fields, *size, names=names), messages


def begin(
    path: Path, separator: str, skip: int = 0, is_wanted: Callable[[str], bool] | None = None
) -> Beginning:
    """Find the header of a delimited file.

    Args:
        path: The file.
        separator: What may stand between two fields; of several characters the likeliest is found out.
        skip: How many lines to pass over.
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
    start += sum(len(line) for line in itertools.islice(_lines(io.BytesIO(head[start:]), line_end), skip))
    text = head[start:]
    record, header, separator = _likeliest(text, separator, line_end, skip, is_wanted)
    if len(head) == MOST_HEADER and line_end not in text:
        raise UnreadableError("the first line is too long for a header")
    lines = record.line + record.raw.count(line_end)
    taken = itertools.islice(_lines(io.BytesIO(text), line_end), lines - skip)
    return Beginning(header, lines, start + sum(len(line) for line in taken), line_end, separator)


def _likeliest(
    text: bytes, separators: str, line_end: bytes, skip: int, is_wanted: Callable[[str], bool] | None
) -> tuple[Record, Header, str]:
    """The header by the separator that gives most names that are wanted; then by the one that makes rows.

    Then by the one that gives most names; a wrong one may find none.
    """
    begun, problems = [], []
    for separator in separators:
        every = records(_lines(io.BytesIO(text), line_end), separator, first_line=skip + 1)
        filled = (one for one in every if one.raw.strip())
        try:
            record, header = _begun(filled, separator)
        except UnreadableError as problem:
            problems.append(problem)
            continue
        names = header.names
        wanted = sum(map(is_wanted, names)) if is_wanted else 0
        makes_rows = len(separators) > 1 and len(names) > 1 and _fit(filled, separator, len(names))
        begun.append(((wanted, makes_rows, len(names)), (record, header, separator)))
    if not begun:
        raise problems[0]
    return max(begun, key=lambda one: one[0])[1]


def _fit(following: Iterator[Record], separator: str, fields: int) -> bool:
    """Whether most of the next rows have so many fields."""
    rows = [split(_shown(one.raw), separator) for one in itertools.islice(following, _MOST_TRIED)]
    return sum(row is not None and len(row) == fields for row in rows) * 2 > len(rows)


def _begun(filled: Iterator[Record], separator: str) -> tuple[Record, Header]:
    record = next(filled, None)
    if record is None:
        raise UnreadableError("the file is empty")
    return record, _header(record, separator)


def _header(record: Record, separator: str) -> Header:
    if not record.closed:
        raise UnreadableError("a quotation mark in the header is never closed")
    if b"\0" in record.raw:
        raise UnreadableError("the header holds NUL bytes: this is UTF-16, or no text", "save it as UTF-8")
    try:
        text = decode(record.raw)
    except UnicodeDecodeError as error:
        raise UnreadableError("the header is neither UTF-8 nor Windows-1252", "save it as UTF-8") from error
    names = split(text, separator) or []
    begins = starts(text, separator)
    return Header([cell.strip() for cell in names], lambda at: _place(record, begins[at]))


def _scan(piece: bytes, fields: int, separator: str) -> pl.LazyFrame:
    return pl.scan_csv(
        piece,
        has_header=False,
        schema={str(at): pl.String() for at in range(fields)},
        separator=separator,
        row_index_name="record",
        row_index_offset=1,
    )


def _ahead(parse: Callable[[bytes], Batch], pieces: Iterator[bytes]) -> Iterator[Batch]:
    """Parse the next pieces while one is worked on; a single one leaves processors idle where it ends."""
    from concurrent.futures import ThreadPoolExecutor  # only large files are worth it

    with ThreadPoolExecutor(_AHEAD) as workers:
        coming = deque(workers.submit(parse, piece) for piece in itertools.islice(pieces, _AHEAD))
        while coming:
            batch = coming.popleft().result()
            coming.extend(workers.submit(parse, piece) for piece in itertools.islice(pieces, 1))
            yield batch


def _piece(file: BinaryIO) -> bytes:
    """The next rows of a file, as bytes that end where a row ends; none at its end.

    Raises:
        UncleanError: A quoted cell does not end for long: that is one that was opened by mistake.
    """
    start = file.tell()
    file.seek(_PIECE, os.SEEK_CUR)
    file.readline()
    end = file.tell()
    file.seek(start)
    piece = file.read(end - start)
    if b'"' not in piece or piece.count(b'"') % 2 == 0:
        return piece
    more = []
    for line in itertools.islice(file, MOST_LINES):
        more.append(line)
        if line.count(b'"') % 2:
            return b"".join([piece, *more])
    raise UncleanError


def _lines(file: BinaryIO, line_end: bytes) -> Iterator[bytes]:
    if line_end == b"\n":
        return iter(file)
    return (found[0] for found in re.finditer(rb"[^\r]*\r|[^\r]+", file.read()))


def _place(record: Record, at: int) -> tuple[int, int]:
    """Line and column of a position in a record's text; a line break inside a quoted cell starts a line."""
    before = _shown(record.raw)[:at]
    return record.line + before.count("\n"), at - before.rfind("\n")


def _shown(raw: bytes) -> str:
    try:
        return decode(raw)
    except UnicodeDecodeError:
        return raw.decode("latin-1")
