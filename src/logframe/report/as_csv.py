"""The verdict frame as one flat CSV, safe to open in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.characters import SUSPECT, printable
from logframe.report.rollup import of_verdicts

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

# A spreadsheet takes a cell that begins like this for a formula, and runs it.
_FORMULA = r"^([=+\-@\t\n])"


def to_csv(frame: pl.DataFrame, as_of: date, *, only: Collection[str] = ()) -> str:
    """Write every column of the verdict frame, with ``as_of`` before them.

    Args:
        frame: The verdict frame.
        as_of: The day for which it was made.
        only: The verdicts whose rows are written, all if empty.

    Returns:
        The text: a header, a row each in the frame's order, numbers not rounded, dates as 2026-05-31, flags
        joined by semicolons, and nothing where nothing applies. Texts are as in `harmless`.
    """
    flags = pl.when(pl.col("flags").list.len() > 0).then(pl.col("flags").list.join(";"))
    rows = of_verdicts(frame, only).with_columns(flags.alias("flags"))
    return harmless(rows.select(pl.lit(as_of).alias("as_of"), pl.all())).write_csv()


def harmless(frame: pl.DataFrame) -> pl.DataFrame:
    """Take the sting out of texts that come from files.

    What a spreadsheet would run gets an apostrophe before it; what a terminal would obey is spelt out, as
    `logframe.characters` says.
    """
    suspects = {
        text.name: text.filter(text.str.contains(SUSPECT)).unique().to_list()
        for text in frame.select(pl.selectors.string())
    }
    spelt = [
        pl.col(name).replace(texts, [printable(text.replace("\r\n", "\n"), "\t\n") for text in texts])
        for name, texts in suspects.items()
        if texts
    ]
    return frame.with_columns(spelt).with_columns(pl.selectors.string().str.replace(_FORMULA, "'$1"))
