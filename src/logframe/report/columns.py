"""Entries in columns: a row each, as many columns as the width and the figures allow."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from logframe.report.layout import GAP, Cell, Column, Page, width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from logframe.report.entries import Entry, Indicator

_INDENT = "  "
_NOT_KNOWN = Cell.of("not known")

# What the titles may ask for, in terminal cells.
_LEAST_FOR_TITLES = 20
_GOOD_FOR_TITLES = 36

_MOST_FOR_TEXT = 36
_AMPLE_FOR_REASONS = 24  # a column's share


class Spec(NamedTuple):
    """A column.

    Attributes:
        heading: Its lines.
        cell: What stands in it; None where the reason takes its place.
        good: The width at which it reads well, in terminal cells, if it needs as much.
        least: The width to which its words are kept whole: all of a number, not all of a text.
    """

    heading: tuple[str, ...]
    cell: Callable[[Entry], Cell | None]
    good: int
    least: int = 1000


def _baseline(entry: Entry) -> Cell:
    return entry.baseline or Cell.of("not needed")


def _then_and_now(entry: Entry) -> Cell:
    return Cell(None, (_baseline(entry).flat, entry.latest.flat))


def _projected_and_chance(entry: Entry) -> Cell | None:
    return Cell(None, (*entry.projected.stack, *_chance(entry).stack)) if entry.projected else None


def _chance(entry: Entry) -> Cell:
    return entry.chance or _NOT_KNOWN


def _change(entry: Entry) -> Cell | None:
    if entry.projected is None:
        return None
    parts = tuple(part for change in entry.changes for part in change)
    return Cell(entry.changed, parts) if parts else _NOT_KNOWN


def _because(entry: Entry) -> str:
    """Say why there is no projection, and what change is known all the same."""
    return f"{entry.because} Change a year: {entry.changed}." if entry.changed else entry.because


def _verdict(entry: Entry) -> Cell:
    word = entry.verdict
    return Cell(f"{word.flat}, {entry.brief}", (word.flat, entry.brief), word.style) if entry.brief else word


_TARGET = Spec(("Target",), lambda entry: entry.target, 18, least=16)
_CHANGE = Spec(("Change", "a year"), _change, 15)
_VERDICT = Spec(("Verdict",), _verdict, 10)

#: Every figure in a column of its own.
FULL = (
    Spec(("Baseline",), _baseline, 10),
    Spec(("Latest",), lambda entry: entry.latest, 10),
    _TARGET,
    Spec(("Projected", "80% interval"), lambda entry: entry.projected, 15),
    Spec(("Chance",), lambda entry: _chance(entry) if entry.projected else None, 9),
    _CHANGE,
    _VERDICT,
)

#: Figures that belong together share a column.
COMBINED = (
    Spec(("Baseline,", "latest"), _then_and_now, 15),
    _TARGET,
    Spec(("Projected,", "80% interval,", "chance"), _projected_and_chance, 15),
    _CHANGE,
    _VERDICT,
)

#: To stand before the verdict.
OPEN_SDG = Spec(("Open SDG", "ratio"), lambda entry: entry.sdg, 16, least=12)


class Columns:
    """A page set in columns, the indicators' titles in front."""

    def __init__(self, page: Page, specs: Sequence[Spec], widths: Sequence[int]) -> None:
        self._page = page
        self._specs = specs
        self._title_width, *self._widths = widths

    @classmethod
    def fitting(cls, page: Page, specs: Sequence[Spec], indicators: Sequence[Indicator]) -> Columns | None:
        """Find widths at which no number is broken; None where the page is too narrow for that."""
        entries = [entry for each in indicators for entry in each.entries]
        columns = [[page.cell(cell) for entry in entries if (cell := spec.cell(entry))] for spec in specs]
        titles = [*(each.title for each in indicators), *(entry.place for entry in entries)]
        longest = max((width(page.text(title)) for title in titles), default=0)
        widths = _allotted(page.width, specs, columns, longest)
        return cls(page, specs, widths) if widths else None

    @property
    def names_each(self) -> bool:
        """The heading of an indicator is enough."""
        return False

    def headings(self) -> list[str]:
        """Head the columns, with a rule below."""
        page, across = self._page, self._title_width + sum(self._widths) + GAP * len(self._widths)
        heads = [Column(spec.heading, cells) for spec, cells in zip(self._specs, self._widths, strict=True)]
        return [*page.beside(Column(["Indicator"], self._title_width), *heads), page.text("─" * across)]

    def several(self, title: str, summary: str) -> list[str]:
        """Head the rows of an indicator that has several entries."""
        return [*self._page.paragraph(title), *self._page.paragraph(summary)]

    def entry(self, entry: Entry, title: str, marks: str) -> list[str]:
        """Set an entry as one row; below it the names of several areas, and what is said beside figures."""
        title, place = entry.marked(title, marks)
        names, indent = entry.names, _INDENT * 2
        if title and names:  # all there is of the indicator: how many areas is said with their names
            place, names, indent = "", f"{place}: {names}", _INDENT
        titles = Column(self._titles(title, place, entry.stand_in, entry.beside), self._title_width)
        row = self._page.beside(titles, *self._figures(entry))
        below = [(names, indent)] if names else []
        below += [(" ".join(entry.below), _INDENT * 2)] if entry.below else []
        return row + [line for text, by in below for line in self._page.paragraph(text, indent=by)]

    def _titles(self, title: str, *below: str) -> list[str]:
        shown, cells = self._page.text, self._title_width
        parts = [part for part in below if part]
        lines = wrap(shown(title), cells) if title else []
        return lines + [_INDENT + line for part in parts for line in wrap(shown(part), cells - len(_INDENT))]

    def _figures(self, entry: Entry) -> Iterator[Column]:
        """Set the figures; where there is no projection, why stands across its columns."""
        placed = zip((spec.cell(entry) for spec in self._specs), self._widths, strict=True)
        for lacking, run in groupby(placed, key=lambda pair: pair[0] is None):
            pairs = list(run)
            if lacking:
                across = sum(cells for _, cells in pairs) + GAP * (len(pairs) - 1)
                yield Column(wrap(self._page.text(_because(entry)), across), across)
            for cell, cells in pairs:
                if cell:
                    shown = self._page.cell(cell)
                    lines = shown.lines(cells)
                    yield Column(lines, cells, [shown.style] * len(lines))


