"""Roll-ups: counts and the worst, never means."""

from __future__ import annotations

import pytest

from logframe.report import rollup, totals
from logframe.verdicts import WORST_FIRST
from tests.report.made_up import frame, outline, outline_of, sample, sample_outline


def indicator(name, *verdicts, relation="at_most", outcome="o"):
    return [
        {"indicator": name, "outcome": outcome, "area": str(at), "verdict": verdict, "relation": relation}
        for at, verdict in enumerate(verdicts)
    ]


@pytest.mark.parametrize("better", range(1, len(WORST_FIRST)))
def test_an_indicator_is_as_bad_as_its_worst_area(better):
    worse, good = WORST_FIRST[better - 1], WORST_FIRST[better]
    rows = rollup.indicators(frame(*indicator("i", good, worse, good)))
    assert rows["worst"].to_list() == [worse]
    assert rows["areas"].to_list() == [3]


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        pytest.param(
            indicator("a", "achieved", "no_data"), (1, 1, 0), id="one area without data: not judged"
        ),
        pytest.param(indicator("a", "achieved", "missed"), (1, 1, 1), id="every area judged: judged"),
        pytest.param(
            indicator("a", "not_yet_measurable", relation=None), (1, 0, 0), id="no target stated: not counted"
        ),
        pytest.param(
            indicator("a", "not_yet_measurable", relation="undetermined"),
            (1, 1, 0),
            id="a target to be developed counts",
        ),
        pytest.param(
            [*indicator("a", "on_track"), *indicator("a", "missed", outcome="p")],
            (2, 2, 2),
            id="the same id in two outcomes is two indicators",
        ),
        pytest.param([], (0, 0, 0), id="nothing"),
    ],
)
def test_coverage_counts_the_indicators_that_state_a_target(rows, counts):
    overall = rollup.overall(frame(*rows)).row(0, named=True)
    assert (overall["indicators"], overall["targets"], overall["judged"]) == counts


PARTLY = {
    "every area judged": (indicator("a", "achieved", "missed"), 0),
    "a worse area judged, another without data": (indicator("a", "no_data", "off_track"), 1),
    "a worse area judged, another not measurable yet": (indicator("a", "missed", "not_yet_measurable"), 1),
    "none judged": (indicator("a", "no_data", "no_data"), 0),
    "the area without data is the worst": (indicator("a", "no_data", "on_track"), 0),
    "the area that is not judged has no target": (
        [
            *indicator("a", "missed"),
            *indicator("a", "not_yet_measurable", relation=None),
        ],
        0,
    ),
}


@pytest.mark.parametrize(("rows", "partly"), PARTLY.values(), ids=PARTLY)
def test_what_is_judged_but_not_in_every_area_is_counted(rows, partly):
    overall = rollup.overall(frame(*rows)).row(0, named=True)
    assert (overall["partly"], overall["partly"] <= overall["judged"]) == (partly, True)


def test_coverage_says_how_many_are_not_judged_in_every_area():
    rows = [*indicator("a", "no_data", "off_track"), *indicator("b", "missed"), *indicator("c", "no_data")]
    tally = rollup.overall(frame(*rows)).row(0, named=True)
    assert totals.coverage(tally) == "2 of 3 targets can be judged, 1 of these not in every area"
    assert totals.coverage(tally | {"partly": 0}) == "2 of 3 targets can be judged"


def test_an_indicator_without_a_target_makes_no_outcome_worse():
    rows = [*indicator("a", "achieved"), *indicator("b", "not_yet_measurable", relation=None)]
    outcome = rollup.outcomes(frame(*rows), outline_of(frame(*rows))).row(0, named=True)
    assert (outcome["worst"], outcome["achieved"], outcome["not_yet_measurable"]) == ("achieved", 1, 0)


def test_outcomes_and_strategies_keep_the_order_of_the_files():
    rows = [{"strategy": strategy, "outcome": outcome} for strategy in "zay" for outcome in "ba"]
    judged, parts = frame(*reversed(rows)), outline(*rows)
    assert rollup.strategies(judged, parts)["strategy"].to_list() == ["z", "a", "y"]
    assert rollup.outcomes(judged, parts)["outcome"].to_list() == list("bababa")


PARTS = outline(
    {"strategy": "a", "outcome": "bare"},
    {"strategy": "a", "outcome": "o"},
    {"strategy": "empty", "outcome": None},
    {"strategy": "b", "outcome": "bare"},
)
PROMISED = frame(
    *({"strategy": "a"} | row for row in [*indicator("i", "missed"), *indicator("j", "achieved")])
)


def test_an_outcome_without_indicators_counts_none():
    rows = rollup.outcomes(PROMISED, PARTS).select("strategy", "outcome", "indicators", "judged", "worst")
    assert rows.rows() == [("a", "bare", 0, 0, None), ("a", "o", 2, 2, "missed"), ("b", "bare", 0, 0, None)]


def test_a_strategy_counts_its_outcomes_and_those_without_indicators():
    rows = rollup.strategies(PROMISED, PARTS).select("strategy", "outcomes", "bare", "judged", "worst")
    assert rows.rows() == [("a", 2, 1, 2, "missed"), ("empty", 0, 0, 0, None), ("b", 1, 1, 0, None)]


def test_everything_counts_strategies_without_outcomes_too():
    row = rollup.everything(PROMISED, PARTS).row(0, named=True)
    assert (row["strategies"], row["empty"], row["outcomes"], row["bare"]) == (3, 1, 3, 2)


def test_everything_counts_what_overall_counts():
    overall = rollup.overall(sample())
    assert rollup.everything(sample(), sample_outline()).select(overall.columns).equals(overall)
