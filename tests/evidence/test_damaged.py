"""Damaged extracts through the real command line. Everything in them is made up.

Each ends in messages and exit status 1, its rows are accounted for, and what is whole beside it still counts.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from logframe.evidence.declared import unpack
from logframe.evidence.parquet import MOST_ROWS_A_BYTE, MOST_ROWS_UNPROVEN
from tests.conftest import strategy
from tests.evidence.made_up import FATES, account, adds_up, parquet, read

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Folder

DAY = ("--as-of", "2026-05-31")
TIDY = "measure,area,period,value\n"
OWN = "Area,Year,Score\n"
DECLARATION = """\
logframe: 1
extracts:
  made-up:
    files: "own.*"
    columns: {area: Area, period: Year, value: Score}
    fixed: {measure: score}
"""
INDICATOR = {
    "id": "one",
    "title": "One",
    "measure": "score",
    "areas": "all",
    "target": {"at_least": 3, "by": 2028},
}
MEASURES = {"score": {"title": "Score", "unit": "score", "improves": "up", "year": "calendar"}}


def tidy(*numbers: int) -> str:
    return "".join(f"score,E{number},2022,{number}\n" for number in numbers)


def own(*numbers: int) -> str:
    return "".join(f"E{number},2022,{number}\n" for number in numbers)


def zipped(**members: str | bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return raw.getvalue()


PARQUET = parquet(Area=["E1"] * 999, Year=[2022] * 999, Score=[1.5] * 999)


@dataclass(frozen=True)
class Damaged:
    file: str
    content: str | bytes
    account: dict[str, int]
    messages: list[str]


PAGE = "<!DOCTYPE html>\n<html><head><title>503</title></head>\n<body>Try, later</body></html>\n"
MASSES = "".join(f"E{number},2022,bad\n" for number in range(10_000))
ALONE = "(write the number alone: a mark goes into 'status', a remark into 'note')"
HELD_BACK = (
    "(if it marks a figure that is held back, say so: suppressed: ['many']; if it is nought: zero: ['many'])"
)
UNREAD = "it was not read"

CASES: dict[str, Damaged] = {
    "cut short in a row": Damaged(
        "tidy.csv",
        TIDY + tidy(1, 2) + "score,E3,20",
        {"read": 3, "used": 2, "refused": 1},
        ["tidy.csv:4:12: LF409 3 fields where the header has 4: the row was not read"],
    ),
    "cut short in a quoted cell": Damaged(
        "own.csv",
        OWN + own(1, 2) + '"E3,2022',
        {"read": 3, "used": 2, "refused": 1},
        ["own.csv:4:1: LF409 the quoted cell that starts here does not end as a cell does: the row was not read"],
    ),
    "cut short in gzip": Damaged(
        "own.csv.gz",
        gzip.compress((OWN + own(*range(999))).encode())[:-99],
        {},
        [f"own.csv.gz:1:1: LF401 this breaks off before its end, or is damaged: {UNREAD} (download it again)"],
    ),
    "cut short in a zip archive": Damaged(
        "own.zip",
        zipped(**{"a.csv": OWN + own(1)})[:-9],
        {},
        [f"own.zip:1:1: LF401 this is no zip archive, or breaks off before its end: {UNREAD} (download it again)"],
    ),
    "a Parquet file cut short": Damaged(
        "own.parquet",
        PARQUET[:-99],
        {},
        [
            "own.parquet:1:1: LF401 not a Parquet file that can be read: "
            f"'parquet: File out of specification: The file must end with …': {UNREAD}"
        ],
    ),
    "columns of another table": Damaged(
        "own.csv",
        "Place,Year,Scroe\nE1,2022,5\n",
        {},
        [
            "extracts.yaml:5:21: LF402 'data/own.csv' has no column 'Area' in extract 'made-up' (it has 'Place', 'Year', 'Scroe')",
            "extracts.yaml:5:48: LF402 'data/own.csv' has no column 'Score' in extract 'made-up' (did you mean 'Scroe'?)",
        ],
    ),
    "two encodings, and bytes of none": Damaged(
        "own.csv",
        (OWN + "É1,2022,1\n").encode() + "É2,2022,2\n".encode("cp1252") + b"E\xff\x813,2022,3\n",
        {"read": 3, "used": 2, "refused": 1},
        ["own.csv:4:3: LF401 bytes that are neither UTF-8 nor Windows-1252: the row was not read"],
    ),
    "a tidy file in UTF-16": Damaged(
        "tidy.csv",
        (TIDY + tidy(1)).encode("utf-16"),
        {},
        [f"tidy.csv:1:1: LF401 the file is in UTF-16: {UNREAD} (save it as UTF-8)"],
    ),
    "UTF-16 that breaks off in a letter": Damaged(
        "own.csv",
        (OWN + own(1)).encode("utf-16")[:-1],
        {},
        [f"own.csv:1:1: LF401 the file begins as UTF-16 and does not go on so: {UNREAD}"],
    ),
    "a byte-order mark, and NUL bytes": Damaged(
        "tidy.csv",
        b"\xef\xbb\xbf" + (TIDY + tidy(1, 2)).encode() + b"\0" * 99 + b"\nscore,E3,2022,3\0\n",
        {"read": 4, "used": 2, "refused": 2},
        [
            "tidy.csv:4:100: LF409 1 field where the header has 4: the row was not read",
            rf"tidy.csv:5:15: LF403 value '3\x00' is not a number {ALONE}",
        ],
    ),
    "a hundred thousand columns": Damaged(
        "own.csv",
        f"{OWN.strip()}{',x' * 100_000}\n{own(1).strip()}{',' * 100_000}\nE2,2022\n",
        {"read": 2, "used": 1, "refused": 1},
        ["own.csv:3:8: LF409 2 fields where the header has 100,003: the row was not read"],
    ),
    "ragged rows": Damaged(
        "own.csv",
        OWN + "E1,2022\n" + own(2) + "E3,2022,3,,\n\nE4\n",
        {"read": 4, "used": 1, "refused": 3},
        [
            "own.csv:2:8: LF409 2 fields where the header has 3: the row was not read",
            "own.csv:4:11: LF409 5 fields where the header has 3: the row was not read",
            "own.csv:6:3: LF409 1 field where the header has 3: the row was not read",
        ],
    ),
    "a quotation mark opened at the top of a long file": Damaged(
        "own.csv",
        OWN + '"E0,2022,0\n' + own(*range(1, 50_001)),
        {"read": 50_001, "used": 50_000, "refused": 1},
        ["own.csv:2:1: LF409 the quoted cell that starts here does not end as a cell does: the row was not read"],
    ),
    "nothing": Damaged("own.csv", "", {}, [f"own.csv:1:1: LF401 the file is empty: {UNREAD}"]),
    "a header of another table alone": Damaged(
        "tidy.csv",
        "area,period,value\n",
        {},
        [
            "tidy.csv:1:1: LF402 the column 'measure' is missing: not read (a file in a layout of its own is declared in extracts.yaml)"
        ],
    ),
    "a zip archive of two tables": Damaged(
        "own.zip",
        zipped(**{"a.csv": OWN + own(1), "b.csv": OWN + own(2)}),
        {},
        [f"own.zip:1:1: LF401 the archive holds 2 tables: {UNREAD} (say in 'member' which is meant: 'a.csv', 'b.csv')"],
    ),
    "a zip archive of nothing": Damaged(
        "own.zip", zipped(), {}, [f"own.zip:1:1: LF401 the archive holds no tables: {UNREAD}"]
    ),
    "a gzip that is none": Damaged(
        "own.csv.gz",
        OWN + own(1),
        {},
        [f"own.csv.gz:1:1: LF401 this is not packed with gzip, or is damaged: {UNREAD} (download it again)"],
    ),
    "a web page that a failed download left": Damaged(
        "own.csv", PAGE, {}, [f"own.csv:1:1: LF401 this is a web page, and no table: {UNREAD} (download it again)"]
    ),
    "a zip archive that is called CSV": Damaged(
        "tidy.csv",
        zipped(**{"a.csv": TIDY}),
        {},
        [f"tidy.csv:1:1: LF401 this is a zip archive: {UNREAD} (give it the ending .zip and declare it in extracts.yaml)"],
    ),
    "lines ended as on old Macs, one of them bad": Damaged(
        "own.csv",
        (OWN + own(1, 2) + "E3,2022,many\n").replace("\n", "\r"),
        {"read": 3, "used": 2, "refused": 1},
        [f"own.csv:4:9: LF403 value 'many' is not a number {HELD_BACK}"],
    ),
}  # fmt: skip


@pytest.fixture
def project(folder: Folder) -> Folder:
    """Give a project with one good extract and a declaration for files called own."""
    folder.write("strategies/a.yaml", strategy(INDICATOR, measures=MEASURES))
    folder.write("data/good.csv", TIDY + "score,GOOD,2022,5\n")
    return folder


def accounted(done: Any) -> dict[str, dict[str, int]]:
    files = json.loads(done.stdout)["files"]
    for row in files:
        assert row["read"] == sum(row[fate] for fate in FATES), row
    return {
        row["file"].removeprefix("data/"): {
            name: row[name] for name in ("read", *FATES) if row[name]
        }
        for row in files
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_damage_is_told_in_its_place_and_the_rest_counts(project: Folder, case: Damaged) -> None:
    content = case.content.encode() if isinstance(case.content, str) else case.content
    project.write(f"data/{case.file}", content)
    if case.file.startswith("own"):
        project.write("data/extracts.yaml", DECLARATION)
    done = project.run("data", *DAY, "--format", "json")
    *told, count = done.stderr.splitlines()
    assert told == [f"data/{message}" for message in case.messages]
    errors = "1 error" if len(told) == 1 else f"{len(told)} errors"
    assert count == f"{errors} in 1 file"
    assert done.returncode == 1
    assert accounted(done) == {"good.csv": {"read": 1, "used": 1}, case.file: case.account}


@pytest.mark.parametrize(("file", "head"), [("tidy.csv", TIDY), ("own.csv", OWN)])
def test_ten_thousand_bad_cells_are_a_hundred_messages_and_all_are_counted(
    project: Folder, file: str, head: str
) -> None:
    rows = MASSES if head == OWN else MASSES.replace("E", "score,E")
    project.write(f"data/{file}", head + rows + (own(77_777) if head == OWN else tidy(77_777)))
    project.write("data/extracts.yaml", DECLARATION.replace("own.*", file) if head == OWN else "")
    if head != OWN:
        (project.root / "data/extracts.yaml").unlink()
    done = project.run("check", *DAY, "--format", "json")
    *told, count = done.stderr.splitlines()
    assert done.returncode == 1
    assert len(told) == 101
    assert told[-1].endswith("LF403 and 9,900 more figures like this in the file")
    assert count == "101 errors in 1 file"
    areas = {row["area"] for row in json.loads(done.stdout)["assessments"]}
    assert areas == {"GOOD", "E77777"}
    data = project.run("data", *DAY, "--format", "json")
    assert accounted(data)[file] == {"read": 10_001, "used": 1, "refused": 10_000}


def test_a_path_in_an_archive_writes_nothing_anywhere(project: Folder) -> None:
    project.write("data/own.zip", zipped(**{"../../escaped.csv": OWN + own(1)}))
    project.write("data/extracts.yaml", DECLARATION)
    before = {path for path in project.root.parent.rglob("*") if path.name != "own.zip"}
    done = project.run("data", *DAY, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert accounted(done)["own.zip"] == {"read": 1, "used": 1}
    assert not any(path.name == "escaped.csv" for path in project.root.parent.rglob("*"))
    assert {path for path in project.root.parent.rglob("*") if path.name != "own.zip"} == before


# Files that are small and would be large


def bomb(size: int) -> bytes:
    return OWN.encode() + b" " * size


BOMBS: dict[str, tuple[str, Any]] = {
    "gzip": ("a.csv.gz", lambda: gzip.compress(bomb(70 << 20), compresslevel=1)),
    "zip": ("a.zip", lambda: zipped(**{"a.csv": bomb(70 << 20)})),
}


@pytest.mark.parametrize(("name", "packed"), BOMBS.values(), ids=BOMBS)
def test_a_file_that_unpacks_to_hundreds_of_times_its_size_is_not_unpacked(name: str, packed: Any) -> None:
    found = read({name: packed(), "extracts.yaml": DECLARATION.replace("own.*", "a.*")})
    assert unpack.MOST_UNPROVEN == 64 << 20
    assert [str(message) for message in found.messages] == [
        f"{name}:1:1: LF401 this unpacks to more than 64 MB: it was not read (unpack it by hand)"
    ]
    assert adds_up(found)


def test_what_shrinks_as_tables_do_is_unpacked_as_far_as_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    table = OWN + own(*range(2000))
    files = {"a.csv.gz": gzip.compress(table.encode()), "extracts.yaml": DECLARATION.replace("own.*", "a.*")}
    monkeypatch.setattr(unpack, "MOST_UNPROVEN", 1 << 10)
    assert account(read(files)) == [{"read": 2000, "used": 2000}]
    monkeypatch.setattr(unpack, "MOST", 1 << 10)
    assert [message.code for message in read(files).messages] == ["LF401"]


def test_a_parquet_file_of_more_rows_than_its_bytes_can_mean_is_not_read(tmp_path: Path) -> None:
    rows = MOST_ROWS_UNPROVEN + 1
    frame = pl.LazyFrame().select(pl.repeat("E1", rows, dtype=pl.String).alias("Area"))
    frame.sink_parquet(tmp_path / "a.parquet")
    content = (tmp_path / "a.parquet").read_bytes()
    assert len(content) * MOST_ROWS_A_BYTE < rows
    found = read({"a.parquet": content})
    assert [str(message) for message in found.messages] == [
        f"a.parquet:1:1: LF401 {len(content):,} bytes that claim to be {rows:,} rows: it was not read"
    ]


SLOW = {
    "marks that open and never end": '"a,2022,5\n',
    "marks that open and end and open": 'a","b\n',
    "marks alone": '"\n',
    "rows of marks": ',"",""","' * 50 + "\n",
}


