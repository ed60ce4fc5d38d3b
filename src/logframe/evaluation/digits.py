"""How many decimals figures are printed with: those declared, those of their series, or their own.

A cell's own digits say little: 7 in a column of 7.1 and 6.9 is 7.0, whose zero a spreadsheet has dropped.
"""

from __future__ import annotations

import polars as pl

from logframe.evaluation.scales import NOISE
from logframe.evaluation.tables import collect


def shown() -> pl.Expr:
    """The decimals with which a row's values are shown: as its measure declares, else as its series has."""
    return pl.coalesce("measure_decimals", "series_decimals")


def alike(other: str) -> pl.Expr:
    """The decimals to which a figure and another area's are compared: as shown, and as both series have.

    Args:
        other: The column with the most decimals that the other area's series is printed with.
    """
    both = pl.min_horizontal("series_decimals", other)
    return pl.coalesce("measure_decimals", both).fill_null(NOISE)


def of_figure(own: str) -> pl.Expr:
    """The decimals to which one figure is known: its own, or more where it may have lost a zero.

    It may have lost as many as make it as long as the longest of its series, but no longer than the measure
    declares: what is longer than that is no print, and a shorter figure among such was rounded. Where the
    file has no text, those declared.

    Args:
        own: The column with the decimals that the figure is printed with, null where there is no print.
    """
    return pl.max_horizontal(own, pl.min_horizontal("measure_decimals", "series_decimals"))


def of_series(cells: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """Look up what some series are printed with.

    Args:
        cells: As `points.number_series` makes them.
        series: series and break_start, each pair once.

    Returns:
        series, break_start, and the most ``decimals`` of the figures that count; series without any figure
        are left out.
    """
    figures = cells.lazy().filter(pl.col("value").is_not_null()).join(series.lazy(), on="series")
    counts = (pl.col("start") >= pl.col("break_start")).fill_null(value=True) & ~pl.col("exceptional")
    return collect(
        figures.group_by("series", "break_start", maintain_order=True).agg(
            pl.when(counts).then("decimals").max()
        )
    )


def rounded(value: pl.Expr, decimals: pl.Expr) -> pl.Expr:
    """The value as it is printed with so many decimals, halves away from zero; null where none are known."""
    unit = pl.lit(10.0).pow(decimals.cast(pl.Float64))
    # 1.005 is half-way as people read it, though the float is a little less
    return (value * unit).round(NOISE).round(mode="half_away_from_zero") / unit
