"""A declared file as an extract: its rows made tidy, and every one of them accounted for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from logframe.declarations.layouts import plain
from logframe.evidence.declared import figures
from logframe.evidence.declared.below import Below
from logframe.evidence.declared.named import is_undated
from logframe.evidence.declared.parts import named, said
from logframe.evidence.declared.plan import make
from logframe.evidence.declared.respelt import in_points, with_noughts
from logframe.evidence.declared.series import breakdowns, first_rows
from logframe.evidence.declared.tables import open_sheet, open_stored, open_text
from logframe.evidence.declared.taking import Taking
from logframe.evidence.declared.unpack import WORKBOOKS, unpack
from logframe.evidence.extract import Batch, UnreadableError
from logframe.evidence.faults import quoted, tell_apart
from logframe.evidence.model import OPTIONAL, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from logframe.declarations import Declaration
    from logframe.declarations import Extract as Says
    from logframe.evidence.declared.members import Entry
    from logframe.evidence.declared.plan import Plan, Work
    from logframe.evidence.declared.sums import Sums
    from logframe.evidence.declared.tables import Table
    from logframe.evidence.declared.watch import Watch
    from logframe.evidence.faults import Spot
    from logframe.evidence.sift import Sieve
    from logframe.messages import Message


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """A file in a layout of its own.

    One row can hold several figures, and one figure be made of several rows. `record` is that of the row and
    the figure in it: the row's number times `slots`, plus the figure's. A figure made of several rows has the
    first row's, or that of the row at fault. In the account a row counts once for each figure that it holds,
    and once, as outside, where it holds none; of the rows that make one figure together all but one are
    `combined`.

    Attributes:
        name: The file's.
        called: That of its table, where it has several.
        table: What is in it.
        plan: What is taken from it.
        rules: What its declaration says of cells.
        watch: That of its declaration.
        sieve: What is asked for.
        sums: Takes in what is added up with other files.
        number: The file's number.
        breakdowns: The positions of columns that are known for breakdowns, where rows are not combined.
    """

    name: str
    called: str
    table: Table
    plan: Plan
    rules: figures.Rules
    watch: Watch
    sieve: Sieve
    sums: Sums
    number: int
    breakdowns: frozenset[int] = frozenset()

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
        return Taking(self, careful=careful).batches()

    def pieces(self, positions: Collection[int], *, careful: bool) -> Iterator[Batch]:
        """Batches with the columns at some positions, and the text of labels."""
        plan, says = self.plan, self.rules.says
        least = plan.least if says.short_rows else None
        positions = plan.texts | plan.operands | set(positions)  # in which it shows where the table ends
        below = Below(self.table.names, plan.texts, plan.operands, says)
        for batch in self.table.batches(tuple(sorted(positions)), least, careful=careful):
            last = below.cut(replace(batch, rows=self._with_texts(batch.rows)))
            yield last
        if faults := below.faults():
            yield Batch(last.rows.clear(), faults)

    def identities(
        self, wanted: pl.Series, words: Collection[str], *, careful: bool
    ) -> Iterator[pl.DataFrame]:
        """See `sums.Source`."""
        plan = self.plan
        untold = self.untold
        tellers = plan.parts or tuple(untold[word] for word in sorted(words) if word in untold)
        for batch in self.pieces(plan.texts | set(tellers), careful=careful):
            texts = self.texts_of(batch.rows, tellers)
            for slot in plan.slots:
                yield said(batch.rows.filter(slot.holds), slot, wanted, texts, alone=bool(plan.parts))

    def texts_of(self, rows: pl.DataFrame, tellers: Sequence[int]) -> dict[str, pl.Expr]:
        """What rows say in the columns at some positions."""
        cells = enumerate(_as_text(pl.col(str(at)), rows.schema[str(at)]) for at in tellers)
        return {f"part {number}": cell for number, cell in cells}

    def weighed(self, wanted: pl.Series, columns: Sequence[str], *, careful: bool) -> Iterator[pl.DataFrame]:
        """See `sums.Source`."""
        places = [self.untold[name] for name in columns]
        for batch in self.pieces(self.plan.texts | self.plan.operands | set(places), careful=careful):
            texts = self.texts_of(batch.rows, places)
            for slot in self.plan.slots:
                rows = batch.rows.filter(slot.holds)
                figure = named(rows.select("record", **slot.labels)).select("figure", "published")
                rows = rows.hstack(figure).filter(pl.col("figure").is_in(wanted.implode()))
                said = rows.select("figure", "published", **texts)
                said = said.rename({name: name.removeprefix("part ") for name in texts})
                yield said.hstack(figures.counted(rows, slot, self.rules).select("top", "bottom", "bad"))

    @property
    def untold(self) -> dict[str, int]:
        """See `sums.Source`."""
        taken = {at for slot in self.plan.slots for at in slot.labelled} | self.plan.operands
        return {plain(name): at for at, name in enumerate(self.table.names) if at not in taken and name}

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


def _as_text(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """A label's text; a number that is stored as a fraction without need is a whole one."""
    said = column.cast(pl.String)
    if kind.is_float():
        said = said.str.strip_suffix(".0")
    return said.str.strip_chars().fill_null("")


