"""Files that hold several tables: sheets of a workbook, members of a zip archive. The figures are made up."""

from __future__ import annotations

import io
import zipfile

import pytest

from logframe.evidence.declared import members
from tests.evidence.made_up import account, adds_up, read

HEAD = "Area,Year,Score\n"
COLUMNS = "    columns: {area: Area, period: Year, value: Score}\n    fixed: {measure: score}\n"
OLD, NEW, NOTES = HEAD + "E1,2021,5\n", HEAD + "E1,2022,6\nE2,2022,bad\n", "What is this?\n"


def archive(**files: str) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as packed:
        for name, content in files.items():
            packed.writestr(f"{name}.csv", content)
    return raw.getvalue()


def workbook(**sheets: str) -> bytes:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("fastexcel")
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True}) as book:
        for name, content in sheets.items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(content.splitlines()):
                sheet.write_row(at, 0, line.split(","))
    return raw.getvalue()


def declared(*said: str, file: str, columns: str = COLUMNS) -> str:
    extracts = (f"  made-up-{at}:\n    files: {file}\n    {one}\n{columns}" for at, one in enumerate(said))
    return "logframe: 1\nextracts:\n" + "".join(extracts)


WAYS = {
    "members that a pattern has": ("a.zip", ['member: "20*"'], "in '2022.csv'"),
    "members that two declarations have": ("a.zip", ["member: 2021.csv", "member: 2022.csv"], "in '2022.csv'"),
    "sheets that a pattern has": ("a.xlsx", ['sheet: "20*"'], "in sheet '2022'"),
    "sheets that two declarations have": ("a.xlsx", ["sheet: 2021", "sheet: 2022"], "in sheet '2022'"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "said", "where"), WAYS.values(), ids=WAYS)
def test_several_tables_of_one_file_are_read(file: str, said: list[str], where: str) -> None:
    make = archive if file.endswith(".zip") else workbook
    content = make(**{"2021": OLD, "2022": NEW, "notes": NOTES})
    found = read({file: content, "extracts.yaml": declared(*said, file=file)})
    rows = found.observations.select("area", "start", "value", "file", "record").rows()
    assert [(area, start.year, value) for area, start, value, _, _ in rows] == [
        ("E1", 2021, 5.0),
        ("E1", 2022, 6.0),
    ]
    assert {name for _, _, _, name, _ in rows} == {file}
    # It is one file in the account, and a fault says in which of its tables it is.
    assert account(found) == [{"read": 3, "used": 2, "refused": 1}]
    assert adds_up(found)
    assert [message.text for message in found.messages] == [f"value 'bad' is not a number, {where}"]


def test_rows_of_several_tables_are_added_up() -> None:
    content = archive(a=HEAD + "E1,2022,5\n", b=HEAD + "E1,2022,6\n")
    declaration = declared('member: "*"', file="a.zip", columns=COLUMNS + "    combine: sum\n")
    found = read({"a.zip": content, "extracts.yaml": declaration})
    assert adds_up(found)
    assert account(found)[0]["read"] == 2


def test_figures_of_two_tables_that_contradict_each_other_are_told_with_both() -> None:
    content = archive(a=HEAD + "E1,2022,5\n", b=HEAD + "E1,2022,6\n")
    found = read({"a.zip": content, "extracts.yaml": declared('member: "*"', file="a.zip")})
    (message,) = found.messages
    assert message.text.endswith("6 contradicts 5 at a.zip:2 ('a.csv'), in 'b.csv'")


TWICE = {
    "the same member": ["member: 2021.csv", "member: 2021.csv"],
    "a member that a pattern has too": ['member: "20*"', "member: 2022.csv"],
    "all members, and one": ['member: "*1.csv"', "skip: 0"],
}


@pytest.mark.parametrize("said", TWICE.values(), ids=TWICE)
def test_a_table_is_one_declarations_alone(said: list[str]) -> None:
    content = archive(**{"2021": OLD, "2022": HEAD + "E1,2022,6\n"})
    found = read({"a.zip": content, "extracts.yaml": declared(*said, file="a.zip")})
    assert [(message.line, message.code) for message in found.messages] == [(9, "LF415")]
    assert adds_up(found)


