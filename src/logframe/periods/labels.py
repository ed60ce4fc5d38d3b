"""Reading labels: a measure's own, a strategy's periods and deadlines, Fingertips' sortable numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from logframe.periods.grid import (
    ACADEMIC_YEAR,
    CALENDAR_YEAR,
    DAY,
    FINANCIAL_YEAR,
    Calendar,
    Period,
    Unreadable,
    YearStart,
    boundary,
    holding,
    snap,
    stretch,
)
from logframe.periods.patterns import pattern
from logframe.periods.spelling import LONGEST, Dates, quoted, spell_out
from logframe.periods.units import FIRST_YEAR, LAST_YEAR, MONTHS, Written, month_in
from logframe.periods.words import plainly, prose, years_from

if TYPE_CHECKING:
    from collections.abc import Collection

#: What a bare year means where a publisher writes 2022 for a year that is not the calendar's.
BareYear = Literal["begins", "ends"]

_DEADLINES: Final = (
    "one moment: write a day, month, quarter or year, like 2027-03-31, March 2027, 2027 Q2 or 2028/29"
)
_DAYS: Final = "one day: write it like 2024-11-22"
_TIME: Final = pattern(
    r"(?<=[0-9])[Tt ] ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)? ?(?:[ap]m)?"
    r"(?:Z|z|[+-][0-9]{2}:?[0-9]{2})?$"
)
_SORTABLE: Final = pattern(r"[0-9]{4}(?:00[0-9]{2}|[0-9]{2}00)")
_DAY_OF_YEAR: Final = pattern(r"(?P<d>[0-9]{1,2}) (?P<m>[a-z]+)|(?P<month>[a-z]+) (?P<day>[0-9]{1,2})")
_YEARS: Final[dict[str, YearStart]] = {
    "calendar": CALENDAR_YEAR,
    "financial": FINANCIAL_YEAR,
    "academic": ACADEMIC_YEAR,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a label says about a measure's figure.

    Attributes:
        period: The span of time it names.
        kind: `whole` is one of the measure's own periods; `part` a piece of one (year to date, some of its
            quarters); `other` a period of another frequency.
        provisional: The label itself says that the figure is provisional, as in `2025 (prov)`.
        quarters_from: Of a whole period that is named by numbered quarters, the month and day on which the
            year begins in which they are counted: 1 January in 2022 Q1, 1 April in 2022/23 Q1.
    """

    period: Period
    kind: Literal["whole", "part", "other"]
    provisional: bool = False
    quarters_from: YearStart | None = None


def read(
    label: str, calendar: Calendar, *, bare_year: BareYear | None = None, dates: Dates | None = None
) -> Reading:
    """Read a label as a measure's publisher means it, and bring it onto the measure's grid.

    Args:
        label: The publisher's words; whitespace around them is ignored.
        calendar: How the measure counts time.
        bare_year: Declares what 2022 means for a measure whose year is not the calendar's: the year that
            `begins` or that `ends` in 2022. Without it such a label is refused.
        dates: Declares how days are written in numbers. Without it 01/04/2023 is refused.

    Raises:
        Unreadable: if it names no period, or could name more than one.
    """
    return _read(label.strip(), calendar, bare_year, dates)


@lru_cache(maxsize=4096)  # thousands of indicators name the same few periods
def _read(text: str, calendar: Calendar, bare_year: BareYear | None, dates: Dates | None) -> Reading:
    if _SORTABLE().fullmatch(text):
        return _read_sortable(int(text), calendar)
    spelled = spell_out(text, calendar.year_start, dates=dates)
    readings = [_declared(written, calendar, bare_year) for written in spelled.readings]
    first = readings[0]
    if spelled.part:
        return Reading(first.period, "part", spelled.provisional)
    own = {
        period: written.quarters_from
        for written in readings
        if (period := _own_period(written, calendar, text))
    }
    if len(own) == 1:
        ((period, quarters_from),) = own.items()
        return Reading(period, "whole", spelled.provisional, quarters_from)
    if own or not _agree(readings):
        raise _ambiguous(text, readings)
    for written in readings:
        _check_bare(written, calendar, text)
        _check_start(written, calendar, text)
    piece = first.form == "stretch" and (first.period.months or 0) < calendar.spans[0]
    return Reading(first.period, "part" if piece else "other", spelled.provisional)


