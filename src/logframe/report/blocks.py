"""Entries as small blocks of labelled figures, the verdict in front: for pages too narrow for columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report import wording
from logframe.report.layout import GAP, Cell, Column, Page, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.report.entries import Entry, Indicator

# All in terminal cells.
_VERDICT = len("measurable")
_LABELS_LEFT = len("Baseline ")
_LABELS_RIGHT = len("Projected ")
_VALUES_LEFT = len("12.8% (2019/20)")
_VALUES_RIGHT_LEAST = len("8.5% (6.6% to 10.8%)")
_VALUES_RIGHT_GOOD = len("no worse than England (5.1%) by 2028/29")

Labelled = tuple[str, Cell | None]


def _so_far(entry: Entry) -> list[Labelled]:
    managed = _a_year(entry, entry.managed, entry.since and f"since {entry.since}")
    return [("Baseline", entry.baseline), ("Latest", entry.latest), ("Managed", managed)]


def _to_come(entry: Entry) -> list[Labelled]:
    needed = _a_year(entry, entry.needed)
    return [("Target", entry.target), ("Projected", entry.projected), ("Needed", needed)]


def _a_year(entry: Entry, change: str, since: str = "") -> Cell | None:
    against = entry.against and f"against {entry.against}"
    return Cell.of(*filter(None, [f"{change} a year", since, against])) if change else None


class Blocks:
    """A page set in blocks: what has been on the left, what is to come on the right, if both have room."""

    def __init__(self, page: Page, indicators: Sequence[Indicator], *, sdg: bool = False) -> None:
        self._page = page
        self._sdg = sdg
        self._body = page.width - _VERDICT - GAP
        entries = [entry for each in indicators for entry in each.entries]
        left = [page.cell(cell) for entry in entries for _, cell in _so_far(entry) if cell]
        numbers = [page.cell(cell) for entry in entries for _, cell in _to_come(entry)[1:] if cell]
        room = self._body - _LABELS_LEFT - GAP - _LABELS_RIGHT
        flat = max((cell.widest for cell in left), default=0)
        self._left = max([min(flat, _VALUES_LEFT), *(cell.widest_word for cell in left)])
        self._left += max(0, min(flat - self._left, room - self._left - _VALUES_RIGHT_GOOD))
        self._right = room - self._left
        self._paired = self._right >= max([_VALUES_RIGHT_LEAST, *(cell.widest_word for cell in numbers)])

    @property
    def names_each(self) -> bool:
        """The heading of an indicator is enough."""
        return False

    def headings(self) -> list[str]:
        """Head nothing: blocks carry their labels with them."""
        return []

    def several(self, title: str, summary: str) -> list[str]:
        """Head the blocks of an indicator that has several entries."""
        return self._page.beside(Column([], _VERDICT), Column(self._texts(title, summary), self._body))

    def entry(self, entry: Entry, title: str, marks: str) -> list[str]:
        """Set an entry as one block; the texts about it below its figures."""
        title, place = entry.marked(title, marks)
        named = [title, f"{place}: {entry.names}" if entry.names else place, entry.stand_in]
        body = self._texts(*filter(None, named))
        body += self._figures(_so_far(entry), _to_come(entry))
        body += self._texts(f"Open SDG ratio: {entry.sdg.flat}.") if self._sdg else []
        beside = entry.beside and f"{wording.capital(entry.beside)}."
        body += self._texts(*filter(None, [entry.because, " ".join([beside, *entry.below]).strip()]))
        verdict = [
            line for part in (entry.verdict.flat, entry.brief) if part for line in wrap(part, _VERDICT)
        ]
        chance = [*entry.chance.stack, "chance"] if entry.chance and entry.projected else []
        margin = Column([*verdict, *chance], _VERDICT, [entry.verdict.style] * len(verdict))
        return self._page.beside(margin, Column(body, self._body))

    def _texts(self, *texts: str) -> list[str]:
        return [line for text in texts for line in wrap(self._page.text(text), self._body)]

    def _figures(self, left: list[Labelled], right: list[Labelled]) -> list[str]:
        """Set labelled figures in pairs where that saves lines, else below one another."""
        below = self._labelled([*left, *right], _LABELS_RIGHT, self._body - _LABELS_RIGHT)
        if not self._paired:
            return below
        pairs = self._page.beside(
            Column(self._labelled(left, _LABELS_LEFT, self._left), _LABELS_LEFT + self._left),
            Column(self._labelled(right, _LABELS_RIGHT, self._right), _LABELS_RIGHT + self._right),
        )
        return min(pairs, below, key=len)

    def _labelled(self, figures: list[Labelled], label_width: int, cells: int) -> list[str]:
        return [
            ("" if at else label).ljust(label_width) + line
            for label, cell in figures
            if cell
            for at, line in enumerate(self._page.cell(cell).lines(cells))
        ]
