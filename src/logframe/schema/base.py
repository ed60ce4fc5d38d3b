"""What every schema is made of: strict models, figures that remember their digits, labels, ids."""

from __future__ import annotations

import math
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_MOST = 1e15  # beyond it, decimals are no longer exact


class Strict(BaseModel):
    """A mapping of the YAML files: no unknown keys, no conversions, no infinities, never changed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, defer_build=True)


class AsJson:
    """What JSON Schema says of a type of which pydantic cannot know what its validators accept."""

    __slots__ = ("beside", "besides", "instead")

    def __init__(
        self,
        instead: dict[str, Any] | None = None,
        *,
        beside: dict[str, Any] | None = None,
        besides: dict[str, Any] | None = None,
    ) -> None:
        """Say it outright; or what is accepted beside, or asked besides, what pydantic knows."""
        self.instead, self.beside, self.besides = instead, beside, besides

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        if self.instead:
            return dict(self.instead)
        if self.beside:
            return {"anyOf": [handler(core), self.beside]}
        return {"allOf": [handler(core), self.besides]}


def stated(name: str) -> dict[str, Any]:
    """Say in JSON Schema that a mapping has a key that is not empty."""
    return {"required": [name], "properties": {name: {"not": {"type": "null"}}}}


def filled(name: str) -> dict[str, Any]:
    """Say in JSON Schema that a mapping has a list or a mapping that is not empty."""
    return {"required": [name], "properties": {name: {"minItems": 1, "minProperties": 1}}}


def refused(what: dict[str, Any], why: str) -> dict[str, Any]:
    """Say in JSON Schema what is not accepted, and to its readers why."""
    return {"not": what, "$comment": why}


def one_of(*names: str, why: str) -> dict[str, Any]:
    """Say in JSON Schema that exactly one of some keys is stated."""
    return {"oneOf": [stated(name) for name in names], "$comment": why}


def not_both(first: str, second: str, why: str) -> dict[str, Any]:
    """Say in JSON Schema that two keys are not stated together."""
    return refused({"allOf": [stated(first), stated(second)]}, why)


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
        if math.isnan(value) or abs(value) >= _MOST:  # not-a-number is the one value unlike itself
            raise PydanticCustomError("LF107", "expected an ordinary number")
        return cls(value, getattr(value, "decimals", 0))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Accept whole and decimal numbers alone; editors are told that it is a number."""
        number = core_schema.no_info_plain_validator_function(cls.of)
        return core_schema.json_or_python_schema(core_schema.float_schema(gt=-_MOST, lt=_MOST), number)


def _words(value: object) -> object:
    """A period is text, but YAML reads 2028 as a number and 2027-03-31 as a date: take them as written."""
    if type(value) is int:
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


_WORDS = {"type": "string", "pattern": r"\S"}

Version = Annotated[Literal[1], BeforeValidator(lambda value: value if type(value) is int else str(value))]
"""The version of a format: the number, and not what only equals it, such as true."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AsJson(_WORDS)]
"""Words for people."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)]
"""A name that other files and programs refer to: letters, digits, hyphens, dots and underscores."""

Label = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    BeforeValidator(_words),
    AsJson(_WORDS | {"type": ["string", "integer"]}),
]
"""A period or a deadline as it is written; what it means depends on the measure's calendar."""
