"""A strategy as it was published: outcomes, priorities, indicators, and what is said beside them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from logframe.schema.base import Figure, Id, Label, Strict, Text
from logframe.strategy.base import AreaCodes, Areas, EveryArea, Section, Source, shape
from logframe.strategy.measures import Area, Measure, Settings, Standard
from logframe.strategy.targets import Report, Target

Verdict = Literal["achieved", "on_track", "at_risk", "off_track", "missed", "no_data", "not_yet_measurable"]


class Organisation(Strict):
    """Who made the promise."""

    id: Id
    name: Text


class Span(Strict):
    """The time for which a strategy was made."""

    from_: Label | None = Field(default=None, alias="from")
    to: Label | None = None


class Priority(Strict):
    """What an outcome needs, in the strategy's words."""

    id: Id
    title: Text
    text: Text | None = None


class Baseline(Strict):
    """Where an indicator stood when the promise was made: as the strategy states it, or the data have it."""

    value: Figure | None = None
    period: Label | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Baseline:
        if self.value is None and self.period is None:
            raise PydanticCustomError("LF105", "a baseline has a value, a period, or both")
        return self


class Update(Strict):
    """What people report beside the figures."""

    date: date
    by: Text | None = None
    text: Text


class Assessment(Strict):
    """An analyst's own verdict, shown beside the figures' and never in its place."""

    date: date
    by: Text
    verdict: Verdict
    why: Text


class Indicator(Strict):
    """One organisation's promise about a measure."""

    id: Id
    title: Text
    priority: Id | None = None
    owner: Text | None = None
    quote: Text | None = None
    reading: Text | None = None
    measure: Id | None = None
    group: Id | None = None
    areas: Areas | None = None
    baseline: Baseline | None = None
    baselines: dict[Id, Baseline] = {}
    target: Target | None = None
    targets: dict[Id, Target] = {}
    trajectory: dict[Label, Figure] = {}
    reported: list[Report] = []
    proxy: Text | None = None
    assessment: Assessment | None = None
    assumptions: list[Text] = []
    updates: list[Update] = []

    @model_validator(mode="after")
    def _hangs_together(self) -> Indicator:
        if self.target and self.targets:
            raise PydanticCustomError("LF105", "an indicator has either target or targets, not both")
        if self.baseline and self.baselines:
            raise PydanticCustomError("LF105", "an indicator has either baseline or baselines, not both")
        if self.reported and not any(target.milestone for target in self.every_target()):
            raise PydanticCustomError("LF105", "reported is for a milestone alone")
        return self

    def every_target(self) -> list[Target]:
        """All targets that it states, one for each area where they differ."""
        return [self.target] if self.target else list(self.targets.values())


class Outcome(Strict):
    """A change that is sought, with the indicators that tell whether it comes; an enabler is one too."""

    id: Id
    title: Text
    statement: Text | None = None
    contributes_to: list[Text] = []
    assumptions: list[Text] = []
    priorities: list[Priority] = []
    sections: list[Section] = []
    indicators: list[Indicator] = []
    updates: list[Update] = []


class Definitions(Strict):
    """A file of shared definitions."""

    logframe: Literal[1]
    measures: dict[Id, Measure] = {}
    areas: dict[Id, Area] = {}
    standards: dict[Id, Standard] = {}
    settings: Settings | None = None


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

    logframe: Literal[1]
    strategy: Id
    title: Text
    organisation: Organisation
    status: Literal["in_force", "in_development", "superseded"] = "in_force"
    period: Span | None = None
    source: Source | None = None
    vision: Text | None = None
    mission: Text | None = None
    values: list[Text] = []
    areas: AreasOrDefinitions | None = None
    sections: list[Section] = []
    outcomes: list[Outcome] = []
    enablers: list[Outcome] = []
    measures: dict[Id, Measure] = {}
    standards: dict[Id, Standard] = {}
    settings: Settings | None = None
    contributes_to: list[Text] = []
    updates: list[Update] = []
