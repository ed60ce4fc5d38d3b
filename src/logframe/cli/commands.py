"""The commands, each built when it is asked for: of ten, a run needs one."""

from __future__ import annotations

import importlib
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from logframe.cli.common import did_you_mean

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


#: What people try, and what does it here.
_MEANT = {"lint": "validate", "test": "validate", "run": "check", "status": "check", "list": "check"}


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

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # likewise
        """Find the command that is asked for; one that is called otherwise elsewhere is not taken for it."""
        if args[0] in _MEANT and not ctx.resilient_parsing:
            ctx.fail(f"No such command '{args[0]}'. Did you mean '{_MEANT[args[0]]}'?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: object, formatter: Any) -> None:  # noqa: ANN401  # likewise
        """Write the list of commands into the help."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


class Command(TyperCommand):
    """A command, which says in our words what is wrong with what was typed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # likewise
        """Read what was typed.

        Raises:
            typer.BadParameter: An option cannot have that value.
        """
        try:
            return super().parse_args(ctx, args)
        except typer.BadParameter as slip:
            slip.message = _worded(slip)
            raise


def _worded(slip: typer.BadParameter) -> str:
    """Say what an option cannot be, of which pydantic has said so."""
    from logframe.characters import printable

    cause: Any = slip.__cause__
    parameter: Any = slip.param
    if not hasattr(cause, "errors"):
        return slip.message
    kind, given = parameter.type_descriptor, cause.errors()[0]["input"]
    if kind.choices:
        choices = [choice.value for choice in kind.choices]
        words = [given] if isinstance(given, str) else given
        word = next(word for word in words if word not in choices)
        return f"'{printable(word)}' is none of {', '.join(choices)}{did_you_mean(word, choices)}"
    if kind.is_ranged:
        limits = kind.parameter_info
        return f"'{printable(given)}' is not a whole number from {limits.min} to {limits.max}"
    return slip.message


def _built(name: str) -> Any:  # noqa: ANN401  # likewise
    alone = typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    alone.command(name, cls=Command)(getattr(importlib.import_module(f"logframe.cli.{name}"), name))
    return typer.main.get_command(alone)
