"""Whether a measure's labels mean one kind of year, where only the labels say which."""

from __future__ import annotations

import polars as pl

#: Figures by whose period the year of their measure would begin on another day than by an earlier one's:
#: the first in each file, start (the first day of its period), and where the earlier one is, and its start.
CHANGED = pl.Schema(
    {
        "measure": pl.Categorical(),
        "file": pl.UInt32(),
        "record": pl.UInt64(),
        "start": pl.Date(),
        "other_file": pl.UInt32(),
        "other_record": pl.UInt64(),
        "other_start": pl.Date(),
    }
)


def changed(figures: pl.DataFrame, readings: pl.DataFrame) -> pl.DataFrame:
    """Find where a period changes its meaning: 2022 is a calendar year, 2022/23 a financial one.

    Args:
        figures: As `rows.FIGURES` has them.
        readings: What their periods mean (`labels.READINGS`).

    Returns:
        `CHANGED`, by file and record.
    """
    begins = pl.col("start").dt.month().cast(pl.Int32) * 100 + pl.col("start").dt.day()
    years = readings.with_row_index("read").filter("by_label").select("read", "start", begins=begins)
    if years["begins"].n_unique() < 2:  # one kind changes nothing
        return CHANGED.to_frame()
    first = (
        figures.lazy()
        .group_by("measure", "read", "file")
        .agg(pl.col("record").min().cast(pl.UInt64))
        .join(years.lazy(), on="read")
        .group_by("measure", "begins", "file")
        .agg(pl.col("record", "start").sort_by("record").first())
        .sort("file", "record")
    )
    other = first.group_by("measure", maintain_order=True).agg(
        pl.col("begins", "file", "record", "start").first().name.prefix("other_")
    )
    return (
        first.join(other, on="measure")
        .filter(pl.col("begins") != pl.col("other_begins"))
        .sort("file", "record")
        .select(*CHANGED)
        .collect(engine="in-memory")
    )
