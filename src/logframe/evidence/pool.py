"""Rows of several files judged together: one large frame costs little more than one small."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.model import NUMBERS

if TYPE_CHECKING:
    from logframe.evidence.rows import Judge, Judged

# So many rows are worth a judgement of their own, and no more text than theirs is in memory.
_MANY = 500_000


class Pool:
    """Sifted rows that wait to be judged, and the judgements so far."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._waiting: dict[tuple[object, ...], list[pl.DataFrame]] = defaultdict(list)
        self._rows = 0
        self._judged: list[Judged] = []

    def add(self, rows: pl.DataFrame) -> None:
        """Take in some rows of one file."""
        if rows.is_empty():
            return
        # Numbers may be stored as text or as numbers; rows of both kinds do not go into one frame.
        kind = tuple(
            (name, rows.schema[name]) for name in NUMBERS if rows.schema.get(name, pl.String) != pl.String
        )
        self._waiting[kind].append(rows)
        self._rows += rows.height
        if self._rows >= _MANY:
            self._settle()

    def absorb(self, other: Pool) -> None:
        """Take over what another pool has."""
        self._judged += other._judged
        for frames in other._waiting.values():
            for rows in frames:
                self.add(rows)

    def judged(self) -> list[Judged]:
        """The judgements of all rows; the pool is empty then."""
        self._settle()
        judged, self._judged = self._judged, []
        return judged

    def _settle(self) -> None:
        for frames in self._waiting.values():
            self._judged.append(self._judge.judge(pl.concat(frames, how="diagonal")))
        self._waiting.clear()
        self._rows = 0
