"""Files as tables whose columns are known by their positions: text, Parquet, sheets of workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import polars as pl
from polars.exceptions import PanicException, PolarsError

from logframe.declarations.layouts import named, plain
from logframe.evidence.beginning import begin
from logframe.evidence.declared.footer import without_footer
from logframe.evidence.delimited import Delimited
from logframe.evidence.extract import Batch, UnreadableError
from logframe.evidence.header import joined
from logframe.evidence.parquet import in_batches, open_parquet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from logframe.declarations import Extract as Says
    from logframe.evidence.beginning import Beginning
    from logframe.evidence.parquet import Parquet

_SEPARATORS = ",;\t|"

Positions = tuple[int, ...]


class Table(Protocol):
    """A table of a file.

    Its rows come as `record` and a column for each position asked for, which is named by its number: text,
    or the numbers that the file stores as such.
    """

    @property
    def names(self) -> Sequence[str]:
        """The names of its columns, as spelt; a column without one has none."""

    def place(self, position: int) -> tuple[int, int]:
        """Line and column of a name."""

    def odd(self, position: int) -> str:
        """What a column holds that is neither text nor numbers; "" where it holds those."""

    def batches(self, positions: Positions, least: int | None, *, careful: bool) -> Iterator[Batch]:
        """Its rows: those with `least` fields too, where that is not None. See `Extract.batches`."""

    def locate(self, spots: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], tuple[int, int]]:
        """Line and column of cells, by record and position."""

    def rows(self, records: Collection[int]) -> Mapping[int, Sequence[str]]:
        """All cells of some rows, as text."""

    def first(self, count: int) -> Iterable[Sequence[str]]:
        """All cells of so many rows at most, from the first on, as text."""


@dataclass(frozen=True, slots=True)
class Text:
    """Delimited text."""

    name: str
    path: Path
    begun: Beginning

    @property
    def names(self) -> Sequence[str]:
        """See `Table`."""
        return self.begun.header.names

    def place(self, position: int) -> tuple[int, int]:
        """See `Table`."""
        return self.begun.header.place(position)

    def odd(self, position: int) -> str:  # noqa: ARG002  # all of it is text
        """See `Table`."""
        return ""

    def batches(self, positions: Positions, least: int | None, *, careful: bool) -> Iterator[Batch]:
        """See `Table`."""
        return self._read(positions, least).batches(careful=careful)

    def locate(self, spots: Collection[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
        """See `Table`."""
        read = self._read(tuple({at for _, at in spots}), 1)
        found = read.locate([(record, str(at)) for record, at in spots])
        return {(record, int(at)): place for (record, at), place in found.items()}

    def rows(self, records: Collection[int]) -> dict[int, list[str]]:
        """See `Table`."""
        return self._read((0,), 1).rows(records)

    def first(self, count: int) -> Iterable[Sequence[str]]:
        """See `Table`."""
        return self.rows(range(1, count + 1)).values()

    def _read(self, positions: Positions, least: int | None) -> Delimited:
        named = {str(at): at for at in sorted(positions)}
        return Delimited(self.name, tuple(named), self.path, named, self.begun, least=least, bare=True)


@dataclass(frozen=True, slots=True)
class Stored:
    """A Parquet file: a place in it is the number of a row and of a column."""

    file: Parquet

    @property
    def names(self) -> Sequence[str]:
        """See `Table`."""
        return self.file.names

    def place(self, position: int) -> tuple[int, int]:
        """See `Table`."""
        return 1, position + 1

    def odd(self, position: int) -> str:
        """See `Table`."""
        return str(self.file.kinds[position]) if self.file.is_odd(position) else ""

    def batches(self, positions: Positions, least: int | None, *, careful: bool) -> Iterator[Batch]:  # noqa: ARG002  # there is one way only
        """See `Table`."""
        return in_batches(self._rows(positions))

    def locate(self, spots: Collection[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
        """See `Table`."""
        return {(record, at): (record, at + 1) for record, at in spots}

    def rows(self, records: Collection[int]) -> dict[int, list[str]]:
        """See `Table`."""
        return self._cells(self._rows().filter(pl.col("record").is_in(list(records))))

    def first(self, count: int) -> Iterable[Sequence[str]]:
        """See `Table`."""
        try:
            return self._cells(self._rows().head(count)).values()
        except (PolarsError, PanicException, OSError):
            return ()  # whoever reads on is told why

    def _rows(self, positions: Positions | None = None) -> pl.LazyFrame:
        """The rows with the columns at some positions, or all."""
        every = range(len(self.names)) if positions is None else positions
        return self.file.rows(**{str(at): self.file.column(at) for at in every})

    def _cells(self, rows: pl.LazyFrame) -> dict[int, list[str]]:
        found = rows.collect().iter_rows()
        return {row[0]: ["" if cell is None else str(cell) for cell in row[1:]] for row in found}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A sheet of a workbook: a place in it is the number of a row and of a column."""

    names: Sequence[str]
    above: int
    cells: pl.DataFrame

    def place(self, position: int) -> tuple[int, int]:
        """See `Table`."""
        return self.above, position + 1

    def odd(self, position: int) -> str:  # noqa: ARG002  # all of it is text
        """See `Table`."""
        return ""

    def batches(self, positions: Positions, least: int | None, *, careful: bool) -> Iterator[Batch]:  # noqa: ARG002  # there is one way only
        """See `Table`."""
        named = [pl.nth(at + 1).alias(str(at)) for at in positions]
        filled = pl.any_horizontal(pl.all().exclude("record").str.strip_chars() != "")
        yield Batch(self.cells.filter(filled).select("record", *named))

    def locate(self, spots: Collection[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
        """See `Table`."""
        return {(record, at): (self.above + record, at + 1) for record, at in spots}

    def rows(self, records: Collection[int]) -> dict[int, list[str]]:
        """See `Table`."""
        return self._cells(self.cells.filter(pl.col("record").is_in(list(records))))

    def first(self, count: int) -> Iterable[Sequence[str]]:
        """See `Table`."""
        return self._cells(self.cells.head(count)).values()

    def _cells(self, rows: pl.DataFrame) -> dict[int, list[str]]:
        return {row[0]: [cell or "" for cell in row[1:]] for row in rows.iter_rows()}


def open_text(name: str, path: Path, says: Says, spare: Path) -> Text:
    """Look at the start of delimited text; what separates its fields is found out.

    Raises:
        UnreadableError: It is no text, or has no header.
    """
    names = named(says)
    begun = begin(path, _SEPARATORS, says.skip, says.header, lambda name: plain(name) in names)
    return Text(name, without_footer(path, begun, spare / "table") if says.footer else path, begun)


def open_stored(path: Path) -> Stored:
    """Look at the schema of a Parquet file.

    Raises:
        UnreadableError: It is no Parquet file.
    """
    return Stored(open_parquet(path))


def open_sheet(cells: pl.DataFrame, skip: int, lines: int) -> Sheet:
    """Find the header of a sheet, each of whose cells is text.

    Args:
        cells: All of them.
        skip: How many rows to pass over.
        lines: How many rows the header takes, blank ones left out.

    Raises:
        UnreadableError: It is empty.
    """
    midnight = pl.all().fill_null("").str.strip_suffix(" 00:00:00")  # a day is no moment
    return _below_header(cells.select(midnight), skip, lines)


def _below_header(cells: pl.DataFrame, skip: int, lines: int) -> Sheet:
    rows = cells.slice(skip)
    filled = rows.select(pl.any_horizontal(pl.all().str.strip_chars() != "")).to_series().arg_true()
    if filled.is_empty():
        raise UnreadableError("there is nothing below the lines that are skipped")
    if len(filled) < lines:
        raise UnreadableError(f"the header cannot take {lines} lines: there are fewer", key="header")
    above = skip + filled[lines - 1] + 1
    names = joined([rows.row(at) for at in filled[:lines]])
    record = pl.int_range(1, cells.height - above + 1, dtype=pl.get_index_type(), eager=True)
    return Sheet(names, above, cells.slice(above).insert_column(0, record.alias("record")))
