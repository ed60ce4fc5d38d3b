"""What a declaration says of how its files spell days and numbers, and what is found out. The figures are made up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.evidence.made_up import account, adds_up, declared, read, told

MONTHS = """\
    columns: {area: Area, period: Month, value: V}
    fixed: {measure: waits}
"""
SCORES = """\
    columns: {area: Area, period: Year, value: V}
    fixed: {measure: score}
"""


# Days in numbers

STARTS_OF_MONTHS = "Area,Month,V\nE1,01/04/2023,5\nE1,01/05/2023,6\nE1,01/06/2023 00:00,7\n"


def test_months_by_their_first_day_could_be_days_of_january() -> None:
    found = declared(STARTS_OF_MONTHS, MONTHS)
    assert told(found) == [("a.csv", line, 4, "LF404") for line in (2, 3, 4)]
    assert "1 April 2023" in found.messages[0].text
    assert "4 January 2023" in found.messages[0].text
    assert "dates: day/month/year" in found.messages[0].text


@pytest.mark.parametrize(
    ("dates", "starts"),
    [
        ("day/month/year", [date(2023, month, 1) for month in (4, 5, 6)]),
        ("month/day/year", [date(2023, 1, 1)]),
    ],
)
def test_days_are_read_as_they_are_declared(dates: str, starts: list[date]) -> None:
    content = STARTS_OF_MONTHS if dates.startswith("day") else "Area,Month,V\nE1,01/04/2023,5\n"
    found = declared(content, MONTHS + f"    dates: {dates}\n")
    assert found.messages == []
    assert found.observations["start"].to_list() == starts


def test_what_is_declared_of_bare_years_and_of_days_goes_together() -> None:
    content = "Area,Year,V\nE1,2022,5\nE1,01/04/2023,6\n"
    declaration = SCORES.replace("score", "smoking") + "    bare_year: begins\n    dates: day/month/year\n"
    found = declared(content, declaration)
    assert found.messages == []
    assert found.observations["start"].to_list() == [date(2022, 4, 1), date(2023, 4, 1)]


PUBLISHED = {
    "2023-06-12": date(2023, 6, 12),
    "2023-06-12T09:30:00": date(2023, 6, 12),
    "2023-06-12 09:30": date(2023, 6, 12),
    "2023-06-12T00:00:00+00:00": date(2023, 6, 12),
    "": None,
}


@pytest.mark.parametrize(("text", "day"), PUBLISHED.items(), ids=PUBLISHED)
def test_a_figure_is_published_on_a_day_whatever_the_hour(text: str, day: date | None) -> None:
    found = read({"a.csv": f"measure,area,period,value,published\nscore,E1,2022,5,{text}\n"})
    assert found.messages == []
    assert found.observations["published"].to_list() == [day]


def test_days_of_publication_are_spelt_as_declared_too() -> None:
    content = "Area,Year,V,P\nE1,2022,5,01/06/2023\nE2,2022,5,\n"
    declaration = SCORES.replace("value: V", "value: V, published: P") + "    dates: day/month/year\n"
    found = declared(content, declaration)
    assert found.messages == []
    assert found.observations["published"].to_list() == [date(2023, 6, 1), None]


def test_a_day_of_publication_that_is_none_is_told_how_days_are_written() -> None:
    found = read({"a.csv": "measure,area,period,value,published\nscore,E1,2022,5,soon\n"})
    assert [message.text for message in found.messages] == [
        "published: 'soon' is not one day: write it like 2024-11-22"
    ]


# Commas in numbers, where semicolons separate fields

COMMAS = {
    "not declared": (
        "",
        {"E1": None, "E2": None, "E3": 1234567.0, "E4": 1234.5, "E5": 7.0, "E6": None, "E7": None},
        ["E1", "E2", "E6"],
    ),
    "before decimals": (
        "    decimal: ','\n",
        {"E1": 1.234, "E2": 10.5, "E3": None, "E4": None, "E5": 7.0, "E6": 1234.5, "E7": None},
        ["E3", "E4"],
    ),
    "of thousands": (
        "    decimal: '.'\n",
        {"E1": 1234.0, "E2": None, "E3": 1234567.0, "E4": 1234.5, "E5": 7.0, "E6": None, "E7": None},
        ["E2", "E6"],
    ),
}
CELLS = {
    "E1": "1,234",
    "E2": "10,5",
    "E3": "1,234,567",
    "E4": "1,234.5",
    "E5": "7",
    "E6": "1.234,5",
    "E7": "..",
}


@pytest.mark.parametrize("value", ["V", "{of: V, times: 1}"], ids=["as printed", "worked out"])
@pytest.mark.parametrize(("more", "values", "refused"), COMMAS.values(), ids=COMMAS)
def test_a_comma_in_a_number_is_of_thousands_or_before_decimals_as_declared(
    more: str, values: dict[str, float | None], refused: list[str], value: str
) -> None:
    content = "Area;Year;V\n" + "".join(f"{area};2022;{cell}\n" for area, cell in CELLS.items())
    found = declared(content, SCORES.replace("value: V", f"value: {value}") + more)
    assert adds_up(found)
    assert [(one.code, one.line, one.column) for one in found.messages] == [
        ("LF403", list(CELLS).index(area) + 2, 9) for area in refused
    ]
    held = dict(found.observations.select("area", "value").rows())
    assert held == {area: number for area, number in values.items() if area not in refused}


def test_a_number_that_may_be_two_says_so_and_how_to_declare_it() -> None:
    found = declared("Area;Year;V\nE1;2022;1,234\n", SCORES)
    (message,) = found.messages
    assert message.text == "value '1,234' has a comma before its decimals, or one of thousands"
    assert message.hint == (
        'the file is separated by semicolons: declare which, decimal: "," or decimal: "."'
    )


def test_a_number_that_contradicts_what_is_declared_says_so() -> None:
    found = declared("Area;Year;V\nE1;2022;1234.5\n", SCORES + "    decimal: ','\n")
    assert [message.text for message in found.messages] == [
        "value '1234.5' has no decimal comma, as its declaration says"
    ]


def test_decimals_are_those_printed_behind_the_comma() -> None:
    found = declared("Area;Year;V\nE1;2022;10,50\nE2;2022;12,5 %\n", SCORES.replace("score", "smoking").replace("period: Year", "period: {column: Year}") + "    decimal: ','\n    bare_year: begins\n")  # fmt: skip
    assert [message.code for message in found.messages] == ["LF425"]
    assert found.observations.select("value", "decimals").rows() == [(10.5, 2), (12.5, 1)]


def test_where_commas_separate_fields_a_quoted_one_is_of_thousands() -> None:
    found = declared('Area,Year,V\nE1,2022,"1,234"\n', SCORES)
    assert found.observations["value"].to_list() == [1234.0]


def test_the_operand_at_fault_is_the_one_that_is_told() -> None:
    declaration = SCORES.replace("value: V", "value: {of: Of, over: Over}") + "    decimal: ','\n"
    found = declared("Area;Year;Of;Over\nE1;2022;10,5;about 2\n", declaration)
    assert told(found) == [("a.csv", 2, 14, "LF403")]


# What separates fields

SEPARATED = {
    "commas in a name": ("Area, code, of, it;Year;V\nE1;2022;5\n", "Area, code, of, it"),
    "commas in a name, and in every row": ("Area, name;Year;V\nKent, all;2022;5\n", "Area, name"),
    "a header alone": ("Area, code, of, it;Year;V\n", "Area, code, of, it"),
    "semicolons in a name": ("Area; or; what; else,Year,V\nE1,2022,5\n", "Area; or; what; else"),
    "bars in a name": ("A|r|e|a\tYear\tV\nE1\t2022\t5\n", "A|r|e|a"),
    "a short first row": ("Area, code, of, it;Year;V;W\nE1;2022;5\nE2;2022;5;6\nE3;2022;6;6\n", "Area, code, of, it"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "area"), SEPARATED.values(), ids=SEPARATED)
def test_fields_are_separated_by_what_gives_the_columns_that_are_named(content: str, area: str) -> None:
    found = declared(content, SCORES.replace("area: Area", f"area: '{area}'") + "    short_rows: true\n")
    assert [message for message in found.messages if message.code == "LF402"] == []
    assert found.observations.height == content.count("2022")


def test_where_no_column_is_as_named_fields_are_what_makes_rows() -> None:
    found = declared("Place, or, what;Year;V\nE1;2022;5\n", SCORES)
    (message,) = found.messages
    assert "'Place, or, what', 'Year'" in message.hint


# Notes below a table

NOTES = 'Source: NHS England\n"Notes: a, b"\n'
TABLE = "Area,Year,V\nE1,2022,5\nE2,2022,6\n"
BELOW = {
    "lines": TABLE + NOTES,
    "a blank line between": TABLE + "\n" + NOTES,
    "no line end": TABLE + NOTES.rstrip("\n"),
    "Windows' line ends": (TABLE + "\n" + NOTES).replace("\n", "\r\n"),
    "old line ends": (TABLE + "\n" + NOTES).replace("\n", "\r"),
    "semicolons": (TABLE + "\n").replace(",", ";") + NOTES,
    "none": TABLE,
    "many": TABLE + "Note that this goes on.\n" * 2_000,
    "lines above the header too": "Title\n" + TABLE + NOTES,
}


@pytest.mark.parametrize("content", BELOW.values(), ids=BELOW)
def test_notes_below_the_table_are_not_read_where_they_are_declared(content: str) -> None:
    skip = "    skip: 1\n" if content.startswith("Title") else ""
    found = declared(content, SCORES + "    footer: true\n" + skip)
    assert found.messages == []
    assert account(found) == [{"read": 2, "used": 2}]


def test_notes_that_nobody_declared_are_refused() -> None:
    found = declared(TABLE + NOTES, SCORES)
    assert told(found) == [("a.csv", 4, 20, "LF409"), ("a.csv", 5, 14, "LF409")]


STAYS = {
    "a short row that is no note": TABLE + "E3,2022\n" + NOTES,
    "a note among the rows": "Area,Year,V\nE1,2022,5\nSee below\nE2,2022,6\n" + NOTES,
    "a note of two fields": TABLE + "Source: NHS, England\n" + NOTES,
}


@pytest.mark.parametrize("content", STAYS.values(), ids=STAYS)
def test_a_footer_hides_no_damaged_row(content: str) -> None:
    found = declared(content, SCORES + "    footer: true\n")
    assert [message.code for message in found.messages] == ["LF409"]
    assert account(found) == [{"read": 3, "used": 2, "refused": 1}]


def test_a_row_that_ends_with_a_long_note_of_its_own_is_no_footer() -> None:
    content = 'Area,Year,V,N\nE1,2022,5,\nE2,2022,6,"a\nlong\nnote"\n' + NOTES
    found = declared(content, SCORES + "    footer: true\n")
    assert found.messages == []
    assert account(found) == [{"read": 2, "used": 2}]


def test_of_a_table_of_one_column_no_row_is_a_footer() -> None:
    declaration = (
        "    columns: {value: V}\n    fixed: {measure: score, area: E1, period: 2022}\n    footer: true\n"
    )
    assert account(declared("V\n5\n", declaration)) == [{"read": 1, "used": 1}]


# Long quoted cells


@pytest.mark.parametrize("lines", [150, 999])
@pytest.mark.parametrize("more", ["", "score,E3,2022\n"], ids=["all is well", "a short row elsewhere"])
def test_one_bad_row_spoils_no_long_note(lines: int, more: str) -> None:
    note = "a line of some length, in a note that explains how the figure was counted\n" * lines
    content = f'measure,area,period,value,note\nscore,E1,2022,10,"{note}"\nscore,E2,2022,3,\n{more}'
    found = read({"a.csv": content})
    assert [message.code for message in found.messages] == ["LF409"] * bool(more)
    assert found.observations.select("area", "value").rows() == [("E1", 10.0), ("E2", 3.0)]
    assert adds_up(found)
