"""Periods and deadlines as they stand in a sentence: 2024 to 2025, March 2026, the end of 2028 to 2029.

Tables and data have the labels themselves (2024/25, 2026-03). A label that is none of the usual ones, such as
one that a strategy made up, is left as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT: Final = {name[:3]: name for name in _MONTHS}
_A_MONTH: Final = "0[1-9]|1[0-2]"


def _month(found: re.Match[str]) -> str:
    return f"{_MONTHS[int(found[2]) - 1]} {found[1]}"


def _day(found: re.Match[str]) -> str:
    return f"{int(found[3])} {_month(found)}"


def _two_years(found: re.Match[str]) -> str:
    first = int(found[1])
    return f"{first} to {first + 1}" if (first + 1) % 100 == int(found[2]) else found[0]


def _years(found: re.Match[str]) -> str:
    return f"{found[1]} to {_in_full(found[2], found[1])}"


def _double_years(found: re.Match[str]) -> str:
    year, _, rest = found[2].partition("/")
    return f"{found[1]} to {_in_full(year, found[1][:4])}/{rest}"


def _in_full(year: str, first: str) -> str:
    """Give a year its century: the first such year after the one before it."""
    return year if len(year) == len(first) else str(int(first) + (int(year) - int(first)) % 100)


def _quarter(found: re.Match[str]) -> str:
    """Name a quarter; of a calendar year with its months, as many count quarters in financial years."""
    named = f"quarter {found[2]} of {period(found[1])}"
    if "/" in found[1]:
        return named
    last = 3 * int(found[2])
    return f"{named} ({_MONTHS[last - 3]} to {_MONTHS[last - 1]})"


def _short_months(found: re.Match[str]) -> str:
    first, *second = (f"{_SHORT[month]} {year}" for month, year in _named_months(found[0]))
    return " to ".join([first, *second])


def _named_months(label: str) -> list[tuple[str, str]]:
    return re.findall(r"([A-Z][a-z]{2}) (\d{4})", label)


_NAMED: Final = rf"(?:{'|'.join(_SHORT)}) \d{{4}}"

#: The labels that a measure's periods have, and what they are in a sentence.
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (rf"(\d{{4}})-({_A_MONTH})", _month),
        (rf"(\d{{4}})-({_A_MONTH})-([0-3]\d)", _day),
        (r"(\d{4})/(\d\d)", _two_years),
        (r"(\d{4}) - (\d{2}|\d{4})", _years),
        (r"(\d{4}/\d\d) - ((?:\d\d)?\d\d/\d\d)", _double_years),
        (r"(\d{4}(?:/\d\d)?) Q([1-4])", _quarter),
        (rf"{_NAMED}(?: - {_NAMED})?", _short_months),
    )
)


def period(label: str) -> str:
    """Write a period's label for a sentence: 2024/25 is 2024 to 2025, 2026-03 is March 2026."""
    return next((words(found) for form, words in _FORMS if (found := form.fullmatch(label))), label)


def when(label: str) -> str:
    """Say when: in 2024 to 2025, in March 2026, on 31 March 2026."""
    words = period(label)
    return f"on {words}" if re.match(r"\d{1,2} [A-Z]", words) else f"in {words}"


def end(label: str) -> str:
    """Name a deadline, to stand after by or until: 2028, March 2027, the end of 2028 to 2029."""
    words = period(label)
    return f"the end of {words}" if " to " in words or re.match(r"quarter [1-4] of \d", words) else words
