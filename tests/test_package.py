"""What is published: the package and nothing beside it, with versions that are true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import logframe

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
PINNED = {
    canonicalize_name(name): version
    for name, _, version in (line.partition("==") for line in CONSTRAINTS.splitlines() if "==" in line)
}


def packed(builder: type[WheelBuilder | SdistBuilder]) -> set[str]:
    return {file.distribution_path for file in builder(str(ROOT)).recurse_included_files()}


def test_the_wheel_carries_the_package_whole_and_nothing_else():
    source = ROOT / "src"
    there = {
        path.relative_to(source).as_posix() for path in (source / "logframe").rglob("*") if path.is_file()
    }
    assert packed(WheelBuilder) == {path for path in there if "__pycache__" not in path}


@pytest.mark.parametrize(
    "needed",
    [
        "logframe/py.typed",
        "logframe/starter/strategies/example.yaml",
        "logframe/explanations/codes/LF104.toml",
        "logframe/report/html/page.html.jinja",
        "logframe/report/html/base.css",
        "logframe/report/html/report.css",
    ],
)
def test_the_wheel_carries_what_is_no_code(needed: str):
    assert needed in packed(WheelBuilder)


def test_the_sdist_carries_what_its_tests_look_at():
    files = packed(SdistBuilder)
    for needed in (
        "tests/test_package.py",
        "docs/tutorial.md",
        "strategies/kmmh.yaml",
        "data/extracts.yaml",
        "Makefile",
    ):
        assert needed in files
    assert [file for file in files if file.startswith((".venv/", ".git/", "build/"))] == []


def test_the_version_is_in_one_place():
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert "version" not in PROJECT["project"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", logframe.__version__)
    told = re.findall(
        r"logframe(?:-|==|.*@v)(\d+\.\d+\.\d+)",
        " ".join(page.read_text() for page in (ROOT / "docs").glob("*.md")),
    )
    assert set(told) == {logframe.__version__}


def requirements() -> list[Requirement]:
    optional, groups = PROJECT["project"]["optional-dependencies"], PROJECT["dependency-groups"]
    listed = [PROJECT["project"]["dependencies"], *optional.values(), *groups.values()]
    return [Requirement(line) for lines in listed for line in lines if isinstance(line, str)]


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_ci_runs_with_a_version_that_is_allowed(requirement: Requirement):
    assert requirement.specifier.contains(PINNED[canonicalize_name(requirement.name)])


def test_constraints_name_versions_and_no_hosts():
    lines = [line for line in CONSTRAINTS.splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    assert len(lines) == len(PINNED)
