"""The target-versus-actual table: readable from 72 to 200 columns, with nothing cut.

From 120 columns every figure has a column of its own, from 100 they share columns, below that each entry is a
small block of labelled figures. Where figures need more room than that, the next narrower setting is taken.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from logframe.report import entries, figures, rollup, wording
from logframe.report.blocks import Blocks
from logframe.report.columns import COMBINED, FULL, Columns
from logframe.report.layout import GAP, Cell, Column, Page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    outline: pl.DataFrame,
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
        outline: What the strategies consist of, a row an outcome, those without indicators too; a strategy
            without outcomes has a row as well.
        width: How many terminal cells a line may take; fewer than 40 are taken for 40.
        color: Whether verdicts are coloured too; they are always words.
        ascii: Whether to keep to ASCII.
        as_of: The day for which the frame was made.
        only: The verdicts whose rows are shown, all if empty. Roll-ups count everything.

    Returns:
        The text, ending in a line end. No line is wider than the page or ends in a space.
    """
    page = Page(max(width, _LEAST_WIDTH), color, ascii)
    head = page.heading(f"Targets against actuals as of {figures.day(as_of)}")
    if outline.is_empty():
        return page.finished([*head, "", "There are no indicators."])
    promised = shown = entries.strategies(frame, outline, as_of)
    if only:
        chosen = rollup.of_verdicts(frame, only)
        shown = entries.strategies(chosen, rollup.held(outline, chosen), as_of)
    tallies = _Tallies.of(frame, outline)
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
    def of(cls, frame: pl.DataFrame, outline: pl.DataFrame) -> _Tallies:
        strategies, outcomes = rollup.strategies(frame, outline), rollup.outcomes(frame, outline)
        return cls(
            rollup.everything(frame, outline).row(0, named=True),
            {row["strategy"]: row for row in strategies.iter_rows(named=True)},
            {(row["strategy"], row["outcome"]): row for row in outcomes.iter_rows(named=True)},
        )


def _first_screen(page: Page, strategies: Sequence[entries.Strategy], tallies: _Tallies) -> Iterator[str]:
    """Tell all of it in little: the whole, and what it is made of."""
    yield from page.paragraph(wording.summary(tallies.overall))
    if len(strategies) > 1:
        parts = [(Cell.of(*each.name), tallies.strategies[each.key]) for each in strategies]
    else:
        parts = [(Cell.of(each.title), tallies.outcomes[each.key]) for each in strategies[0].outcomes]
    if not parts:
        return
    yield ""
    words = [wording.worst(tally) for _, tally in parts]
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


def _rest(
    page: Page, strategies: Sequence[entries.Strategy], tallies: _Tallies, only: Collection[str]
) -> Iterator[str]:
    """Tell it at length, a strategy and an outcome after the other."""
    if only:
        words = " or ".join(words.lower() for verdict, words in wording.VERDICTS.items() if verdict in only)
        yield ""
        yield from page.paragraph(f"Below: {words} alone." if strategies else f"Nothing is {words}.")
    indicators = [
        each for strategy in strategies for outcome in strategy.outcomes for each in outcome.indicators
    ]
    setting = _setting(page, indicators)
    for strategy in strategies:
        yield from ("", "", *page.heading(*strategy.name, rule="═"))
        yield from page.paragraph(strategy.place) if strategy.place else ()
        if len(tallies.strategies) > 1:
            yield from page.paragraph(wording.summary(tallies.strategies[strategy.key]))
        yield from _outcomes(page, setting, strategy.outcomes, tallies)
    if indicators:
        yield from ("", *page.paragraph(_LEGEND))


def _setting(page: Page, indicators: Sequence[entries.Indicator]) -> Columns | Blocks:
    """Choose how entries are set: the widest way that fits."""
    wide_enough = (specs for least, specs in _WIDE_ENOUGH if page.width >= least)
    settings = (Columns.fitting(page, specs, indicators) for specs in wide_enough)
    return next(filter(None, settings), None) or Blocks(page, indicators)


def _outcomes(
    page: Page, setting: Columns | Blocks, outcomes: Sequence[entries.Outcome], tallies: _Tallies
) -> Iterator[str]:
    """Tell of each outcome; those in a row that nothing measures are told of together."""
    if any(outcome.indicators for outcome in outcomes) and (headings := setting.headings()):
        yield from ("", *headings)
    for measured, run in groupby(outcomes, key=lambda outcome: bool(outcome.indicators)):
        if not measured:
            yield from _unmeasured(page, list(run))
            continue
        for outcome in run:
            yield from ("", *page.heading(outcome.title))
            yield from page.paragraph(wording.summary(tallies.outcomes[outcome.key]))
            yield from _outcome(page, setting, outcome)


def _unmeasured(page: Page, outcomes: Sequence[entries.Outcome]) -> Iterator[str]:
    """List outcomes without indicators that follow one another."""
    yield ""
    for outcome in outcomes:
        title = page.paragraph(outcome.title, indent="  ", first="")
        yield from (page.paint(line, "bold") for line in title)
    yield from page.paragraph(wording.unmeasured(len(outcomes)))


def _outcome(page: Page, setting: Columns | Blocks, outcome: entries.Outcome) -> Iterator[str]:
    """Give an outcome's entries and, below them, the notes that they refer to."""
    notes = {remark: at for at, remark in enumerate(outcome.remarks, 1)}
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
    for remark, at in notes.items():
        yield from page.paragraph(remark.text, indent=indent, first=f"[{at}]".ljust(len(indent)))


def _indicator(
    setting: Columns | Blocks, indicator: entries.Indicator, notes: Mapping[wording.Remark, int]
) -> Iterator[str]:
    """Set an indicator; the notes that hold for all of its areas are marked once, beside its title."""
    if len(indicator.entries) == 1:
        entry = indicator.entries[0]
        yield from setting.entry(entry, indicator.title, _marks(entry.remarks, notes))
        return
    counts: Counter[str] = Counter()
    for entry in indicator.entries:
        counts[entry.code] += len(entry.areas) or 1
    shared = indicator.shared
    title = f"{indicator.title} {_marks(shared, notes)}".strip()
    yield from setting.several(title, f"{counts.total():,} areas: {wording.spread(counts)}")
    for entry in indicator.entries:
        own = [remark for remark in entry.remarks if remark not in shared]
        yield from setting.entry(entry, "", _marks(own, notes))


def _marks(remarks: Iterable[wording.Remark], notes: Mapping[wording.Remark, int]) -> str:
    """Refer to the notes that say these remarks: [1, 3]."""
    numbers = sorted(notes[remark] for remark in remarks)
    return f"[{f',{figures.TIED}'.join(map(str, numbers))}]" if numbers else ""
