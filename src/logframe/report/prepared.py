"""What a row of the verdict frame alone cannot tell, settled before it is put in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from logframe.report import sentences
from logframe.report.rollup import INDICATOR

if TYPE_CHECKING:
    from datetime import date

    Subject: TypeAlias = tuple[str, str | None, str | None]
    """Of an update: the strategy, its outcome and indicator; None where it is about all of them."""


def prepared(frame: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Settle how many decimals figures have, and whether their areas need naming.

    There is one number of decimals down an indicator, whatever its areas' files print. Changes get as many as
    the figures, and one more where the smallest would have less than two digits.

    Returns:
        The verdict frame with those ``decimals``, and with ``change_decimals``, ``one_area`` (the strategy is
        about one alone) and ``as_of``.
    """
    changes = [pl.col(name).abs() for name in ("needed_per_year", "change_per_year")]
    smallest = pl.min_horizontal(pl.when(each > 0).then(each) for each in changes).min().over(INDICATOR)
    decimals = pl.col("decimals", "target_decimals", "baseline_decimals").max().over(INDICATOR)
    one_more = (smallest < 10.0 ** (1 - pl.col("decimals"))).fill_null(value=False)
    one_area = (pl.col("area").drop_nulls().n_unique() == 1) & (pl.col("area").count() > 1)
    return frame.with_columns(decimals, one_area=one_area.over("strategy"), as_of=pl.lit(as_of)).with_columns(
        change_decimals=pl.col("decimals") + one_more.cast(pl.Int64)
    )


def updates_of(updates: pl.DataFrame | None) -> dict[Subject, tuple[str, ...]]:
    """Put updates in words, by what they are about, each in the order that it has."""
    found: dict[Subject, tuple[str, ...]] = {}
    for note in updates.iter_rows(named=True) if updates is not None else ():
        about = (note["strategy"], note["outcome"], note["indicator"])
        found[about] = (*found.get(about, ()), sentences.update(note))
    return found
