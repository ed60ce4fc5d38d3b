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


# Rows

WARDS = "Area,Period,Ward,Num,Den\nQKS,Apr-25,N,10,100\nQKS,Apr-25,S,11,100\nQKS,May-25,N,12,100\nQKS,May-25,S,13,100\n"
RATIO = (
    "    columns: {area: Area, period: Period, value: {of: Num, over: Den, times: 100}}\n    combine: sum\n"
)
PARTS = RATIO + "    parts: Ward\n"
GOOD = {"2025-04": 10.5, "2025-05": 12.5}


def test_a_part_that_is_there_twice_counts_once(folder: Folder):
    project(folder, WARDS + "QKS,2025-05,S,13,100\n", PARTS)
    assert checked(folder) == ([], GOOD)
    assert account(folder) == {"read": 5, "used": 3, "combined": 2, "repeated": 1}


def test_a_part_that_is_there_twice_with_other_numbers_leaves_its_figure_out(folder: Folder):
    project(folder, WARDS + "QKS,May-25,S,113,100\n", PARTS)
    messages, figures = checked(folder)
    assert messages == [
        "data/a.csv:6:14: LF405 'm' in 'QKS', 'May-25': 'S' is there twice with other numbers (no such figure is "
        "used: keep one of the rows, or name in 'parts' all that tells them apart)"
    ]
    assert figures == {"2025-04": 10.5}
    assert account(folder) == {"read": 5, "used": 1, "combined": 2, "refused": 2}


def test_days_and_codes_that_make_one_figure_are_parts_of_it(folder: Folder):
    days = WARDS.replace("May-25", "2025-05-01") + "QKS,2025-05-02,S,25,100\nQKS2,2025-05-02,S,25,100\n"
    project(folder, days, PARTS + "    codes: {area: {QKS: QKS, QKS2: QKS}}\n")
    assert checked(folder) == ([], {"2025-04": 10.5, "2025-05": 18.75})


def test_rows_that_are_the_same_in_every_cell_are_told(folder: Folder):
    project(folder, WARDS + "QKS,May-25,S,13,100\nQKS,May-25,S,13,100\n", RATIO)
    messages = [line for line in folder.run("check", *AS_OF).stderr.splitlines() if line.startswith("data")]
    assert messages == [
        "data/a.csv:6:14: LF428 this row is added up with one that is the same in every cell (1 more row like "
        "this): the one at data/a.csv:5 (delete it; or name in 'parts' the columns that tell rows apart, and each "
        "part counts once)"
    ]
    assert account(folder) == {"read": 6, "used": 2, "combined": 4}


UNTOLD = (
    "LF432 this row is {done} with one that says the same and has other numbers{more}: the one at data/a.csv:{line} "
    "(if one replaces the other, delete the other; if both are parts, give rows a column that tells them apart, and "
    "name it in 'parts')"
)


@pytest.mark.parametrize(("combine", "done"), [("sum", "added up"), ("mean", "averaged")])
@pytest.mark.parametrize(
    ("content", "at", "line", "more"),
    {
        "one more": (WARDS + "QKS,May-25,S,3,40\n", "6:14", 5, ""),
        "two more": (WARDS + "QKS,May-25,S ,3,40\nQKS,Apr-25,N,3,100\n", "6:15", 5, " (1 more row like this)"),
        "figures beside": ("Area,Period,Ward,Num,Den,Rate\nQKS,Apr-25,S,10,100,10.0\nQKS,Apr-25,S,3,50,6.0\n", "3:14", 2, ""),
        "no other column": ("Area,Period,Num,Den\nQKS,Apr-25,10,100\nQKS,Apr-25,3,50\n", "3:12", 2, ""),
    }.values(),
    ids=["one more", "two more", "figures beside", "no other column"],
)  # fmt: skip
def test_rows_that_nothing_but_numbers_tells_apart_are_told(
    folder: Folder, content: str, at: str, line: int, more: str, combine: str, done: str
):
    project(folder, content, RATIO.replace("combine: sum", f"combine: {combine}"))
    messages = [line for line in folder.run("check", *AS_OF).stderr.splitlines() if line.startswith("data")]
    assert messages == [f"data/a.csv:{at}: {UNTOLD.format(done=done, more=more, line=line)}"]


