"""Single periods, as a label names them: a year, a quarter, a month, a day, an interval.

Text comes in the normal form of `spelling`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from logframe.periods.grid import (
    CALENDAR_YEAR,
    DAY,
    FINANCIAL_YEAR,
    Period,
    YearStart,
    boundary,
    month_number,
    stretch,
)
from logframe.periods.patterns import pattern

#: What a label speaks of. `year` begins where the measure's year begins, `bare` in January; `stretch` runs
#: from one month or quarter to another; `interval` says its own first and last day.
Form = Literal["day", "month", "quarter", "year", "bare", "stretch", "interval"]

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
#: Two-digit ends of a range of years reach no further than this, so that 2022-11 is November alone.
LONGEST_RANGE: Final = 10

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH_NUMBER: Final = {
    spelling: number
    for number, name in enumerate(MONTHS, start=1)
    for spelling in (name.lower(), name[:3].lower())
} | {"sept": 9}


class Refused(Exception):  # noqa: N818  no fault of a program: the predicate of a message, whose subject is the label
    """Why a label cannot be read, in words that follow the label."""


@dataclass(frozen=True, slots=True)
class Written:
    """One way of reading a label."""

    period: Period
    form: Form
    years: int = 0  # of `year` and `bare`: how many years are named, the first and the last included
    quarters_from: YearStart | None = None  # of a numbered quarter: when its year begins


def month_in(name: str) -> int | None:
    """The number of a month, from its name or abbreviation in any case."""
    return _MONTH_NUMBER.get(name.lower())


_Handler = Callable[[re.Match[str], YearStart | None], list[Written]]


def _year(digits: str) -> int:
    """A year written in full, or in two digits as far as those can only be of this century."""
    year = int(digits)
    if len(digits) == 2:
        if year >= 50:
            raise Refused(f"leaves the century of '{digits}' open: write the year in full")
        return 2000 + year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(f"names the year {digits}, and years go from {FIRST_YEAR} to {LAST_YEAR}")
    return year


def _follows(year: int, digits: str) -> bool:
    return int(digits) == (year + 1 if len(digits) == 4 else (year + 1) % 100)


def _own_year(year: int, year_start: YearStart | None) -> Written:
    # 2022/23 cannot be a calendar year, so there it is the financial one.
    month, day = FINANCIAL_YEAR if year_start in (None, CALENDAR_YEAR) else year_start
    return Written(stretch(year * 12 + month - 1, 12, day), "year", 1)


def _month(year: int, month: int) -> Written:
    if not 1 <= month <= 12:
        raise Refused(f"names month {month}, and there are twelve")
    return Written(stretch(year * 12 + month - 1, 1), "month")


def _day(year: int, month: int, day: int) -> Written:
    try:
        only = date(year, month, day)
    except ValueError:
        raise Refused("names a day that is not in the calendar") from None
    return Written(Period(only, only), "day")


def _bare(match: re.Match[str], _: YearStart | None) -> list[Written]:
    return [Written(stretch(_year(match[1]) * 12, 12), "bare", 1)]


def _two_years(match: re.Match[str], year_start: YearStart | None) -> list[Written]:
    """`2022/23`, `2022-23`, `2020 - 22`, `2020-2022`, and `2011-12`, which can be a month too."""
    year, sign, digits = _year(match[1]), match[2], match[3]
    last = int(digits) if len(digits) == 4 else year - year % 100 + int(digits)
    if len(digits) == 2 and last < year:
        last += 100
    years = last - year + 1
    readings = [_own_year(year, year_start)] if _follows(year, digits) else []
    if sign != "/" and 2 <= years <= (LONGEST_RANGE if len(digits) == 2 else 100) and last <= LAST_YEAR:
        readings.append(Written(stretch(year * 12, years * 12), "bare", years))
    if sign == "-" and len(digits) == 2 and 1 <= int(digits) <= 12:
        readings.append(_month(year, int(digits)))
    if not readings:
        following = f"{year}/{(year + 1) % 100:02}"
        raise Refused(
            f"is neither a year nor a month: write {following} for one year,"
            f" {year} - {(year + 2) % 100:02} for three years pooled, {year}-01 for a month"
        )
    return readings


def _six_digits(match: re.Match[str], year_start: YearStart | None) -> list[Written]:
    year, digits = _year(match[1]), match[2]
    readings = [_own_year(year, year_start)] if _follows(year, digits) else []
    if 1 <= int(digits) <= 12:
        readings.append(_month(year, int(digits)))
    if not readings:
        raise Refused(f"is neither a year like {year}{(year + 1) % 100:02} nor a month like {year}01")
    return readings


def _iso_day(match: re.Match[str], _: YearStart | None) -> list[Written]:
    return [_day(_year(match["y"]), int(match["m"]), int(match["d"]))]


def _numeric_month(match: re.Match[str], _: YearStart | None) -> list[Written]:
    return [_month(_year(match["y"]), int(match["m"]))]


def _named_month(match: re.Match[str], _: YearStart | None) -> list[Written]:
    month = month_in(match["month"])
    return [_month(_year(match["y"]), month)] if month else []


def _named_day(match: re.Match[str], _: YearStart | None) -> list[Written]:
    month = month_in(match["month"])
    return [_day(_year(match["y"]), month, int(match["d"]))] if month else []


def _number_and_month(match: re.Match[str], _: YearStart | None) -> list[Written]:
    month = month_in(match["month"])
    if month is None:
        return []
    name = MONTHS[month - 1]
    raise Refused(
        f"can be a day in {name} or {name} of a year: write the year in full, like"
        f" {name[:3]} 20{match['d']:>02}"
    )


def _numeric_day(match: re.Match[str], _: YearStart | None) -> list[Written]:
    """`30/04/2023`; where day and month could change places, both readings."""
    year, first, second = _year(match["y"]), int(match["a"]), int(match["b"])
    orders = dict.fromkeys([(second, first), (first, second)])
    if not any(month <= 12 for month, _ in orders):
        raise Refused("names a day that is not in the calendar")
    return [_day(year, month, day) for month, day in orders if month <= 12]


def _quarter(match: re.Match[str], year_start: YearStart | None) -> list[Written]:
    """`2022 Q1` from January, `2022/23 Q1` from the beginning of that year."""
    quarter, words = int(match["q"]), match["y"]
    if not 1 <= quarter <= 4:
        raise Refused(f"names quarter {quarter}, and there are four")
    year, following = _year(words[:4]), words[4:].lstrip("/-")
    if following and not _follows(year, following):
        raise Refused(f"names a year that is none: write {year}/{(year + 1) % 100:02} Q{quarter}")
    begin = _own_year(year, year_start).period.start if following else date(year, 1, 1)
    period = stretch(month_number(begin) + 3 * (quarter - 1), 3, begin.day)
    return [Written(period, "quarter", quarters_from=(begin.month, begin.day))]


def _iso_interval(match: re.Match[str], _: YearStart | None) -> list[Written]:
    begin = _day(_year(match["y"]), int(match["m"]), int(match["d"])).period.start
    years, months, weeks, days = (int(match[part] or 0) for part in ("years", "months", "weeks", "days"))
    after = boundary(month_number(begin) + 12 * years + months, begin.day) + (weeks * 7 + days) * DAY
    if after == begin:
        raise Refused("lasts no time at all")
    return [Written(Period(begin, after - DAY), "interval")]


def _ending(match: re.Match[str], year_start: YearStart | None) -> list[Written]:
    """`year ending March 2023`, `12 months to 31 March 2023`."""
    months = int(match["months"] or {"year": 12, "ye": 12, "quarter": 3}[match["unit"]])
    ends = [
        written.period.end for written in unit(match["end"], year_start) if written.form in ("month", "day")
    ]
    if len(ends) != 1 or not 1 <= months <= 120:
        raise Refused("does not say clearly when it ends: write it like 'year ending March 2023'")
    after = ends[0] + DAY
    return [Written(Period(boundary(month_number(after) - months, after.day), ends[0]), "interval")]


#: A word that may be a month's name. Looking it up is cheaper than a pattern of all the names.
NAME: Final = r"(?P<month>[a-z]{3,9})\.?"
_YEAR: Final = r"(?P<y>\d{4})"
_ANY_YEAR: Final = r"(?P<y>\d{4}|\d{2})"
_MONTH: Final = r"(?P<m>\d{1,2})"
_DAY: Final = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_ISO: Final = rf"{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)"
_LENGTH: Final = (
    r"(?=\d)(?:(?P<years>\d{1,2})y)?(?:(?P<months>\d{1,3})m)?(?:(?P<weeks>\d{1,3})w)?(?:(?P<days>\d{1,4})d)?"
)
_QUARTER: Final = r"q(?P<q>\d)"
_YEAR_OF_QUARTER: Final = r"(?P<y>\d{4}(?:[/-](?:\d{4}|\d\d)|\d\d)?)"
_TRAILING: Final = (
    r"(?:rolling )?(?:(?P<months>\d{1,3}) months?|(?P<unit>year|ye|quarter))(?: end(?:ing|ed) |~)"
)

#: Every form of a single period. The commonest come first; no text has two of these forms.
_UNITS: Final[list[tuple[Callable[[], re.Pattern[str]], _Handler]]] = [
    (pattern(text), handler)
    for text, handler in (
        (r"(\d{4})([/~-])(\d{4}|\d\d)", _two_years),
        (r"(\d{4})", _bare),
        (_ISO, _iso_day),
        (rf"(?:(?:rtt|dm01|msitae)-)?{NAME}[ ,/-]? ?'?{_ANY_YEAR}", _named_month),
        (rf"{_YEAR_OF_QUARTER}[ /-]?{_QUARTER}", _quarter),
        (rf"{_QUARTER}[ /-]?{_YEAR_OF_QUARTER}", _quarter),
        (rf"{_ISO}/p{_LENGTH}", _iso_interval),
        (r"(\d{4})(\d\d)", _six_digits),
        (rf"{_YEAR}(?P<m>\d\d)(?P<d>\d\d)", _iso_day),
        (rf"{_YEAR}/{_MONTH}/(?P<d>\d\d?)", _iso_day),
        (rf"{_YEAR}[ -]?m{_MONTH}", _numeric_month),
        (rf"{_MONTH}[/-]{_YEAR}", _numeric_month),
        (rf"{_YEAR}[ ,/-]?{NAME}", _named_month),
        (rf"{_DAY}[ /-]?{NAME}[ ,/-]?{_ANY_YEAR}", _named_day),
        (rf"{NAME} {_DAY},? {_YEAR}", _named_day),
        (rf"{_DAY}[ /-]?{NAME}", _number_and_month),
        (rf"(?P<a>\d\d?)(?P<sign>[/.-])(?P<b>\d\d?)(?P=sign){_YEAR}", _numeric_day),
        (rf"{_TRAILING}(?P<end>.+)", _ending),
    )
]


def unit(text: str, year_start: YearStart | None) -> list[Written]:
    """Every reading of a text as a single period, likeliest first; none if it is not one.

    Raises:
        Refused: if it has the form of one but names none, such as a fifth quarter.
    """
    for form, handler in _UNITS:
        if match := form().fullmatch(text):
            return handler(match, year_start)
    return []
