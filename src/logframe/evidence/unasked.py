"""What extracts have of measures of which nothing was found that anybody asked for."""

from __future__ import annotations

import polars as pl

from logframe.evidence.model import UNASKED

#: So many series of a measure are worth knowing of.
MOST = 100
_SERIES = ("definition", "area", "group")


class Unasked:
    """Remembers series that nobody asked for, of measures as long as no other series of theirs was met.

    Args:
        measures: The ids of all measures; a definition is a number among them.
    """

    def __init__(self, measures: list[str]) -> None:
        self._measures = pl.Series(measures, dtype=pl.String)
        self._wanted: set[int] = set()
        self._full: set[int] = set()
        self._found = pl.DataFrame(
            schema={"definition": pl.UInt32, "area": pl.Categorical, "group": pl.Categorical}
        )

    def look(self, rows: pl.DataFrame, definitions: pl.Series, wanted: pl.Series) -> None:
        """Look at some rows.

        Args:
            rows: area and group (Categorical).
            definitions: The measure of each; of an undeclared one their count.
            wanted: The measures of those that are asked for.
        """
        known = self._wanted | self._full
        if len(known) == len(self._measures):
            return
        self._wanted |= set(wanted.unique())
        others = set(definitions.unique()) - known - self._wanted - {len(self._measures)}
        if not others:
            return
        theirs = rows.select(definitions.alias("definition"), "area", "group").filter(
            pl.col("definition").is_in(list(others))
        )
        self._found = pl.concat([self._found, theirs.unique()]).unique(maintain_order=True)
        series = self._found.group_by("definition").len()
        self._full |= set(series.filter(pl.col("len") >= MOST)["definition"])

    def frame(self) -> pl.DataFrame:
        """The series, `MOST` of a measure or a few more (`model.UNASKED`)."""
        found = self._found.filter(~pl.col("definition").is_in(list(self._wanted)))
        labels = (pl.col(name).cast(pl.String).str.strip_chars() for name in ("area", "group"))
        measure = pl.lit(self._measures).gather("definition").alias("measure")
        found = found.select(measure, *labels, fate=pl.lit("outside"), months=pl.lit(None, dtype=pl.Int64))
        return found.select(*UNASKED).unique().sort(*UNASKED)
