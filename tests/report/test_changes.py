"""What changed is said in sentences that a board member understands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from logframe import runs
from logframe.report import changes
from tests.runs.made_up import FALLING, State

if TYPE_CHECKING:
    from pathlib import Path

B = {period: value + 2 for period, value in FALLING.items()}
NO_WORSE = {"no_worse_than": {"area": "B"}, "by": "2026/27"}
MILESTONE: dict[str, Any] = {
    "target": {"milestone": "strategies adopted", "by": "2026", "members": ["E", "W"]}
}
TWO_MEASURES = {
    "measures": {
        name: {"title": name, "unit": "percent", "improves": "down", "year": "financial"}
        for name in ("measure", "other")
    }
}
STRICT = {"settings": {"cut_offs": {"on_track": 0.99, "at_risk": 0.98}}}

#: What the project was, what became another, and what is said.
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "nothing": ({}, {}, []),
    "new data": (
        {},
        {"figures": FALLING | {"2023/24": 9.5}},
        [
            "A made-up indicator, A: at risk, was off track, because of new data. New figure: 9.5% in 2023 to "
            "2024, after 12.2% in 2022 to 2023. The chance is 24 in 100, was less than 1 in 100."
        ],
    ),
    "new data of a stand-in": (
        {"indicator": {"proxy": "nothing else is held"}},
        {"indicator": {"proxy": "nothing else is held"}, "figures": FALLING | {"2023/24": 9.5}},
        [
            "A made-up indicator, A: at risk, was off track, because of new data. New figure (stand-in: “Made up”): "
            "9.5% in 2023 to 2024, after 12.2% in 2022 to 2023. The chance is 24 in 100, was less than 1 in 100."
        ],
    ),
    "several new figures": (
        {"figures": {"2022/23": 12.2}},
        {"figures": {"2021/22": 12.6, "2022/23": 12.2, "2023/24": 12.1}},
        [
            "A made-up indicator, A: off track, was not yet measurable, because of new data. New figure: 12.1% in "
            "2023 to 2024, after 12.2% in 2022 to 2023 (and 1 earlier one)."
        ],
    ),
    "a revision, the verdict staying": (
        {},
        {"figures": FALLING | {"2022/23": 11.0}},
        [
            "A made-up indicator, A: still off track. Revised figure: 11.0% in 2022 to 2023, was 12.2%. The chance "
            "is 12 in 100, was less than 1 in 100."
        ],
    ),
    "a figure that lost its value": (
        {},
        {"figures": FALLING | {"2018/19": {"value": "*"}}},
        ["A made-up indicator, A: still off track. Revised figure: no value in 2018 to 2019, was 14.0%."],
    ),
    "a figure that is gone": (
        {},
        {"figures": {period: value for period, value in FALLING.items() if period != "2018/19"}},
        ["A made-up indicator, A: still off track. Withdrawn figure: 14.0% in 2018 to 2019."],
    ),
    "time": (
        {},
        {"as_of": "2026-06-30"},
        [
            "A made-up indicator, A: no data, was off track, because of nothing but time passing. The latest figure "
            "is too old to judge by."
        ],
    ),
    "time, under cut-offs of the project's own": (
        {"target": {"at_most": 12.3, "by": "2023/24"}, "definitions": STRICT, "as_of": "2024-03-31"},
        {"as_of": "2024-06-30"},
        [
            "A made-up indicator, A: off track, was met now, because of nothing but time passing. It is more likely "
            "than not to be met."
        ],
    ),
    "several causes, each enough": (
        {},
        {"figures": FALLING | {"2022/23": {"value": "*"}}, "as_of": "2026-06-30"},
        [
            "A made-up indicator, A: no data, was off track, because of revised data or time passing, each enough "
            "by itself. The latest figure is too old to judge by. Revised figure: no value in 2022 to 2023, was "
            "12.2%."
        ],
    ),
    "several causes together": (
        {},
        {"figures": FALLING | {"2023/24": 11.0}, "target": {"at_most": 10, "by": "2026/27"}},
        [
            "A made-up indicator, A: at risk, was off track, because of new data and an edited target together. None "
            "of them alone would have changed it. The goalposts moved: no more than 10% by the end of 2026 to 2027; "
            "before, no more than 8% by the end of 2026 to 2027. With the old target it would be off track. New "
            "figure: 11.0% in 2023 to 2024, after 12.2% in 2022 to 2023. The chance is 30 in 100, was less than 1 in "
            "100."
        ],
    ),
    "several causes that each went part of the way": (
        {},
        {"figures": FALLING | {"2023/24": 9.0}, "target": {"at_most": 11, "by": "2026/27"}},
        [
            "A made-up indicator, A: met now, was off track, because of new data and an edited target together. With "
            "new data alone it would be at risk, with an edited target alone at risk. The goalposts moved: no more "
            "than 11% by the end of 2026 to 2027; before, no more than 8% by the end of 2026 to 2027. With the old "
            "target it would be at risk. New figure: 9.0% in 2023 to 2024, after 12.2% in 2022 to 2023. The chance is "
            "78 in 100, was less than 1 in 100."
        ],
    ),
    "a target, the verdict staying": (
        {},
        {"target": {"at_most": 9, "by": date(2030, 3, 31)}},
        [
            "A made-up indicator, A: still off track. The goalposts moved: no more than 9% by 31 March 2030; before, "
            "no more than 8% by the end of 2026 to 2027. The chance is 6 in 100, was less than 1 in 100, because of "
            "an edited target."
        ],
    ),
    "a baseline": (
        {"baseline": {"value": 14.0, "period": "2018/19"}},
        {"baseline": {"value": 13.9, "period": "2018/19"}},
        [
            "A made-up indicator, A: still off track. The stated baseline was edited: 13.9% (2018/19); before, 14.0% "
            "(2018/19)."
        ],
    ),
    "another area's figure": (
        {"target": NO_WORSE, "others": {"B": B}},
        {"others": {"B": B | {"2022/23": 14.6}}},
        [
            "A made-up indicator, A: still on track. Nobody edited the target, but it comes to 14.6% now, before to "
            "14.2%."
        ],
    ),
    "a report": (
        {"indicator": MILESTONE},
        {"indicator": MILESTONE | {"reported": [{"member": "E", "done": date(2024, 2, 1)}]}},
        ["A made-up indicator, A: still not yet measurable. Reported as done: 1 of 2, before 0 of 2."],
    ),
    "the settings": (
        {},
        {"definitions": {"settings": {"cut_offs": {"on_track": 0.5, "at_risk": 0.005}}}},
        [
            "A made-up indicator, A: at risk, was off track, because of an edited definition. Cut offs of the "
            "settings: on_track 0.5, at_risk 0.005; before, on_track 0.5, at_risk 0.2.",
            "The settings were edited. Cut offs: on_track 0.5, at_risk 0.005; before, on_track 0.5, at_risk 0.2.",
        ],
    ),
    "another measure": (
        {"definitions": TWO_MEASURES},
        {"indicator": {"measure": "other"}},
        [
            "A made-up indicator, A: no data, was off track, because of an edited definition. Measure of the "
            "indicator: other; before, measure.",
            "A made-up indicator: its definition was edited. Measure: other; before, measure.",
        ],
    ),
    "an area more": (
        {"others": {"B": B}},
        {"indicator": {"areas": ["A", "B"]}},
        ["A made-up indicator, B: new, off track."],
    ),
    "an area less": (
        {"others": {"B": B}, "indicator": {"areas": ["A", "B"]}},
        {"indicator": {"areas": ["A"]}},
        ["A made-up indicator, B: no longer there; it was off track."],
    ),
}


@pytest.mark.parametrize(("was", "became", "said"), CASES.values(), ids=CASES)
def test_a_change_is_said_in_a_sentence_or_more(
    tmp_path: Path, was: dict[str, Any], became: dict[str, Any], said: list[str]
):
    state = replace(State(), **was)
    frame = runs.changes(state.run(tmp_path / "old"), replace(state, **became).run(tmp_path / "new"))
    sentences = [text.replace("\u00a0", " ") for text in changes.sentences(frame)]
    assert sentences == said


def test_another_program_is_said_to_be_one(tmp_path: Path):
    now = State().run(tmp_path / "now")
    recorded = now.assessments.with_columns(verdict=pl.lit("on_track"))
    before = replace(now, assessments=recorded, version="0.0.1")
    assert changes.sentences(runs.changes(before, now)) == [
        "A made-up indicator, A: off track, was on track, because of another version of the program or its method. "
        "The program that is running judges a run's own figures otherwise than was recorded."
    ]


def test_an_edited_declaration_of_extracts_is_said_without_its_digests(tmp_path: Path):
    now = State().run(tmp_path / "now")
    before = replace(now, declared=runs.Source("data/extracts.yaml", "0" * 64, ""))
    assert changes.sentences(runs.changes(before, now)) == ["How extracts are read was edited."]


def test_changes_are_counted_in_one_line(tmp_path: Path):
    old = State().run(tmp_path / "old")
    new = State(
        figures=FALLING | {"2022/23": 12.1, "2023/24": 9.0}, target={"at_most": 7.9, "by": "2026/27"}
    ).run(tmp_path / "new")
    assert changes.headline(runs.changes(old, new)) == (
        "1 verdict is better; 1 target was edited; 1 figure is new; 1 figure was revised."
    )
    assert changes.headline(runs.changes(old, old)) == "Nothing changed."
