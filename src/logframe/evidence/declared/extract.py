"""A declared file as an extract: its rows made tidy, and every one of them accounted for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from logframe.characters import printable
from logframe.declarations.layouts import plain
from logframe.evidence.declared import figures
from logframe.evidence.declared.again import Same, once
from logframe.evidence.declared.below import Below
from logframe.evidence.declared.filters import Seen
from logframe.evidence.declared.looks import DONE, Look
from logframe.evidence.declared.merged import Merged
from logframe.evidence.declared.parts import identity, named, said, telling
from logframe.evidence.declared.plan import make
from logframe.evidence.declared.respelt import in_points, with_noughts
from logframe.evidence.declared.series import breakdowns, first_rows
from logframe.evidence.declared.sums import Parts
from logframe.evidence.declared.tables import open_sheet, open_stored, open_text
from logframe.evidence.declared.unpack import WORKBOOKS, unpack
from logframe.evidence.encode import encode
from logframe.evidence.extract import Batch, UnreadableError
from logframe.evidence.faults import Fault, more_like_this, quoted, rows_counted, tell_apart
from logframe.evidence.model import OPTIONAL, REQUIRED
from logframe.evidence.names import called, has_own_codes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from logframe.declarations import Declaration
    from logframe.declarations import Extract as Says
    from logframe.evidence.declared.members import Entry
    from logframe.evidence.declared.plan import Plan, Slot, Work
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
        plan, summed = self.plan, self.rules.says.combine is not None
        # Whether totals are among what is added up shows in columns that the declaration does not name.
        positions = plan.texts | plan.operands | self.breakdowns
        if summed:
            positions = set(range(len(self.table.names)))
        parts: list[list[pl.DataFrame]] = [[] for _ in plan.slots]
        looks = [self._look(slot) for slot in plan.slots]
        seen, same = Seen(plan.looked, plan.scopes), self._same(positions)
        merged = Merged(plan)
        lost: Fault | None = None
        words: dict[str, bool] | None = None
        for batch in self._batches(positions, careful=careful):
            rows = batch.rows
            seen.look(rows)
            merged.look(rows, self._likely)
            held = rows.select(slot.holds.alias(str(at)) for at, slot in enumerate(plan.slots))
            any_held = held.select(pl.any_horizontal(pl.all())).to_series()
            refused = tuple(replace(fault, record=fault.record * self.slots) for fault in batch.refused)
            lost = lost or next((one for one in refused if summed and one.a_row), None)
            outside = rows.height - int(any_held.sum())
            yield Batch(_NOTHING, refused, outside=outside, unused=batch.unused)
            for at in range(self.slots):
                mine = rows.filter(held[str(at)]).with_columns(record=_record(self.slots, at))
                if summed or plan.slots[at].filters:
                    mine, others = self._asked_for(plan.slots[at], mine)
                    yield others
                if not mine.is_empty():
                    if summed and words is None:
                        words = telling(mine, self.untold)
                    looks[at].see(mine)
                    yield from self._figures(at, mine, parts[at], looks[at], same)
        made = [self._made(frames, whole=lost is None) for frames in parts]
        sums = [[one.sums] if one else [] for one in made]
        doubts = (
            *self._twice([one.unlike for one in made if one]),
            *self._again_told(same),
            *self._merged(merged),
        )
        yield Batch(_NOTHING, doubts)
        told: set[Fault] = set()
        for at, look in enumerate(looks):
            faults, spoilt = look.found(sums[at], partial(self._again, at, careful=careful))
            sums[at] = [_spoilt(one, spoilt) for one in sums[at]]
            spoilt = None if summed else spoilt
            yield Batch(_NOTHING, tuple(one for one in faults if one not in told), spoilt=spoilt)
            told.update(faults)
        self.watch.take(self.called, seen)
        self.sums.lose(self.number, lost)
        if found := [one for some in sums for one in some]:
            rows = pl.concat(found, how="diagonal")
            spelt = {plain(name): name for name in self.table.names}
            known = {name: (spelt[name], any_words) for name, any_words in (words or {}).items()}
            self.sums.put(self.number, Parts(rows, self, known, careful))

    def _batches(self, positions: Collection[int], *, careful: bool) -> Iterator[Batch]:
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

    def _asked_for(self, slot: Slot, rows: pl.DataFrame) -> tuple[pl.DataFrame, Batch]:
        """Rows that anybody asks for, and the others as a batch: they are not worth adding up."""
        labels = {name: slot.labels[name] for name in ("measure", "area", "group") if name in slot.labels}
        encoded = _encoded(rows.select("record", **labels))
        sifted = self.sieve.sift(encoded)
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

    def _figures(
        self, at: int, rows: pl.DataFrame, parts: list[pl.DataFrame], look: Look, same: Same
    ) -> Iterator[Batch]:
        slot = self.plan.slots[at]
        if not self.rules.counted(slot):
            yield Batch(_encoded(figures.printed(rows, slot, self.rules)))
            return
        made = figures.counted(rows, slot, self.rules)
        if self.rules.says.combine:
            look.weigh(rows, made)
            same.look(at, rows, slot.numbers["value"].filled, made)
            if has_own_codes(self.rules.says):
                yield Batch(_NOTHING, called=called(made))
            made = named(made).with_columns(rows=pl.lit(1, dtype=pl.Int64))
            if self.plan.parts:
                parts.append(made.with_columns(identity(rows, slot, self._texts(rows, self.plan.parts))))
            else:
                parts.append(figures.combined(made))
        else:
            for figure in figures.worked_out(made):
                yield Batch(_encoded(figure))

    def _made(self, frames: Sequence[pl.DataFrame], *, whole: bool) -> _Made | None:
        """What the rows of a slot make together; they may not be the whole."""
        if not frames:
            return None
        rows = pl.concat(frames)
        if not self.plan.parts:
            return _Made(figures.combined(rows).with_columns(spoilt=not whole), rows.clear())
        rows, unlike = once(rows)
        sums = figures.combined(rows)
        labels = [name for name in figures.LABELS if name in sums.columns]
        spoilt = unlike.select(labels).with_columns(spoilt=pl.lit(True))
        sums = sums.join(spoilt, on=labels, how="left", nulls_equal=True, maintain_order="left")
        return _Made(sums.with_columns(spoilt=pl.col("spoilt").fill_null(value=not whole)), unlike)

    def _twice(self, found: Sequence[pl.DataFrame]) -> Iterator[Fault]:
        """Tell of parts that are there twice with other numbers."""
        rows = [row for unlike in found for row in unlike.iter_rows(named=True)]
        if not rows:
            return
        row = min(rows, key=lambda one: one["record"])
        number = row["record"] // self.slots
        cells = self.table.rows({number}).get(number, ())
        part = ", ".join(quoted(cells[at]) for at in self.plan.parts if at < len(cells))
        more = f" ({more_like_this(len(rows) - 1, 'figure')})" if len(rows) > 1 else ""
        figure = f"{quoted(row['measure'])} in {quoted(row['area'])}, {quoted(row['period'])}"
        said = f"{figure}: {part} is there twice with other numbers{more}"
        hint = "no such figure is used: keep one of the rows, or name in 'parts' all that tells them apart"
        yield Fault("LF405", row["record"], "value", said, hint, a_row=False)

    def _same(self, positions: Collection[int]) -> Same:
        """Looks for rows that are there twice, where nobody says what tells those apart that are combined."""
        looked = frozenset(positions) if self.rules.says.combine and not self.plan.parts else frozenset()
        untaken = sorted(looked - self.plan.operands)
        return Same(looked, {at: self.table.names[at] for at in untaken}, self.slots)

    def _again_told(self, same: Same) -> Iterator[Fault]:
        """Tell of rows that are the same in every cell, and of those that nothing but numbers tells apart."""
        done = DONE[self.rules.says.combine]
        twice, unlike = same.found()
        told = [
            (
                twice,
                "LF428",
                "is the same in every cell",
                _TWICE,
            ),
            (
                unlike,
                "LF432",
                "says the same and has other numbers",
                _UNTOLD,
            ),
        ]
        for found, code, what, hint in told:
            if found is None:
                continue
            more = f" ({more_like_this(found.number - 1, 'row')})" if found.number > 1 else ""
            said = f"this row is {done} with one that {what}{more}: the one"
            against = (self.number, found.like)
            yield Fault(code, found.record, "value", said, hint, against=against, a_row=False)

    def _merged(self, merged: Merged) -> Iterator[Fault]:
        """Tell of columns of filters that are blank below their labels."""
        for one in merged.found():
            name = self.table.names[one.position]
            done = "not read, though that is kept" if one.left_out else "read, though that is dropped"
            rows, are = rows_counted(one.rows), "is" if one.rows == 1 else "are"
            said = (
                f"{quoted(name)} is blank below {quoted(one.label)}, as in merged cells: {rows} {are} {done}"
            )
            own = (
                f'drop: {{{printable(name)}: ""}}'
                if one.left_out
                else "keep, which names the texts to be read"
            )
            hint = (
                f"fill {quoted(name)} down into every row; if blank means something else, say so with {own}"
            )
            spot = (one.record, one.position)
            place = self.table.locate({spot}).get(spot)
            yield Fault("LF434", one.record * self.slots, "", said, hint, place, a_row=False)

    def identities(
        self, wanted: pl.Series, words: Collection[str], *, careful: bool
    ) -> Iterator[pl.DataFrame]:
        """See `sums.Source`."""
        plan = self.plan
        untold = self.untold
        tellers = plan.parts or tuple(untold[word] for word in sorted(words) if word in untold)
        for batch in self._batches(plan.texts | set(tellers), careful=careful):
            texts = self._texts(batch.rows, tellers)
            for slot in plan.slots:
                yield said(batch.rows.filter(slot.holds), slot, wanted, texts, alone=bool(plan.parts))

    def _texts(self, rows: pl.DataFrame, tellers: Sequence[int]) -> dict[str, pl.Expr]:
        """What rows say in some columns."""
        cells = enumerate(_as_text(pl.col(str(at)), rows.schema[str(at)]) for at in tellers)
        return {f"part {number}": cell for number, cell in cells}

    def weighed(self, wanted: pl.Series, columns: Sequence[str], *, careful: bool) -> Iterator[pl.DataFrame]:
        """See `sums.Source`."""
        places = [self.untold[name] for name in columns]
        for batch in self._batches(self.plan.texts | self.plan.operands | set(places), careful=careful):
            texts = self._texts(batch.rows, places)
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

    def _look(self, slot: Slot) -> Look:
        columns, breakdowns = frozenset(slot.filters.keys()), self.breakdowns
        if self.rules.says.combine:
            columns, breakdowns = frozenset(range(len(self.table.names))) - self.plan.operands, frozenset()
        taken = slot.labelled
        return Look(slot, self.table, self.rules, self.watch, columns - taken, breakdowns - taken)

    def _again(self, at: int, positions: Collection[int], *, careful: bool) -> Iterator[pl.DataFrame]:
        """The rows of a slot that anybody asks for, as they were given before."""
        slot = self.plan.slots[at]
        for batch in self._batches(self.plan.texts | set(positions), careful=careful):
            rows = batch.rows.filter(slot.holds).with_columns(record=_record(self.slots, at))
            yield self._asked_for(slot, rows)[0]


class _Made(NamedTuple):
    """What rows make together, those `spoilt` that cannot be right; and rows that contradict others."""

    sums: pl.DataFrame
    unlike: pl.DataFrame


_TWICE = "delete it; or name in 'parts' the columns that tell rows apart, and each part counts once"
_UNTOLD = (
    "if one replaces the other, delete the other; if both are parts, give rows a column that tells them "
    "apart, and name it in 'parts'"
)


def _spoilt(sums: pl.DataFrame, records: pl.Series | None) -> pl.DataFrame:
    if records is None:
        return sums
    return sums.with_columns(spoilt=pl.col("spoilt") | pl.col("record").is_in(records.implode()))


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
