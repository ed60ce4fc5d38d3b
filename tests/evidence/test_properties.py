"""What holds for any extract whatever. The figures are made up."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe.evidence.delimited import open_delimited
from logframe.evidence.extract import UncleanError
from tests.evidence.made_up import adds_up, read

COLUMNS = ("measure", "area", "group", "period", "value", "lower", "note", "status", "published")

MEASURES = st.sampled_from(["score", "score", "score", "smoking", "waits", "unheard-of", ""])
PERIODS = st.sampled_from(
    ["2020", "2021", "2022", "2022/23", "Jan 2022", "2022 YTD", "2026", "2031", "?", ""]
)
VALUES = st.sampled_from(["5", "5.0", "5.04", "6", "7%", "1,000", "*", "", "-", "x", "bad", "nan", "-3", '"'])
DAYS = st.sampled_from(["", "", "2023-01-01", "2024-01-01", "2027-01-01", "soon"])
ROWS = st.fixed_dictionaries(
    {
        "measure": MEASURES,
        "area": st.sampled_from(["E1", "E1", "E2", "E9", ""]),
        "group": st.sampled_from(["", "", "boys"]),
        "period": PERIODS,
        "value": VALUES,
        "lower": st.sampled_from(["", "", "4", "bad", "9"]),
        "note": st.sampled_from(["", "", "why, then", 'a\nb "c"']),
        "status": st.sampled_from(["", "", "p", "c"]),
        "published": DAYS,
    }
)
WANTED = [(measure, area, "") for measure in ("score", "smoking", "waits") for area in ("E1", "E2")]

# A file is rows, and pieces of rows, and things that no row would hold.
DAMAGE = st.sampled_from(
    (
        *(b"", b"\n", b"\r\n", b"\r", b"  \n", b'"', b",,,,,,,,\n", b",,,,,,,,,,,\n", b"score,E1\n"),
        *(b"\0\n", b"\xff\xfe\n", b"caf\xe9\n", b'score,"E1,,2022,5,,,,\n', b"score,E1,,2020,5,,,,"),
    )
)


def written(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writerows(rows)
    return text.getvalue().encode()


def content(*parts: bytes) -> bytes:
    return b"".join([",".join(COLUMNS).encode(), b"\n", *parts])


@settings(deadline=None, max_examples=40)
@given(st.lists(st.one_of(ROWS.map(lambda row: written([row])), DAMAGE), max_size=12), st.booleans())
def test_every_row_of_any_file_is_accounted_for_once(
    parts: list[bytes], replay: bool
) -> None:  # hypothesis draws it
    found = read({"a.csv": content(*parts)}, wanted=WANTED, as_of=date(2025, 6, 30), replay=replay)
    assert adds_up(found)
    assert found.messages == sorted(found.messages)
    refused = found.account["refused"].sum()
    assert (refused == 0) or any(message.severity == "error" for message in found.messages)


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=200))
def test_any_bytes_below_a_header_end_in_an_account(tail: bytes) -> None:
    assert adds_up(read({"a.csv": content(tail)}))


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=200))
def test_any_bytes_at_all_end_in_rows_or_in_messages(whole: bytes) -> None:
    found = read({"a.csv": whole, "b.parquet": whole})
    assert [message.code for message in found.messages if message.file.endswith("b.parquet")] == ["LF401"]
    assert adds_up(found)


@settings(deadline=None, max_examples=25)
@given(st.lists(ROWS, max_size=14).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_rows_changes_no_observation(
    orders: tuple[list[dict[str, str]], list[dict[str, str]]],
) -> None:
    kept = ["measure", "area", "group", "start", "end", "value", "decimals"]
    first, second = (read({"a.csv": content(written(rows))}, wanted=WANTED) for rows in orders)
    assert first.observations.select(kept).equals(second.observations.select(kept))
    assert first.ahead.equals(second.ahead)
    assert first.account.equals(second.account)


@settings(deadline=None, max_examples=25)
@given(st.lists(ROWS, max_size=14), st.data())
def test_the_same_rows_in_two_files_are_the_same_observations(
    rows: list[dict[str, str]], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(rows)))
    kept = ["measure", "area", "group", "start", "end", "value", "decimals"]
    one = read({"a.csv": content(written(rows))}, wanted=WANTED)
    two = read({"a.csv": content(written(rows[:at])), "b.csv": content(written(rows[at:]))}, wanted=WANTED)
    assert one.observations.select(kept).equals(two.observations.select(kept))
    assert one.account.drop("file").sum().equals(two.account.drop("file").sum())


@settings(deadline=None, max_examples=25)
@given(st.lists(ROWS, max_size=10), st.sampled_from(["*", "c", "[x]", ""]))
def test_a_suppressed_row_never_acts_as_a_zero(rows: list[dict[str, str]], mark: str) -> None:
    withheld = {"measure": "score", "area": "E1", "period": "2019", "value": mark, "note": "too few"}
    before = read({"a.csv": content(written(rows))}, wanted=WANTED)
    after = read({"a.csv": content(written([*rows, withheld]))}, wanted=WANTED)
    more = after.observations.filter(pl.col("start") == date(2019, 1, 1))
    assert more.select("value", "decimals").rows() == [(None, None)]
    assert after.observations.filter(pl.col("start") != date(2019, 1, 1)).equals(before.observations)


CELLS = st.text(st.sampled_from('aé0.,"\n '), max_size=4)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=5), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_where_the_swift_reading_stands_the_careful_one_says_the_same(
    rows: list[list[str]], line_end: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerows(rows)
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_bytes(b"measure,area,period,value,note\n" + text.getvalue().encode())
        extract, _ = open_delimited("a.csv", path)
        assert extract is not None
        careful = list(extract.batches(careful=True))
        assert len(rows) <= sum(batch.rows.height + len(batch.refused) for batch in careful)
        try:
            swift = list(extract.batches(careful=False))
        except UncleanError:
            return
        assert all(not batch.refused for batch in careful)
        texts = [
            pl.concat(batch.rows for batch in batches).select(
                pl.col("record").cast(pl.Int64), pl.exclude("record").cast(pl.String).fill_null("")
            )
            for batches in (swift, careful)
            if batches
        ]
        assert len(texts) < 2 or texts[0].equals(texts[1])
