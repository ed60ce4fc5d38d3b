"""What a chart shows: which region meets a target, which figures count, and all of it in words."""

from __future__ import annotations

import math
from datetime import date

import pytest

from logframe.report.picture import Goal, pictures, told
from logframe.report.steps import Behind
from tests.report.made_up import row

INF = math.inf


def figure(year: int, value: float | None, **facts):
    return {
        "row": 0,
        "period": str(year),
        "start": date(year, 1, 1),
        "end": date(year, 12, 31),
        "value": value,
        "lower": None,
        "upper": None,
        "comparator": None,
        "use": "suppressed" if value is None else "used",
        "provisional": False,
    } | facts


def ahead(year: int, of: str = "value"):
    ends = {"lower80": 4.0, "upper80": 6.0, "lower95": 3.0, "upper95": 7.0}
    return {"row": 0, "end": date(year, 12, 31), "period": str(year), "centre": 5.0, "of": of} | ends


def behind(figures, fan=(), plan=()):
    return Behind(figures, list(fan), list(plan), None, None, None)


def about(**facts):
    return row(unit="percent", decimals=1, **facts)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"relation": "at_most", "target_value": 6.0}, (6.0, -INF, 6.0)),
        ({"relation": "below", "target_value": 6.0, "tolerance": 0.5}, (6.0, -INF, 6.5)),
        ({"relation": "at_least", "target_value": 70.0}, (70.0, 70.0, INF)),
        ({"relation": "above", "target_value": 70.0, "tolerance": 1.0}, (70.0, 69.0, INF)),
        ({"relation": "between", "target_value": 20.0, "target_upper": 25.0}, (None, 20.0, 25.0)),
        ({"relation": "within", "target_value": 1.0}, (None, -1.0, 1.0)),
        ({"relation": "close_to", "target_value": 0.0, "tolerance": 3.0}, (0.0, -3.0, 3.0)),
        ({"relation": "maintain", "target_value": 63.0, "improves": "up"}, (63.0, 63.0, INF)),
        (
            {"relation": "similar_to", "target_value": 9.0, "improves": "down", "tolerance": 1.0},
            (9.0, -INF, 10.0),
        ),
        (
            {"relation": "maintain", "target_value": 9.0, "improves": "neither", "tolerance": 1.0},
            (9.0, 8.0, 10.0),
        ),
    ],
    ids=lambda each: each["relation"] if isinstance(each, dict) else "",
)
def test_the_region_that_meets_a_target_is_on_the_side_of_its_relation(facts, expected):
    (picture,) = pictures(about(**facts), behind([figure(2024, 8.0)]))
    assert picture.goal == Goal(*expected, 1)


@pytest.mark.parametrize("relation", [None, "milestone", "undetermined"])
def test_what_is_no_number_has_no_region(relation):
    (picture,) = pictures(about(relation=relation), behind([figure(2024, 8.0)]))
    assert picture.goal is None


def test_without_a_figure_there_is_nothing_to_draw():
    assert pictures(about(), behind([])) == []
    assert pictures(about(), behind([figure(2023, None), figure(2024, None)])) == []


def test_a_chart_without_a_projection_reaches_to_the_deadline():
    goal = {
        "relation": "at_most",
        "target_value": 6.0,
        "deadline": date(2028, 3, 31),
        "target_period": "2027/28",
    }
    (picture,) = pictures(about(**goal), behind([figure(2024, 8.0)]))
    assert list(picture.periods().values()) == ["2024", "2027/28"]


def test_a_target_about_the_distance_from_another_area_is_drawn_as_a_distance():
    facts = {"relation": "at_most", "reference": "area", "reference_name": "England", "margin": -5.0}
    figures = [figure(2023, 8.0, comparator=9.0), figure(2024, 7.5, comparator=9.5)]
    values, difference = pictures(
        about(target_value=4.5, **facts), behind(figures, [ahead(2025, "difference")])
    )
    assert (values.goal, values.fan) == (None, ())
    assert [point.value for point in values.other] == [9.0, 9.5]
    assert [point.value for point in difference.points] == [-1.0, -2.0]
    assert difference.goal == Goal(-5.0, -INF, -5.0, 1)
    assert difference.shown_unit is None  # points, not per cents


def test_a_baseline_that_is_of_no_period_is_not_placed_in_time():
    facts = {"baseline_value": 9.0, "baseline_period": "2019"}
    (dated,) = pictures(about(**facts), behind([figure(2019, 9.1), figure(2024, 8.0)]))
    (undated,) = pictures(about(**facts), behind([figure(2020, 9.1), figure(2024, 8.0)]))
    assert (dated.baseline.period, undated.baseline.period) == ("2019", "")


def test_a_chart_in_words_leaves_nothing_out():
    facts = {
        "relation": "below", "target_value": 5.0, "target_decimals": 0, "by": "2028",
        "baseline_value": 9.0, "baseline_period": "2019", "baseline_decimals": 0,
    }  # fmt: skip
    figures = [figure(2019, 9.0), figure(2020, 8.8, use="exceptional"), figure(2021, None), figure(2022, 8.0)]
    plan = [{"row": 0, "end": date(2026, 12, 31), "period": "2026", "value": 6.0}]
    given = about(**facts)
    (picture,) = pictures(given, behind(figures, [ahead(2028)], plan))
    assert told(picture, given) == (
        "Line chart of the figures: 3 figures, 9.0% (2019) to 8.0% (2022). 1 period without a value. "
        "1 figure shown but not used. Baseline: 9.0% (2019). Target: below 5% by 2028. "
        "Planned path to 6.0% (2026). Projected for 2028: 5.0%, with 80% probability 4.0% to 6.0%, "
        "with 95% 3.0% to 7.0%."
    )
