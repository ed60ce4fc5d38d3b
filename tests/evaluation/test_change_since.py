"""From which period a change a year is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Judge

FIGURES = {"2019/20": 12.0, "2020/21": 11.0, "2021/22": 11.5, "2022/23": 10.0}


@pytest.mark.parametrize(
    ("indicator", "figures", "since"),
    [
        pytest.param({}, FIGURES, "2019/20", id="the first figure's"),
        pytest.param({"baseline": {"period": "2020/21"}}, FIGURES, "2020/21", id="the baseline's"),
        pytest.param(
            {"baseline": {"value": 13, "period": "2017/18"}},
            FIGURES,
            "2019/20",
            id="a baseline's that the series does not have is none",
        ),
        pytest.param({}, {"2022/23": 10.0}, None, id="without a change there is none"),
    ],
)
def test_a_change_a_year_is_counted_from_the_baselines_period_else_from_the_first_figures(
    judge: Judge, indicator: dict[str, Any], figures: dict[str, float], since: str | None
):
    row = judge({"at_most": 5, "by": "2027/28"}, figures, as_of="2024-01-31", indicator=indicator)
    assert row["change_since"] == since
    assert (row["change_per_year"] is None) == (since is None)


def test_it_is_named_as_the_measure_names_its_periods(judge: Judge):
    months = {f"2023-{month:02}": 10.0 + month % 3 for month in range(1, 13)}
    row = judge(
        {"at_most": 5, "by": "2027"},
        months,
        as_of="2024-01-31",
        measure={"every": "month", "year": "calendar"},
    )
    assert row["change_since"] == "2023-01"


def test_a_measure_that_stands_in_is_named(judge: Judge):
    row = judge({"at_most": 5, "by": "2027/28"}, FIGURES, as_of="2024-01-31", indicator={"proxy": "no other"})
    assert row["measure_title"] == "Made up"
