"""The verdict frame as JSON: exactly the object that other programs were promised."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe.report.as_json import pieces, to_json
from tests.report.made_up import AS_OF, frame, sample

SMOKING = {
    "strategy": "kent-medway-ics",
    "outcome": "best-start",
    "indicator": "smoking-at-delivery",
    "owner": "Director of Public Health",
    "measure": "smoking-at-delivery",
    "area": "E54000032",
    "area_name": "NHS Kent and Medway ICB",
    "verdict": "off_track",
    "reason": "chance_low",
    "confidence": "medium",
    "flags": ["reading"],
    "relation": "at_most",
    "target_value": 6.0,
    "by": "2028/29",
    "deadline": date(2029, 3, 31),
    "target_period": "2028/29",
    "baseline_period": "2019/20",
    "baseline_value": 12.8,
    "latest_period": "2023/24",
    "latest_value": 10.2,
    "stale_on": date(2026, 3, 31),
    "decimals": 1,
    "next_due": date(2025, 9, 30),
    "comparator_area": "E92000001",
    "comparator_period": "2023/24",
    "comparator_value": 7.4,
    "comparator_is": "worse",
    "comparator_basis": "printed",
    "comparator_own": 10.2,
    "n": 5,
    "probability": 0.0500121825092190,
    "pace": 0.5561798571565923,
    "change_per_year": -0.65,
    "needed_per_year": -0.84,
    "change_since": "2019/20",
    "projection_period": "2028/29",
    "projection_centre": 8.47,
    "projection_lower80": 6.61,
    "projection_upper80": 10.78,
    "projection_lower95": 5.40,
    "projection_upper95": 13.03,
}
SCREENING = {
    "indicator": "screening",
    "relation": "between",
    "target_value": 70.0,
    "target_upper": 75.0,
    "verdict": "no_data",
    "reason": "discontinued",
    "baseline_period": "2024",
    "latest_value": 71.25,
    "latest_note": "p",
    "latest_lower": 70.0,
    "latest_upper": 72.5,
    "trend": "no_significant_change",
}
MENTORS = {"indicator": "mentors", "verdict": "not_yet_measurable", "reason": "no_target", "group": "ehcp"}
WAITS = {
    "indicator": "waits",
    "verdict": "off_track",
    "reason": "chance_low",
    "spc_mean": 27.5,
    "spc_lower": 26.25,
    "spc_upper": 28.75,
    "spc_variation": "common_cause",
    "spc_assurance": "consistent_fail",
    "spc_rules": "making_data_count_7",
    "spc_trial": True,
    "plan_period": "2024-09",
    "plan_value": 24.0,
    "plan_difference": 0.5,
    "year_before_period": "2023-10",
    "year_before_value": 28.5,
    "change_on_year_before": -4.25,
    "people": -2350.25,
    "people_period": "month",
    "sdg_ratio": 0.5,
    "sdg_band": "limited_progress",
    "assessment_date": date(2024, 11, 1),
    "assessment_by": "Performance team",
    "assessment_verdict": "at_risk",
    "assessment_why": "A second scanner opens in May.",
}
CHARTER = {
    "sdg_reason": "not_a_level",
    "indicator": "charter",
    "verdict": "achieved",
    "reason": "done",
    "relation": "milestone",
    "by": "2025",
}


def nothing(**facts):
    fields = (
        *("strategy", "outcome", "indicator", "owner", "measure", "area", "area_name", "group"),
        *(
            "verdict",
            "reason",
            "confidence",
            "flags",
            "target",
            "baseline",
            "latest",
            "next_due",
            "comparator",
        ),
        *("n", "probability", "pace", "change_per_year", "needed_per_year", "change_since"),
        *("projection", "trend", "spc"),
        *("plan", "year_before", "people", "sdg", "assessment", "decimals"),
    )
    return dict.fromkeys(fields) | {"strategy": "made-up", "outcome": "made-up", "flags": []} | facts


EXPECTED = {
    "logframe": 1,
    "as_of": "2024-11-22",
    "method": "steady_drift",
    "assessments": [
        {
            "strategy": "kent-medway-ics",
            "outcome": "best-start",
            "indicator": "smoking-at-delivery",
            "owner": "Director of Public Health",
            "measure": "smoking-at-delivery",
            "area": "E54000032",
            "area_name": "NHS Kent and Medway ICB",
            "group": None,
            "verdict": "off_track",
            "reason": "chance_low",
            "confidence": "medium",
            "flags": ["reading"],
            "target": {
                "relation": "at_most",
                "value": 6.0,
                "by": "2028/29",
                "deadline": "2029-03-31",
                "period": "2028/29",
            },
            "baseline": {"period": "2019/20", "value": 12.8},
            "latest": {
                "period": "2023/24",
                "value": 10.2,
                "lower": None,
                "upper": None,
                "stale_on": "2026-03-31",
                "note": None,
            },
            "next_due": "2025-09-30",
            "comparator": {
                "area": "E92000001",
                "period": "2023/24",
                "value": 7.4,
                "is": "worse",
                "basis": "printed",
                "own": 10.2,
            },
            "n": 5,
            "probability": 0.0500121825092190,
            "pace": 0.5561798571565923,
            "change_per_year": -0.65,
            "needed_per_year": -0.84,
            "change_since": "2019/20",
            "projection": {
                "period": "2028/29",
                "centre": 8.47,
                "lower80": 6.61,
                "upper80": 10.78,
                "lower95": 5.40,
                "upper95": 13.03,
            },
            "trend": None,
            "spc": None,
            "plan": None,
            "year_before": None,
            "people": None,
            "sdg": None,
            "assessment": None,
            "decimals": 1,
        },
        nothing(
            indicator="screening",
            verdict="no_data",
            reason="discontinued",
            target={
                "relation": "between",
                "value": [70.0, 75.0],
                "by": None,
                "deadline": None,
                "period": None,
            },
            baseline={"period": "2024", "value": None},
            latest={
                "period": None,
                "value": 71.25,
                "lower": 70.0,
                "upper": 72.5,
                "stale_on": None,
                "note": "p",
            },
            trend="no_significant_change",
        ),
        nothing(indicator="mentors", verdict="not_yet_measurable", reason="no_target", group="ehcp"),
        nothing(
            indicator="waits",
            verdict="off_track",
            reason="chance_low",
            spc={
                "mean": 27.5,
                "lower": 26.25,
                "upper": 28.75,
                "variation": "common_cause",
                "assurance": "consistent_fail",
                "rules": "making_data_count_7",
                "trial": True,
            },
            plan={"period": "2024-09", "value": 24.0, "difference": 0.5},
            year_before={"period": "2023-10", "value": 28.5, "change": -4.25},
            people={"period": "month", "change": -2350.25},
            sdg={"ratio": 0.5, "band": "limited_progress", "reason": None},
            assessment={
                "date": "2024-11-01",
                "by": "Performance team",
                "verdict": "at_risk",
                "why": "A second scanner opens in May.",
            },
        ),
        nothing(
            indicator="charter",
            verdict="achieved",
            reason="done",
            target={"relation": "milestone", "value": None, "by": "2025", "deadline": None, "period": None},
        ),
    ],
    "coverage": {"targets": 3, "judged": 2, "partly": 0},
}


def test_the_object_has_the_promised_names_values_and_order():
    written = to_json(frame(SMOKING, SCREENING, MENTORS, WAITS, CHARTER), as_of=date(2024, 11, 22))
    assert json.dumps(json.loads(written), indent=1) == json.dumps(EXPECTED, indent=1)


def test_an_assessment_is_a_line_and_the_text_ends_with_one():
    written = to_json(sample(), as_of=AS_OF)
    assert [line.strip()[:12] for line in written.splitlines()[2:-1]] == ['{"strategy":'] * sample().height
    assert written.endswith("}\n")


def test_no_assessments_are_an_empty_list():
    read = json.loads(to_json(frame(), as_of=AS_OF))
    assert read["assessments"] == []
    assert read["coverage"] == {"targets": 0, "judged": 0, "partly": 0}


def test_only_some_verdicts_are_written_but_coverage_counts_all():
    read = json.loads("".join(pieces(sample(), as_of=AS_OF, only=["missed"])))
    assert {each["verdict"] for each in read["assessments"]} == {"missed"}
    assert read["coverage"] == json.loads(to_json(sample(), as_of=AS_OF))["coverage"]


def test_a_long_frame_keeps_its_order_and_its_ranges():
    rows = 12_000
    names = pl.select(indicator=pl.format("i{}", pl.int_range(rows)))["indicator"]
    long = frame(SCREENING, SMOKING).select(pl.all().repeat_by(rows // 2).explode()).with_columns(names)
    read = json.loads(to_json(long, as_of=AS_OF))["assessments"]
    assert [each["indicator"] for each in read] == names.to_list()
    assert [each["target"]["value"] for each in read[5999:6001]] == [[70.0, 75.0], 6.0]


@settings(deadline=None)
@given(
    number=st.floats(allow_nan=False, allow_infinity=False),
    text=st.text(st.characters(exclude_categories=["Cs"])),
    relation=st.sampled_from(["at_most", "between"]),
)
def test_numbers_and_texts_come_back_as_they_were_and_nothing_acts_on_a_terminal(number, text, relation):
    facts = {
        "latest_value": number,
        "target_value": number,
        "target_upper": 1.0,
        "area_name": text,
        "by": text,
    }
    written = to_json(frame(facts | {"relation": relation}), as_of=AS_OF)
    assert not any(0x7F <= ord(character) < 0xA0 or character in "\x1b\u202e\u2066" for character in written)
    (read,) = json.loads(written)["assessments"]
    assert (read["latest"]["value"], read["area_name"], read["target"]["by"]) == (number, text, text)
    assert read["target"]["value"] == ([number, 1.0] if relation == "between" else number)


@pytest.mark.parametrize("trick", [',"pair":null', '"value":null,"pair":[', '","pair":null,"'])
def test_a_text_that_looks_like_json_stays_a_text(trick):
    written = to_json(frame({"area_name": trick, "by": trick, "relation": "between"}), as_of=AS_OF)
    (read,) = json.loads(written)["assessments"]
    assert (read["area_name"], read["target"]["by"]) == (trick, trick)


def test_why_there_is_no_ratio_is_said_where_there_could_be_one():
    read = json.loads(to_json(frame({"sdg_reason": "target_is_zero"}), as_of=AS_OF))["assessments"]
    assert read[0]["sdg"] == {"ratio": None, "band": None, "reason": "target_is_zero"}


# -- With the workings ---------------------------------------------------------------------------------------

DAY, END = date(2024, 4, 1), date(2025, 3, 31)


@dataclass
class Behind:
    """Made-up workings: of row 1, and of row 2 nothing."""

    figures: pl.DataFrame
    plan: pl.DataFrame
    fan: pl.DataFrame
    comparator: pl.DataFrame
    limits: pl.DataFrame
    steps: pl.DataFrame
    own_steps: pl.DataFrame


def behind(**text: str) -> Behind:
    def of_row_1(*lines, **kinds):
        return pl.DataFrame([{"row": 1} | line for line in lines], schema={"row": pl.UInt32} | kinds)

    return Behind(
        figures=of_row_1(
            {"period": "2023/24", "value": 2.5},
            {"period": "2024/25", "start": DAY, "end": END, "value": None, "note": "a note"} | text,
            period=pl.String,
            start=pl.Date,
            end=pl.Date,
            value=pl.Float64,
            note=pl.String,
        ),
        plan=of_row_1(value=pl.Float64),
        fan=of_row_1({"end": END, "centre": 0.5}, end=pl.Date, centre=pl.Float64),
        comparator=of_row_1({"record": 3, "published": END}, record=pl.Int64, published=pl.Date),
        limits=of_row_1({"met": True}, met=pl.Boolean),
        steps=of_row_1({"T": 4.0}, T=pl.Float64),
        own_steps=of_row_1(T=pl.Float64),
    )


def test_the_workings_come_last_each_with_its_row():
    rows = frame({"row": 2, "indicator": "second"}, {"row": 1, "indicator": "first"})
    plain = json.loads(to_json(rows, as_of=AS_OF))["assessments"]
    second, first = json.loads(to_json(rows, as_of=AS_OF, workings=behind()))["assessments"]
    assert list(first)[-1] == "workings"
    lists, objects = ("figures", "plan", "fan"), ("comparator", "limits", "steps", "own_steps")
    nothing_known = {name: [] for name in lists} | dict.fromkeys(objects)
    assert second == plain[0] | {"workings": nothing_known}
    assert first == plain[1] | {
        "workings": {
            "figures": [
                {"period": "2023/24", "start": None, "end": None, "value": 2.5, "note": None},
                {
                    "period": "2024/25",
                    "start": "2024-04-01",
                    "end": "2025-03-31",
                    "value": None,
                    "note": "a note",
                },
            ],
            "plan": [],
            "fan": [{"end": "2025-03-31", "centre": 0.5}],
            "comparator": {"record": 3, "published": "2025-03-31"},
            "limits": {"met": True},
            "steps": {"T": 4.0},
            "own_steps": None,
        }
    }


@pytest.mark.parametrize("trick", [*"\x9b\u202e", ',"pair":null', '"value":null,"pair":['])
def test_a_text_of_the_workings_neither_acts_on_a_terminal_nor_passes_for_json(trick):
    facts = {"row": 1, "relation": "between", "target_value": 1.0, "target_upper": 2.0}
    written = to_json(frame(facts), as_of=AS_OF, workings=behind(note=trick))
    (read,) = json.loads(written)["assessments"]
    assert read["workings"]["figures"][1]["note"] == trick
    assert read["target"]["value"] == [1.0, 2.0]
    assert not any(character in written for character in "\x9b\u202e")
