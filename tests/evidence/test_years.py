"""Measures whose labels mean more than one kind of year. The figures are made up."""

from __future__ import annotations

from datetime import date

import pytest

from logframe.evidence import Definition
from logframe.periods import Calendar
from tests.evidence.made_up import DEFINITIONS, account, adds_up, read, told

HEADER = "measure,area,period,value\n"
# `share` is a measure of years that does not say when they begin, and so are these.
MORE = DEFINITIONS | {
    "other": Definition("other", Calendar("year")),
    "pooled": Definition("pooled", Calendar("year", pooled=3)),
    "quarterly": Definition("quarterly", Calendar("quarter")),
    "four-quarters": Definition("four-quarters", Calendar("quarter", pooled=4)),
    "of-april": Definition("of-april", Calendar("quarter", (4, 1))),
    "of-january": Definition("of-january", Calendar("quarter", (1, 1))),
}


def rows(*periods: str, measure: str = "share", area: str = "E1") -> str:
    return "".join(f"{measure},{area},{period},0.5\n" for period in periods)


ONE_KIND = {
    "calendar years": rows("2021", "2022", "2023-01-01/P1Y"),
    "financial years": rows("2021/22", "2022-23", "2023/24"),
    "each measure its own": rows("2021/22") + rows("2021", measure="score"),
    "a part of a year is set aside in any case": rows("2021", "2022", "2023/24 YTD"),
    "declared, and so read as declared": rows("2021/22", "2022/23", measure="smoking"),
    "months begin on any": rows("Jan 2022", "Feb 2022", measure="waits"),
    "quarters of calendar years": rows("2021 Q4", "Q1 2022", "2022Q2", measure="quarterly"),
    "quarters of financial years": rows("2021/22 Q4", "Q1 2022/23", "FY 2022/23 Q2", measure="quarterly"),
    "quarters that are named by their months, beside numbered ones": rows(
        "Jan - Mar 2022", "2022/23 Q1", "2022-07-01/P3M", "Oct 2022 - Dec 2022", measure="quarterly"
    ),
    "quarters of two kinds, in a measure that says when its year begins": rows(
        "2022 Q1", "2022/23 Q1", measure="of-april"
    ),
    "likewise, in January": rows("2022 Q1", "2022/23 Q1", measure="of-january"),
    "quarters of either kind, in two measures": rows("2022 Q1", measure="four-quarters")
    + rows("2022/23 Q1", measure="quarterly"),
    "a stretch of quarters, which is no figure of the measure": rows(
        "2022 Q1", "2022/23 Q1-Q3", measure="quarterly"
    ),
    "a year, which is another frequency": rows("2022 Q1", "2022/23", measure="quarterly"),
    "years that are named by quarters": rows("2021", "2022 Q1-Q4"),
}


@pytest.mark.parametrize("content", ONE_KIND.values(), ids=ONE_KIND)
def test_years_of_one_kind_are_nothing_to_tell(content: str) -> None:
    found = read({"a.csv": HEADER + content}, definitions=MORE, wanted=[(one, None, "") for one in MORE])
    assert found.messages == []


