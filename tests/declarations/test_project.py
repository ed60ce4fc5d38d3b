"""A project with extracts that are not tidy, through the real command line. The figures are made up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

DECLARATION = """\
logframe: 1
extracts:
  made-up:
    files: "*.txt"
    columns: {area: Area, period: Year, value: Per cent}
    fixed: {measure: smoking}
    keep: {Sex: All}
"""


def _filled(folder: Folder, declaration: str) -> Folder:
    promise = {
        "id": "smoking",
        "title": "Smoking",
        "measure": "smoking",
        "areas": ["A"],
        "target": {"at_most": 6, "by": "2028/29"},
    }
    measure = {"title": "Smoking", "unit": "percent", "improves": "down", "year": "financial"}
    folder.write("strategies/a.yaml", strategy(promise, measures={"smoking": measure}))
    folder.write(
        "data/a.txt", "Area;Year;Sex;Per cent\nA;2023/24;All;5,0\nA;2023/24;Men;7\n".replace(",", ".")
    )
    folder.write("data/extracts.yaml", declaration)
    return folder


def test_a_declared_extract_is_judged_like_a_tidy_one(folder: Folder) -> None:
    done = _filled(folder, DECLARATION).run("check", "--as-of", "2025-01-31", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    (row,) = json.loads(done.stdout)["assessments"]
    assert (row["latest"]["value"], row["latest"]["period"], row["verdict"]) == (5.0, "2023/24", "achieved")
    account = json.loads(folder.run("data", "--as-of", "2025-01-31", "--format", "json").stdout)["files"]
    assert [(one["file"], one["read"], one["used"], one["outside"]) for one in account] == [
        ("data/a.txt", 2, 1, 1)
    ]


def test_a_fault_of_a_declaration_is_a_finding_of_check_and_of_validate(folder: Folder) -> None:
    _filled(folder, DECLARATION.replace("keep", "kep"))
    told = "data/extracts.yaml:7:5: LF104 unknown key 'kep' in extract 'made-up' (did you mean 'keep'?)\n"
    for command in ("check", "validate", "data"):
        done = folder.run(command)
        assert (done.returncode, done.stdout) == (1, ""), command
        assert done.stderr == told + "1 error in 1 file\n"


def test_a_period_that_nothing_gives_is_told_once_by_validate(folder: Folder) -> None:
    _filled(folder, DECLARATION.replace(", period: Year", ""))
    folder.write("data/b.txt", "Area;Year;Sex;Per cent\nA;2024/25;All;4\n")
    done = folder.run("validate")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "data/extracts.yaml:3:3: LF101 nothing says which period its rows have in extract 'made-up'"
    )
    assert done.stderr.endswith("1 error in 1 file\n")


# A cell of each kind that cannot be read, and what its message advises in a declared file.
ADVICE = {
    "a label of a publisher's own": ("FY2324;All;5", "codes: {period: {'FY2324': 2023/24}}"),
    "a label that a mistake is in": ("2023_24;All;5", "codes: {period: {'2023_24': 2023/24}}"),
    "no period": (";All;5", "fill the period down into every row"),
    "a bare year": ("2023;All;5", ""),
    "an empty cell": ("2023/24;All;", "blank: missing, or blank: zero"),
    "a publisher's own mark": ("2023/24;All;N/A", "suppressed: ['N/A']"),
    "a sign": ("2023/24;All;~", "suppressed: ['~']"),
    "a number too small": ("2023/24;All;<0.1", "suppressed: ['<0.1']"),
    "a marked number": ("2023/24;All;12.3 [p]", "write the number alone"),
    "another marked number": ("2023/24;All;12.3*", "write the number alone"),
}


@pytest.mark.parametrize(("cells", "advice"), ADVICE.values(), ids=ADVICE)
def test_what_cannot_be_read_is_told_with_the_way_out(folder: Folder, cells: str, advice: str) -> None:
    _filled(folder, DECLARATION)
    folder.write("data/a.txt", f"Area;Year;Sex;Per cent\nA;{cells}\n")
    told = next(one for one in folder.run("data").stderr.splitlines() if one.startswith("data/a.txt:2:"))
    assert advice in told.partition(" (")[2]
    assert bool(advice) == told.endswith(")")
    # A file that is not declared has to be, for that.
    row = cells.replace(";All;", ",")
    folder.write("data/b.csv", f"measure,area,period,value\nsmoking,A,{row}\n")
    told = next(one for one in folder.run("data").stderr.splitlines() if one.startswith("data/b.csv:2:"))
    if ": " in advice:
        assert advice.partition(",")[0] in told
        assert "declare the file" in told


def test_a_figure_that_counts_a_total_twice_is_not_judged(folder: Folder) -> None:
    summed = DECLARATION.replace("    keep: {Sex: All}\n", "    combine: sum\n").replace(
        "Per cent}", "Count}"
    )
    _filled(folder, summed)
    folder.write(
        "data/a.txt", "Area;Year;Sex;Count\nA;2023/24;Overall;8\nA;2023/24;Men;5\nA;2023/24;Women;3\n"
    )
    done = folder.run("check", "--as-of", "2025-01-31", "--format", "json")
    assert done.returncode == 1
    (row,) = json.loads(done.stdout)["assessments"]
    assert (row["latest"], row["verdict"]) == (None, "no_data")
    assert "LF413 rows are added up in which 'Sex' is 'Overall', and rows of its parts too" in done.stderr
    (one,) = json.loads(folder.run("data", "--as-of", "2025-01-31", "--format", "json").stdout)["files"]
    assert (one["read"], one["used"], one["combined"], one["refused"]) == (3, 0, 2, 1)


def test_a_filter_that_matches_nothing_is_a_finding_of_check(folder: Folder) -> None:
    done = _filled(folder, DECLARATION.replace("Sex: All", "Sex: Al")).run("check", "--as-of", "2025-01-31")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "data/extracts.yaml:7:17: LF412 no row has 'Al' in 'Sex' in extract 'made-up'"
    )
