"""The verdict frame as one flat CSV, safe to open in a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.messages import printable
from logframe.report.rollup import of_verdicts

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

# A spreadsheet takes a cell that begins like this for a formula, and runs it.
_FORMULA = r"^([=+\-@\t\r\n])"

# What a terminal would obey. Tabs and line ends are ordinary text between quotes.
_ACTING = [
    chr(code)
    for codes in (range(9), range(11, 32), range(127, 160), range(0x202A, 0x202F), range(0x2066, 0x206A))
    for code in codes
]


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
    r"""Take the sting out of texts that come from files.

    What a spreadsheet would run gets an apostrophe before it; control characters are spelt out (``\x1b``).
    """
    shown = [printable(character) for character in _ACTING]
    texts = pl.selectors.string()
    return frame.with_columns(texts.str.replace_many(_ACTING, shown).str.replace(_FORMULA, "'$1"))
