"""A matrix as text: its four columns where the page has room for them, else one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report import wording
from logframe.report.layout import GAP, Column, Page, width, wrap
from logframe.report.matrix.levels import HEADINGS, LEGEND, NO_ASSUMPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from logframe.report.matrix.levels import Indicator, Level, Matrix

_LEAST_FOR_COLUMNS = 96
_INDENT = "  "
_HANGING = "  "
# Of a page's cells, as far as the last column leaves them.
_NARRATIVE, _MEANS = 0.28, 0.32
_ASSUMPTIONS, _NO_ASSUMPTIONS = 0.18, 11


def to_text(matrix: Matrix, *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002  # the option's name
    """Write a matrix for people.

    Args:
        matrix: The matrix.
        width: How many terminal cells a line may take.
        color: Whether headings are set off.
        ascii: Whether to keep to ASCII.

    Returns:
        The text, ending in a line end. No line is wider than the page or ends in a space.
    """
    page = Page(width, color, ascii)
    lines = page.heading(*matrix.name, rule="═")
    for about in matrix.about:
        lines += page.paragraph(about)
    set_level = _Grid(page, matrix) if width >= _LEAST_FOR_COLUMNS else _Stack(page)
    for at, level in enumerate(matrix.levels):
        lines += set_level.above(level, first=at == 0)
        lines += set_level.level(level)
    return page.finished([*lines, "", *page.paragraph(LEGEND)])


class _Grid:
    """Four columns: an indicator and how it is verified stand side by side."""

    def __init__(self, page: Page, matrix: Matrix) -> None:
        self._page = page
        room = page.width - 3 * GAP
        stated = any(level.assumptions for level in matrix.levels)
        last = int(room * _ASSUMPTIONS) if stated else _NO_ASSUMPTIONS
        first, third = (int((room - last) * share) for share in (_NARRATIVE, _MEANS))
        self._cells = (first, room - last - first - third, third, last)

    def above(self, level: Level, *, first: bool) -> list[str]:
        """Draw the line above a level; the headings above the first."""
        rule = self._page.text(("─" if level.depth == 2 else "═") * self._page.width)
        if not first:
            return [rule]
        heads = [Column(wrap(head, cells), cells) for head, cells in zip(HEADINGS, self._cells, strict=True)]
        return ["", *self._page.beside(*heads), rule]

    def level(self, level: Level) -> list[str]:
        """Set a level."""
        page, (first, second, third, last) = self._page, self._cells
        narrative = [level.name, *_paragraphs(page, level.narrative, first)]
        indicators: list[str] = []
        means: list[str] = []
        for indicator in level.indicators:
            _level_out(indicators, means)
            indicators += _indicator(page, indicator, second)
            means += _hanging(page, indicator.means, third)
        if not level.indicators:
            indicators, means = (
                wrap(text, cells) for text, cells in zip(level.bare, (second, third), strict=True)
            )
        assumptions = _hanging(page, level.assumptions or (NO_ASSUMPTION,), last)
        return page.beside(
            Column(narrative, first, ["bold"]),
            Column(indicators, second),
            Column(means, third),
            Column(assumptions, last),
        )


class _Stack:
    """Labelled paragraphs below one another."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._cells = page.width - len(_INDENT)

    def above(self, level: Level, *, first: bool) -> list[str]:  # noqa: ARG002  # as in columns
        """Leave a line above a level."""
        return ["", *self._page.heading(level.name, rule="" if level.depth == 2 else "─")]

    def level(self, level: Level) -> list[str]:
        """Set a level."""
        page = self._page
        lines = _paragraphs(page, level.narrative, page.width)
        if not level.indicators:
            bare = [level.bare[0]] if level.assumptions else [level.bare[0], NO_ASSUMPTION]
            lines += ["", *page.paragraph(f"{'. '.join(bare)}.", indent=_INDENT)]
        for indicator in level.indicators:
            lines += ["", *_indented(_indicator(page, indicator, self._cells))]
            means = " ".join(map(wording.as_sentence, indicator.means))
            lines += _indented(_fact(page, "Verified by", means, self._cells))
        if level.assumptions:
            lines.append("")
            assumptions = [_fact(page, "Assumption", words, self._cells) for words in level.assumptions]
            lines += [line for each in assumptions for line in _indented(each)]
        elif level.indicators:
            lines += ["", *page.paragraph(f"{NO_ASSUMPTION}.", indent=_INDENT)]
        return lines


def _level_out(*columns: list[str]) -> None:
    """Make columns equally long, with an empty line at the end unless there is nothing yet."""
    most = max(map(len, columns))
    for column in columns:
        column.extend([""] * (most - len(column) + bool(most)))


def _indicator(page: Page, indicator: Indicator, cells: int) -> list[str]:
    facts = [_fact(page, fact.label, fact.words, cells) for fact in indicator.facts]
    return [*wrap(page.text(indicator.title), cells), *(line for fact in facts for line in fact)]


def _fact(page: Page, label: str, words: str, cells: int) -> list[str]:
    return _hung(page.text(f"{label}: {words}"), cells)


def _paragraphs(page: Page, texts: Iterable[str], cells: int) -> list[str]:
    return [line for text in texts for line in wrap(page.text(text), cells)]


def _hanging(page: Page, texts: Sequence[str], cells: int) -> list[str]:
    """Set texts below one another; where there are several, all lines but a text's first are indented."""
    if len(texts) == 1:
        return wrap(page.text(texts[0]), cells)
    return [line for text in texts for line in _hung(page.text(text), cells)]


def _hung(text: str, cells: int) -> list[str]:
    first, *rest = wrap(text, cells)
    if not rest:
        return [first]
    remaining = text.removeprefix(first).lstrip(" ")
    return [first, *(_HANGING + line for line in wrap(remaining, cells - width(_HANGING)))]


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (_INDENT + line for line in lines)
