"""What strategies promise, in words: baselines and targets, areas of which the same is said together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report import figures, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from logframe.strategy.base import Source
    from logframe.strategy.plan import Strategy

Key = tuple[str, str, str]
"""Of an indicator: strategy, outcome, indicator."""


#: How often a measure is published, by what its strategy calls that.
FREQUENCIES = {"month": "monthly", "quarter": "quarterly", "year": "yearly", "2 years": "every two years"}

#: Which way a measure improves.
BETTER = {"up": "higher is better", "down": "lower is better", "neither": "neither way is better"}


def name(strategy: Strategy) -> tuple[str, ...]:
    """Name a strategy; see `wording.strategy`."""
    return wording.strategy(
        {
            "strategy_title": strategy.title,
            "organisation": strategy.organisation.name,
            "status": strategy.status,
        }
    )


def published(source: Source) -> str:
    """Name a source, with all that helps to find it."""
    return ", ".join(filter(None, [source.title, source.publisher, source.reference, source.url]))


def by_indicator(rows: Iterable[wording.Row]) -> dict[Key, list[wording.Row]]:
    """Group rows of the verdict frame by their indicators, in order."""
    grouped: dict[Key, list[wording.Row]] = {}
    for row in rows:
        grouped.setdefault((row["strategy"], row["outcome"], row["indicator"]), []).append(row)
    return grouped


def alike(rows: Iterable[wording.Row], said: Callable[[wording.Row], str]) -> dict[str, list[str]]:
    """Say something of each row of an indicator, and name the areas of which the same is said."""
    named: dict[str, list[str]] = {}
    for row in rows:
        named.setdefault(said(row), []).extend(filter(None, [wording.area(row)]))
    return named


def areas(rows: Iterable[wording.Row]) -> list[str]:
    """Name the areas of rows, each once."""
    return list(dict.fromkeys(filter(None, map(wording.area, rows))))


def target(row: wording.Row) -> str:
    """Put a target and its deadline in words."""
    return " ".join(filter(None, [wording.target(row), wording.deadline(row)]))


def baseline(row: wording.Row) -> str:
    """Put a baseline in words; what is lacking is said, and nothing where the target is no figure."""
    if row["relation"] == "milestone":
        return ""
    value, period = row["baseline_value"], row["baseline_period"]
    if value is None:
        return f"the figure for {period}" if period else "not stated"
    places = row["decimals"] if row["baseline_decimals"] is None else row["baseline_decimals"]
    return f"{figures.value(value, row['unit'], places)} ({period or 'undated'})"
