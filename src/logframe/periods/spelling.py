"""The grammar of labels: every way of writing a period, and the spans of time it can mean.

A label may be read in several ways (`2011-12` is a month or a year). All of them are given; choosing is the
business of whoever knows the measure. Text is normalised first, so that the patterns see lower case, plain
hyphens for every dash, single spaces, and `~` for a range written with spaces or with "to".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from logframe.periods.grid import (
    ACADEMIC_YEAR,
    CALENDAR_YEAR,
    DAY,
    FINANCIAL_YEAR,
    Period,
    Unreadable,
    YearStart,
    boundary,
    month_number,
    stretch,
)
from logframe.periods.patterns import pattern
from logframe.periods.units import MONTHS, NAME, Form, Refused, Written, unit

if TYPE_CHECKING:
    import re
    from datetime import date

#: How a publisher writes days in numbers: 01/04/2023 is the first of April, or the fourth of January.
Dates = Literal["day/month/year", "month/day/year"]

LONGEST: Final = 60
_PERIODS: Final = (
    "a period that can be read: write it like 2022, 2022/23, 2022/23 Q1, 2022-11, 2020 - 22,"
    " Nov 2022 - Oct 2023 or 2022-04-01/P1Y"
)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A label taken apart: its readings, likeliest first, and what it says of its own standing."""

    readings: tuple[Written, ...]
    part: bool
    provisional: bool


def spell_out(
    label: str, year_start: YearStart | None, *, wanted: str = _PERIODS, dates: Dates | None = None
) -> Spelled:
    """Every reading of a label, for a measure whose year begins on that month and day.

    Args:
        label: The words, without white space around them.
        year_start: Where 2022/23 begins; None is April.
        wanted: What the label should have been, for the message that it is not.
        dates: Declares how days are written in numbers; None reads 01/04/2023 both ways.

    Raises:
        Unreadable: if there is none.
    """
    if len(label) > LONGEST:
        raise Unreadable(f"{quoted(label)} is too long, with {len(label)} characters, and not {wanted}")
    text, part, provisional = _marks(_normal(label))
    if dates:
        text = _NUMERIC_DAY().sub(_BY_DAY if dates == "day/month/year" else _BY_MONTH, text)
    try:
        readings = _stated(text, year_start)
    except Refused as reason:
        raise Unreadable(f"{quoted(label)} {reason}") from None
    if not readings:
        raise Unreadable(f"{quoted(label)} is not {wanted}")
    return Spelled(tuple(readings), part, provisional)


def quoted(label: str) -> str:
    """The label as it can be shown in a message: short, and with nothing that a terminal would obey."""
    return repr(label if len(label) <= LONGEST else label[: LONGEST - 3] + "...")


# Normal form

_SIGNS: Final = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | {"\u2019": "'"}
)
_HALF: Final = pattern(r"\bh([12])\b")
_QUARTER: Final = pattern(r"\bq(?:uarter|tr)? ?(\d)(?!\d)")
_QUARTERS: Final = pattern(r"(q\d) ?(?:-|to) ?q?(\d)(?!\d)")
_SPACED: Final = pattern(r" ?\bto\b ?| - ?|- ")
_SLASH: Final = pattern(r" ?/ ?")
_DECIMAL: Final = pattern(r"(\d{4}|\d{6}|\d{8})\.0")
_INTERVAL_OF_TWO: Final = pattern(r"(\d{4}-\d{2}(?:-\d{2})?)/(\d{4}-.+)")
# Programs write a day as the moment at which it begins.
_MIDNIGHT: Final = pattern(r"(?<=\d)[t ]00:00(?::00(?:\.0{1,9})?)?(?:z|[+-]\d\d:?\d\d)?(?![\d:])")
_NUMERIC_DAY: Final = pattern(r"(?<![\d/.])(\d\d?)([/.-])(\d\d?)\2(\d{4})(?!\d)")
_BY_DAY: Final = r"\4/\3/\1"
_BY_MONTH: Final = r"\4/\1/\3"

_PROVISIONAL: Final = ("p", "prov", "provisional")
_STANDING: Final = pattern(
    r"(?P<text>.*?) ?(?:\((?P<round>[a-z]+)\)|\[(?P<square>[a-z]+)\]| (?P<word>provisional|revised|final))"
)
_SETTLED: Final = ("r", "rev", "revised", "final")
_TO_DATE: Final = pattern(
    r"(?:ytd|year~date):? (?P<after>.*)"
    r"|(?P<before>.*?)(?: ?[(\[](?:ytd|year~date|~date|part|partial|part-year|incomplete)[)\]]"
    r"| (?:ytd|year~date|part|partial|part-year|incomplete)|~date)"
)


def _normal(text: str) -> str:
    text = " ".join(text.translate(_SIGNS).lower().split())
    if text.isdecimal():
        return text
    if spreadsheet := _DECIMAL().fullmatch(text):
        return spreadsheet[1]
    # Most labels need none of this, and looking for a letter is cheaper than looking for a pattern.
    if "q" in text or "h" in text:
        text = _HALF().sub(lambda half: "q1~q2" if half[1] == "1" else "q3~q4", text)
        text = _QUARTERS().sub(r"\1~q\2", _QUARTER().sub(r"q\1", text))
    if "00:00" in text:
        text = _MIDNIGHT().sub("", text)
    if " " in text:
        text = _SLASH().sub("/", _SPACED().sub("~", text))
    return _INTERVAL_OF_TWO().sub(r"\1~\2", text) if "/" in text else text


