"""Messages: how they read, how they sort, and that nothing in them can act on a terminal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe.characters import printable
from logframe.messages import CODES, Message, excerpt


def at(line: int, column: int, text: str = "", hint: str = "", file: str = "acme.yaml") -> Message:
    return Message(file, line, column, "LF104", text, hint)


# --- the message ----------------------------------------------------------------------------------------


def test_a_message_names_file_line_column_code_and_hint() -> None:
    message = at(41, 17, "unknown key 'targt' in indicator 'smoking'", "did you mean 'target'?")
    assert str(message) == (
        "acme.yaml:41:17: LF104 unknown key 'targt' in indicator 'smoking' (did you mean 'target'?)"
    )


def test_a_message_without_a_hint_has_no_empty_brackets() -> None:
    assert str(at(1, 2, "unknown key 'a'")) == "acme.yaml:1:2: LF104 unknown key 'a'"


def test_messages_sort_by_file_line_and_column_and_numbers_sort_as_numbers() -> None:
    in_order = [at(2, 9), at(2, 10), at(10, 1), at(1, 1, file="b.yaml")]
    assert sorted([in_order[3], in_order[2], in_order[1], in_order[0]]) == in_order


def test_a_message_is_as_severe_as_its_code() -> None:
    assert at(1, 1).severity == "error"
    assert Message("f.csv", 1, 1, "LF407", "").severity == "warning"


def test_every_code_has_its_range_and_a_title_that_fits_a_sentence() -> None:
    for code, rule in CODES.items():
        assert re.fullmatch("LF[0-9]{3}", code)
        assert rule.title
        assert rule.title[-1] != "."
    assert list(CODES) == sorted(CODES)
    assert len({rule.title for rule in CODES.values()}) == len(CODES)


def test_lint_is_never_an_error() -> None:
    assert [code for code, rule in CODES.items() if code[2] == "3" and rule.severity == "error"] == []


def test_a_message_never_passes_on_what_a_file_put_into_it() -> None:
    message = at(1, 1, "unknown key '\x1b]0;owned\x07'", "or '\n::error::'", file="\x1b[2Jacme.yaml")
    assert str(message) == (
        r"\x1b[2Jacme.yaml:1:1: LF104 unknown key '\x1b]0;owned\x07' (or '\n\x3a:error::')"
    )


# --- the excerpt ----------------------------------------------------------------------------------------

EXCERPTS = {
    "the first column": ("abc", 1, ["1 | abc", "  | ^"]),
    "inside": ("a: bc", 4, ["1 | a: bc", "  |    ^"]),
    "just past the end": ("abc", 4, ["1 | abc", "  |    ^"]),
    "an empty line": ("", 1, ["1 |", "  | ^"]),
    "tabs before it": ("\ta\tb", 4, ["1 |     a    b", "  |          ^"]),
    "wide characters before it": ("漢字: x", 5, ["1 | 漢字: x", "  |       ^"]),
    "fullwidth and halfwidth forms": ("Ａｱ: x", 5, ["1 | Ａｱ: x", "  |      ^"]),
    "combining characters before it": ("e\u0301te\u0301: x", 8, ["1 | e\u0301te\u0301: x", "  |      ^"]),
    "joined characters before it": ("a\u200db x", 5, ["1 | a\u200db x", "  |    ^"]),
    "control characters before it": ("\x1b[0m: x", 7, [r"1 | \x1b[0m: x", "  |          ^"]),
    "spaces at the end of the line": ("abc   ", 2, ["1 | abc", "  |  ^"]),
}


@pytest.mark.parametrize(("line", "column", "shown"), EXCERPTS.values(), ids=EXCERPTS)
def test_the_caret_stands_under_the_place(line: str, column: int, shown: list[str]) -> None:
    assert excerpt(at(1, column), [line]).split("\n") == shown


def test_the_bar_moves_with_the_length_of_the_line_number() -> None:
    assert excerpt(at(100, 2), ["abc"] * 100) == "100 | abc\n    |  ^"


@pytest.mark.parametrize("line", [0, 3, 10**9])
def test_a_line_that_the_file_does_not_have_shows_nothing(line: int) -> None:
    assert excerpt(at(line, 1), ["a", "b"]) == ""


def test_of_a_long_line_only_the_part_around_the_place_is_shown() -> None:
    line = "a" * 500 + "HERE" + "z" * 500
    shown, caret = excerpt(at(1, 501), [line]).split("\n")
    assert shown == f"1 | …{'a' * 50}HERE{'z' * 46}…"
    assert caret.index("^") == shown.index("H")


@settings(deadline=None)
@given(st.text(max_size=250), st.integers(1, 251))
def test_whatever_the_line_and_column_the_excerpt_is_two_printable_lines(line: str, column: int) -> None:
    shown, caret = excerpt(at(1, column), [line]).split("\n")
    assert printable(shown) == shown
    assert re.fullmatch(r"  \| *\^", caret)
