"""What the files are told: one message, its place, and the table of everything a message can say."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from logframe.characters import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code stands for.

    Attributes:
        title: What is wrong, in a few words.
        severity: Whether it fails a run.
        name: The code in words, as `logframe explain` knows it too: `unknown-key`.
    """

    title: str
    severity: Severity = "error"
    name: str = ""


#: Every code that a message can carry. Codes are stable: a retired one is never given a new meaning.
CODES: dict[str, Rule] = {
    # The text of a YAML file
    "LF001": Rule("the file is not valid YAML", name="syntax"),
    "LF002": Rule("the file holds nothing", name="empty-file"),
    "LF003": Rule("the file holds several YAML documents", name="several-documents"),
    "LF004": Rule("the same key twice in one mapping", name="duplicate-key"),
    "LF005": Rule("an anchor or an alias", name="anchor"),
    "LF006": Rule("a tag", name="tag"),
    "LF007": Rule("a value that programs read differently", name="ambiguous-value"),
    "LF008": Rule("nested too deep", name="too-deep"),
    "LF009": Rule("the file is too large", name="too-large"),
    "LF010": Rule("a date that is not in the calendar", name="no-such-date"),
    "LF011": Rule("a key that is not plain text", name="odd-key"),
    "LF012": Rule("bytes that are no text", name="no-text"),
    "LF013": Rule("the file cannot be read", name="unreadable-file"),
    # The schema of strategies, measures, areas, standards and settings
    "LF101": Rule("a key is missing", name="missing-key"),
    "LF102": Rule("a value of the wrong type", name="wrong-type"),
    "LF103": Rule("a value that is not one of the choices", name="not-a-choice"),
    "LF104": Rule("an unknown key", name="unknown-key"),
    "LF105": Rule("a target that cannot be understood", name="unclear-target"),
    "LF106": Rule("a period, deadline or duration that cannot be understood", name="unclear-period"),
    "LF107": Rule("a value that is not allowed here", name="not-allowed"),
    # References between things, and things that contradict each other
    "LF201": Rule("a reference to something that is not defined", name="unknown-reference"),
    "LF202": Rule("the same id twice", name="duplicate-id"),
    "LF203": Rule("the target contradicts the measure's direction", name="contradicting-direction"),
    "LF204": Rule("the target is outside what the measure's unit can be", name="impossible-target"),
    "LF205": Rule("limits start anew at a period that the figures do not hold", name="rebase-not-held"),
    # What is most likely a slip
    "LF301": Rule("the target is worse than the baseline", "warning", "wrong-side"),
    "LF302": Rule("the target is met already at the baseline", "warning", "already-met"),
    "LF303": Rule("the trajectory does not lead to the target", "warning", "lost-trajectory"),
    "LF304": Rule("numbers in different units", "warning", "mixed-units"),
    "LF305": Rule("the deadline is outside the strategy's own time", "warning", "deadline-outside"),
    "LF306": Rule("two measures for one thing", "warning", "twin-measures"),
    "LF307": Rule("an outcome without an indicator", "warning", "unmeasured-outcome"),
    "LF308": Rule("an indicator with a measure and without an area", "warning", "no-area"),
    "LF309": Rule("a definition that nothing uses", "warning", "unused-definition"),
    "LF310": Rule("a target that is not in the quote", "warning", "target-not-quoted"),
    "LF311": Rule("a deadline that is not in the quote", "warning", "deadline-not-quoted"),
    "LF312": Rule("a baseline's period that is not in the quote", "warning", "baseline-not-quoted"),
    "LF313": Rule("something contributes to itself", "warning", "circle"),
    "LF314": Rule("the same promise twice", "warning", "promised-twice"),
    "LF315": Rule("a baseline later than the deadline", "warning", "late-baseline"),
    "LF316": Rule("a baseline from before a break in the series", "warning", "broken-baseline"),
    "LF317": Rule("a standard that is not in force by the deadline", "warning", "later-standard"),
    "LF318": Rule("a warning is allowed that does not occur", "warning", "idle-allow"),
    # The same, where it takes the figures to see it
    "LF319": Rule("the baseline differs from the figures", "warning", "revised-baseline"),
    "LF320": Rule("an indicator without figures", "warning", "no-figures"),
    "LF321": Rule(
        "figures that look like fractions, held against per cents", "warning", "looks-like-fractions"
    ),
    "LF322": Rule("a figure a hundred times its neighbour", "warning", "hundredfold"),
    # Extracts
    "LF401": Rule("the extract cannot be read", name="unreadable-extract"),
    "LF402": Rule("a column is missing or unknown", name="unknown-column"),
    "LF403": Rule("a number that cannot be read", name="unreadable-number"),
    "LF404": Rule("a period that cannot be read", name="unreadable-period"),
    "LF405": Rule("conflicting figures for one cell", name="conflicting-figures"),
    "LF406": Rule("a figure from the future", name="future-figure"),
    "LF407": Rule("figures of a measure that no file declares", "warning", "undeclared-measure"),
    "LF408": Rule("a value outside what the measure's unit can be", name="impossible-value"),
    "LF409": Rule("a row with the wrong number of fields", name="wrong-field-count"),
    "LF410": Rule("an empty value without a reason", name="unexplained-gap"),
    "LF411": Rule("a figure was revised", "warning", "revised-figure"),
    # Declarations of extracts, held against the files
    "LF412": Rule("a filter or a code that matches nothing, a key that means nothing", name="idle-filter"),
    "LF413": Rule("totals and their parts are added up together", name="total-with-parts"),
    "LF414": Rule("a declaration of files that are not there", name="absent-files"),
    "LF415": Rule("a file that is declared twice", name="declared-twice"),
    "LF416": Rule("a period that changes its meaning", name="changed-period"),
    # What the folder holds beside extracts, or instead of them
    "LF417": Rule("a file that may hold figures and is not read", "warning", "unread-file"),
    "LF418": Rule("no extract where figures are looked for", "warning", "no-extract"),
    # What a declaration leaves out, or lets through, without saying so
    "LF419": Rule("texts that no code covers", "warning", "uncovered-text"),
    "LF420": Rule("a series of several breakdowns", "warning", "mixed-series"),
    "LF421": Rule("an extract without a row", "warning", "empty-extract"),
    "LF422": Rule("a figure from rows of several files or days", "warning", "scattered-parts"),
    "LF423": Rule("an area whose code is nearly one that is asked for", "warning", "stray-area"),
    # Figures on another scale than their unit's
    "LF424": Rule("a fraction where the measure's unit is per hundred, or per so many", name="fraction"),
    "LF425": Rule("per cents with and without their sign", "warning", "mixed-signs"),
    # What is not to be added up
    "LF426": Rule("a column on both sides of a division", name="both-sides"),
    "LF427": Rule("figures added up that are no counts", name="added-shares"),
    "LF428": Rule("rows added up that are the same in every cell", "warning", "same-rows"),
    # What a sheet has where a table has rows
    "LF430": Rule("figures without an area", "warning", "blank-area"),
    "LF431": Rule("a second table below the first", name="second-table"),
    "LF432": Rule("rows added up that nothing but numbers tells apart", "warning", "untold-rows"),
    "LF433": Rule("an area with two names", "warning", "two-names"),
    "LF434": Rule("a filter on a column that is blank below its labels", "warning", "blank-filter"),
    "LF435": Rule("one value with two intervals or counts", "warning", "unlike-intervals"),
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


#: So many characters of a line are shown with a message about it.
WIDEST = 100


def excerpt(message: Message, lines: Sequence[str]) -> str:
    """Show the line that a message is about, with a caret under the place, for people at a terminal.

    Tabs become spaces and control characters are spelt out; wide and combining characters are counted as
    terminals show them. Of a line longer than `WIDEST` only the part around the place is shown.
    Empty where there is no such line.
    """
    if not 1 <= message.line <= len(lines):
        return ""
    line, at = lines[message.line - 1], message.column - 1
    start = max(0, at - WIDEST // 2)
    before, after = (
        printable(part.replace("\t", "    ")) for part in (line[start:at], line[at : start + WIDEST])
    )
    before = "…" + before if start else before
    after = after + "…" if start + WIDEST < len(line) else after
    number = str(message.line)
    indent = " " * sum(map(_columns, before))
    return f"{number} | {before}{after}".rstrip() + f"\n{' ' * len(number)} | {indent}^"


def _columns(character: str) -> int:
    """Count the columns of a terminal that a character takes."""
    if unicodedata.category(character) in {"Mn", "Me"} or character in _WIDTHLESS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


_WIDTHLESS = "\u200b\u200c\u200d\u2060"  # zero-width space and joiners
