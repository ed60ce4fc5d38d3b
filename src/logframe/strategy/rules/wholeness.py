"""Warnings about the files as a whole: what is missing, what nobody uses, what is there twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from logframe.strategy.rules.allow import Remark
from logframe.strategy.rules.times import deadline_of
from logframe.strategy.targets import OtherArea

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from logframe.strategy.catalogue import Catalogue, Promise, Written


def lint(catalogue: Catalogue) -> Iterator[Remark]:
    """Look at everything that is more than one indicator's business."""
    yield from _outcomes(catalogue)
    yield from _unused(catalogue)
    yield from _twins(catalogue)
    yield from _circles(catalogue)
    yield from _promises(catalogue)


def _outcomes(catalogue: Catalogue) -> Iterator[Remark]:
    for strategy in catalogue.strategies.values():
        for at, outcome in enumerate(strategy.thing.outcomes):
            if not outcome.indicators:
                text = f"outcome '{outcome.id}' has no indicator: whether it comes will not be known"
                yield Remark("LF307", text, strategy.inner(outcome, "outcomes", at))


def _unused(catalogue: Catalogue) -> Iterator[Remark]:
    promises = list(catalogue.promises())
    measures = {promise.indicator.measure for promise in promises}
    gaps = [catalogue.measures[name].thing.gap for name in measures if name in catalogue.measures]
    measures |= {gap.of for gap in gaps if gap}
    standards = {target.standard for promise in promises for target in promise.indicator.every_target()}
    yield from _idle("measure", catalogue.measures, measures)
    yield from _idle("standard", catalogue.standards, standards)
    areas = _areas(catalogue, promises)
    if areas is not None:
        yield from _idle("area", catalogue.areas, areas)


def _idle(kind: str, defined: Mapping[str, Written[Any]], used: set[str | None]) -> Iterator[Remark]:
    for name, written in defined.items():
        if name not in used:
            text, hint = f"no indicator uses {kind} '{name}'", "is a name misspelt, or can it be deleted?"
            yield Remark("LF309", text, written, hint=hint, key=True)


def _areas(catalogue: Catalogue, promises: list[Promise]) -> set[str | None] | None:
    """Give the areas that anything names; None where indicators judge whatever areas the figures hold."""
    lists = [written.thing.areas for written in catalogue.strategies.values()]
    lists += [promise.indicator.areas for promise in promises]
    if "all" in lists:
        return None
    used: set[str | None] = {area for item in lists if isinstance(item, list) for area in item}
    used.add(catalogue.chosen.compare_with)
    for promise in promises:
        used |= {*promise.indicator.targets, *promise.indicator.baselines}
        references = [target.reference for target in promise.indicator.every_target()]
        used |= {reference.area for reference in references if isinstance(reference, OtherArea)}
    for written in catalogue.measures.values():
        used |= set((written.thing.gap and written.thing.gap.between_areas) or [])
    for name in [name for name in used if name in catalogue.areas]:
        used |= set(catalogue.areas[str(name)].thing.combine or [])
    return used


def _twins(catalogue: Catalogue) -> Iterator[Remark]:
    """Remark on measures with one title, or one publisher's reference, counted the same way."""
    seen: dict[tuple[object, ...], str] = {}
    for name, written in catalogue.measures.items():
        measure, source = catalogue.measure(name), written.thing.source
        marks: list[tuple[object, ...]] = [("title", _folded(measure.title))]
        if source and source.reference and not measure.gap:
            marks.append((_folded(source.reference), source.publisher, measure.unit, measure.every))
        twin = next((seen[mark] for mark in marks if mark in seen), None)
        if twin:
            text = f"measure '{name}' seems to be measure '{twin}' again"
            yield Remark("LF306", text, written, hint="share one, so that figures meet", key=True)
        seen = dict.fromkeys(marks, name) | seen


def _folded(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _circles(catalogue: Catalogue) -> Iterator[Remark]:
    """Remark on what contributes to itself, by whatever way."""
    edges: dict[str, list[str]] = {}
    where: dict[str, Written[Any]] = {}
    for name, strategy in catalogue.strategies.items():
        edges[name], where[name] = strategy.thing.contributes_to, strategy
    for strategy, outcome in catalogue.parts():
        node = f"{strategy.thing.strategy}/{outcome.thing.id}"
        edges[node], where[node] = outcome.thing.contributes_to, outcome
    for node, written in where.items():
        for index, served in enumerate(edges[node]):
            if node in _reached(served, edges):
                text = f"'{node}' contributes to itself" + (
                    f", by way of '{served}'" if served != node else ""
                )
                yield Remark("LF313", text, written, ("contributes_to", index))


def _reached(start: str, edges: Mapping[str, list[str]]) -> set[str]:
    found, ahead = set(), [start]
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead += edges.get(node, [])
    return found


def _promises(catalogue: Catalogue) -> Iterator[Remark]:
    """Remark on indicators that promise what another of their strategy does, or that have no area."""
    seen: dict[tuple[object, ...], str] = {}
    for promise in catalogue.promises():
        indicator, strategy = promise.indicator, promise.strategy
        if not indicator.measure:
            continue
        areas = indicator.areas if indicator.areas is not None else strategy.areas
        own = [*indicator.targets, *indicator.baselines]
        if not own and not isinstance(areas, list | str):
            text = f"indicator '{indicator.id}' has a measure and no area: no figure will be found for it"
            hint = "add areas: to it, or to the strategy"
            if isinstance(areas, dict):
                code = next(iter(areas), "...")
                hint = f"the strategy's areas: only gives names: add areas: [{code}] to the indicator, or"
                hint += " make the strategy's a list and give the names in a file of definitions"
            yield Remark("LF308", text, promise.written, ("measure",), hint)
        if indicator.target:
            day = deadline_of(promise, indicator.target, catalogue.measure(indicator.measure).calendar)
            where = tuple(sorted(areas)) if isinstance(areas, list) else areas
            mark = (
                strategy.strategy, indicator.measure, indicator.group, repr(where), day,
                indicator.target.relation,
            )  # fmt: skip
            if mark in seen:
                text = f"indicator '{indicator.id}' promises what indicator '{seen[mark]}' does"
                hint = "same measure, areas, relation and deadline"
                yield Remark("LF314", text, promise.written, ("target",), hint, key=True)
            seen.setdefault(mark, indicator.id)
