"""Writing periods: labels that the measure reads back, and plain words for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from logframe.periods.grid import (
    CALENDAR_YEAR,
    DAY,
    FINANCIAL_YEAR,
    Calendar,
    Period,
    YearStart,
    boundary,
    month_number,
    snap,
)
from logframe.periods.units import LONGEST_RANGE, MONTHS, Written

if TYPE_CHECKING:
    from datetime import date

_MONTHLY: Final = Calendar("month")


def label(period: Period, calendar: Calendar) -> str:
    """The words for a period, such that the measure reads them as the same period again.

    A period that is not on the measure's grid is written out by its months or days.
    """
    months, start = period.months, period.start
    if calendar.every == "quarter" and snap(period, calendar):
        return _quarters(start, calendar)
    if months is None:
        return _days(period)
    if (calendar.every, calendar.pooled) == ("month", 1) and months == 1 and start.day == 1:
        # To any other measure 2011-12 would be a year.
        return f"{start.year}-{start.month:02}"
    words = _years(start, months // 12, calendar) if calendar.yearly and months % 12 == 0 else None
    return words or _months(period, months)


def years_from(year: int, years: int, begins: YearStart) -> str:
    """`2022`, `2022/23`, `2020 - 22` or `2020/21 - 22/23`; a long range has all digits of its last year."""

    def name(year: int, *, short: bool = False) -> str:
        digits = f"{year % 100:02}" if short else str(year)
        return digits if begins == CALENDAR_YEAR else f"{digits}/{(year + 1) % 100:02}"

    if years == 1:
        return name(year)
    return f"{name(year)} - {name(year + years - 1, short=years <= LONGEST_RANGE)}"


def prose(period: Period) -> str:
    """The period in a sentence: by its months where it is made of them, else by its days."""
    by_months = period.start.day == 1 and period.months
    ends = (
        f"{'' if by_months else f'{day.day} '}{MONTHS[day.month - 1]} {day.year}"
        for day in (period.start, period.end)
    )
    return " to ".join(dict.fromkeys(ends))


def plainly(written: Written) -> str:
    """A way of writing this reading of a label that has no other."""
    period = written.period
    if written.form == "year" and written.years == 1:
        return years_from(period.start.year, 1, (period.start.month, period.start.day))
    if written.form == "month":
        return month_and_year(period.start)
    return label(period, _MONTHLY)


def month_and_year(day: date) -> str:
    """`Nov 2022`."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def _years(start: date, years: int, calendar: Calendar) -> str | None:
    begins = (start.month, start.day)
    if begins == calendar.year_start:
        return years_from(start.year, years, begins)
    # A measure that does not say what its years are understands both kinds; but to one taken every two years
    # "2020 - 21" would be the financial year as well.
    open_to_both = calendar.year_start is None and begins in (CALENDAR_YEAR, FINANCIAL_YEAR)
    twofold = begins == CALENDAR_YEAR and years == 2 and calendar.every == "2 years"
    return years_from(start.year, years, begins) if open_to_both and not twofold else None


def _quarters(start: date, calendar: Calendar) -> str:
    since_year = month_number(start) - (calendar.begins[0] - 1)
    names = (
        f"{years_from(begin // 12, 1, calendar.begins)} Q{begin % 12 // 3 + 1}"
        for begin in (since_year, since_year + calendar.span_months - 3)
    )
    return " - ".join(dict.fromkeys(names))


def _days(period: Period) -> str:
    start, end = period.start, period.end
    if start == end:
        return start.isoformat()
    if Period(start, end - DAY).months:
        # Written with its last day, it would look like the whole months up to that day.
        return f"{start.isoformat()}/P{(end - start).days + 1}D"
    return f"{start.isoformat()}/{end.isoformat()}"


def _months(period: Period, months: int) -> str:
    start = period.start
    # "Nov 2021 - Nov 2022" is thirteen months to some and a year to others.
    same_month = months % 12 == 1 and months > 1
    if start.day == 1 and not same_month:
        return " - ".join(dict.fromkeys((month_and_year(start), month_and_year(period.end))))
    if boundary(month_number(start) + months, start.day) != period.end + DAY:
        return _days(period)
    return f"{start.isoformat()}/P{months // 12}Y" if months % 12 == 0 else f"{start.isoformat()}/P{months}M"
