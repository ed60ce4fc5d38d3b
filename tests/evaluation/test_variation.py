"""Variation and assurance, against the published charts and a plain transcription in exact fractions."""

import json
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.conftest import strategy

from logframe.evaluation import variation as spc

ORACLE = json.loads((Path(__file__).parents[1] / "vectors" / "spc.json").read_text())
RULES = {
    "Common Cause": None,
    "Above UCL": "outside_limits",
    "Below LCL": "outside_limits",
    "7 Point Trend (Increasing)": "trend",
    "7 Point Trend (Decreasing)": "trend",
    "2 in 3 Above CL": "two_of_three",
    "2 in 3 Below CL": "two_of_three",
    "7 Points Above CL": "shift",
    "7 Points Below CL": "shift",
}

POINTS = {"series": pl.UInt32, "t": pl.Int64, "value": pl.Float64}
SERIES = {
    "series": pl.UInt32,
    "improves": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "screen": pl.Boolean,
    "run_length": pl.Int64,
    "rebase_at": pl.Int64,
}
STEADY = [10, 12, 11, 10, 12, 11, 10, 12, 11, 10, 12, 11]


def a_series(values, **changes):
    """One series as a test states it: no target, falling is better, rules of seven, periods 0, 1, 2, ..."""
    usual = {"improves": "down", "low": None, "high": None, "screen": True, "run_length": 7}
    return {"value": values, "rebase_at": None, **usual, **changes}


def frames(*several):
    points = [(i, t, value) for i, one in enumerate(several) for t, value in enumerate(one["value"])]
    attributes = [{"series": i, **one} for i, one in enumerate(several)]
    return (
        pl.DataFrame(points, schema=POINTS, orient="row"),
        pl.DataFrame([{name: row[name] for name in SERIES} for row in attributes], schema=SERIES),
    )


def chart(*several):
    return spc.point_types(*frames(*several))


def summary(one):
    points, series = frames(one)
    said = spc.variation(points, series).join(series.select("series", "low", "high"), on="series")
    assured = spc.assurance(*(pl.col(name) for name in ("low", "high", "lower", "upper")))
    return said.with_columns(assurance=assured).row(0, named=True)


def by_hand(one):
    """The rules as they are told, one base and one point at a time, in fractions that round nowhere."""
    values = [None if value is None else Fraction(str(value)) for value in one["value"]]
    start = len(values) if one["rebase_at"] is None else one["rebase_at"]
    bases = ([v for v in values[:start] if v is not None], [v for v in values[start:] if v is not None])
    return [point for base in bases if base for point in base_by_hand(base, one)]


def base_by_hand(y, one):
    mean, reach = limits_by_hand(y, screen=one["screen"])
    points = []
    for rule, up in rules_by_hand(y, mean, reach, one["run_length"]):
        word = {"up": ("concern", "improvement"), "down": ("improvement", "concern")}
        kind = word.get(one["improves"], ("low", "high"))[up]
        points.append(
            {
                "mean": float(mean),
                "lower": None if reach is None else float(mean - reach),
                "upper": None if reach is None else float(mean + reach),
                "mean_of": len(y),
                "type": f"special_cause_{kind}" if rule else "common_cause",
                "rule": rule,
            }
        )
    return points


def limits_by_hand(y, *, screen):
    mean, ranges = sum(y) / len(y), [abs(later - earlier) for earlier, later in pairwise(y)]
    if not ranges:
        return mean, None
    average = sum(ranges) / len(ranges)
    if screen and average:
        kept = [x for x in ranges if x < Fraction("3.267") * average]
        average = sum(kept) / len(kept)
    return mean, Fraction("2.66") * average


