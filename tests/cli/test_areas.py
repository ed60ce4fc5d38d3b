"""`--area` of every command that has it: an area that nobody knows is no area without indicators."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = ("--as-of", "2025-01-31")
TARGET = {"at_most": 6, "by": "2028/29"}


@pytest.fixture
def project(folder: Folder) -> Folder:
    """Areas of every kind: named and listed, listed, listed and used by no indicator, of the extracts alone."""
    folder.write(
        "strategies/a.yaml",
        strategy(
            {"id": "named", "title": "Named", "measure": "m", "areas": ["E10000016"], "target": dict(TARGET)},
            {"id": "every", "title": "Every", "measure": "m", "areas": "all", "target": dict(TARGET)},
            areas=["E06000035"],
            measures={"m": {"title": "M", "unit": "percent", "improves": "down", "year": "financial"}},
        ),
    )
    folder.write(
        "strategies/areas.yaml", {"logframe": 1, "areas": {"E10000016": "Kent", "E92000001": "England"}}
    )
    folder.extract(
        {"measure": "m", "area": area, "area_name": name, "period": "2022/23", "value": 10}
        for area, name in (("E10000016", "Kent CC"), ("E07000106", "Canterbury"), ("E07000108", "Dover"))
    )
    return folder


COMMANDS = {
    "check": ("check",),
    "check, in CI": ("check", "--fail-on", "off_track", "--exit-zero"),
    "report": ("report",),
    "a subject": ("report", "--subject"),
}
UNKNOWN = {
    "a name": ("Kent", " (did you mean 'E10000016', Kent?)"),
    "a name that only the extracts say": ("canterbury", " (did you mean 'E07000106', Canterbury?)"),
    "a misspelt name": ("Cantebury", " (did you mean 'E07000106', Canterbury?)"),
    "a misspelt code": ("E10000061", " (did you mean 'E10000016'?)"),
    "a code in small letters": ("e10000016", " (did you mean 'E10000016'?)"),
    "nothing like any": ("XX", ""),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(("area", "guess"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_area_that_nobody_knows_ends_it(project: Folder, command: tuple[str, ...], area: str, guess: str):
    done = project.run(*command, *DAY, "--area", "E10000016", "--area", area)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"logframe: there is no area '{area}'{guess}\n"


@pytest.mark.parametrize("area", ["Kent", "Dovr"])
def test_show_knows_the_areas_of_its_indicator_alone(project: Folder, area: str):
    done = project.run("show", "named", *DAY, "--area", area)
    guess = " (did you mean 'E10000016', Kent?)" if area == "Kent" else ""
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"logframe: there is no area of this indicator '{area}'{guess}\n"


@pytest.mark.parametrize(
    ("area", "indicators"),
    [
        ("E10000016", ["named", "every"]),
        ("E07000106", ["every"]),
        ("E92000001", []),  # it has a name
        ("E06000035", []),  # the strategy lists it
    ],
)
def test_an_area_that_somebody_knows_is_shown_with_what_it_has(
    project: Folder, area: str, indicators: list[str]
):
    done = project.run("check", *DAY, "--format", "json", "--area", area)
    assert done.returncode == 0
    assert [row["indicator"] for row in json.loads(done.stdout)["assessments"]] == indicators


def test_errors_of_extracts_are_told_before_an_area_is_missed(project: Folder):
    rows = [{"measure": "m", "area": "XK", "period": "2022/23", "value": "twelve"}]
    project.extract(rows, "more.csv")
    done = project.run("check", *DAY, "--area", "XK", "--save", "kept.run")
    assert done.returncode == 2
    told, last = done.stderr.splitlines()[0], done.stderr.splitlines()[-1]
    assert told.startswith("data/more.csv:2:")
    assert last == "logframe: there is no area 'XK'"
    assert not (project.root / "kept.run").exists()
