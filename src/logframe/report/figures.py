"""Numbers, dates and chances as people write them: 1,234.5, 12.8%, 3 in 100, 6 August 2018."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

MINUS = "−"
TIED = "\u00a0"  # a space at which no line is broken

# Nobody prints more decimals: a file that has them holds what came out of a division.
_PRINTED = 6

# A difference of two values, where it has a name of its own: one, and several.
_DIFFERENCES = {
    "percent": ("percentage point", "percentage points"),
    "points": ("point", "points"),
    "score": ("point", "points"),
    "years": ("year", "years"),
    "days": ("day", "days"),
}


def number(value: float, decimals: int | None = None) -> str:
    """Write a number with thousands commas; without ``decimals``, to four digits and no more than it has."""
    if decimals is None or decimals > _PRINTED:
        written = f"{value:,.{_decimals_for_four_digits(value)}f}"
        written = written.rstrip("0").rstrip(".") if "." in written else written
    else:
        written = f"{value:,.{decimals}f}"
    digits = written.removeprefix("-")
    return MINUS + digits if digits != written and digits.strip("0.,") else digits


def _decimals_for_four_digits(value: float) -> int:
    return max(0, 3 - math.floor(math.log10(abs(value)))) if value else 0


def change(value: float, decimals: int | None = None) -> str:
    """Write a change with its sign, +5.5 or −0.65; no change has none."""
    written = number(value, decimals)
    return f"+{written}" if not written.startswith(MINUS) and written.strip("0.,") else written


def value(value: float, unit: str | None, decimals: int | None = None) -> str:
    """Write a value the short way: per cents carry their sign, other units are named beside the title."""
    return number(value, decimals) + ("%" if unit == "percent" else "")


def in_full(amount: float, unit: str | None, decimals: int | None = None) -> str:
    """Write a value with its unit: 418.7 per 100,000; 12 days; 6%."""
    written = value(amount, unit, decimals)
    if unit is None or not (named := beside_title(unit)):
        return written
    return f"{written} {_one_or_more(unit, written) or named}"


def difference(amount: float, unit: str | None, decimals: int | None = None, *, signed: bool = False) -> str:
    """Write how far apart two values are, 5 percentage points, 1 point, 0.25; or the change, +1 point."""
    written = change(amount, decimals) if signed else number(amount, decimals)
    return f"{written} {named}" if unit and (named := _one_or_more(unit, written)) else written


def _one_or_more(unit: str, written: str) -> str | None:
    names = _DIFFERENCES.get(unit)
    return names[written.lstrip(f"+{MINUS}") != "1"] if names else None


def beside_title(unit: str | None) -> str | None:
    """Name the unit where values do not carry it: per 100,000, years, days, points; else None."""
    if unit is None:
        return None
    if unit.startswith("rate "):
        return unit.removeprefix("rate ")
    return unit if unit in ("years", "days", "points") else None


def span(lower: float, upper: float, unit: str | None, decimals: int | None = None) -> str:
    """Write a range, 6.6% to 10.8%."""
    return f"{value(lower, unit, decimals)} to {value(upper, unit, decimals)}"


def chance(probability: float) -> tuple[str, ...]:
    """Write a chance as 5 in 100, or less than 1 in 100, in parts that belong together.

    It is rounded down: one just short of a cut-off never looks as if it had reached it.
    """
    if probability < 0.01:
        return "less than", "1 in 100"
    if probability > 0.99:
        return "more than", "99 in 100"
    return (f"{math.floor(probability * 100 + 1e-9)} in 100",)


def likelihood(probability: float) -> str:
    """Write a chance as it stands in a sentence: about a 5 in 100 chance, less than a 1 in 100 chance."""
    *bound, odds = chance(probability)
    of = int(odds.partition(" ")[0])
    article = "an" if of in (8, 11, 18) or 80 <= of < 90 else "a"
    return f"{' '.join(bound) or 'about'} {article} {odds} chance"


def about(amount: float) -> str:
    """Write a size as nobody would count it: two digits of it, 190, 1,200; whole where it is small."""
    size = abs(amount)
    digits = max(0, math.floor(math.log10(size)) - 1) if size >= 1 else 0
    return f"{round(size, -digits):,.0f}"


def day(when: date) -> str:
    """Write a date as 6 August 2018."""
    return f"{when.day} {when:%B %Y}"


def counted(number_of: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun: 1 target, 1,204 targets."""
    return f"{number_of:,} {noun if number_of == 1 else plural or noun + 's'}"
