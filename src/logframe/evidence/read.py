"""From a folder of extracts to observations: every row read, and every row accounted for."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.account import Account
from logframe.evidence.cells import settle
from logframe.evidence.columnar import open_columnar
from logframe.evidence.declared import Owners, Watch, open_declared
from logframe.evidence.delimited import open_delimited
from logframe.evidence.extract import UncleanError, UnreadableError
from logframe.evidence.faults import Faults, told
from logframe.evidence.folder import find
from logframe.evidence.model import AHEAD, CELL, Evidence
from logframe.evidence.numbers import MARKS
from logframe.evidence.observations import observations
from logframe.evidence.pool import Pool
from logframe.evidence.progress import Meter
from logframe.evidence.rows import FIGURES, Judge
from logframe.evidence.sift import Sieve
from logframe.evidence.wording import tell_changed, tell_others, tell_refused, tell_undeclared
from logframe.evidence.years import changed
from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from logframe.declarations import Declaration
    from logframe.evidence.extract import Extract
    from logframe.evidence.model import Demand, Progress
    from logframe.evidence.rows import Judged


def read(  # noqa: PLR0913  # a folder, what is asked of it, and four choices
    folder: Path,
    demand: Demand,
    *,
    as_of: date,
    replay: bool,
    marks: Iterable[str] = MARKS,
    declarations: Sequence[Declaration] = (),
    watch: Callable[[Progress], None] | None = None,
) -> Evidence:
    """Read every extract in a folder and its subfolders.

    Args:
        folder: Where the extracts are; one that is missing holds none.
        demand: What is asked of them. The rest is counted, and not read any further.
        as_of: The date of evaluation. A row published later, or where the extract does not say when, of a
            period that ends later, is set aside.
        replay: The date was chosen, and is not today's: periods that begin later are set aside too.
            Otherwise they are refused.
        marks: What stands for a suppressed figure.
        declarations: How files are to be read that are not tidy.
        watch: Is told how far the reading is, at each extract and now and then in a long one.

    Returns:
        The figures, one a cell; the account of all rows; and a message for every fault, up to a hundred of
        one code in one file.
    """
    owners = Owners(declarations)
    found, messages = find(folder, owners)
    names = [name for name, _ in found]
    account, faults = Account(names), [Faults() for _ in found]
    with TemporaryDirectory(prefix="logframe-") if declarations else nullcontext("") as spare:
        sieve, judge = Sieve(demand), Judge(demand, as_of, replay=replay, marks=marks)
        lowered = frozenset(mark.strip().lower() for mark in marks)
        opener = _Opener(folder, owners, declarations, marks=lowered, sieve=sieve, spare=Path(spare))
        pool = Pool(sieve, judge)
        extracts: dict[int, Extract] = {}
        meter = Meter(found, watch)
        for number, (name, path) in enumerate(found):
            meter.begin(number)
            try:
                extract, wrong = opener.open(name, path)
                messages += wrong
                if extract is None:
                    continue
                given = _given(extract, number, lambda: Pool(sieve, judge), meter)
            except UnreadableError as error:
                messages.append(Message(name, 1, 1, "LF401", f"{error}: it was not read", error.hint))
                continue
            extracts[number], faults[number] = extract, given.faults
            account.enter(number, given.fates)
            pool.absorb(given.pool)
        meter.end()
        judged, undeclared = pool.emptied()
        account.enter_undeclared(undeclared)
        tell_undeclared(undeclared, faults, sieve.declared)
        for one in judged:
            account.enter_judged(one.fates)
            tell_refused(one, faults)
        later = [one.later for one in judged]
        figures = _figures(judged)
        settled = settle(figures, judge.readings)
        account.settle(settled.others)
        tell_others(settled.others, faults)
        tell_changed(changed(figures, judge.readings), faults)
        figures = _by_rows(figures, extracts, len(names))
        observed = observations(figures, settled.order, judge.readings, names)
        messages += [*told(extracts, faults), *opener.messages()]
    return Evidence(observed, _ahead(later, observed), account.frame(), sorted(messages))


class _Opener:
    """Opens each file as the extract that it is: as one declared, else as a tidy one."""

    def __init__(  # noqa: PLR0913  # what all files of a reading share
        self,
        folder: Path,
        owners: Owners,
        declarations: Sequence[Declaration],
        *,
        marks: frozenset[str],
        sieve: Sieve,
        spare: Path,
    ) -> None:
        self._folder, self._owners, self._spare = folder, owners, spare
        self._marks, self._sieve = marks, sieve
        self._watches = {one.name: Watch(one) for one in declarations}

    def open(self, name: str, path: Path) -> tuple[Extract | None, list[Message]]:
        owner = self._owners.owner(path.relative_to(self._folder).as_posix())
        if owner is None:
            return (open_columnar if path.suffix.lower() == ".parquet" else open_delimited)(name, path)
        room = Path(mkdtemp(dir=self._spare))
        return open_declared(
            name,
            path,
            owner,
            watch=self._watches[owner.name],
            sieve=self._sieve,
            marks=self._marks,
            spare=room,
        )

    def messages(self) -> list[Message]:
        """What the declarations name and no file has, once all were read."""
        return [
            *self._owners.messages(),
            *(one for watch in self._watches.values() for one in watch.messages()),
        ]


@dataclass(slots=True)
class _Given:
    """What one file gave: rows to sift and judge, and what is known of its rows before that."""

    pool: Pool
    fates: Counter[str] = field(default_factory=Counter)
    faults: Faults = field(default_factory=Faults)


def _given(extract: Extract, number: int, pool: Callable[[], Pool], meter: Meter) -> _Given:
    try:
        return _read(extract, number, pool(), meter, careful=False)
    except UncleanError:
        meter.begin(number)
        return _read(extract, number, pool(), meter, careful=True)


def _read(extract: Extract, number: int, pool: Pool, meter: Meter, *, careful: bool) -> _Given:
    """Reduce an extract batch by batch, so that it is never in memory as a whole."""
    given, file = _Given(pool), pl.Series("file", [number], dtype=pl.UInt32)
    for batch in extract.batches(careful=careful):
        pool.add(batch.rows.hstack([file.new_from_index(0, batch.rows.height)]))
        # A row that is given is outside what is asked for until it is found to be wanted.
        given.fates["outside"] += batch.rows.height + batch.outside
        given.fates["combined"] += batch.combined
        given.fates["refused"] += sum(fault.a_row for fault in batch.refused)
        given.faults.add(batch.refused)
        meter.more(batch.size)
    return given


def _figures(judged: list[Judged]) -> pl.DataFrame:
    """All figures, taken out of the judgements: there may be room for them only once."""
    frames = [FIGURES.to_frame(), *(one.figures for one in judged)]
    judged.clear()
    # Of rows that hold several figures each there may be more records than an index counts.
    return pl.concat(frames, how="diagonal_relaxed")


def _by_rows(figures: pl.DataFrame, extracts: Mapping[int, Extract], files: int) -> pl.DataFrame:
    """Figures with the number of their row as record, where that is of the figure in the row."""
    slots = pl.Series([extracts[at].slots if at in extracts else 1 for at in range(files)], dtype=pl.UInt32)
    if not (slots > 1).any():
        return figures
    return figures.with_columns(pl.col("record") // slots.gather(figures["file"]))


def _ahead(later: Sequence[pl.DataFrame], observations: pl.DataFrame) -> pl.DataFrame:
    """The cells that are empty now and have figures later; a revision to come is none of these."""
    cells = pl.concat([AHEAD.to_frame(), *later]).unique()
    if not cells.is_empty():
        # Nearly all figures are of other periods, and one integer is looked up faster than a cell.
        likely = observations.filter(pl.col("end").is_in(cells["end"].unique().implode()))
        cells = cells.join(likely, on=CELL, how="anti")
    return cells.sort("measure", "area", "group", "start", "end")
