"""Writes the reference pages from the code: `python -m tests.reference` (`make docs`) puts them into docs/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from logframe.cli import app
from logframe.declarations.model import File
from logframe.schema.published import json_schema
from logframe.strategy.plan import Definitions, Strategy

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parents[1] / "docs"
MADE = "This page is made by `make docs` from the code, and a test holds it against it."

_COMMANDS = f"""# Commands

{MADE} `logframe COMMAND --help` says the same.

Exit status: 0 done, whatever the verdicts; 1 findings, which are errors in the files or what `--fail-on` names; 2 the job could not be
done. Standard output is the result and nothing else; messages go to standard error.

[Shell completion](tutorial.md#shell-completion) completes commands, options, verdicts, and the ids of strategies, indicators and areas.
"""

_FIELDS = f"""# Fields of the YAML files

{MADE} The same descriptions are what an editor shows (`logframe schema`, [tutorial](tutorial.md#in-an-editor)).

A field in **bold** is needed. An *id* is letters, digits, `.`, `_` and `-`, beginning with a letter or a digit. Periods
are written as they are published: `2024`, `2024/25`, `2024 Q1`, `March 2027`.
"""


def commands() -> str:
    """Describe every command with its arguments and options."""
    group: Any = typer.main.get_command(app)
    context = group.make_context("logframe", [], resilient_parsing=True)
    pages = [_command(group.get_command(context, name), context) for name in group.list_commands(context)]
    return "\n".join([_COMMANDS, *pages])


def _command(command: Any, parent: Any) -> str:
    context = command.make_context(command.name, [], parent=parent, resilient_parsing=True)
    usage = " ".join(["logframe", command.name, *command.collect_usage_pieces(context)])
    rows = [f"| `{_cell(names)}` | {_cell(meaning)} |" for names, meaning in _records(command, context)]
    table = ["| argument or option | what it is |", "|---|---|", *rows]
    return "\n".join([f"## {command.name}", "", f"`{usage}`", "", command.help, "", *table, ""])


def _records(command: Any, context: Any) -> Iterator[tuple[str, str]]:
    for parameter in command.params:
        names, meaning = parameter.get_help_record(context)
        is_argument = parameter.param_type_name == "argument"
        yield " ".join(parameter.get_usage_pieces(context)) if is_argument else names, meaning


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("  [", " [").strip()


def fields() -> str:
    """Describe every field of strategies and of data/extracts.yaml."""
    strategies = json_schema(Strategy | Definitions, "strategies")
    extracts = json_schema(File, "extracts")
    parts = [
        _FIELDS,
        "# Strategies and definitions\n",
        *_objects(
            strategies["$defs"],
            first=("Strategy", "Definitions", "Outcome", "Indicator", "Target", "Measure"),
        ),
        "# data/extracts.yaml\n",
        *_objects({"File": extracts} | extracts["$defs"], first=("File", "Extract")),
    ]
    return "\n".join(parts)


def _objects(definitions: dict[str, Any], first: tuple[str, ...]) -> Iterator[str]:
    """Write a table for each kind of mapping, those that people ask for first in front."""
    names = [*first, *(name for name in definitions if name not in first)]
    for name in names:
        thing = definitions[name]
        if "properties" not in thing:
            continue
        needed = thing.get("required", [])
        rows = [
            f"| {f'**`{key}`**' if key in needed else f'`{key}`'} | {_kind(field)} | {_said(field)} |"
            for key, field in thing["properties"].items()
        ]
        table = ["| field | what it holds | what it means |", "|---|---|---|", *rows]
        yield "\n".join([f"## {name}", "", thing.get("description", ""), "", *table, ""])


def _said(field: dict[str, Any]) -> str:
    default = f" Default: `{str(field['default']).lower()}`." if "default" in field else ""
    return _cell(field.get("description", "") + default)


def _kind(field: dict[str, Any]) -> str:
    """Say in words what a part of the schema accepts."""
    if choices := field.get("anyOf") or field.get("oneOf") or field.get("allOf", [])[:1]:
        kinds = [_kind(choice) for choice in choices if choice.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    match field:
        case {"$ref": reference}:
            name = reference.rpartition("/")[2]
            return f"[{name}](#{name.lower()})"
        case {"enum": words} | {"const": words}:
            words = words if isinstance(words, list) else [words]
            return ", ".join(f"`{str(word).lower()}`" for word in words)
        case {"items": inner}:
            return f"list of {_kind(inner)}"
        case {"additionalProperties": dict(inner)}:
            return f"mapping to {_kind(inner)}"
    return _plain(field)


def _plain(field: dict[str, Any]) -> str:
    kind = field.get("type", "anything")
    if kind == "string":
        named = field.get("pattern", "").startswith("^[A-Za-z0-9]")
        return "date" if field.get("format") == "date" else "id" if named else "text"
    if isinstance(kind, list):
        return "text"
    return {"integer": "whole number", "boolean": "true or false"}.get(kind, kind)


PAGES = {"cli.md": commands, "fields.md": fields}

if __name__ == "__main__":
    for page, written in PAGES.items():
        (DOCS / page).write_text(written(), encoding="utf-8")
