"""Runs on the disk, for the commands that keep them or hold the present against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import logframe
from logframe import terminal
from logframe.cli import common

if TYPE_CHECKING:
    from pathlib import Path

    from logframe.project import Project
    from logframe.runs import Run


def load(path: Path) -> Run:
    """Read a saved run, or end and say what is wrong with it."""
    from logframe import runs

    try:
        return runs.load(path)
    except runs.UnreadableRunError as wrong:
        common.fail(str(wrong))


def taken(project: Project, evaluation: logframe.Evaluation, *, replay: bool) -> Run:
    """Make a run of what was just evaluated.

    Args:
        project: What the files say.
        evaluation: What came of it.
        replay: The day was chosen with --as-of.
    """
    from logframe import runs

    return runs.taken(
        project.documents.values(),
        evaluation,
        data=project.data,
        replay=replay,
        warnings=len(project.messages),  # a project with errors is not evaluated
    )


def save(run: Run, path: Path) -> None:
    """Keep a run in a file; an old one is replaced only by a whole new one, and anything else never."""
    from logframe import runs

    if not runs.can_replace(path):
        common.fail(f"{path} is there and is no saved run: nothing was written")
    try:
        terminal.put(runs.written(run), path)
    except runs.UnreadableRunError as too_large:
        common.fail(str(too_large))
