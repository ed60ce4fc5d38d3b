"""What the files are told: one message, its place, and the table of everything a message can say."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code stands for, and whether it fails a run."""

    title: str
    severity: Severity = "error"


#: Every code that a message can carry. Codes are stable: a retired one is never given a new meaning.
CODES: dict[str, Rule] = {
    # The text of a YAML file
    "LF001": Rule("the file is not valid YAML"),
    "LF002": Rule("the file holds nothing"),
    "LF003": Rule("the file holds several YAML documents"),
    "LF004": Rule("the same key twice in one mapping"),
    "LF005": Rule("an anchor or an alias"),
    "LF006": Rule("a tag"),
    "LF007": Rule("a value that programs read differently"),
    "LF008": Rule("nested too deep"),
    "LF009": Rule("the file is too large"),
    "LF010": Rule("a date that is not in the calendar"),
    "LF011": Rule("a key that is not plain text"),
    "LF012": Rule("bytes that are no text"),
    "LF013": Rule("the file cannot be read"),
    # The schema of strategies, measures, areas, standards and settings
    "LF101": Rule("a key is missing"),
    "LF102": Rule("a value of the wrong type"),
    "LF103": Rule("a value that is not one of the choices"),
    "LF104": Rule("an unknown key"),
    "LF105": Rule("a target that cannot be understood"),
    "LF106": Rule("a period, deadline or duration that cannot be understood"),
    "LF107": Rule("a value that is not allowed here"),
    # References between things, and things that contradict each other
    "LF201": Rule("a reference to something that is not defined"),
    "LF202": Rule("the same id twice"),
    "LF203": Rule("the target contradicts the measure's direction"),
    "LF204": Rule("the target is outside what the measure's unit can be"),
    # Extracts
    "LF401": Rule("the extract cannot be read"),
    "LF402": Rule("a column is missing or unknown"),
    "LF403": Rule("a number that cannot be read"),
    "LF404": Rule("a period that cannot be read"),
    "LF405": Rule("conflicting figures for one cell"),
    "LF406": Rule("a figure from the future"),
    "LF407": Rule("figures of a measure that no file declares", "warning"),
    "LF408": Rule("a value outside what the measure's unit can be"),
    "LF409": Rule("a row with the wrong number of fields"),
    "LF410": Rule("an empty value without a reason"),
    "LF411": Rule("a figure was revised", "warning"),
    # Declarations of extracts, held against the files
    "LF412": Rule("a filter or a code that matches nothing"),
    "LF413": Rule("totals and their parts are added up together"),
    "LF414": Rule("a declaration of files that are not there"),
    "LF415": Rule("a file that is declared twice"),
}


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One thing to tell about one place in one file; messages sort in the order in which people read files.

    Attributes:
        file: The file as the user would name it.
        line: Counted from 1.
        column: Counted from 1, in characters: a tab is one, a wide character is one.
        code: A key of `CODES`.
        text: What is wrong, on one line, naming things by their ids.
        hint: What to do about it, where that can be said.

    The texts may quote a file: they are kept as they are for other programs, and made safe by `str`.
    """

    file: str
    line: int
    column: int
    code: str
    text: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """Whether this message fails a run; KeyError for a code that `CODES` does not list."""
        return CODES[self.code].severity

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return printable(f"{self.file}:{self.line}:{self.column}: {self.code} {self.text}{hint}")


# What a terminal would obey instead of show: C0 and C1 controls, line and paragraph separators, the marks
# that reverse the reading direction (a line that looks other than it is), byte-order marks, lone surrogates
# (which no encoding can write) and invisible tag characters. Joiners stay: emoji and Indic scripts need them.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    r"""Spell out every character that would act instead of show, so that no file prints an escape sequence.

    Tabs and line ends are spelt out too (`\t`, `\n`): the result is one line.
    """
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def excerpt(message: Message, lines: Sequence[str], width: int = 100) -> str:
    """Show the line that a message is about, with a caret under the place, for people at a terminal.

    Tabs become spaces and control characters are spelt out; wide and combining characters are counted as
    terminals show them. Of a line longer than `width` characters only the part around the place is shown.
    Empty where there is no such line.
    """
    if not 1 <= message.line <= len(lines):
        return ""
    line, at = lines[message.line - 1], message.column - 1
    start = max(0, at - width // 2)
    before, after = (
        printable(part.replace("\t", "    ")) for part in (line[start:at], line[at : start + width])
    )
    before = "…" + before if start else before
    after = after + "…" if start + width < len(line) else after
    number = str(message.line)
    indent = " " * sum(map(_columns, before))
    return f"{number} | {before}{after}".rstrip() + f"\n{' ' * len(number)} | {indent}^"


def _columns(character: str) -> int:
    """Count the columns of a terminal that a character takes."""
    if unicodedata.category(character) in {"Mn", "Me"} or character in _WIDTHLESS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


_WIDTHLESS = "\u200b\u200c\u200d\u2060"  # zero-width space and joiners
