"""What stands beside a verdict and never changes it: plans, the year before, what people say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder, Judge

DAY = "2024-11-22"
TARGET = {"at_most": 6, "by": "2028/29"}
YEARS = {"2019/20": 12.8, "2020/21": 12.1, "2021/22": 11.8, "2022/23": 10.9, "2023/24": 10.2}


# -- Planned trajectories ------------------------------------------------------------------------------------

PLANS: dict[str, tuple[dict[str, float], dict[str, Any], tuple[Any, ...]]] = {
    "at the latest period of both": ({"2022/23": 10.5, "2023/24": 9.0}, YEARS, ("2023/24", 9.0, 1.2)),
    "in any order": ({"2023/24": 9.0, "2022/23": 10.5}, YEARS, ("2023/24", 9.0, 1.2)),
    "the plan goes on": ({"2022/23": 10.5, "2025/26": 8}, YEARS, ("2022/23", 10.5, 0.4)),
    "the figures go on": ({"2020/21": 12.5}, YEARS, ("2020/21", 12.5, -0.4)),
    "a suppressed figure is no actual": (
        {"2022/23": 10.5, "2023/24": 9.0},
        YEARS | {"2023/24": "*"},
        ("2022/23", 10.5, 0.4),
    ),
    "all of the plan is ahead": ({"2025/26": 9}, YEARS, (None, None, None)),
    "as the measure writes its years": ({"2023-24": 9.0}, YEARS, ("2023/24", 9.0, 1.2)),
}


@pytest.mark.parametrize(("plan", "figures", "expected"), PLANS.values(), ids=PLANS)
def test_the_latest_actual_is_held_against_the_plan(
    judge: Judge, plan: dict[str, float], figures: dict[str, Any], expected: tuple[Any, ...]
):
    row = judge(TARGET, figures, as_of=DAY, indicator={"trajectory": plan})
    period, value, difference = expected
    assert (row["plan_period"], row["plan_value"]) == (period, value)
    assert row["plan_difference"] == (None if difference is None else pytest.approx(difference, abs=1e-12))


def test_a_plan_changes_no_verdict(judge: Judge):
    plain = judge(TARGET, YEARS, as_of=DAY)
    planned = judge(TARGET, YEARS, as_of=DAY, indicator={"trajectory": {"2023/24": 2}})
    assert {name for name in plain if plain[name] != planned[name]} == {
        "plan_period",
        "plan_value",
        "plan_difference",
    }


def test_exceptional_figures_and_those_before_a_break_are_no_actuals(judge: Judge):
    plan = {"trajectory": {"2021/22": 11, "2022/23": 10, "2023/24": 9}}
    odd = {"exceptional": [{"period": "2023/24", "why": "made up"}]}
    assert judge(TARGET, YEARS, as_of=DAY, indicator=plan, measure=odd)["plan_period"] == "2022/23"
    broken = {"breaks": [{"from": "2023/24", "why": "made up"}]}
    later = {"trajectory": {"2021/22": 11, "2022/23": 10}}
    assert judge(TARGET, YEARS, as_of=DAY, indicator=later, measure=broken)["plan_period"] is None


def test_each_area_is_held_against_the_one_plan(folder: Folder):
    promise = {
        "id": "i",
        "title": "I",
        "measure": "measure",
        "areas": ["A", "B"],
        "target": TARGET,
        "trajectory": {"2023/24": 9},
    }
    measures = {"measure": {"title": "M", "unit": "percent", "improves": "down", "year": "financial"}}
    folder.write("strategies/s.yaml", strategy(promise, measures=measures))
    folder.extract(
        {"measure": "measure", "area": area, "period": "2023/24", "value": value}
        for area, value in (("A", 10), ("B", 8.5))
    )
    assert [row["plan_difference"] for row in folder.rows(DAY)] == [1, -0.5]


# -- The same month or quarter a year before -----------------------------------------------------------------

MONTHS = {"2023-09": 30.1, "2023-10": 31.0, "2023-11": 29.0, "2024-09": 27.0, "2024-10": 28.4}
QUARTERS = {"2023/24 Q1": 30, "2023/24 Q2": 31.5, "2024/25 Q1": 29, "2024/25 Q2": 28.5}
ROLLING = {"Nov 2022 - Oct 2023": 31, "Nov 2023 - Oct 2024": 29.5}

YEARS_BEFORE: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[Any, ...]]] = {
    "month": ({"every": "month"}, MONTHS, ("2023-10", 31.0, -2.6)),
    "quarter": ({"every": "quarter"}, QUARTERS, ("2023/24 Q2", 31.5, -3.0)),
    "rolling months": ({"every": "month", "pooled": 12}, ROLLING, ("Nov 2022 - Oct 2023", 31, -1.5)),
    "a year is no month": ({}, YEARS, (None, None, None)),
    "that very month is lacking": (
        {"every": "month"},
        {"2023-09": 30, "2023-11": 29, "2024-10": 28},
        (None, None, None),
    ),
    "it is suppressed": ({"every": "month"}, MONTHS | {"2023-10": "*"}, (None, None, None)),
    "it was exceptional": (
        {"every": "month", "exceptional": [{"period": "2023-10", "why": "made up"}]},
        MONTHS,
        (None, None, None),
    ),
    "it was another series": (
        {"every": "month", "breaks": [{"from": "2023-11", "why": "made up"}]},
        MONTHS,
        (None, None, None),
    ),
    "the latest is suppressed: the one that stands in": (
        {"every": "month"},
        MONTHS | {"2024-10": "*"},
        ("2023-09", 30.1, -3.1),
    ),
}


@pytest.mark.parametrize(("measure", "figures", "expected"), YEARS_BEFORE.values(), ids=YEARS_BEFORE)
def test_the_latest_is_held_against_the_same_period_a_year_before(
    judge: Judge, measure: dict[str, Any], figures: dict[str, Any], expected: tuple[Any, ...]
):
    row = judge({"at_most": 6, "by": "2026-03-31"}, figures, as_of=DAY, measure=measure)
    period, value, change = expected
    assert (row["year_before_period"], row["year_before_value"]) == (period, value)
    assert row["change_on_year_before"] == (None if change is None else pytest.approx(change, abs=1e-12))


# -- What people say -----------------------------------------------------------------------------------------

OWN = {"date": date(2024, 9, 30), "by": "Public Health", "verdict": "on_track", "why": "Two clinics opened."}
NAMES = ("assessment_date", "assessment_by", "assessment_verdict", "assessment_why")


def test_an_analysts_verdict_stands_beside_the_figures_and_changes_nothing(judge: Judge):
    plain = judge(TARGET, YEARS, as_of=DAY)
    told = judge(TARGET, YEARS, as_of=DAY, indicator={"assessment": OWN})
    assert [told[name] for name in NAMES] == list(OWN.values())
    assert {name for name in plain if plain[name] != told[name]} == set(NAMES)


def test_what_an_analyst_said_later_was_not_known_then(judge: Judge):
    before, then = (
        judge(TARGET, YEARS, as_of=day, indicator={"assessment": OWN}) for day in ("2024-09-29", "2024-09-30")
    )
    assert [before[name] for name in NAMES] == [None] * 4
    assert [then[name] for name in NAMES] == list(OWN.values())


def test_updates_are_listed_by_place_the_newest_first_and_none_from_the_future(folder: Folder):
    def said(day: str, text: str, **by: str) -> dict[str, Any]:
        return {"date": date.fromisoformat(day), "text": text} | by

    promise = {"id": "i", "title": "I", "target": {"undetermined": "later"}}
    promise["updates"] = [
        said("2024-01-31", "third"),
        said("2024-11-22", "first"),
        said("2024-11-23", "ahead"),
    ]
    made_up = strategy(promise, updates=[said("2023-05-01", "whole", by="Board")])
    made_up["outcomes"][0]["updates"] = [said("2024-02-01", "outcome's")]
    made_up["period"] = {"to": "2028"}
    folder.write("strategies/s.yaml", made_up)
    updates = folder.evaluate(DAY).updates
    assert updates.rows() == [
        ("made-up", None, None, date(2023, 5, 1), "Board", "whole"),
        ("made-up", "outcome", None, date(2024, 2, 1), None, "outcome's"),
        ("made-up", "outcome", "i", date(2024, 11, 22), None, "first"),
        ("made-up", "outcome", "i", date(2024, 1, 31), None, "third"),
    ]
