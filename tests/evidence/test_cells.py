"""The same cell twice. The figures are made up."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logframe.evidence.cells import settle
from tests.evidence.made_up import account, adds_up, read, told

HEADER = "measure,area,area_name,group,period,value,published,note\n"


def extract(*rows: tuple[str, str]) -> str:
    """Rows for one cell: value and day of publication."""
    return HEADER + "".join(f'score,E1,Kent,,2022,"{value}",{day},\n' for value, day in rows)


AGREE = {
    "the same": ((("5.0", ""), ("5.0", "")), 5.0, 1),
    "the finer is used": ((("7", ""), ("6.96", "")), 6.96, 2),
    "zeros are printed precision": ((("5", ""), ("5.00", "")), 5.0, 2),
    "rounded up at the half": ((("5.5", ""), ("5.45", "")), 5.45, 2),
    "rounded down at the half": ((("5.4", ""), ("5.45", "")), 5.45, 2),
    "thousands and plain": ((("1,234", ""), ("1234.4", "")), 1234.4, 1),
    "three, each at its precision": ((("7", ""), ("7.0", ""), ("6.96", "")), 6.96, 2),
    "the finer, though published before": ((("7", "2024-01-01"), ("6.96", "2023-01-01")), 6.96, 2),
}


@pytest.mark.parametrize(("rows", "value", "decimals"), AGREE.values(), ids=AGREE)
def test_values_equal_as_printed_are_one_and_the_finer_is_used(
    rows: tuple[tuple[str, str], ...], value: float, decimals: int
) -> None:
    for some in (rows, rows[::-1]):
        found = read({"a.csv": extract(*some)})
        assert found.observations.select("value", "decimals").rows() == [(value, decimals)]
        assert account(found) == [{"read": len(rows), "used": len(rows), "repeated": len(rows) - 1}]
        assert found.messages == []


CONFLICT = {
    "no precision makes them equal": (("5.0", ""), ("5.1", "")),
    "half a unit and more": (("5", ""), ("5.51", "")),
    "only one says when": (("5.0", "2024-01-01"), ("5.1", "")),
    "published on one day": (("5.0", "2024-01-01"), ("5.1", "2024-01-01")),
    "suppressed and a number": (("*", ""), ("5.1", "")),
    "suppressed is not zero": (("*", ""), ("0", "")),
    "two agree with the third but not with each other": (("7", ""), ("7.0", ""), ("6.9", "")),
    "the latest contradict each other": (("5", "2024-01-01"), ("6", "2024-02-02"), ("7", "2024-02-02")),
    "two of three dated": (("5", "2024-01-01"), ("6", "2024-02-02"), ("7", "")),
    "counts of billions that differ by one": (("56000000000", ""), ("56000000001", "")),
}


@pytest.mark.parametrize("rows", CONFLICT.values(), ids=CONFLICT)
def test_two_figures_for_one_cell_are_refused_both(rows: tuple[tuple[str, str], ...]) -> None:
    for some in (rows, rows[::-1]):
        found = read({"a.csv": extract(*some)})
        assert found.observations.is_empty()
        assert account(found) == [{"read": len(rows), "refused": len(rows)}]
        # Told at each later row, with the place of the first.
        assert told(found) == [("a.csv", line, 21, "LF405") for line in range(3, len(rows) + 2)]
        assert all(message.text.endswith("a.csv:2") for message in found.messages)


SAID = {
    "it contradicts the first": (("5", ""), ("6", ""), "6 contradicts 5 at a.csv:2"),
    "the first again": (("5", ""), ("5", ""), ("6", ""), "5 contradicts another row, though not the one at a.csv:2"),
    "the first again, finer": (("5", ""), ("5.2", ""), ("6", ""), "5.2 contradicts another row, though not the one at a.csv:2"),
    "withheld again": (("*", ""), ("c", ""), ("6", ""), "suppressed contradicts another row, though not the one at a.csv:2"),
}  # fmt: skip


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_nothing_is_said_to_contradict_what_agrees_with_it(said: tuple[object, ...]) -> None:
    found = read({"a.csv": extract(*said[:-1])})  # type: ignore[arg-type]
    assert found.messages[0].text == f"'score' in 'E1', 2022-01-01 to 2022-12-31: {said[-1]}"


DATED = {
    "nobody says when": ((("5", ""), ("6", "")), True),
    "one does": ((("5", "2024-01-01"), ("6", "")), True),
    "two of three do": ((("5", "2024-01-01"), ("6", "2024-02-02"), ("7", "")), True),
    "both on one day": ((("5", "2024-01-01"), ("6", "2024-01-01")), False),
    "the latest contradict each other": (
        (("5", "2024-01-01"), ("6", "2024-02-02"), ("7", "2024-02-02")),
        False,
    ),
}


@pytest.mark.parametrize(("rows", "helps"), DATED.values(), ids=DATED)
def test_saying_when_is_advised_only_where_it_helps(
    rows: tuple[tuple[str, str], ...], *, helps: bool
) -> None:
    for message in read({"a.csv": extract(*rows)}).messages:
        assert ("say in 'published' when" in message.hint) is helps
        assert ("those published last contradict each other" in message.hint) is not helps


REVISED = {
    "the later stands": ((("5.0", "2023-01-01"), ("5.1", "2024-01-01")), 5.1, 1, 0),
    "the later stands, though coarser": ((("5.05", "2023-01-01"), ("6", "2024-01-01")), 6.0, 1, 0),
    "suppressed, then published": ((("*", "2023-01-01"), ("5.1", "2024-01-01")), 5.1, 1, 0),
    "twice revised": ((("5", "2022-01-01"), ("6", "2023-01-01"), ("7", "2024-01-01")), 7.0, 2, 0),
    "revised, and said twice": ((("5", "2022-01-01"), ("7.0", "2024-01-01"), ("7", "2024-01-01")), 7.0, 1, 1),
    "revised and revised back": ((("7", "2022-01-01"), ("5", "2023-01-01"), ("7", "2024-01-01")), 7.0, 1, 1),
}


@pytest.mark.parametrize(("rows", "value", "superseded", "repeated"), REVISED.values(), ids=REVISED)
def test_the_later_publication_stands_and_the_revision_is_told(
    rows: tuple[tuple[str, str], ...], value: float, superseded: int, repeated: int
) -> None:
    for some in (rows, rows[::-1]):
        found = read({"a.csv": extract(*some)})
        assert found.observations["value"].to_list() == [value]
        parts = {"used": 1 + repeated, "superseded": superseded, "repeated": repeated}
        assert account(found) == [{"read": len(rows)} | {name: part for name, part in parts.items() if part}]
        assert [message.code for message in found.messages] == ["LF411"] * superseded
        assert {message.severity for message in found.messages} == {"warning"}


def test_a_revision_is_told_at_the_old_figure_with_both_values_and_the_place_of_the_new() -> None:
    found = read(
        {
            "new.csv": extract(("5.10", "2024-01-01")),
            "old.csv": extract(("5.0", "2023-01-01")),
        }
    )
    (message,) = found.messages
    assert told(found) == [("old.csv", 2, 21, "LF411")]
    assert "5.0 was revised to 5.10, published 2024-01-01" in message.text
    assert message.text.endswith("new.csv:2")


BESIDE = {
    "half a unit apart": ("Total,5", "Girls,5.4"),
    "half a unit apart, the finer first": ("Girls,5.4", "Total,5"),
    "rounded at the half": ("Persons,11", "Male,10.5"),
    "three, of which two are one": ("Total,5", "Total,5.0", "Girls,5.04"),
}


@pytest.mark.parametrize("tidy", [True, False], ids=["tidy", "declared"])
@pytest.mark.parametrize("rows", BESIDE.values(), ids=BESIDE)
def test_rows_of_one_file_that_words_tell_apart_are_no_roundings_of_each_other(
    rows: tuple[str, ...], tidy: bool
) -> None:
    figures = "measure,area,period,Sex,value\n" + "".join(f"score,E1,2022,{row}\n" for row in rows)
    files = {"a.csv": figures}
    if not tidy:
        columns = "{measure: measure, area: area, period: period, value: value}"
        files["extracts.yaml"] = f"logframe: 1\nextracts:\n  a: {{files: a.csv, columns: {columns}}}\n"
    found = read(files)
    assert found.observations.is_empty()
    assert account(found) == [{"read": len(rows), "refused": len(rows)}]
    conflicts = [message for message in found.messages if message.code == "LF405"]
    assert len(conflicts) == len(rows) - 1
    assert conflicts[-1].hint == "the rows differ in 'Sex': keep one of its texts in a declaration"
    first, last = (row.partition(",")[2] for row in (rows[0], rows[-1]))
    assert f"{last} contradicts {first} at a.csv:2" in conflicts[-1].text


ROUNDED = {
    "of one file that nothing tells apart": {"a.csv": ("Total,5", "Total,5.4")},
    "of two files": {"a.csv": ("Total,5",), "b.csv": ("Girls,5.4",)},
    "of one value": {"a.csv": ("Total,5.4", "Girls,5.40", "Boys,5.4")},
}


@pytest.mark.parametrize("files", ROUNDED.values(), ids=ROUNDED)
def test_other_roundings_are_one(files: dict[str, tuple[str, ...]]) -> None:
    head = "measure,area,period,Sex,value\n"
    found = read(
        {name: head + "".join(f"score,E1,2022,{row}\n" for row in rows) for name, rows in files.items()}
    )
    assert {message.code for message in found.messages} == {"LF402"}  # of the column that is not read
    assert found.observations["value"].to_list() == [5.4]
    assert adds_up(found)


def test_a_figure_that_is_withheld_later_is_withheld() -> None:
    found = read({"a.csv": extract(("5", "2023-01-01"), ("*", "2024-01-01"))})
    assert found.observations["value"].to_list() == [None]
    assert account(found) == [{"read": 2, "suppressed": 1, "superseded": 1}]
    assert "5 was revised to suppressed" in found.messages[0].text


def test_suppressed_twice_is_suppressed() -> None:
    found = read({"a.csv": extract(("*", ""), ("c", ""), ("x", "2024-01-01"))})
    assert found.observations["value"].to_list() == [None]
    assert account(found) == [{"read": 3, "suppressed": 3, "repeated": 2}]


def test_a_conflict_across_files_names_the_other_file() -> None:
    files = {
        name: extract((value, "")) for name, value in [("a.csv", "5.0"), ("b.csv", "6.0"), ("c.csv", "7.0")]
    }
    found = read(files)
    assert told(found) == [("b.csv", 2, 21, "LF405"), ("c.csv", 2, 21, "LF405")]
    assert all(message.text.endswith("a.csv:2") for message in found.messages)
    assert account(found) == [{"read": 1, "refused": 1}] * 3
    assert "'score' in 'E1', 2022-01-01 to 2022-12-31: 6.0 contradicts 5.0" in found.messages[0].text


def test_a_vintage_that_is_not_out_yet_revises_nothing() -> None:
    rows = extract(("5.0", "2023-01-01"), ("5.1", "2024-01-01"))
    found = read({"a.csv": rows}, as_of=date(2023, 6, 30), replay=True)
    assert found.observations["value"].to_list() == [5.0]
    assert account(found) == [{"read": 2, "used": 1, "later": 1}]
    assert found.ahead.is_empty()


ONE_CELL = {
    "two labels of one period": [("E1", "Kent", "", "2022"), ("E1", "Kent", "", "2022-01-01/P1Y")],
    "two names of one area": [("E1", "Kent", "", "2022"), ("E1", "Kent County", "", "2022")],
    "spaces around": [("E1", "Kent", "", "2022"), (" E1 ", "Kent", " ", " 2022 ")],
}


@pytest.mark.parametrize("cells", ONE_CELL.values(), ids=ONE_CELL)
def test_spelling_does_not_make_two_cells_of_one(cells: list[tuple[str, str, str, str]]) -> None:
    rows = "".join(f"score,{area},{name},{group},{period},5,,\n" for area, name, group, period in cells)
    found = read({"a.csv": HEADER + rows})
    assert found.observations.height == 1


TWO_CELLS = {
    "areas": [("score", "E1", "", "2022"), ("score", "E2", "", "2022")],
    "periods": [("score", "E1", "", "2022"), ("score", "E1", "", "2023")],
    "groups": [("score", "E1", "", "2022"), ("score", "E1", "boys", "2022")],
    "measures": [("score", "E1", "", "2022"), ("share", "E1", "", "2022")],
}


@pytest.mark.parametrize("cells", TWO_CELLS.values(), ids=TWO_CELLS)
def test_each_part_of_a_cell_tells_it_from_others(cells: list[tuple[str, str, str, str]]) -> None:
    values = ("0.5", "0.7")
    rows = "".join(
        f"{measure},{area},Kent,{group},{period},{value},,\n"
        for (measure, area, group, period), value in zip(cells, values, strict=True)
    )
    wanted = [(measure, None, group) for measure in ("score", "share") for group in ("", "boys")]
    found = read({"a.csv": HEADER + rows}, wanted=wanted)
    assert sorted(found.observations["value"]) == [0.5, 0.7]
    assert adds_up(found)


def test_observations_are_sorted_by_measure_area_group_and_end() -> None:
    cells = [
        *(("waits", "E1", "", "Jan 2022"), ("score", "E2", "", "2021"), ("score", "E10", "b", "2021")),
        *(("score", "E10", "", "2022"), ("score", "E10", "", "2021"), ("waits", "E1", "", "Dec 2021")),
    ]
    rows = "".join(f"{measure},{area},,{group},{period},1,,\n" for measure, area, group, period in cells)
    wanted = [(measure, None, group) for measure in ("score", "waits") for group in ("", "b")]
    found = read({"a.csv": HEADER + rows}, wanted=wanted).observations
    assert [(row["measure"], row["area"], row["group"], str(row["end"])) for row in found.to_dicts()] == [
        ("score", "E10", "", "2021-12-31"),
        ("score", "E10", "", "2022-12-31"),
        ("score", "E10", "b", "2021-12-31"),
        ("score", "E2", "", "2021-12-31"),
        ("waits", "E1", "", "2021-12-31"),
        ("waits", "E1", "", "2022-01-31"),
    ]


def made(cells: list[tuple[int, int, int]], values: list[float]) -> pl.DataFrame:
    """Figures of one file for cells (measure, area, period)."""
    measure, area, read = zip(*cells, strict=True)
    label = "{:09}".format
    return pl.DataFrame(
        {
            "measure": pl.Series([label(at) for at in measure], dtype=pl.Categorical),
            "area": pl.Series([label(at) for at in area], dtype=pl.Categorical),
            "group": pl.Series([""] * len(cells), dtype=pl.Categorical),
            "read": pl.Series(read, dtype=pl.UInt32),
            "value": values,
            "value_decimals": pl.Series([1] * len(cells), dtype=pl.Int16),
            "file": pl.Series([0] * len(cells), dtype=pl.UInt32),
            "record": pl.int_range(1, len(cells) + 1, dtype=pl.UInt32, eager=True),
        }
    )


def none_told_apart(pairs: pl.DataFrame) -> pl.Series:
    return pl.repeat(False, pairs.height, dtype=pl.Boolean, eager=True)


@pytest.mark.parametrize("apart", [0, 100], ids=["few labels", "many labels"])
@given(
    rows=st.lists(
        st.tuples(*[st.integers(0, 4)] * 3, st.sampled_from([1.0, 1.0, 2.0])), min_size=1, max_size=60
    )
)
def test_of_cells_given_again_one_row_stands_or_none(
    apart: int, rows: list[tuple[int, int, int, float]]
) -> None:
    # Rows beside them, each with labels of its own, leave most of the possible cells empty.
    beside = [(at, at, at) for at in range(5, 5 + apart)]
    cells = [row[:3] for row in rows] + beside
    values = [row[3] for row in rows] + [0.0] * apart
    first = date(2000, 1, 1)
    readings = pl.DataFrame({"start": [first] * 200, "end": [first + timedelta(at) for at in range(200)]})
    settled = settle(made(cells, values), readings, none_told_apart)
    said: dict[tuple[int, int, int], list[float]] = {}
    for cell, value in zip(cells, values, strict=True):
        said.setdefault(cell, []).append(value)
    stands = [cell for cell in sorted(said) if len(set(said[cell])) == 1]
    assert [cells[at] for at in settled.order] == stands
    fates = Counter(settled.others["fate"])
    assert fates["refused"] == sum(len(some) for some in said.values() if len(set(some)) > 1)
    assert fates["repeated"] == sum(len(said[cell]) - 1 for cell in stands)


def test_cells_stay_apart_and_sorted_however_many_labels_there_are() -> None:
    # The product of these numbers of labels and periods has more than 64 bits.
    measures = [f"m{at:05}" for at in range(40_000)]
    starts = [date(1900, 1, 1) + timedelta(at % 20_000) for at in range(40_000)]
    readings = pl.DataFrame(
        {"start": starts, "end": [day + timedelta(at % 15_000) for at, day in enumerate(starts)]}
    )
    figures = pl.DataFrame(
        {
            **{name: pl.Series(measures, dtype=pl.Categorical) for name in ("measure", "area", "group")},
            "read": pl.int_range(40_000, dtype=pl.UInt32, eager=True),
            "value": [1.0] * 40_000,
        }
    ).sample(fraction=1.0, shuffle=True, seed=1)
    settled = settle(figures, readings, none_told_apart)
    assert settled.others.is_empty()
    assert figures["measure"].gather(settled.order).cast(pl.String).to_list() == measures
