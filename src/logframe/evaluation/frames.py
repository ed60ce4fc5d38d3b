"""The columns of the frames that flow through the evaluation, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from polars.datatypes import DataType

Schema = dict[str, "type[DataType] | DataType"]

QUESTIONS: Schema = {
    "row": pl.UInt32,  # its place, from 0
    "strategy": pl.String,
    "strategy_title": pl.String,
    "outcome": pl.String,
    "outcome_title": pl.String,
    "indicator": pl.String,
    "title": pl.String,
    "owner": pl.String,
    "measure": pl.String,
    "measure_title": pl.String,
    "area": pl.String,
    "every_area": pl.Boolean,  # stands for all areas that the figures hold
    "group": pl.String,
    "quote": pl.String,
    "reading": pl.String,
    "proxy": pl.String,
    "relation": pl.String,
    "number": pl.Float64,
    "upper": pl.Float64,  # of between alone
    "target_decimals": pl.Int64,
    "tolerance": pl.Float64,
    "reference": pl.String,  # baseline, period, area, standard
    "reference_area": pl.String,
    "reference_end": pl.Date,
    "reference_name": pl.String,
    "margin": pl.Float64,
    "margin_percent": pl.Float64,
    "detail": pl.String,  # words from the file that explain the verdict
    "by": pl.String,
    "deadline": pl.Date,
    "by_period": pl.String,  # the deadline's period, where no figure tells the grid
    "break_start": pl.Date,  # of the first period of the series that is compared
    "break_end": pl.Date,
    "first_end": pl.Date,  # the first period in the strategy's own time
    "baseline_value": pl.Float64,
    "baseline_decimals": pl.Int64,
    "baseline_end": pl.Date,
    "baseline_period": pl.String,
    "members": pl.Int64,
    "members_done": pl.Int64,
    "members_late": pl.Int64,
    "members_not_done": pl.Int64,
    "assessment_date": pl.Date,  # an analyst's own verdict
    "assessment_by": pl.String,
    "assessment_verdict": pl.String,
    "assessment_why": pl.String,
}

SAID = (
    "strategy",
    "strategy_title",
    "outcome",
    "outcome_title",
    "indicator",
    "title",
    "owner",
    "measure_title",
    "quote",
    "reference_name",
    "by",
    "baseline_period",
    "assessment_date",
    "assessment_by",
    "assessment_verdict",
    "assessment_why",
)
"""What of a question is only shown: it stays aside until the end."""

PLANS: Schema = {
    "asked": pl.UInt32,  # row of the questions
    "period": pl.String,
    "end": pl.Date,
    "value": pl.Float64,
}

UPDATES: Schema = {
    "strategy": pl.String,
    "outcome": pl.String,  # null: of the strategy
    "indicator": pl.String,  # null: of the outcome, or of the strategy
    "date": pl.Date,
    "by": pl.String,
    "text": pl.String,
}

MEASURES: Schema = {
    "measure": pl.String,
    "unit": pl.String,
    "improves": pl.String,
    "scale": pl.String,
    "top": pl.Float64,  # numerator / denominator x top = value: 100 for percent, N for a rate per N
    "measure_decimals": pl.Int64,
    "step": pl.Int64,  # months from one period to the next
    "per_year": pl.Float64,
    "pooled": pl.Int64,
    "first_day": pl.Int64,  # of the month on which a period begins
    "published_months": pl.Int64,
    "published_days": pl.Int64,
    "stale_months": pl.Int64,
    "stale_days": pl.Int64,
    "ended": pl.Date,
    "ended_why": pl.String,
    "run_length": pl.Int64,  # how many points in a row are a special cause
    "screen": pl.Boolean,  # whether large moving ranges are left out once
    "rebase_end": pl.Date,  # the first period of a new set of limits
    "every": pl.String,  # what one figure covers: month, quarter, year, 2 years, 3 years, 12 months
    "gap_of": pl.String,
    "gap_side": pl.String,  # what the two sides are: "group" or "area"
    "gap_first": pl.String,
    "gap_second": pl.String,
}

LABELS: Schema = dict.fromkeys(("measure", "area", "group"), pl.Categorical)
"""What names the series of cells: a label is a number there, for one label stands in many of them."""

CELLS: Schema = {
    **LABELS,
    "area_name": pl.String,
    "start": pl.Date,
    "end": pl.Date,
    "value": pl.Float64,  # null: suppressed
    "decimals": pl.Int64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "provisional": pl.Boolean,
}

OUTLINE: Schema = {
    "strategy": pl.String,
    "strategy_title": pl.String,
    "organisation": pl.String,
    "status": pl.String,  # in_force, in_development, superseded
    "outcome": pl.String,  # null: the strategy has none
    "outcome_title": pl.String,
}

ASSESSMENTS: Schema = {
    "strategy": pl.String,
    "strategy_title": pl.String,
    "outcome": pl.String,
    "outcome_title": pl.String,
    "indicator": pl.String,
    "title": pl.String,
    "owner": pl.String,
    "measure": pl.String,
    "area": pl.String,
    "area_name": pl.String,
    "group": pl.String,
    "verdict": pl.String,
    "reason": pl.String,
    "detail": pl.String,
    "confidence": pl.String,
    "flags": pl.List(pl.String),
    "unit": pl.String,
    "improves": pl.String,
    "decimals": pl.Int64,
    "relation": pl.String,
    "reference": pl.String,
    "reference_name": pl.String,
    "margin": pl.Float64,
    "margin_percent": pl.Float64,
    "tolerance": pl.Float64,
    "target_value": pl.Float64,  # the number that the reference came to
    "target_upper": pl.Float64,
    "target_decimals": pl.Int64,
    "by": pl.String,
    "deadline": pl.Date,
    "target_period": pl.String,
    "baseline_value": pl.Float64,
    "baseline_period": pl.String,
    "baseline_decimals": pl.Int64,
    "latest_value": pl.Float64,
    "latest_lower": pl.Float64,
    "latest_upper": pl.Float64,
    "latest_period": pl.String,
    "latest_note": pl.String,  # what its file notes beside it, and not beside every figure
    "stale_on": pl.Date,  # after this day the latest figure is too old to judge by
    "next_due": pl.Date,
    "comparator_area": pl.String,
    "comparator_name": pl.String,
    "comparator_period": pl.String,
    "comparator_value": pl.Float64,
    "comparator_is": pl.String,
    "comparator_basis": pl.String,  # interval, or printed: what was held against the other's value
    "comparator_own": pl.Float64,  # the area's own value of that period
    "n": pl.Int64,
    "probability": pl.Float64,
    "pace": pl.Float64,
    "change_per_year": pl.Float64,
    "needed_per_year": pl.Float64,
    "change_since": pl.String,  # the period from which change_per_year is counted
    "projection_period": pl.String,
    "projection_centre": pl.Float64,
    "projection_lower80": pl.Float64,
    "projection_upper80": pl.Float64,
    "projection_lower95": pl.Float64,
    "projection_upper95": pl.Float64,
    "trend": pl.String,
    "spc_mean": pl.Float64,
    "spc_lower": pl.Float64,
    "spc_upper": pl.Float64,
    "spc_variation": pl.String,
    "spc_assurance": pl.String,
    "spc_rules": pl.String,
    "spc_trial": pl.Boolean,
    "members_done": pl.Int64,
    "members": pl.Int64,
    "quote": pl.String,
    "reading": pl.String,
    "proxy": pl.String,
    "measure_title": pl.String,  # what the figures are of, which a stand-in's indicator does not say
    "row": pl.UInt32,  # key into the workings
    "plan_period": pl.String,  # the latest period for which there is a figure and a planned one
    "plan_value": pl.Float64,
    "plan_difference": pl.Float64,  # actual minus planned
    "year_before_period": pl.String,  # the same month or quarter, a year before the latest
    "year_before_value": pl.Float64,
    "change_on_year_before": pl.Float64,
    "people": pl.Float64,  # by how many the numerator has to change: negative is fewer
    "people_period": pl.String,
    "sdg_ratio": pl.Float64,
    "sdg_band": pl.String,
    "sdg_reason": pl.String,  # why there is no ratio
    "assessment_date": pl.Date,  # an analyst's own verdict
    "assessment_by": pl.String,
    "assessment_verdict": pl.String,
    "assessment_why": pl.String,
}
