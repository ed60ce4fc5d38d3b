"""Open SDG's growth ratio: its own figures where it can be computed, a reason where it cannot."""

import json
from pathlib import Path

import polars as pl
import pytest

from logframe.evaluation import sdg

ORACLE = json.loads((Path(__file__).parents[1] / "vectors" / "sdg.json").read_text())["opensdg"]
NAMES = ("baseline", "latest", "target", "baseline_year", "latest_year", "target_year")
PROGRESS = sdg.Progress(*(pl.col(name) for name in NAMES), improves=pl.col("improves"))


def judge(numbers, improves):
    row = pl.DataFrame(
        {**{name: [number] for name, number in zip(NAMES, numbers, strict=True)}, "improves": [improves]},
        schema={**dict.fromkeys(NAMES, pl.Float64), "improves": pl.String},
    )
    return (
        row.with_columns(sdg.ratio(PROGRESS).alias("ratio"), sdg.no_ratio(PROGRESS).alias("reason"))
        .select("ratio", sdg.band(pl.col("ratio")).alias("band"), "reason")
        .row(0)
    )


@pytest.mark.parametrize(
    "case",
    [case for case in ORACLE if case["a"][2] != 0 and case["out"][1] is not None],
    ids=lambda c: str(c["a"]),
)
def test_the_ratio_is_open_sdgs_own(case):
    *numbers, sign = case["a"]
    ratio, band, reason = judge(numbers, "up" if sign > 0 else "down")
    assert ratio == pytest.approx(case["out"][1], abs=1e-9)
    assert (band, reason) == (case["out"][0], None)


@pytest.mark.parametrize(
    ("numbers", "improves", "reason"),
    [
        pytest.param(
            (10, 5, 0, 2015, 2022, 2030), "down", "target_is_zero", id="Open SDG takes 0.001 for zero"
        ),
        pytest.param((10, 9, 9.5, 2015, 2022, 2030), "down", "target_achieved", id="achieved"),
        pytest.param((10, 11, 11, 2015, 2022, 2030), "up", "target_achieved", id="achieved, upwards"),
        pytest.param((10, 9, 10, 2015, 2022, 2030), "up", "no_change_required", id="maintain"),
        pytest.param((-5, -4, 3, 2015, 2022, 2030), "up", "not_positive", id="across zero"),
        pytest.param((0, 2, 3, 2015, 2022, 2030), "up", "not_positive", id="from zero"),
        pytest.param((10, 9, 5, 2015, 2015, 2030), "down", "too_early", id="the baseline is the latest"),
        pytest.param((10, 9, 5, 2015, 2022, 2015), "down", "too_early", id="the baseline is the deadline"),
        pytest.param((10, 9, 5, 2015, 2022, 2030), "neither", "no_direction", id="neither is better"),
        pytest.param((None, 9, 5, 2015, 2022, 2030), "down", "missing", id="no baseline"),
    ],
)
def test_where_the_ratio_has_no_meaning_there_is_a_reason_instead(numbers, improves, reason):
    assert judge(numbers, improves) == (None, None, reason)


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
    assert judge((10, 0, 20, 2015, 2022, 2030), "up")[1:] == ("deterioration", None)
