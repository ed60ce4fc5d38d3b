"""`logframe validate`: the YAML alone, fast, for CI and editors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from logframe import terminal
from logframe.cli import common, options


def validate(  # each is an option of the command line
    file: Annotated[
        list[Path] | None, typer.Argument(help="Tell about these files alone.", metavar="[FILE]...")
    ] = None,
    *,
    strategies: options.Strategies = Path("strategies"),
    fail_on: options.FailOn = None,
    ascii_: options.Ascii = False,
    color: options.Colors = options.Color.AUTO,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Check the YAML files, without any figures.

    Named files are read together with the folder's others, which may define what they refer to.
    """
    from logframe import project as projects

    named = file or []
    missing = [path for path in named if not path.exists()]
    if missing:
        common.fail(f"{missing[0]} is not there")
    project = common.load(strategies, Path("data"), also=named)
    shown = {projects.as_shown(path) for path in named}
    messages = [message for message in project.messages if not named or message.file in shown]
    err = terminal.screen(sys.stderr, color=color.value, ascii_only=ascii_)
    common.tell(messages, project, err, quiet=quiet, verbose=verbose)
    errors = any(message.severity == "error" for message in messages)
    if errors or (messages and "warning" in {word.value for word in fail_on or []}):
        raise typer.Exit(common.FINDINGS)
    if not quiet:
        count = len(named) or len(project.documents)
        terminal.put(f"{count} file{'s' if count > 1 else ''} checked, no error\n")
