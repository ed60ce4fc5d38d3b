"""A project with extracts that are not tidy, through the real command line. The figures are made up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

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
