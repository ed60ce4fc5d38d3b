"""Filters on columns that are blank below their labels, as merged cells leave them. All is made up."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = ("--as-of", "2026-01-31")
MEASURE = {"title": "M", "unit": "count", "improves": "down", "year": "calendar"}
COLUMNS = {"area": "Area", "period": "Year", "value": "Cases"}
Rows = list[tuple[str, ...]]


def told(folder: Folder, rows: Rows, name: str = "a.csv", **says: Any) -> tuple[list[str], str]:
    """Read rows as declared: what is told of blanks, and the line of the account."""
    promise = {"id": "i", "title": "I", "measure": "m", "areas": ["QKS"]}
    promise["target"] = {"at_most": 6, "by": "2028"}
    folder.write("strategies/a.yaml", strategy(promise, measures={"m": MEASURE}))
    about = {"files": name, "columns": COLUMNS} | says
    about |= {} if "measures" in says else {"fixed": {"measure": "m"}}
    folder.write("data/extracts.yaml", {"logframe": 1, "extracts": {"made-up": about}})
    if name.endswith(".xlsx"):
        book, raw = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.active.append([cell or None for cell in row])
        book.save(raw)
        folder.write(f"data/{name}", raw.getvalue())
    else:
        folder.write(f"data/{name}", "".join(f"{','.join(row)}\n" for row in rows))
    done = folder.run("data", *DAY, "--format", "csv")
    return [line for line in done.stderr.splitlines() if "LF434" in line], done.stdout.partition(f"{name},")[
        2
    ]


HEAD: Rows = [("Area", "Sex", "Year", "Cases")]
MERGED: Rows = [
    *HEAD,
    *(("QKS", "Male" if year == "2021" else "", year, "9") for year in ("2021", "2022", "2023")),
    *(("QKS", "Female" if year == "2021" else "", year, "8") for year in ("2021", "2022", "2023")),
]
KEEP = {"keep": {"Sex": "Female"}}
LEFT_OUT = (
    "LF434 'Sex' is blank below 'Female', as in merged cells: 2 rows are not read, though that is kept "
    "(fill 'Sex' down into every row; if blank means something else, say so with drop: {Sex: \"\"})"
)
WAYS: dict[str, dict[str, Any]] = {
    "kept": KEEP,
    "kept and summed": KEEP | {"combine": "sum"},
    "of a measure": {"measures": {"m": {"keep": {"Sex": "Female"}}}},
    "of one of two measures": {
        "measures": {"m": {"keep": {"Sex": "Female"}}, "n": {"keep": {"Sex": "Other"}}}
    },
}


@pytest.mark.parametrize(("name", "column"), [("a.csv", 5), ("a.xlsx", 2)])
@pytest.mark.parametrize("says", WAYS.values(), ids=WAYS)
def test_rows_that_a_filter_leaves_out_below_a_label_that_it_keeps_are_told(
    folder: Folder, says: dict[str, Any], name: str, column: int
):
    messages, account = told(folder, MERGED, name, **says)
    assert messages == [f"data/{name}:6:{column}: {LEFT_OUT}"]
    assert account.startswith("6,1,5,")


def test_rows_that_a_filter_lets_in_below_a_label_that_it_drops_are_told(folder: Folder):
    messages, _ = told(folder, MERGED, drop={"Sex": "Male"})
    assert messages == [
        "data/a.csv:3:5: LF434 'Sex' is blank below 'Male', as in merged cells: 2 rows are read, though that is dropped "
        "(fill 'Sex' down into every row; if blank means something else, say so with keep, which names the texts to be "
        "read)"
    ]


def test_cells_merged_in_two_columns_are_told(folder: Folder):
    head = [("Type", "Sex", "Area", "Year", "Cases")]
    rows = [
        ("New" if at == 0 else "Old" if at == 4 else "", ("Male", "", "Female", "")[at % 4], "QKS", str(2020 + at % 2), "7")
        for at in range(8)
    ]  # fmt: skip
    messages, account = told(folder, head + rows, keep={"Type": "Old", "Sex": "Female"})
    assert [line.partition(" (")[0] for line in messages] == [
        "data/a.csv:8:1: LF434 'Type' is blank below 'Old', as in merged cells: 2 rows are not read, though that is kept"
    ]
    assert account.startswith("8,0,8,")


YEARS = ("2021", "2022", "2023")
OWN: dict[str, tuple[Rows, dict[str, Any]]] = {
    "filled down": ([*HEAD, *(("QKS", sex, year, "9") for sex in ("Male", "Female") for year in YEARS)], KEEP),
    "a total in each year": ([*HEAD, *(("QKS", sex, year, "9") for year in YEARS for sex in ("Male", "Female", ""))], KEEP),
    "a total first": ([*HEAD, *(("QKS", sex, year, "9") for year in YEARS for sex in ("", "Male", "Female"))], KEEP),
    "totals below all": ([*HEAD, *(("QKS", sex, year, "9") for sex in ("Male", "Female", "") for year in YEARS)], KEEP),
    "a total below each": ([*HEAD, *(("QKS", sex, year, "9") for year in YEARS for sex in ("Male", "", "Female", ""))], KEEP),
    "a mark of some rows": ([*HEAD, *(("QKS", "Final" if at % 2 else "", str(2010 + at), "9") for at in range(1, 9))], {"keep": {"Sex": "Final"}}),
    "blanks that are dropped": (MERGED, KEEP | {"drop": {"Sex": ""}}),
    "blanks that are kept": (MERGED, {"keep": {"Sex": ["", "Female"]}}),
    "notes": ([*MERGED[:2], ("", "", "", ""), ("Men", "", "", ""), MERGED[4], ("", "", "", "")], KEEP),
    "other areas": ([*HEAD, *(("E9" if at else "QKS", "" if at else sex, year, "9") for sex in ("Male", "Female") for at, year in enumerate(YEARS))], KEEP),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "says"), OWN.values(), ids=OWN)
def test_blanks_that_mean_something_of_their_own_are_not_told(
    folder: Folder, rows: Rows, says: dict[str, Any]
):
    assert told(folder, rows, **says)[0] == []
