"""Every figure of a series as text: in as many columns as the page has room for, the rest below each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from logframe.report import figures
from logframe.report.layout import GAP, width
from logframe.report.picture import NO_VALUE, used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from logframe.report.layout import Page
    from logframe.report.steps import Behind
    from logframe.report.wording import Row

_INDENT = "  "
_NONE = "none"
_DECIMALS = 6  # on the scale z
_NUMBER = re.compile(rf"{figures.MINUS}?[0-9][0-9,]*(?P<rest>\S*)$")
_OF_EACH = {"note": "The file notes on each", "source": "Source of each"}


class _Column(NamedTuple):
    """A fact of every figure; a cell is empty where it has none."""

    heading: str
    cells: list[str]
    is_number: bool = True


def listing(page: Page, row: Row, behind: Behind) -> Iterator[str]:
    """List the figures of an indicator and area.

    Args:
        page: Where they go.
        row: The row of the verdict frame.
        behind: What stands behind it.
    """
    shown, step = behind.figures, behind.step
    values = _values(shown, row["unit"])
    columns = [
        _Column("period", [each["period"] for each in shown], is_number=False),
        _Column("figure", [value or NO_VALUE for value in values("value")]),
        _Column("used", list(map(used, shown)), is_number=False),
    ]
    if step and (step["scale"] != "identity" or step["of"] != "value"):
        zs = ["" if each["z"] is None else figures.number(each["z"], _DECIMALS) for each in shown]
        columns.append(_Column("z", zs))
    columns.append(_Column(row["reference_name"] or "compared", values("comparator")))
    return _table(page, [*columns, *_origins(shown, row["unit"])], shown)


def parts_listing(page: Page, unit: str | None, parts: Sequence[Row]) -> Iterator[str]:
    """List figures from which others were made, or to which they were compared.

    Args:
        page: Where they go.
        unit: The measure's.
        parts: Rows of the observations, with ``period`` and ``of``: whose figure each is.
    """
    values = _values(parts, unit)
    columns = [
        _Column("period", [each["period"] for each in parts], is_number=False),
        _Column("of", [each["of"] for each in parts], is_number=False),
        _Column("figure", [value or NO_VALUE for value in values("value")]),
    ]
    return _table(page, [*columns, *_origins(parts, unit)], parts)


def _values(shown: Sequence[Row], unit: str | None) -> Callable[[str], list[str]]:
    """Write a column's values, each with its own decimals."""
    most = max((each["decimals"] for each in shown if each["decimals"] is not None), default=None)

    def one(each: Row, name: str) -> str:
        if each[name] is None:
            return ""
        return figures.value(each[name], unit, figures.decimals_of(each, name, most))

    return lambda name: [one(each, name) for each in shown]


def _origins(shown: Sequence[Row], unit: str | None) -> Iterator[_Column]:
    """Give what a figure rests on, and where it was read."""
    values = _values(shown, unit)
    ends = zip(values("lower"), values("upper"), strict=True)
    intervals = [f"{low} to {high}" if low and high else "" for low, high in ends]
    yield _Column("95% interval", intervals, is_number=False)
    for name in ("numerator", "denominator"):
        numbers = ["" if each[name] is None else figures.number(each[name]) for each in shown]
        yield _Column(name, numbers)
    published = [each["published"].isoformat() if each["published"] else "" for each in shown]
    yield _Column("published", published, is_number=False)
    if _one(each["file"] for each in shown):
        yield _Column("record", [figures.number(each["record"]) for each in shown])
    else:
        yield _Column("from", list(map(_from, shown)), is_number=False)
    for name in ("note", "source"):
        if not _one(_said(each, name) for each in shown):
            yield _Column(name, [_said(each, name) or "" for each in shown], is_number=False)


def _one(texts: Iterable[str | None]) -> str | None:
    """Give what all texts say, if it is the same."""
    said = set(texts)
    return said.pop() if len(said) == 1 else None


def _said(each: Row, name: str) -> str | None:
    """Give a row's own note or source: a file's name that stands for a source is told elsewhere."""
    said: str | None = each[name]
    return None if said == each["file"] else said


def _from(each: Row) -> str:
    return f"{each['file']}, record {each['record']:,}" if each["file"] else "computed"


def _table(page: Page, columns: Iterable[_Column], shown: Sequence[Row]) -> Iterator[str]:
    """Set columns, what holds for all rows above them; a column without a cell is left out."""
    fitting, rest = _split(page, [column for column in columns if any(column.cells)])
    if file := _one(each["file"] for each in shown):
        yield from page.paragraph(f"All are from {file}; records are counted from 1, below the header.")
    for name, words in _OF_EACH.items():
        if said := _one(_said(each, name) for each in shown):
            yield from page.paragraph(f"{words}: {said}")
    yield _line(fitting, [column.heading for column in fitting], page)
    for at in range(len(shown)):
        yield _line(fitting, [column.cells[at] or _NONE for column in fitting], page)
        below = [f"{column.heading} {column.cells[at]}" for column in rest if column.cells[at]]
        if below:
            yield from page.paragraph("; ".join(below), indent=_INDENT * 2, first=_INDENT)


def _split(page: Page, columns: Sequence[_Column]) -> tuple[list[_Column], list[_Column]]:
    """Part the columns that the page has room for from the others."""
    fitting: list[_Column] = []
    rest: list[_Column] = []
    room = page.width + GAP
    for column in columns:
        needed = _width(column, page) + GAP
        (fitting if needed <= room and not rest else rest).append(column)
        room -= needed
    return fitting, rest


def _width(column: _Column, page: Page) -> int:
    words, room = [column.heading, _NONE, *column.cells], _room(column)
    return max(width(page.text(cell)) + _behind(cell, room) for cell in words)


def _room(column: _Column) -> int:
    """Count the characters that the longest number of a column has from its point on."""
    numbers = [found for cell in column.cells if column.is_number and (found := _NUMBER.match(cell))]
    return max((len(found["rest"]) for found in numbers), default=0)


def _behind(cell: str, room: int) -> int:
    """Count the spaces that set a number's point below those of its column; words have none."""
    found = _NUMBER.match(cell)
    return max(room - len(found["rest"]), 0) if found else 0


def _line(columns: Sequence[_Column], cells: Iterable[str], page: Page) -> str:
    parts = []
    for column, cell in zip(columns, cells, strict=True):
        shown = page.text(cell)
        behind = _behind(cell, _room(column))
        space = " " * (_width(column, page) - width(shown) - behind)
        parts.append(space + shown + " " * behind if column.is_number else shown + space)
    return (" " * GAP).join(parts)
