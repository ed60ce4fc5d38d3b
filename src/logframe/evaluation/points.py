"""The figures behind each row: which belong to its series, which are used, and what follows from them."""

from __future__ import annotations

import polars as pl

#: Expressions below read and write these columns, one row a question and period, in order of time:
#: row, edge, start, end, value, decimals, lower, upper, numerator, denominator, provisional, comparator,
#: comparator_decimals, published (belongs to the series), exceptional, end_edge, usable.


def edge(day: pl.Expr) -> pl.Expr:
    """Count the months from year 0 to the day after ``day``, the edge between one period and the next.

    Periods of one measure begin on the same day of the month, so that edges tell how far apart they are.
    """
    after = day.dt.offset_by("1d")
    return after.dt.year().cast(pl.Int64) * 12 + after.dt.month()


def deadline_edge(deadline: pl.Expr, first_day: pl.Expr) -> pl.Expr:
    """Give the last edge that a period may have to end by the deadline."""
    early = deadline.dt.offset_by("1d").dt.day().cast(pl.Int64) < first_day
    return edge(deadline) - early.cast(pl.Int64)


def last_edge_by(latest: pl.Expr, limit: pl.Expr, step: pl.Expr) -> pl.Expr:
    """Give the edge of the deadline's period, on the grid on which the latest figure stands."""
    return latest + (limit - latest).floordiv(step) * step


def join_points(asked: pl.DataFrame, cells: pl.DataFrame, exceptional: pl.DataFrame) -> pl.DataFrame:
    """Join the questions with the figures.

    Args:
        asked: One row a question: row, measure, area, cell_group, reference_area, step, limit (the deadline's
            edge, null where there is none), break_start.
        cells: `frames.CELLS`.
        exceptional: measure, start, end of the periods that are shown but not used.

    Returns:
        One row a question and period, in order of time. Without a deadline all figures are before it.
    """
    keys = ["measure", "area", "cell_group"]
    figures = cells.rename({"group": "cell_group"})
    own = (
        asked.select("row", *keys, "reference_area", "step", "limit", "break_start")
        .join(figures, on=keys, how="inner")
        .join(exceptional.with_columns(exceptional=True), on=["measure", "start", "end"], how="left")
    )
    other = figures.select(
        "measure",
        "cell_group",
        "start",
        "end",
        reference_area="area",
        comparator="value",
        comparator_decimals="decimals",
    )
    latest = pl.col("edge").filter(pl.col("published")).max().over("row")
    return (
        own.join(other, on=["measure", "cell_group", "reference_area", "start", "end"], how="left")
        .with_columns(
            edge=edge(pl.col("end")),
            exceptional=pl.col("exceptional").fill_null(value=False),
            published=(pl.col("start") >= pl.col("break_start")).fill_null(value=True),
        )
        .with_columns(end_edge=last_edge_by(latest, pl.col("limit"), pl.col("step")))
        .with_columns(
            # without any common period nothing can be judged, and the area's own figures are shown
            common=(pl.col("published") & pl.col("value").is_not_null() & pl.col("comparator").is_not_null())
            .any()
            .over("row")
        )
        .with_columns(in_time=(pl.col("edge") <= pl.col("end_edge")).fill_null(value=True))
        .with_columns(
            usable=pl.col("published")
            & ~pl.col("exceptional")
            & pl.col("in_time")
            & pl.col("value").is_not_null()
            & (~pl.col("common") | pl.col("comparator").is_not_null())
        )
        .sort("row", "edge")
    )


def facts(points: pl.DataFrame) -> pl.DataFrame:
    """Sum up each question's points.

    Returns:
        One row a question that has any point: counts, the first and the last usable point (``last_*``), what
        is published beyond it, and the digits that the series is printed with.
    """
    used = pl.col("usable")
    suppressed = pl.col("value").is_null() & pl.col("published") & ~pl.col("exceptional") & pl.col("in_time")
    last = [
        pl.col(name).filter(used).last().alias(f"last_{name}")
        for name in (
            "value", "lower", "upper", "numerator", "denominator", "edge", "start", "end", "decimals",
            "provisional", "comparator", "comparator_decimals",
        )
    ]  # fmt: skip
    return points.group_by("row", maintain_order=True).agg(
        used.sum().cast(pl.Int64).alias("n"),
        pl.col("end_edge").first(),
        pl.col("edge").filter(used).first().alias("first_edge"),
        pl.col("value").filter(used).first().alias("first_value"),
        *last,
        pl.col("value").filter(used).min().alias("lowest"),
        pl.col("comparator").filter(used).min().alias("comparator_lowest"),
        pl.col("decimals").filter(used).max().alias("series_decimals"),
        pl.col("edge").filter(suppressed).max().alias("suppressed_edge"),
        pl.col("end").filter(pl.col("published")).max().alias("published_end"),
        (pl.col("value").is_not_null() & ~pl.col("published")).any().alias("broken"),
        (pl.col("value").is_not_null() & pl.col("published")).any().alias("has_value"),
        pl.col("common").first().alias("has_common"),
    )


def value_at(points: pl.DataFrame, ends: pl.DataFrame) -> pl.DataFrame:
    """Look up the figures of given periods in the questions' own series.

    Args:
        points: As `join_points` makes them.
        ends: row, end.

    Returns:
        row, value, decimals, edge: rows whose series has a figure for that period.
    """
    found = points.filter(pl.col("published") & pl.col("value").is_not_null())
    return ends.join(found, on=["row", "end"]).select("row", "value", "decimals", "edge")
