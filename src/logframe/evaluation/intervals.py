"""95% confidence intervals of proportions, counts and gaps, and how an interval compares with a benchmark.

The methods are those of England's public health statistics (Fingertips): Wilson for proportions, Byar for
counts of ten and more, exact Poisson for fewer, Newcombe's hybrid for the gap of two proportions. Limits are
columns named lower and upper.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import polars as pl

from logframe.evaluation.scales import NOISE

EXACT_BELOW = 10
"""Events below which Byar's approximation gives way to the Poisson distribution itself."""
HALVINGS = 60
TAIL = 0.025
"""What a 95% interval leaves beyond each of its ends."""
Z = 1.959963984540054
"""The normal quantile that leaves as much above it."""


class Limits(NamedTuple):
    """The two ends of an interval, as expressions."""

    lower: pl.Expr
    upper: pl.Expr


def proportion(count: pl.Expr, total: pl.Expr) -> Limits:
    """Limits of ``count`` out of ``total``, as a share of 1 (Wilson 1927).

    Null where the count is no part of the total, or the total is zero.
    """
    share = count / total
    middle = 2 * count + Z * Z
    reach = Z * (Z * Z + 4 * count * (1 - share)).sqrt()
    width = 2 * (total + Z * Z)
    return _limits(
        (count >= 0) & (count <= total) & (total > 0),
        # At none and at all, a limit is the share itself, whatever rounding says.
        pl.min_horizontal((middle - reach) / width, share),
        pl.max_horizontal((middle + reach) / width, share).clip(upper_bound=1),
    )


def events(count: pl.Expr) -> Limits:
    """Limits of a count of events (Byar, in Breslow & Day 1987; exact Poisson below ten).

    A rate's limits are these times what the rate is multiplied by, over its denominator. A count that is no
    whole number, as of weighted events, gets Byar's limits at any size. Null below zero.
    """
    count = count.cast(pl.Float64)
    more = count + 1
    byar_lower = (count * (1 - 1 / (9 * count) - Z / (3 * count.sqrt())) ** 3).clip(lower_bound=0)
    byar_upper = more * (1 - 1 / (9 * more) + Z / (3 * more.sqrt())) ** 3

    few = (count < EXACT_BELOW) & (count == count.floor())
    exact_lower, exact_upper = (
        count.replace_strict(limits, default=None, return_dtype=pl.Float64) for limits in _poisson_limits()
    )
    return _limits(
        count >= 0,
        pl.when(few).then(exact_lower).otherwise(byar_lower),
        pl.when(few).then(exact_upper).otherwise(byar_upper),
    )


def difference(value: pl.Expr, own: Limits, other: pl.Expr, others: Limits) -> Limits:
    """Limits of a value less another, from each one's own limits.

    Newcombe's hybrid (1998, method 10), which holds for any two estimates with limits of their own (Zou &
    Donner 2008: the method of variance estimates recovery). The two have to be independent.
    """
    between = value - other
    return _limits(
        own.lower.is_not_null() & others.lower.is_not_null(),
        between - ((value - own.lower) ** 2 + (others.upper - other) ** 2).sqrt(),
        between + ((own.upper - value) ** 2 + (other - others.lower) ** 2).sqrt(),
    )


def plain_ratio(
    value: pl.Expr, numerator: pl.Expr, of: tuple[pl.Expr, pl.Expr], decimals: pl.Expr
) -> pl.Expr:
    """Tell whether a figure is the plain ratio of its counts, to its own printed digits.

    A standardised rate or a weighted share is not, and nothing that rests on its counts holds for it.

    Args:
        value: in the measure's unit.
        numerator: its count.
        of: its denominator, and what their ratio is multiplied by.
        decimals: those printed; where they are not known nine.
    """
    denominator, top = of
    printed = 0.5001 * pl.lit(10.0).pow(-decimals.fill_null(9))
    return (numerator / denominator * top - value).abs() <= printed


def made_of_counts(top: pl.Expr) -> pl.Expr:
    """Tell whether a cell's value is the plain ratio of its numerator and denominator times ``top``.

    A number that was stored and not printed is taken to have the digits that it takes to write it.
    """
    value = pl.col("value")
    exact = [pl.when((value - value.round(at)).abs() < 10.0**-NOISE).then(at) for at in range(NOISE)]
    counts = pl.col("denominator"), top
    return plain_ratio(value, pl.col("numerator"), counts, pl.coalesce("decimals", *exact))


def compare(lower: pl.Expr, upper: pl.Expr, benchmark: pl.Expr, improves: pl.Expr) -> pl.Expr:
    """How an interval lies to a benchmark, as Fingertips has it; the benchmark's own interval plays no part.

    Args:
        lower: the interval's lower end.
        upper: its upper end.
        benchmark: a number in the same unit.
        improves: "up", "down" or "neither".

    Returns:
        "similar" where the interval holds the benchmark, its ends included; else "better" or "worse", and
        where neither direction improves, "higher" or "lower". Null where one of the numbers is.
    """
    above, below = lower > benchmark, upper < benchmark
    good = pl.when(improves == "up").then(above).when(improves == "down").then(below)
    return (
        pl.when(above.is_null() | below.is_null())
        .then(None)
        .when(~above & ~below)
        .then(pl.lit("similar"))
        .when(good)
        .then(pl.lit("better"))
        .when(~good)
        .then(pl.lit("worse"))
        .when(above)
        .then(pl.lit("higher"))
        .otherwise(pl.lit("lower"))
    )


def _limits(possible: pl.Expr, lower: pl.Expr, upper: pl.Expr) -> Limits:
    return Limits(pl.when(possible).then(lower).alias("lower"), pl.when(possible).then(upper).alias("upper"))


@cache
def _poisson_limits() -> tuple[dict[float, float], dict[float, float]]:
    """Each count below ten, with the mean that leaves `TAIL` to as many events, and that to as few."""
    counts = range(EXACT_BELOW)
    return (
        {float(count): _mean_with(1 - TAIL, count - 1) if count else 0.0 for count in counts},
        {float(count): _mean_with(TAIL, count) for count in counts},
    )


def _mean_with(share: float, count: int) -> float:
    """The Poisson mean at which ``count`` or fewer events have the chance ``share``, by halving."""
    low, high = 0.0, 10.0 * EXACT_BELOW
    for _ in range(HALVINGS):
        mean = (low + high) / 2
        term = total = math.exp(-mean)
        for events_so_far in range(1, count + 1):
            term *= mean / events_so_far
            total += term
        low, high = (mean, high) if total > share else (low, mean)
    return (low + high) / 2
