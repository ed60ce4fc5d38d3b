"""Totals that stand in one file, or were published on one day, and their parts in another.

Within one file `looks` finds them. Where figures are made of rows of several files, or days, these figures'
rows are looked at once more, all together.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from logframe.declarations.layouts import plain
from logframe.evidence.declared.looks import DONE, keep
from logframe.evidence.declared.totals import Totals, Weights, marked, mixed
from logframe.evidence.extract import UncleanError, UnreadableError
from logframe.evidence.faults import listed, quoted
from logframe.evidence.wording import figure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from logframe.declarations import Declaration
    from logframe.evidence.declared.sums import Parts
    from logframe.evidence.declared.totals import Suspect
    from logframe.messages import Message

    # Rows of figures: figure and file (numbers), top, bottom and bad (see `figures.counted`), and texts in
    # columns that are named by numbers.
    Again = Callable[[], Iterator[pl.DataFrame]]

#: What one figure is made of: a cell, as one day or one file has it where those are not null.
STATED = ("cell", "by_day", "by_file")


class Doubles:
    """Finds totals that stand in one file, or were published on one day, among parts in another.

    Attributes:
        messages: What is told of them.

    Args:
        declaration: Whose files they are.
        parts: What each file has of figures that are made of several rows, see `sums`.
        columns: The names, without what is only spelling, of columns in which totals may stand.
    """

    def __init__(self, declaration: Declaration, parts: Mapping[int, Parts], columns: Sequence[str]) -> None:
        self._declaration, self._parts, self._columns = declaration, parts, columns
        self.messages: list[Message] = []

    def marked(self, rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
        """Find totals that stand in one file among parts in another, and tell of them.

        Returns:
            The rows, those of figures that are made of both marked as spoilt; and the cells of these figures.
        """
        several, columns = _made_of_several(rows), self._columns
        if several.is_empty() or not columns:
            return rows, rows["cell"].clear()
        again = partial(self._weighed, several, columns)
        found = _doubled(again, len(columns), lambda one: self._is_chosen(one, columns[one.position]))
        self.messages += [self._told(one, columns[one.total.position], several) for one in found]
        mine = pl.col("number").is_in([number for one in found for number in one.figures])
        figures = several.filter(mine).select(STATED).unique().with_columns(doubled=pl.lit(True))
        rows = rows.join(figures, on=STATED, how="left", nulls_equal=True, maintain_order="left")
        spoilt = pl.col("spoilt") | pl.col("doubled").fill_null(value=False)
        return rows.with_columns(spoilt=spoilt).drop("doubled"), figures["cell"]

    def _weighed(self, several: pl.DataFrame, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        largest = several.group_by("file").agg(pl.col("rows").sum()).sort("rows", "file", descending=True)
        for file in largest["file"]:
            parts, here = self._parts[file], several.filter(file=file)
            places = here.select("figure", "published", "file", "number").unique()
            try:
                for some in parts.source.weighed(here["figure"], columns, careful=parts.careful):
                    mine = some.join(places, on=("figure", "published"))
                    yield mine.drop("figure", "published").rename({"number": "figure"})
            except (UncleanError, UnreadableError):
                continue  # it is not what it was any more: nobody can tell

    def _is_chosen(self, suspect: Suspect, column: str) -> bool:
        """Whether what may be a total by chance is let through by name, and so is none."""
        says = self._declaration.says
        kept = [says.keep, *(one.keep for one in says.measures.values())]
        texts = {text for one in kept for name, some in one.items() if plain(name) == column for text in some}
        return not suspect.certain and suspect.text in texts

    def _told(self, one: _Doubled, column: str, several: pl.DataFrame) -> Message:
        spelt = {plain(name): name for name in self._declaration.says.parts or ()}
        spelt |= {name: known[0] for name, known in next(iter(self._parts.values())).words.items()}
        total, name = one.total, spelt[column]
        called = quoted(total.text) if total.text else "blank"
        there, parts = (self._called(files) for files in (one.of_total, one.of_parts))
        spoilt = several.filter(pl.col("number").is_in(one.figures.implode()))
        row = spoilt.sort("file", "record").row(0, named=True)
        others = len(one.figures) - 1
        more = f", nor {'is' if others == 1 else 'are'} {others:,} more" if others else ""
        done = DONE[self._declaration.says.combine]
        text = f"rows in {there} in which {quoted(name)} is {called} are {done} with its parts in {parts}"
        hint = f"keep one of them in the declaration, such as {keep(name, total.text)}"
        hint += "" if total.certain else ", or name all if this is no total"
        text = f"{text}: {figure_of(row)} is not used{more}"
        return self._declaration.message("LF413", text, "combine", hint=hint)

    def _called(self, files: Sequence[int]) -> str:
        return listed([quoted(self._parts[file].source.called) for file in files])


class _Doubled(NamedTuple):
    """A total that is added up with its parts.

    Attributes:
        total: What it is called, and in which column.
        figures: The numbers of the figures.
        of_total: The files in which it is.
        of_parts: The files in which its parts are.
    """

    total: Suspect
    figures: pl.Series
    of_total: list[int]
    of_parts: list[int]


def _made_of_several(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of figures that are added up over several files, or days, and known no better.

    Args:
        rows: Sums by file and label, with cell, by_day, by_file, file, day, torn and spoilt, see `sums`.

    Returns:
        Those of them, with a number for each figure.
    """
    several = (pl.struct("file", "day").n_unique().over(STATED) > 1) & (pl.col("reading") == "whole")
    fit = ~pl.any_horizontal("torn", "spoilt").any().over(STATED)
    rows = rows.filter(several & fit)
    numbers = rows.select(STATED).unique(maintain_order=True).with_row_index("number")
    return rows.join(numbers, on=STATED, nulls_equal=True, maintain_order="left")


def _doubled(again: Again, columns: int, is_chosen: Callable[[Suspect], bool]) -> list[_Doubled]:
    """Find totals that are added up with their parts.

    Args:
        again: Gives all rows of figures, as often as it is asked.
        columns: How many columns of texts there are.
        is_chosen: Whether what may be a total by chance is known to be none.
    """
    totals, weights = Totals(range(columns)), Weights(range(columns))
    for rows in again():
        totals.look(rows)
        weights.add(rows, rows, ("figure",))
    named = totals.suspects()
    known = {one.position for one in named}
    by_sum = [one for one in weights.suspects() if one.position not in known and not is_chosen(one)]
    suspects = [*named, *by_sum]
    if not suspects:
        return []
    marks = pl.concat(marked(rows, ("figure", "file"), suspects) for rows in again())
    found = mixed(marks.drop("file"), ("figure",), suspects)
    # What is known by its figures may be seen in the column beside one that is known by name.
    told = [one for one in found if not one[0].by_sum] or found
    return [_placed(one, both.to_series(), marks, suspects.index(one)) for one, both in told]


def _placed(total: Suspect, figures: pl.Series, marks: pl.DataFrame, at: int) -> _Doubled:
    mine = marks.filter(pl.col("figure").is_in(figures.implode()))
    of_total, of_parts = (_files(mine.filter(f"{at} {what}")["file"]) for what in ("total", "parts"))
    return _Doubled(total, figures, of_total, of_parts)


def _files(files: pl.Series) -> list[int]:
    return files.unique().sort().to_list()
