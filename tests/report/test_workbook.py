"""The workbook: numbers are numbers, texts are texts, and it is ready for a meeting."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from logframe.report.workbook import TooManyRowsError, workbook
from logframe.report.workbook.cells import Column, Number, Sheet, Verdict, number
from logframe.report.workbook.write import write
from tests.conftest import Folder, strategy
from tests.report.reported import parts

EXAMPLES = Path(__file__).parents[1] / "examples"
AS_OF = "2025-05-31"


@pytest.fixture(scope="module")
def content() -> bytes:
    """Give the workbook of the made-up project of tests/examples/acme."""
    return workbook(*parts(EXAMPLES / "acme", AS_OF))


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """Give a sheet's cells, by their headings."""
    headings, *lines = sheet.iter_rows()
    return [{heading.value: cell for heading, cell in zip(headings, line, strict=True)} for line in lines]


def written(*cells: Any, columns: int = 1) -> Any:
    headings = [Column(f"Heading {at}", 10) for at in range(columns)]
    content = write([Sheet("Sheet", headings, [cells])], as_of=date(2025, 5, 31), version="0")
    return openpyxl.load_workbook(io.BytesIO(content))["Sheet"]


def test_it_has_the_matrix_of_each_strategy_the_figures_and_how_it_was_computed(book: Any):
    assert book.sheetnames == ["acme", "Verdicts", "Figures", "Projections", "How it was computed", "About"]
    assert [cell.value for cell in book["acme"][1]] == [
        "Outcome", "Objectively verifiable indicator", "Area", "Baseline", "Baseline period", "Target",
        "Latest", "Latest period", "Verdict", "Means of verification", "Assumptions",
    ]  # fmt: skip


def test_a_promise_stands_in_the_matrix_with_real_numbers_and_its_verdict_in_words(book: Any):
    smoking = rows(book["acme"])[0]
    assert (
        smoking["Objectively verifiable indicator"].value == "Mothers smoking at time of delivery [all ages]"
    )
    assert (smoking["Baseline"].value, smoking["Baseline"].number_format) == (0.128, "0.0%")
    assert smoking["Baseline period"].value == "2019/20"
    assert smoking["Target"].value == "no more than 6% by 2028/29"
    assert smoking["Latest"].data_type == "n"
    assert smoking["Verdict"].value in ("Off track", "At risk", "On track")


def test_an_outcome_that_nothing_measures_is_in_the_matrix_too(book: Any):
    bare = [row for row in rows(book["acme"]) if row["Outcome"].value == "Buildings fit for their purpose"]
    assert [row["Objectively verifiable indicator"].value for row in bare] == ["No indicator stated"]


def test_every_figure_is_there_with_its_dates_and_whether_it_was_used(book: Any):
    figures = [row for row in rows(book["Figures"]) if "smoking" in row["Indicator"].value.lower()]
    first = figures[0]
    assert (first["Period"].value, first["Figure"].value) == ("2019/20", 0.128)
    assert (first["From"].value, first["To"].value) == (datetime(2019, 4, 1), datetime(2020, 3, 31))  # noqa: DTZ001
    assert first["To"].number_format == "d mmm yyyy"
    assert {row["Used"].value for row in figures} == {"yes"}
    assert (first["File"].value.rpartition("/")[2], first["Record"].value) == ("made-up.csv", 1)


def origin(row: dict[str, Any], *headings: str) -> tuple[Any, ...]:
    return tuple(row[heading].value for heading in headings)


def test_every_figure_says_where_it_came_from_and_so_does_the_one_it_is_compared_with(folder: Folder):
    folder.write(
        "strategies/s.yaml",
        strategy(
            {"id": "i", "title": "I", "measure": "m", "areas": ["A", "B"]},
            measures={"m": {"title": "M", "unit": "percent", "improves": "down"}},
            settings={"compare_with": "E"},
        ),
    )
    named = {"measure": "m", "period": 2024, "value": 5, "source": "A survey"}
    own = folder.extract([named | {"area": "A"}, {**named, "area": "B", "source": ""}], "own.csv").as_posix()
    national = folder.extract([named | {"area": area} for area in ("F", "E")], "national.csv").as_posix()
    book = openpyxl.load_workbook(io.BytesIO(workbook(*parts(folder.root, AS_OF))))
    assert [origin(row, "Area", "Source", "File", "Record") for row in rows(book["Figures"])] == [
        ("A", "A survey", own, 1),
        ("B", own, own, 2),
    ]
    headings = ("Compared with", "Its period", "Its source", "Its file", "Its record")
    of_england = ("E", "2024", "A survey", national, 2)
    assert [origin(row, *headings) for row in rows(book["Verdicts"])] == [of_england] * 2


def test_each_figure_has_the_digits_that_its_file_prints_and_no_more_than_are_declared(folder: Folder):
    measure = {"title": "M", "unit": "percent", "improves": "down", "decimals": 1}
    folder.write(
        "strategies/s.yaml",
        strategy({"id": "i", "title": "I", "measure": "m", "areas": ["A"]}, measures={"m": measure}),
    )
    printed = {2022: "67.51234", 2023: "68.0", 2024: "68"}
    rest = {"measure": "m", "area": "A", "lower": 60, "upper": 70.25}
    folder.extract([rest | {"period": period, "value": value} for period, value in printed.items()])
    book = openpyxl.load_workbook(io.BytesIO(workbook(*parts(folder.root, AS_OF))))
    headings = ("Figure", "95% from", "95% to")
    found = [[row[heading].number_format for heading in headings] for row in rows(book["Figures"])]
    assert found == [["0.0%", "0.0%", "0.0%"], ["0.0%", "0.0%", "0.0%"], ["0%", "0%", "0.0%"]]


