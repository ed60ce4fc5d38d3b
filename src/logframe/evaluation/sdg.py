"""The ratio of compound growth rates by which Open SDG and Eurostat report progress, for comparison only.

R = (observed growth a year) / |required growth a year|, signed so that towards the target is positive. Both
growth rates are counted from the baseline. Where the arithmetic has no meaning there is no ratio, and a
reason instead: Open SDG divides by zero there, or puts 0.001 in a zero's place.
"""

from __future__ import annotations

import polars as pl

from logframe.evaluation.points import edge
from logframe.strategy.targets import LEVELS

ON_TRACK = 0.95
NEEDS_ACCELERATION = 0.60

_BASELINE = pl.coalesce("baseline_value", "data_baseline")
_LATEST = pl.col("last_value")
_TARGET = pl.col("target_value")
_SINCE_BASELINE = (pl.col("last_edge") - edge(pl.col("baseline_end"))) / 12
_UNTIL_TARGET = (pl.col("end_edge") - edge(pl.col("baseline_end"))) / 12
_FALLS = pl.col("improves") == "down"


def of_rows(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Give each row its ratio, or the reason why there is none.

    The years are those of the periods' ends, parts of a year included.

    Args:
        rows: Questions with facts and bounds.

    Returns:
        The rows with ``sdg_ratio``; ``sdg_band``, Open SDG's word for it; and ``sdg_reason``, why there is
        none, the first of these that holds: "not_a_level" (the target is no number that the area's own
        figure has to reach), "missing" (a value or year), "no_direction", "too_early" (no year since the
        baseline, or none between it and the target), "target_achieved" (Open SDG stops there too),
        "target_is_zero", "not_positive" (growth has no meaning from or across zero), "no_change_required"
        (the target equals the baseline).
    """
    return (
        rows.with_columns(sdg_reason=_no_ratio())
        .with_columns(sdg_ratio=pl.when(pl.col("sdg_reason").is_null()).then(_ratio()))
        .with_columns(sdg_band=band(pl.col("sdg_ratio")))
    )


def _ratio() -> pl.Expr:
    observed, required = _growth(_LATEST, _SINCE_BASELINE), _growth(_TARGET, _UNTIL_TARGET)
    return pl.when(_FALLS).then(-observed).otherwise(observed) / required.abs()


def _no_ratio() -> pl.Expr:
    is_level = pl.col("relation").is_in(LEVELS) & (pl.col("judged_on") == "value")
    numbers = (_BASELINE, _LATEST, _TARGET, _SINCE_BASELINE, _UNTIL_TARGET)
    reasons = {
        "not_a_level": ~is_level.fill_null(value=False),
        "missing": pl.any_horizontal(number.is_null() for number in numbers),
        "no_direction": ~pl.col("improves").is_in(["up", "down"]).fill_null(value=False),
        "too_early": (_SINCE_BASELINE <= 0) | (_UNTIL_TARGET <= 0),
        "target_achieved": pl.when(_FALLS).then(_LATEST <= _TARGET).otherwise(_LATEST >= _TARGET),
        "target_is_zero": _TARGET == 0,
        "not_positive": (_BASELINE <= 0) | (_TARGET < 0) | (_LATEST < 0),
        "no_change_required": _TARGET == _BASELINE,
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


def _growth(end: pl.Expr, years: pl.Expr) -> pl.Expr:
    """Compound growth a year from the baseline on."""
    return (end / _BASELINE) ** (1 / years) - 1
