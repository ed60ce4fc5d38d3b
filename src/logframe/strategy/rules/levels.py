"""Warnings about numbers: a baseline, a target and a planned path that do not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logframe import periods
from logframe.schema.base import Figure
from logframe.strategy.rules import words
from logframe.strategy.rules.allow import Remark
from logframe.strategy.rules.promises import DIRECTION
from logframe.strategy.rules.times import deadline_of
from logframe.strategy.rules.words import baselines_of, targets_of
from logframe.strategy.targets import ChangedBaseline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.strategy.catalogue import Catalogue, Promise
    from logframe.strategy.measures import Measure
    from logframe.strategy.plan import Baseline
    from logframe.strategy.targets import Target

_HUNDREDFOLD = 33.0, 300.0  # apart by so much, two per cents are rather a proportion and a per cent
_ANY = 100.0  # a baseline that is not stated: a change of it leads the same way from every number


class _Pair(NamedTuple):
    """A target with the baseline that it starts from."""

    target: Target
    path: tuple[str, ...]
    baseline: Baseline | None


def lint(catalogue: Catalogue, promise: Promise) -> Iterator[Remark]:
    """Hold an indicator's numbers against one another."""
    indicator = promise.indicator
    if not indicator.measure:
        return
    measure = catalogue.measure(indicator.measure)
    for pair in _pairs(promise):
        yield from _start(promise, pair)
    for target, _, baseline in list(_pairs(promise))[:1]:
        yield from _trajectory(promise, target, baseline, measure)
    yield from _units(promise, measure)


def _pairs(promise: Promise) -> Iterator[_Pair]:
    indicator = promise.indicator
    for area, target in indicator.targets.items():
        yield _Pair(target, ("targets", area), indicator.baseline_in(area))
    if indicator.target:
        for baseline in indicator.baselines.values() or [indicator.baseline]:
            yield _Pair(indicator.target, ("target",), baseline)


def _level(target: Target, baseline: float) -> float | None:
    """Give the number that a level comes to from a baseline; None where only figures can tell."""
    match target.reference:
        case _ if target.relation not in DIRECTION:
            return None
        case Figure() as number:
            return float(number)
        case "baseline":
            return baseline
        case ChangedBaseline(baseline=str(share)):
            return baseline * (1 + float(share.removesuffix("%")) / 100)
        case ChangedBaseline(baseline=change):
            return baseline + float(change)
    return None


def _shortfall(target: Target, value: float, baseline: float) -> float | None:
    """Give by how much a value misses a target, its tolerance included; 0 or less where it meets it."""
    tolerance = target.tolerance or 0.0
    match target.reference:
        case [Figure() as low, Figure() as high]:
            return max(low - value, value - high) - tolerance
        case Figure() as number if target.relation == "within":
            return abs(value) - number - tolerance
        case Figure() as number if target.relation == "close_to":
            return abs(value - number) - tolerance
    level = _level(target, baseline)
    if level is None:
        return None
    return (value - level if DIRECTION[target.relation] == "down" else level - value) - tolerance


def _meets(target: Target, value: float, baseline: float) -> bool:
    missing = _shortfall(target, value, baseline)
    strict = target.relation in ("below", "above") and not target.tolerance
    return missing is not None and (missing < 0 if strict else missing <= 1e-9)


def _start(promise: Promise, pair: _Pair) -> Iterator[Remark]:
    """Remark on a target that is no step from its baseline, or a step back."""
    target, path, baseline = pair
    changed = isinstance(target.reference, ChangedBaseline) or target.reference == "baseline"
    stated = baseline.value if baseline else None
    if target.relation == "maintain" or (stated is None and not changed):
        return
    start = _ANY if stated is None else float(stated)
    level, at = _level(target, start), (*path, target.relation)
    name, from_ = promise.indicator.id, "its baseline" if stated is None else f"its baseline of {stated:g}"
    if level is not None and (level - start) * (1 if DIRECTION[target.relation] == "down" else -1) > 1e-9:
        text = f"the target of indicator '{name}' is worse than {from_}"
        yield Remark("LF301", text, promise.written, at, "has a number slipped, or the measure's improves?")
    elif _meets(target, start, start):
        text = f"the target of indicator '{name}' is met already at {from_}"
        hint = "where keeping it is meant, write maintain: baseline"
        yield Remark("LF302", text, promise.written, at, hint)


def _trajectory(
    promise: Promise, target: Target, baseline: Baseline | None, measure: Measure
) -> Iterator[Remark]:
    """Remark on a planned path that ends elsewhere than at the target, or after it."""
    indicator, calendar = promise.indicator, measure.calendar
    planned = sorted(
        (words.read(label, calendar).period.end, label, value)
        for label, value in indicator.trajectory.items()
    )
    deadline = deadline_of(promise, target, calendar)
    if not planned or deadline is None:
        return
    end, label, last = planned[-1]
    start = baseline.value if baseline and baseline.value is not None else planned[0][2]
    missing, before = _shortfall(target, last, start), _shortfall(target, start, start)
    if end > deadline:
        yield Remark(
            "LF303",
            f"the trajectory of indicator '{indicator.id}' goes on after the target's deadline",
            promise.written,
            ("trajectory", label),
            key=True,
        )
    elif missing is None or before is None:
        return
    elif periods.last_whole(deadline, calendar).end == end and not _meets(target, last, start):
        text = (
            f"the trajectory of indicator '{indicator.id}' ends at {last:g}, which does not meet the target"
        )
        yield Remark("LF303", text, promise.written, ("trajectory", label))
    elif missing > max(before, 0.0) + 1e-9:
        text = f"the trajectory of indicator '{indicator.id}' leads away from the target"
        yield Remark("LF303", text, promise.written, ("trajectory", label))


def _units(promise: Promise, measure: Measure) -> Iterator[Remark]:
    """Remark on numbers of which some seem to be proportions and others per cents."""
    numbers = list(_numbers(promise))
    low, high = measure.limits
    for number, steps in numbers:
        outside = low is not None and high is not None and not low <= number <= high
        if outside and steps[0] not in ("target", "targets"):
            text = f"{number:g} in indicator '{promise.indicator.id}' is outside what {measure.unit} can be"
            hint = f"is {number / 100:g} meant?" if measure.unit == "proportion" else ""
            yield Remark("LF304", text, promise.written, steps, hint)
    if measure.unit != "percent":
        return
    for number, steps in numbers:
        others = [other for other, _ in numbers if other > 1]
        apart = [other for other in others if 0 < number <= 1 and _HUNDREDFOLD[0] <= other / number]
        near = [other for other in apart if other / number <= _HUNDREDFOLD[1]]
        if near:
            text = (
                f"{number:g} and {near[0]:g} in indicator '{promise.indicator.id}' are hardly both per cents"
            )
            hint = f"per cents are written as such: {number * 100:g} for {number:g}"
            yield Remark("LF304", text, promise.written, steps, hint)


def _numbers(promise: Promise) -> Iterator[tuple[float, tuple[int | str, ...]]]:
    """Give every number of the measure's unit that an indicator states, and where."""
    indicator = promise.indicator
    for baseline, where in baselines_of(promise):
        if baseline.value is not None:
            yield baseline.value, (*where, "value")
    for target, path in targets_of(promise):
        at = (*path, target.relation)
        if isinstance(target.reference, Figure):
            yield target.reference, at
        for index, number in enumerate(target.between or []):
            yield number, (*at, index)
    for label, number in indicator.trajectory.items():
        yield number, ("trajectory", label)
