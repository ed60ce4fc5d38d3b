"""Numbers, chances and dates as they are printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe.report import figures


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        pytest.param(1234567.891, 1, "1,234,567.9", id="thousands have commas"),
        pytest.param(-0.65, 2, "−0.65", id="a negative number has a real minus sign"),
        pytest.param(-0.04, 1, "0.0", id="what rounds to nothing has no sign"),
        pytest.param(63.0, 0, "63", id="no decimals, no point"),
        pytest.param(6.0, 1, "6.0", id="stated decimals are kept"),
        pytest.param(12.5, None, "12.5", id="unknown decimals: as few as it has"),
        pytest.param(1 / 3, None, "0.3333", id="unknown decimals: four digits"),
        pytest.param(0.00012344, None, "0.0001234", id="unknown decimals: four digits of a small number"),
        pytest.param(41873.0, None, "41,873", id="unknown decimals: whole digits are never dropped"),
        pytest.param(100.0, None, "100", id="unknown decimals: whole zeros are never dropped"),
        pytest.param(0.0, None, "0", id="unknown decimals: nothing"),
        pytest.param(8.198275862069, 12, "8.198", id="what came out of a division: four digits"),
        pytest.param(8.198276, 6, "8.198276", id="what was printed: all of its decimals"),
    ],
)
def test_a_number_is_written_as_print_has_it(value, decimals, written):
    assert figures.number(value, decimals) == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (-1.525, 2, "−1.53"),
        (-1.225, 2, "−1.23"),
        (1.005, 2, "1.01"),
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (-0.5, 0, "−1"),
        (0.00012345, None, "0.0001235"),
        (1e22, 0, "10,000,000,000,000,000,000,000"),
    ],
)
def test_halves_are_rounded_away_from_zero_whatever_a_float_makes_of_them(value, decimals, written):
    assert figures.number(value, decimals) == written


@pytest.mark.parametrize(
    ("value", "written"), [(5.5, "+5.50"), (-0.65, "−0.65"), (0.0, "0.00"), (0.001, "0.00"), (-0.001, "0.00")]
)
def test_a_change_has_a_sign_unless_it_is_none(value, written):
    assert figures.change(value, 2) == written


@pytest.mark.parametrize(
    ("unit", "short", "full", "difference"),
    [
        ("percent", "5.0%", "5.0%", "5.0 percentage points"),
        ("proportion", "5.0", "5.0", "5.0"),
        ("rate per 100,000", "5.0", "5.0 per 100,000", "5.0"),
        ("ratio", "5.0", "5.0", "5.0"),
        ("count", "5.0", "5.0", "5.0"),
        ("score", "5.0", "5.0", "5.0 points"),
        ("points", "5.0", "5.0 points", "5.0 points"),
        ("years", "5.0", "5.0 years", "5.0 years"),
        ("days", "5.0", "5.0 days", "5.0 days"),
        (None, "5.0", "5.0", "5.0"),
    ],
)
def test_a_unit_is_named_as_people_name_it(unit, short, full, difference):
    assert figures.value(5.0, unit, 1) == short
    assert figures.in_full(5.0, unit, 1) == full
    assert figures.difference(5.0, unit, 1) == difference


def test_one_of_a_unit_is_singular():
    assert figures.difference(1.0, "percent") == "1 percentage point"
    assert figures.in_full(1.0, "years", 0) == "1 year"


@pytest.mark.parametrize(
    ("probability", "written"),
    [
        (0.0, "less than 1 in 100"),
        (0.0099, "less than 1 in 100"),
        (0.01, "1 in 100"),
        (0.0500121825092190, "5 in 100"),
        (0.29, "29 in 100"),
        (0.0966, "10 in 100"),
        (0.5574, "56 in 100"),
        (0.575, "58 in 100"),
        (0.8063, "81 in 100"),
        (0.1999, "19 in 100"),
        (0.2, "20 in 100"),
        (0.4996, "49 in 100"),
        (0.5, "50 in 100"),
        (0.99, "99 in 100"),
        (0.991, "more than 99 in 100"),
        (1.0, "more than 99 in 100"),
    ],
)
def test_a_chance_is_so_many_in_a_hundred_and_never_rounded_up_to_a_cut_off(probability, written):
    assert " ".join(figures.chance(probability)) == written


@settings(deadline=None)
@given(st.floats(0.01, 0.99), st.lists(st.integers(2, 98), max_size=3))
def test_a_printed_chance_is_the_nearest_that_is_on_the_same_side_of_every_cut_off(probability, percents):
    cut_offs = [percent / 100 for percent in percents]
    (written,) = figures.chance(probability, cut_offs)
    printed = int(written.partition(" ")[0])
    assert [printed / 100 >= cut for cut in cut_offs] == [probability >= cut for cut in cut_offs]
    nearest = abs(printed - probability * 100) <= 0.5 + 1e-9
    assert nearest or printed + 1 in percents


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (-1228.24, "1,230"),
        (1230.0, "1,230"),
        (12904.0, "13,000"),
        (-187.4, "188"),
        (999.2, "1,000"),
        (2.6, "3"),
        (0.3, "1"),
    ],
)
def test_so_many_as_are_said_to_be_enough_are_enough(amount, written):
    assert figures.about(amount) == written


def test_a_date_in_prose_has_its_month_in_words():
    assert figures.day(date(2018, 8, 6)) == "6 August 2018"


def test_a_range_is_written_with_to():
    assert figures.span(6.61, 10.78, "percent", 1) == "6.6% to 10.8%"


@settings(deadline=None)
@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_a_written_number_reads_back_to_half_its_last_digit(value, decimals):
    written = figures.number(value, decimals).replace(",", "").replace("−", "-")
    assert abs(float(written) - value) <= 0.5000001 * 10**-decimals + abs(value) * 1e-15
