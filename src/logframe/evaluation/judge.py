"""From questions and figures to one frame of verdicts, a row an indicator and area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation import (
    beside,
    bounds,
    calendar,
    chances,
    digits,
    flags,
    points,
    projection,
    sdg,
    tables,
    variation,
    views,
)
from logframe.evaluation.asked import expand
from logframe.evaluation.cells import complete
from logframe.evaluation.frames import ASSESSMENTS, LABELS, SAID
from logframe.evaluation.people import people
from logframe.evaluation.tables import collect
from logframe.evaluation.verdict import verdicts
from logframe.evidence.model import CELL
from logframe.verdicts import JUDGED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from logframe.evaluation.questions import Questions
    from logframe.strategy.measures import Settings

_PROJECTED = [
    "probability",
    *(name for name in ASSESSMENTS if name.startswith("projection_") and name != "projection_period"),
]


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts, and the frames through which they came.

    Attributes:
        assessments: `frames.ASSESSMENTS`.
        rows: The questions with their facts and bounds; ``row`` as in the assessments, ``view`` as in
            ``seen``.
        seen: What the figures say of the views.
    """

    assessments: pl.DataFrame
    rows: pl.DataFrame
    seen: views.Seen


def judge(  # noqa: PLR0913  # what is asked, what is known, on which day, by which settings
    questions: Questions,
    observations: pl.DataFrame,
    ahead: pl.DataFrame,
    *,
    as_of: date,
    settings: Settings,
    only: Collection[int] | None = None,
) -> Judged:
    """Judge every row.

    Args:
        questions: What the strategies ask.
        observations: One row a measure, area, group and period, in this order.
        ahead: Cells that are known to come but are later than ``as_of``: measure, area, group, end.
        as_of: The day on which the verdicts are given.
        settings: The comparator and the cut-offs.
        only: Judge these rows alone, by their numbers in ``assessments``.

    Returns:
        The verdicts in the files' order, and how they came about.
    """
    cells = points.number_series(complete(observations, questions), questions.exceptional)
    asked = expand(questions, points.list_series(cells), settings.compare_with)
    if only is not None:
        asked = asked.filter(pl.col("row").is_in(list(only)))
    asked, looked_at = views.look(asked)
    seen = views.see(looked_at, cells)

    rows = tables.alongside(views.taken(asked, seen.views), _at_named_periods(asked, cells), "row")
    rows = calendar.due(rows, _derived_ahead(ahead, questions), as_of)
    known = collect(chances.limits(bounds.resolve(rows)))
    parts = (
        chances.from_baseline(known, seen.scaled),
        beside.elsewhere(known, cells, questions.beside),
        beside.planned(known, seen.points, questions.plans),
    )
    rows = tables.alongside(known, parts, "row").with_columns(
        probability=projection.chance(pl.col("z_low"), pl.col("z_high"))
    )
    rows = bounds.met(variation.assured(rows))
    cut_offs = settings.cut_offs
    rows = verdicts(rows, as_of=as_of, on_track=cut_offs.on_track, at_risk=cut_offs.at_risk)
    rows = flags.flags(chances.pace(rows), as_of)
    judged = collect(_presented(sdg.of_rows(people(rows)), _names(questions, cells)))
    judged = judged.hstack(questions.rows.select(SAID)[judged["asked"]])
    judged = judged.with_columns(reference_name=pl.coalesce("named_reference", "reference_name"))
    named = _noted(calendar.labels(judged, questions.calendars), observations)
    assessments = named.select(pl.col(name).cast(kind) for name, kind in ASSESSMENTS.items())
    return Judged(assessments, judged, seen)


def _derived_ahead(ahead: pl.DataFrame, questions: Questions) -> pl.DataFrame:
    """Add what is to come of combined areas and of gaps: theirs when their parts' and sides' are."""
    if ahead.is_empty():
        return ahead
    key = ["measure", "area", "group", "start", "end"]
    whole = ahead.join(questions.parts, left_on="area", right_on="part").with_columns(area="area_right")
    ahead = pl.concat([ahead.select(key), whole.select(key)])
    gaps = questions.measures.drop_nulls("gap_of").select("gap_of", "gap_side", "gap_first", gap="measure")
    sides = [
        ahead.join(
            gaps.filter(pl.col("gap_side") == side),
            left_on=["measure", side],
            right_on=["gap_of", "gap_first"],
        ).with_columns(measure="gap", group=pl.lit("") if side == "group" else "group")
        for side in ("group", "area")
    ]
    return pl.concat([ahead, *(one.select(key) for one in sides)])


def _at_named_periods(asked: pl.DataFrame, cells: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Look up the data's own figures for the periods that the questions name."""
    for name in ("baseline", "reference"):
        ends = asked.select("row", "series", "break_start", end=f"{name}_end").drop_nulls(["series", "end"])
        yield points.value_at(cells, ends).rename(
            {"value": f"data_{name}", "decimals": f"data_{name}_decimals", "edge": f"{name}_edge"}
        )


def _noted(rows: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """Look up what the files note beside the latest figures.

    What was computed has no note. One that stands beside every figure of a series, but for the numbers in it,
    says how the series is made: it is no news of the latest.
    """
    if "note" not in observations.columns or observations["note"].null_count() == observations.height:
        return rows.with_columns(latest_note=pl.lit(None, pl.String))
    own = (pl.col("note").str.replace_all(r"\d+", "").n_unique() > 1) | (pl.len() == 1)
    notes = observations.filter(own.over("measure", "area", "group")).select(*CELL, latest_note="note")
    latest = rows.select("measure", "area", group="cell_group", start="last_start", end="last_end")
    found = tables.labelled(latest, *LABELS).join(notes, on=CELL, how="left", maintain_order="left")
    return rows.hstack(found.select("latest_note"))


def _names(questions: Questions, cells: pl.DataFrame) -> pl.LazyFrame:
    """Name the areas: as they are declared, else as the extracts call them."""
    found = cells.lazy().drop_nulls("area_name").group_by("area").agg(found=pl.col("area_name").last())
    found = found.with_columns(pl.col("area").cast(pl.String))
    declared = questions.names.lazy().rename({"name": "declared"})
    names = found.join(declared, on="area", how="full", coalesce=True)
    return names.select("area", name=pl.coalesce("declared", "found"))


def _presented(rows: pl.LazyFrame, names: pl.LazyFrame) -> pl.LazyFrame:
    """Name the areas, and leave out what does not apply to a verdict."""
    is_open = pl.col("verdict").is_in(JUDGED) & (pl.col("verdict") != "missed")
    is_open &= pl.col("reason") != "outturn"
    for area, name in (
        ("area", "area_name"),
        ("comparator_area", "comparator_name"),
        ("reference_area", "named_reference"),
    ):
        named = names.rename({"area": area, "name": name})
        rows = rows.join(named, on=area, how="left", maintain_order="left")
    return rows.with_columns(
        *(pl.when(is_open).then(pl.col(name)).alias(name) for name in _PROJECTED),
        decimals=digits.shown(),
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