TOLD_APART = {
    "ages": "Area,Period,Age,Num,Den\nQKS,Apr-25,15,10,100\nQKS,Apr-25,106,3,50\n",
    "deciles": "Area,Period,Rank,Num,Den\nQKS,Apr-25,1,10,100\nQKS,Apr-25,10,3,50\n",
    "numbers of schools": "Area,Period,URN,Num,Den\nQKS,Apr-25,118241,10,100\nQKS,Apr-25,118242,3,50\n",
    "words among numbers": "Area,Period,Size,Num,Den\nQKS,Apr-25,<250,10,100\nQKS,Apr-25,2500,3,50\n",
    "days": WARDS + "QKS,2025-05-01,S,3,40\n",
    "what is withheld": WARDS + "QKS,May-25,S,,\nQKS,Apr-25,S,*,*\n",
}


@pytest.mark.parametrize("content", TOLD_APART.values(), ids=TOLD_APART)
def test_rows_that_a_column_tells_apart_are_parts(folder: Folder, content: str):
    project(folder, content, RATIO + "    blank: missing\n")
    assert checked(folder)[0] == []


def test_a_part_that_is_divided_by_nothing_leaves_its_figure_out(folder: Folder):
    project(folder, WARDS + "QKS,May-25,E,5,0\nQKS,Apr-25,E,0,0\n", RATIO)
    messages, figures = checked(folder)
    assert [message.partition(" (")[0] for message in messages] == [
        "data/a.csv:6:16: LF408 denominator 0 cannot be divided by"
    ]
    assert figures == {"2025-04": 10.5}
    assert account(folder) == {"read": 6, "used": 1, "combined": 4, "refused": 1}


SHARES = "    columns: {area: Area, period: Period, value: VALUE}\n    combine: sum\n"


@pytest.mark.parametrize("value", ["Num", "{of: Num}"])
@pytest.mark.parametrize("unit", ["percent", "rate per 1,000", "score", "years"])
def test_percentages_are_not_added_up(folder: Folder, value: str, unit: str):
    project(folder, WARDS + "QKS,Jun-25,N,10,100\n", SHARES.replace("VALUE", value), unit=unit)
    messages, figures = checked(folder)
    assert figures == {}
    assert messages[0].startswith(
        "data/extracts.yaml:7:14: LF427 figures of 'm' are added up, and by its unit they are no counts in extract 'x'"
    )
    assert len(messages) == 1
    assert account(folder) == {"read": 5, "combined": 2, "refused": 3}


@pytest.mark.parametrize(
    ("content", "unit"),
    [(WARDS, "count"), (WARDS.replace("May-25,S", "Jun-25,S").replace("Apr-25,S", "Jul-25,S"), "percent")],
)
def test_counts_are_added_up_and_what_is_one_row_stays(folder: Folder, content: str, unit: str):
    project(folder, content, SHARES.replace("VALUE", "Num"), unit=unit)
    messages, figures = checked(folder)
    assert messages == []
    assert sum(figures.values()) == 46


def test_no_sum_is_used_of_which_a_row_may_be_lost(folder: Folder):
    project(folder, {"a.csv": WARDS + "QKS,Apr-25,E,1\n", "b.csv": WARDS.replace("-25", "-24")}, PARTS)
    messages, figures = checked(folder)
    assert [message.partition(" (")[0] for message in messages] == [
        "data/a.csv:6:15: LF409 4 fields where the header has 5: the row was not read",
        "data/a.csv:6:15: LF409 this row may be a part of any figure that rows of the file make: none of these is used",
    ]
    assert figures == {"2024-04": 10.5, "2024-05": 12.5}
    assert account(folder) == {"read": 9, "used": 2, "combined": 4, "refused": 3}


def test_no_sum_is_used_of_an_area_with_a_row_of_an_unknown_period(folder: Folder):
    indicator = {
        "id": "j",
        "title": "J",
        "measure": "m",
        "areas": ["K"],
        "target": {"at_least": 78, "by": "March 2027"},
    }
    content = WARDS + "K,Apr-25,N,7,100\nK,Apr-25,S,8,100\nQKS,Apirl-25,E,500,1000\n"
    project(folder, content, PARTS)
    folder.write("strategies/b.yaml", strategy(indicator) | {"strategy": "other"})
    messages, figures = checked(folder)
    assert [message[:23] for message in messages] == ["data/a.csv:8:5: LF404 '", "data/a.csv:8:5: LF404 t"]
    assert figures == {}
    assert account(folder) == {"read": 7, "used": 1, "combined": 3, "refused": 3}


