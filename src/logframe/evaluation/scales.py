"""The scale z on which a series' errors are even: logit, log, or the values as they are.

Shares of a whole go on the logit, rates, ratios and counts on the log, everything else stays as it is. All
functions build expressions, so that one frame can mix measures of every kind.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

NOISE = 10
"""Decimals to which a sum or difference of figures is kept: what lies beyond is the machine's."""
INTERVAL_WIDTH = 3.92
"""A 95% interval's width in standard errors."""


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """What z depends on, row by row.

    Attributes:
        kind: String, "logit", "log" or "identity".
        top: Float64, what the whole is written as: 100 for percent, 1 for a proportion, N for a rate per N;
            null where there is no whole. The logit cannot do without it.
        half: Float64, half a unit of the last printed digit, 0.5 x 10^-decimals; null where it is not known.
    """

    kind: pl.Expr
    top: pl.Expr
    half: pl.Expr


COLUMNS = Scale(kind=pl.col("scale"), top=pl.col("top"), half=pl.col("half"))


def half_unit(decimals: pl.Expr) -> pl.Expr:
    """Half a unit of the last of so many decimals; null where they are not known."""
    return 0.5 * pl.lit(10.0).pow(-decimals.cast(pl.Float64))


def usable_scale(scale: pl.Expr, lowest: pl.Expr) -> pl.Expr:
    """The scale a series can be taken on: its own, or "identity" where its ``lowest`` value is below zero."""
    return pl.when(lowest < 0).then(pl.lit("identity")).otherwise(scale)


def inside(
    value: pl.Expr,
    numerator: pl.Expr | None = None,
    denominator: pl.Expr | None = None,
    on: Scale = COLUMNS,
) -> pl.Expr:
    """Moves a value at or beyond the scale's limit inside it, in the measure's own unit.

    An observation with its counts gets a half added to the count and to its complement; a target, an
    interval's limit, or a figure without counts moves in by half a printed unit. Where neither is known the
    value stops at the limit, and z is infinite there. All other values, and all of the identity scale, are
    left alone.
    """
    has_ceiling = on.kind == "logit"
    at_bottom = (has_ceiling | (on.kind == "log")) & (value <= 0)
    at_top = has_ceiling & (value >= on.top)
    half = on.half.fill_null(0.0)
    nearest = pl.when(at_bottom).then(half).otherwise(on.top - half)
    if numerator is not None and denominator is not None:
        counted = pl.when(denominator > 0).then(on.top * (numerator + 0.5) / (denominator + 1))
        nearest = pl.coalesce(counted, nearest)
    return pl.when(at_bottom | at_top).then(nearest).otherwise(value)


def to_scale(value: pl.Expr, on: Scale = COLUMNS) -> pl.Expr:
    """The value on z: ln(v / (top - v)), ln v, or v itself."""
    return (
        pl.when(on.kind == "logit")
        .then((value / (on.top - value)).log())
        .when(on.kind == "log")
        .then(value.log())
        .otherwise(value)
    )


def from_scale(z: pl.Expr, on: Scale = COLUMNS) -> pl.Expr:
    """The value in the measure's unit, back from z; the inverse of `to_scale`."""
    return (
        pl.when(on.kind == "logit")
        .then(on.top / (1 + (-z).exp()))
        .when(on.kind == "log")
        .then(z.exp())
        .otherwise(z)
    )


def derivative(value: pl.Expr, on: Scale = COLUMNS) -> pl.Expr:
    """How fast z moves with the value, dz/dv: a small change in the unit times this is the change on z."""
    return (
        pl.when(on.kind == "logit")
        .then(on.top / (value * (on.top - value)))
        .when(on.kind == "log")
        .then(1 / value)
        .otherwise(1.0)
    )


def floor(value: pl.Expr, on: Scale = COLUMNS) -> pl.Expr:
    """Half a printed unit on z at ``value``: rounding alone spreads figures by as much."""
    return on.half * derivative(value, on).abs()


def error_between(lower: pl.Expr, upper: pl.Expr) -> pl.Expr:
    """The standard error behind a 95% interval whose limits are on z; null where one of them is not."""
    error = (upper - lower) / INTERVAL_WIDTH
    return pl.when(error.is_finite()).then(error)