def test_a_pattern_that_no_member_has_is_told() -> None:
    found = read({"a.zip": archive(b=OLD), "extracts.yaml": declared("member: c*", file="a.zip")})
    assert [message.text for message in found.messages] == [
        "'a.zip': the archive holds no file named like 'c*' in extract 'made-up-0'"
    ]


def test_a_member_whose_very_name_looks_like_a_pattern_is_that_member() -> None:
    content = archive(**{"a[1]": OLD, "a1": NEW})
    found = read({"a.zip": content, "extracts.yaml": declared("member: 'a[1].csv'", file="a.zip")})
    assert found.messages == []
    assert account(found) == [{"read": 1, "used": 1}]


def test_a_file_of_more_tables_than_are_read_is_told() -> None:
    names = [f"m{at}" for at in range(members.MOST_TABLES + 1)]
    found = read(
        {
            "a.zip": archive(**dict.fromkeys(names, HEAD)),
            "extracts.yaml": declared('member: "m*"', file="a.zip"),
        }
    )
    assert "LF401" in {message.code for message in found.messages}
    (message,) = [message for message in found.messages if message.code == "LF401"]
    assert message.text.startswith("'a.zip' has 501 tables named so: the first 500 are read")


ALL = HEAD + "E1,2021,5\n"
IDLE = {
    "a table that a pattern reaches beside a workbook": (
        "a*",
        "sheet: One",
        {"a.xlsx": workbook, "a-old.csv": HEAD + "E1,2020,4\n"},
        "5:12: LF412 'a-old.csv' is no workbook: it is read whatever 'sheet' says in extract 'made-up-0'"
        " (did you mean files: 'a*.xlsx'? If all are meant: ['a*.xlsx', 'a*.csv'])",
    ),
    "several tables, and no workbook": (
        "b.*",
        "sheet: One",
        {"b.csv": ALL, "b.txt": HEAD + "E1,2020,4\n"},
        "5:12: LF412 'b.csv' and 1 more file are no workbooks: they are read whatever 'sheet' says in extract"
        " 'made-up-0' (leave 'sheet' out, or declare such files by themselves)",
    ),
    "a table beside an archive": (
        "a.*",
        "member: One.csv",
        {"a.zip": archive(One=ALL), "a.csv": HEAD + "E1,2020,4\n"},
        "5:13: LF412 'a.csv' is no zip archive: it is read whatever 'member' says in extract 'made-up-0'"
        " (did you mean files: 'a.zip'? If all are meant: ['a.zip', 'a.csv'])",
    ),
    "an archive of a table": (
        "a.zip",
        "sheet: One",
        {"a.zip": archive(One=ALL)},
        "5:12: LF412 'a.zip' is no workbook: it is read whatever 'sheet' says in extract 'made-up-0'"
        " (leave 'sheet' out, or declare such files by themselves)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "said", "files", "message"), IDLE.values(), ids=IDLE)
def test_a_table_of_which_no_part_can_be_chosen_is_told(
    pattern: str, said: str, files: dict[str, object], message: str
) -> None:
    made = {name: one(One=ALL) if callable(one) else one for name, one in files.items()}
    found = read({**made, "extracts.yaml": declared(said, file=repr(pattern))})
    assert [str(one) for one in found.messages] == ["extracts.yaml:" + message]
    # It is read all the same: none of its rows is lost.
    assert account(found) == [{"read": 1, "used": 1}] * len(files)


def test_who_names_tables_by_their_ending_knows_that_no_part_of_them_is_chosen() -> None:
    files = {"a.zip": archive(One=ALL), "a.csv": HEAD + "E1,2020,4\n"}
    found = read({**files, "extracts.yaml": declared("member: One.csv", file="[a.zip, a.csv]")})
    assert found.messages == []
