"""An area code beside two names: told once, with both places. All is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = ("--as-of", "2025-01-31")
HEAD = "measure,area,area_name,period,value\n"
COLUMNS = {
    "measure": "measure",
    "area": "area",
    "area_name": "area_name",
    "period": "period",
    "value": "value",
}
HINT = "(give each area its own code; if it has two names, write one of them in all rows)"


def told(
    folder: Folder, files: dict[str, str], areas: tuple[str, ...] = ("E1", "E2"), **says: Any
) -> list[str]:
    """What is told of files, which are declared if anything is said of them."""
    promise = {"id": "i", "title": "I", "measure": "m", "areas": list(areas)}
    promise["target"] = {"at_most": 6, "by": "2028"}
    measure = {"title": "M", "unit": "count", "improves": "down", "year": "calendar"}
    folder.write("strategies/a.yaml", strategy(promise, measures={"m": measure}))
    if says:
        about = {"files": "*.csv", "columns": COLUMNS} | says
        folder.write("data/extracts.yaml", {"logframe": 1, "extracts": {"made-up": about}})
    for name, rows in files.items():
        folder.write(f"data/{name}", HEAD + rows)
    return [line for line in folder.run("check", *DAY).stderr.splitlines() if line.startswith("data")]


WAYS: dict[str, dict[str, Any]] = {
    "tidy": {},
    "declared": {"short_rows": False},
    "divided": {"columns": COLUMNS | {"value": {"of": "value", "times": 1}}},
    "summed": {"combine": "sum"},
}
TWO = "m,E1,Kent,2021,7\nm,E1,Kent,2022,6\nm,E1,Essex,2023,5\nm,E1,Essex,2024,5\nm,E2,Medway,2024,5\n"


@pytest.mark.parametrize("says", WAYS.values(), ids=WAYS)
def test_a_code_with_two_names_is_told_once_with_both_places(folder: Folder, says: dict[str, Any]):
    (message,) = told(folder, {"a.csv": TWO}, **says)
    assert (
        message
        == f"data/a.csv:4:6: LF433 area 'E1' is called 'Essex' here, and 'Kent' at data/a.csv:2 {HINT}"
    )


@pytest.mark.parametrize("says", WAYS.values(), ids=WAYS)
def test_names_are_held_against_each_other_across_files(folder: Folder, says: dict[str, Any]):
    files = {
        "a.csv": "m,E1,Kent,2021,7\nm,E2,Medway,2021,7\n",
        "b.csv": "m,E2,Medway,2022,7\nm,E1,Essex,2022,7\n",
    }
    (message,) = told(folder, files, **says)
    assert message.startswith(
        "data/b.csv:3:6: LF433 area 'E1' is called 'Essex' here, and 'Kent' at data/a.csv:2 ("
    )


def test_two_names_in_one_sum_are_told(folder: Folder):
    messages = told(folder, {"a.csv": "m,E1,Kent,2021,7\nm,E1,Essex,2021,6\n"}, combine="sum")
    assert [message.split(" (")[0] for message in messages] == [
        "data/a.csv:3:6: LF433 area 'E1' is called 'Essex' here, and 'Kent' at data/a.csv:2"
    ]


ALIKE = [
    ("England", "ENGLAND"),
    ("Kent", "Kent "),
    ("Kent", "Kent County Council"),
    ("Kent", "Kent (UA)"),
    ("Kent", ""),
    ("Bristol, City of", "Bristol"),
    ("Herefordshire, County of", "Herefordshire UA"),
    ("St. Helens", "St Helens"),
    ("King's Lynn", "King’s Lynn & the City"),
    ("NHS KENT AND MEDWAY INTEGRATED CARE BOARD - QKS", "NHS Kent & Medway ICB"),
    ("Kent Community Health NHS FT", "Kent Community Health NHS Foundation Trust"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_one_name_in_two_spellings_is_one_name(folder: Folder, one: str, other: str):
    assert told(folder, {"a.csv": f'm,E1,"{one}",2021,7\nm,E1,"{other}",2022,6\n'}) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kent", "Kent and Medway"),
        ("Swale 001A", "Swale 001B"),
        ("Manchester", "Greater Manchester"),
        ("The City", "NHS"),
    ],
)
def test_a_name_that_says_more_is_another(folder: Folder, one: str, other: str):
    assert [
        line.split()[1] for line in told(folder, {"a.csv": f"m,E1,{one},2021,7\nm,E1,{other},2022,6\n"})
    ] == ["LF433"]


GIVEN = {
    "by codes": {"codes": {"area": {"E1": "E1", "E2": "E1"}}, "combine": "sum"},
    "for all rows": {"fixed": {"area": "E1"}, "columns": {name: one for name, one in COLUMNS.items() if name != "area"}, "combine": "sum"},
}  # fmt: skip


@pytest.mark.parametrize("says", GIVEN.values(), ids=GIVEN)
def test_names_of_areas_that_a_declaration_makes_one_may_differ(folder: Folder, says: dict[str, Any]):
    assert told(folder, {"a.csv": "m,E1,Kent,2021,7\nm,E2,Medway,2021,7\n"}, areas=("E1",), **says) == []


def test_areas_that_nobody_asks_for_may_be_called_anything(folder: Folder):
    assert (
        told(folder, {"a.csv": "m,E1,Kent,2021,7\nm,E9,Essex,2021,7\nm,E9,Surrey,2022,7\n"}, areas=("E1",))
        == []
    )
