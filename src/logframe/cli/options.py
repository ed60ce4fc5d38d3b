"""The options that commands share, each said once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from logframe.cli import completion
from logframe.notices import FORMATS
from logframe.verdicts import VERDICTS

_WORDS = ", ".join(VERDICTS)


class TableFormat(StrEnum):
    """How a table is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class TextFormat(StrEnum):
    """How a text is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class Color(StrEnum):
    """When colours are used."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Verdict = StrEnum("Verdict", [(name.upper(), name) for name in VERDICTS])  # type: ignore[misc]
Failing = StrEnum("Failing", [(name.upper(), name) for name in (*VERDICTS, "warning")])  # type: ignore[misc]

MessageFormat = StrEnum("MessageFormat", [(name.upper(), name) for name in FORMATS])  # type: ignore[misc]

TEXT = MessageFormat("text")

Strategies = Annotated[Path, typer.Option("--strategies", metavar="DIR", help="The folder of strategies.")]
Data = Annotated[Path, typer.Option("--data", metavar="DIR", help="The folder of extracts.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="Judge as on this day (2026-05-31) and set later figures aside. Default: today."
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the result to a file; - is standard output.",
        callback=lambda path: None if path == Path("-") else path,
    ),
]
Format = Annotated[TableFormat, typer.Option("--format", "-f", help="How the result is written.")]
Save = Annotated[
    Path | None,
    typer.Option("--save", metavar="FILE", help="Keep this run in a file, for diff and for report --since."),
]
Areas = Annotated[
    list[str] | None,
    typer.Option(
        "--area",
        metavar="CODE",
        help="Show this area alone; may be repeated.",
        autocompletion=completion.areas,
    ),
]
Only = Annotated[
    list[Verdict] | None,
    typer.Option("--only", metavar="VERDICT", help=f"Show this verdict alone; may be repeated: {_WORDS}."),
]
OpenSdg = Annotated[
    bool, typer.Option("--sdg", help="In the table, show Open SDG's ratio of growth rates as well.")
]
Workings = Annotated[
    bool,
    typer.Option("--workings", help="With --format json: every figure and step behind each verdict, too."),
]
FailOn = Annotated[
    list[Failing] | None,
    typer.Option(
        "--fail-on",
        metavar="VERDICT",
        help="Exit with 1 on this verdict, or on any warning with 'warning'; may be repeated.",
    ),
]
Messages = Annotated[
    MessageFormat,
    typer.Option("--messages", metavar="FORMAT", help=f"How messages are written: {', '.join(FORMATS)}."),
]
MessagesOutput = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write messages to a file. Default: to standard error."),
]
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="Exit with 0 whatever was found; 2 if the job could not be done.")
]
Width = Annotated[
    int | None,
    typer.Option("--width", min=40, max=1000, metavar="N", help="Columns. Default: the terminal's, or 100."),
]
Ascii = Annotated[bool, typer.Option("--ascii", help="Use ASCII signs alone.")]
Colors = Annotated[Color, typer.Option("--color", help="Use colours.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the result and errors.")]
Verbose = Annotated[
    bool,
    typer.Option("--verbose", "-v", help="Give every message at length, and say where a program fault is."),
]
