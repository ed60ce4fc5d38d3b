"""Targets: a relation, a reference, a deadline."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from logframe.schema.base import Figure, Id, Label, Strict, Text
from logframe.strategy.base import Change


class ChangedBaseline(Strict):
    """The baseline, changed by a share of it or by a difference."""

    baseline: Change


class PastPeriod(Strict):
    """The measure's own figure for a period."""

    period: Label


class OtherArea(Strict):
    """Another area's figure for the same period, with a margin."""

    area: Id
    minus: Figure | None = None
    plus: Figure | None = None

    @model_validator(mode="after")
    def _one_margin(self) -> OtherArea:
        if self.minus is not None and self.plus is not None:
            raise PydanticCustomError("LF105", "a margin is either plus or minus, not both")
        return self

    @property
    def margin(self) -> float:
        """What is added to the other area's figure, in the measure's unit."""
        return (self.plus or 0.0) - (self.minus or 0.0)


_KINDS = {"baseline": "changed baseline", "period": "past period", "area": "other area"}


def _kind(value: object) -> str | None:
    """Tell by its shape which reference is meant, so that only its own faults are reported."""
    if isinstance(value, dict):
        return next((kind for key, kind in _KINDS.items() if key in value), None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    return "baseline" if value == "baseline" else None


_EXPECTED = "expected a number, baseline, {baseline: -20%}, {period: 2024} or {area: CODE, minus: 5}"

Level = Annotated[
    Annotated[Figure, Tag("number")]
    | Annotated[Literal["baseline"], Tag("baseline")]
    | Annotated[ChangedBaseline, Tag("changed baseline")]
    | Annotated[PastPeriod, Tag("past period")]
    | Annotated[OtherArea, Tag("other area")],
    Discriminator(_kind, custom_error_type="LF105", custom_error_message=_EXPECTED),
]
"""A number, or what a number is taken from."""

Reference = Annotated[
    Annotated[Literal["baseline"], Tag("baseline")]
    | Annotated[PastPeriod, Tag("past period")]
    | Annotated[OtherArea, Tag("other area")],
    Discriminator(
        _kind,
        custom_error_type="LF105",
        custom_error_message="expected baseline, {period: 2024} or {area: CODE}",
    ),
]
"""What a state is held against."""

LEVELS = ("at_most", "below", "at_least", "above")
STATES = ("maintain", "similar_to", "no_worse_than")
RELATIONS = (*LEVELS, "between", "within", "close_to", *STATES, "standard", "milestone", "undetermined")


class Target(Strict):
    """What was promised: exactly one relation, by a deadline."""

    at_most: Level | None = None
    below: Level | None = None
    at_least: Level | None = None
    above: Level | None = None
    between: Annotated[list[Figure], Field(min_length=2, max_length=2)] | None = None
    within: Figure | None = None
    close_to: Figure | None = None
    maintain: Reference | None = None
    similar_to: Reference | None = None
    no_worse_than: Reference | None = None
    standard: Id | None = None
    milestone: Text | None = None
    undetermined: Text | None = None
    by: Label | None = None
    tolerance: Figure | None = None
    members: Annotated[list[Text], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _is_one_target(self) -> Target:
        stated = [name for name in RELATIONS if getattr(self, name) is not None]
        if len(stated) != 1:
            found = f"this one has {' and '.join(stated)}" if stated else "this one has none"
            raise PydanticCustomError(
                "LF105",
                "a target has exactly one relation; {found}",
                {"found": found, "relations": RELATIONS},
            )
        if self.between and self.between[0] > self.between[1]:
            raise PydanticCustomError("LF105", "between needs the lower number first")
        if self.members and not self.milestone:
            raise PydanticCustomError("LF105", "members are for a milestone alone")
        if self.tolerance is not None and (self.tolerance < 0 or self.milestone or self.undetermined):
            raise PydanticCustomError("LF105", "a tolerance is a number of the measure's unit, zero or more")
        if self.within is not None and self.within < 0:
            raise PydanticCustomError("LF105", "within needs a number of zero or more")
        held_against = self.similar_to or self.no_worse_than
        if isinstance(held_against, OtherArea) and held_against.margin:
            raise PydanticCustomError(
                "LF105", "a margin from another area goes with at_most, below, at_least or above"
            )
        return self

    @property
    def relation(self) -> str:
        """Which of the relations this target states."""
        return next(name for name in RELATIONS if getattr(self, name) is not None)

    @property
    def reference(self) -> object:
        """What the relation is held against."""
        return getattr(self, self.relation)


class Report(Strict):
    """What a member of a milestone reported: the day it was done, or that it is not."""

    member: Text | None = None
    done: date | Literal[False]
    evidence: Text | None = None
