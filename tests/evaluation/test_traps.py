"""What other tools get wrong, on made-up figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import strategy, years

if TYPE_CHECKING:
    from tests.conftest import Folder, Judge

NOV_2024 = "2024-11-22"


def test_a_fall_towards_a_low_target_is_not_judged_as_a_rise(judge: Judge):
    above_target = judge({"at_most": 6, "by": "2028/29"}, years(12.8, 12.1, 11.8, 10.9, 10.2), as_of=NOV_2024)
    assert above_target["verdict"] == "off_track"  # 10.2 of 6 is not 170% attained
    assert above_target["pace"] > 0
    rising = judge({"at_most": 6, "by": "2028/29"}, years(6.5, 7, 7.5, 8.1, 8.6), as_of=NOV_2024)
    assert rising["verdict"] == "off_track"
    assert rising["pace"] < 0
    assert "wrong_direction" in rising["flags"]


@pytest.mark.parametrize(
    ("unit", "values", "chance"),
    [
        ("percent", (8.0, 6.1, 4.0, 2.2, 1.0), 0.214),
        ("rate per 100,000", (80, 61, 40, 22, 10), 0.196),
        ("count", (80, 61, 40, 22, 10), 0.196),
    ],
)
def test_a_target_of_zero_can_be_approached_and_met(
    judge: Judge, unit: str, values: tuple[float, ...], chance: float
):
    measure = {"unit": unit}
    ahead = judge({"at_most": 0, "by": "2028/29"}, years(*values), as_of=NOV_2024, measure=measure)
    assert ahead["probability"] == pytest.approx(chance, abs=0.0005)
    assert ahead["needed_per_year"] == pytest.approx(-values[-1] / 5)
    met = judge({"at_most": 0, "by": "2028/29"}, years(*values[:-1], 0), as_of=NOV_2024, measure=measure)
    assert (met["latest_value"], met["verdict"], met["reason"]) == (0, "achieved", "met")


def test_a_target_equal_to_the_baseline_has_no_infinite_pace(judge: Judge):
    baseline = {"baseline": {"value": 10, "period": "2019/20"}}
    row = judge(
        {"at_most": 10, "by": "2028/29"},
        years(10, 10.4, 10.2, 10.6, 10.4),
        as_of=NOV_2024,
        indicator=baseline,
    )
    assert row["pace"] == pytest.approx((0.4 / 4) / (-0.4 / 5))
    assert row["verdict"] == "at_risk"
    level = judge(
        {"at_most": 10, "by": "2028/29"}, years(10, 10, 10, 10, 10), as_of=NOV_2024, indicator=baseline
    )
    assert (level["verdict"], level["pace"], level["needed_per_year"]) == ("achieved", None, None)


def test_one_lucky_last_point_is_not_a_steady_fall(judge: Judge):
    target = {"at_most": 8, "by": "2028/29"}
    lucky = judge(target, years(12, 12, 12, 12, 10), as_of=NOV_2024)
    steady = judge(target, years(12, 11.5, 11, 10.5, 10), as_of=NOV_2024)
    assert lucky["change_per_year"] == steady["change_per_year"]
    assert lucky["probability"] < 0.25 < steady["probability"]
    assert lucky["projection_centre"] > steady["projection_centre"]


@pytest.mark.parametrize("unit", ["points", "rate per 1,000", "ratio"])
def test_a_series_that_crosses_zero_is_judged_as_it_is_with_its_target(judge: Judge, unit: str):
    measure = {"unit": unit, "improves": "up"}
    figures = years(-1.2, -0.8, -0.3, 0.1, 0.4)
    row = judge({"at_least": 2, "by": "2028/29"}, figures, as_of=NOV_2024, measure=measure)
    assert row["pace"] == pytest.approx((1.6 / 4) / (1.6 / 5))
    centre, upper = row["projection_centre"], row["projection_upper95"]
    assert upper - centre == pytest.approx(centre - row["projection_lower95"])
    # A target that the projection's middle falls just short of is met a little less often than not.
    assert centre == pytest.approx(1.84, abs=0.01)
    assert row["probability"] == pytest.approx(0.44, abs=0.01)
    assert (row["verdict"], row["reason"]) == ("at_risk", "chance_fair")


def test_a_baseline_period_that_the_data_do_not_have_leaves_the_first_point_as_start(judge: Judge):
    baseline = {"baseline": {"value": 14, "period": "2010/11"}}
    row = judge(
        {"at_most": 6, "by": "2028/29"},
        years(12.8, 12.1, 11.8, 10.9, 10.2),
        as_of=NOV_2024,
        indicator=baseline,
    )
    assert row["change_per_year"] == pytest.approx(-0.65)
    assert (row["baseline_value"], row["baseline_period"]) == (14, "2010/11")
    assert "baseline_revised" not in row["flags"]


CONTRADICTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "at most of what improves up": ("up", {"at_most": 6}),
    "below of what improves up": ("up", {"below": 6}),
    "at least of what improves down": ("down", {"at_least": 6}),
    "above a baseline of what improves down": ("down", {"above": "baseline"}),
}


@pytest.mark.parametrize(("improves", "target"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_direction_that_contradicts_the_target_is_an_error(
    folder: Folder, improves: str, target: dict[str, Any]
):
    promise = {"id": "one", "title": "One", "measure": "m", "areas": ["A"], "target": target | {"by": 2028}}
    measures = {"m": {"title": "M", "unit": "percent", "improves": improves}}
    folder.write("strategies/a.yaml", strategy(promise, measures=measures))
    project = folder.load()
    assert [message.code for message in project.messages] == ["LF203"]
    assert f"improves {improves}" in project.messages[0].text


def test_a_suppressed_figure_is_never_a_zero(judge: Judge):
    target = {"at_most": 6, "by": "2028/29"}
    gap = judge(target, years(12.8, 12.1, 11.8, 10.9, 10.2) | {"2021/22": "*"}, as_of=NOV_2024)
    assert gap["n"] == 4
    assert gap["projection_lower95"] > 3
    last = judge(target, years(12.8, 12.1, 11.8, 10.9, last=2022) | {"2023/24": "c"}, as_of=NOV_2024)
    assert (last["latest_period"], last["latest_value"]) == ("2022/23", 10.9)
    assert "suppressed_latest" in last["flags"]
