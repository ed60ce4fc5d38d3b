"""`logframe schema`: JSON Schema of the files, for editors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from logframe import terminal
from logframe.cli import options  # noqa: TC001  # typer reads annotations as it runs


class Kind(StrEnum):
    """Which file a schema is of."""

    STRATEGY = "strategy"
    EXTRACTS = "extracts"


def schema(
    kind: Annotated[
        Kind,
        typer.Argument(
            help="strategy: every file of the folder of strategies. extracts: data/extracts.yaml."
        ),
    ] = Kind.STRATEGY,
    *,
    output: options.Output = None,
) -> None:
    """Print the JSON Schema by which an editor completes a file and explains its keys.

    Name it in the first line of the file: # yaml-language-server: $schema=../docs/strategy.schema.json
    """
    terminal.put(text_of(kind), output)


def text_of(kind: Kind) -> str:
    """Write a kind of file's schema as it goes into a file."""
    import json

    from logframe.declarations.model import File
    from logframe.schema.published import json_schema
    from logframe.strategy.plan import Definitions, Strategy

    made = (
        json_schema(Strategy | Definitions, "A strategy, or definitions that strategies share")
        if kind is Kind.STRATEGY
        else json_schema(File, "How extracts are read that are not in the tidy layout")
    )
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
