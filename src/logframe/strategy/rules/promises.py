"""Errors in an indicator: what it refers to, its periods, and a target that contradicts its measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe import periods
from logframe.strategy.rules import gaps, words
from logframe.strategy.rules.words import baselines_of, label, targets_of, unknown
from logframe.strategy.targets import LEVELS, PastPeriod, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.messages import Message
    from logframe.strategy.catalogue import Catalogue, Promise
    from logframe.strategy.measures import Measure

DIRECTION = {"at_most": "down", "below": "down", "at_least": "up", "above": "up"}
"""Where a target of each relation wants its measure to go."""


def check(catalogue: Catalogue, promise: Promise) -> Iterator[Message]:
    """Check one indicator against what it refers to."""
    indicator, written = promise.indicator, promise.written
    priorities = [priority.id for priority in promise.outcome.priorities]
    if indicator.priority and indicator.priority not in priorities:
        text, hint = unknown("priority", indicator.priority, priorities)
        yield written.message("LF201", f"{text} in outcome '{promise.outcome.id}'", "priority", hint=hint)
    if indicator.measure and indicator.measure not in catalogue.measures:
        text, hint = unknown("measure", indicator.measure, catalogue.measures)
        yield written.message("LF201", f"{text}, in indicator '{indicator.id}'", "measure", hint=hint)
        return
    measure = catalogue.measure(indicator.measure) if indicator.measure else None
    calendar = measure.calendar if measure else periods.Calendar()
    yield from _periods(promise, calendar)
    yield from _areas(promise, measure.own_area if measure else None)
    if measure:
        yield from gaps.asked(promise, measure)
    yield from _reports(promise)
    for target, path in targets_of(promise):
        yield from _deadline(promise, target, path, calendar)
        if measure:
            yield from _target(catalogue, promise, target, path, measure)
        elif not (target.milestone or target.undetermined):
            text = f"missing key 'measure' in indicator '{indicator.id}': its target is a number"
            yield written.message("LF101", text, *path, key=True)


def _periods(promise: Promise, calendar: periods.Calendar) -> Iterator[Message]:
    indicator, written = promise.indicator, promise.written
    for baseline, path in baselines_of(promise):
        if baseline.period:
            yield from label(written, calendar, baseline.period, *path, "period")
    meant: dict[periods.Period, str] = {}
    for planned in indicator.trajectory:
        unclear = list(label(written, calendar, planned, "trajectory", planned, key=True))
        yield from unclear
        if unclear:
            continue
        first = meant.setdefault(words.read(planned, calendar).period, planned)
        if first != planned:
            text = f"{planned} is in the trajectory of indicator '{indicator.id}' already, as {first}"
            yield written.message("LF004", text, "trajectory", planned, key=True)


def _areas(promise: Promise, own: str | None) -> Iterator[Message]:
    """Complain about targets and baselines of areas that the indicator does not judge.

    Where the measure is of one area alone (``own``), this is what an indicator judges that names none.
    """
    indicator = promise.indicator
    areas = indicator.areas or ([own] if own else promise.strategy.areas)
    if not isinstance(areas, list):
        return
    for part in ("targets", "baselines"):
        for area in getattr(indicator, part):
            if area not in areas:
                _, hint = unknown("area", area, areas)
                text = f"area '{area}' is not among the areas of indicator '{indicator.id}'"
                yield promise.written.message("LF201", text, part, area, hint=hint, key=True)


def _reports(promise: Promise) -> Iterator[Message]:
    """Complain about reports that are of no member of the milestone."""
    members = [name for target in promise.indicator.every_target() for name in target.members or []]
    for index, report in enumerate(promise.indicator.reported):
        if report.member and report.member not in members:
            text, hint = unknown("member", report.member, members)
            text = f"{text} in the milestone of indicator '{promise.indicator.id}'"
            yield promise.written.message("LF201", text, "reported", index, "member", hint=hint)
        elif not report.member and len(members) > 1:
            text = f"missing key 'member' in indicator '{promise.indicator.id}': its milestone has several"
            yield promise.written.message("LF101", text, "reported", index)


def _deadline(
    promise: Promise, target: Target, path: tuple[str, ...], calendar: periods.Calendar
) -> Iterator[Message]:
    by = promise.by(target)
    if by is None:
        if not target.undetermined:
            text = f"the target of indicator '{promise.indicator.id}' has no deadline"
            hint = "add by: here, or period: {to: ...} to the strategy"
            yield promise.written.message("LF101", text, *path, hint=hint, key=True)
        return
    try:
        words.deadline(by, calendar)
    except periods.Unreadable as problem:
        if target.by:
            yield promise.written.message("LF106", str(problem), *path, "by")


def _target(
    catalogue: Catalogue, promise: Promise, target: Target, path: tuple[str, ...], measure: Measure
) -> Iterator[Message]:
    at = (*path, target.relation)
    if target.standard and target.standard not in catalogue.standards:
        text, hint = unknown("standard", target.standard, catalogue.standards)
        yield promise.written.message("LF201", text, *at, hint=hint)
    if isinstance(target.reference, PastPeriod):
        yield from label(promise.written, measure.calendar, target.reference.period, *at, "period")
    yield from _direction(catalogue, promise, target, at, measure)
    yield from _reachable(promise, target, at, measure)


def _direction(
    catalogue: Catalogue, promise: Promise, target: Target, at: tuple[str, ...], measure: Measure
) -> Iterator[Message]:
    """Complain where the words ask for one direction and the measure improves in the other."""
    implied = {DIRECTION[target.relation]} if target.relation in DIRECTION else set()
    if target.standard in catalogue.standards:
        steps = catalogue.standards[str(target.standard)].thing.steps
        implied = {DIRECTION[level] for step in steps for level in LEVELS if getattr(step, level) is not None}
    if measure.improves != "neither" and implied and measure.improves not in implied:
        good = "lower" if measure.improves == "down" else "higher"
        text = (
            f"{target.relation} asks indicator '{promise.indicator.id}' to go {implied.pop()}, but measure "
            f"'{promise.indicator.measure}' improves {measure.improves} ({good} is better)"
        )
        yield promise.written.message("LF203", text, *at, key=True)


def _reachable(promise: Promise, target: Target, at: tuple[str, ...], measure: Measure) -> Iterator[Message]:
    """Complain about numbers that the measure's unit cannot take."""
    low, high = measure.limits
    if low is None or high is None or target.relation == "within":
        return
    several = isinstance(target.reference, list)
    numbers = target.reference if isinstance(target.reference, list) else [target.reference]
    for index, number in enumerate(numbers):
        if not isinstance(number, float):
            continue
        never = (target.relation, number) in (("below", low), ("above", high))
        if never or not low <= number <= high:
            way = DIRECTION.get(target.relation)
            is_open = (way == "up" and number < low) or (way == "down" and number > high)
            what = "is met by every figure" if is_open else "can never be met"
            text = (
                f"the target of indicator '{promise.indicator.id}' {what}: "
                f"{measure.unit} runs from {low:g} to {high:g}"
            )
            yield promise.written.message("LF204", text, *at, *([index] if several else []))
