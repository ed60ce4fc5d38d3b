"""What every kind of extract offers to those who read it, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import polars as pl

    from logframe.evidence.faults import Fault, Spot


class UncleanError(Exception):
    """The swift reading cannot vouch for what it gave: read the file carefully instead."""


class UnreadableError(Exception):
    """The file cannot be read at all.

    Args:
        why: What is wrong with it.
        hint: What to do about it.
        key: What of its declaration is at fault, if that is.
    """

    def __init__(self, why: str, hint: str = "", *, key: str = "") -> None:
        super().__init__(why)
        self.hint, self.key = hint, key


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Some consecutive rows of an extract.

    Attributes:
        rows: `record` (its number in the file, from 1) and the tidy columns, prepared by `encode`.
        refused: A fault for each row that could not even be split into cells, and so is not in `rows`.
        outside: How many more rows its declaration leaves out.
        unused: How many more rows are refused together, for what is told once.
        combined: How many more rows make a figure together with another that is in `rows`.
        size: How many bytes of the file it is, where that is known.
        spoilt: The records of figures that were given, here or before, and turn out not to be right.
        called: What areas are called in rows that are not in `rows` themselves, see `names.called`.
    """

    rows: pl.DataFrame
    refused: tuple[Fault, ...] = ()
    outside: int = 0
    unused: int = 0
    combined: int = 0
    size: int = 0
    spoilt: pl.Series | None = None
    called: pl.DataFrame | None = None


class Extract(Protocol):
    """A file of figures in the tidy layout, or made to look like one."""

    @property
    def name(self) -> str:
        """How the file is named to people."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The tidy columns that it has."""

    def batches(self, *, careful: bool) -> Iterator[Batch]:
        """Its rows, in order.

        Args:
            careful: Record by record, where the swift way did not do.

        Raises:
            UncleanError: The swift way does not do; what was given so far is void.
            UnreadableError: The file cannot be read to its end.
        """

    def locate(self, spots: Iterable[Spot]) -> Mapping[Spot, tuple[int, int]]:
        """Line and column, from 1, of each spot that can still be found."""

    def told_apart(self, pairs: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
        """The unread column, if there is one, whose words tell apart each two of its rows."""

    @property
    def slots(self) -> int:
        """How many figures a row can hold: a record is the row's number times that, plus the figure's."""
