"""Questions meet figures: which cells are wanted, and one row for every area that is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation.points import deadline_edge

if TYPE_CHECKING:
    from logframe.evaluation.questions import Questions

_CELL = ["measure", "area", "group"]


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
    cells = pl.concat([own, named.drop_nulls("area")]).unique(maintain_order=True)
    parts = cells.join(questions.parts, on="area").select("measure", pl.col("part").alias("area"), "group")
    cells = pl.concat([cells, parts])
    gaps = cells.join(questions.measures.drop_nulls("gap_of"), on="measure")
    sides = [
        gaps.select(pl.col("gap_of").alias("measure"), "area", pl.col(side).alias("group"))
        for side in ("gap_first", "gap_second")
    ]
    return pl.concat([cells, *sides]).unique(maintain_order=True)


def expand(questions: Questions, cells: pl.DataFrame) -> pl.DataFrame:
    """Give every question its measure's attributes, and one row for each area that it stands for.

    Args:
        questions: What is asked; `areas: all` is one row.
        cells: The figures; an area that they hold for a measure and group is one that `all` stands for.

    Returns:
        One row an indicator and area, numbered anew in the files' order, areas by their code.
    """
    rows = questions.rows.with_columns(cell_group=pl.col("group").fill_null(""))
    held = cells.select("measure", pl.col("group").alias("cell_group"), pl.col("area").alias("held")).unique()
    whole = rows.filter("every_area")
    named = rows.filter(~pl.col("every_area"))
    key = ["strategy", "outcome", "indicator", "area"]
    found = (
        whole.join(held, on=["measure", "cell_group"])
        .with_columns(area=pl.col("held"))
        .drop("held")
        .join(named.select(key), on=key, how="anti", nulls_equal=True)
    )
    silent = whole.join(held, on=["measure", "cell_group"], how="anti")
    return (
        pl.concat([named, found, silent])
        .sort("row", "area", nulls_last=True, maintain_order=True)
        .with_columns(asked="row", row=pl.int_range(pl.len(), dtype=pl.UInt32))
        .join(questions.measures, on="measure", how="left", maintain_order="left")
        .with_columns(limit=deadline_edge(pl.col("deadline"), pl.col("first_day").fill_null(1)))
    )
