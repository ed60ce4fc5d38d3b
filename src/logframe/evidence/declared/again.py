"""Rows that one file has twice among those that make a figure together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.declared.figures import LABELS

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(slots=True, eq=False)
class Same:
    """Looks for rows that are the same in every cell.

    Args:
        positions: Those of all columns; none where nobody is to look.
    """

    positions: Collection[int]
    _seen: list[pl.DataFrame] = field(init=False, default_factory=list)

    def look(self, record: pl.Series, rows: pl.DataFrame) -> None:
        """Look at some rows, whose columns are named by their positions, by the numbers of their rows."""
        if self.positions:
            cells = pl.struct(str(at) for at in sorted(self.positions))
            self._seen.append(rows.select(record, cells=cells.hash()))

    def found(self) -> tuple[int, int, int] | None:
        """The first row that is there again, the one that it is like, and how many there are."""
        if not self._seen:
            return None
        rows = pl.concat(self._seen).unique("record").sort("record")
        again = rows.with_columns(first=pl.col("record").first().over("cells")).filter(
            pl.col("record") != pl.col("first")
        )
        return (again["record"][0], again["first"][0], again.height) if again.height else None


def once(made: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Take each part of a figure once.

    Args:
        made: What rows come to (`figures.counted`), in their order, and what tells the parts of a figure
            apart, `part`.

    Returns:
        The first row of each part, with the records of the others, `again`; and, of each figure with a part
        that is there with other numbers, the first row that has them.
    """
    figure = [name for name in LABELS if name in made.columns]
    # What tells the parts apart knows the period, however it is spelt.
    part = [*(name for name in figure if name != "period"), "part"]
    numbers = pl.struct("top", "bottom", "bad").hash()
    first = pl.col("period").first().over(part)
    rows = made.with_columns(numbers=numbers, more=pl.int_range(pl.len()).over(part), period=first)
    unlike = rows.filter(pl.col("numbers") != pl.col("numbers").first().over(part))
    others = rows.filter(pl.col("more") > 0).group_by(part).agg(again=pl.col("record"))
    whole = rows.filter(more=0).join(others, on=part, how="left", nulls_equal=True, maintain_order="left")
    work = ("numbers", "more", "part")
    return whole.drop(work), unlike.unique(figure, keep="first", maintain_order=True).drop(work)
