"""What several families of rules share: what an indicator states and where, words, and a check of labels."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from logframe import periods

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from logframe.messages import Message
    from logframe.strategy.catalogue import Promise, Written
    from logframe.strategy.plan import Baseline
    from logframe.strategy.targets import Target

# A project's promises share few labels, and each is asked for by several rules.
deadline = lru_cache(maxsize=4096)(periods.deadline)
read = lru_cache(maxsize=4096)(periods.read)
span = lru_cache(maxsize=4096)(periods.span)


def unknown(kind: str, name: str, known: Collection[str]) -> tuple[str, str]:
    """Say that nothing of that name is known, and which name may be meant: text and hint."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f"{kind} '{name}' is not defined", f"did you mean '{near[0]}'?" if near else ""


def label(
    written: Written[Any], calendar: periods.Calendar, label: str, *steps: int | str, key: bool = False
) -> Iterator[Message]:
    """Complain about a label that is no period of the calendar."""
    try:
        reading = read(label, calendar)
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


def targets_of(promise: Promise) -> list[tuple[Target, tuple[str, ...]]]:
    """Give an indicator's targets, one for each area where they differ, and where each is written."""
    indicator = promise.indicator
    several = [(target, ("targets", area)) for area, target in indicator.targets.items()]
    return [(indicator.target, ("target",))] if indicator.target else [*several]


def baselines_of(promise: Promise) -> list[tuple[Baseline, tuple[str, ...]]]:
    """Give an indicator's baselines, one for each area where they differ, and where each is written."""
    indicator = promise.indicator
    several = [(baseline, ("baselines", area)) for area, baseline in indicator.baselines.items()]
    return [(indicator.baseline, ("baseline",))] if indicator.baseline else [*several]
