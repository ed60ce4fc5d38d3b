"""Entries as lines of which each makes sense alone: mail clients rejoin lines and use proportional fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report import wording
from logframe.report.trail import of_rows, trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from logframe.report.entries import Entry
    from logframe.report.layout import Page

_INDENT = "  "


class Lines:
    """A page on which nothing stands beside anything else."""

    def __init__(self, page: Page, used: pl.DataFrame | None = None) -> None:
        self._page = page
        self._trails = of_rows(used)

    @property
    def names_each(self) -> bool:
        """Each entry names its indicator, for it may be read alone."""
        return True

    def headings(self) -> list[str]:
        """Head nothing: lines say what their figures are."""
        return []

    def several(self, title: str, summary: str) -> list[str]:
        """Head an indicator that has several entries."""
        return self._page.paragraph(f"{title}. {wording.as_sentence(summary)}")

    def entry(self, entry: Entry, title: str, marks: str) -> list[str]:
        """Set an entry, the verdict first."""
        named = ", ".join(filter(None, [title, entry.where]))
        head = f"{entry.verdict.flat}: {named} {marks}".strip()
        lines = self._page.paragraph(head, indent=_INDENT, first="")
        for told in (*_told(entry), *self._last_figures(entry)):
            lines += self._page.paragraph(told, indent=_INDENT * 2, first=_INDENT)
        return lines

    def _last_figures(self, entry: Entry) -> Iterator[str]:
        """Give the last figures, with a drawing of them behind where that can be shown."""
        for row in entry.rows[:1]:
            if found := trail(self._trails.get(row["row"]), row):
                yield found.words + ("." if self._page.ascii else f" {found.drawing}")


def _told(entry: Entry) -> Iterator[str]:
    """Say what is known, figures that belong together in one sentence."""
    latest = ", ".join(filter(None, [entry.latest.flat, entry.stand_in]))
    chance = " ".join(entry.chance.stack) if entry.chance and entry.projected else ""
    yield _labelled(("Baseline", entry.baseline and entry.baseline.flat), ("Latest", latest))
    yield _labelled(("Target", entry.target.flat), ("Projected", entry.projected and entry.projected.flat))
    if entry.because:
        yield entry.because
    if told := _labelled(("Chance", chance), ("Change a year", entry.changed)):
        yield f"{wording.capital(entry.brief)}. {told}" if entry.brief else told
    beside = wording.capital(f"{entry.beside}.") if entry.beside else ""
    if beside or entry.below:
        yield " ".join(filter(None, [beside, *entry.below]))


def _labelled(*figures: tuple[str, str | None]) -> str:
    """Write figures after what they are: Baseline: 7.9% (2021/22); latest: 6.96% (2024/25)."""
    named = [f"{label[:1].lower()}{label[1:]}: {figure}" for label, figure in figures if figure]
    return f"{wording.capital('; '.join(named))}." if named else ""
