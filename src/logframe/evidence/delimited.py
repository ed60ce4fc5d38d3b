"""Delimited text as batches of rows: swiftly by the engine, or carefully record by record.

The engine reads ten million rows in a second, but takes a short row for one with empty cells at its end, and
stops at a long one, at bytes that are not UTF-8 and at stray quotation marks. So its reading counts only if
it reached the end and every row proves to have as many fields as the header.
"""

from __future__ import annotations

import itertools
import os
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl
from polars.exceptions import PanicException, PolarsError

from logframe.evidence.beginning import begin
from logframe.evidence.encode import encode
from logframe.evidence.extract import Batch, UncleanError, UnreadableError
from logframe.evidence.faults import Fault, tell_apart
from logframe.evidence.records import (
    MOST_BYTES,
    MOST_IN_VAIN,
    MOST_LINES,
    Record,
    decode,
    lines_of,
    place_of,
    records,
    shown,
    split,
    starts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from logframe.evidence.beginning import Beginning
    from logframe.evidence.faults import Spot
    from logframe.messages import Message

# So many bytes are read at a time, and no more text than theirs is in memory.
_PIECE = 1 << 23
# So many pieces are parsed at a time.
_AHEAD = 2
_SMALL = 1 << 20
_CAREFUL_BATCH = 100_000
# No row that lies in two of so many bytes can be too long.
_WINDOW = 1 << 16
# The engine's cost grows with the columns it has to know.
_MOST_SWIFT_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Delimited:
    """A CSV file.

    Attributes:
        name: How it is named to people.
        columns: The tidy columns that it has, in the order of the file.
        path: Where it is.
        positions: At which field, from 0, each of the columns is.
        begun: Where its rows begin.
        least: How many fields a row must have, where it may leave out those at its end.
        bare: The columns are given as they are, and not encoded as those of a tidy extract.
    """

    name: str
    columns: tuple[str, ...]
    path: Path
    positions: Mapping[str, int]
    begun: Beginning
    least: int | None = None
    bare: bool = False

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
            cells = starts(shown(record.raw), self.begun.separator)
            for column in wanted[number]:
                at = self.positions.get(column, 0)
                places[number, column] = place_of(record, cells[at] if at < len(cells) else 0)
        return places

    def told_apart(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
        """See `Extract`."""
        pairs = list(pairs)
        rows = self.rows({record for pair in pairs for record in pair})
        return tell_apart(pairs, rows, self.begun.header.names, set(self.positions.values()))

    def rows(self, wanted: Collection[int]) -> dict[int, list[str]]:
        """The cells of the rows of some numbers, as far as they can be told apart."""
        return {
            number: split(shown(record.raw), self.begun.separator) or []
            for number, record in self.found(wanted)
        }

    def found(self, wanted: Collection[int]) -> list[tuple[int, Record]]:
        """The records of some numbers."""
        last = max(wanted, default=0)
        found: list[tuple[int, Record]] = []
        with self.path.open("rb") as file:
            file.seek(self.begun.size)
            for number, raw in enumerate(
                itertools.islice(lines_of(file, self.begun.line_end), last), start=1
            ):
                if b'"' in raw:
                    break
                if number in wanted:
                    found.append(
                        (number, Record(self.begun.lines + number, raw.rstrip(b"\r\n"), closed=True))
                    )
            else:
                return found  # without quotation marks each line is a record, and that was quick
            numbered = enumerate(itertools.islice(self._records(file), last), start=1)
            return [(number, record) for number, record in numbered if number in wanted]

    def _swiftly(self) -> Iterator[Batch]:
        if self.begun.fields > _MOST_SWIFT_COLUMNS or self.begun.line_end != b"\n":
            raise UncleanError
        try:
            with self.path.open("rb") as file:
                file.seek(self.begun.size)
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
        last = pl.col(str(self.begun.fields - 1)).is_null().alias("doubtful")
        rows = self._prepared(_scan(piece, self.begun).select("record", last, **names))
        # The rows of a small file are made sooner than threads are.
        batch = rows.collect(engine="streaming" if len(piece) > _SMALL else "in-memory")
        if batch.drop_in_place("doubtful").any() and not self._full(piece, batch.height):
            raise UncleanError
        if b'"' in piece and self._runs_on(piece, batch.height):
            raise UncleanError
        return Batch(batch, size=len(piece))

    def _full(self, piece: bytes, rows: int) -> bool:
        """Whether a piece of the file has just the separators that full rows take.

        No row is too long, or the engine would have stopped; so if none is missing, no row is too short, and
        no line is blank.
        """
        expected, found = (self.begun.fields - 1) * rows, piece.count(self.begun.separator.encode())
        if b'"' not in piece:
            return found == expected
        inside = pl.sum_horizontal(
            pl.exclude("record").str.count_matches(self.begun.separator, literal=True).sum()
        )
        within = _scan(piece, self.begun).select(inside).collect(engine="streaming")
        return bool(found - within.item() == expected)

    def _runs_on(self, piece: bytes, rows: int) -> bool:
        """Whether a row of a piece of the file may run on for longer than the careful reading allows it."""
        breaks = piece.count(b"\n") + (not piece.endswith(b"\n")) - rows
        # A line is looked at again for each of its cells that ends there.
        again = 2 + min(breaks, self.begun.fields)
        windows = range(0, len(piece) - _WINDOW, _WINDOW)
        if breaks < MOST_LINES and (
            not breaks
            # If each window has more line breaks than there are in cells, no row is as long as one.
            or (
                again * 2 * _WINDOW < MOST_IN_VAIN
                and all(piece.count(b"\n", at, at + _WINDOW) > breaks for at in windows)
            )
        ):
            return False
        texts = pl.exclude("record").str
        # Behind each cell stands a separator, around it may be quotation marks, and those in it are doubled.
        size = 3 * self.begun.fields + 2 * pl.sum_horizontal(texts.len_bytes())
        lines = 1 + pl.sum_horizontal(texts.count_matches("\n", literal=True))
        looked_at = size * (2 + pl.min_horizontal(lines, self.begun.fields))
        long = (lines > MOST_LINES) | (size >= MOST_BYTES) | (looked_at >= MOST_IN_VAIN)
        found = _scan(piece, self.begun).select(((lines > 1) & long).any()).collect(engine="streaming")
        return bool(found.item())

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
        file.seek(self.begun.size)
        lines = lines_of(file, self.begun.line_end)
        return records(lines, self.begun.separator, self.begun.fields, self.begun.lines + 1, least=self.least)

    def _cells(self, number: int, record: Record) -> list[str] | Fault:
        try:
            text = decode(record.raw)
        except UnicodeDecodeError as error:
            place = place_of(record, error.start)
            why = "bytes that are neither UTF-8 nor Windows-1252: the row was not read"
            return Fault("LF401", number, "", why, place=place)
        cells = split(text, self.begun.separator) if record.closed else None
        if cells is None:
            where = starts(text, self.begun.separator)[-1]
            why = "the quoted cell that starts here does not end as a cell does: the row was not read"
            return Fault("LF409", number, "", why, place=place_of(record, where))
        if len(cells) == self.begun.fields:
            return cells
        if self.least is not None and self.least <= len(cells) < self.begun.fields:
            return cells + [""] * (self.begun.fields - len(cells))
        long = len(cells) > self.begun.fields
        where = starts(text, self.begun.separator)[self.begun.fields] if long else len(text)
        fields = "1 field" if len(cells) == 1 else f"{len(cells):,} fields"
        why = f"{fields} where the header has {self.begun.fields:,}: the row was not read"
        return Fault("LF409", number, "", why, place=place_of(record, where))


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
    return Delimited(name, columns, path, positions, begun), messages


def _scan(piece: bytes, begun: Beginning) -> pl.LazyFrame:
    return pl.scan_csv(
        piece,
        has_header=False,
        schema={str(at): pl.String() for at in range(begun.fields)},
        separator=begun.separator,
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
