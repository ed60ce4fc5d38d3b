"""The commands, each built when it is asked for: of ten, a run needs one."""

from __future__ import annotations

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

#: What each does, in the order of the help, which is printed without building them all. Each is a function of
#: this name, in a module of this name, and its documentation begins with these words.
SUMMARIES = {
    "check": "Judge every target with the figures, and print targets against actuals.",
    "validate": "Check the YAML files, without any figures.",
    "report": "Report on every target, as text for mail, Markdown, a web page or a workbook.",
    "show": "Show one indicator in full: chart, every figure and step behind its verdict.",
    "matrix": "Print a strategy's matrix: narrative, indicators, means of verification, assumptions.",
    "align": "Say who serves which shared outcome, and where promises about the same thing differ.",
    "diff": "Say what changed between two saved runs, and why; with -q, nothing if nothing did.",
    "data": "Account for every row of every extract.",
    "schema": "Print the JSON Schema by which an editor completes a file and explains its keys.",
    "explain": "Say what a message means and what to do, with a bad and a good example.",
    "init": "Make a small project that runs, of made-up figures, to put your own in place of.",
}


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401  # typer's own, handed on
        super().__init__(**attributes)
        # typer looks here for what a mistyped command may have meant
        self.commands: dict[str, Any] = dict.fromkeys(SUMMARIES)

    def list_commands(self, ctx: object) -> list[str]:
        """Name them, in the order of the help."""
        del ctx
        return list(SUMMARIES)

    def get_command(self, ctx: object, cmd_name: str) -> Any:  # noqa: ANN401  # a class that typer keeps to itself
        """Build a command, None if there is none of this name."""
        del ctx
        if cmd_name in self.commands and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _built(cmd_name)
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: object, formatter: Any) -> None:  # noqa: ANN401  # likewise
        """Write the list of commands into the help."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


def _built(name: str) -> Any:  # noqa: ANN401  # likewise
    alone = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    alone.command(name)(getattr(importlib.import_module(f"logframe.cli.{name}"), name))
    return typer.main.get_command(alone)
