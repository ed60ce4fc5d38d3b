"""Where every row of every file went."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.model import ACCOUNT, FATES

if TYPE_CHECKING:
    from collections.abc import Sequence


class Account:
    """The rows of each file by their fate; a row is moved, never counted twice.

    Args:
        names: The files, in the order of reading; one that holds several tables is there for each of them.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._fates: list[Counter[str]] = [Counter() for _ in names]

    def enter(self, file: int, fates: Counter[str]) -> None:
        """Enter rows of a file by their fate."""
        self._fates[file] += fates

    def enter_undeclared(self, unknown: pl.DataFrame) -> None:
        """Move rows, outside so far, of measures that no file declares, see `sift.UNDECLARED`."""
        for file, rows in unknown.select("file", "rows").iter_rows():
            self._move(file, "undeclared", rows)

    def enter_judged(self, fates: pl.DataFrame) -> None:
        """Move rows, outside so far, that were wanted and judged, see `rows.Judged`."""
        for file, fate, rows in fates.select("file", "fate", "rows").iter_rows():
            self._move(file, fate if fate in FATES else "refused", rows)

    def _move(self, file: int, fate: str, rows: int) -> None:
        self._fates[file]["outside"] -= rows
        self._fates[file][fate] += rows

    def read(self, file: int) -> int:
        """How many rows of a file were read."""
        return sum(self._fates[file][fate] for fate in FATES)

    def refuse(self, changed: pl.DataFrame) -> None:
        """Move figures, used or suppressed so far, that are not right after all: file, and if `withheld`."""
        for file, withheld, rows in changed.group_by("file", "withheld").len().iter_rows():
            self._take(file, "refused", rows, withheld=withheld)

    def settle(self, others: pl.DataFrame) -> None:
        """Move the rows of cells that were given more than once, see `cells.Settled`."""
        moved = others.group_by("file", "fate", pl.col("value").is_null().alias("withheld")).len()
        for file, fate, withheld, rows in moved.iter_rows():
            if fate == "repeated":
                self._fates[file][fate] += rows
            else:
                self._take(file, fate, rows, withheld=withheld)

    def _take(self, file: int, fate: str, rows: int, *, withheld: bool) -> None:
        self._fates[file]["suppressed" if withheld else "used"] -= rows
        self._fates[file][fate] += rows

    def frame(self) -> pl.DataFrame:
        """The account as `ACCOUNT` has it."""
        rows = [
            {"file": name, "read": self.read(at), **fates}
            for at, (name, fates) in enumerate(zip(self._names, self._fates, strict=True))
        ]
        # A file with several tables is one.
        tables = pl.DataFrame(rows, schema=ACCOUNT).with_columns(pl.exclude("file").fill_null(0))
        return tables.group_by("file", maintain_order=True).agg(pl.all().sum())
