"""What a report is made of, whatever it is written as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from logframe.report import entries, rollup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import polars as pl

    from logframe.messages import Message


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since an earlier report: how much of it in a line, and all of it, a sentence each."""

    since: date
    headline: str
    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Method:
    """How the verdicts came about.

    Attributes:
        version: Of the program.
        on_track: The chance from which a target that is still ahead is on track.
        at_risk: The chance from which it is at risk rather than off track.
        sources: Where the figures came from, as their rows state it, else the files.
    """

    version: str
    on_track: float
    at_risk: float
    sources: Sequence[str]

    @property
    def cut_offs(self) -> tuple[float, float]:
        """The chances on which verdicts turn."""
        return self.on_track, self.at_risk


@dataclass(frozen=True, slots=True)
class Material:
    """What a report tells of.

    Attributes:
        frame: The verdict frame.
        outline: What the strategies consist of, a row an outcome, those without indicators too.
        updates: What people reported beside the figures.
        account: Where each row of each extract went.
        as_of: The day for which the verdicts were given.
        method: How they came about.
        changes: What changed since an earlier report; None where there is none to compare with.
        figures: The workings' figures, for a text that shows more than the latest; None is nothing.
        only: Show these verdicts alone, all if empty; roll-ups count everything.
        messages: What is wrong with the extracts.
    """

    frame: pl.DataFrame
    outline: pl.DataFrame
    updates: pl.DataFrame
    account: pl.DataFrame
    as_of: date
    method: Method
    changes: Changes | None = None
    figures: pl.DataFrame | None = None
    only: Sequence[str] = ()
    messages: Sequence[Message] = ()

    @property
    def shown(self) -> pl.DataFrame:
        """The rows to be shown."""
        return rollup.of_verdicts(self.frame, self.only)

    @property
    def strategies(self) -> list[entries.Strategy]:
        """What is shown, in words."""
        shown, cut_offs = self.shown, self.method.cut_offs
        outline = rollup.held(self.outline, shown) if self.only else self.outline
        return entries.strategies(shown, outline, self.as_of, self.updates, cut_offs=cut_offs)

    @property
    def tallies(self) -> rollup.Tallies:
        """Everything summed up."""
        return rollup.Tallies.of(self.frame, self.outline)
