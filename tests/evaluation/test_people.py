"""How far a target is in people: the change of the numerator that would just meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Judge

DAY = "2024-11-22"
BY = {"by": "2028/29"}
RATE = {"unit": "rate per 100,000"}


def counted(numerator: float | str, denominator: float | str, value: float) -> dict[str, Any]:
    return {"2023/24": {"value": value, "numerator": numerator, "denominator": denominator}}


SHARE = counted(612, 6000, 10.2)

# Target, figure, measure; by how many the numerator has to change, worked out by hand.
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any], float | None]] = {
    # 6% of 6,000 are 360, and 612 - 360 = 252
    "fewer, of a share": ({"at_most": 6}, SHARE, {}, -252),
    "below is the same number": ({"below": 6}, SHARE, {}, -252),
    "more, of a share": ({"at_least": 70}, counted(4080, 6000, 68.0), {"improves": "up"}, 120),
    "a part of a person is not rounded": ({"at_most": 6}, counted(77, 751, 10.3), {}, 45.06 - 77),
    "a proportion": ({"at_most": 0.06}, counted(612, 6000, 0.102), {"unit": "proportion"}, -252),
    # 2,010 in 100,000 of 150,000 are 3,015
    "a rate": ({"at_most": 2010}, counted(3150, 150_000, 2100), RATE, -135),
    "a ratio": ({"at_most": 1.5}, counted(80, 40, 2.0), {"unit": "ratio"}, -20),
    "between: the nearer bound": (
        {"between": [5, 8]},
        SHARE,
        {"improves": "neither"},
        480 - 612,
    ),
    "a tolerance widens the target": ({"at_most": 6, "tolerance": 1}, SHARE, {}, 420 - 612),
    "met: none": ({"at_most": 11}, SHARE, {}, 0),
    "a count is its own numerator": ({"at_most": 3}, {"2023/24": 7}, {"unit": "count"}, -4),
    "no numerator: that behind the value": ({"at_most": 6}, counted("", 6000, 10.2), {}, -252),
    "no denominator": ({"at_most": 6}, {"2023/24": 10.2}, {}, None),
    "no denominator, met": ({"at_most": 11}, {"2023/24": 10.2}, {}, None),
    # 3,150 in 150,000 are 2,100: 1,980.0 has been standardised
    "a standardised rate is not its counts'": ({"at_most": 1900}, counted(3150, 150_000, 1980.0), RATE, None),
    "a score counts nobody": ({"at_most": 3}, counted(7, 10, 7), {"unit": "score"}, None),
}


@pytest.mark.parametrize(("target", "figures", "measure", "change"), CASES.values(), ids=CASES)
def test_the_numerator_has_to_change_by_so_many(
    judge: Judge,
    target: dict[str, Any],
    figures: dict[str, Any],
    measure: dict[str, Any],
    change: float | None,
):
    row = judge(target | BY, figures, as_of=DAY, measure=measure)
    assert row["people"] == (None if change is None else pytest.approx(change, abs=1e-9))
    assert row["people_period"] == (None if change is None else "year")


def test_the_latest_used_figure_counts(judge: Judge):
    figures = SHARE | {"2022/23": {"value": 20.0, "numerator": 200, "denominator": 1000}, "2024/25": "*"}
    assert judge({"at_most": 6} | BY, figures, as_of="2026-04-01")["people"] == pytest.approx(-252)


def test_a_margin_is_taken_from_the_other_areas_latest_figure(judge: Judge):
    target = {"at_most": {"area": "E", "minus": 2}} | BY
    row = judge(target, SHARE, others={"E": {"2023/24": 9.2}}, as_of=DAY)
    assert row["people"] == pytest.approx(0.072 * 6000 - 612)


def test_what_only_lacks_certainty_lacks_nobody(judge: Judge):
    # lower than the baseline, but its interval holds the baseline: not borne out
    target = {"below": "baseline"} | BY
    row = judge(target, SHARE, as_of=DAY, indicator={"baseline": {"value": 10.3, "period": "2019/20"}})
    assert (row["reason"], row["people"]) == ("one_point", None)


@pytest.mark.parametrize(
    ("measure", "period", "span"),
    [
        ({"every": "month"}, "2024-10", "month"),
        ({"every": "quarter"}, "2024/25 Q2", "quarter"),
        ({"every": "2 years"}, "2022/23 - 23/24", "2 years"),
        ({"pooled": 3}, "2021/22 - 23/24", "3 years"),
        ({"every": "month", "pooled": 12}, "Nov 2023 - Oct 2024", "12 months"),
    ],
)
def test_the_people_are_those_of_the_time_that_one_figure_covers(
    judge: Judge, measure: dict[str, Any], period: str, span: str
):
    row = judge({"at_most": 6} | BY, {period: SHARE["2023/24"]}, as_of=DAY, measure=measure)
    assert (row["people"], row["people_period"]) == (pytest.approx(-252), span)