def rules_by_hand(y, mean, reach, run):
    """Each point's rule, and whether it speaks of high figures (or of a rise)."""
    side = [sign(x - mean) for x in y]
    way = [0, *(sign(later - earlier) for earlier, later in pairwise(y))]
    outside = [reach is not None and abs(x - mean) > reach for x in y]
    close = [
        reach is not None and not out and abs(x - mean) > reach * 2 / 3
        for x, out in zip(y, outside, strict=True)
    ]
    trend, pair, shift = {}, set(), set()
    for window in windows(y, run):
        if one_way := agreed(way, window[1:]):
            trend = dict.fromkeys(window, one_way) | trend  # at a turn the trend that ends goes first
        if agreed(side, window):
            shift |= set(window)
    for window in windows(y, 3):
        near = {i for i in window if close[i]}
        if agreed(side, window) and len(near) >= 2:
            pair |= near
    for i in range(len(y)):
        rule = "outside_limits" if outside[i] else "trend" if i in trend else None
        rule = rule or ("two_of_three" if i in pair else "shift" if i in shift else None)
        yield rule, (trend[i] if rule == "trend" else side[i]) > 0


def sign(x):
    return (x > 0) - (x < 0)


def windows(y, size):
    return [range(first, first + size) for first in range(len(y) - size + 1)]


def agreed(signs, window):
    """The sign that all in the window share; 0 where they do not."""
    return signs[window[0]] if len({signs[i] for i in window}) == 1 else 0


figures = (
    st.lists(st.integers(0, 60).map(lambda x: x / 10) | st.none(), max_size=40)
    | st.lists(st.integers(0, 5), max_size=40).map(
        lambda steps: [float(sum(steps[:i])) for i in range(len(steps))]
    )
    | st.lists(st.sampled_from([0.1, 0.3]), max_size=40)
    | st.integers(1, 20).map(lambda n: [0.1] * n)
)


@st.composite
def any_series(draw):
    values = draw(figures)
    held = st.none() if len(values) < 2 else st.none() | st.integers(0, len(values) - 1)
    return a_series(
        values,
        improves=draw(st.sampled_from(["up", "down", "neither"])),
        screen=draw(st.booleans()),
        run_length=draw(st.sampled_from([6, 7])),
        rebase_at=draw(held),
    )


@pytest.mark.parametrize("case", ORACLE.values(), ids=ORACLE)
def test_a_chart_reads_as_the_published_one(case):
    up, (rebase_at,) = case["direction"] == "increase", case.get("rebase", [None])
    one = a_series(
        case["y"],
        improves="up" if up else "down",
        **{"low" if up else "high": case["target"]},
        screen=case.get("screen", True),
        rebase_at=rebase_at,
    )
    expected, drawn, said = case["expect"], chart(one), summary(one)
    # Published with ten decimals.
    for ours, published in (("mean", "mean"), ("lower", "lpl"), ("upper", "upl")):
        assert drawn[ours].to_list() == pytest.approx(expected[published], abs=1e-9), ours
        assert said[ours] == pytest.approx(expected[published][-1], abs=1e-9)
    assert drawn["type"].to_list() == expected["point"]
    assert drawn["rule"].to_list() == [RULES[cause] for cause in expected["cause"]]
    assert (said["variation"], said["assurance"]) == (expected["variation"], expected["assurance"])


@settings(max_examples=150, deadline=None)
@given(st.lists(any_series(), min_size=1, max_size=5))
def test_whole_frames_give_what_the_rules_give_by_hand(several):
    found = chart(*several)
    expected = [{"series": i, **point} for i, one in enumerate(several) for point in by_hand(one)]
    assert found["type"].to_list() == [point["type"] for point in expected]
    for name in ("series", "rule", "mean_of"):
        assert found[name].to_list() == [point[name] for point in expected], name
    for name in ("mean", "lower", "upper"):
        assert found[name].to_list() == pytest.approx([point[name] for point in expected], abs=1e-9), name


