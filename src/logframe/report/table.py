"""The target-versus-actual table: readable from 72 to 200 columns, with nothing cut.

From 120 columns every figure has a column of its own, from 100 they share columns, below that each entry is a
small block of labelled figures. Where figures need more room than that, the next narrower setting is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report import entries, figures, open_sdg, rollup, totals, wording
from logframe.report.blocks import Blocks
from logframe.report.columns import COMBINED, FULL, OPEN_SDG, Columns
from logframe.report.layout import GAP, Cell, Column, Page
from logframe.report.sections import any_entry, body, only_these

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    import polars as pl

    from logframe.report.sections import Setting

_LEAST_WIDTH = 40
_WIDE_ENOUGH = ((120, FULL), (100, COMBINED))


def table(  # noqa: PLR0913  # each is an option of the command line
    frame: pl.DataFrame,
    outline: pl.DataFrame,
    updates: pl.DataFrame | None = None,
    *,
    width: int,
    color: bool,
    ascii: bool,  # noqa: A002  # named as the option is
    as_of: date,
    only: Collection[str] = (),
    sdg: bool = False,
    cut_offs: Collection[float] = figures.CUT_OFFS,
) -> str:
    """Write the verdict frame for people.

    Args:
        frame: The verdict frame, a row an indicator and area.
        outline: What the strategies consist of, a row an outcome, those without indicators too; a strategy
            without outcomes has a row as well.
        updates: What people reported beside the figures; None is nothing.
        width: How many terminal cells a line may take; fewer than 40 are taken for 40.
        color: Whether verdicts are coloured too; they are always words.
        ascii: Whether to keep to ASCII.
        as_of: The day for which the frame was made.
        only: The verdicts whose rows are shown, all if empty. Roll-ups count everything.
        sdg: Whether to show Open SDG's ratio too.
        cut_offs: The chances on which verdicts turn.

    Returns:
        The text, ending in a line end. No line is wider than the page or ends in a space.
    """
    page = Page(max(width, _LEAST_WIDTH), color, ascii)
    head = page.heading(f"Targets against actuals as of {figures.day(as_of)}")
    if outline.is_empty():
        return page.finished([*head, "", "There are no indicators."])
    tallies = rollup.Tallies.of(frame, outline)
    promised = shown = entries.strategies(frame, outline, as_of, updates, cut_offs=cut_offs)
    if only:
        chosen = rollup.of_verdicts(frame, only)
        held = rollup.held(outline, chosen)
        shown = entries.strategies(chosen, held, as_of, updates, cut_offs=cut_offs)
    setting = _setting(page, shown, sdg=sdg)
    legend = [" ".join(wording.LEGEND), *([open_sdg.LEGEND] if sdg else [])] if any_entry(shown) else []
    return page.finished(
        [
            *head,
            "",
            *_first_screen(page, promised, tallies),
            *only_these(page, shown, only),
            *body(page, setting, shown, tallies),
            *(line for words in legend for line in ("", *page.paragraph(words))),
        ]
    )


def _first_screen(
    page: Page, strategies: Sequence[entries.Strategy], tallies: rollup.Tallies
) -> Iterator[str]:
    """Tell all of it in little: the whole, and what it is made of."""
    yield from page.paragraph(totals.summary(tallies.overall))
    if len(strategies) > 1:
        parts = [(Cell.of(*each.name), tallies.strategies[each.key]) for each in strategies]
    else:
        parts = [(Cell.of(each.title), tallies.outcomes[each.key]) for each in strategies[0].outcomes]
    if not parts:
        return
    yield ""
    words = [totals.worst(tally) for _, tally in parts]
    judged = [f"{tally['judged']:,} of {tally['targets']:,}" for _, tally in parts]
    worst, coverage = (max(map(len, column)) for column in (["Worst", *words], ["Judged", *judged]))
    rest = page.width - worst - coverage - 2 * GAP
    of = "Strategy" if len(strategies) > 1 else "Outcome"
    yield from page.beside(Column(["Worst"], worst), Column(["Judged"], coverage), Column([of], rest))
    for (title, tally), word, able in zip(parts, words, judged, strict=True):
        style = entries.STYLES[tally["worst"]] if tally["worst"] else ""
        title_lines = page.cell(title).lines(rest)
        yield from page.beside(
            Column([word], worst, [style]), Column([able], coverage), Column(title_lines, rest)
        )


def _setting(page: Page, strategies: Sequence[entries.Strategy], *, sdg: bool) -> Setting:
    """Choose how entries are set: the widest way that fits."""
    indicators = [
        each for strategy in strategies for outcome in strategy.outcomes for each in outcome.indicators
    ]
    wide_enough = (specs for least, specs in _WIDE_ENOUGH if page.width >= least)
    if sdg:
        wide_enough = ((*specs[:-1], OPEN_SDG, specs[-1]) for specs in wide_enough)
    settings = (Columns.fitting(page, specs, indicators) for specs in wide_enough)
    return next(filter(None, settings), None) or Blocks(page, indicators, sdg=sdg)
