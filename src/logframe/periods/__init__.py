"""Labels and the spans of time they name: periods, deadlines and durations.

A measure counts time on a grid of its own, its `Calendar`. `read` turns what a publisher prints (`2022/23`,
`Nov 2022 - Oct 2023`, `2015-11-16/P1Y`) into a period of that grid, and `label` writes it so that it reads
the same. `deadline` and `last_whole` say which figure a target waits for. Where people or programs would
differ about a label, it is refused with a message that names its readings: nothing is guessed.
"""

from __future__ import annotations

from logframe.periods.durations import Duration
from logframe.periods.grid import Calendar, Period, Unreadable, YearStart, last_whole, next_period
from logframe.periods.labels import BareYear, Reading, day, deadline, read, span, year_start
from logframe.periods.spelling import Dates
from logframe.periods.words import label

__all__ = [
    "BareYear",
    "Calendar",
    "Dates",
    "Duration",
    "Period",
    "Reading",
    "Unreadable",
    "YearStart",
    "day",
    "deadline",
    "label",
    "last_whole",
    "next_period",
    "read",
    "span",
    "year_start",
]
