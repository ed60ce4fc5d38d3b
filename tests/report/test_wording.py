"""Verdicts, reasons, flags and targets in words."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from logframe.report import wording
from logframe.report.figures import TIED
from logframe.strategy import targets
from logframe.strategy.plan import Strategy
from logframe.verdicts import VERDICTS, WORDS
from tests.report.made_up import AS_OF, part, row, sample

REASONS = (
    # as the methods list them, rule by rule
    *(
        "undetermined",
        "no_target",
        "no_tolerance",
        "no_comparator",
        "comparator_period_mismatch",
        "no_baseline",
    ),
    *("standard_not_numeric", "done", "late", "not_done", "not_reported", "pending"),
    *(
        "outturn",
        "outturn_suppressed",
        "none",
        "all_suppressed",
        "first_point_not_due",
        "discontinued",
        "stale",
    ),
    *("met", "met_but_slipping", "held_so_far", "one_point", "two_points"),
    *("chance_good", "chance_fair", "chance_low"),
)
FLAGS = (
    *("extrapolation", "overlapping_periods", "break_in_series", "small_numbers", "wrong_direction"),
    *("baseline_revised", "baseline_elsewhere", "provisional", "proxy", "reading", "suppressed_latest"),
    *("rounding_decides", "awaiting_outturn", "ageing", "confirmed", "within_sampling_error"),
)


def plain(text: str) -> str:
    return text.replace(TIED, " ")


@pytest.mark.parametrize(
    ("worded", "listed"),
    [
        pytest.param(wording.REASONS, REASONS, id="reasons"),
        pytest.param(wording.FLAGS, FLAGS, id="flags"),
        pytest.param(wording.RELATIONS, targets.RELATIONS, id="relations"),
        pytest.param(
            wording.STATUSES,
            get_args(Strategy.model_fields["status"].annotation),
            id="where a strategy stands",
        ),
        pytest.param(WORDS, VERDICTS, id="verdicts"),
    ],
)
def test_a_closed_list_has_words_for_all_that_it_holds_and_for_nothing_else(worded, listed):
    assert sorted(worded) == sorted(listed)


@pytest.mark.parametrize(
    ("column", "listed"),
    [("verdict", VERDICTS), ("reason", REASONS), ("relation", targets.RELATIONS), ("flags", FLAGS)],
)
def test_the_made_up_sample_holds_everything_that_has_words(column, listed):
    held = sample()[column].explode() if column == "flags" else sample()[column]
    assert sorted(set(held.drop_nulls())) == sorted(listed)


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_is_a_few_words_and_a_whole_sentence(reason):
    brief, sentence = wording.REASONS[reason]
    assert len(brief) <= 23
    assert sentence[0].isupper()
    assert sentence.endswith(".")


PERCENT = {"unit": "percent", "decimals": 1}
ENGLAND = {"reference": "area", "reference_name": "England"}
YEAR = {"reference": "period", "reference_name": "2024"}
BASELINE = {"reference": "baseline"}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"relation": None}, "none stated"),
        ({"relation": "at_most", "target_value": 6.0, "target_decimals": 0} | PERCENT, "no more than 6%"),
        ({"relation": "below", "target_value": 5.0, "target_decimals": 0} | PERCENT, "below 5%"),
        ({"relation": "at_least", "target_value": 7.5} | PERCENT, "at least 7.5%"),
        ({"relation": "above", "target_value": 1000.0, "decimals": 0, "unit": "count"}, "above 1,000"),
        ({"relation": "between", "target_value": 20.0, "target_upper": 25.0}, "between 20 and 25"),
        ({"relation": "within", "target_value": 1.0, "unit": "points"}, "within 1 point either way"),
        ({"relation": "close_to", "target_value": 0.0, "unit": "count"}, "close to 0"),
        (
            {"relation": "close_to", "target_value": 0.0, "tolerance": 3.0, "unit": "days"},
            "close to 0, give or take 3 days",
        ),
        (
            {"relation": "maintain", "target_value": 63.0, "target_decimals": 0} | BASELINE | PERCENT,
            "maintained at 63%",
        ),
        ({"relation": "maintain"} | BASELINE, "maintained at the baseline"),
        (
            {"relation": "maintain", "baseline_value": 63.0, "baseline_decimals": 0} | BASELINE | PERCENT,
            "maintained at 63%",
        ),
        ({"relation": "maintain", "target_value": 12.3} | YEAR, "maintained at 2024 (12.3)"),
        (
            {"relation": "maintain", "target_value": 63.0, "target_decimals": 0, "tolerance": 1.0}
            | BASELINE
            | PERCENT,
            "maintained at 63%, tolerance 1 percentage point",
        ),
        ({"relation": "similar_to", "target_value": 12.3} | YEAR, "similar to 2024 (12.3)"),
        ({"relation": "similar_to", "target_value": 12.3} | BASELINE, "similar to the baseline (12.3)"),
        (
            {"relation": "no_worse_than", "target_value": 5.1} | ENGLAND | PERCENT,
            "no worse than England (5.1%)",
        ),
        ({"relation": "no_worse_than"} | ENGLAND, "no worse than England"),
        (
            {"relation": "at_most", "target_value": 20.1, "margin": -5.0, "unit": "points"} | ENGLAND,
            "5 points below England (at most 20.1)",
        ),
        (
            {"relation": "below", "target_value": 20.1, "margin": -5.0} | ENGLAND | PERCENT,
            "5 percentage points below England (below 20.1%)",
        ),
        (
            {"relation": "at_least", "target_value": 22.1, "margin": 2.0} | ENGLAND,
            "2 above England (at least 22.1)",
        ),
        ({"relation": "at_most", "margin": -5.0, "unit": "points"} | ENGLAND, "5 points below England"),
        ({"relation": "at_most", "target_value": 20.1} | ENGLAND, "no more than England (20.1)"),
        (
            {"relation": "at_most", "target_value": 334.96, "margin_percent": -20.0, "decimals": 1}
            | BASELINE,
            "20% below the baseline (at most 335.0)",
        ),
        (
            {"relation": "at_least", "target_value": 11.5, "margin": 1.5} | BASELINE | PERCENT,
            "1.5 percentage points above the baseline (at least 11.5%)",
        ),
        ({"relation": "at_most", "target_value": 8.0} | BASELINE, "no more than the baseline (8)"),
        (
            {"relation": "below", "target_value": 5.0, "target_decimals": 0} | BASELINE | PERCENT,
            "will have reduced from 5%",
        ),
        ({"relation": "above"} | BASELINE, "will have increased from the baseline"),
        ({"relation": "below", "target_value": 12.3} | YEAR, "below the figure for 2024 (12.3)"),
        (
            {
                "relation": "at_most",
                "target_value": 5.0,
                "reference": "standard",
                "reference_name": "Six weeks",
            }
            | PERCENT,
            "no more than 5.0% (a standard)",
        ),
        (
            {"relation": "standard", "reference": "standard", "reference_name": "Six weeks"},
            "the standard: Six weeks",
        ),
        ({"relation": "milestone", "detail": "carers' strategy implemented"}, "carers' strategy implemented"),
        ({"relation": "undetermined", "detail": "with partners"}, "not determined: with partners"),
        ({"relation": "undetermined"}, "not determined"),
    ],
)
def test_a_target_is_put_in_the_words_of_a_strategy(facts, words):
    assert plain(wording.target(row(**facts))) == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"relation": "at_most", "by": "2028/29", "deadline": date(2029, 3, 31)}, "by 2028/29"),
        ({"relation": "at_most", "deadline": date(2029, 3, 31)}, "by 31 March 2029"),
        ({"relation": "undetermined"}, None),
        ({"relation": None, "by": "2028"}, None),
    ],
)
def test_a_deadline_is_given_as_it_was_written(facts, words):
    assert wording.deadline(row(**facts)) == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        pytest.param(
            {"reason": "chance_fair", "probability": 0.1},
            "The chance of meeting it is less than one in five.",
            id="a chance goes by its size, whatever the cut-offs are",
        ),
        pytest.param(
            {"reason": "discontinued", "relation": "at_most", "detail": "the survey ended in 2023"},
            "The measure was discontinued before the deadline. The survey ended in 2023.",
            id="the file's own words follow",
        ),
        pytest.param(
            {"reason": "pending", "relation": "milestone", "detail": "charter signed"},
            "It is not reported as done, and its deadline is still ahead.",
            id="a milestone's words are its target",
        ),
        pytest.param(
            {"reason": "first_point_not_due", "next_due": date(2026, 7, 9)},
            "The first figure is not due yet. Next figure due 9 July 2026.",
            id="with the day on which a figure is due",
        ),
        pytest.param(
            {"reason": "none", "next_due": AS_OF},
            "There are no figures, though there should be. Next figure due 31 May 2026.",
            id="a figure that is due today can still come",
        ),
        pytest.param(
            {"reason": "stale", "next_due": date(2020, 9, 30)},
            "The latest figure is too old to judge by. Next figure expected by 30 September 2020, not in the extracts.",
            id="a figure that was due before today is not there",
        ),
    ],
)
def test_a_verdict_is_given_with_its_reason(facts, words):
    assert plain(wording.because(row(**facts), AS_OF)) == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"flags": ["reading"], "reading": "Kent's figure"}, ["The analyst's reading: Kent's figure."]),
        ({"flags": ["proxy"], "proxy": "a survey."}, ["Measured by a stand-in: A survey."]),
        ({"flags": ["reading"]}, [wording.FLAGS["reading"]]),
        ({"flags": None}, []),
        ({"confidence": "low", "projection_centre": 1.0}, [wording.LOW_CONFIDENCE]),
        ({"confidence": "low"}, []),
        (
            {"reference": "standard", "relation": "at_most", "reference_name": "Six weeks"},
            ["The standard: Six weeks."],
        ),
    ],
)
def test_what_a_reader_should_know_is_said_in_words(facts, words):
    assert [remark.text for remark in wording.remarks(row(**facts))] == words


def test_remarks_sort_from_flags_to_stand_ins_to_readings():
    facts = {"flags": ["reading", "proxy", "ageing"], "reference": "standard", "relation": "at_most"}
    remarks = wording.remarks(row(reading="a", proxy="b", reference_name="c", **facts))
    assert [remark.text for remark in sorted(remarks, key=lambda remark: remark.kind)] == [
        wording.FLAGS["ageing"],
        "The standard: C.",
        "Measured by a stand-in: B.",
        "The analyst's reading: A.",
    ]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        pytest.param({"strategy_title": "Our plan"}, "Our plan, Acme NHS Trust", id="title and organisation"),
        pytest.param(
            {"strategy_title": "The plan of ACME NHS Trust for 2030"},
            "The plan of ACME NHS Trust for 2030",
            id="a title that names the organisation does so once",
        ),
        pytest.param(
            {"strategy_title": "Our plan", "status": "in_development"},
            "Our plan (in development), Acme NHS Trust",
            id="one that is not in force yet",
        ),
        pytest.param(
            {"strategy_title": "The plan of Acme NHS Trust", "status": "superseded"},
            "The plan of Acme NHS Trust (superseded)",
            id="one that is in force no longer",
        ),
    ],
)
def test_a_strategy_is_named_by_its_title_its_status_and_its_organisation(facts, words):
    assert " ".join(wording.strategy(part(organisation="Acme NHS Trust", **facts))) == words


@pytest.mark.parametrize(
    ("trend", "more"),
    [
        (None, "; no test tells whether by more than chance."),
        ("cannot_be_calculated", "; no test tells whether by more than chance."),
        ("no_significant_change", ", though the recent trend is not significant."),
        ("decreasing_getting_better", ", though the recent trend is getting better."),
        ("increasing_getting_worse", "."),
    ],
)
def test_that_figures_lead_away_from_a_target_is_said_with_what_the_recent_trend_bears_out(trend, more):
    (remark,) = wording.remarks(row(flags=["wrong_direction"], trend=trend))
    assert remark.text == f"Its figures so far lead away from the target{more}"


@pytest.mark.parametrize(
    ("verdict", "reason", "word"),
    [
        ("achieved", "met", "Met now"),
        ("achieved", "outturn", "Achieved"),
        ("achieved", "done", "Achieved"),
        ("at_risk", "met_but_slipping", "At risk"),
    ],
)
def test_what_is_met_while_the_deadline_is_ahead_is_not_called_achieved(verdict, reason, word):
    assert wording.word(row(verdict=verdict, reason=reason)) == word


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"measure_title": "Share overweight"}, ""),
        ({"proxy": "x", "measure_title": "Share overweight"}, "stand-in: “Share overweight”"),
        (
            {"proxy": "x", "measure_title": "Share overweight", "group": "girls"},
            "stand-in: “Share overweight” of girls",
        ),
        ({"proxy": "x"}, ""),
    ],
)
def test_a_stand_in_is_named_by_what_is_measured(facts, words):
    assert wording.stand_in(row(**facts)) == words


SERVES = "The latest figure is too old to judge by after 31 July 2026."


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param({}, [SERVES], id="nobody says when the next figure is due"),
        pytest.param({"next_due": date(2026, 5, 30)}, [SERVES], id="the next figure is overdue"),
        pytest.param({"next_due": date(2026, 8, 1)}, [SERVES], id="the next figure comes too late"),
        pytest.param({"next_due": date(2026, 6, 30)}, [], id="the latest figure is the newest there can be"),
    ],
)
def test_an_ageing_figure_says_until_when_it_serves_unless_none_newer_is_due(facts, said):
    aged = row(flags=["ageing"], stale_on=date(2026, 7, 31), **facts) | {"as_of": date(2026, 5, 31)}
    assert [remark.text for remark in wording.remarks(aged)] == said


def test_a_figure_that_decides_and_is_provisional_is_not_called_final():
    told = row(verdict="missed", reason="outturn", flags=["provisional"])
    assert wording.brief(told) == "provisional figure"
    assert [remark.text for remark in wording.remarks(told)] == [
        "The figure that decides is provisional: a revision can change the verdict."
    ]


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (None, []),
        ("Data quality\nissue.", ["The file notes on the latest figure: “Data quality issue”."]),
        ("word " * 40, [f"The file notes on the latest figure: “{('word ' * 24).strip()} …”."]),
    ],
)
def test_a_files_note_on_the_latest_figure_is_given_a_long_one_cut(note, said):
    assert [remark.text for remark in wording.remarks(row(latest_note=note))] == said
