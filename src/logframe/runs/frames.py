"""The columns of the frame of changes, and the words that stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation.frames import ASSESSMENTS

if TYPE_CHECKING:
    from logframe.evaluation.frames import Schema

#: What tells one row of the verdict frame from another.
KEY = ("strategy", "outcome", "indicator", "area")

#: What can change a verdict. The first that are alike in a table are told first.
CAUSES = (
    "new_data",  # figures that were not known before
    "revised_data",  # figures that were known and are others now, or are gone
    "target",  # the target or its deadline was edited
    "baseline",  # the stated baseline was edited
    "report",  # what was reported of a milestone
    "definition",  # anything else of the files: measures, areas, settings, how extracts are read
    "time",  # nothing but the day
    "version",  # the program, or its method
)

#: What a change is of, in the order in which changes are told.
KINDS = (
    "verdict",  # another verdict
    "target",  # the target was edited: whether or not the verdict is another, goalposts were moved
    "baseline",  # the stated baseline was edited
    "reference",  # nobody edited the target, but what it refers to is another number now
    "definition",  # a measure, an area, a standard, a setting, or how an indicator is measured, was edited
    "new",  # an indicator, or an area of one, that there was not
    "gone",
    "report",  # what was reported of a milestone
    "figure",  # a figure came, was revised, or is gone
    "chance",  # the verdict stays, the chance is another
    "comparator",  # the other area's figure stands otherwise to the area's own
)

#: Which way a verdict went. What is not known is neither better nor worse than what is.
WAYS = (
    "worse",
    "lost",  # it was judged, and cannot be any more
    "found",  # it can be judged now
    "better",
    "other",  # not judged, for another reason
)

#: What was known of a row before and is known now, as the verdict frame has it.
TOLD: Schema = {
    name: ASSESSMENTS[name]
    for name in (
        "verdict", "reason", "detail", "probability", "unit", "improves", "decimals",
        "relation", "reference", "reference_name", "margin", "margin_percent", "tolerance",
        "target_value", "target_upper", "target_decimals", "by", "deadline", "target_period",
        "baseline_value", "baseline_period", "baseline_decimals",
        "latest_value", "latest_period", "next_due",
        "comparator_name", "comparator_period", "comparator_value", "comparator_is",
        "comparator_basis", "comparator_own", "proxy", "measure_title",
        "members_done", "members",
    )
}  # fmt: skip

#: One row a change; changes of one kind stand together, verdicts first and the worst of them first.
CHANGES: Schema = {
    "kind": pl.String,  # of `KINDS`
    # Where. All null for the definition of a measure, an area, a standard or a setting: `subject` names it
    "strategy": pl.String,
    "strategy_title": pl.String,
    "outcome": pl.String,
    "outcome_title": pl.String,
    "indicator": pl.String,
    "title": pl.String,
    "owner": pl.String,
    "area": pl.String,
    "area_name": pl.String,
    "group": pl.String,
    "measure": pl.String,
    # Why, of verdicts and chances
    "way": pl.String,  # of a verdict: one of `WAYS`
    "causes": pl.List(
        pl.List(pl.String)
    ),  # each inner list is a smallest set that makes the change by itself
    "alone": pl.List(
        pl.Struct({"cause": pl.String, "verdict": pl.String})
    ),  # what each cause alone would make
    # Of a target: the verdict if it had not been edited
    "otherwise": pl.String,
    # Of a definition
    "subject": pl.String,  # "measure smoking", "area kent-and-medway", "standard six-weeks", "settings"
    "field": pl.String,
    "old": pl.String,  # null: it was not stated, or there was no such thing
    "new": pl.String,
    # Of a figure
    "what": pl.String,  # "new", "revised", "withdrawn"
    "period": pl.String,
    "end": pl.Date,  # of the period
    "old_value": pl.Float64,  # null: there was none, or it was suppressed
    "new_value": pl.Float64,
    # The row of the verdict frame; null where there was none, or where the change is of no row
    "before": pl.Struct(TOLD),
    "after": pl.Struct(TOLD),
}
