"""Who serves whom: outcomes that contribute to other strategies', and promises about the same thing."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from logframe import periods

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from logframe.strategy.catalogue import Catalogue, Promise
    from logframe.strategy.measures import Measure
    from logframe.strategy.plan import Baseline, Outcome, Strategy
    from logframe.strategy.targets import Target

Aspect = Literal[
    "target", "deadline", "baseline", "group", "unit", "direction", "frequency", "year", "pooling"
]
Likeness = Literal["title", "source", "indicator"]


@dataclass(frozen=True, slots=True)
class Part:
    """An outcome or enabler of a strategy; without one, the strategy as a whole."""

    strategy: Strategy
    outcome: Outcome | None = None

    @property
    def name(self) -> str:
        """How files refer to it: ``strategy`` or ``strategy/outcome``."""
        return f"{self.strategy.strategy}/{self.outcome.id}" if self.outcome else self.strategy.strategy

    @property
    def contributes_to(self) -> list[str]:
        """The names of what it says it contributes to."""
        return self.outcome.contributes_to if self.outcome else self.strategy.contributes_to


@dataclass(frozen=True, slots=True)
class Service:
    """A part that serves an outcome of another strategy: itself, or through a part that it serves."""

    part: Part
    through: Part | None = None


@dataclass(frozen=True, slots=True)
class SharedOutcome:
    """An outcome of a shared strategy, or the strategy as a whole, and who serves it."""

    part: Part
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class SharedStrategy:
    """A strategy to which others contribute.

    Attributes:
        strategy: The strategy.
        outcomes: Each of its outcomes, served or not; first the strategy as a whole, where others name that.
        contributors: The strategies that name it or its outcomes, in the files' order.
    """

    strategy: Strategy
    outcomes: tuple[SharedOutcome, ...]
    contributors: tuple[Strategy, ...]


@dataclass(frozen=True, slots=True)
class SharedMeasure:
    """A measure about which several strategies promise something; ``differs`` is empty where all agree."""

    measure: str
    promises: tuple[Promise, ...]
    differs: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Twins:
    """Several measures, of several strategies, that seem to be one.

    Attributes:
        measures: Their names.
        alike: What makes them seem so: the measures' title, their source, or the indicators' title.
        promises: The indicators that use them.
        differs: What differs between their definitions and between the promises.
    """

    measures: tuple[str, ...]
    alike: Likeness
    promises: tuple[Promise, ...]
    differs: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the strategies of a project hang together.

    Attributes:
        shared: The strategies to which others contribute; first those to which most do.
        serving_none: Outcomes and enablers that serve no other strategy's. A strategy to which others
            contribute and which contributes to none itself is where serving ends: it is not asked.
        measures: Measures about which more than one strategy promises something.
        twins: Measures that seem to be one.
    """

    shared: tuple[SharedStrategy, ...]
    serving_none: tuple[Part, ...]
    measures: tuple[SharedMeasure, ...]
    twins: tuple[Twins, ...]

    @property
    def unserved(self) -> tuple[Part, ...]:
        """Shared outcomes that nobody serves."""
        return tuple(
            outcome.part for each in self.shared for outcome in each.outcomes if not outcome.services
        )


def align(catalogue: Catalogue) -> Alignment:
    """Find out who serves whom and who promises what about the same, from a catalogue without faults."""
    strategies = [written.thing for written in catalogue.strategies.values()]
    parts = [part for strategy in strategies for part in _parts(strategy)]
    serving: dict[str, list[Part]] = {}
    for part in parts:
        for name in dict.fromkeys(part.contributes_to):
            serving.setdefault(name, []).append(part)
    shared = [found for strategy in strategies if (found := _shared(strategy, serving))]
    promises = list(catalogue.promises())
    return Alignment(
        shared=tuple(sorted(shared, key=lambda each: -len(each.contributors))),
        serving_none=tuple(_serving_none(parts, shared)),
        measures=tuple(_measures(catalogue, promises)),
        twins=tuple(_twins(catalogue, promises)),
    )


def _parts(strategy: Strategy) -> Iterator[Part]:
    yield Part(strategy)
    for outcome in strategy.parts:
        yield Part(strategy, outcome)


def _shared(strategy: Strategy, serving: dict[str, list[Part]]) -> SharedStrategy | None:
    """Tell who serves a strategy; None if no other does."""
    whole, *outcomes = [Part(strategy), *(Part(strategy, outcome) for outcome in strategy.outcomes)]
    served = [SharedOutcome(part, tuple(_services(part, serving))) for part in [whole, *outcomes]]
    direct = [each.part.strategy for part in served for each in part.services if each.through is None]
    if not direct:
        return None
    contributors = {each.strategy: each for each in direct}
    named = [part for part in served if part.part.outcome or part.services]
    return SharedStrategy(strategy, tuple(named), tuple(contributors.values()))


