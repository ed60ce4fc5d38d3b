"""What evidence is asked for, and what it gives: the frames that other rooms see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

    from logframe.messages import Message
    from logframe.periods import Calendar, YearStart

#: The columns without which an extract is not in the tidy layout.
REQUIRED = ("measure", "area", "period", "value")
#: The columns that a tidy extract may have besides.
OPTIONAL = (
    "area_name",
    "group",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "note",
    "status",
    "published",
    "source",
)
#: The columns that hold numbers, in the order in which their faults are told.
NUMBERS = ("value", "lower", "upper", "numerator", "denominator")

#: Those of them that are ends of an interval.
BOUNDS = ("lower", "upper")

#: One row a cell: measure, area, group and period.
OBSERVATIONS = pl.Schema(
    {
        "measure": pl.Categorical(),
        "area": pl.Categorical(),
        "area_name": pl.String(),
        "group": pl.Categorical(),
        "start": pl.Date(),
        "end": pl.Date(),
        "value": pl.Float64(),
        "decimals": pl.Int16(),
        "lower": pl.Float64(),
        "upper": pl.Float64(),
        "numerator": pl.Float64(),
        "denominator": pl.Float64(),
        "provisional": pl.Boolean(),
        "note": pl.String(),
        "published": pl.Date(),
        "source": pl.String(),
        "file": pl.String(),
        "record": pl.UInt32(),
    }
)

#: The columns that name a cell.
CELL = ("measure", "area", "group", "start", "end")
AHEAD = pl.Schema(
    {
        "measure": pl.String(),
        "area": pl.String(),
        "group": pl.String(),
        "start": pl.Date(),
        "end": pl.Date(),
    }
)

#: Where a row can go. Every row that was read goes to exactly one of these.
FATES = (
    "used",
    "outside",
    "undeclared",
    "later",
    "other_frequency",
    "partial",
    "superseded",
    "suppressed",
    "combined",
    "refused",
)
ACCOUNT = pl.Schema(
    {"file": pl.String(), "read": pl.Int64(), **dict.fromkeys(FATES, pl.Int64()), "repeated": pl.Int64()}
)

#: The columns of a file that a pattern of its declaration took, and where that pattern stands.
PATTERNS = pl.Schema(
    {"file": pl.String(), "place": pl.String(), "pattern": pl.String(), "columns": pl.List(pl.String())}
)

#: What extracts have of measures, and nobody asked for (its fate is outside), or was set aside (its fate); in
#: the latter case how many months long its periods are, null where they are not so many.
UNASKED = pl.Schema(
    {
        "measure": pl.String(),
        "area": pl.String(),
        "group": pl.String(),
        "fate": pl.String(),
        "months": pl.Int64(),
    }
)


@dataclass(frozen=True, slots=True)
class Definition:
    """What reading a measure's figures takes to know about it.

    Attributes:
        measure: Its id, as extracts spell it.
        calendar: How it counts time.
        unit: What a % sign does: dropped in a percentage, divided by 100 in a proportion, refused elsewhere.
        minimum: The lowest value that its unit can have, None where there is no such limit.
        maximum: The highest.
        whole: What a numerator over a denominator is multiplied by: 100 in per cent. None where figures are
            no such ratios.
        additive: Whether its figures are counts, so that the sum of some is one.
    """

    measure: str
    calendar: Calendar
    unit: Literal["percent", "proportion", "other"] = "other"
    minimum: float | None = None
    maximum: float | None = None
    whole: float | None = None
    additive: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """What is asked of the extracts.

    Attributes:
        definitions: Every declared measure by its id, wanted or not.
        wanted: The series asked for: measure, area, group (String). A null area is every area; group ""
            is the total (a null one too).
    """

    definitions: dict[str, Definition]
    wanted: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of a folder is.

    Attributes:
        file: The extract that is read, as people call it.
        number: Its number, from 1.
        files: How many extracts there are.
        read: How many bytes of all were read, as far as that is known before an extract's end.
        size: How many there are.
    """

    file: str
    number: int
    files: int
    read: int
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What the extracts hold of what was asked.

    Attributes:
        observations: One row a cell (`OBSERVATIONS`), sorted by measure, area, group and end. `value` is null
            where it was suppressed. `decimals` are those printed, null where the file has no text. `record`
            is the row's number below the header, from 1; blank lines count.
        ahead: Cells that only figures later than the date of evaluation fill (`AHEAD`), sorted by measure,
            area, group and start, each once.
        account: One row a file (`ACCOUNT`): read is the sum of all that follow but `repeated`, which counts
            the rows, used or suppressed, that only say again what another says. So the observations are
            used + suppressed - repeated.
        patterns: What each pattern of a declaration took (`PATTERNS`), in the order of reading.
        messages: What is wrong in the files, sorted.
        unasked: What they have besides (`UNASKED`): some series of each measure of which they have none that
            was asked for, and once for each measure (area and group are null) how rows of it were set aside,
            and how long their periods are.
        paths: Where each file of the account is, by its name there, which is spelt for people to read.
        quarters: From which month and day each measure counts its quarters, where only its labels say that.
    """

    observations: pl.DataFrame
    ahead: pl.DataFrame
    account: pl.DataFrame
    patterns: pl.DataFrame
    messages: list[Message]
    unasked: pl.DataFrame
    paths: dict[str, Path]
    quarters: dict[str, YearStart]
