"""The target-versus-actual table: readable from 72 to 200 columns, with nothing cut.

From 120 columns every figure has a column of its own, from 100 they share columns, below that each entry is a
small block of labelled figures. Where figures need more room than that, the next narrower setting is taken.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from logframe.report import entries, figures, rollup, wording
from logframe.report.blocks import Blocks
from logframe.report.columns import COMBINED, FULL, Columns
from logframe.report.layout import GAP, Column, Page, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    import polars as pl

_LEAST_WIDTH = 40
_WIDE_ENOUGH = ((120, FULL), (100, COMBINED))

_LEGEND = (
    "Projected: where the figures lead by the deadline, with the range that should hold them 80 times "
    "in 100. Chance: that the target is met then. Managed and needed: the change a year so far, and from now "
    "on; for per cents in percentage points, else in the indicator's own unit."
)


def table(  # noqa: PLR0913  # each is an option of the command line
    frame: pl.DataFrame,
    *,
    width: int,
    color: bool,
    ascii: bool,  # noqa: A002  # named as the option is
    as_of: date,
    only: Collection[str] = (),
) -> str:
    """Write the verdict frame for people.

    Args:
        frame: The verdict frame, a row an indicator and area.
        width: How many terminal cells a line may take; fewer than 40 are taken for 40.
        color: Whether verdicts are coloured too; they are always words.
        ascii: Whether to keep to ASCII.
        as_of: The day for which the frame was made.
        only: The verdicts whose rows are shown, all if empty. Roll-ups count every row.

    Returns:
        The text, ending in a line end. No line is wider than the page or ends in a space.
    """
    page = Page(max(width, _LEAST_WIDTH), color, ascii)
    head = page.heading(f"Targets against actuals as of {figures.day(as_of)}")
    if frame.is_empty():
        return page.finished([*head, "", "There are no indicators."])
    promised = entries.strategies(frame)
    shown = entries.strategies(rollup.of_verdicts(frame, only)) if only else promised
    tallies = _Tallies.of(frame)
    return page.finished(
        [*head, "", *_first_screen(page, promised, tallies), *_rest(page, shown, tallies, only)]
    )


@dataclass(frozen=True, slots=True)
class _Tallies:
    """The roll-ups, to be found by what they roll up."""

    overall: wording.Row
    strategies: dict[str, wording.Row]
    outcomes: dict[tuple[str, str], wording.Row]

    @classmethod
    def of(cls, frame: pl.DataFrame) -> _Tallies:
        return cls(
            rollup.overall(frame).row(0, named=True),
            {row["strategy"]: row for row in rollup.strategies(frame).iter_rows(named=True)},
            {(row["strategy"], row["outcome"]): row for row in rollup.outcomes(frame).iter_rows(named=True)},
        )


def _first_screen(page: Page, strategies: Sequence[entries.Strategy], tallies: _Tallies) -> Iterator[str]:
    """Tell all of it in little: the whole, and what it is made of."""
    yield from page.paragraph(wording.summary(tallies.overall))
    yield ""
    if len(strategies) > 1:
        parts = [(each.title, tallies.strategies[each.key]) for each in strategies]
    else:
        parts = [(each.title, tallies.outcomes[each.key]) for each in strategies[0].outcomes]
    words = [wording.VERDICTS[tally["worst"]] if tally["worst"] else "No target" for _, tally in parts]
    judged = [f"{tally['judged']:,} of {tally['targets']:,}" for _, tally in parts]
    worst, coverage = (max(map(len, column)) for column in (["Worst", *words], ["Judged", *judged]))
    rest = page.width - worst - coverage - 2 * GAP
    of = "Strategy" if len(strategies) > 1 else "Outcome"
    yield from page.beside(Column(["Worst"], worst), Column(["Judged"], coverage), Column([of], rest))
    for (title, tally), word, able in zip(parts, words, judged, strict=True):
        style = entries.STYLES[tally["worst"]] if tally["worst"] else ""
        title_lines = wrap(page.text(title), rest)
        yield from page.beside(
            Column([word], worst, [style]), Column([able], coverage), Column(title_lines, rest)
        )


def _rest(
    page: Page, strategies: Sequence[entries.Strategy], tallies: _Tallies, only: Collection[str]
) -> Iterator[str]:
    """Tell it at length, a strategy and an outcome after the other."""
    if only:
        words = " or ".join(words.lower() for verdict, words in wording.VERDICTS.items() if verdict in only)
        yield ""
        yield from page.paragraph(f"Below: {words} alone." if strategies else f"Nothing is {words}.")
    if not strategies:
        return
    setting = _setting(page, strategies)
    for strategy in strategies:
        yield from ("", "", *page.heading(strategy.title, "═"))
        yield from page.paragraph(strategy.place) if strategy.place else ()
        if len(tallies.strategies) > 1:
            yield from page.paragraph(wording.summary(tallies.strategies[strategy.key]))
        if headings := setting.headings():
            yield from ("", *headings)
        for outcome in strategy.outcomes:
            yield from ("", *page.heading(outcome.title))
            yield from page.paragraph(wording.summary(tallies.outcomes[outcome.key]))
            yield from _outcome(page, setting, outcome)
    yield from ("", *page.paragraph(_LEGEND))


def _setting(page: Page, strategies: Sequence[entries.Strategy]) -> Columns | Blocks:
    """Choose how entries are set: the widest way that fits."""
    indicators = [
        each for strategy in strategies for outcome in strategy.outcomes for each in outcome.indicators
    ]
    wide_enough = (specs for least, specs in _WIDE_ENOUGH if page.width >= least)
    settings = (Columns.fitting(page, specs, indicators) for specs in wide_enough)
    return next(filter(None, settings), None) or Blocks(page, indicators)


def _outcome(page: Page, setting: Columns | Blocks, outcome: entries.Outcome) -> Iterator[str]:
    """Give an outcome's entries and, below them, the notes that they refer to."""
    notes: dict[str, int] = {}
    tall = True
    for indicator in outcome.indicators:
        lines = list(_indicator(setting, indicator, notes))
        if tall or len(lines) > 1:  # entries of one line each stand close, taller ones need air
            yield ""
        tall = len(lines) > 1
        yield from lines
    if notes:
        yield ""
    indent = " " * len(f"[{len(notes)}] ")
    for note, at in notes.items():
        yield from page.paragraph(note, indent=indent, first=f"[{at}]".ljust(len(indent)))


def _indicator(
    setting: Columns | Blocks, indicator: entries.Indicator, notes: dict[str, int]
) -> Iterator[str]:
    several = len(indicator.entries) > 1
    if several:
        counts = Counter(entry.code for entry in indicator.entries)
        yield from setting.several(
            indicator.title, f"{len(indicator.entries):,} areas: {wording.spread(counts)}"
        )
    for entry in indicator.entries:
        numbers = sorted(notes.setdefault(remark, len(notes) + 1) for remark in entry.remarks)
        marks = f"[{f',{figures.TIED}'.join(map(str, numbers))}]" if numbers else ""
        yield from setting.entry(entry, "" if several else indicator.title, marks)
