"""Indicators, outcomes and strategies summed up: how many verdicts of each kind, the worst, how many judged.

Never a mean: what is on track cannot make up for what is not, and what nobody measures counts beside both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from logframe.verdicts import JUDGED, WORST_FIRST

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

STRATEGY = ("strategy",)
OUTCOME = ("strategy", "outcome")
INDICATOR = ("strategy", "outcome", "indicator")

_SEVERITY = pl.Enum(WORST_FIRST)
_COUNTED = ("indicators", "targets", "judged", "partly", *WORST_FIRST, "met_now")


def of_verdicts(frame: pl.DataFrame, verdicts: Collection[str]) -> pl.DataFrame:
    """Keep the rows with these verdicts; none named is all."""
    return frame.filter(pl.col("verdict").is_in(list(verdicts))) if verdicts else frame


def held(outline: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Keep the rows of an outline whose outcomes have rows in a verdict frame."""
    return outline.join(frame, on=OUTCOME, how="semi", maintain_order="left")


def indicators(frame: pl.DataFrame) -> pl.DataFrame:
    """Sum up each indicator.

    Args:
        frame: The verdict frame, a row an indicator and area.

    Returns:
        One row an indicator, in the frame's order: the columns of `INDICATOR`, ``areas`` (how many),
        ``target`` (whether one is stated for any of them), ``worst`` (its verdict, an Enum that sorts worst
        first), ``partly`` (it is judged, though an area's target cannot be), for each verdict how many areas
        have it, and ``met_now`` (it is achieved, but for some of them by the latest figure alone, the
        deadline being still ahead).
    """
    is_judged, worst = pl.col("verdict").is_in(JUDGED), pl.col("verdict").cast(_SEVERITY).min()
    achieved_by_all = (pl.col("verdict") == "achieved").all()
    return frame.group_by(INDICATOR, maintain_order=True).agg(
        areas=pl.len(),
        target=pl.col("relation").is_not_null().any(),
        worst=worst,
        partly=worst.is_in(JUDGED) & (pl.col("relation").is_not_null() & ~is_judged).any(),
        **{name: (pl.col("verdict") == name).sum() for name in WORST_FIRST},
        met_now=achieved_by_all & (pl.col("reason") == "met").any(),
    )


def outcomes(frame: pl.DataFrame, outline: pl.DataFrame) -> pl.DataFrame:
    """Sum up each outcome.

    Args:
        frame: The verdict frame.
        outline: What the strategies consist of, a row an outcome; a strategy without any has a row too.

    Returns:
        One row an outcome, in the outline's order, those without indicators too; see `overall` for what is
        counted.
    """
    listed = outline.select(OUTCOME).drop_nulls()
    summed = indicators(frame).group_by(OUTCOME).agg(**_counts())
    joined = listed.join(summed, on=OUTCOME, how="left", maintain_order="left")
    return joined.with_columns(pl.col(_COUNTED).fill_null(0))


def strategies(frame: pl.DataFrame, outline: pl.DataFrame) -> pl.DataFrame:
    """Sum up each strategy.

    Returns:
        One row a strategy, in the outline's order; beside what `overall` counts, ``outcomes``, and ``bare``,
        how many of these have no indicator.
    """
    bare = pl.col("indicators") == 0
    summed = (
        outcomes(frame, outline)
        .group_by(STRATEGY)
        .agg(pl.col(_COUNTED).sum(), pl.col("worst").min(), outcomes=pl.len(), bare=bare.sum())
    )
    listed = outline.select(STRATEGY).unique(maintain_order=True)
    joined = listed.join(summed, on=STRATEGY, how="left", maintain_order="left")
    return joined.with_columns(pl.col(*_COUNTED, "outcomes", "bare").fill_null(0))


def everything(frame: pl.DataFrame, outline: pl.DataFrame) -> pl.DataFrame:
    """Sum up the strategies.

    Returns:
        One row: what `strategies` counts, ``strategies``, and ``empty``, how many of these have no outcome.
    """
    empty = pl.col("outcomes") == 0
    counts = pl.col(*_COUNTED, "outcomes", "bare").sum()
    return strategies(frame, outline).select(
        counts, pl.col("worst").min(), strategies=pl.len(), empty=empty.sum()
    )


@dataclass(frozen=True, slots=True)
class Tallies:
    """The roll-ups of a whole report, to be found by what they roll up.

    Attributes:
        overall: The row of `everything`.
        strategies: The rows of `strategies`, by the strategy.
        outcomes: The rows of `outcomes`, by the strategy and the outcome.
    """

    overall: Mapping[str, Any]
    strategies: Mapping[str, Mapping[str, Any]]
    outcomes: Mapping[tuple[str, str], Mapping[str, Any]]

    @classmethod
    def of(cls, frame: pl.DataFrame, outline: pl.DataFrame) -> Tallies:
        """Sum up a verdict frame and its outline."""
        by_strategy, by_outcome = strategies(frame, outline), outcomes(frame, outline)
        return cls(
            everything(frame, outline).row(0, named=True),
            {row["strategy"]: row for row in by_strategy.iter_rows(named=True)},
            {(row["strategy"], row["outcome"]): row for row in by_outcome.iter_rows(named=True)},
        )


def overall(frame: pl.DataFrame) -> pl.DataFrame:
    """Sum up every indicator.

    Returns:
        One row: ``indicators``, ``targets`` (indicators that state one), ``judged`` (how many of these),
        ``partly`` (how many of those judged are not judged in every area), ``worst`` (the worst verdict of
        these, null if there are none), for each verdict how many have it, and ``met_now``: how many of those
        achieved are so by the latest figure alone.
    """
    return indicators(frame).select(**_counts())


def _counts() -> dict[str, pl.Expr]:
    verdict = pl.col("worst").filter(pl.col("target"))
    return {
        "indicators": pl.len(),
        "targets": pl.col("target").sum(),
        "judged": verdict.is_in(JUDGED).sum(),
        "partly": pl.col("partly").filter(pl.col("target")).sum(),
        "worst": verdict.min(),
        "met_now": pl.col("met_now").filter(pl.col("target")).sum(),
    } | {name: (verdict == name).sum() for name in WORST_FIRST}
