"""Which views a recent trend can be asked of, and their points."""

from __future__ import annotations

import polars as pl

from logframe.evaluation.trend import trend


def of_views(views: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Mark the recent trend of each view whose figures are yearly and do not overlap.

    Args:
        views: With their measure's attributes and facts.
        points: As `points.join_points` makes them; figures before a break are no part of the series.

    Returns:
        view, ``trend``; left out are other views, and those without any count or interval to tell a trend by.
    """
    counted = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    bounded = pl.col("lower").is_not_null() & pl.col("upper").is_not_null()
    telling = points.select("view", telling=pl.col("usable") & (counted | bounded))
    telling = telling.filter("telling").select("view").unique()
    yearly = views.filter((pl.col("per_year") == 1) & (pl.col("pooled") == 1)).join(
        telling, on="view", how="semi"
    )
    yearly = yearly.select(
        series="view",
        proportion=pl.col("unit").is_in(["percent", "proportion"]) & pl.col("gap_of").is_null(),
        improves="improves",
    )
    if yearly.is_empty():
        return pl.DataFrame(schema={"view": pl.UInt32, "trend": pl.String})
    used = points.filter("usable").select(
        "value", "lower", "upper", "numerator", "denominator", series="view", t="edge"
    )
    return trend(used, yearly).select("trend", view="series")
