"""Errors in gaps, measures made from another, and in what indicators ask of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.strategy.rules.words import targets_of, unknown
from logframe.strategy.targets import OtherArea

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.messages import Message
    from logframe.strategy.catalogue import Catalogue, Promise, Written
    from logframe.strategy.measures import Measure


def check(catalogue: Catalogue, written: Written[Measure]) -> Iterator[Message]:
    """Check what a gap is made from."""
    gap = written.thing.gap
    if gap is None:
        return
    if gap.of not in catalogue.measures:
        text, hint = unknown("measure", gap.of, catalogue.measures)
        yield written.message("LF201", text, "gap", "of", hint=hint)
    elif catalogue.measures[gap.of].thing.gap:
        yield written.message("LF201", "a gap cannot be made from another gap", "gap", "of")
    for key, things in {"between": "groups", "between_areas": "areas"}.items():
        pair = getattr(gap, key)
        if pair and pair[0] == pair[1]:
            yield written.message("LF107", f"a gap needs two different {things}", "gap", key)


def asked(promise: Promise, measure: Measure) -> Iterator[Message]:
    """Check that an indicator asks a gap between areas for its own area alone."""
    own, name = measure.own_area, promise.indicator.measure
    if own is None:
        return
    areas = promise.indicator.areas
    for index, area in enumerate(areas if isinstance(areas, list) else []):
        if area != own:
            text = (
                f"measure '{name}' is a gap between two areas: it has figures for '{own}', not for '{area}'"
            )
            yield promise.written.message(
                "LF201", text, "areas", index, hint="leave areas out, or name that one alone"
            )
    for target, path in targets_of(promise):
        if isinstance(target.reference, OtherArea):
            other = target.reference.area
            text = f"measure '{name}' is a gap between two areas: '{other}' has none to compare it with"
            yield promise.written.message("LF201", text, *path, target.relation, "area")
