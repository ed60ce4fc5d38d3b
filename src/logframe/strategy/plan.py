"""A strategy as it was published: outcomes, priorities, indicators, and what is said beside them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from logframe.schema.base import Figure, Id, Label, Strict, Text, Version, filled, refused, stated
from logframe.strategy.base import Allowed, AreaCodes, Areas, EveryArea, Section, Source, shape
from logframe.strategy.measures import Area, Measure, Settings, Standard
from logframe.strategy.targets import Report, Target
from logframe.verdicts import Verdict


class Organisation(Strict):
    """Who made the promise."""

    id: Id
    """A short name for other files and programs."""
    name: Text
    """Its full name."""


class Span(Strict):
    """The time for which a strategy was made."""

    from_: Label | None = Field(default=None, alias="from")
    """When it begins: `2024`, `2024/25`, `March 2024`."""
    to: Label | None = None
    """When it ends; the deadline of targets that have none of their own."""


class Priority(Strict):
    """What an outcome needs, in the strategy's words."""

    id: Id
    """A short name, unlike any other in its outcome."""
    title: Text
    """What is to be done."""
    text: Text | None = None
    """What the strategy says about it."""


_SAYS_NOTHING: Final = "a baseline has a value, a period, or both"


class Baseline(Strict):
    """Where an indicator stood when the promise was made: as the strategy states it, or the data have it."""

    model_config = ConfigDict(
        json_schema_extra=refused({"not": {"anyOf": [stated("value"), stated("period")]}}, _SAYS_NOTHING)
    )

    value: Figure | None = None
    """The number, as the strategy states it; left out, the figures' own for the period."""
    period: Label | None = None
    """The period that it is of, as the measure counts them."""

    @model_validator(mode="after")
    def _says_something(self) -> Baseline:
        if self.value is None and self.period is None:
            raise PydanticCustomError("LF105", _SAYS_NOTHING)
        return self


class Update(Strict):
    """What people report beside the figures."""

    date: date
    """The day on which it was said."""
    by: Text | None = None
    """Who said it."""
    text: Text
    """What was said."""


class Assessment(Strict):
    """An analyst's own verdict, shown beside the figures' and never in its place."""

    date: date
    """The day on which it was made."""
    by: Text
    """Whose it is."""
    verdict: Verdict
    """The analyst's verdict."""
    why: Text
    """Why it differs from the figures'."""


_ONE_TARGET: Final = "an indicator has either target or targets, not both"
_ONE_BASELINE: Final = "an indicator has either baseline or baselines, not both"
_REPORTED: Final = "reported is for a milestone alone"
_A_MILESTONE = {
    "anyOf": [
        {"required": ["target"], "properties": {"target": stated("milestone")}},
        {
            "required": ["targets"],
            "properties": {"targets": {"not": {"additionalProperties": {"not": stated("milestone")}}}},
        },
    ]
}


class Indicator(Strict):
    """One organisation's promise about a measure."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                refused({"allOf": [stated("target"), filled("targets")]}, _ONE_TARGET),
                refused({"allOf": [stated("baseline"), filled("baselines")]}, _ONE_BASELINE),
                refused({"allOf": [filled("reported"), {"not": _A_MILESTONE}]}, _REPORTED),
            ]
        }
    )

    id: Id
    """A short name, unlike any other in the strategy."""
    title: Text
    """What is promised, in a few words."""
    priority: Id | None = None
    """The id of the priority that it belongs to."""
    owner: Text | None = None
    """Who answers for it."""
    quote: Text | None = None
    """The strategy's own sentence, word for word."""
    reading: Text | None = None
    """How the words are read where they leave something open; it is printed beside the verdict."""
    measure: Id | None = None
    """The id of what is counted."""
    group: Id | None = None
    """One breakdown of the measure, such as `ehcp`; left out, the total."""
    areas: Areas | None = None
    """The codes of the areas to judge, or `all`; left out, the strategy's."""
    baseline: Baseline | None = None
    """Where things stood when it was promised."""
    baselines: dict[Id, Baseline] = {}
    """The same, for each area."""
    target: Target | None = None
    """What was promised: exactly one relation, by a deadline."""
    targets: dict[Id, Target] = {}
    """The same, for each area."""
    trajectory: dict[Label, Figure] = {}
    """The planned path: periods and values."""
    reported: list[Report] = []
    """What a milestone's members report."""
    proxy: Text | None = None
    """Why the measure is a stand-in for what was promised."""
    assessment: Assessment | None = None
    """An analyst's own verdict, shown beside the figures'."""
    assumptions: list[Text] = []
    """What has to hold for it to be reached."""
    updates: list[Update] = []
    """What people report beside the figures."""
    allow: Allowed = {}
    """Warnings that are not to be told of it, by their codes, and why."""

    @model_validator(mode="after")
    def _hangs_together(self) -> Indicator:
        if self.target and self.targets:
            raise PydanticCustomError("LF105", _ONE_TARGET)
        if self.baseline and self.baselines:
            raise PydanticCustomError("LF105", _ONE_BASELINE)
        if self.reported and not any(target.milestone for target in self.every_target()):
            raise PydanticCustomError("LF105", _REPORTED)
        return self

    def every_target(self) -> list[Target]:
        """All targets that it states, one for each area where they differ."""
        return [self.target] if self.target else list(self.targets.values())

    def target_in(self, area: str | None) -> Target | None:
        """Give the target of an area: its own where areas have their own, else the one for all."""
        return self.targets.get(area or "", self.target)

    def baseline_in(self, area: str | None) -> Baseline | None:
        """Likewise the baseline."""
        return self.baselines.get(area or "", self.baseline)