@settings(max_examples=30, deadline=None)
@given(st.lists(any_series(), min_size=2, max_size=5), st.randoms())
def test_neither_neighbours_nor_the_order_of_rows_matter(several, random):
    points, series = frames(*several)
    order = list(range(points.height))
    random.shuffle(order)
    together = spc.variation(points[order], series)
    alone = pl.concat([spc.variation(*frames(one)) for one in several])
    assert_frame_equal(together.drop("series"), alone.drop("series"))


@settings(max_examples=30, deadline=None)
@given(any_series())
def test_turned_upside_down_good_is_bad_and_limits_are_mirrored(one):
    turned = {**one, "value": [None if value is None else 6 - value for value in one["value"]]}
    here, there = chart(one), chart(turned)
    other = {"improvement": "concern", "concern": "improvement", "high": "low", "low": "high"}
    swapped = [
        "_".join([*word.split("_")[:-1], other.get(word.split("_")[-1], word.split("_")[-1])])
        for word in here["type"]
    ]
    assert there["type"].to_list() == swapped
    assert there["lower"].to_list() == pytest.approx(
        [None if upper is None else 6 - upper for upper in here["upper"]], abs=1e-9
    )


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param({}, None, id="no target"),
        pytest.param({"high": 6.0}, "consistent_fail", id="at most, both above"),
        pytest.param({"high": 16.0}, "consistent_pass", id="at most, both below"),
        pytest.param({"high": 11.0}, "inconsistent", id="at most, between them"),
        pytest.param({"low": 16.0}, "consistent_fail", id="at least, both below"),
        pytest.param({"low": 6.0}, "consistent_pass", id="at least, both above"),
        pytest.param({"low": 6.0, "high": 16.0}, "consistent_pass", id="between, both inside"),
        pytest.param({"low": 6.0, "high": 11.0}, "inconsistent", id="between, one outside"),
        pytest.param({"low": 16.0, "high": 20.0}, "consistent_fail", id="between, both under it"),
        pytest.param({"low": 2.0, "high": 6.0}, "consistent_fail", id="between, both over it"),
        pytest.param({"low": 11.0, "high": 11.0}, "inconsistent", id="a point inside the limits"),
    ],
)
def test_assurance_says_where_the_limits_lie_to_the_target(target, expected):
    assert summary(a_series(STEADY, **target))["assurance"] == expected


@pytest.mark.parametrize("value", [0.1, 7.0, 1e9 + 0.1, 0.0])
def test_a_constant_series_has_limits_equal_to_its_mean_and_nothing_special(value):
    said = summary(a_series([value] * 13, high=value))
    assert (said["lower"], said["upper"]) == (said["mean"], said["mean"])
    assert said["mean"] == pytest.approx(value)
    assert (said["variation"], said["assurance"]) == ("common_cause", "inconsistent")


@pytest.mark.parametrize(
    ("values", "run_length", "trending"),
    [
        pytest.param([9, 1, 2, 3, 4, 5, 6], 7, [], id="six that rise are no trend of seven"),
        pytest.param([9, 1, 2, 3, 4, 5, 6], 6, [1, 2, 3, 4, 5, 6], id="but one of six"),
        pytest.param([9, 1, 2, 3, 4, 4, 5, 6, 7], 7, [], id="a pause ends a trend"),
        pytest.param([9, 1, 2, 3, 4, 5, 6, 7, 6], 7, [1, 2, 3, 4, 5, 6, 7], id="all seven, the first too"),
        pytest.param([1, 9, 8, 7, 6, 5, 4, 3, 2], 7, [1, 2, 3, 4, 5, 6, 7, 8], id="eight that fall"),
    ],
)
def test_a_trend_is_as_long_as_the_measure_says(values, run_length, trending):
    before = [0, 20, 0, 20, 0, 20]  # keeps the limits wide
    rules = chart(a_series([*before, *values], run_length=run_length))["rule"].to_list()
    assert [i - len(before) for i, rule in enumerate(rules) if rule == "trend"] == trending