def open_declared(  # noqa: PLR0913  # what the file is, and what all files of a reading share
    entry: Entry,
    declaration: Declaration,
    *,
    number: int,
    watch: Watch,
    sums: Sums,
    sieve: Sieve,
    units: Mapping[str, str],
    spare: Path,
) -> tuple[Declared | None, list[Message]]:
    """Look at the start of a declared file.

    Args:
        entry: The file, and which table of it.
        declaration: Whose it is.
        number: Its number among all files.
        watch: That of the declaration.
        sums: Likewise.
        sieve: What is asked for.
        units: What a % sign does to the figures of each measure.
        spare: An empty folder, for what has to be unpacked.

    Returns:
        The extract, or None where columns are missing; and messages about that.

    Raises:
        UnreadableError: It cannot be read at all.
    """
    says = declaration.says
    name = f"{entry.name} ({entry.called})" if entry.called else entry.name
    try:
        table = _table(entry.name, entry.path, says, watch, spare)
    except UnreadableError as error:
        if not error.key:
            raise
        said = f"{quoted(name)}: {error}"
        return None, [declaration.message("LF401", said, error.key, hint=error.hint)]
    if is_undated(says):
        said = f"{quoted(name)}: neither its name nor a column says the period: it was not read"
        return None, [declaration.message("LF401", said, "files")]
    plan, messages = make(declaration, name, table, watch)
    if plan is None:
        return None, messages
    table = in_points(table, plan.operands, says.decimal)
    table = with_noughts(table, plan.counts, _small(says.zero))
    rules = figures.Rules(says, _small(says.suppressed), units)
    known = frozenset() if says.combine else _breakdowns(table, plan)
    return Declared(entry.name, name, table, plan, rules, watch, sieve, sums, number, known), messages


def _small(marks: Sequence[str]) -> frozenset[str]:
    return frozenset(mark.strip().lower() for mark in marks)


def _breakdowns(table: Table, plan: Plan) -> frozenset[int]:
    """The columns of a table that are known for breakdowns, and are no figures."""
    return breakdowns(table.names, table.first(first_rows(len(table.names))), plan.operands)


def _table(name: str, path: Path, says: Says, watch: Watch, spare: Path) -> Table:
    packed = path
    path, ending = unpack(packed, says.member, spare)
    watch.idle.look(name, packed, ending)
    if ending == ".parquet":
        return open_stored(path)
    if ending in WORKBOOKS:
        from logframe.evidence.declared.workbook import cells  # takes XML to read, which most projects do not

        return open_sheet(cells(path, says.sheet, spare), says.skip, says.header)
    return open_text(name, path, says, spare)