NORTH = "Area,Period,Ward,Num,Den\nQKS,Apr-25,N,10,100\n"
SOUTH = "Area,Period,Ward,Num,Den\nQKS,Apr-25,S,11,100\nQKS,May-25,S,13,100\n"
MARCH = "Area,Period,Ward,Num,Den\nQKS,Mar-25,N,9,100\nQKS,Mar-25,S,9,100\n"
PART_OF = "this row may be a part of any figure"
THEIRS = "that rows of the file and of 'data/b.csv' make"
REFUSED = {
    "an unknown period": (NORTH + "QKS,Mai-25,N,500,1000\n", f"3:5: LF404 {PART_OF} of 'm' in 'QKS' {THEIRS}: none is used"),
    "a row with too few fields": (NORTH + "QKS,May-25,N\n", f"3:13: LF409 {PART_OF} {THEIRS}: none of these is used"),
    "nothing but such a row": (NORTH[:25] + "QKS,May-25,N\n", f"2:13: LF409 {PART_OF} {THEIRS}: none of these is used"),
}  # fmt: skip


@pytest.mark.parametrize("parts", [RATIO, PARTS], ids=["no parts", "parts"])
@pytest.mark.parametrize(("content", "told"), REFUSED.values(), ids=REFUSED)
def test_no_sum_of_several_files_is_used_of_which_a_row_may_be_lost(
    folder: Folder, content: str, told: str, parts: str
):
    project(folder, {"a.csv": content, "b.csv": SOUTH}, parts)
    messages, figures = checked(folder)
    assert f"data/a.csv:{told}" in [message.partition(" (")[0] for message in messages]
    assert figures == {}
    account(folder)


def test_a_row_that_is_lost_is_no_part_of_what_files_of_other_periods_make(folder: Folder):
    project(folder, {"a.csv": REFUSED["an unknown period"][0], "b.csv": SOUTH, "c.csv": MARCH}, PARTS)
    assert checked(folder)[1] == {"2025-03": 9.0}


def test_a_file_of_nothing_but_lost_rows_is_no_part_of_files_of_a_period_each(folder: Folder):
    lost, may = SOUTH.replace("-25", "-52.5"), SOUTH.replace("Apr", "May").replace("S,13", "N,13")
    project(folder, {"a.csv": lost, "b.csv": MARCH, "c.csv": may}, PARTS)
    assert checked(folder)[1] == {"2025-03": 9.0, "2025-05": 12.0}
    project(folder, {"a.csv": lost, "b.csv": NORTH, "c.csv": SOUTH}, PARTS)
    assert checked(folder)[1] == {}


@pytest.mark.parametrize("content", [WARDS + "QKS,Apirl-25,E,5,10\n", WARDS + "QKS,Apr-25,E\n"])
def test_a_row_that_is_lost_is_no_part_of_a_file_that_says_the_same_again(folder: Folder, content: str):
    project(folder, {"a.csv": content, "b.csv": WARDS}, PARTS)
    assert checked(folder)[1] == GOOD


PAIRS = "Area,Period,Sex,Num\n" + "".join(
    f"QKS,{month}-25,{sex},{number}\n"
    for number, month in enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun"), start=3)
    for sex, number in (("Male", number), ("Female", number), ("Other", 0))
)


def test_two_parts_that_are_equal_everywhere_can_be_let_through_by_name(folder: Folder):
    count = SHARES.replace("VALUE", "Num")
    project(folder, PAIRS, count, unit="count")
    messages, figures = checked(folder)
    assert [message.split(": LF413")[0] for message in messages] == ["data/a.csv:1:13"]
    assert messages[0].endswith("such as keep: {Sex: Female}, or name all if this is no total)")
    assert figures == {}
    project(folder, PAIRS, count + "    keep: {Sex: [Male, Female, Other]}\n", unit="count")
    assert checked(folder) == ([], {f"2025-0{month}": 2.0 * (month + 2) for month in range(1, 7)})
