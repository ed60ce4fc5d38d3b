"""How things are counted: measures, the areas they are counted for, and national standards."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from logframe import periods
from logframe.schema.base import Figure, Id, Label, Strict, Text
from logframe.strategy.base import Lasting, Source

_UNIT = re.compile(
    r"percent|proportion|rate per [1-9]\d{0,2}(?:,?\d{3})*|ratio|count|score|points|years|days"
)


def _unit(words: str) -> str:
    if not _UNIT.fullmatch(words):
        raise PydanticCustomError(
            "LF103",
            "unit is '{words}', expected percent, proportion, rate per N, ratio, count, score, points, "
            "years or days",
            {"words": words},
        )
    return words


def _year_start(words: str) -> str:
    try:
        periods.year_start(words)
    except periods.Unreadable as problem:
        raise PydanticCustomError("LF106", "{problem}", {"problem": str(problem)}) from None
    return words


Unit = Annotated[str, AfterValidator(_unit)]


class OwnYear(Strict):
    """A year of a survey's own, such as 16 November to 15 November."""

    from_: Annotated[str, AfterValidator(_year_start)] = Field(alias="from")


class Break(Strict):
    """From this period on the figures are another series: earlier ones are not compared with it."""

    from_: Label = Field(alias="from")
    why: Text


class Exceptional(Strict):
    """A period whose figure is shown but not used."""

    period: Label
    why: Text


class Discontinued(Strict):
    """The last period for which the figure was published."""

    after: Label
    why: Text


class Gap(Strict):
    """A measure made from another: its first group's value minus its second's, same area and period."""

    of: Id
    between: Annotated[list[Id], Field(min_length=2, max_length=2)]


class Variation(Strict):
    """How variation is told from chance: choices of the XmR chart."""

    run: Literal[6, 7] = 7
    screen: bool = True
    rebase: Label | None = None


class Measure(Strict):
    """How something is counted: its unit, direction and calendar, and where its figures are found."""

    title: Text
    unit: Unit
    scale: Literal["logit", "log", "identity"] | None = None
    decimals: Annotated[int, Field(ge=0, le=10)] | None = None
    improves: Literal["up", "down", "neither"]
    every: Literal["month", "quarter", "year", "2 years"] = "year"
    year: Literal["financial", "academic", "calendar"] | OwnYear | None = None
    pooled: Annotated[int, Field(ge=1, le=120)] = 1
    published_after: Lasting | None = None
    stale_after: Lasting | None = None
    source: Source | None = None
    breaks: list[Break] = []
    exceptional: list[Exceptional] = []
    discontinued: Discontinued | None = None
    gap: Gap | None = None
    variation: Variation = Field(default_factory=Variation)
    description: Text | None = None

    @model_validator(mode="after")
    def _scale_fits_unit(self) -> Measure:
        if self.scale == "logit" and self.unit not in ("percent", "proportion"):
            raise PydanticCustomError("LF107", "scale logit is for percent and proportion alone")
        return self

    @property
    def calendar(self) -> periods.Calendar:
        """The grid of periods on which this measure is counted."""
        words = self.year.from_ if isinstance(self.year, OwnYear) else self.year
        start = periods.year_start(words) if words else None
        return periods.Calendar(every=self.every, year_start=start, pooled=self.pooled)

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """The lowest and highest value that its unit allows; None where there is no limit."""
        if self.natural_scale == "logit":
            return 0.0, 100.0 if self.unit == "percent" else 1.0
        return None, None

    @property
    def natural_scale(self) -> str:
        """The scale on which its errors are even: its own choice, else its unit's."""
        if self.scale:
            return self.scale
        if self.gap or self.unit in ("score", "points", "years", "days"):
            return "identity"
        return "logit" if self.unit in ("percent", "proportion") else "log"


class NamedArea(Strict):
    """An area's name; a combined area is made from the counts of its parts."""

    name: Text
    combine: Annotated[list[Id], Field(min_length=2)] | None = None


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


Area = Annotated[NamedArea, BeforeValidator(_named)]
"""An area: its name alone, or a mapping."""


class Step(Strict):
    """A national standard's level from a date on: exactly one relation."""

    from_: Label = Field(alias="from")
    at_most: Figure | None = None
    below: Figure | None = None
    at_least: Figure | None = None
    above: Figure | None = None
    text: Text | None = None

    @model_validator(mode="after")
    def _one_level(self) -> Step:
        stated = [
            name for name in ("at_most", "below", "at_least", "above") if getattr(self, name) is not None
        ]
        if len(stated) > 1 or not (stated or self.text):
            raise PydanticCustomError(
                "LF105",
                "a step has exactly one of at_most, below, at_least, above (or text where it is no number)",
            )
        return self


class Standard(Strict):
    """A standard set elsewhere, in steps over time."""

    title: Text
    source: Source | None = None
    steps: Annotated[list[Step], Field(min_length=1)]


class CutOffs(Strict):
    """The chances at which a verdict changes."""

    on_track: Annotated[Figure, Field()] = Figure(0.5, 1)
    at_risk: Annotated[Figure, Field()] = Figure(0.2, 1)

    @model_validator(mode="after")
    def _in_order(self) -> CutOffs:
        if not 0 < self.at_risk < self.on_track < 1:
            raise PydanticCustomError("LF107", "cut_offs must be 0 < at_risk < on_track < 1")
        return self


class Settings(Strict):
    """Choices for a whole project."""

    compare_with: Id | None = None
    cut_offs: CutOffs = Field(default_factory=CutOffs)
