"""Warnings about time: deadlines, baselines and standards that lie where they cannot mean what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe import periods
from logframe.strategy.rules import words
from logframe.strategy.rules.allow import Remark
from logframe.strategy.rules.words import baselines_of, targets_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from logframe.strategy.catalogue import Catalogue, Promise
    from logframe.strategy.targets import Target


def deadline_of(promise: Promise, target: Target, calendar: periods.Calendar) -> date | None:
    """Give the day by which a target is to be met: its own, else the strategy's end."""
    by = promise.by(target)
    return words.deadline(by, calendar) if by else None


def lint(catalogue: Catalogue, promise: Promise) -> Iterator[Remark]:
    """Hold an indicator's times against one another, its strategy's and its measure's."""
    measure = catalogue.measure(promise.indicator.measure) if promise.indicator.measure else None
    calendar = measure.calendar if measure else periods.Calendar()
    for target, path in targets_of(promise):
        yield from _outside(promise, target, path, calendar)
        yield from _not_in_force(catalogue, promise, target, path, calendar)
    deadlines = [deadline_of(promise, target, calendar) for target, _ in targets_of(promise)]
    latest = max((day for day in deadlines if day), default=None)
    broken = measure.last_break(latest) if measure else None
    for baseline, path in baselines_of(promise):
        if not baseline.period:
            continue
        period = words.read(baseline.period, calendar).period
        where = (*path, "period")
        if latest and period.end > latest:
            text = f"the baseline of indicator '{promise.indicator.id}' is later than its deadline"
            yield Remark("LF315", text, promise.written, where)
        elif broken and period.start < broken.start:
            text = (
                f"the baseline of indicator '{promise.indicator.id}' is from before a break in its measure: "
                "later figures are another series"
            )
            yield Remark("LF316", text, promise.written, where)


def _outside(
    promise: Promise, target: Target, path: tuple[str, ...], calendar: periods.Calendar
) -> Iterator[Remark]:
    """Remark on a deadline that is not within the strategy's own time."""
    lifetime = promise.strategy.period
    if not (target.by and lifetime):
        return
    day = words.deadline(target.by, calendar)
    early = lifetime.from_ is not None and day < words.span(lifetime.from_).start
    # the strategy's end is read as the target's deadline is: to 2028/29 ends when the measure's year does
    late = lifetime.to is not None and day > words.deadline(lifetime.to, calendar)
    if early or late:
        when = f"before its strategy begins ({lifetime.from_})"
        if late:
            when = f"after its strategy ends ({lifetime.to})"
        text = f"the deadline of indicator '{promise.indicator.id}' lies {when}"
        yield Remark("LF305", text, promise.written, (*path, "by"))


def _not_in_force(
    catalogue: Catalogue, promise: Promise, target: Target, path: tuple[str, ...], calendar: periods.Calendar
) -> Iterator[Remark]:
    """Remark on a standard of which no step is in force by the deadline."""
    day = deadline_of(promise, target, calendar)
    if target.standard and day:
        steps = catalogue.standards[target.standard].thing.steps
        if all(words.span(step.from_).start > day for step in steps):
            text = (
                f"standard '{target.standard}' is not in force yet by the deadline of indicator "
                f"'{promise.indicator.id}'"
            )
            yield Remark("LF317", text, promise.written, (*path, "standard"))
