"""A second table below the first: its header is a row there, and its rows are of something else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from logframe.declarations.layouts import plain
from logframe.evidence.declared.filters import text
from logframe.evidence.faults import Fault, quoted, rows_counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from logframe.declarations import Extract as Says
    from logframe.evidence.extract import Batch


class Below:
    """Ends a table where a row repeats the names of its columns.

    Args:
        names: Of the columns, as spelt.
        texts: The positions of those whose text is looked at.
        numbers: Of those that numbers are taken from.
        says: What is declared: who drops such rows says that the same table goes on.
    """

    def __init__(
        self, names: Sequence[str], texts: Collection[int], numbers: Collection[int], says: Says
    ) -> None:
        named = {at: name.strip() for at, name in enumerate(names) if name.strip()}
        signs = [(text(at), named[at]) for at in sorted(texts) if at in named]
        goes_on = any(plain(column) in map(plain, dropped) for column, dropped in says.drop.items())
        self._first = None if goes_on or not signs else signs[0][0] == signs[0][1]
        self._repeated = pl.all_horizontal(pl.lit(bool(signs)), *(cell == name for cell, name in signs))
        if len(signs) == 1:
            numbers_too = (
                pl.col(str(at)).cast(pl.String).str.strip_chars() == named[at]
                for at in sorted(numbers)
                if at in named
            )
            self._repeated &= pl.any_horizontal(pl.lit(value=False), *numbers_too)
        self._sign = signs[0][1] if signs else ""
        self._record: int | None = None
        self._rows = 0

    def cut(self, batch: Batch) -> Batch:
        """The rows of a batch that stand above the second table; what is below counts as refused."""
        rows = batch.rows
        kept = rows.height if self._record is None else 0
        if self._record is None and self._first is not None and rows.select(self._first.any()).item():
            found = rows.select(self._repeated.arg_true()).to_series()
            if not found.is_empty():
                kept = found[0]
                self._record = rows["record"][kept]
        self._rows += rows.height - kept
        return (
            replace(batch, rows=rows.head(kept), unused=rows.height - kept) if kept < rows.height else batch
        )

    def faults(self) -> tuple[Fault, ...]:
        """What is told, once all batches were cut."""
        if self._record is None:
            return ()
        counted = rows_counted(self._rows - 1)
        said = f"the header is repeated here: a second table begins, and none of it is used ({counted})"
        sign = quoted(self._sign)
        hint = f"put it in a file of its own; if the first goes on, say so with drop: {{{sign}: {sign}}}"
        return (Fault("LF431", self._record, "", said, hint, a_row=False),)
