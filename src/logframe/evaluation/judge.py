"""From questions and figures to one frame of verdicts, a row an indicator and area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation import beside, bounds, calendar, chances, flags, points, trends, variation
from logframe.evaluation.asked import expand
from logframe.evaluation.cells import complete
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
        observations: One row a measure, area, group and period, in this order.
        ahead: Cells that are known to come but are later than ``as_of``: measure, area, group, end.
        as_of: The day on which the verdicts are given.
        settings: The comparator and the cut-offs.

    Returns:
        `frames.ASSESSMENTS`, in the files' order.
    """
    cells = points.number_series(complete(observations, questions), questions.measures, questions.exceptional)
    asked = points.find_series(expand(questions, cells), cells, settings.compare_with)
    found = points.join_points(asked, cells)
    rows = _with_facts(asked, found, cells)
    rows = calendar.due(rows, _derived_ahead(ahead, questions).lazy(), as_of)
    rows = bounds.resolve(rows)
    rows = chances.limits(chances.on_scale(rows))
    known = rows.collect(engine="in-memory")

    scaled = chances.scaled_points(known, found)
    parts = [
        chances.project(known, scaled),
        trends.of_rows(known, found),
        variation.of_rows(known, found),
        chances.movement(known, scaled),
        beside.comparators(known, found, cells),
        beside.elsewhere(known, cells, questions.beside),
    ]
    rows = known.lazy()
    for part in parts:
        rows = rows.join(part.lazy(), on="row", how="left", maintain_order="left")
    cut_offs = settings.cut_offs
    rows = verdicts(bounds.met(rows), as_of=as_of, on_track=cut_offs.on_track, at_risk=cut_offs.at_risk)
    rows = flags.flags(chances.pace(rows), as_of)
    judged = _presented(rows, questions.names.lazy(), cells).collect(engine="in-memory")
    named = calendar.labels(judged, questions.calendars)
    return named.select(pl.col(name).cast(kind) for name, kind in ASSESSMENTS.items())


def _derived_ahead(ahead: pl.DataFrame, questions: Questions) -> pl.DataFrame:
    """Add what is to come of combined areas and of gaps: theirs when their parts' and groups' are."""
    key = ["measure", "area", "group", "start", "end"]
    whole = ahead.join(questions.parts, left_on="area", right_on="part").with_columns(area="area_right")
    ahead = pl.concat([ahead.select(key), whole.select(key)])
    gaps = questions.measures.drop_nulls("gap_of").select("gap_of", "gap_first", gap="measure")
    sides = ahead.join(gaps, left_on=["measure", "group"], right_on=["gap_of", "gap_first"])
    return pl.concat([ahead, sides.with_columns(measure="gap", group=pl.lit("")).select(key)])


def _with_facts(asked: pl.DataFrame, found: pl.DataFrame, cells: pl.DataFrame) -> pl.LazyFrame:
    """Give each question its facts, and the data's own figures for the periods that it names."""
    ends = {"baseline": "baseline_end", "reference": "reference_end"}
    rows = asked.lazy().join(points.facts(found), on="row", how="left", maintain_order="left")
    for name, end in ends.items():
        named = asked.lazy().select("row", end=end).drop_nulls()
        data = points.value_at(found, named).rename(
            {"value": f"data_{name}", "decimals": f"data_{name}_decimals", "edge": f"{name}_edge"}
        )
        rows = rows.join(data, on="row", how="left", maintain_order="left")
    known = cells.lazy().filter(pl.col("value").is_not_null())
    known = known.select(other_series="series", comparator_known=True).unique()
    return rows.join(known, on="other_series", how="left", maintain_order="left").with_columns(
        pl.col("n").fill_null(0), pl.col("comparator_known").fill_null(value=False)
    )


def _presented(rows: pl.LazyFrame, names: pl.LazyFrame, cells: pl.DataFrame) -> pl.LazyFrame:
    """Name the areas, and leave out what does not apply to a verdict."""
    is_open = pl.col("verdict").is_in(["achieved", "on_track", "at_risk", "off_track"])
    is_open &= pl.col("reason") != "outturn"
    found = cells.lazy().drop_nulls("area_name").group_by("area").agg(pl.col("area_name").last())
    for area, name in (("area", "area_name"), ("comparator_area", "comparator_name")):
        rows = (
            rows.join(
                names.rename({"area": area, "name": "declared"}), on=area, how="left", maintain_order="left"
            )
            .join(
                found.rename({"area": area, "area_name": "found"}, strict=False),
                on=area,
                how="left",
                maintain_order="left",
            )
            .with_columns(pl.coalesce("declared", "found").alias(name))
            .drop("declared", "found")
        )
    return rows.with_columns(
        pl.when(is_open).then(pl.col(name)).alias(name) for name in _CHANCES
    ).with_columns(
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
