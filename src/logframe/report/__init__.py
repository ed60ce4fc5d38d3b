"""The verdict frame in words: a table for people, JSON and CSV for programs, the account of the extracts.

Each format is imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    import polars as pl

    from logframe.report.workings import Workings


class Screen(Protocol):
    """What the place can show where a text goes."""

    @property
    def width(self) -> int:
        """How many terminal cells a line can take."""

    @property
    def color(self) -> bool:
        """Whether it shows colours."""

    @property
    def ascii(self) -> bool:
        """Whether it shows ASCII alone."""


def choose(
    frame: pl.DataFrame,
    outline: pl.DataFrame,
    *,
    strategies: Collection[str] | None = None,
    areas: Collection[str] | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Keep the rows of some strategies and areas, by their ids; none named is all.

    Returns:
        The verdict frame and the outline. An outcome without indicators is about no area: where areas are
        named, only outcomes with rows of these are kept.
    """
    import polars as pl

    from logframe.report.rollup import held

    if strategies:
        of_strategies = pl.col("strategy").is_in(list(strategies))
        frame, outline = frame.filter(of_strategies), outline.filter(of_strategies)
    if areas:
        frame = frame.filter(pl.col("area").is_in(list(areas)))
        outline = held(outline, frame)
    return frame, outline


def assessments(  # noqa: PLR0913  # each is an option of the command line
    frame: pl.DataFrame,
    outline: pl.DataFrame,
    style: str,
    *,
    as_of: date,
    screen: Screen,
    only: Collection[str] = (),
    workings: Workings | None = None,
    updates: pl.DataFrame | None = None,
    sdg: bool = False,
    cut_offs: Collection[float] | None = None,
) -> Iterable[str]:
    """Write a verdict frame as ``table``, ``json`` or ``csv``.

    Args:
        frame: The verdict frame.
        outline: What the strategies consist of, outcomes without indicators too; the table shows these.
        style: One of the three.
        as_of: The day for which it was made.
        screen: What the place can show where a table goes.
        only: Leave out rows with other verdicts; roll-ups and coverage still count them. Empty is all.
        workings: What stands behind the verdicts; JSON shows it.
        updates: What people reported beside the figures; the table shows it.
        sdg: Whether the table shows Open SDG's ratio; the others always do.
        cut_offs: The chances on which verdicts turn; None is those of a project that sets none.

    Returns:
        The text in pieces: that of many thousand rows is never held whole.
    """
    if style == "json":
        from logframe.report.as_json import pieces

        return pieces(frame, as_of=as_of, only=only, workings=workings)
    if style == "csv":
        from logframe.report.as_csv import to_csv

        return [to_csv(frame, as_of, only=only)]
    from logframe.report.figures import CUT_OFFS
    from logframe.report.table import table

    text = table(
        frame,
        outline,
        updates,
        width=screen.width,
        color=screen.color,
        ascii=screen.ascii,
        as_of=as_of,
        only=only,
        sdg=sdg,
        cut_offs=CUT_OFFS if cut_offs is None else cut_offs,
    )
    return [text]


def account(rows: pl.DataFrame, patterns: pl.DataFrame, style: str, *, as_of: date, screen: Screen) -> str:
    """Write the account of the extracts as ``table``, ``json`` or ``csv``; see `assessments`."""
    from logframe.report import accounts

    if style == "json":
        return accounts.to_json(rows, patterns, as_of=as_of)
    if style == "csv":
        return accounts.to_csv(rows, as_of)
    return accounts.account_table(rows, patterns, width=screen.width, color=screen.color, ascii=screen.ascii)