def span(label: str, year_start: YearStart | None = None) -> Period:
    """The span of time that a label names by itself, away from any measure.

    Args:
        label: Words like 2024, 2028/29, March 2027 or 2020 - 22. A bare year is the calendar's.
        year_start: Month and day on which 2022/23 begins; None is 1 April.

    Raises:
        Unreadable: if it names no period, only part of one, or could name more than one.
    """
    text = label.strip()
    if _SORTABLE().fullmatch(text):
        raise _needs_measure(text)
    spelled = spell_out(text, year_start)
    if spelled.part:
        raise Unreadable(
            f"{quoted(text)} is part of a period: write the whole one, or its first and last month"
        )
    if not _agree(spelled.readings):
        raise _ambiguous(text, spelled.readings)
    return spelled.readings[0].period


def day(label: str, *, dates: Dates | None = None) -> date:
    """The day that a label names; of a moment, the day on which it is, as it is written there.

    Args:
        label: Words like 2024-11-22, 22 November 2024 or 2024-11-22T09:30:00.
        dates: As of `read`.

    Raises:
        Unreadable: if it names no day, or could name more than one.
    """
    text = label.strip()
    spelled = spell_out(_TIME().sub("", text), None, wanted=_DAYS, dates=dates)
    if len(spelled.readings) > 1 and all(written.form == "day" for written in spelled.readings):
        raise _ambiguous(text, spelled.readings)
    if spelled.part or spelled.readings[0].form != "day":
        raise Unreadable(f"{quoted(text)} is not {_DAYS}")
    return spelled.readings[0].period.start


def deadline(by: str | int | date, calendar: Calendar) -> date:
    """The last day on which a target can be met.

    By 2028 is 31 December 2028 for every measure; by 2028/29 is the end of that year as the measure counts
    years; by March 2027 is the end of that month. Anything longer than a year must be one of its periods.

    Raises:
        Unreadable: if it names no moment, or could name more than one.
    """
    if isinstance(by, date):
        day = by.date() if isinstance(by, datetime) else by
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise Unreadable(f"the deadline {day} is outside the years {FIRST_YEAR} to {LAST_YEAR}")
        return day
    text = str(by).strip()
    if _SORTABLE().fullmatch(text):
        raise _needs_measure(text)
    spelled = spell_out(text, calendar.year_start, wanted=_DEADLINES)
    ends = {} if spelled.part or spelled.provisional else _ends(spelled.readings, calendar)
    if not ends:
        raise Unreadable(f"{quoted(text)} is not {_DEADLINES}")
    if len(ends) > 1:
        # 2011-12 is a month to a monthly measure and a year to a yearly one.
        own = [
            end for end, written in ends.items() if written.form != "day" and snap(written.period, calendar)
        ]
        if len(own) != 1:
            raise _ambiguous(text, ends.values())
        return own[0]
    return next(iter(ends))


def year_start(words: str) -> YearStart:
    """Month and day on which a year begins: financial, academic, calendar, or a day such as 16 November.

    Raises:
        Unreadable: if it is none of these, or a day that not every year has.
    """
    text = " ".join(words.lower().split()) if len(words) <= LONGEST else ""
    if text in _YEARS:
        return _YEARS[text]
    match = _DAY_OF_YEAR().fullmatch(text)
    month = month_in(match["m"] or match["month"]) if match else None
    if match is None or month is None:
        raise Unreadable(
            f"{quoted(words)} is not where a year begins: write financial, academic, calendar or a day like"
            " 16 November"
        )
    day = int(match["d"] or match["day"])
    in_no_leap_year = boundary(2023 * 12 + month) - DAY
    if not 1 <= day <= in_no_leap_year.day:
        raise Unreadable(f"{quoted(words)} is not a day that every year has, so no year can begin on it")
    return month, day


def _own_period(written: Written, calendar: Calendar, label: str) -> Period | None:
    """The measure's own period that this reading names, if it does."""
    if written.form == "day":
        return _holding(written.period.start, calendar, label)
    if written.form == "bare" and calendar.yearly and calendar.begins != CALENDAR_YEAR:
        return None
    return snap(written.period, calendar)


def _holding(day: date, calendar: Calendar, label: str) -> Period:
    if calendar.pooled > 1:
        raise Unreadable(
            f"{quoted(label)} lies in several of the measure's periods, which are pooled: write the first and"
            " the last month, like Nov 2022 - Oct 2023"
        )
    if calendar.yearly and calendar.year_start is None:
        raise Unreadable(
            f"{quoted(label)} lies in a calendar year and in a financial year, and the measure does not say"
            " which it counts: give it a 'year'"
        )
    return holding(day, calendar)


def _declared(written: Written, calendar: Calendar, bare_year: BareYear | None) -> Written:
    """The reading, with bare years taken as the extract's declaration says."""
    if bare_year is None or written.form != "bare" or calendar.begins == CALENDAR_YEAR:
        return written
    month, day = calendar.begins
    year = written.period.start.year - (bare_year == "ends")
    return Written(stretch(year * 12 + month - 1, 12 * written.years, day), "year", written.years)


