"""How far a target is in people: the change of a figure's numerator that would just meet it."""

from __future__ import annotations

import polars as pl

from logframe.evaluation.intervals import plain_ratio
from logframe.evaluation.scales import NOISE


def people(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Say by how many the latest figure's numerator would have to change to just meet the target.

    The denominator stays what it was: bound x denominator / top - numerator. Where the extract gives no
    numerator it is the value x denominator / top. A count is its own numerator.

    Args:
        rows: Judged rows: facts, bounds and ``met``.

    Returns:
        The rows with ``people`` (negative: fewer; 0 where the target is met; not rounded) and
        ``people_period``, what time the figure covers. Null for gaps and for units that count nobody, without
        a denominator, where the counts are not those behind the value (standardised rates), where the value
        keeps the bound and is not counted as met all the same, and where nothing says what to reach.
    """
    value, numerator, denominator = (pl.col(f"last_{name}") for name in ("value", "numerator", "denominator"))
    low, high, top = pl.col("low"), pl.col("high"), pl.col("top")
    bound = pl.when(value < low).then(low).when(value > high).then(high)
    per_unit = denominator / top
    behind = plain_ratio(value, numerator, (denominator, top), pl.col("last_decimals"))
    counted = pl.when(numerator.is_null()).then(value * per_unit).when(behind).then(numerator)
    is_count = pl.col("unit") == "count"
    has_numbers = is_count.fill_null(value=False) | ((denominator > 0) & counted.is_not_null())
    has_target = low.is_not_null() | high.is_not_null()
    change = (
        pl.when(~has_numbers.fill_null(value=False) | pl.col("gap_of").is_not_null() | ~has_target)
        .then(None)
        .when(pl.col("met"))
        .then(0.0)
        .when(is_count)
        .then(bound - value)
        .otherwise(bound * per_unit - counted)
        .round(NOISE)
    )
    return rows.with_columns(people=change).with_columns(
        people_period=pl.when(pl.col("people").is_not_null()).then("every")
    )
