"""What indicators promise, in words: baselines and targets, areas of which the same is said together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report import figures, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Key = tuple[str, str, str]
"""Of an indicator: strategy, outcome, indicator."""


def by_indicator(rows: Iterable[wording.Row]) -> dict[Key, list[wording.Row]]:
    """Group rows of the verdict frame by their indicators, in order."""
    grouped: dict[Key, list[wording.Row]] = {}
    for row in rows:
        grouped.setdefault((row["strategy"], row["outcome"], row["indicator"]), []).append(row)
    return grouped


def alike(rows: Iterable[wording.Row], said: Callable[[wording.Row], str]) -> dict[str, list[str]]:
    """Say something of each row of an indicator, and name the areas of which the same is said."""
    areas: dict[str, list[str]] = {}
    for row in rows:
        areas.setdefault(said(row), []).extend(filter(None, [place(row)]))
    return areas


def place(row: wording.Row) -> str:
    """Name a row's area; empty where it has none."""
    return row["area_name"] or row["area"] or ""


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
