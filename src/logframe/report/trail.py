"""The last figures of a series on one line, with a drawing of them that says nothing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from logframe.report import figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.report.wording import Row

_MOST = 12  # figures
_BARS = "▁▂▃▄▅▆▇█"


class Trail(NamedTuple):
    """Figures in words, and drawn: Figures used: 7.9%, 7.4%, 7.0% (2022/23 to 2024/25), █▄▁."""

    words: str
    drawing: str


def of_rows(used: pl.DataFrame | None) -> dict[int, Row]:
    """Find the last figures of each row of the verdict frame.

    Args:
        used: The workings' figures; None is nothing.

    Returns:
        By ``row``: ``value`` (a list, the latest last), the labels ``first`` and ``last``, and ``n``, of how
        many figures.
    """
    if used is None:
        return {}
    series = (
        used.filter(pl.col("use") == "used")
        .group_by("row", maintain_order=True)
        .agg(
            pl.col("value").tail(_MOST),
            first=pl.col("period").tail(_MOST).first(),
            last=pl.col("period").last(),
            n=pl.len(),
        )
    )
    return {row["row"]: row for row in series.iter_rows(named=True)}


def trail(found: Row | None, row: Row) -> Trail | None:
    """Put the last figures of a row in words and draw them; None where there are not two.

    Args:
        found: What `of_rows` has of it.
        row: The row of the verdict frame.
    """
    if found is None or len(found["value"]) < 2:
        return None
    numbers = (figures.value(value, row["unit"], row["decimals"]) for value in found["value"])
    shown, every = len(found["value"]), found["n"]
    label = "Figures used" if shown == every else f"Figures used, the latest {shown} of {every:,}"
    span = f"({found['first']} to {found['last']})"
    return Trail(f"{label}: {', '.join(numbers)} {span}", drawn(found["value"]))


def drawn(values: Sequence[float]) -> str:
    """Draw values as bars between their least and their greatest; bars of one height where all are equal."""
    least, greatest = min(values), max(values)
    if least == greatest:
        return _BARS[len(_BARS) // 2] * len(values)
    steps = len(_BARS) - 1
    return "".join(_BARS[round((value - least) / (greatest - least) * steps)] for value in values)
