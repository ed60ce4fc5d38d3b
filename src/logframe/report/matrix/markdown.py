"""A matrix as a Markdown table, a row an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report.layout import Page
from logframe.report.markdown import escaped
from logframe.report.matrix.levels import HEADINGS, LEGEND, NO_ASSUMPTION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from logframe.report.matrix.levels import Level, Matrix

_BREAK = "<br>"


def to_markdown(matrix: Matrix, *, ascii: bool = False) -> str:  # noqa: A002  # named as the option is
    """Write a matrix as Markdown; nothing that a file says is taken for markup."""
    page = Page(0, ascii=ascii)

    def safe(words: str) -> str:
        return escaped(page.text(words))

    lines = [f"# {safe(' '.join(matrix.name))}", ""]
    for about in matrix.about:
        lines += [safe(about), ""]
    lines += [_row(HEADINGS), _row(["---"] * len(HEADINGS))]
    lines += [_row(cells) for level in matrix.levels for cells in _rows(level, safe)]
    return "\n".join([*lines, "", safe(LEGEND), ""])


def _rows(level: Level, safe: Callable[[str], str]) -> Iterator[tuple[str, ...]]:
    """Give a level's rows: its narrative and assumptions in the first, referred to in the others."""
    narrative = _BREAK.join([f"**{level.name}**", *map(safe, level.narrative)])
    assumptions = _BREAK.join(map(safe, level.assumptions or [NO_ASSUMPTION]))
    if not level.indicators:
        yield narrative, *map(safe, level.bare), assumptions
    for indicator in level.indicators:
        facts = [safe(f"{fact.label}: {fact.words}") for fact in indicator.facts]
        shown = _BREAK.join([f"**{safe(indicator.title)}**", *facts])
        yield narrative, shown, _BREAK.join(map(safe, indicator.means)), assumptions
        narrative, assumptions = f"**{level.name}**, continued", "As above"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
