"""What a shell completes beside commands and options: the ids that the project's files hold.

A completion is asked for while a person types. So it reads the YAML alone, passes over files that are
half written, and never says that anything is wrong.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer  # noqa: TC002  # typer reads annotations as it runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# An id goes into the command line as it is; what the schema would refuse as one is not for a shell to see.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def strategies(ctx: typer.Context, incomplete: str) -> list[str]:
    """Strategies, by their ids."""
    return _fitting(_strategy_ids, ctx, incomplete)


def indicators(ctx: typer.Context, incomplete: str) -> list[str]:
    """Indicators, by their ids; with their strategies once a slash was typed."""
    return _fitting(_full_names if "/" in incomplete else _indicator_ids, ctx, incomplete)


def areas(ctx: typer.Context, incomplete: str) -> list[str]:
    """Areas that have a name, or that a strategy lists, by their codes."""
    return _fitting(_area_codes, ctx, incomplete)


def codes(incomplete: str) -> list[str]:
    """Codes of messages; their names once a small letter was typed."""
    from logframe.messages import CODES

    words = [rule.name for rule in CODES.values()] if incomplete[:1].islower() else CODES
    return [word for word in words if word.startswith(incomplete)]


def _fitting(
    named: Callable[[dict[str, Any]], Iterator[object]], ctx: typer.Context, incomplete: str
) -> list[str]:
    """Give each fitting name once, in the files' order."""
    names = (
        name for file in _files(Path(ctx.params.get("strategies") or "strategies")) for name in named(file)
    )
    words = (name for name in names if isinstance(name, str) and all(map(_ID.fullmatch, name.split("/"))))
    return list(dict.fromkeys(word for word in words if word.startswith(incomplete)))


def _files(folder: Path) -> Iterator[dict[str, Any]]:
    """Read what can be read of a folder's YAML files."""
    from logframe import documents, files

    try:
        listing = files.find(folder, lambda name: name.lower().endswith((".yaml", ".yml")))
        for path in listing.files:
            data = documents.read_file(path, path.name).data
            if isinstance(data, dict):
                yield data
    except OSError:
        return


def _inside(thing: object, *keys: str) -> Iterator[dict[str, Any]]:
    """Go down through lists of mappings, past what is neither."""
    if not keys:
        if isinstance(thing, dict):
            yield thing
        return
    held = thing.get(keys[0]) if isinstance(thing, dict) else None
    for one in held if isinstance(held, list) else []:
        yield from _inside(one, *keys[1:])


def _strategy_ids(file: dict[str, Any]) -> Iterator[object]:
    yield file.get("strategy")


def _indicator_ids(file: dict[str, Any]) -> Iterator[object]:
    for part in ("outcomes", "enablers"):
        for indicator in _inside(file, part, "indicators"):
            yield indicator.get("id")


def _full_names(file: dict[str, Any]) -> Iterator[object]:
    return (f"{file.get('strategy')}/{name}" for name in _indicator_ids(file))


def _area_codes(file: dict[str, Any]) -> Iterator[object]:
    listed = file.get("areas")
    if isinstance(listed, dict | list):
        yield from listed
