"""Rows of several files sifted and judged together: one large frame costs little more than one small."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.encode import highest
from logframe.evidence.model import NUMBERS
from logframe.evidence.sift import ASTRAY, UNDECLARED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.evidence.rows import Judge, Judged
    from logframe.evidence.sift import Sieve

# So many rows are worth being worked on by themselves, and no more text than theirs is in memory.
_MANY = 100_000
# What an index can count; of rows that hold several figures each there may be more.
_INDEXED = 1 << 32


class Pool:
    """Rows that wait to be sifted, sifted ones that wait to be judged, and the judgements so far."""

    def __init__(self, sieve: Sieve, judge: Judge) -> None:
        self._sieve, self._judge = sieve, judge
        self._given, self._wanted = _Waiting(), _Waiting()
        self._undeclared: list[pl.DataFrame] = []
        self._astray: list[pl.DataFrame] = []
        self._judged: list[Judged] = []

    def add(self, rows: pl.DataFrame) -> None:
        """Take in some rows; `file` is the number of theirs."""
        self._given.put(rows)
        if self._given.rows >= _MANY:
            self._sift()

    def absorb(self, other: Pool) -> None:
        """Take over what another pool has, and leave it empty: there may be room for it only once."""
        self._judged += other._judged
        self._undeclared += other._undeclared
        self._astray += other._astray
        other._judged, other._undeclared, other._astray = [], [], []
        for rows in other._wanted.take():
            self._wanted.put(rows)
        for rows in other._given.take():
            self.add(rows)

    def emptied(self) -> tuple[list[Judged], pl.DataFrame, pl.DataFrame]:
        """The judgements of all wanted rows; and what is told of others: `UNDECLARED` and `ASTRAY`."""
        self._sift()
        self._settle()
        judged, self._judged = self._judged, []
        undeclared = pl.concat([UNDECLARED.to_frame(), *self._undeclared])
        return judged, undeclared, pl.concat([ASTRAY.to_frame(), *self._astray])

    def _sift(self) -> None:
        for rows in self._given.take():
            sifted = self._sieve.sift(rows)
            self._undeclared.append(sifted.undeclared)
            self._astray.append(sifted.astray)
            self._wanted.put(sifted.wanted)
        if self._wanted.rows >= _MANY:
            self._settle()

    def _settle(self) -> None:
        self._judged += [self._judge.judge(rows) for rows in self._wanted.take()]


class _Waiting:
    """Frames that become one when they are taken, as far as they can."""

    def __init__(self) -> None:
        self._frames: dict[tuple[object, ...], list[pl.DataFrame]] = defaultdict(list)
        self.rows = 0

    def put(self, rows: pl.DataFrame) -> None:
        if rows.is_empty():
            return
        record = rows["record"]
        if record.dtype != pl.get_index_type() and highest(record) < _INDEXED:
            rows = rows.with_columns(record.cast(pl.get_index_type()))
        # Numbers may be stored as text or as numbers; rows of both kinds do not go into one frame.
        kind = tuple((name, rows.schema.get(name, pl.String)) for name in (*NUMBERS, "record"))
        self._frames[kind].append(rows)
        self.rows += rows.height

    def take(self) -> Iterator[pl.DataFrame]:
        frames, self._frames, self.rows = self._frames, defaultdict(list), 0
        return (pl.concat(some, how="diagonal") for some in frames.values())
