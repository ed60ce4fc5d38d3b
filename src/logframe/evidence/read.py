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
from logframe.evidence.model import AHEAD, CELL, OBSERVATIONS, Evidence
from logframe.evidence.numbers import MARKS
from logframe.evidence.pool import Pool
from logframe.evidence.rows import FIGURES, Judge
from logframe.evidence.sift import UNDECLARED, Sieve
from logframe.evidence.wording import tell_others, tell_refused, tell_undeclared
from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from logframe.declarations import Declaration
    from logframe.evidence.extract import Extract
    from logframe.evidence.model import Demand
    from logframe.evidence.rows import Judged


def read(  # noqa: PLR0913  # a folder, what is asked of it, and four choices
    folder: Path,
    demand: Demand,
    *,
    as_of: date,
    replay: bool,
    marks: Iterable[str] = MARKS,
    declarations: Sequence[Declaration] = (),
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

    Returns:
        The figures, one a cell; the account of all rows; and a message for every fault, up to a hundred of
        one code in one file.
    """
    owners = Owners(declarations)
    found, messages = find(folder, lambda file: owners.owner(file) is not None)
    names = [name for name, _ in found]
    account, faults = Account(names), [Faults() for _ in found]
    with TemporaryDirectory(prefix="logframe-") if declarations else nullcontext("") as spare:
        opener = _Opener(
            folder, owners, declarations, frozenset(mark.strip().lower() for mark in marks), Path(spare)
        )
        sieve, judge = Sieve(demand), Judge(demand, as_of, replay=replay, marks=marks)
        pool = Pool(judge)
        extracts: dict[int, Extract] = {}
        for number, (name, path) in enumerate(found):
            try:
                extract, wrong = opener.open(name, path)
                messages += wrong
                if extract is None:
                    continue
                given = _sifted(extract, number, sieve, judge)
            except UnreadableError as error:
                messages.append(Message(name, 1, 1, "LF401", f"{error}: it was not read", error.hint))
                continue
            extracts[number], faults[number] = extract, given.faults
            account.enter(number, given.fates)
            pool.absorb(given.pool)
        judged = pool.judged()
        for one in judged:
            account.enter_judged(one.fates)
            tell_refused(one, faults)
        later = pl.concat([FIGURES.to_frame().select(CELL), *(one.later for one in judged)])
        settled = settle(_figures(judged))
        account.settle(settled.others)
        tell_others(settled.others, faults)
        observations = _observations(settled.figures, names, extracts)
        messages += [*told(extracts, faults), *opener.messages()]
    return Evidence(observations, _ahead(later, observations), account.frame(), sorted(messages))


class _Opener:
    """Opens each file as the extract that it is: as one declared, else as a tidy one."""

    def __init__(
        self,
        folder: Path,
        owners: Owners,
        declarations: Sequence[Declaration],
        marks: frozenset[str],
        spare: Path,
    ) -> None:
        self._folder, self._owners, self._marks, self._spare = folder, owners, marks, spare
        self._watches = {one.name: Watch(one) for one in declarations}

    def open(self, name: str, path: Path) -> tuple[Extract | None, list[Message]]:
        owner = self._owners.owner(path.relative_to(self._folder).as_posix())
        if owner is None:
            return (open_columnar if path.suffix.lower() == ".parquet" else open_delimited)(name, path)
        room = Path(mkdtemp(dir=self._spare))
        return open_declared(name, path, owner, self._watches[owner.name], self._marks, room)

    def messages(self) -> list[Message]:
        """What the declarations name and no file has, once all were read."""
        return [
            *self._owners.messages(),
            *(one for watch in self._watches.values() for one in watch.messages()),
        ]


@dataclass(slots=True)
class _Sifted:
    """What one file gave: rows to judge, and what is known of the others."""

    pool: Pool
    fates: Counter[str] = field(default_factory=Counter)
    faults: Faults = field(default_factory=Faults)


def _sifted(extract: Extract, number: int, sieve: Sieve, judge: Judge) -> _Sifted:
    try:
        return _read(extract, number, sieve, judge, careful=False)
    except UncleanError:
        return _read(extract, number, sieve, judge, careful=True)


def _read(extract: Extract, number: int, sieve: Sieve, judge: Judge, *, careful: bool) -> _Sifted:
    """Reduce an extract batch by batch, so that it is never in memory as a whole."""
    given = _Sifted(Pool(judge))
    undeclared = [UNDECLARED.to_frame()]
    for batch in extract.batches(careful=careful):
        sifted = sieve.sift(batch.rows)
        given.pool.add(sifted.wanted.with_columns(file=pl.lit(number, dtype=pl.UInt32)))
        given.fates["outside"] += sifted.outside + batch.outside
        given.fates["combined"] += batch.combined
        given.fates["refused"] += sum(fault.a_row for fault in batch.refused)
        given.faults.add(batch.refused)
        undeclared.append(sifted.undeclared)
    unknown = pl.concat(undeclared)
    given.fates["undeclared"] += int(unknown["rows"].sum())
    tell_undeclared(unknown, given.faults, sieve.declared)
    return given


def _figures(judged: list[Judged]) -> pl.DataFrame:
    """All figures, taken out of the judgements: there may be room for them only once."""
    frames = [FIGURES.to_frame(), *(one.figures for one in judged)]
    judged.clear()
    return pl.concat(frames, how="diagonal")


def _observations(figures: pl.DataFrame, files: list[str], extracts: Mapping[int, Extract]) -> pl.DataFrame:
    """Figures in the words and types of `OBSERVATIONS`; what no file says is null."""
    several = {number: extract.slots for number, extract in extracts.items() if extract.slots > 1}
    if several:
        slots = pl.col("file").replace_strict(several, default=1, return_dtype=pl.get_index_type())
        figures = figures.with_columns(pl.col("record") // slots)
    names = pl.Series(files, dtype=pl.String).cast(pl.Categorical)
    figures = figures.with_columns(names.gather(figures["file"]).alias("file"))
    figures = figures.rename({"value_decimals": "decimals", "day": "published"}, strict=False)
    return figures.select(
        _constant(figures[name], kind) if name in figures.columns else pl.lit(None, dtype=kind).alias(name)
        for name, kind in OBSERVATIONS.items()
    )


def _constant(column: pl.Series, kind: pl.DataType) -> pl.Expr:
    """A column as another type; a label that all rows share takes no memory."""
    if column.dtype == pl.Categorical and column.n_unique() == 1:
        return pl.lit(column.first(), dtype=kind).alias(column.name)
    return pl.col(column.name).cast(kind)


def _ahead(later: pl.DataFrame, observations: pl.DataFrame) -> pl.DataFrame:
    """The cells that are empty now and have figures later; a revision to come is none of these."""
    cells = later.unique().cast(AHEAD)
    if not cells.is_empty():
        cells = cells.join(observations, on=CELL, how="anti")
    return cells.sort("measure", "area", "group", "start", "end")
