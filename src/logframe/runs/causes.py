"""Why a verdict is another: told by judging again with one cause at a time, then with several."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import polars as pl

from logframe.runs.frames import KEY
from logframe.runs.trial import INDICATOR

if TYPE_CHECKING:
    from logframe.runs.trial import Trial

_KEY = list(KEY)
_SAME_CHANCE = 1e-9  # of two chances that were worked out from the same inputs


def explained(trial: Trial, changed: pl.DataFrame) -> pl.DataFrame:
    """Find the causes of changes.

    Starting from the old run, each cause is put to work alone, and where none makes the change by itself,
    every two, three and so on: what is named is each of the smallest sets that make it. Where judging a run
    again does not give what it recorded, another program recorded it, and that is a cause too.

    Args:
        trial: The two runs.
        changed: One row a change: `frames.KEY`; ``of``, "verdict" or "chance"; ``old_verdict``,
            ``new_verdict``, ``old_chance`` and ``new_chance``, as each run recorded them; the same with
            ``_again``, as they come of judging all of it again.

    Returns:
        `frames.KEY`, ``causes`` (the sets, each in the order of `frames.CAUSES`), and ``alone``: the verdict
        that each cause would have made by itself, of those that make another one than the old.
    """
    moved = changed.filter(~_same("old", "_again", "new", "_again"))
    found, alone = _sets(trial, moved)
    causes = (
        changed.join(
            found.group_by(_KEY, maintain_order=True).agg("causes"),
            on=_KEY,
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        .with_columns(by_program=_by_program(trial))
        .with_columns(causes=_with_program())
    )
    each = alone.group_by(_KEY, maintain_order=True).agg(alone=pl.struct("cause", "verdict"))
    return causes.join(each, on=_KEY, how="left", nulls_equal=True, maintain_order="left").select(
        *_KEY, "causes", "alone"
    )


def _sets(trial: Trial, moved: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Try the sets of causes by their size until one or several of a size account for each change."""
    found = [pl.DataFrame(schema={**dict.fromkeys(_KEY, pl.String), "causes": pl.List(pl.String)})]
    alone = [
        pl.DataFrame(schema={**dict.fromkeys(_KEY, pl.String), "cause": pl.String, "verdict": pl.String})
    ]
    for size in range(1, len(trial.causes) + 1):
        if moved.is_empty():
            break
        only = moved.select(INDICATOR).unique()
        hits = []
        for causes in combinations(trial.causes, size):
            tried = _tried(trial, causes, only, moved)
            made = tried.filter(_same("tried", "", "new", "_again"))
            hits.append(made.select(*_KEY, causes=pl.lit(list(causes))))
            if size == 1:
                other = pl.col("tried_verdict") != pl.col("old_verdict_again")
                alone.append(
                    tried.filter(other).select(*_KEY, cause=pl.lit(causes[0]), verdict="tried_verdict")
                )
        found += hits
        moved = moved.join(pl.concat(hits), on=_KEY, how="anti", nulls_equal=True, maintain_order="left")
    return pl.concat(found), pl.concat(alone)


def _tried(trial: Trial, causes: tuple[str, ...], only: pl.DataFrame, moved: pl.DataFrame) -> pl.DataFrame:
    """Give the changes with what these causes alone would make of them."""
    judged = trial.judged(causes, only).select(*_KEY, tried_verdict="verdict", tried_chance="probability")
    return moved.join(judged, on=_KEY, how="inner", nulls_equal=True, maintain_order="left")


def _same(one: str, one_when: str, other: str, other_when: str) -> pl.Expr:
    """Tell whether two judgements of a row are the same in what its change is of."""
    verdict = pl.col(f"{one}_verdict{one_when}").eq_missing(pl.col(f"{other}_verdict{other_when}"))
    chances = pl.col(f"{one}_chance{one_when}"), pl.col(f"{other}_chance{other_when}")
    near = ((chances[0] - chances[1]).abs() <= _SAME_CHANCE).fill_null(value=False)
    chance = near | chances[0].is_null() & chances[1].is_null()
    return pl.when(pl.col("of") == "verdict").then(verdict).otherwise(chance)


def _by_program(trial: Trial) -> pl.Expr:
    """Tell whether the program has a part: what a run recorded is not what judging it again gives.

    Runs of one program are told apart by their inputs, even where this program would judge both otherwise.
    """
    recorded = _same("old", "", "old", "_again") & _same("new", "", "new", "_again")
    if trial.old.made_by == trial.new.made_by:
        return ~recorded & _same("old", "_again", "new", "_again")
    return ~recorded


def _with_program() -> pl.Expr:
    """Add the program to each set of causes, or let it stand alone where there is no other."""
    program = pl.lit(["version"])
    with_it = pl.col("causes").list.eval(pl.element().list.concat(program))
    return (
        pl.when(~pl.col("by_program"))
        .then("causes")
        .when(pl.col("causes").is_null())
        .then(pl.concat_list(pl.lit([["version"]])))
        .otherwise(with_it)
    )
