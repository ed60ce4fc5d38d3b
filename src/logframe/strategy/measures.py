"""How things are counted: measures, the areas they are counted for, and national standards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from logframe import periods
from logframe.schema.base import AsJson, Figure, Id, Label, Strict, Text, one_of, refused, stated
from logframe.strategy.base import Allowed, Lasting, Source
from logframe.strategy.targets import LEVELS

if TYPE_CHECKING:
    from datetime import date

_NAMED_UNITS = ("percent", "proportion", "ratio", "count", "score", "points", "years", "days")
_RATE = r"rate per [1-9]\d{0,2}(?:,?\d{3})*"
_UNIT = re.compile("|".join((*_NAMED_UNITS, _RATE)))


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


Unit = Annotated[
    str,
    AfterValidator(_unit),
    AsJson({"anyOf": [{"enum": list(_NAMED_UNITS)}, {"type": "string", "pattern": f"^{_RATE}$"}]}),
]


class OwnYear(Strict):
    """A year of a survey's own, such as 16 November to 15 November."""

    from_: Annotated[str, AfterValidator(_year_start), AsJson({"type": "string", "pattern": r"\S"})] = Field(
        alias="from"
    )
    """The day on which the year begins, such as `16 November`."""


class Break(Strict):
    """From this period on the figures are another series: earlier ones are not compared with it."""

    from_: Label = Field(alias="from")
    """The first period of the new series."""
    why: Text
    """What changed."""


class Exceptional(Strict):
    """A period whose figure is shown but not used."""

    period: Label
    """The period whose figure is not used."""
    why: Text
    """What was exceptional about it."""


class Discontinued(Strict):
    """The last period for which the figure was published."""

    after: Label
    """The last period for which there is a figure."""
    why: Text
    """Why it is no longer published."""


Pair = Annotated[list[Id], Field(min_length=2, max_length=2)]


_ONE_GAP: Final = "a gap has either between (two groups) or between_areas (two areas)"


class Gap(Strict):
    """A measure made from another: one value minus a second, of the same period.

    Either a first group's minus a second's in the same area, or a first area's minus a second's in the same
    group; the latter is the first area's own figure.
    """

    model_config = ConfigDict(json_schema_extra=one_of("between", "between_areas", why=_ONE_GAP))

    of: Id
    """The measure that it is made from."""
    between: Pair | None = None
    """Two groups: the first one's value minus the second one's."""
    between_areas: Pair | None = None
    """Two areas: the first one's value minus the second one's."""

    @model_validator(mode="after")
    def _between_two(self) -> Gap:
        if (self.between is None) == (self.between_areas is None):
            raise PydanticCustomError("LF107", _ONE_GAP)
        return self


class Variation(Strict):
    """How variation is told from chance: choices of the XmR chart."""

    run: Literal[6, 7] = 7
    """How many points in a row on one side of the mean are a special cause."""
    screen: bool = True
    """Whether very large moving ranges are left out of the limits."""
    rebase: Label | None = None
    """The first period of a new set of limits."""


_LOGIT: Final = "scale logit is for percent and proportion alone"


