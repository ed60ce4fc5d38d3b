"""What several commands do: read the project, tell messages, understand a date."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, NoReturn

import typer

from logframe import terminal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    import logframe
    from logframe.messages import Message
    from logframe.project import Project

DONE, FINDINGS, FAILED = 0, 1, 2

#: So many warnings are told beside a result; more would drown it.
CALM = 20


def fail(text: str) -> NoReturn:
    """End because the job could not be done, and say why in one line."""
    from logframe.characters import printable  # most jobs can be done

    terminal.say(f"logframe: {printable(text)}\n")
    raise typer.Exit(FAILED)


def day(text: str | None) -> date | None:
    """Read a date that the user gave."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"--as-of: '{text}' is not a date such as 2026-05-31")


def known(
    kind: str, names: Collection[str], choices: Collection[str], called: Mapping[str, str] | None = None
) -> None:
    """End if the user named something that is not there.

    Args:
        kind: What it would be.
        names: What the user named.
        choices: What there is.
        called: What people call some of these, which may be what the user typed.
    """
    for name in names:
        if name not in choices:
            fail(f"there is no {kind} '{name}'{did_you_mean(name, choices, called)}")


def did_you_mean(name: str, choices: Collection[str], called: Mapping[str, str] | None = None) -> str:
    """Guess what was meant, to stand behind what was typed; nothing where nothing is like it.

    Args:
        name: What was typed.
        choices: What could have been.
        called: What people call some of these.
    """
    from difflib import get_close_matches

    names = {code: words for code, words in (called or {}).items() if words and code in choices}
    codes = {words.casefold(): code for code, words in reversed(names.items())}
    typed = name.casefold()
    if typed not in codes and (near := get_close_matches(name, choices, n=1)):
        return f" (did you mean '{near[0]}'?)"
    near = [codes[words] for words in get_close_matches(typed, codes, n=1)]
    return f" (did you mean '{near[0]}', {names[near[0]]}?)" if near else ""


def known_areas(
    areas: Collection[str] | None,
    project: Project,
    evaluation: logframe.Evaluation,
    *,
    of: Collection[str] | None = None,
) -> None:
    """End if the user named an area that neither the strategies nor the figures know.

    Args:
        areas: What the user named.
        project: What the strategies say.
        evaluation: What the figures say.
        of: The areas of the indicator that alone is asked about.
    """
    if areas:
        from logframe.project import areas as all_areas

        names = all_areas(project, evaluation)
        kind, choices = ("area", names) if of is None else ("area of this indicator", of)
        known(kind, areas, choices, names)


def load(
    strategies: Path, data: Path, also: Collection[Path] = (), typed: Mapping[Path, bytes] | None = None
) -> Project:
    """Read the project's YAML files, or end if there are none; see `project.load`."""
    from logframe import project  # only commands that read need it

    try:
        return project.load(strategies, data, also=also, typed=typed)
    except project.NothingToReadError as nothing:
        fail(f"{nothing}: name the folder of strategies with --strategies, or make one with 'logframe init'")


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
        project: The project. Where figures are asked for, the folder of extracts is to be there, and one that
            has another name than the usual one to hold some.
        day: The day on which to judge, None is today; see `project.evaluate`.
        screen: What standard error can show.
        quiet: Whether nothing is to be shown.
    """
    from logframe import project as projects

    named = project.data not in (projects.DATA, projects.NO_DATA)
    if named and not project.data.is_dir():
        fail(_no_folder(project.data))
    if quiet or not screen.person:
        evaluation = projects.evaluate(project, day)
    else:
        from logframe.cli import progress

        with progress.shown(sys.stderr, screen.width) as watch:
            evaluation = projects.evaluate(project, day, watch=watch)
    lacking = any(message.code == projects.NO_EXTRACTS for message in evaluation.messages)
    if lacking and not project.data.is_dir():
        fail(_no_folder(project.data))
    if lacking and named:
        kinds = ".csv, .parquet, or what its extracts.yaml declares"
        fail(f"--data: '{project.data}' holds no extract ({kinds}): name the folder of extracts")
    return evaluation


def judged(
    project: Project,
    day: date | None,
    screen: terminal.Screen,
    *,
    quiet: bool,
    verbose: bool,
    warn: bool = True,
) -> logframe.Evaluation:
    """Judge a project without faults, and tell its messages and those of its figures; see `evaluate`.

    Args:
        project: The project.
        day: The day on which to judge.
        screen: What standard error can show.
        quiet: Whether nothing but errors is to be told.
        verbose: Whether every message is told, and at length.
        warn: Whether warnings are told without ``verbose`` too.
    """
    evaluation = evaluate(project, day, screen, quiet=quiet)
    every = messages(project, evaluation, linted=False)
    tell(every, project, screen, quiet=quiet or not (warn or verbose), verbose=verbose)
    return evaluation


def messages(project: Project, evaluation: logframe.Evaluation, *, linted: bool) -> list[Message]:
    """Collect what is told of a project and its figures; `linted`, what these make of its strategies too."""
    of_project = project.messages
    if linted:
        from logframe.project import lint  # fetched when the files are known to be good

        of_project = sorted([*of_project, *lint(project, evaluation)])
    return [*of_project, *evaluation.messages]


def _no_folder(data: Path) -> str:
    """Say that the folder of extracts that was named is none."""
    if data.exists():
        return f"--data: '{data}' is not a folder: name the folder of extracts"
    beside = data.parent.iterdir() if data.parent.is_dir() else ()
    folders = sorted(str(path) for path in beside if path.is_dir())
    return (
        f"--data: there is no folder '{data}'{did_you_mean(str(data), folders)}: name the folder of extracts"
    )


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


def found(
    fail_on: Collection[str] | None,
    messages: Collection[Message],
    verdicts: Iterable[str] = (),
    *,
    faulty: bool,
) -> bool:
    """Tell whether a run found something that its exit status is to say.

    Args:
        fail_on: The verdicts that are a finding, and ``warning`` if warnings are.
        messages: All that were told, or would have been without --quiet.
        verdicts: Those that the result shows.
        faulty: Whether there was an error, which always is a finding.
    """
    failing = set(fail_on or ())
    return faulty or ("warning" in failing and bool(messages)) or not failing.isdisjoint(verdicts)


def end(found: bool, *, exit_zero: bool = False) -> None:  # noqa: FBT001  # what is said, not an option
    """End with the status that says whether anything was found."""
    if found and not exit_zero:
        raise typer.Exit(FINDINGS)
