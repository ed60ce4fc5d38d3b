"""Characters that act: spelt out for people, escaped for programs, and nothing else touched."""

from __future__ import annotations

import json
import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe.characters import SUSPECT, json_safe, printable

SPELT_OUT = {
    "an escape sequence": ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
    "the short form of one": ("\x9b31m", r"\x9b31m"),
    "a bell, a delete": ("\x07\x7f", r"\x07\x7f"),
    "line ends": ("a\r\nb\x85c\u2028d\u2029", r"a\r\nb\x85c\u2028d\u2029"),
    "a tab": ("a\tb", r"a\tb"),
    "reversed reading": ("\u202egnp.exe\u2069", r"\u202egnp.exe\u2069"),
    "half a character": ("\ud83d", r"\ud83d"),
    "a byte-order mark": ("\ufeffa", r"\ufeffa"),
    "invisible tags": ("a\U000e0041", r"a\U000e0041"),
}


@pytest.mark.parametrize(("text", "shown"), SPELT_OUT.values(), ids=SPELT_OUT)
def test_characters_that_act_are_spelt_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    "text", ["5% – “Größe” £ 漢字", "e\u0301", "👩\u200d⚕\ufe0f", "नि\u200dष", "C:\\x1b", "a\u00a0b"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert printable(text) == text


@settings(deadline=None)
@given(st.text(st.characters()))
def test_whatever_the_text_what_is_printed_is_one_line_that_any_terminal_can_take(text: str) -> None:
    shown = printable(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert shown.encode().decode() == shown
    assert printable(shown) == shown


COMMANDS = {
    "::add-mask::x": r"\x3a:add-mask::x",
    "a ::error::x": r"a \x3a:error::x",
    "##[group]x": r"\x23#[group]x",
    "x##vso[task.x]y": r"x\x23#vso[task.x]y",
    "std::vector ::": "std::vector ::",
    "## a [b]": "## a [b]",
}


@pytest.mark.parametrize(("text", "shown"), COMMANDS.items(), ids=COMMANDS)
def test_what_a_job_would_obey_that_shows_it_is_spelt_out(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_what_may_stay_stays() -> None:
    assert printable("a\tb\nc\rd", keep="\t\n") == "a\tb\nc\\rd"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_says_the_same_when_it_can_act_no_more(text: str) -> None:
    for ascii_only in (True, False):
        written = json_safe(json.dumps({"a": text}, ensure_ascii=ascii_only))
        assert json.loads(written) == {"a": text}
        assert printable(written) == written


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text(st.sampled_from(":#[vsox \x1b\u202e")))
def test_no_text_that_is_changed_is_beyond_suspicion(text: str) -> None:
    if printable(text) != text:
        assert pl.Series([text]).str.contains(SUSPECT).item()