def _marks(text: str) -> tuple[str, bool, bool]:
    """Take off what the label says of its own standing: part of a period, provisional, revised or final."""
    provisional = False
    if text.endswith((")", "]", "provisional", "revised", "final")) and (
        match := _STANDING().fullmatch(text)
    ):
        word = match["round"] or match["square"] or match["word"]
        if word in _PROVISIONAL or word in _SETTLED:
            text, provisional = match["text"], word in _PROVISIONAL
    if match := _TO_DATE().fullmatch(text):
        return match["after"] or match["before"] or "", True, provisional
    return text, False, provisional


# What kind of year a label says it means

_KIND: Final = pattern(r"\b(fy|ay|cy|(?:financial|academic|school|calendar) year)(?:\b ?|(?=\d))")
_KINDS: Final = {
    "ay": ACADEMIC_YEAR,
    "academic year": ACADEMIC_YEAR,
    "school year": ACADEMIC_YEAR,
    "cy": CALENDAR_YEAR,
    "calendar year": CALENDAR_YEAR,
}


def _stated(text: str, year_start: YearStart | None) -> list[Written]:
    """The readings that agree with the kind of year that the label names, if it does."""
    kinds = {_KINDS.get(match[1], FINANCIAL_YEAR) for match in _KIND().finditer(text)}
    if not kinds:
        return unit(text, year_start) or _range(text, year_start)
    if len(kinds) > 1:
        raise Refused("names two kinds of year: write one of them")
    (kind,) = kinds
    words = _KIND().sub("", text).strip()
    readings = unit(words, kind) or _range(words, kind)
    forms: tuple[Form, ...] = ("bare",) if kind == CALENDAR_YEAR else ("year", "quarter", "stretch")
    kept = [written for written in readings if written.form in forms]
    if readings and not kept:
        years = (
            "the one year it is, like 2022" if kind == CALENDAR_YEAR else "both of its years, like 2022/23"
        )
        raise Refused(f"does not say where that kind of year begins and ends: write {years}")
    # The label has said which year it means, so the measure's own year has no say in it any more.
    return [replace(written, form="stretch" if written.form == "stretch" else "interval") for written in kept]


# Ranges

_SHORT_YEAR: Final = pattern(r"(\d{2})([/-])(\d{2})")
_LONE: Final = pattern(rf"q\d|{NAME}")


def _range(text: str, year_start: YearStart | None) -> list[Written]:
    left, right = _sides(text)
    forms: tuple[Form, ...] = ("day", "month", "quarter", "year")
    if _LONE().fullmatch(left) or _LONE().fullmatch(right):
        # "Apr - Sep 2023", "2022/23 Q1-Q3": one end lends the other its year.
        left, right = (_lent(left, right), right) if _LONE().fullmatch(left) else (left, _lent(right, left))
        forms = ("month", "quarter")
    elif short := _SHORT_YEAR().fullmatch(right):
        right = _in_century(short, left)
    ends = [
        (first, last)
        for first in unit(left, year_start)
        for last in unit(right, year_start)
        if first.form == last.form and first.form in forms
    ]
    forward = [(first, last) for first, last in ends if first.period.start <= last.period.start]
    if ends and not forward:
        raise Refused("ends before it begins: write the year of both ends, the earlier first")
    return [_joined(first, last, year_start) for first, last in forward]


def _lent(lone: str, other: str) -> str:
    """The lone month or quarter, in the words of the other end; nothing if that names none."""
    words, found = _LONE().subn(lone, other, count=1)
    return words if found else ""


def _in_century(short: re.Match[str], left: str) -> str:
    """The `15/16` of `2013/14-15/16` in full: of the first year's century, or of the next."""
    if not left[:4].isdecimal():
        return ""
    return f"{int(left[:2]) + (short[1] < left[2:4]):02}{short[0]}"


def _sides(text: str) -> tuple[str, str]:
    """The two ends of a range: around its one `~`, else around the middle one of an odd number of hyphens."""
    if "~" in text:
        left, _, right = text.partition("~")
        return left, right
    parts = text.split("-")
    middle = len(parts) // 2
    return ("-".join(parts[:middle]), "-".join(parts[middle:])) if len(parts) % 2 == 0 else ("", "")


def _joined(first: Written, last: Written, year_start: YearStart | None) -> Written:
    begin, end = first.period.start, last.period.end
    if first.form == "day":
        return Written(_between_days(begin, end), "interval")
    if first.form == "year":
        return Written(Period(begin, end), "year", (month_number(end + DAY) - month_number(begin)) // 12)
    if first.form == "month" and begin.month == end.month and begin.year != end.year:
        return _same_month(begin, end, year_start)
    return Written(Period(begin, end), "stretch", quarters_from=first.quarters_from)


def _between_days(begin: date, end: date) -> Period:
    """The days from one to the other; whether the last is included is settled by which makes whole months."""
    with_last = Period(begin, end)
    if end == begin:
        return with_last
    without = Period(begin, end - DAY)
    if with_last.months and without.months:
        raise Refused(
            f"does not say whether {end} is still in it: write it like {begin}/P{with_last.months}M"
        )
    return without if without.months else with_last


def _same_month(begin: date, end: date, year_start: YearStart | None) -> Written:
    """`Nov 2021 - Nov 2022`, as surveys write of a year from the middle of one November to the next."""
    months = (end.year - begin.year) * 12
    if year_start and year_start[0] == begin.month:
        return Written(stretch(month_number(begin), months, year_start[1]), "interval")
    name = MONTHS[begin.month - 1]
    before = boundary(month_number(end) - 1)
    raise Refused(
        f"can be {months + 1} months or a year from the middle of {name}: write"
        f" {name[:3]} {begin.year} - {MONTHS[before.month - 1][:3]} {before.year} for {months} months, or"
        f" give the measure the day on which its year begins, like 'year: {{from: 16 {name}}}'"
    )
