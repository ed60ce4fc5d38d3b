"""The frame of a chart: which values and days it spans, and the round values that its axis names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.report.picture import Picture

_ABOUT_TICKS = 5
_MARGIN = 0.07  # of the values' span, above and below
_MOST_BEYOND = 0.6  # of the other values' span: how far a 95% interval may stretch the frame


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

    def ticks(self) -> tuple[list[float], int]:
        """Give about five round values within the frame, and the decimals that they need."""
        rough = (self.high - self.low) / _ABOUT_TICKS
        size = 10.0 ** math.floor(math.log10(rough))
        step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        decimals += round(step * 10**decimals, 6) % 1 > 0
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [round(step * times, decimals + 1) for times in range(first, last + 1)], decimals


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