def _services(shared: Part, serving: dict[str, list[Part]]) -> Iterator[Service]:
    """Follow contributions back from an outcome: nearest first, each part once, however it serves."""
    seen = {shared.name}
    ahead: deque[tuple[str, Part | None]] = deque([(shared.name, None)])
    while ahead:
        name, through = ahead.popleft()
        for part in serving.get(name, []):
            own = part.strategy.strategy == shared.strategy.strategy
            if part.name in seen or own:
                continue
            seen.add(part.name)
            yield Service(part, through)
            ahead.append((part.name, part))


def _serving_none(parts: Iterable[Part], shared: Sequence[SharedStrategy]) -> Iterator[Part]:
    services = [service for each in shared for outcome in each.outcomes for service in outcome.services]
    found = {service.part.name for service in services}
    receiving = {each.strategy.strategy for each in shared}
    giving = {service.part.strategy.strategy for service in services}
    for part in parts:
        strategy = part.strategy.strategy
        ends_here = strategy in receiving - giving
        if part.outcome and not ends_here and found.isdisjoint((part.name, strategy)):
            yield part


def _measures(catalogue: Catalogue, promises: Sequence[Promise]) -> Iterator[SharedMeasure]:
    groups = _grouped(promises, lambda promise: promise.indicator.measure)
    for name, group in groups.items():
        yield SharedMeasure(name, tuple(group), tuple(_differences(catalogue, group)))


def _twins(catalogue: Catalogue, promises: Sequence[Promise]) -> Iterator[Twins]:
    """Find measures that look like one, by what tells it best; no pair is told twice."""
    told: set[tuple[str, ...]] = set()
    measured = [promise for promise in promises if promise.indicator.measure]

    def title(promise: Promise) -> str | None:
        return _plain(_stated(catalogue, promise).title)

    def source(promise: Promise) -> str | None:
        measure = _stated(catalogue, promise)
        found = measure.source
        return f"{found.publisher} {found.reference}".casefold() if found and found.reference else None

    def indicator(promise: Promise) -> str | None:
        return _plain(promise.indicator.title)

    keys: dict[Likeness, Callable[[Promise], str | None]] = {
        "source": source,
        "title": title,
        "indicator": indicator,
    }
    for alike, key in keys.items():
        for group in _grouped(measured, key).values():
            names = tuple(dict.fromkeys(promise.indicator.measure or "" for promise in group))
            if len(names) > 1 and names not in told:
                told.add(names)
                yield Twins(names, alike, tuple(group), tuple(_differences(catalogue, group)))


def _stated(catalogue: Catalogue, promise: Promise) -> Measure:
    """Give a promise's measure as its file has it: a gap takes its source from a measure that it is not."""
    return catalogue.measures[promise.indicator.measure or ""].thing


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _grouped(promises: Iterable[Promise], key: Callable[[Promise], str | None]) -> dict[str, list[Promise]]:
    """Group promises that have a key, and keep the groups of more than one strategy."""
    groups: dict[str, list[Promise]] = {}
    for promise in promises:
        if name := key(promise):
            groups.setdefault(name, []).append(promise)
    return {
        name: group
        for name, group in groups.items()
        if len({promise.strategy.strategy for promise in group}) > 1
    }


def _differences(catalogue: Catalogue, promises: Sequence[Promise]) -> Iterator[Aspect]:
    """Tell in what promises about one thing contradict each other; what one leaves open does not."""
    definitions = [_definition(catalogue, promise) for promise in promises]
    for aspect in definitions[0]:
        stated = [each[aspect] for each in definitions if each[aspect] is not None]
        if any(other != stated[0] for other in stated):
            yield aspect
    stated_for: dict[str | None, Baseline] = {}
    for promise in promises:
        for area, baseline in _baselines(promise):
            if baseline != stated_for.setdefault(area, baseline):
                yield "baseline"
                return


def _definition(catalogue: Catalogue, promise: Promise) -> dict[Aspect, Any]:
    """Take a promise apart; None is what it does not say."""
    indicator = promise.indicator
    measure = catalogue.measure(indicator.measure or "")
    settled = [target for target in indicator.every_target() if not target.undetermined]
    return {
        "target": [target.model_copy(update={"by": None}) for target in settled],
        "deadline": {_deadline(promise, target, measure) for target in settled} or None,
        "group": indicator.group or "",
        "unit": measure.unit,
        "direction": measure.improves,
        "frequency": measure.every,
        "year": measure.calendar.year_start,
        "pooling": measure.pooled,
    }


def _deadline(promise: Promise, target: Target, measure: Measure) -> date | None:
    by = promise.by(target)
    return periods.deadline(by, measure.calendar) if by else None


def _baselines(promise: Promise) -> Iterator[tuple[str | None, Baseline]]:
    """Give the baselines that a promise states, by area: of different areas they differ rightly."""
    indicator = promise.indicator
    yield from indicator.baselines.items()
    if indicator.baseline:
        own = indicator.areas or promise.strategy.areas
        for area in own if isinstance(own, list) else [None]:
            yield area, indicator.baseline
