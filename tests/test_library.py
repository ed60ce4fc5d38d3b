"""The library gives what the command line gives, and its face is documented."""

from __future__ import annotations

import inspect
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import logframe

if TYPE_CHECKING:
    from tests.conftest import Folder

ACME = Path(__file__).parent / "examples" / "acme"


def test_the_library_judges_as_the_command_does():
    evaluation = logframe.evaluate(logframe.load(ACME / "strategies", ACME / "data"), date(2025, 5, 31))
    told = json.loads((ACME / "expected" / "check.json").read_text(encoding="utf-8"))["assessments"]
    columns = ("strategy", "outcome", "indicator", "area", "verdict", "reason", "n", "probability", "pace")
    assert evaluation.assessments.select(columns).to_dicts() == [
        {name: row[name] for name in columns} for row in told
    ]


def test_a_faulty_project_cannot_be_evaluated(folder: Folder):
    folder.write("strategies/a.yaml", "logframe: 1\nmesures: {}\n")
    project = folder.load()
    assert project.faulty
    with pytest.raises(logframe.FaultyError, match="LF104 unknown key 'mesures'"):
        logframe.evaluate(project)


def test_a_folder_without_files_is_said(folder: Folder):
    with pytest.raises(logframe.NothingToReadError, match=r"holds no .yaml or .yml file"):
        folder.load()


def test_every_public_name_is_there_once_and_documented():
    assert len(set(logframe.__all__)) == len(logframe.__all__)
    for name in logframe.__all__:
        thing = getattr(logframe, name)
        if name != "__version__":
            assert inspect.getdoc(thing), name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        logframe.nothing  # noqa: B018
