"""Codes of areas that are nearly one that is asked for: told once a file and code, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = ("--as-of", "2025-01-31")
MEASURES = {
    name: {"title": name, "unit": "percent", "improves": "down", "year": "financial"}
    for name in ("m", "other")
}


def promise(measure: str, areas: object) -> dict[str, object]:
    target = {"at_most": 6, "by": "2028/29"}
    return {"id": measure, "title": measure, "measure": measure, "areas": areas, "target": target}


@pytest.fixture
def project(folder: Folder) -> Folder:
    folder.write("strategies/a.yaml", strategy(promise("m", ["E10000016", "QKS"]), measures=MEASURES))
    return folder


def told(project: Folder, *areas: str, measure: str = "m") -> list[str]:
    project.extract(
        [{"measure": "m", "area": "E10000016", "period": "2021/22", "value": 9}]
        + [{"measure": measure, "area": area, "period": "2022/23", "value": 9} for area in areas]
    )
    done = project.run("data", *DAY)
    assert done.returncode == 0
    return [line.partition(" LF423 ")[2] for line in done.stderr.splitlines() if "LF423" in line]


SLIPS = {
    "a letter for a nought": ("E1000OO16", "E10000016"),
    "a letter for a one": ("El00000I6", "E10000016"),
    "small letters": ("e10000016", "E10000016"),
    "a space inside": ("E10 000016", "E10000016"),
    "capitals of a short one": ("qks", "QKS"),
}
OTHERS = {
    "itself, with spaces around it": " E10000016 ",
    "another of the same length": "E10000061",
    "a longer one": "E100000160",
    "a part": "E1000001",
    "nothing alike": "W06000015",
}


@pytest.mark.parametrize(("typed", "meant"), SLIPS.values(), ids=SLIPS)
def test_a_code_that_looks_like_one_that_is_asked_for_is_told(project: Folder, typed: str, meant: str):
    assert told(project, typed) == [f"nothing asks for area '{typed}' (1 row) (did you mean '{meant}'?)"]


@pytest.mark.parametrize("area", OTHERS.values(), ids=OTHERS)
def test_any_other_area_that_nobody_asks_for_is_usual(project: Folder, area: str):
    assert told(project, area) == []


def test_it_is_told_once_with_its_rows_and_the_account_stays_whole(project: Folder):
    assert told(project, "e10000016", "e10000016") == [
        "nothing asks for area 'e10000016' (2 rows) (did you mean 'E10000016'?)"
    ]
    assert "data/figures.csv,3,1,2," in project.run("data", *DAY, "--format", "csv").stdout


def test_of_a_measure_that_is_asked_of_every_area_each_code_is_an_area(project: Folder):
    project.write("strategies/b.yaml", strategy(promise("other", "all"), strategy="b"))
    assert told(project, "e10000016", measure="other") == []
    assert len(told(project, "e10000016")) == 1


@pytest.mark.parametrize("combine", [None, "sum"])
def test_it_is_told_of_declared_extracts_too(project: Folder, combine: str | None):
    extract = {
        "files": "made-up.txt",
        "columns": {"area": "Area", "period": "Year", "value": "Cases"},
        "fixed": {"measure": "m"},
    } | ({"combine": combine} if combine else {})
    project.write("data/extracts.yaml", {"logframe": 1, "extracts": {"made-up": extract}})
    project.write("data/made-up.txt", "Area\tYear\tCases\nE10000016\t2022/23\t3\nE1000OO16\t2023/24\t4\n")
    done = project.run("data", *DAY, "--format", "csv")
    assert "data/made-up.txt:3:1: LF423 nothing asks for area 'E1000OO16' (1 row)" in done.stderr
    assert "data/made-up.txt,2,1,1," in done.stdout
