"""From questions and figures to one frame of verdicts, a row an indicator and area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation import beside, bounds, calendar, chances, flags, points, trends
from logframe.evaluation.asked import expand
from logframe.evaluation.cells import cells as complete
from logframe.evaluation.frames import ASSESSMENTS
from logframe.evaluation.verdict import verdicts

if TYPE_CHECKING:
    from datetime import date

    from logframe.evaluation.questions import Questions
    from logframe.strategy.measures import Settings

_CHANCES = [
    "probability",
    *(name for name in ASSESSMENTS if name.startswith("projection_") and name != "projection_period"),
]


def judge(
    questions: Questions, observations: pl.DataFrame, ahead: pl.DataFrame, *, as_of: date, settings: Settings
) -> pl.DataFrame:
    """Judge every row.

    Args:
        questions: What the strategies ask.
        observations: One row a measure, area, group and period.
        ahead: Cells that are known to come but are later than ``as_of``: measure, area, group, end.
        as_of: The day on which the verdicts are given.
        settings: The comparator and the cut-offs.

    Returns:
        `frames.ASSESSMENTS`, in the files' order.
    """
    figures = complete(observations, questions)
    asked = expand(questions, figures)
    found = points.join_points(asked, figures, questions.exceptional)
    rows = _with_facts(asked, found, figures)
    rows = calendar.due(rows, ahead, as_of)
    rows = bounds.resolve(rows)
    rows = chances.limits(chances.on_scale(rows))
    scaled = chances.scaled_points(rows, found)
    rows = rows.join(chances.project(rows, scaled), on="row", how="left", maintain_order="left")
    rows = rows.join(trends.of_rows(rows, found), on="row", how="left", maintain_order="left")
    rows = verdicts(
        bounds.met(rows),
        as_of=as_of,
        on_track=settings.cut_offs.on_track,
        at_risk=settings.cut_offs.at_risk,
    )
    rows = rows.join(chances.pace(rows, scaled), on="row", how="left", maintain_order="left")
    rows = rows.join(
        beside.comparators(rows, found, figures, settings.compare_with),
        on="row",
        how="left",
        maintain_order="left",
    )
    rows = rows.join(
        beside.elsewhere(rows, figures, questions.beside), on="row", how="left", maintain_order="left"
    )
    rows = flags.flags(rows, as_of)
    return _presented(rows, questions, figures)


def _with_facts(asked: pl.DataFrame, found: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Give each question its facts, and the data's own figures for the periods that it names."""
    ends = {"baseline": "baseline_end", "reference": "reference_end"}
    rows = asked.join(points.facts(found), on="row", how="left", maintain_order="left")
    for name, end in ends.items():
        named = asked.select("row", end=end).drop_nulls()
        data = points.value_at(found, named).rename(
            {"value": f"data_{name}", "decimals": f"data_{name}_decimals", "edge": f"{name}_edge"}
        )
        rows = rows.join(data, on="row", how="left", maintain_order="left")
    known = figures.filter(pl.col("value").is_not_null()).select(
        "measure", reference_area="area", cell_group="group", comparator_known=True
    )
    rows = rows.join(
        known.unique(), on=["measure", "reference_area", "cell_group"], how="left", maintain_order="left"
    )
    return rows.with_columns(
        pl.col("n").fill_null(0), comparator_known=pl.col("comparator_known").fill_null(value=False)
    )


def _presented(rows: pl.DataFrame, questions: Questions, figures: pl.DataFrame) -> pl.DataFrame:
    """Name the periods and areas, and leave out what does not apply to a verdict."""
    open_verdict = pl.col("verdict").is_in(["achieved", "on_track", "at_risk", "off_track"]) & (
        pl.col("reason") != "outturn"
    )
    names = figures.drop_nulls("area_name").group_by("area").agg(pl.col("area_name").last())
    rows = (
        rows.join(questions.names.rename({"name": "declared"}), on="area", how="left", maintain_order="left")
        .join(names, on="area", how="left", maintain_order="left")
        .join(
            questions.names.select(comparator_area="area", comparator_declared="name"),
            on="comparator_area",
            how="left",
            maintain_order="left",
        )
        .join(
            names.select(comparator_area="area", comparator_found="area_name"),
            on="comparator_area",
            how="left",
            maintain_order="left",
        )
        .with_columns([pl.when(open_verdict).then(pl.col(name)) for name in _CHANCES])
        .with_columns(
            area_name=pl.coalesce("declared", "area_name"),
            comparator_name=pl.coalesce("comparator_declared", "comparator_found"),
            decimals=pl.coalesce("measure_decimals", "series_decimals"),
            baseline_value=pl.coalesce("baseline_value", "data_baseline"),
            baseline_decimals=pl.coalesce("baseline_decimals", "data_baseline_decimals"),
            latest_value="last_value",
            latest_lower="last_lower",
            latest_upper="last_upper",
            detail=pl.coalesce("detail", pl.when(pl.col("reason") == "discontinued").then("ended_why")),
            confidence=pl.when(pl.col("n") >= 8)
            .then(pl.lit("high"))
            .when(pl.col("n") >= 5)
            .then(pl.lit("medium"))
            .when(pl.col("n") >= 3)
            .then(pl.lit("low")),
        )
    )
    rows = calendar.labels(rows, questions.calendars)
    rows = rows.with_columns(
        projection_period=pl.when(pl.col("projection_centre").is_not_null()).then("target_period")
    )
    return rows.select(pl.col(name).cast(kind) for name, kind in ASSESSMENTS.items())
