"""What a declaration can say of an extract."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from logframe.schema.base import AsJson, Figure, Id, Label, Strict, Version, one_of, refused, stated


def _listed(value: object) -> object:
    """One thing is a list of one."""
    return value if isinstance(value, list | dict) or value is None else [value]


def _word(value: object) -> object:
    """A cell's text, though YAML reads 93085 as a number and 2027-03-31 as a date."""
    if type(value) is int:
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _inside(pattern: str) -> str:
    """Refuse what is not, or not for certain, inside the data folder."""
    parts = pattern.split("/")
    if "://" in pattern:
        why = "is an address: extracts are files in the data folder"
    elif pattern.startswith(("/", "~")) or pattern[1:2] == ":":
        why = "is an absolute path: name files from the data folder on"
    elif ".." in parts:
        why = "leads out of the data folder"
    elif "\\" in pattern:
        why = "has a backslash: write folders with /"
    else:
        return pattern
    raise PydanticCustomError("LF107", "'{pattern}' {why}", {"pattern": pattern, "why": why})


#: What stands, in the name of a file, a member or a sheet, for the period of all rows in it.
PERIOD = "{period}"

_CELL = {"type": ["string", "integer"]}
_NAME = {**_CELL, "pattern": r"\S"}
_INSIDE = {**_CELL, "pattern": r"^(?!\s*(/|~|.:))(?!.*://)(?!(.*/)?\s*\.\.\s*(/|$))[^\\]*[^\\\s][^\\]*$"}

Word = Annotated[str, BeforeValidator(_word), AsJson(_CELL)]
"""The text of a cell; it may be empty."""

Words = Annotated[list[Word], BeforeValidator(_listed), Field(min_length=1), AsJson(beside=_CELL)]
Names = Annotated[list[Label], BeforeValidator(_listed), Field(min_length=1), AsJson(beside=_NAME)]
Files = Annotated[
    list[Annotated[Label, AfterValidator(_inside), AsJson(_INSIDE)]],
    BeforeValidator(_listed),
    Field(min_length=1),
    AsJson(beside=_INSIDE),
]
Rows = dict[str, Words]
"""Which rows: the texts that a column may have, by the column's name."""


_ONE_WAY: Final = "expected either column (for what it says) or of (to count with)"
_COUNTED: Final = "over and times go with of, not with column"
_SAID: Final = "first goes with column, not with of"


class Taken(Strict):
    """Where the figures or labels of a tidy column come from.

    Attributes:
        column: A column of the file, or several: then the first of them that is not blank. `column 4` is the
            fourth column of the file, where no name tells it from another.
        first: Only so many characters of its text: 7 of a day's are its month.
        of: Columns to count with; several are added up. `*`, `?` and `[0-9]` stand for other characters;
            `logframe data` lists what such a pattern took.
        over: Columns to divide by, likewise.
        times: What to multiply by: 100 makes a proportion a percentage.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                one_of("column", "of", why=_ONE_WAY),
                refused(
                    {"allOf": [{"anyOf": [stated("over"), stated("times")]}, stated("column")]}, _COUNTED
                ),
                refused({"allOf": [stated("first"), stated("of")]}, _SAID),
            ]
        }
    )

    column: Names | None = None
    first: Annotated[int, Field(ge=1)] | None = None
    of: Names | None = None
    over: Names | None = None
    times: Figure | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Taken:
        if (self.column is None) == (self.of is None):
            raise PydanticCustomError("LF107", _ONE_WAY)
        if self.of is None and (self.over is not None or self.times is not None):
            raise PydanticCustomError("LF107", _COUNTED)
        if self.column is None and self.first is not None:
            raise PydanticCustomError("LF107", _SAID)
        return self


def _taken(value: object) -> object:
    return value if isinstance(value, dict) else {"column": value}


_COLUMNS = {"anyOf": [_NAME, {"type": "array", "minItems": 1, "items": _NAME}]}

Column = Annotated[Taken, BeforeValidator(_taken), AsJson(beside=_COLUMNS)]


_LABEL = {"not": {"type": "object", **stated("of")}}


def _label(taken: Taken) -> Taken:
    if taken.of is not None:
        raise PydanticCustomError("LF107", "a label is taken from a column, not counted")
    return taken


LabelColumn = Annotated[Column, AfterValidator(_label), AsJson(besides=_LABEL)]


class Columns(Strict):
    """What each tidy column is in the file."""

    measure: LabelColumn | None = None
    """Which measure a row is of."""
    area: LabelColumn | None = None
    """The code of its area."""
    area_name: LabelColumn | None = None
    """The name of its area."""
    group: LabelColumn | None = None
    """Its breakdown; empty is the total."""
    period: LabelColumn | None = None
    """Its period."""
    value: Column | None = None
    """Its value."""
    lower: Column | None = None
    """The lower end of the value's interval."""
    upper: Column | None = None
    """The upper end of the value's interval."""
    numerator: Column | None = None
    """The count that was divided."""
    denominator: Column | None = None
    """The count that it was divided by."""
    note: LabelColumn | None = None
    """A remark; for an empty value its reason."""
    status: LabelColumn | None = None
    """Its status, such as provisional."""
    published: LabelColumn | None = None
    """The day on which it was published."""
    source: LabelColumn | None = None
    """Where it was published."""


