"""What becomes of one row by itself. The figures are made up."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.evidence.made_up import TODAY, account, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logframe.evidence import Evidence

COLUMNS = (
    *("measure", "area", "period", "value", "lower", "upper", "numerator", "denominator"),
    *("note", "status", "published"),
)
PLAIN = {"measure": "score", "area": "E1", "period": "2022", "value": "5.0"}


def extract(rows: list[Mapping[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows({**PLAIN, **row} for row in rows)
    return text.getvalue()


def one_row(cells: Mapping[str, str], as_of: date = TODAY, *, replay: bool = False) -> Evidence:
    return read({"a.csv": extract([cells])}, as_of=as_of, replay=replay)


@cache
def together(*rows: tuple[tuple[str, str], ...]) -> tuple[dict[str, object] | str, ...]:
    """Read many rows at once, each of an area of its own: its observation, or else its code and column."""
    found = read({"a.csv": extract([{**dict(row), "area": f"A{at}"} for at, row in enumerate(rows)])})
    observed = {row["area"]: row for row in found.observations.iter_rows(named=True)}
    faults = {message.line: message.code for message in found.messages}
    return tuple(observed.get(f"A{at}") or faults[at + 2] for at in range(len(rows)))


def outcome(table: list[dict[str, str]], at: int) -> dict[str, object] | str:
    return together(*(tuple(row.items()) for row in table))[at]


def cases(table: Mapping[str, tuple[object, ...]]) -> pytest.MarkDecorator:
    """One test a line; the name says what the line is about."""
    names = list(table)
    return pytest.mark.parametrize("at", range(len(names)), ids=names)


# What is printed, in a measure of which unit: the number, and how many decimals it has

NUMBERS: dict[str, tuple[dict[str, str], float, int]] = {
    "whole": ({"value": "5"}, 5.0, 0),
    "decimals are those printed, zeros too": ({"value": "5.00"}, 5.0, 2),
    "negative": ({"value": "-5.25"}, -5.25, 2),
    "typographic minus": ({"value": "−5.2"}, -5.2, 1),
    "plus sign": ({"value": "+5.2"}, 5.2, 1),
    "spaces around": ({"value": "  5.2 "}, 5.2, 1),
    "no-break space around": ({"value": "\u00a05.2\u00a0"}, 5.2, 1),
    "thousands with commas": ({"value": "1,234.5"}, 1234.5, 1),
    "millions with commas": ({"value": "-1,234,567"}, -1234567.0, 0),
    "thousands with no-break spaces": ({"value": "1\u00a0234\u00a0567.8"}, 1234567.8, 1),
    "thousands with thin spaces": ({"value": "1\u2009234"}, 1234.0, 0),
    "thousands with narrow spaces": ({"value": "1\u202f234"}, 1234.0, 0),
    "no digit before the point": ({"value": ".5"}, 0.5, 1),
    "no digit after the point": ({"value": "5."}, 5.0, 0),
    "more decimals than any number has": ({"value": f"0.{'0' * 40_000}1"}, 0.0, 400),
    "powers of ten count into the decimals": ({"value": "1.2e-05"}, 1.2e-05, 6),
    "large powers of ten": ({"value": "1.234E2"}, 123.4, 1),
    "per cent sign in a percentage": ({"measure": "smoking", "period": "2022/23", "value": "5.0%"}, 5.0, 1),
    "per cent sign in front": ({"measure": "smoking", "period": "2022/23", "value": "%5.0"}, 5.0, 1),
    "per cent sign apart": ({"measure": "smoking", "period": "2022/23", "value": "5.0 %"}, 5.0, 1),
    "per cent sign in a proportion": ({"measure": "share", "value": "5.5%"}, 0.055, 3),
    "proportion": ({"measure": "share", "value": "0.055"}, 0.055, 3),
}


@cases(NUMBERS)
def test_a_number_is_read_as_printed(at: int) -> None:
    found = outcome([row for row, _, _ in NUMBERS.values()], at)
    _, value, decimals = list(NUMBERS.values())[at]
    assert isinstance(found, dict)
    assert (found["value"], found["decimals"]) == (value, decimals)


OTHERS = {
    "lower": ({"lower": "4.9", "value": "5"}, 4.9),
    "upper": ({"upper": "1,000.5", "value": "5"}, 1000.5),
    "numerator": ({"numerator": "1,234", "value": "5"}, 1234.0),
    "denominator": ({"denominator": " 99 ", "value": "5"}, 99.0),
}


@cases(OTHERS)
def test_the_other_columns_of_numbers_are_read_alike(at: int) -> None:
    found = outcome([row for row, _ in OTHERS.values()], at)
    assert isinstance(found, dict)
    assert found[list(OTHERS)[at]] == list(OTHERS.values())[at][1]


# What is no figure

REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "a word": ({"value": "five"}, "LF403"),
    "decimal comma": ({"value": "5,2"}, "LF403"),
    "thousands in the wrong places": ({"value": "12,34"}, "LF403"),
    "a thousand of four digits": ({"value": "1234,567"}, "LF403"),
    "two numbers": ({"value": "1 234"}, "LF403"),
    "two points": ({"value": "1.2.3"}, "LF403"),
    "two signs": ({"value": "--5"}, "LF403"),
    "nothing but a point": ({"value": "."}, "LF403"),
    "parentheses": ({"value": "(5)"}, "LF403"),
    "currency": ({"value": "£5"}, "LF403"),
    "hexadecimal": ({"value": "0x10"}, "LF403"),
    "underscores": ({"value": "1_000"}, "LF403"),
    "digits of another script": ({"value": "٥"}, "LF403"),
    "infinity": ({"value": "inf"}, "LF403"),
    "not a number": ({"value": "nan"}, "LF403"),
    "too large for a number": ({"value": "1e999"}, "LF403"),
    "not available, in letters": ({"value": "NA"}, "LF403"),
    "per cent sign where nothing is in per cent": ({"value": "5%"}, "LF403"),
    "two per cent signs": ({"measure": "smoking", "period": "2022/23", "value": "%5%"}, "LF403"),
    "per cent sign in a count": ({"measure": "share", "value": "0.5", "numerator": "5%"}, "LF403"),
    "unreadable lower": ({"lower": "low-ish"}, "LF403"),
    "unreadable upper": ({"upper": "inf"}, "LF403"),
    "unreadable numerator": ({"numerator": "1,2"}, "LF403"),
    "unreadable denominator": ({"denominator": "many"}, "LF403"),
    "no value and no reason": ({"value": ""}, "LF410"),
    "blanks are no value": ({"value": "   "}, "LF410"),
    "a blank note is no reason": ({"value": "", "note": "  "}, "LF410"),
    "a status that is no reason": ({"value": "", "status": "final"}, "LF410"),
    "above the unit's most": ({"measure": "smoking", "period": "2022/23", "value": "100.1"}, "LF408"),
    "below the unit's least": ({"measure": "smoking", "period": "2022/23", "value": "-0.1"}, "LF408"),
    "a percentage in a proportion": ({"measure": "share", "value": "5.5"}, "LF408"),
    "interval upside down": ({"value": "5", "lower": "6", "upper": "4"}, "LF408"),
    "value below its interval": ({"value": "4.8", "lower": "5.0"}, "LF408"),
    "value above its interval": ({"value": "5.2", "upper": "5.0"}, "LF408"),
    "negative count": ({"numerator": "-1"}, "LF408"),
    "nothing to divide by": ({"denominator": "0"}, "LF408"),
    "more than all": (
        {"measure": "share", "value": "0.5", "numerator": "11", "denominator": "10"},
        "LF408",
    ),
    "unreadable period": ({"period": "lately"}, "LF404"),
    "no period": ({"period": ""}, "LF404"),
    "ambiguous year": ({"measure": "smoking", "period": "2022"}, "LF404"),
    "unreadable day of publication": ({"published": "soon"}, "LF404"),
    "a month is no day of publication": ({"published": "2024-11"}, "LF404"),
    "begins after today": ({"period": "2027"}, "LF406"),
}


@cases(REFUSED)
def test_a_row_that_cannot_be_right_is_refused(at: int) -> None:
    assert outcome([row for row, _ in REFUSED.values()], at) == list(REFUSED.values())[at][1]


FINE: dict[str, tuple[dict[str, str], float]] = {
    "the unit's most": ({"measure": "smoking", "period": "2022/23", "value": "100"}, 100),
    "all of it, with a per cent sign": ({"measure": "share", "value": "100.0%"}, 1),
    "no limits, no complaint": ({"value": "-1,000"}, -1000),
    "value outside its interval by rounding": ({"value": "5.0", "lower": "5.04", "upper": "5.3"}, 5),
    "interval rounded more than its value": ({"value": "5.04", "lower": "4", "upper": "5"}, 5.04),
    "lower end rounded more than its value": ({"value": "4.96", "lower": "5"}, 4.96),
    "value rounded more than its upper end": ({"value": "5.0", "upper": "4.96"}, 5),
    "interval of no width": ({"value": "5", "lower": "5", "upper": "5"}, 5),
    "interval below the unit's least": (
        {"measure": "smoking", "period": "2022/23", "value": "0.4", "lower": "-0.1", "upper": "1"},
        0.4,
    ),
    "a rate's numerator above its denominator": ({"numerator": "11", "denominator": "10"}, 5),
    "an interval that is held back": ({"value": "5", "lower": "*", "upper": "c", "numerator": "<5"}, 5),
}


@cases(FINE)
def test_a_figure_that_may_be_right_is_used(at: int) -> None:
    found = outcome([row for row, _ in FINE.values()], at)
    assert isinstance(found, dict)
    assert found["value"] == list(FINE.values())[at][1]


# Suppression

SUPPRESSED: dict[str, tuple[dict[str, str]]] = {
    **{
        f"mark {mark}": ({"value": mark},)
        for mark in ("*", "c", "[c]", "x", "[x]", "z", "[z]", "u", "[u]", "-", "–", "..", ":", "<5", "[low]")
    },
    "capital mark": ({"value": "C"},),
    "mark with spaces around": ({"value": " * "},),
    "empty with a note": ({"value": "", "note": "too few cases"},),
    "empty with a status that says so": ({"value": "", "status": "Suppressed"},),
    "empty with a status that is a mark": ({"value": "", "status": "c"},),
    "nobody counted, no value": ({"value": "", "note": "no cases", "numerator": "0", "denominator": "0"},),
}


@cases(SUPPRESSED)
def test_a_suppressed_figure_is_an_observation_without_a_value(at: int) -> None:
    found = outcome([row for (row,) in SUPPRESSED.values()], at)
    assert isinstance(found, dict)
    assert (found["value"], found["decimals"]) == (None, None)


def test_suppressed_rows_are_counted_apart_from_used_ones() -> None:
    assert account(one_row({"value": "*"})) == [{"read": 1, "suppressed": 1}]


# What else a row says


@pytest.mark.parametrize(
    ("cells", "provisional"),
    [
        ({"status": "provisional"}, True),
        ({"status": "P"}, True),
        ({"period": "2022 (prov)"}, True),
        ({"status": "final"}, False),
        ({}, False),
    ],
    ids=["in words", "by its letter", "in the label", "final", "not said"],
)
def test_a_provisional_figure_is_known_as_such(cells: dict[str, str], *, provisional: bool) -> None:
    assert one_row(cells).observations["provisional"].to_list() == [provisional]


@pytest.mark.parametrize("text", ["2024-11-22", "22 November 2024", "22/11/2024", " 2024-11-22 "])
def test_the_day_of_publication_is_read(text: str) -> None:
    assert one_row({"published": text}).observations["published"].to_list() == [date(2024, 11, 22)]


def test_a_note_is_kept_without_the_spaces_around_it() -> None:
    assert one_row({"note": "  rounded "}).observations["note"].to_list() == ["rounded"]


def test_what_no_column_says_is_null() -> None:
    found = read({"a.csv": "measure,area,period,value\nscore,E1,2022,5\n"}).observations.row(0, named=True)
    unsaid = ["area_name", "lower", "upper", "numerator", "denominator", "note", "published", "source"]
    assert [found[name] for name in unsaid] == [None] * len(unsaid)
    assert found["provisional"] is False


# Time

TIMES = [
    # as of, replay, period, published, what becomes of the row
    pytest.param("2024-06-30", False, "2023", "", "used", id="a period that is over"),
    pytest.param("2024-06-30", False, "2024", "", "later", id="a period that is not over"),
    pytest.param("2024-12-31", False, "2024", "", "used", id="a period that ends on the day"),
    pytest.param("2024-12-30", False, "2024", "", "later", id="a period that ends a day later"),
    pytest.param("2024-06-30", False, "2024", "2024-05-01", "used", id="not over, but published"),
    pytest.param("2024-06-30", False, "2023", "2024-07-01", "later", id="published a day later"),
    pytest.param("2024-06-30", False, "2023", "2024-06-30", "used", id="published on the day"),
    pytest.param("2024-06-30", False, "2025", "", "refused", id="a period still to come"),
    pytest.param("2024-06-30", False, "2025", "2024-05-01", "refused", id="still to come, though published"),
    pytest.param("2024-06-30", False, "2025", "2025-05-01", "refused", id="still to come, published later"),
    pytest.param("2024-06-30", True, "2025", "", "later", id="replayed before the period"),
    pytest.param("2024-06-30", True, "2025", "2024-05-01", "later", id="replayed before a forecast's period"),
    pytest.param("2024-06-30", True, "2023", "2024-07-01", "later", id="replayed before publication"),
    pytest.param("2024-06-30", True, "2023", "2024-06-01", "used", id="replayed after publication"),
    pytest.param("2024-06-30", False, "Jan 2022", "", "other_frequency", id="another frequency"),
    pytest.param("2024-06-30", False, "Q1-Q3 2022", "", "partial", id="part of a period"),
    pytest.param("2024-06-30", False, "2022 YTD", "2030-01-01", "partial", id="year to date"),
]


@pytest.mark.parametrize(("as_of", "replay", "period", "published", "place"), TIMES)
def test_a_row_counts_from_the_day_on_which_it_can_be_known(
    as_of: str, *, replay: bool, period: str, published: str, place: str
) -> None:
    found = one_row({"period": period, "published": published}, date.fromisoformat(as_of), replay=replay)
    assert account(found) == [{"read": 1, place: 1}]
    assert [message.code for message in found.messages] == (["LF406"] if place == "refused" else [])


@pytest.mark.parametrize("cells", [{"period": "2022 YTD"}, {"period": "2026"}, {"period": "Jan 2022"}])
def test_a_row_that_is_set_aside_is_not_read_any_further(cells: dict[str, str]) -> None:
    assert one_row({**cells, "value": "rubbish"}).messages == []


def test_what_lies_ahead_is_known_by_its_cells() -> None:
    text = "measure,area,period,value,published\n" + "".join(
        f"score,{area},{period},5,{day}\n"
        for area, period, day in [
            ("E2", "2024", "2025-05-01"),
            ("E1", "2025", ""),
            ("E1", "2024", ""),
            ("E1", "2024", "2025-06-01"),
            ("E1", "2023", "2025-05-01"),
            ("E1", "2023", "2024-05-01"),
        ]
    )
    found = read({"a.csv": text}, as_of=date(2024, 6, 30), replay=True)
    assert found.ahead.rows() == [
        ("score", "E1", "", date(2024, 1, 1), date(2024, 12, 31)),
        ("score", "E1", "", date(2025, 1, 1), date(2025, 12, 31)),
        ("score", "E2", "", date(2024, 1, 1), date(2024, 12, 31)),
    ]
