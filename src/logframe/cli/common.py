"""What several commands do: read the project, tell messages, understand a date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NoReturn

import typer

from logframe import terminal

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from logframe.messages import Message
    from logframe.project import Project

DONE, FINDINGS, FAILED = 0, 1, 2


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


def load(strategies: Path, data: Path, also: Collection[Path] = ()) -> Project:
    """Read the project's YAML files, or end if there are none."""
    from logframe import project  # only commands that read need it

    try:
        return project.load(strategies, data, also=also)
    except project.NothingToReadError as nothing:
        fail(str(nothing))


def tell(
    messages: Sequence[Message], project: Project, screen: terminal.Screen, *, quiet: bool, verbose: bool
) -> None:
    """Tell messages on standard error: errors always, warnings unless the user wants quiet."""
    told = [message for message in messages if message.severity == "error" or not quiet]
    if not told:
        return
    from logframe.report import complaints

    at_length = screen.person or verbose
    lines = {name: document.lines for name, document in project.documents.items()} if at_length else {}
    terminal.say(complaints.listing(told, lines=lines, color=screen.color))
