"""Each change of a verdict has its cause: one, any of several, or several together."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe import runs
from tests.runs.made_up import FALLING, State, of_kind, verdict

MILESTONE: dict[str, Any] = {
    "target": {"milestone": "strategies adopted", "by": "2024", "members": ["E", "W"]}
}
DONE = {"reported": [{"member": "E", "done": date(2024, 2, 1)}, {"member": "W", "done": date(2024, 3, 1)}]}
NO_WORSE = {"no_worse_than": {"area": "B"}, "by": "2026/27"}
FROM_BASELINE: dict[str, Any] = {
    "target": {"at_most": {"baseline": "-20%"}, "by": "2026/27"},
    "baseline": {"value": 12.3, "period": "2021/22"},
}
LAST_TWO = {"breaks": [{"from": "2021/22", "why": "counted otherwise"}]}

# what the project was, what became another, the verdict before and after, the smallest sets of causes
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], str, str, list[list[str]]]] = {
    "a figure that is new": (
        {},
        {"figures": FALLING | {"2023/24": 9.0}},
        "off_track",
        "at_risk",
        [["new_data"]],
    ),
    "a figure that is new because its day has come": (
        {"figures": FALLING | {"2023/24": {"value": 9.0, "published": "2024-09-01"}}},
        {"as_of": "2024-12-31"},
        "off_track",
        "at_risk",
        [["new_data"]],
    ),
    "a figure that was revised": (
        {},
        {"figures": FALLING | {"2022/23": 10.0}},
        "off_track",
        "at_risk",
        [["revised_data"]],
    ),
    "a revision that was published in between": (
        {"figures": FALLING | {"2022/23": {"value": 12.2, "published": "2023-09-01"}}},
        {"figures": FALLING | {"2022/23": {"value": 10.0, "published": "2024-06-01"}}},
        "off_track",
        "at_risk",
        [["revised_data"]],
    ),
    "a figure that is suppressed now": (
        {},
        {"figures": FALLING | {"2022/23": {"value": "*"}}},
        "off_track",
        "no_data",
        [["revised_data"]],
    ),
    "a figure that was withdrawn": (
        {},
        {"figures": {period: value for period, value in FALLING.items() if period != "2022/23"}},
        "off_track",
        "no_data",
        [["revised_data"]],
    ),
    "another level of the target": (
        {},
        {"target": {"at_most": 12, "by": "2026/27"}},
        "off_track",
        "on_track",
        [["target"]],
    ),
    "another deadline": (
        {"target": {"at_most": 12, "by": "2023/24"}},
        {"target": {"at_most": 12, "by": "2026/27"}},
        "at_risk",
        "on_track",
        [["target"]],
    ),
    "a target held against an area whose figures nobody had asked for": (
        {"others": {"B": {period: value + 2 for period, value in FALLING.items()}}},
        {"target": NO_WORSE},
        "off_track",
        "on_track",
        [["target"]],
    ),
    "a target that is stated now": (
        {"target": None},
        {"target": {"at_most": 8, "by": "2026/27"}},
        "not_yet_measurable",
        "off_track",
        [["target"]],
    ),
    "another baseline from which the target is reckoned": (
        FROM_BASELINE,
        {"baseline": {"value": 14.0, "period": "2021/22"}},
        "off_track",
        "at_risk",
        [["baseline"]],
    ),
    "a report of a milestone": (
        {"indicator": MILESTONE},
        {"indicator": MILESTONE | DONE},
        "not_yet_measurable",
        "achieved",
        [["report"]],
    ),
    "a break in the series": ({}, {"measure": LAST_TWO}, "off_track", "not_yet_measurable", [["definition"]]),
    "other cut-offs": (
        {},
        {"definitions": {"settings": {"cut_offs": {"on_track": 0.5, "at_risk": 0.005}}}},
        "off_track",
        "at_risk",
        [["definition"]],
    ),
    "another measure": (
        {
            "definitions": {
                "measures": {
                    name: {"title": name, "unit": "percent", "improves": "down", "year": "financial"}
                    for name in ("measure", "other")
                }
            }
        },
        {"indicator": {"measure": "other"}},
        "off_track",
        "no_data",
        [["definition"]],
    ),
    "another calendar, by which the figures are read": (
        {"as_of": "2025-06-30"},
        {"measure": {"year": "academic"}},
        "no_data",
        "off_track",
        [["definition"]],
    ),
    "a figure too old to judge by": ({}, {"as_of": "2026-06-30"}, "off_track", "no_data", [["time"]]),
    "a deadline that has passed": (
        {"indicator": MILESTONE},
        {"as_of": "2025-06-30"},
        "not_yet_measurable",
        "no_data",
        [["time"]],
    ),
    "new data, whatever was made of the target": (
        {},
        {"figures": FALLING | {"2023/24": 9.5}, "target": {"at_most": 8.2, "by": "2026/27"}},
        "off_track",
        "at_risk",
        [["new_data"]],
    ),
    "a suppressed figure or time, each enough by itself": (
        {},
        {"figures": FALLING | {"2022/23": {"value": "*"}}, "as_of": "2026-06-30"},
        "off_track",
        "no_data",
        [["revised_data"], ["time"]],
    ),
    "new data and an edited target, which each would have made it another": (
        {},
        {"figures": FALLING | {"2023/24": 9.0}, "target": {"at_most": 11, "by": "2026/27"}},
        "off_track",
        "achieved",
        [["new_data", "target"]],
    ),
    "new data and an edited target, neither of which is enough": (
        {},
        {"figures": FALLING | {"2023/24": 11.0}, "target": {"at_most": 10, "by": "2026/27"}},
        "off_track",
        "at_risk",
        [["new_data", "target"]],
    ),
    "time that passed, which new data made up for": (
        {"target": {"at_most": 11.7, "by": "2026/27"}},
        {"figures": FALLING | {"2023/24": 11.0, "2024/25": 10.0}, "as_of": "2026-06-30"},
        "at_risk",
        "achieved",
        [["new_data"]],
    ),
    "three that only together make it": (
        FROM_BASELINE,
        {
            "figures": FALLING | {"2022/23": 11.9, "2023/24": 11.4},
            "baseline": {"value": 12.6, "period": "2021/22"},
        },
        "off_track",
        "at_risk",
        [["new_data", "revised_data", "baseline"]],
    ),
}


@pytest.mark.parametrize(("was", "became", "before", "after", "causes"), CASES.values(), ids=CASES)
def test_a_change_of_verdict_has_its_cause(
    tmp_path: Path,
    was: dict[str, Any],
    became: dict[str, Any],
    before: str,
    after: str,
    causes: list[list[str]],
):
    state = replace(State(), **was)
    old, new = state.run(tmp_path / "old"), replace(state, **became).run(tmp_path / "new")
    assert (verdict(old), verdict(new)) == (before, after)
    (change,) = of_kind(runs.changes(old, new), "verdict")
    assert change["causes"] == causes
    assert (change["before"]["verdict"], change["after"]["verdict"]) == (before, after)


def test_what_each_cause_would_have_made_alone_is_told(tmp_path: Path):
    became = {"figures": FALLING | {"2023/24": 9.0}, "target": {"at_most": 11, "by": "2026/27"}}
    old, new = State().run(tmp_path / "old"), replace(State(), **became).run(tmp_path / "new")
    (change,) = of_kind(runs.changes(old, new), "verdict")
    assert change["alone"] == [
        {"cause": "new_data", "verdict": "at_risk"},
        {"cause": "target", "verdict": "at_risk"},
    ]


EDITS: dict[str, dict[str, list[dict[str, Any]]]] = {
    "new_data": {"figures": [{"2023/24": value} for value in (8.0, 9.5, 11.2, 11.4, 13.0)]},
    "revised_data": {"figures": [{"2022/23": value} for value in (9.0, 11.6, 11.9, 14.0, {"value": "*"})]},
    "target": {"target": [{"at_most": {"baseline": share}, "by": "2026/27"} for share in ("-5%", "-15%", "-30%")]},
    "baseline": {"baseline": [{"value": value, "period": "2021/22"} for value in (11.0, 12.6, 14.0)]},
    "definition": {
        "measure": [LAST_TWO, {"exceptional": [{"period": "2019/20", "why": "made up"}]}],
        "definitions": [{"settings": {"cut_offs": {"on_track": 0.4, "at_risk": 0.1}}}],
    },
}  # fmt: skip
DAYS = ["2025-06-30", "2026-12-31"]


def with_edits(state: State, edits: dict[str, tuple[str, Any]], causes: tuple[str, ...]) -> State:
    """Make some edits to a project, as a person would."""
    for cause in causes:
        part, value = edits[cause]
        known = getattr(state, part)
        state = replace(state, **{part: known | value if part == "figures" else value})
    return state


@st.composite
def some_edits(draw: st.DrawFn) -> dict[str, tuple[str, Any]]:
    edits = {}
    for cause, parts in EDITS.items():
        if draw(st.booleans()):
            part = draw(st.sampled_from(sorted(parts)))
            edits[cause] = (part, draw(st.sampled_from(parts[part])))
    if draw(st.booleans()):
        edits["time"] = ("as_of", draw(st.sampled_from(DAYS)))
    return edits


@settings(max_examples=8, deadline=None)
@given(some_edits())
def test_the_causes_are_the_smallest_sets_of_edits_that_make_the_change_when_they_are_really_made(
    edits: dict[str, tuple[str, Any]],
):
    start = replace(State(), **FROM_BASELINE)
    with tempfile.TemporaryDirectory() as room:
        old, new = start.run(Path(room, "old")), with_edits(start, edits, tuple(edits)).run(Path(room, "new"))
        told = of_kind(runs.changes(old, new), "verdict")
        if verdict(old) == verdict(new):
            assert told == []
            return
        for size in range(1, len(edits) + 1):
            made = [
                list(causes)
                for causes in combinations(edits, size)
                if verdict(with_edits(start, edits, causes).run(Path(room, "-".join(causes)))) == verdict(new)
            ]
            if made:
                break
        assert [change["causes"] for change in told] == [made]


def recorded(run: runs.Run, **edits: Any) -> runs.Run:
    """Give a run that recorded something else."""
    return replace(run, assessments=run.assessments.with_columns(**edits))


def test_a_run_that_this_program_judges_otherwise_is_put_down_to_the_program(tmp_path: Path):
    now = State().run(tmp_path / "now")
    before = replace(recorded(now, verdict=pl.lit("on_track")), version="0.0.1")
    (change,) = of_kind(runs.changes(before, now), "verdict")
    assert (change["causes"], change["way"]) == ([["version"]], "worse")


def test_the_program_is_told_from_what_changed_beside_it(tmp_path: Path):
    before = State().run(tmp_path / "before")
    before = replace(recorded(before, verdict=pl.lit("on_track")), version="0.0.1")
    after = State(figures=FALLING | {"2023/24": 9.0}).run(tmp_path / "after")
    (change,) = of_kind(runs.changes(before, after), "verdict")
    assert change["causes"] == [["new_data", "version"]]


def test_runs_of_one_other_program_are_told_apart_by_what_they_hold(tmp_path: Path):
    before, after = State().run(tmp_path / "before"), State(as_of="2026-06-30").run(tmp_path / "after")
    before = replace(recorded(before, verdict=pl.lit("on_track")), version="0.0.1")
    after = replace(after, version="0.0.1")
    (change,) = of_kind(runs.changes(before, after), "verdict")
    assert change["causes"] == [["time"]]


def test_other_figures_from_the_very_same_extracts_are_the_programs_doing(tmp_path: Path):
    now = State().run(tmp_path / "now")
    other = State(figures=FALLING | {"2022/23": 10.0}).run(tmp_path / "other")
    before = replace(other, extracts=now.extracts)
    (change,) = of_kind(runs.changes(before, now), "verdict")
    assert change["causes"] == [["version"]]


def test_other_figures_from_the_very_same_extracts_are_due_to_an_edited_declaration(tmp_path: Path):
    now = State().run(tmp_path / "now")
    other = State(figures=FALLING | {"2022/23": 10.0}).run(tmp_path / "other")
    before = replace(other, extracts=now.extracts, declared=runs.Source("data/extracts.yaml", "0" * 64, ""))
    frame = runs.changes(before, now)
    assert [change["causes"] for change in of_kind(frame, "verdict")] == [[["definition"]]]
    assert [change["subject"] for change in of_kind(frame, "definition")] == ["extracts"]
