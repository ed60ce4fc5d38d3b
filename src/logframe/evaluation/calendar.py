"""When figures are due, when they grow stale, and what their periods are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe import periods
from logframe.evaluation.points import edge

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


def _later(day: pl.Expr, months: pl.Expr, days: pl.Expr) -> pl.Expr:
    """Move a period's last day on, by its edge, so that a month's last day stays one."""
    shift = pl.concat_str(months.cast(pl.String), pl.lit("mo"), days.cast(pl.String), pl.lit("d"))
    return day.dt.offset_by("1d").dt.offset_by(shift).dt.offset_by("-1d")


def due(rows: pl.LazyFrame, ahead: pl.DataFrame, as_of: date) -> pl.LazyFrame:
    """Say what should be known by now.

    Args:
        rows: Questions with facts.
        ahead: measure, area, group, end of cells that are later than ``as_of``.
        as_of: The day of the verdict.

    Returns:
        The rows with ``stale_on`` (after this day the last figure is too old), ``ageing_on`` (half of that),
        ``ended_edge`` (of the last period of a discontinued measure), ``first_due`` (when the first figure
        could be had; null where the measure does not say), ``next_due``.
    """
    if ahead.is_empty():
        rows = rows.with_columns(ahead_end=pl.lit(None, pl.Date))
    else:
        cells = ahead.lazy().group_by("measure", "area", cell_group="group")
        to_come = cells.agg(ahead_end=pl.col("end").min())
        rows = rows.join(to_come, on=["measure", "area", "cell_group"], how="left", maintain_order="left")
    after = (pl.col("published_months"), pl.col("published_days"))
    next_end = _later(pl.col("published_end"), pl.col("step"), pl.lit(0))
    own_first = pl.max_horizontal("first_end", "break_end")
    first = pl.min_horizontal(
        "baseline_end", "ahead_end", pl.when(pl.col("first_end").is_not_null()).then(own_first)
    )
    stale_on = _later(pl.col("last_end"), pl.col("stale_months"), pl.col("stale_days"))
    return rows.with_columns(
        stale_on=stale_on,
        ended_edge=edge(pl.col("ended")),
        first_due=_later(first, *after),
        next_due=pl.when(pl.col("ended").is_null() | (next_end <= pl.col("ended"))).then(
            _later(next_end, *after)
        ),
    ).with_columns(
        ageing_on=pl.col("last_end") + (pl.col("stale_on") - pl.col("last_end")) / 2,
        next_due=pl.coalesce("next_due", pl.when(pl.col("first_due") > as_of).then("first_due")),
    )


def later(day: pl.Expr, periods_on: pl.Expr, step: pl.Expr) -> pl.Expr:
    """Move a period's first or last day on by so many periods."""
    return _later(day, periods_on * step, pl.lit(0))


def labels(rows: pl.DataFrame, calendars: Mapping[str, periods.Calendar]) -> pl.DataFrame:
    """Name the periods of each row as its measure counts them.

    Args:
        rows: With last_start, last_end, end_edge, last_edge, by_period, comparator_start and _end,
            year_before_start and _end, and `chances.pace`'s columns.
        calendars: The measures' calendars.

    Returns:
        The rows with ``latest_period``, ``target_period``, ``projection_period``, ``comparator_period``,
        ``year_before_period`` and ``change_since`` (the period from which the change a year is counted).
    """
    months = (pl.col("end_edge") - pl.col("last_edge")).cast(pl.Int64)
    since = ((pl.coalesce("based_t", "t_from") - pl.col("t_to")) * pl.col("step")).cast(pl.Int64)
    since = pl.when(pl.col("change_per_year").is_not_null()).then(since)
    rows = rows.with_columns(
        since_start=_later(pl.col("last_start"), since, pl.lit(0)),
        since_end=_later(pl.col("last_end"), since, pl.lit(0)),
        target_start=_later(pl.col("last_start"), months, pl.lit(0)),
        target_end=_later(pl.col("last_end"), months, pl.lit(0)),
    )
    spans = {
        "latest_period": ("last_start", "last_end"),
        "target_period": ("target_start", "target_end"),
        "comparator_period": ("comparator_start", "comparator_end"),
        "year_before_period": ("year_before_start", "year_before_end"),
        "change_since": ("since_start", "since_end"),
    }
    return (
        named(rows, spans, calendars)
        .with_columns(target_period=pl.coalesce("target_period", "by_period"))
        .with_columns(
            projection_period=pl.when(pl.col("projection_centre").is_not_null()).then("target_period")
        )
    )


def named(
    rows: pl.DataFrame, spans: Mapping[str, tuple[str, str]], calendars: Mapping[str, periods.Calendar]
) -> pl.DataFrame:
    """Name spans of time; every distinct period of a measure is named once.

    Args:
        rows: With ``measure``.
        spans: The names' columns, and the columns of each one's first and last day; a null day has no name.
        calendars: The measures' calendars.
    """
    distinct = (
        pl.concat([rows.select("measure", start=start, end=end) for start, end in spans.values()])
        .drop_nulls()
        .unique()
    )
    labelled = distinct.with_columns(
        name=pl.Series(
            [
                periods.label(periods.Period(start, end), calendars[measure])
                for measure, start, end in distinct.iter_rows()
            ],
            dtype=pl.String,
        )
    )
    for name, (start, end) in spans.items():
        rows = rows.join(
            labelled.rename({"name": name, "start": start, "end": end}),
            on=["measure", start, end],
            how="left",
            maintain_order="left",
        )
    return rows