def _allotted(
    page: int, specs: Sequence[Spec], columns: Sequence[Sequence[Cell]], longest: int
) -> list[int] | None:
    """Share out a page: first what keeps numbers whole, then room for titles, then ever flatter cells."""
    least = [
        max([*map(width, spec.heading), *(min(cell.widest_word, spec.least) for cell in cells)])
        for spec, cells in zip(specs, columns, strict=True)
    ]
    parts = [_usual([cell.widest_part for cell in cells]) for cells in columns]
    flat = [_usual([cell.widest for cell in cells]) for cells in columns]
    widths = [_LEAST_FOR_TITLES, *least]
    room = page - sum(widths) - GAP * len(least)
    if room < 0:
        return None
    goals = [
        *enumerate(map(min, parts, (spec.good for spec in specs)), 1),
        (0, min(longest, _GOOD_FOR_TITLES)),
        *enumerate(parts, 1),
        *enumerate((min(cells, _MOST_FOR_TEXT) for cells in flat), 1),
        (0, longest),
        *((at, _AMPLE_FOR_REASONS) for at, cells in enumerate(columns, 1) if len(cells) < len(columns[0])),
    ]
    for column, goal in goals:
        more = max(0, min(room, goal - widths[column]))
        widths[column] += more
        room -= more
    return widths


def _usual(widths: list[int]) -> int:
    """The width that nine in ten need at most: the odd long one may wrap."""
    return sorted(widths)[(len(widths) - 1) * 9 // 10] if widths else 0
