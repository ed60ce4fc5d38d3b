"""The report as Markdown: what it says, and that no text of a file is taken for markup."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logframe.report.markdown import escaped, markdown
from logframe.verdicts import WORDS
from tests.conftest import assert_agreed
from tests.report.made_up import frame, outline, sample, updates
from tests.report.page import material, sample_material
from tests.report.test_mail import NEWS

GOLDEN = Path(__file__).with_name("golden") / "report.md"


def test_the_made_up_sample_looks_as_agreed():
    assert_agreed(markdown(sample_material(changes=NEWS)), GOLDEN)


def test_every_row_of_a_table_has_as_many_cells_as_its_head():
    rows = frame({"title": "Waits | all [ages]", "area_name": "East | West", "area": "E1", "quote": "|"})
    table = [line for line in markdown(material(rows)).splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {10}


def test_no_cell_is_empty():
    lines = markdown(sample_material()).splitlines()
    assert [line for line in lines if line.startswith("|") and re.search(r"\|\s*\|", line)] == []


def test_ascii_is_ascii():
    assert markdown(sample_material(), ascii=True).isascii()


def test_it_ends_every_line_without_a_space():
    assert [line for line in markdown(sample_material()).splitlines() if line != line.rstrip()] == []


def test_a_project_without_strategies_says_so():
    assert markdown(material(frame(), parts=outline())).endswith("\n\nThere are no indicators.\n")


def test_that_nothing_measures_an_outcome_is_said_below_its_title():
    parts = outline({"outcome": "a", "outcome_title": "Bare"}, {"outcome": "b", "outcome_title": "Measured"})
    text = markdown(material(frame({"outcome": "b", "outcome_title": "Measured"}), parts=parts))
    assert "- **Bare**\n\nNo indicator is stated.\n\n#### Measured\n" in text


def test_only_some_verdicts_can_be_told_of_while_everything_counts():
    text = markdown(sample_material(only=["off_track"]))
    assert "Below: off track alone." in text
    assert "**Missed**" not in text
    assert "4 missed" in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b", r"a \| b"),
        ("*bold* _slanted_ ~gone~ `code`", r"\*bold\* \_slanted\_ \~gone\~ \`code\`"),
        ("[link](javascript:alert)", r"\[link\](javascript:alert)"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("&amp;", "&amp;amp;"),
        ("a \\ b", r"a \\ b"),
        ("# not a heading", r"\# not a heading"),
        ("- not a list", r"\- not a list"),
        ("1. not a list", r"1\. not a list"),
        ("2) not a list", r"2\) not a list"),
        ("--- no rule", r"\--- no rule"),
        ("@team, see #12", "@<!-- -->team, see #<!-- -->12"),
        ("−0.84 needed", "−0.84 needed"),
        ("43.9% (2024)", "43.9% (2024)"),
        ("+0.3 managed", "+0.3 managed"),
    ],
)
def test_a_text_of_a_file_means_nothing_but_itself(text, written):
    assert escaped(text) == written


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=80))
def test_what_was_escaped_can_be_read_again(text):
    shown = escaped(text).replace("<!-- -->", "")
    assert html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown)) == text
    assert "<" not in shown
    assert re.search(r"(?<!\\)(?:\\\\)*[|`*_\[\]]", shown) is None


def test_nothing_that_a_file_says_reaches_the_page_as_it_is():
    evil = "</details> <img src=x onerror=alert(1)> | @board \x1b[31m\nnext"
    facts = {"title": evil, "owner": evil, "area": "E1", "area_name": evil, "detail": evil, "reading": evil}
    rows = frame(facts | {"flags": ["reading"], "relation": "undetermined", "reason": "undetermined"})
    notes = updates({"text": evil, "by": evil}, {"outcome": "made-up", "text": evil})
    text = markdown(material(rows, notes=notes))
    assert "<img" not in text
    assert "@board" not in text
    assert "\x1b" not in text
    assert text.count("</details>") == text.count("<details>")


def test_every_indicator_and_verdict_is_told():
    text = markdown(sample_material())
    assert [title for title in sample()["title"].unique() if f"**{escaped(title)}" not in text] == []
    assert [words for words in WORDS.values() if f"**{words}**" not in text] == []