def _check_bare(written: Written, calendar: Calendar, label: str) -> None:
    """Refuse bare years that may well be the measure's own under another name."""
    if written.form != "bare" or not calendar.yearly or calendar.begins == CALENDAR_YEAR:
        return
    # "2020 - 22" is three years to some, and to others the two from 2020 to 2022.
    year, years = written.period.start.year, written.years
    choices = [(first, years) for first in (year - 1, year) if 12 * years in calendar.spans]
    choices += [(year, years - 1)] if 12 * (years - 1) in calendar.spans else []
    if not choices:
        return
    month, day = calendar.begins
    words = " or ".join(years_from(first, length, calendar.begins) for first, length in choices)
    raise Unreadable(
        f"{quoted(label)} leaves open which year is meant, for the measure's years begin on {day}"
        f" {MONTHS[month - 1]}: write {words}, or declare whether a bare year is the one that begins or the"
        " one that ends in it"
    )


def _check_start(written: Written, calendar: Calendar, label: str) -> None:
    """Refuse years that begin elsewhere: they are of the measure's frequency, and a trend would lack them."""
    if not calendar.yearly or written.period.months not in calendar.spans:
        return
    month, day = calendar.begins
    windows = ""
    if calendar.pooled == 1 and written.form == "stretch":
        windows = "; years that roll from month to month are every: month, pooled: 12"
    raise Unreadable(
        f"{quoted(label)} is {prose(written.period)}, and the measure's years begin on {day}"
        f" {MONTHS[month - 1]}: write one of those, or correct the measure's 'year'{windows}"
    )


def _agree(readings: Collection[Written]) -> bool:
    """Whether the likeliest reading can stand for all: 2022-23 is one year, unless a measure pools two."""
    return len(readings) == 1 or all(written.form in ("year", "bare") for written in readings)


def _ends(readings: Collection[Written], calendar: Calendar) -> dict[date, Written]:
    """The last day of every reading that can be a deadline."""
    ends: dict[date, Written] = {}
    for written in readings:
        period: Period | None = written.period
        if written.form in ("stretch", "interval") or written.years > 1:
            own = _own_period(written, calendar, "")
            period = own or (written.period if written.form == "interval" else None)
        if period:
            ends.setdefault(period.end, written)
    return ends


def _taken_apart(n: int) -> tuple[int, int | None, int | None]:
    """Fingertips' sortable period as its start year, and the quarter or the month of that year, if any."""
    year, rest = divmod(n, 10_000)
    quarter, month = divmod(rest, 100)
    if not (FIRST_YEAR <= year <= LAST_YEAR and quarter <= 4 and month <= 12 and not (quarter and month)):
        raise Unreadable(
            f"{n} is not one of Fingertips' sortable periods: those are a year, a quarter and a month, like"
            " 20220000, 20220100 or 20220002"
        )
    return year, quarter or None, month or None


def _read_sortable(number: int, calendar: Calendar) -> Reading:
    """Fingertips' sortable period: its length is the measure's, its year the measure's year."""
    year, quarter, month = _taken_apart(number)
    frequency, length, steps = "year", 12, 0
    if quarter:
        frequency, length, steps = "quarter", 3, 3 * (quarter - 1)
    elif month:
        frequency, length, steps = "month", 1, month - 1
    begin_month, begin_day = calendar.year_start or CALENDAR_YEAR
    begin = year * 12 + begin_month - 1 + steps
    if frequency != calendar.every:
        return Reading(stretch(begin, length, begin_day), "other")
    # Fingertips itself prints the first month of an academic year as April.
    if calendar.year_start is None or (month and calendar.year_start not in (CALENDAR_YEAR, FINANCIAL_YEAR)):
        raise Unreadable(
            f"'{number}' counts from the beginning of a year that is not clear for this measure: use the"
            " column with the period in words, or give the measure a 'year'"
        )
    return Reading(stretch(begin, calendar.span_months, 1 if month else begin_day), "whole")


def _ambiguous(label: str, readings: Collection[Written]) -> Unreadable:
    choices = dict.fromkeys(f"{prose(written.period)} (write {plainly(written)})" for written in readings)
    days = all(written.form == "day" for written in readings)
    declare = ", or declare the extract's dates: day/month/year or month/day/year" if days else ""
    return Unreadable(f"{quoted(label)} can be read as {' or as '.join(choices)}{declare}")


def _needs_measure(label: str) -> Unreadable:
    return Unreadable(f"{quoted(label)} means something to a measure alone: write it like 2022 or 2022/23")
