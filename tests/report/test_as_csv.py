"""The verdict frame as CSV: flat, exact, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest

from logframe.report.as_csv import to_csv
from tests.report.made_up import AS_OF, ASSESSMENTS, frame, sample


def read(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_column_is_there_after_the_date_and_every_row_in_its_place():
    rows = read(to_csv(sample(), AS_OF))
    assert list(rows[0]) == ["as_of", *ASSESSMENTS]
    assert [row["indicator"] for row in rows] == sample()["indicator"].to_list()
    assert {row["as_of"] for row in rows} == {"2026-05-31"}


def test_numbers_are_exact_flags_joined_and_what_does_not_apply_is_nothing():
    facts = {"probability": 0.0500121825092190, "flags": ["reading", "ageing"], "change_per_year": -0.65}
    (row,) = read(to_csv(frame(facts), AS_OF))
    assert float(row["probability"]) == 0.0500121825092190
    assert (row["flags"], row["change_per_year"], row["pace"]) == ("reading;ageing", "-0.65", "")


def test_only_some_verdicts_are_written():
    assert {row["verdict"] for row in read(to_csv(sample(), AS_OF, only=["no_data"]))} == {"no_data"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("a=1", "a=1"),
        ('say "so", please', 'say "so", please'),
        ("two\nlines", "two\nlines"),
        ("\x1b[31mred\x9b", "\\x1b[31mred\\x9b"),
    ],
)
def test_a_text_can_neither_run_in_a_spreadsheet_nor_act_on_a_terminal(text, written):
    (row,) = read(to_csv(frame({"area_name": text}), AS_OF))
    assert row["area_name"] == written
