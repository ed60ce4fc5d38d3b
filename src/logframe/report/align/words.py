"""An alignment in words: sections of nested lists, before it is known how they are written."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from logframe.report import promises, wording
from logframe.report.figures import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from logframe.strategy.alignment import (
        Alignment,
        Aspect,
        Likeness,
        Part,
        Service,
        SharedMeasure,
        SharedStrategy,
    )
    from logframe.strategy.catalogue import Catalogue, Promise
    from logframe.strategy.measures import Measure
    from logframe.strategy.plan import Indicator, Strategy

_ASPECTS: dict[Aspect, str] = {
    "target": "target",
    "deadline": "deadline",
    "baseline": "baseline",
    "group": "group",
    "unit": "unit",
    "direction": "direction of improvement",
    "frequency": "frequency",
    "year": "start of the year",
    "pooling": "pooling of periods",
}
_ALIKE: dict[Likeness, str] = {
    "source": "they have the same source",
    "title": "they have the same title",
    "indicator": "their indicators have the same title",
}
_NO_INDICATOR = "no indicator stated"


class Item(NamedTuple):
    """A line of a list, with a list of its own below."""

    words: str
    inner: tuple[Item, ...] = ()


class Section(NamedTuple):
    """A part with a title, a paragraph and a list; either of these may be empty."""

    title: str
    paragraph: str
    items: tuple[Item, ...]


class _Context(NamedTuple):
    catalogue: Catalogue
    rows: Mapping[promises.Key, Sequence[wording.Row]]


def sections(found: Alignment, catalogue: Catalogue, rows: Iterable[wording.Row]) -> list[Section]:
    """Put an alignment in words; see `logframe.report.align.alignment`."""
    context = _Context(catalogue, promises.by_indicator(rows))
    return [
        Section("How the strategies hang together", _summary(found, catalogue), ()),
        *(_shared(context, each) for each in found.shared),
        *_unserved(found),
        *_serving_none(found),
        *_measures(context, found),
        *_twins(context, found),
    ]


def _summary(found: Alignment, catalogue: Catalogue) -> str:
    strategies = counted(len(catalogue.strategies), "strategy", "strategies")
    if found.shared:
        outcomes = sum(len(each.outcomes) for each in found.shared)
        unserved, aimless = len(found.unserved), len(found.serving_none)
        said = [
            f"Others contribute to {len(found.shared):,} of {strategies}.",
            f"Nobody serves {unserved:,} of {counted(outcomes, 'shared outcome')}.",
            f"{counted(aimless, 'promise serves', 'promises serve')} no shared outcome.",
        ]
    else:
        said = [f"None of {strategies} says that it contributes to another (contributes_to)."]
    return " ".join([*said, *_about_measures(found)])


def _about_measures(found: Alignment) -> Iterator[str]:
    measures, differing = len(found.measures), sum(bool(each.differs) for each in found.measures)
    if measures:
        yield f"{counted(measures, 'measure')} in several strategies, {differing:,} with different promises."
    if found.twins:
        yield f"{counted(len(found.twins), 'thing')} that may be measured in two ways."


def _shared(context: _Context, shared: SharedStrategy) -> Section:
    others = "; ".join(_name(strategy) for strategy in shared.contributors)
    items = tuple(
        Item(_served(outcome.part, outcome.services), tuple(_serving(context, outcome.services)))
        for outcome in shared.outcomes
    )
    return Section(f"Shared: {_name(shared.strategy)}", f"Contributed to by: {others}.", items)


def _served(part: Part, services: Sequence[Service]) -> str:
    title = part.outcome.title if part.outcome else "The strategy as a whole"
    if not services:
        return f"{title}: served by nobody"
    organisations = {service.part.strategy.organisation.id for service in services}
    indicators = [
        indicator
        for service in services
        for part in [service.part.outcome]
        if part
        for indicator in part.indicators
    ]
    targets = sum(
        any(not target.undetermined for target in indicator.every_target()) for indicator in indicators
    )
    return (
        f"{title}: served by {counted(len(services), 'outcome or enabler', 'outcomes and enablers')} of "
        f"{counted(len(organisations), 'organisation')}, with {counted(len(indicators), 'indicator')}, "
        f"{targets or 'none'} of them with a target"
    )


def _serving(context: _Context, services: Sequence[Service]) -> Iterator[Item]:
    """Name the parts that serve an outcome, strategy by strategy, with their indicators."""
    order = list(context.catalogue.strategies)
    by_strategy = sorted(services, key=lambda service: order.index(service.part.strategy.strategy))
    for _, run in groupby(by_strategy, key=lambda service: service.part.strategy.strategy):
        own = list(run)
        yield Item(_name(own[0].part.strategy), tuple(_service(context, service) for service in own))


def _service(context: _Context, service: Service) -> Item:
    part, through = service.part, service.through
    title = _title(part)
    if through:
        title += f", through “{_title(through)}” ({through.strategy.title})"
    if part.outcome is None:
        return Item(title)
    if not part.outcome.indicators:
        return Item(f"{title}: {_NO_INDICATOR}")
    indicators = (
        Item(f"{indicator.title}: {_aim(context, part, indicator)}") for indicator in part.outcome.indicators
    )
    return Item(title, tuple(indicators))


def _aim(context: _Context, part: Part, indicator: Indicator) -> str:
    """Say what an indicator aims at; why nothing is settled belongs elsewhere."""
    targets = indicator.every_target()
    if not targets:
        return "no target stated"
    if all(target.undetermined for target in targets):
        return "target not determined"
    return _targets(context, (part.strategy.strategy, part.outcome.id if part.outcome else "", indicator.id))


def _targets(context: _Context, key: promises.Key) -> str:
    groups = promises.alike(context.rows.get(key, ()), promises.target)
    if len(groups) == 1:
        return next(iter(groups))
    return "; ".join(f"{words} ({', '.join(areas)})" for words, areas in groups.items())


def _unserved(found: Alignment) -> Iterator[Section]:
    if found.unserved:
        items = (Item(f"{_title(part)} ({part.strategy.title})") for part in found.unserved)
        yield Section("Shared outcomes that nobody serves", "", tuple(items))


def _serving_none(found: Alignment) -> Iterator[Section]:
    if not (found.serving_none and found.shared):
        return
    items = []
    for _, run in groupby(found.serving_none, key=lambda part: part.strategy.strategy):
        parts = list(run)
        inner = (Item(_indicators_of(part)) for part in parts)
        items.append(Item(_name(parts[0].strategy), tuple(inner)))
    yield Section("Promises that serve no shared outcome", "", tuple(items))


def _indicators_of(part: Part) -> str:
    indicators = len(part.outcome.indicators) if part.outcome else 0
    return f"{_title(part)}: {counted(indicators, 'indicator') if indicators else _NO_INDICATOR}"


def _measures(context: _Context, found: Alignment) -> Iterator[Section]:
    differing = [each for each in found.measures if each.differs]
    if differing:
        items = [
            Item(f"{_measure(context, each)}: {_differ(each.differs)}", _promises(context, each.promises))
            for each in differing
        ]
        yield Section("One measure, different promises", "", tuple(items))
    agreeing = [each for each in found.measures if not each.differs]
    if agreeing:
        items = [Item(_measure(context, each), _promises(context, each.promises)) for each in agreeing]
        yield Section("One measure, promises that do not contradict each other", "", tuple(items))


def _measure(context: _Context, shared: SharedMeasure) -> str:
    return f"{context.catalogue.measure(shared.measure).title} ({shared.measure})"


def _twins(context: _Context, found: Alignment) -> Iterator[Section]:
    if found.twins:
        items = [
            Item(
                f"{' and '.join(each.measures)}: {_ALIKE[each.alike]}"
                + (f"; {_differ(each.differs)}" if each.differs else ""),
                _promises(context, each.promises, counted_as=True),
            )
            for each in found.twins
        ]
        yield Section("Two measures for what may be one thing", "", tuple(items))


def _differ(aspects: Sequence[Aspect]) -> str:
    named = wording.listed([_ASPECTS[aspect] for aspect in aspects])
    return f"{named} differ" if len(aspects) > 1 else f"{named} differs"


def _promises(context: _Context, made: Sequence[Promise], *, counted_as: bool = False) -> tuple[Item, ...]:
    return tuple(_promise(context, promise, counted_as=counted_as) for promise in made)


def _promise(context: _Context, promise: Promise, *, counted_as: bool) -> Item:
    """Say what an indicator promises, and how it is counted where that is in question."""
    organisation, indicator = promise.strategy.organisation.name, promise.indicator
    key = (promise.strategy.strategy, promise.outcome.id, indicator.id)
    rows = context.rows.get(key, ())
    facts = [f"Target: {_targets(context, key)}"]
    baselines = [words for words in promises.alike(rows, promises.baseline) if words]
    facts += [f"Baseline: {'; '.join(baselines)}"] if baselines != ["not stated"] else []
    facts += [f"Group: {indicator.group}"] if indicator.group else []
    areas = promises.areas(rows)
    facts += [f"For: {'; '.join(areas)}"] if areas and areas != [organisation] else []
    if counted_as and indicator.measure:
        facts.append(f"Counted as: {_counted(context.catalogue.measure(indicator.measure))}")
    return Item(f"{organisation}: {indicator.title}", tuple(map(Item, facts)))


def _counted(measure: Measure) -> str:
    return f"{measure.title}, in {measure.unit}, {promises.BETTER[measure.improves]}, every {measure.every}"


def _title(part: Part) -> str:
    return part.outcome.title.rstrip(".") if part.outcome else "The strategy as a whole"


def _name(strategy: Strategy) -> str:
    return " ".join(promises.name(strategy))
