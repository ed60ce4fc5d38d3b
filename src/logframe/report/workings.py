"""What stands behind the verdicts, as a report takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import polars as pl


class Workings(Protocol):
    """Frames that say how each verdict came about; ``row`` is the verdict frame's."""

    @property
    def figures(self) -> pl.DataFrame:
        """Every figure, used or not, a row each, in order of time, with z of those used as they are."""

    @property
    def comparator(self) -> pl.DataFrame:
        """Where the figure of the area was read that everything is compared with."""

    @property
    def fan(self) -> pl.DataFrame:
        """The projection: each period from the one after the latest figure to the deadline's."""

    @property
    def plan(self) -> pl.DataFrame:
        """The planned trajectory."""

    @property
    def steps(self) -> pl.DataFrame:
        """The numbers met on the way to a projection, one row each, and how far its intervals reach."""

    @property
    def own_steps(self) -> pl.DataFrame:
        """Likewise of the area's own figure, where the chance rests on a distance instead."""

    @property
    def limits(self) -> pl.DataFrame:
        """What the latest figure is held against."""
