"""What the cells of a matrix say, whatever the page is made for."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from logframe.report.matrix.levels import Level, Line, Matrix, matrix_of

if TYPE_CHECKING:
    from tests.conftest import Folder

MEASURE = {"title": "Share of all", "unit": "percent", "improves": "up"}
TARGET = {"at_least": 70, "by": 2028}


def matrix(folder: Folder, *, outcome: dict[str, Any] | None = None, **keys: Any) -> Matrix:
    """Make the matrix of a made-up strategy with one outcome."""
    part = {"id": "o", "title": "The outcome", **(outcome or {})}
    written = {
        "logframe": 1,
        "strategy": "s",
        "title": "The strategy",
        "organisation": {"id": "o", "name": "The organisation"},
        "outcomes": [part],
        "measures": {"m": MEASURE},
    }
    folder.write("strategies/s.yaml", written | keys)
    project = folder.load()
    assert [str(message) for message in project.messages if message.severity == "error"] == []
    rows = folder.evaluate("2025-01-01").assessments.to_dicts()
    return matrix_of(project.catalogue, project.catalogue.strategies["s"].thing, rows, status=False)


def promise(**keys: Any) -> dict[str, Any]:
    made = {"id": "i", "title": "An indicator", "measure": "m", "areas": ["A"], "target": TARGET} | keys
    return copy.deepcopy(made)  # what occurs twice would be written once, with an anchor


def level(made: Matrix, name: str) -> Level:
    return next(each for each in made.levels if each.name == name)


def test_what_is_lacking_is_said(folder: Folder):
    made = matrix(folder)
    assert [(each.name, each.narrative, each.bare, each.assumptions) for each in made.levels] == [
        (
            "Goal",
            ("No vision or mission stated",),
            ("No indicator stated", "Nothing to verify without an indicator"),
            (),
        ),
        (
            "Outcome 1",
            ("The outcome",),
            ("No indicator stated", "Nothing to verify without an indicator"),
            (),
        ),
    ]


def test_levels_are_numbered_and_indicators_stand_with_their_priority(folder: Folder):
    made = matrix(
        folder,
        outcome={
            "priorities": [{"id": "p", "title": "First"}, {"id": "q", "title": "Second"}],
            "indicators": [promise(id="i", priority="q"), promise(id="j", priority="q")],
        },
        enablers=[{"id": "e", "title": "Helps", "priorities": [{"id": "r", "title": "Third"}]}],
    )
    assert [(each.name, each.depth, each.narrative[0], len(each.indicators)) for each in made.levels[1:]] == [
        ("Outcome 1", 1, "The outcome", 0),
        ("Priority 1.1", 2, "First", 0),
        ("Priority 1.2", 2, "Second", 2),
        ("Enabler 1", 1, "Helps", 0),
        ("Priority of enabler 1.1", 2, "Third", 0),
    ]
    assert level(made, "Outcome 1").bare == (
        "No indicator of its own; 2 below, with its priorities",
        "Below, with the indicators",
    )


def test_the_goal_is_vision_and_mission(folder: Folder):
    made = matrix(folder, vision="See far.", mission="Go far.")
    assert level(made, "Goal").narrative == ("Vision: See far.", "Mission: Go far.")


def test_assumptions_are_the_outcomes_and_its_indicators_own(folder: Folder):
    outcome = {"assumptions": ["It rains"], "indicators": [promise(assumptions=["It is measured"])]}
    assert level(matrix(folder, outcome=outcome), "Outcome 1").assumptions == (
        "It rains",
        "An indicator: It is measured",
    )


FACTS = {
    "one area, as the strategy's other indicators have it, goes without saying": (
        {"areas": None},
        {"areas": ["A"]},
        [Line("Baseline", "not stated"), Line("Target", "at least 70% by 2028")],
    ),
    "several areas alike are named once": (
        {"areas": ["A", "B"]},
        {},
        [Line("Baseline", "not stated"), Line("Target", "at least 70% by 2028"), Line("Areas", "A; B")],
    ),
    "targets of several areas are told apart": (
        {"target": None, "targets": {"A": TARGET, "B": {"at_least": 80, "by": 2028}}, "areas": ["A", "B"]},
        {},
        [
            Line("Baseline", "not stated"),
            Line("Target, A", "at least 70% by 2028"),
            Line("Target, B", "at least 80% by 2028"),
            Line("Areas", "A; B"),
        ],
    ),
    "baselines of several areas are told apart, their common target is not": (
        {"baselines": {"A": {"value": 60, "period": 2022}}, "areas": ["A", "B"]},
        {},
        [
            Line("Baseline, A", "60% (2022)"),
            Line("Baseline, B", "not stated"),
            Line("Target", "at least 70% by 2028"),
            Line("Areas", "A; B"),
        ],
    ),
    "every area is said to be that": (
        {"areas": "all"},
        {},
        [
            Line("Baseline", "not stated"),
            Line("Target", "at least 70% by 2028"),
            Line("Areas", "every area that the figures hold"),
        ],
    ),
    "a baseline without a value is the figure for its period": (
        {"baseline": {"period": 2022}, "group": "men", "owner": "The director"},
        {},
        [
            Line("Baseline", "the figure for 2022"),
            Line("Target", "at least 70% by 2028"),
            Line("Group", "men"),
            Line("Area", "A"),
            Line("Owner", "The director"),
        ],
    ),
    "a milestone has no baseline": (
        {"measure": None, "areas": None, "target": {"milestone": "the bridge is open", "by": 2027}},
        {},
        [Line("Target", "the bridge is open by 2027")],
    ),
    "no target": (
        {"target": None},
        {},
        [Line("Baseline", "not stated"), Line("Target", "none stated"), Line("Area", "A")],
    ),
}


@pytest.mark.parametrize(("keys", "strategy", "facts"), FACTS.values(), ids=FACTS)
def test_an_indicator_says_what_is_promised(
    folder: Folder, keys: dict[str, Any], strategy: dict[str, Any], facts: list[Line]
):
    stated = {key: value for key, value in promise(**keys).items() if value is not None}
    others = [promise(id="j")] if strategy else []
    made = matrix(folder, outcome={"indicators": [stated, *others]}, **strategy)
    assert list(level(made, "Outcome 1").indicators[0].facts) == facts


MEANS = {
    "a measure without a source": ({}, {}, ("Share of all; no source stated", "Yearly")),
    "a source with all it can say": (
        {
            "source": {
                "title": "Yearbook",
                "publisher": "The office",
                "reference": "T 1",
                "url": "https://example.org",
            },
            "published_after": "3 months",
        },
        {},
        (
            "Share of all",
            "Yearbook, The office, T 1, https://example.org",
            "Yearly, published 3 months after the period",
        ),
    ),
    "a source of the measure's own name, periods pooled, a stand-in": (
        {"source": {"title": "Share of all"}, "pooled": 3},
        {"proxy": "Nothing nearer is held."},
        ("Share of all", "Yearly, 3 periods pooled", "A stand-in: Nothing nearer is held."),
    ),
    "a milestone of several members": (
        {},
        {"measure": None, "target": {"milestone": "done", "by": 2027, "members": ["East", "West"]}},
        ("Reports of East, West",),
    ),
    "a milestone of its own": (
        {},
        {"measure": None, "target": {"milestone": "done", "by": 2027}},
        ("Its owner's report that it is done",),
    ),
    "nothing to measure it by": (
        {},
        {"measure": None, "target": {"undetermined": "to be developed"}},
        ("No means of verification stated",),
    ),
}


@pytest.mark.parametrize(("measure", "keys", "means"), MEANS.values(), ids=MEANS)
def test_an_indicator_says_how_it_is_verified(
    folder: Folder, measure: dict[str, Any], keys: dict[str, Any], means: tuple[str, ...]
):
    stated = {key: value for key, value in promise(**keys).items() if value is not None}
    made = matrix(folder, outcome={"indicators": [stated]}, measures={"m": MEASURE | measure})
    assert level(made, "Outcome 1").indicators[0].means == means


def test_what_a_strategy_contributes_to_is_named_by_its_title(folder: Folder):
    folder.write(
        "strategies/all.yaml",
        {
            "logframe": 1,
            "strategy": "all",
            "title": "For all",
            "organisation": {"id": "x", "name": "X"},
            "outcomes": [{"id": "a", "title": "All well"}],
        },
    )
    made = matrix(folder, outcome={"contributes_to": ["all/a"]}, contributes_to=["all"])
    assert level(made, "Outcome 1").narrative[-1] == "Contributes to: All well (For all)"
    assert made.about == ("Contributes to: For all.",)
