"""Which figures came, which went, and by which cause: the observations of two runs held side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation.asked import wanted
from logframe.evaluation.evaluate import demand
from logframe.evaluation.frames import CELLS
from logframe.evidence.model import CELL

if TYPE_CHECKING:
    from collections.abc import Collection

    from logframe.evaluation.questions import Questions
    from logframe.runs.run import Run

_SERIES = ["measure", "area", "group"]
#: What a figure is; where it is from, and what is noted beside it, is not the figure.
_SAID = [name for name in CELLS if name not in (*CELL, "area_name")]
_ORDER = ["measure", "area", "group", "end", "start"]


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """The observations of two runs, each row with the cause by which it comes or goes.

    Attributes:
        old: The old run's, with ``goes``: the cause that takes a row away, null where none does.
        new: Those of the new run that the old one has not, with ``comes``: the cause that brings a row, null
            where it was there to be had before, and only nobody asked for it.
        read_anew: The measures whose figures each run read by another definition.
    """

    old: pl.DataFrame
    new: pl.DataFrame
    read_anew: frozenset[str]

    @property
    def causes(self) -> set[str]:
        """The causes by which figures differ."""
        return {*self.old["goes"].drop_nulls(), *self.new["comes"].drop_nulls()}

    def under(self, causes: Collection[str]) -> pl.DataFrame:
        """Give the observations that there would be if these causes alone had been at work."""
        at_work = list(causes)
        stays = ~pl.col("goes").is_in(at_work).fill_null(value=False)
        is_there = pl.col("comes").is_in(at_work).fill_null(value=True)
        rows = pl.concat([self.old.filter(stays).drop("goes"), self.new.filter(is_there).drop("comes")])
        return rows.sort(_ORDER)


def compared(old: Run, new: Run, asked: tuple[Questions, Questions]) -> Figures:
    """Hold the figures of two runs side by side.

    A figure that was not known before is new data; one that is another now, or gone, is revised data. But

    * where a measure counts time otherwise now, or has other limits, each run read its figures by a
      definition of its own: they come and go with the definition;
    * a series that only one of the runs asked for is no news: what could have been known of it by the other
      run's day is taken to have been there;
    * where all extracts are the same byte for byte, what differs in figures that were known already is how
      they are read: by another declaration if that was edited, else by another program.

    Args:
        old: The earlier run.
        new: The later one.
        asked: What each of them asked.
    """
    read_anew = _read_otherwise(old, new)
    reading = _cause_of_reading(old, new)
    same = old.observations.join(new.observations, on=[*CELL, *_SAID], how="semi", nulls_equal=True)
    came = _marked(new.observations.join(same, on=CELL, how="anti"), old, asked[0])
    gone = _marked(old.observations.join(same, on=CELL, how="anti"), new, asked[1])
    # of a figure that is in both, the new one decides: it may be a revision that was published in between
    came = came.with_columns(other=_is_in(came, gone))
    came = came.with_columns(
        comes=pl.when(pl.col("measure").is_in(read_anew))
        .then(pl.lit("definition"))
        .when(~pl.col("other") & ~pl.col("asked") & pl.col("known"))
        .then(None)
        .when(pl.col("known") & pl.lit(reading).is_not_null())
        .then(pl.lit(reading))
        .when("other")
        .then(pl.lit("revised_data"))
        .otherwise(pl.lit("new_data"))
    )
    gone = gone.join(came.select(*CELL, "comes"), on=CELL, how="left").with_columns(
        goes=pl.when(pl.col("measure").is_in(read_anew))
        .then(pl.lit("definition"))
        .when(pl.col("comes").is_not_null())
        .then("comes")
        .when("asked")
        .then(
            pl.when(pl.col("known") & pl.lit(reading).is_not_null())
            .then(pl.lit(reading))
            .otherwise(pl.lit("revised_data"))
        )
    )
    leaving = old.observations.join(gone.select(*CELL, "goes"), on=CELL, how="left", maintain_order="left")
    return Figures(leaving, came.select(*new.observations.columns, "comes"), frozenset(read_anew))


def _read_otherwise(old: Run, new: Run) -> list[str]:
    """Find the measures whose figures the runs read by different definitions."""
    nothing = pl.DataFrame(schema={"measure": pl.String, "area": pl.String, "group": pl.String})
    before, after = (demand(run.catalogue, nothing).definitions for run in (old, new))
    return sorted(name for name in before.keys() & after if before[name] != after[name])


def _cause_of_reading(old: Run, new: Run) -> str | None:
    """Say why figures of the very same extracts differ; None where the extracts are others."""
    before, after = (sorted(str(extract.sha256) for extract in run.extracts) for run in (old, new))
    if before != after or any(extract.sha256 is None for extract in old.extracts):
        return None
    declared = [run.declared.sha256 if run.declared else None for run in (old, new)]
    return "definition" if declared[0] != declared[1] else "version"


def _marked(rows: pl.DataFrame, other: Run, questions: Questions) -> pl.DataFrame:
    """Say of one run's figures whether the other run asked for them, and could have known them by its day."""
    cells = wanted(questions, other.catalogue.chosen.compare_with)
    return rows.with_columns(
        asked=are_among(rows, cells), known=pl.coalesce("published", "end") <= other.as_of
    )


def are_among(rows: pl.DataFrame, cells: pl.DataFrame) -> pl.Series:
    """Say of each figure whether it is of one of the series that are asked for, as `wanted` lists them."""
    everywhere = cells.filter(pl.col("area").is_null())
    return _is_in(rows, cells, _SERIES) | _is_in(rows, everywhere, ["measure", "group"])


def _is_in(rows: pl.DataFrame, others: pl.DataFrame, on: Collection[str] = CELL) -> pl.Series:
    """Say of each row whether others have it."""
    marked = others.select(on).unique().cast(rows.select(on).schema).with_columns(found=True)
    return rows.select(on).join(marked, on=list(on), how="left", maintain_order="left")["found"].is_not_null()
