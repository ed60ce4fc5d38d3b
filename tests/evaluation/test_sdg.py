"""Open SDG's growth ratio: its own figures where it can be computed, a reason where it cannot."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from logframe.evaluation import sdg
from logframe.report import open_sdg

ORACLE = json.loads((Path(__file__).parents[1] / "vectors" / "sdg.json").read_text())["opensdg"]


def judged(numbers, improves):
    """Judge a row by its baseline, latest figure and target, and the years of these three."""
    baseline, latest, target, baseline_year, latest_year, target_year = numbers
    values = {"baseline_value": baseline, "data_baseline": None, "last_value": latest, "target_value": target}
    edges = {"last_edge": latest_year * 12 + 13, "end_edge": target_year * 12 + 13}
    row = {
        **values,
        **edges,
        "baseline_end": date(baseline_year, 12, 31),
        "improves": improves,
        "relation": "at_most",
        "judged_on": "value",
    }
    rows = pl.LazyFrame([row], schema_overrides=dict.fromkeys(values, pl.Float64))
    return sdg.of_rows(rows).select("sdg_ratio", "sdg_band", "sdg_reason").collect().row(0)


@pytest.mark.parametrize(
    "case",
    [case for case in ORACLE if case["a"][2] != 0 and case["out"][1] is not None],
    ids=lambda c: str(c["a"]),
)
def test_the_ratio_is_open_sdgs_own(case):
    *numbers, sign = case["a"]
    ratio, band, reason = judged(numbers, "up" if sign > 0 else "down")
    assert ratio == pytest.approx(case["out"][1], abs=1e-9)
    assert (band, reason) == (case["out"][0], None)


WITHOUT_RATIO = {
    "Open SDG takes 0.001 for zero": ((10, 5, 0, 2015, 2022, 2030), "down", "target_is_zero"),
    "achieved": ((10, 9, 9.5, 2015, 2022, 2030), "down", "target_achieved"),
    "achieved, upwards": ((10, 11, 11, 2015, 2022, 2030), "up", "target_achieved"),
    "maintain": ((10, 9, 10, 2015, 2022, 2030), "up", "no_change_required"),
    "across zero": ((-5, -4, 3, 2015, 2022, 2030), "up", "not_positive"),
    "from zero": ((0, 2, 3, 2015, 2022, 2030), "up", "not_positive"),
    "the baseline is the latest": ((10, 9, 5, 2015, 2015, 2030), "down", "too_early"),
    "the baseline is the deadline": ((10, 9, 5, 2015, 2022, 2015), "down", "too_early"),
    "neither is better": ((10, 9, 5, 2015, 2022, 2030), "neither", "no_direction"),
    "no baseline": ((None, 9, 5, 2015, 2022, 2030), "down", "missing"),
}


@pytest.mark.parametrize(("numbers", "improves", "reason"), WITHOUT_RATIO.values(), ids=WITHOUT_RATIO)
def test_where_the_ratio_has_no_meaning_there_is_a_reason_instead(numbers, improves, reason):
    assert judged(numbers, improves) == (None, None, reason)


def test_every_reason_has_words_in_a_report():
    assert {*(reason for *_, reason in WITHOUT_RATIO.values()), "not_a_level"} == set(open_sdg.REASONS)


@pytest.mark.parametrize(
    ("ratio", "band"),
    [
        (1.2, "on_track"),
        (0.95, "on_track"),
        (0.9499, "progress_needs_acceleration"),
        (0.60, "progress_needs_acceleration"),
        (0.5999, "limited_progress"),
        (0.0, "limited_progress"),
        (-0.0001, "deterioration"),
        (None, None),
    ],
)
def test_the_bands_are_open_sdgs(ratio, band):
    assert pl.select(sdg.band(pl.lit(ratio, dtype=pl.Float64))).item() == band


def test_a_fall_in_all_that_there_was_is_a_deterioration():
    assert judged((10, 0, 20, 2015, 2022, 2030), "up")[1:] == ("deterioration", None)


# -- From the file to the row --------------------------------------------------------------------------------

YEARS = {"2019/20": 12.8, "2020/21": 12.1, "2021/22": 11.8, "2022/23": 10.9, "2023/24": 10.2}
MONTHS = {"2023-10": 30.0, "2024-04": 29.0, "2024-10": 28.0}
BASE = {"baseline": {"value": 12.8, "period": "2019/20"}}
LEVEL = {"at_most": 6, "by": "2028/29"}


def band_of(ratio):
    words = {0.95: "on_track", 0.60: "progress_needs_acceleration", 0: "limited_progress"}
    return next((word for floor, word in words.items() if ratio >= floor), "deterioration")


def growth(start, end, years):
    return (end / start) ** (1 / years) - 1


# Target, figures, measure, indicator; the ratio worked out by hand, or the reason why there is none.
ROWS = {
    "from a stated baseline": (LEVEL, YEARS, {}, BASE, growth(12.8, 10.2, 4) / growth(12.8, 6, 9)),
    "from the data's own baseline": (
        LEVEL,
        YEARS,
        {},
        {"baseline": {"period": "2020/21"}},
        growth(12.1, 10.2, 3) / growth(12.1, 6, 8),
    ),
    "the stated baseline goes first": (
        LEVEL,
        YEARS,
        {},
        {"baseline": {"value": 13.0, "period": "2019/20"}},
        growth(13.0, 10.2, 4) / growth(13.0, 6, 9),
    ),
    "a share off the baseline": (
        {"at_most": {"baseline": "-50%"}, "by": "2028/29"},
        YEARS,
        {},
        BASE,
        growth(12.8, 10.2, 4) / growth(12.8, 6.4, 9),
    ),
    "upwards": (
        {"at_least": 20, "by": "2028/29"},
        YEARS,
        {"improves": "up"},
        BASE,
        growth(12.8, 10.2, 4) / abs(growth(12.8, 20, 9)),
    ),
    "parts of a year": (
        {"at_most": 25, "by": "2025-10-31"},
        MONTHS,
        {"every": "month"},
        {"baseline": {"period": "2023-10"}},
        growth(30, 28, 1) / growth(30, 25, 2),
    ),
    "no baseline": (LEVEL, YEARS, {}, {}, "missing"),
    "a baseline without a period": (LEVEL, YEARS, {}, {"baseline": {"value": 12.8}}, "missing"),
    "no figure": (LEVEL, {"2023/24": "*"}, {}, BASE, "missing"),
    "met": ({"at_most": 11, "by": "2028/29"}, YEARS, {}, BASE, "target_achieved"),
    "a target of zero": ({"at_most": 0, "by": "2028/29"}, YEARS, {}, BASE, "target_is_zero"),
    "between": ({"between": [5, 6], "by": "2028/29"}, YEARS, {"improves": "neither"}, BASE, "not_a_level"),
    "a state": ({"maintain": "baseline", "by": "2028/29"}, YEARS, {}, BASE, "not_a_level"),
    "a margin from another area": (
        {"at_most": {"area": "E", "minus": 1}, "by": "2028/29"},
        YEARS,
        {},
        BASE,
        "not_a_level",
    ),
    "no target": (None, YEARS, {}, BASE, "not_a_level"),
}


@pytest.mark.parametrize(("target", "figures", "measure", "indicator", "expected"), ROWS.values(), ids=ROWS)
def test_each_row_has_its_ratio_or_a_reason(judge, target, figures, measure, indicator, expected):
    row = judge(
        target, figures, as_of="2024-11-22", measure=measure, indicator=indicator, others={"E": YEARS}
    )
    if isinstance(expected, str):
        assert (row["sdg_ratio"], row["sdg_band"], row["sdg_reason"]) == (None, None, expected)
    else:
        assert row["sdg_ratio"] == pytest.approx(expected, abs=1e-12)
        assert row["sdg_band"] == band_of(expected)
        assert row["sdg_reason"] is None
