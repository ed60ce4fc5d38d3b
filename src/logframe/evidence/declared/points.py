"""Which sign stands before the decimals of a number, where a file may have a comma there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import polars as pl

from logframe.evidence.declared.tables import Text
from logframe.evidence.labels import AMBIGUOUS, UNLIKE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from logframe.evidence.declared.tables import Positions, Table
    from logframe.evidence.extract import Batch

# The sign; a semicolon where nobody says, and it separates the fields because commas are in numbers.
_Decimal = Literal[",", ";"]

_BEFORE, _AFTER = r"^\s*(?:%\s*)?[+\u2212-]?", r"\s*%?\s*$"
_NUMBER_LIKE = rf"{_BEFORE}[0-9.,]*[0-9][0-9.,]*{_AFTER}"
# Two commas, or a point behind one: they can only be of thousands.
_THOUSANDS = rf"{_BEFORE}[0-9]{{1,3}}(?:(?:,[0-9]{{3}}){{2,}}(?:\.[0-9]*)?|,[0-9]{{3}}\.[0-9]*){_AFTER}"
_DECIMAL_COMMA = rf"{_BEFORE}(?:[0-9]{{1,3}}(?:\.[0-9]{{3}})+|[0-9]*)(?:,[0-9]*)?{_AFTER}"


def in_points(table: Table, numbers: Collection[int], decimal: Literal[",", "."] | None) -> Table:
    """A table whose numbers have points before their decimals, as they have everywhere else.

    Args:
        table: A table.
        numbers: The positions of its columns of numbers.
        decimal: The sign that is declared to stand there. Where none is, and fields are separated by
            semicolons, a number with a comma is none, unless that can only be of thousands.
    """
    if decimal == ",":
        return _InPoints(table, frozenset(numbers), ",")
    if decimal is None and isinstance(table, Text) and table.begun.separator == ";":
        return _InPoints(table, frozenset(numbers), ";")
    return table


@dataclass(frozen=True, slots=True, eq=False)
class _InPoints:
    table: Table
    numbers: frozenset[int]
    decimal: _Decimal

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
            texts = [
                name
                for name, kind in batch.rows.schema.items()
                if kind == pl.String and name.isdigit() and int(name) in self.numbers
            ]
            yield replace(batch, rows=batch.rows.with_columns(_pointed(name, self.decimal) for name in texts))

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
        texts = pl.DataFrame({"text": cells}, schema={"text": pl.String})
        read = texts.select(_pointed("text", self.decimal)).to_series()
        return [
            one if at in self.numbers else cell
            for at, (cell, one) in enumerate(zip(cells, read, strict=True))
        ]


def _pointed(name: str, decimal: _Decimal) -> pl.Expr:
    """Texts of numbers with a point before their decimals; those that are not clear are marked as such."""
    cells = pl.col(name)
    comma, point = (cells.str.contains(sign, literal=True) for sign in ",.")
    number = cells.str.contains(_NUMBER_LIKE)
    if decimal == ";":
        unclear = comma & number & ~cells.str.contains(_THOUSANDS)
        return pl.when(unclear).then(cells + AMBIGUOUS).otherwise(cells).alias(name)
    with_point = cells.str.replace_all(".", "", literal=True).str.replace_all(",", ".", literal=True)
    return (
        pl.when(~((comma | point) & number).fill_null(value=False))
        .then(cells)
        .when(cells.str.contains(_DECIMAL_COMMA))
        .then(with_point)
        .otherwise(cells + UNLIKE)
        .alias(name)
    )
