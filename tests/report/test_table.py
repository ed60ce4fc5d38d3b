"""The table for people: what it says, that it fits, that nothing is lost."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from logframe.characters import printable
from logframe.report import wording
from logframe.verdicts import WORDS
from tests.conftest import assert_agreed
from tests.report.made_up import frame, outline, outline_of, sample
from tests.report.page import WIDTHS, folded, sample_shown, shown

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize(
    ("name", "width", "ascii_only"),
    [("72", 72, False), ("100", 100, False), ("140", 140, False), ("80-ascii", 80, True)],
)
def test_the_made_up_sample_looks_as_agreed(name, width, ascii_only):
    assert_agreed(sample_shown(width, ascii_only=ascii_only), GOLDEN / f"table-{name}.txt")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_page_or_ends_in_a_space(width):
    lines = sample_shown(width).splitlines()
    assert [line for line in lines if cell_len(line) > width or line != line.rstrip()] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_colour_changes_nothing_but_colour(width):
    coloured = sample_shown(width, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == sample_shown(width)


@pytest.mark.parametrize("width", WIDTHS)
def test_ascii_is_ascii(width):
    assert sample_shown(width, ascii_only=True).isascii()


def test_it_begins_with_the_date_the_worst_and_how_much_can_be_judged():
    lines = sample_shown(200).splitlines()
    assert lines[0] == "Targets against actuals as of 31 May 2026"
    assert lines[2].startswith("Worst: missed. 12 of 30 targets can be judged: 4 missed, 3 off track,")


@pytest.mark.parametrize("width", WIDTHS)
def test_an_indicator_of_several_areas_has_its_title_once_and_each_area(width):
    text = sample_shown(width)
    assert text.count("Pupil absence") == 1
    assert "2 areas: 1 off track, 1 at risk" in text
    assert text.index("Pupil absence") < text.index("Kent [2]") < text.index("Medway [3, 4]")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("verdict", WORDS)
def test_every_verdict_is_in_words_beside_its_indicator(verdict, width):
    text = shown(frame({"verdict": verdict}), width)
    of_indicator = text.partition("A made-up outcome\n")[2].partition("\n\nProjected:")[0]
    # Beside other columns the words may stand below each other.
    spaced = r"\b.*?\b".join(WORDS[verdict].split())
    assert re.search(rf"\b{spaced}\b", of_indicator, re.DOTALL)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "no data"),
        ({}, "not stated"),
        ({"relation": None}, "none stated"),
        ({"reason": "all_suppressed"}, "no value"),
        ({"reason": "first_point_not_due"}, "none due yet"),
        ({"baseline_value": 5.0}, "undated"),
        ({"baseline_period": "2024"}, "no figure"),
        ({"relation": "milestone", "members": 1, "reason": "pending"}, "not reported"),
        ({"relation": "milestone", "members": 1, "members_done": 0, "reason": "late"}, "done late"),
        ({"relation": "milestone", "members": 5, "members_done": 2, "reason": "pending"}, "2 of 5 done"),
    ],
)
@pytest.mark.parametrize("width", [80, 100, 140])
def test_what_is_missing_is_said_in_words(facts, words, width):
    assert words in shown(frame(facts), width)


def test_figures_have_one_number_of_decimals_down_an_indicator():
    rows = [
        {"area": f"E{at}", "latest_value": 5.0, "decimals": decimals} for at, decimals in enumerate([0, 2, 1])
    ]
    assert shown(frame(*rows), 140).count("5.00 ") == 3


@pytest.mark.parametrize(
    ("managed", "needed", "written"),
    [
        pytest.param(-0.65, -0.84, ("−0.65", "−0.84"), id="less than a unit: one more decimal"),
        pytest.param(-5.5, -2.125, ("−5.5", "−2.1"), id="as many decimals as the figures"),
        pytest.param(0.0, 1.5, ("0.0", "+1.5"), id="no change has no sign"),
    ],
)
def test_a_change_a_year_has_digits_enough_to_be_read(managed, needed, written):
    facts = {"change_per_year": managed, "needed_per_year": needed, "decimals": 1}
    text = shown(frame(facts))
    assert "Managed  " + written[0] + " a year" in text
    assert "Needed    " + written[1] + " a year" in text
    wide = shown(frame(facts), 200)
    assert f"Change a year: {written[1]} needed," in wide
    assert f"{written[0]} managed." in wide


@pytest.mark.parametrize("width", [100, 140])
def test_numbers_too_long_for_columns_are_never_broken(width):
    facts = {f"projection_{name}": 123456789012.5 for name in ("centre", "lower80", "upper80")}
    rows = frame(
        facts | {"latest_value": 999999999999.25, "decimals": 2, "probability": 0.5, "latest_period": "2024"}
    )
    text = shown(rows, width)
    assert "999,999,999,999.25" in text
    assert text.count("123,456,789,012.50") == 3


def test_an_area_that_a_whole_strategy_is_about_is_named_once():
    rows = [{"indicator": f"i{at}", "area": "RVV", "area_name": "East Kent Hospitals"} for at in range(3)]
    assert shown(frame(*rows)).count("East Kent Hospitals") == 1


def test_the_unit_stands_beside_the_title_unless_that_says_it():
    titles = [("Admissions", "rate per 100,000"), ("Stay in days", "days"), ("Life expectancy", "years")]
    text = shown(frame(*({"title": title, "indicator": title, "unit": unit} for title, unit in titles)))
    assert "Admissions (per 100,000)" in text
    assert "Life expectancy (years)" in text
    assert "(days)" not in text


def test_the_same_remark_is_one_note():
    rows = [{"indicator": f"i{at}", "flags": ["ageing"], "title": f"Indicator {at}"} for at in range(2)]
    text = shown(frame(*rows))
    assert text.count(wording.FLAGS["ageing"]) == 1
    assert "Indicator 0 [1]" in text
    assert "Indicator 1 [1]" in text


def test_only_some_verdicts_are_shown_but_roll_ups_count_all():
    text = sample_shown(100, only=["missed", "off_track"])
    assert "Below: missed or off track alone." in text
    assert "12 of 30 targets can be judged" in folded(text)
    assert "Charter for carers" not in text
    assert "Passport for carers" in text


def test_nothing_to_show_is_said():
    assert "There are no indicators." in shown(frame())
    assert "Nothing is achieved." in shown(frame({}), only=["achieved"])


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2020, 9, 30), "Next figure expected by 30 September 2020, not in the extracts."),
        (date(2026, 5, 31), "Next figure due 31 May 2026."),
    ],
)
@pytest.mark.parametrize("width", [80, 100, 140])
def test_of_a_figure_that_was_due_before_the_day_of_the_table_no_more_is_said_than_is_known(
    due, words, width
):
    text = shown(frame({"reason": "stale", "next_due": due, "latest_value": 1.0}), width)
    beside = folded(text.replace("No data", ""))  # in wide tables the verdict's column is amid the sentence
    assert words in beside
    assert ("not in the extracts" in beside) == ("not in the extracts" in words)


WORD = st.text(st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp", "Cc"]), min_size=1, max_size=9)
WIDE = st.text("健康不平等改善指标目标", min_size=1, max_size=40)
LONG = st.text("abc/-_", min_size=20, max_size=90)
HOSTILE = st.sampled_from(
    ["[bold]x[/]", ":smile:", "\x1b[31mred", "a\u202eb", "\x9b2J", "[link=x]", "\ufeff", "e\u0301"]
)
TEXT = st.lists(st.one_of(WORD, WIDE, LONG, HOSTILE), min_size=1, max_size=10).map(" ".join)
COLUMNS = (
    "strategy_title",
    "outcome_title",
    "title",
    "area_name",
    "detail",
    "reading",
    "reference_name",
    "group",
)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(72, 200), st.booleans())
def test_whatever_the_texts_are_lines_fit_and_nothing_acts_on_the_terminal(data, width, ascii_only):
    rows = sample().sample(5, seed=data.draw(st.integers(0, 99)))
    rows = rows.with_columns(pl.lit(data.draw(TEXT)).alias(column) for column in COLUMNS)
    bare = {name: data.draw(TEXT) for name in ("strategy_title", "organisation", "outcome_title")}
    parts = pl.concat([outline_of(rows), outline(bare | {"strategy": "bare"})])
    text = shown(rows, width, parts=parts, ascii_only=ascii_only)
    lines = text.splitlines()
    assert [line for line in lines if cell_len(line) > width or line != line.rstrip()] == []
    assert printable(text.replace("\n", "")) == text.replace("\n", "")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(WORD, st.text("健康", min_size=1, max_size=9)), min_size=1, max_size=20),
    st.integers(72, 200),
)
def test_every_word_of_every_title_appears(words, width):
    rows = frame({"title": " ".join(words), "area": "E1", "area_name": " ".join(reversed(words))})
    appearing = set(shown(rows, width).split())
    assert {printable(word) for word in words if cell_len(printable(word)) <= 16} <= appearing


@settings(max_examples=60, deadline=None)
@given(TEXT, st.integers(72, 99))
def test_a_word_longer_than_its_column_is_broken_but_whole(title, width):
    text = shown(frame({"title": title}), width)
    block = text[text.rindex("No data     ") :].replace("No data     ", "", 1)
    assert "".join(printable(title).split()) in "".join(block.split())
