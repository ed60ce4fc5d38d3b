"""Messages as people read them."""

from __future__ import annotations

import pytest

from logframe.messages import Message, excerpt
from logframe.report import complaints

UNKNOWN = Message("strategies/acme.yaml", 2, 5, "LF104", "unknown key 'targt'", "did you mean 'target'?")
UNDECLARED = Message("data/figures.csv", 7, 1, "LF407", "figures of 'height', which no file declares")
LINES = {
    "strategies/acme.yaml": ["indicators:", "    targt: {at_most: 6}", "  健康: x\x1b[31m", "\tx" * 200, " "]
}


def test_a_message_comes_with_its_line_and_a_caret_and_all_are_counted():
    assert complaints.listing([UNKNOWN, UNDECLARED], lines=LINES).splitlines() == [
        "strategies/acme.yaml:2:5: LF104 unknown key 'targt' (did you mean 'target'?)",
        "  2 |     targt: {at_most: 6}",
        "    |     ^",
        "data/figures.csv:7:1: LF407 figures of 'height', which no file declares",
        "1 error, 1 warning in 2 files",
    ]


def test_nothing_to_tell_is_nothing():
    assert complaints.listing([], lines={}) == ""


@pytest.mark.parametrize(
    ("messages", "words"),
    [
        ([UNKNOWN], "1 error in 1 file"),
        ([UNKNOWN] * 3, "3 errors in 1 file"),
        ([UNDECLARED, UNDECLARED], "2 warnings in 1 file"),
        ([UNKNOWN, UNDECLARED, UNKNOWN], "2 errors, 1 warning in 2 files"),
    ],
)
def test_messages_are_counted_by_what_they_mean_for_the_run(messages, words):
    assert complaints.summary(messages) == words


@pytest.mark.parametrize(("line", "column"), [(3, 5), (4, 3), (4, 300)])
def test_the_line_is_shown_as_wherever_else_messages_are_told(line, column):
    place = Message("strategies/acme.yaml", line, column, "LF104", "unknown key")
    told = complaints.listing([place], lines=LINES).splitlines()[1:-1]
    assert told == [f"  {shown}" for shown in excerpt(place, LINES["strategies/acme.yaml"]).split("\n")]


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(Message("strategies/acme.yaml", 9, 1, "LF101", "x"), id="past the end"),
        pytest.param(Message("strategies/other.yaml", 1, 1, "LF101", "x"), id="another file"),
        pytest.param(Message("strategies/acme.yaml", 5, 1, "LF101", "x"), id="an empty line"),
    ],
)
def test_a_place_without_a_line_is_told_by_its_message_alone(place):
    assert complaints.listing([place], lines=LINES).count("\n") == 2


def test_colour_marks_the_code_and_the_caret():
    text = complaints.listing([UNKNOWN], lines=LINES, color=True)
    assert "\x1b[1;31mLF104\x1b[0m" in text
    assert "\x1b[1;31m^\x1b[0m" in text


def test_without_the_files_lines_each_message_is_one():
    assert complaints.listing([UNKNOWN, UNDECLARED], lines={}).splitlines()[:2] == [
        str(UNKNOWN),
        str(UNDECLARED),
    ]
