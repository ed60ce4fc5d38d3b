"""Rows that one file has twice among those that make a figure together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import polars as pl

from logframe.evidence.declared.figures import LABELS
from logframe.evidence.declared.looks import DONE
from logframe.evidence.declared.parts import not_figures
from logframe.evidence.faults import Fault, more_like_this, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from logframe.evidence.declared.tables import Table


_TWICE = "delete it; or name in 'parts' the columns that tell rows apart, and each part counts once"
_UNTOLD = (
    "if one replaces the other, delete the other; if both are parts, give rows a column that tells them "
    "apart, and name it in 'parts'"
)


class Again(NamedTuple):
    """Rows that are there again.

    Attributes:
        record: That of the first of them.
        like: That of the row that it is like.
        number: How many there are.
    """

    record: int
    like: int
    number: int


@dataclass(slots=True, eq=False)
class Same:
    """Looks for rows that are the same in every cell, and for those that nothing but numbers tells apart.

    Args:
        positions: Those of all columns; none where nobody is to look.
        names: Of the columns that numbers are not taken from, by their positions.
        slots: How many figures a row can hold.
    """

    positions: frozenset[int]
    names: Mapping[int, str]
    slots: int
    _telling: list[pl.Expr] | None = field(init=False, default=None)
    _seen: list[pl.DataFrame] = field(init=False, default_factory=list)

    def look(self, at: int, rows: pl.DataFrame, filled: pl.Expr, made: pl.DataFrame) -> None:
        """Look at some rows, whose columns are named by their positions.

        Args:
            at: The slot that they hold.
            rows: The rows, by their records.
            filled: Whether a row has anything for it, Boolean.
            made: What they come to (`figures.counted`): what is no number makes no sum.
        """
        if not self.positions:
            return
        if self._telling is None:
            self._telling = [_said(rows, position) for position in not_figures(rows, self.names)]
        words = pl.struct(pl.lit(at).alias("slot"), *self._telling).hash()
        cells = pl.struct(str(position) for position in sorted(self.positions)).hash()
        sound = made.select(pl.col("bad").is_null() & ~pl.col("hollow")).to_series()
        self._seen.append(rows.select("record", cells=cells, words=pl.when(filled & sound).then(words)))

    def faults(self, file: int, combine: Literal["sum", "mean"] | None) -> Iterator[Fault]:
        """What is told, once all rows were seen.

        Args:
            file: The number of the file.
            combine: What is done with the rows.
        """
        kinds = (
            ("LF428", "is the same in every cell", _TWICE),
            ("LF432", "says the same and has other numbers", _UNTOLD),
        )
        for found, (code, what, hint) in zip(self._found(), kinds, strict=True):
            if found is not None:
                more = f" ({more_like_this(found.number - 1, 'row')})" if found.number > 1 else ""
                said = f"this row is {DONE[combine]} with one that {what}{more}: the one"
                yield Fault(code, found.record, "value", said, hint, against=(file, found.like), a_row=False)

    def _found(self) -> tuple[Again | None, Again | None]:
        """Rows that are the same in every cell; and others that say the same, and have other numbers."""
        if not self._seen:
            return None, None
        rows = pl.concat(self._seen).with_columns(row=pl.col("record") // self.slots).sort("record")
        once = rows.unique("row", keep="first", maintain_order=True)
        same = _again(once, "cells")
        alike = _again(rows.drop_nulls("words"), "words")
        unlike = alike.filter(pl.col("cells") != pl.col("first cells"))
        unlike = unlike.join(same, on="row", how="anti", maintain_order="left")
        return _first(same), _first(unlike)


def _again(rows: pl.DataFrame, what: str) -> pl.DataFrame:
    """All but the first of the rows that agree in something, with the record and the cells of the first."""
    first = (pl.col(name).first().over(what).alias(f"first {name}") for name in ("record", "row", "cells"))
    return rows.with_columns(first).filter(pl.col("row") != pl.col("first row"))


def _first(rows: pl.DataFrame) -> Again | None:
    if rows.is_empty():
        return None
    return Again(rows["record"][0], rows["first record"][0], rows["row"].n_unique())


def _said(rows: pl.DataFrame, position: int) -> pl.Expr:
    cell = pl.col(str(position))
    return cell.str.strip_chars() if rows.schema[str(position)] == pl.String else cell


def twice(
    unlike: Sequence[Mapping[str, Any]], table: Table, parts: Sequence[int], slots: int
) -> Iterator[Fault]:
    """Tell of parts that are there twice with other numbers.

    Args:
        unlike: The rows that have them, see `once`.
        table: What the file holds.
        parts: The positions of the columns that tell parts apart.
        slots: How many figures a row can hold.
    """
    if not unlike:
        return
    row = min(unlike, key=lambda one: one["record"])
    number = row["record"] // slots
    cells = table.rows({number}).get(number, ())
    part = ", ".join(quoted(cells[at]) for at in parts if at < len(cells))
    more = f" ({more_like_this(len(unlike) - 1, 'figure')})" if len(unlike) > 1 else ""
    figure = f"{quoted(row['measure'])} in {quoted(row['area'])}, {quoted(row['period'])}"
    said = f"{figure}: {part} is there twice with other numbers{more}"
    hint = "no such figure is used: keep one of the rows, or name in 'parts' all that tells them apart"
    yield Fault("LF405", row["record"], "value", said, hint, a_row=False)


def once(made: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Take each part of a figure once.

    Args:
        made: What rows come to (`figures.counted`), in their order, and what tells the parts of a figure
            apart, `part`.

    Returns:
        The first row of each part, with the records of the others, `again`; and, of each figure with a part
        that is there with other numbers, the first row that has them.
    """
    figure = [name for name in LABELS if name in made.columns]
    # What tells the parts apart knows the period, however it is spelt.
    part = [*(name for name in figure if name != "period"), "part"]
    numbers = pl.struct("top", "bottom", "bad").hash()
    first = pl.col("period").first().over(part)
    rows = made.with_columns(numbers=numbers, more=pl.int_range(pl.len()).over(part), period=first)
    unlike = rows.filter(pl.col("numbers") != pl.col("numbers").first().over(part))
    others = rows.filter(pl.col("more") > 0).group_by(part).agg(again=pl.col("record"))
    whole = rows.filter(more=0).join(others, on=part, how="left", nulls_equal=True, maintain_order="left")
    work = ("numbers", "more", "part")
    return whole.drop(work), unlike.unique(figure, keep="first", maintain_order=True).drop(work)
