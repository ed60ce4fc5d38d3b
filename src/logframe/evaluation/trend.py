"""The recent trend of yearly series, as England's public health statistics (Fingertips) mark it.

The last five points, numbered 1 to 5. A trend is significant where its chi-squared passes the 99.8% point and
its slope keeps its direction whichever of the five is left out. Proportions with counts are tested as such
(chi-squared for trend), everything else by a straight line weighted by the figures' 95% intervals.
"""

from __future__ import annotations

import polars as pl

from logframe.evaluation import intervals

POINTS = 5
SIGNIFICANT = 9.54953570608324
"""99.8% point of chi-squared with one degree of freedom."""
LEVEL = 1e-9
"""A slope this small a share of the whole slope is level: its sign is an accident of rounding."""


def trend(points: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """Marks each series' recent trend.

    Args:
        points: in any order, a row a figure: ``series``, ``t`` (sortable, each once within a series), and
            Float64 ``value``, ``lower``, ``upper``, ``numerator``, ``denominator``, null where not known.
        series: a row a series that a trend can be asked of (yearly, periods that do not overlap, no break):
            ``series``, ``proportion`` (Boolean: a share of the denominator), ``improves`` (String: "up",
            "down" or "neither").

    Returns:
        A row a series, in the order of ``series``: ``series``, ``trend`` ("cannot_be_calculated",
        "no_significant_change", "increasing" or "decreasing", the last two with "_getting_better" or
        "_getting_worse" where a direction improves), ``chi2`` and ``slope`` a period (of the logit for
        proportions with counts, of the value for others), both null where they cannot be calculated.
    """
    recent = (
        points.join(series.select("series", "proportion"), on="series")
        .filter(pl.col("value").is_not_null())
        .sort("series", "t")
        .group_by("series", maintain_order=True)
        .tail(POINTS)
    )
    return (
        series.select("series", "improves")
        .join(_fit(_prepared(recent)), on="series", how="left", maintain_order="left")
        .select("series", _word().alias("trend"), "chi2", "slope")
    )


def _prepared(recent: pl.DataFrame) -> pl.DataFrame:
    """The points as the line is drawn through them: x (-2 to 2), y and weight, null where impossible."""
    count, total = pl.col("numerator"), pl.col("denominator")
    has_counts = count.is_not_null() & total.is_not_null()
    counted = (pl.col("proportion").fill_null(value=False) & has_counts).all().over("series")
    logit = pl.when((count > 0) & (count < total)).then((count / (total - count)).log())
    width = pl.col("upper") - pl.col("lower")
    precision = pl.when(width > 0).then((2 * intervals.Z / width) ** 2)
    return recent.with_columns(
        counted.alias("counted"), (pl.col("series").cum_count().over("series") - 3.0).alias("x")
    ).with_columns(
        pl.when("counted").then(logit).otherwise("value").alias("y"),
        pl.when("counted").then(1.0).otherwise(precision).alias("weight"),
    )


def _fit(prepared: pl.DataFrame) -> pl.DataFrame:
    """Chi-squared, slope and whether the slope is steady, for the series that have all five points."""
    x, y, w = pl.col("x"), pl.col("y"), pl.col("weight")
    count, total = pl.col("numerator"), pl.col("denominator")
    sums = {
        "W": w,
        "Wx": w * x,
        "Wy": w * y,
        "Wxy": w * x * y,
        "Wxx": w * x * x,
        "X": count,
        "Xx": count * x,
        "N": total,
        "Nx": total * x,
        "Nxx": total * x * x,
    }
    totals = (
        prepared.group_by("series")
        .agg(
            (w * y).count().alias("usable"),
            pl.col("counted").first(),
            *(column.sum().alias(name) for name, column in sums.items()),
        )
        .filter(pl.col("usable") == POINTS)
    )
    whole = _slope(*(pl.col(name) for name in ("W", "Wx", "Wy", "Wxy", "Wxx")))
    without_one = _slope(*(pl.col(name) - sums[name] for name in ("W", "Wx", "Wy", "Wxy", "Wxx")))
    steady = (
        prepared.join(totals, on="series")
        .group_by("series")
        .agg((without_one / whole > LEVEL).all().alias("steady"))
    )
    return totals.join(steady, on="series").select(
        "series",
        "steady",
        whole.alias("slope"),
        pl.when("counted").then(_chi2_of_counts()).otherwise(_chi2_of_line(whole)).alias("chi2"),
    )


def _slope(w: pl.Expr, wx: pl.Expr, wy: pl.Expr, wxy: pl.Expr, wxx: pl.Expr) -> pl.Expr:
    """The weighted least-squares slope, from its sums."""
    return (w * wxy - wx * wy) / (w * wxx - wx**2)


def _chi2_of_line(slope: pl.Expr) -> pl.Expr:
    """The slope squared over its variance."""
    return slope**2 * (pl.col("W") * pl.col("Wxx") - pl.col("Wx") ** 2) / pl.col("W")


def _chi2_of_counts() -> pl.Expr:
    """Chi-squared for a linear trend in proportions (Armitage 1955)."""
    events, total = pl.col("X"), pl.col("N")
    covariance = total * pl.col("Xx") - events * pl.col("Nx")
    variance = events * (total - events) * (total * pl.col("Nxx") - pl.col("Nx") ** 2)
    return total * covariance**2 / variance


def _word() -> pl.Expr:
    slope, improves = pl.col("slope"), pl.col("improves")
    direction = pl.when(slope > 0).then(pl.lit("increasing")).otherwise(pl.lit("decreasing"))
    better = (slope > 0) == (improves == "up")
    judgement = (
        pl.when(~improves.is_in(["up", "down"]))
        .then(pl.lit(""))
        .when(better)
        .then(pl.lit("_getting_better"))
        .otherwise(pl.lit("_getting_worse"))
    )
    return (
        pl.when(pl.col("chi2").is_null())
        .then(pl.lit("cannot_be_calculated"))
        .when((pl.col("chi2") > SIGNIFICANT) & pl.col("steady"))
        .then(direction + judgement)
        .otherwise(pl.lit("no_significant_change"))
    )
