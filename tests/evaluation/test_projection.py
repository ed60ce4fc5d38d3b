"""Steady drift, against published vectors, a plain transcription of its steps, and what must always hold."""

import json
import math
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from logframe.evaluation import projection, scales

VECTORS = Path(__file__).parents[1] / "vectors"
ORACLE = json.loads((VECTORS / "projection.json").read_text())
BATCH = json.loads((VECTORS / "batch.json").read_text())
OVERLAP = json.loads((VECTORS / "overlap.json").read_text())

POINTS = {"series": pl.UInt32, "t": pl.Float64, "z": pl.Float64}
SERIES = {
    "series": pl.UInt32,
    "per_year": pl.Float64,
    "overlap": pl.Int64,
    "t_end": pl.Float64,
    "floor": pl.Float64,
    "se": pl.Float64,
}
NO_LIMIT = pl.lit(None)


def a_series(z, t=None, *, ahead=3, per_year=1, overlap=1, floor=0.01, se=None):
    """One series as a test states it: figures, their periods (0, 1, 2, ...), and what projecting it takes."""
    t = list(range(len(z))) if t is None else list(t)
    t_end = max(t, default=0) + ahead
    return {
        "z": z,
        "t": t,
        "per_year": per_year,
        "overlap": overlap,
        "t_end": t_end,
        "floor": floor,
        "se": se,
    }


def frames(*several):
    points = [(i, t, z) for i, one in enumerate(several) for t, z in zip(one["t"], one["z"], strict=True)]
    attributes = [{"series": i, **one} for i, one in enumerate(several)]
    return (
        pl.DataFrame(points, schema=POINTS, orient="row"),
        pl.DataFrame([{name: row[name] for name in SERIES} for row in attributes], schema=SERIES),
    )


def project(*several):
    return projection.project(*frames(*several))


def chance(projected, *, lower=None, upper=None):
    limits = (pl.lit(limit, dtype=pl.Float64) for limit in (lower, upper))
    return projected.select(projection.chance(*limits)).to_series().to_list()


def by_hand(one):
    """The steps of the method as they are told, one series and one point at a time."""
    t, z = zip(*sorted(zip(one["t"], one["z"], strict=True)), strict=True)
    n, k, span, h = len(t), len(t) - 1, t[-1] - t[0], one["t_end"] - t[-1]
    p = int(one["per_year"]) if one["per_year"] > 1 else one["per_year"]
    kappa, season, z = 0.0, 0.0, list(z)
    if p > 1 and span == k and one["overlap"] == 1 and n >= 2 * p:
        cycles = n // p
        table = [z[n - (cycles - c) * p : n - (cycles - c - 1) * p] for c in range(cycles)]
        means = [sum(row) / p for row in table]
        b = (means[-1] - means[0]) / (p * (cycles - 1))
        left = [
            [x - mean - b * (j - (p - 1) / 2) for j, x in enumerate(row)]
            for row, mean in zip(table, means, strict=True)
        ]
        s = [sum(column) / cycles for column in zip(*left, strict=True)]
        between = cycles * sum(x * x for x in s) / (p - 1)
        within = sum((row[j] - s[j]) ** 2 for row in left for j in range(p)) / ((cycles - 1) * (p - 1))
        kappa = max(0.0, 1 - (within + 1e-12) / (between + 1e-12))
        first = n - cycles * p
        z = [x - kappa * s[(i - first) % p] for i, x in enumerate(z)]
        season = kappa * s[int(n - 1 + h - first) % p]
    gaps = [later - earlier for earlier, later in pairwise(t)]
    e = [(later - earlier) / math.sqrt(gap) for (earlier, later), gap in zip(pairwise(z), gaps, strict=True)]
    q, lost = sum(x * x for x in e) / k, kappa * (p - 1)
    s2 = max(q * k / max(k - lost, 1), (one["se"] or 0) ** 2, (one["floor"] or 0) ** 2)
    m = (z[-1] - z[0]) / span
    w = max(0.0, min(1.0, m * m / s2) - 1 / span) if span >= p and s2 else 0.0
    turns = sum(x * y for x, y in pairwise(e)) / q if q else 0.0
    r = min(max((2 - turns) / (7 + k), 0.0), 0.5) if one["overlap"] == 1 else 0.0
    level = z[0]
    for gap, x in zip(gaps, z[1:], strict=True):
        level = (1 - r**gap) * x + r**gap * (level + w * m * gap)
    c = one["overlap"]
    if c > 1:
        v = sum(min(i, c, h, h + c - i) ** 2 for i in range(1, int(h) + c)) / c * (1 + h / (4 * span))
    else:
        v = 1 + (1 - r) ** 2 * (h - 1 + h * h / (4 * span))
    return {
        "w": w, "r": r, "m": m, "level": level, "s2": s2, "V": v, "kappa": kappa, "season": season,
        "centre": level + w * m * h + season, "sd": math.sqrt(s2 * v), "df": max(2, math.floor(k - lost)),
    }  # fmt: skip


