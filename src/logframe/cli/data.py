"""`logframe data`: where every row of every extract went."""

from __future__ import annotations

from pathlib import Path

from logframe import terminal
from logframe.cli import common, options


def data(
    *,
    strategies: options.Strategies = Path("strategies"),
    data_: options.Data = Path("data"),
    as_of: options.AsOf = None,
    format_: options.Format = options.TableFormat.TABLE,
    output: options.Output = None,
    fail_on: options.FailOn = None,
    width: options.Width = None,
    ascii_: options.Ascii = False,
    color: options.Colors = options.Color.AUTO,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Account for every row of every extract."""
    day = common.day(as_of)
    out, err = common.screens(output=output, ascii_only=ascii_, width=width, color=color.value)
    project = common.sound(strategies, data_, err, quiet=quiet, verbose=verbose)
    from logframe import report

    evaluation = common.evaluate(project, day, err, quiet=quiet)
    common.tell(evaluation.messages, project, err, quiet=quiet, verbose=verbose)
    terminal.put(
        report.account(
            evaluation.account,
            evaluation.patterns,
            format_.value,
            as_of=evaluation.as_of,
            screen=out,
        ),
        output,
    )
    common.end(common.found(fail_on, evaluation.messages, faulty=evaluation.faulty))
