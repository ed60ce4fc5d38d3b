"""`logframe check`: validate, evaluate, print the target-versus-actual table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from logframe import terminal
from logframe.cli import common, options


def check(  # each is an option of the command line
    strategy: Annotated[
        list[str] | None, typer.Argument(help="Show these strategies alone, by their ids.")
    ] = None,
    *,
    strategies: options.Strategies = Path("strategies"),
    data: options.Data = Path("data"),
    as_of: options.AsOf = None,
    format_: options.Format = options.TableFormat.TABLE,
    output: options.Output = None,
    area: options.Areas = None,
    only: options.Only = None,
    fail_on: options.FailOn = None,
    width: options.Width = None,
    ascii_: options.Ascii = False,
    color: options.Colors = options.Color.AUTO,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Judge every target with the figures, and print targets against actuals."""
    day = common.day(as_of)
    err = terminal.screen(sys.stderr, color=color.value, ascii_only=ascii_)
    out = terminal.screen(
        sys.stdout, width=width, color=color.value, ascii_only=ascii_, to_file=output is not None
    )
    project = common.load(strategies, data)
    common.known("strategy", strategy or [], project.catalogue.strategies)
    if project.faulty:
        common.tell(project.messages, project, err, quiet=quiet, verbose=verbose)
        raise typer.Exit(common.FINDINGS)
    from logframe.project import evaluate  # fetched when the files are known to be good

    evaluation = evaluate(project, day)
    messages = [*project.messages, *evaluation.messages]
    common.tell(messages, project, err, quiet=quiet, verbose=verbose)
    from logframe import report

    frame, outline = report.choose(
        evaluation.assessments, evaluation.outline, strategies=strategy, areas=area
    )
    text = report.assessments(
        frame,
        outline,
        format_.value,
        only=[word.value for word in only or []],
        as_of=evaluation.as_of,
        screen=out,
    )
    terminal.put(text, output)
    failing = {word.value for word in fail_on or []}
    if evaluation.faulty or ("warning" in failing and messages) or not failing.isdisjoint(frame["verdict"]):
        raise typer.Exit(common.FINDINGS)
