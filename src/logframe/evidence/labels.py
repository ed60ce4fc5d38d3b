"""Labels read once each: what a period's label means to a measure, and dates of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe import periods
from logframe.evidence.encode import pair
from logframe.evidence.faults import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from logframe.evidence.model import Definition

READING = pl.Enum(["whole", "part", "other", "unreadable"])

_READINGS = pl.Schema(
    {
        "key": pl.UInt64(),
        "reading": READING,
        "start": pl.Date(),
        "end": pl.Date(),
        "tentative": pl.Boolean(),
        "why": pl.String(),
        "unit": pl.Categorical(),
        "minimum": pl.Float64(),
        "maximum": pl.Float64(),
    }
)
_BARE_YEARS: dict[str, periods.BareYear] = {"begins": "begins", "ends": "ends"}
_DATES = pl.Schema({"published": pl.Categorical(), "day": pl.Date(), "why_not": pl.String()})


# What a declaration says of a label follows it, behind a sign that no label has.
_DECLARED = "\0"


def with_bare_year(label: pl.Expr, meaning: periods.BareYear) -> pl.Expr:
    """A label of which is declared what a bare year in it means."""
    return pl.concat_str(label, pl.lit(_DECLARED + meaning))


def partial(label: pl.Expr) -> pl.Expr:
    """A label of which is declared that it is a part of the period that it names."""
    return pl.concat_str(label, pl.lit(" YTD"))


def written(label: str) -> str:
    """A label as the file has it."""
    return label.partition(_DECLARED)[0]


class Vocabulary:
    """The labels met so far and what they mean; each is read once, whichever file repeats it."""

    def __init__(self, definitions: Mapping[str, Definition]) -> None:
        self._definitions = definitions
        self._readings = _READINGS.to_frame()
        self._dates = _DATES.to_frame()

    def periods(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Say what each row's label means.

        Args:
            rows: Rows of declared measures: measure, period (Categorical).

        Returns:
            The rows with reading (`READING`), start and end (Date), tentative (Boolean: the label itself says
            provisional), why (String: what makes a label unreadable), and of the measure's definition unit,
            minimum and maximum.
        """
        rows = rows.with_columns(key=pair("measure", "period"))
        keys = rows["key"].unique()
        new = keys.filter(~keys.is_in(self._readings["key"].implode()))
        if not new.is_empty():
            labels = rows.filter(pl.col("key").is_in(new.implode())).unique("key")
            read = [self._reading(*label) for label in labels.select("key", "measure", "period").iter_rows()]
            self._readings.extend(pl.DataFrame(read, schema=_READINGS, orient="row"))
        return rows.join(self._readings, on="key", how="left", maintain_order="left").drop("key")

    def published(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Say on which day each row was published.

        Args:
            rows: Rows with published (Categorical), null where the extract does not say.

        Returns:
            The rows with day (Date) and why_not (String: what makes a text unreadable).
        """
        new = rows.select("published").unique().drop_nulls().join(self._dates, on="published", how="anti")
        if not new.is_empty():
            days = [(label, *_day(label)) for label in new["published"]]
            self._dates.extend(pl.DataFrame(days, schema=_DATES, orient="row"))
        return rows.join(self._dates, on="published", how="left", maintain_order="left")

    def _reading(self, key: int, measure: str, label: str) -> tuple[object, ...]:
        definition = self._definitions[measure]
        limits = (definition.unit, definition.minimum, definition.maximum)
        bare_year = _BARE_YEARS.get(label.partition(_DECLARED)[2])
        try:
            reading = periods.read(written(label), definition.calendar, bare_year=bare_year)
        except periods.Unreadable as error:
            return (key, "unreadable", None, None, None, str(error), *limits)
        span = (reading.period.start, reading.period.end)
        return (key, reading.kind, *span, reading.provisional, None, *limits)


def _day(label: str) -> tuple[date | None, str | None]:
    try:
        period = periods.span(label)
    except periods.Unreadable as error:
        return None, str(error)
    if period.start != period.end:
        return None, f"{quoted(label)} is not one day: write it like 2024-11-22"
    return period.start, None