class Fixed(Strict):
    """What the file does not say in a column of its own: the same for all rows."""

    measure: Id | None = None
    """The measure of all rows."""
    area: Label | None = None
    """The area of all rows."""
    area_name: Label | None = None
    """The name of that area."""
    group: Label | None = None
    """The breakdown of all rows."""
    period: Label | None = None
    """The period of all rows."""
    note: Label | None = None
    """A remark on all rows."""
    source: Label | None = None
    """Where all of it was published."""


class Codes(Strict):
    """What publishers' codes or names mean to this project; rows with others are left outside."""

    measure: dict[str, Id] | None = None
    """What the publisher's names of measures mean."""
    area: dict[str, Label] | None = None
    """What the publisher's names of areas mean."""
    group: dict[str, Word] | None = None
    """What the publisher's names of groups mean."""
    period: dict[str, Label] | None = None
    """What the publisher's names of periods mean."""


class Chosen(Strict):
    """One measure of several in a file: which rows are its, and which column its value."""

    keep: Rows = {}
    """Its rows: all columns named must have one of the texts given."""
    drop: Rows = {}
    """Rows that are not its: one column suffices."""
    columns: Columns = Field(default_factory=Columns)
    """Which column is what."""
    fixed: Fixed = Field(default_factory=Fixed)
    """What is the same for all its rows."""


_SHORT = {"anyOf": [{"type": "null"}, *_COLUMNS["anyOf"]]}


def _chosen(value: object) -> object:
    return value if isinstance(value, dict) else {"columns": {"value": value}}


class Long(Strict):
    """Several columns of values, whose names are periods, areas, groups or measures."""

    columns: Names
    """The columns of values; `*`, `?` and `[0-9]` stand for other characters."""
    into: Literal["measure", "area", "group", "period"]
    """What their names are."""


class Extract(Strict):
    """How files in one layout are read.

    Attributes:
        files: Which, from the data folder on; `*` stands for any characters of a name, `**` for any folders,
            and `{period}` for the period of all rows of the file: `Monthly-AE-{period}.csv`.
        layout: A layout by its name; the other keys add to it.
        sheet: Which sheet of a workbook; `*` stands for any characters, `{period}` for the period of its
            rows, and all sheets named so are read.
        member: Which file of a zip archive, where it holds several; likewise.
        skip: How many lines stand before the header.
        header: How many lines the header takes. Their words make one name, joined with a space; a blank cell
            of an upper line goes on with what is at its left, as merged cells do.
        footer: Notes stand below the table, in lines of one field each, and are not read.
        short_rows: Rows may leave out fields at their end.
        columns: Which column is what.
        fixed: What is the same for all rows.
        keep: The rows to read: all columns named must have one of the texts given.
        drop: Rows not to read: one column suffices.
        codes: What codes or names stand for.
        measures: What is read of each measure, where a file holds several.
        long: Columns of values side by side.
        combine: What makes one figure of several rows for the same measure, area, group and period, in all
            files: the sum of their values or their mean; where one column is divided by another, the ratio of
            both columns' sums or means, which comes to the same.
        parts: The columns whose texts tell apart the rows that make one figure. Rows of several files, or
            published on several days, that say different things there are added up; those that say the same
            are the same rows again. In one file a part counts once, and the figure is refused where the part
            is there with other numbers. Left out, all other columns of words are taken for it,
            and that is told.
        suppressed: More marks of figures that are withheld.
        zero: Marks of values and counts that are nought, such as `-` in some publications; else it stands for
            a figure that is withheld.
        blank: What an empty value means.
        bare_year: What 2022 means to measures whose year is not the calendar's.
        dates: How days are written in numbers, where 01/04/2023 could be two.
        decimal: What stands before the decimals of a number, where 1,234 could be two.
        partial: Every figure is of a part of the period that it names, such as the year to date.
        published: The day on which all of it was published.
    """

    files: Files
    layout: (
        Literal[
            "fingertips", "dfe-explore-education-statistics", "ons", "nhs-england-rtt", "nhs-england-dm01"
        ]
        | None
    ) = None
    sheet: Label | None = None
    member: Label | None = None
    skip: Annotated[int, Field(ge=0, le=1000)] = 0
    header: Annotated[int, Field(ge=1, le=10)] = 1
    footer: bool = False
    short_rows: bool = False
    columns: Columns = Field(default_factory=Columns)
    fixed: Fixed = Field(default_factory=Fixed)
    keep: Rows = {}
    drop: Rows = {}
    codes: Codes = Field(default_factory=Codes)
    measures: dict[Id, Annotated[Chosen, BeforeValidator(_chosen), AsJson(beside=_SHORT)]] = {}
    long: Long | None = None
    combine: Literal["sum", "mean"] | None = None
    parts: Names | None = None
    suppressed: list[Word] = []
    zero: list[Word] = []
    blank: Literal["zero", "missing"] | None = None
    bare_year: Literal["begins", "ends"] | None = None
    dates: Literal["day/month/year", "month/day/year"] | None = None
    decimal: Literal[",", "."] | None = None
    partial: bool = False
    published: date | None = None


class File(Strict):
    """The file of declarations."""

    logframe: Version
    """The version of this format."""
    extracts: dict[Id, Extract]
    """How files are read, by a name for each declaration."""
