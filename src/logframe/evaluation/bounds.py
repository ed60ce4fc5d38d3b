"""What each target comes to: its number, the bounds that a value must keep, or why it has none."""

from __future__ import annotations

import polars as pl

from logframe.evaluation import digits
from logframe.evaluation.scales import NOISE, half_unit

STATES = ["maintain", "similar_to", "no_worse_than"]
_UPPER = ["at_most", "below"]
_LOWER = ["at_least", "above"]


def resolve(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Turn every target into bounds.

    Args:
        rows: Questions with their measure's attributes, their facts, and the data's own figures for the
            baseline's period (``data_baseline``, ``data_baseline_decimals``) and for a past period that is
            referred to (``data_reference``, ``data_reference_decimals``).

    Returns:
        The rows with
        ``target_value`` (the number the reference came to; between's lower one) and ``target_upper``;
        ``target_decimals``; ``low`` and ``high``, the bounds on the value, null where open;
        ``strict`` (the bound itself is outside); ``state``: to be kept, not reached;
        ``unjudged``: the reason why the target cannot be judged, else null.
    """
    rows = rows.with_columns(
        pl.when(pl.col(figure).is_not_null())
        .then(digits.of_figure(f"{figure}_decimals"))
        .alias(f"{figure}_decimals")
        for figure in ("data_baseline", "data_reference")
    )
    relation, reference = pl.col("relation"), pl.col("reference")
    base = pl.coalesce("baseline_value", "data_baseline")
    base_decimals = pl.coalesce("baseline_decimals", "data_baseline_decimals")
    changed = base * (1 + pl.col("margin_percent").fill_null(0) / 100) + pl.col("margin").fill_null(0)
    value = (
        pl.when(reference == "baseline")
        .then(changed)
        .when(reference == "period")
        .then(pl.col("data_reference"))
        .when(reference == "area")
        .then(pl.col("last_comparator") + pl.col("margin").fill_null(0))
        .otherwise(pl.col("number"))
        .round(NOISE)
    )
    decimals = (
        pl.when(reference == "baseline")
        .then(base_decimals)
        .when(reference == "period")
        .then(pl.col("data_reference_decimals"))
        .otherwise(pl.col("target_decimals"))
    )
    rows = rows.with_columns(target_value=value, target_decimals=decimals, target_upper="upper")
    rows = rows.with_columns(unjudged=_unjudged(), state=relation.is_in(STATES))
    low, high = _bounds()
    return rows.with_columns(
        low=low.round(NOISE), high=high.round(NOISE), strict=relation.is_in(["below", "above"]), lax=_lax()
    )


def _unjudged() -> pl.Expr:
    """Rule 1: the definition, tolerance, comparator or baseline is lacking."""
    relation, reference = pl.col("relation"), pl.col("reference")
    other = reference == "area"
    return (
        pl.when(relation.is_null())
        .then(pl.lit("no_target"))
        .when(relation == "undetermined")
        .then(pl.lit("undetermined"))
        .when(relation == "standard")
        .then(pl.lit("standard_not_numeric"))
        .when((relation == "close_to") & pl.col("tolerance").is_null())
        .then(pl.lit("no_tolerance"))
        .when(other & ~pl.col("comparator_known"))
        .then(pl.lit("no_comparator"))
        .when(
            other & pl.col("has_value").fill_null(value=False) & ~pl.col("has_common").fill_null(value=False)
        )
        .then(pl.lit("comparator_period_mismatch"))
        .when((reference == "baseline") & pl.col("target_value").is_null())
        .then(pl.lit("no_baseline"))
        .when(
            (reference == "period")
            & pl.col("has_value").fill_null(value=False)
            & pl.col("target_value").is_null()
        )
        .then(pl.lit("no_baseline"))
    )


def judged_on() -> pl.Expr:
    """Say what is judged: the ``value``, its ``difference`` from another area's, or the ``ratio`` of both."""
    other = pl.col("reference") == "area"
    margin = pl.col("relation").is_in([*_UPPER, *_LOWER])
    return (
        pl.when(other & margin)
        .then(pl.lit("difference"))
        .when(other)
        .then(pl.lit("ratio"))
        .otherwise(pl.lit("value"))
    )


def _lax() -> pl.Expr:
    """How far from the figure a state may be where no tolerance is stated: half a unit of its last digit."""
    stated = pl.col("tolerance")
    return (
        pl.when(pl.col("state"))
        .then(pl.coalesce(stated, half_unit(pl.col("target_decimals")), 0.0))
        .otherwise(stated)
    )


def _bounds() -> tuple[pl.Expr, pl.Expr]:
    relation, value = pl.col("relation"), pl.col("target_value")
    room = _lax().fill_null(0.0)
    state, improves = pl.col("state"), pl.col("improves")
    both = relation.is_in(["close_to"]) | (state & (improves == "neither"))
    # "within x" is either way of zero, "between" has its own upper end
    low = (
        pl.when(relation == "within")
        .then(-value - room)
        .when(relation.is_in([*_LOWER, "between"]) | both | (state & (improves == "up")))
        .then(value - room)
    )
    high = (
        pl.when(relation == "between")
        .then(pl.col("target_upper") + room)
        .when(relation.is_in([*_UPPER, "within"]) | both | (state & (improves == "down")))
        .then(value + room)
    )
    return low, high


def keeps(value: pl.Expr) -> pl.Expr:
    """Tell whether a value keeps the bounds; a bound that is open is always kept."""
    low, high, strict = pl.col("low"), pl.col("high"), pl.col("strict")
    above = low.is_null() | (value > low) | (~strict & (value == low))
    under = high.is_null() | (value < high) | (~strict & (value == high))
    return above & under


def met(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Say whether the last usable value meets the target, and how its interval lies to it.

    Args:
        rows: As `resolve` returns them, with ``trend``.

    Returns:
        The rows with ``met``, and ``inside``: the whole interval lies within the target (null without one).
    """
    low, high, kept_now = pl.col("low"), pl.col("high"), keeps(pl.col("last_value"))
    lower, upper = pl.col("last_lower"), pl.col("last_upper")
    has_interval = lower.is_not_null() & upper.is_not_null()
    inside = (low.is_null() | (lower >= low)) & (high.is_null() | (upper <= high))
    # no tolerance stated: a state holds as long as the interval reaches the figure that it is held against
    kept = (
        pl.when(pl.col("improves") == "down")
        .then(lower <= pl.col("target_value"))
        .when(pl.col("improves") == "up")
        .then(upper >= pl.col("target_value"))
        .otherwise(pl.col("target_value").is_between(lower, upper))
    )
    by_interval = pl.col("state") & pl.col("tolerance").is_null() & has_interval
    return rows.with_columns(
        met=pl.when(by_interval)
        .then(kept)
        .when(_is_reduction())
        .then(kept_now & _borne_out(has_interval))
        .when(pl.col("state") & (pl.col("judged_on") == "ratio") & pl.col("tolerance").is_null())
        .then(_same_in_print())
        .otherwise(kept_now),
        inside=pl.when(has_interval).then(inside),
    )


def _is_reduction() -> pl.Expr:
    """Tell "will have reduced" (below a baseline or past period, no number) from a level."""
    unchanged = pl.col("margin").is_null() & pl.col("margin_percent").is_null()
    return pl.col("strict") & pl.col("reference").is_in(["baseline", "period"]) & unchanged


def _borne_out(has_interval: pl.Expr) -> pl.Expr:
    """A better value counts if the trend improves or the interval excludes the baseline, if either is had."""
    good = pl.when(pl.col("relation") == "below").then(pl.lit("decreasing")).otherwise(pl.lit("increasing"))
    trend = pl.col("trend")
    has_trend = trend.is_not_null() & (trend != "cannot_be_calculated")
    moves = trend.str.starts_with(good).fill_null(value=False)
    base = pl.col("target_value")
    excludes = (
        pl.when(pl.col("relation") == "below")
        .then(pl.col("last_upper") < base)
        .otherwise(pl.col("last_lower") > base)
    ).fill_null(value=False)
    return (~has_trend & ~has_interval) | moves | excludes


def _same_in_print() -> pl.Expr:
    """Compare with another area's value as both are printed."""
    decimals = digits.alike("other_decimals")
    own, other = (digits.rounded(pl.col(name), decimals) for name in ("last_value", "last_comparator"))
    return (
        pl.when(pl.col("improves") == "down")
        .then(own <= other)
        .when(pl.col("improves") == "up")
        .then(own >= other)
        .otherwise(own == other)
    )