# Figures as they are printed, so that no series moves by less than its own rounding.
figures = st.lists(st.integers(-400, 400).map(lambda x: x / 100), min_size=3, max_size=30)


@st.composite
def any_series(draw):
    z = draw(figures)
    gaps = draw(st.just([1] * len(z)) | st.lists(st.integers(1, 4), min_size=len(z), max_size=len(z)))
    start = draw(st.integers(-5, 5))
    t = [start + sum(gaps[:i]) for i in range(len(z))]
    return a_series(
        z,
        t,
        ahead=draw(st.integers(1, 20)),
        per_year=draw(st.sampled_from([0.5, 1, 4, 12])),
        overlap=draw(st.sampled_from([1, 1, 3, 12])),
        floor=draw(st.sampled_from([0.005, 0.05])),
        se=draw(st.none() | st.floats(0.01, 1)),
    )


@pytest.mark.parametrize("case", ORACLE, ids=lambda case: case["name"])
def test_every_figure_of_a_projection_is_the_published_one(case):
    given_ = case["input"]
    scale = scales.Scale(
        kind=pl.lit(given_.get("scale", "logit")), top=pl.lit(1.0), half=pl.lit(None, dtype=pl.Float64)
    )
    values = pl.DataFrame({"y": given_["y"]}, schema={"y": pl.Float64})
    one = a_series(
        values.select(scales.to_scale(pl.col("y"), scale)).to_series().to_list(),
        given_["t"],
        ahead=given_["t_end"] - given_["t"][-1],
        per_year=given_.get("per", 1),
        overlap=given_.get("span", 1),
        floor=given_.get("floor"),
        se=given_.get("se"),
    )
    target = scales.to_scale(pl.lit(float(given_["target"])), scale)
    found = projection.with_intervals(project(one)).with_columns(
        projection.chance(NO_LIMIT, target).alias("p_at_most"),
        projection.chance(target, NO_LIMIT).alias("p_at_least"),
        scales.from_scale(pl.col("centre"), scale).alias("value"),
        *(
            scales.from_scale(pl.col(f"{end}{coverage}"), scale).alias(f"{short}{coverage}")
            for end, short in (("lower", "lo"), ("upper", "hi"))
            for coverage in (80, 95)
        ),
    )
    expected = {name.removeprefix("_"): number for name, number in case["expected"].items()}
    assert found.select(expected.keys()).row(0, named=True) == pytest.approx(expected, abs=1e-9)


def test_several_series_are_projected_as_the_published_batch():
    several = [
        a_series(z, ahead=h, floor=BATCH["floor"], se=se)
        for z, h, se in zip(BATCH["Z"], BATCH["h"], BATCH["se"], strict=True)
    ]
    found = project(*several)
    for name in ("centre", "sd", "df"):
        assert found[name].to_list() == pytest.approx(BATCH[name], abs=1e-12)


