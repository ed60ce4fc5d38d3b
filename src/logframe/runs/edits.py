"""What was edited in the files: targets, baselines, definitions, whatever became of the verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.runs.definitions import edited
from logframe.runs.frames import CAUSES, KEY
from logframe.runs.trial import BASELINE, INDICATOR, TARGET, matched

if TYPE_CHECKING:
    from collections.abc import Collection

    from logframe.evaluation.questions import Questions
    from logframe.runs.trial import Trial

_KEY = list(KEY)
# How a target or a baseline is written down, beside what it says.
_SPELLING = {"target_decimals", "baseline_decimals", "reference_name", "by", "by_period", "baseline_period"}
_PROMISES = {
    kind: [name for name in columns if name not in _SPELLING]
    for kind, columns in {"target": TARGET, "baseline": BASELINE}.items()
}
_FIELDS = ("measure", "group", "proxy", "reading")
_NOISE = 1e-9


def promises(trial: Trial, rows: pl.DataFrame) -> pl.DataFrame:
    """Tell the targets and the baselines that were edited, and what the verdict would be without that."""
    told = [
        _edited(trial, rows, columns).with_columns(kind=pl.lit(kind)) for kind, columns in _PROMISES.items()
    ]
    return pl.concat([_otherwise(trial, frame, kind) for frame, kind in zip(told, _PROMISES, strict=True)])


def _edited(trial: Trial, rows: pl.DataFrame, columns: Collection[str]) -> pl.DataFrame:
    """Keep the rows of both runs whose questions differ in any of these columns."""
    sides = [_of_rows(rows, trial.questions(causes), columns) for causes in ((), CAUSES)]
    differs = [before.ne_missing(after) for before, after in zip(*sides, strict=True)]
    is_other = pl.DataFrame(differs).select(pl.any_horizontal(pl.all())).to_series()
    return rows.filter(is_other, pl.col("before").is_not_null(), pl.col("after").is_not_null())


def _of_rows(rows: pl.DataFrame, questions: Questions, columns: Collection[str]) -> pl.DataFrame:
    """Give the columns of each row's question."""
    asked = questions.rows.select(pl.col("row").alias("found"), *columns)
    numbers = pl.DataFrame({"found": matched(rows, questions.rows)})
    return numbers.join(asked, on="found", how="left", maintain_order="left").drop("found")


def _otherwise(trial: Trial, told: pl.DataFrame, cause: str) -> pl.DataFrame:
    """Add the verdict that would have been given if this cause had not been at work."""
    if told.is_empty():
        return told.with_columns(otherwise=pl.lit(None, pl.String))
    rest = [each for each in CAUSES if each != cause]
    judged = trial.judged(rest, told.select(INDICATOR).unique()).select(*_KEY, otherwise="verdict")
    return told.join(judged, on=_KEY, how="left", nulls_equal=True, maintain_order="left")


def references(trial: Trial, rows: pl.DataFrame) -> pl.DataFrame:
    """Tell the targets that come to another number, such as another area's, though nobody edited them."""
    columns = [*_PROMISES["target"], *_PROMISES["baseline"]]
    before, after = (pl.col(side).struct.field("target_value") for side in ("before", "after"))
    moved = (after - before).abs() > _NOISE * pl.max_horizontal(after.abs(), before.abs())
    refers = pl.col("after").struct.field("reference").is_in(["area", "period", "baseline"])
    return (
        rows.filter(refers, moved)
        .join(_edited(trial, rows, columns), on=_KEY, how="anti", nulls_equal=True, maintain_order="left")
        .with_columns(kind=pl.lit("reference"))
    )


def definitions(trial: Trial, rows: pl.DataFrame) -> pl.DataFrame:
    """Tell the definitions that were edited, and how an indicator is measured and planned otherwise."""
    both = rows.filter(pl.col("before").is_not_null(), pl.col("after").is_not_null())
    firsts = both.unique(INDICATOR, keep="first", maintain_order=True).with_columns(
        pl.lit(None, pl.String).alias(name) for name in ("area", "area_name")
    )
    old, new = (_said(firsts, trial.questions(causes)) for causes in ((), CAUSES))
    fields = [
        firsts.with_columns(old[name].alias("old"), new[name].alias("new"), field=pl.lit(name)).filter(
            pl.col("old").ne_missing(pl.col("new"))
        )
        for name in old.columns
    ]
    told = pl.concat([edited(trial.old, trial.new), *fields], how="diagonal")
    return told.with_columns(kind=pl.lit("definition"), before=None, after=None)


def _said(rows: pl.DataFrame, questions: Questions) -> pl.DataFrame:
    """Give what each row's indicator says of how it is measured and planned."""
    step = pl.concat_str("period", pl.lit(": "), pl.col("value").cast(pl.String).str.strip_suffix(".0"))
    plans = questions.plans.sort("asked", "end").group_by("asked").agg(trajectory=step.str.join(", "))
    said = questions.rows.select("row", *_FIELDS).join(plans, left_on="row", right_on="asked", how="left")
    numbers = pl.DataFrame({"row": matched(rows, questions.rows)})
    return numbers.join(said, on="row", how="left", maintain_order="left").drop("row")
