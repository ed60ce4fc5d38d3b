"""A declared file as an extract: its rows made tidy, and every one of them accounted for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.declared import figures
from logframe.evidence.declared.plan import make
from logframe.evidence.declared.tables import open_sheet, open_stored, open_text
from logframe.evidence.declared.totals import Totals, marked, mixed
from logframe.evidence.declared.unpack import WORKBOOKS, unpack
from logframe.evidence.encode import encode
from logframe.evidence.extract import Batch, UnreadableError
from logframe.evidence.faults import Fault, quoted, tell_apart
from logframe.evidence.model import OPTIONAL, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from logframe.declarations import Declaration
    from logframe.declarations import Extract as Says
    from logframe.evidence.declared.plan import Plan, Slot, Work
    from logframe.evidence.declared.tables import Table
    from logframe.evidence.declared.watch import Watch
    from logframe.evidence.faults import Spot
    from logframe.evidence.sift import Sieve
    from logframe.messages import Message

# What tells one figure from another.
_FIGURE = ("measure", "area", "group", "period")


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """A file in a layout of its own.

    One row can hold several figures, and one figure be made of several rows. `record` is that of the row and
    the figure in it: the row's number times `slots`, plus the figure's. A figure made of several rows has the
    first row's, or that of the row at fault. In the account a row counts once for each figure that it holds,
    and once, as outside, where it holds none; of the rows that make one figure together all but one are
    `combined`.
    """

    name: str
    table: Table
    plan: Plan
    rules: figures.Rules
    watch: Watch
    sieve: Sieve

    @property
    def slots(self) -> int:
        """How many figures a row can hold."""
        return len(self.plan.slots)

    @property
    def columns(self) -> tuple[str, ...]:
        """See `Extract`."""
        known = {name for slot in self.plan.slots for name in (*slot.labels, *slot.numbers)}
        return tuple(name for name in (*REQUIRED, *OPTIONAL) if name in known)

    def batches(self, *, careful: bool) -> Iterator[Batch]:
        """See `Extract`."""
        plan, summed = self.plan, self.rules.says.combine is not None
        # Whether totals are among what is added up shows in columns that the declaration does not name.
        positions = set(range(len(self.table.names))) if summed else plan.texts | plan.operands
        parts: list[list[pl.DataFrame]] = [[] for _ in plan.slots]
        totals = [self._looked_at(slot) for slot in plan.slots]
        for batch in self._batches(positions, careful=careful):
            rows = batch.rows
            for steps, position in plan.watched.items():
                self.watch.see(steps, rows[f"text {position}"])
            held = rows.select(slot.holds.alias(str(at)) for at, slot in enumerate(plan.slots))
            any_held = held.select(pl.any_horizontal(pl.all())).to_series()
            refused = tuple(replace(fault, record=fault.record * self.slots) for fault in batch.refused)
            yield Batch(_NOTHING, refused, rows.height - int(any_held.sum()))
            for at in range(self.slots):
                mine = rows.filter(held[str(at)]).with_columns(record=_record(self.slots, at))
                if summed or plan.slots[at].filters:
                    mine, others = self._asked_for(plan.slots[at], mine)
                    yield others
                    totals[at].look(mine)
                if not mine.is_empty():
                    yield from self._figures(at, mine, parts[at])
        for at, frames in enumerate(parts):
            if frames:
                yield from self._sums(at, pl.concat(frames))
        for at in range(self.slots):
            if suspects := totals[at].suspects():
                yield Batch(_NOTHING, tuple(self._tell_totals(at, suspects, careful=careful)))

    def _batches(self, positions: Collection[int], *, careful: bool) -> Iterator[Batch]:
        """Batches with the columns at some positions, and the text of labels."""
        least = self.plan.least if self.rules.says.short_rows else None
        for batch in self.table.batches(tuple(sorted(positions)), least, careful=careful):
            yield replace(batch, rows=self._with_texts(batch.rows))

    def _asked_for(self, slot: Slot, rows: pl.DataFrame) -> tuple[pl.DataFrame, Batch]:
        """Rows that anybody asks for, and the others as a batch: they are not worth adding up."""
        labels = {name: slot.labels[name] for name in ("measure", "area", "group") if name in slot.labels}
        encoded = _encoded(rows.select("record", **labels))
        sifted = self.sieve.sift(encoded)
        if sifted.wanted.height == rows.height:
            return rows, Batch(_NOTHING)
        unknown = encoded.filter(pl.col("measure").is_in(sifted.undeclared["measure"].implode()))
        asked = rows.filter(pl.col("record").is_in(sifted.wanted["record"].implode()))
        return asked, Batch(unknown, outside=sifted.outside)

    def _figures(self, at: int, rows: pl.DataFrame, parts: list[pl.DataFrame]) -> Iterator[Batch]:
        slot = self.plan.slots[at]
        if not self.rules.counted(slot):
            yield Batch(_encoded(figures.printed(rows, slot, self.rules)))
            return
        made = figures.counted(rows, slot, self.rules)
        if self.rules.says.combine:
            parts.append(figures.combined(made.with_columns(rows=pl.lit(1, dtype=pl.Int64))))
        else:
            for figure in figures.worked_out(made, slot, self.rules):
                yield Batch(_encoded(figure))

    def _sums(self, at: int, parts: pl.DataFrame) -> Iterator[Batch]:
        sums = figures.combined(parts)
        more = int(sums["rows"].sum()) - sums.height
        yield Batch(_NOTHING, combined=more)
        for figure in figures.worked_out(sums, self.plan.slots[at], self.rules):
            yield Batch(_encoded(figure))

    def locate(self, spots: Iterable[Spot]) -> dict[Spot, tuple[int, int]]:
        """See `Extract`."""
        cells: dict[Spot, tuple[int, int]] = {}
        worked: dict[Spot, Work] = {}
        for record, column in spots:
            slot = self.plan.slots[record % self.slots]
            cells[record, column] = (record // self.slots, slot.places.get(column, 0))
            work = slot.numbers.get(column)
            if work is not None and len(work.operands) > 1:
                worked[record, column] = work
        texts = self.table.rows({record // self.slots for record, _ in worked})
        for (record, column), work in worked.items():
            row = record // self.slots
            cells[record, column] = (row, figures.faulty(work, texts.get(row, ()), self.rules))
        places = self.table.locate(set(cells.values()))
        return {spot: places[cell] for spot, cell in cells.items() if cell in places}

    def told_apart(self, pairs: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
        """The column, of those that are not declared, in which two rows differ first by a word."""
        pairs = list(pairs)
        rows = self.table.rows({record // self.slots for pair in pairs for record in pair})
        used = {at for slot in self.plan.slots for at in slot.places.values()} | self.plan.operands
        return tell_apart(pairs, rows, self.table.names, used, self.slots)

    def _with_texts(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.with_columns(
            _as_text(pl.col(str(at)), rows.schema[str(at)]).alias(f"text {at}")
            for at in sorted(self.plan.texts)
        )

    def _looked_at(self, slot: Slot) -> Totals:
        """The columns in which totals among parts would count twice, or be mixed up with them."""
        if self.rules.says.combine:
            taken = slot.labelled | self.plan.operands
            return Totals([at for at in range(len(self.table.names)) if at not in taken])
        return Totals(slot.filters.keys() - slot.labelled)

    def _tell_totals(self, at: int, suspects: dict[int, str], *, careful: bool) -> Iterator[Fault]:
        """Tell of columns that have both totals and parts in one sum, or in one series of figures."""
        slot, summed = self.plan.slots[at], self.rules.says.combine is not None
        keys = [name for name in _FIGURE if name in slot.labels and (summed or name != "period")]
        marks = []
        for batch in self._batches(self.plan.texts | suspects.keys(), careful=careful):
            mine, _ = self._asked_for(slot, batch.rows.filter(slot.holds))
            labelled = mine.with_columns(**{name: slot.labels[name] for name in keys})
            marks.append(marked(labelled, keys, suspects))
        for position in mixed(pl.concat(marks), keys, suspects):
            name, total = self.table.names[position], suspects[position]
            done = "added up" if summed else "read"
            said = f"rows are {done} in which {quoted(name)} is {quoted(total)}, and rows of its parts too"
            if steps := slot.filters.get(position):
                self.watch.tell("LF413", said, *steps, hint="let one of them through")
            else:
                hint = f"keep one of them in the declaration, such as keep: {{{name}: {total}}}"
                yield Fault("LF413", 0, "", said, hint, self.table.place(position), a_row=False)


def _record(slots: int, at: int) -> pl.Expr:
    """The number of a figure; of rows that an index can count there may be more figures than it can."""
    return pl.col("record").cast(pl.UInt64) * slots + at


def _encoded(rows: pl.DataFrame) -> pl.DataFrame:
    columns = tuple(name for name in rows.columns if name != "record")
    return encode(rows.lazy().with_columns(pl.col("record").cast(pl.UInt64)), columns).collect()


# No rows, in the shape that is sifted.
_NOTHING = _encoded(pl.DataFrame(schema={"record": pl.UInt32, "measure": pl.String, "area": pl.String}))


def _as_text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """A label's text; a number that is stored as a fraction without need is a whole one."""
    said = column.cast(pl.String)
    if kind.is_float():
        said = said.str.strip_suffix(".0")
    return said.str.strip_chars().fill_null("")


