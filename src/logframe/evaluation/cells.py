"""Observations made whole: areas combined from counts, gaps between groups, intervals where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation import frames, intervals
from logframe.evaluation.scales import NOISE

if TYPE_CHECKING:
    from logframe.evaluation.questions import Questions

_PERIOD = ["start", "end"]
_CELL = ["measure", "area", "group", *_PERIOD]


def complete(observations: pl.DataFrame, questions: Questions) -> pl.DataFrame:
    """Complete the observations with everything that can be derived from them.

    Args:
        observations: One row a measure, area, group and period, at least `frames.CELLS`' columns.
        questions: Which areas are combined, which measures are gaps.

    Returns:
        `frames.CELLS`, one row a cell: the observations, then the combined areas, then the gaps of both. The
        cells of one series stand side by side, in order of time.
    """
    given = observations.select(pl.col(name).cast(kind) for name, kind in frames.CELLS.items())
    combined = _combined(given, questions).join(given, on=_CELL, how="anti")  # what is published goes first
    single = pl.concat([given, combined.sort(_CELL)])
    attributes = questions.measures.select("measure", "unit", "top")
    with_intervals = _with_intervals(single.join(attributes, on="measure", how="left")).select(*frames.CELLS)
    return pl.concat([with_intervals, _gaps(with_intervals, questions).sort(_CELL)])


def _combined(given: pl.DataFrame, questions: Questions) -> pl.DataFrame:
    """Add up the counts of an area's parts; where a part or a count is missing there is no figure.

    Percentages are never averaged: without numerators and denominators nothing is made.
    """
    parts = questions.parts.with_columns(parts=pl.len().over("area"))
    attributes = questions.measures.select("measure", "unit", "top", "measure_decimals")
    whole = pl.col("numerator").is_not_null().all() & pl.col("denominator").is_not_null().all()
    counted = (pl.col("unit") == "count") & pl.col("value").is_not_null().all()
    return (
        parts.join(given.drop("area_name"), left_on="part", right_on="area")
        .join(attributes, on="measure")
        .group_by("area", "measure", "group", *_PERIOD, maintain_order=True)
        .agg(
            pl.len().alias("found"),
            pl.col("parts", "unit", "top", "measure_decimals").first(),
            pl.col("value").is_null().any().alias("suppressed"),
            pl.when(whole).then(pl.col("numerator").sum()).alias("numerator"),
            pl.when(whole).then(pl.col("denominator").sum()).alias("denominator"),
            pl.when(counted.first()).then(pl.col("value").sum()).alias("total"),
            pl.col("decimals").max(),
            pl.col("provisional").any(),
        )
        .filter(pl.col("found") == pl.col("parts"))
        .with_columns(
            value=pl.when(pl.col("suppressed"))
            .then(None)
            .when(pl.col("top").is_not_null() & (pl.col("denominator") > 0))
            .then(pl.col("numerator") / pl.col("denominator") * pl.col("top"))
            .otherwise(pl.col("total")),
            decimals=pl.coalesce("measure_decimals", "decimals"),
        )
        .filter(pl.col("value").is_not_null() | pl.col("suppressed"))
        .with_columns(pl.lit(None, pl.Float64).alias(name) for name in ("lower", "upper"))
        .with_columns(area_name=pl.lit(None, pl.String))
        .select(pl.col(name).cast(kind) for name, kind in frames.CELLS.items())
    )


def _with_intervals(given: pl.DataFrame) -> pl.DataFrame:
    """Give an interval to each value whose counts are known and which has none.

    Wilson's for percentages and proportions, Byar's for rates; only where the counts give the very value that
    is printed, since a standardised rate or a weighted share is not the plain ratio of its counts.
    """
    share = pl.col("unit").is_in(["percent", "proportion"])
    rate = pl.col("unit").str.starts_with("rate per ")
    plain = pl.col("numerator") / pl.col("denominator") * pl.col("top")
    printed = 0.5001 * pl.lit(10.0).pow(-pl.col("decimals").fill_null(9))
    bare = (
        pl.col("lower").is_null() & pl.col("upper").is_null() & ((plain - pl.col("value")).abs() <= printed)
    )
    wilson = intervals.proportion(pl.col("numerator"), pl.col("denominator"))
    byar = intervals.events(pl.col("numerator"))
    per = pl.col("top") / pl.col("denominator")
    return given.with_columns(
        lower=pl.when(bare & share)
        .then(wilson.lower * pl.col("top"))
        .when(bare & rate)
        .then(byar.lower * per)
        .otherwise(pl.col("lower")),
        upper=pl.when(bare & share)
        .then(wilson.upper * pl.col("top"))
        .when(bare & rate)
        .then(byar.upper * per)
        .otherwise(pl.col("upper")),
    )


def _gaps(given: pl.DataFrame, questions: Questions) -> pl.DataFrame:
    """Subtract a second group's value from a first's, in the same area and period.

    Where both groups' counts are known the interval is Newcombe's, in the groups' unit (percentage points).
    """
    wanted = questions.measures.filter(pl.col("gap_of").is_not_null()).select(
        "measure", "measure_decimals", "gap_of", "gap_first", "gap_second"
    )
    base = questions.measures.select(gap_of="measure", base_unit="unit", base_top="top")
    keys = ["gap_of", "area", *_PERIOD]
    groups = given.rename({"measure": "gap_of"})
    first = wanted.join(groups, left_on=["gap_of", "gap_first"], right_on=["gap_of", "group"])
    second = wanted.select("measure", "gap_of", "gap_second").join(
        groups.drop("area_name"), left_on=["gap_of", "gap_second"], right_on=["gap_of", "group"]
    )
    both = first.join(second, on=["measure", *keys], suffix="_2").join(base, on="gap_of", how="left")
    limits = intervals.gap(
        pl.col("numerator"), pl.col("denominator"), pl.col("numerator_2"), pl.col("denominator_2")
    )
    share = pl.col("base_unit").is_in(["percent", "proportion"])
    return both.with_columns(
        group=pl.lit(""),
        value=(pl.col("value") - pl.col("value_2")).round(NOISE),
        decimals=pl.coalesce("measure_decimals", pl.max_horizontal("decimals", "decimals_2")),
        lower=pl.when(share).then(limits.lower * pl.col("base_top")),
        upper=pl.when(share).then(limits.upper * pl.col("base_top")),
        numerator=pl.lit(None, pl.Float64),
        denominator=pl.lit(None, pl.Float64),
        provisional=pl.col("provisional") | pl.col("provisional_2"),
    ).select(pl.col(name).cast(kind) for name, kind in frames.CELLS.items())
