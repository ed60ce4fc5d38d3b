"""Where figures came from: the source that their rows state, else the file that they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation.asked import with_sides_and_parts
from logframe.evaluation.tables import labelled

if TYPE_CHECKING:
    from logframe.evaluation.questions import Questions

_CELL = ["measure", "area", "group"]
_PLACE = ["strategy", "outcome", "indicator"]


def source() -> pl.Expr:
    """Give a figure's source; null for one that was computed."""
    return pl.coalesce("source", "file").alias("source")


def sources(rows: pl.DataFrame, questions: Questions, observations: pl.DataFrame) -> list[str]:
    """List the sources of the figures that some verdicts rest on or are shown beside.

    Args:
        rows: Those rows of the assessments.
        questions: What was asked.
        observations: The figures as they were read.

    Returns:
        Each source once, sorted: of the areas' own figures, of another area's to which the target refers or
        with which the area is compared, and of those from which gaps and combined areas are made.
    """
    own = rows.select(*_PLACE, *_CELL)
    targets = questions.rows.select(*_PLACE, "every_area", "reference_area", of="area").filter(
        pl.col("reference_area").is_not_null()
    )
    referred = own.join(targets, on=_PLACE).filter(
        pl.col("every_area") | pl.col("area").eq_missing(pl.col("of"))
    )
    cells = pl.concat(
        [
            own.select(_CELL),
            referred.select("measure", pl.col("reference_area").alias("area"), "group"),
            rows.select("measure", pl.col("comparator_area").alias("area"), "group"),
        ]
    )
    cells = cells.drop_nulls(["measure", "area"]).with_columns(pl.col("group").fill_null("")).unique()
    cells = labelled(with_sides_and_parts(cells, questions), *_CELL)
    found = observations.join(cells, on=_CELL, how="semi")
    return found.select(source()).to_series().unique().sort().to_list()
