"""Labels read once each: what a period's label means to a measure, and dates of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe import periods
from logframe.evidence.encode import Table, look_up

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from logframe.evidence.model import Definition

READING = pl.Enum(["whole", "part", "other", "unreadable"])

#: What one label, with what is declared of it, means to one calendar; and where nothing but the label says
#: when the year begins that it names, or counts quarters in, that day (`year_from`: month times a hundred,
#: and day).
READINGS = pl.Schema(
    {
        "label": pl.String(),
        "reading": READING,
        "start": pl.Date(),
        "end": pl.Date(),
        "tentative": pl.Boolean(),
        "year_from": pl.UInt16(),
        "why": pl.String(),
    }
)
_YEAR = 12  # months
_BARE_YEARS: dict[str, periods.BareYear] = {"begins": "begins", "ends": "ends"}
_DATES_BY: dict[str, periods.Dates] = {
    "day/month/year": "day/month/year",
    "month/day/year": "month/day/year",
}
# What a measure's definition says of its figures.
_ATTRIBUTES = pl.Schema(
    {
        "calendar": pl.UInt32(),
        "unit": pl.Categorical(),
        "whole": pl.Float64(),
        "minimum": pl.Float64(),
        "maximum": pl.Float64(),
    }
)
_DATES = pl.Schema({"published": pl.Categorical(), "day": pl.Date(), "why_not": pl.String()})


# What a declaration says of a label follows it, behind a sign that no text has.
_DECLARED = "\0"
#: What follows a number's text, likewise, that has a comma before its decimals or none: nobody says, or
#: it contradicts what is declared.
AMBIGUOUS, UNLIKE = "\0ambiguous", "\0unlike"


def declared(label: pl.Expr, *meanings: periods.BareYear | periods.Dates | None) -> pl.Expr:
    """A label of which is declared what a bare year or a day in numbers means in it, as far as it is."""
    stated = [_DECLARED + meaning for meaning in meanings if meaning]
    return pl.concat_str(label, pl.lit("".join(stated))) if stated else label


def partial(label: pl.Expr) -> pl.Expr:
    """A label of which is declared that it is a part of the period that it names."""
    return pl.concat_str(label, pl.lit(" YTD"))


def written(label: str) -> str:
    """A label as the file has it."""
    return label.partition(_DECLARED)[0].strip()


def own_day(label: str) -> date | None:
    """The day that a label names, and no longer time."""
    return _day(label)[0]


def own_span(label: str) -> str:
    """The days that a label names by itself, however it is spelt; the label itself where it names none."""
    try:
        span = periods.span(written(label))
    except periods.Unreadable:
        return label
    return f"{span.start}/{span.end}"


class Vocabulary:
    """The labels met so far and what they mean; each is read once, whichever file repeats it."""

    def __init__(self, definitions: Mapping[str, Definition]) -> None:
        self._calendars = list(dict.fromkeys(one.calendar for one in definitions.values()))
        places = {calendar: place for place, calendar in enumerate(self._calendars)}
        self._attributes = pl.DataFrame(
            {
                "calendar": [places[one.calendar] for one in definitions.values()],
                "unit": [one.unit for one in definitions.values()],
                "whole": [one.whole for one in definitions.values()],
                "minimum": [one.minimum for one in definitions.values()],
                "maximum": [one.maximum for one in definitions.values()],
            },
            schema=_ATTRIBUTES,
        )
        self._numbers: dict[str, int] = {}
        self._labels: list[str] = []
        self._label = Table(self._met, pl.UInt32())
        self._reading = Table(self._read, pl.UInt32())
        self.readings = READINGS.to_frame()
        self._dates = _DATES.to_frame()

    def periods(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Say what each row's label means.

        Args:
            rows: Rows of declared measures: definition (a measure's number among them), period (Categorical).

        Returns:
            The rows with read, the number of a row of `readings`, and of that reading, start, end and
            tentative (the label itself says provisional); and of the measure's definition unit, whole,
            minimum and maximum.
        """
        of_measure = [pl.lit(column).gather(pl.col("definition")) for column in self._attributes]
        labels = look_up(rows, {"label": ("period", self._label)}).hstack(rows.select(*of_measure))
        # Labels by calendars: one table holds what each says to each.
        place = labels.select(place=pl.col("label") * len(self._calendars) + pl.col("calendar"))
        read = look_up(place, {"read": ("place", self._reading)}).hstack(labels.drop("label", "calendar"))
        readings = ("reading", "start", "end", "tentative")
        return rows.hstack(
            read.with_columns(pl.lit(self.readings[name]).gather(pl.col("read")) for name in readings)
        )

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

    def _met(self, labels: pl.Series) -> pl.Series:
        """Number labels by their texts, without the spaces around them."""
        texts = labels.cast(pl.String).str.strip_chars().to_list()
        for text in texts:
            if text not in self._numbers:
                self._numbers[text] = len(self._labels)
                self._labels.append(text)
        return pl.Series([self._numbers[text] for text in texts], dtype=pl.UInt32)

    def _read(self, places: pl.Series) -> pl.Series:
        """Read labels for calendars, and number the readings."""
        found = []
        for place in places:
            number, calendar = divmod(place, len(self._calendars))
            found.append(_reading(self._labels[number], self._calendars[calendar]))
        before = self.readings.height
        self.readings = pl.concat(
            [self.readings, pl.DataFrame(found, schema=READINGS, orient="row")], rechunk=True
        )
        return pl.int_range(before, self.readings.height, dtype=pl.UInt32, eager=True)


def _reading(label: str, calendar: periods.Calendar) -> tuple[object, ...]:
    bare_year, dates = _meanings(label)
    try:
        reading = periods.read(written(label), calendar, bare_year=bare_year, dates=dates)
    except periods.Unreadable as error:
        return (label, "unreadable", None, None, None, None, str(error))
    span = (reading.period.start, reading.period.end)
    return (label, reading.kind, *span, reading.provisional, _year_from(reading, calendar), None)


def _year_from(reading: periods.Reading, calendar: periods.Calendar) -> int | None:
    if reading.kind != "whole" or calendar.year_start is not None:
        return None
    begins = reading.quarters_from if calendar.every == "quarter" else None
    if calendar.step_months >= _YEAR:
        begins = (reading.period.start.month, reading.period.start.day)
    return begins[0] * 100 + begins[1] if begins else None


def _day(label: str) -> tuple[date | None, str | None]:
    _, dates = _meanings(label)
    try:
        return periods.day(written(label), dates=dates), None
    except periods.Unreadable as error:
        return None, str(error)


def _meanings(label: str) -> tuple[periods.BareYear | None, periods.Dates | None]:
    """What is declared of a label."""
    stated = label.split(_DECLARED)[1:]
    bare_year = next((_BARE_YEARS[one] for one in stated if one in _BARE_YEARS), None)
    return bare_year, next((_DATES_BY[one] for one in stated if one in _DATES_BY), None)
