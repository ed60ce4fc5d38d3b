"""A zero that a spreadsheet has dropped from a cell decides nothing: neither a comparison nor a verdict."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import strategy, years

if TYPE_CHECKING:
    from tests.conftest import Folder, Judge

DAY = "2024-11-22"
BESIDE_B = {"definitions": {"settings": {"compare_with": "B"}}}
Figures = dict[str, Any]


def with_interval(lower: str, upper: str) -> Figures:
    return {"2023/24": {"value": "9.8", "lower": lower, "upper": upper}}


# Lower is better. What the area prints, what the other does, the decimals that the measure declares.
COMPARED: dict[str, tuple[Figures, Figures, int | None, str, str]] = {
    "the area's zeros are lost, and declared": (years("7"), years("7.15"), 2, "better", "printed"),
    "the other's zeros are lost, and declared": (years("67.7"), years("68"), 1, "better", "printed"),
    "the area's other figures have digits": (
        years("7.3", "7"),
        years("7.2", "7.1"),
        None,
        "better",
        "printed",
    ),
    "the other's other figures have digits": (
        years("7.2", "7.1"),
        years("7.3", "7"),
        None,
        "worse",
        "printed",
    ),
    "the other is printed more coarsely throughout": (
        years("7.3", "7.2"),
        years("8", "7"),
        None,
        "similar",
        "printed",
    ),
    "both are longer than declared": (years("7.0412"), years("7.0389"), 2, "similar", "printed"),
    "half a unit is rounded up": (years("1.005"), years("1.01"), 2, "similar", "printed"),
    "half a unit is rounded away from zero": (years("-2.5"), years("-3"), 0, "similar", "printed"),
    "no zero is lost": (years("7.0"), years("7.1"), None, "better", "printed"),
    "nothing tells the digits but the two cells": (years("7"), years("7.15"), None, "similar", "printed"),
    "an interval decides, whatever is printed": (
        with_interval("9.6", "10"),
        years("10"),
        1,
        "similar",
        "interval",
    ),
    "an interval on the better side": (with_interval("9.6", "9.9"), years("10"), 0, "better", "interval"),
}


@pytest.mark.parametrize(("own", "other", "declared", "expected", "basis"), COMPARED.values(), ids=COMPARED)
def test_two_areas_are_compared_as_their_figures_are_printed(
    judge: Judge, own: Figures, other: Figures, declared: int | None, expected: str, basis: str
):
    measure = {"unit": "score"} | ({} if declared is None else {"decimals": declared})
    row = judge(None, own, others={"B": other}, as_of=DAY, measure=measure, **BESIDE_B)
    assert (row["comparator_is"], row["comparator_basis"]) == (expected, basis)


def test_a_comparison_tells_its_own_figure_where_that_is_not_the_latest(judge: Judge):
    row = judge(None, years("7.2", "7.0", "6.4"), others={"B": {"2022/23": "7.3"}}, as_of=DAY, **BESIDE_B)
    told = ("latest_value", "comparator_period", "comparator_own", "comparator_value", "comparator_is")
    assert [row[name] for name in told] == [6.4, "2022/23", 7.0, 7.3, "better"]


def test_without_another_area_there_is_nothing_to_tell(judge: Judge):
    row = judge(None, years("7.2"), as_of=DAY, **BESIDE_B)
    assert {name: row[name] for name in row if name.startswith("comparator_")} == {
        f"comparator_{name}": None for name in ("area", "name", "period", "value", "is", "basis", "own")
    }


def test_the_command_writes_what_a_comparison_rests_on(folder: Folder):
    measure = {"title": "M", "unit": "percent", "improves": "down", "year": "financial", "decimals": 2}
    promise = {"id": "i", "title": "I", "measure": "m", "areas": ["A"]}
    shared = {"measures": {"m": measure}, "settings": {"compare_with": "B"}, "areas": {"B": "The Nation"}}
    folder.write("strategies/s.yaml", strategy(promise, **shared))
    folder.extract(
        {"measure": "m", "area": area, "period": "2023/24", "value": value}
        for area, value in (("A", "7"), ("B", "7.15"))
    )
    told = {form: folder.run("check", "--as-of", DAY, "--format", form).stdout for form in ("json", "csv")}
    (one,) = json.loads(told["json"])["assessments"]
    assert one["comparator"] == {
        "area": "B",
        "period": "2023/24",
        "value": 7.15,
        "is": "better",
        "basis": "printed",
        "own": 7.0,
    }
    assert one["decimals"] == 2
    (row,) = csv.DictReader(io.StringIO(told["csv"]))
    assert (row["comparator_basis"], row["comparator_own"], row["stale_on"]) == (
        "printed",
        "7.0",
        "2026-03-31",
    )


# -- Verdicts ------------------------------------------------------------------------------------------------

AGAINST_B = {"no_worse_than": {"area": "B"}, "by": "2028/29"}
STATES: dict[str, tuple[Figures, Figures, int | None, bool]] = {
    "worse by a digit that the cell has lost": (
        years("8.2", "8.1", "8"),
        years("7.8", "7.8", "7.9"),
        None,
        False,
    ),
    "worse by a digit that is declared": (years("8", "8", "8"), years("7", "7", "7.9"), 1, False),
    "the same in declared digits": (years("8.04", "8.04", "8.04"), years("8", "8", "8.01"), 1, True),
    "the same as the other prints": (years("8.2", "8.1", "8.3"), years("9", "9", "8"), None, True),
}


@pytest.mark.parametrize(("own", "other", "declared", "kept"), STATES.values(), ids=STATES)
def test_a_state_is_held_against_another_area_as_both_are_printed(
    judge: Judge, own: Figures, other: Figures, declared: int | None, kept: bool
):
    measure = {} if declared is None else {"decimals": declared}
    row = judge(AGAINST_B, own, others={"B": other}, as_of=DAY, measure=measure)
    assert (row["reason"] in ("held_so_far", "met_but_slipping")) == kept


MAINTAINED: dict[str, tuple[Figures, int | None, bool]] = {
    "0.3 worse than 7.0, in a series with digits": (years("7", "7.2", "7.3"), None, False),
    "0.3 worse than 7.0, in whole numbers as declared": (years("7", "7.2", "7.3"), 0, True),
    "0.04 worse than 7.00": (years("7", "7.2", "7.04"), None, False),
    "0.04 worse than 7.0, as declared": (years("7", "7.2", "7.04"), 1, True),
    "1 worse than 7, in whole numbers": (years("7", "8", "8"), None, False),
}


@pytest.mark.parametrize(("figures", "declared", "kept"), MAINTAINED.values(), ids=MAINTAINED)
def test_half_a_unit_of_the_files_own_baseline_is_of_its_last_digit_lost_or_not(
    judge: Judge, figures: Figures, declared: int | None, kept: bool
):
    row = judge(
        {"maintain": "baseline", "by": "2028/29"},
        figures,
        as_of=DAY,
        measure={} if declared is None else {"decimals": declared},
        indicator={"baseline": {"period": "2021/22"}},
    )
    assert (row["reason"] in ("held_so_far", "met_but_slipping")) == kept


# The series does not move: the least spread is half a unit of the last figure's last digit.
FLOORS: dict[str, tuple[Figures, int | None, float]] = {
    "as the file prints": (years("68.0", "68.0", "68.0"), None, 0.05),
    "a zero is lost at the end": (years("68.0", "68.0", "68"), None, 0.05),
    "the file prints more than is declared": (years("68.00", "68.00", "68.00"), 1, 0.005),
    "the file prints less than is declared": (years("68", "68", "68"), 1, 0.5),
    "long figures, and a last one that was rounded": (years("68.00000", "68.00000", "68.0"), 1, 0.05),
    "rounded, and its zero lost": (years("68.00000", "68.00000", "68"), 1, 0.05),
}


@pytest.mark.parametrize(("figures", "declared", "half"), FLOORS.values(), ids=FLOORS)
def test_the_least_spread_is_half_a_unit_of_the_last_figures_last_digit(
    judge: Judge, folder: Folder, figures: Figures, declared: int | None, half: float
):
    judge(
        {"at_most": 60, "by": "2028/29"},
        figures,
        as_of=DAY,
        measure={"unit": "score"} | ({} if declared is None else {"decimals": declared}),
    )
    (steps,) = folder.evaluate(DAY).workings().steps.to_dicts()
    assert steps["floor"] == pytest.approx(half)
    assert steps["s2"] == pytest.approx(half**2)
