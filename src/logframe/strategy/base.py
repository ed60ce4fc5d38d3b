"""What the schema of strategies is made of besides: lengths of time, changes, areas, sources."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, PlainValidator, Tag
from pydantic_core import PydanticCustomError

from logframe.periods import Duration, Unreadable
from logframe.schema.base import AsJson, Figure, Id, Strict, Text


def _duration(value: str) -> str:
    try:
        Duration.parse(value)
    except Unreadable as problem:
        raise PydanticCustomError("LF106", "{problem}", {"problem": str(problem)}) from None
    return value


_CHANGE = re.compile(r"[-+]\d+(?:\.\d+)?%")


def _change(value: object) -> Figure | str:
    if not isinstance(value, str):
        return Figure.of(value)
    if _CHANGE.fullmatch(value):
        return value
    raise PydanticCustomError(
        "LF105", "expected a change from the baseline such as -20% or -1.5, not '{value}'", {"value": value}
    )


_UNITS_OF_TIME = "|".join(
    "".join(f"[{letter.upper()}{letter}]" for letter in unit)
    for unit in ("day", "week", "month", "quarter", "year")
)

Lasting = Annotated[
    str,
    AfterValidator(_duration),
    AsJson({"type": "string", "pattern": rf"^\s*[0-9]{{1,5}}\s*({_UNITS_OF_TIME})[sS]?\s*$"}),
]
"""A length of time, such as ``6 months``."""

Change = Annotated[
    Figure | str,
    PlainValidator(_change),
    AsJson({"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_CHANGE.pattern}$"}]}),
]
"""A change from the baseline: ``-20%`` of it, or a difference in the measure's own unit."""


def shape(value: object) -> str | None:
    """Tell which way of writing areas is meant."""
    shapes: dict[type, str] = {list: "list", dict: "definitions", str: "all"}
    return shapes.get(type(value))


AreaCodes = Annotated[list[Id], Field(min_length=1), Tag("list")]
EveryArea = Annotated[Literal["all"], Tag("all")]

Areas = Annotated[
    AreaCodes | EveryArea,
    Discriminator(
        shape, custom_error_type="LF102", custom_error_message="expected a list of area codes, or all"
    ),
]
"""The areas to judge: a list of codes, or every area that the measure's figures hold."""


Allowed = dict[Id, Text]
"""Codes of warnings that are not to be told of a thing, and why."""


class Source(Strict):
    """Where a text or a figure was published."""

    title: Text
    """What the publication is called."""
    publisher: Text | None = None
    """Who published it."""
    reference: Text | None = None
    """How the publisher refers to it, such as `Fingertips 93085`."""
    url: Text | None = None
    """Where it can be found."""
    published: date | None = None
    """The day on which it came out."""
    licence: Text | None = None
    """The licence under which it was published."""


class Section(Strict):
    """What a document says beside its targets: a heading with a text, or with a list."""

    title: Text
    """The heading."""
    text: Text | None = None
    """What stands below it, as text."""
    items: list[Text] | None = None
    """What stands below it, as a list."""
