"""`logframe diff`: what changed between two saved runs, or since one, and why."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logframe import terminal
from logframe.cli import common, options, saved

if TYPE_CHECKING:
    import polars as pl

    from logframe.runs import Run


class DiffFailing(StrEnum):
    """What makes a difference a finding."""

    WORSE = "worse"
    GOALPOSTS = "goalposts"
    CHANGED = "changed"


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A run that `check --save` kept.")],
    new: Annotated[
        Path | None, typer.Argument(metavar="NEW", help="A later one. Default: the project as it is now.")
    ] = None,
    *,
    strategies: options.Strategies = Path("strategies"),
    data: options.Data = Path("data"),
    as_of: options.AsOf = None,
    format_: Annotated[
        options.TextFormat, typer.Option("--format", "-f", help="How the difference is written.")
    ] = options.TextFormat.TEXT,
    output: options.Output = None,
    fail_on: Annotated[
        list[DiffFailing] | None,
        typer.Option(
            "--fail-on",
            help="Exit with 1 if a verdict is worse or lost, a target was edited, or anything changed.",
        ),
    ] = None,
    width: options.Width = None,
    ascii_: options.Ascii = False,
    color: options.Colors = options.Color.AUTO,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Say what changed between two saved runs, and why; with -q, nothing if nothing did."""
    if new and as_of:
        common.fail("--as-of is for the project as it is now, and NEW is a run that was kept")
    before = saved.load(old)
    out, err = common.screens(output=output, ascii_only=ascii_, width=width, color=color.value)
    after = saved.load(new) if new else _now(strategies, data, as_of, err, quiet=quiet, verbose=verbose)
    if after.as_of < before.as_of and not quiet:
        days = f"({before.as_of}) than what it is compared with ({after.as_of})"
        terminal.say(f"logframe: OLD is of a later day {days}\n")
    from logframe import runs
    from logframe.report import difference

    frame = runs.changes(before, after)
    was, now = (difference.Side(run.as_of, run.version, run.method) for run in (before, after))
    found = difference.Difference(was, now, runs.files(before, after), frame, after.assessments.height)
    if not (quiet and frame.is_empty()):
        terminal.put(difference.write(found, format_.value, out), output)
    common.end(_fails(frame, fail_on or []))


def _now(
    strategies: Path, data: Path, as_of: str | None, err: terminal.Screen, *, quiet: bool, verbose: bool
) -> Run:
    """Judge the project as it is."""
    day = common.day(as_of)
    project = common.sound(strategies, data, err, quiet=quiet, verbose=verbose)
    evaluation = common.judged(project, day, err, quiet=quiet, verbose=verbose)
    return saved.taken(project, evaluation, replay=day is not None)


def _fails(frame: pl.DataFrame, fail_on: list[DiffFailing]) -> bool:
    found = {
        DiffFailing.WORSE: bool(frame["way"].is_in(["worse", "lost"]).any()),
        DiffFailing.GOALPOSTS: bool((frame["kind"] == "target").any()),
        DiffFailing.CHANGED: not frame.is_empty(),
    }
    return any(found[each] for each in fail_on)