def test_the_spread_of_overlapping_periods_is_the_published_one():
    spread = pl.DataFrame(OVERLAP).select(projection.overlapping_spread(pl.col("h"), pl.col("k")))
    assert spread.to_series().to_list() == pytest.approx([row["ratio"] for row in OVERLAP], abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(st.lists(any_series(), min_size=1, max_size=6))
def test_whole_frames_give_what_the_steps_give_by_hand(several):
    found = project(*several)
    expected = [by_hand(one) for one in several]
    for name in expected[0]:
        assert found[name].to_list() == pytest.approx([row[name] for row in expected], abs=1e-9), name


@settings(max_examples=20, deadline=None)
@given(st.lists(any_series(), min_size=2, max_size=6))
def test_no_series_knows_of_its_neighbours(several):
    together = project(*several)
    alone = pl.concat([project(one) for one in several])
    assert_frame_equal(together.drop("series"), alone.drop("series"), rel_tol=1e-12)


@settings(max_examples=20, deadline=None)
@given(st.lists(any_series(), min_size=2, max_size=6), st.randoms())
def test_the_order_of_rows_does_not_matter(several, random):
    points, series = frames(*several)
    order = list(range(points.height))
    random.shuffle(order)
    assert_frame_equal(projection.project(points[order], series), projection.project(points, series))


@settings(max_examples=40, deadline=None)
@given(any_series(), st.floats(-5, 5), st.none() | st.floats(0, 5))
def test_a_mirrored_series_meets_mirrored_targets_with_the_same_chance(one, lower, width):
    upper = None if width is None else lower + width
    mirrored = project({**one, "z": [-z for z in one["z"]]})
    assert chance(project(one), lower=lower, upper=upper) == pytest.approx(
        chance(mirrored, lower=None if upper is None else -upper, upper=-lower), abs=1e-12
    )


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 999), min_size=3, max_size=12), st.integers(1, 999))
def test_counting_those_who_do_or_those_who_do_not_gives_one_chance(per_mille, target):
    scale = scales.Scale(kind=pl.lit("logit"), top=pl.lit(1000.0), half=pl.lit(0.5))

    def on_z(values):
        return (
            pl.select(scales.to_scale(pl.lit(pl.Series(values, dtype=pl.Float64)), scale))
            .to_series()
            .to_list()
        )

    do, do_not = (project(a_series(on_z(x))) for x in (per_mille, [1000 - x for x in per_mille]))
    assert chance(do, upper=on_z([target])[0]) == pytest.approx(
        chance(do_not, lower=on_z([1000 - target])[0]), abs=1e-9
    )


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.integers(1, 999), min_size=3, max_size=30),
    st.floats(0.001, 1000),
    st.sampled_from([1, 4, 12]),
)
def test_on_the_log_scale_the_unit_does_not_matter(values, factor, per_year):
    first, second = (
        project(a_series([math.log(x * unit) for x in values], per_year=per_year)) for unit in (1.0, factor)
    )
    assert second["centre"].item() - first["centre"].item() == pytest.approx(math.log(factor), abs=1e-9)
    assert second["sd"].item() == pytest.approx(first["sd"].item(), rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(any_series(), st.lists(st.floats(-50, 50), min_size=2, max_size=10))
def test_a_looser_target_is_never_less_likely(one, targets):
    found = project(one).join(pl.DataFrame({"target": sorted(targets)}), how="cross")
    at_most = found.select(projection.chance(NO_LIMIT, pl.col("target"))).to_series()
    at_least = found.select(projection.chance(pl.col("target"), NO_LIMIT)).to_series()
    assert (at_most.diff().drop_nulls() >= -1e-15).all()
    assert (at_least.diff().drop_nulls() <= 1e-15).all()
    assert (at_most + at_least).to_list() == pytest.approx([1.0] * len(targets), abs=1e-12)


@settings(max_examples=20, deadline=None)
@given(any_series())
def test_intervals_nest_around_the_centre_and_hold_their_share(one):
    found = projection.with_intervals(project(one))
    limits = found.select("lower95", "lower80", "centre", "upper80", "upper95").row(0)
    assert list(limits) == sorted(limits)
    assert chance(found, lower=limits[0], upper=limits[4]) == pytest.approx([0.95], abs=1e-12)
    assert chance(found, lower=limits[1], upper=limits[3]) == pytest.approx([0.80], abs=1e-12)


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        pytest.param(None, 5.0, 1.0, id="at most where it stands"),
        pytest.param(5.0, None, 1.0, id="at least where it stands"),
        pytest.param(None, 4.9, 0.0, id="at most something less"),
        pytest.param(5.1, None, 0.0, id="at least something more"),
        pytest.param(4.0, 6.0, 1.0, id="between"),
        pytest.param(6.0, 7.0, 0.0, id="between, elsewhere"),
        pytest.param(None, None, 1.0, id="anywhere"),
    ],
)
def test_a_series_that_cannot_vary_meets_a_target_or_does_not(lower, upper, expected):
    still = project(a_series([5.0, 5.0, 5.0], floor=None))
    assert still["sd"].item() == 0
    assert chance(still, lower=lower, upper=upper) == [expected]


