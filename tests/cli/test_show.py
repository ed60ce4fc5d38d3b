"""`logframe show` through the real command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.example import assert_gives
from tests.conftest import copied

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Folder

DAY = ("--as-of", "2025-05-31")
ACME = {
    "show-smoking-72.txt": ("smoking", "--width", "72"),
    "show-smoking-100.txt": ("smoking", "--width", "100"),
    "show-smoking-140.txt": ("smoking", "--width", "140"),
    "show-smoking-72-ascii.txt": ("smoking", "--width", "72", "--ascii"),
    "show-smoking.json": ("smoking", "--format", "json"),
    "show-two-areas.txt": ("acme/ready", "--width", "100"),
    "show-one-area.txt": ("acme/start/ready", "--width", "100", "--area", "WEST"),
    "show-gap.txt": ("gap", "--width", "100"),
    "show-monthly.txt": ("waits", "--width", "100"),
    "show-milestone.txt": ("carers", "--width", "72"),
    "show-undetermined.txt": ("vacancies", "--width", "72"),
    "show-no-tolerance.txt": ("placements", "--width", "100"),
}
ALLIANCE = {
    "show-breakfast.txt": ("alliance/breakfast", "--width", "72"),
    "show-records.txt": ("records", "--width", "72"),
    "show-no-figures.txt": ("hub-visits", "--width", "100"),
}
GOLDEN = [
    *(("acme", name, arguments) for name, arguments in ACME.items()),
    *(("alliance", name, arguments) for name, arguments in ALLIANCE.items()),
]


@pytest.mark.parametrize(("example", "name", "arguments"), GOLDEN, ids=[name for _, name, _ in GOLDEN])
def test_an_indicator_is_shown_as_agreed(tmp_path: Path, example: str, name: str, arguments: tuple[str, ...]):
    folder = copied(example, tmp_path)
    text = assert_gives(folder, example, name, "show", *arguments, *DAY)
    lines = text.splitlines()
    if "--width" in arguments:
        assert max(map(len, lines)) <= int(arguments[2])
        assert [line for line in lines if line != line.rstrip()] == []
    if "--ascii" in arguments:
        assert text.isascii()


def test_its_json_is_the_row_that_check_gives_with_its_workings(acme: Folder):
    shown = json.loads(acme.run("show", "smoking", *DAY, "--format", "json").stdout)["assessments"]
    checked = json.loads(acme.run("check", *DAY, "--format", "json").stdout)["assessments"]
    (row,) = shown
    workings = row.pop("workings")
    assert row == next(each for each in checked if each["indicator"] == "smoking")
    assert [figure["period"] for figure in workings["figures"]][-1] == row["latest"]["period"]


REFUSED = {
    "an unknown indicator": (
        ("smokin",),
        "logframe: there is no indicator 'smokin' (did you mean 'smoking'?)\n",
    ),
    "an unknown area": (
        ("ready", "--area", "WESTT"),
        "logframe: there is no area of this indicator 'WESTT' (did you mean 'WEST'?)\n",
    ),
    "a date that is none": (
        ("ready", "--as-of", "May"),
        "logframe: --as-of: 'May' is not a date such as 2026-05-31\n",
    ),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_said(acme: Folder, arguments: tuple[str, ...], said: str):
    done = acme.run("show", *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_an_id_of_several_strategies_is_asked_back(alliance: Folder):
    done = alliance.run("show", "waits")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "logframe: several indicators are called 'waits': alliance/waits, clinic/waits\n",
    )
    assert (
        alliance.run("show", "clinic/waits").stdout.splitlines()[2].startswith("clinic/quick/waits, as of ")
    )


def test_colours_are_added_to_the_same_text(acme: Folder):
    plain = acme.run("show", "smoking", *DAY).stdout
    coloured = acme.run("show", "smoking", *DAY, "--color", "always").stdout
    assert "\x1b" not in plain
    assert _without_colour(coloured) == plain


def _without_colour(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)
