"""`logframe init`: a small project that runs at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Folder

FILES = (
    "data/example.csv",
    "strategies/definitions.yaml",
    "strategies/example.yaml",
    "strategy.schema.json",
)


@pytest.fixture
def made(folder: Folder) -> Folder:
    folder.run("init", "made")
    folder.root = folder.root / "made"
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_it_says_what_it_made_and_how_to_go_on(folder: Folder):
    done = folder.run("init", "our plans")
    listed = "".join(f"  our plans/{name}\n" for name in FILES)
    go_on = "cd 'our plans' && logframe check --as-of 2025-12-31"
    assert done.stdout == f"Made:\n{listed}Its strategy and figures are made up. Now run: {go_on}\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(contents(folder.root / "our plans")) == list(FILES)


def test_what_it_makes_has_no_message_and_one_of_each_state(made: Folder):
    validated = made.run("validate", "--fail-on", "warning")
    assert (validated.returncode, validated.stdout, validated.stderr) == (
        0,
        "2 files checked, no error\n",
        "",
    )
    done = made.run("check", "--as-of", "2025-12-31", "--format", "json", "--fail-on", "warning")
    assert (done.returncode, done.stderr) == (0, "")
    verdicts = {row["indicator"]: row["verdict"] for row in json.loads(done.stdout)["assessments"]}
    assert verdicts == {
        "smoking-at-delivery": "at_risk",
        "active-adults": "on_track",
        "strategy-for-carers": "not_yet_measurable",
        "loneliness": "not_yet_measurable",
    }


def test_it_can_be_judged_today_as_well(made: Folder):
    assert made.run("check").returncode == 0


def test_each_of_its_files_names_the_schema_beside_it_and_keeps_to_it(made: Folder):
    for path in sorted((made.root / "strategies").iterdir()):
        text = path.read_text(encoding="utf-8")
        named = text.partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
        schema = json.loads((path.parent / named).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(
            json.loads(json.dumps(yaml.safe_load(text), default=str))
        )
    assert made.run("schema").stdout == (made.root / "strategy.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("there", FILES)
def test_nothing_that_is_there_is_touched(folder: Folder, there: str):
    folder.write(f"made/{there}", "mine")
    done = folder.run("init", "made")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"logframe: made/{there} is there already: nothing was written\n"
    assert contents(folder.root / "made") == {there: b"mine"}


def test_a_file_in_the_place_of_the_folder_is_told(folder: Folder):
    folder.write("made", "mine")
    done = folder.run("init", "made")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("logframe: made")
    assert done.stderr.count("\n") == 1
