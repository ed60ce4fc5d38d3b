"""The ratio of compound growth rates by which Open SDG and Eurostat report progress, for comparison only.

R = (observed growth a year) / |required growth a year|, signed so that towards the target is positive. Both
growth rates are counted from the baseline. Where the arithmetic has no meaning there is no ratio, and a
reason instead: Open SDG divides by zero there, or puts 0.001 in a zero's place.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from logframe.evaluation.points import edge
from logframe.strategy.targets import LEVELS

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


_OF_ROWS = Progress(
    baseline=pl.coalesce("baseline_value", "data_baseline"),
    latest=pl.col("last_value"),
    target=pl.col("target_value"),
    baseline_year=edge(pl.col("baseline_end")) / 12,
    latest_year=pl.col("last_edge") / 12,
    target_year=pl.col("end_edge") / 12,
    improves=pl.col("improves"),
)


def of_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Give each row its ratio, or the reason why there is none.

    The years are those of the periods' ends, parts of a year included.

    Args:
        rows: Questions with facts and bounds.

    Returns:
        The rows with ``sdg_ratio``, ``sdg_band`` and ``sdg_reason``: as `no_ratio`, or "not_a_level" where
        the target is no number that the area's own figure has to reach.
    """
    is_level = pl.col("relation").is_in(LEVELS) & (pl.col("judged_on") == "value")
    on_level = pl.when(is_level.fill_null(value=False)).then(no_ratio(_OF_ROWS))
    return (
        rows.with_columns(sdg_reason=on_level.otherwise(pl.lit("not_a_level")))
        .with_columns(sdg_ratio=pl.when(pl.col("sdg_reason").is_null()).then(_signed(_OF_ROWS)))
        .with_columns(sdg_band=band(pl.col("sdg_ratio")))
    )


def ratio(progress: Progress) -> pl.Expr:
    """R, null where `no_ratio` says why."""
    return pl.when(no_ratio(progress).is_null()).then(_signed(progress))


def _signed(progress: Progress) -> pl.Expr:
    observed = _growth(progress.baseline, progress.latest, progress.latest_year - progress.baseline_year)
    required = _growth(progress.baseline, progress.target, progress.target_year - progress.baseline_year)
    signed = pl.when(progress.improves == "down").then(-observed).otherwise(observed)
    return signed / required.abs()


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
