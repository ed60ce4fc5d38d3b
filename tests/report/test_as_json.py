"""The verdict frame as JSON: exactly the object that other programs were promised."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe.report.as_json import to_json
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
    "next_due": date(2025, 9, 30),
    "comparator_area": "E92000001",
    "comparator_period": "2023/24",
    "comparator_value": 7.4,
    "comparator_is": "worse",
    "n": 5,
    "probability": 0.0500121825092190,
    "pace": 0.5561798571565923,
    "change_per_year": -0.65,
    "needed_per_year": -0.84,
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
    "latest_lower": 70.0,
    "latest_upper": 72.5,
    "trend": "no_significant_change",
}
MENTORS = {"indicator": "mentors", "verdict": "not_yet_measurable", "reason": "no_target", "group": "ehcp"}
CHARTER = {
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
        *("n", "probability", "pace", "change_per_year", "needed_per_year", "projection", "trend", "spc"),
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
            "latest": {"period": "2023/24", "value": 10.2, "lower": None, "upper": None},
            "next_due": "2025-09-30",
            "comparator": {"area": "E92000001", "period": "2023/24", "value": 7.4, "is": "worse"},
            "n": 5,
            "probability": 0.0500121825092190,
            "pace": 0.5561798571565923,
            "change_per_year": -0.65,
            "needed_per_year": -0.84,
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
            latest={"period": None, "value": 71.25, "lower": 70.0, "upper": 72.5},
            trend="no_significant_change",
        ),
        nothing(indicator="mentors", verdict="not_yet_measurable", reason="no_target", group="ehcp"),
        nothing(
            indicator="charter",
            verdict="achieved",
            reason="done",
            target={"relation": "milestone", "value": None, "by": "2025", "deadline": None, "period": None},
        ),
    ],
    "coverage": {"targets": 3, "judged": 2},
}


def test_the_object_has_the_promised_names_values_and_order():
    written = to_json(frame(SMOKING, SCREENING, MENTORS, CHARTER), as_of=date(2024, 11, 22))
    assert json.dumps(json.loads(written), indent=1) == json.dumps(EXPECTED, indent=1)


def test_an_assessment_is_a_line_and_the_text_ends_with_one():
    written = to_json(sample(), as_of=AS_OF)
    assert [line.strip()[:12] for line in written.splitlines()[2:-1]] == ['{"strategy":'] * sample().height
    assert written.endswith("}\n")


def test_no_assessments_are_an_empty_list():
    read = json.loads(to_json(frame(), as_of=AS_OF))
    assert read["assessments"] == []
    assert read["coverage"] == {"targets": 0, "judged": 0}


def test_only_some_verdicts_are_written_but_coverage_counts_all():
    read = json.loads(to_json(sample(), as_of=AS_OF, only=["missed"]))
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
