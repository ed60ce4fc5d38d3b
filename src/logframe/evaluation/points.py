"""The figures of each view: which belong to its series, which are used, and what follows from them."""

from __future__ import annotations

import polars as pl

from logframe.evaluation.frames import LABELS
from logframe.evaluation.tables import beside, collect, labelled, last_of_each, starts

_KEYS = list(LABELS)
_FIGURE = [
    "edge", "start", "end", "value", "decimals", "lower", "upper", "numerator", "denominator", "provisional",
    "exceptional",
]  # fmt: skip


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


def number_series(cells: pl.DataFrame, exceptional: pl.DataFrame) -> pl.DataFrame:
    """Number the series that the cells belong to, and say which cells are exceptional.

    Args:
        cells: `frames.CELLS`, the cells of one series side by side, in order of time.
        exceptional: measure, start, end of the periods that are shown but not used.

    Returns:
        The cells with ``series`` (UInt32), ``edge`` and ``exceptional``.
    """
    rows = cells.lazy().with_columns(
        series=starts(_KEYS).cum_sum().cast(pl.UInt32),
        edge=edge(pl.col("end")),
        exceptional=pl.lit(value=False),
    )
    if not exceptional.is_empty():
        odd = labelled(exceptional, "measure").lazy().with_columns(odd=True)
        rows = (
            rows.join(odd, on=["measure", "start", "end"], how="left", maintain_order="left")
            .with_columns(exceptional=pl.col("odd").fill_null(value=False))
            .drop("odd")
        )
    return collect(rows)


def list_series(cells: pl.DataFrame) -> pl.DataFrame:
    """List the series with the places where their cells stand.

    Args:
        cells: As `number_series` makes them.

    Returns:
        series, measure, area, cell_group; ``place`` of the first cell and ``length``; ``latest``, the edge of
        the last period.
    """
    places = cells.lazy().select("series", *_KEYS, "edge").with_row_index("place")
    return collect(
        pl.concat(
            [
                places.filter(starts("series")).select("series", *_KEYS, "place"),
                places.filter(starts("series").shift(-1, fill_value=True)).select(
                    last="place", latest="edge"
                ),
            ],
            how="horizontal",
        ).select(
            "series",
            pl.col("measure", "area").cast(pl.String),
            "place",
            "latest",
            cell_group=pl.col("group").cast(pl.String),
            length=1 + pl.col("last") - pl.col("place"),
        )
    )


