"""Whether a measure's labels mean one kind of year, where only the labels say which.

Quarters are numbered in a year: the first is January to March in 2022 Q1, and April to June in 2022/23 Q1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from logframe.periods import YearStart

#: Figures whose year begins on another day than that of most figures of their measure: where each is among
#: all figures (at), whether it is withheld, its kind of year by the day on which that begins (year_from, see
#: `labels.READINGS`), whether it is of a quarter, and how many are of that kind (figures); of the kind that
#: it stands beside the same, where its first figure is (other_file, other_record), and whether that is used.
CHANGED = pl.Schema(
    {
        "at": pl.get_index_type(),
        "measure": pl.Categorical(),
        "file": pl.UInt32(),
        "record": pl.UInt64(),
        "withheld": pl.Boolean(),
        "year_from": pl.UInt16(),
        "quarter": pl.Boolean(),
        "figures": pl.get_index_type(),
        "other_file": pl.UInt32(),
        "other_record": pl.UInt64(),
        "other_year_from": pl.UInt16(),
        "other_figures": pl.get_index_type(),
        "other_used": pl.Boolean(),
    }
)
_KIND = ("measure", "year_from")
_LONGEST_QUARTER = 92  # days


def changed(figures: pl.DataFrame, readings: pl.DataFrame) -> pl.DataFrame:
    """Find figures whose periods mean another kind of year: 2022 is a calendar one, 2022/23 a financial one.

    Of each measure the kind of most figures stands. Where no kind has most, none does.

    Args:
        figures: As `rows.FIGURES` has them.
        readings: What their periods mean (`labels.READINGS`).

    Returns:
        `CHANGED`, by file and record: the figures that do not stand.
    """
    years = _years(readings)
    if years["year_from"].n_unique() < 2:  # one kind changes nothing
        return CHANGED.to_frame()
    kinds = (
        figures.lazy()
        .group_by("measure", "read", "file")
        .agg(pl.col("record").min().cast(pl.UInt64), figures=pl.len())
        .join(years.lazy(), on="read")
        .sort("file", "record")
        .group_by(_KIND, maintain_order=True)
        .agg(pl.col("file", "record").first(), pl.col("figures").sum())
        .collect(engine="in-memory")
    )
    most = kinds.filter(pl.col("figures") == pl.col("figures").max().over("measure")).with_columns(
        used=pl.len().over("measure") == 1
    )
    # Of several kinds that have most the first stands against all others, and the second against the first.
    against = (
        kinds.select(*_KIND, "figures")
        .join(most.select("measure", pl.exclude("measure").name.prefix("other_")), on="measure")
        .filter(pl.col("year_from") != pl.col("other_year_from"))
        .sort("other_file", "other_record")
        .unique(_KIND, keep="first", maintain_order=True)
    )
    labels = years.join(against, on="year_from")
    return (
        figures.lazy()
        .select("measure", "read", "file", "record", "value")
        .with_row_index("at")
        .filter(pl.col("read").is_in(labels["read"].implode()))
        .join(labels.lazy(), on=["measure", "read"])
        .sort("file", "record")
        .with_columns(pl.col("record").cast(pl.UInt64), withheld=pl.col("value").is_null())
        .select(*CHANGED)
        .collect(engine="in-memory")
    )


def quarters(figures: pl.DataFrame, readings: pl.DataFrame) -> dict[str, YearStart]:
    """The month and day from which measures' quarters are counted, where their labels alone say that.

    Args:
        figures: As `rows.FIGURES` has them, without those that `changed` found.
        readings: What their periods mean (`labels.READINGS`).
    """
    years = _years(readings).filter("quarter")
    if years.is_empty():
        return {}
    kinds = figures.select("measure", "read").unique().join(years, on="read")
    found = kinds.select(pl.col("measure").cast(pl.String), "year_from").unique().iter_rows()
    return {measure: divmod(year_from, 100) for measure, year_from in found}


def _years(readings: pl.DataFrame) -> pl.DataFrame:
    """The readings of which only the label says when the year begins: read, year_from, quarter."""
    quarter = (pl.col("end") - pl.col("start")).dt.total_days() < _LONGEST_QUARTER
    return (
        readings.with_row_index("read").drop_nulls("year_from").select("read", "year_from", quarter=quarter)
    )