class Outcome(Strict):
    """A change that is sought, with the indicators that tell whether it comes; an enabler is one too."""

    id: Id
    """A short name, unlike any other in the strategy."""
    title: Text
    """The change that is sought."""
    statement: Text | None = None
    """What the strategy says about it."""
    contributes_to: list[Text] = []
    """What it serves: `strategy` or `strategy/outcome`."""
    assumptions: list[Text] = []
    """What has to hold for it to come."""
    priorities: list[Priority] = []
    """What it needs, in the strategy's words."""
    sections: list[Section] = []
    """What else the strategy says about it."""
    indicators: list[Indicator] = []
    """What tells whether it comes."""
    updates: list[Update] = []
    """What people report beside the figures."""
    allow: Allowed = {}
    """Warnings that are not to be told inside it, by their codes, and why."""


class Definitions(Strict):
    """A file of shared definitions."""

    logframe: Version
    """The version of this format."""
    measures: dict[Id, Measure] = {}
    """How things are counted, by id."""
    areas: dict[Id, Area] = {}
    """Areas' names, by code."""
    standards: dict[Id, Standard] = {}
    """Standards set elsewhere, by id."""
    settings: Settings | None = None
    """Choices for the whole project."""


AreasOrDefinitions = Annotated[
    AreaCodes | EveryArea | Annotated[dict[Id, Area], Tag("definitions")],
    Discriminator(
        shape,
        custom_error_type="LF102",
        custom_error_message="expected a list of area codes, all, or areas' names",
    ),
]
"""In a strategy: the areas where an indicator names none, or (as in a file of definitions) areas' names."""


class Strategy(Strict):
    """A strategy's file; it may hold definitions of its own."""

    logframe: Version
    """The version of this format."""
    strategy: Id
    """Its id, by which other files refer to it."""
    title: Text
    """What it is called."""
    organisation: Organisation
    """Whose it is."""
    status: Literal["in_force", "in_development", "superseded"] = "in_force"
    """Whether it is in force."""
    period: Span | None = None
    """The time for which it was made."""
    source: Source | None = None
    """Where it was published."""
    vision: Text | None = None
    """Its vision, in its own words."""
    mission: Text | None = None
    """Its mission, in its own words."""
    values: list[Text] = []
    """Its values, in its own words."""
    areas: AreasOrDefinitions | None = None
    """The areas where an indicator names none: codes, or `all`; a mapping gives areas' names alone."""
    sections: list[Section] = []
    """What else the document says."""
    outcomes: list[Outcome] = []
    """The changes that are sought."""
    enablers: list[Outcome] = []
    """What makes them possible; like outcomes, they may have indicators."""
    measures: dict[Id, Measure] = {}
    """How things are counted, by id."""
    standards: dict[Id, Standard] = {}
    """Standards set elsewhere, by id."""
    settings: Settings | None = None
    """Choices for the whole project."""
    contributes_to: list[Text] = []
    """What it serves as a whole: `strategy` or `strategy/outcome`."""
    updates: list[Update] = []
    """What people report beside the figures."""
    allow: Allowed = {}
    """Warnings that are not to be told inside it, by their codes, and why."""

    @property
    def parts(self) -> list[Outcome]:
        """Its outcomes and its enablers."""
        return [*self.outcomes, *self.enablers]
