"""`logframe validate`: the YAML alone, fast, for CI and editors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from logframe import terminal
from logframe.cli import common, options

STDIN = Path("-")


def validate(
    file: Annotated[
        list[Path] | None,
        typer.Argument(help="Tell about these files alone; - is standard input.", metavar="FILE"),
    ] = None,
    *,
    strategies: options.Strategies = Path("strategies"),
    data: options.Data = Path("data"),
    stdin_filename: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file that standard input stands for, there or not yet."),
    ] = None,
    format_: Annotated[
        options.MessageFormat,
        typer.Option("--format", "-f", help="How messages are written; text goes to standard error."),
    ] = options.TEXT,
    output: options.Output = None,
    fail_on: options.FailOn = None,
    exit_zero: options.ExitZero = False,
    ascii_: options.Ascii = False,
    color: options.Colors = options.Color.AUTO,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Check the YAML files, without any figures.

    Named files are read together with the folder's others, which may define what they refer to.
    """
    from logframe import files
    from logframe import project as projects

    named = [path for path in file or [] if path != STDIN]
    missing = [path for path in named if not path.exists()]
    if missing:
        common.fail(f"{missing[0]} is not there")
    typed = {}
    if file and STDIN in file:
        typed = {stdin_filename or Path("stdin.yaml"): sys.stdin.buffer.read(projects.LARGEST + 1)}
    elif stdin_filename:
        common.fail("--stdin-filename goes with the file -, which is standard input")
    project = common.load(strategies, data, also=named, typed=typed)
    shown = {files.as_shown(path) for path in (*named, *typed)}
    messages = [message for message in project.messages if not shown or message.file in shown]
    faulty = any(message.severity == "error" for message in messages)
    found = common.found(fail_on, messages, faulty=faulty)
    if format_.value == "text" and output is None:
        err = terminal.screen(sys.stderr, color=color.value, ascii_only=ascii_)
        common.tell(messages, project, err, quiet=quiet, verbose=verbose, most=None)
        if not found and not quiet:
            count = len(shown) or len(project.documents)
            terminal.put(f"{count} file{'s' if count > 1 else ''} checked, no error\n")
    else:
        told = [message for message in messages if message.severity == "error" or not quiet]
        terminal.put(
            common.worded(told, project, format_.value, at_length=verbose, color=color.value == "always"),
            output,
        )
    common.end(found, exit_zero=exit_zero)
