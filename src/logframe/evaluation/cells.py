"""Observations made whole: areas combined from counts, gaps between groups, intervals where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation import frames, intervals
from logframe.evaluation.scales import NOISE
from logframe.evaluation.tables import collect, labelled

if TYPE_CHECKING:
    from logframe.evaluation.questions import Questions

_PERIOD = ["start", "end"]
_SERIES = list(frames.LABELS)
_CELL = [*_SERIES, *_PERIOD]


def complete(observations: pl.DataFrame, questions: Questions) -> pl.DataFrame:
    """Complete the observations with everything that can be derived from them.

    Args:
        observations: One row a measure, area, group and period, at least `frames.CELLS`' columns.
        questions: Which areas are combined, which measures are gaps.

    Returns:
        `frames.CELLS`, one row a cell: the observations, then the combined areas, then the gaps of both. The
        cells of one series stand side by side, in order of time, those made among those published.
    """
    given = observations.select(pl.col(name).cast(kind) for name, kind in frames.CELLS.items())
    single = given
    if not questions.parts.is_empty():
        single = _added(given, _combined(given, questions))
    attributes = labelled(questions.measures.select("measure", "unit", "top"), "measure")
    single = _with_limits_of_counts(single.join(attributes, on="measure", how="left", maintain_order="left"))
    bare = pl.col("lower").is_null() & pl.col("upper").is_null()
    whole = single.with_columns(
        pl.when(bare).then(f"counted_{end}").otherwise(end).alias(end) for end in ("lower", "upper")
    )
    cells = whole.select(*frames.CELLS)
    if questions.measures["gap_of"].null_count() < questions.measures.height:
        cells = _added(cells, _gaps(whole, questions))
    return cells


def _added(given: pl.DataFrame, made: pl.DataFrame) -> pl.DataFrame:
    """Add what was made of figures to those that are given; what is published itself goes first."""
    made = made.join(given, on=_CELL, how="anti").sort(_CELL)
    both = made.select(_SERIES).unique()
    published = given.join(both, on=_SERIES, how="semi")
    if published.is_empty():
        return pl.concat([given, made])
    others = given.join(both, on=_SERIES, how="anti", maintain_order="left")
    return pl.concat([others, pl.concat([published, made]).sort(_CELL)])


def _combined(given: pl.DataFrame, questions: Questions) -> pl.DataFrame:
    """Add up the counts of an area's parts; where a part or a count is missing there is no figure.

    Percentages are never averaged: without numerators and denominators nothing is made. Nor is it of a part
    whose value is not the plain ratio of its counts, as a standardised rate is not: theirs is another figure.
    """
    parts = labelled(questions.parts, "area", "part").with_columns(parts=pl.len().over("area"))
    attributes = questions.measures.select("measure", "unit", "top", "measure_decimals")
    attributes = labelled(attributes, "measure")
    whole = pl.col("numerator").is_not_null().all() & pl.col("denominator").is_not_null().all()
    counted = (pl.col("unit") == "count") & pl.col("value").is_not_null().all()
    whole &= intervals.made_of_counts(pl.col("top")).fill_null(value=True).all()
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


def _with_limits_of_counts(given: pl.DataFrame) -> pl.DataFrame:
    """Give each value the interval that its counts make: ``counted_lower`` and ``counted_upper``.

    Wilson's for percentages and proportions, Byar's for rates; only where the counts give the very value that
    is printed.
    """
    names = ("counted_lower", "counted_upper")
    if given["numerator"].null_count() == given.height:
        return given.with_columns(pl.lit(None, pl.Float64).alias(name) for name in names)
    numerator, denominator, top = pl.col("numerator"), pl.col("denominator"), pl.col("top")
    shares, events = intervals.proportion(numerator, denominator), intervals.events(numerator)
    is_share = pl.col("unit").is_in(["percent", "proportion"])
    is_rate = pl.col("unit").str.starts_with("rate per ")
    is_plain = intervals.plain_ratio(pl.col("value"), numerator, (denominator, top), pl.col("decimals"))
    return given.with_columns(
        pl.when(is_plain & is_share)
        .then(share * top)
        .when(is_plain & is_rate)
        .then(rate / denominator * top)
        .alias(name)
        for name, share, rate in zip(names, shares, events, strict=True)
    )


def _gaps(given: pl.DataFrame, questions: Questions) -> pl.DataFrame:
    """Subtract a second side's value from a first's: groups of one area, or areas of one group.

    Where both sides are plain ratios of their counts the interval is Newcombe's hybrid of their intervals, in
    their unit (percentage points). A gap between areas is the first one's own figure.
    """
    wanted = questions.measures.drop_nulls("gap_of").select(
        "measure", "measure_decimals", "gap_of", "gap_side", "gap_first", "gap_second"
    )
    wanted = labelled(wanted, "measure", "gap_of", "gap_first", "gap_second")
    groups = given.lazy().drop("lower", "upper").rename({"measure": "gap_of"})
    made = []
    for side, same in {"group": "area", "area": "group"}.items():
        asked = wanted.lazy().filter(pl.col("gap_side") == side)
        first = asked.join(groups, left_on=["gap_of", "gap_first"], right_on=["gap_of", side])
        first = first.with_columns(
            (pl.col("gap_first") if side == "area" else pl.lit("", dtype=pl.Categorical)).alias(side)
        )
        second = asked.select("measure", "gap_of", "gap_second").join(
            groups.drop("area_name"), left_on=["gap_of", "gap_second"], right_on=["gap_of", side]
        )
        made.append(first.join(second, on=["measure", "gap_of", same, *_PERIOD], suffix="_2"))
    return _differences(collect(pl.concat(made, how="diagonal")))


def _differences(both: pl.DataFrame) -> pl.DataFrame:
    (own, limits), (other, others) = (
        (
            pl.col(f"numerator{side}") / pl.col(f"denominator{side}") * pl.col("top"),
            intervals.Limits(pl.col(f"counted_lower{side}"), pl.col(f"counted_upper{side}")),
        )
        for side in ("", "_2")
    )
    between = intervals.difference(own, limits, other, others)
    return both.with_columns(
        value=(pl.col("value") - pl.col("value_2")).round(NOISE),
        decimals=pl.coalesce("measure_decimals", pl.max_horizontal("decimals", "decimals_2")),
        lower=between.lower,
        upper=between.upper,
        numerator=pl.lit(None, pl.Float64),
        denominator=pl.lit(None, pl.Float64),
        provisional=pl.col("provisional") | pl.col("provisional_2"),
    ).select(pl.col(name).cast(kind) for name, kind in frames.CELLS.items())
