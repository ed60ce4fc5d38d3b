"""What is found out about the figures of a slot besides the figures: whether each is of one thing alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from logframe.characters import printable
from logframe.declarations.layouts import plain
from logframe.evidence.declared.series import Vocabulary, cells, mixtures
from logframe.evidence.declared.totals import Totals, Weights, beside, marked, mixed
from logframe.evidence.faults import Fault, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from logframe.evidence.declared.figures import Rules
    from logframe.evidence.declared.plan import Slot
    from logframe.evidence.declared.series import Mixture
    from logframe.evidence.declared.tables import Table
    from logframe.evidence.declared.totals import Suspect
    from logframe.evidence.declared.watch import Watch

    # All rows of the slot that anybody asks for, once more, with the columns at some positions.
    Again = Callable[[Collection[int]], Iterator[pl.DataFrame]]

# What tells one figure from another, and one series.
_FIGURE = ("measure", "area", "group", "period", "published")
_SERIES = ("measure", "area", "group")
#: What is done with rows, by what the declaration says of combining them.
DONE = {None: "read", "sum": "added up", "mean": "averaged"}
# So many figures are enough to see what series are made of.
_MOST_CELLS = 2_000_000


@dataclass(slots=True, eq=False)
class Look:
    """Looks for totals that are taken together with their parts, and for series of several breakdowns.

    Args:
        slot: The slot.
        table: What the file holds.
        rules: What the declaration says of cells.
        watch: That of the declaration.
        columns: The positions of columns in which totals may stand among parts.
        breakdowns: Of columns that are known for breakdowns; none where rows are combined.
    """

    slot: Slot
    table: Table
    rules: Rules
    watch: Watch
    columns: frozenset[int]
    breakdowns: frozenset[int]
    _totals: Totals = field(init=False)
    _weights: Weights = field(init=False)
    _vocabulary: Vocabulary = field(init=False)
    _beside: list[int] | None = field(init=False, default=None)
    _records: list[pl.Series] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Begin with nothing seen."""
        self._totals, self._weights = Totals(self.columns), Weights(self.columns)
        self._vocabulary = Vocabulary(self.breakdowns)

    @property
    def _summed(self) -> bool:
        return self.rules.says.combine is not None

    @property
    def _keys(self) -> list[str]:
        return [name for name in (_FIGURE if self._summed else _SERIES) if name in self.slot.labels]

    def see(self, rows: pl.DataFrame) -> None:
        """Look at some rows of the slot, whose columns are named by their positions."""
        if rows.is_empty():
            return
        self._totals.look(rows)
        self._vocabulary.look(rows)
        if self._beside is None:
            value = self.slot.numbers["value"]
            found = [beside(rows, some) for some in (value.of, value.over)]
            # Who names columns one by one knows better than a few rows that may be so by chance.
            self._beside = [at for at, sure in filter(None, found) if sure or not self._is_named(at)]
        if self._beside and not self._summed:
            self._records.append(rows["record"])

    def weigh(self, rows: pl.DataFrame, counted: pl.DataFrame) -> None:
        """Look at rows that are combined, and at what they come to."""
        self._weights.add(rows, counted, self._keys)

    def _is_named(self, position: int) -> bool:
        """Whether the declaration has the very name of a column to count with, and no `*` for it."""
        says = self.rules.says
        every = (says.columns.value, *(one.columns.value for one in says.measures.values()))
        names = {plain(name) for one in every if one for name in (*(one.of or ()), *(one.over or ()))}
        return not names.isdisjoint((plain(self.table.names[position]), f"column {position + 1}"))

    def found(self, sums: list[pl.DataFrame], again: Again) -> tuple[list[Fault], pl.Series | None]:
        """Say what is wrong, once all rows were seen.

        Args:
            sums: The figures that rows make together, with their labels and records.
            again: Gives the rows once more.

        Returns:
            The faults, and the records of the figures that cannot be right.
        """
        if self._beside:
            return [self._tell_beside(at) for at in self._beside], pl.concat(
                [*self._records, *(some["record"] for some in sums)]
            )
        spoilt = self._doubled(sums, again)
        return spoilt or ([self._tell_mixture(one) for one in self._mixtures(again)], None)

    def _doubled(self, sums: list[pl.DataFrame], again: Again) -> tuple[list[Fault], pl.Series] | None:
        """What has both totals and parts in one sum, or in one series; None where nothing has."""
        named = self._totals.suspects()
        known = {one.position for one in named}
        by_sum = [one for one in self._weights.suspects() if one.position not in known]
        suspects = [*named, *(one for one in by_sum if not self._is_chosen(one))]
        if not suspects:
            return None
        keys, marks, rows = self._keys, [], []
        for some in again([one.position for one in suspects]):
            labelled = some.with_columns(**{name: self.slot.labels[name] for name in keys})
            marks.append(marked(labelled, keys, suspects))
            if not self._summed:
                rows.append(labelled.select("record", key=_key(keys)))
        found = mixed(pl.concat(marks), keys, suspects)
        if not found:
            return None
        spoilt = pl.concat(both for _, both in found).select(key=_key(keys)).to_series()
        figures = pl.concat(rows or [some.select("record", key=_key(keys)) for some in sums])
        # What is known by its figures may be seen in the column beside one that is known by name.
        told = [one for one, _ in found if not one.by_sum] or [one for one, _ in found]
        faults = [fault for one in told for fault in self._tell_total(one)]
        return faults, figures.filter(pl.col("key").is_in(spoilt.implode()))["record"]

    def _is_chosen(self, suspect: Suspect) -> bool:
        """Whether what may be a total by chance is let through by name, and so is none."""
        one = self.slot.filters.get(suspect.position)
        return not suspect.certain and one is not None and not one.drops and suspect.text in one.texts

    def _mixtures(self, again: Again) -> Iterator[Mixture]:
        """Series whose periods are of different breakdowns."""
        kinds = self._vocabulary.varied()
        if not kinds:
            return
        value, found, room = self.slot.numbers["value"].of[0], [], _MOST_CELLS
        for some in again([value, *kinds]):
            labelled = some.with_columns(
                series=pl.struct(self.slot.labels[name].alias(name) for name in self._keys).hash(),
                period=self.slot.labels["period"].hash(),
            )
            found.append(cells(labelled, value, kinds))
            room -= some.height
            if room < 0:
                break
        yield from mixtures(pl.concat(found), kinds)

    def _tell_beside(self, position: int) -> Fault:
        name = quoted(self.table.names[position])
        said = f"the column {name} is the sum of others, with which it is added up: no such figure is used"
        return self._fault("LF413", position, said, f"count with the others, without {name}")

    def _tell_total(self, suspect: Suspect) -> Iterator[Fault]:
        name, total = self.table.names[suspect.position], suspect.text
        done, called = DONE[self.rules.says.combine], quoted(total) if total else "blank"
        said = f"rows are {done} in which {quoted(name)} is {called}, and rows of its parts too: none is used"
        if one := self.slot.filters.get(suspect.position):
            self.watch.tell("LF413", said, *one.steps, hint="let one of them through")
            return
        hint = f"keep one of them in the declaration, such as {keep(name, total)}"
        hint += "" if suspect.certain else ", or name all if this is no total"
        yield self._fault("LF413", suspect.position, said, hint)

    def _tell_mixture(self, one: Mixture) -> Fault:
        name, (text, other) = self.table.names[one.position], one.texts
        series = "one series" if one.series == 1 else f"each of {one.series:,} series"
        said = f"{quoted(name)} is {quoted(text)} in some rows of {series}, and {quoted(other)} in others"
        return self._fault(
            "LF420", one.position, said, f"keep one of them in the declaration, such as {keep(name, text)}"
        )

    def _fault(self, code: str, position: int, text: str, hint: str) -> Fault:
        return Fault(code, 0, "", text, hint, self.table.place(position), a_row=False)


def keep(name: str, text: str) -> str:
    """A filter as it is written."""
    shown = printable(text) or '""'
    return f"keep: {{{printable(name)}: {shown}}}"


def _key(names: list[str]) -> pl.Expr:
    """One number for what tells one figure, or one series, from another."""
    return pl.struct(names).hash()
