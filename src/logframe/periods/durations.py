"""Lengths of time as people write them: `6 months`, `2 weeks`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from logframe.periods.grid import DAY, Unreadable, boundary, month_number
from logframe.periods.patterns import pattern

_WRITTEN: Final = pattern(r"([0-9]{1,5}) ?(day|week|month|quarter|year)s?", re.IGNORECASE)
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_DAYS: Final = {"day": 1, "week": 7}
_LONGEST: Final = 100  # years: anything beyond is a slip


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: so many months, then so many days."""

    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number and a unit: days, weeks, months, quarters or years.

        Raises:
            Unreadable: if it is anything else, or longer than a hundred years.
        """
        words = " ".join(text.split()) if len(text) <= 60 else ""
        match = _WRITTEN().fullmatch(words)
        if not match:
            raise Unreadable(
                f"{text[:60]!r} is not a length of time that can be read: write it like 6 months, 2 weeks or"
                " 1 year"
            )
        number, unit = int(match[1]), match[2].lower()
        months, days = number * _MONTHS.get(unit, 0), number * _DAYS.get(unit, 0)
        if months > _LONGEST * 12 or days > _LONGEST * 366:
            raise Unreadable(f"{words!r} is longer than {_LONGEST} years")
        return cls(months, days)

    def after(self, day: date) -> date:
        """The day on which this much time has passed since the end of the given day.

        Months are counted from the day after, so that six months after 31 March are over on 30 September.

        Raises:
            Unreadable: at the very edge of what dates can say.
        """
        try:
            begin = day + DAY
            return boundary(month_number(begin) + self.months, begin.day) - DAY + timedelta(days=self.days)
        except OverflowError:
            raise Unreadable(f"{self} after {day} is beyond what dates can say") from None

    def __str__(self) -> str:
        """Words that parse back, where it is months or days alone."""
        parts = [(self.months, "month"), (self.days, "day")]
        words = [f"{number} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
        return " and ".join(words) or "0 days"
