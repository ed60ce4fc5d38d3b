"""Numbers as everywhere else, where a file has its own way: a comma before decimals, a mark for nought."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

import polars as pl

from logframe.evidence import numbers
from logframe.evidence.declared.tables import Text
from logframe.evidence.labels import AMBIGUOUS, UNLIKE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from logframe.evidence.declared.tables import Positions, Table
    from logframe.evidence.extract import Batch

# The sign; a semicolon where nobody says, and it separates the fields because commas are in numbers.
_Decimal = Literal[",", ";"]

_BEFORE, _AFTER = r"^\s*(?:%\s*)?[+\u2212-]?", r"\s*%?\s*$"
_NUMBER_LIKE = rf"{_BEFORE}[0-9.,]*[0-9][0-9.,]*{_AFTER}"
# Two commas, or a point behind one: they can only be of thousands.
_THOUSANDS = rf"{_BEFORE}[0-9]{{1,3}}(?:(?:,[0-9]{{3}}){{2,}}(?:\.[0-9]*)?|,[0-9]{{3}}\.[0-9]*){_AFTER}"
_DECIMAL_COMMA = rf"{_BEFORE}(?:[0-9]{{1,3}}(?:\.[0-9]{{3}})+|[0-9]*)(?:,[0-9]*)?{_AFTER}"


def in_points(table: Table, columns: Collection[int], decimal: Literal[",", "."] | None) -> Table:
    """A table whose numbers have points before their decimals, as they have everywhere else.

    Args:
        table: A table.
        columns: The positions of its columns of numbers.
        decimal: The sign that is declared to stand there. Where none is, and fields are separated by
            semicolons, a number with a comma is none, unless that can only be of thousands.
    """
    if decimal == ",":
        return _Respelt(table, frozenset(columns), partial(_pointed, decimal=","))
    if decimal is None and isinstance(table, Text) and table.begun.separator == ";":
        return _Respelt(table, frozenset(columns), partial(_pointed, decimal=";"))
    return table


def with_noughts(table: Table, columns: Collection[int], marks: Collection[str]) -> Table:
    """A table with 0 in place of the marks that stand for it.

    Args:
        table: A table.
        columns: The positions of its columns of values and counts.
        marks: The marks, in small letters.
    """
    return _Respelt(table, frozenset(columns), partial(_filled, marks=frozenset(marks))) if marks else table


@dataclass(frozen=True, slots=True, eq=False)
class _Respelt:
    """A table of which some columns are spelt otherwise: `spelt` makes their cells anew."""

    table: Table
    columns: frozenset[int]
    spelt: Callable[[pl.Series], pl.Series]

    @property
    def names(self) -> Sequence[str]:
        """See `Table`."""
        return self.table.names

    def place(self, position: int) -> tuple[int, int]:
        """See `Table`."""
        return self.table.place(position)

    def odd(self, position: int) -> str:
        """See `Table`."""
        return self.table.odd(position)

    def batches(self, positions: Positions, least: int | None, *, careful: bool) -> Iterator[Batch]:
        """See `Table`."""
        for batch in self.table.batches(positions, least, careful=careful):
            held = [name for name in batch.rows.columns if name.isdigit() and int(name) in self.columns]
            yield replace(batch, rows=batch.rows.with_columns(self.spelt(batch.rows[name]) for name in held))

    def locate(self, spots: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], tuple[int, int]]:
        """See `Table`."""
        return self.table.locate(spots)

    def rows(self, records: Collection[int]) -> dict[int, Sequence[str]]:
        """See `Table`."""
        return {record: self._row(cells) for record, cells in self.table.rows(records).items()}

    def first(self, count: int) -> Iterable[Sequence[str]]:
        """See `Table`."""
        return self.table.first(count)

    def _row(self, cells: Sequence[str]) -> Sequence[str]:
        read = self.spelt(pl.Series("cells", cells, dtype=pl.String))
        return [
            one if at in self.columns else cell
            for at, (cell, one) in enumerate(zip(cells, read, strict=True))
        ]


def _pointed(cells: pl.Series, decimal: _Decimal) -> pl.Series:
    """Texts of numbers with a point before their decimals; those that are not clear are marked as such."""
    if cells.dtype != pl.String:
        return cells
    return cells.to_frame().select(_with_point(pl.col(cells.name), decimal)).to_series()


def _filled(cells: pl.Series, marks: frozenset[str]) -> pl.Series:
    """Numbers, or texts of them, with 0 in place of marks."""
    marked = numbers.marked(cells, marks)
    if not marked.any():
        return cells
    zero = pl.Series([0]).cast(cells.dtype)
    return zero.new_from_index(0, len(cells)).zip_with(marked, cells).alias(cells.name)


def _with_point(cells: pl.Expr, decimal: _Decimal) -> pl.Expr:
    comma, point = (cells.str.contains(sign, literal=True) for sign in ",.")
    number = cells.str.contains(_NUMBER_LIKE)
    if decimal == ";":
        unclear = comma & number & ~cells.str.contains(_THOUSANDS)
        return pl.when(unclear).then(cells + AMBIGUOUS).otherwise(cells)
    with_point = cells.str.replace_all(".", "", literal=True).str.replace_all(",", ".", literal=True)
    return (
        pl.when(~((comma | point) & number).fill_null(value=False))
        .then(cells)
        .when(cells.str.contains(_DECIMAL_COMMA))
        .then(with_point)
        .otherwise(cells + UNLIKE)
    )
