"""What every schema is made of: strict models, figures that remember their digits, labels, ids."""

from __future__ import annotations

import math
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


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


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words for people."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)]
"""A name that other files and programs refer to: letters, digits, hyphens, dots and underscores."""

Label = Annotated[str, BeforeValidator(_words), StringConstraints(strip_whitespace=True, min_length=1)]
"""A period or a deadline as it is written; what it means depends on the measure's calendar."""
