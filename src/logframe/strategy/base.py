"""What the whole schema is made of: strict models, figures that remember their digits, labels, ids."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    PlainValidator,
    StringConstraints,
    Tag,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from logframe.periods import Duration, Unreadable


class Strict(BaseModel):
    """A mapping of the YAML files: no unknown keys, no conversions, no infinities, never changed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, defer_build=True)


class Figure(float):
    """A number that a person wrote, with the digits it was written to: ``7.50`` has two decimals.

    Half a unit of the last digit is how far a stated figure may be from the one that was meant.
    """

    __slots__ = ("decimals",)
    decimals: int

    def __new__(cls, value: float, decimals: int = 0) -> Self:
        """Make a figure of ``value`` that was written to ``decimals`` places."""
        figure = super().__new__(cls, value)
        figure.decimals = decimals
        return figure

    @classmethod
    def of(cls, value: object) -> Self:
        """Take a number of a YAML file as it was written."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise PydanticCustomError("LF102", "expected a number")
        if math.isnan(value) or abs(value) >= 1e15:  # not-a-number is the one value unlike itself
            raise PydanticCustomError("LF107", "expected an ordinary number")
        return cls(value, getattr(value, "decimals", 0))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Accept whole and decimal numbers alone; editors are told that it is a number."""
        number = core_schema.no_info_plain_validator_function(cls.of)
        return core_schema.json_or_python_schema(core_schema.float_schema(), number)


def _words(value: object) -> object:
    """A period is text, but YAML reads 2028 as a number and 2027-03-31 as a date: take them as written."""
    if type(value) is int:
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


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


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words for people."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)]
"""A name that other files and programs refer to: letters, digits, hyphens, dots and underscores."""

Label = Annotated[str, BeforeValidator(_words), StringConstraints(strip_whitespace=True, min_length=1)]
"""A period or a deadline as it is written; what it means depends on the measure's calendar."""

Lasting = Annotated[str, BeforeValidator(_duration)]
"""A length of time, such as ``6 months``."""

Change = Annotated[Figure | str, PlainValidator(_change)]
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


class Source(Strict):
    """Where a text or a figure was published."""

    title: Text
    publisher: Text | None = None
    reference: Text | None = None
    url: Text | None = None
    published: date | None = None
    licence: Text | None = None


class Section(Strict):
    """What a document says beside its targets: a heading with a text, or with a list."""

    title: Text
    text: Text | None = None
    items: list[Text] | None = None
