"""The report as text for mail: what it says, how it looks, and a subject that adds no header."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe.report import mail
from logframe.report.material import Changes
from logframe.verdicts import WORDS
from tests.conftest import assert_agreed
from tests.report.made_up import frame, outline, part, sample
from tests.report.page import folded, material, sample_material

GOLDEN = Path(__file__).with_name("golden")
NEWS = Changes(date(2026, 4, 30), "1 verdict worse.", ["Pupil absence, Medway: off track, was at risk."])


@pytest.mark.parametrize(
    ("name", "options"), [("report", {}), ("report-ascii", {"ascii": True}), ("report-100", {"width": 100})]
)
def test_the_made_up_sample_looks_as_agreed(name, options):
    assert_agreed(mail.text(sample_material(changes=NEWS), **options), GOLDEN / f"{name}.txt")


@pytest.mark.parametrize("width", [40, 72, 100])
def test_no_line_is_too_wide_or_ends_in_a_space(width):
    lines = mail.text(sample_material(), width=width).splitlines()
    assert [line for line in lines if len(line) > width or line != line.rstrip()] == []


def test_ascii_is_ascii_and_says_the_same():
    plain, full = mail.text(sample_material(), ascii=True), mail.text(sample_material())
    assert plain.isascii()
    assert re.sub(r"\W+", " ", plain) == re.sub(r"\W+", " ", full)


def test_every_entry_names_its_indicator_and_its_figures_what_they_are():
    absence = {"title": "Absence", "baseline_value": 7.9, "latest_value": 6.96}
    areas = ({"area": "E1", "area_name": "Kent"}, {"area": "E2", "area_name": "Medway"})
    text = mail.text(material(frame(*(absence | area for area in areas))))
    for name in ("Kent", "Medway"):
        assert f"\nNo data: Absence, {name}\n  Baseline: 7.9 (undated); latest: 6.96.\n" in text


def test_what_is_not_going_well_is_told_worst_first_and_nothing_else_is():
    verdicts = {
        "on_track": "chance_good",
        "at_risk": "chance_fair",
        "off_track": "chance_low",
        "missed": "outturn",
    }
    stated = {"relation": "below", "target_value": 5.0, "latest_value": 6.0, "latest_period": "2024"}
    rows = [
        stated | {"indicator": verdict, "title": f"All {verdict}", "verdict": verdict, "reason": reason}
        for verdict, reason in verdicts.items()
    ]
    text = mail.text(material(frame(*rows))).partition("Every indicator")[0]
    places = [text.index(words) for words in ("All missed.", "All off_track.", "All at_risk.")]
    assert places == sorted(places)
    assert "All on_track." not in text


def test_what_changed_comes_first_of_all_with_the_day_of_the_report_that_it_is_held_against():
    text = mail.text(sample_material(changes=NEWS))
    first = text.partition("Missed and why")[0]
    assert "Changed since 30 April 2026\n" in first
    assert "- Pupil absence, Medway: off track, was at risk." in first
    assert "Changed since" not in mail.text(sample_material())


def test_only_some_verdicts_can_be_told_of_while_everything_counts():
    text = mail.text(sample_material(only=["off_track"]))
    assert "Below: off track alone." in text
    assert "Missed: " not in text.partition("Every indicator")[2]
    assert folded(text).startswith(folded(mail.text(sample_material()))[:300])


@pytest.mark.parametrize("title", ["~!touch ran", ".", "From nobody"])
def test_no_line_is_one_that_a_mail_program_obeys(title):
    told = part(strategy_title=title, organisation=title, outcome_title=title)
    lines = mail.text(material(frame({"title": title}), parts=outline(told))).splitlines()
    assert [line for line in lines if line.startswith(("~", ".", "From "))] == []
    assert f" {title}" in lines


def test_a_project_without_strategies_says_so():
    assert mail.text(material(frame(), parts=outline())).endswith("\nThere are no indicators.\n")


def test_what_cannot_be_judged_is_counted_by_its_reasons():
    rows = [
        {"indicator": "a", "relation": "below", "reason": "stale"},
        {"indicator": "b", "relation": "below", "reason": "stale"},
        {"indicator": "c", "relation": "below", "reason": "none", "area": "E1"},
        {"indicator": "c", "relation": "below", "verdict": "on_track", "reason": "chance_good", "area": "E2"},
        {"indicator": "d", "reason": "no_target"},
    ]
    said = "Why 3 targets cannot be judged: 2 too old, 1 no figures."
    assert said in folded(mail.text(material(frame(*rows))))


COUNTS = [("missed", 1), ("off_track", 2), ("at_risk", 3), ("no_data", 4), ("on_track", 5), ("achieved", 6)]


def judged(verdicts):
    rows = [
        {"indicator": f"{verdict}-{at}", "verdict": verdict, "relation": "below"}
        for verdict, number in verdicts
        for at in range(number)
    ]
    return frame(*rows)


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        (COUNTS, "Missed 1, off track 2 of 17 judged, 21 targets"),
        (COUNTS[1:], "Off track 2 of 16 judged, 20 targets"),
        (COUNTS[2:], "At risk 3 of 14 judged, 18 targets"),
        (COUNTS[3:], "No data 4 of 15 targets, 11 judged"),
        (COUNTS[3:4], "No data 4 of 4 targets, none judged"),
        (COUNTS[4:], "On track 5 of 11 judged, 11 targets"),
        (COUNTS[5:], "Achieved 6 of 6 judged, 6 targets"),
        ([], "No target stated"),
    ],
)
def test_a_subject_says_the_state_first_and_how_much_of_it_is_known(verdicts, state):
    rows = judged(verdicts)
    about = material(rows, parts=outline({}))
    assert mail.subject(about) == f"{state}: A made-up strategy, 31 May 2026"
    assert mail.text(about).startswith(f"{state}, as of 31 May 2026\n")


def test_what_is_achieved_by_the_latest_figure_alone_is_met_now_and_not_achieved():
    so_far = {"verdict": "achieved", "reason": "met", "relation": "below", "latest_value": 1.0}
    rows = frame(
        {"indicator": "a"} | so_far, {"indicator": "b", "area": "E1"} | so_far | {"reason": "outturn"}
    )
    about = material(rows, parts=outline({}))
    assert mail.subject(about).startswith("Met now 1, achieved 1 of 2 judged, 2 targets: ")
    text = folded(mail.text(about))
    assert "Worst: met now. 2 of 2 targets can be judged: 1 met now, 1 achieved." in text
    assert "Met now: A made-up indicator Baseline" in text
    assert "Achieved: A made-up indicator, E1 Baseline" in text


def test_the_subject_of_several_strategies_counts_them():
    assert mail.subject(sample_material()).endswith(": 3 strategies, 31 May 2026")


def about(title):
    rows = frame({"strategy_title": title})
    return material(rows, parts=outline(part(strategy_title=title, organisation=title)))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Plan\nBcc: all@example.org", "Plan Bcc: all@example.org"),
        ("Plan\r\n\r\nDear board", "Plan Dear board"),
        ("=?utf-8?b?SGVsbG8=?=", "= ?utf-8?b?SGVsbG8= ?="),
        ("Santé – für “alle”", 'Sante - fur "alle"'),
        ("Bell \x07 and escape \x1b[31m", "Bell \\x07 and escape \\x1b[31m"),
        ("健康", "\\u5065\\u5eb7"),
    ],
)
def test_a_title_adds_no_header_and_is_decoded_by_nobody(title, shown):
    assert mail.subject(about(title)) == f"No target stated: {shown}, 31 May 2026"


@given(st.text(max_size=300))
@settings(deadline=None)  # the first frame takes its time
def test_any_title_at_all_makes_one_line_of_printable_ascii(title):
    subject = mail.subject(about(title))
    assert re.fullmatch("[ -~]{1,120}", subject)
    assert subject.startswith("No target stated: ")
    assert subject.endswith(", 31 May 2026")
    header = email.message_from_string(f"Subject: {subject}\n\nbody", policy=email.policy.default)
    assert header["subject"] == subject
    assert header.keys() == ["Subject"]


def test_a_report_tells_how_it_was_computed():
    text = folded(mail.text(sample_material()))
    for words in (
        "Judged as of 31 May 2026 by logframe 1.2.3.",
        "From 50 in 100 a target is on track, from 20 in 100 at risk",
        "57 of 61 rows of figures were used; the others are not about these indicators",
        "Source: A made-up survey, A made-up publisher.",
    ):
        assert words in text


def test_the_made_up_sample_tells_of_every_indicator():
    text = folded(mail.text(sample_material()))
    assert [title for title in sample()["title"].unique() if title not in text] == []
    assert [words for words in WORDS.values() if f"{words}: " not in text] == []
