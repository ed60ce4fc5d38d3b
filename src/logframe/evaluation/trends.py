"""Which rows a recent trend can be asked of, and their points."""

from __future__ import annotations

import polars as pl

from logframe.evaluation.trend import trend


def of_rows(rows: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Mark the recent trend of each row whose figures are yearly and do not overlap.

    Args:
        rows: Questions with their measure's attributes and facts.
        points: As `points.join_points` makes them; figures before a break are no part of the series.

    Returns:
        row, ``trend``; left out are other rows, and those without any count or interval to tell a trend by.
    """
    counted = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    bounded = pl.col("lower").is_not_null() & pl.col("upper").is_not_null()
    telling = points.select("row", telling=pl.col("usable") & (counted | bounded))
    telling = telling.filter("telling").select("row").unique()
    yearly = rows.filter((pl.col("per_year") == 1) & (pl.col("pooled") == 1)).join(
        telling, on="row", how="semi"
    )
    yearly = yearly.select(
        series="row",
        proportion=pl.col("unit").is_in(["percent", "proportion"]) & pl.col("gap_of").is_null(),
        improves="improves",
    )
    if yearly.is_empty():
        return pl.DataFrame(schema={"row": pl.UInt32, "trend": pl.String})
    used = points.filter("usable").select(
        "value", "lower", "upper", "numerator", "denominator", series="row", t="edge"
    )
    return trend(used, yearly).select("trend", row="series")
