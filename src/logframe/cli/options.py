"""The options that commands share, each said once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

VERDICTS = ("achieved", "on_track", "at_risk", "off_track", "missed", "no_data", "not_yet_measurable")


class TableFormat(StrEnum):
    """How a table is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Color(StrEnum):
    """When colours are used."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Verdict = StrEnum("Verdict", [(name.upper(), name) for name in VERDICTS])  # type: ignore[misc]
Failing = StrEnum("Failing", [(name.upper(), name) for name in (*VERDICTS, "warning")])  # type: ignore[misc]

Strategies = Annotated[Path, typer.Option("--strategies", metavar="DIR", help="The folder of strategies.")]
Data = Annotated[Path, typer.Option("--data", metavar="DIR", help="The folder of extracts.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="Judge as on this day (2026-05-31) and set later figures aside. Default: today."
    ),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result to a file.")
]
Format = Annotated[TableFormat, typer.Option("--format", "-f", help="How the result is written.")]
Areas = Annotated[
    list[str] | None, typer.Option("--area", metavar="CODE", help="Show this area alone; may be repeated.")
]
Only = Annotated[
    list[Verdict] | None, typer.Option("--only", help="Show this verdict alone; may be repeated.")
]
FailOn = Annotated[
    list[Failing] | None,
    typer.Option("--fail-on", help="Exit with 1 on this verdict, or on any warning; may be repeated."),
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
