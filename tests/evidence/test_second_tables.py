"""A second table below the first: told where its header is, and none of it is used. All is made up."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = ("--as-of", "2026-01-31")
MEASURE = {"title": "M", "unit": "count", "improves": "down", "year": "financial"}
ROWS = [
    ("Area", "Period", "Sex", "Value"),
    ("QKS", "2021/22", "All", "6.0"),
    ("QKS", "2022/23", "All", "5.5"),
    ("", "", "", ""),
    ("Table 2: males only", "", "", ""),
    ("Area", "Period", "Sex", "Value"),
    ("QKS", "2023/24", "All", "9.9"),
    ("QKS", "2024/25", "All", "9.8"),
]
TOLD = "LF431 the header is repeated here: a second table begins, and none of it is used (2 rows)"


def data(
    folder: Folder, rows: list[tuple[str, ...]], name: str = "a.csv", **says: Any
) -> tuple[list[str], str]:
    """Read rows as declared: what is told of them, and their line of the account."""
    promise = {"id": "i", "title": "I", "measure": "m", "areas": ["QKS"]}
    promise["target"] = {"at_most": 6, "by": "2028/29"}
    folder.write("strategies/a.yaml", strategy(promise, measures={"m": MEASURE}))
    columns = {"area": "Area", "period": "Period", "value": "Value"}
    about = {"files": name, "columns": columns, "fixed": {"measure": "m"}} | says
    folder.write("data/extracts.yaml", {"logframe": 1, "extracts": {"made-up": about}})
    if name.endswith(".xlsx"):
        book, raw = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(raw)
        folder.write(f"data/{name}", raw.getvalue())
    else:
        folder.write(f"data/{name}", "".join(f"{','.join(row)}\n" for row in rows))
    done = folder.run("data", *DAY, "--format", "csv")
    told = [line.partition(" (put")[0] for line in done.stderr.splitlines() if f"data/{name}:" in line]
    return told, done.stdout.partition(f"data/{name},")[2]


# File, declaration, and the account: read, used, outside.
WAYS: dict[str, tuple[str, dict[str, Any], str]] = {
    "text": ("a.csv", {}, "7,2,2,"),
    "a workbook": ("a.xlsx", {}, "6,2,1,"),
    "filtered": ("a.csv", {"keep": {"Sex": "All"}}, "7,2,2,"),
    "summed": ("a.csv", {"combine": "sum"}, "7,2,2,"),
    "one label alone": ("a.csv", {"columns": {"area": "Area", "value": "Value"}, "fixed": {"measure": "m", "period": "2021/22"}, "combine": "sum"}, "7,1,2,"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "says", "counts"), WAYS.values(), ids=WAYS)
def test_no_row_of_a_second_table_is_used(folder: Folder, name: str, says: dict[str, Any], counts: str):
    told, account = data(folder, ROWS, name, **says)
    assert told == [f"data/{name}:6:1: {TOLD}"]
    assert account.startswith(counts)
    assert sum(map(int, account.splitlines()[0].split(",")[1:])) == int(counts[0])


def test_a_repeated_header_that_is_dropped_lets_the_table_go_on(folder: Folder):
    told, account = data(folder, ROWS[:3] + ROWS[5:], drop={"Area": "Area"})
    assert told == []
    assert account.startswith("5,4,1,")


def test_a_label_that_is_called_like_its_column_is_no_header(folder: Folder):
    rows = [
        ("Area", "Period", "Sex", "Value"),
        ("Area", "2021/22", "All", "7"),
        ("QKS", "2022/23", "All", "6"),
    ]
    told, account = data(folder, rows)
    assert told == []
    assert account.startswith("2,1,1,")


def test_it_is_told_however_far_down_it_stands(folder: Folder):
    many = [(f"E{number}", "2021/22", "All", "1") for number in range(700_000)]
    told, account = data(folder, [*ROWS[:3], *many, *ROWS[5:], *many[:500_000]])
    assert [line.partition(": LF431")[0] for line in told] == ["data/a.csv:700004:1"]
    assert account.startswith("1200005,2,700000,")
