"""What no single value can get wrong: references, directions, periods, contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logframe import periods
from logframe.strategy.targets import LEVELS, PastPeriod, Target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from logframe.messages import Message
    from logframe.strategy.catalogue import Catalogue, Promise, Written
    from logframe.strategy.measures import Measure

_DIRECTION = {"at_most": "down", "below": "down", "at_least": "up", "above": "up"}


def check(catalogue: Catalogue) -> list[Message]:
    """Check everything that needs more than one value to be judged.

    Returns:
        The complaints, each at its place, in no particular order.
    """
    return [
        *_measures(catalogue),
        *_combined_areas(catalogue),
        *_standards(catalogue),
        *_ids(catalogue),
        *_contributions(catalogue),
        *(message for promise in catalogue.promises() for message in _promise(catalogue, promise)),
    ]


def _unknown(kind: str, name: str, known: Collection[str]) -> tuple[str, str]:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"{kind} '{name}' is not defined", f"did you mean '{near[0]}'?" if near else ""


def _label(
    written: Written[Any], calendar: periods.Calendar, label: str, *steps: int | str, key: bool = False
) -> Iterator[Message]:
    """Complain about a label that is no period of the calendar."""
    try:
        reading = periods.read(label, calendar)
    except periods.Unreadable as problem:
        yield written.message("LF106", str(problem), *steps, key=key)
        return
    if reading.kind != "whole":
        text = (
            f"'{label}' is not one of the measure's own periods ({periods.label(reading.period, calendar)})"
        )
        if reading.kind == "other":
            text = f"'{label}' is not one {calendar.every} as the measure counts them"
        yield written.message("LF106", text, *steps, key=key)


def _measures(catalogue: Catalogue) -> Iterator[Message]:
    for name, written in catalogue.measures.items():
        measure = written.thing
        calendar = catalogue.measure(name).calendar
        for index, item in enumerate(measure.breaks):
            yield from _label(written, calendar, item.from_, "breaks", index, "from")
        for index, odd in enumerate(measure.exceptional):
            yield from _label(written, calendar, odd.period, "exceptional", index, "period")
        if measure.discontinued:
            yield from _label(written, calendar, measure.discontinued.after, "discontinued", "after")
        if measure.variation.rebase:
            yield from _label(written, calendar, measure.variation.rebase, "variation", "rebase")
        if measure.gap:
            if measure.gap.of not in catalogue.measures:
                text, hint = _unknown("measure", measure.gap.of, catalogue.measures)
                yield written.message("LF201", text, "gap", "of", hint=hint)
            elif catalogue.measures[measure.gap.of].thing.gap:
                yield written.message("LF201", "a gap cannot be made from another gap", "gap", "of")
            if measure.gap.between[0] == measure.gap.between[1]:
                yield written.message("LF107", "a gap needs two different groups", "gap", "between")


def _combined_areas(catalogue: Catalogue) -> Iterator[Message]:
    for code, written in catalogue.areas.items():
        for index, part in enumerate(written.thing.combine or []):
            if part == code or (part in catalogue.areas and catalogue.areas[part].thing.combine):
                text = f"area '{part}' is itself combined: name its parts here"
                yield written.message("LF201", text, "combine", index)


def _standards(catalogue: Catalogue) -> Iterator[Message]:
    for written in catalogue.standards.values():
        starts = []
        for index, step in enumerate(written.thing.steps):
            try:
                starts.append(periods.span(step.from_).start)
            except periods.Unreadable as problem:
                yield written.message("LF106", str(problem), "steps", index, "from")
        if starts != sorted(set(starts)):
            yield written.message(
                "LF107", "the steps of a standard stand in order of time", "steps", key=True
            )


def _ids(catalogue: Catalogue) -> Iterator[Message]:
    for strategy in catalogue.strategies.values():
        outcomes: dict[str, bool] = {}
        indicators: dict[str, bool] = {}
        for part in ("outcomes", "enablers"):
            for at, outcome in enumerate(getattr(strategy.thing, part)):
                yield from _twice(strategy, outcomes, outcome.id, "outcome", part, at, "id")
                priorities: dict[str, bool] = {}
                for index, priority in enumerate(outcome.priorities):
                    path = (part, at, "priorities", index, "id")
                    yield from _twice(strategy, priorities, priority.id, "priority", *path)
                for index, indicator in enumerate(outcome.indicators):
                    path = (part, at, "indicators", index, "id")
                    yield from _twice(strategy, indicators, indicator.id, "indicator", *path)


def _twice(
    strategy: Written[Any], seen: dict[str, bool], name: str, kind: str, *path: int | str
) -> Iterator[Message]:
    if name in seen:
        yield strategy.message("LF202", f"{kind} '{name}' is in this strategy already", *path)
    seen[name] = True


def _contributions(catalogue: Catalogue) -> Iterator[Message]:
    known = {
        name
        for strategy in catalogue.strategies.values()
        for name in (
            strategy.thing.strategy,
            *(f"{strategy.thing.strategy}/{outcome.id}" for outcome in strategy.thing.outcomes),
        )
    }
    for strategy in catalogue.strategies.values():
        named = [((), strategy.thing)] + [
            ((part, at), outcome)
            for part in ("outcomes", "enablers")
            for at, outcome in enumerate(getattr(strategy.thing, part))
        ]
        for path, item in named:
            for index, name in enumerate(item.contributes_to):
                if name not in known:
                    text, hint = _unknown("outcome", name, known)
                    yield strategy.message("LF201", text, *path, "contributes_to", index, hint=hint)


def _promise(catalogue: Catalogue, promise: Promise) -> Iterator[Message]:
    indicator, written = promise.indicator, promise.written
    priorities = [priority.id for priority in promise.outcome.priorities]
    if indicator.priority and indicator.priority not in priorities:
        text, hint = _unknown("priority", indicator.priority, priorities)
        yield written.message("LF201", f"{text} in outcome '{promise.outcome.id}'", "priority", hint=hint)
    if indicator.measure and indicator.measure not in catalogue.measures:
        text, hint = _unknown("measure", indicator.measure, catalogue.measures)
        yield written.message("LF201", f"{text}, in indicator '{indicator.id}'", "measure", hint=hint)
        return
    measure = catalogue.measure(indicator.measure) if indicator.measure else None
    calendar = measure.calendar if measure else periods.Calendar()
    yield from _periods(promise, calendar)
    yield from _areas(promise)
    targets: list[tuple[Target, tuple[str, ...]]] = [
        (target, ("targets", area)) for area, target in indicator.targets.items()
    ]
    if indicator.target:
        targets.append((indicator.target, ("target",)))
    for target, path in targets:
        yield from _deadline(promise, target, path, calendar)
        if measure:
            yield from _target(catalogue, promise, target, path, measure)
        elif not (target.milestone or target.undetermined):
            text = f"missing key 'measure' in indicator '{indicator.id}': its target is a number"
            yield written.message("LF101", text, *path, key=True)


def _periods(promise: Promise, calendar: periods.Calendar) -> Iterator[Message]:
    indicator, written = promise.indicator, promise.written
    if indicator.baseline and indicator.baseline.period:
        yield from _label(written, calendar, indicator.baseline.period, "baseline", "period")
    for area, baseline in indicator.baselines.items():
        if baseline.period:
            yield from _label(written, calendar, baseline.period, "baselines", area, "period")
    for label in indicator.trajectory:
        yield from _label(written, calendar, label, "trajectory", label, key=True)


def _areas(promise: Promise) -> Iterator[Message]:
    """Complain about targets and baselines of areas that the indicator does not judge."""
    indicator = promise.indicator
    areas = indicator.areas if indicator.areas is not None else promise.strategy.areas
    if not isinstance(areas, list):
        return
    for part in ("targets", "baselines"):
        for area in getattr(indicator, part):
            if area not in areas:
                _, hint = _unknown("area", area, areas)
                text = f"area '{area}' is not among the areas of indicator '{indicator.id}'"
                yield promise.written.message("LF201", text, part, area, hint=hint, key=True)


def _deadline(
    promise: Promise, target: Target, path: tuple[str, ...], calendar: periods.Calendar
) -> Iterator[Message]:
    ends = promise.strategy.period.to if promise.strategy.period else None
    by = target.by or ends
    if by is None:
        if not target.undetermined:
            text = f"the target of indicator '{promise.indicator.id}' has no deadline"
            hint = "add by: here, or period: {to: ...} to the strategy"
            yield promise.written.message("LF101", text, *path, hint=hint, key=True)
        return
    try:
        periods.deadline(by, calendar)
    except periods.Unreadable as problem:
        if target.by:
            yield promise.written.message("LF106", str(problem), *path, "by")


def _target(
    catalogue: Catalogue, promise: Promise, target: Target, path: tuple[str, ...], measure: Measure
) -> Iterator[Message]:
    at = (*path, target.relation)
    if target.standard and target.standard not in catalogue.standards:
        text, hint = _unknown("standard", target.standard, catalogue.standards)
        yield promise.written.message("LF201", text, *at, hint=hint)
    if isinstance(target.reference, PastPeriod):
        yield from _label(promise.written, measure.calendar, target.reference.period, *at, "period")
    yield from _direction(catalogue, promise, target, at, measure)
    yield from _reachable(promise, target, at, measure)


def _direction(
    catalogue: Catalogue, promise: Promise, target: Target, at: tuple[str, ...], measure: Measure
) -> Iterator[Message]:
    """Complain where the words ask for one direction and the measure improves in the other."""
    implied = {_DIRECTION[target.relation]} if target.relation in _DIRECTION else set()
    if target.standard in catalogue.standards:
        steps = catalogue.standards[str(target.standard)].thing.steps
        implied = {
            _DIRECTION[level] for step in steps for level in LEVELS if getattr(step, level) is not None
        }
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
            text = (
                f"the target of indicator '{promise.indicator.id}' can never be met: "
                f"{measure.unit} runs from {low:g} to {high:g}"
            )
            yield promise.written.message("LF204", text, *at, *([index] if several else []))
