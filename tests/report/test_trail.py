"""The last figures of a series on one line."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logframe.report import mail
from logframe.report.trail import drawn, of_rows, trail
from tests.report.made_up import frame, row
from tests.report.page import material


def used(values, *, use="used", key=1):
    periods = [f"{2000 + at}" for at in range(len(values))]
    return pl.DataFrame({"row": [key] * len(values), "period": periods, "value": values, "use": use})


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ([0.0, 7.0], "▁█"),
        ([7.0, 0.0, 3.5], "█▁▅"),
        ([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], "▁▂▃▄▅▆▇█"),
        ([5.0, 5.0], "▅▅"),
    ],
)
def test_values_are_drawn_between_their_least_and_their_greatest(values, bars):
    assert drawn(values) == bars


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30))
def test_each_value_is_one_bar_and_a_greater_one_never_a_lower_bar(values):
    bars = drawn(values)
    assert len(bars) == len(values)
    assert [bar for _, bar in sorted(zip(values, bars, strict=True))] == sorted(bars)


def test_the_last_twelve_used_figures_are_given_with_their_first_and_last_period():
    found = of_rows(pl.concat([used([float(at) for at in range(20)]), used([99.0], use="exceptional")]))
    said = trail(found[1], row(unit="percent", decimals=0))
    assert said is not None
    assert (
        said.words
        == "Figures used, the latest 12 of 20: 8%, 9%, 10%, 11%, 12%, 13%, 14%, 15%, 16%, 17%, 18%, 19% (2008 to 2019)"
    )
    assert len(said.drawing) == 12


@pytest.mark.parametrize("values", [[], [1.0]])
def test_one_figure_is_no_trail(values):
    assert trail(of_rows(used(values)).get(1), row()) is None


def test_a_mail_draws_figures_behind_their_numbers_and_in_ascii_not_at_all():
    told = material(frame({"row": 1, "decimals": 1}), figures=used([2.0, 1.0]))
    assert "  Figures used: 2.0, 1.0 (2000 to 2001) █▁\n" in mail.text(told)
    assert "  Figures used: 2.0, 1.0 (2000 to 2001).\n" in mail.text(told, ascii=True)
