"""What a chart shows of one indicator and area, as plain data: nothing here draws."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from logframe.report import figures, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from logframe.report.steps import Behind
    from logframe.report.wording import Row

#: Stands in the place of a figure that the file does not give; its note may say why.
NO_VALUE = "no value"

#: Why a verdict does not rest on a figure, by what was done with it.
NOT_USED = {
    "exceptional": "an exceptional period",
    "before_break": "from before a break in the series",
    "after_deadline": "from after the deadline",
    "no_comparator": "the other area has no figure for the period",
    "suppressed": NO_VALUE,
}

_BETTER_BELOW = ("at_most", "below")
_BETTER_ABOVE = ("at_least", "above")
_HELD = ("maintain", "similar_to", "no_worse_than")


def used(figure: Row) -> str:
    """Say whether a verdict rests on a figure, and if not, why."""
    said = "yes" if figure["use"] == "used" else f"no: {NOT_USED[figure['use']]}"
    return f"{said}, provisional" if figure["provisional"] else said


class Point(NamedTuple):
    """A figure of a period; ``day`` is the ordinal of the period's last day."""

    day: int
    period: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    use: str = "used"


class Fan(NamedTuple):
    """The projection for a period, with its 80% and 95% intervals."""

    day: int
    period: str
    centre: float
    lower80: float
    upper80: float
    lower95: float
    upper95: float


class Goal(NamedTuple):
    """A target on the chart: its line, and the region that meets it (infinite where it has no end).

    ``day`` is the deadline's and ``period`` its label, where it has one.
    """

    line: float | None
    lower: float
    upper: float
    decimals: int | None = None
    day: int = 0
    period: str = ""

    @property
    def edges(self) -> tuple[float, ...]:
        """The values at which lines are drawn."""
        return (self.lower, self.upper) if self.line is None else (self.line,)


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn, in the unit.

    Attributes:
        unit: As declared; ``difference`` says that values are differences from another area's.
        baseline: The value, and its period if one is stated.
        other: The other area's name and its values, where the target refers to one.
    """

    unit: str | None
    decimals: int | None
    points: tuple[Point, ...]
    fan: tuple[Fan, ...] = ()
    plan: tuple[Point, ...] = ()
    goal: Goal | None = None
    baseline: Point | None = None
    other: tuple[Point, ...] = ()
    other_name: str = ""
    difference: bool = False

    @property
    def used(self) -> list[Point]:
        """The figures that the verdict rests on."""
        return [point for point in self.points if point.use == "used"]

    @property
    def shown_unit(self) -> str | None:
        """The unit of its values; a difference of per cents is in points, and none is written beside it."""
        return None if self.difference else self.unit

    def written(self, value: float) -> str:
        """Write a value as its unit asks for."""
        if self.difference:
            return figures.difference(value, self.unit, self.decimals)
        return figures.value(value, self.unit, self.decimals)

    def periods(self) -> dict[int, str]:
        """Every period that the picture shows, by its last day."""
        dated: list[Point | Fan | Goal] = [*self.points, *self.fan, *self.plan]
        dated += [self.baseline] if self.baseline else []
        dated += [self.goal] if self.goal and not self.fan else []
        return {each.day: each.period for each in sorted(dated, key=lambda each: each.day) if each.period}


def pictures(row: Row, behind: Behind) -> list[Picture]:
    """Say what is to be drawn of an indicator and area.

    Args:
        row: Its row of the verdict frame.
        behind: What stands behind it.

    Returns:
        Its values, and then, if the target is about the difference from another area, that difference.
        Nothing where there is no figure to draw.
    """
    shown = behind.figures
    points = [_point(each) for each in shown]
    if all(point.value is None for point in points):
        return []
    beside = [each for each in shown if each["comparator"] is not None]
    values = Picture(
        row["unit"],
        row["decimals"],
        tuple(points),
        tuple(_fan(each) for each in behind.fan if each["of"] == "value"),
        tuple(Point(each["end"].toordinal(), each["period"], each["value"]) for each in behind.plan),
        _goal(row) if row["reference"] != "area" else None,
        _baseline(row, shown),
        tuple(Point(each["end"].toordinal(), each["period"], each["comparator"]) for each in beside),
        row["reference_name"] or "",
    )
    fan = [_fan(each) for each in behind.fan if each["of"] == "difference"]
    return [values, *_differences(row, shown, fan)]


def _differences(row: Row, shown: Sequence[Row], fan: list[Fan]) -> Iterator[Picture]:
    apart = [
        Point(each["end"].toordinal(), each["period"], each["value"] - each["comparator"], use=each["use"])
        for each in shown
        if each["value"] is not None and each["comparator"] is not None
    ]
    if apart and fan:
        goal = _goal({**row, "target_value": row["margin"] or 0.0})
        yield Picture(
            row["unit"],
            row["decimals"],
            tuple(apart),
            tuple(fan),
            goal=goal,
            other_name=row["reference_name"] or "",
            difference=True,
        )


def _point(row: Row) -> Point:
    return Point(row["end"].toordinal(), row["period"], row["value"], row["lower"], row["upper"], row["use"])


def _fan(row: Row) -> Fan:
    return Fan(row["end"].toordinal(), row["period"], *(row[name] for name in Fan._fields[2:]))


def _baseline(row: Row, shown: Iterable[Row]) -> Point | None:
    """Give the baseline; without a period among the figures' it stands before the first."""
    if row["baseline_value"] is None:
        return None
    days: dict[str, date] = {each["period"]: each["end"] for each in shown}
    day = days.get(row["baseline_period"]) or min(days.values())
    dated = row["baseline_period"] in days
    return Point(day.toordinal(), row["baseline_period"] if dated else "", row["baseline_value"])


