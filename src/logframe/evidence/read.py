"""From a folder of extracts to observations: every row read, and every row accounted for."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.cells import settle
from logframe.evidence.declared import Owners, entries, idle_bare_years
from logframe.evidence.faults import differ_in_words, told
from logframe.evidence.folder import find
from logframe.evidence.intake import Intake, Opener
from logframe.evidence.model import AHEAD, CELL, PATTERNS, Evidence
from logframe.evidence.observations import observations
from logframe.evidence.rows import Judge
from logframe.evidence.sift import Sieve
from logframe.evidence.wording import tell_others
from logframe.evidence.years import quarters
from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from logframe.declarations import Declaration
    from logframe.evidence.extract import Extract
    from logframe.evidence.model import Demand, Progress


def read(  # noqa: PLR0913  # a folder, what is asked of it, and three choices
    folder: Path,
    demand: Demand,
    *,
    as_of: date,
    replay: bool,
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
        declarations: How files are to be read that are not tidy.
        watch: Is told how far the reading is, at each extract and now and then in a long one.

    Returns:
        The figures, one a cell; the account of all rows; and a message for every fault, up to a hundred of
        one code in one file.
    """
    owners = Owners(declarations)
    found, messages = find(folder, owners)
    with TemporaryDirectory(prefix="logframe-") if declarations else nullcontext("") as spare:
        tables, wrong = entries(found, folder, owners, Path(spare))
        sieve, judge = Sieve(demand), Judge(demand, as_of, replay=replay)
        opener = Opener(owners, declarations, sieve=sieve, judge=judge, spare=Path(spare))
        taken = Intake(tables, opener, sieve, judge)
        taken.take_in(watch)
        figures = taken.figures()
        settled = settle(figures, judge.readings, partial(differ_in_words, taken.extracts))
        taken.account.settle(settled.others)
        tell_others(settled.others, taken.faults, judge.readings)
        counted_from = quarters(figures, judge.readings)
        figures = _by_rows(figures, taken.extracts, len(tables))
        observed = observations(figures, settled.order, judge.readings, taken.names)
        messages += [
            *wrong,
            *taken.messages,
            *told(taken.extracts, taken.faults, [table.called for table in tables]),
            *opener.messages(),
            *(_empty(taken.names[at]) for at in taken.extracts if not taken.account.read(at)),
            *idle_bare_years(declarations, demand.definitions),
        ]
        unasked = pl.concat([sieve.unasked.frame(), judge.set_aside])
    patterns = pl.DataFrame(opener.patterns, schema=PATTERNS, orient="row").unique(maintain_order=True)
    return Evidence(
        observed,
        _ahead(taken.later, observed),
        taken.account.frame(),
        patterns,
        sorted(messages),
        unasked,
        dict(found),
        counted_from,
    )


def _empty(name: str) -> Message:
    hint = "download it again, or delete it"
    return Message(name, 1, 1, "LF421", "there is no row below the header", hint)


def _by_rows(figures: pl.DataFrame, extracts: Mapping[int, Extract], files: int) -> pl.DataFrame:
    """Figures with the number of their row as record, where that is of the figure in the row."""
    slots = pl.Series([extracts[at].slots if at in extracts else 1 for at in range(files)], dtype=pl.UInt32)
    if not (slots > 1).any():
        return figures
    return figures.with_columns(pl.col("record") // slots.gather(figures["file"]))


def _ahead(later: Sequence[pl.DataFrame], observations: pl.DataFrame) -> pl.DataFrame:
    """The cells that are empty now and have figures later; a revision to come is none of these."""
    if not later:
        return AHEAD.to_frame()
    cells = pl.concat(later).unique()
    if not cells.is_empty():
        # Nearly all figures are of other periods, and one integer is looked up faster than a cell.
        likely = observations.filter(pl.col("end").is_in(cells["end"].unique().implode()))
        cells = cells.join(likely, on=CELL, how="anti")
    return cells.cast(AHEAD).sort(CELL)
