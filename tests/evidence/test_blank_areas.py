"""Figures beside a blank area, as merged cells leave them: told once a file, and nothing else is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = ("--as-of", "2025-01-31")
MEASURE = {"title": "M", "unit": "count", "improves": "down", "year": "financial"}
AREA_YEAR_CASES = {"area": "Area", "period": "Year", "value": "Cases"}
TOLD = "LF430 no area is given beside a figure"


@pytest.fixture
def project(folder: Folder) -> Folder:
    promise = {"id": "i", "title": "I", "measure": "m", "areas": ["QKS"]}
    promise["target"] = {"at_most": 6, "by": "2028/29"}
    folder.write("strategies/a.yaml", strategy(promise, measures={"m": MEASURE}))
    return folder


def data(project: Folder, rows: str | bytes, name: str = "made-up.csv", **says: Any) -> tuple[list[str], str]:
    """Read a declared file: what is told of blank areas, and its line of the account."""
    about = {"files": name, "columns": AREA_YEAR_CASES, "fixed": {"measure": "m"}} | says
    project.write("data/extracts.yaml", {"logframe": 1, "extracts": {"made-up": about}})
    project.write(f"data/{name}", rows)
    return told(project, name)


def told(project: Folder, name: str) -> tuple[list[str], str]:
    done = project.run("data", *DAY, "--format", "csv")
    found = [line for line in done.stderr.splitlines() if "LF430" in line]
    return found, done.stdout.partition(f"data/{name},")[2]


BLANK = "Area,Year,Cases\nQKS,2021/22,9\n,2022/23,8\n ,2023/24,7\n"


def test_a_blank_area_of_a_tidy_file_is_told_with_its_rows_and_the_first_place(project: Folder):
    project.write(
        "data/a.csv",
        "measure,area,period,value\nm,QKS,2021/22,9\nm,,2022/23,8\nm, ,2023/24,7\nm,,,\nm,,2020/21,\n",
    )
    messages, account = told(project, "a.csv")
    assert [line.partition(" (fill")[0] for line in messages] == [f"data/a.csv:3:3: {TOLD} (2 rows)"]
    assert account.startswith("5,1,4,")


WAYS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "summed": {"combine": "sum"},
    "with a filter of several": {"drop": {"Year": ["2019/20", "2018/19"]}},
    "divided": {"columns": AREA_YEAR_CASES | {"value": {"of": "Cases", "times": 2}}},
}


@pytest.mark.parametrize("says", WAYS.values(), ids=WAYS)
def test_a_blank_area_of_a_declared_file_is_told_however_it_is_read(project: Folder, says: dict[str, Any]):
    messages, account = data(project, BLANK, **says)
    assert [line.partition(" (fill")[0] for line in messages] == [f"data/made-up.csv:3:1: {TOLD} (2 rows)"]
    assert account.startswith("3,1,2,")


@pytest.mark.parametrize("says", [{}, {"combine": "sum"}, {"codes": {"area": {"QKS": "QKS"}}}])
def test_lines_without_a_figure_have_no_area_to_lack(project: Folder, says: dict[str, Any]):
    messages, account = data(project, "Area,Year,Cases\nQKS,2021/22,9\n,,\n,Source: a survey,\n", **says)
    assert messages == []
    assert account.startswith("3,1,2,")


@pytest.mark.parametrize("says", [{}, {"combine": "sum"}, {"codes": {"area": {"QKS": "QKS"}}}])
def test_blank_areas_can_be_left_out(project: Folder, says: dict[str, Any]):
    messages, account = data(project, BLANK, drop={"Area": ""}, **says)
    assert messages == []
    assert account.startswith("3,1,2,")


def test_merged_cells_of_a_workbook_are_told(project: Folder):
    from openpyxl import Workbook

    book = Workbook()
    for row in (("Area", "Year", "Cases"), ("QKS", "2021/22", 9), (None, "2022/23", 8), (None, None, None)):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    raw = io.BytesIO()
    book.save(raw)
    messages, _ = data(project, raw.getvalue(), "made-up.xlsx")
    assert [line.partition(" (fill")[0] for line in messages] == [f"data/made-up.xlsx:3:1: {TOLD} (1 row)"]
