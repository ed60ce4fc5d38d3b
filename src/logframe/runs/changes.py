"""What changed between two runs: one frame, a row a change, the weightiest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.runs import edits, news
from logframe.runs.causes import explained
from logframe.runs.frames import CAUSES, CHANGES, KEY, KINDS, TOLD, WAYS
from logframe.runs.trial import Trial
from logframe.verdicts import JUDGED, WORST_FIRST

if TYPE_CHECKING:
    from logframe.runs.run import Run

_KEY = list(KEY)
_WHERE = ["strategy_title", "outcome_title", "title", "owner", "area_name", "measure", "group"]
_SEVERITY = pl.Enum(WORST_FIRST)


def changes(old: Run, new: Run) -> pl.DataFrame:
    """Say what changed from one run to another, and why.

    Both runs are judged again by this program, each as a whole and then with some of its parts taken from the
    other; no cause is guessed from what the runs have recorded.

    Args:
        old: The earlier run.
        new: The later one.

    Returns:
        `frames.CHANGES`, in the order of `frames.KINDS`; verdicts in the order of `frames.WAYS`, the worst
        first, all else in the order of the files; empty where nothing changed.
    """
    trial = Trial(old, new)
    rows = _rows(trial)
    found = [
        _judgements(trial, rows),
        edits.promises(trial, rows),
        edits.references(trial, rows),
        edits.definitions(trial, rows),
        news.indicators(rows),
        news.reports(rows),
        news.figures(trial, rows),
        news.comparators(rows),
    ]
    together = pl.concat([pl.DataFrame(schema=CHANGES | {"at": pl.UInt32}), *found], how="diagonal_relaxed")
    verdict = pl.col("after").struct.field("verdict")
    return together.sort(
        pl.col("kind").cast(pl.Enum(KINDS)),
        pl.col("way").cast(pl.Enum(WAYS)),
        pl.when(pl.col("kind") == "verdict").then(verdict).cast(_SEVERITY),
        "at",
        "end",
        nulls_last=True,
        maintain_order=True,
    ).select(*CHANGES)


def _rows(trial: Trial) -> pl.DataFrame:
    """Set the rows of both runs side by side.

    Returns:
        `frames.KEY`, what names them, ``at`` (their place in the files), ``before`` and ``after`` (null where
        a run has no such row), and of each side the verdict and the chance as recorded, and as judged again.
    """
    old = _side(trial.old, trial.judged(()), "before", "old")
    new = _side(trial.new, trial.judged(CAUSES), "after", "new")
    return (
        new.with_row_index("at")
        .join(old, on=_KEY, how="full", nulls_equal=True, coalesce=True, suffix="_old", maintain_order="left")
        .with_columns(pl.coalesce(name, f"{name}_old").alias(name) for name in _WHERE)
        .drop(f"{name}_old" for name in _WHERE)
    )


def _side(run: Run, again: pl.DataFrame, name: str, short: str) -> pl.DataFrame:
    """Give one run's rows: verdict and chance as they were recorded, all else as it is judged again."""
    recorded = run.assessments.select(*_KEY, recorded="verdict", recorded_chance="probability")
    both = recorded.join(again, on=_KEY, how="left", nulls_equal=True, maintain_order="left")
    told = both.with_columns(verdict="recorded", probability="recorded_chance")
    return both.select(
        *_KEY,
        *_WHERE,
        told.select(pl.struct(*TOLD)).to_series().alias(name),
        pl.col("recorded").alias(f"{short}_verdict"),
        pl.col("recorded_chance").alias(f"{short}_chance"),
        pl.col("verdict").alias(f"{short}_verdict_again"),
        pl.col("probability").alias(f"{short}_chance_again"),
    )


def _judgements(trial: Trial, rows: pl.DataFrame) -> pl.DataFrame:
    """Tell the verdicts that are others, and the chances that are others though the verdict stays."""
    both = rows.filter(pl.col("before").is_not_null(), pl.col("after").is_not_null())
    other = pl.col("old_verdict") != pl.col("new_verdict")
    moved = _as_shown("old_chance") != _as_shown("new_chance")
    changed = both.filter(other | moved.fill_null(value=False)).with_columns(
        of=pl.when(other).then(pl.lit("verdict")).otherwise(pl.lit("chance"))
    )
    why = explained(trial, changed)
    return changed.join(why, on=_KEY, how="left", nulls_equal=True, maintain_order="left").with_columns(
        kind="of", way=pl.when(pl.col("of") == "verdict").then(_way())
    )


def _way() -> pl.Expr:
    """Say which way a verdict went."""
    before, after = pl.col("old_verdict"), pl.col("new_verdict")
    was_judged, is_judged = before.is_in(JUDGED), after.is_in(JUDGED)
    worse = after.cast(_SEVERITY) < before.cast(_SEVERITY)
    return (
        pl.when(was_judged & ~is_judged)
        .then(pl.lit("lost"))
        .when(~was_judged & is_judged)
        .then(pl.lit("found"))
        .when(~is_judged)
        .then(pl.lit("other"))
        .when(worse)
        .then(pl.lit("worse"))
        .otherwise(pl.lit("better"))
    )


def _as_shown(chance: str) -> pl.Expr:
    """Round a chance as people read it, down to a whole number in 100."""
    return (pl.col(chance) * 100 + _NOISE).floor()


_NOISE = 1e-9
