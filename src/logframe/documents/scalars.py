"""What a plain scalar means: a value that every YAML program reads alike, or nothing that is guessed."""

from __future__ import annotations

import re
from datetime import date
from typing import Self, TypeAlias

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | date | None"


class Number(float):
    """A decimal fraction that remembers how it was written: 7.50 has two decimals."""

    __slots__ = ("decimals",)
    decimals: int

    def __new__(cls, written: str) -> Self:
        """Read plain decimal notation; ValueError for a text that is no number."""
        number = super().__new__(cls, written)
        number.decimals = len(written.partition(".")[2])
        return number

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]  # copied and pickled by what was written
        return (f"{self:.{self.decimals}f}",)


#: Plain scalars that are null.
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
#: Plain scalars that are null, true or false.
CONSTANTS: dict[str, Data] = {
    **dict.fromkeys(NULLS),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
#: To every program a scalar that begins otherwise is text.
OPENINGS = "0123456789+-.~=<tTfFnNyYoO"
_TRUTH = frozenset(
    ["yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N"]
)
_SHAPES = re.compile(
    r"""(?P<integer>[-+]?(?:0|[1-9][0-9]{0,17}))
    |(?P<decimal>[-+]?[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})
    |(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})
    |(?P<long>[-+]?[0-9]{19,}(?:\.[0-9]*)?|[-+]?[0-9]*\.[0-9]{19,})
    |(?P<infinite>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))
    |(?P<clock>[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?           # 12:30 is 750 in YAML 1.1
        |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?
            (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)                # a moment in 1.1, text in 1.2
    |(?P<number>[-+]?0[0-9_]+                                             # 012 is 10 in 1.1, 12 in 1.2
        |[-+]?0(?:x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)                        # 0b1 is text in 1.2, 0o7 in 1.1
        |[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*                   # 1_000 is text in 1.2
        |[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]+)[eE][-+]?[0-9]+         # 1e3 is text to PyYAML
        |[-+]\.[0-9][0-9_]*)                                              # so is -.5
    """,
    re.VERBOSE,
)
_DIFFER = "programs differ on what {} means"
_REFUSED = {  # what is said of each shape that is no value, and what to do
    "long": ("a number with so many digits is not read exactly", "round it, or quote a code: '{}'"),
    "infinite": ("{} is not a finite number", "leave it out, or quote it if it is a text: '{}'"),
    "clock": (_DIFFER, "quote it: '{}'"),
    "number": (_DIFFER, "write a plain number, or quote it if it is a code or a text: '{}'"),
    "truth": (_DIFFER, "write true or false, or quote it if it is a text: '{}'"),
    "sign": (_DIFFER, "quote it: '{}'"),
}


class RefusedError(ValueError):
    """A plain scalar that is no value; its arguments are code, text and hint of the message."""


def resolve(text: str) -> Data:
    """Read a plain scalar as every program would.

    Raises:
        RefusedError: They would not agree, or it is a date that there is not.
    """
    shape = _SHAPES.fullmatch(text)
    if shape is not None:
        kind = str(shape.lastgroup)
    elif text in _TRUTH:
        kind = "truth"
    elif text in {"=", "<<"}:
        kind = "sign"
    else:
        return text
    if kind == "integer":
        return int(text)
    if kind == "decimal":
        return Number(text)
    if kind == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise RefusedError("LF010", f"there is no date {text}", "a date is year-month-day") from None
    raise RefusedError("LF007", *(words.format(short(text)) for words in _REFUSED[kind]))


def short(text: str) -> str:
    """Give a text, or its beginning, as a message names it."""
    return text if len(text) <= 60 else f"{text[:57]}..."
