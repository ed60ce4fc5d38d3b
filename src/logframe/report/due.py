"""What is awaited: figures to come and milestones to be reported, in the coming month and before this day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.report import wording

if TYPE_CHECKING:
    from datetime import date

#: Heads what should have come by now. Whether nobody published it, or nobody fetched it, is not known here.
EXPECTED = "Expected by now"

#: Reasons after which nothing more is awaited: the verdict stands for good.
_SETTLED = ("outturn", "outturn_suppressed", "done", "late", "not_done")


@dataclass(frozen=True, slots=True)
class Due:
    """What is awaited on one day.

    Attributes:
        day: When it is due.
        title: The indicator's.
        areas: Of which areas; none where the indicator has none.
        owner: Who answers for it, if that is said.
        milestone: Whether it is a report that a milestone is reached, not a figure.
    """

    day: date
    title: str
    areas: tuple[str, ...]
    owner: str | None
    milestone: bool

    def when(self, as_of: date) -> str:
        """Say when it is due, or that it should have come: expected by 6 May 2026, not in the extracts."""
        lacking = "not reported" if self.milestone else "not in the extracts"
        return wording.awaited(self.day, as_of, lacking=lacking)

    def words(self, as_of: date) -> str:
        """Say it in a line that makes sense alone."""
        when = self.when(as_of)
        what = f"{self.title} (milestone)" if self.milestone else self.title
        between = "; " if any("," in area for area in self.areas) else ", "
        where = f", {between.join(self.areas)}" if self.areas else ""
        owner = f" {wording.as_sentence(f'Owner: {self.owner}')}" if self.owner else ""
        return f"{wording.capital(when)}: {what}{where}.{owner}"


def month_after(as_of: date) -> date:
    """The last day of the month that begins with a day: 31 May is followed by 30 June."""
    last: date = pl.select(pl.lit(as_of).dt.offset_by("1mo")).item()
    return last


def due(frame: pl.DataFrame, as_of: date) -> tuple[list[Due], list[Due]]:
    """List what is awaited.

    Args:
        frame: The verdict frame.
        as_of: The day for which it was made.

    Returns:
        What was due before that day, and what is due from it on for a month; each the earliest first. Areas
        that wait for the same on the same day are together; so are strategies that promise the same.
    """
    awaited = _awaited(frame)
    expected = awaited.filter(pl.col("day") < as_of)
    coming = awaited.filter(pl.col("day").is_between(as_of, month_after(as_of)))
    return _listed(expected), _listed(coming)


def _awaited(frame: pl.DataFrame) -> pl.DataFrame:
    milestone = (pl.col("relation") == "milestone").fill_null(value=False)
    area = pl.coalesce("area_name", "area")
    return (
        frame.filter(~pl.col("reason").is_in(_SETTLED))
        .select(
            "title",
            "measure",
            "owner",
            milestone=milestone,
            day=pl.when(milestone).then("deadline").otherwise("next_due"),
            area=area,
        )
        .drop_nulls("day")
        .group_by("day", "title", "measure", "owner", "milestone", maintain_order=True)
        .agg(areas=pl.col("area").drop_nulls().unique(maintain_order=True))
        .sort("day", maintain_order=True)
    )


def _listed(awaited: pl.DataFrame) -> list[Due]:
    return [
        Due(row["day"], row["title"], tuple(row["areas"]), row["owner"], row["milestone"])
        for row in awaited.iter_rows(named=True)
    ]
