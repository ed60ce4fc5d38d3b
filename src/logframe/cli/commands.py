"""The commands, each built when it is asked for: of ten, a run needs one."""

from __future__ import annotations

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

#: In the order of the help. Each is a function of this name in a module of this name.
NAMES = (
    "check",
    "validate",
    "report",
    "show",
    "matrix",
    "align",
    "diff",
    "data",
    "schema",
    "explain",
    "init",
)


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401  # typer's own, handed on
        super().__init__(**attributes)
        # typer looks here for what a mistyped command may have meant
        self.commands: dict[str, Any] = dict.fromkeys(NAMES)

    def list_commands(self, ctx: object) -> list[str]:
        """Name them, in the order of the help."""
        del ctx
        return list(NAMES)

    def get_command(self, ctx: object, cmd_name: str) -> Any:  # noqa: ANN401  # a class that typer keeps to itself
        """Build a command, None if there is none of this name."""
        del ctx
        if cmd_name in self.commands and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _built(cmd_name)
        return self.commands.get(cmd_name)


def _built(name: str) -> Any:  # noqa: ANN401  # likewise
    alone = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    alone.command(name)(getattr(importlib.import_module(f"logframe.cli.{name}"), name))
    built: Any = typer.main.get_command(alone)
    built.short_help = built.help.partition("\n")[0]  # whole: typer would cut it to a line of the list
    return built