@pytest.mark.parametrize(
    ("improves", "expected"),
    [
        ("up", "special_cause_improvement"),
        ("down", "special_cause_concern"),
        ("neither", "special_cause_high"),
    ],
)
def test_the_last_point_is_what_variation_speaks_of(improves, expected):
    assert summary(a_series([*STEADY, 30], improves=improves))["variation"] == expected


def test_a_point_outside_is_not_close_and_pairs_with_no_other():
    # mean 5.8, close limits 12.9 and limits 19.3 from it: one outside, one close, one on the same side
    found = chart(a_series([0, 0, 0, 0, 0, 0, 40, 20, 10, 0, 0, 0], screen=False))
    assert found["rule"].to_list()[6:9] == ["outside_limits", None, None]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "making_data_count_7"),
        ({"run_length": 6}, "making_data_count_6"),
        ({"screen": False}, "making_data_count_7_unscreened"),
    ],
)
def test_the_rule_set_is_named(changes, expected):
    assert summary(a_series(STEADY, **changes))["rules"] == expected


@pytest.mark.parametrize(("n", "trial"), [(12, True), (13, False)])
def test_limits_of_fewer_than_thirteen_points_are_on_trial(n, trial):
    assert summary(a_series([*STEADY, 10][:n]))["trial"] is trial


def test_new_limits_are_on_trial_until_they_have_points_of_their_own():
    said = summary(a_series(STEADY * 2, rebase_at=18))
    assert said["trial"] is True
    assert said["mean"] == 11


def test_a_single_point_has_a_mean_and_no_limits():
    said = summary(a_series([5.0], high=4.0))
    assert said["mean"] == 5
    assert [said[name] for name in ("lower", "upper", "assurance")] == [None] * 3
    assert said["variation"] == "common_cause"


def test_a_series_without_points_is_named_all_the_same():
    said = spc.variation(*frames(a_series(STEADY), a_series([None]), a_series(STEADY)))
    assert said["series"].to_list() == [0, 1, 2]
    assert said.row(1) == (1, *[None] * 6)


def test_a_frame_of_nothing_gives_nothing():
    assert spc.variation(*frames()).is_empty()
    assert chart().is_empty()


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(a_series([*STEADY[:5], None, *STEADY[6:]], rebase_at=5), id="its figure is suppressed"),
        pytest.param(a_series(STEADY, rebase_at=40), id="it is still to come"),
    ],
)
def test_limits_can_start_anew_at_a_figure_that_cannot_be_seen(held):
    assert summary(held)["mean"] == pytest.approx(11, abs=0.2)


def view_and_points(*, values=STEADY, rebase_end=None, **changes):
    """One view of a monthly measure and its figures, from January 2024 on."""
    ends = pl.date_range(date(2024, 2, 1), date(2026, 12, 1), "1mo", eager=True).dt.offset_by("-1d")
    usual = {"view": 4, "step": 1, "pooled": 1, "n": len(values), "improves": "down"}
    chosen = {"screen": True, "run_length": 7, "rebase_end": rebase_end}
    views = pl.DataFrame(
        [{**usual, **chosen, **changes}],
        schema_overrides={"view": pl.UInt32, "rebase_end": pl.Date},
    )
    points = pl.DataFrame(
        {"view": [4] * len(values), "end": ends[: len(values)], "value": values, "usable": True},
        schema_overrides={"view": pl.UInt32, "value": pl.Float64},
        strict=False,
    )
    return views, points


