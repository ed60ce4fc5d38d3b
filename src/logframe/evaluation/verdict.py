"""The verdict procedure: for each row the first rule that applies, over the whole frame at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from datetime import date

_REASONS = {
    "achieved": ["done", "met"],
    "on_track": ["held_so_far", "chance_good"],
    "at_risk": ["met_but_slipping", "chance_fair"],
    "off_track": ["chance_low"],
    "missed": ["late", "not_done"],
    "no_data": ["not_reported", "outturn_suppressed", "all_suppressed", "none", "discontinued", "stale"],
}
_VERDICTS = {reason: verdict for verdict, reasons in _REASONS.items() for reason in reasons}
"""What each reason makes of a row: the outturn either of two, any other leaves it not yet measurable."""


def verdicts(rows: pl.LazyFrame, *, as_of: date, on_track: float, at_risk: float) -> pl.LazyFrame:
    """Judge every row.

    Args:
        rows: Questions with facts, bounds, ``met`` and ``probability`` (null where there is none).
        as_of: The day on which the verdict is given.
        on_track: The chance from which a target that is still ahead is on track.
        at_risk: The chance from which it is at risk rather than off track.

    Returns:
        The rows with ``verdict``, ``reason``, and ``awaiting``: the deadline has passed without its figure.
    """
    reason = pl.col("reason")
    outturn = pl.when("met").then(pl.lit("achieved")).otherwise(pl.lit("missed"))
    follows = reason.replace_strict(_VERDICTS, default="not_yet_measurable", return_dtype=pl.String)
    return rows.with_columns(
        awaiting=_awaiting(as_of), reason=_reason(as_of, _measured(as_of), on_track, at_risk)
    ).with_columns(verdict=pl.when(reason == "outturn").then(outturn).otherwise(follows))


def _awaiting(as_of: date) -> pl.Expr:
    """The deadline has passed and its period is not published (rule 7)."""
    return (pl.lit(as_of) > pl.col("deadline")).fill_null(value=False) & ~_outturn()


def _outturn() -> pl.Expr:
    return (pl.col("last_edge") == pl.col("end_edge")).fill_null(value=False)


def _measured(as_of: date) -> pl.Expr:
    """Tell whether a figure should exist: its period is over and its publication is due (rule 4)."""
    published = pl.col("has_value").fill_null(value=False)
    due = published | pl.col("first_due").is_null() | (pl.lit(as_of) >= pl.col("first_due"))
    return due.fill_null(value=True)


def _reason(as_of: date, known: pl.Expr, on_track: float, at_risk: float) -> pl.Expr:
    """Give the reason of the first rule that applies; the verdict follows from it."""
    met, chance, n = pl.col("met"), pl.col("probability"), pl.col("n")
    passed = (pl.lit(as_of) > pl.col("deadline")).fill_null(value=False)
    milestone = pl.col("relation") == "milestone"
    slipping = (chance < 0.5).fill_null(value=False)
    stale = pl.lit(as_of) > pl.col("stale_on")
    ended = (pl.col("ended_edge") < pl.col("end_edge")).fill_null(value=False)
    return (
        # 1 the target cannot be judged
        pl.when(pl.col("unjudged").is_not_null())
        .then("unjudged")
        # 2 a milestone
        .when(milestone & ((pl.col("members_late") > 0) | (passed & (pl.col("members_not_done") > 0))))
        .then(pl.when(pl.col("members_late") > 0).then(pl.lit("late")).otherwise(pl.lit("not_done")))
        .when(milestone & (pl.col("members_done") == pl.col("members")))
        .then(pl.lit("done"))
        .when(milestone & passed)
        .then(pl.lit("not_reported"))
        .when(milestone)
        .then(pl.lit("pending"))
        # 3 the deadline's period is published: it decides
        .when((pl.col("suppressed_edge") == pl.col("end_edge")).fill_null(value=False) & ~_outturn())
        .then(pl.lit("outturn_suppressed"))
        .when(_outturn())
        .then(pl.lit("outturn"))
        # 4 no usable value at all
        .when((n == 0) & pl.col("suppressed_edge").is_not_null())
        .then(pl.lit("all_suppressed"))
        .when((n == 0) & ~known)
        .then(pl.lit("first_point_not_due"))
        .when(n == 0)
        .then(pl.lit("none"))
        # 5 and 6 the figures ended, or are too old
        .when(ended)
        .then(pl.lit("discontinued"))
        .when(stale)
        .then(pl.lit("stale"))
        # 8 met now (7: not once the deadline has passed, when only its own figure tells)
        .when(~passed & met & pl.col("state") & slipping)
        .then(pl.lit("met_but_slipping"))
        .when(~passed & met & pl.col("state"))
        .then(pl.lit("held_so_far"))
        .when(~passed & met & slipping)
        .then(pl.lit("met_but_slipping"))
        .when(~passed & met)
        .then(pl.lit("met"))
        # 9 too few points
        .when(n == 1)
        .then(pl.lit("one_point"))
        .when(n == 2)
        .then(pl.lit("two_points"))
        # 10 the chance at the deadline
        .when(chance >= on_track)
        .then(pl.lit("chance_good"))
        .when(chance >= at_risk)
        .then(pl.lit("chance_fair"))
        .otherwise(pl.lit("chance_low"))
    )
