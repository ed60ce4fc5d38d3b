"""Files of other kinds than text, under a declaration that speaks of text: what the commands say. All is made up."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.conftest import strategy
from tests.evidence.made_up import parquet

if TYPE_CHECKING:
    from tests.conftest import Folder

AS_OF = ("--as-of", "2025-08-31")
STORED = parquet(Area=["QKS", "QKS"], Year=["2021", "2022"], Num=[5, 6])


def told(
    folder: Folder, files: dict[str, str | bytes], pattern: str, said: str
) -> tuple[list[str], list[str]]:
    """The messages about the data; and of each file how many rows were read, and used."""
    indicator = {"id": "i", "title": "I", "measure": "m", "areas": ["QKS"]}
    indicator["target"] = {"at_least": 78, "by": "2027"}
    about = {"title": "M", "unit": "count", "improves": "up", "year": "calendar"}
    folder.write("strategies/a.yaml", strategy(indicator, measures={"m": about}))
    for name, content in files.items():
        folder.write(f"data/{name}", content)
    folder.write(
        "data/extracts.yaml",
        f"logframe: 1\nextracts:\n  x:\n    files: {pattern}\n{said}"
        "    columns: {area: Area, period: Year, value: Num}\n    fixed: {measure: m}\n",
    )
    done = folder.run("data", *AS_OF, "--format", "csv")
    counts = [",".join(line.split(",")[1:4]) for line in done.stdout.splitlines()[1:]]
    return [line for line in done.stderr.splitlines() if line.startswith("data")], counts


LINES = {
    "skip": ("skip: 2", "Made up\n\nArea,Year,Num\nQKS,2023,7\n", 11),
    "header": ("header: 2", "Area,Year,Num\n,,\nQKS,2023,7\n", 13),
    "footer": ("footer: true", "Area,Year,Num\nQKS,2023,7\nMade up\n", 13),
}


@pytest.mark.parametrize(("said", "text", "column"), LINES.values(), ids=LINES)
def test_lines_that_a_parquet_file_has_none_of_are_told(folder: Folder, said: str, text: str, column: int):
    key = said.partition(":")[0]
    messages, counts = told(folder, {"a.csv": text, "a.parquet": STORED}, "'a.*'", f"    {said}\n")
    assert messages == [
        f"data/extracts.yaml:5:{column}: LF412 'data/a.parquet' is a Parquet file: it is read whatever '{key}' says in "
        "extract 'x' (did you mean files: 'a.csv'? If all are meant: ['a.csv', 'a.parquet'])"
    ]
    assert counts == ["data/a.csv,1,1", "data/a.parquet,2,2"]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("[a.csv, '*.parquet']", "    skip: 2\n"), ("'a.*'", "    header: 1\n    skip: 0\n    footer: false\n")],
)
def test_who_names_the_kind_or_says_what_is_so_anyhow_is_told_nothing(
    folder: Folder, pattern: str, said: str
):
    above = "Made up\n\n" if "2" in said else ""
    files = {"a.csv": f"{above}Area,Year,Num\nQKS,2023,7\n", "a.parquet": STORED}
    assert told(folder, files, pattern, said) == ([], ["data/a.csv,1,1", "data/a.parquet,2,2"])


@pytest.mark.parametrize("said", ["", "    sheet: Figures\n"])
@pytest.mark.parametrize("name", ["a.xlsm", "A.XLSM"])
def test_a_workbook_that_may_hold_macros_is_read_as_one(folder: Folder, name: str, said: str):
    book, raw = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Figures"
    for row in (("Area", "Year", "Num"), ("QKS", 2021, 5), ("QKS", 2022, 6)):
        book.active.append(row)
    book.save(raw)
    assert told(folder, {name: raw.getvalue()}, f"'{name[0]}*'", said) == ([], [f"data/{name},2,2"])
