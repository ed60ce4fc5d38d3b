"""What the figures show to be odd in a strategy is told at its place in the strategy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import strategy

import logframe
from logframe import project as projects

if TYPE_CHECKING:
    from tests.conftest import Folder

ROOT = Path(__file__).parents[2]
DAY = date(2025, 1, 31)
MEASURES = {"m": {"title": "M", "unit": "percent", "improves": "down", "year": "financial"}}


def told(
    folder: Folder, indicator: dict[str, Any], figures: dict[str, dict[str, Any]], **keys: Any
) -> list[str]:
    made_up = {
        "id": "i",
        "title": "I",
        "measure": "m",
        "areas": ["A", "B"],
        "target": {"at_most": 6, "by": "2028/29"},
    }
    areas = {"K": "Kent"}
    folder.write("strategies/a.yaml", strategy(made_up | indicator, measures=MEASURES, areas=areas, **keys))
    folder.extract(
        {"measure": "m", "area": area, "period": period, "value": value}
        for area, values in figures.items()
        for period, value in values.items()
    )
    project = folder.load()
    found = projects.lint(project, logframe.evaluate(project, DAY))
    return [f"{message.code} {message.text}" for message in found]


BASELINE = {"baseline": {"value": 10.2, "period": "2022/23"}}
FIGURES = {"A": {"2022/23": 10.2, "2023/24": 9.8}, "B": {"2022/23": 10.24, "2023/24": 9.8}}
CASES: dict[str, tuple[dict[str, Any], dict[str, dict[str, Any]], list[str]]] = {
    "the figures' own baseline, rounded": (BASELINE, FIGURES, []),
    "another baseline in both areas": (
        {"baseline": {"value": 11, "period": "2022/23"}},
        FIGURES,
        ["LF319 the baseline of indicator 'i', 11 in 2022/23, is not what the figures have for A and B"],
    ),
    "the baseline of one of the areas is flagged beside the verdict, and no slip": (
        BASELINE,
        FIGURES | {"B": {"2022/23": 12.5, "2023/24": 12}},
        [],
    ),
    "a baseline for each area, one of them another": (
        {"baselines": {"A": {"value": 10.2, "period": "2022/23"}, "B": {"value": 9.9, "period": "2022/23"}}},
        FIGURES,
        ["LF319 the baseline of indicator 'i', 9.9 in 2022/23, is not what the figures have for B"],
    ),
    "no figures of the measure": (
        {},
        {"A": {}},
        ["LF320 indicator 'i' has no figures: no extract has measure 'm'"],
    ),
    "no figures for one area": (
        {},
        {"A": {"2022/23": 10.2}},
        ["LF320 indicator 'i' has no figures: no extract has measure 'm' for B; there are figures for A"],
    ),
    "no figures for many areas": (
        {"areas": ["A", "B", "C", "D", "E"]},
        {"A": {"2022/23": 10.2}},
        [
            "LF320 indicator 'i' has no figures: no extract has measure 'm' for 4 areas; there are figures for A"
        ],
    ),
    "figures for one other area alone": (
        {},
        {"C": {"2022/23": 10.2}},
        [
            "LF320 indicator 'i' has no figures: no extract has measure 'm' for A and B; there are figures for C"
        ],
    ),
    "figures for other areas alone": (
        {"areas": ["A"]},
        {area: {"2022/23": 10.2} for area in ("C", "D", "E")},
        [
            "LF320 indicator 'i' has no figures: no extract has measure 'm' for A; there are figures for 3 other areas"
        ],
    ),
    "figures for very many other areas": (
        {"areas": ["A"]},
        {f"C{number}": {"2022/23": 10.2} for number in range(150)},
        [
            "LF320 indicator 'i' has no figures: no extract has measure 'm' for A; "
            "there are figures for 100 other areas or more"
        ],
    ),
    "the area asked for has a name": (
        {"areas": ["K"]},
        {"A": {"2022/23": 10.2}},
        [
            "LF320 indicator 'i' has no figures: no extract has measure 'm' for Kent (K); "
            "there are figures for A"
        ],
    ),
    "figures of another frequency alone": (
        {"areas": ["A"]},
        {"A": {"2022/23 Q1": 10.2, "2022-11": 5}},
        [
            "LF320 indicator 'i' has no figures: the rows asked for of measure 'm' are of another frequency (months, quarters)"
        ],
    ),
    "figures of parts of years, and for another area": (
        {"areas": ["A"]},
        {"A": {"2022/23 YTD": 10.2}, "B": {"2022/23": 5}},
        ["LF320 indicator 'i' has no figures: the rows asked for of measure 'm' are of a part of a period"],
    ),
    "a milestone needs none": ({"target": {"milestone": "done", "by": "2028/29"}}, {"A": {}}, []),
    "what is undetermined is shown with its figures, if there are any": (
        {"target": {"undetermined": "to come"}},
        {"A": {}},
        ["LF320 indicator 'i' has no figures: no extract has measure 'm'"],
    ),
}


@pytest.mark.parametrize(("indicator", "figures", "expected"), CASES.values(), ids=CASES)
def test_a_strategy_is_held_against_its_figures(
    folder: Folder, indicator: dict[str, Any], figures: dict[str, dict[str, Any]], expected: list[str]
):
    assert told(folder, indicator, figures) == expected


GROUPS = {
    "the total of what is given by sex": (
        {},
        ("women",),
        "no extract has measure 'm' for the total; there are figures for group 'women'",
    ),
    "one group of several": (
        {"group": "women"},
        ("men", "all"),
        "no extract has measure 'm' for group 'women'; there are figures for 2 other groups",
    ),
    "a group of what has a total alone": (
        {"group": "women"},
        ("",),
        "no extract has measure 'm' for group 'women'; there are figures for the total",
    ),
    "the group, and in another area": (
        {"group": "women", "areas": ["B"]},
        ("women", ""),
        "no extract has measure 'm' for B; there are figures for A",
    ),
    "of two groups one": (
        {"measure": "g"},
        ("women", ""),
        "no extract has measure 'm' for both 'women' and 'men' in A",
    ),
}


@pytest.mark.parametrize(("indicator", "groups", "text"), GROUPS.values(), ids=GROUPS)
def test_it_says_which_groups_there_are(
    folder: Folder, indicator: dict[str, Any], groups: tuple[str, ...], text: str
):
    made_up = {
        "id": "i",
        "title": "I",
        "measure": "m",
        "areas": ["A"],
        "target": {"at_most": 6, "by": "2028/29"},
    }
    gap = {
        "title": "G",
        "unit": "points",
        "improves": "down",
        "gap": {"of": "m", "between": ["women", "men"]},
    }
    measures = MEASURES | {"g": gap}
    folder.write("strategies/a.yaml", strategy(made_up | indicator, measures=measures))
    folder.extract(
        {"measure": "m", "area": "A", "group": group, "period": "2022/23", "value": 5} for group in groups
    )
    project = folder.load()
    found = projects.lint(project, logframe.evaluate(project, DAY))
    assert [message.text for message in found] == [f"indicator 'i' has no figures: {text}"]


def test_it_can_be_allowed_and_what_is_allowed_in_vain_is_told(folder: Folder):
    allow = {"allow": {"LF320": "none are published"}}
    assert told(folder, allow, {"A": {}}) == []
    assert told(folder, allow, FIGURES) == ["LF318 LF320 is allowed here and does not occur"]


def test_while_an_extract_has_errors_no_figures_are_missed(folder: Folder):
    assert told(folder, {}, {"A": {"2022/23": "ten"}}) == []


def test_this_repositorys_own_strategies_are_clean_or_say_why_not():
    project = logframe.load(ROOT / "strategies", ROOT / "data")
    evaluation = logframe.evaluate(project, date(2026, 5, 31))
    assert [str(message) for message in (*project.messages, *projects.lint(project, evaluation))] == []
