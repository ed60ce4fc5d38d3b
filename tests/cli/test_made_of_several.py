"""Figures made of several columns or rows that are not the ones meant: what the commands say. All is made up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

AS_OF = ("--as-of", "2025-08-31")


def project(folder: Folder, content: str | dict[str, str], declaration: str, **measure: Any) -> None:
    """Write a strategy of one monthly percentage, files, and how they are read."""
    indicator = {"id": "i", "title": "I", "measure": "m", "areas": ["QKS"]}
    indicator["target"] = {"at_least": 78, "by": "March 2027"}
    about = {"title": "M", "unit": "percent", "improves": "up", "every": "month"} | measure
    folder.write("strategies/a.yaml", strategy(indicator, measures={"m": about}))
    for name, text in ({"a.csv": content} if isinstance(content, str) else content).items():
        folder.write(f"data/{name}", text)
    head = "logframe: 1\nextracts:\n  x:\n    files: '*.csv'\n    fixed: {measure: m}\n"
    folder.write("data/extracts.yaml", head + declaration)


def checked(folder: Folder) -> tuple[list[str], dict[str, float]]:
    """The messages about the data without their hints, and the figures that are judged, by their months."""
    done = folder.run("show", "i", *AS_OF, "--format", "json")
    messages = [line for line in done.stderr.splitlines() if line.startswith("data")]
    figures = json.loads(done.stdout)["assessments"][0]["workings"]["figures"]
    return messages, {one["period"]: one["value"] for one in figures}


def account(folder: Folder) -> dict[str, int]:
    """Where the rows of all files went, without the zeros."""
    files = json.loads(folder.run("data", *AS_OF, "--format", "json").stdout)["files"]
    every = {name for one in files for name, count in one.items() if isinstance(count, int) and count}
    found = {name: sum(one[name] for one in files) for name in every}
    assert found["read"] == sum(found.values()) - found["read"] - found.get("repeated", 0)
    return found


# Columns

ATTENDANCES = "Area,Period,Type 1,Type 2,Total,Type 1,Type 2,Total\nQKS,Apr-25,1000,300,1300,800,300,1100\n"
COLUMNS = "    columns: {area: Area, period: Period, value: {of: OF, over: OVER, times: 100}}\n"


@pytest.mark.parametrize(("of", "over"), [("Type 1", "Type 2"), ("[Type 1, Type 2]", "total")])
def test_a_name_that_two_columns_have_does_not_count_both(folder: Folder, of: str, over: str):
    project(folder, ATTENDANCES, COLUMNS.replace("OF", of).replace("OVER", over))
    messages, figures = checked(folder)
    assert figures == {}
    assert messages[0].startswith(
        "data/a.csv:1:33: LF402 the column 'Type 1' is there twice, and extract 'x' reads it: the file was not "
        "read (name it by its place: 'column 3' or 'column 6'; "
    )


@pytest.mark.parametrize(
    ("of", "over", "value"),
    [("column 6", "column 3", 80.0), ("[column 6, Column  7]", "[column 3, column 4]", 1100 / 13)],
)
def test_a_column_that_has_a_name_can_be_named_by_its_place(folder: Folder, of: str, over: str, value: float):
    project(folder, ATTENDANCES, COLUMNS.replace("OF", of).replace("OVER", over))
    messages, figures = checked(folder)
    assert messages == []
    assert figures == {"2025-04": pytest.approx(value)}


def test_a_column_of_that_very_name_comes_before_the_place(folder: Folder):
    content = "Area,Period,Column 4,All\nQKS,Apr-25,60,80\n"
    project(folder, content, COLUMNS.replace("OF", "column 4").replace("OVER", "All"))
    assert checked(folder) == ([], {"2025-04": 75.0})


WAITS = "Area,Period,Gt 09 To 10,Gt 10 To 11,Gt 103 To 104,Gt 104,Total\nQKS,Apr-25,10,20,30,40,100\n"


def test_a_column_that_two_patterns_of_a_list_take_counts_once(folder: Folder):
    project(folder, WAITS, COLUMNS.replace("OF", "['Gt 10*', 'Gt 1*', Gt 104]").replace("OVER", "Total"))
    assert checked(folder) == ([], {"2025-04": 90.0})


def test_what_each_pattern_took_is_listed(folder: Folder):
    declaration = COLUMNS.replace("OF", "['Gt 0*', 'Gt 10*']").replace("OVER", "Total")
    project(folder, {"a.csv": WAITS, "b.csv": WAITS.replace("Apr", "May")}, declaration)
    shown = folder.run("data", *AS_OF).stdout
    assert shown.endswith(
        "\n\nColumns that patterns of data/extracts.yaml took\n\n"
        "  columns.value.of 'Gt 0*' took 1 column: 'Gt 09 To 10' (data/a.csv and 1 more)\n"
        "  columns.value.of 'Gt 10*' took 3 columns: 'Gt 10 To 11', 'Gt 103 To 104', 'Gt 104' (data/a.csv\n"
        "    and 1 more)\n"
    )
    files = json.loads(folder.run("data", *AS_OF, "--format", "json").stdout)["files"]
    of = "columns.value.of"
    taken = [
        {"place": of, "pattern": "Gt 0*", "columns": ["Gt 09 To 10"]},
        {"place": of, "pattern": "Gt 10*", "columns": ["Gt 10 To 11", "Gt 103 To 104", "Gt 104"]},
    ]
    assert [one["patterns"] for one in files] == [taken, taken]


@pytest.mark.parametrize(("of", "over"), [("'Gt 1*'", "['Gt 09*', 'Gt 104*']"), ("'Gt *'", "'Gt *'")])
def test_a_column_that_patterns_of_both_sides_take_is_told(folder: Folder, of: str, over: str):
    project(folder, WAITS, COLUMNS.replace("OF", of).replace("OVER", over))
    messages, figures = checked(folder)
    assert figures == {}
    (message,) = messages
    assert message.startswith("data/extracts.yaml:6:")
    assert ": LF426 the column 'Gt " in message


def test_parts_may_be_divided_by_a_whole_that_holds_them(folder: Folder):
    project(folder, WAITS, COLUMNS.replace("OF", "'Gt 0*'").replace("OVER", "'Gt *'"))
    assert checked(folder) == ([], {"2025-04": 10.0})