@pytest.mark.parametrize(
    ("changes", "given_any"),
    [
        pytest.param({}, True, id="monthly"),
        pytest.param({"step": 3}, True, id="quarterly"),
        pytest.param({"step": 12}, False, id="yearly"),
        pytest.param({"pooled": 12}, False, id="rolling twelve months"),
        pytest.param({"values": STEADY[:11]}, False, id="eleven points"),
    ],
)
def test_only_frequent_series_of_twelve_points_are_given_any(changes, given_any):
    found = spc.of_views(*view_and_points(**changes))
    assert found["view"].to_list() == ([4] if given_any else [])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, "consistent_pass", id="a number"),
        pytest.param({"judged_on": "difference"}, None, id="a distance from another area"),
        pytest.param({"unjudged": "no_baseline"}, None, id="a target that came to nothing"),
    ],
)
def test_assurance_is_about_targets_that_are_numbers_of_the_series_own(changes, expected):
    usual = {"judged_on": "value", "unjudged": None, "low": None, "high": 16.0}
    kinds = {"unjudged": pl.String, "low": pl.Float64}
    row = pl.DataFrame([{**usual, **changes}], schema_overrides=kinds)
    limits = spc.of_views(*view_and_points())
    assert spc.assured(row.hstack(limits).lazy()).collect()["spc_assurance"].item() == expected


def test_an_area_without_the_period_to_rebase_at_starts_anew_with_its_first_one_after_it():
    values = [*[30, 31] * 6, *STEADY]
    views, points = view_and_points(values=values, rebase_end=date(2025, 1, 31))
    lacking = points.filter(pl.col("end") != date(2025, 1, 31))
    assert spc.of_views(views, points)["spc_mean"].item() == 11
    assert spc.of_views(views, lacking)["spc_mean"].item() == pytest.approx(sum(STEADY[1:]) / 11)


MONTHS = [f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 13)]


def rebased(folder, rebase, held, *, other=None, every="month"):
    """Judge a made-up measure whose limits start anew; give the messages and the first area's mean."""
    promise = {"id": "i", "title": "I", "measure": "waits", "areas": ["A", "B"]}
    promise["target"] = {"at_most": 16, "by": "2026-03-31"}
    measure = {"title": "Waits", "unit": "count", "improves": "down", "every": every}
    measure["variation"] = {"rebase": rebase}
    folder.write("strategies/s.yaml", strategy(promise))
    folder.write("strategies/measures.yaml", {"logframe": 1, "measures": {"waits": measure}})
    folder.extract(
        {"measure": "waits", "area": area, "period": period, "value": value}
        for area, periods in (("A", held), ("B", other or {}))
        for period, value in periods.items()
    )
    evaluation = folder.evaluate("2024-02-01")
    return [str(message) for message in evaluation.messages], evaluation


HELD = {month: 10 + (at % 2) + 20 * (at < 12) for at, month in enumerate(MONTHS)}
WITHOUT = {month: value for month, value in HELD.items() if month != "2023-01"}


@pytest.mark.parametrize(
    ("rebase", "held", "other"),
    [
        pytest.param("2023-01", HELD, {}, id="a figure"),
        pytest.param("2023-01", HELD | {"2023-01": "*"}, {}, id="a suppressed figure"),
        pytest.param("2023-01", WITHOUT, HELD, id="another area's figure"),
        pytest.param("2024-06", HELD, {}, id="still to come"),
    ],
)
def test_limits_can_start_anew_at_a_period_that_the_figures_hold(folder, rebase, held, other):
    said, _ = rebased(folder, rebase, held, other=other)
    assert said == []


def test_nothing_is_said_of_the_limits_of_a_measure_without_figures(folder):
    said, _ = rebased(folder, "2023-01", {})
    assert [message.split(": ")[1][:5] for message in said] == ["LF421"]  # of the extract, which is empty


def test_limits_that_start_anew_at_a_period_without_a_figure_are_an_error_at_its_place(folder):
    said, evaluation = rebased(folder, "2023-01", WITHOUT)
    assert len(said) == 1
    assert "measures.yaml:9:15: LF205 the limits of measure 'waits' are to start anew with 2023-01" in said[0]
    assert evaluation.faulty
    assert folder.run("check", "--as-of", "2024-02-01").returncode == 1


def test_a_yearly_measure_has_no_limits_that_could_start_anew(folder):
    years = {str(year): 5 for year in range(2010, 2024) if year != 2015}
    assert rebased(folder, "2015", years, every="year")[0] == []
