"""What is new beside the files' edits: indicators, reports, figures, and how another area's compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe import periods
from logframe.evaluation.cells import complete
from logframe.evaluation.frames import LABELS
from logframe.evidence.model import CELL
from logframe.runs.frames import CAUSES

if TYPE_CHECKING:
    from logframe.runs.trial import Trial

_DATA = ("new_data", "revised_data", "version")


def indicators(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell the indicators, or areas of them, that there were not, or that are gone."""
    is_new, is_gone = pl.col("before").is_null(), pl.col("after").is_null()
    kind = pl.when(is_new).then(pl.lit("new")).otherwise(pl.lit("gone"))
    return rows.filter(is_new | is_gone).with_columns(kind=kind)


def reports(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell the milestones of which more, or less, is reported as done."""
    return _moved(rows, "members_done").with_columns(kind=pl.lit("report"))


def comparators(rows: pl.DataFrame) -> pl.DataFrame:
    """Tell where the figures stand otherwise to those of the area that all are compared with."""
    return _moved(rows, "comparator_is").with_columns(kind=pl.lit("comparator"))


def _moved(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Keep the rows in which something that both runs know is another."""
    before, after = (pl.col(side).struct.field(column) for side in ("before", "after"))
    return rows.filter(before != after)


def figures(trial: Trial, rows: pl.DataFrame) -> pl.DataFrame:
    """Tell the figures of the rows that came, that were revised, or that are gone.

    Figures of combined areas and of gaps are among them. Both sides are as the new files define them, so that
    an edit is not told as if somebody had published something.
    """
    questions = trial.questions(CAUSES)
    without = [cause for cause in CAUSES if cause not in _DATA]
    old, new = (
        complete(trial.figures.under(causes), questions)
        .select(*CELL, "value", there=True)
        .cast(dict.fromkeys(LABELS, pl.String))
        for causes in (without, CAUSES)
    )
    both = old.join(new, on=CELL, how="full", coalesce=True, suffix="_new").filter(
        pl.col("value").ne_missing(pl.col("value_new")) | pl.col("there").ne_missing(pl.col("there_new"))
    )
    told = both.select(
        *CELL,
        old_value="value",
        new_value="value_new",
        what=pl.when(pl.col("there").is_null())
        .then(pl.lit("new"))
        .when(pl.col("there_new").is_null())
        .then(pl.lit("withdrawn"))
        .otherwise(pl.lit("revised")),
    )
    named = told.join(_labels(told, questions.calendars), on=["measure", "start", "end"])
    known = rows.filter(pl.col("before").is_not_null(), pl.col("after").is_not_null())
    return (
        known.with_columns(pl.col("group").fill_null(""))
        .join(named, on=["measure", "area", "group"], maintain_order="left")
        .with_columns(kind=pl.lit("figure"), group=pl.when(pl.col("group") != "").then("group"))
    )


def _labels(cells: pl.DataFrame, calendars: dict[str, periods.Calendar]) -> pl.DataFrame:
    """Name each distinct period as its measure does."""
    spans = cells.select("measure", "start", "end").unique(maintain_order=True)
    spans = spans.filter(pl.col("measure").is_in(list(calendars)))
    names = [
        periods.label(periods.Period(start, end), calendars[measure])
        for measure, start, end in spans.iter_rows()
    ]
    return spans.with_columns(period=pl.Series(names, dtype=pl.String))
