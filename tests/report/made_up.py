"""Verdict frames that are MADE UP, with figures that nobody measured."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

AS_OF = date(2026, 5, 31)

SCHEMA = {
    **dict.fromkeys(
        ["strategy", "strategy_title", "outcome", "outcome_title", "indicator", "title"], pl.String
    ),
    **dict.fromkeys(["owner", "measure", "area", "area_name", "group"], pl.String),
    **dict.fromkeys(["verdict", "reason", "detail", "confidence"], pl.String),
    "flags": pl.List(pl.String),
    **dict.fromkeys(["unit", "improves"], pl.String),
    "decimals": pl.Int64,
    **dict.fromkeys(["relation", "reference", "reference_name"], pl.String),
    **dict.fromkeys(["margin", "margin_percent", "tolerance", "target_value", "target_upper"], pl.Float64),
    "target_decimals": pl.Int64,
    "by": pl.String,
    "deadline": pl.Date,
    "target_period": pl.String,
    "baseline_value": pl.Float64,
    "baseline_period": pl.String,
    "baseline_decimals": pl.Int64,
    **dict.fromkeys(["latest_value", "latest_lower", "latest_upper"], pl.Float64),
    "latest_period": pl.String,
    "next_due": pl.Date,
    **dict.fromkeys(["comparator_area", "comparator_name", "comparator_period"], pl.String),
    "comparator_value": pl.Float64,
    "comparator_is": pl.String,
    "n": pl.Int64,
    **dict.fromkeys(["probability", "pace", "change_per_year", "needed_per_year"], pl.Float64),
    "projection_period": pl.String,
    **{f"projection_{name}": pl.Float64 for name in ("centre", "lower80", "upper80", "lower95", "upper95")},
    "trend": pl.String,
    **dict.fromkeys(["members_done", "members"], pl.Int64),
    **dict.fromkeys(["quote", "reading", "proxy"], pl.String),
}

_PLACE = {
    "strategy": "made-up",
    "strategy_title": "A made-up strategy",
    "outcome": "made-up",
    "outcome_title": "A made-up outcome",
    "indicator": "made-up",
    "title": "A made-up indicator",
}
_VERDICT = {"verdict": "no_data", "reason": "none", "flags": []}


def row(**facts: Any) -> dict[str, Any]:
    """Make a row that says only what matters; the rest is null, the verdict no data."""
    return dict.fromkeys(SCHEMA) | _PLACE | _VERDICT | facts


def frame(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """Make a verdict frame of such rows."""
    return pl.DataFrame([row(**facts) for facts in rows], schema=SCHEMA)


@cache
def sample() -> pl.DataFrame:
    """Give the made-up frame that holds every verdict, reason, flag and relation."""
    written = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return frame(
        *(
            {
                "strategy": strategy["strategy"],
                "strategy_title": strategy["title"],
                "outcome": outcome["outcome"],
                "outcome_title": outcome["title"],
            }
            | _columns(facts)
            for strategy in written
            for outcome in strategy["outcomes"]
            for facts in outcome["rows"]
        )
    )


def _columns(facts: Mapping[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, value in facts.items():
        columns |= (
            {f"{name}_{key}": each for key, each in value.items()}
            if isinstance(value, dict)
            else {name: value}
        )
    return columns
