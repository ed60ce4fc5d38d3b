"""Every extract opened and read, batch by batch, and what each of its rows came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.account import Account
from logframe.evidence.declared import Sums, Watch, open_declared
from logframe.evidence.delimited import open_delimited
from logframe.evidence.extract import UncleanError, UnreadableError
from logframe.evidence.faults import Faults
from logframe.evidence.names import CALLED, by_two_names, called, has_own_codes
from logframe.evidence.parquet import open_columnar
from logframe.evidence.pool import Pool
from logframe.evidence.progress import Meter
from logframe.evidence.rows import FIGURES
from logframe.evidence.wording import (
    tell_astray,
    tell_called,
    tell_changed,
    tell_mixed,
    tell_refused,
    tell_undeclared,
)
from logframe.evidence.years import changed
from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from logframe.declarations import Declaration
    from logframe.evidence.declared import Entry, Owners
    from logframe.evidence.extract import Batch, Extract
    from logframe.evidence.model import Progress
    from logframe.evidence.rows import Judge, Judged
    from logframe.evidence.sift import Sieve


class Intake:
    """Reads all files, and keeps what they gave.

    Attributes:
        names: The files, in the order of reading; one that holds several tables is there for each of them.
        account: Where every row went.
        faults: What is wrong with each.
        extracts: Those that could be read, by their numbers.
        later: The cells of rows set aside as later.
        messages: What could not be read at all.
    """

    def __init__(self, tables: Sequence[Entry], opener: Opener, sieve: Sieve, judge: Judge) -> None:
        self._tables, self._opener, self._sieve, self._judge = tables, opener, sieve, judge
        self._pool = Pool(sieve, judge)
        self._spoilt: list[tuple[int, pl.Series]] = []
        self._called: list[pl.DataFrame] = []
        self.names = [table.name for table in tables]
        self.account = Account(self.names)
        self.faults = [Faults() for _ in tables]
        self.extracts: dict[int, Extract] = {}
        self.later: list[pl.DataFrame] = []
        self.messages: list[Message] = []

    def take_in(self, watch: Callable[[Progress], None] | None) -> None:
        """Read every file, then what several rows make together."""
        meter = Meter([(table.name, table.path) for table in self._tables], watch)
        for number, table in enumerate(self._tables):
            meter.begin(number)
            try:
                extract, wrong = self._opener.open(number, table)
                self.messages += wrong
                if extract is not None:
                    self._enter(number, _given(extract, number, self._empty_pool, meter))
                    self.extracts[number] = extract
            except UnreadableError as error:
                why = f"{error}: it was not read"
                self.messages.append(Message(table.name, 1, 1, "LF401", why, error.hint))
        for number, batch in self._opener.sums():
            given = _Given(self._empty_pool(), faults=self.faults[number])
            given.take(batch, number)
            self._enter(number, given)
        meter.end()

    def figures(self) -> pl.DataFrame:
        """The figures that hold by themselves (`rows.FIGURES`); all others are told, and count as refused."""
        judged, undeclared, astray = self._pool.emptied()
        self.account.enter_undeclared(undeclared)
        tell_undeclared(undeclared, self.faults, self._sieve.declared)
        tell_astray(astray, self.faults, self._sieve.areas)
        declared = {at for at, table in enumerate(self._tables) if table.declaration is not None}
        for one in judged:
            self.account.enter_judged(one.fates)
            tell_refused(one, self.faults, declared)
        self.later += [one.later for one in judged]
        figures = _figures(judged)
        own = {at for at, table in enumerate(self._tables) if _has_own_codes(table)}
        self._called.append(called(figures).filter(pl.col("file").is_in(own)))
        tell_called(by_two_names(self._called), self.faults)
        spoilt = _spoilt(figures, self._spoilt)
        self.account.refuse(spoilt)
        figures = _without(figures, spoilt["at"])
        tell_mixed(figures, self.faults)
        others = changed(figures, self._judge.readings)
        self.account.refuse(others)
        tell_changed(others, self.faults)
        return _without(figures, others["at"])

    def _empty_pool(self) -> Pool:
        return Pool(self._sieve, self._judge)

    def _enter(self, number: int, given: _Given) -> None:
        self.faults[number] = given.faults
        self._spoilt += [(number, records) for records in given.spoilt]
        self._called += [
            one.with_columns(file=pl.lit(number)).cast(CALLED).select(*CALLED) for one in given.called
        ]
        self.account.enter(number, given.fates)
        self._pool.absorb(given.pool)


class Opener:
    """Opens each file as the extract that it is: as one declared, else as a tidy one.

    Attributes:
        patterns: The columns that patterns took, as `model.PATTERNS` has them.
    """

    def __init__(
        self,
        owners: Owners,
        declarations: Sequence[Declaration],
        *,
        sieve: Sieve,
        judge: Judge,
        spare: Path,
    ) -> None:
        self._owners, self._spare = owners, spare
        self._sieve, self._units = sieve, judge.units
        self._watches = {one.name: Watch(one) for one in declarations}
        self._sums = {one.name: Sums(one, sieve, judge) for one in declarations}
        self.patterns: list[tuple[str, str, str, tuple[str, ...]]] = []

    def open(self, number: int, table: Entry) -> tuple[Extract | None, list[Message]]:
        """Look at the start of a file, or of a table in it, and say what is wrong with it."""
        owner = table.declaration
        if owner is None:
            open_tidy = open_columnar if table.path.suffix.lower() == ".parquet" else open_delimited
            return open_tidy(table.name, table.path)
        room = Path(mkdtemp(dir=self._spare))
        extract, wrong = open_declared(
            table,
            owner,
            number=number,
            watch=self._watches[owner.name],
            sums=self._sums[owner.name],
            sieve=self._sieve,
            units=self._units,
            spare=room,
        )
        if extract is not None:
            self.patterns += [(table.name, *one) for one in extract.plan.patterns]
        return extract, wrong

    def sums(self) -> Iterator[tuple[int, Batch]]:
        """The figures that several rows make, once all files were read, with the numbers of their files."""
        for sums in self._sums.values():
            yield from sums.batches()

    def messages(self) -> list[Message]:
        """What the declarations name and no file has, once all were read."""
        return [
            *self._owners.messages(),
            *(one for watch in self._watches.values() for one in watch.messages()),
            *(one for sums in self._sums.values() for one in sums.messages),
        ]


@dataclass(slots=True)
class _Given:
    """What one file gave: rows to sift and judge, and what is known of its rows before that."""

    pool: Pool
    fates: Counter[str] = field(default_factory=Counter)
    faults: Faults = field(default_factory=Faults)
    spoilt: list[pl.Series] = field(default_factory=list)
    called: list[pl.DataFrame] = field(default_factory=list)

    def take(self, batch: Batch, number: int) -> None:
        """Take in a batch of the file with a number."""
        file = pl.Series("file", [number], dtype=pl.UInt32)
        self.pool.add(batch.rows.hstack([file.new_from_index(0, batch.rows.height)]))
        # A row that is given is outside what is asked for until it is found to be wanted.
        self.fates["outside"] += batch.rows.height + batch.outside
        self.fates["combined"] += batch.combined
        self.fates["refused"] += batch.unused + sum(fault.a_row for fault in batch.refused)
        self.faults.add(batch.refused)
        if batch.spoilt is not None:
            self.spoilt.append(batch.spoilt)
        if batch.called is not None:
            self.called.append(batch.called)


def _has_own_codes(table: Entry) -> bool:
    return table.declaration is None or has_own_codes(table.declaration.says)


def _given(extract: Extract, number: int, pool: Callable[[], Pool], meter: Meter) -> _Given:
    try:
        return _read(extract, number, pool(), meter, careful=False)
    except UncleanError:
        meter.begin(number)
        return _read(extract, number, pool(), meter, careful=True)


def _read(extract: Extract, number: int, pool: Pool, meter: Meter, *, careful: bool) -> _Given:
    """Reduce an extract batch by batch, so that it is never in memory as a whole."""
    given = _Given(pool)
    for batch in extract.batches(careful=careful):
        given.take(batch, number)
        meter.more(batch.size)
    return given


def _figures(judged: list[Judged]) -> pl.DataFrame:
    """All figures, taken out of the judgements: there may be room for them only once."""
    frames = [FIGURES.to_frame(), *(one.figures for one in judged)]
    judged.clear()
    # Of rows that hold several figures each there may be more records than an index counts.
    return pl.concat(frames, how="diagonal_relaxed")


def _spoilt(figures: pl.DataFrame, records: Sequence[tuple[int, pl.Series]]) -> pl.DataFrame:
    """Where the figures of some records are: at, file and withheld, whether it has no value."""
    if not records:
        figures = figures.clear()
    held = pl.lit(False)
    for file, some in records:
        mine = pl.col("record").cast(pl.UInt64).is_in(some.cast(pl.UInt64).implode())
        held |= (pl.col("file") == file) & mine
    at = pl.int_range(pl.len(), dtype=pl.get_index_type())
    return figures.select("file", held=held, at=at, withheld=pl.col("value").is_null()).filter("held")


def _without(figures: pl.DataFrame, places: pl.Series) -> pl.DataFrame:
    """All figures but those at some places."""
    if places.is_empty():
        return figures
    at = pl.int_range(pl.len(), dtype=pl.get_index_type())
    return figures.filter(~at.is_in(places.implode()))
