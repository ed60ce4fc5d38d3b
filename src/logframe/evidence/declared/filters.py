"""Which rows of a file a declaration reads, and what its filters and codes met in one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Steps = tuple[str, ...]

#: So many different texts of a column are remembered, to guess at what was meant.
MOST_TEXTS = 2_000


def text(position: int) -> pl.Expr:
    """The text of a column, as `extract` prepares it."""
    return pl.col(f"text {position}")


@dataclass(frozen=True, slots=True)
class Filter:
    """Texts of a column that are kept, or dropped.

    Attributes:
        steps: Where the declaration says so; the last of them names the column.
        position: That of the column.
        texts: What is kept, or dropped.
        own: The declaration says it itself, and not its layout.
    """

    steps: Steps
    position: int
    texts: tuple[str, ...]
    own: bool = True

    @property
    def drops(self) -> bool:
        """Whether rows with the texts are dropped."""
        return self.steps[-2] == "drop"

    @property
    def passes(self) -> pl.Expr:
        """Whether a row passes, Boolean."""
        among = text(self.position).is_in(list(self.texts))
        return ~among if self.drops else among


def every(filters: Iterable[Filter]) -> pl.Expr:
    """Whether a row passes all of some filters, Boolean."""
    passes = pl.col("record").is_not_null()
    for one in filters:
        passes &= one.passes
    return passes


@dataclass(frozen=True, slots=True)
class Scope:
    """Filters that some row has to pass together.

    Attributes:
        where: The place in the declaration that has them: a measure's, or its own.
        base: Filters that tell which rows are meant. Where no row passes these, the others say nothing.
        filters: The others.
        either: More filters, in sets of which a row has to pass one.
        anywhere: A row of one file suffices; else each file has to have one.
    """

    where: Steps
    base: tuple[Filter, ...] = ()
    filters: tuple[Filter, ...] = ()
    either: tuple[tuple[Filter, ...], ...] = ()
    anywhere: bool = False

    @property
    def key(self) -> Steps:
        """What tells it from the other scopes of its declaration."""
        return (*self.where, "anywhere") if self.anywhere else self.where

    @property
    def passes(self) -> pl.Expr:
        """Whether a row of the base passes the others, Boolean."""
        passes = every(self.filters)
        return passes & pl.any_horizontal(map(every, self.either)) if self.either else passes


def scopes(top: Sequence[Filter], measures: Mapping[str, Sequence[Filter]]) -> list[Scope]:
    """Say which filters have to let something through together.

    A file need not hold all measures, so that the columns which tell the measures apart may well meet
    nothing in it. What else a measure asks of its rows is to be met where it has some.

    Args:
        top: The filters of all rows.
        measures: Those of each measure besides.
    """
    kept = {
        name: {one.position: frozenset(one.texts) for one in filters if not one.drops}
        for name, filters in measures.items()
    }
    found = [Scope((), filters=tuple(top))] if top else []
    if all(measures.values()) and len(measures) > 1:
        found.append(Scope(("measures",), tuple(top), either=tuple(map(tuple, measures.values()))))
    for name, filters in measures.items():
        mine, others = kept[name], [texts for other, texts in kept.items() if other != name]
        telling = {at for at, texts in mine.items() if any(one.get(at, texts) != texts for one in others)}
        if others and not telling:
            telling = set(kept[name])
        rest = tuple(one for one in filters if one.drops or one.position not in telling)
        base = (*top, *(one for one in filters if one not in rest))
        if rest:
            found.append(Scope(("measures", name), base, rest))
        if filters and len(base) > 1:
            found.append(Scope(("measures", name), filters=(*base, *rest), anywhere=True))
    return found


@dataclass(slots=True, eq=False)
class Looked:
    """A place of the declaration that names texts, and the labels in which they are looked for.

    Attributes:
        steps: The place.
        label: The labels, String.
        named: The texts.
        passes: For codes: whether a row passes the filters of those that use them, by measure. What they do
            not cover is left out.
    """

    steps: Steps
    label: pl.Expr
    named: list[str]
    passes: dict[Steps, pl.Expr] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Seen:
    """What the rows of one file have of what a declaration names.

    Attributes:
        looked: Where texts are named.
        scopes: What filters have to be passed together.
        rows: How many rows there are.
        met: For each place the texts named there that some row has.
        others: For each place texts of the column, whether named or not; the first so many.
        uncovered: For each place of codes the texts that none of them covers, and how many rows have each.
        passed: For each scope whether a row passes the base, whether one passes all, and those of its
            filters that a row of the base passes.
    """

    looked: Sequence[Looked]
    scopes: Sequence[Scope]
    rows: int = 0
    met: dict[Steps, set[str]] = field(default_factory=dict)
    others: dict[Steps, set[str]] = field(default_factory=dict)
    uncovered: dict[Steps, dict[str, int]] = field(default_factory=dict)
    passed: dict[Steps, tuple[bool, bool, set[Steps]]] = field(default_factory=dict)

    def look(self, rows: pl.DataFrame) -> None:
        """Look at some more rows, with the texts of the columns that the declaration names."""
        self.rows += rows.height
        for one in self.looked:
            texts = rows.select(one.label).to_series().unique()
            met = texts.filter(texts.is_in(pl.Series(one.named, dtype=pl.String).implode()))
            self.met.setdefault(one.steps, set()).update(met.to_list())
            others = self.others.setdefault(one.steps, set())
            if len(others) < MOST_TEXTS:
                others.update(texts.drop_nulls().head(MOST_TEXTS).to_list())
            if one.passes and met.len() < texts.len():
                self._count(one, rows)
        for scope in self.scopes:
            if not self.passed.get(scope.key, (False, False, set()))[1]:
                self._pass(scope, rows)

    def _count(self, one: Looked, rows: pl.DataFrame) -> None:
        """Count the rows that are left out because no code covers their label."""
        lacking = rows.filter(pl.any_horizontal(one.passes.values())).select(label=one.label).to_series()
        counts = lacking.filter(~lacking.is_in(pl.Series(one.named, dtype=pl.String).implode()))
        known = self.uncovered.setdefault(one.steps, {})
        for label, number in counts.value_counts(sort=True).iter_rows():
            if label in known or len(known) < MOST_TEXTS:
                known[label] = known.get(label, 0) + number

    def _pass(self, scope: Scope, rows: pl.DataFrame) -> None:
        of_base = rows.filter(every(scope.base)) if scope.base else rows
        some, together, passed = self.passed.get(scope.key, (False, False, set()))
        *singly, passes = of_base.select(
            **{str(at): one.passes.any() for at, one in enumerate(scope.filters)}, together=scope.passes.any()
        ).row(0)
        passed |= {one.steps for one, met in zip(scope.filters, singly, strict=True) if met}
        self.passed[scope.key] = (some or not of_base.is_empty(), together or passes, passed)
