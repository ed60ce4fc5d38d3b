"""Made-up projects that change: a state of a project, and the run that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

import logframe
from logframe import runs
from tests.conftest import Folder

if TYPE_CHECKING:
    from pathlib import Path

FALLING = {"2018/19": 14.0, "2019/20": 13.1, "2020/21": 13.3, "2021/22": 12.3, "2022/23": 12.2}


@dataclass(frozen=True)
class State:
    """A project with one indicator of area A, and the day on which it is judged."""

    as_of: str = "2024-06-30"
    figures: dict[str, Any] = field(default_factory=lambda: dict(FALLING))
    others: dict[str, dict[str, Any]] = field(default_factory=dict)
    target: dict[str, Any] | None = field(default_factory=lambda: {"at_most": 8, "by": "2026/27"})
    baseline: dict[str, Any] | None = None
    measure: dict[str, Any] = field(default_factory=dict)
    indicator: dict[str, Any] = field(default_factory=dict)
    definitions: dict[str, Any] = field(default_factory=dict)
    declared: str | None = None

    def run(self, root: Path) -> runs.Run:
        """Write the project to a folder, judge it, and take down the run."""
        folder = self.write(root)
        project = folder.load()
        assert [str(message) for message in project.messages if message.severity == "error"] == []
        evaluation = logframe.evaluate(project, date.fromisoformat(self.as_of))
        assert [str(message) for message in evaluation.messages if message.severity == "error"] == []
        return runs.taken(project.documents.values(), evaluation, data=project.data, replay=True)

    def write(self, root: Path) -> Folder:
        root.mkdir(exist_ok=True)
        folder = Folder(root)
        baseline = {"baseline": self.baseline} if self.baseline else {}
        folder.one(
            {"A": self.figures} | self.others,
            target=self.target,
            measure=self.measure,
            indicator=baseline | self.indicator,
            definitions=self.definitions,
        )
        if self.declared:
            folder.write("data/extracts.yaml", self.declared)
        return folder


def verdict(run: runs.Run) -> str:
    """Give the verdict of the only row."""
    word: str = run.assessments["verdict"].item()
    return word


def of_kind(frame: pl.DataFrame, *kinds: str) -> list[dict[str, Any]]:
    """Give the changes of some kinds."""
    return frame.filter(pl.col("kind").is_in(kinds)).to_dicts()
