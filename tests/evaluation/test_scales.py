"""The scale z: where a value lands on it, how it gets back, what happens at its limits."""

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe.evaluation import scales

KINDS = [("logit", 100.0), ("logit", 1.0), ("log", None), ("log", 100_000.0), ("identity", None)]


def frame(kind, top, half=None, **numbers):
    columns = {"scale": [kind], "top": [top], "half": [half], **{name: [x] for name, x in numbers.items()}}
    numeric = {name: pl.Float64 for name in columns if name != "scale"}
    return pl.DataFrame(columns, schema_overrides=numeric)


def result(row, expression):
    return row.select(expression.alias("result")).item()


@pytest.mark.parametrize(
    ("kind", "top", "value", "z"),
    [
        ("logit", 100.0, 50.0, 0.0),
        ("logit", 100.0, 80.0, math.log(4)),
        ("logit", 1.0, 0.2, -math.log(4)),
        ("log", None, 1.0, 0.0),
        ("log", 100_000.0, 250.0, math.log(250)),
        ("identity", None, -3.5, -3.5),
    ],
)
def test_a_value_has_one_place_on_its_scale(kind, top, value, z):
    row = frame(kind, top, value=value)
    assert result(row, scales.to_scale(pl.col("value"))) == pytest.approx(z, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(KINDS), st.floats(0.001, 0.999))
def test_a_value_survives_the_way_to_the_scale_and_back(scale, share):
    kind, top = scale
    row = frame(kind, top, value=share * (top or 1000))
    there = row.with_columns(z=scales.to_scale(pl.col("value")))
    assert result(there, scales.from_scale(pl.col("z"))) == pytest.approx(row["value"].item(), rel=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(KINDS), st.floats(0.01, 0.99))
def test_the_derivative_is_the_slope_of_the_scale(scale, share):
    kind, top = scale
    value = share * (top or 1000)
    step = value * 1e-6
    row = frame(kind, top, value=value, above=value + step, below=value - step)
    rise = scales.to_scale(pl.col("above")) - scales.to_scale(pl.col("below"))
    assert result(row, scales.derivative(pl.col("value"))) == pytest.approx(
        result(row, rise) / (2 * step), rel=1e-4
    )


@pytest.mark.parametrize(
    ("scale", "value", "counts", "moved"),
    [
        pytest.param(("logit", 100.0, 0.05), 0.0, (0, 40), 100 * 0.5 / 41, id="no events of 40"),
        pytest.param(("logit", 100.0, 0.05), 100.0, (40, 40), 100 * 40.5 / 41, id="all of 40"),
        pytest.param(("logit", 1.0, 0.0005), 1.0, (40, 40), 40.5 / 41, id="all of 40, a proportion"),
        pytest.param(("logit", 100.0, 0.05), 0.0, (None, None), 0.05, id="0% without counts"),
        pytest.param(("logit", 100.0, 0.05), 100.0, (None, 40), 99.95, id="100% without a numerator"),
        pytest.param(("logit", 100.0, 0.05), 0.0, (0, 0), 0.05, id="none of none is no count"),
        pytest.param(
            ("log", 100_000.0, 0.05), 0.0, (0, 9_999), 100_000 * 0.5 / 10_000, id="rate with counts"
        ),
        pytest.param(("log", None, 0.5), 0.0, (None, None), 0.5, id="count of nothing"),
        pytest.param(("log", None, 0.5), -2.0, (None, None), 0.5, id="target below a ratio's limit"),
        pytest.param(("logit", 100.0, 0.05), 105.0, (None, None), 99.95, id="target beyond 100%"),
        pytest.param(("logit", 100.0, 0.5), 0.2, (None, None), 0.2, id="near the limit is not at it"),
        pytest.param(("log", 100.0, 0.5), 250.0, (None, None), 250.0, id="a rate has no ceiling"),
        pytest.param(("identity", None, 0.5), 0.0, (0, 40), 0.0, id="zero is nothing special on identity"),
    ],
)
def test_a_value_at_the_limit_moves_inside_it(scale, value, counts, moved):
    row = frame(*scale, value=value, numerator=counts[0], denominator=counts[1])
    inside = scales.inside(pl.col("value"), pl.col("numerator"), pl.col("denominator"))
    assert result(row, inside) == pytest.approx(moved, rel=1e-15)


@pytest.mark.parametrize(("value", "z"), [(0.0, -math.inf), (100.0, math.inf)])
def test_without_counts_or_decimals_a_limit_stays_infinitely_far(value, z):
    row = frame("logit", 100.0, None, value=value)
    assert result(row, scales.to_scale(scales.inside(pl.col("value")))) == z


@pytest.mark.parametrize(
    ("kind", "top", "half", "value", "floor"),
    [
        pytest.param("logit", 1.0, 0.0005, 0.102, 0.005458753657364951, id="a proportion of 3 decimals"),
        pytest.param("logit", 100.0, 0.05, 10.2, 0.005458753657364951, id="the same as a percentage"),
        pytest.param("logit", 1.0, 0.0005, 0.95, 0.010526315789473684, id="near the top"),
        pytest.param("log", None, 0.5, 20.0, 0.025, id="a count of 20"),
        pytest.param("identity", None, 0.05, -7.1, 0.05, id="a gap"),
        pytest.param("identity", None, None, -7.1, None, id="decimals unknown"),
    ],
)
def test_the_floor_is_half_a_printed_unit_on_the_scale(kind, top, half, value, floor):
    row = frame(kind, top, half, value=value)
    assert result(row, scales.floor(pl.col("value"))) == (
        None if floor is None else pytest.approx(floor, rel=1e-12)
    )


@pytest.mark.parametrize(
    ("lower", "upper", "error"),
    [
        pytest.param(1.5, 5.42, 1.0, id="3.92 standard errors wide"),
        pytest.param(-math.inf, -2.6, None, id="from the scale's limit"),
        pytest.param(None, 5.42, None, id="without a lower end"),
    ],
)
def test_an_interval_on_the_scale_gives_the_standard_error(lower, upper, error):
    row = pl.DataFrame({"lower": [lower], "upper": [upper]})
    found = result(row, scales.error_between(pl.col("lower"), pl.col("upper")))
    assert found == (None if error is None else pytest.approx(error, rel=1e-12))


@pytest.mark.parametrize(
    ("kind", "lowest", "usable"),
    [("log", -0.1, "identity"), ("log", 0.0, "log"), ("logit", 3.0, "logit"), ("identity", -9.0, "identity")],
)
def test_a_series_that_goes_below_zero_stays_as_it_is(kind, lowest, usable):
    row = frame(kind, None, lowest=lowest)
    assert result(row, scales.usable_scale(pl.col("scale"), pl.col("lowest"))) == usable


def test_one_frame_mixes_scales():
    mixed = pl.DataFrame(
        {"scale": ["logit", "log", "identity"], "top": [100.0, None, None], "value": [50.0, 1.0, 7.0]}
    )
    assert mixed.select(scales.to_scale(pl.col("value"))).to_series().to_list() == [0.0, 0.0, 7.0]
