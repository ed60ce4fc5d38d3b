"""What is due in the coming month, and what should have come by now."""

from __future__ import annotations

from datetime import date

import pytest

from logframe.report.due import due, month_after
from tests.report.made_up import AS_OF, frame

FIGURE = {"title": "Pupil absence", "measure": "absence", "reason": "chance_low", "relation": "below"}
MILESTONE = {
    "title": "Charter",
    "reason": "pending",
    "relation": "milestone",
    "verdict": "not_yet_measurable",
}


def words(*rows):
    expected, coming = due(frame(*rows), AS_OF)
    return [each.words(AS_OF) for each in expected], [each.words(AS_OF) for each in coming]


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 5, 31), date(2026, 6, 30)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 5, 12), date(2026, 6, 12)),
    ],
)
def test_the_coming_month_ends_with_the_next_one_at_the_latest(day, last):
    assert month_after(day) == last


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        (date(2026, 5, 30), "expected"),
        (date(2026, 5, 31), "coming"),
        (date(2026, 6, 30), "coming"),
        (date(2026, 7, 1), None),
        (None, None),
    ],
)
@pytest.mark.parametrize(("facts", "column"), [(FIGURE, "next_due"), (MILESTONE, "deadline")])
def test_what_was_due_before_today_is_expected_by_now_and_what_is_due_within_a_month_is_coming(
    facts, column, day, listed
):
    expected, coming = due(frame(facts | {column: day}), AS_OF)
    assert (bool(expected), bool(coming)) == (listed == "expected", listed == "coming")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (FIGURE, "Due 9 June 2026: Pupil absence."),
        (FIGURE | {"area_name": "Kent", "area": "E1"}, "Due 9 June 2026: Pupil absence, Kent."),
        (FIGURE | {"area": "E1"}, "Due 9 June 2026: Pupil absence, E1."),
        (FIGURE | {"owner": "A. Person"}, "Due 9 June 2026: Pupil absence. Owner: A. Person."),
    ],
)
def test_a_figure_that_is_due_names_its_area_and_owner(facts, said):
    assert words(facts | {"next_due": date(2026, 6, 9)}) == ([], [said])


def test_a_milestone_that_is_due_says_that_it_is_one():
    rows = MILESTONE | {"deadline": date(2026, 5, 1), "owner": "the Board"}
    assert words(rows) == (
        ["Expected by 1 May 2026, not reported: Charter (milestone). Owner: the Board."],
        [],
    )


def test_areas_that_wait_for_the_same_figure_are_one_line_and_the_earliest_comes_first():
    rows = [
        FIGURE | {"area_name": "Kent", "next_due": date(2026, 3, 1)},
        FIGURE | {"area_name": "Medway", "next_due": date(2026, 3, 1)},
        FIGURE | {"area_name": "Medway", "next_due": date(2026, 3, 1), "strategy": "another"},
        FIGURE | {"area_name": "Dover, Deal", "next_due": date(2025, 3, 1)},
    ]
    assert words(*rows)[0] == [
        "Expected by 1 March 2025, not in the extracts: Pupil absence, Dover, Deal.",
        "Expected by 1 March 2026, not in the extracts: Pupil absence, Kent, Medway.",
    ]


@pytest.mark.parametrize("reason", ["outturn", "outturn_suppressed", "done", "late", "not_done"])
@pytest.mark.parametrize("facts", [FIGURE | {"next_due": AS_OF}, MILESTONE | {"deadline": AS_OF}])
def test_nothing_more_is_awaited_where_the_verdict_is_final(facts, reason):
    assert words(facts | {"reason": reason}) == ([], [])
