"""What a row of the verdict frame alone cannot tell, settled before it is put in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from logframe.report import figures, sentences
from logframe.report.rollup import INDICATOR

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    Subject: TypeAlias = tuple[str, str | None, str | None]
    """Of an update: the strategy, its outcome and indicator; None where it is about all of them."""


# A change that starts from a figure as old as this is nobody's to make.
_OF_THE_PAST = ("stale", "discontinued")


def prepared(
    frame: pl.DataFrame, as_of: date, cut_offs: Collection[float] = figures.CUT_OFFS
) -> pl.DataFrame:
    """Settle how many decimals figures have, and whether their areas and groups need naming.

    There is one number of decimals down an indicator, whatever its areas' files print. Changes get as many as
    the figures, and one more where the smallest would have less than two digits.

    Args:
        frame: The verdict frame.
        as_of: The day for which it was made.
        cut_offs: The chances from which a target was counted as on track, and as at risk.

    Returns:
        The verdict frame with those ``decimals``; without ``needed_per_year`` where the latest figure is too
        old to judge by; and with ``change_decimals``, ``one_area`` (the strategy is about one alone),
        ``told_group`` (the group, where nothing else tells rows apart), ``as_of`` and ``cut_offs``.
    """
    past = pl.col("reason").is_in(_OF_THE_PAST)
    frame = frame.with_columns(needed_per_year=pl.when(~past).then("needed_per_year"))
    changes = [pl.col(name).abs() for name in ("needed_per_year", "change_per_year")]
    smallest = pl.min_horizontal(pl.when(each > 0).then(each) for each in changes).min().over(INDICATOR)
    decimals = pl.col("decimals", "target_decimals", "baseline_decimals").max().over(INDICATOR)
    one_more = (smallest < 10.0 ** (1 - pl.col("decimals"))).fill_null(value=False)
    one_area = (pl.col("area").drop_nulls().n_unique() == 1) & (pl.col("area").count() > 1)
    several_groups = pl.col("group").n_unique().over("strategy", "title") > 1
    return frame.with_columns(
        decimals,
        one_area=one_area.over("strategy"),
        told_group=pl.when(several_groups).then("group"),
        as_of=pl.lit(as_of),
        cut_offs=pl.lit(list(cut_offs)),
    ).with_columns(change_decimals=pl.col("decimals") + one_more.cast(pl.Int64))


def updates_of(updates: pl.DataFrame | None) -> dict[Subject, tuple[str, ...]]:
    """Put updates in words, by what they are about, each in the order that it has."""
    found: dict[Subject, tuple[str, ...]] = {}
    for note in updates.iter_rows(named=True) if updates is not None else ():
        about = (note["strategy"], note["outcome"], note["indicator"])
        found[about] = (*found.get(about, ()), sentences.update(note))
    return found
