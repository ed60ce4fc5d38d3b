"""Student's t, against published values and the closed forms of small degrees of freedom."""

import json
import math
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe.evaluation import student

ORACLE = json.loads((Path(__file__).parents[1] / "vectors" / "t_dist.json").read_text())

t_values = st.floats(-1e6, 1e6) | st.floats(-6, 6)
degrees = st.integers(1, 10_000).map(float) | st.integers(2, 30).map(float)


def cdf(t, df):
    frame = pl.DataFrame({"t": t, "df": df}, schema={"t": pl.Float64, "df": pl.Float64})
    return frame.select(student.cdf(pl.col("t"), pl.col("df"))).to_series().to_list()


def test_the_distribution_function_is_the_published_one():
    found = cdf([row["t"] for row in ORACLE["cdf"]], [row["df"] for row in ORACLE["cdf"]])
    assert found == pytest.approx([row["cdf"] for row in ORACLE["cdf"]], abs=1e-14)


@pytest.mark.parametrize("p", [0.9, 0.975])
def test_quantiles_are_the_published_ones(p):
    rows = [row for row in ORACLE["ppf"] if row["p"] == p]
    found = student.quantile(p, pl.Series([float(row["df"]) for row in rows]))
    assert found.to_list() == pytest.approx([row["q"] for row in rows], rel=1e-13)


@pytest.mark.parametrize(
    ("df", "tail"),
    [
        pytest.param(1, lambda t: math.atan2(1, t) / math.pi, id="Cauchy"),
        pytest.param(
            2, lambda t: 1 / (math.hypot(t, math.sqrt(2)) * (math.hypot(t, math.sqrt(2)) + t)), id="2"
        ),
        pytest.param(
            4,
            lambda t: (2 / (math.hypot(t, 2) * (math.hypot(t, 2) + t))) ** 2 * (2 + t / math.hypot(t, 2)),
            id="4",
        ),
    ],
)
def test_tails_keep_their_figures_however_far_out(df, tail):
    far = [10 ** (exponent / 4) for exponent in range(-24, 25)]
    assert cdf([-t for t in far], [df] * len(far)) == pytest.approx([tail(t) for t in far], rel=1e-11)


@pytest.mark.parametrize(
    ("t", "df", "tail"),
    # Evaluated with 30 digits by mpmath's incomplete beta function.
    [
        (2.99, 300, 0.0015104142036200564),
        (3.001, 10_000, 0.0013487920232364475),
        (25.0, 60, 1.0071186528976261e-33),
        (1.0, 10_000, 0.15866735216521456),
    ],
)
def test_tails_of_many_degrees_of_freedom_are_exact_too(t, df, tail):
    assert cdf([-t], [df]) == pytest.approx([tail], rel=1e-11)


@settings(max_examples=40, deadline=None)
@given(t_values, degrees)
def test_the_two_tails_mirror_each_other(t, df):
    left, right = cdf([-t, t], [df, df])
    assert 0 <= left <= 1
    assert left + right == pytest.approx(1, abs=1e-15)


@settings(max_examples=40, deadline=None)
@given(st.lists(t_values, min_size=2, max_size=20), degrees)
def test_the_chance_grows_with_t(t, df):
    ordered = cdf(sorted(t), [df] * len(t))
    assert all(lower <= upper + 1e-15 for lower, upper in pairwise(ordered))


@settings(max_examples=20, deadline=None)
@given(st.floats(0.55, 0.99), st.lists(degrees, min_size=1, max_size=20))
def test_a_quantile_has_its_chance_below_it(p, df):
    assert cdf(student.quantile(p, pl.Series(df)), df) == pytest.approx([p] * len(df), abs=1e-12)


def test_infinite_and_missing_values_pass_through():
    low, high, missing, middle = cdf([-math.inf, math.inf, None, 0.0], [2, 2, 2, 2])
    assert low == pytest.approx(0, abs=1e-150)
    assert (high, missing, middle) == (1.0, None, 0.5)
    assert cdf([None], [5]) == [None]


def test_quantiles_of_nothing_are_nothing():
    assert student.quantile(0.9, pl.Series([], dtype=pl.Float64)).is_empty()
    assert student.quantile(0.9, pl.Series([2.0, None, 2.0])).null_count() == 1
