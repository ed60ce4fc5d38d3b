"""The steps to a verdict in words: their numbers lead, by a calculator, from the figures to the chance."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import pytest

from logframe.report import steps
from logframe.report.prepared import prepared
from logframe.report.steps import Behind, exact

if TYPE_CHECKING:
    from tests.conftest import Folder

SMOKING = {"2019/20": 12.8, "2020/21": 12.1, "2021/22": 11.8, "2022/23": 10.9, "2023/24": 10.2}


def told(
    folder: Folder, target: dict[str, Any], series: dict[str, dict[str, Any]], as_of: str, **measure: Any
) -> list[str]:
    """Judge one made-up indicator of area A, and tell the steps."""
    indicator = {"id": "i", "title": "I", "measure": "m", "areas": ["A"], "target": target}
    folder.write(
        "strategies/s.yaml",
        {
            "logframe": 1,
            "strategy": "s",
            "title": "S",
            "organisation": {"id": "o", "name": "O"},
            "outcomes": [{"id": "x", "title": "X", "indicators": [indicator]}],
            "measures": {
                "m": {"title": "M", "unit": "percent", "improves": "down", "year": "financial"} | measure
            },
        },
    )
    folder.extract(
        {"measure": "m", "area": area, "period": period}
        | (value if isinstance(value, dict) else {"value": value})
        for area, figures in series.items()
        for period, value in figures.items()
    )
    evaluation = folder.evaluate(as_of)
    row = prepared(evaluation.assessments, evaluation.as_of).row(0, named=True)
    return steps.told(row, Behind.of(evaluation.workings(), row["row"]))


def step(said: list[str], name: str) -> str:
    (found,) = [words for words in said if words.startswith(name)]
    return found.replace("−", "-")


def number(words: str, after: str) -> float:
    """The number that follows these words."""
    found = re.search(re.escape(after) + r" ?\(?(-?[\d,.]*\d)", words)
    assert found, f"{after} is not in: {words}"
    return float(found[1].replace(",", ""))


@pytest.fixture
def smoking(folder: Folder) -> list[str]:
    return told(folder, {"at_most": 6, "by": "2028/29"}, {"A": SMOKING}, "2024-11-22")


def test_the_steps_of_the_worked_example_have_its_numbers(smoking: list[str]):
    """The example that docs/methods.md works through by hand."""
    assert number(step(smoking, "Scale"), "(2023/24) becomes") == pytest.approx(-2.175197, abs=1e-6)
    assert number(step(smoking, "Size"), "s² =") == pytest.approx(0.00461330, abs=1e-8)
    assert number(step(smoking, "Average"), "4 =") == pytest.approx(-0.06410952, abs=1e-8)
    assert number(step(smoking, "Steady"), "so w =") == pytest.approx(0.640909, abs=1e-6)
    assert number(step(smoking, "Level"), "L =") == pytest.approx(-2.175197, abs=1e-6)
    assert number(step(smoking, "Centre"), "× 5 =") == pytest.approx(-2.380639, abs=1e-6)
    assert number(step(smoking, "Spread"), "sd =") == pytest.approx(0.173997, abs=1e-6)
    assert "within 1.533206 sd of the centre, 6.6% to 10.8%" in step(smoking, "Range")
    assert number(step(smoking, "Chance"), "/ sd =") == pytest.approx(-2.131630, abs=1e-6)
    assert number(step(smoking, "Chance"), "with the chance") == pytest.approx(0.0500121825)
    assert step(smoking, "Verdict").startswith("Verdict: off track. A chance of 0.5 and more is on track")
    assert number(step(smoking, "Pace"), "the pace is") == pytest.approx(0.556180, abs=1e-6)


def test_each_step_follows_from_the_ones_before(smoking: list[str]):
    s2, sd = number(step(smoking, "Size"), "s² ="), number(step(smoking, "Spread"), "sd =")
    m, w = number(step(smoking, "Average"), "4 ="), number(step(smoking, "Steady"), "so w =")
    level, centre = number(step(smoking, "Level"), "L ="), number(step(smoking, "Centre"), "× 5 =")
    span, ahead = 4, 5
    assert w == pytest.approx(min(1, m**2 / s2) - 1 / span, abs=1e-6)
    assert centre == pytest.approx(level + w * m * ahead, abs=1e-6)
    assert sd == pytest.approx(math.sqrt(s2 * (1 + (ahead - 1 + ahead**2 / (4 * span)))), abs=1e-6)


def test_a_gap_in_time_is_told_with_its_power(folder: Folder):
    series = {"2017/18": 12.8, "2018/19": 12.1, "2020/21": 12.6, "2021/22": 11.5, "2023/24": 12.2}
    said = told(folder, {"at_most": 6, "by": "2028/29"}, {"A": series}, "2024-11-22")
    assert "R = r to the power of D" in step(said, "Level")
    assert "k = 4 changes over T = 6 years" in step(said, "Figures")


def test_a_season_is_told_with_what_it_costs(folder: Folder):
    months = {f"{2021 + at // 12}-{at % 12 + 1:02}": 20 + 5 * math.sin(at * math.pi / 6) for at in range(36)}
    rounded = {period: round(value, 1) for period, value in months.items()}
    said = told(folder, {"at_most": 16, "by": "December 2024"}, {"A": rounded}, "2024-02-10", every="month")
    season = step(said, "Season")
    assert "the last 3 whole years" in season
    kappa = number(season, "kappa =")
    assert number(season, "- 1) =") == pytest.approx(kappa * 11, abs=1e-5)
    assert "L + w m h + season" in step(said, "Centre")


def test_pooled_periods_have_their_own_spread_and_no_bounce(folder: Folder):
    series = {"2017 - 19": 12.8, "2018 - 20": 12.1, "2019 - 21": 12.6, "2020 - 22": 11.5}
    said = told(
        folder,
        {"at_most": 6, "by": "2028"},
        {"A": series},
        "2023-11-22",
        pooled=3,
        year="calendar",
        stale_after="5 years",
    )
    assert step(said, "Bounce").endswith("so none is looked for: r = 0.")
    assert "as 3 periods are pooled" in step(said, "Spread")


def test_a_margin_from_another_area_is_a_difference(folder: Folder):
    england = {period: value - 2 for period, value in SMOKING.items()}
    target = {"at_most": {"area": "E", "minus": 1}, "by": "2028/29"}
    said = told(folder, target, {"A": SMOKING, "E": england}, "2024-11-22")
    assert step(said, "Scale") == "Scale. What is projected is z = v - the figure of E for the same period."
    assert number(step(said, "Chance"), "ends at z =") == -1
    assert step(said, "The area's own figures")


def test_a_state_to_be_kept_says_which_figures_keep_it(folder: Folder):
    said = told(
        folder,
        {"similar_to": {"period": "2023/24"}, "by": "2028/29", "tolerance": 0.5},
        {"A": SMOKING},
        "2024-11-22",
    )
    assert "(figures up to 10.7% do)" in step(said, "Now")
    assert "A chance of less than 0.5" in step(said, "Verdict")


def test_a_figure_at_the_end_of_its_scale_is_told_to_be_moved(folder: Folder):
    said = told(folder, {"at_most": 6, "by": "2028/29"}, {"A": SMOKING | {"2021/22": 0}}, "2024-11-22")
    assert "by half a count, or half a printed unit" in step(said, "Scale")


def test_what_is_not_projected_has_its_rule_alone(folder: Folder):
    said = told(folder, {"at_most": 6, "by": "2028/29"}, {"A": {"2023/24": 10.2}}, "2024-11-22")
    assert [words.split(".")[0].split(":")[0] for words in said] == [
        "Now",
        "Verdict",
        "Pace, which decides nothing",
    ]


def test_a_figure_that_is_too_old_says_since_when(folder: Folder):
    said = told(folder, {"at_most": 6, "by": "2028/29"}, {"A": SMOKING}, "2027-01-01")
    assert step(said, "Age") == (
        "Age. A figure for 2023/24 serves until 31 March 2026: after that it is too old."
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (-2.5, "−2.5"),
        (1234567.891, "1234568"),
        (0.000000634492, "0.000000634492"),
        (-1e-20, "0"),
        (2.1751972, "2.175197"),
    ],
)
def test_numbers_have_seven_digits_and_no_exponent(value: float, written: str):
    assert exact(value) == written


def test_no_worse_than_another_area_is_a_distance_on_the_scale(folder: Folder):
    england = {period: value - 1.5 for period, value in SMOKING.items()}
    said = told(
        folder, {"no_worse_than": {"area": "E"}, "by": "2028/29"}, {"A": SMOKING, "E": england}, "2024-11-22"
    )
    distance = math.log(10.2 / 89.8) - math.log(8.7 / 91.3)
    assert number(step(said, "Scale"), "(2023/24) becomes") == pytest.approx(distance, abs=1e-6)
    assert "is the distance z from E on it" in step(said, "Scale")
    assert step(said, "The area's own figures")
