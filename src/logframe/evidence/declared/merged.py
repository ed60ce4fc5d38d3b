"""Columns of filters that are blank below their labels, as merged cells leave them.

Such a filter sees the label in the first row of each block alone, and leaves the others out, or lets them in.
A blank may as well be a text of its own, such as a total's. It is taken for a merged cell where the column
begins with a label, never has the same one in two rows together, and is blank below half of its labels or
more; and where the row says something else than the one above it in another column that is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from logframe.characters import printable
from logframe.evidence.declared.filters import MOST_TEXTS, text
from logframe.evidence.faults import Fault, quoted, rows_counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from logframe.evidence.declared.plan import Plan, Slot
    from logframe.evidence.declared.tables import Table

    # Those of some rows that hold a slot of which anybody asks for the figure, or may ask.
    Asked = Callable[[Slot, pl.DataFrame], pl.DataFrame]

# One label alone is blank elsewhere because it is a mark of some rows.
_LEAST = 2


class Blank(NamedTuple):
    """Rows that a filter takes for others than they are.

    Attributes:
        position: That of the column.
        label: What stands above the first of them.
        record: The number of that row.
        rows: How many rows there are.
        left_out: The filter leaves them out; else it lets them in.
    """

    position: int
    label: str
    record: int
    rows: int
    left_out: bool


@dataclass(slots=True, eq=False)
class _Column:
    position: int
    labels: set[str] = field(default_factory=set)
    followed: set[str] = field(default_factory=set)
    label: str = ""
    before: str = ""
    found: dict[bool, Blank] = field(default_factory=dict)

    def look(self, rows: pl.DataFrame) -> bool:
        """Look at more rows; whether the blanks may be those of merged cells."""
        own = rows.select(own=text(self.position)).with_columns(
            before=pl.col("own").shift(1, fill_value=self.before)
        )
        above = own.filter(pl.col("own") == "")["before"].unique()
        self.followed |= {one for one in above if one}
        self.labels |= set(own["own"].unique().head(MOST_TEXTS)) - {""}
        again = own.select(((pl.col("own") == pl.col("before")) & (pl.col("own") != "")).any()).item()
        begins = bool(self.label) or own["own"][0] != ""
        self.before = own["own"][-1]
        return begins and not again and len(self.labels) < MOST_TEXTS

    def filled(self, rows: pl.DataFrame) -> pl.Series:
        """The column with its labels filled down."""
        own = text(self.position)
        filled = pl.when(own != "").then(own).forward_fill().fill_null(self.label)
        made = rows.select(filled.alias(f"text {self.position}")).to_series()
        self.label = made[-1]
        return made

    def add(self, rows: pl.DataFrame, *, left_out: bool) -> None:
        if rows.is_empty():
            return
        first = rows.row(0, named=True)
        label = first[f"filled {self.position}"]
        one = self.found.get(left_out) or Blank(self.position, label, first["record"], 0, left_out)
        self.found[left_out] = one._replace(rows=one.rows + rows.height)


class Merged:
    """Looks for such columns in one file.

    Args:
        plan: What is taken from it.
    """

    def __init__(self, plan: Plan) -> None:
        about_blanks = {one.position for one in plan.filters if "" in one.texts}
        places = {one.position for one in plan.filters} - about_blanks
        self._columns = [_Column(at) for at in sorted(places)]
        self._plan = plan
        cells = (pl.col(str(at)).cast(pl.String).str.strip_chars() for at in sorted(plan.operands))
        self._any_figure = pl.any_horizontal(cell.fill_null("") != "" for cell in cells)

    def look(self, rows: pl.DataFrame, asked: Asked) -> None:
        """Look at more rows, whose columns are named by their positions, with the texts of labels."""
        if not self._columns:
            return
        rows = rows.filter(self._any_figure)
        if rows.is_empty():
            return
        self._columns = [one for one in self._columns if one.look(rows)]
        if not self._columns:
            return
        down = [one.filled(rows) for one in self._columns]
        if all(one.equals(rows[one.name]) for one in down):
            return
        fixed = self._plan.texts - {one.position for one in self._columns}
        said = pl.struct(pl.lit(0), *(text(at) for at in sorted(fixed))).hash()
        other = rows.select((said != said.shift(1)).fill_null(value=True)).to_series()
        rows = rows.with_columns(
            *(made.alias(made.name.replace("text", "filled")) for made in down),
            *(rows[made.name].alias(made.name.replace("text", "own")) for made in down),
        )
        filled = rows.with_columns(down)
        for slot in self._plan.slots:
            has = rows.select(slot.numbers["value"].filled).to_series() & other
            now, meant = (some.select(slot.holds).to_series() for some in (rows, filled))
            self._add(asked(slot, filled.filter(has & meant & ~now)), left_out=True)
            self._add(asked(slot, rows.filter(has & now & ~meant)), left_out=False)

    def _add(self, rows: pl.DataFrame, *, left_out: bool) -> None:
        for one in self._columns:
            blank = pl.col(f"own {one.position}") == ""
            one.add(rows.filter(blank), left_out=left_out)
            rows = rows.filter(~blank)

    def faults(self, table: Table, slots: int) -> Iterator[Fault]:
        """What is told, once all rows were looked at.

        Args:
            table: What the file holds.
            slots: How many figures a row can hold.
        """
        for one in self._found():
            name = table.names[one.position]
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
            place = table.locate({spot}).get(spot)
            yield Fault("LF434", one.record * slots, "", said, hint, place, a_row=False)

    def _found(self) -> Iterator[Blank]:
        for one in self._columns:
            if len(one.labels) >= _LEAST and 2 * len(one.followed) >= len(one.labels):
                yield from one.found.values()
