"""Targets: a relation, a reference, a deadline."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from logframe.schema.base import AsJson, Figure, Id, Label, Strict, Text, not_both, one_of, refused, stated
from logframe.strategy.base import Change

NotNegative = Annotated[Figure, AsJson({"type": "number", "minimum": 0, "exclusiveMaximum": 1e15})]
"""A number of which `Target` says in its own words that it is not below zero."""


class ChangedBaseline(Strict):
    """The baseline, changed by a share of it or by a difference."""

    baseline: Change
    """By how much it is to change: `-20%` of it, or `-1.5` in the measure's unit."""


class PastPeriod(Strict):
    """The measure's own figure for a period."""

    period: Label
    """The period whose figure is meant, as the measure counts them."""


_ONE_MARGIN: Final = "a margin is either plus or minus, not both"


class OtherArea(Strict):
    """Another area's figure for the same period, with a margin."""

    model_config = ConfigDict(json_schema_extra=not_both("minus", "plus", _ONE_MARGIN))

    area: Id
    """The code of the other area."""
    minus: Figure | None = None
    """How much below the other area's figure, in the measure's unit."""
    plus: Figure | None = None
    """How much above the other area's figure, in the measure's unit."""

    @model_validator(mode="after")
    def _one_margin(self) -> OtherArea:
        if self.minus is not None and self.plus is not None:
            raise PydanticCustomError("LF105", _ONE_MARGIN)
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


_MEMBERS: Final = "members are for a milestone alone"
_TOLERANCE: Final = "a tolerance is a number of the measure's unit, zero or more"
_MARGIN: Final = "a margin from another area goes with at_most, below, at_least or above"
_MARGINS = [
    {"type": "object", "required": [name], "properties": {name: {"not": {"enum": [None, 0]}}}}
    for name in ("minus", "plus")
]


class Target(Strict):
    """What was promised: exactly one relation, by a deadline."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                one_of(*RELATIONS, why="a target has exactly one relation"),
                refused({"allOf": [stated("members"), {"not": stated("milestone")}]}, _MEMBERS),
                refused(
                    {
                        "allOf": [
                            stated("tolerance"),
                            {"anyOf": [stated("milestone"), stated("undetermined")]},
                        ]
                    },
                    _TOLERANCE,
                ),
                *(
                    refused({"required": [name], "properties": {name: margin}}, _MARGIN)
                    for name in ("similar_to", "no_worse_than")
                    for margin in _MARGINS
                ),
            ]
        }
    )

    at_most: Level | None = None
    """No more than this: `6`, `baseline`, `{baseline: -20%}`, `{period: 2024}` or `{area: CODE, minus:
    5}`."""
    below: Level | None = None
    """Less than this."""
    at_least: Level | None = None
    """No less than this."""
    above: Level | None = None
    """More than this."""
    between: Annotated[list[Figure], Field(min_length=2, max_length=2)] | None = None
    """From the first number to the second."""
    within: NotNegative | None = None
    """At the most so far from zero, either way."""
    close_to: Figure | None = None
    """At or close to this number; `tolerance` says how close."""
    maintain: Reference | None = None
    """As good as this, kept up to the deadline."""
    similar_to: Reference | None = None
    """About the same as this, or better."""
    no_worse_than: Reference | None = None
    """As good as this, or better."""
    standard: Id | None = None
    """The id of a national standard: its step in force at the deadline counts."""
    milestone: Text | None = None
    """Something to be done, yes or no, in words."""
    undetermined: Text | None = None
    """Why there is no target yet."""
    by: Label | None = None
    """The deadline: `2028/29`, `2028`, `March 2027` or a date. Left out, it is the strategy's end."""
    tolerance: NotNegative | None = None
    """How far from the target is still as good as meeting it, in the measure's unit."""
    members: Annotated[list[Text], Field(min_length=1)] | None = None
    """Who has to reach the milestone, where several do."""

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
            raise PydanticCustomError("LF105", _MEMBERS)
        if self.tolerance is not None and (self.tolerance < 0 or self.milestone or self.undetermined):
            raise PydanticCustomError("LF105", _TOLERANCE)
        if self.within is not None and self.within < 0:
            raise PydanticCustomError("LF105", "within needs a number of zero or more")
        held_against = self.similar_to or self.no_worse_than
        if isinstance(held_against, OtherArea) and held_against.margin:
            raise PydanticCustomError("LF105", _MARGIN)
        return self

    @property
    def relation(self) -> str:
        """Which of the relations this target states."""
        return next(name for name in RELATIONS if getattr(self, name) is not None)

    @property
    def reference(self) -> object:
        """What the relation is held against."""
        return getattr(self, self.relation)


def _done(value: object) -> str | None:
    if value is False:
        return "not done"
    return "day" if isinstance(value, date) else None


class Report(Strict):
    """What a member of a milestone reported: the day it was done, or that it is not."""

    member: Text | None = None
    """Which of the milestone's members reports; left out where there is one alone."""
    done: Annotated[
        Annotated[date, Tag("day")] | Annotated[Literal[False], Tag("not done")],
        Discriminator(
            _done,
            custom_error_type="LF102",
            custom_error_message="done is neither a date such as 2026-09-30 nor false",
        ),
    ]
    """The day on which it was done, or `false`."""
    evidence: Text | None = None
    """Where that can be seen."""