def test_a_target_that_is_impossible_or_no_target_at_all_is_certain():
    found = project(a_series([1.0, 2.0, 4.0]))
    assert chance(found, upper=-math.inf) == pytest.approx([0], abs=1e-100)
    assert chance(found, lower=2.0, upper=1.0) == [0.0]
    assert chance(found) == [1.0]


def test_a_row_without_a_projection_has_no_chance_and_no_interval():
    row = project(a_series([1.0, 2.0, 4.0])).with_columns(pl.lit(None, dtype=pl.Float64).alias("centre"))
    empty = row.with_columns(sd=pl.col("centre"), df=pl.col("centre"))
    assert chance(empty, upper=1.0) == [None]
    assert projection.with_intervals(empty)["lower80"].to_list() == [None]


def test_small_chances_keep_their_figures_on_either_side():
    found = project(a_series([0.0, 0.1, 0.0, 0.1] * 8))
    centre = found["centre"].item()
    below, above = chance(found, upper=centre - 50), chance(found, lower=centre + 50)
    assert 0 < below[0] < 1e-20
    assert below == pytest.approx(above, rel=1e-12)


@pytest.mark.parametrize(
    "unfit",
    [
        pytest.param(a_series([1.0, 2.0]), id="two points"),
        pytest.param(a_series([]), id="no points"),
        pytest.param(a_series([1.0, None, 2.0]), id="a suppressed point does not count"),
        pytest.param(a_series([1.0, -math.inf, 2.0]), id="nor does one that is off the scale"),
        pytest.param(a_series([1.0, 2.0, 3.0], ahead=0), id="the deadline's period is published"),
        pytest.param(a_series([1.0, 2.0, 3.0], ahead=-2), id="the deadline is behind"),
    ],
)
def test_a_series_that_cannot_be_projected_is_left_out(unfit):
    fit = a_series([1.0, 2.0, 3.0])
    assert project(fit, unfit, fit)["series"].to_list() == [0, 2]


def test_a_frame_of_nothing_projects_to_nothing():
    found = projection.with_intervals(project())
    assert found.is_empty()
    assert {"centre", "sd", "lower80", "upper95"} <= set(found.columns)


def test_a_missing_period_is_bridged_like_a_suppressed_one():
    missing, suppressed = a_series([1.0, 2.0, 2.5], [0, 1, 3]), a_series([1.0, 2.0, None, 2.5])
    assert_frame_equal(project(missing), project(suppressed))


def test_a_season_that_never_changes_comes_back_at_the_deadline():
    year = [0.3, -0.1, 0.4, -0.2]
    found = project(*(a_series(year * 3, per_year=4, ahead=ahead) for ahead in range(1, 9)))
    assert found["centre"].to_list() == pytest.approx(year * 2, abs=1e-6)


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(a_series([0.3, -0.1, 0.4, -0.2] * 3), id="yearly"),
        pytest.param(a_series([0.3, -0.1, 0.4, -0.2] * 3, per_year=4, overlap=4), id="rolling"),
        pytest.param(a_series([0.3, -0.1, 0.4, -0.2, 0.3, -0.1, 0.4], per_year=4), id="less than two years"),
        pytest.param(a_series([0.3, -0.1] * 4, [0, 1, 2, 3, 4, 5, 6, 8], per_year=4), id="with a gap"),
    ],
)
def test_series_that_can_show_no_season_have_none(one):
    assert project(one).select("kappa", "season").row(0) == (0.0, 0.0)
