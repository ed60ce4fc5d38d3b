"""Which rows anybody asked for: the rest is counted and let go before it is read any further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.encode import Table, highest, look_up, numbered, stripped
from logframe.evidence.unasked import Unasked

if TYPE_CHECKING:
    from logframe.evidence.model import Demand

#: Measures that no file declares: how many rows of a file they have, and the number of the first.
UNDECLARED = pl.Schema(
    {
        "file": pl.UInt32(),
        "measure": pl.Categorical(),
        "rows": pl.get_index_type(),
        "record": pl.UInt64(),
    }
)
#: Areas that nobody asks for and whose code is nearly one that somebody does, or is blank beside a figure:
#: how many rows of a file they have, of measures that are declared, the number of the first, and the number
#: of the area that is meant, null of the blank.
ASTRAY = pl.Schema(
    {
        "file": pl.UInt32(),
        "area": pl.Categorical(),
        "meant": pl.UInt32(),
        "rows": pl.get_index_type(),
        "record": pl.UInt64(),
    }
)
_CELL = ("measure", "area", "group")
# What is typed for what, and looks like it.
_ALIKE = str.maketrans("OIL", "011", " \t\u00a0")


@dataclass(frozen=True, slots=True, eq=False)
class Sifted:
    """Rows that are asked for, and the number of those that are not.

    Attributes:
        wanted: The rows of series that were asked for, their labels without the spaces around them; and
            definition, the number of the measure among those that are declared.
        undeclared: One row a file and measure that no file declares (`UNDECLARED`).
        astray: One row a file and area whose code is misspelt, most likely, or left out (`ASTRAY`).
        outside: How many rows of declared measures nobody asked for.
    """

    wanted: pl.DataFrame
    undeclared: pl.DataFrame
    astray: pl.DataFrame
    outside: int


class Sieve:
    """Lets through the series that are asked for.

    Attributes:
        declared: The ids of all measures that are declared.
        areas: Those that somebody asks for by name.
        unasked: What there is of those of which nothing is let through.
    """

    def __init__(self, demand: Demand) -> None:
        self.declared = list(demand.definitions)
        self.unasked = Unasked(self.declared)
        asked = (
            demand.wanted.select(pl.col(_CELL).cast(pl.String))
            .with_columns(pl.col("group").fill_null(""))
            .filter(pl.col("measure").is_in(self.declared))
        )
        self.areas = areas = asked["area"].drop_nulls().unique(maintain_order=True).to_list()
        groups = asked["group"].unique().to_list()
        measures, somewhere, grouped = numbered(self.declared), _placed(areas), numbered(groups)
        # What is looked up of every row, and what only of those in areas that somebody asks for.
        self._likely = {"definition": ("measure", measures), "asked": ("area", somewhere)}
        self._exact = {"grouped": ("group", grouped), "area": ("area", stripped())}
        self._elsewhere = len(areas)
        self._measures = pl.Series(self.declared, dtype=pl.Categorical)
        self._groups = pl.Series(groups, dtype=pl.Categorical)
        # One number for a measure and a group, and one for both and an area.
        self._series = pl.col("definition").cast(pl.UInt64) * (len(groups) + 1) + pl.col("grouped")
        self._cell = self._series * (2 * len(areas) + 2) + pl.col("asked")
        named = asked.with_columns(pl.col("area").fill_null("")).cast(pl.Categorical)
        numbers = look_up(named, self._likely | self._exact).select(
            series=self._series, cell=self._cell, anywhere=asked["area"].is_null()
        )
        everywhere = numbers.filter("anywhere")["series"].unique()
        self._everywhere = everywhere.implode()
        self._of_all_areas = (everywhere // (len(groups) + 1)).cast(pl.UInt32).unique().implode()
        self._somewhere = numbers.filter(~pl.col("anywhere"))["cell"].unique().implode()

    def sift(self, rows: pl.DataFrame) -> Sifted:
        """Tell apart encoded rows, of one file or several (`file` is its number)."""
        numbers = look_up(rows, self._likely)
        undeclared = UNDECLARED.to_frame()
        if highest(numbers["definition"]) == len(self.declared):
            undeclared = _counted(rows.filter(numbers["definition"] == len(self.declared)), "measure")
        astray = ASTRAY.to_frame()
        if highest(numbers["asked"]) > self._elsewhere:
            astray = self._astray(rows.hstack(numbers))
        found = rows.hstack(numbers)
        if not self._everywhere.item().len():
            # most rows of a national extract go here: a mask sifts three times as fast as an expression
            found = found.filter(numbers["asked"] < self._elsewhere)
        found = found.drop("area").hstack(look_up(found, self._exact))
        wanted = found.select(self._series.is_in(self._everywhere) | self._cell.is_in(self._somewhere))
        if not wanted.to_series().all():
            found = found.filter(wanted.to_series())
        self.unasked.look(rows, numbers["definition"], found["definition"])
        found = found.with_columns(
            measure=pl.lit(self._measures).gather("definition"), group=pl.lit(self._groups).gather("grouped")
        )
        outside = rows.height - int(undeclared["rows"].sum()) - found.height
        return Sifted(found.drop("asked", "grouped"), undeclared, astray, outside)

    def _astray(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Count rows of declared measures in areas whose code is nearly one that is asked for, or blank."""
        near = (pl.col("asked") > self._elsewhere) & (pl.col("definition") < len(self.declared))
        # Of a measure that is asked for everywhere each code is an area, and is shown as one.
        some = rows.filter(near & ~pl.col("definition").is_in(self._of_all_areas))
        meant = pl.col("asked") - (self._elsewhere + 1)
        blank = meant == self._elsewhere
        # Notes, and lines between blocks of figures, are no figures without an area.
        said = [
            pl.col(name).cast(pl.String).str.strip_chars().fill_null("") != ""
            for name in ("period", "value")
            if name in rows.columns
        ]
        some = some.filter(~blank | pl.all_horizontal(pl.lit(value=True), *said))
        return _counted(some.with_columns(meant=pl.when(~blank).then(meant)), "area", "meant")


def _counted(rows: pl.DataFrame, *by: str) -> pl.DataFrame:
    """How many rows of each file agree in some columns, and the number of the first."""
    file = "file" if "file" in rows.columns else pl.lit(0, dtype=pl.UInt32).alias("file")
    counts = rows.group_by(file, *by).agg(rows=pl.len(), record=pl.col("record").min())
    return counts.cast({"record": pl.UInt64})


def _placed(areas: list[str]) -> Table:
    """The number of each area among those asked for; their count for others, and more for what may be one.

    A code that is nearly another is the same but for capitals, spaces inside, a letter O for a nought, or a
    letter I or L for a one. What is nearly area `n` is their count + 1 + `n`, and what is blank is last.
    """
    numbers = {area: number for number, area in enumerate(areas)}
    near = {_plain(area): len(areas) + 1 + number for area, number in reversed(numbers.items())}

    def learn(labels: pl.Series) -> pl.Series:
        texts = labels.cast(pl.String).str.strip_chars()
        found = [
            numbers.get(text, near.get(_plain(text), len(areas))) if text else 2 * len(areas) + 1
            for text in texts
        ]
        return pl.Series(found, dtype=pl.UInt32)

    return Table(learn, pl.UInt32())


def _plain(code: str) -> str:
    return code.upper().translate(_ALIKE)
