"""Errors in what promises are made of: measures, areas, standards, ids, and what contributes to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from logframe import periods
from logframe.strategy.rules import gaps, words
from logframe.strategy.rules.words import label, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.messages import Message
    from logframe.strategy.catalogue import Catalogue, Written


def check(catalogue: Catalogue) -> Iterator[Message]:
    """Check all that is not an indicator."""
    yield from _measures(catalogue)
    yield from _combined_areas(catalogue)
    yield from _lifetimes(catalogue)
    yield from _standards(catalogue)
    yield from _ids(catalogue)
    yield from _contributions(catalogue)


def _measures(catalogue: Catalogue) -> Iterator[Message]:
    for name, written in catalogue.measures.items():
        measure = written.thing
        calendar = catalogue.measure(name).calendar
        for index, item in enumerate(measure.breaks):
            yield from label(written, calendar, item.from_, "breaks", index, "from")
        for index, odd in enumerate(measure.exceptional):
            yield from label(written, calendar, odd.period, "exceptional", index, "period")
        if measure.discontinued:
            yield from label(written, calendar, measure.discontinued.after, "discontinued", "after")
        if measure.variation.rebase:
            yield from label(written, calendar, measure.variation.rebase, "variation", "rebase")
        yield from gaps.check(catalogue, written)


def _combined_areas(catalogue: Catalogue) -> Iterator[Message]:
    for code, written in catalogue.areas.items():
        for index, part in enumerate(written.thing.combine or []):
            if part == code or (part in catalogue.areas and catalogue.areas[part].thing.combine):
                text = f"area '{part}' is itself combined: name its parts here"
                yield written.message("LF201", text, "combine", index)


def _lifetimes(catalogue: Catalogue) -> Iterator[Message]:
    """Complain about a strategy's own time where it cannot be read, or ends before it begins."""
    for written in catalogue.strategies.values():
        lasts = written.thing.period
        known = {}
        for key, said in (("from", lasts.from_), ("to", lasts.to)) if lasts else ():
            try:
                if said and key == "from":
                    known[key] = words.span(said).start
                elif said:  # where an indicator names no deadline, this is it
                    known[key] = words.deadline(said, periods.Calendar())
            except periods.Unreadable as problem:
                yield written.message("LF106", str(problem), "period", key)
        if len(known) == 2 and known["to"] < known["from"]:
            text = f"the strategy's period ends on {known['to']}, before it begins on {known['from']}"
            yield written.message("LF107", text, "period", "to")


def _standards(catalogue: Catalogue) -> Iterator[Message]:
    for written in catalogue.standards.values():
        starts = []
        for index, step in enumerate(written.thing.steps):
            try:
                starts.append(words.span(step.from_).start)
            except periods.Unreadable as problem:
                yield written.message("LF106", str(problem), "steps", index, "from")
        if starts != sorted(set(starts)):
            yield written.message(
                "LF107", "the steps of a standard stand in order of time", "steps", key=True
            )


def _ids(catalogue: Catalogue) -> Iterator[Message]:
    outcomes: dict[str, set[str]] = {name: set() for name in catalogue.strategies}
    indicators: dict[str, set[str]] = {name: set() for name in catalogue.strategies}
    for strategy, outcome in catalogue.parts():
        name = strategy.thing.strategy
        yield from _twice(outcome, outcomes[name], outcome.thing.id, "outcome", "id")
        priorities: set[str] = set()
        for index, priority in enumerate(outcome.thing.priorities):
            yield from _twice(outcome, priorities, priority.id, "priority", "priorities", index, "id")
        for index, indicator in enumerate(outcome.thing.indicators):
            yield from _twice(outcome, indicators[name], indicator.id, "indicator", "indicators", index, "id")


def _twice(
    written: Written[Any], seen: set[str], name: str, kind: str, *path: int | str
) -> Iterator[Message]:
    if name in seen:
        yield written.message("LF202", f"{kind} '{name}' is in this strategy already", *path)
    seen.add(name)


def _contributions(catalogue: Catalogue) -> Iterator[Message]:
    known = {
        name
        for strategy in catalogue.strategies.values()
        for name in (
            strategy.thing.strategy,
            *(f"{strategy.thing.strategy}/{outcome.id}" for outcome in strategy.thing.outcomes),
        )
    }
    everything: list[Written[Any]] = [*catalogue.strategies.values()]
    everything += [outcome for _, outcome in catalogue.parts()]
    for written in everything:
        for index, name in enumerate(written.thing.contributes_to):
            if name not in known:
                text, hint = unknown("outcome", name, known)
                yield written.message("LF201", text, "contributes_to", index, hint=hint)
