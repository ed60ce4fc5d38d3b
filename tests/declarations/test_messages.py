"""What is wrong in extracts.yaml is said at its place, in the words that strategies are told in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from logframe import declarations
from logframe.declarations.layouts import layout

if TYPE_CHECKING:
    from pathlib import Path

    from logframe.declarations import Extract

GOOD = """\
logframe: 1
extracts:
  waits:
    files: waits/*.csv
    columns:
      area: ICB Code
      period: Month
      value: {of: Waiting 6 weeks, over: Waiting, times: 100}
    fixed: {measure: waits}
    keep: {Test: [Total]}
    combine: sum
"""

SLIPS: dict[str, tuple[str, str, list[str]]] = {
    "nothing": ("sum", "sum", []),
    "an unknown key": (
        "    columns:",
        "    colums:",
        ["5:5: LF104 unknown key 'colums' in extract 'waits' (did you mean 'columns'?)"],
    ),
    "an unknown tidy column": (
        "      area:",
        "      aera:",
        ["6:7: LF104 unknown key 'aera' in extract 'waits' (did you mean 'area'?)"],
    ),
    "no period": (
        "      period: Month\n",
        "",
        [
            "3:3: LF101 nothing says which period its rows have in extract 'waits' (give it in 'columns', or in 'fixed')"
        ],
    ),
    "no measure": (
        "    fixed: {measure: waits}\n",
        "",
        [
            "3:3: LF101 nothing says which measure its rows have in extract 'waits' (give it in 'columns', or in 'fixed')"
        ],
    ),
    "no files": ("    files: waits/*.csv\n", "", ["3:3: LF101 missing key 'files' in extract 'waits'"]),
    "an unknown layout": (
        "    combine: sum",
        "    layout: fingertip",
        [
            "11:13: LF103 layout is 'fingertip', expected 'fingertips', 'dfe-explore-education-statistics', 'ons', 'nhs-england-rtt' or 'nhs-england-dm01' in extract 'waits' (did you mean 'fingertips'?)"
        ],
    ),
    "an absolute path": (
        "waits/*.csv",
        "/etc/*.csv",
        [
            "4:12: LF107 '/etc/*.csv' is an absolute path: name files from the data folder on in extract 'waits'"
        ],
    ),
    "a path out of the folder": (
        "waits/*.csv",
        "waits/../../*.csv",
        ["4:12: LF107 'waits/../../*.csv' leads out of the data folder in extract 'waits'"],
    ),
    "an address": (
        "waits/*.csv",
        "https://example.org/a.csv",
        [
            "4:12: LF107 'https://example.org/a.csv' is an address: extracts are files in the data folder in extract 'waits'"
        ],
    ),
    "a path as Windows writes it": (
        "waits/*.csv",
        "waits\\a.csv",
        ["4:12: LF107 'waits\\a.csv' has a backslash: write folders with / in extract 'waits'"],
    ),
    "one bad path of two": (
        "waits/*.csv",
        "[a.csv, ../b.csv]",
        ["4:20: LF107 '../b.csv' leads out of the data folder in extract 'waits'"],
    ),
    "a factor without a column to count with": (
        "{of: Waiting 6 weeks, over: Waiting, times: 100}",
        "{column: Waiting, times: 100}",
        ["8:14: LF107 over and times go with of, not with column in extract 'waits'"],
    ),
    "a label that is counted": (
        "area: ICB Code",
        "area: {of: ICB Code}",
        ["6:13: LF107 a label is taken from a column, not counted in extract 'waits'"],
    ),
    "a number of lines that is none": (
        "    combine: sum",
        "    skip: many",
        ["11:11: LF102 skip is 'many', expected a whole number in extract 'waits'"],
    ),
    "a way to combine that there is not": (
        "sum",
        "median",
        [
            "11:14: LF103 combine is 'median', expected 'sum' or 'mean' in extract 'waits' (did you mean 'mean'?)"
        ],
    ),
    "a measure's id that is none": (
        "measure: waits",
        "measure: six weeks",
        [
            "9:22: LF107 'six weeks' is not a name: use letters, digits, hyphens, dots and underscores in extract 'waits'"
        ],
    ),
    "codes of what no column gives": (
        "    combine: sum",
        "    codes: {group: {a: b}}",
        [
            "11:13: LF412 no column says which group a row has, so that its codes stand for nothing in extract 'waits' (name it: columns: {group: ...})"
        ],
    ),
    "codes that the fixed label has none of": (
        "    combine: sum",
        "    codes: {measure: {six weeks: waits}}",
        [
            "11:13: LF412 no column says which measure a row has, so that its codes stand for nothing in extract 'waits' (name it: columns: {measure: ...})"
        ],
    ),
    "codes of the fixed label": ("    combine: sum", "    codes: {measure: {waits: waits}}", []),
    "a column of values beside long ones": (
        "    combine: sum",
        "    long: {columns: [a, b], into: group}",
        [
            "8:14: LF412 the values are in the columns of 'long': another column of values is not read in extract 'waits'"
        ],
    ),
    "a measure's column of values beside long ones": (
        "      value: {of: Waiting 6 weeks, over: Waiting, times: 100}\n    fixed: {measure: waits}",
        "    long: {columns: [a, b], into: group}\n    measures: {waits: Waiting}",
        [
            "9:23: LF412 the values are in the columns of 'long': another column of values is not read in extract 'waits'"
        ],
    ),
    "a sheet and a member of tables": (
        "    combine: sum",
        "    sheet: One\n    member: a.csv",
        [
            "11:12: LF412 'sheet' means nothing here: workbooks have sheets, and these are tables in extract 'waits'",
            "12:13: LF412 'member' means nothing here: zip archives have members, and these are none in extract 'waits'",
        ],
    ),
    "lines of Parquet files": (
        "waits/*.csv",
        "waits.parquet\n    skip: 1\n    header: 2",
        [
            "5:11: LF412 'skip' means nothing here: Parquet files have no lines around their rows in extract 'waits'",
            "6:13: LF412 'header' means nothing here: Parquet files have no lines around their rows in extract 'waits'",
        ],
    ),
    "a header of no lines": (
        "    combine: sum",
        "    header: 0",
        ["11:13: LF107 header is '0': input should be greater than or equal to 1 in extract 'waits'"],
    ),
    "a layout whose parts overlap, and none is chosen": (
        "    combine: sum",
        "    layout: nhs-england-rtt",
        [
            "11:5: LF413 nothing says which 'RTT Part Type' is meant: they overlap, and added up they count patients twice in extract 'waits' (such as keep: {RTT Part Type: Part_2})"
        ],
    ),
    "a layout whose parts overlap, and one is chosen": (
        "    keep: {Test: [Total]}\n    combine: sum",
        "    keep: {rtt part  type: Part_2}\n    layout: nhs-england-rtt",
        [],
    ),
    "a layout whose parts overlap, and are groups": (
        "    columns:\n      area: ICB Code",
        "    layout: nhs-england-rtt\n    columns:\n      area: ICB Code\n      group: RTT Part Type",
        [],
    ),
    "parts of what is not combined": (
        "    combine: sum",
        "    parts: Test",
        [
            "11:5: LF107 'parts' means nothing here: no rows are combined in extract 'waits' (say how: combine: sum)"
        ],
    ),
    "a period in a name and in a column": (
        "waits/*.csv",
        "waits/{period}.csv",
        [
            "4:12: LF412 '{period}' means nothing here: the period is said in the table, or in 'fixed' in extract 'waits' (write * for it, or leave out the other)"
        ],
    ),
    "a period in the name of a folder": (
        "waits/*.csv",
        "'{period}/*.csv'",
        [
            "4:12: LF107 '{period}' stands in the name of a file, and this is that of a folder in extract 'waits'",
            "4:12: LF412 '{period}' means nothing here: the period is said in the table, or in 'fixed' in extract 'waits' (write * for it, or leave out the other)",
        ],
    ),
    "a mark of two meanings": (
        "    combine: sum",
        "    suppressed: [X, '-']\n    zero: [nil, '-']",
        [
            "12:17: LF107 '-' is nought here, and a figure that is held back in 'suppressed' in extract 'waits' (keep it in one of the two)"
        ],
    ),
    "parts of what a layout combines": (
        "    combine: sum",
        "    layout: nhs-england-dm01\n    parts: Test",
        [],
    ),
    "the same key twice": (
        "    combine: sum",
        "    files: b.csv",
        ["11:5: LF004 duplicate key 'files' (the first is on line 4)"],
    ),
}


@pytest.mark.parametrize(("old", "new", "told"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_at_its_place(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    path = tmp_path / "extracts.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    found = declarations.load(path, "extracts.yaml")
    said = [str(message).removeprefix("extracts.yaml:") for message in found.messages]
    assert said == told


def test_a_folder_without_the_file_declares_nothing(tmp_path: Path) -> None:
    found = declarations.load(tmp_path / "extracts.yaml", "extracts.yaml")
    assert (found.extracts, found.messages) == ([], [])


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "extracts.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    found = declarations.load(tmp_path / "extracts.yaml", "extracts.yaml")
    assert [message.code for message in found.messages] == ["LF013"]
    assert found.extracts == []


def _says(tmp_path: Path, text: str) -> Extract:
    path = tmp_path / "extracts.yaml"
    path.write_text(text, encoding="utf-8")
    return declarations.load(path, "extracts.yaml").extracts[0].says


def test_what_a_declaration_says_comes_before_its_layout(tmp_path: Path) -> None:
    says = _says(
        tmp_path,
        "logframe: 1\nextracts:\n  a:\n    files: a.csv\n    layout: nhs-england-rtt\n"
        "    columns: {area: Provider Org Code}\n"
        "    keep: {treatment  function code: C_130, RTT Part Type: Part_2}\n",
    )
    assert says.columns.area is not None
    assert says.columns.area.column == ["Provider Org Code"]
    assert says.columns.period == layout("nhs-england-rtt").columns.period
    assert says.keep == {"treatment  function code": ["C_130"], "RTT Part Type": ["Part_2"]}
    assert (says.combine, says.blank, says.files) == ("sum", "zero", ["a.csv"])