def test_the_planned_path_and_the_projection_are_there_period_by_period(book: Any):
    own = [row for row in rows(book["Projections"]) if "smoking" in row["Indicator"].value.lower()]
    planned = {row["Period"].value: row["Planned"].value for row in own if row["Planned"].value is not None}
    assert planned == pytest.approx({"2022/23": 0.105, "2023/24": 0.09, "2024/25": 0.08})
    projected = [row for row in own if row["Projected"].value is not None]
    assert projected[-1]["Period"].value == "2028/29"
    for row in projected:
        ends = [row[name].value for name in ("95% from", "80% from", "Projected", "80% to", "95% to")]
        assert ends == sorted(ends)


def test_each_sheet_is_ready_to_print_and_to_read_aloud(book: Any):
    for sheet in book:
        assert sheet.freeze_panes.endswith("2")  # the headings stay in sight
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        (table,) = sheet.tables.values()  # which tells a screen reader where the headings are
        assert table.headerRowCount == 1
        assert not sheet.merged_cells.ranges
        assert all(cell.alignment.wrap_text for cell in sheet[2])


FORMULAS = [
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "{=1}",
    "http://nowhere",
    "1e3",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_stays_a_text_whatever_it_begins_with(text: str):
    cell = written(text)["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.lstrip("\\tr\n") == text.strip()


def test_nothing_in_the_file_is_run_or_fetched(folder: Folder):
    names = ("title", "owner", "quote", "reading", "proxy")
    indicator = {"id": "a", "measure": "m", "areas": ["A"], "target": {"at_most": 5, "by": "2028"}}
    indicator |= dict.fromkeys(names, '=HYPERLINK("http://nowhere")')
    folder.write("strategies/s.yaml", strategy(indicator, title="=1&2", strategy="s" * 40))
    measure = {"title": "=2", "unit": "percent", "improves": "down"}
    folder.write("strategies/m.yaml", {"logframe": 1, "measures": {"m": measure}, "areas": {"A": "=3"}})
    folder.extract(
        {"measure": "m", "area": "A", "period": year, "value": 9, "note": "=4"} for year in (2022, 2023, 2024)
    )
    content = workbook(*parts(folder.root, AS_OF))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name or "external" in name.lower()]
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet]
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[0] == "s" * 31
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "d"}


def test_strategies_whose_names_begin_alike_have_sheets_of_their_own(folder: Folder):
    for end in ("x", "Y", "z"):
        name = f"{'a' * 31}{end}"
        folder.write(f"strategies/{end}.yaml", strategy(strategy=name))
    book = openpyxl.load_workbook(io.BytesIO(workbook(*parts(folder.root, AS_OF))))
    assert book.sheetnames[:3] == ["a" * 31, f"{'a' * 29}~2", f"{'a' * 29}~3"]


def test_the_same_content_gives_the_same_bytes(content: bytes):
    code = (
        "import sys; from pathlib import Path; from tests.report.reported import parts; "
        "from logframe.report.workbook import workbook; "
        f"sys.stdout.buffer.write(workbook(*parts(Path({str(EXAMPLES / 'acme')!r}), {AS_OF!r})))"
    )
    again = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert again.stdout == content


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "expected"),
    [
        (6.96, "percent", 2, Number(0.0696, "0.00%")),
        (6, "percent", 0, Number(0.06, "0%")),
        (1234.5, "rate per 100,000", 1, Number(1234.5, "#,##0.0")),
        (41873, "count", 0, Number(41873, "#,##0")),
        (0.5, "ratio", None, Number(0.5, "#,##0.####")),
        (None, "percent", 1, None),
    ],
    ids=str,
)
def test_a_number_has_the_format_of_its_unit_and_decimals(value, unit, decimals, expected):
    made = number(value, unit, decimals)
    assert made == (expected and (pytest.approx(expected.value), expected.format))


def test_a_verdict_is_a_word_and_not_a_colour_alone():
    cell = written(Verdict("off_track", "Off track"))["A2"]
    assert cell.value == "Off track"
    assert cell.fill.fgColor.rgb == "FFFDEAE6"


def test_a_row_is_high_enough_for_its_longest_text():
    sheet = written("word " * 40, "a", columns=2)
    assert sheet.row_dimensions[2].height > 10 * 12


def test_more_rows_than_a_sheet_holds_are_refused_and_it_says_what_to_do():
    sheet = Sheet("Figures", [Column("A", 5)], [("x",)] * 1_048_576)
    with pytest.raises(TooManyRowsError, match="would have 1,048,576 rows, and a workbook holds 1,048,575"):
        write([sheet], as_of=date(2025, 5, 31), version="0")


def test_without_the_extra_it_says_what_to_install(folder: Folder):
    folder.write("strategies/s.yaml", strategy())
    code = "import sys; sys.modules['xlsxwriter'] = None; from logframe.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "report", "--format", "xlsx", "--output", "r.xlsx", "--quiet"],
        cwd=folder.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "logframe: a workbook takes xlsxwriter, which is not installed: pip install 'logframe[report]'\n"
    )
    assert not (folder.root / "r.xlsx").exists()
