"""Measures whose labels mean more than one kind of year. The figures are made up."""

from __future__ import annotations

import pytest

from tests.evidence.made_up import account, adds_up, read, told

HEADER = "measure,area,period,value\n"
# `share` is a measure of years that does not say when they begin.


def rows(*periods: str, measure: str = "share", area: str = "E1") -> str:
    return "".join(f"{measure},{area},{period},0.5\n" for period in periods)


ONE_KIND = {
    "calendar years": rows("2021", "2022", "2023-01-01/P1Y"),
    "financial years": rows("2021/22", "2022-23", "2023/24"),
    "each measure its own": rows("2021/22") + rows("2021", measure="score"),
    "a part of a year is set aside in any case": rows("2021", "2022", "2023/24 YTD"),
    "declared, and so read as declared": rows("2021/22", "2022/23", measure="smoking"),
    "months begin on any": rows("Jan 2022", "Feb 2022", measure="waits"),
}


@pytest.mark.parametrize("content", ONE_KIND.values(), ids=ONE_KIND)
def test_years_of_one_kind_are_nothing_to_tell(content: str) -> None:
    assert read({"a.csv": HEADER + content}).messages == []


MIXED = {
    "in one series": (rows("2021", "2022/23", "2023"), [("a.csv", 3, 10, "LF416")]),
    "once a kind": (rows("2021", "2022/23", "2023/24", "2024/25"), [("a.csv", 3, 10, "LF416")]),
    "three kinds": (
        rows("2021", "2022/23", "Sep 2023 - Aug 2024"),
        [("a.csv", 3, 10, "LF416"), ("a.csv", 4, 10, "LF416")],
    ),
    "in two areas": (rows("2021") + rows("2021/22", area="E2"), [("a.csv", 3, 10, "LF416")]),
}


@pytest.mark.parametrize(("content", "messages"), MIXED.values(), ids=MIXED)
def test_years_of_two_kinds_are_told_where_the_second_begins(
    content: str, messages: list[tuple[str, int, int, str]]
) -> None:
    found = read({"a.csv": HEADER + content})
    assert told(found) == messages
    assert adds_up(found)


def test_it_says_which_years_and_where_the_other_is_and_what_to_do() -> None:
    found = read({"a.csv": HEADER + rows("2021"), "b.csv": HEADER + rows("2020/21", "2022/23")})
    (message,) = found.messages
    assert message.text.startswith("'share' has a year from 1 April, and one from 1 January at ")
    assert message.text.endswith("a.csv:2")
    assert "year: financial" in message.hint
    assert (message.line, message.severity) == (2, "error")


def test_the_figures_stay_in_the_account_as_used() -> None:
    found = read({"a.csv": HEADER + rows("2021", "2022/23")})
    assert account(found) == [{"read": 2, "used": 2}]
