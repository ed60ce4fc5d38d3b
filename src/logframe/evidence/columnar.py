"""Parquet files as batches of rows."""

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
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from logframe.evidence.faults import Spot

#: Beyond so many rows a file may not have more than so many for each of its bytes. What is measured takes
#: some bytes a row; what repeats one row for ever takes none.
MOST_ROWS_UNPROVEN, MOST_ROWS_A_BYTE = 10_000_000, 10

_BATCH = 500_000


@dataclass(frozen=True, slots=True)
class Columnar:
    """A Parquet file: columns may be typed, and a place in it is the number of a row and of a column.

    Attributes:
        name: How it is named to people.
        columns: The tidy columns that it has.
        path: Where it is.
        taken: What to take for each of them.
        positions: The number of each, from 0.
    """

    name: str
    columns: tuple[str, ...]
    path: Path
    taken: Mapping[str, pl.Expr]
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
        try:
            scan = pl.scan_parquet(self.path, glob=False, row_index_name=_INDEX, row_index_offset=1)
            rows = encode(scan.select(pl.col(_INDEX).alias("record"), **self.taken), self.columns)
            for batch in rows.collect_batches(chunk_size=_BATCH, maintain_order=True):
                yield Batch(batch)
        except (PolarsError, PanicException, OSError) as error:
            raise UnreadableError(f"a Parquet file that breaks off: {_first_line(error)}") from error

    def locate(self, spots: Iterable[Spot]) -> dict[Spot, tuple[int, int]]:
        """See `Extract`."""
        return {(record, column): (record, self.positions.get(column, 0) + 1) for record, column in spots}


def open_columnar(name: str, path: Path) -> tuple[Columnar | None, list[Message]]:
    """Look at the schema of a Parquet file.

    Returns:
        The extract, or None where it is none in the tidy layout; and LF402 for faults of its columns.

    Raises:
        UnreadableError: It is no Parquet file.
    """
    schema = schema_of(path)
    spelt = list(schema)
    header = Header([column.strip() for column in spelt], lambda at: (1, at + 1))
    positions, messages = header.tidy(name)
    if positions is None:
        return None, messages
    for column, at in positions.items():
        kind = schema[spelt[at]]
        if kind.is_nested() or kind in (pl.Binary, pl.Object):
            text = f"the column {quoted(column)} holds neither text nor numbers: the file was not read"
            return None, [*messages, Message(name, 1, at + 1, "LF402", text)]
    columns = tuple(sorted(positions, key=positions.__getitem__))
    taken = {column: _taken(column, spelt[at], schema[spelt[at]]) for column, at in positions.items()}
    return Columnar(name, columns, path, taken, positions), messages


def schema_of(path: Path) -> dict[str, pl.DataType]:
    """The names and kinds of a Parquet file's columns.

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
    return schema


def _taken(column: str, spelt: str, kind: pl.DataType) -> pl.Expr:
    """A column as an extract of text would have it; only numbers may stay what they are."""
    taken = pl.col(spelt)
    if column in NUMBERS and kind.is_numeric():
        return taken
    return (taken.dt.date() if isinstance(kind, pl.Datetime) else taken).cast(pl.String)


# No column of a file is named so.
_INDEX = "\0record"


def _first_line(error: BaseException) -> str:
    return quoted(str(error).partition("\n")[0])
