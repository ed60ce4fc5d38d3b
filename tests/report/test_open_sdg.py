"""Open SDG's ratio in words."""

from __future__ import annotations

import re

import polars as pl
import pytest

from logframe.evaluation import sdg
from logframe.report import open_sdg
from tests.report.made_up import frame, row
from tests.report.page import WIDTHS, folded, sample_shown, shown


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"sdg_ratio": 0.666, "sdg_band": "progress_needs_acceleration"},
            "0.67, “progress needs acceleration”",
        ),
        ({"sdg_ratio": -1.0, "sdg_band": "deterioration"}, "−1.00, “deterioration”"),
        ({"sdg_reason": "target_is_zero"}, "none (the target is zero)"),
        ({}, "none (a figure or a year is lacking)"),
    ],
)
def test_a_ratio_has_open_sdgs_word_in_quotation_marks_and_a_missing_one_its_reason(facts, words):
    assert open_sdg.cell(row(**facts)).flat == words


def test_every_band_has_words():
    ratios = pl.DataFrame({"ratio": [2.0, 0.95, 0.94, 0.6, 0.59, 0.0, -0.01]})
    assert set(ratios.select(sdg.band(pl.col("ratio"))).to_series()) == set(open_sdg.BANDS)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_table_shows_it_only_where_it_is_asked_for(width):
    assert "Open SDG" not in sample_shown(width)
    assert "0.67" in sample_shown(width, sdg=True)
    assert folded(open_sdg.LEGEND) in folded(sample_shown(width, sdg=True))


@pytest.mark.parametrize("width", [80, 160])
def test_what_has_no_ratio_says_why(width):
    rows = frame({"title": "Waits", "sdg_reason": "no_direction"})
    beside = re.sub(r"No data|not stated|none stated", "", shown(rows, width, sdg=True))
    assert "none (neither up nor down is better)" in folded(beside)