def _goal(row: Row) -> Goal | None:
    """Say which values meet a target, and when they are to."""
    region = _region(row)
    if region is None:
        return None
    decimals = row["decimals"] if row["target_decimals"] is None else row["target_decimals"]
    if row["deadline"] is None or row["target_period"] is None:
        return Goal(*region, decimals)
    return Goal(*region, decimals, row["deadline"].toordinal(), row["target_period"])


def _region(row: Row) -> tuple[float | None, float, float] | None:
    """Give a target's line, and the lowest and highest value that meet it; a tolerance widens it."""
    relation, line, slack = row["relation"], row["target_value"], row["tolerance"] or 0.0
    if relation is None or line is None:
        return None
    if relation in _BETTER_BELOW or (relation in _HELD and row["improves"] == "down"):
        return line, -math.inf, line + slack
    if relation in _BETTER_ABOVE or (relation in _HELD and row["improves"] == "up"):
        return line, line - slack, math.inf
    if relation == "between":
        return None, line - slack, row["target_upper"] + slack
    if relation == "within":
        return None, -line - slack, line + slack
    return line, line - slack, line + slack


def told(picture: Picture, row: Row) -> str:
    """Put a chart in words, for who does not see it."""
    shown = [point for point in picture.points if point.value is not None]
    first, last = shown[0], shown[-1]
    what = f"the difference from {picture.other_name}" if picture.difference else "the figures"
    if of := wording.stand_in(row):
        what = f"{what} of the {of.replace(': ', ' ', 1)}"
    said = [f"Line chart of {what}: {figures.counted(len(shown), 'figure')}, {_dated(picture, first)}"]
    said[0] += f" to {_dated(picture, last)}." if last is not first else "."
    withheld = sum(point.use == "suppressed" for point in picture.points)
    unused = len(shown) - len(picture.used)
    said += [f"{figures.counted(withheld, 'period')} without a value."] if withheld else []
    said += [f"{figures.counted(unused, 'figure')} shown but not used."] if unused else []
    if picture.baseline:
        said.append(f"Baseline: {_dated(picture, picture.baseline._replace(period=row['baseline_period']))}.")
    if picture.goal or picture.difference:
        by = wording.deadline(row)
        said.append(f"Target: {wording.target(row)}{f' {by}' if by else ''}.")
    if picture.plan and picture.plan[-1].value is not None:
        said.append(f"Planned path to {_dated(picture, picture.plan[-1])}.")
    if picture.fan:
        end = picture.fan[-1]
        low, high = picture.written(end.lower80), picture.written(end.upper80)
        said.append(
            f"Projected for {end.period}: {picture.written(end.centre)}, with 80% probability {low} to "
            f"{high}, with 95% {picture.written(end.lower95)} to {picture.written(end.upper95)}."
        )
    return " ".join(said)


def _dated(picture: Picture, point: Point) -> str:
    written = picture.written(point.value or 0.0)
    return f"{written} ({point.period})" if point.period else written
