"""Whatever changed between two runs is told, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from logframe import runs
from tests.conftest import Folder, strategy
from tests.runs.made_up import FALLING, State, of_kind

if TYPE_CHECKING:
    from pathlib import Path

B = {period: value + 2 for period, value in FALLING.items()}
NO_WORSE = {"target": {"no_worse_than": {"area": "B"}, "by": "2026/27"}}
HALVED = {"target": {"at_most": {"baseline": "-50%"}, "by": "2026/27"}}
BASELINE = {"baseline": {"value": 14.0, "period": "2018/19"}}
MILESTONE: dict[str, Any] = {
    "target": {"milestone": "strategies adopted", "by": "2026", "members": ["E", "W"]}
}
REPORT = {"reported": [{"member": "E", "done": date(2024, 2, 1)}]}
TRUST = {"areas": {"A": "East"}, "settings": {"compare_with": "B"}}


def told(tmp_path: Path, was: dict[str, Any], became: dict[str, Any]) -> pl.DataFrame:
    state = replace(State(), **was)
    return runs.changes(state.run(tmp_path / "old"), replace(state, **became).run(tmp_path / "new"))


#: What the project was, what became another, and what is told: the kinds, and columns of the first of the last kind
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str], dict[str, Any]]] = {
    "nothing": ({}, {}, [], {}),
    "a title": ({}, {"indicator": {"title": "Another title", "owner": "Somebody"}}, [], {}),
    "a target's spelling": ({}, {"target": {"at_most": 8.0, "by": "2026/27"}}, [], {}),
    "a deadline's spelling": ({}, {"target": {"at_most": 8, "by": date(2027, 3, 31)}}, [], {}),
    "a target, the verdict staying": (
        {},
        {"target": {"at_most": 7, "by": "2026/27"}},
        ["target"],
        {"otherwise": "off_track"},
    ),
    "a baseline, the verdict staying": (
        HALVED | BASELINE,
        {"baseline": {"value": 14.2, "period": "2018/19"}},
        ["baseline"],
        {"otherwise": "off_track"},
    ),
    "another area's figure": (
        NO_WORSE | {"others": {"B": B}},
        {"others": {"B": B | {"2022/23": 14.6}}},
        ["reference"],
        {"causes": None},
    ),
    "a measure's definition": (
        {},
        {"measure": {"stale_after": "36 months"}},
        ["definition"],
        {"subject": "measure measure", "measure": "measure", "field": "stale_after", "old": None, "new": "36 months"},
    ),
    "a break": (
        {},
        {"measure": {"breaks": [{"from": "2018/19", "why": "counted otherwise"}]}},
        ["definition"],
        {"field": "breaks", "old": None, "new": "from 2018/19, why counted otherwise"},
    ),
    "the cut-offs": (
        {"definitions": {"settings": {"cut_offs": {"on_track": 0.5, "at_risk": 0.2}}}},
        {"definitions": {"settings": {"cut_offs": {"on_track": 0.6, "at_risk": 0.2}}}},
        ["definition"],
        {"subject": "settings", "field": "cut_offs", "old": "on_track 0.5, at_risk 0.2", "new": "on_track 0.6, at_risk 0.2"},
    ),
    "a stand-in": (
        {},
        {"indicator": {"proxy": "Made up"}},
        ["definition"],
        {"indicator": "indicator", "field": "proxy", "old": None, "new": "Made up"},
    ),
    "a planned path": (
        {"indicator": {"trajectory": {"2023/24": 11, "2024/25": 10.5}}},
        {"indicator": {"trajectory": {"2023/24": 11, "2024/25": 10}}},
        ["definition"],
        {"field": "trajectory", "old": "2023/24: 11, 2024/25: 10.5", "new": "2023/24: 11, 2024/25: 10"},
    ),
    "a report": ({"indicator": MILESTONE}, {"indicator": MILESTONE | REPORT}, ["report"], {}),
    "an area more": ({}, {"indicator": {"areas": ["A", "B"]}}, ["new"], {"area": "B", "before": None}),
    "an area less": ({"indicator": {"areas": ["A", "B"]}}, {"indicator": {"areas": ["A"]}}, ["gone"], {"area": "B", "after": None}),
    "a figure": (
        {"figures": FALLING | {"2023/24": {"value": "*"}}},
        {"figures": FALLING | {"2023/24": 12.1, "2017/18": 14.1}},
        ["figure", "figure"],
        {"what": "revised", "period": "2023/24"},
    ),
    "a figure that is no longer there": (
        {},
        {"figures": {period: value for period, value in FALLING.items() if period != "2018/19"}},
        ["figure"],
        {"what": "withdrawn"},
    ),
    "how it compares": (
        {"others": {"B": FALLING}, "definitions": TRUST},
        {"others": {"B": FALLING | {"2022/23": 11.0}}},
        ["comparator"],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("was", "became", "kinds", "columns"), CASES.values(), ids=CASES)
def test_what_changed_is_told(
    tmp_path: Path, was: dict[str, Any], became: dict[str, Any], kinds: list[str], columns: dict[str, Any]
):
    frame = told(tmp_path, was, became)
    assert frame.schema == pl.Schema(runs.CHANGES)
    assert frame["kind"].to_list() == kinds
    if columns:
        last = frame.to_dicts()[-1]
        assert {name: last[name] for name in columns} == columns


def test_figures_are_told_with_their_periods_and_values(tmp_path: Path):
    old = FALLING | {"2016/17": 15.0, "2017/18": {"value": "*"}}
    new = FALLING | {"2017/18": 14.5, "2018/19": {"value": "*"}, "2022/23": 12.1, "2023/24": 12.0}
    figures = of_kind(told(tmp_path, {"figures": old}, {"figures": new}), "figure")
    assert [(row["what"], row["period"], row["old_value"], row["new_value"]) for row in figures] == [
        ("withdrawn", "2016/17", 15.0, None),
        ("revised", "2017/18", None, 14.5),
        ("revised", "2018/19", 14.0, None),
        ("revised", "2022/23", 12.2, 12.1),
        ("new", "2023/24", None, 12.0),
    ]


def test_figures_of_areas_that_are_made_of_others_are_told(tmp_path: Path):
    combined = {"areas": {"W": {"name": "Whole", "combine": ["A", "B"]}}}
    counted = {"numerator": 10, "denominator": 100, "value": 10}
    was = {
        "definitions": combined,
        "indicator": {"areas": ["W"]},
        "figures": {"2022/23": counted},
        "others": {"B": {"2022/23": counted}},
    }
    became = {"others": {"B": {"2022/23": counted | {"numerator": 30, "value": 30}}}}
    (row,) = of_kind(told(tmp_path, was, became), "figure")
    assert (row["area"], row["what"], row["old_value"], row["new_value"]) == ("W", "revised", 10.0, 20.0)


def test_an_edited_combination_is_no_revised_figure(tmp_path: Path):
    counted = {"numerator": 10, "denominator": 100, "value": 10}
    was = {
        "definitions": {"areas": {"W": {"name": "Whole", "combine": ["A", "B"]}}},
        "indicator": {"areas": ["W"]},
        "figures": {"2022/23": counted},
        "others": {"B": {"2022/23": counted}, "C": {"2022/23": counted | {"numerator": 40, "value": 40}}},
    }
    frame = told(
        tmp_path, was, {"definitions": {"areas": {"W": {"name": "Whole", "combine": ["A", "B", "C"]}}}}
    )
    assert [(row["subject"], row["old"], row["new"]) for row in frame.to_dicts()] == [
        ("area W", "A; B", "A; B; C")
    ]


def test_a_measure_that_is_read_otherwise_has_no_new_figures(tmp_path: Path):
    frame = told(tmp_path, {}, {"measure": {"year": "academic"}})
    assert of_kind(frame, "figure") == []


def test_a_target_that_hides_that_things_got_worse_is_told_with_what_the_old_one_would_have_given(
    tmp_path: Path,
):
    was = {"target": {"at_most": 11, "by": "2026/27"}}
    became = {"target": {"at_most": 12, "by": "2026/27"}, "figures": FALLING | {"2022/23": 12.6}}
    frame = told(tmp_path, was, became)
    assert frame["kind"].to_list() == ["target", "figure", "chance"]
    target, _, chance = frame.to_dicts()
    verdicts = target["before"]["verdict"], target["after"]["verdict"], target["otherwise"]
    assert verdicts == ("at_risk", "at_risk", "off_track")
    assert chance["causes"] == [["revised_data", "target"]]


def test_verdicts_come_first_and_the_worst_of_them_before_the_others(folder: Folder):
    def promise(name: str, at_most: float) -> dict[str, Any]:
        return {
            "id": name,
            "title": name,
            "measure": "measure",
            "areas": ["A"],
            "target": {"at_most": at_most, "by": "2026/27"},
        }

    def run(figures: dict[str, float], *promises: dict[str, Any]) -> runs.Run:
        State(figures=figures).write(folder.root)
        folder.write("strategies/strategy.yaml", strategy(*promises))
        evaluation = folder.evaluate("2024-06-30")
        documents = folder.load().documents.values()
        return runs.taken(documents, evaluation, data=folder.root / "data", replay=True)

    promises = [promise("easy", 12.5), promise("hard", 11), promise("harder", 8), promise("edited", 9)]
    old = run(FALLING, *promises)
    new = run(FALLING | {"2023/24": 13.0}, *promises[:3], promise("edited", 8.5))
    frame = runs.changes(old, new).filter(pl.col("kind").is_in(["verdict", "target"]))
    assert [(row["kind"], row["indicator"], row["way"]) for row in frame.to_dicts()] == [
        ("verdict", "hard", "worse"),
        ("verdict", "easy", "worse"),
        ("target", "edited", None),
    ]


def test_files_that_differ_are_told_by_their_digests(tmp_path: Path):
    old = State(declared="logframe: 1\nextracts: {}\n").run(tmp_path / "project")
    new = State(figures=FALLING | {"2023/24": 9.0}, target={"at_most": 7, "by": "2026/27"}).run(
        tmp_path / "project"
    )
    new = replace(new, declared=None)
    shown = {name.rpartition("project/")[2]: what for name, what in runs.files(old, new)}
    assert shown == {
        "data/extracts.yaml": "gone",
        "data/figures.csv": "changed",
        "strategies/strategy.yaml": "changed",
    }


def test_a_file_by_another_name_is_not_another_file(tmp_path: Path):
    old, new = State().run(tmp_path / "old"), State().run(tmp_path / "new")
    assert runs.files(old, new) == []
