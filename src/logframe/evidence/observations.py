"""Figures as other rooms see them: in order, in words, column by column.

There may not be room for all figures twice, so a column is let go as soon as its successor is made, and is
made part by part.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.encode import parts
from logframe.evidence.model import OBSERVATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# What figures call it that observations call otherwise.
_STORED = {"start": "read", "end": "read", "decimals": "value_decimals", "published": "day"}


def observations(
    figures: pl.DataFrame, order: pl.Series, readings: pl.DataFrame, files: Sequence[str]
) -> pl.DataFrame:
    """Put figures into the types and words of `OBSERVATIONS`; what no file says is null.

    Args:
        figures: As `rows.FIGURES` has them; it is taken apart.
        order: Where the figures are that stand.
        readings: The periods that they are of (`labels.READINGS`).
        files: The names of the files.
    """
    known = {
        "start": readings["start"].gather,
        "end": readings["end"].gather,
        "file": pl.Series(files, dtype=pl.String).gather,
    }
    made = []
    for name, kind in OBSERVATIONS.items():
        stored = _STORED.get(name, name)
        if stored not in figures.columns:
            made.append(pl.lit(None, dtype=kind).alias(name))
            continue
        # "start" is made before "end", of the same.
        column = (figures[stored] if name == "start" else figures.drop_in_place(stored)).rechunk()
        change = known.get(name) or partial(pl.Series.cast, dtype=kind)
        made.append(_made(column, order, change).alias(name))
        del column  # before the next is made
    return pl.select(made)


def _made(column: pl.Series, order: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Expr:
    if column.dtype in (pl.Categorical, pl.UInt32) and _alike(column):
        shared = change(column.head(1))
        return pl.lit(shared.item(), dtype=shared.dtype)  # it takes no memory then
    return pl.lit(pl.concat([change(column.gather(at)) for at in parts(order)]))


def _alike(labels: pl.Series) -> bool:
    codes = labels.to_physical() if labels.dtype == pl.Categorical else labels
    return len(codes) > 0 and not codes.has_nulls() and codes.min() == codes.max()
