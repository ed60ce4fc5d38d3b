"""What a table says of all that was promised: whose strategies, and what nothing measures."""

from __future__ import annotations

import pytest

from tests.report.made_up import frame, outline
from tests.report.page import WIDTHS, folded, paragraphs, sample_shown, shown


@pytest.mark.parametrize("width", WIDTHS)
def test_outcomes_without_indicators_that_follow_one_another_are_listed_together(width):
    parts = [{"outcome": name, "outcome_title": f"Outcome {name}"} for name in "abcde"]
    text = shown(frame({"outcome": "c"}), width, parts=outline(*parts))
    assert paragraphs(text)[-2] == "Outcome d\nOutcome e\nNo indicator is stated for these 2 outcomes."
    assert "\n\nOutcome a\nOutcome b\nNo indicator is stated for these 2 outcomes.\n\n" in text
    assert text.index("\n\nOutcome a\n") < text.index("\n\nOutcome c\n") < text.index("\n\nOutcome d\n")


def test_a_title_of_several_lines_in_such_a_list_is_told_from_the_next():
    parts = outline({"outcome": "a", "outcome_title": "long " * 9 + "title"}, {"outcome": "b"})
    assert paragraphs(shown(frame(), 40, parts=parts))[-1].splitlines()[:3] == [
        "long long long long long long long",
        "  long long title",
        "A made-up outcome",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_an_outcome_without_indicators_between_others_stands_alone(width):
    parts = [{"outcome": name, "outcome_title": f"Outcome {name}"} for name in "abc"]
    text = shown(frame({"outcome": "a"}, {"outcome": "c"}), width, parts=outline(*parts))
    assert "\n\nOutcome b\nNo indicator is stated.\n\nOutcome c\n" in text


def test_what_nothing_measures_is_counted_on_the_first_screen():
    first = folded(sample_shown(100).split("\n\n\n")[0])
    assert "3 of 10 outcomes have no indicator. 1 of 3 strategies has no outcome." in first
    assert "No outcome 0 of 0 Digital strategy (made up) (superseded), A made-up NHS trust" in first


def test_the_first_screen_of_one_strategy_lists_outcomes_without_indicators_too():
    parts = outline({"outcome": "made-up"}, {"outcome": "bare", "outcome_title": "A bare outcome"})
    assert "No indicator  0 of 0  A bare outcome\n" in shown(frame({}), parts=parts)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("part", "words"),
    [
        pytest.param({"outcome": None, "outcome_title": None}, "No outcome is stated.", id="no outcome"),
        pytest.param({}, "No indicator is stated (1 outcome).", id="no indicator"),
    ],
)
def test_a_project_that_measures_nothing_says_so_and_explains_no_figures(part, words, width):
    text = shown(frame(), width, parts=outline(part))
    assert words in text
    assert "A made-up strategy, A made-up organisation" in text
    assert "Projected" not in text
    assert "Baseline" not in text


def test_with_some_verdicts_alone_what_nothing_measures_is_left_out_below_but_counted():
    first, *rest = sample_shown(100, only=["missed"]).split("\n\n\n")
    assert "3 of 10 outcomes have no indicator." in folded(first)
    assert "No indicator is stated" not in "".join(rest)
    assert "Digital strategy" not in "".join(rest)


@pytest.mark.parametrize("width", WIDTHS)
def test_strategies_of_one_title_are_told_apart_by_their_organisations(width):
    rows = [{"strategy": name, "strategy_title": "Our strategy"} for name in "ab"]
    parts = [row | {"organisation": f"Trust {row['strategy'].upper()}"} for row in rows]
    text = shown(frame(*rows), width, parts=outline(*parts))
    for name in ("Our strategy, Trust A", "Our strategy, Trust B"):
        assert text.count(name) == 2
        assert f"\n\n\n{name}\n{'═' * len(name)}\n" in text


def test_a_strategy_that_is_not_in_force_says_so_in_the_list_and_in_its_heading():
    assert sample_shown(100).count("People plan (made up) (in development), A made-up NHS trust") == 2


def test_a_name_too_long_for_a_line_breaks_before_the_organisation():
    parts = outline({"strategy_title": "A made-up strategy for 72", "organisation": "Trust " * 9 + "trust"})
    assert "\nA made-up strategy for 72,\nTrust Trust" in shown(frame({}), 72, parts=parts)


def test_the_one_area_of_a_strategy_stands_below_its_name_unless_it_is_the_organisation():
    def named(area):
        rows = ({"indicator": f"i{at}", "area": "X", "area_name": area} for at in range(3))
        return shown(frame(*rows)).split("\n\n\n")[1]

    assert named("Another area").splitlines()[2] == "Another area"
    assert named("A made-up organisation").count("A made-up organisation") == 1
