"""Files, sheets and members whose name says the period of all their rows: what the commands say. All is made up."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_made_of_several import checked
from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

ROWS = "Area,Share\nQKS,{}\nXYZ,50\n"
COLUMNS = "    fixed: {measure: m}\n    columns: {area: Area, value: Share}\n"


def project(folder: Folder, files: dict[str, str | bytes], where: str, more: str = COLUMNS) -> None:
    """Write a strategy of one monthly percentage, files, and how they are read."""
    indicator = {"id": "i", "title": "I", "measure": "m", "areas": ["QKS"]}
    indicator["target"] = {"at_least": 78, "by": "March 2027"}
    about = {"title": "M", "unit": "percent", "improves": "up", "every": "month"}
    folder.write("strategies/a.yaml", strategy(indicator, measures={"m": about}))
    for name, content in files.items():
        path = folder.write(f"data/{name}", "")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    folder.write("data/extracts.yaml", f"logframe: 1\nextracts:\n  x:\n    {where}\n{more}")


@pytest.mark.parametrize(
    ("pattern", "name", "month"),
    [
        ("ae-{period}.csv", "ae-April-2025.csv", "2025-04"),
        ("ae-{period}.csv", "ae-2025-04.csv", "2025-04"),
        ("MSitAE-{period}.csv", "MSitAE-APRIL-2025.csv", "2025-04"),
        ("{period}.csv", "Apr 2025.csv", "2025-04"),
        ("*-RTT-{period}-full*.csv", "20250531-RTT-April-2025-full-extract-v2.csv", "2025-04"),
        ("Monthly-AE-{period}*.csv", "Monthly-AE-April-2025-revised-x7Tq.csv", "2025-04"),
        ("**/{period}.csv", "2025/ae/April 2025.csv", "2025-04"),
    ],
)
def test_a_files_name_says_the_period_of_all_its_rows(folder: Folder, pattern: str, name: str, month: str):
    project(folder, {name: ROWS.format(70)}, f"files: '{pattern}'")
    assert checked(folder) == ([], {month: 70.0})


def test_each_file_is_of_its_own_period(folder: Folder):
    files = {f"ae-{month}-2025.csv": ROWS.format(at) for at, month in enumerate(("April", "May", "June"), 70)}
    project(folder, files, "files: 'ae-{period}.csv'")
    assert checked(folder) == ([], {"2025-04": 70.0, "2025-05": 71.0, "2025-06": 72.0})


def test_rows_of_files_of_one_period_make_figures_together(folder: Folder):
    counts = "    fixed: {measure: m}\n    combine: sum\n    parts: Site\n"
    counts += "    columns: {area: Area, value: {of: Seen, over: All, times: 100}}\n"
    head = "Area,Site,Seen,All\n"
    files = {
        "n-April-2025.csv": f"{head}QKS,N,70,100\n",
        "s-2025-04.csv": f"{head}QKS,S,90,300\n",
        "n-May-2025.csv": f"{head}QKS,N,75,100\n",
    }
    project(folder, files, "files: '?-{period}.csv'", counts)
    assert checked(folder) == ([], {"2025-04": 40.0, "2025-05": 75.0})


def test_a_name_that_says_no_period_refuses_its_rows(folder: Folder):
    files = {"ae-April-2025.csv": ROWS.format(70), "ae-summary.csv": ROWS.format(99)}
    project(folder, files, "files: 'ae-{period}.csv'")
    messages, figures = checked(folder)
    assert figures == {"2025-04": 70.0}
    assert [message.partition(" that can")[0] for message in messages] == [
        "data/ae-summary.csv:2:1: LF404 'summary' is not a period"
    ]


def test_a_name_with_nothing_in_the_periods_place_is_not_the_one_meant(folder: Folder):
    project(
        folder, {"ae-.csv": ROWS.format(99), "ae-May-2025.csv": ROWS.format(70)}, "files: 'ae-{period}.csv'"
    )
    messages, figures = checked(folder)
    assert figures == {"2025-05": 70.0}
    assert any(message.startswith("data/ae-.csv:") for message in messages)


def test_a_member_of_an_archive_says_the_period(folder: Folder):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("ae/April 2025.csv", ROWS.format(70))
        archive.writestr("ae/May 2025.csv", ROWS.format(71))
        archive.writestr("ae/notes.txt", "x")
    project(folder, {"ae.zip": raw.getvalue()}, "files: ae.zip\n    member: 'ae/{period}.csv'")
    assert checked(folder) == ([], {"2025-04": 70.0, "2025-05": 71.0})


def test_a_sheet_says_the_period(folder: Folder):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("fastexcel")
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True}) as workbook:
        for name, value in (("Notes", 1), ("Q Apr-25", 70), ("Q May-25", 71)):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, ("Area", "Share"))
            sheet.write_row(1, 0, ("QKS", value))
    project(folder, {"ae.xlsx": raw.getvalue()}, "files: ae.xlsx\n    sheet: 'Q {period}'")
    assert checked(folder) == ([], {"2025-04": 70.0, "2025-05": 71.0})


def test_a_file_without_sheets_whose_sheet_was_to_say_the_period_is_not_read(folder: Folder):
    project(folder, {"ae.csv": ROWS.format(70)}, "files: 'ae.*'\n    sheet: '{period}'")
    messages, figures = checked(folder)
    assert figures == {}
    assert (
        "LF401 'data/ae.csv': neither its name nor a column says the period: it was not read" in messages[0]
    )
