"""Tables of the page: every figure behind a chart, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from logframe.report import due as awaited
from logframe.report import figures
from logframe.report.picture import NO_VALUE, used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    import polars as pl

    from logframe.report.steps import Behind
    from logframe.report.wording import Row


_Column: TypeAlias = "tuple[str, str, Callable[[Row], str]]"
"""A heading, what a figure must have to be in the column, and its words."""


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, a heading for each column, and rows, of which the first cell is the row's own heading.

    Attributes:
        numbers: How many columns after the first are numbers, and are set so.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 0


def of_entry(row: Row, behind: Behind) -> Iterator[Table]:
    """Give the figures, the projection and the planned path of an entry; those that it has."""
    if behind.figures:
        yield _figures(row, behind.figures)
    if behind.plan:
        rows = tuple((each["period"], _value(row, each["value"])) for each in behind.plan)
        yield Table("Planned path", ("Period", "Planned"), rows, 1)
    for of, words in (("value", ""), ("difference", f" of the difference from {row['reference_name']}")):
        periods = [each for each in behind.fan if each["of"] == of]
        if periods:
            yield _projection(row, periods, of, f"Projection{words}")


def _projection(row: Row, fan: Sequence[Row], of: str, caption: str) -> Table:
    unit = None if of == "difference" else row["unit"]

    def span(each: Row, share: int) -> str:
        return figures.span(each[f"lower{share}"], each[f"upper{share}"], unit, row["decimals"])

    rows = tuple(
        (
            each["period"],
            figures.value(each["centre"], unit, row["decimals"]),
            span(each, 80),
            span(each, 95),
        )
        for each in fan
    )
    return Table(caption, ("Period", "Projected", "80% interval", "95% interval"), rows, 3)


def _value(row: Row, value: float | None) -> str:
    return "" if value is None else figures.value(value, row["unit"], row["decimals"])


def _figures(row: Row, shown: Sequence[Row]) -> Table:
    """List every figure; what no figure has is no column."""
    files = {each["file"] for each in shown} - {None}

    def value(each: Row, name: str) -> str:
        if each[name] is None:
            return ""
        return figures.value(each[name], row["unit"], figures.decimals_of(each, name, row["decimals"]))

    def interval(each: Row) -> str:
        return f"{value(each, 'lower')} to {value(each, 'upper')}"

    def record(each: Row) -> str:
        return f"{each['record']:,}" if len(files) == 1 else f"{each['record']:,} of {each['file']}"

    numbers: list[_Column] = [
        ("Figure", "row", lambda each: value(each, "value") or NO_VALUE),
        ("95% interval", "lower", interval),
        ("Numerator", "numerator", lambda each: figures.number(each["numerator"])),
        ("Denominator", "denominator", lambda each: figures.number(each["denominator"])),
        (row["reference_name"] or "Compared", "comparator", lambda each: value(each, "comparator")),
    ]
    texts: list[_Column] = [
        ("Used", "row", used),
        ("Note", "note", lambda each: str(each["note"])),
        ("Published", "published", lambda each: figures.day(each["published"])),
        ("Record", "file", record),
    ]
    known = {name for name in shown[0] if any(each[name] is not None for each in shown)}
    kept = [column for column in (*numbers, *texts) if column[1] in known]
    return Table(
        f"Figures, from {files.pop()}" if len(files) == 1 else "Figures",
        ("Period", *(heading for heading, _, _ in kept)),
        tuple(
            (each["period"], *("" if each[name] is None else words(each) for _, name, words in kept))
            for each in shown
        ),
        sum(column in kept for column in numbers),
    )


def due(frame: pl.DataFrame, as_of: date) -> Table | None:
    """List what is due within a month, and what should have come before; None if there is nothing."""
    expected, coming = awaited.due(frame, as_of)
    rows = tuple(
        (
            f"{each.title} (milestone)" if each.milestone else each.title,
            "; ".join(each.areas),
            each.when(as_of),
            each.owner or "none named",
        )
        for each in (*coming, *expected)
    )
    caption = f"Due by {figures.day(awaited.month_after(as_of))}, and {awaited.EXPECTED.lower()}"
    return Table(caption, ("Indicator", "Areas", "When", "Owner"), rows) if rows else None
