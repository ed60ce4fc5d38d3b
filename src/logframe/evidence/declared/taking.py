"""A declared file gone through once: the figures that are asked for, and what shows about them on the way."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from logframe.declarations.layouts import plain
from logframe.evidence.declared import figures
from logframe.evidence.declared.again import Same, once, twice
from logframe.evidence.declared.filters import Seen
from logframe.evidence.declared.looks import Look
from logframe.evidence.declared.merged import Merged
from logframe.evidence.declared.parts import identity, named, telling
from logframe.evidence.declared.sums import Parts
from logframe.evidence.encode import encode
from logframe.evidence.extract import Batch
from logframe.evidence.names import called, has_own_codes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from logframe.evidence.declared.extract import Declared
    from logframe.evidence.declared.plan import Slot
    from logframe.evidence.faults import Fault


class Taking:
    """One way through a declared file.

    Args:
        file: The file.
        careful: How it is read.
    """

    def __init__(self, file: Declared, *, careful: bool) -> None:
        plan = file.plan
        self._file, self._plan, self._careful = file, plan, careful
        self._summed = file.rules.says.combine is not None
        # Whether totals are among what is added up shows in columns that the declaration does not name.
        every = frozenset(range(len(file.table.names)))
        self._positions = every if self._summed else plan.texts | plan.operands | file.breakdowns
        self._seen, self._merged = Seen(plan.looked, plan.scopes), Merged(plan)
        # Where nobody says what tells those rows apart that are combined.
        looked = every if self._summed and not plan.parts else frozenset()
        self._same = Same(
            looked, {at: file.table.names[at] for at in sorted(looked - plan.operands)}, file.slots
        )
        self._looks = [self._look(slot) for slot in plan.slots]
        self._parts: list[list[pl.DataFrame]] = [[] for _ in plan.slots]
        self._lost: Fault | None = None
        self._words: dict[str, bool] | None = None

    def batches(self) -> Iterator[Batch]:
        """The figures, and what every row of the file came to (see `Extract`)."""
        for batch in self._file.pieces(self._positions, careful=self._careful):
            yield from self._take(batch)
        made = [self._made(frames) for frames in self._parts]
        yield Batch(_NOTHING, tuple(self._doubts([unlike for _, unlike in made])))
        sums = [sums for sums, _ in made]
        told: set[Fault] = set()
        for at, look in enumerate(self._looks):
            faults, spoilt = look.found(sums[at], partial(self._again, at))
            yield Batch(
                _NOTHING,
                tuple(one for one in faults if one not in told),
                spoilt=None if self._summed else spoilt,
            )
            told.update(faults)
            if spoilt is not None:
                sums[at] = [_spoilt(one, spoilt) for one in sums[at]]
        self._file.watch.take(self._file.called, self._seen)
        self._hand_on([one for some in sums for one in some])

    def _take(self, batch: Batch) -> Iterator[Batch]:
        """Take in some rows of the file; what is of a single row is given at once."""
        rows, slots = batch.rows, self._file.slots
        self._seen.look(rows)
        self._merged.look(rows, self._likely)
        held = rows.select(slot.holds.alias(str(at)) for at, slot in enumerate(self._plan.slots))
        any_held = held.select(pl.any_horizontal(pl.all())).to_series()
        refused = tuple(replace(fault, record=fault.record * slots) for fault in batch.refused)
        self._lost = self._lost or next((one for one in refused if self._summed and one.a_row), None)
        outside = rows.height - int(any_held.sum())
        yield Batch(_NOTHING, refused, outside=outside, unused=batch.unused)
        for at, slot in enumerate(self._plan.slots):
            mine = rows.filter(held[str(at)]).with_columns(record=_record(slots, at))
            if self._summed or slot.filters:
                mine, others = self._asked_for(slot, mine)
                yield others
            if mine.is_empty():
                continue
            self._looks[at].see(mine)
            if self._summed:
                yield from self._add(at, mine)
            else:
                yield from self._single(slot, mine)

    def _single(self, slot: Slot, rows: pl.DataFrame) -> Iterator[Batch]:
        """The figures of rows of which each makes its own."""
        if not self._file.rules.counted(slot):
            yield Batch(_encoded(figures.printed(rows, slot, self._file.rules)))
            return
        for figure in figures.worked_out(figures.counted(rows, slot, self._file.rules)):
            yield Batch(_encoded(figure))

    def _add(self, at: int, rows: pl.DataFrame) -> Iterator[Batch]:
        """Keep what rows come to that make figures together."""
        slot, rules = self._plan.slots[at], self._file.rules
        if self._words is None:
            self._words = telling(rows, self._file.untold)
        made = figures.counted(rows, slot, rules)
        self._looks[at].weigh(rows, made)
        self._same.look(at, rows, slot.numbers["value"].filled, made)
        if has_own_codes(rules.says):
            yield Batch(_NOTHING, called=called(made))
        made = named(made).with_columns(rows=pl.lit(1, dtype=pl.Int64))
        if self._plan.parts:
            texts = self._file.texts_of(rows, self._plan.parts)
            self._parts[at].append(made.with_columns(identity(rows, slot, texts)))
        else:
            self._parts[at].append(figures.combined(made))

    def _made(self, frames: Sequence[pl.DataFrame]) -> tuple[list[pl.DataFrame], list[pl.DataFrame]]:
        """What the rows of a slot make together, `spoilt` where it cannot be right; and what contradicts."""
        if not frames:
            return [], []
        rows, is_part = pl.concat(frames), self._lost is not None
        if not self._plan.parts:
            return [figures.combined(rows).with_columns(spoilt=is_part)], []
        rows, unlike = once(rows)
        sums = figures.combined(rows)
        labels = [name for name in figures.LABELS if name in sums.columns]
        spoilt = unlike.select(labels).with_columns(spoilt=pl.lit(True))
        sums = sums.join(spoilt, on=labels, how="left", nulls_equal=True, maintain_order="left")
        return [sums.with_columns(pl.col("spoilt").fill_null(value=is_part))], [unlike]

    def _doubts(self, unlike: Sequence[Sequence[pl.DataFrame]]) -> Iterator[Fault]:
        """What is told once all rows were seen."""
        table, slots = self._file.table, self._file.slots
        rows = [row for some in unlike for one in some for row in one.iter_rows(named=True)]
        yield from twice(rows, table, self._plan.parts, slots)
        yield from self._same.faults(self._file.number, self._file.rules.says.combine)
        yield from self._merged.faults(table, slots)

    def _hand_on(self, sums: Sequence[pl.DataFrame]) -> None:
        """Hand what rows make together to the sums over all files."""
        file = self._file
        file.sums.lose(file.number, self._lost)
        if sums:
            spelt = {plain(name): name for name in file.table.names}
            words = {name: (spelt[name], any_words) for name, any_words in (self._words or {}).items()}
            rows = pl.concat(sums, how="diagonal")
            file.sums.put(file.number, Parts(rows, file, words, self._careful))

    def _asked_for(self, slot: Slot, rows: pl.DataFrame) -> tuple[pl.DataFrame, Batch]:
        """Rows that anybody asks for, and the others as a batch: they are not worth adding up."""
        labels = {name: slot.labels[name] for name in ("measure", "area", "group") if name in slot.labels}
        encoded = _encoded(rows.select("record", **labels))
        sifted = self._file.sieve.sift(encoded)
        if sifted.wanted.height == rows.height:
            return rows, Batch(_NOTHING)
        astray = pl.lit(False)
        if not sifted.astray.is_empty():
            figure = rows.select(slot.numbers["value"].filled).to_series()
            astray = pl.col("area").is_in(sifted.astray["area"].implode())
            astray &= figure | (pl.col("area").cast(pl.String) != "")
        told = pl.col("measure").is_in(sifted.undeclared["measure"].implode()) | astray
        unknown = encoded.filter(told & ~pl.col("record").is_in(sifted.wanted["record"].implode()))
        asked = rows.filter(pl.col("record").is_in(sifted.wanted["record"].implode()))
        return asked, Batch(unknown, outside=rows.height - asked.height - unknown.height)

    def _likely(self, slot: Slot, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows that anybody asks for, and those that do not say well of which area they are."""
        if rows.is_empty():
            return rows
        asked, others = self._asked_for(slot, rows)
        records = pl.concat([asked["record"].cast(pl.UInt64), others.rows["record"].cast(pl.UInt64)])
        return rows.filter(pl.col("record").is_in(records.implode()))

    def _look(self, slot: Slot) -> Look:
        file = self._file
        columns, breakdowns = frozenset(slot.filters.keys()), file.breakdowns
        if self._summed:
            columns, breakdowns = frozenset(range(len(file.table.names))) - self._plan.operands, frozenset()
        taken = slot.labelled
        return Look(slot, file.table, file.rules, file.watch, columns - taken, breakdowns - taken)

    def _again(self, at: int, positions: Collection[int]) -> Iterator[pl.DataFrame]:
        """The rows of a slot that anybody asks for, as they were given before."""
        slot = self._plan.slots[at]
        for batch in self._file.pieces(self._plan.texts | set(positions), careful=self._careful):
            rows = batch.rows.filter(slot.holds).with_columns(record=_record(self._file.slots, at))
            yield self._asked_for(slot, rows)[0]


def _spoilt(sums: pl.DataFrame, records: pl.Series) -> pl.DataFrame:
    return sums.with_columns(spoilt=pl.col("spoilt") | pl.col("record").is_in(records.implode()))


def _record(slots: int, at: int) -> pl.Expr:
    """The number of a figure; of rows that an index can count there may be more figures than it can."""
    return pl.col("record").cast(pl.UInt64) * slots + at


def _encoded(rows: pl.DataFrame) -> pl.DataFrame:
    columns = tuple(name for name in rows.columns if name != "record")
    return encode(rows.lazy().with_columns(pl.col("record").cast(pl.UInt64)), columns).collect()


# No rows, in the shape that is sifted.
_NOTHING = _encoded(pl.DataFrame(schema={"record": pl.UInt32, "measure": pl.String, "area": pl.String}))
