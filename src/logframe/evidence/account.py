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
        names: The files, in the order of reading.
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

    def settle(self, others: pl.DataFrame) -> None:
        """Move the rows of cells that were given more than once, see `cells.Settled`."""
        moved = others.group_by("file", "fate", pl.col("value").is_null().alias("withheld")).len()
        for file, fate, withheld, rows in moved.iter_rows():
            fates = self._fates[file]
            fates[fate] += rows
            if fate != "repeated":
                fates["suppressed" if withheld else "used"] -= rows

    def frame(self) -> pl.DataFrame:
        """The account as `ACCOUNT` has it."""
        rows = [
            {"file": name, "read": sum(fates[fate] for fate in FATES), **fates}
            for name, fates in zip(self._names, self._fates, strict=True)
        ]
        return pl.DataFrame(rows, schema=ACCOUNT).with_columns(pl.exclude("file").fill_null(0))
