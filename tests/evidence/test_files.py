"""Files as they come, whole and damaged. The figures are made up."""

from __future__ import annotations

import codecs
import os
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest

from logframe.evidence.delimited import open_delimited
from logframe.evidence.extract import UncleanError
from tests.evidence.made_up import account, adds_up, read, read_folder, told

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "measure,area,period,value,note\n"
FIRST, SECOND, THIRD = "score,E1,2022,5,\n", "score,E2,2022,6,\n", "score,E3,2022,7,\n"


WHOLE = {
    "plain": HEADER + FIRST + SECOND,
    "no line break at the end": (HEADER + FIRST + SECOND).rstrip("\n"),
    "lines ended as on Windows": (HEADER + FIRST + SECOND).replace("\n", "\r\n"),
    "lines ended as on old Macs": (HEADER + FIRST + SECOND).replace("\n", "\r"),
    "byte-order mark": codecs.BOM_UTF8 + (HEADER + FIRST + SECOND).encode(),
    "byte-order mark and quotation marks": codecs.BOM_UTF8
    + b'"measure",area,period,value\nscore,E1,2022,5\nscore,E2,2022,6',
    "header in capitals and spaces": " Measure , AREA,Period ,vAlue\n" + "score,E1,2022,5\nscore,E2,2022,6\n",
    "columns in another order": "note,value,period,area,measure\n,5,2022,E1,score\n,6,2022,E2,score\n",
    "everything in quotation marks": '"measure","area","period","value","note"\n'
    '"score","E1","2022","5",""\n"score","E2","2022","6","a, b"\n',
    "line breaks in quoted cells": HEADER
    + 'score,E1,2022,5,"one\ntwo"\nscore,E2,2022,6,"one\r\n\r\ntwo, three"\n',
    "quotation marks in quoted cells": HEADER + 'score,E1,2022,5,"a ""b"", c"\n' + SECOND,
    "a quotation mark within a cell": HEADER + 'score,E1,2022,5,5" pipe\nscore,E2,2022,6,a "b" c\n',
    "blank lines": "\n\n" + HEADER + "\n" + FIRST + "\n  \n" + SECOND + "\n\n",
    "Windows-1252": (HEADER + "score,E1,2022,5,café\n" + SECOND).encode("cp1252"),
    "one row of Windows-1252 among UTF-8": (HEADER + "score,E1,2022,5,café\n").encode()
    + "score,E2,2022,6,café\n".encode("cp1252"),
    "null bytes in a cell of no importance": HEADER + FIRST + "score,E2,2022,6,\0\0\n",
}  # fmt: skip


@pytest.mark.parametrize("content", WHOLE.values(), ids=WHOLE)
def test_a_whole_file_is_read_however_it_is_written(content: str | bytes) -> None:
    found = read({"a.csv": content})
    assert found.messages == []
    assert found.observations.select("area", "value").rows() == [("E1", 5.0), ("E2", 6.0)]
    assert account(found) == [{"read": 2, "used": 2}]


MANY = "score,E1,2022,5,\n" * 20_000
LONG = {
    "as many lines as a cell may have": ("x\n" * 999, "", True),
    "as many lines, among many rows": ("x\n" * 999, MANY, True),
    "a line more": ("x\n" * 1_000, "", False),
    "a line more, among many rows": ("x\n" * 1_000, MANY, False),
    "nearly as much text as a cell may have": (("x" * 9_000 + "\n") * 110, MANY, True),
    "as much text": (("x" * 11_000 + "\n") * 110, "", False),
    "as much text, among many rows": (("x" * 11_000 + "\n") * 110, MANY, False),
    "as much text in one line": ("x" * 1_200_000, MANY, True),
}


