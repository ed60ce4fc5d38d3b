"""The ratio of compound growth rates by which Open SDG and Eurostat report progress, for comparison only.

R = (observed growth a year) / |required growth a year|, signed so that towards the target is positive. Both
growth rates are counted from the baseline. Where the arithmetic has no meaning there is no ratio, and a
reason instead: Open SDG divides by zero there, or puts 0.001 in a zero's place.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

ON_TRACK = 0.95
NEEDS_ACCELERATION = 0.60


@dataclass(frozen=True, slots=True)
class Progress:
    """What is compared, as expressions: three values in one unit, their years, and which way is better.

    Attributes:
        baseline: value in ``baseline_year``.
        latest: value in ``latest_year``.
        target: value wanted in ``target_year``.
        baseline_year: any count of years, whole or not.
        latest_year: likewise.
        target_year: likewise.
        improves: "up", "down" or "neither".
    """

    baseline: pl.Expr
    latest: pl.Expr
    target: pl.Expr
    baseline_year: pl.Expr
    latest_year: pl.Expr
    target_year: pl.Expr
    improves: pl.Expr


def ratio(progress: Progress) -> pl.Expr:
    """R, null where `no_ratio` says why."""
    observed = _growth(progress.baseline, progress.latest, progress.latest_year - progress.baseline_year)
    required = _growth(progress.baseline, progress.target, progress.target_year - progress.baseline_year)
    signed = pl.when(progress.improves == "down").then(-observed).otherwise(observed)
    return pl.when(no_ratio(progress).is_null()).then(signed / required.abs())


def no_ratio(progress: Progress) -> pl.Expr:
    """Why there is no ratio, first match; null where there is one.

    "missing" (a value or year), "no_direction", "too_early" (no year since the baseline, or none between it
    and the target), "target_achieved" (Open SDG stops there too), "target_is_zero", "not_positive" (growth
    has no meaning from or across zero), "no_change_required" (the target equals the baseline).
    """
    p = progress
    better = pl.when(p.improves == "down").then(p.latest <= p.target).otherwise(p.latest >= p.target)
    reasons = {
        "missing": pl.any_horizontal(
            number.is_null()
            for number in (p.baseline, p.latest, p.target, p.baseline_year, p.latest_year, p.target_year)
        ),
        "no_direction": ~p.improves.is_in(["up", "down"]).fill_null(value=False),
        "too_early": (p.latest_year <= p.baseline_year) | (p.target_year <= p.baseline_year),
        "target_achieved": better,
        "target_is_zero": p.target == 0,
        "not_positive": (p.baseline <= 0) | (p.target < 0) | (p.latest < 0),
        "no_change_required": p.target == p.baseline,
    }
    return pl.coalesce(pl.when(holds).then(pl.lit(reason)) for reason, holds in reasons.items())


def band(ratio: pl.Expr) -> pl.Expr:
    """Open SDG's word for the ratio; null without one."""
    return (
        pl.when(ratio >= ON_TRACK)
        .then(pl.lit("on_track"))
        .when(ratio >= NEEDS_ACCELERATION)
        .then(pl.lit("progress_needs_acceleration"))
        .when(ratio >= 0)
        .then(pl.lit("limited_progress"))
        .when(ratio < 0)
        .then(pl.lit("deterioration"))
    )


def _growth(start: pl.Expr, end: pl.Expr, years: pl.Expr) -> pl.Expr:
    """Compound growth a year."""
    return (end / start) ** (1 / years) - 1
