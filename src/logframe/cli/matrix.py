"""`logframe matrix`: the classical logical framework matrix of a strategy."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logframe import terminal
from logframe.cli import common, completion, options

if TYPE_CHECKING:
    from logframe.project import Project


class MatrixFormat(StrEnum):
    """How a matrix is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


def matrix(
    strategy: Annotated[
        str | None,
        typer.Argument(
            metavar="STRATEGY",
            help="The strategy's id; it may be left out where there is but one.",
            autocompletion=completion.strategies,
        ),
    ] = None,
    *,
    strategies: options.Strategies = Path("strategies"),
    data: options.Data = Path("data"),
    as_of: options.AsOf = None,
    status: Annotated[
        bool, typer.Option("--status", help="Say where each indicator stands; this takes the figures.")
    ] = False,
    format_: Annotated[
        MatrixFormat, typer.Option("--format", "-f", help="How the matrix is written.")
    ] = MatrixFormat.TEXT,
    output: options.Output = None,
    width: options.Width = None,
    ascii_: options.Ascii = False,
    color: options.Colors = options.Color.AUTO,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Print a strategy's matrix: narrative, indicators, means of verification, assumptions."""
    day = common.day(as_of)
    out, err = common.screens(output=output, ascii_only=ascii_, width=width, color=color.value)
    from logframe.project import NO_DATA

    figures = data if status else NO_DATA
    project = common.sound(strategies, figures, err, quiet=quiet or not verbose, verbose=verbose)
    chosen = _chosen(strategy, project)
    from logframe.report.matrix import matrix as written
    from logframe.report.prepared import prepared

    evaluation = common.judged(project, day, err, quiet=quiet, verbose=verbose, warn=False)
    cut_offs = project.catalogue.chosen.cut_offs.both
    rows = prepared(evaluation.assessments, evaluation.as_of, cut_offs).to_dicts()
    terminal.put(written(project.catalogue, chosen, rows, format_.value, screen=out, status=status), output)
    common.end(evaluation.faulty)


def _chosen(strategy: str | None, project: Project) -> str:
    """Tell which strategy is meant, or end if that cannot be told."""
    known = project.catalogue.strategies
    if strategy:
        common.known("strategy", [strategy], known)
        return strategy
    if len(known) != 1:
        common.fail(f"which strategy? {', '.join(known)}" if known else "no file is a strategy")
    return next(iter(known))
