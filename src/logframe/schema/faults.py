"""Pydantic's complaints in our words, each at the very place in the file that it is about."""

from __future__ import annotations

import types
import typing
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

    from logframe.documents import Document, Place

    Loc = tuple[int | str, ...]

MOST = 200
"""How many faults of one file are told: nobody reads more, and a hostile file may have a million."""

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "date_type": "a date such as 2026-09-30",
    "list_type": "a list",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "model_attributes_type": "a mapping (key: value)",
}

_NOT_A_NAME = "is not a name: use letters, digits, hyphens, dots and underscores"

_SINGULAR = {
    "outcomes": "outcome",
    "enablers": "enabler",
    "indicators": "indicator",
    "priorities": "priority",
    "measures": "measure",
    "standards": "standard",
    "extracts": "extract",
}


def faults(document: Document, model: type[BaseModel], errors: Sequence[ErrorDetails]) -> list[Message]:
    """Say each of pydantic's errors at its place.

    An unknown key and the missing key that it was meant to be are one slip of the pen, and one message.
    """
    unknown = [error for error in errors[:MOST] if error["type"] == "extra_forbidden"]
    meant = {
        error["loc"]: _nearest(str(error["loc"][-1]), keys_at(model, error["loc"][:-1])) for error in unknown
    }
    slips = {(*loc[:-1], name) for loc, name in meant.items()}
    told = [error for error in errors if error["type"] != "missing" or error["loc"] not in slips]
    found = sorted({_say(document, error, meant.get(error["loc"])) for error in told[:MOST]})
    if len(told) > MOST:
        last = found[-1]
        more = f"{len(told) - MOST} more faults in this file are not shown"
        found.append(Message(last.file, last.line, last.column, "LF107", more))
    return found


def _say(document: Document, error: ErrorDetails, meant: str | None) -> Message:
    path, value = _written(document, error)
    at = place(document, path)
    about_key = error["type"] in ("missing", "extra_forbidden") or error["loc"][-1:] == ("[key]",)
    code, text, hint = _of_key(error, meant) if about_key else _of_value(error, path, value)
    # what is empty has no place of its own: its key stands for it
    line, column = (at.key_line, at.key_column) if about_key or value is None else (at.line, at.column)
    inside = thing(document.data, path)
    return Message(document.file, line, column, code, f"{text} in {inside}" if inside else text, hint)


def _of_key(error: ErrorDetails, meant: str | None) -> tuple[str, str, str]:
    """Word a complaint about a key: code, text, hint."""
    name = error["loc"][-1]
    if error["type"] == "missing":
        return "LF101", f"missing key '{name}'", ""
    if error["type"] == "extra_forbidden":
        return "LF104", f"unknown key '{name}'", f"did you mean '{meant}'?" if meant else ""
    return "LF107", f"'{error['input']}' {_NOT_A_NAME}", ""


def _of_value(error: ErrorDetails, path: Loc, value: object) -> tuple[str, str, str]:
    """Word a complaint about a value: code, text, hint."""
    kind, what = error["type"], f"{_label(path)} is {_shown(value)}"
    if kind.startswith("LF"):
        return kind, error["msg"], ""
    if kind == "literal_error":
        expected = error["ctx"]["expected"]
        choices = [choice.strip("'") for choice in expected.replace(" or ", ", ").split(", ")]
        near = _nearest(value, choices) if isinstance(value, str) else None
        return "LF103", f"{what}, expected {expected}", f"did you mean '{near}'?" if near else ""
    if kind in _EXPECTED:
        quotable = kind == "string_type" and isinstance(value, int | float | date)
        return "LF102", f"{what}, expected {_EXPECTED[kind]}", f"quote it: '{value}'" if quotable else ""
    if kind == "string_pattern_mismatch":
        return "LF107", f"'{value}' {_NOT_A_NAME}", ""
    if kind in ("string_too_short", "too_short") and not value:
        return "LF107", f"{_label(path)} is empty", ""
    return "LF107", f"{what}: {error['msg'][0].lower()}{error['msg'][1:]}", ""


