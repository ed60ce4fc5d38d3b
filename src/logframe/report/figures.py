"""Numbers, dates and chances as people write them: 1,234.5, 12.8%, 3 in 100, 6 August 2018."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, ROUND_UP, Context, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from logframe.report.wording import Row

MINUS = "−"
TIED = "\u00a0"  # a space at which no line is broken

#: The chances from which a target is on track, and at risk, unless a project sets its own.
CUT_OFFS = (0.5, 0.2)

# Nobody prints more decimals: a file that has them holds what came out of a division.
_PRINTED = 6

_ABOUT = 3  # digits of a size that nobody would count
_EXACTLY = Context(prec=1100)  # digits: more than any float has

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
        written = _rounded(value, _decimals_for_four_digits(value))
        written = written.rstrip("0").rstrip(".") if "." in written else written
    else:
        written = _rounded(value, decimals)
    digits = written.removeprefix("-")
    return MINUS + digits if digits != written and digits.strip("0.,") else digits


def _rounded(value: float, decimals: int, way: str = ROUND_HALF_UP) -> str:
    """Write a number with so many decimals; below 0 they are zeros before the point.

    What is rounded is the number as people read it: 1.005 is half-way, though the float is a little less.
    """
    if not math.isfinite(value):
        return f"{value}"
    shortest = Decimal(repr(float(value)))
    rounded = shortest.quantize(Decimal(1).scaleb(-decimals), way, _EXACTLY)
    return f"{rounded:,.{max(decimals, 0)}f}"


def _decimals_for_four_digits(value: float) -> int:
    return max(0, 3 - math.floor(math.log10(abs(value)))) if value else 0


def decimals_of(figure: Row, column: str, most: int | None) -> int | None:
    """Say with how many decimals a listed figure is written, or a number beside it.

    A figure has those that its file prints: a zero that is not there is not made up. How the ends of its
    interval were printed, or what it is compared with, is not known: they have as many as they need, and no
    fewer than the figure.

    Args:
        figure: A row of the workings' figures or of the observations.
        column: Where the number is; it is not null there.
        most: What no number is to have more than.
    """
    own: int | None = figure["decimals"]
    amount: float = figure[column]
    if most is None or not math.isfinite(amount):
        return own
    if column == "value" and own is not None:
        return min(own, most)
    needed = -int(Decimal(repr(float(amount))).normalize().as_tuple().exponent)
    return min(max(needed, own or 0), most)


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


def chance(probability: float, cut_offs: Collection[float] = CUT_OFFS) -> tuple[str, ...]:
    """Write a chance as 5 in 100, or less than 1 in 100, in parts that belong together.

    Args:
        probability: The chance.
        cut_offs: The chances that verdicts turn on. One that is just short of them is not rounded up to them,
            nor one that has reached them rounded down below.
    """
    if probability < 0.01:
        return "less than", "1 in 100"
    if probability > 0.99:
        return "more than", "99 in 100"
    nearest = int(Decimal(_rounded(probability, 2)) * 100)
    crossed = [cut for cut in cut_offs if (probability < cut) != (nearest / 100 < cut)]
    if crossed:
        nearest += 1 if nearest / 100 < probability else -1
    return (f"{nearest} in 100",)


def likelihood(probability: float, cut_offs: Collection[float] = CUT_OFFS) -> str:
    """Write a chance as it stands in a sentence: about a 5 in 100 chance, less than a 1 in 100 chance."""
    *bound, odds = chance(probability, cut_offs)
    of = int(odds.partition(" ")[0])
    article = "an" if of in (8, 11, 18) or 80 <= of < 90 else "a"
    return f"{' '.join(bound) or 'about'} {article} {odds} chance"


def about(amount: float) -> str:
    """Write how many are enough, as nobody would count it: three digits of it, 188, 1,230, never too few."""
    size = abs(amount)
    beyond = math.floor(math.log10(size)) + 1 - _ABOUT if size >= 1 else 0
    return _rounded(size, -max(beyond, 0), ROUND_UP)


def day(when: date) -> str:
    """Write a date as 6 August 2018."""
    return f"{when.day} {when:%B %Y}"


def counted(number_of: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun: 1 target, 1,204 targets."""
    return f"{number_of:,} {noun if number_of == 1 else plural or noun + 's'}"
