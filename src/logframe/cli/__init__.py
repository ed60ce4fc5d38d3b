"""The command line.

It imports typer alone: a command is fetched when it is asked for, and what the command needs when it runs.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

import logframe
from logframe import terminal
from logframe.cli.commands import Commands
from logframe.cli.common import DONE, FAILED

if TYPE_CHECKING:
    from collections.abc import Callable

# Before pydantic is imported: looking for its plugins reads the metadata of every installed package.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# Starting up makes many objects and no garbage, and looking for it takes time.
gc.set_threshold(200_000, 50, 50)

_MOST_OF_A_FAULT = 150  # characters

app = typer.Typer(
    name="logframe",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:  # noqa: FBT001  # typer calls it so
    if wanted:
        typer.echo(f"logframe {logframe.__version__}")
        raise typer.Exit


@app.callback()
def root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
) -> None:
    """Targets against actuals for published strategies, with honest uncertainty."""


def main() -> None:
    """Run the command line and leave at once: taking its modules apart again would cost a sixth of a run."""
    terminal.stand_in()
    status = run()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # whoever read it may have gone
            stream.flush()
    os._exit(status)


def _brief(error: Exception) -> str:
    """Give the beginning of what an error says: some add a plan, or the names of all columns."""
    from logframe.characters import printable

    words = printable(str(error).partition("\n")[0])
    return words if len(words) <= _MOST_OF_A_FAULT else f"{words[:_MOST_OF_A_FAULT]}..."


@functools.cache
def _command_line() -> Callable[[], object]:
    """Build the command line, once in a process."""
    return typer.main.get_command(app)


def run() -> int:
    """Run the command line and give its exit status; nothing that a user can cause ends in a traceback."""
    try:
        _command_line()()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else FAILED if done.code else DONE
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        terminal.say(f"logframe: {name}{error.strerror or error}\n")
    except Exception as error:  # noqa: BLE001  # the last resort: say so, and do not pass for a finding
        if {"-v", "--verbose"}.isdisjoint(sys.argv):
            terminal.say(f"logframe: a fault of the program: {type(error).__name__}: {_brief(error)}\n")
            terminal.say("Run it again with --verbose to see where, and please report it.\n")
        else:
            import traceback

            traceback.print_exc()
    else:
        return DONE
    return FAILED
