"""Text on a page: measured, wrapped, never cut."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from logframe.report.layout import Cell, Column, Page, width, wrap

WORD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=30)
TEXT = st.lists(WORD, min_size=1, max_size=8).map(" ".join)


@settings(deadline=None)
@given(TEXT)
def test_the_width_of_a_text_is_that_of_the_terminal(text):
    assert width(text) == cell_len(text)


@pytest.mark.parametrize("start", [0x20, 0xA0, 0xAE, 0x2010, 0x2212, 0x2500])
def test_the_quick_way_to_measure_agrees_with_the_thorough_one(start):
    assert [width(chr(code)) for code in range(start, start + 8)] == [
        cell_len(chr(code)) for code in range(start, start + 8)
    ]


@settings(deadline=None)
@example("000000/0\u2e80", 2)  # behind the slash there is one cell, and the next character takes two
@given(TEXT, st.integers(2, 60))
def test_wrapped_lines_fit_and_together_hold_the_whole_text(text, cells):
    lines = wrap(text, cells)
    assert all(cell_len(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(
        word in lines or any(word in line.split(" ") for line in lines)
        for word in text.split(" ")
        if cell_len(word) <= cells
    )


@pytest.mark.parametrize(
    ("cell", "cells", "lines"),
    [
        (Cell("8.5% (6.6% to 10.8%)", ("8.5%", "6.6% to 10.8%")), 20, ["8.5% (6.6% to 10.8%)"]),
        (Cell("8.5% (6.6% to 10.8%)", ("8.5%", "6.6% to 10.8%")), 19, ["8.5%", "6.6% to 10.8%"]),
        (Cell(None, ("12.8%", "10.2%")), 80, ["12.8%", "10.2%"]),
        (Cell.of("no more than 6%", "by 2028"), 16, ["no more than 6%", "by 2028"]),
        (Cell.of("will have reduced from 5%", "by 2028"), 24, ["will have reduced from", "5% by 2028"]),
    ],
)
def test_a_cell_breaks_where_its_parts_meet_if_that_takes_no_more_lines(cell, cells, lines):
    assert cell.lines(cells) == lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("−0.65 – “fair” ‘enough’ ± 3 ½", "-0.65 - \"fair\" 'enough' +/- 3 1/2"),
        ("Café, £5", "Cafe, GBP 5"),
        ("健康", "\\u5065\\u5eb7"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_ascii_spells_out_what_it_cannot_write(text, shown):
    assert Page(80, ascii=True).text(text) == shown


def test_a_text_from_a_file_cannot_act_on_the_terminal_or_break_a_line():
    assert Page(80).text(" red\x1b[31m\n alert\u202e \t") == "red\\x1b[31m alert\\u202e"


def test_columns_stand_where_they_should_whatever_colour_they_have():
    columns = [
        Column(["Off track", "now"], 10, ["bold red"]),
        Column(["健康", "b", "c"], 4),
        Column(["x"], 1),
    ]
    assert Page(80).beside(*columns) == ["Off track   健康  x", "now         b", "            c"]
    assert Page(80, color=True).beside(*columns)[0] == "\x1b[1;31mOff track\x1b[0m   健康  x"
