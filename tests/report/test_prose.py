"""Periods and deadlines as they stand in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from logframe.report import prose


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2024", "2024"),
        ("2024/25", "2024 to 2025"),
        ("1999/00", "1999 to 2000"),
        ("2026-03", "March 2026"),
        ("2026-03-31", "31 March 2026"),
        ("2026-03-05", "5 March 2026"),
        ("2020 - 22", "2020 to 2022"),
        ("1999 - 01", "1999 to 2001"),
        ("2009 - 2022", "2009 to 2022"),
        ("2020/21 - 22/23", "2020/21 to 2022/23"),
        ("1998/99 - 00/01", "1998/99 to 2000/01"),
        ("1999/00 - 2011/12", "1999/00 to 2011/12"),
        ("2022 Q1", "quarter 1 of 2022 (January to March)"),
        ("2022/23 Q4", "quarter 4 of 2022 to 2023"),
        ("Nov 2022", "November 2022"),
        ("Nov 2022 - Oct 2023", "November 2022 to October 2023"),
    ],
)
def test_a_label_is_written_out(label, words):
    assert prose.period(label) == words


@pytest.mark.parametrize("label", ["2024/26", "2024-13", "2015-11-16/P1Y", "year one", "", "12024/25"])
def test_what_is_none_of_the_usual_labels_is_left_as_it_is(label):
    assert prose.period(label) == label


@given(st.text(st.characters(exclude_categories=["Nd"])))
@example("quarter")
def test_whatever_has_no_year_is_left_as_it_is(label):
    assert (prose.period(label), prose.when(label), prose.end(label)) == (label, f"in {label}", label)


@given(st.integers(1000, 9998), st.integers(0, 99))
def test_two_years_are_written_out_where_they_follow_on_each_other(first, second):
    label = f"{first}/{second:02}"
    follows = (first + 1 - second) % 100 == 0
    assert prose.period(label) == (f"{first} to {first + 1}" if follows else label)


@given(st.integers(1000, 9999), st.integers(0, 99))
def test_a_span_of_years_ends_with_the_first_such_year_after_its_first(first, last):
    said, _, end = prose.period(f"{first} - {last:02}").partition(" to ")
    assert (int(said), int(end) % 100) == (first, last)
    assert first <= int(end) < first + 100


@pytest.mark.parametrize(
    ("label", "words"),
    [("2024/25", "in 2024 to 2025"), ("2026-03", "in March 2026"), ("2026-03-31", "on 31 March 2026")],
)
def test_a_day_is_on_and_all_else_in(label, words):
    assert prose.when(label) == words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("2028", "2028"),
        ("March 2027", "March 2027"),
        ("2028-12-31", "31 December 2028"),
        ("2028/29", "the end of 2028 to 2029"),
        ("2027 Q2", "the end of quarter 2 of 2027 (April to June)"),
    ],
)
def test_a_deadline_that_spans_years_is_their_end(label, words):
    assert prose.end(label) == words
