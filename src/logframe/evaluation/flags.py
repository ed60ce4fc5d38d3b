"""What a reader has to know beside a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation import digits
from logframe.evaluation.bounds import keeps

if TYPE_CHECKING:
    from datetime import date

SMALL = 10  # a count below this moves by chance alone
_PROJECTED = ["one_point", "two_points", "chance_good", "chance_fair", "chance_low"]
_PAST_AGEING = ["outturn", "discontinued"]
_YEARS_AHEAD, _QUARTERS_AHEAD, _MONTHS_AHEAD = 6, 8, 18


def flags(rows: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """Give each row its flags.

    Args:
        rows: Judged rows with facts, projection, pace and comparisons.
        as_of: The day of the verdict.

    Returns:
        The rows with ``flags``, a list in a fixed order.
    """
    conditions = {
        "extrapolation": _far_ahead(),
        "overlapping_periods": pl.col("pooled") > 1,
        "break_in_series": pl.col("broken"),
        "small_numbers": (pl.col("last_numerator") < SMALL)
        | ((pl.col("unit") == "count") & (pl.col("last_value") < SMALL)),
        "wrong_direction": pl.col("pace") < 0,
        "baseline_revised": pl.col("baseline_is") == "revised",
        "baseline_elsewhere": pl.col("baseline_is") == "elsewhere",
        "provisional": pl.col("last_provisional"),
        "proxy": pl.col("proxy").is_not_null(),
        "reading": pl.col("reading").is_not_null(),
        "suppressed_latest": pl.col("suppressed_edge") > pl.col("last_edge"),
        "rounding_decides": _rounding_decides(),
        "awaiting_outturn": pl.col("awaiting") & pl.col("reason").is_in(_PROJECTED),
        "ageing": _ageing(as_of),
        "confirmed": _met_now() & pl.col("inside"),
        "within_sampling_error": _met_now() & ~pl.col("inside"),
    }
    # one bit a condition: the few sets of flags that occur are listed once, not once a row
    bits = pl.sum_horizontal(
        condition.fill_null(value=False).cast(pl.UInt32) * (1 << bit)
        for bit, condition in enumerate(conditions.values())
    )
    return rows.with_columns(
        flags=bits.map_batches(lambda sets: _listed(sets, list(conditions)), pl.List(pl.String))
    )


def _listed(sets: pl.Series, names: list[str]) -> pl.Series:
    distinct = sets.unique().sort()
    lists = [[name for bit, name in enumerate(names) if mask >> bit & 1] for mask in distinct]
    return pl.Series(lists, dtype=pl.List(pl.String)).gather(distinct.search_sorted(sets))


def _ageing(as_of: date) -> pl.Expr:
    """Past half of the age that the latest figure may have, and not yet too old."""
    between = (pl.col("ageing_on") < as_of) & (pl.col("stale_on") >= as_of)
    return between & ~pl.col("reason").is_in(_PAST_AGEING)


def _met_now() -> pl.Expr:
    return pl.col("reason").is_in(["met", "met_but_slipping", "held_so_far"])


def _far_ahead() -> pl.Expr:
    limit = (
        pl.when(pl.col("step") == 1)
        .then(_MONTHS_AHEAD)
        .when(pl.col("step") == 3)
        .then(_QUARTERS_AHEAD)
        .otherwise(_YEARS_AHEAD * 12 / pl.col("step"))
    )
    return (pl.col("h") > 2 * pl.col("T")) | (pl.col("h") > limit)


def _rounding_decides() -> pl.Expr:
    """The value as it is printed would get another answer than the value as it is."""
    printed = digits.rounded(pl.col("last_value"), digits.shown())
    plain_level = ~pl.col("state") & (pl.col("judged_on") == "value") & pl.col("unjudged").is_null()
    return plain_level & (keeps(printed) != keeps(pl.col("last_value")))
