"""What is done to frames in many places: quickly collected, set side by side, taken from one row to many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_AS_WRITTEN = pl.QueryOptFlags.none()


def collect(rows: pl.LazyFrame) -> pl.DataFrame:
    """Compute a frame step by step, as it is written.

    Looking for a better plan takes longer than a small project's whole evaluation, and finds nothing here.
    """
    return rows.collect(engine="in-memory", optimizations=_AS_WRITTEN)


def labelled(rows: pl.DataFrame, *names: str) -> pl.DataFrame:
    """Turn columns of texts into labels, to be joined with those of cells (`frames.LABELS`)."""
    return rows.with_columns(pl.col(names).cast(pl.Categorical))


def beside(left: pl.DataFrame, right: pl.DataFrame, on: str) -> pl.DataFrame:
    """Join two frames that hold each key once, keeping the left one's rows and their order.

    Where both have the same keys in the same order, as most often, nothing is looked up.
    """
    if left[on].equals(right[on]):
        return left.hstack(right.drop(on))
    return left.join(right, on=on, how="left", maintain_order="left")


def alongside(left: pl.DataFrame, parts: Iterable[pl.DataFrame], on: str) -> pl.LazyFrame:
    """Join several such frames; those that have to be looked up wait until the rows are computed."""
    held, sought = [left], []
    for part in parts:
        if part[on].equals(left[on]):
            held.append(part.drop(on))
        else:
            sought.append(part)
    rows = pl.concat(held, how="horizontal").lazy()
    for part in sought:
        rows = rows.join(part.lazy(), on=on, how="left", maintain_order="left")
    return rows


def first_of_each(rows: pl.DataFrame, on: str | Sequence[str]) -> pl.DataFrame:
    """Keep the first of neighbouring rows that agree."""
    return rows.filter(starts(on))


def last_of_each(rows: pl.DataFrame, on: str | Sequence[str]) -> pl.DataFrame:
    """Keep the last of neighbouring rows that agree."""
    return rows.filter(starts(on).shift(-1, fill_value=True))


def starts(on: str | Sequence[str]) -> pl.Expr:
    """Tell where a row does not agree with the one before it."""
    names = [on] if isinstance(on, str) else on
    return pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in names) | (
        pl.int_range(pl.len()) == 0
    )
