"""What a sheet of a workbook holds, before it is known how a workbook is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Number(NamedTuple):
    """A number and the format in which a spreadsheet shows it."""

    value: float
    format: str


class Verdict(NamedTuple):
    """A verdict in words; its code chooses the cell's colours."""

    code: str
    words: str


Cell: TypeAlias = "str | Number | Verdict | date | None"
"""None is an empty cell: the question does not arise."""


class Column(NamedTuple):
    """A heading, and the width in letters."""

    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a heading for each column, and a row of as many cells for each thing.

    Attributes:
        name: On the sheet's tab; at most 31 letters.
        kept: How many columns stay in sight when one scrolls to the right.
        title: Above the sheet on paper; empty is its name.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    kept: int = 0
    title: str = ""


def number(value: float | None, unit: str | None, decimals: int | None) -> Number | None:
    """Make a cell of a value; per cents become what a spreadsheet calls a percentage, 6.96% as 0.0696."""
    if value is None:
        return None
    fraction = "" if decimals == 0 else f".{'0' * decimals}" if decimals else ".####"
    if unit == "percent":
        return Number(value / 100, f"0{fraction}%")
    return Number(value, f"#,##0{fraction}")
