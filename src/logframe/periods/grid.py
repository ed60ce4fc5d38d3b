"""Spans of time, and the grid of periods on which a measure is counted.

Months are counted from year 0 in one running number (`month_number`), so that steps over years need no
special case. A boundary is the first day of a period; a period ends on the day before the next boundary.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

Every = Literal["month", "quarter", "year", "2 years"]
YearStart = tuple[int, int]

CALENDAR_YEAR: Final[YearStart] = (1, 1)
FINANCIAL_YEAR: Final[YearStart] = (4, 1)
ACADEMIC_YEAR: Final[YearStart] = (9, 1)

# How far the start of a published year may lie from the measure's own and still be the same year. Statistics
# date school years from 1 August or from 1 September; the tax year begins on 6 April, and some count the day
# before a year as its first. Any further off it is a window of twelve months that rolls.
_SLACK: Final = timedelta(days=7)
_SLACK_OF_SCHOOL: Final = timedelta(days=45)

DAY: Final = timedelta(days=1)
_STEP: Final[dict[Every, int]] = {"month": 1, "quarter": 3, "year": 12, "2 years": 24}


class Unreadable(ValueError):  # noqa: N818  a label is not an error, and the name says what it is
    """Words that name no period, deadline or duration, or more than one. The text is for people."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included. Periods sort by start, then by end."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise Unreadable(f"a period cannot end on {self.end}, before it begins on {self.start}")

    @property
    def months(self) -> int | None:
        """Its length in whole months; None where it has none."""
        try:
            after = self.end + DAY
        except OverflowError:
            return None
        # A month from 31 January ends in February, which has no 31st: its last day stands for it.
        cut_off = _closes_month(after) and (after.day < self.start.day or _closes_month(self.start))
        if after.day != self.start.day and not cut_off:
            return None
        return month_number(after) - month_number(self.start)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a measure counts time.

    Attributes:
        every: How often there is a figure.
        year_start: Month and day on which the measure's year begins; None takes each label at its word, so
            that 2022 is the calendar year and 2022/23 the financial one.
        pooled: How many periods are pooled in one figure: 3 for three years, 12 for a rolling year of months.
    """

    every: Every = "year"
    year_start: YearStart | None = None
    pooled: int = 1

    @property
    def step_months(self) -> int:
        """Months from one figure to the next."""
        return _STEP[self.every]

    @property
    def span_months(self) -> int:
        """Months that one figure covers. A survey every two years may cover one year less: see `spans`."""
        return self.step_months * self.pooled

    @property
    def spans(self) -> tuple[int, ...]:
        """Every length in months that one of its figures can have, shortest first."""
        longest = self.span_months
        return (longest - 12, longest) if self.every == "2 years" else (longest,)

    @property
    def per_year(self) -> float:
        """Figures a year: 12, 4, 1 or 0.5."""
        return 12 / self.step_months

    @property
    def yearly(self) -> bool:
        """Whether its periods are made of whole years."""
        return self.step_months >= 12

    @property
    def begins(self) -> YearStart:
        """Month and day from which its boundaries are counted."""
        if self.every == "month":
            return CALENDAR_YEAR
        return self.year_start or CALENDAR_YEAR


def month_number(day: date) -> int:
    """Months since the beginning of year 0."""
    return day.year * 12 + day.month - 1


def boundary(number: int, day: int = 1) -> date:
    """The given day of the month with that number, or the month's last day if it is shorter.

    Raises:
        Unreadable: beyond the years 1 to 9999, where dates end.
    """
    year, month = divmod(number, 12)
    if not 1 <= year <= 9999:
        raise Unreadable(f"the year {year} is beyond what dates can say")
    return date(year, month + 1, day if day <= 28 else min(day, monthrange(year, month + 1)[1]))


def stretch(number: int, months: int, day: int = 1) -> Period:
    """That many months from the given day of the month with that number."""
    return Period(boundary(number, day), boundary(number + months, day) - DAY)


def snap(period: Period, calendar: Calendar) -> Period | None:
    """The period of the calendar's grid that is meant by a span of its length; None where there is none.

    Spans of whole years may begin some days from the grid's own start, of school years some weeks, and in
    the middle of a month anywhere in that month; months and quarters begin on it.
    """
    if not calendar.yearly:
        own = stretch(_floor(period.start, calendar), calendar.span_months, calendar.begins[1])
        return own if own == period else None
    months = period.months
    if months not in calendar.spans:
        return None
    if calendar.year_start is None:
        return period
    month, day = calendar.year_start
    slack = _SLACK_OF_SCHOOL if calendar.year_start == ACADEMIC_YEAR else _SLACK
    for year in (period.start.year, period.start.year + 1, period.start.year - 1):
        number = year * 12 + month - 1
        same_month = day > 1 and month_number(period.start) == number
        if same_month or abs(boundary(number, day) - period.start) <= slack:
            return stretch(number, months, day)
    return None


def holding(day: date, calendar: Calendar) -> Period:
    """The single, unpooled period of the grid that holds a day: a month, a quarter or a year."""
    return stretch(_floor(day, calendar), min(12, calendar.step_months), calendar.begins[1])


def last_whole(deadline: date, calendar: Calendar) -> Period:
    """The last whole period that ends on or before the deadline.

    In which years a survey every two years is held the calendar leaves open: single years answer for it.
    Where the measure does not say what a year is, it is whichever of the calendar and the financial year
    ends later.

    Raises:
        Unreadable: at the very edge of what dates can say.
    """
    months = calendar.spans[0]
    after = _after(deadline)
    starts = [calendar.begins]
    if calendar.yearly and calendar.year_start is None:
        starts.append(FINANCIAL_YEAR)
    grids = [Calendar(calendar.every, start) for start in starts]
    return max(
        (stretch(_floor(after, grid) - months, months, grid.begins[1]) for grid in grids),
        key=lambda period: period.end,
    )


def next_period(period: Period, calendar: Calendar) -> Period:
    """The next period for which the measure has a figure, as long as this one."""
    start, after = (_step_on(day, calendar) for day in (period.start, _after(period.end)))
    return Period(start, after - DAY)


def _closes_month(day: date) -> bool:
    return day.day >= 28 and day.day == monthrange(day.year, day.month)[1]


def _after(day: date) -> date:
    try:
        return day + DAY
    except OverflowError:
        raise Unreadable(f"{day} is beyond what dates can say") from None


def _floor(day: date, calendar: Calendar) -> int:
    """The month number of the last boundary of single periods on or before the day."""
    month, first = calendar.begins
    size = min(12, calendar.step_months)
    number = month_number(day)
    number -= (number - (month - 1)) % size
    return number if boundary(number, first) <= day else number - size


def _step_on(day: date, calendar: Calendar) -> date:
    """The day one step on. Where a short month had cut the grid's own day off, it comes back."""
    own = calendar.begins[1]
    number = month_number(day)
    return boundary(number + calendar.step_months, own if boundary(number, own) == day else day.day)
