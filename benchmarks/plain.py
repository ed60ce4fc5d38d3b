"""The plain methods that projections are held against.

Each is given the points of all series on logarithms, oldest first, a column a period, and answers for each
horizon in turn.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

HORIZONS = range(1, 7)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Forecast:
    """What one method says of all series at one horizon: Student's t around a centre, on logarithms."""

    centre: pl.Series
    sd: pl.Series
    df: float


def last_value(z: list[pl.Series]) -> Iterator[Forecast]:
    """A random walk: nothing but the size of past changes."""
    changes = len(z) - 1
    variance = total((later - earlier) ** 2 for earlier, later in itertools.pairwise(z)) / changes
    for h in HORIZONS:
        yield Forecast(z[-1], (variance * h).sqrt(), changes)


def drift(z: list[pl.Series]) -> Iterator[Forecast]:
    """A random walk with drift: from the last value on at the average change."""
    changes = len(z) - 1
    mean = (z[-1] - z[0]) / changes
    squares = total((later - earlier - mean) ** 2 for earlier, later in itertools.pairwise(z))
    for h in HORIZONS:
        yield Forecast(
            z[-1] + mean * h, (squares / (changes - 1) * h * (1 + h / changes)).sqrt(), changes - 1
        )


def straight_line(z: list[pl.Series]) -> Iterator[Forecast]:
    """Ordinary least squares with its prediction interval."""
    n = len(z)
    line = Line.through(z)
    variance = total((value - line.at(i)) ** 2 for i, value in enumerate(z)) / (n - 2)
    for h in HORIZONS:
        away = (n - 1 + h - line.middle) ** 2 / line.spread
        yield Forecast(line.at(n - 1 + h), (variance * (1 + 1 / n + away)).sqrt(), n - 2)


def theta(z: list[pl.Series]) -> Iterator[Forecast]:
    """Theta (Assimakopoulos & Nikolopoulos 2000), without taking a season out first.

    The mean of two lines: the straight one, and the one that bends twice as much as the series, carried on by
    simple exponential smoothing with each series' best weight of 0.01, 0.02, ... 1. The spread comes from the
    mean's own one-step errors and grows as that of smoothing does (Hyndman & Billah 2003).
    """
    n = len(z)
    line = Line.through(z)
    bent = [2 * value - line.at(i) for i, value in enumerate(z)]
    weight, level, squares = smoothed(bent)
    for h in HORIZONS:
        variance = squares / 4 / (n - 2) * (1 + (h - 1) * weight**2)
        yield Forecast((level + line.at(n - 1 + h)) / 2, variance.sqrt(), n - 2)


def year_before(z: list[pl.Series]) -> Iterator[Forecast]:
    """Monthly series alone: the same month a year before, for horizons within a year."""
    changes = len(z) - MONTHS
    variance = total((z[i + MONTHS] - z[i]) ** 2 for i in range(changes)) / changes
    for h in HORIZONS:
        yield Forecast(z[h - 1 - MONTHS], variance.sqrt(), changes)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through each series: its slope and mean, and the periods' middle and sum of squares."""

    slope: pl.Series
    mean: pl.Series
    middle: float
    spread: float

    @classmethod
    def through(cls, z: list[pl.Series]) -> Line:
        """Draw it by least squares."""
        middle = (len(z) - 1) / 2
        spread = sum((i - middle) ** 2 for i in range(len(z)))
        slope = total(value * (i - middle) for i, value in enumerate(z)) / spread
        return cls(slope, total(z) / len(z), middle, spread)

    def at(self, i: int) -> pl.Series:
        """Its height at a period, the first point's being 0."""
        return self.mean + self.slope * (i - self.middle)


def smoothed(z: list[pl.Series]) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Simple exponential smoothing from the first value on: weight, last level, sum of squared errors."""
    best = pl.Series([math.inf]).new_from_index(0, len(z[0]))
    weights, levels = best, best
    for percent in range(1, 101):
        level, squares = z[0], z[0] * 0
        for value in z[1:]:
            error = value - level
            squares = squares + error**2
            level = level + error * (percent / 100)
        better = squares < best
        best, levels = squares.zip_with(better, best), level.zip_with(better, levels)
        weights = pl.Series([percent / 100]).new_from_index(0, len(level)).zip_with(better, weights)
    return weights, levels, best


def total(columns: Iterable[pl.Series]) -> pl.Series:
    """The sum of columns, row by row."""
    first, *others = columns
    for column in others:
        first = first + column
    return first


Method: TypeAlias = "Callable[[list[pl.Series]], Iterator[Forecast]]"
METHODS: dict[str, Method] = {
    "last value": last_value,
    "drift": drift,
    "straight line": straight_line,
    "Theta": theta,
}