@pytest.mark.parametrize(("cell", "others", "holds"), LONG.values(), ids=LONG)
def test_a_cell_is_as_long_as_it_may_be_however_the_file_is_read(
    cell: str, others: str, holds: bool, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(f'{HEADER}{others}score,E2,2022,6,"{cell}"\n{THIRD}')
    extract, _ = open_delimited("a.csv", tmp_path / "a.csv")
    assert extract is not None
    refused = [fault for batch in extract.batches(careful=True) for fault in batch.refused]
    assert bool(refused) is not holds
    if holds and len(cell) > 900_000:
        return  # in doubt it is read carefully
    with nullcontext() if holds else pytest.raises(UncleanError):
        assert sum(batch.rows.height for batch in extract.batches(careful=False)) == 2 + others.count("\n")


def test_line_breaks_in_the_cells_of_many_rows_are_read_swiftly(tmp_path: Path) -> None:
    row = 'score,E1,2022,5,"one\ntwo\nthree"\n'
    (tmp_path / "a.csv").write_text(HEADER + row * 5_000)
    extract, _ = open_delimited("a.csv", tmp_path / "a.csv")
    assert extract is not None
    assert sum(batch.rows.height for batch in extract.batches(careful=False)) == 5_000


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_letters_beyond_ascii_survive(encoding: str) -> None:
    found = read({"a.csv": (HEADER + "score,E1,2022,5,café – 5 €\n").encode(encoding)})
    assert found.observations["note"].to_list() == ["café – 5 €"]


# What is broken: the account, and line, column and code of the messages

DAMAGED: dict[str, tuple[str | bytes, dict[str, int], list[tuple[int, int, str]]]] = {
    "no bytes": (b"", {}, [(1, 1, "LF401")]),
    "a byte-order mark alone": (codecs.BOM_UTF8, {}, [(1, 1, "LF401")]),
    "blank lines alone": ("\n \n\n", {}, [(1, 1, "LF401")]),
    "a header alone": (HEADER, {}, [(1, 1, "LF421")]),
    "a header without a line break": (HEADER.strip(), {}, [(1, 1, "LF421")]),
    "UTF-16": ((HEADER + FIRST).encode("utf-16"), {}, [(1, 1, "LF401")]),
    "UTF-16 without its mark": ((HEADER + FIRST).encode("utf-16-le"), {}, [(1, 1, "LF401")]),
    "one endless line": (b"x" * 5_000_000, {}, [(1, 1, "LF401")]),
    "a header that never ends": ('measure,area,period,value,"note\n' + FIRST * 200, {}, [(1, 1, "LF401")]),
    "a short row": (
        HEADER + FIRST + "score,E9,2022\n" + SECOND,
        {"read": 3, "used": 2, "refused": 1},
        [(3, 14, "LF409")],
    ),
    "a row short by what is empty anyway": (
        HEADER + FIRST + "score,E9,2022,5\n" + SECOND,
        {"read": 3, "used": 2, "refused": 1},
        [(3, 16, "LF409")],
    ),
    "a long row": (
        HEADER + FIRST + "score,E9,2022,5,,x\n" + SECOND,
        {"read": 3, "used": 2, "refused": 1},
        [(3, 18, "LF409")],
    ),
    "a long and a short row": (
        HEADER + "score,E9,2022,5,,x\n" + "score,E9,2022,5\n" + SECOND,
        {"read": 3, "used": 1, "refused": 2},
        [(2, 18, "LF409"), (3, 16, "LF409")],
    ),
    "the first row short": (
        HEADER + "score\n" + FIRST,
        {"read": 2, "used": 1, "refused": 1},
        [(2, 6, "LF409")],
    ),
    "short rows and rows of nothing but commas": (
        HEADER + FIRST + ",,,\n" + "score,E8,2022,5\n" * 4,
        {"read": 6, "used": 1, "refused": 5},
        [(3, 4, "LF409"), *((line, 16, "LF409") for line in range(4, 8))],
    ),
    "a short row behind a quoted comma": (
        HEADER + 'score,E1,2022,5,"a,b"\n' + "score,E9,2022,5\n",
        {"read": 2, "used": 1, "refused": 1},
        [(3, 16, "LF409")],
    ),
    "a row without an area": (
        HEADER + FIRST + "score,,2022,5,\n",
        {"read": 2, "used": 1, "refused": 1},
        [(3, 7, "LF410")],
    ),
    "cut short": ((HEADER + FIRST + SECOND)[:-6], {"read": 2, "used": 1, "refused": 1}, [(3, 12, "LF409")]),
    "cut within a letter": (
        (HEADER + FIRST + "score,E2,2022,6,caf\u00e9").encode()[:-1],
        {"read": 2, "used": 2},
        [],
    ),
    "leftover commas of a spreadsheet": (
        HEADER + FIRST + ",,,,\n,,,,\n",
        {"read": 3, "used": 1, "undeclared": 2},
        [(3, 1, "LF407")],
    ),
    "a quotation mark that opens and never closes": (
        HEADER + FIRST + 'score,"E9,2022,5,\n' + SECOND + THIRD,
        {"read": 4, "used": 3, "refused": 1},
        [(3, 7, "LF409")],
    ),
    "two of them, with rows between": (
        HEADER + 'score,"E8,2022,5,\n' + FIRST + 'score,"E9,2022,5,\n' + SECOND,
        {"read": 4, "used": 2, "refused": 2},
        [(2, 7, "LF409"), (4, 7, "LF409")],
    ),
    "an open quotation mark far from the next": (
        HEADER + 'score,"E9,2022,5,\n' + "".join(f"score,A{at},2022,5,\n" for at in range(2000)),
        {"read": 2001, "used": 2000, "refused": 1},
        [(2, 7, "LF409")],
    ),
    "a quotation mark that closes a line too late": (
        HEADER + 'score,"E8,2022,5,\n' + 'score,E9,2022,5",\n' + FIRST,
        {"read": 3, "used": 1, "refused": 2},
        [(2, 7, "LF409"), (3, 15, "LF403")],
    ),
    "text behind a closing quotation mark": (
        HEADER + 'score,"E9"x,2022,5,\n' + FIRST,
        {"read": 2, "used": 1, "refused": 1},
        [(2, 7, "LF409")],
    ),
    "a block of null bytes": (
        (HEADER + FIRST).encode() + b"\0" * 999,
        {"read": 2, "used": 1, "refused": 1},
        [(3, 1000, "LF409")],
    ),
    "a null byte in a number": (
        HEADER + FIRST + "score,E2,2022,6\0,\n",
        {"read": 2, "used": 1, "refused": 1},
        [(3, 15, "LF403")],
    ),
    "bytes of no encoding": (
        (HEADER + FIRST).encode() + b"score,E2,2022,6,a\x81\n",
        {"read": 2, "used": 1, "refused": 1},
        [(3, 18, "LF401")],
    ),
    "a cell as long as a book": (
        HEADER + FIRST + f'score,E2,2022,"{"x" * 300_000}",\n',
        {"read": 2, "used": 1, "refused": 1},
        [(3, 15, "LF403")],
    ),
}


@pytest.mark.parametrize(("content", "rows", "messages"), DAMAGED.values(), ids=DAMAGED)
def test_damage_ends_in_messages_and_spoils_no_other_row(
    content: str | bytes, rows: dict[str, int], messages: list[tuple[int, int, str]]
) -> None:
    found = read({"a.csv": content})
    assert account(found) == [rows]
    assert adds_up(found)
    assert [message[1:] for message in told(found)] == messages


MANY = {
    "bad cells": ("".join(f"score,E{at},2022,bad,\n" for at in range(10_000)), "refused", "LF403"),
    "short rows": ("score,E1\n" * 10_000, "refused", "LF409"),
    "bad labels": ("".join(f"score,E{at},x{at},5,\n" for at in range(10_000)), "refused", "LF404"),
    "measures that nobody declares": (
        "".join(f"m{at},E1,2022,5,\n" for at in range(10_000)),
        "undeclared",
        "LF407",
    ),
    "conflicts": ("".join(f"score,E1,2022,{at},\n" for at in range(10_001)), "refused", "LF405"),
}


@pytest.mark.parametrize(("rows", "place", "code"), MANY.values(), ids=MANY)
def test_ten_thousand_faults_are_counted_and_a_hundred_told(rows: str, place: str, code: str) -> None:
    found = read({"a.csv": HEADER + rows})
    assert account(found) == [{"read": rows.count("\n"), place: rows.count("\n")}]
    assert [message.code for message in found.messages] == [code] * 101
    first = 3 if code == "LF405" else 2
    assert [message.line for message in found.messages] == list(range(first, first + 101))
    assert "9,900 more" in found.messages[-1].text


def test_a_hundred_thousand_columns_are_a_hundred_messages() -> None:
    names = ",".join(f"c{at}" for at in range(100_000))
    found = read({"a.csv": f"measure,area,period,value,{names}\n" + "score,E1,2022,5," + "," * 99_999 + "\n"})
    assert account(found) == [{"read": 1, "used": 1}]
    assert [message.code for message in found.messages] == ["LF402"] * 101
    assert "99,900 more" in found.messages[-1].text


def test_no_message_prints_what_a_file_would_do_to_the_terminal() -> None:
    evil = "\x1b]0;evil\x07"
    rows = f"{evil},E1,2022,5,\nscore,E1,{evil},5,\nscore,E1,2022,{evil},\n"
    found = read({"a.csv": HEADER.replace("note", evil) + rows})
    assert {message.code for message in found.messages} == {"LF402", "LF403", "LF404", "LF407"}
    assert all(message.text.isprintable() and message.hint.isprintable() for message in found.messages)


# Places

PLACES = {
    "behind line breaks in quoted cells": (
        'score,E1,2022,5,"a\nb\n"\nscore,E1,2022,bad,\n',
        (5, 15, "LF403"),
    ),
    "behind a line break in its own row": ('"sc\nore",E1,2022,bad,\nscore,E1,2022,bad,\n', (4, 15, "LF403")),
    "on a later line of its own row": ('score,"E\n1",2022,bad,\n', (3, 9, "LF403")),
    "behind wide letters and a tab": ("score,\t漢字é𝒳,2022,bad,\n", (2, 18, "LF403")),
    "behind quoted commas": ('score,"a,b,c",2022,bad,\n', (2, 20, "LF403")),
    "behind blank lines": ("\n\nscore,E1,2022,bad,\n", (4, 15, "LF403")),
    "at a quoted cell": ('score,E1,2022,"bad",\n', (2, 15, "LF403")),
}


@pytest.mark.parametrize(("rows", "place"), PLACES.values(), ids=PLACES)
def test_a_fault_is_told_at_its_line_and_column(rows: str, place: tuple[int, int, str]) -> None:
    assert told(read({"a.csv": HEADER + rows}))[-1][1:] == place


def test_places_are_the_same_where_another_row_is_damaged() -> None:
    rows = 'score,E1,2022,5,"a\nb"\n\nscore,E1,2022,bad,\n'
    for damage in ("", "score\n", "score,E1,2022,5,,,,\n", '"open,E1,2022,5,\n'):
        assert (5, 15, "LF403") in [one[1:] for one in told(read({"a.csv": HEADER + rows + damage}))]


def test_messages_come_in_the_order_of_files_and_lines() -> None:
    rows = "score,E1,2022,bad,\nscore,E1,x,5,\nother,E1,2022,5,\n"
    files = dict.fromkeys(("b.csv", "a.csv"), HEADER + rows)
    assert told(read(files)) == [
        (name, line, column, code)
        for name in ("a.csv", "b.csv")
        for line, column, code in [(2, 15, "LF403"), (3, 10, "LF404"), (4, 1, "LF407")]
    ]


# Headers: line and column, code, and a word of the message

HEADERS: dict[str, tuple[str, list[tuple[int, int, str]], int]] = {
    "an unknown column is told once": (
        "measure,area,period,value,noet\nscore,E1,2022,5,\nscore,E2,2022,5,\n",
        [(1, 27, "did you mean 'note'?")],
        2,
    ),
    "each unknown column at its place": (
        "id,measure,area,year,period,value\n1,score,E1,2022,2022,5\n",
        [(1, 1, "'id'"), (1, 17, "'year'")],
        1,
    ),
    "a column without a name": (
        "measure,area,period,value,\nscore,E1,2022,5,\n",
        [(1, 27, "column 5 has no name")],
        1,
    ),
    "a missing column": ("measure,area,period\nscore,E1,2022\n", [(1, 1, "column 'value' is missing")], 0),
    "a misspelt column": (
        "mesure,area,period,value\nscore,E1,2022,5\n",
        [(1, 1, "is 'mesure' meant to be 'measure'?")],
        0,
    ),
    "another layout altogether": ("Time,Geography\n2022,E1\n", [(1, 1, "declared in extracts.yaml")], 0),
    "semicolons": ("measure;area;period;value\nscore;E1;2022;5\n", [(1, 1, "separated by semicolons")], 0),
    "tabs": ("measure\tarea\tperiod\tvalue\nscore\tE1\t2022\t5\n", [(1, 1, "separated by tabs")], 0),
    "a column twice": (
        "measure,area,period,value,Value\nscore,E1,2022,5,6\n",
        [(1, 27, "'Value' is there twice")],
        0,
    ),
    "a header below blank lines": (
        "\n\nmeasure,area\nscore,E1\n",
        [(3, 1, "'period' and 'value' are missing")],
        0,
    ),
    "a line break in a name": (
        'measure,area,period,value,"a\nb",noet\nscore,E1,2022,5,,\n',
        [(1, 27, r"'a\nb'"), (2, 4, "did you mean 'note'?")],
        1,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "messages", "used"), HEADERS.values(), ids=HEADERS)
def test_a_header_is_checked_column_by_column(
    content: str, messages: list[tuple[int, int, str]], used: int
) -> None:
    found = read({"a.csv": content})
    assert [(one.line, one.column) for one in found.messages] == [message[:2] for message in messages]
    for one, (_, _, words) in zip(found.messages, messages, strict=True):
        assert words in str(one)
        assert one.code == "LF402"
    assert found.observations.height == used


# What is asked for


def test_what_nobody_asks_for_is_counted_and_not_read() -> None:
    rows = "score,E1,2022,5,\nscore,E2,lately,many,\nscore,E2,2030,,\nwaits,E1,x,x,\n"
    found = read({"a.csv": HEADER + rows}, wanted=[("score", "E1", "")])
    assert account(found) == [{"read": 4, "used": 1, "outside": 3}]
    assert found.messages == []


def test_an_undeclared_measure_is_one_warning_at_its_first_row_in_each_file() -> None:
    rows = "score,E1,2022,5,\nscoer,E1,2022,5,\nscoer,E2,lately,many,\n"
    found = read({"a.csv": HEADER + rows, "b.csv": HEADER + rows[17:]})
    assert account(found) == [{"read": 3, "used": 1, "undeclared": 2}, {"read": 2, "undeclared": 2}]
    assert told(found) == [("a.csv", 3, 1, "LF407"), ("b.csv", 2, 1, "LF407")]
    assert [message.severity for message in found.messages] == ["warning"] * 2
    assert "'scoer' (2 rows)" in found.messages[0].text
    assert found.messages[0].hint == "did you mean 'score'?"


WANTED = {
    "one area": ([("score", "E1", "")], ["E1 "]),
    "two areas": ([("score", "E1", ""), ("score", "E2", "")], ["E1 ", "E2 "]),
    "every area": ([("score", None, "")], ["E1 ", "E2 "]),
    "every area, and one by name": ([("score", None, ""), ("score", "E1", "")], ["E1 ", "E2 "]),
    "a group": ([("score", "E1", "boys")], ["E1 boys"]),
    "a group everywhere, the total in one area": (
        [("score", None, "boys"), ("score", "E1", "")],
        ["E1 ", "E1 boys", "E2 boys"],
    ),
    "no group, which is the total": ([("score", "E2", None)], ["E2 "]),
    "asked twice": ([("score", "E1", ""), ("score", "E1", "")], ["E1 "]),
    "a measure that is not declared": ([("scoer", None, "")], []),
    "nothing": ([], []),
}


@pytest.mark.parametrize(("wanted", "given"), WANTED.values(), ids=WANTED)
def test_the_series_that_are_asked_for_are_read(
    wanted: list[tuple[str, str | None, str | None]], given: list[str]
) -> None:
    rows = "".join(f"score,{area},2022,5,{group}\n" for area in ("E1", "E2") for group in ("", "boys"))
    found = read({"a.csv": HEADER.replace("note", "group") + rows}, wanted=wanted)
    assert [f"{row['area']} {row['group']}" for row in found.observations.to_dicts()] == given
    assert found.account["outside"].to_list() == [4 - len(given)]


# Folders


def test_a_missing_folder_holds_nothing(tmp_path: Path) -> None:
    found = read_folder(tmp_path / "data")
    assert (found.observations.height, found.account.height, found.messages) == (0, 0, [])


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text(HEADER)
    assert told(read_folder(tmp_path / "data")) == [("data", 1, 1, "LF401")]


def test_extracts_are_found_in_subfolders_and_named_as_the_folder_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("data/b.csv", "data/a/deep/c.CSV", "data/notes.txt", "data/.hidden.csv", "data/.git/d.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + FIRST)
    found = read_folder(path.parent.parent.parent.relative_to(tmp_path) / "data")
    assert found.account["file"].to_list() == ["data/a/deep/c.CSV", "data/b.csv"]
    assert found.observations["file"].to_list() == ["data/a/deep/c.CSV"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
@pytest.mark.parametrize("name", [b"caf\xe9.csv", b"[1]*?.csv", b"\x1b[31m.csv"])
def test_a_file_is_read_whatever_its_name(tmp_path: Path, name: bytes) -> None:
    with open(os.path.join(os.fsencode(tmp_path), name), "w") as file:  # noqa: PTH118, PTH123  # bytes
        file.write(HEADER + FIRST)
    found = read_folder(tmp_path)
    assert account(found) == [{"read": 1, "used": 1}]
    assert found.account["file"].item().isprintable()
