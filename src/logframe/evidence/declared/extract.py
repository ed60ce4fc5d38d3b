"""A declared file as an extract: its rows made tidy, and every one of them accounted for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.declared import figures
from logframe.evidence.declared.plan import make
from logframe.evidence.declared.tables import open_sheet, open_stored, open_text
from logframe.evidence.declared.unpack import unpack
from logframe.evidence.encode import encode
from logframe.evidence.extract import Batch
from logframe.evidence.faults import Fault, quoted, tell_apart
from logframe.evidence.model import OPTIONAL, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from logframe.declarations import Declaration
    from logframe.evidence.declared.plan import Plan
    from logframe.evidence.declared.tables import Table
    from logframe.evidence.declared.watch import Watch
    from logframe.evidence.faults import Spot
    from logframe.messages import Message

_WORKBOOKS = (".xlsx", ".xls", ".xlsb", ".ods")
# How publishers call the row that holds the sum of others.
_TOTALS = ("total", "totals", "all", "all tests", "c_999", "england", "grand total")


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
        says, plan = self.rules.says, self.plan
        # Whether totals are among what is added up shows in columns that the declaration does not name.
        positions = range(len(self.table.names)) if says.combine else plan.texts | plan.operands
        least = plan.least if says.short_rows else None
        parts: list[list[pl.DataFrame]] = [[] for _ in plan.slots]
        totals: dict[int, tuple[str, bool]] = {}
        for batch in self.table.batches(tuple(sorted(positions)), least, careful=careful):
            rows = self._with_texts(batch.rows)
            for steps, position in plan.watched.items():
                self.watch.see(steps, rows[f"text {position}"])
            held = rows.select(slot.holds.alias(str(at)) for at, slot in enumerate(plan.slots))
            any_held = held.select(pl.any_horizontal(pl.all())).to_series()
            refused = tuple(replace(fault, record=fault.record * self.slots) for fault in batch.refused)
            yield Batch(_NOTHING, refused, rows.height - int(any_held.sum()))
            if says.combine:
                self._totals(rows.filter(any_held), totals)
            for at in range(self.slots):
                mine = rows.filter(held[str(at)]).with_columns(record=pl.col("record") * self.slots + at)
                if not mine.is_empty():
                    yield from self._figures(at, mine, parts[at])
        for at, frames in enumerate(parts):
            if frames:
                yield from self._sums(at, pl.concat(frames))
        yield Batch(_NOTHING, tuple(self._doubled(totals)))

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
        for record, column in spots:
            slot = self.plan.slots[record % self.slots]
            cells[record, column] = (record // self.slots, slot.places.get(column, 0))
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

    def _totals(self, rows: pl.DataFrame, found: dict[int, tuple[str, bool]]) -> None:
        """Remember, of each column that is not declared, a total that it holds and whether it has parts."""
        named = self.plan.texts | self.plan.operands
        others = [
            name
            for name, kind in rows.schema.items()
            if kind == pl.String and name.isdigit() and int(name) not in named
        ]
        if not others or rows.is_empty():
            return
        word = pl.col(others).str.strip_chars().str.to_lowercase()
        total = word.is_in(_TOTALS)
        looked = rows.select(
            pl.col(others).filter(total).first().name.suffix(" total"),
            (~total & (word != "")).any().name.suffix(" parts"),
        ).row(0, named=True)
        for name in others:
            before, parts = found.get(int(name), ("", False))
            found[int(name)] = (
                before or looked[f"{name} total"] or "",
                parts or bool(looked[f"{name} parts"]),
            )

    def _doubled(self, totals: dict[int, tuple[str, bool]]) -> Iterator[Fault]:
        for position, (total, parts) in totals.items():
            if total and parts:
                name = self.table.names[position]
                said = (
                    f"rows are added up in which {quoted(name)} is {quoted(total)}, and rows of its parts too"
                )
                hint = f"keep one of them in the declaration, such as keep: {{{name}: {total}}}"
                yield Fault("LF413", 0, "", said, hint, self.table.place(position), a_row=False)


def _encoded(rows: pl.DataFrame) -> pl.DataFrame:
    columns = tuple(name for name in rows.columns if name != "record")
    return encode(rows.lazy().with_columns(pl.col("record").cast(pl.get_index_type())), columns).collect()


# No rows, in the shape that is sifted.
_NOTHING = _encoded(pl.DataFrame(schema={"record": pl.UInt32, "measure": pl.String, "area": pl.String}))


def _as_text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """A label's text; a number that is stored as a fraction without need is a whole one."""
    said = column.cast(pl.String)
    if kind.is_float():
        said = said.str.strip_suffix(".0")
    return said.str.strip_chars().fill_null("")


def open_declared(  # noqa: PLR0913, PLR0917  # what the file is, and what all files of a reading share
    name: str, path: Path, declaration: Declaration, watch: Watch, marks: frozenset[str], spare: Path
) -> tuple[Declared | None, list[Message]]:
    """Look at the start of a declared file.

    Args:
        name: How it is named to people.
        path: Where it is.
        declaration: Whose it is.
        watch: That of the declaration.
        marks: What stands for a withheld figure, in small letters.
        spare: An empty folder, for what has to be unpacked.

    Returns:
        The extract, or None where columns are missing; and messages about that.

    Raises:
        UnreadableError: It cannot be read at all.
    """
    says = declaration.says
    path, ending = unpack(path, says.member, spare)
    table: Table
    if ending == ".parquet":
        table = open_stored(path)
    elif ending in _WORKBOOKS:
        table = open_sheet(path, says.sheet, says.skip)
    else:
        table = open_text(name, path, says.skip)
    plan, messages = make(declaration, name, table, watch)
    if plan is None:
        return None, messages
    suppressed = frozenset(mark.strip().lower() for mark in says.suppressed)
    return Declared(name, table, plan, figures.Rules(says, marks, suppressed), watch), messages
