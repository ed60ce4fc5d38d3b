"""Figures that look right and are of something else: what the command line says of them. All is made up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

AS_OF = ("--as-of", "2025-06-01")
CALENDAR, FINANCIAL = {"2018": 50, "2019": 45, "2020": 40}, {"2021/22": 30, "2022/23": 25, "2023/24": 20}


def check(folder: Folder, figures: dict[str, float], **measure: Any) -> tuple[int, list[str], dict[str, Any]]:
    """Check one indicator in one area: exit status, messages, and its row."""
    indicator = {
        "id": "i",
        "title": "I",
        "measure": "m",
        "areas": ["A"],
        "target": {"at_most": 10, "by": 2028},
    }
    about = {"title": "M", "unit": "count", "improves": "down"} | measure
    folder.write("strategies/a.yaml", strategy(indicator, measures={"m": about}))
    folder.extract(
        {"measure": "m", "area": "A", "period": period, "value": value} for period, value in figures.items()
    )
    done = folder.run("check", *AS_OF, "--format", "json")
    messages = [line for line in done.stderr.splitlines() if line.startswith("data")]
    return done.returncode, messages, json.loads(done.stdout)["assessments"][0]


def test_no_trend_goes_through_two_kinds_of_year(folder: Folder):
    status, messages, row = check(folder, CALENDAR | FINANCIAL)
    assert (status, len(messages)) == (1, 6)
    assert all(": LF416 'm' has 3 figures" in message for message in messages)
    assert (row["verdict"], row["n"]) == ("no_data", 0)


def test_the_kind_of_most_figures_is_judged_and_the_others_are_refused(folder: Folder):
    status, messages, row = check(folder, {"2020": 40} | FINANCIAL)
    assert status == 1
    assert [message.partition(" LF416 ")[0] for message in messages] == ["data/figures.csv:2:6:"]
    assert (row["n"], row["latest"]["value"]) == (3, 20)


@pytest.mark.parametrize(
    ("year", "figures", "line", "says"),
    [
        (
            "calendar",
            CALENDAR | FINANCIAL,
            5,
            "'2021/22' is April 2021 to March 2022, and the measure's years",
        ),
        ("financial", FINANCIAL | {"Jan 2024 - Dec 2024": 1}, 5, "years begin on 1 April"),
        ("financial", FINANCIAL | {"2024-09-01/P1Y": 1}, 5, "years begin on 1 April"),
        ("financial", FINANCIAL | {"Mar 2024 - Feb 2025": 1}, 5, "every: month, pooled: 12"),
    ],
)
def test_once_the_measure_says_its_year_those_of_another_are_told(
    folder: Folder, year: str, figures: dict[str, float], line: int, says: str
):
    status, messages, row = check(folder, figures, year=year)
    assert status == 1
    assert messages[0].startswith(f"data/figures.csv:{line}:6: LF404 ")
    assert says in messages[0]
    assert row["n"] == 3


def test_months_beside_years_are_another_frequency_and_no_fault(folder: Folder):
    status, messages, row = check(folder, FINANCIAL | {"Apr 2024": 2, "2024/25 Q1": 5}, year="financial")
    assert (status, messages, row["n"]) == (0, [], 3)


def test_a_count_below_zero_is_refused(folder: Folder):
    status, messages, row = check(folder, FINANCIAL | {"2024/25": -5}, year="financial")
    assert (status, row["n"]) == (1, 3)
    assert messages == [
        "data/figures.csv:5:14: LF408 value -5 is below 0, the least that 'm' can be "
        "(a measure that is a difference of counts says scale: identity)"
    ]


def test_a_difference_of_counts_may_be_below_zero(folder: Folder):
    status, messages, row = check(folder, FINANCIAL | {"2024/25": -5}, year="financial", scale="identity")
    assert (status, messages, row["latest"]["value"]) == (0, [], -5)
