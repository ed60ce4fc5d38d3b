"""The figures behind each row: which belong to its series, which are used, and what follows from them."""

from __future__ import annotations

import polars as pl

_KEYS = ["measure", "area", "group"]


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


def number_series(cells: pl.DataFrame, measures: pl.DataFrame, exceptional: pl.DataFrame) -> pl.DataFrame:
    """Number the series that the cells belong to, and say which cells count.

    Args:
        cells: `frames.CELLS`, the cells of one series side by side, in order of time.
        measures: measure, break_start.
        exceptional: measure, start, end of the periods that are shown but not used.

    Returns:
        The cells with ``series`` (UInt32), ``edge``, ``published`` (not before a break) and ``exceptional``.
    """
    starts = pl.any_horizontal(pl.col(name) != pl.col(name).shift() for name in _KEYS).fill_null(value=True)
    return (
        cells.lazy()
        .with_columns(series=starts.cum_sum().cast(pl.UInt32), edge=edge(pl.col("end")))
        .join(
            measures.lazy().select("measure", "break_start"), on="measure", how="left", maintain_order="left"
        )
        .join(
            exceptional.lazy().with_columns(exceptional=True),
            on=["measure", "start", "end"],
            how="left",
            maintain_order="left",
        )
        .with_columns(
            published=(pl.col("start") >= pl.col("break_start")).fill_null(value=True),
            exceptional=pl.col("exceptional").fill_null(value=False),
        )
        .drop("break_start")
        .collect(engine="in-memory")
    )


def find_series(asked: pl.DataFrame, cells: pl.DataFrame, compare_with: str | None) -> pl.DataFrame:
    """Give each question the numbers of the series that it needs, null where there are no figures.

    Args:
        asked: One row a question: measure, area, cell_group, reference_area, step, limit (deadline's edge).
        cells: As `number_series` makes them.
        compare_with: The area that everything is compared with.

    Returns:
        The questions with ``series``, ``other_series`` (of the area that the target refers to),
        ``beside_series`` (of the area to compare with, unless it is the question's own) and ``end_edge``: the
        edge of the deadline's period, on the grid on which the series' latest figure stands.
    """
    numbered = (
        cells.lazy()
        .group_by("series", maintain_order=True)
        .agg(pl.col(_KEYS).first(), latest=pl.col("edge").filter(pl.col("published")).max())
        .rename({"group": "cell_group"})
    )
    keys = ["measure", "area", "cell_group"]
    rows = asked.lazy().join(numbered, on=keys, how="left", maintain_order="left")
    for area, number in {"reference_area": "other_series", "compare_with": "beside_series"}.items():
        rows = (
            rows.with_columns(compare_with=pl.lit(compare_with, pl.String))
            .join(
                numbered.select(
                    "measure", "cell_group", pl.col("area").alias(area), pl.col("series").alias(number)
                ),
                on=["measure", area, "cell_group"],
                how="left",
                maintain_order="left",
            )
            .drop("compare_with")
        )
    grid = pl.col("latest") + (pl.col("limit") - pl.col("latest")).floordiv(pl.col("step")) * pl.col("step")
    return rows.with_columns(
        end_edge=grid,
        beside_series=pl.when(pl.col("beside_series") != pl.col("series")).then("beside_series"),
    ).collect(engine="in-memory")


def join_points(asked: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Join the questions with their figures.

    Args:
        asked: As `find_series` returns them.
        cells: As `number_series` makes them.

    Returns:
        One row a question and period, in order of time: row, series, beside_series, edge, start, end, value,
        decimals, lower, upper, numerator, denominator, provisional, published, exceptional, comparator and
        comparator_decimals (the other area's figure for the period), ``common`` (the question has a period
        that both areas have), ``in_time`` (not later than the deadline's period; without a deadline all are)
        and ``usable``.
    """
    figures = cells.lazy().drop("measure", "area", "area_name", "group")
    other = figures.select(
        "start",
        "end",
        other_series="series",
        comparator="value",
        comparator_decimals="decimals",
        comparator_numerator="numerator",
        comparator_denominator="denominator",
    )
    own = (
        asked.lazy()
        .select("row", "series", "other_series", "beside_series", "end_edge")
        .join(figures, on="series", maintain_order="left_right")
        .join(other, on=["other_series", "start", "end"], how="left", maintain_order="left")
    )
    own = own.with_columns(in_time=(pl.col("edge") <= pl.col("end_edge")).fill_null(value=True))
    counts = pl.col("published") & ~pl.col("exceptional") & pl.col("in_time")
    both = counts & pl.col("value").is_not_null() & pl.col("comparator").is_not_null()
    with_common = own.filter(both).select("row", common=True).unique()
    return (
        own.join(with_common, on="row", how="left", maintain_order="left")
        .with_columns(common=pl.col("common").fill_null(value=False))
        .with_columns(
            # without any common period nothing can be judged, and the area's own figures are shown
            usable=pl.col("published")
            & ~pl.col("exceptional")
            & pl.col("in_time")
            & pl.col("value").is_not_null()
            & (~pl.col("common") | pl.col("comparator").is_not_null())
        )
        .collect(engine="in-memory")
    )


def facts(points: pl.DataFrame) -> pl.LazyFrame:
    """Sum up each question's points.

    Returns:
        One row a question that has any point: counts, the first and the last usable point (``last_*``), what
        is published beyond it, and the digits that the series is printed with.
    """
    used = pl.col("usable")
    suppressed = pl.col("value").is_null() & pl.col("published") & ~pl.col("exceptional") & pl.col("in_time")
    given = pl.col("value").is_not_null()
    last = [
        pl.col(name).filter(used).last().alias(f"last_{name}")
        for name in (
            "value", "lower", "upper", "numerator", "denominator", "edge", "start", "end", "decimals",
            "provisional", "comparator", "comparator_decimals",
        )
    ]  # fmt: skip
    return (
        points.lazy()
        .group_by("row", maintain_order=True)
        .agg(
            used.sum().cast(pl.Int64).alias("n"),
            pl.col("edge").filter(used).first().alias("first_edge"),
            *last,
            pl.col("value").filter(used).min().alias("lowest"),
            pl.col("comparator").filter(used).min().alias("comparator_lowest"),
            pl.col("decimals").filter(used).max().alias("series_decimals"),
            pl.col("edge").filter(suppressed).max().alias("suppressed_edge"),
            pl.col("end").filter(pl.col("published")).max().alias("published_end"),
            (given & ~pl.col("published")).any().alias("broken"),
            (given & pl.col("published")).any().alias("has_value"),
            pl.col("common").first().alias("has_common"),
        )
    )


def value_at(points: pl.DataFrame, ends: pl.LazyFrame) -> pl.LazyFrame:
    """Look up the figures of given periods in the questions' own series.

    Args:
        points: As `join_points` makes them.
        ends: row, end.

    Returns:
        row, value, decimals, edge: rows whose series has a figure for that period.
    """
    found = points.lazy().filter(pl.col("published") & pl.col("value").is_not_null())
    return ends.join(found, on=["row", "end"]).select("row", "value", "decimals", "edge")
