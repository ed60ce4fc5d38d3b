"""Workbooks as publishers and colleagues make them. Each is made here, and everything in it is made up."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from logframe.evidence.declared import sheet as reader
from logframe.evidence.declared import workbook as workbooks
from tests.evidence.made_up import START, account, adds_up, declared, read

xlsxwriter = pytest.importorskip("xlsxwriter")
pytest.importorskip("fastexcel")

Fill = Callable[[Any], None]
SCORES = "    columns: {area: Area, period: Year, value: Score}\n    fixed: {measure: score}\n"
HEADER = ("Area", "Year", "Score")
HELD_BACK = (
    "(if it marks a figure that is held back, say so: suppressed: ['{0}']; if it is nought: zero: ['{0}'])"
)


def made(fill: Fill) -> bytes:
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True}) as workbook:
        fill(workbook)
    return raw.getvalue()


def written(workbook: Any, *rows: tuple[object, ...], name: str = "Data", top: int = 0, left: int = 0) -> Any:
    """Add a sheet with some rows, the first of them at a row and column counted from 0."""
    sheet = workbook.add_worksheet(name)
    for at, row in enumerate(rows, start=top):
        sheet.write_row(at, left, row)
    return sheet


def found(fill: Fill, declaration: str = SCORES, name: str = "a.xlsx") -> Any:
    return declared(made(fill), declaration, name)


def values(evidence: Any) -> list[tuple[str, float | None]]:
    return evidence.observations.select("area", "value").rows()


PLAIN = (HEADER, ("E1", 2022, 5.5), ("E2", 2022, 6))
EXPECTED = [("E1", 5.5), ("E2", 6.0)]


def plain(workbook: Any) -> None:
    written(workbook, *PLAIN)


def with_hidden(workbook: Any) -> None:
    written(workbook, ("x",))
    written(workbook, *PLAIN, name="Hidden").hide()


def with_nothing(workbook: Any) -> None:
    workbook.add_worksheet("Data")


def with_notes(workbook: Any) -> None:
    written(workbook, ("What these figures are",), name="Notes")
    written(workbook, *PLAIN)
    written(workbook, ("kept out of sight",), name="Lookup").hide()


def with_title(workbook: Any) -> None:
    sheet = written(workbook, *PLAIN, top=4)
    sheet.merge_range(0, 0, 1, 2, "Table 1: scores by area, 2022")
    sheet.write(2, 0, "Source: made up")


def off_the_corner(workbook: Any) -> None:
    written(workbook, *PLAIN, top=2, left=3)


def as_text(workbook: Any) -> None:
    written(workbook, HEADER, ("E1", "2022", "5.5"), ("E2", "2022 ", " 6 "))


def with_formulas(workbook: Any) -> None:
    sheet = written(workbook, HEADER, ("E1", 2022), ("E2", 2022))
    sheet.write_formula(1, 2, "=11/2", None, 5.5)
    sheet.write_formula(2, 2, "=3+3", None, 6)


def with_blank_rows(workbook: Any) -> None:
    written(workbook, HEADER, (), ("E1", 2022, 5.5), ("  ",), (), ("E2", 2022, 6), (), ())


def with_repeated_text(workbook: Any) -> None:
    written(workbook, (*HEADER, "Score note"), *((*row, "a note") for row in PLAIN[1:]))


def with_rich_text(workbook: Any) -> None:
    sheet = written(workbook, *PLAIN)
    sheet.write_rich_string(0, 0, workbook.add_format({"bold": True}), "Ar", "ea")


WAYS: dict[str, tuple[Fill, str]] = {
    "one sheet": (plain, ""),
    "the sheet that is named": (with_notes, "    sheet: Data\n"),
    "a merged title above": (with_title, "    skip: 3\n"),
    "a table off the corner": (off_the_corner, ""),
    "numbers and years stored as text": (as_text, ""),
    "formulas": (with_formulas, ""),
    "blank rows": (with_blank_rows, ""),
    "a text that many cells share": (with_repeated_text, ""),
    "a heading half in bold": (with_rich_text, ""),
}


@pytest.mark.parametrize(("fill", "more"), WAYS.values(), ids=WAYS)
def test_a_sheet_is_read_however_it_is_laid_out(fill: Fill, more: str) -> None:
    evidence = found(fill, SCORES + more)
    assert [str(message) for message in evidence.messages] == []
    assert values(evidence) == EXPECTED
    assert account(evidence) == [{"read": 2, "used": 2}]


def test_a_hidden_sheet_is_read_if_it_is_named() -> None:
    evidence = found(with_hidden, SCORES + "    sheet: Hidden\n")
    assert values(evidence) == EXPECTED


def test_a_workbook_in_a_zip_archive_is_read() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("table.xlsx", made(plain))
    assert values(read({"a.zip": raw.getvalue(), "extracts.yaml": START + SCORES})) == EXPECTED


def test_days_and_moments_are_periods() -> None:
    def fill(workbook: Any) -> None:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        month = workbook.add_format({"num_format": "mmm-yy"})
        sheet = written(
            workbook, ("Area", "Month", "Waits"), ("E1", "", 5), ("E1", "", 6), ("E1", "May 2024", 7)
        )
        sheet.write_datetime(1, 1, datetime(2024, 3, 1), day)  # noqa: DTZ001  # as workbooks store them
        sheet.write_datetime(2, 1, datetime(2024, 4, 1), month)  # noqa: DTZ001

    evidence = found(
        fill, "    columns: {area: Area, period: Month, value: Waits}\n    fixed: {measure: waits}\n"
    )
    assert evidence.messages == []
    assert evidence.observations.select("start", "value").rows() == [
        (date(2024, 3, 1), 5.0),
        (date(2024, 4, 1), 6.0),
        (date(2024, 5, 1), 7.0),
    ]


def test_a_percentage_is_stored_as_the_share_that_it_is() -> None:
    def fill(workbook: Any) -> None:
        sheet = written(workbook, HEADER, ("E1", "2022/23"))
        sheet.write(1, 2, 0.075, workbook.add_format({"num_format": "0.0%"}))

    scaled = "    columns: {area: Area, period: Year, value: {of: Score, times: 100}}\n    fixed: {measure: smoking}\n"
    assert values(found(fill, scaled)) == [("E1", 7.5)]


def test_a_cell_is_told_by_its_row_and_column_in_the_sheet() -> None:
    def fill(workbook: Any) -> None:
        written(
            workbook, HEADER, ("E1", 2022, "many"), (), ("E2", "soon", 6), ("E3", 2022, 7), top=2, left=28
        )

    evidence = found(fill)
    assert [str(message).partition(" (")[0] for message in evidence.messages] == [
        "a.xlsx:4:31: LF403 value 'many' is not a number",
        "a.xlsx:6:30: LF404 'soon' is not a period that can be read: write it like 2022, 2022/23, 2022/23 Q1, 2022-11, 2020 - 22, Nov 2022 - Oct 2023 or 2022-04-01/P1Y",
    ]
    assert account(evidence) == [{"read": 3, "used": 1, "refused": 2}]
    assert adds_up(evidence)


@pytest.mark.parametrize("blank", ["", "    blank: zero\n", "    blank: missing\n"])
def test_an_error_in_a_cell_is_never_taken_for_a_blank_one(blank: str) -> None:
    def fill(workbook: Any) -> None:
        sheet = written(workbook, HEADER, ("E1", 2022), ("E2", 2022), ("E3", 2022, 7), left=1)
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")

    evidence = found(fill, SCORES + blank)
    assert [str(message) for message in evidence.messages] == [
        f"a.xlsx:2:4: LF403 value '#N/A' is not a number {HELD_BACK.format('#N/A')}",
        f"a.xlsx:3:4: LF403 value '#DIV/0!' is not a number {HELD_BACK.format('#DIV/0!')}",
    ]
    assert account(evidence) == [{"read": 3, "used": 1, "refused": 2}]


def test_an_error_can_be_declared_to_mean_that_a_figure_is_withheld() -> None:
    def fill(workbook: Any) -> None:
        sheet = written(workbook, HEADER, ("E1", 2022))
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")

    evidence = found(fill, SCORES + "    suppressed: ['#N/A']\n")
    assert account(evidence) == [{"read": 1, "suppressed": 1}]


SHEETS: dict[str, tuple[str, str]] = {
    "none named of several": (
        "",
        "a.xlsx:1:1: LF401 the workbook has 3 sheets: it was not read (say in 'sheet' which is meant: 'Notes', 'Data', 'Lookup')",
    ),
    "one that is not there": (
        "    sheet: Dat\n",
        "extracts.yaml:7:12: LF401 'a.xlsx': the workbook has no sheet 'Dat' in extract 'made-up' (did you mean 'Data'?)",
    ),
    "one that is nothing like it": (
        "    sheet: Table 4\n",
        "extracts.yaml:7:12: LF401 'a.xlsx': the workbook has no sheet 'Table 4' in extract 'made-up' (it has 'Notes', 'Data', 'Lookup')",
    ),
    "a header that is further down": (
        "    sheet: Notes\n",
        "extracts.yaml:5:21: LF402 'a.xlsx' has no column 'Area' in extract 'made-up' (it has 'What these figures are')",
    ),
    "all of it skipped": (
        "    sheet: Notes\n    skip: 7\n",
        "a.xlsx:1:1: LF401 there is nothing below the lines that are skipped: it was not read",
    ),
}


@pytest.mark.parametrize(("more", "message"), SHEETS.values(), ids=SHEETS)
def test_a_sheet_that_cannot_be_meant_is_told(more: str, message: str) -> None:
    assert str(found(with_notes, SCORES + more).messages[0]) == message


def test_a_sheet_of_nothing_is_told() -> None:
    (message,) = found(with_nothing).messages
    assert message.code == "LF401"


NO_WORKBOOKS = {
    "text": b"Area,Year,Score\n",
    "nothing": b"",
    "an archive of something else": b"PK\x05\x06" + b"\0" * 18,
    "half of one": made(plain)[:2000],
}


@pytest.mark.parametrize("ending", ["xlsx", "xls", "xlsb", "ods"])
@pytest.mark.parametrize("content", NO_WORKBOOKS.values(), ids=NO_WORKBOOKS)
def test_what_is_no_workbook_is_told(content: bytes, ending: str) -> None:
    evidence = read({f"a.{ending}": content, "extracts.yaml": START + SCORES})
    (message,) = evidence.messages
    assert (message.file, message.code) == (f"a.{ending}", "LF401")
    assert message.text.startswith("not a workbook that can be read: ")
    assert adds_up(evidence)


def test_a_workbook_that_says_that_it_is_boundless_ends_in_a_message() -> None:
    def fill(workbook: Any) -> None:
        written(workbook, *PLAIN).write(1_048_575, 16_383, "far away")

    (message,) = found(fill).messages
    assert reader.MEMORY == 4 << 30
    assert str(message) == (
        "a.xlsx:1:1: LF401 the workbook is damaged, or takes more than 4 GB of memory: it was not read (save the sheet as CSV)"
    )


def test_a_workbook_that_takes_for_ever_ends_in_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "SECONDS", 0)
    (message,) = found(plain).messages
    assert "takes more than 0 minutes to read" in message.text


def test_nothing_of_the_working_folder_is_run(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("polars", "fastexcel", "json", "resource"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('this was run')\n")
    monkeypatch.chdir(tmp_path)
    content = made(plain)
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert workbooks.cells(path, None, tmp_path).height == 3
