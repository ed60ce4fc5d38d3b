"""The period in the name of a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logframe.evidence.declared.named import fits, glob, period_in

PLAIN = st.text(st.characters(exclude_characters="*?[]{}/", exclude_categories=["Cs", "Cc"]), max_size=12)


@given(PLAIN, PLAIN.map(lambda text: text.replace("_", " ").strip()).filter(bool), PLAIN)
def test_what_stands_between_is_the_period(before: str, label: str, after: str):
    pattern, name = f"a/{before}{{period}}{after}", f"b/{before}{label}{after}"
    assert period_in(pattern, name) == label
    assert fits(pattern, name)
    assert not fits(pattern, f"b/{before}{after}")
    assert glob(pattern) == f"a/{before}*{after}"


@pytest.mark.parametrize(
    ("pattern", "name", "period"),
    [
        ("{period}*.csv", "2023-24 x.csv", "2023-24"),  # the longest that is a period, and not 2023
        ("MSitAE_{period}_*.csv", "MSitAE_April_2025_x7Tq.csv", "April 2025"),
        ("{period}*.csv", "final.csv", "final"),  # none is: all of it, to be told of
        ("*{period}.csv", "to April 2025.csv", "April 2025"),
        ("x.csv", "x.csv", None),
        ("{period}.csv", ".csv", None),
    ],
)
def test_of_several_texts_the_longest_period_counts(pattern: str, name: str, period: str | None):
    assert period_in(pattern, name) == period