MIXED = {
    "few of the one and most of the other": (
        rows("2021", "2022", "2022/23", "2023"),
        [("a.csv", 4, 10, "LF416")],
        {"read": 4, "used": 3, "refused": 1},
    ),
    "the few come first": (
        rows("2020", "2021/22", "2022/23"),
        [("a.csv", 2, 10, "LF416")],
        {"read": 3, "used": 2, "refused": 1},
    ),
    "as many of both, so that neither is what is meant": (
        rows("2021", "2022/23"),
        [("a.csv", 2, 10, "LF416"), ("a.csv", 3, 10, "LF416")],
        {"read": 2, "refused": 2},
    ),
    "three kinds": (
        rows("2021", "2022", "2023/24", "Sep 2023 - Aug 2024"),
        [("a.csv", 4, 10, "LF416"), ("a.csv", 5, 10, "LF416")],
        {"read": 4, "used": 2, "refused": 2},
    ),
    "two of three kinds as often": (
        rows("2021", "2022/23", "Sep 2023 - Aug 2024", "2022", "2024/25"),
        [("a.csv", line, 10, "LF416") for line in (2, 3, 4, 5, 6)],
        {"read": 5, "refused": 5},
    ),
    "in two areas": (
        rows("2021", "2022") + rows("2021/22", area="E2"),
        [("a.csv", 4, 10, "LF416")],
        {"read": 3, "used": 2, "refused": 1},
    ),
    "each measure by its own": (
        rows("2021", "2022", "2022/23") + rows("2021/22", "2022/23", measure="other"),
        [("a.csv", 4, 10, "LF416")],
        {"read": 5, "used": 4, "refused": 1},
    ),
    "withheld figures are of some year too": (
        rows("2021", "2022") + "share,E1,2022/23,*\nshare,E1,2023,*\n",
        [("a.csv", 4, 10, "LF416")],
        {"read": 4, "used": 2, "suppressed": 1, "refused": 1},
    ),
    "years pooled by threes": (
        rows("2018 - 20", "2019 - 21", "2020/21 - 22/23", measure="pooled"),
        [("a.csv", 4, 11, "LF416")],
        {"read": 3, "used": 2, "refused": 1},
    ),
    "quarters, most of them of calendar years": (
        rows("2021 Q4", "2022 Q1", "2022/23 Q1", "2022 Q3", measure="quarterly"),
        [("a.csv", 4, 14, "LF416")],
        {"read": 4, "used": 3, "refused": 1},
    ),
    "quarters, most of them of financial years": (
        rows("Q1 2022", "2022/23 Q1", "FY 2022/23 Q2", measure="quarterly"),
        [("a.csv", 2, 14, "LF416")],
        {"read": 3, "used": 2, "refused": 1},
    ),
    "as many quarters of both": (
        rows("2022 Q1", "2022/23 Q2", measure="quarterly"),
        [("a.csv", 2, 14, "LF416"), ("a.csv", 3, 14, "LF416")],
        {"read": 2, "refused": 2},
    ),
    "two labels of one quarter": (
        rows("2022 Q1", "2022 Q2", "2022/23 Q1", measure="quarterly"),
        [("a.csv", 4, 14, "LF416")],
        {"read": 3, "used": 2, "refused": 1},
    ),
    "quarters pooled by fours": (
        rows("2022 Q1-Q4", "2022 Q2 - 2023 Q1", "2022/23 Q1-Q4", measure="four-quarters"),
        [("a.csv", 4, 18, "LF416")],
        {"read": 3, "used": 2, "refused": 1},
    ),
    "a figure said twice is refused twice": (
        rows("2020", "2021", "2022") + rows("2022/23", "2022/23"),
        [("a.csv", 5, 10, "LF416"), ("a.csv", 6, 10, "LF416")],
        {"read": 5, "used": 3, "refused": 2},
    ),
}


@pytest.mark.parametrize(("content", "messages", "fates"), MIXED.values(), ids=MIXED)
def test_of_two_kinds_of_year_only_that_of_most_figures_is_used(
    content: str, messages: list[tuple[str, int, int, str]], fates: dict[str, int]
) -> None:
    found = read({"a.csv": HEADER + content}, definitions=MORE, wanted=[(one, None, "") for one in MORE])
    assert told(found) == messages
    assert account(found) == [fates]
    assert adds_up(found)


def test_the_figures_that_are_left_are_of_one_kind_of_year() -> None:
    found = read({"a.csv": HEADER + rows("2018", "2019", "2020", "2021/22", "2022/23")})
    assert found.observations["start"].to_list() == [date(year, 1, 1) for year in (2018, 2019, 2020)]


def test_it_says_how_many_of_each_and_where_the_others_begin_and_what_to_do() -> None:
    found = read({"a.csv": HEADER + rows("2021", "2022"), "b.csv": HEADER + rows("2020/21")})
    (message,) = found.messages
    assert message.text.startswith(
        "'share' has 1 figure of years from 1 April beside 2 of years from 1 January: not used; "
        "the others begin at "
    )
    assert message.text.endswith("a.csv:2")
    assert "year: financial" in message.hint
    assert (message.line, message.severity) == (2, "error")


def test_of_quarters_it_says_in_which_year_they_are_counted() -> None:
    content = HEADER + rows("2022 Q1", "2022 Q2", "2022/23 Q2", measure="quarterly")
    (message,) = read({"a.csv": content}, definitions=MORE, wanted=[("quarterly", None, "")]).messages
    assert message.text.startswith(
        "'quarterly' has 1 figure of quarters counted from 1 April beside 2 of quarters counted from"
        " 1 January: not used; the others begin at "
    )
    assert message.hint.startswith("2022 Q1 begins in January, 2022/23 Q1 in April: write all alike")


def test_where_neither_is_used_it_says_so() -> None:
    found = read({"a.csv": HEADER + rows("2021", "2020/21")})
    assert [message.text.partition(": ")[2] for message in found.messages] == [
        "none is used; the others begin at a.csv:3", "none is used; the others begin at a.csv:2"
    ]  # fmt: skip


def test_after_a_hundred_rows_the_rest_is_a_number() -> None:
    content = rows(*(f"{year}/{(year + 1) % 100:02}" for year in range(1910, 2022)))
    found = read({"a.csv": HEADER + content + rows(*map(str, range(1905, 2022)))})
    assert len(found.messages) == 101
    assert "and 12 more figures like this" in found.messages[-1].text
    assert account(found) == [{"read": 229, "used": 117, "refused": 112}]
