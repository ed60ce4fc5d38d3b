"""One made-up project from before its first figure to long after its deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Judge

# A figure a year, each published half a year after its year's end, as the measure says.
FIGURES = {
    "2019/20": {"value": 12.8, "published": "2020-09-30"},
    "2020/21": {"value": 12.1, "published": "2021-09-30"},
    "2021/22": {"value": 11.8, "published": "2022-09-30"},
    "2022/23": {"value": 10.9, "published": "2023-09-30"},
    "2023/24": {"value": 10.2, "published": "2024-09-30"},
}
OUTTURN = {"2024/25": {"value": 9.9, "published": "2025-09-30"}}

DAYS = {
    "2019-01-01": ("not_yet_measurable", "first_point_not_due", 0),
    "2020-09-29": ("not_yet_measurable", "first_point_not_due", 0),
    "2020-09-30": ("not_yet_measurable", "one_point", 1),
    "2021-09-29": ("not_yet_measurable", "one_point", 1),
    "2021-09-30": ("not_yet_measurable", "two_points", 2),
    "2022-09-30": ("off_track", "chance_low", 3),
    "2024-11-22": ("on_track", "chance_good", 5),
    "2025-03-31": ("on_track", "chance_good", 5),  # the deadline itself
    "2025-04-01": ("on_track", "chance_good", 5),  # the deadline has passed: awaiting the outturn
    "2025-09-29": ("on_track", "chance_good", 5),
    "2025-09-30": ("achieved", "outturn", 6),
    "2040-01-01": ("achieved", "outturn", 6),  # decided for good
}


@pytest.mark.parametrize(("as_of", "expected"), DAYS.items(), ids=DAYS)
def test_a_project_passes_through_its_life(judge: Judge, as_of: str, expected: tuple[str, str, int]):
    row = judge(
        {"at_most": 10, "by": "2024/25"},
        FIGURES | OUTTURN,
        as_of=as_of,
        measure={"published_after": "6 months"},
        period={"from": "2019/20", "to": "2024/25"},
    )
    assert (row["verdict"], row["reason"], row["n"]) == expected
    assert ("awaiting_outturn" in row["flags"]) == ("2025-04-01" <= as_of < "2025-09-30")


def test_an_outturn_that_never_comes_is_awaited_and_then_stale(judge: Judge):
    target, kept = {"at_most": 11, "by": "2024/25"}, dict(FIGURES)
    awaited = judge(target, kept, as_of="2026-03-31")
    assert (
        awaited["verdict"] == "on_track"
    )  # the last value meets the target, but only the outturn can achieve it
    assert "awaiting_outturn" in awaited["flags"]
    assert judge(target, kept, as_of="2026-04-01")["reason"] == "stale"


def test_the_due_day_of_the_next_figure_moves_on(judge: Judge):
    due = [
        str(
            judge({"at_most": 6, "by": 2030}, FIGURES, as_of=day, measure={"published_after": "6 months"})[
                "next_due"
            ]
        )
        for day in ("2019-01-01", "2021-12-31", "2024-12-31")
    ]
    assert due == ["2020-09-30", "2022-09-30", "2025-09-30"]


def test_without_a_publication_date_a_period_is_known_on_its_last_day(judge: Judge):
    plain = {period: figure["value"] for period, figure in FIGURES.items()}
    assert judge({"at_most": 6, "by": 2030}, plain, as_of="2021-03-30")["n"] == 1
    assert judge({"at_most": 6, "by": 2030}, plain, as_of="2021-03-31")["n"] == 2
