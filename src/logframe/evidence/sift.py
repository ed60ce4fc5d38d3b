"""Which rows anybody asked for: the rest is counted and let go before it is read any further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.encode import pair

if TYPE_CHECKING:
    from logframe.evidence.model import Demand

#: Measures that no file declares: how many rows they have, and the number of the first.
UNDECLARED = pl.Schema(
    {"measure": pl.Categorical(), "rows": pl.get_index_type(), "record": pl.get_index_type()}
)


@dataclass(frozen=True, slots=True, eq=False)
class Sifted:
    """Rows that are asked for, and the number of those that are not.

    Attributes:
        wanted: The rows of series that were asked for.
        undeclared: One row a measure that no file declares (`UNDECLARED`).
        outside: How many rows of declared measures nobody asked for.
    """

    wanted: pl.DataFrame
    undeclared: pl.DataFrame
    outside: int


class Sieve:
    """Lets through the series that are asked for.

    Attributes:
        declared: The ids of all measures that are declared.
    """

    def __init__(self, demand: Demand) -> None:
        self.declared = list(demand.definitions)
        self._declared = pl.Series(self.declared, dtype=pl.Categorical).implode()
        asked = (
            demand.wanted.select(pl.col("measure", "area", "group").cast(pl.String).cast(pl.Categorical))
            .with_columns(pl.col("group").fill_null(""))
            .filter(pl.col("measure").is_in(self._declared))
            .with_columns(series=pair("measure", "group"))
            .unique()
        )
        self._everywhere = asked.filter(pl.col("area").is_null())["series"].implode()
        somewhere = asked.filter(pl.col("area").is_not_null(), ~pl.col("series").is_in(self._everywhere))
        self._somewhere = somewhere.select("measure", "area", "group")
        self._areas = somewhere["area"].unique().implode()

    def sift(self, rows: pl.DataFrame) -> Sifted:
        """Tell apart encoded rows."""
        unknown = rows.filter(~pl.col("measure").is_in(self._declared))
        undeclared = unknown.group_by("measure").agg(rows=pl.len(), record=pl.col("record").min())
        everywhere = pair("measure", "group").is_in(self._everywhere)
        # Few areas pass, and only they are worth the join.
        few = rows.filter(pl.col("area").is_in(self._areas))
        somewhere = few.join(self._somewhere, on=["measure", "area", "group"], how="semi")
        wanted = pl.concat([rows.filter(everywhere), somewhere])
        return Sifted(wanted, undeclared, rows.height - unknown.height - wanted.height)
