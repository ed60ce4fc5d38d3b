"""What several commands do: read the project, tell messages, understand a date."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from logframe import terminal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import logframe
    from logframe.messages import Message
    from logframe.project import Project

DONE, FINDINGS, FAILED = 0, 1, 2

#: So many warnings are told beside a result; more would drown it.
CALM = 20

#: A folder that is not there, for commands that take the strategies' word alone.
NO_DATA = Path(__file__).with_name("no-data")


def fail(text: str) -> NoReturn:
    """End because the job could not be done, and say why in one line."""
    terminal.say(f"logframe: {text}\n")
    raise typer.Exit(FAILED)


def day(text: str | None) -> date | None:
    """Read a date that the user gave."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"--as-of: '{text}' is not a date such as 2026-05-31")


def known(kind: str, names: Collection[str], choices: Collection[str]) -> None:
    """End if the user named something that is not there."""
    for name in names:
        if name not in choices:
            from difflib import get_close_matches

            near = get_close_matches(name, choices, n=1)
            fail(f"there is no {kind} '{name}'" + (f" (did you mean '{near[0]}'?)" if near else ""))


def load(
    strategies: Path, data: Path, also: Collection[Path] = (), typed: Mapping[Path, bytes] | None = None
) -> Project:
    """Read the project's YAML files, or end if there are none; see `project.load`."""
    from logframe import project  # only commands that read need it

    try:
        return project.load(strategies, data, also=also, typed=typed)
    except project.NothingToReadError as nothing:
        fail(str(nothing))


def sound(strategies: Path, data: Path, screen: terminal.Screen, *, quiet: bool, verbose: bool) -> Project:
    """Read a project whose files have no errors; where they have, tell them and end."""
    project = load(strategies, data)
    if project.faulty:
        tell(project.messages, project, screen, quiet=quiet, verbose=verbose)
        raise typer.Exit(FINDINGS)
    return project


def screens(
    *, output: Path | None, ascii_only: bool, width: int | None = None, color: str = "auto"
) -> tuple[terminal.Screen, terminal.Screen]:
    """Say what the places can show to which the result and the messages go."""
    out = terminal.screen(
        sys.stdout, width=width, color=color, ascii_only=ascii_only, to_file=output is not None
    )
    return out, terminal.screen(sys.stderr, color=color, ascii_only=ascii_only)


def evaluate(
    project: Project, day: date | None, screen: terminal.Screen, *, quiet: bool
) -> logframe.Evaluation:
    """Judge a project without faults; a person who has to wait is shown how far it is.

    Args:
        project: The project.
        day: The day on which to judge, None is today; see `project.evaluate`.
        screen: What standard error can show.
        quiet: Whether nothing is to be shown.
    """
    from logframe import project as projects

    if quiet or not screen.person:
        return projects.evaluate(project, day)
    from logframe.cli import progress

    with progress.shown(sys.stderr, screen.width) as watch:
        return projects.evaluate(project, day, watch=watch)


def tell(
    messages: Sequence[Message],
    project: Project,
    screen: terminal.Screen,
    *,
    quiet: bool,
    verbose: bool,
    form: str = "text",
    output: Path | None = None,
    most: int | None = CALM,
) -> None:
    """Tell messages on standard error: errors always, warnings unless the user wants quiet.

    Args:
        messages: In the order in which people read them.
        project: The project whose files they are about.
        screen: What standard error can show.
        quiet: Whether warnings are left out.
        verbose: Whether the lines that they are about are shown even where no person reads along.
        form: How they are written, one of `notices.FORMATS`.
        output: The file to write them to, instead.
        most: How many warnings people are told who did not ask for all with ``verbose``; None is all.
    """
    told = [message for message in messages if message.severity == "error" or not quiet]
    warnings = [message for message in told if message.severity == "warning"]
    kept_back = set() if verbose or most is None or form != "text" else set(warnings[most:])
    told = [message for message in told if message not in kept_back]
    at_length = output is None and screen.person
    text = worded(told, project, form, at_length=at_length or verbose, color=screen.color and output is None)
    if kept_back:
        text += (
            f"and {len(kept_back)} more {'warning' if len(kept_back) == 1 else 'warnings'}: see --verbose\n"
        )
    if output is not None:
        terminal.put(text, output)
    elif told or form != "text":
        terminal.say(text)


def worded(messages: Sequence[Message], project: Project, form: str, *, at_length: bool, color: bool) -> str:
    """Write messages about a project's files in one of `notices.FORMATS`."""
    import logframe
    from logframe import notices

    setting = notices.Setting(
        files=list(project.documents),
        lines={name: document.lines for name, document in project.documents.items()} if at_length else {},
        color=color,
        version=logframe.__version__,
    )
    return notices.render(messages, form, setting)


def end(found: bool, *, exit_zero: bool = False) -> None:  # noqa: FBT001  # what is said, not an option
    """End with the status that says whether anything was found."""
    if found and not exit_zero:
        raise typer.Exit(FINDINGS)
