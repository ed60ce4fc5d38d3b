"""Totals among their parts: added up they count twice, and read as they are they make a series of both.

A first look, at all rows as they come by, finds the columns that hold both. That is often meant: England is
the total of a column of regions whose codes are the areas. So a second, at these columns alone, finds whether
both are in one figure, or one series.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

# How publishers call the row that stands for all others of its kind.
_TOTAL = (
    r"(?i)^\s*(?:(?:grand )?totals?|all(?: (?:ages|categories|persons|pupils|schools|tests))?"
    r"|persons|both sexes|c_999|england)\s*$"
)


class Totals:
    """Remembers, of columns, a total that each holds and whether it holds anything else.

    Args:
        columns: Their positions.
    """

    def __init__(self, columns: Collection[int]) -> None:
        self._columns = frozenset(columns)
        self._totals: dict[int, str] = {}
        self._parts: set[int] = set()

    def look(self, rows: pl.DataFrame) -> None:
        """Look at some rows, whose columns are named by their positions; numbers are neither."""
        texts = [
            name
            for name, kind in rows.schema.items()
            if kind == pl.String and name.isdigit() and int(name) in self._columns
        ]
        if not texts or rows.is_empty():
            return
        total = pl.col(texts).str.contains(_TOTAL)
        seen = rows.select(
            pl.col(texts).filter(total).first().name.suffix(" total"),
            (~total & (pl.col(texts) != "")).any().name.suffix(" parts"),
        ).row(0, named=True)
        for name in texts:
            if seen[f"{name} total"] is not None:
                self._totals.setdefault(int(name), seen[f"{name} total"].strip())
            if seen[f"{name} parts"]:
                self._parts.add(int(name))

    def suspects(self) -> dict[int, str]:
        """The columns that hold both, and what the total is called."""
        return {at: total for at, total in sorted(self._totals.items()) if at in self._parts}


def marked(rows: pl.DataFrame, keys: Sequence[str], columns: Collection[int]) -> pl.DataFrame:
    """Say of each figure or series, by its keys, whether it has totals and parts of each column."""
    names = [str(at) for at in columns]
    total = pl.col(names).str.contains(_TOTAL)
    return rows.group_by(keys).agg(
        total.any().name.suffix(" total"), (~total & (pl.col(names) != "")).any().name.suffix(" parts")
    )


def mixed(marks: pl.DataFrame, keys: Sequence[str], columns: Collection[int]) -> list[int]:
    """The columns of which some figure or series has both, of what `marked` said of all rows."""
    whole = marks.group_by(keys).agg(pl.all().any())
    return [at for at in columns if (whole[f"{at} total"] & whole[f"{at} parts"]).any()]
