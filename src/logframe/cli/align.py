"""`logframe align`: whose outcomes and indicators serve which shared outcome, and which have none."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from logframe import terminal
from logframe.cli import common, options


def align(
    *,
    strategies: options.Strategies = Path("strategies"),
    format_: Annotated[
        options.TextFormat, typer.Option("--format", "-f", help="How the alignment is written.")
    ] = options.TextFormat.TEXT,
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

    calm = quiet or not verbose
    project = common.sound(strategies, NO_DATA, err, quiet=calm, verbose=verbose)
    common.tell(project.messages, project, err, quiet=calm, verbose=verbose)
    from logframe.report.align import alignment
    from logframe.strategy.alignment import align as aligned

    rows = evaluate(project).assessments.to_dicts()
    found = aligned(project.catalogue)
    terminal.put(alignment(found, project.catalogue, rows, format_.value, screen=out), output)
