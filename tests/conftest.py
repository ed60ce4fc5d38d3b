"""Made-up projects for tests: a few lines of YAML and figures, judged through the library, or those of examples."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

import logframe

# At a desk every run tries new examples; in CI the same ones, so that a change is judged by what it changes.
# No test is about time, and a busy machine is no fault.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

EXAMPLES = Path(__file__).with_name("examples")
Row = dict[str, Any]
HEADER = ["measure", "area", "group", "period", "value"]


def strategy(*indicators: Mapping[str, Any], **keys: Any) -> dict[str, Any]:
    """Give a made-up strategy with one outcome and these indicators."""
    outcome = {"id": "outcome", "title": "A made-up outcome", "indicators": list(indicators)}
    return {
        "logframe": 1,
        "strategy": "made-up",
        "title": "A made-up strategy",
        "organisation": {"id": "made-up", "name": "A made-up organisation"},
        "outcomes": [outcome],
    } | keys


def years(*values: float | str, last: int = 2023) -> dict[str, Any]:
    """Give one value a financial year, up to the one that begins in ``last``."""
    first = last - len(values) + 1
    return {f"{year}/{(year + 1) % 100:02}": value for year, value in enumerate(values, first)}


def assert_agreed(written: str, agreed: Path) -> None:
    """Hold a text against the file that was agreed; with RENEW_GOLDEN set, write that file anew first."""
    if os.environ.get("RENEW_GOLDEN"):
        agreed.write_text(written, encoding="utf-8", newline="")
    assert written == agreed.read_text(encoding="utf-8")


class Folder:
    """A project folder under construction."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "strategies").mkdir(exist_ok=True)
        (root / "data").mkdir(exist_ok=True)

    def write(self, name: str, content: str | bytes | Mapping[str, Any]) -> Path:
        """Write a file: text, bytes, or a mapping as YAML."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else yaml.safe_dump(dict(content), sort_keys=False)
            path.write_text(text, encoding="utf-8")
        return path

    def extract(self, rows: Iterable[Mapping[str, Any]], name: str = "figures.csv") -> Path:
        """Write a tidy extract from rows of columns and values."""
        rows = list(rows)
        columns = list(dict.fromkeys([*HEADER, *(name for row in rows for name in row)]))
        path = self.root / "data" / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
        return path

    def one(
        self,
        series: Mapping[str, Mapping[str, Any]],
        *,
        target: Mapping[str, Any] | None = None,
        measure: Mapping[str, Any] | None = None,
        indicator: Mapping[str, Any] | None = None,
        definitions: Mapping[str, Any] | None = None,
        **keys: Any,
    ) -> None:
        """Write a project of one indicator of area A, from each area's figures by their periods."""
        promise = {"id": "indicator", "title": "A made-up indicator", "measure": "measure", "areas": ["A"]}
        if target is not None:
            promise["target"] = dict(target)
        self.write("strategies/strategy.yaml", strategy(promise | dict(indicator or {}), **keys))
        made_up = {"title": "Made up", "unit": "percent", "improves": "down", "year": "financial"}
        shared: dict[str, Any] = {"logframe": 1, "measures": {"measure": made_up | dict(measure or {})}}
        self.write("strategies/measures.yaml", shared | dict(definitions or {}))
        self.extract(
            {"measure": "measure", "area": area, "period": period}
            | (value if isinstance(value, Mapping) else {"value": value})
            for area, figures in series.items()
            for period, value in figures.items()
        )

    def load(self) -> logframe.Project:
        """Read the folder's YAML."""
        return logframe.load(self.root / "strategies", self.root / "data")

    def evaluate(self, as_of: str | None = None) -> logframe.Evaluation:
        """Judge the folder; its YAML must be without errors."""
        return logframe.evaluate(self.load(), date.fromisoformat(as_of) if as_of else None)

    def rows(self, as_of: str | None = None) -> list[Row]:
        """Judge the folder and give its rows; nothing in it may be refused."""
        evaluation = self.evaluate(as_of)
        assert [str(message) for message in evaluation.messages if message.severity == "error"] == []
        return evaluation.assessments.to_dicts()

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the real command line in the folder."""
        clean = {
            name: value
            for name, value in os.environ.items()
            if name not in ("COLUMNS", "FORCE_COLOR", "NO_COLOR")
        }
        return subprocess.run(
            [sys.executable, "-m", "logframe", *arguments],
            cwd=self.root,
            env=clean | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Give an empty project folder."""
    return Folder(tmp_path)


def copied(name: str, to: Path) -> Folder:
    """Give a copy of a made-up project of tests/examples."""
    for part in ("strategies", "data"):
        shutil.copytree(EXAMPLES / name / part, to / part)
    return Folder(to)


@pytest.fixture
def acme(tmp_path: Path) -> Folder:
    """Give a copy of the project of one organisation, with every verdict."""
    return copied("acme", tmp_path)


@pytest.fixture
def alliance(tmp_path: Path) -> Folder:
    """Give a copy of the project of organisations that share promises."""
    return copied("alliance", tmp_path)


Judge = Callable[..., Row]


@pytest.fixture
def judge(folder: Folder) -> Judge:
    """Give a function that judges one made-up indicator of area A on a day, and gives its row."""

    def judge_one(
        target: Mapping[str, Any] | None,
        figures: Mapping[str, Any] | Iterable[Mapping[str, Any]],
        *,
        as_of: str,
        others: Mapping[str, Mapping[str, Any]] | None = None,
        **facts: Any,
    ) -> Row:
        by_period = isinstance(figures, Mapping)
        folder.one({"A": figures} | dict(others or {}) if by_period else {}, target=target, **facts)
        if not by_period:
            folder.extract(figures)
        return folder.rows(as_of)[0]

    return judge_one
