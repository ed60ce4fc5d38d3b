"""Labels of periods, deadlines and durations: a table of every form, published answers, and properties."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from logframe.periods import (
    Calendar,
    Duration,
    Period,
    Unreadable,
    day,
    deadline,
    label,
    last_whole,
    next_period,
    read,
    span,
    year_start,
)

YEAR_STARTS = {"calendar": (1, 1), "financial": (4, 1), "academic": (9, 1)}
VECTORS = json.loads((Path(__file__).parent / "vectors" / "periods.json").read_text())

UNSTATED = Calendar()
CALENDAR = Calendar("year", (1, 1))
FINANCIAL = Calendar("year", (4, 1))
ACADEMIC = Calendar("year", (9, 1))
ACTIVE_LIVES = Calendar("year", (11, 16))
MONTHLY = Calendar("month")
QUARTERLY = Calendar("quarter")
FINANCIAL_QUARTERS = Calendar("quarter", (4, 1))
ACADEMIC_TERMS = Calendar("quarter", (9, 1))
ROLLING_MONTHS = Calendar("month", pooled=12)
ROLLING_QUARTERS = Calendar("quarter", (4, 1), pooled=4)
THREE_YEARS = Calendar("year", (1, 1), pooled=3)
THREE_UNSTATED = Calendar(pooled=3)
THREE_FINANCIAL = Calendar("year", (4, 1), pooled=3)
TWO_YEARS_POOLED = Calendar("year", (1, 1), pooled=2)
BIENNIAL = Calendar("2 years", (4, 1))
BIENNIAL_CALENDAR = Calendar("2 years", (1, 1))


def days(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


YEAR_2022 = days("2022-01-01", "2022-12-31")
FINANCIAL_2022 = days("2022-04-01", "2023-03-31")
ACADEMIC_2022 = days("2022-09-01", "2023-08-31")
NOVEMBER_2022 = days("2022-11-01", "2022-11-30")
FIRST_QUARTER = days("2022-01-01", "2022-03-31")
SECOND_QUARTER = days("2022-04-01", "2022-06-30")


# Published answers


@pytest.mark.parametrize(
    "vector",
    [vector for vector in VECTORS if "label" in vector],
    ids=lambda vector: f"{vector['label']}, {vector['year_type']}",
)
def test_a_label_names_the_span_that_fingertips_gives_it(vector):
    period = span(vector["label"], YEAR_STARTS[vector["year_type"]])
    assert period == days(vector["start"], vector["end"])
    assert period.months == vector["months"]


@pytest.mark.parametrize(
    "vector",
    [vector for vector in VECTORS if "sortable" in vector],
    ids=lambda vector: str(vector["sortable"]),
)
def test_a_sortable_period_is_read_as_its_year_and_the_quarter_or_month_of_it(vector):
    year, quarter, month = vector["out"]
    calendar = Calendar("quarter" if quarter else "month" if month else "year", (1, 1))
    words = f"{year} Q{quarter}" if quarter else f"{year}-{month:02}" if month else f"{year}"
    assert label(read(str(vector["sortable"]), calendar).period, calendar) == words


# Whole periods

WHOLE = [
    # A year
    ("2022", UNSTATED, YEAR_2022),
    ("2022", CALENDAR, YEAR_2022),
    ("  2022\n", CALENDAR, YEAR_2022),
    ("2022.0", CALENDAR, YEAR_2022),
    ("calendar year 2022", CALENDAR, YEAR_2022),
    ("Jan-Dec 2022", CALENDAR, YEAR_2022),
    ("2022/23", UNSTATED, FINANCIAL_2022),
    ("2022/23", FINANCIAL, FINANCIAL_2022),
    ("2022-23", FINANCIAL, FINANCIAL_2022),
    ("2022\u201323", FINANCIAL, FINANCIAL_2022),
    ("2022\u201123", FINANCIAL, FINANCIAL_2022),
    ("2022 / 23", FINANCIAL, FINANCIAL_2022),
    ("2022 to 2023", FINANCIAL, FINANCIAL_2022),
    ("2022/2023", FINANCIAL, FINANCIAL_2022),
    ("2022-2023", FINANCIAL, FINANCIAL_2022),
    ("202223", FINANCIAL, FINANCIAL_2022),
    ("202223.0", FINANCIAL, FINANCIAL_2022),
    ("FY2022/23", FINANCIAL, FINANCIAL_2022),
    ("fy 2022-23", FINANCIAL, FINANCIAL_2022),
    ("Financial year 2022/23", FINANCIAL, FINANCIAL_2022),
    ("Q1-Q4 2022/23", FINANCIAL, FINANCIAL_2022),
    ("Apr 2022 - Mar 2023", FINANCIAL, FINANCIAL_2022),
    ("year ending March 2023", FINANCIAL, FINANCIAL_2022),
    ("Year to 31 March 2023", FINANCIAL, FINANCIAL_2022),
    ("2022-04-01/P1Y", FINANCIAL, FINANCIAL_2022),
    ("2022-04-01/P12M", FINANCIAL, FINANCIAL_2022),
    ("2022-04-01/2023-03-31", FINANCIAL, FINANCIAL_2022),
    ("2022-04-01/2023-04-01", FINANCIAL, FINANCIAL_2022),
    ("1 April 2022 to 31 March 2023", FINANCIAL, FINANCIAL_2022),
    ("01/04/2022 - 31/03/2023", FINANCIAL, FINANCIAL_2022),
    ("1999/00", FINANCIAL, days("1999-04-01", "2000-03-31")),
    ("2022/23", ACADEMIC, ACADEMIC_2022),
    ("202223", ACADEMIC, ACADEMIC_2022),
    ("2022/23 academic year", ACADEMIC, ACADEMIC_2022),
    ("2022/23", ACTIVE_LIVES, days("2022-11-16", "2023-11-15")),
    # Marks of standing
    ("2022-23 (Rev)", FINANCIAL, FINANCIAL_2022),
    ("2022 (Final)", CALENDAR, YEAR_2022),
    ("2022/23 [r]", FINANCIAL, FINANCIAL_2022),
    # Twelve months that begin near the measure's year are that year
    ("2022-08-01/P1Y", ACADEMIC, ACADEMIC_2022),
    ("2022-08-01T00:00:00/P1Y", ACADEMIC, ACADEMIC_2022),
    ("Aug 2022 - Jul 2023", ACADEMIC, ACADEMIC_2022),
    ("2022-10-16/P1Y", ACADEMIC, ACADEMIC_2022),
    ("2015-11-16/P1Y", ACTIVE_LIVES, days("2015-11-16", "2016-11-15")),
    ("Nov 2021-Nov 2022", ACTIVE_LIVES, days("2021-11-16", "2022-11-15")),
    ("Nov 2021 - Oct 2022", ACTIVE_LIVES, days("2021-11-16", "2022-11-15")),
    ("2021-12-27/P1Y", CALENDAR, YEAR_2022),
    ("2022-04-06/P1Y", FINANCIAL, FINANCIAL_2022),
    ("6 April 2022 to 5 April 2023", FINANCIAL, FINANCIAL_2022),
    ("2022-03-31/2023-03-31", FINANCIAL, FINANCIAL_2022),
    ("2015-11-16/P1Y", UNSTATED, days("2015-11-16", "2016-11-15")),
    # Years pooled
    ("2020 - 22", THREE_YEARS, days("2020-01-01", "2022-12-31")),
    ("2020 \u2013 22", THREE_YEARS, days("2020-01-01", "2022-12-31")),
    ("2020-22", THREE_YEARS, days("2020-01-01", "2022-12-31")),
    ("2020-2022", THREE_YEARS, days("2020-01-01", "2022-12-31")),
    ("2020 to 2022", THREE_YEARS, days("2020-01-01", "2022-12-31")),
    ("2020 - 22", THREE_UNSTATED, days("2020-01-01", "2022-12-31")),
    ("1999 - 01", THREE_YEARS, days("1999-01-01", "2001-12-31")),
    ("2010-12", THREE_YEARS, days("2010-01-01", "2012-12-31")),
    ("2001-01-01/P3Y", THREE_YEARS, days("2001-01-01", "2003-12-31")),
    ("2020-21", TWO_YEARS_POOLED, days("2020-01-01", "2021-12-31")),
    ("2021/22 - 23/24", THREE_FINANCIAL, days("2021-04-01", "2024-03-31")),
    ("2013/14-15/16", THREE_FINANCIAL, days("2013-04-01", "2016-03-31")),
    ("1998/99-00/01", THREE_FINANCIAL, days("1998-04-01", "2001-03-31")),
    ("2021/22 to 2023/24", THREE_FINANCIAL, days("2021-04-01", "2024-03-31")),
    ("2021-22 - 2023-24", THREE_FINANCIAL, days("2021-04-01", "2024-03-31")),
    ("2020/21 - 22/23", THREE_UNSTATED, days("2020-04-01", "2023-03-31")),
    # Every two years: the figure may cover one of them or both
    ("2021-22", BIENNIAL, days("2021-04-01", "2022-03-31")),
    ("2020/21 - 21/22", BIENNIAL, days("2020-04-01", "2022-03-31")),
    ("2020-21", BIENNIAL_CALENDAR, days("2020-01-01", "2021-12-31")),
    # A quarter
    ("2022 Q1", QUARTERLY, FIRST_QUARTER),
    ("2022Q1", QUARTERLY, FIRST_QUARTER),
    ("2022-Q1", QUARTERLY, FIRST_QUARTER),
    ("Q1 2022", QUARTERLY, FIRST_QUARTER),
    ("Quarter 1 2022", QUARTERLY, FIRST_QUARTER),
    ("Jan-Mar 2022", QUARTERLY, FIRST_QUARTER),
    ("Quarter to March 2022", QUARTERLY, FIRST_QUARTER),
    ("2022/23 Q1", QUARTERLY, SECOND_QUARTER),
    ("2022/23 Q1", FINANCIAL_QUARTERS, SECOND_QUARTER),
    ("q1 2022-23", FINANCIAL_QUARTERS, SECOND_QUARTER),
    ("Q1 FY2022/23", FINANCIAL_QUARTERS, SECOND_QUARTER),
    ("2022 Q1", FINANCIAL_QUARTERS, FIRST_QUARTER),
    ("2022/23 Q1", ACADEMIC_TERMS, days("2022-09-01", "2022-11-30")),
    ("2021/22 Q3 - 2022/23 Q2", ROLLING_QUARTERS, days("2021-10-01", "2022-09-30")),
    ("Q3 2021/22 to Q2 2022/23", ROLLING_QUARTERS, days("2021-10-01", "2022-09-30")),
    ("2022/23 Q1-Q3", Calendar("quarter", (4, 1), pooled=3), days("2022-04-01", "2022-12-31")),
    # A month
    ("Nov 2022", MONTHLY, NOVEMBER_2022),
    ("November 2022", MONTHLY, NOVEMBER_2022),
    ("NOVEMBER\u00a02022", MONTHLY, NOVEMBER_2022),
    ("Nov. 2022", MONTHLY, NOVEMBER_2022),
    ("Nov-22", MONTHLY, NOVEMBER_2022),
    ("Nov '22", MONTHLY, NOVEMBER_2022),
    ("2022 Nov", MONTHLY, NOVEMBER_2022),
    ("2022-11", MONTHLY, NOVEMBER_2022),
    ("202211", MONTHLY, NOVEMBER_2022),
    ("2022M11", MONTHLY, NOVEMBER_2022),
    ("11/2022", MONTHLY, NOVEMBER_2022),
    ("Sept 2022", MONTHLY, days("2022-09-01", "2022-09-30")),
    ("RTT-January-2026", MONTHLY, days("2026-01-01", "2026-01-31")),
    ("MSitAE-APRIL-2023", MONTHLY, days("2023-04-01", "2023-04-30")),
    ("2011-12", MONTHLY, days("2011-12-01", "2011-12-31")),
    ("201112", MONTHLY, days("2011-12-01", "2011-12-31")),
    ("2011-12", FINANCIAL, days("2011-04-01", "2012-03-31")),
    ("201112", ACADEMIC, days("2011-09-01", "2012-08-31")),
    ("Nov 2022 - Oct 2023", ROLLING_MONTHS, days("2022-11-01", "2023-10-31")),
    ("Nov 2022\u2013Oct 2023", ROLLING_MONTHS, days("2022-11-01", "2023-10-31")),
    ("November 2022 to October 2023", ROLLING_MONTHS, days("2022-11-01", "2023-10-31")),
    ("2022-11 to 2023-10", ROLLING_MONTHS, days("2022-11-01", "2023-10-31")),
    ("12 months to October 2023", ROLLING_MONTHS, days("2022-11-01", "2023-10-31")),
    # A day stands for the period that holds it
    ("2022-11-30", MONTHLY, NOVEMBER_2022),
    ("2022-11-30T00:00:00", MONTHLY, NOVEMBER_2022),
    ("2022-11-30T00:00:00.000Z", MONTHLY, NOVEMBER_2022),
    ("2022-11-30T00:00:00+00:00", MONTHLY, NOVEMBER_2022),
    ("2022-11-01 00:00:00+01:00", MONTHLY, NOVEMBER_2022),
    ("30/11/2022 00:00", MONTHLY, NOVEMBER_2022),
    ("30-NOV-2022 00:00:00", MONTHLY, NOVEMBER_2022),
    ("2022-11-01T00:00:00Z/2022-12-01T00:00:00Z", MONTHLY, NOVEMBER_2022),
    ("20221130", MONTHLY, NOVEMBER_2022),
    ("30/11/2022", MONTHLY, NOVEMBER_2022),
    ("11/30/2022", MONTHLY, NOVEMBER_2022),
    ("05/05/2022", MONTHLY, days("2022-05-01", "2022-05-31")),
    ("30 November 2022", MONTHLY, NOVEMBER_2022),
    ("30-Nov-22", MONTHLY, NOVEMBER_2022),
    ("November 30th, 2022", MONTHLY, NOVEMBER_2022),
    ("2022-03-31", QUARTERLY, FIRST_QUARTER),
    ("2023-03-31", FINANCIAL, FINANCIAL_2022),
    ("2022-11-15", ACTIVE_LIVES, days("2021-11-16", "2022-11-15")),
    ("01/11/2022", CALENDAR, YEAR_2022),
    # Fingertips' sortable period: the length is the measure's
    ("20220000", FINANCIAL, FINANCIAL_2022),
    ("20200000", THREE_YEARS, days("2020-01-01", "2022-12-31")),
    ("20220100", FINANCIAL_QUARTERS, SECOND_QUARTER),
    ("20220008", Calendar("month", (4, 1)), NOVEMBER_2022),
    ("20220011", Calendar("month", (1, 1)), NOVEMBER_2022),
]


@pytest.mark.parametrize(
    ("text", "calendar", "period"), WHOLE, ids=[f"{case[0]}-{case[1]}" for case in WHOLE]
)
def test_a_label_is_read_as_one_of_the_measures_own_periods(text, calendar, period):
    reading = read(text, calendar)
    assert (reading.kind, reading.period, reading.provisional) == ("whole", period, False)


@pytest.mark.parametrize("text", ["2025 (prov)", "2025 (p)", "2025 provisional", "2025 [Provisional]"])
def test_a_label_can_say_that_its_figure_is_provisional(text):
    reading = read(text, CALENDAR)
    assert (reading.kind, reading.provisional) == ("whole", True)


# Parts of periods, and periods of another frequency

SET_ASIDE = [
    ("2025/26 YTD", ACADEMIC, "part"),
    ("2025/26 (year to date)", FINANCIAL, "part"),
    ("YTD 2025/26", FINANCIAL, "part"),
    ("2025/26 to date", FINANCIAL, "part"),
    ("2025 YTD", FINANCIAL, "part"),
    ("2025 (partial)", CALENDAR, "part"),
    ("2025/26 YTD (provisional)", FINANCIAL, "part"),
    ("2022/23 Q1-Q3", FINANCIAL, "part"),
    ("2022/23 Q1 - Q3", FINANCIAL, "part"),
    ("Q1-3 2022/23", FINANCIAL, "part"),
    ("2022/23 H1", FINANCIAL, "part"),
    ("Apr-Sep 2023", FINANCIAL, "part"),
    ("April to September 2023", CALENDAR, "part"),
    ("2022/23 Q1-Q3", QUARTERLY, "other"),
    ("Apr-Sep 2023", MONTHLY, "other"),
    ("2022/23", MONTHLY, "other"),
    ("2022-23", MONTHLY, "other"),
    ("2022", QUARTERLY, "other"),
    ("2022 Q1", CALENDAR, "other"),
    ("2022-11", FINANCIAL, "other"),
    ("2022 Q1", ACADEMIC_TERMS, "other"),
    ("2020 - 22", CALENDAR, "other"),
    ("2020 - 22", FINANCIAL, "other"),
    ("2020/21 - 24/25", THREE_FINANCIAL, "other"),
    ("2019-01-01/P5Y", THREE_YEARS, "other"),
    ("2022", THREE_FINANCIAL, "other"),
    ("2022-11-07/P1W", MONTHLY, "other"),
    ("2022-11-16/P1M", MONTHLY, "other"),
    ("20220000", MONTHLY, "other"),
    ("20220002", FINANCIAL, "other"),
]


@pytest.mark.parametrize(
    ("text", "calendar", "kind"), SET_ASIDE, ids=[f"{case[0]}-{case[1]}" for case in SET_ASIDE]
)
def test_a_label_of_no_whole_period_of_the_measure_says_why(text, calendar, kind):
    assert read(text, calendar).kind == kind


# What cannot be read, and what could be read in two ways

REFUSED = [
    ("", CALENDAR, "not a period that can be read"),
    ("not stated (2023 minute)", CALENDAR, "not a period that can be read"),
    ("2018-19 (OT)", FINANCIAL, "not a period that can be read"),
    ("2022 survey", CALENDAR, "not a period that can be read"),
    ("22/23", FINANCIAL, "not a period that can be read"),
    ("44866", MONTHLY, "not a period that can be read"),
    ("Q1 - 2022/23", FINANCIAL_QUARTERS, "not a period that can be read"),
    ("mid-January-2026", MONTHLY, "not a period that can be read"),
    ("2022-11-30T09:30:00", MONTHLY, "not a period that can be read"),
    ("\u0662\u0660\u0662\u0662", CALENDAR, "not a period that can be read"),
    ("2022 survey (as the strategy states it, without naming the month)", CALENDAR, "too long"),
    ("1899", CALENDAR, "years go from 1900 to 2199"),
    ("2200/01", FINANCIAL, "years go from 1900 to 2199"),
    ("2022/23 Q5", FINANCIAL_QUARTERS, "there are four"),
    ("2022/24 Q1", FINANCIAL_QUARTERS, "write 2022/23 Q1"),
    ("2022-13", MONTHLY, "neither a year nor a month"),
    ("2022M13", MONTHLY, "there are twelve"),
    ("202213", MONTHLY, "neither a year like 202223 nor a month like 202201"),
    ("2022/24", FINANCIAL, "write 2022/23 for one year, 2022 - 24 for three years pooled"),
    ("2022/22", FINANCIAL, "neither a year nor a month"),
    ("2022-21", FINANCIAL, "neither a year nor a month"),
    ("2022/11", MONTHLY, "neither a year nor a month"),
    ("2022-02-29", MONTHLY, "not in the calendar"),
    ("31/31/2022", MONTHLY, "not in the calendar"),
    ("Oct 2023 - Nov 2022", ROLLING_MONTHS, "ends before it begins"),
    ("Apr-Mar 2023", FINANCIAL, "ends before it begins"),
    ("2022-01-01/P0D", CALENDAR, "no time at all"),
    # Years that begin elsewhere
    (
        "2022/23",
        CALENDAR,
        "is April 2022 to March 2023, and the measure's years begin on 1 January: write one",
    ),
    ("2022-23", CALENDAR, "is April 2022 to March 2023, and the measure's years begin on 1 January"),
    (
        "calendar year 2022",
        FINANCIAL,
        "is January 2022 to December 2022, and the measure's years begin on 1 April",
    ),
    ("Jan 2021 - Dec 2021", FINANCIAL, "correct the measure's 'year'"),
    ("2022-09-01/P1Y", FINANCIAL, "is September 2022 to August 2023"),
    ("Mar 2025 - Feb 2026", FINANCIAL, "years that roll from month to month are every: month, pooled: 12"),
    ("May 2025 - Apr 2026", FINANCIAL, "the measure's years begin on 1 April"),
    ("2022-04-09/P1Y", FINANCIAL, "the measure's years begin on 1 April"),
    ("Dec 2021 - Nov 2022", CALENDAR, "the measure's years begin on 1 January"),
    ("2021-12-01/P1Y", CALENDAR, "the measure's years begin on 1 January"),
    ("Oct 2022 - Sep 2023", ACTIVE_LIVES, "the measure's years begin on 16 November"),
    ("Dec 2022 - Nov 2023", ACTIVE_LIVES, "the measure's years begin on 16 November"),
    ("Nov 2022 - Oct 2023", FINANCIAL, "the measure's years begin on 1 April"),
    ("FY2022/23", ACADEMIC, "the measure's years begin on 1 September"),
    ("2022-10-17/P1Y", ACADEMIC, "is 17 October 2022 to 16 October 2023"),
    ("2020/21 - 22/23", THREE_YEARS, "the measure's years begin on 1 January"),
    ("2020/21", BIENNIAL_CALENDAR, "the measure's years begin on 1 January"),
    # Two readings
    ("2022", FINANCIAL, "write 2021/22 or 2022/23"),
    ("2022", ACADEMIC, "the measure's years begin on 1 September"),
    ("2020 - 22", THREE_FINANCIAL, "write 2019/20 - 21/22 or 2020/21 - 22/23"),
    ("2020 - 22", Calendar("year", (4, 1), pooled=2), "write 2020/21 - 21/22"),
    ("FY2022", FINANCIAL, "both of its years, like 2022/23"),
    ("2011-12", QUARTERLY, "April 2011 to March 2012 (write 2011/12)"),
    ("201112", QUARTERLY, "December 2011 (write Dec 2011)"),
    ("2010-12", CALENDAR, "January 2010 to December 2012 (write Jan 2010 - Dec 2012)"),
    (
        "2020-21",
        Calendar("2 years"),
        "April 2020 to March 2021 (write 2020/21) or as January 2020 to December 2021",
    ),
    ("01/11/2022", MONTHLY, "1 November 2022 (write 2022-11-01) or as 11 January 2022"),
    ("01/11/2022", MONTHLY, "or declare the extract's dates: day/month/year or month/day/year"),
    ("22-Nov", MONTHLY, "a day in November or November of a year"),
    ("Nov-98", MONTHLY, "the century of '98'"),
    (
        "Nov 2021 - Nov 2022",
        CALENDAR,
        "13 months or a year from the middle of November: write Nov 2021 - Oct 2022",
    ),
    ("2022-04-30/2022-05-30", MONTHLY, "whether 2022-05-30 is still in it"),
    ("2022-11-30", UNSTATED, "which it counts: give it a 'year'"),
    ("2022-11-30", ROLLING_MONTHS, "several of the measure's periods"),
    ("AY2022/23 - FY2023/24", ACADEMIC, "two kinds of year"),
    ("20220000", UNSTATED, "give the measure a 'year'"),
    ("20220002", Calendar("month", (9, 1)), "use the column with the period in words"),
    ("20221300", CALENDAR, "not one of Fingertips' sortable periods"),
]


@pytest.mark.parametrize(
    ("text", "calendar", "words"), REFUSED, ids=[f"{case[0]}-{case[1]}" for case in REFUSED]
)
def test_what_cannot_be_read_in_one_way_is_refused_with_the_reason(text, calendar, words):
    with pytest.raises(Unreadable) as refusal:
        read(text, calendar)
    assert words in str(refusal.value)


def test_a_message_shows_escapes_and_shortens_long_labels():
    with pytest.raises(Unreadable) as refusal:
        read("\x1b[31m2022", CALENDAR)
    assert "\x1b" not in str(refusal.value)
    with pytest.raises(Unreadable) as refusal:
        read("9" * 100_000, CALENDAR)
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize(
    ("text", "calendar", "bare_year", "period"),
    [
        ("2023", ACADEMIC, "ends", ACADEMIC_2022),
        ("2022", ACADEMIC, "begins", ACADEMIC_2022),
        ("2021-23", THREE_FINANCIAL, "ends", days("2020-04-01", "2023-03-31")),
        ("2022/23", ACADEMIC, "ends", ACADEMIC_2022),
        ("2022", CALENDAR, "ends", YEAR_2022),
    ],
)
def test_a_bare_year_can_be_declared_as_the_one_that_begins_or_ends(text, calendar, bare_year, period):
    reading = read(text, calendar, bare_year=bare_year)
    assert (reading.kind, reading.period) == ("whole", period)


@pytest.mark.parametrize(
    ("text", "dates", "calendar", "period"),
    [
        ("01/11/2022", "day/month/year", MONTHLY, NOVEMBER_2022),
        ("1.11.2022", "day/month/year", MONTHLY, NOVEMBER_2022),
        ("01-11-2022 00:00", "day/month/year", MONTHLY, NOVEMBER_2022),
        ("11/01/2022", "month/day/year", MONTHLY, NOVEMBER_2022),
        ("30/11/2022", "day/month/year", MONTHLY, NOVEMBER_2022),
        ("01/04/2022 - 31/03/2023", "day/month/year", FINANCIAL, FINANCIAL_2022),
        ("01/04/2022-31/03/2023", "day/month/year", FINANCIAL, FINANCIAL_2022),
        ("year ending 31/03/2023", "day/month/year", FINANCIAL, FINANCIAL_2022),
        ("2022-11-01", "month/day/year", MONTHLY, NOVEMBER_2022),
        ("Nov 2022", "month/day/year", MONTHLY, NOVEMBER_2022),
    ],
)
def test_days_in_numbers_are_read_as_it_is_declared(text, dates, calendar, period):
    reading = read(text, calendar, dates=dates)
    assert (reading.kind, reading.period) == ("whole", period)


def test_a_day_that_contradicts_what_is_declared_is_refused():
    with pytest.raises(Unreadable, match="'30/11/2022' names a day that is not in the calendar"):
        read("30/11/2022", MONTHLY, dates="month/day/year")


@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)), sign=st.sampled_from("/.-"))
def test_declared_or_not_a_day_is_never_read_as_another(day, sign):
    period = Period(day, day)
    european, american = (day.strftime(form.replace("/", sign)) for form in ("%d/%m/%Y", "%m/%d/%Y"))
    daily = Calendar("month")
    month = read(day.isoformat(), daily).period
    assert read(european, daily, dates="day/month/year").period == month
    assert read(american, daily, dates="month/day/year").period == month
    if day.day > 12:
        assert span(european) == span(american) == period


# Days


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2023-06-12", None),
        (" 12 June 2023 ", None),
        ("12-JUN-2023", None),
        ("2023-06-12T09:30:00", None),
        ("2023-06-12T09:30:00.123Z", None),
        ("2023-06-12T09:30:00+01:00", None),
        ("2023-06-12 9:30", None),
        ("12 June 2023 9:30 am", None),
        ("2023-06-12T00:00:00Z", None),
        ("12/06/2023", "day/month/year"),
        ("06/12/2023 09:30", "month/day/year"),
    ],
)
def test_a_moment_is_on_its_day(text, dates):
    assert day(text, dates=dates) == date(2023, 6, 12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("soon", "'soon' is not one day: write it like 2024-11-22"),
        ("June 2023", "'June 2023' is not one day: write it like 2024-11-22"),
        ("09:30", "is not one day"),
        ("", "is not one day"),
        ("2023-02-30T09:30:00", "not in the calendar"),
        ("12/06/2023", "as 6 December 2023 (write 2023-12-06), or declare the extract's dates: day/month"),
    ],
)
def test_what_names_no_day_says_so(text, words):
    with pytest.raises(Unreadable) as refusal:
        day(text)
    assert words in str(refusal.value)


# Spans away from a measure


@pytest.mark.parametrize(
    ("text", "start_of_year", "period"),
    [
        ("2024", None, days("2024-01-01", "2024-12-31")),
        ("2028/29", None, days("2028-04-01", "2029-03-31")),
        ("2028/29", (9, 1), days("2028-09-01", "2029-08-31")),
        ("2024-2029", None, days("2024-01-01", "2029-12-31")),
        ("March 2027", None, days("2027-03-01", "2027-03-31")),
        ("2027-03-31", None, days("2027-03-31", "2027-03-31")),
        ("2022-23", None, FINANCIAL_2022),
    ],
)
def test_a_span_is_taken_at_its_word(text, start_of_year, period):
    assert span(text, start_of_year) == period


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2011-12", "can be read as"),
        ("2025/26 YTD", "is part of a period"),
        ("20220000", "write it like 2022 or 2022/23"),
        ("soon", "not a period that can be read"),
    ],
)
def test_a_span_that_could_be_several_is_refused(text, words):
    with pytest.raises(Unreadable, match=words):
        span(text)


# Deadlines


@pytest.mark.parametrize(
    ("by", "calendar", "day"),
    [
        ("2028", CALENDAR, "2028-12-31"),
        (2028, FINANCIAL, "2028-12-31"),
        ("2028", ACADEMIC, "2028-12-31"),
        ("2028/29", UNSTATED, "2029-03-31"),
        ("2028/29", CALENDAR, "2029-03-31"),
        ("2028/29", FINANCIAL, "2029-03-31"),
        ("2028/29", ACADEMIC, "2029-08-31"),
        ("2028/29", ACTIVE_LIVES, "2029-11-15"),
        ("2028/29", MONTHLY, "2029-03-31"),
        ("2028-29", FINANCIAL, "2029-03-31"),
        ("FY2028/29", ACADEMIC, "2029-03-31"),
        ("March 2027", ACADEMIC, "2027-03-31"),
        ("2028-02", CALENDAR, "2028-02-29"),
        ("2027 Q2", CALENDAR, "2027-06-30"),
        ("2027/28 Q2", FINANCIAL, "2027-09-30"),
        ("2027-03-31", CALENDAR, "2027-03-31"),
        ("31 March 2027", CALENDAR, "2027-03-31"),
        (date(2027, 3, 31), CALENDAR, "2027-03-31"),
        (datetime(2027, 3, 31, 12), CALENDAR, "2027-03-31"),  # noqa: DTZ001  YAML gives times without a zone
        ("2026 - 28", THREE_YEARS, "2028-12-31"),
        ("2026/27 - 28/29", THREE_FINANCIAL, "2029-03-31"),
        ("Nov 2027 - Oct 2028", ROLLING_MONTHS, "2028-10-31"),
        ("2028-08-01/P1Y", ACADEMIC, "2029-08-31"),
        ("2011-12", MONTHLY, "2011-12-31"),
        ("2011-12", FINANCIAL, "2012-03-31"),
    ],
    ids=str,
)
def test_a_deadline_is_the_last_day_of_what_it_names(by, calendar, day):
    assert deadline(by, calendar).isoformat() == day


@pytest.mark.parametrize(
    ("by", "calendar", "words"),
    [
        ("end of 2028", CALENDAR, "not one moment: write a day, month, quarter or year"),
        ("2024-2029", CALENDAR, "not one moment"),
        ("2028/29 Q1-Q3", FINANCIAL, "not one moment"),
        ("2028/29 YTD", FINANCIAL, "not one moment"),
        ("2011-12", CALENDAR, "can be read as"),
        ("01/11/2028", CALENDAR, "1 November 2028 (write 2028-11-01) or as 11 January 2028"),
        ("20280000", CALENDAR, "write it like 2022"),
        (28, CALENDAR, "not one moment"),
        (True, CALENDAR, "not one moment"),
        (date(2200, 1, 1), CALENDAR, "outside the years 1900 to 2199"),
    ],
    ids=str,
)
def test_a_deadline_that_is_not_one_moment_is_refused(by, calendar, words):
    with pytest.raises(Unreadable) as refusal:
        deadline(by, calendar)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("day", "calendar", "words"),
    [
        ("2028-12-31", CALENDAR, "2028"),
        ("2028-12-30", CALENDAR, "2027"),
        ("2028-12-31", FINANCIAL, "2027/28"),
        ("2029-03-31", FINANCIAL, "2028/29"),
        ("2029-03-31", ACADEMIC, "2027/28"),
        ("2029-03-31", CALENDAR, "2028"),
        ("2029-03-31", ACTIVE_LIVES, "2027/28"),
        ("2028-12-31", UNSTATED, "2028"),
        ("2029-03-31", UNSTATED, "2028/29"),
        ("2027-03-31", MONTHLY, "2027-03"),
        ("2027-03-30", MONTHLY, "2027-02"),
        ("2027-05-31", FINANCIAL_QUARTERS, "2026/27 Q4"),
        ("2027-05-31", ACADEMIC_TERMS, "2026/27 Q3"),
        ("2028-12-31", THREE_YEARS, "2026 - 28"),
        ("2029-03-31", THREE_FINANCIAL, "2026/27 - 28/29"),
        ("2028-12-31", ROLLING_MONTHS, "Jan 2028 - Dec 2028"),
        ("2029-03-31", BIENNIAL, "2028/29"),
    ],
)
def test_the_last_whole_period_ends_on_or_before_the_deadline(day, calendar, words):
    assert label(last_whole(date.fromisoformat(day), calendar), calendar) == words


# Labels


@pytest.mark.parametrize(
    ("period", "calendar", "words"),
    [
        (YEAR_2022, CALENDAR, "2022"),
        (YEAR_2022, UNSTATED, "2022"),
        (FINANCIAL_2022, UNSTATED, "2022/23"),
        (FINANCIAL_2022, FINANCIAL, "2022/23"),
        (ACADEMIC_2022, ACADEMIC, "2022/23"),
        (ACADEMIC_2022, UNSTATED, "Sep 2022 - Aug 2023"),
        (YEAR_2022, FINANCIAL, "Jan 2022 - Dec 2022"),
        (days("2015-11-16", "2016-11-15"), ACTIVE_LIVES, "2015/16"),
        (days("2015-11-16", "2016-11-15"), UNSTATED, "2015-11-16/P1Y"),
        (days("2020-01-01", "2022-12-31"), THREE_YEARS, "2020 - 22"),
        (days("1999-01-01", "2001-12-31"), THREE_YEARS, "1999 - 01"),
        (days("2000-01-01", "2011-12-31"), Calendar("year", (1, 1), pooled=12), "2000 - 2011"),
        (days("2020-04-01", "2023-03-31"), THREE_FINANCIAL, "2020/21 - 22/23"),
        (days("2020-01-01", "2021-12-31"), Calendar("2 years"), "Jan 2020 - Dec 2021"),
        (FIRST_QUARTER, QUARTERLY, "2022 Q1"),
        (FIRST_QUARTER, FINANCIAL_QUARTERS, "2021/22 Q4"),
        (days("2021-10-01", "2022-09-30"), ROLLING_QUARTERS, "2021/22 Q3 - 2022/23 Q2"),
        (NOVEMBER_2022, MONTHLY, "2022-11"),
        (NOVEMBER_2022, FINANCIAL, "Nov 2022"),
        (days("2022-11-01", "2023-10-31"), ROLLING_MONTHS, "Nov 2022 - Oct 2023"),
        (days("2021-11-01", "2022-11-30"), Calendar("month", pooled=13), "2021-11-01/P13M"),
        (days("2022-11-07", "2022-11-07"), MONTHLY, "2022-11-07"),
        (days("2022-11-07", "2022-11-13"), MONTHLY, "2022-11-07/2022-11-13"),
    ],
    ids=str,
)
def test_a_period_is_labelled_as_its_publisher_would(period, calendar, words):
    assert label(period, calendar) == words


# Years, periods, durations


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("financial", (4, 1)),
        ("academic", (9, 1)),
        (" Calendar ", (1, 1)),
        ("16 November", (11, 16)),
        ("16 nov", (11, 16)),
        ("August 1", (8, 1)),
        ("31 August", (8, 31)),
    ],
)
def test_a_year_begins_on_the_day_its_words_say(words, start):
    assert year_start(words) == start


@pytest.mark.parametrize(
    "words", ["29 February", "31 April", "0 May", "16", "November", "04-01", "fiscal", "", "x" * 99]
)
def test_a_day_that_not_every_year_has_begins_no_year(words):
    with pytest.raises(Unreadable):
        year_start(words)


@pytest.mark.parametrize(
    ("period", "months"),
    [
        (NOVEMBER_2022, 1),
        (FINANCIAL_2022, 12),
        (days("2015-11-16", "2016-11-15"), 12),
        (days("2024-01-31", "2024-02-28"), 1),
        (days("2024-02-29", "2025-02-27"), 12),
        (days("2022-11-07", "2022-11-13"), None),
        (days("2022-11-01", "2022-12-15"), None),
        (Period(date(9999, 1, 1), date.max), None),
    ],
    ids=str,
)
def test_a_period_knows_its_length_in_whole_months(period, months):
    assert period.months == months


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(Unreadable, match="before it begins"):
        Period(date(2022, 1, 2), date(2022, 1, 1))


@pytest.mark.parametrize(
    ("calendar", "step", "spans", "per_year"),
    [
        (MONTHLY, 1, (1,), 12),
        (ROLLING_MONTHS, 1, (12,), 12),
        (QUARTERLY, 3, (3,), 4),
        (CALENDAR, 12, (12,), 1),
        (THREE_YEARS, 12, (36,), 1),
        (BIENNIAL, 24, (12, 24), 0.5),
    ],
    ids=str,
)
def test_a_calendar_knows_its_step_and_the_length_of_its_figures(calendar, step, spans, per_year):
    assert (calendar.step_months, calendar.spans, calendar.per_year) == (step, spans, per_year)
    assert calendar.span_months == spans[-1]


@pytest.mark.parametrize(
    ("first", "calendar", "following"),
    [
        ("2021/22", FINANCIAL, "2022/23"),
        ("2022", UNSTATED, "2023"),
        ("2021/22", BIENNIAL, "2023/24"),
        ("2020/21 - 21/22", BIENNIAL, "2022/23 - 23/24"),
        ("2022 Q4", QUARTERLY, "2023 Q1"),
        ("2022-12", MONTHLY, "2023-01"),
        ("Nov 2022 - Oct 2023", ROLLING_MONTHS, "Dec 2022 - Nov 2023"),
        ("2020 - 22", THREE_YEARS, "2021 - 23"),
        ("2015-11-16/P1Y", UNSTATED, "2016-11-16/P1Y"),
    ],
)
def test_the_next_period_is_that_of_the_measures_next_figure(first, calendar, following):
    assert next_period(read(first, calendar).period, calendar) == read(following, calendar).period


def test_a_day_that_a_short_month_had_cut_off_comes_back_in_the_next_period():
    from_29_may = Calendar("quarter", (5, 29))
    assert next_period(days("2001-02-28", "2001-05-28"), from_29_may) == days("2001-05-29", "2001-08-28")
    assert next_period(days("2000-11-29", "2001-02-27"), from_29_may) == days("2001-02-28", "2001-05-28")


@pytest.mark.parametrize(
    ("text", "day", "after"),
    [
        ("6 months", "2025-03-31", "2025-09-30"),
        ("1 month", "2025-01-31", "2025-02-28"),
        ("1 month", "2025-02-28", "2025-03-31"),
        ("2 quarters", "2025-12-31", "2026-06-30"),
        ("1 year", "2023-02-28", "2024-02-29"),
        ("1 Year", "2025-11-15", "2026-11-15"),
        ("2 weeks", "2025-03-31", "2025-04-14"),
        ("10 days", "2025-12-31", "2026-01-10"),
        ("0 days", "2025-12-31", "2025-12-31"),
        (" 18  months ", "2025-03-31", "2026-09-30"),
    ],
)
def test_a_duration_runs_from_the_end_of_a_day_to_the_end_of_a_month(text, day, after):
    assert Duration.parse(text).after(date.fromisoformat(day)).isoformat() == after


@pytest.mark.parametrize(
    "text", ["6", "months", "six months", "1.5 years", "-1 month", "1 decade", "6 months 2 days", ""]
)
def test_other_lengths_of_time_are_refused_with_an_example(text):
    with pytest.raises(Unreadable, match="write it like 6 months"):
        Duration.parse(text)


@pytest.mark.parametrize("text", ["101 years", "99999 days", "1201 months"])
def test_a_length_of_more_than_a_hundred_years_is_a_slip(text):
    with pytest.raises(Unreadable, match="longer than 100 years"):
        Duration.parse(text)


@pytest.mark.parametrize(
    "call", [lambda: Duration(1).after(date.max), lambda: last_whole(date.min, CALENDAR)]
)
def test_the_edges_of_time_are_refused_in_words(call):
    with pytest.raises(Unreadable, match="beyond what dates can say"):
        call()


# Properties

starts_of_years = st.none() | st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(
    lambda day: (day.month, day.day)
)
calendars = st.builds(
    Calendar,
    st.sampled_from(["month", "quarter", "year", "2 years"]),
    st.sampled_from([None, (1, 1), (4, 1), (9, 1), (11, 16)]) | starts_of_years,
    st.sampled_from([1, 1, 1, 2, 3, 5, 12, 13]),
)
unpooled = st.builds(Calendar, st.sampled_from(["month", "quarter", "year"]), starts_of_years)
moments = st.dates(date(1950, 1, 1), date(2150, 12, 31))
grids = st.builds(lambda calendar, day: (last_whole(day, calendar), calendar), calendars, moments)


@given(grids)
@example((days("2001-02-28", "2001-05-28"), Calendar("quarter", (5, 29))))
def test_a_label_reads_back_as_its_period(grid):
    period, calendar = grid
    reading = read(label(period, calendar), calendar)
    assert (reading.kind, reading.period) == ("whole", period)


@given(
    moments, st.integers(1, 400), st.sampled_from([MONTHLY, ROLLING_MONTHS, QUARTERLY, FINANCIAL_QUARTERS])
)
@example(date(2000, 4, 30), 91, MONTHLY)
@example(date(2000, 1, 1), 366, MONTHLY)
@example(date(2011, 12, 1), 30, ROLLING_MONTHS)
def test_any_span_of_several_days_has_a_label_that_reads_back(start, length, calendar):
    period = Period(start, start + timedelta(days=length))
    assert read(label(period, calendar), calendar).period == period


@given(unpooled, moments)
def test_the_label_of_a_period_is_a_deadline_for_that_period(calendar, day):
    period = last_whole(day, calendar)
    assert last_whole(deadline(label(period, calendar), calendar), calendar) == period


@given(calendars, moments)
def test_the_last_whole_period_is_over_by_the_deadline_and_the_next_is_not(calendar, day):
    period = last_whole(day, calendar)
    assert period.end <= day
    assert last_whole(period.end, calendar) == period
    if calendar.every != "2 years" and not (calendar.yearly and calendar.year_start is None):
        assert next_period(period, calendar).end > day


@given(grids)
def test_the_next_period_is_as_long_one_step_on_and_on_the_grid(grid):
    period, calendar = grid
    following = next_period(period, calendar)
    first, second = (month.year * 12 + month.month for month in (period.start, following.start))
    assert second - first == calendar.step_months
    assert following.months == period.months
    assert read(label(following, calendar), calendar).kind == "whole"


@given(unpooled, moments, moments)
def test_a_later_period_ends_later(calendar, one, other):
    assume(calendar.year_start is not None or not calendar.yearly)
    earlier, later = sorted([last_whole(one, calendar), last_whole(other, calendar)])
    assert (earlier.start < later.start) == (earlier.end < later.end)


@given(st.builds(Duration, st.integers(0, 240), st.integers(0, 400)), moments, moments)
def test_a_duration_from_a_later_day_is_over_no_earlier(duration, one, other):
    earlier, later = sorted([one, other])
    assert duration.after(earlier) <= duration.after(later)
    assert duration.after(earlier) >= earlier


@given(st.integers(1, 1200))
def test_a_duration_in_words_parses_back(months):
    assert Duration.parse(str(Duration(months))) == Duration(months)


PIECES = [
    *(
        "2022",
        "2011",
        "1999",
        "22",
        "23",
        "12",
        "00",
        "1",
        "/",
        "-",
        " - ",
        " ",
        "~",
        " to ",
        "q1",
        "Q5",
        "h1",
    ),
    *(
        "nov",
        "May",
        "sept",
        " ytd",
        "(prov)",
        "fy",
        "academic year ",
        "p1y",
        "/P99Y",
        "T00:00:00",
        "'",
        ".",
        "m11",
    ),
    *(
        "year ending ",
        "12 months to ",
        "2022-04-01",
        "20220100",
        "rtt-",
        "\u2013",
        "\u00a0",
        "\u0130",
        "\u0662",
    ),
]
near_labels = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@given(st.text() | near_labels, calendars)
@example("\ud800", CALENDAR)
@example("2199/00", FINANCIAL)
@example("2199-12-31/P99Y999M999W9999D", CALENDAR)
def test_any_text_is_read_or_refused(text, calendar):
    for reader in (
        lambda: read(text, calendar),
        lambda: span(text, calendar.year_start),
        lambda: deadline(text, calendar),
    ):
        try:
            assert reader()
        except Unreadable as refusal:
            assert str(refusal).isprintable()  # noqa: PT017  every refusal is for people


@given(near_labels, calendars)
def test_a_whole_reading_has_a_length_of_the_measure_and_a_label_of_its_own(text, calendar):
    try:
        reading = read(text, calendar)
    except Unreadable:
        return
    if reading.kind == "whole":
        assert reading.period.months in calendar.spans
        assert read(label(reading.period, calendar), calendar).period == reading.period
