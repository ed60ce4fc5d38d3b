"""The verdict procedure, rule by rule, on made-up figures."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import years

if TYPE_CHECKING:
    from tests.conftest import Folder, Judge

FALLING = {"2019/20": 12.8, "2020/21": 12.1, "2021/22": 11.8, "2022/23": 10.9, "2023/24": 10.2}
AT_MOST_6 = {"at_most": 6, "by": "2028/29"}
NOV_2024 = "2024-11-22"


def verdict(row: dict[str, Any]) -> tuple[str, str]:
    return row["verdict"], row["reason"]


def test_a_worked_example_gets_the_published_chance_pace_and_projection(judge: Judge):
    row = judge(
        AT_MOST_6,
        FALLING,
        as_of=NOV_2024,
        measure={"published_after": "6 months"},
        indicator={"baseline": {"value": 12.8, "period": "2019/20"}},
        others={"E92000001": {"2023/24": 7.4}},
        definitions={"settings": {"compare_with": "E92000001"}},
    )
    assert verdict(row) == ("off_track", "chance_low")
    assert row["confidence"] == "medium"
    assert row["flags"] == []
    assert row["probability"] == pytest.approx(0.0500121825092190, abs=1e-9)
    assert row["pace"] == pytest.approx(0.5561798571565923, abs=1e-9)
    assert row["change_per_year"] == pytest.approx(-0.65)
    assert row["needed_per_year"] == pytest.approx(-0.84)
    assert row["projection_centre"] == pytest.approx(8.466102572108107, abs=1e-9)
    assert row["projection_lower80"] == pytest.approx(6.61487204289916, abs=1e-9)
    assert row["projection_upper95"] == pytest.approx(13.0386317463071, abs=1e-9)
    assert (row["projection_period"], row["n"], str(row["next_due"])) == ("2028/29", 5, "2025-09-30")
    assert (row["comparator_value"], row["comparator_is"]) == (7.4, "worse")


RULE_1 = {
    "undetermined": ({"undetermined": "to be developed"}, "undetermined"),
    "no target": (None, "no_target"),
    "close to without a tolerance": ({"close_to": 0, "by": 2028}, "no_tolerance"),
    "an area without figures": ({"no_worse_than": {"area": "B"}, "by": 2028}, "no_comparator"),
    "relative to a baseline that is not stated": ({"below": "baseline", "by": 2028}, "no_baseline"),
    "relative to a period that the data do not have": (
        {"below": {"period": "2010/11"}, "by": 2028},
        "no_baseline",
    ),
}


@pytest.mark.parametrize(("target", "reason"), RULE_1.values(), ids=RULE_1)
def test_what_cannot_be_judged_says_what_is_lacking(judge: Judge, target: dict[str, Any] | None, reason: str):
    row = judge(target, FALLING, as_of=NOV_2024)
    assert verdict(row) == ("not_yet_measurable", reason)
    assert row["latest_value"] == 10.2  # what is known is still shown
    assert row["probability"] is None


def test_a_comparator_of_other_periods_alone_is_a_mismatch(judge: Judge):
    target = {"no_worse_than": {"area": "B"}, "by": "2028/29"}
    row = judge(target, FALLING, others={"B": {"2017/18": 9.0}}, as_of=NOV_2024)
    assert verdict(row) == ("not_yet_measurable", "comparator_period_mismatch")


def test_a_standard_without_a_number_is_not_measured(judge: Judge):
    standards = {"wait": {"title": "Wait", "steps": [{"from": "2020-01-01", "text": "as locally agreed"}]}}
    row = judge(
        {"standard": "wait", "by": 2028}, FALLING, as_of=NOV_2024, definitions={"standards": standards}
    )
    assert verdict(row) == ("not_yet_measurable", "standard_not_numeric")
    assert row["detail"] == "as locally agreed"


@pytest.mark.parametrize(
    ("by", "value"),
    [("2025-06-30", 20.0), ("2026-06-30", 11.0)],
    ids=["the first step is in force", "the second step is in force"],
)
def test_a_standard_is_the_step_in_force_at_the_deadline(judge: Judge, by: str, value: float):
    steps = [{"from": "2024-03-31", "at_most": 20}, {"from": "2026-03-31", "at_most": 11}]
    row = judge(
        {"standard": "wait", "by": by},
        FALLING,
        as_of=NOV_2024,
        definitions={"standards": {"wait": {"title": "Wait", "steps": steps}}},
    )
    assert (row["relation"], row["target_value"], row["reference_name"]) == ("at_most", value, "Wait")


MEMBERS = ["East", "West"]
DONE_BOTH = [{"member": "East", "done": "2024-01-31"}, {"member": "West", "done": "2024-06-30"}]
MILESTONES = {
    "all done in time": (DONE_BOTH, NOV_2024, ("achieved", "done")),
    "one done, one to come": (DONE_BOTH[:1], NOV_2024, ("not_yet_measurable", "pending")),
    "not known yet on the day": (DONE_BOTH, "2024-06-01", ("not_yet_measurable", "pending")),
    "one done too late": (
        [DONE_BOTH[0], {"member": "West", "done": "2027-02-01"}],
        "2027-03-01",
        ("missed", "late"),
    ),
    "reported not done after the deadline": (
        [DONE_BOTH[0], {"member": "West", "done": False}],
        "2027-03-01",
        ("missed", "not_done"),
    ),
    "reported not done before the deadline": (
        [{"member": "West", "done": False}],
        NOV_2024,
        ("not_yet_measurable", "pending"),
    ),
    "the deadline passed in silence": (DONE_BOTH[:1], "2027-03-01", ("no_data", "not_reported")),
}


@pytest.mark.parametrize(("reported", "as_of", "expected"), MILESTONES.values(), ids=MILESTONES)
def test_a_milestone_is_judged_by_its_members_reports(
    judge: Judge, reported: list[dict[str, Any]], as_of: str, expected: tuple[str, str]
):
    for report in reported:
        if isinstance(report["done"], str):
            report["done"] = date.fromisoformat(report["done"])
    target = {"milestone": "strategies adopted", "by": "2026-12-31", "members": MEMBERS}
    row = judge(target, {}, as_of=as_of, indicator={"measure": None, "areas": None, "reported": reported})
    assert verdict(row) == expected
    assert row["members"] == 2


OUTTURNS = {
    "met in the deadline's period": (5.9, ("achieved", "outturn")),
    "met exactly": (6.0, ("achieved", "outturn")),
    "failed in the deadline's period": (6.1, ("missed", "outturn")),
    "suppressed in the deadline's period": ("*", ("no_data", "outturn_suppressed")),
}


@pytest.mark.parametrize(("value", "expected"), OUTTURNS.values(), ids=OUTTURNS)
def test_the_deadlines_period_decides_for_good(judge: Judge, value: float | str, expected: tuple[str, str]):
    figures = FALLING | {"2024/25": value, "2025/26": 1.0}
    row = judge({"at_most": 6, "by": "2024/25"}, figures, as_of="2026-05-31")
    assert verdict(row) == expected
    assert row["projection_centre"] is None
    assert row["probability"] is None


def test_later_periods_are_never_used(judge: Judge):
    row = judge({"at_most": 6, "by": "2022/23"}, FALLING | {"2023/24": 3.0}, as_of=NOV_2024)
    assert verdict(row) == ("missed", "outturn")
    assert (row["latest_period"], row["latest_value"], row["n"]) == ("2022/23", 10.9, 4)


def test_an_outturn_known_before_the_deadline_decides_already(judge: Judge):
    # by December 2028 asks for 2027/28, the last financial year that ends in time
    row = judge({"at_most": 12, "by": 2028}, years(12, 11, 10, last=2027), as_of="2028-06-01")
    assert verdict(row) == ("achieved", "outturn")
    assert row["target_period"] == "2027/28"


def test_nothing_at_all_is_no_data(judge: Judge):
    row = judge(
        AT_MOST_6, [{"measure": "measure", "area": "Z", "period": "2023/24", "value": 1}], as_of=NOV_2024
    )
    assert verdict(row) == ("no_data", "none")
    assert row["target_period"] == "2028/29"


def test_suppressed_figures_alone_are_no_data(judge: Judge):
    row = judge(AT_MOST_6, {"2022/23": "*", "2023/24": "c"}, as_of=NOV_2024)
    assert verdict(row) == ("no_data", "all_suppressed")


def test_a_discontinued_measure_is_no_data_however_good_it_was(judge: Judge):
    ended = {"discontinued": {"after": "2023/24", "why": "the question was dropped"}}
    row = judge({"at_most": 50, "by": "2028/29"}, FALLING, as_of=NOV_2024, measure=ended)
    assert verdict(row) == ("no_data", "discontinued")
    assert row["detail"] == "the question was dropped"
    assert row["next_due"] is None
    assert row["latest_value"] == 10.2


STALE = {
    "yearly, 24 months": ({}, FALLING, "2026-03-31", "2026-04-01"),
    "a limit of its own": ({"stale_after": "36 months"}, FALLING, "2027-03-31", "2027-04-01"),
    "monthly, 4 months": (
        {"every": "month"},
        {"2024-01": 9, "2024-02": 8, "2024-03": 9},
        "2024-07-31",
        "2024-08-01",
    ),
    "quarterly, 9 months": (
        {"every": "quarter"},
        {"2023/24 Q2": 9, "2023/24 Q3": 8, "2023/24 Q4": 9},
        "2024-12-31",
        "2025-01-01",
    ),
    "three years pooled, 36 months": (
        {"pooled": 3},
        {"2018/19 - 20/21": 9, "2019/20 - 21/22": 8, "2020/21 - 22/23": 9},
        "2026-03-31",
        "2026-04-01",
    ),
    "every two years, 36 months": (
        {"every": "2 years"},
        {"2018/19": 9, "2020/21": 8, "2022/23": 9},
        "2026-03-31",
        "2026-04-01",
    ),
}


@pytest.mark.parametrize(("measure", "figures", "last", "after"), STALE.values(), ids=STALE)
def test_data_that_stopped_grow_stale_on_the_day_after_their_limit(
    judge: Judge, measure: dict[str, Any], figures: dict[str, float], last: str, after: str
):
    fresh = judge(AT_MOST_6, figures, as_of=last, measure=measure)
    assert fresh["reason"] != "stale"
    assert "ageing" in fresh["flags"]
    stale = judge(AT_MOST_6, figures, as_of=after, measure=measure)
    assert verdict(stale) == ("no_data", "stale")
    assert stale["latest_value"] == list(figures.values())[-1]
    assert stale["probability"] is None


NOT_JUDGED = {"no target": None, "undetermined": {"undetermined": "to be agreed"}}


@pytest.mark.parametrize("target", NOT_JUDGED.values(), ids=NOT_JUDGED)
@pytest.mark.parametrize(
    ("as_of", "ageing"),
    [("2025-03-31", False), ("2025-04-01", True), ("2026-03-31", True), ("2026-04-01", False)],
)
def test_what_is_not_judged_ages_until_it_is_too_old(
    judge: Judge, target: dict[str, Any] | None, as_of: str, ageing: bool
):
    row = judge(target, FALLING, as_of=as_of)
    assert ("ageing" in row["flags"]) == ageing
    assert str(row["stale_on"]) == "2026-03-31"


def test_a_level_that_is_met_is_achieved_even_with_one_point(judge: Judge):
    row = judge({"at_most": 6, "by": "2028/29"}, {"2023/24": 5.0}, as_of=NOV_2024)
    assert verdict(row) == ("achieved", "met")
    assert row["probability"] is None


def test_a_level_that_is_met_but_slipping_is_at_risk(judge: Judge):
    row = judge({"at_most": 6, "by": "2028/29"}, years(3, 3.6, 4.2, 4.9, 5.8), as_of=NOV_2024)
    assert verdict(row) == ("at_risk", "met_but_slipping")
    assert row["probability"] < 0.5


def test_a_state_that_is_kept_is_on_track_and_never_achieved_before_its_time(judge: Judge):
    target = {"maintain": "baseline", "by": "2028/29", "tolerance": 1}
    held = {"baseline": {"value": 12.0, "period": "2019/20"}}
    row = judge(target, years(12, 11, 12, 11, 12), as_of=NOV_2024, indicator=held)
    assert verdict(row) == ("on_track", "held_so_far")
    slipping = judge(target, years(10, 10.6, 11.3, 12.1, 12.9), as_of=NOV_2024, indicator=held)
    assert verdict(slipping) == ("at_risk", "met_but_slipping")


@pytest.mark.parametrize(
    ("figures", "reason", "has_pace"),
    [({"2023/24": 10.2}, "one_point", False), ({"2022/23": 10.9, "2023/24": 10.2}, "two_points", True)],
    ids=["one point", "two points"],
)
def test_too_few_points_give_the_distance_and_no_chance(
    judge: Judge, figures: dict[str, float], reason: str, has_pace: bool
):
    row = judge(AT_MOST_6, figures, as_of=NOV_2024)
    assert verdict(row) == ("not_yet_measurable", reason)
    assert row["needed_per_year"] == pytest.approx(-0.84)
    assert (row["pace"] is not None, row["probability"]) == (has_pace, None)


# One series, and targets on either side of a cut-off: the chances are the engine's own, the words are not.
@pytest.mark.parametrize("level", [6, 7, 7.5, 8, 8.4, 8.5, 9, 10])
def test_the_chance_decides_what_is_still_ahead(judge: Judge, level: float):
    row = judge({"at_most": level, "by": "2028/29"}, FALLING, as_of=NOV_2024)
    chance = row["probability"]
    expected = (
        ("on_track", "chance_good")
        if chance >= 0.5
        else ("at_risk", "chance_fair")
        if chance >= 0.2
        else ("off_track", "chance_low")
    )
    assert verdict(row) == expected


def test_the_cut_offs_are_settings(judge: Judge):
    lenient = {"settings": {"cut_offs": {"on_track": 0.04, "at_risk": 0.01}}}
    row = judge(AT_MOST_6, FALLING, as_of=NOV_2024, definitions=lenient)
    assert verdict(row) == ("on_track", "chance_good")


@pytest.mark.parametrize(
    ("n", "confidence"), [(3, "low"), (4, "low"), (5, "medium"), (7, "medium"), (8, "high")]
)
def test_confidence_grows_with_the_number_of_points(judge: Judge, n: int, confidence: str):
    row = judge(AT_MOST_6, years(*(20 - i + i % 2 for i in range(n))), as_of=NOV_2024)
    assert row["confidence"] == confidence


def test_a_break_after_the_deadline_leaves_its_verdict_alone(folder: Folder):
    breaks = [{"from": "2019/20", "why": "counted anew"}, {"from": "2023/24", "why": "counted anew"}]
    folder.one(
        {"A": {"2018/19": 20.0} | FALLING},
        target={"at_most": 11, "by": "2022/23"},
        measure={"breaks": breaks},
    )
    for day in ("2023-06-01", NOV_2024):
        done = folder.run("check", "--as-of", day, "--format", "json", "--workings")
        (row,) = json.loads(done.stdout)["assessments"]
        assert verdict(row) == ("achieved", "outturn")
        assert (row["latest"]["value"], row["n"], row["flags"]) == (10.9, 4, ["break_in_series"])
        assert [one["use"] for one in row["workings"]["figures"]][:5] == ["before_break"] + 4 * ["used"]
