"""The frame of a chart: which values and periods it spans, what its axes say, where its labels stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from logframe.report import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logframe.report.picture import Picture

# All in pixels of the picture, which is scaled to its place on the page.
PLOT_WIDTH, PLOT_HEIGHT = 324, 226
LEFT, RIGHT, TOP, BOTTOM = 52, 134, 12, 28
_LETTER = 6.6  # a letter of an axis' label, at most
_BETWEEN_PERIODS = 12
_BETWEEN_LINES = 15
_ABOUT_TICKS = 5
_MARGIN = 0.07  # of the values' span, above and below
_MOST_BEYOND = 0.6  # of the other values' span: how far a 95% interval may stretch the frame


class Label(NamedTuple):
    """A text at the right end of a line, its middle ``y`` pixels from the top; ``kind`` styles it."""

    kind: str
    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The values and days that a picture spans."""

    low: float
    high: float
    first: float
    last: float

    @classmethod
    def of(cls, picture: Picture) -> Frame:
        """Span all that matters; a 95% interval that is many times wider is cut off at the edge."""
        core = list(_values(picture))
        low, high = min(core), max(core)
        span = (high - low) or abs(high) * 0.1 or 1.0
        outer = [value for fan in picture.fan for value in (fan.lower95, fan.upper95)]
        low = max(min([low, *outer]), low - _MOST_BEYOND * span)
        high = min(max([high, *outer]), high + _MOST_BEYOND * span)
        margin = _MARGIN * ((high - low) or span)
        days = list(picture.periods())
        around = 0.03 * ((days[-1] - days[0]) or 365)
        at_zero = low >= 0 and low - margin < 0
        return cls(0.0 if at_zero else low - margin, high + margin, days[0] - around, days[-1] + around)

    def y(self, value: float) -> float:
        """Say how many pixels from the top a value stands, at the edge if it is beyond it."""
        share = (value - self.low) / (self.high - self.low)
        return PLOT_HEIGHT * (1 - min(max(share, 0.0), 1.0))

    def x(self, day: float) -> float:
        """Say how many pixels from the left a day stands."""
        return PLOT_WIDTH * (day - self.first) / (self.last - self.first)

    def ticks(self) -> tuple[list[float], int]:
        """Give about five round values within the frame, and the decimals that they need."""
        rough = (self.high - self.low) / _ABOUT_TICKS
        size = 10.0 ** math.floor(math.log10(rough))
        step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        decimals += round(step * 10**decimals, 6) % 1 > 0
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [round(step * times, decimals + 1) for times in range(first, last + 1)], decimals

    def named_days(self, periods: dict[int, str]) -> dict[int, str]:
        """Choose the periods that are named below the chart: the last and the first, then as many as fit."""
        days = list(periods)
        named: dict[int, str] = {}
        for day in [days[-1], days[0], *_halves(days)]:
            apart = (_LETTER * (len(periods[day]) + len(other)) / 2 for other in named.values())
            room = (abs(self.x(day) - self.x(taken)) for taken in named)
            if all(have >= need + _BETWEEN_PERIODS for have, need in zip(room, apart, strict=True)):
                named[day] = periods[day]
        return dict(sorted(named.items()))


def _values(picture: Picture) -> Iterator[float]:
    """Give every value that the frame must show."""
    for point in (*picture.points, *picture.plan, *picture.other):
        yield from (value for value in (point.value, point.lower, point.upper) if value is not None)
    for fan in picture.fan:
        yield from (fan.centre, fan.lower80, fan.upper80)
    if picture.goal:
        yield from filter(math.isfinite, (*picture.goal.edges, picture.goal.lower, picture.goal.upper))
    if picture.baseline and picture.baseline.value is not None:
        yield picture.baseline.value


def _halves(days: list[int]) -> Iterator[int]:
    """Give days evenly, the middle ones first: those halfway, then those halfway between these."""
    parts = 2
    while parts <= 2 * len(days):
        yield from (days[len(days) * part // parts] for part in range(1, parts, 2))
        parts *= 2


def labels(picture: Picture, frame: Frame) -> list[Label]:
    """Name the lines at their right ends, moved apart where they would cover one another."""
    return _apart(sorted(_named(picture, frame), key=lambda label: label.y))


def _named(picture: Picture, frame: Frame) -> Iterator[Label]:
    if picture.goal:
        for value in picture.goal.edges:
            written = figures.value(value, picture.shown_unit, picture.goal.decimals)
            yield Label("target", f"Target {written}", frame.y(value))
    if picture.fan:
        centre = picture.fan[-1].centre
        yield Label("projected", f"Projected {_short(picture, centre)}", frame.y(centre))
    elif picture.used and picture.used[-1].value is not None:
        latest = picture.used[-1].value
        yield Label("latest", f"Latest {_short(picture, latest)}", frame.y(latest))
    if picture.plan and (planned := picture.plan[-1].value) is not None:
        yield Label("planned", f"Planned {_short(picture, planned)}", frame.y(planned))
    others = [point.value for point in picture.other if point.value is not None]
    if others:
        name = picture.other_name if 0 < len(picture.other_name) <= 10 else "Compared"
        yield Label("other", f"{name} {_short(picture, others[-1])}", frame.y(others[-1]))


def _short(picture: Picture, value: float) -> str:
    return figures.value(value, picture.shown_unit, picture.decimals)


def _apart(sorted_labels: Iterable[Label]) -> list[Label]:
    """Move labels down where they are too close, then the last ones up where they left the plot."""
    moved: list[Label] = []
    for label in sorted_labels:
        least = moved[-1].y + _BETWEEN_LINES if moved else 0.0
        moved.append(label._replace(y=max(label.y, least)))
    most = float(PLOT_HEIGHT)
    for at in reversed(range(len(moved))):
        moved[at] = moved[at]._replace(y=min(moved[at].y, most))
        most = moved[at].y - _BETWEEN_LINES
    return moved