def join_points(views: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Join the views with their figures.

    Args:
        views: As `views.look` returns them.
        cells: As `number_series` makes them.

    Returns:
        One row a view and period, in order of time: view, beside_series, edge, start, end, value,
        decimals, lower, upper, numerator, denominator, provisional, exceptional; ``published`` (not before
        the view's break); comparator (the
        other area's figure for the period) with its counts; ``common`` (the view has a
        period that both areas have), ``in_time`` (not later than the deadline's period; without a deadline
        all are), ``counts`` (a value of the series that is compared, not exceptional, in time) and ``usable``
        (where the target refers to another area, of a period that both have).
    """
    # a series' cells stand side by side: their places say more, and sooner, than a join by its number
    each = collect(
        views.lazy()
        .filter(pl.col("place").is_not_null())
        .select(
            *("view", "beside_series", "other_series", "end_edge", "break_start"),
            place=pl.int_ranges(pl.col("place"), pl.col("place") + pl.col("length")),
        )
        .explode("place")
    )
    figures = cells.select(_FIGURE)[each["place"]]
    any_other = each["other_series"].null_count() < each.height
    own = pl.concat([each.drop("place"), figures], how="horizontal").lazy()
    in_time = (pl.col("edge") <= pl.col("end_edge")).fill_null(value=True)
    published = (pl.col("start") >= pl.col("break_start")).fill_null(value=True)
    in_series = pl.col("published") & ~pl.col("exceptional") & pl.col("in_time")
    own = _with_comparators(own, cells, any_other=any_other)
    own = own.with_columns(in_time=in_time, published=published)
    own = own.with_columns(counts=in_series & pl.col("value").is_not_null())
    # without any common period nothing can be judged, and the area's own figures are shown
    is_common = pl.col("counts") & pl.col("comparator").is_not_null()
    own = own.with_columns(common=is_common.any().over("view") if any_other else pl.lit(value=False))
    usable = pl.col("counts") & (~pl.col("common") | pl.col("comparator").is_not_null())
    return collect(own.with_columns(usable=usable).drop("other_series", "end_edge", "break_start"))


def _with_comparators(own: pl.LazyFrame, cells: pl.DataFrame, *, any_other: bool) -> pl.LazyFrame:
    """Set the other area's figure for the same period beside each point, where the target refers to one."""
    figures = {
        "comparator": "value",
        "comparator_numerator": "numerator",
        "comparator_denominator": "denominator",
    }
    if not any_other:
        return own.with_columns(
            pl.lit(None, cells.schema[theirs]).alias(name) for name, theirs in figures.items()
        )
    other = cells.lazy().select("start", "end", other_series="series", **figures)
    return own.join(other, on=["other_series", "start", "end"], how="left", maintain_order="left")


def facts(points: pl.DataFrame) -> pl.DataFrame:
    """Sum up each view's points.

    Returns:
        One row a view that has any point: counts, the first and the last usable point (``last_*``), what
        is published beyond it, and the digits that the series is printed with.
    """
    used = pl.col("usable")
    hidden = pl.col("value").is_null() & pl.col("published") & ~pl.col("exceptional") & pl.col("in_time")
    given = pl.col("value").is_not_null()

    def where(holds: pl.Expr, name: str) -> pl.Expr:
        return pl.when(holds).then(name)

    every = collect(
        points.lazy()
        .select(
            "view",
            "usable",
            "common",
            first_edge=where(used, "edge"),
            lowest=where(used, "value"),
            comparator_lowest=where(used, "comparator"),
            series_decimals=where(used, "decimals"),
            suppressed_edge=where(hidden, "edge"),
            published_end=where(pl.col("published"), "end"),
            broken=given & ~pl.col("published"),
            has_value=given & pl.col("published"),
        )
        .group_by("view", maintain_order=True)
        .agg(
            used.sum().cast(pl.Int64).alias("n"),
            pl.col("first_edge", "lowest", "comparator_lowest").min(),
            pl.col("series_decimals", "suppressed_edge", "published_end").max(),
            pl.col("broken", "has_value", "common").any(),
        )
        .rename({"common": "has_common"})
    )
    names = (
        "value", "lower", "upper", "numerator", "denominator", "edge", "start", "end", "decimals",
        "provisional", "comparator",
    )  # fmt: skip
    last = last_of_each(points.filter("usable"), "view").select(
        "view", *(pl.col(name).alias(f"last_{name}") for name in names)
    )
    return beside(every, last, "view")


def value_at(cells: pl.DataFrame, ends: pl.DataFrame) -> pl.DataFrame:
    """Look up the figures of given periods in the rows' own series.

    Args:
        cells: As `number_series` makes them.
        ends: row, series, end, break_start.

    Returns:
        row, value, decimals, edge: rows whose series has a figure for that period, not before its break.
    """
    if ends.is_empty():
        return cells.select("value", "decimals", "edge", row=pl.lit(0, pl.UInt32)).clear()
    figures = cells.lazy().filter(pl.col("value").is_not_null())
    figures = figures.select("series", "start", "end", "value", "decimals", "edge")
    found = ends.lazy().join(figures, on=["series", "end"], maintain_order="left")
    found = found.filter((pl.col("start") >= pl.col("break_start")).fill_null(value=True))
    return collect(found.select("row", "value", "decimals", "edge"))
