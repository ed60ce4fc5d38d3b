"""The recent trend of yearly series, against the published cases and its own rules."""

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from logframe.evaluation.trend import trend

ORACLE = json.loads((Path(__file__).parents[1] / "vectors" / "trend_marker.json").read_text())

NUMBERS = ("value", "lower", "upper", "numerator", "denominator")
POINTS = {"series": pl.UInt32, "t": pl.Float64, **dict.fromkeys(NUMBERS, pl.Float64)}
SERIES = {"series": pl.UInt32, "proportion": pl.Boolean, "improves": pl.String}

RISING = [100.0, 110.0, 120.0, 130.0, 140.0]
COUNTED = {"numerator": [500, 540, 585, 610, 640], "denominator": [5000] * 5}


def of_values(values, reach=2.0, improves="neither"):
    """A series of figures whose intervals reach as far to either side."""
    ends = {"lower": [v - reach for v in values], "upper": [v + reach for v in values]}
    return {"value": values, **ends, "proportion": False, "improves": improves}


def of_counts(numerator, denominator, improves="neither"):
    share = [x / n for x, n in zip(numerator, denominator, strict=True)]
    return {
        "value": share,
        "numerator": numerator,
        "denominator": denominator,
        "proportion": True,
        "improves": improves,
    }


def frames(*several):
    points = [
        {"series": i, "t": t, **{name: one[name][t] for name in NUMBERS if name in one}}
        for i, one in enumerate(several)
        for t in range(len(one["value"]))
    ]
    attributes = [(i, one["proportion"], one["improves"]) for i, one in enumerate(several)]
    return pl.DataFrame(points, schema=POINTS), pl.DataFrame(attributes, schema=SERIES, orient="row")


def word(one):
    return trend(*frames(one))["trend"].item()


@pytest.mark.parametrize("case", ORACLE, ids=lambda case: f"{case['kind']}: {case['expect'][0]}")
def test_a_trend_is_marked_as_published(case):
    if case["kind"] == "proportion":
        one = of_counts(case["x"], case["n"])
    else:
        one = {
            "value": case["v"],
            "lower": case["lo"],
            "upper": case["hi"],
            "proportion": False,
            "improves": "neither",
        }
    label, chi2, slope = case["expect"]
    found = trend(*frames(one)).row(0, named=True)
    assert found["trend"] == label.lower().replace(" ", "_")
    # Published with ten decimals.
    assert (found["chi2"], found["slope"]) == (pytest.approx(chi2, abs=1e-9), pytest.approx(slope, abs=1e-9))


@pytest.mark.parametrize(
    ("values", "improves", "expected"),
    [
        (RISING, "up", "increasing_getting_better"),
        (RISING, "down", "increasing_getting_worse"),
        (RISING, "neither", "increasing"),
        (RISING[::-1], "up", "decreasing_getting_worse"),
        (RISING[::-1], "down", "decreasing_getting_better"),
        (RISING[::-1], "neither", "decreasing"),
        ([100.0] * 5, "up", "no_significant_change"),
    ],
)
def test_the_direction_of_improvement_says_what_a_trend_means(values, improves, expected):
    assert word(of_values(values, improves=improves)) == expected


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(of_values([100.0] * 4 + [140.0]), "no_significant_change", id="one lucky last point"),
        pytest.param(of_values(RISING, reach=60.0), "no_significant_change", id="wide intervals"),
        pytest.param(of_values([900.0, 800.0, *RISING]), "increasing", id="only the last five count"),
        pytest.param(of_values(RISING[:4]), "cannot_be_calculated", id="four points"),
        pytest.param(
            {**of_values(RISING), "value": [*RISING[:4], None]},
            "cannot_be_calculated",
            id="a suppressed point is no point",
        ),
        pytest.param(of_values(RISING, reach=0.0), "cannot_be_calculated", id="intervals without width"),
        pytest.param({**of_values(RISING), "upper": [None] * 5}, "cannot_be_calculated", id="no intervals"),
        pytest.param(
            {**of_values(RISING), "upper": [None, *of_values(RISING)["upper"][1:]]},
            "cannot_be_calculated",
            id="one without an interval",
        ),
        pytest.param({**of_values(RISING), **COUNTED}, "increasing", id="a rate's counts are no proportion"),
        pytest.param(of_counts(**COUNTED), "increasing", id="a proportion by its counts"),
        pytest.param(
            {**of_values(RISING), **COUNTED, "numerator": [None, 540, 585, 610, 640], "proportion": True},
            "increasing",
            id="a proportion without all its counts, by its intervals",
        ),
        pytest.param(
            of_counts([0, 540, 585, 610, 640], [5000] * 5), "cannot_be_calculated", id="none of them"
        ),
        pytest.param(
            of_counts([40, 540, 585, 610, 640], [40, *[5000] * 4]), "cannot_be_calculated", id="all of them"
        ),
    ],
)
def test_a_trend_needs_five_sound_points_that_agree(one, expected):
    assert word(one) == expected


def test_a_series_without_points_is_named_all_the_same():
    points, series = frames(of_values(RISING), of_values([]), of_values(RISING))
    assert trend(points, series)["trend"].to_list() == ["increasing", "cannot_be_calculated", "increasing"]


several_series = st.lists(
    st.lists(st.integers(1, 999), min_size=3, max_size=8).map(lambda x: of_counts(x, [1000] * len(x), "up"))
    | st.lists(st.integers(1, 999).map(float), min_size=3, max_size=8).map(
        lambda x: of_values(x, 30.0, "up")
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=20, deadline=None)
@given(several_series, st.randoms())
def test_neither_neighbours_nor_the_order_of_rows_matter(several, random):
    points, series = frames(*several)
    order = list(range(points.height))
    random.shuffle(order)
    together = trend(points[order], series)
    alone = pl.concat([trend(*frames(one)) for one in several])
    assert_frame_equal(together.drop("series"), alone.drop("series"), rel_tol=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 999), min_size=5, max_size=5))
def test_turned_upside_down_a_trend_goes_the_other_way(values):
    up, down = trend(
        *frames(of_counts(values, [1000] * 5), of_counts([1000 - x for x in values], [1000] * 5))
    ).rows()
    turned = {"increasing": "decreasing", "decreasing": "increasing"}
    assert turned.get(up[1], up[1]) == down[1]
    assert up[2] == pytest.approx(down[2], rel=1e-9, abs=1e-12)
    assert up[3] == pytest.approx(-down[3], rel=1e-9, abs=1e-12)
