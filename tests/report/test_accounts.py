"""The account of the extracts: where every row went, and that it adds up."""

from __future__ import annotations

import csv
import io
import json

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from logframe.evidence.model import ACCOUNT, FATES, PATTERNS
from logframe.report import accounts
from tests.report.made_up import AS_OF

NO_PATTERNS = PATTERNS.to_frame()


def file(name, read, *, repeated=0, **fates):
    return {"file": name, "read": read, **dict.fromkeys(FATES, 0), **fates, "repeated": repeated}


def account(*files):
    return pl.DataFrame(files, schema=ACCOUNT)


TWO = account(
    file("data/education.csv", 1286, used=1168, outside=102, partial=4, suppressed=12, repeated=3),
    file("data/health.csv", 64, used=57, other_frequency=6, refused=1),
)


def shown(rows, width=100, *, color=False, ascii_only=False):
    return accounts.account_table(rows, NO_PATTERNS, width=width, color=color, ascii=ascii_only)


def test_there_are_words_for_every_fate_of_a_row():
    assert sorted(accounts.FATES) == sorted(FATES)


def test_counts_stand_in_columns_with_their_sum_below():
    assert shown(TWO).splitlines()[2:7] == [
        "file                 read   used  outside      other  partial  suppressed  refused  repeated",
        "                                           frequency",
        "data/education.csv  1,286  1,168      102          0        4          12        0         3",
        "data/health.csv        64     57        0          6        0           0        1         0",
        "All 2 files         1,350  1,225      102          6        4          12        1         3",
    ]


def test_where_columns_do_not_fit_each_file_is_a_sum_in_words():
    assert shown(TWO, 72).splitlines()[2:6] == [
        "data/education.csv",
        "  1,286 read = 1,168 used + 102 outside + 4 partial + 12 suppressed",
        "  3 of them repeated",
        "data/health.csv",
    ]


def test_it_says_that_all_is_accounted_for_and_what_the_words_mean():
    text = shown(TWO)
    assert "Every row is accounted for" in text
    assert "where it holds several figures, each figure is" in " ".join(text.split())
    assert f"  partial: {accounts.FATES['partial']}\n" in text
    assert "superseded" not in text


def test_it_does_not_say_so_where_the_parts_do_not_add_up():
    text = shown(account(file("data/lost.csv", 10, used=9)))
    assert "do not add up" in text
    assert "accounted for" not in text


def test_no_extracts_are_said_to_be_none():
    assert shown(account()) == "There are no extracts.\n"


def test_refused_rows_are_coloured():
    assert "\x1b[31m      1\x1b[0m" in shown(TWO, color=True)


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60), min_size=1, max_size=4
    ),
    st.integers(40, 160),
    st.integers(0, 10**9),
    st.booleans(),
)
def test_whatever_files_are_called_lines_fit(names, width, rows, ascii_only):
    text = shown(account(*(file(name, rows, used=rows) for name in names)), width, ascii_only=ascii_only)
    assert [line for line in text.splitlines() if cell_len(line) > width or line != line.rstrip()] == []


def test_json_holds_every_count():
    read = json.loads(accounts.to_json(TWO, NO_PATTERNS, as_of=AS_OF))
    assert read == {
        "logframe": 1,
        "as_of": "2026-05-31",
        "files": [row | {"patterns": []} for row in TWO.to_dicts()],
    }
    assert json.loads(accounts.to_json(account(), NO_PATTERNS, as_of=AS_OF))["files"] == []


def test_csv_holds_every_count():
    rows = list(csv.DictReader(io.StringIO(accounts.to_csv(TWO, AS_OF))))
    assert list(rows[0]) == ["as_of", *ACCOUNT]
    assert [row["used"] for row in rows] == ["1168", "57"]


@pytest.mark.parametrize("style", ["json", "csv"])
def test_a_file_name_cannot_act_on_a_terminal(style):
    rows = account(file("=x\x1b[31m\x9b.csv", 0))
    text = (
        accounts.to_json(rows, NO_PATTERNS, as_of=AS_OF) if style == "json" else accounts.to_csv(rows, AS_OF)
    )
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert style == "json" or "'=x" in text
