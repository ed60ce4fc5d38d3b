"""`logframe check`: validate, evaluate, print the target-versus-actual table."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from logframe import terminal
from logframe.cli import common, completion, options


def check(
    strategy: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="STRATEGY",
            help="Show these strategies alone, by their ids.",
            autocompletion=completion.strategies,
        ),
    ] = None,
    *,
    strategies: options.Strategies = Path("strategies"),
    data: options.Data = Path("data"),
    as_of: options.AsOf = None,
    format_: options.Format = options.TableFormat.TABLE,
    workings: options.Workings = False,
    output: options.Output = None,
    save: options.Save = None,
    area: options.Areas = None,
    only: options.Only = None,
    sdg: options.OpenSdg = False,
    messages_as: options.Messages = options.TEXT,
    messages_output: options.MessagesOutput = None,
    fail_on: options.FailOn = None,
    exit_zero: options.ExitZero = False,
    width: options.Width = None,
    ascii_: options.Ascii = False,
    color: options.Colors = options.Color.AUTO,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Judge every target with the figures, and print targets against actuals."""
    day = common.day(as_of)
    if workings and format_ is not options.TableFormat.JSON:
        common.fail("--workings goes with --format json")
    out, err = common.screens(output=output, ascii_only=ascii_, width=width, color=color.value)
    project = common.load(strategies, data)
    tell = partial(
        common.tell,
        project=project,
        screen=err,
        quiet=quiet,
        verbose=verbose,
        form=messages_as.value,
        output=messages_output,
    )
    if project.faulty:
        tell(project.messages)
        common.end(True, exit_zero=exit_zero)
        return
    common.known("strategy", strategy or [], project.catalogue.strategies)
    evaluation = common.evaluate(project, day, err, quiet=quiet)
    messages = common.messages(project, evaluation, linted=True)
    tell(messages)
    common.known_areas(area, project, evaluation)
    if save:
        from logframe.cli import saved

        saved.save(saved.taken(project, evaluation, replay=day is not None), save)
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
        workings=evaluation.workings(frame["row"]) if workings else None,
        updates=evaluation.updates,
        sdg=sdg,
        cut_offs=project.catalogue.chosen.cut_offs.both,
    )
    terminal.put(text, output)
    found = common.found(fail_on, messages, frame["verdict"], faulty=evaluation.faulty)
    common.end(found, exit_zero=exit_zero)