def open_declared(  # noqa: PLR0913  # what the file is, and what all files of a reading share
    name: str,
    path: Path,
    declaration: Declaration,
    *,
    watch: Watch,
    sieve: Sieve,
    marks: frozenset[str],
    spare: Path,
) -> tuple[Declared | None, list[Message]]:
    """Look at the start of a declared file.

    Args:
        name: How it is named to people.
        path: Where it is.
        declaration: Whose it is.
        watch: That of the declaration.
        sieve: What is asked for.
        marks: What stands for a withheld figure, in small letters.
        spare: An empty folder, for what has to be unpacked.

    Returns:
        The extract, or None where columns are missing; and messages about that.

    Raises:
        UnreadableError: It cannot be read at all.
    """
    says = declaration.says
    try:
        table = _table(name, path, says, spare)
    except UnreadableError as error:
        if not error.key:
            raise
        said = f"{quoted(name)}: {error}"
        return None, [declaration.message("LF401", said, error.key, hint=error.hint)]
    plan, messages = make(declaration, name, table, watch)
    if plan is None:
        return None, messages
    suppressed = frozenset(mark.strip().lower() for mark in says.suppressed)
    return Declared(name, table, plan, figures.Rules(says, marks, suppressed), watch, sieve), messages


def _table(name: str, path: Path, says: Says, spare: Path) -> Table:
    path, ending = unpack(path, says.member, spare)
    if ending == ".parquet":
        return open_stored(path)
    if ending in WORKBOOKS:
        from logframe.evidence.declared.workbook import cells  # takes XML to read, which most projects do not

        return open_sheet(cells(path, says.sheet, spare), says.skip)
    return open_text(name, path, says.skip)
