"""Who serves whom, and which promises about one thing differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from logframe.strategy.alignment import Alignment, align

if TYPE_CHECKING:
    from tests.conftest import Folder

Outcomes = dict[str, dict[str, Any]]


def strategy(name: str, outcomes: Outcomes | None = None, **keys: Any) -> dict[str, Any]:
    """A made-up strategy of an organisation of the same name; its outcomes by their ids."""
    parts = [{"id": key, "title": f"Outcome {key}", **more} for key, more in (outcomes or {}).items()]
    return {
        "logframe": 1,
        "strategy": name,
        "title": f"Strategy {name}",
        "organisation": {"id": name, "name": f"Organisation {name}"},
        "outcomes": parts,
    } | keys


def serving(*names: str) -> dict[str, Any]:
    return {"contributes_to": list(names)}


def aligned(folder: Folder, *strategies: dict[str, Any], **definitions: Any) -> Alignment:
    for content in strategies:
        folder.write(f"strategies/{content['strategy']}.yaml", content)
    folder.write("strategies/shared.yaml", {"logframe": 1, **definitions})
    project = folder.load()
    assert [str(message) for message in project.messages if message.severity == "error"] == []
    return align(project.catalogue)


def served(found: Alignment) -> dict[str, list[str]]:
    """Each shared outcome with those that serve it: by > through."""
    return {
        outcome.part.name: [
            service.part.name + (f" > {service.through.name}" if service.through else "")
            for service in outcome.services
        ]
        for shared in found.shared
        for outcome in shared.outcomes
    }


NETWORKS = {
    "a shared outcome has those that name it, in the files' order": (
        [
            strategy("all", {"a": {}, "b": {}}),
            strategy("one", {"x": serving("all/a")}),
            strategy("two", {"z": serving("all/a")}),
        ],
        {"all/a": ["one/x", "two/z"], "all/b": []},
        [],
    ),
    "who serves a servant serves too, and it is said through whom": (
        [
            strategy("all", {"a": {}}),
            strategy("one", {"x": serving("all/a")}),
            strategy("two", {"z": serving("one/x")}),
        ],
        {"all/a": ["one/x", "two/z > one/x"], "one/x": ["two/z"]},
        [],
    ),
    "who serves in two ways is named once, by the shorter one": (
        [
            strategy("all", {"a": {}}),
            strategy("one", {"x": serving("all/a")}),
            strategy("two", {"z": serving("one/x", "all/a")}),
        ],
        {"all/a": ["one/x", "two/z"], "one/x": ["two/z"]},
        [],
    ),
    "an outcome that serves none is found, one of the shared strategy is not asked": (
        [strategy("all", {"a": {}, "b": {}}), strategy("one", {"x": serving("all/a"), "z": {}})],
        {"all/a": ["one/x"], "all/b": []},
        ["one/z"],
    ),
    "an enabler may serve, and may serve none": (
        [
            strategy("all", {"a": {}}),
            strategy(
                "one",
                enablers=[
                    {"id": "e", "title": "E", "contributes_to": ["all/a"]},
                    {"id": "f", "title": "F"},
                ],
            ),
        ],
        {"all/a": ["one/e"]},
        ["one/f"],
    ),
    "a strategy that is served and serves is asked for its own outcomes": (
        [
            strategy("all", {"a": {}}),
            strategy("one", {"x": serving("all/a"), "idle": {}}),
            strategy("two", {"z": serving("one/idle")}),
        ],
        {"all/a": ["one/x"], "one/x": [], "one/idle": ["two/z"]},
        ["one/idle"],
    ),
    "a whole strategy can be served, and can serve with all it has": (
        [
            strategy("all", {"a": {}}),
            strategy("one", {"x": {}}, contributes_to=["all"]),
        ],
        {"all": ["one"], "all/a": []},
        [],
    ),
    "what serves its own strategy alone makes that one not a shared one": (
        [strategy("one", {"a": {}, "b": serving("one/a")})],
        {},
        ["one/a", "one/b"],
    ),
    "a circle ends": (
        [strategy("one", {"x": serving("two/z")}), strategy("two", {"z": serving("one/x")})],
        {"one/x": ["two/z"], "two/z": ["one/x"]},
        [],
    ),
    "nobody serves anybody": (
        [strategy("one", {"x": {}}), strategy("two", {"z": {}})],
        {},
        ["one/x", "two/z"],
    ),
}


@pytest.mark.parametrize(("strategies", "expected", "serving_none"), NETWORKS.values(), ids=NETWORKS)
def test_who_serves_whom(
    folder: Folder, strategies: list[dict[str, Any]], expected: dict[str, list[str]], serving_none: list[str]
):
    found = aligned(folder, *strategies)
    assert served(found) == expected
    assert [part.name for part in found.serving_none] == serving_none
    assert [part.name for part in found.unserved] == [name for name, names in expected.items() if not names]


def test_the_strategy_to_which_most_contribute_comes_first(folder: Folder):
    found = aligned(
        folder,
        strategy("a", {"x": {}}),
        strategy("b", {"x": {}}),
        strategy("c", {"x": serving("a/x", "b/x")}),
        strategy("d", {"x": serving("b/x")}),
    )
    assert [
        (each.strategy.strategy, [other.strategy for other in each.contributors]) for each in found.shared
    ] == [
        ("b", ["c", "d"]),
        ("a", ["c"]),
    ]


def test_many_ways_to_serve_do_not_multiply(folder: Folder):
    """Thirty levels of two outcomes that each serve both above: 2 to the power of 30 ways, 58 servants."""
    levels = [
        strategy(
            f"level-{level:02}",
            {side: serving(*(f"level-{level - 1:02}/{up}" for up in "ab" if level)) for side in "ab"},
        )
        for level in range(30)
    ]
    found = aligned(folder, *levels)
    top = next(
        outcome for each in found.shared for outcome in each.outcomes if outcome.part.name == "level-00/a"
    )
    assert len(top.services) == 58


MEASURE = {"title": "A measure", "unit": "percent", "improves": "down"}


def promising(name: str, *, by: str | None = None, **indicator: Any) -> dict[str, Any]:
    """A strategy with one indicator of the measure m."""
    promise = {"id": "i", "title": f"Indicator of {name}", "measure": "m", "areas": ["A"], **indicator}
    period = {"period": {"to": by}} if by else {}
    return strategy(name, {"o": {"indicators": [promise]}}, **period)


PROMISES = {
    "the same": ({"target": {"at_most": 5, "by": 2028}}, {"target": {"at_most": 5.0, "by": 2028}}, ()),
    "another number": (
        {"target": {"at_most": 5, "by": 2028}},
        {"target": {"at_most": 6, "by": 2028}},
        ("target",),
    ),
    "another relation": (
        {"target": {"at_most": 5, "by": 2028}},
        {"target": {"below": 5, "by": 2028}},
        ("target",),
    ),
    "another deadline": (
        {"target": {"at_most": 5, "by": 2028}},
        {"target": {"at_most": 5, "by": 2030}},
        ("deadline",),
    ),
    "the same deadline in other words": (
        {"target": {"at_most": 5, "by": 2028}},
        {"target": {"at_most": 5, "by": "December 2028"}},
        (),
    ),
    "the strategy's end as the deadline": (
        {"target": {"at_most": 5, "by": 2028}},
        {"target": {"at_most": 5}, "by": "2028"},
        (),
    ),
    "one settles it, one does not": (
        {"target": {"at_most": 5, "by": 2028}},
        {"target": {"undetermined": "to be developed"}},
        ("target",),
    ),
    "neither settles it": ({}, {"target": {"undetermined": "to be developed"}}, ()),
    "another baseline of one area": (
        {"baseline": {"value": 7, "period": 2022}},
        {"baseline": {"value": 8, "period": 2022}},
        ("baseline",),
    ),
    "another baseline of another area": (
        {"baseline": {"value": 7, "period": 2022}},
        {"baseline": {"value": 8, "period": 2022}, "areas": ["B"]},
        (),
    ),
    "another baseline of one of several areas": (
        {"baseline": {"value": 7, "period": 2022}},
        {"baselines": {"A": {"value": 8, "period": 2022}, "B": {"value": 7}}, "areas": ["A", "B"]},
        ("baseline",),
    ),
    "another group": ({"group": "men"}, {"group": "women"}, ("group",)),
    "target and deadline": (
        {"target": {"at_most": 5, "by": 2028}},
        {"target": {"at_most": 4, "by": 2029}},
        ("target", "deadline"),
    ),
}


@pytest.mark.parametrize(("one", "two", "differs"), PROMISES.values(), ids=PROMISES)
def test_promises_about_one_measure_are_compared(
    folder: Folder, one: dict[str, Any], two: dict[str, Any], differs: tuple[str, ...]
):
    found = aligned(folder, promising("one", **one), promising("two", **two), measures={"m": MEASURE})
    assert [(each.measure, each.differs) for each in found.measures] == [("m", differs)]


def test_a_measure_of_one_strategy_alone_is_not_shared(folder: Folder):
    found = aligned(folder, promising("one"), measures={"m": MEASURE})
    assert (found.measures, found.twins) == ((), ())


SOURCE = {"title": "Profiles", "publisher": "P", "reference": "R 1"}
TWINS = {
    "one source": (
        {
            "m": MEASURE | {"source": SOURCE},
            "k": MEASURE | {"title": "Other", "source": SOURCE | {}, "unit": "ratio"},
        },
        [(("m", "k"), "source", ("unit",))],
    ),
    "one source, named by another publisher": (
        {
            "m": MEASURE | {"source": SOURCE},
            "k": MEASURE | {"title": "Other", "source": SOURCE | {"publisher": "Q"}},
        },
        [],
    ),
    "one title, but for case and commas": (
        {"m": MEASURE, "k": MEASURE | {"title": "a, measure", "improves": "up", "every": "month"}},
        [(("m", "k"), "title", ("direction", "frequency"))],
    ),
    "nothing in common": ({"m": MEASURE, "k": MEASURE | {"title": "Other"}}, []),
    "a gap and what it is made from": (
        {
            "m": MEASURE | {"source": SOURCE},
            "k": {
                "title": "Gap",
                "unit": "points",
                "improves": "down",
                "gap": {"of": "m", "between": ["s", "t"]},
            },
        },
        [],
    ),
}


@pytest.mark.parametrize(("measures", "expected"), TWINS.values(), ids=TWINS)
def test_two_measures_for_one_thing_are_found(
    folder: Folder, measures: dict[str, Any], expected: list[tuple[tuple[str, ...], str, tuple[str, ...]]]
):
    found = aligned(folder, promising("one"), promising("two", measure="k"), measures=measures)
    assert [(each.measures, each.alike, each.differs) for each in found.twins] == expected


def test_indicators_of_one_title_and_two_measures_are_found(folder: Folder):
    found = aligned(
        folder,
        promising("one", title="Waits for tests"),
        promising("two", title="Waits, for tests", measure="k"),
        measures={"m": MEASURE, "k": MEASURE | {"title": "Other"}},
    )
    assert [(each.measures, each.alike) for each in found.twins] == [(("m", "k"), "indicator")]
