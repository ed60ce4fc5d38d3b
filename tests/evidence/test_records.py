"""Lines to records to cells: the reading that every other is measured by. The texts are made up."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logframe.evidence.records import decode, records, split, starts

SPLIT = {
    "nothing": ("", [""]),
    "plain": ("a,b", ["a", "b"]),
    "empty at both ends": (",a,", ["", "a", ""]),
    "quoted": ('"a","b"', ["a", "b"]),
    "quoted separator": ('"a,b",c', ["a,b", "c"]),
    "doubled quotation mark": ('"a ""b""",c', ['a "b"', "c"]),
    "empty quoted": ('"","a"', ["", "a"]),
    "only quotation marks": ('""""', ['"']),
    "a mark inside": ('5" pipe,a', ['5" pipe', "a"]),
    "a space before": (' "a","b"', [' "a"', "b"]),
    "open": ('a,"b', None),
    "open behind a doubled mark": ('"a""b', None),
    "closed too early": ('"a"b,c', None),
    "a line break": ('"a\nb",c', ["a\nb", "c"]),
}


@pytest.mark.parametrize(("text", "cells"), SPLIT.values(), ids=SPLIT)
def test_a_record_is_split_into_cells(text: str, cells: list[str] | None) -> None:
    assert split(text, ",") == cells


def test_another_separator_leaves_commas_alone() -> None:
    assert split('a,b;"c;d"', ";") == ["a,b", "c;d"]
    assert starts('a,b;"c;d";e', ";") == [0, 4, 10]


TEXTS = st.text(st.sampled_from('ab,"\n\r é'), max_size=6)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_the_standard_library_writes_is_read_back(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    lines = io.BytesIO(file.getvalue().encode())
    assert [split(decode(one.raw), ",") for one in records(lines, ",", 2)] == rows


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_each_cell_starts_where_it_is_said_to(cells: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="", quoting=csv.QUOTE_ALL).writerow(cells)
    text = file.getvalue()
    begins = [*starts(text, ","), len(text) + 1]
    assert [split(text[first : after - 1], ",") for first, after in pairwise(begins)] == [
        [one] for one in cells
    ]


@given(st.lists(st.binary(max_size=12).map(lambda raw: raw.replace(b"\n", b'"') + b"\n"), max_size=30))
def test_every_line_is_in_one_record_whatever_the_bytes(lines: list[bytes]) -> None:
    found = list(records(lines, ",", 2))
    ends = [*(one.line for one in found), len(lines) + 1]
    assert ends[0] == 1
    for one, after in zip(found, ends[1:], strict=True):
        assert one.raw.count(b"\n") == after - one.line - 1
        assert b"".join(lines[one.line - 1 : after - 1]).startswith(one.raw)


def test_time_stays_in_bounds_where_every_line_opens_a_cell_in_vain() -> None:
    lines = [b'a,"x""y\n' if at % 50 == 0 else b'""\n' for at in range(5_000)]
    assert sum(not one.closed for one in records(lines, ",", 2)) == 100


@pytest.mark.parametrize(
    ("raw", "text"), [(b"caf\xc3\xa9", "café"), (b"caf\xe9", "café"), (b"\x80 5", "€ 5"), (b"", "")]
)
def test_text_is_utf_8_or_else_windows_1252(raw: bytes, text: str) -> None:
    assert decode(raw) == text


def test_bytes_that_are_neither_are_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode(b"\x81\xff")
