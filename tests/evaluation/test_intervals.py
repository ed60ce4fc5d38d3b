"""Confidence intervals and comparisons, against published values and what must always hold."""

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe.evaluation import intervals

VECTORS = Path(__file__).parents[1] / "vectors"
ORACLE = json.loads((VECTORS / "intervals.json").read_text())
COMPARISONS = json.loads((VECTORS / "compare_ci.json").read_text())
AT_95 = {kind: [case for case in ORACLE[kind] if case["conf"] == 0.95] for kind in ("wilson", "rate")}
DIRECTIONS = {"low": "down", "high": "up", None: "neither"}

counts = st.integers(1, 5_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


def limits(found, **columns):
    return pl.DataFrame(columns).select(*found).row(0)


def gap_limits(x1, n1, x2, n2):
    """The limits of one proportion less another, by those of each."""
    own, other = (intervals.proportion(pl.col(f"x{side}"), pl.col(f"n{side}")) for side in (1, 2))
    found = intervals.difference(pl.col("x1") / pl.col("n1"), own, pl.col("x2") / pl.col("n2"), other)
    return limits(found, x1=[x1], n1=[n1], x2=[x2], n2=[n2])


@pytest.mark.parametrize("case", AT_95["wilson"], ids=lambda case: f"{case['x']} of {case['n']}")
def test_a_proportion_has_the_published_limits(case):
    found = intervals.proportion(pl.col("x"), pl.col("n"))
    assert limits(found, x=[case["x"]], n=[case["n"]]) == pytest.approx((case["lo"], case["hi"]), abs=1e-9)


@pytest.mark.parametrize("case", AT_95["rate"], ids=lambda case: f"{case['x']} of {case['n']}")
def test_a_rate_has_the_published_limits(case):
    found = intervals.events(pl.col("x"))
    per = 100_000 / case["n"]
    lower, upper = limits(found, x=[case["x"]])
    assert (lower * per, upper * per) == pytest.approx((case["lo"], case["hi"]), abs=1e-9)


@pytest.mark.parametrize("case", ORACLE["gap"], ids=lambda case: f"{case['x1']} and {case['x2']}")
def test_a_gap_has_the_published_limits(case):
    found = gap_limits(*(case[name] for name in ("x1", "n1", "x2", "n2")))
    assert found == pytest.approx(tuple(case["out"][1:]), abs=1e-9)


@pytest.mark.parametrize(
    ("lower", "upper", "benchmark", "improves", "word"),
    [
        (row["lo"], row["hi"], row["ref"], DIRECTIONS[row["polarity"]], row["expect"].lower())
        for row in COMPARISONS
    ],
)
def test_an_interval_is_compared_as_published(lower, upper, benchmark, improves, word):
    row = pl.DataFrame({"l": [lower], "u": [upper], "b": [benchmark], "i": [improves]})
    assert row.select(intervals.compare(*(pl.col(name) for name in "lubi"))).item() == word


@pytest.mark.parametrize("missing", ["l", "u", "b"])
def test_there_is_no_comparison_without_all_its_numbers(missing):
    row = pl.DataFrame({"l": [1.0], "u": [2.0], "b": [3.0], "i": ["up"]})
    row = row.with_columns(pl.lit(None, dtype=pl.Float64).alias(missing))
    assert row.select(intervals.compare(*(pl.col(name) for name in "lubi"))).item() is None


@settings(max_examples=25, deadline=None)
@given(counts)
def test_a_proportion_lies_inside_its_limits(count):
    x, n = count
    lower, upper = limits(intervals.proportion(pl.col("x"), pl.col("n")), x=[x], n=[n])
    assert 0 <= lower <= x / n <= upper <= 1


@settings(max_examples=25, deadline=None)
@given(counts)
def test_those_who_do_not_have_the_limits_of_those_who_do_turned_round(count):
    x, n = count
    found = intervals.proportion(pl.col("x"), pl.col("n"))
    lower, upper = limits(found, x=[x], n=[n])
    assert limits(found, x=[n - x], n=[n]) == pytest.approx((1 - upper, 1 - lower), abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 30) | st.integers(0, 10**6))
def test_a_count_lies_inside_its_limits(count):
    lower, upper = limits(intervals.events(pl.col("x")), x=[count])
    assert 0 <= lower <= count < upper


@settings(max_examples=25, deadline=None)
@given(counts, counts)
def test_a_gap_taken_the_other_way_round_changes_its_sign(first, other):
    one_way, back = gap_limits(*first, *other), gap_limits(*other, *first)
    assert one_way == pytest.approx((-back[1], -back[0]), abs=1e-12)


@pytest.mark.parametrize(("x", "n"), [(3, 0), (0, 0), (5, 4), (-1, 4), (None, 4), (3, None)], ids=str)
def test_an_impossible_proportion_has_no_limits(x, n):
    columns = {"x": pl.Series([x], dtype=pl.Float64), "n": pl.Series([n], dtype=pl.Float64)}
    assert limits(intervals.proportion(pl.col("x"), pl.col("n")), **columns) == (None, None)


def test_a_fractional_count_has_byars_limits_however_small():
    x, z = 4.5, 1.959963984540054
    lower, upper = limits(intervals.events(pl.col("x")), x=[x])
    assert lower == pytest.approx(x * (1 - 1 / (9 * x) - z / (3 * x**0.5)) ** 3, rel=1e-12)
    more = x + 1
    assert upper == pytest.approx(more * (1 - 1 / (9 * more) + z / (3 * more**0.5)) ** 3, rel=1e-12)


def test_a_count_below_zero_has_no_limits():
    assert limits(intervals.events(pl.col("x")), x=[-1.0]) == (None, None)


@pytest.mark.parametrize("count", range(10))
def test_exact_limits_leave_the_same_doubt_on_either_side(count):
    def at_most(events, mean):
        chances = [pl.select(pl.lit(mean).neg().exp()).item()]
        for i in range(1, events + 1):
            chances.append(chances[-1] * mean / i)
        return sum(chances)

    lower, upper = limits(intervals.events(pl.col("x")), x=[count])
    assert at_most(count, upper) == pytest.approx(0.025, rel=1e-12)
    assert (count == 0) or at_most(count - 1, lower) == pytest.approx(0.975, rel=1e-12)
