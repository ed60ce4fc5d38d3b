"""Indicators, outcomes and strategies summed up: how many verdicts of each kind, the worst, how many judged.

Never a mean: what is on track cannot make up for what is not, and what nobody measures counts beside both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.report.wording import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Collection

JUDGED = ("achieved", "on_track", "at_risk", "off_track", "missed")

STRATEGY = ("strategy",)
OUTCOME = ("strategy", "outcome")
INDICATOR = ("strategy", "outcome", "indicator")

_SEVERITY = pl.Enum(list(VERDICTS))


def of_verdicts(frame: pl.DataFrame, verdicts: Collection[str]) -> pl.DataFrame:
    """Keep the rows with these verdicts; none named is all."""
    return frame.filter(pl.col("verdict").is_in(list(verdicts))) if verdicts else frame


def indicators(frame: pl.DataFrame) -> pl.DataFrame:
    """Sum up each indicator.

    Args:
        frame: The verdict frame, a row an indicator and area.

    Returns:
        One row an indicator, in the frame's order: the columns of `INDICATOR`, ``areas`` (how many),
        ``target`` (whether one is stated for any of them), ``worst`` (its verdict, an Enum that sorts worst
        first), and for each verdict how many areas have it.
    """
    return frame.group_by(INDICATOR, maintain_order=True).agg(
        areas=pl.len(),
        target=pl.col("relation").is_not_null().any(),
        worst=pl.col("verdict").cast(_SEVERITY).min(),
        **{name: (pl.col("verdict") == name).sum() for name in VERDICTS},
    )


def outcomes(frame: pl.DataFrame) -> pl.DataFrame:
    """Sum up each outcome; see `overall` for what is counted."""
    return _summed(frame, OUTCOME)


def strategies(frame: pl.DataFrame) -> pl.DataFrame:
    """Sum up each strategy; see `overall` for what is counted."""
    return _summed(frame, STRATEGY)


def overall(frame: pl.DataFrame) -> pl.DataFrame:
    """Sum up everything.

    Returns:
        One row: ``indicators``, ``targets`` (indicators that state one), ``judged`` (how many of these),
        ``worst`` (the worst verdict of these, null if there are none), and for each verdict how many have it.
    """
    return indicators(frame).select(**_counts())


def _summed(frame: pl.DataFrame, level: tuple[str, ...]) -> pl.DataFrame:
    return indicators(frame).group_by(level, maintain_order=True).agg(**_counts())


def _counts() -> dict[str, pl.Expr]:
    verdict = pl.col("worst").filter(pl.col("target"))
    return {
        "indicators": pl.len(),
        "targets": pl.col("target").sum(),
        "judged": verdict.is_in(JUDGED).sum(),
        "worst": verdict.min(),
    } | {name: (verdict == name).sum() for name in VERDICTS}
