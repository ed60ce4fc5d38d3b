"""Verdict frames that are MADE UP, with figures that nobody measured."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import yaml

from logframe.evaluation.frames import ASSESSMENTS, OUTLINE, UPDATES

if TYPE_CHECKING:
    from collections.abc import Mapping

AS_OF = date(2026, 5, 31)

_OUTCOME = {
    "strategy": "made-up",
    "strategy_title": "A made-up strategy",
    "outcome": "made-up",
    "outcome_title": "A made-up outcome",
}
_PLACE = _OUTCOME | {"indicator": "made-up", "title": "A made-up indicator"}
_ABOUT = {"organisation": "A made-up organisation", "status": "in_force"}
_VERDICT = {"verdict": "no_data", "reason": "none", "flags": []}


def row(**facts: Any) -> dict[str, Any]:
    """Make a row that says only what matters; the rest is null, the verdict no data."""
    return dict.fromkeys(ASSESSMENTS) | _PLACE | _VERDICT | facts


def frame(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make a verdict frame of such rows."""
    return pl.DataFrame([row(**facts) for facts in rows], schema=ASSESSMENTS)


def part(**facts: Any) -> dict[str, Any]:
    """Make a row of an outline that says only what matters."""
    return _OUTCOME | _ABOUT | facts


def outline(*parts: Mapping[str, Any]) -> pl.DataFrame:
    """Make an outline of such rows."""
    return pl.DataFrame([part(**facts) for facts in parts], schema=OUTLINE)


def outline_of(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the outline of a verdict frame's own outcomes."""
    return outline(*rows.select(*_OUTCOME).unique(["strategy", "outcome"], maintain_order=True).to_dicts())


@cache
def sample() -> pl.DataFrame:
    """Give the made-up frame that holds every verdict, reason, flag and relation."""
    return frame(
        *(
            {name: place[name] for name in _OUTCOME} | _columns(facts)
            for place, rows in _written()
            for facts in rows
        )
    )


@cache
def sample_outline() -> pl.DataFrame:
    """Give its outline, with outcomes that have no rows and a strategy that has no outcomes."""
    return outline(*(place for place, _ in _written()))


def updates(*notes: Mapping[str, Any]) -> pl.DataFrame:
    """Make updates that say only what matters: of the made-up strategy, on the made-up day, by nobody."""
    blank = dict.fromkeys(UPDATES) | {"strategy": "made-up", "date": AS_OF, "text": "A made-up note"}
    return pl.DataFrame([blank | dict(note) for note in notes], schema=UPDATES)


@cache
def sample_updates() -> pl.DataFrame:
    """Give updates about one of its strategies, an outcome, one without indicators, and an indicator."""
    ics, start = {"strategy": "made-up-ics"}, {"outcome": "best-start", "indicator": "smoking"}
    return updates(
        ics | {"date": date(2026, 5, 12), "by": "Programme Office", "text": "The board met"},
        ics | {"outcome": "best-start", "text": "Family hubs are open in every district"},
        ics | {"outcome": "research", "by": "Research Office", "text": "A programme is being written."},
        ics
        | start
        | {"date": date(2026, 4, 2), "by": "Public Health", "text": "Stop-smoking offer extended"},
        ics | start | {"date": date(2025, 11, 5), "text": "Two advisers appointed"},
    )


def _written() -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Read what is made up: each outcome with its strategy, as in an outline, and its rows."""
    strategies = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return [
        (
            part(
                strategy=strategy["strategy"],
                strategy_title=strategy["title"],
                organisation=strategy["organisation"],
                status=strategy.get("status", "in_force"),
                outcome=outcome.get("outcome"),
                outcome_title=outcome.get("title"),
            ),
            outcome.get("rows", []),
        )
        for strategy in strategies
        for outcome in strategy.get("outcomes", [{}])
    ]


def _columns(facts: Mapping[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, value in facts.items():
        columns |= (
            {f"{name}_{key}": each for key, each in value.items()}
            if isinstance(value, dict)
            else {name: value}
        )
    return columns