def place(document: Document, path: Loc) -> Place:
    """Where the entry at ``path`` (keys and indexes as written) stands; the whole file where it is empty."""
    found, here = document.root, document.data
    for step in path:
        at = step if isinstance(step, int) or step in here else _spelt(here, step)
        found, here = document.place(here, at), here[at]
    return found


def _spelt(mapping: dict[str, Any], key: str) -> str:
    """Give a key as it is written, of which the models have only the words without space around them."""
    return next(written for written in mapping if written.strip() == key)


def thing(data: Any, path: Loc) -> str:  # noqa: ANN401  # whatever the file holds
    """Name the innermost thing that has a name on the way to ``path``: ``indicator 'smoking'``."""
    name, here, kind = "", data, ""
    for step in path:
        here = here[step]
        if isinstance(step, int) and kind and isinstance(here, dict) and isinstance(here.get("id"), str):
            name = f"{kind} '{here['id']}'"
        elif isinstance(step, str) and kind in ("measure", "standard", "extract"):
            name = f"{kind} '{step}'"
        kind = _SINGULAR.get(step, "") if isinstance(step, str) else ""
    return name


def _label(path: Loc) -> str:
    keys = [str(step) for step in path if isinstance(step, str)]
    if not keys:
        return "the file"
    return f"{keys[-1]}[{path[-1] + 1}]" if isinstance(path[-1], int) else keys[-1]


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return f"'{value}'" if len(str(value)) <= 60 else f"'{str(value)[:57]}...'"


def _nearest(name: str, choices: Sequence[str] | set[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, sorted(choices), n=1)), None)


def _written(document: Document, error: ErrorDetails) -> tuple[Loc, Any]:
    """Follow ``loc`` through the file; it also names what is not there, such as a union's choice."""
    loc = error["loc"][:-1] if error["loc"][-1:] == ("[key]",) or error["type"] == "missing" else error["loc"]
    readings = list(_readings(document.data, loc, ()))
    exact = [reading for reading in readings if reading[1] is error["input"]]
    return max(exact or readings, key=lambda reading: len(reading[0]))


def _readings(here: Any, loc: Loc, path: Loc) -> Iterator[tuple[Loc, Any]]:  # noqa: ANN401  # likewise
    if not loc:
        yield path, here
        return
    step = loc[0]
    known = (isinstance(here, dict) and step in here) or (
        isinstance(here, list) and isinstance(step, int) and step < len(here)
    )
    if known:
        yield from _readings(here[step], loc[1:], (*path, step))
    if isinstance(step, str) or not isinstance(here, list):
        # a union's choice, a key that pydantic knows by another name, or one thing that stands for a list
        yield from _readings(here, loc[1:], path)


def keys_at(kind: Any, loc: Loc) -> set[str]:  # noqa: ANN401  # a model or any annotation
    """Give the keys that ``kind`` would accept at ``loc``."""
    origin, members = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
        if not loc:
            return set(fields)
        inner, at = (fields[str(loc[0])], loc[1:]) if loc[0] in fields else (kind, loc[1:])
    elif origin is typing.Annotated:
        inner, at = members[0], loc
    elif origin in (list, dict) and loc:
        inner, at = members[-1], loc[1:]
    elif origin in (typing.Union, types.UnionType):
        chosen = [member for member in members if loc and _tag(member) == loc[0]]
        return set().union(*(keys_at(member, loc[1:] if chosen else loc) for member in chosen or members))
    else:
        return set()
    return keys_at(inner, at)


def _tag(kind: Any) -> str | None:  # noqa: ANN401  # an annotation
    metadata = getattr(kind, "__metadata__", ())
    return next((str(item.tag) for item in metadata if hasattr(item, "tag")), None)
