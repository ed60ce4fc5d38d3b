"""Areas of an indicator: which of them are told of together, and the notes on them."""

from __future__ import annotations

import re

import polars as pl
import pytest

from logframe.report import wording
from tests.report.made_up import frame, sample
from tests.report.page import WIDTHS, folded, paragraphs, sample_shown, shown

AREAS = ("Kent", "Medway", "Thanet")


def areas(*rows, **shared):
    return frame(
        *(
            {"area": name, "area_name": name, "relation": "at_most"} | shared | facts
            for name, facts in zip(AREAS, rows or [{}] * len(AREAS), strict=True)
        )
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_areas_of_which_nothing_is_known_are_one_entry_that_names_them(width):
    text = shown(areas(title="Warm homes", flags=["ageing"]), width)
    assert "Warm homes [1]" in text
    assert "3 areas: Kent, Medway, Thanet" in text
    assert text.count("not stated") == 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "figure",
    [
        pytest.param({"latest_value": 5.0}, id="a latest figure"),
        pytest.param({"baseline_value": 5.0}, id="a baseline"),
        pytest.param({"relation": "milestone", "members": 2, "members_done": 1}, id="something reported"),
        pytest.param({"relation": "milestone", "verdict": "missed", "reason": "not_done"}, id="a miss"),
    ],
)
def test_areas_with_a_figure_of_their_own_keep_their_own_entries(figure, width):
    assert "3 areas: Kent" not in shown(areas(**figure), width)
    text = shown(areas({}, figure, {}), width)
    assert re.search(r"^ +Medway\b|^(No data|Missed) +Medway$", text, re.MULTILINE)
    assert "3 areas: " in text  # how many have which verdict
    assert "Kent, Thanet" in text


@pytest.mark.parametrize(
    "difference",
    [
        {"verdict": "not_yet_measurable"},
        {"reason": "first_point_not_due"},
        {"relation": "below"},
        {"target_value": 7.0},
        {"by": "2030"},
        {"flags": ["ageing"]},
        {"group": "ehcp"},
        {"baseline_period": "2024"},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_areas_of_which_different_things_are_said_are_apart(difference):
    text = shown(areas({}, difference, {}))
    assert "2 areas: Kent, Thanet" in text
    assert re.search(r"\bMedway\b", text)


def test_areas_of_one_name_and_one_figure_are_still_two():
    rows = areas({}, {"area_name": "Kent"}, {"area_name": "Kent"}, latest_value=5.0)
    assert len(re.findall(r"^No data +Kent$", shown(rows), re.MULTILINE)) == 3


def test_areas_that_are_alike_count_as_many_as_they_are():
    assert "3 areas: 2 no data, 1 met now" in shown(areas({}, {"verdict": "achieved", "reason": "met"}, {}))


@pytest.mark.parametrize("width", WIDTHS)
def test_names_with_commas_are_kept_apart(width):
    rows = areas({}, {"area_name": "Bristol, City of"}, {})
    assert "3 areas: Kent; Bristol, City of; Thanet" in shown(rows, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_notes_are_flags_then_stand_ins_then_readings_each_once(width):
    rows = [
        {
            "indicator": f"i{at}",
            "flags": ["reading", "proxy", flag],
            "reading": "a reading",
            "proxy": "a proxy",
        }
        for at, flag in enumerate(["ageing", "provisional"])
    ]
    assert paragraphs(shown(frame(*rows), width))[-2].splitlines() == [
        f"[1] {wording.FLAGS['ageing']}",
        f"[2] {wording.FLAGS['provisional']}",
        "[3] Measured by a stand-in: A proxy.",
        "[4] The analyst's reading: A reading.",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_noted_of_every_area_is_marked_once_beside_the_title(width):
    rows = areas({}, {"flags": ["reading", "ageing"]}, {}, flags=["reading"], reading="x", latest_value=1.0)
    text = shown(rows, width)
    assert "A made-up indicator [2]" in text
    assert "Medway [1]" in text
    assert text.count("[2]") == 2


@pytest.mark.parametrize("width", WIDTHS)
def test_every_reading_and_stand_in_of_the_sample_is_printed(width):
    text = folded(sample_shown(width))
    own = pl.concat([sample()["reading"], sample()["proxy"]]).drop_nulls().unique()
    assert own.len() > 2
    assert [words for words in own if words[1:] not in text] == []