@pytest.mark.parametrize("line", SLOW.values(), ids=SLOW)
def test_a_file_made_to_be_slow_is_read_to_its_end(line: str) -> None:
    found = read({"a.csv": OWN + line * 10_000, "extracts.yaml": DECLARATION.replace("own.*", "a.*")})
    assert adds_up(found)
    assert found.account["refused"].item() == found.account["read"].item() > 0
    assert len(found.messages) == 101


OTHER_KINDS = {
    "a web page": (PAGE.encode(), "this is a web page, and no table"),
    "a web page below a byte-order mark": (b"\xef\xbb\xbf\n" + PAGE.encode(), "this is a web page, and no table"),
    "XML": (b'<?xml version="1.0"?><Error/>', "this is XML, and no table"),
    "JSON": (b'{"error": "none, here"}', "this is JSON, and no table"),
    "a list in JSON": (b'[{"a": 1}]', "this is JSON, and no table"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\n", "this is a PDF, and no table"),
    "a workbook": (zipped(**{"[Content_Types].xml": "<a/>"}), "this is a workbook"),
    "gzip": (gzip.compress(TIDY.encode()), "this is packed with gzip"),
    "Parquet": (PARQUET, "this is a Parquet file"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "this is a picture, and no table"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "this is a pointer of Git LFS"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "words"), OTHER_KINDS.values(), ids=OTHER_KINDS)
def test_what_is_called_a_table_and_is_something_else_is_called_by_its_name(
    content: bytes, words: str
) -> None:
    (message,) = read({"a.csv": content}).messages
    assert (message.code, message.text[: len(words)]) == ("LF401", words)
    assert message.hint


NO_OTHER_KINDS = {
    "a name in brackets": "[measure],area\n",
    "a name in braces": "{measure},area\n",
    "a name that begins so": "htmlarea,area\n",
    "letters that begin a zip archive": "PK,area\n",
}


@pytest.mark.parametrize("content", NO_OTHER_KINDS.values(), ids=NO_OTHER_KINDS)
def test_a_strange_name_of_a_column_makes_no_other_kind_of_file(content: str) -> None:
    assert [message.code for message in read({"a.csv": content}).messages] == ["LF402"]
