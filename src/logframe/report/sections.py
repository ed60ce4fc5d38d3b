"""Strategies, outcomes and indicators one after the other, however an entry is set."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from logframe.report import figures, totals, wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from logframe.report import entries
    from logframe.report.layout import Page
    from logframe.report.rollup import Tallies


class Setting(Protocol):
    """How entries are set on a page."""

    @property
    def names_each(self) -> bool:
        """Whether each entry names its indicator, even below a heading that has it."""

    def headings(self) -> list[str]:
        """Head the entries of a strategy; nothing where they carry their labels with them."""

    def several(self, title: str, summary: str) -> list[str]:
        """Head an indicator that has several entries."""

    def entry(self, entry: entries.Entry, title: str, marks: str) -> list[str]:
        """Set an entry.

        Args:
            entry: What to set.
            title: The indicator's; empty where the heading above is enough.
            marks: Of the notes on this entry.
        """


def any_entry(strategies: Sequence[entries.Strategy]) -> bool:
    """Whether there is any indicator to show."""
    return any(outcome.indicators for strategy in strategies for outcome in strategy.outcomes)


def only_these(page: Page, strategies: Sequence[entries.Strategy], only: Collection[str]) -> Iterator[str]:
    """Say which verdicts alone are shown, where not all of them are."""
    if only:
        yield ""
        yield from page.paragraph(totals.only(only, found=bool(strategies)))


def body(
    page: Page, setting: Setting, strategies: Sequence[entries.Strategy], tallies: Tallies
) -> Iterator[str]:
    """Tell of each strategy at length, its outcomes and their entries.

    Args:
        page: Where it goes.
        setting: How entries are set on it.
        strategies: What is shown.
        tallies: The roll-ups of all that was promised, whatever is shown of it.
    """
    for strategy in strategies:
        yield from ("", "", *page.heading(*strategy.name, rule="═"))
        yield from page.paragraph(strategy.place) if strategy.place else ()
        if len(tallies.strategies) > 1:
            yield from page.paragraph(totals.summary(tallies.strategies[strategy.key]))
        yield from _updates(page, strategy.updates)
        yield from _outcomes(page, setting, strategy.outcomes, tallies)


def _updates(page: Page, updates: Iterable[str]) -> Iterator[str]:
    for update in updates:
        yield from page.paragraph(update)


def _outcomes(
    page: Page, setting: Setting, outcomes: Sequence[entries.Outcome], tallies: Tallies
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
            yield from page.paragraph(totals.summary(tallies.outcomes[outcome.key]))
            yield from _updates(page, outcome.updates)
            yield from _outcome(page, setting, outcome)


def _unmeasured(page: Page, outcomes: Sequence[entries.Outcome]) -> Iterator[str]:
    """List outcomes without indicators that follow one another."""
    yield ""
    for outcome in outcomes:
        title = page.paragraph(outcome.title, indent="  ", first="")
        yield from (page.paint(line, "bold") for line in title)
        yield from _updates(page, outcome.updates)
    yield from page.paragraph(totals.unmeasured(len(outcomes)))


def _outcome(page: Page, setting: Setting, outcome: entries.Outcome) -> Iterator[str]:
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
    setting: Setting, indicator: entries.Indicator, notes: Mapping[wording.Remark, int]
) -> Iterator[str]:
    """Set an indicator; what holds for all of its areas is said once, beside its title."""
    if len(indicator.entries) == 1:
        entry = indicator.entries[0]
        yield from setting.entry(entry, indicator.title, _marks(entry.remarks, notes))
        return
    shared = indicator.shared
    stand_in = "" if setting.names_each else indicator.stand_in
    title = f"{indicator.title} {_marks(shared, notes)}".strip()
    also = [*([wording.as_sentence(stand_in)] if stand_in else []), *indicator.below]
    summary = _counted(indicator)
    yield from setting.several(title, " ".join([f"{summary}.", *also]) if also else summary)
    for entry in indicator.entries:
        own = [remark for remark in entry.remarks if remark not in shared]
        title = indicator.title if setting.names_each else ""
        below = tuple(told for told in entry.below if told not in indicator.below)
        one = replace(entry, below=below, stand_in="" if stand_in else entry.stand_in)
        yield from setting.entry(one, title, _marks(own, notes))


def _counted(indicator: entries.Indicator) -> str:
    """Count an indicator's areas by their verdicts: 3 areas: 2 off track, 1 met now."""
    counts: Counter[str] = Counter()
    for entry in indicator.entries:
        counts[entry.code] += len(entry.areas) or 1
        counts["met_now"] += (len(entry.areas) or 1) * (entry.verdict.flat == wording.MET_NOW)
    areas = counts.total() - counts["met_now"]  # which are among those achieved
    return f"{areas:,} areas: {totals.spread(counts)}"


def _marks(remarks: Iterable[wording.Remark], notes: Mapping[wording.Remark, int]) -> str:
    """Refer to the notes that say these remarks: [1, 3]."""
    numbers = sorted(notes[remark] for remark in remarks)
    return f"[{f',{figures.TIED}'.join(map(str, numbers))}]" if numbers else ""
