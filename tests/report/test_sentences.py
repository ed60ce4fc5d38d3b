"""A verdict in a sentence that a board member understands, and what stands beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from logframe.report import sentences, wording
from logframe.strategy import targets
from tests.conftest import assert_agreed
from tests.report.made_up import AS_OF, row, sample

GOLDEN = Path(__file__).with_name("golden") / "sentences.txt"

PERCENT = {"unit": "percent", "decimals": 1, "improves": "down"}
LATEST = {"latest_value": 6.96, "latest_period": "2024/25", "decimals": 2}
BELOW = {"relation": "below", "target_value": 5.0, "target_decimals": 0, "by": "2028"}
ABSENCE = PERCENT | LATEST | BELOW
CHANGES = {"change_per_year": -0.32, "needed_per_year": -0.65, "change_since": "2021/22"}
STAND_IN = {"proxy": "no figures are held", "measure_title": "Overall absence rate"}
MILESTONE = {"relation": "milestone", "detail": "charter signed", "by": "2025"}
ENGLAND = {"reference": "area", "reference_name": "England"}

CASES = {
    "undetermined": (
        {"verdict": "not_yet_measurable", "relation": "undetermined", "detail": "with partners."},
        "Not yet measurable: the strategy does not settle what would meet it (with partners).",
    ),
    "undetermined, with figures": (
        {"verdict": "not_yet_measurable", "reason": "undetermined", "change_per_year": -2.2}
        | {"change_since": "2023-04"}
        | PERCENT
        | LATEST,
        "Not yet measurable: the strategy does not settle what would meet it; at 6.96% in 2024 to 2025;"
        " has changed by −2.20 percentage points a year since April 2023.",
    ),
    "no_target": (
        {"verdict": "not_yet_measurable", "latest_value": 7.09, "latest_period": "2025", "unit": "score"},
        "Not yet measurable: the strategy states no target for it; at 7.09 in 2025.",
    ),
    "no_tolerance": (
        {"verdict": "not_yet_measurable", "relation": "close_to", "target_value": 0.0, "by": "2028/29"},
        "Not yet measurable: the target is close to 0 by the end of 2028 to 2029; nothing says how close is"
        " close enough.",
    ),
    "no_comparator": (
        {"verdict": "not_yet_measurable", "relation": "no_worse_than", "by": "2028"} | ENGLAND,
        "Not yet measurable: the target is no worse than England by 2028; there are no figures of England.",
    ),
    "comparator_period_mismatch": (
        {"verdict": "not_yet_measurable", "relation": "similar_to", "by": "2028"}
        | ENGLAND
        | PERCENT
        | LATEST,
        "Not yet measurable: at 6.96% in 2024 to 2025; the target is similar to England by 2028; there is no"
        " period for which both it and England have figures.",
    ),
    "no_baseline": (
        {"verdict": "not_yet_measurable", "relation": "above", "reference": "baseline", "by": "2028"},
        "Not yet measurable: the target is a rise from the baseline by 2028; there is no baseline to compare it"
        " with.",
    ),
    "standard_not_numeric": (
        {"verdict": "not_yet_measurable", "relation": "standard", "reference_name": "Greener", "by": "2028"},
        "Not yet measurable: the target is to meet the standard “Greener” by 2028; the standard gives no number"
        " for the deadline.",
    ),
    "done": (
        {"verdict": "achieved", "members": 2, "members_done": 2} | MILESTONE,
        "Achieved: charter signed by 2025 (2 of 2); it was done in time.",
    ),
    "late": (
        {"verdict": "missed", "members": 1} | MILESTONE,
        "Missed: charter signed by 2025; it was done, but after the deadline.",
    ),
    "not_done": (
        {"verdict": "missed", "members": 3, "members_done": 1} | MILESTONE,
        "Missed: charter signed by 2025 (1 of 3); it was reported as not done.",
    ),
    "not_reported": (
        {"verdict": "no_data", "members": 1} | MILESTONE,
        "No data: charter signed by 2025; the deadline has passed, and it has not been reported as done.",
    ),
    "pending": (
        {"verdict": "not_yet_measurable", "members": 3} | MILESTONE | {"by": "2027"},
        "Not yet measurable: charter signed by 2027 (0 of 3); it is not reported as done, and the deadline is"
        " still ahead.",
    ),
    "outturn": (
        {"verdict": "missed", "deadline": date(2025, 3, 31), "next_due": date(2026, 3, 31)} | ABSENCE,
        "Missed: at 6.96% in 2024 to 2025, the final figure; the target was below 5% by 2028.",
    ),
    "outturn, before the deadline's day": (
        {"verdict": "achieved", "reason": "outturn", "deadline": date(2026, 12, 31)} | ABSENCE,
        "Achieved: at 6.96% in 2024 to 2025, the final figure; the target is below 5% by 2028.",
    ),
    "outturn, provisional": (
        {"verdict": "missed", "reason": "outturn", "deadline": date(2025, 3, 31), "flags": ["provisional"]}
        | ABSENCE,
        "Missed: at 6.96% in 2024 to 2025, the figure for the deadline's own period, still provisional; the"
        " target was below 5% by 2028.",
    ),
    "outturn_suppressed": (
        {"verdict": "no_data", "deadline": date(2025, 3, 31)} | ABSENCE,
        "No data: the final figure has no value; it last stood at 6.96% in 2024 to 2025; the target was below"
        " 5% by 2028.",
    ),
    "none": (
        {"verdict": "no_data", "next_due": date(2026, 10, 23)} | PERCENT | BELOW,
        "No data: there are no figures, though there should be; the target is below 5% by 2028. Next figure due"
        " 23 October 2026.",
    ),
    "all_suppressed": (
        {"verdict": "no_data"} | PERCENT | BELOW,
        "No data: the extracts have its periods, but no value in any of them; the target is below 5% by 2028.",
    ),
    "first_point_not_due": (
        {"verdict": "not_yet_measurable", "next_due": date(2026, 7, 9)} | PERCENT | BELOW,
        "Not yet measurable: the first figure is not due yet; the target is below 5% by 2028. Next figure due"
        " 9 July 2026.",
    ),
    "discontinued": (
        {"verdict": "no_data", "detail": "The survey ended."} | ABSENCE,
        "No data: the measure was discontinued before the deadline (The survey ended); it last stood at 6.96% in"
        " 2024 to 2025; the target is below 5% by 2028.",
    ),
    "stale": (
        {"verdict": "no_data", "next_due": date(2024, 3, 31)} | ABSENCE,
        "No data: the latest figure, 6.96% in 2024 to 2025, is too old to judge by; the target is below 5% by"
        " 2028. Next figure expected by 31 March 2024, not in the extracts.",
    ),
    "stale, of a stand-in": (
        {"verdict": "no_data"} | STAND_IN | ABSENCE,
        "No data: the latest figure, 6.96% in 2024 to 2025 (stand-in: “Overall absence rate”), is too old to judge"
        " by; the target is below 5% by 2028.",
    ),
    "one_point": (
        {"verdict": "not_yet_measurable", "needed_per_year": -0.65} | ABSENCE,
        "Not yet measurable: at 6.96% in 2024 to 2025, the only figure so far, and a projection needs three; the"
        " target is below 5% by 2028; needs −0.65 percentage points a year from then on.",
    ),
    "two_points": (
        {"verdict": "not_yet_measurable"} | CHANGES | ABSENCE,
        "Not yet measurable: at 6.96% in 2024 to 2025, the second figure so far, and a projection needs three;"
        " the target is below 5% by 2028; needs −0.65 percentage points a year from then on, has managed −0.32"
        " since 2021 to 2022.",
    ),
    "met": (
        {"verdict": "achieved", "probability": 0.8} | ABSENCE,
        "Met now: at 6.96% in 2024 to 2025, which meets the target: below 5% by 2028; about an 80 in 100 chance"
        " that it still does at the deadline.",
    ),
    "met, and nothing is known of its chance": (
        {"verdict": "achieved", "reason": "met"} | ABSENCE,
        "Met now: at 6.96% in 2024 to 2025, which meets the target: below 5% by 2028.",
    ),
    "met_but_slipping": (
        {"verdict": "at_risk", "probability": 0.41, "change_per_year": 0.05} | ABSENCE,
        "At risk: at 6.96% in 2024 to 2025, which meets the target now: below 5% by 2028; only about a 41 in 100"
        " chance that it still does at the deadline; has managed +0.05 percentage points a year.",
    ),
    "held_so_far": (
        {"verdict": "on_track", "probability": 0.995} | ABSENCE,
        "On track: at 6.96% in 2024 to 2025, which keeps to the target: below 5% by 2028; more than a 99 in 100"
        " chance that it still does at the deadline.",
    ),
    "chance_good": (
        {"verdict": "on_track", "probability": 0.57, "change_per_year": -0.32} | ABSENCE,
        "On track: at 6.96% in 2024 to 2025; below 5% by 2028 has about a 57 in 100 chance; has managed −0.32"
        " percentage points a year.",
    ),
    "chance_fair": (
        {"verdict": "at_risk", "probability": 0.2199} | CHANGES | ABSENCE,
        "At risk: at 6.96% in 2024 to 2025; below 5% by 2028 has about a 22 in 100 chance; needs −0.65"
        " percentage points a year from then on, has managed −0.32 since 2021 to 2022.",
    ),
    "chance_low": (
        {"verdict": "off_track", "probability": 0.0001} | CHANGES | ABSENCE,
        "Off track: at 6.96% in 2024 to 2025; below 5% by 2028 has less than a 1 in 100 chance; needs −0.65"
        " percentage points a year from then on, has managed −0.32 since 2021 to 2022.",
    ),
    "chance_low, of a stand-in in a group": (
        {"verdict": "off_track", "probability": 0.03, "group": "girls"} | STAND_IN | ABSENCE,
        "Off track: at 6.96% in 2024 to 2025 (stand-in: “Overall absence rate” of girls); below 5% by 2028 has about"
        " a 3 in 100 chance.",
    ),
    "chance_low, against another area": (
        {"verdict": "off_track", "probability": 0.03, "margin": -5.0} | CHANGES | ABSENCE | ENGLAND,
        "Off track: at 6.96% in 2024 to 2025; 5 percentage points below England (below 5%) by 2028 has about a 3 in"
        " 100 chance; needs −0.65 percentage points a year from then on, has managed −0.32 since 2021 to 2022, both"
        " against England.",
    ),
    "chance_low, with cut-offs of its own": (
        {"verdict": "off_track", "probability": 0.2996, "cut_offs": [0.6, 0.3]} | ABSENCE,
        "Off track: at 6.96% in 2024 to 2025; below 5% by 2028 has about a 29 in 100 chance.",
    ),
    "chance_low, and the deadline has passed": (
        {"verdict": "off_track", "reason": "chance_low", "probability": 0.03, "flags": ["awaiting_outturn"]}
        | ABSENCE,
        "Off track: at 6.96% in 2024 to 2025; below 5% by 2028 has about a 3 in 100 chance. The deadline has"
        " passed, and its own figure is not published yet.",
    ),
}


@pytest.mark.parametrize(("facts", "sentence"), CASES.values(), ids=CASES)
def test_a_verdict_is_a_sentence_that_says_why(facts, sentence, request):
    reason = {"reason": request.node.callspec.id.partition(",")[0]}
    assert sentences.verdict(row(**(reason | facts)), AS_OF).replace("\u00a0", " ") == sentence


def test_every_reason_has_a_sentence_and_a_case_here():
    assert set(sentences.CLAUSES) == set(wording.REASONS)
    assert set(wording.REASONS) <= set(CASES)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"relation": "at_most", "target_value": 6.0, "by": "2028/29"}, "no more than 6 by the end of 2028 to 2029"),
        ({"relation": "at_least", "target_value": 7.5, "by": "March 2027"}, "at least 7.5 by March 2027"),
        (
            {"relation": "above", "target_value": 1000.0, "by": "2027 Q2"},
            "above 1,000 by the end of quarter 2 of 2027 (April to June)",
        ),
        ({"relation": "below", "target_value": 5.0, "deadline": date(2028, 12, 31)}, "below 5 by 31 December 2028"),
        ({"relation": "below", "target_value": 5.0}, "below 5"),
        ({"relation": "between", "target_value": 20.0, "target_upper": 25.0, "by": "2028"}, "between 20 and 25 by 2028"),
        ({"relation": "within", "target_value": 1.0, "unit": "points", "by": "2028"}, "within 1 point either way by 2028"),
        ({"relation": "close_to", "target_value": 0.0, "by": "2028"}, "close to 0 by 2028"),
        (
            {"relation": "close_to", "target_value": 0.0, "tolerance": 3.0, "unit": "days", "by": "2028"},
            "close to 0, give or take 3 days, by 2028",
        ),
        (
            {"relation": "maintain", "reference": "baseline", "target_value": 63.0, "tolerance": 1.0, "by": "2028/29"}
            | {"unit": "percent", "target_decimals": 0},
            "staying at 63%, give or take 1 percentage point, until the end of 2028 to 2029",
        ),
        (
            {"relation": "similar_to", "reference": "period", "reference_name": "2022/23", "by": "2028"},
            "similar to the figure for 2022 to 2023 by 2028",
        ),
        (
            {"relation": "below", "reference": "period", "reference_name": "2022/23", "target_value": 9.0},
            "below the figure for 2022 to 2023 (9)",
        ),
        (
            {"relation": "at_most", "reference": "baseline", "margin_percent": -20.0, "target_value": 8.0},
            "20% below the baseline (at most 8)",
        ),
        ({"relation": "below", "reference": "baseline", "target_value": 5.0, "by": "2028"}, "a fall from 5 by 2028"),
        (
            {"relation": "above", "reference": "baseline", "baseline_value": 5.0, "by": "2028"},
            "a rise from 5 by 2028",
        ),
        (
            {"relation": "at_most", "margin": -5.0, "unit": "points", "by": "2028"} | ENGLAND,
            "5 points below England by 2028",
        ),
        (MILESTONE, "charter signed by 2025"),
        ({"relation": "standard", "by": "2028"}, "to meet a standard by 2028"),
        ({"relation": "undetermined"}, "not stated"),
        ({"relation": None}, "not stated"),
    ],
)  # fmt: skip
def test_a_target_is_put_so_that_a_sentence_can_go_on(facts, words):
    assert sentences.goal(row(**facts)).replace("\u00a0", " ") == words


REFERENCES = {
    "maintain": {"reference": "baseline"},
    "similar_to": {"reference": "period", "reference_name": "2022/23"},
    "no_worse_than": ENGLAND,
    "standard": {"reference": "standard", "reference_name": "Diagnostics within six weeks"},
}
VERDICTS = {
    "no_data": ("not_reported", "outturn_suppressed", "none", "all_suppressed", "discontinued", "stale"),
    "missed": ("late", "not_done", "outturn"),
    "achieved": ("done", "met"),
    "on_track": ("held_so_far", "chance_good"),
    "at_risk": ("met_but_slipping", "chance_fair"),
    "off_track": ("chance_low",),
}
WITHOUT_FIGURES = ("no_target", "none", "all_suppressed", "first_point_not_due", "no_baseline")
OF_ONE_RELATION = {
    "undetermined": "undetermined",
    "no_tolerance": "close_to",
    "standard_not_numeric": "standard",
} | dict.fromkeys(("done", "late", "not_done", "not_reported", "pending"), "milestone")
LEVELS = [name for name in targets.RELATIONS if name not in ("standard", "milestone", "undetermined")]


def test_every_reason_with_every_relation_reads_as_agreed():
    verdicts = {reason: verdict for verdict, reasons in VERDICTS.items() for reason in reasons}
    numbers = {"target_value": 5.0, "target_upper": 7.0, "target_decimals": 0, "probability": 0.3}
    stated = PERCENT | CHANGES | numbers | {"by": "2028/29", "deadline": date(2029, 3, 31)}
    written = ""
    for reason in wording.REASONS:
        detail = {"milestone": "charter signed", "undetermined": "with partners"}
        for relation in [OF_ONE_RELATION[reason]] if reason in OF_ONE_RELATION else LEVELS:
            facts = stated | REFERENCES.get(relation, {}) | {"detail": detail.get(relation)}
            facts |= {} if reason in WITHOUT_FIGURES else LATEST
            facts |= {"verdict": verdicts.get(reason, "not_yet_measurable"), "members": 3, "members_done": 1}
            written += sentences.verdict(row(reason=reason, relation=relation, **facts), AS_OF) + "\n"
    assert_agreed(written.replace("\u00a0", " "), GOLDEN)


@pytest.mark.parametrize("part", ["None", "nan", "  ", ";;", "; ;", ", ,", ".."])
def test_no_sentence_of_the_made_up_sample_has_a_hole(part):
    told = [sentences.verdict(facts, AS_OF) for facts in sample().iter_rows(named=True)]
    assert [sentence for sentence in told if part in sentence or not sentence.endswith(".")] == []


KNOWN = PERCENT | {
    "latest_value": 10.2,
    "latest_period": "2023/24",
    "reason": "chance_low",
    "verdict": "off_track",
}


BESIDE = {
    "comparator_area": "E92",
    "comparator_name": "England",
    "comparator_value": 7.4,
    "comparator_period": "2023/24",
    "comparator_is": "worse",
    "comparator_basis": "printed",
    "comparator_own": 10.2,
}
CHANCE = "; no interval to tell chance from difference"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, []),
        (BESIDE | {"comparator_basis": "interval"}, ["Worse than England (7.4%)."]),
        (BESIDE | {"comparator_basis": "interval", "comparator_is": "similar"}, ["Similar to England (7.4%)."]),
        (BESIDE, [f"Higher than England (7.4%){CHANCE}."]),
        (BESIDE | {"comparator_is": "better"}, [f"Lower than England (7.4%){CHANCE}."]),
        (BESIDE | {"improves": "up"}, [f"Lower than England (7.4%){CHANCE}."]),
        (BESIDE | {"improves": "up", "comparator_is": "better"}, [f"Higher than England (7.4%){CHANCE}."]),
        (BESIDE | {"comparator_is": "similar"}, [f"The same as England (7.4%){CHANCE}."]),
        (BESIDE | {"improves": "neither", "comparator_is": "higher"}, [f"Higher than England (7.4%){CHANCE}."]),
        (
            BESIDE | {"comparator_period": "2022/23", "comparator_own": 7.8},
            [f"In 2022 to 2023 higher than England (7.8% against 7.4%){CHANCE}."],
        ),
        (
            BESIDE | {"comparator_period": "2022/23", "comparator_own": 7.8, "comparator_basis": "interval"},
            ["In 2022 to 2023 worse than England (7.8% against 7.4%)."],
        ),
        (BESIDE | {"comparator_name": None, "comparator_is": None}, [f"Beside E92 (7.4%){CHANCE}."]),
        (ENGLAND | {"comparator_name": "England", "comparator_value": 7.4}, []),
        (
            {"plan_period": "2025/26", "plan_value": 9.0, "plan_difference": 1.2},
            ["1.2 percentage points behind the plan's 9.0% for 2025 to 2026."],
        ),
        (
            {"plan_period": "2025/26", "plan_value": 9.0, "plan_difference": -1.0},
            ["1.0 percentage points ahead of the plan's 9.0% for 2025 to 2026."],
        ),
        (
            {"plan_period": "2025/26", "plan_value": 9.0, "plan_difference": 1.2, "improves": "up"},
            ["1.2 percentage points ahead of the plan's 9.0% for 2025 to 2026."],
        ),
        (
            {"plan_period": "2025/26", "plan_value": 9.0, "plan_difference": -1.2, "improves": "neither"},
            ["1.2 percentage points below the plan's 9.0% for 2025 to 2026."],
        ),
        (
            {"plan_period": "2025/26", "plan_value": 9.0, "plan_difference": 0.04},
            ["As planned (9.0% for 2025 to 2026)."],
        ),
        (
            {"year_before_period": "2025-03", "year_before_value": 24.1, "change_on_year_before": -2.6},
            ["2.6 percentage points lower than in March 2025, a year before (24.1%)."],
        ),
        (
            {"year_before_period": "2024 Q3", "year_before_value": 1.0, "change_on_year_before": 0.0},
            ["The same as in quarter 3 of 2024 (July to September), a year before (1.0%)."],
        ),
        (
            {"people": -1228.24, "people_period": "year"},
            ["About 1,230 fewer cases counted in the figure for 2023 to 2024 would meet the target."],
        ),
        (
            {"people": 2.6, "people_period": "3 years", "latest_period": "2021 - 23"},
            ["About 3 more cases counted in the figure for 2021 to 2023 would meet the target."],
        ),
        (
            {"people": -12904.0, "people_period": "month", "latest_period": "2026-03", "verdict": "missed"},
            ["About 13,000 fewer cases counted in the figure for March 2026 would have met the target."],
        ),
        (
            {"people": 524.0, "latest_period": "2026-03", "measure_title": "A&E attendances within four hours"},
            [
                "About 524 more cases counted in “A&E attendances within four hours” in March 2026 would meet"
                " the target."
            ],
        ),
        ({"people": 0.0, "people_period": "year"}, []),
        ({"people": -3.0, "people_period": "year", "unit": "count"}, []),
        ({"people": -3.0, "people_period": "year", "reason": "no_tolerance"}, []),
    ],
)  # fmt: skip
def test_what_is_known_beside_a_verdict_is_said(facts, said):
    assert sentences.beside(row(**(KNOWN | facts))) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, []),
        ({"owner": "Director of Public Health"}, ["Owner: Director of Public Health."]),
        ({"next_due": date(2026, 9, 30)}, ["Next figure due 30 September 2026."]),
        (
            {"next_due": date(2025, 9, 30)},
            ["Next figure expected by 30 September 2025, not in the extracts."],
        ),
        ({"next_due": date(2025, 9, 30), "reason": "stale"}, []),
        ({"next_due": date(2025, 9, 30), "reason": "outturn"}, []),
    ],
)
def test_an_owner_and_what_she_waits_for_are_named_unless_the_verdict_does(facts, said):
    told = sentences.duties(row(**({"reason": "chance_low"} | facts)), AS_OF)
    assert [words.replace("\u00a0", " ") for words in told] == said


def test_an_analysts_own_verdict_says_whose_it_is_and_why():
    own = {"date": date(2026, 2, 3), "by": "Early Years", "verdict": "on_track", "why": "more schools"}
    facts = row(**{f"assessment_{name}": value for name, value in own.items()})
    assert sentences.assessment(facts) == (
        "The analyst's own verdict: on track (Early Years, 3 February 2026). More schools."
    )
    assert sentences.assessment(row()) == ""


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("Public Health", "Update of 2 April 2026, Public Health: Done."),
        (None, "Update of 2 April 2026: Done."),
    ],
)
def test_an_update_says_of_what_day_it_is(by, said):
    assert sentences.update({"date": date(2026, 4, 2), "by": by, "text": "done"}) == said


def test_where_it_is_said_nearby_what_no_interval_means_it_is_said_in_two_words():
    assert (
        sentences.comparator(row(**(KNOWN | BESIDE)), brief=True) == "higher than England (7.4%); no interval"
    )
    worse = KNOWN | BESIDE | {"comparator_basis": "interval"}
    assert sentences.comparator(row(**worse), brief=True) == "worse than England (7.4%)"


KEPT_PACE = PERCENT | {
    "verdict": "off_track",
    "reason": "chance_low",
    "relation": "at_most",
    "target_value": 1.0,
    "target_decimals": 0,
    "by": "2030/31",
    "latest_value": 7.0,
    "latest_period": "2024/25",
    "decimals": 1,
    "probability": 0.004,
    "pace": 0.5,
    "needed_per_year": -1.0,
    "change_per_year": -1.0,
    "projection_centre": 4.1,
    "projection_lower80": 2.7,
    "projection_upper80": 6.4,
    "change_decimals": 1,
}
HARDER = (
    "It has managed what is needed, but the same change is taken to be harder nearer to {}: {} is projected."
)
UNSTEADY = "It has managed what is needed, but only the steady part of its past change is carried on: 4.1% is projected."


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param({}, HARDER.format("0%", "4.1%"), id="harder near the scale's end"),
        pytest.param({"pace": 1.4, "change_per_year": -1.5}, UNSTEADY, id="unsteady"),
        pytest.param(
            {"needed_per_year": 1.0, "change_per_year": 1.2, "latest_value": 94.0, "target_value": 99.0}
            | {"relation": "at_least", "projection_centre": 97.0},
            HARDER.format("100%", "97.0%"),
            id="harder near the upper end",
        ),
        pytest.param(
            {"relation": "close_to", "target_value": 4.0, "tolerance": 1.0},
            "It has managed what is needed, but where that leads is uncertain: 2.7% to 6.4% is projected.",
            id="a wide range about a target that the centre meets",
        ),
        pytest.param(
            ENGLAND | {"relation": "no_worse_than"},
            "It has managed what is needed, but is not likely enough to keep that up.",
            id="against another area, whose figure moves too",
        ),
        pytest.param({"change_per_year": -0.8}, "", id="less was managed"),
        pytest.param({"change_per_year": 1.2}, "", id="it leads away"),
        pytest.param({"verdict": "on_track", "reason": "chance_good"}, "", id="on track"),
    ],
)
def test_a_target_whose_pace_was_kept_and_is_not_on_track_all_the_same_says_why(facts, said):
    told = row(**KEPT_PACE) | {"change_decimals": 1} | facts
    assert sentences.short_of_pace(told) == said
    assert sentences.verdict(told, AS_OF).endswith(said or ".")