class Measure(Strict):
    """How something is counted: its unit, direction and calendar, and where its figures are found."""

    model_config = ConfigDict(
        json_schema_extra=refused(
            {
                "required": ["scale", "unit"],
                "properties": {
                    "scale": {"const": "logit"},
                    "unit": {"not": {"enum": ["percent", "proportion"]}},
                },
            },
            _LOGIT,
        )
    )

    title: Text
    """What is counted, in the publisher's words."""
    unit: Unit
    """`percent`, `proportion`, `rate per 100,000`, `ratio`, `count`, `score`, `points`, `years` or `days`."""
    scale: Literal["logit", "log", "identity"] | None = None
    """On which scale errors are even, where the unit's own will not do."""
    decimals: Annotated[int, Field(ge=0, le=10)] | None = None
    """To how many decimals it is published; left out, it is found from the figures."""
    improves: Literal["up", "down", "neither"]
    """Which way is better."""
    every: Literal["month", "quarter", "year", "2 years"] = "year"
    """How often there is a figure."""
    year: Literal["financial", "academic", "calendar"] | OwnYear | None = None
    """When its years begin: `financial` (April), `academic` (September), `calendar` (January), or `{from:
    16 November}`. Left out, labels are taken at their word: 2022 is the calendar year and 2022/23 the
    financial one, and quarters are named as the figures count them."""
    pooled: Annotated[int, Field(ge=1, le=120)] = 1
    """How many periods are pooled in one figure: 3 for three years, 12 for rolling months."""
    published_after: Lasting | None = None
    """How long after its end a period's figure is due, such as `6 months`."""
    stale_after: Lasting | None = None
    """After how long the latest figure says nothing of today, such as `24 months`."""
    source: Source | None = None
    """Where its figures are published."""
    breaks: list[Break] = []
    """Where the figures begin to count something else."""
    exceptional: list[Exceptional] = []
    """Periods whose figures are shown and not used."""
    discontinued: Discontinued | None = None
    """Where its figures are no longer published."""
    gap: Gap | None = None
    """Where it is the difference of two groups or areas of another measure."""
    variation: Variation = Field(default_factory=Variation)
    """How its control chart tells a signal from chance."""
    description: Text | None = None
    """What it counts, at length."""
    allow: Allowed = {}
    """Warnings that are not to be told of it, by their codes, and why."""

    @model_validator(mode="after")
    def _scale_fits_unit(self) -> Measure:
        if self.scale == "logit" and self.unit not in ("percent", "proportion"):
            raise PydanticCustomError("LF107", _LOGIT)
        return self

    @property
    def calendar(self) -> periods.Calendar:
        """The grid of periods on which this measure is counted."""
        words = self.year.from_ if isinstance(self.year, OwnYear) else self.year
        start = periods.year_start(words) if words else None
        return periods.Calendar(every=self.every, year_start=start, pooled=self.pooled)

    def last_break(self, deadline: date | None) -> periods.Period | None:
        """The first period of the series that the deadline's period belongs to; None where none broke off.

        A break after that period does not touch it. Without a deadline every break counts.
        """
        if not self.breaks:
            return None
        end = periods.last_whole(deadline, self.calendar) if deadline else None
        begun = [periods.read(item.from_, self.calendar).period for item in self.breaks]
        return max((one for one in begun if end is None or one.start <= end.start), default=None)

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """The lowest and highest value that its unit allows; None where there is no limit."""
        if self.natural_scale == "logit":
            return 0.0, 100.0 if self.unit == "percent" else 1.0
        # A difference of counts goes below zero, and says so by its scale.
        return (0.0 if self.unit == "count" and self.natural_scale == "log" else None), None

    @property
    def own_area(self) -> str | None:
        """The one area that it has figures for, where it is a gap between two areas: the first of them."""
        return self.gap.between_areas[0] if self.gap and self.gap.between_areas else None

    @property
    def natural_scale(self) -> str:
        """The scale on which its errors are even: its own choice, else its unit's."""
        if self.scale:
            return self.scale
        if self.gap or self.unit in ("score", "points", "years", "days"):
            return "identity"
        return "logit" if self.unit in ("percent", "proportion") else "log"

    @property
    def whole(self) -> float | None:
        """What a numerator over a denominator is multiplied by; None where it has neither."""
        if self.unit == "percent":
            return 100.0
        if self.unit.startswith("rate per "):
            return float(self.unit.removeprefix("rate per ").replace(",", ""))
        return 1.0 if self.unit in ("proportion", "ratio") else None


class NamedArea(Strict):
    """An area's name; a combined area is made from the counts of its parts."""

    name: Text
    """What it is called."""
    combine: Annotated[list[Id], Field(min_length=2)] | None = None
    """The areas that it is made of; their counts are added up."""
    allow: Allowed = {}
    """Warnings that are not to be told of it, by their codes, and why."""


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


Area = Annotated[NamedArea, BeforeValidator(_named), AsJson(beside={"type": "string", "pattern": r"\S"})]
"""An area: its name alone, or a mapping."""


_ONE_LEVEL: Final = (
    "a step has exactly one of at_most, below, at_least, above (or text where it is no number)"
)


class Step(Strict):
    """A national standard's level from a date on: exactly one relation."""

    model_config = ConfigDict(
        json_schema_extra=refused(
            {
                "not": {
                    "oneOf": [
                        *map(stated, LEVELS),
                        {"allOf": [stated("text"), {"not": {"anyOf": [*map(stated, LEVELS)]}}]},
                    ]
                }
            },
            _ONE_LEVEL,
        )
    )

    from_: Label = Field(alias="from")
    """From when on it is in force."""
    at_most: Figure | None = None
    """No more than this."""
    below: Figure | None = None
    """Less than this."""
    at_least: Figure | None = None
    """No less than this."""
    above: Figure | None = None
    """More than this."""
    text: Text | None = None
    """What it asks for, where that is no number."""

    @model_validator(mode="after")
    def _one_level(self) -> Step:
        found = [name for name in LEVELS if getattr(self, name) is not None]
        if len(found) > 1 or not (found or self.text):
            raise PydanticCustomError("LF105", _ONE_LEVEL)
        return self


class Standard(Strict):
    """A standard set elsewhere, in steps over time."""

    title: Text
    """What it is called."""
    source: Source | None = None
    """Where it is set."""
    steps: Annotated[list[Step], Field(min_length=1)]
    """What it asks for, in order of time."""
    allow: Allowed = {}
    """Warnings that are not to be told of it, by their codes, and why."""


class CutOffs(Strict):
    """The chances at which a verdict changes."""

    on_track: Annotated[Figure, Field()] = Figure(0.5, 1)
    """From this chance on an indicator is on track."""
    at_risk: Annotated[Figure, Field()] = Figure(0.2, 1)
    """From this chance on it is at risk, below it off track."""

    @property
    def both(self) -> tuple[float, float]:
        """The chances from which an indicator is on track, and at risk."""
        return self.on_track, self.at_risk

    @model_validator(mode="after")
    def _in_order(self) -> CutOffs:
        if not 0 < self.at_risk < self.on_track < 1:
            raise PydanticCustomError("LF107", "cut_offs must be 0 < at_risk < on_track < 1")
        return self


class Settings(Strict):
    """Choices for a whole project."""

    compare_with: Id | None = None
    """The code of an area that is shown beside every indicator that has its figures."""
    cut_offs: CutOffs = Field(default_factory=CutOffs)
    """The chances at which a verdict changes."""
