"""What stands beside a row: the area that all are compared with, and baselines that are another area's."""

from __future__ import annotations

import polars as pl

from logframe.evaluation import intervals
from logframe.evaluation.scales import half_unit


def comparators(rows: pl.DataFrame, points: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Compare each row with one area at the latest period that both have.

    With an interval the comparison is Fingertips': the other's value against the area's interval. Without
    one the two values are compared as they are printed.

    Args:
        rows: The questions, with their measure's direction.
        points: As `points.join_points` makes them, with the number of the other area's series.
        cells: The figures with the numbers of their series.

    Returns:
        row, comparator_area, comparator_value, comparator_start, comparator_end, comparator_is; rows of that
        area itself, and rows without a common period, are left out.
    """
    other = (
        cells.lazy()
        .filter(pl.col("value").is_not_null())
        .select(
            "start",
            "end",
            beside_series="series",
            other="value",
            other_decimals="decimals",
            other_area="area",
        )
    )
    latest = (
        points.lazy()
        .filter(pl.col("usable") & pl.col("beside_series").is_not_null())
        .select("row", "beside_series", "start", "end", "value", "lower", "upper", "decimals")
        .join(other, on=["beside_series", "start", "end"], maintain_order="left")
        .group_by("row", maintain_order=True)
        .last()
        .join(rows.lazy().select("row", "improves"), on="row", maintain_order="left")
    )
    digits = pl.min_horizontal("decimals", "other_decimals").fill_null(10).cast(pl.Float64)
    value, benchmark = [(pl.col(name) * pl.lit(10.0).pow(digits)).round() for name in ("value", "other")]
    has_interval = pl.col("lower").is_not_null() & pl.col("upper").is_not_null()
    return latest.select(
        "row",
        comparator_area="other_area",
        comparator_value="other",
        comparator_start="start",
        comparator_end="end",
        comparator_is=intervals.compare(
            pl.when(has_interval).then("lower").otherwise(value),
            pl.when(has_interval).then("upper").otherwise(value),
            pl.when(has_interval).then("other").otherwise(benchmark),
            pl.col("improves"),
        ),
    ).collect(engine="in-memory")


def elsewhere(rows: pl.DataFrame, cells: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Find baselines that are not the area's own figure but another of the strategy's areas'.

    Args:
        rows: With the stated baseline, its period's edge and the data's own figure for it.
        cells: The figures.
        others: asked, area: the other areas of each question's strategy.

    Returns:
        row and ``baseline_is`` ("elsewhere" or "revised"): rows whose stated baseline differs from the data's
        own by more than its own rounding.
    """
    stated, half = pl.col("baseline_value"), half_unit(pl.col("baseline_decimals"))
    # a hair more than half a unit: 7.85 is not a number that a computer can hold
    differs = (pl.col("data_baseline") - stated).abs() > half * (1 + 1e-9)
    differing = rows.filter(differs).select(
        "row", "asked", "measure", "cell_group", "baseline_end", "baseline_value", "baseline_decimals"
    )
    same = (
        differing.join(others.rename({"row": "asked", "area": "other"}), on="asked")
        .join(
            cells.select(
                "measure",
                pl.col("area").alias("other"),
                cell_group="group",
                baseline_end="end",
                found="value",
            ),
            on=["measure", "other", "cell_group", "baseline_end"],
        )
        .filter((pl.col("found") - stated).abs() <= half * (1 + 1e-9))
        .select("row")
        .unique()
        .with_columns(same=True)
    )
    return differing.join(same, on="row", how="left").select(
        "row",
        baseline_is=pl.when(pl.col("same").is_null()).then(pl.lit("revised")).otherwise(pl.lit("elsewhere")),
    )
