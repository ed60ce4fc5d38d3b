"""What stands beside a row or its view: another area, the plan, the year before, others' baselines."""

from __future__ import annotations

import polars as pl

from logframe.evaluation import digits, intervals
from logframe.evaluation.frames import ASSESSMENTS
from logframe.evaluation.points import edge
from logframe.evaluation.scales import NOISE, half_unit
from logframe.evaluation.tables import collect, labelled

_PLANNED = ("plan_period", "plan_value", "plan_difference")
_SHORT = [1, 3]
"""Months of a month and of a quarter: periods that have a season."""


def comparators(views: pl.DataFrame, points: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Compare each view with one area at the latest period that both have.

    With an interval the comparison is Fingertips': the other's value against the area's interval. Without
    one the two values are compared as they are printed.

    Args:
        views: With their measure's direction, the latest figure, and what they and the other area's series
            are printed with.
        points: As `points.join_points` makes them, with the number of the other area's series.
        cells: The figures with the numbers of their series.

    Returns:
        view, comparator_area, comparator_value, comparator_start, comparator_end, comparator_is,
        comparator_basis (what was held against the other's value: the "interval", or the value as
        "printed") and comparator_own (the area's value of that period). Views of that area itself, and views
        without a common period, are left out.
    """
    period = ["beside_series", "start", "end"]
    other = cells.lazy().select("start", "end", beside_series="series", other="value", other_area="area")
    other = other.filter(pl.col("other").is_not_null())
    figure = ["start", "end", "value", "lower", "upper"]
    latest = (
        views.lazy()
        .select(
            *("view", "improves", "beside_series"),
            digits.alike("beside_decimals").alias("decimals"),
            *(pl.col(f"last_{name}").alias(name) for name in figure),
        )
        .filter(pl.col("beside_series").is_not_null() & pl.col("value").is_not_null())
    )
    matched = collect(latest.join(other, on=period, maintain_order="left"))
    # most areas have the other's latest period too; the rest go further back
    rest = collect(latest.select("view", "improves", "decimals").join(matched.lazy(), on="view", how="anti"))
    if not rest.is_empty():
        earlier = (
            points.lazy()
            .select("view", "beside_series", "usable", *figure)
            .filter("usable")
            .join(rest.lazy(), on="view", maintain_order="left")
            .join(other, on=period, maintain_order="left")
            .group_by("view", maintain_order=True)
            .last()
        )
        matched = pl.concat([matched, collect(earlier.select(matched.columns))])
    value, benchmark = (digits.rounded(pl.col(name), pl.col("decimals")) for name in ("value", "other"))
    has_interval = pl.col("lower").is_not_null() & pl.col("upper").is_not_null()
    return matched.select(
        "view",
        comparator_area=pl.col("other_area").cast(pl.String),
        comparator_value="other",
        comparator_start="start",
        comparator_end="end",
        comparator_is=intervals.compare(
            pl.when(has_interval).then("lower").otherwise(value),
            pl.when(has_interval).then("upper").otherwise(value),
            pl.when(has_interval).then("other").otherwise(benchmark),
            pl.col("improves"),
        ),
        comparator_basis=pl.when(has_interval).then(pl.lit("interval")).otherwise(pl.lit("printed")),
        comparator_own="value",
    )


def planned(rows: pl.DataFrame, points: pl.DataFrame, plans: pl.DataFrame) -> pl.DataFrame:
    """Hold actual figures against planned ones, at the latest period that has both.

    Args:
        rows: With ``asked`` and ``view``.
        points: As `points.join_points` makes them; exceptional figures and those of an earlier series are no
            actuals.
        plans: `frames.PLANS`.

    Returns:
        row, plan_period, plan_value, plan_difference (actual minus planned); other rows are left out.
    """
    if plans.is_empty():
        return pl.DataFrame(schema={"row": pl.UInt32} | {name: ASSESSMENTS[name] for name in _PLANNED})
    path = plans.lazy().select("asked", plan_period="period", plan_value="value", edge=edge(pl.col("end")))
    actual = points.lazy().filter("counts").select("view", "edge", actual="value")
    return collect(
        rows.lazy()
        .select("row", "asked", "view")
        .join(path, on="asked", maintain_order="left_right")
        .join(actual, on=["view", "edge"], maintain_order="left")
        .group_by("row", maintain_order=True)
        .last()
        .select(
            *("row", "plan_period", "plan_value"),
            plan_difference=(pl.col("actual") - pl.col("plan_value")).round(NOISE),
        )
    )


def year_before(views: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Look up the same month or quarter a year before the latest.

    Args:
        views: With their measure's ``step`` and the latest figure.
        points: As `points.join_points` makes them.

    Returns:
        view, year_before_value, year_before_start, year_before_end, change_on_year_before (latest minus
        that). Left out are measures of other frequencies, and views whose series has no usable figure for
        that very period.
    """
    latest = views.lazy().select("view", "step", "last_value", edge=pl.col("last_edge") - 12)
    figures = points.lazy().select("view", "edge", "counts", "start", "end", "value").filter("counts")
    return collect(
        latest.filter(pl.col("step").is_in(_SHORT) & pl.col("last_value").is_not_null())
        .join(figures, on=["view", "edge"], maintain_order="left")
        .select(
            "view",
            year_before_value="value",
            year_before_start="start",
            year_before_end="end",
            change_on_year_before=(pl.col("last_value") - pl.col("value")).round(NOISE),
        )
    )


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
    differing = rows.lazy().select(
        *("row", "asked", "measure", "cell_group", "baseline_end", "baseline_value", "baseline_decimals"),
        differs=differs,
    )
    found = collect(differing.filter("differs"))
    if found.is_empty():
        return found.select("row", baseline_is=pl.lit(None, pl.String))
    differing = found.lazy()
    sought = labelled(found, "measure", "cell_group").lazy()
    others = labelled(others.rename({"row": "asked", "area": "other"}), "other")
    figures = cells.lazy().select(
        "measure", other="area", cell_group="group", baseline_end="end", found="value"
    )
    same = (
        sought.join(others.lazy(), on="asked")
        .join(figures, on=["measure", "other", "cell_group", "baseline_end"])
        .filter((pl.col("found") - stated).abs() <= half * (1 + 1e-9))
        .select("row", same=True)
        .unique()
    )
    revised = pl.when(pl.col("same").is_null()).then(pl.lit("revised")).otherwise(pl.lit("elsewhere"))
    return collect(
        differing.join(same, on="row", how="left", maintain_order="left").select("row", baseline_is=revised)
    )
