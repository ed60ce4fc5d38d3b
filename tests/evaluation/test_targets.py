"""Every way of writing a target, from the file to the verdict, on made-up figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import strategy, years

if TYPE_CHECKING:
    from tests.conftest import Judge

DAY = "2024-11-22"
BY = {"by": "2028/29"}
BASELINE = {"baseline": {"value": 10.0, "period": "2019/20"}}


def with_interval(figures: dict[str, float], half: float) -> dict[str, Any]:
    return {
        period: {"value": value, "lower": round(value - half, 3), "upper": round(value + half, 3)}
        for period, value in figures.items()
    }


# What the last value must be to meet the target, and what does not: met means achieved or at risk of slipping for
# a level, on track or at risk of slipping for a state. The series is flat, so that chances do not interfere.
LEVELS: dict[str, tuple[str, dict[str, Any], float, float]] = {
    "at most": ("down", {"at_most": 6}, 6.0, 6.1),
    "below is strict": ("down", {"below": 6}, 5.9, 6.0),
    "at least": ("up", {"at_least": 70}, 70.0, 69.9),
    "above is strict": ("up", {"above": 70}, 70.1, 70.0),
    "between holds its lower end": ("neither", {"between": [20, 25]}, 20.0, 19.9),
    "between holds its upper end": ("neither", {"between": [20, 25]}, 25.0, 25.1),
    "close to, with a tolerance": ("neither", {"close_to": 20, "tolerance": 3}, 23.0, 23.1),
    "a tolerance widens a level": ("down", {"at_most": 6, "tolerance": 0.5}, 6.5, 6.6),
    "a share off the baseline": ("down", {"at_most": {"baseline": "-20%"}}, 8.0, 8.1),
    "an amount off the baseline": ("down", {"at_most": {"baseline": -2.5}}, 7.5, 7.6),
    "a share on the baseline": ("up", {"at_least": {"baseline": "+5%"}}, 10.5, 10.4),
    "no worse than a past period, as a level": ("down", {"at_most": {"period": "2018/19"}}, 9.0, 9.1),
}


@pytest.mark.parametrize(("improves", "target", "meets", "fails"), LEVELS.values(), ids=LEVELS)
def test_a_level_is_met_to_the_digit(
    judge: Judge, improves: str, target: dict[str, Any], meets: float, fails: float
):
    for value, met in ((meets, True), (fails, False)):
        figures = {"2018/19": 9.0} | years(value, value, value, value, value)
        row = judge(target | BY, figures, as_of=DAY, measure={"improves": improves}, indicator=BASELINE)
        assert (row["reason"] in ("met", "met_but_slipping")) == met, (value, row["verdict"], row["reason"])


def test_within_is_either_way_of_zero(judge: Judge):
    measure = {"unit": "points", "improves": "neither"}
    for value, met in ((1.0, True), (-1.0, True), (1.1, False), (-1.1, False)):
        row = judge({"within": 1} | BY, years(value, value, value), as_of=DAY, measure=measure)
        assert (row["reason"] in ("met", "met_but_slipping")) == met
        assert row["target_value"] == 1


STATES = {
    "improves down, tolerance": ("down", 0.5, 10.5, 10.6),
    "improves up, tolerance": ("up", 0.5, 9.5, 9.4),
    "improves neither, tolerance above": ("neither", 0.5, 10.5, 10.6),
    "improves neither, tolerance below": ("neither", 0.5, 9.5, 9.4),
    "no tolerance: half a unit of the stated figure's last digit": ("down", None, 10.05, 10.06),
}


@pytest.mark.parametrize("relation", ["maintain", "similar_to", "no_worse_than"])
@pytest.mark.parametrize(("improves", "tolerance", "keeps", "fails"), STATES.values(), ids=STATES)
def test_a_state_is_kept_as_long_as_it_is_not_worse_than_its_tolerance(
    judge: Judge, relation: str, improves: str, tolerance: float | None, keeps: float, fails: float
):
    target = {relation: "baseline", **BY} | ({"tolerance": tolerance} if tolerance is not None else {})
    for value, kept in ((keeps, True), (fails, False)):
        row = judge(
            target, years(value, value, value), as_of=DAY, measure={"improves": improves}, indicator=BASELINE
        )
        assert (row["reason"] in ("held_so_far", "met_but_slipping")) == kept, (value, row["reason"])


@pytest.mark.parametrize(
    ("improves", "value", "kept"),
    [("down", 10.9, True), ("down", 11.1, False), ("down", 5.0, True), ("up", 9.1, True), ("up", 8.9, False)],
)
def test_without_a_tolerance_the_interval_decides_whether_a_state_is_kept(
    judge: Judge, improves: str, value: float, kept: bool
):
    figures = with_interval(years(value, value, value), 1.0)
    row = judge(
        {"maintain": "baseline"} | BY, figures, as_of=DAY, measure={"improves": improves}, indicator=BASELINE
    )
    assert (row["reason"] in ("held_so_far", "met_but_slipping")) == kept


def test_similar_to_a_past_period_takes_that_periods_figure(judge: Judge):
    target = {"similar_to": {"period": "2020/21"}, "tolerance": 0.9} | BY
    row = judge(target, years(9, 10, 11, 10.2, 10.2), as_of=DAY)
    assert (row["target_value"], row["reference_name"], row["reason"]) == (10, "2020/21", "held_so_far")


REDUCED = {
    "no trend and no interval: better is enough": (years(10, 9.9, 9.9), True),
    "worse is not": (years(10, 10.1, 10.1), False),
    "equal is not": (years(10, 10, 10), False),
    "better, but its interval holds the baseline": (with_interval(years(10, 9.9, 9.9), 0.5), False),
    "better, and its interval excludes the baseline": (with_interval(years(10, 9.5, 9.0), 0.5), True),
    "better, and the trend improves": (with_interval(years(9.99, 9.96, 9.93, 9.90, 9.87), 0.04), True),
}


@pytest.mark.parametrize(("figures", "met"), REDUCED.values(), ids=REDUCED)
def test_reduced_needs_more_than_chance_where_chance_can_be_told(
    judge: Judge, figures: dict[str, Any], met: bool
):
    row = judge({"below": "baseline"} | BY, figures, as_of=DAY, indicator=BASELINE)
    assert (row["reason"] in ("met", "met_but_slipping")) == met


def test_a_trend_alone_bears_out_a_reduction(judge: Judge):
    # the last interval still holds the baseline of 10, but five figures in a row fell
    figures = with_interval(years(11.5, 11.1, 10.7, 10.3, 9.9), 0.3)
    row = judge({"below": "baseline"} | BY, figures, as_of=DAY, indicator=BASELINE)
    assert (row["trend"], row["reason"]) == ("decreasing_getting_better", "met")


def test_below_a_past_period_is_judged_like_below_the_baseline(judge: Judge):
    row = judge({"below": {"period": "2021/22"}} | BY, years(10, 9.5, 9.0), as_of=DAY)
    assert (row["verdict"], row["target_value"], row["relation"]) == ("achieved", 10, "below")


AGAINST_AN_AREA = {
    "down: similar": ("down", 10.9, 1.0, True),
    "down: worse": ("down", 11.1, 1.0, False),
    "down: better": ("down", 8.0, 1.0, True),
    "up: similar": ("up", 9.1, 1.0, True),
    "up: worse": ("up", 8.9, 1.0, False),
    "down, no interval: equal in print": ("down", 10.0, None, True),
    "down, no interval: worse in print": ("down", 10.1, None, False),
}


@pytest.mark.parametrize("relation", ["no_worse_than", "similar_to"])
@pytest.mark.parametrize(("improves", "value", "half", "kept"), AGAINST_AN_AREA.values(), ids=AGAINST_AN_AREA)
def test_an_area_is_held_against_another_as_fingertips_does(
    judge: Judge, relation: str, improves: str, value: float, half: float | None, kept: bool
):
    figures = years(value, value, value, value, last=2022)
    row = judge(
        {relation: {"area": "B"}} | BY,
        with_interval(figures, half) if half else figures,
        others={"B": years(10.0, 10.0, 10.0, 10.0, 3.0)},
        as_of=DAY,
        measure={"improves": improves},
    )
    assert (row["reason"] in ("held_so_far", "met_but_slipping")) == kept
    assert row["target_value"] == 10.0  # of 2022/23, the latest period that both have
    assert row["latest_period"] == "2022/23"


def test_a_comparator_that_gets_away_lowers_the_chance(judge: Judge):
    target = {"no_worse_than": {"area": "B"}} | BY
    area = years(10, 9.5, 9.0, 8.5, 8.0)
    still = judge(target, area, others={"B": years(9, 9, 9, 9, 9)}, as_of=DAY)
    ahead = judge(target, area, others={"B": years(10.6, 9.8, 9.1, 8.4, 7.7)}, as_of=DAY)
    assert still["reason"] == "held_so_far"
    assert still["probability"] > 0.9
    assert ahead["probability"] < 0.5


def test_a_margin_from_another_area_is_a_plain_difference(judge: Judge):
    target = {"at_most": {"area": "B", "minus": 5}} | BY
    figures, england = years(20, 19, 18, 17, 16), years(21, 21, 21, 21, 21)
    met = judge(target, figures, others={"B": england}, as_of=DAY)
    assert (met["reason"], met["target_value"], met["margin"]) == ("met", 16, -5)
    not_met = judge(target, years(20, 19, 18, 17, 16.1), others={"B": england}, as_of=DAY)
    assert not_met["verdict"] == "on_track"
    assert not_met["target_value"] == 16


FURTHER_OFF = years(21.0, 20.5, 20.0)  # by half a point a year, and the other area by a whole one


@pytest.mark.parametrize(
    "target",
    [{"at_most": {"area": "B", "minus": 5}}, {"no_worse_than": {"area": "B"}}],
    ids=["margin", "state"],
)
def test_the_change_a_year_is_of_the_difference_where_another_area_is_what_counts(
    judge: Judge, target: dict[str, Any]
):
    row = judge(target | BY, FURTHER_OFF, others={"B": years(19.0, 18.0, 17.0)}, as_of=DAY)
    assert row["change_per_year"] == pytest.approx(0.5)  # from 2 to 3 above
    assert row["needed_per_year"] == pytest.approx((-5 - 3 if "at_most" in target else -3) / 5)
    assert row["pace"] < 0
    assert "wrong_direction" in row["flags"]


def test_the_difference_is_counted_from_the_baselines_period(judge: Judge):
    target = {"at_most": {"area": "B", "minus": 5}} | BY
    based = {"baseline": {"value": 20.5, "period": "2022/23"}}
    row = judge(target, FURTHER_OFF, others={"B": years(19.0, 18.2, 17.0)}, as_of=DAY, indicator=based)
    assert row["change_per_year"] == pytest.approx(0.7)  # from 2.3 to 3


@pytest.mark.parametrize("target", [None, {"at_most": 6}, {"at_most": {"period": "2021/22"}}])
def test_the_change_a_year_is_of_the_figure_itself_otherwise(judge: Judge, target: dict[str, Any] | None):
    row = judge(
        target and target | BY,
        FURTHER_OFF,
        others={"B": years(19.0, 18.0, 17.0)},
        as_of=DAY,
        definitions={"settings": {"compare_with": "B"}},
    )
    assert row["change_per_year"] == pytest.approx(-0.5)


def test_without_a_period_that_both_have_no_difference_changes(judge: Judge):
    target = {"at_most": {"area": "B", "minus": 5}} | BY
    row = judge(target, FURTHER_OFF, others={"B": {"2018/19": 19}}, as_of=DAY)
    assert (row["reason"], row["change_per_year"]) == ("comparator_period_mismatch", None)


def test_a_gap_between_groups_is_the_first_less_the_second_in_the_same_period(judge: Judge):
    rows = [
        {"measure": "score", "area": "A", "group": group, "period": period, "value": value}
        for group, values in {"none": (50.1, 50.3, 50.2), "ehcp": (14.0, 14.6, 14.9)}.items()
        for period, value in zip(("2021/22", "2022/23", "2023/24"), values, strict=True)
    ] + [{"measure": "score", "area": "A", "group": "none", "period": "2020/21", "value": 99}]
    gap = {
        "title": "Gap",
        "unit": "points",
        "improves": "down",
        "gap": {"of": "score", "between": ["none", "ehcp"]},
    }
    score = {"title": "Score", "unit": "score", "improves": "up", "year": "financial"}
    row = judge(
        {"at_most": 35.3} | BY,
        rows,
        as_of=DAY,
        definitions={"measures": {"measure": gap | {"year": "financial"}, "score": score}},
    )
    assert (row["latest_value"], row["n"]) == (35.3, 3)  # 50.2 - 14.9, to the digit, and met to the digit
    assert row["reason"] in ("met", "met_but_slipping")
    assert row["decimals"] == 1


def test_areas_are_combined_from_counts_and_never_from_percentages(judge: Judge):
    def figures(period: str, east: tuple[int, int], west: tuple[int, int] | None) -> list[dict[str, Any]]:
        counts = {"east": east, "west": west}
        return [
            {"measure": "measure", "area": area, "period": period, "value": round(100 * pair[0] / pair[1], 1)}
            | {"numerator": pair[0], "denominator": pair[1]}
            for area, pair in counts.items()
            if pair
        ]

    rows = figures("2022/23", (10, 100), (300, 1000)) + figures("2023/24", (10, 100), None)
    row = judge(
        {"at_most": 20} | BY,
        rows,
        as_of=DAY,
        indicator={"areas": ["both"]},
        definitions={"areas": {"both": {"name": "East and West", "combine": ["east", "west"]}}},
    )
    assert row["area_name"] == "East and West"
    assert (row["latest_period"], row["n"]) == ("2022/23", 1)  # 2023/24 lacks a part
    assert row["latest_value"] == pytest.approx(100 * 310 / 1100)


def test_each_area_can_have_its_own_target_and_baseline(judge: Judge):
    row = judge(
        None,
        years(10, 9, 8),
        as_of=DAY,
        indicator={
            "areas": ["A", "B"],
            "targets": {"A": {"at_most": 8, "by": 2028}, "B": {"at_most": 6, "by": "2028/29"}},
            "baselines": {"A": {"value": 10, "period": "2019/20"}},
        },
    )
    assert (row["target_value"], row["target_period"], row["baseline_value"]) == (8, "2027/28", 10)


def test_without_a_deadline_the_strategys_end_is_the_deadline(judge: Judge):
    row = judge({"at_most": 8}, years(10, 9, 8), as_of=DAY, period={"from": 2024, "to": "2028/29"})
    assert (str(row["deadline"]), row["by"], row["target_period"]) == ("2029-03-31", "2028/29", "2028/29")


DEADLINES = {
    "the end of a calendar year, for financial years": ("financial", 2028, "2028-12-31", "2027/28"),
    "a financial year": ("financial", "2028/29", "2029-03-31", "2028/29"),
    "a school year": ("academic", "2028/29", "2029-08-31", "2028/29"),
    "the end of a calendar year, for school years": ("academic", 2028, "2028-12-31", "2027/28"),
    "a month": ("financial", "March 2027", "2027-03-31", "2026/27"),
    "a survey's own year": ({"from": "16 November"}, 2028, "2028-12-31", "2027/28"),
}


@pytest.mark.parametrize(("year", "by", "deadline", "period"), DEADLINES.values(), ids=DEADLINES)
def test_the_deadlines_period_is_the_last_whole_one_that_ends_in_time(
    judge: Judge, year: Any, by: Any, deadline: str, period: str
):
    row = judge(
        {"at_most": 8, "by": by}, years(10, 9.5, 9, last=2021), as_of="2022-12-31", measure={"year": year}
    )
    assert (str(row["deadline"]), row["target_period"]) == (deadline, period)


def test_areas_all_judges_every_area_that_the_figures_hold(folder):
    promise = {
        "id": "one",
        "title": "One",
        "measure": "m",
        "areas": "all",
        "target": {"at_most": 6, "by": 2028},
    }
    measures = {"m": {"title": "M", "unit": "percent", "improves": "down"}}
    folder.write("strategies/a.yaml", strategy(promise, measures=measures))
    folder.extract(
        {"measure": "m", "area": area, "period": "2023", "value": value}
        for area, value in zip("CAB", (5, 7, 6), strict=True)
    )
    rows = folder.rows(DAY)
    assert [(row["area"], row["latest_value"]) for row in rows] == [("A", 7), ("B", 6), ("C", 5)]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("AB", [("A", "chance_low"), ("Z", "none"), ("B", "no_target")]),
        ("", [("A", "none"), ("Z", "none")]),
    ],
    ids=["figures", "no figures"],
)
def test_areas_all_has_areas_without_a_target_of_their_own_too(
    folder, held: str, expected: list[tuple[str, str]]
):
    targets = {"A": {"at_most": 2, "by": 2028}, "Z": {"at_most": 3, "by": 2028}}
    promise = {"id": "one", "title": "One", "measure": "m", "areas": "all", "targets": targets}
    measures = {"m": {"title": "M", "unit": "percent", "improves": "down"}}
    folder.write("strategies/a.yaml", strategy(promise, measures=measures))
    folder.extract(
        {"measure": "m", "area": area, "period": str(year), "value": 10 - year % 10 / 10}
        for area in held
        for year in (2021, 2022, 2023)
    )
    rows = folder.rows(DAY)
    assert [(row["area"], row["reason"]) for row in rows] == expected


def test_a_group_picks_one_breakdown_and_the_total_is_left_alone(judge: Judge):
    rows = [
        {"measure": "measure", "area": "A", "group": group, "period": "2023/24", "value": value}
        for group, value in (("", 50), ("ehcp", 14))
    ]
    assert judge({"at_most": 60} | BY, rows, as_of=DAY)["latest_value"] == 50
    assert judge({"at_most": 60} | BY, rows, as_of=DAY, indicator={"group": "ehcp"})["latest_value"] == 14
