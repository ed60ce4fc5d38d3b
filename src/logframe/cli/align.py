"""`logframe align`: whose outcomes and indicators serve which shared outcome, and which have none."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from logframe import terminal
from logframe.cli import common, options


class AlignFormat(StrEnum):
    """How an alignment is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def align(  # each is an option of the command line
    *,
    strategies: options.Strategies = Path("strategies"),
    format_: Annotated[
        AlignFormat, typer.Option("--format", "-f", help="How the alignment is written.")
    ] = AlignFormat.TEXT,
    output: options.Output = None,
    width: options.Width = None,
    ascii_: options.Ascii = False,
    color: options.Colors = options.Color.AUTO,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Say who serves which shared outcome, and where promises about the same thing differ."""
    out, err = common.screens(output=output, ascii_only=ascii_, width=width, color=color.value)
    from logframe.project import NO_DATA, evaluate

    project = common.load(strategies, NO_DATA)
    common.tell(project.messages, project, err, quiet=quiet or not verbose, verbose=verbose)
    if project.faulty:
        raise typer.Exit(common.FINDINGS)
    from logframe.report.align import alignment
    from logframe.strategy.alignment import align as aligned

    rows = evaluate(project).assessments.to_dicts()
    found = aligned(project.catalogue)
    terminal.put(alignment(found, project.catalogue, rows, format_.value, screen=out), output)
