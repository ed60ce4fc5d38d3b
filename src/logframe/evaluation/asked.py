"""Questions meet figures: which cells are wanted, and one row for every area that is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation.bounds import judged_on
from logframe.evaluation.frames import SAID
from logframe.evaluation.points import deadline_edge
from logframe.evaluation.tables import collect

if TYPE_CHECKING:
    from logframe.evaluation.questions import Questions

_CELL = ["measure", "area", "group"]
_SERIES = ["measure", "area", "cell_group"]


def wanted(questions: Questions, compare_with: str | None) -> pl.DataFrame:
    """List the cells that the questions need: their own, and those that they are compared with.

    Returns:
        measure, area (null: every area), group ("" is the total); each once.
    """
    rows = questions.rows.filter(pl.col("measure").is_not_null()).with_columns(pl.col("group").fill_null(""))
    own = rows.filter(pl.col("area").is_not_null() | pl.col("every_area")).select(_CELL)
    others = [
        rows.filter(pl.col("reference_area").is_not_null()).select("measure", "reference_area", "group"),
        rows.select("measure", pl.lit(compare_with, pl.String), "group"),
        questions.beside.join(rows.drop("area"), on="row").select("measure", "area", "group"),
    ]
    named = pl.concat([frame.rename(dict(zip(frame.columns, _CELL, strict=True))) for frame in others])
    return with_sides_and_parts(pl.concat([own, named.drop_nulls("area")]), questions)


def with_sides_and_parts(cells: pl.DataFrame, questions: Questions) -> pl.DataFrame:
    """Add to cells those from which gaps and combined areas are made; each once.

    Args:
        cells: measure, area, group.
        questions: Which measures are gaps, which areas are combined.
    """
    cells = cells.unique(maintain_order=True)
    gaps = cells.join(questions.measures.drop_nulls("gap_of"), on="measure")
    sides = [
        gaps.select(
            measure="gap_of",
            area=pl.when(pl.col("gap_side") == "area").then(side).otherwise("area"),
            group=pl.when(pl.col("gap_side") == "group").then(side).otherwise("group"),
        )
        for side in ("gap_first", "gap_second")
    ]
    cells = pl.concat([cells, *sides])
    parts = cells.join(questions.parts, on="area").select("measure", pl.col("part").alias("area"), "group")
    return pl.concat([cells, parts]).unique(maintain_order=True)


def expand(questions: Questions, series: pl.DataFrame, compare_with: str | None) -> pl.DataFrame:
    """Give every question its measure's attributes and its series, and one row for each area it stands for.

    Args:
        questions: What is asked; `areas: all` is one row.
        series: As `points.list_series` makes them; an area that has one of a measure and group is one that
            `all` stands for.
        compare_with: The area that everything is compared with.

    Returns:
        One row an indicator and area, numbered anew in the files' order, areas by their code. ``place`` and
        ``length`` tell where its figures are, null where there are none; ``other_series`` is the series of
        the area that the target refers to, ``beside_series`` of the area to compare with, unless it is the
        question's own; ``end_edge`` the edge of the deadline's period, on the grid on which the series'
        latest figure stands; ``judged_on`` is as `bounds.judged_on` says.
    """
    rows = _with_attributes(questions, series, compare_with)
    whole = rows.filter("every_area").select("asked", "measure", "cell_group")
    named = rows.filter(~pl.col("every_area")).select("asked", "area", "measure", "cell_group")
    found = named.join(series, on=_SERIES, how="left", maintain_order="left")
    if not whole.is_empty():
        place = ["strategy", "outcome", "indicator", "area"]
        is_named = questions.rows.filter(~pl.col("every_area")).select(place)
        of_all = whole.join(series, on=["measure", "cell_group"], how="left", maintain_order="left")
        places = of_all.join(
            questions.rows.select(*place[:3], asked="row"), on="asked", maintain_order="left"
        )
        of_areas = places.drop_nulls("area").join(is_named, on=place, how="anti")
        # Where nobody has a figure, there is something to say only if no area is named.
        nowhere = places.filter(pl.col("area").is_null()).join(is_named, on=place[:3], how="anti")
        found = pl.concat([found, *(some.select(found.columns) for some in (of_areas, nowhere))])
    found = found.sort("asked", "area", nulls_last=True, maintain_order=True)
    wide = rows.drop("area", "asked", "measure", "cell_group")[found["asked"]]
    grid = pl.col("latest") + (pl.col("limit") - pl.col("latest")).floordiv(pl.col("step")) * pl.col("step")
    return found.hstack(wide).with_columns(
        row=pl.int_range(pl.len(), dtype=pl.UInt32),
        end_edge=grid,
        beside_series=pl.when(pl.col("beside_series").ne_missing(pl.col("series"))).then("beside_series"),
    )


def _with_attributes(questions: Questions, series: pl.DataFrame, compare_with: str | None) -> pl.DataFrame:
    """Give each question what its measure says, and the other areas' series that it needs."""
    rows = (
        questions.rows.lazy()
        .drop(SAID)
        .rename({"row": "asked"})
        .with_columns(cell_group=pl.col("group").fill_null(""), compare_with=pl.lit(compare_with, pl.String))
        .join(questions.measures.lazy(), on="measure", how="left", maintain_order="left")
        .with_columns(
            limit=deadline_edge(pl.col("deadline"), pl.col("first_day").fill_null(1)), judged_on=judged_on()
        )
    )
    for area, number in {"reference_area": "other_series", "compare_with": "beside_series"}.items():
        numbers = series.lazy().select(
            "measure", "cell_group", pl.col("area").alias(area), pl.col("series").alias(number)
        )
        rows = rows.join(numbers, on=["measure", area, "cell_group"], how="left", maintain_order="left")
    return collect(rows.drop("compare_with"))
