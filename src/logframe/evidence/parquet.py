"""Parquet files: their columns as text and numbers, and those in the tidy layout as extracts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
from polars.exceptions import PanicException, PolarsError

from logframe.evidence.encode import encode
from logframe.evidence.extract import Batch, UnreadableError
from logframe.evidence.faults import quoted
from logframe.evidence.header import Header
from logframe.evidence.model import NUMBERS
from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from logframe.evidence.faults import Spot

#: Beyond so many rows a file may not have more than so many for each of its bytes. What is measured takes
#: some bytes a row; what repeats one row for ever takes none.
MOST_ROWS_UNPROVEN, MOST_ROWS_A_BYTE = 10_000_000, 10

_BATCH = 500_000
# No column of a file is named so.
_INDEX = "\0record"


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file: columns may be typed, and a place in it is the number of a row and of a column.

    Attributes:
        path: Where it is.
        names: The names of its columns, as spelt.
        kinds: What each of them holds.
    """

    path: Path
    names: Sequence[str]
    kinds: Sequence[pl.DataType]

    def is_odd(self, position: int) -> bool:
        """Whether a column holds neither text nor numbers."""
        kind = self.kinds[position]
        return kind.is_nested() or kind in (pl.Binary, pl.Object)

    def column(self, position: int) -> pl.Expr:
        """A column of `rows`: numbers as they are, all else as text; what is neither holds nothing."""
        column, kind = pl.nth(position + 1), self.kinds[position]  # behind the row's number
        if self.is_odd(position):
            return pl.lit(None, dtype=pl.String)
        if kind.is_numeric():
            return column
        return (column.dt.date() if isinstance(kind, pl.Datetime) else column).cast(pl.String)

    def rows(self, **columns: pl.Expr) -> pl.LazyFrame:
        """The rows, by `record` (their numbers from 1), with some columns made of `column`."""
        scan = pl.scan_parquet(self.path, glob=False, row_index_name=_INDEX, row_index_offset=1)
        return scan.select(pl.col(_INDEX).alias("record"), **columns)


def open_parquet(path: Path) -> Parquet:
    """Look at the schema of a Parquet file.

    Raises:
        UnreadableError: It is no Parquet file, or has more rows than its size can mean.
    """
    try:
        with path.open("rb") as file:
            schema = dict(pl.read_parquet_schema(file))
        rows = pl.scan_parquet(path, glob=False).select(pl.len()).collect().item()
        size = path.stat().st_size
    except (PolarsError, PanicException, OSError) as error:
        raise UnreadableError(f"not a Parquet file that can be read: {_first_line(error)}") from error
    if rows > max(MOST_ROWS_UNPROVEN, MOST_ROWS_A_BYTE * size):
        raise UnreadableError(f"{size:,} bytes that claim to be {rows:,} rows")
    return Parquet(path, list(schema), list(schema.values()))


def in_batches(rows: pl.LazyFrame) -> Iterator[Batch]:
    """Rows of a Parquet file, see `Extract.batches`.

    Raises:
        UnreadableError: The file cannot be read to its end.
    """
    try:
        for batch in rows.collect_batches(chunk_size=_BATCH, maintain_order=True):
            yield Batch(batch)
    except (PolarsError, PanicException, OSError) as error:
        raise UnreadableError(f"a Parquet file that breaks off: {_first_line(error)}") from error


@dataclass(frozen=True, slots=True)
class Columnar:
    """A Parquet file in the tidy layout.

    Attributes:
        name: How it is named to people.
        columns: The tidy columns that it has, in the order of the file.
        file: What is in it.
        positions: The number of each column, from 0.
    """

    name: str
    columns: tuple[str, ...]
    file: Parquet
    positions: Mapping[str, int]

    @property
    def slots(self) -> int:
        """See `Extract`."""
        return 1

    def told_apart(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:  # noqa: ARG002  # a tidy file has no column that could tell
        """See `Extract`."""
        return {}

    def batches(self, *, careful: bool) -> Iterator[Batch]:  # noqa: ARG002  # there is one way only
        """See `Extract`."""
        taken = {name: self.file.column(self.positions[name]) for name in self.columns}
        # As an extract of text would have it: only numbers may stay what they are.
        texts = {name: one if name in NUMBERS else one.cast(pl.String) for name, one in taken.items()}
        return in_batches(encode(self.file.rows(**texts), self.columns))

    def locate(self, spots: Iterable[Spot]) -> dict[Spot, tuple[int, int]]:
        """See `Extract`."""
        return {(record, column): (record, self.positions.get(column, 0) + 1) for record, column in spots}


def open_columnar(name: str, path: Path) -> tuple[Columnar | None, list[Message]]:
    """Look at the schema of a Parquet file in the tidy layout.

    Returns:
        The extract, or None where it is none in that layout; and LF402 for faults of its columns.

    Raises:
        UnreadableError: It is no Parquet file.
    """
    file = open_parquet(path)
    header = Header([column.strip() for column in file.names], lambda at: (1, at + 1))
    positions, messages = header.tidy(name)
    if positions is None:
        return None, messages
    for column, at in positions.items():
        if file.is_odd(at):
            text = f"the column {quoted(column)} holds neither text nor numbers: the file was not read"
            return None, [*messages, Message(name, 1, at + 1, "LF402", text)]
    columns = tuple(sorted(positions, key=positions.__getitem__))
    return Columnar(name, columns, file, positions), messages


def _first_line(error: BaseException) -> str:
    return quoted(str(error).partition("\n")[0])
