"""How far the reading is, told to whoever watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.evidence.model import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class Meter:
    """Counts what was read of some extracts; without a watcher it costs nothing.

    Args:
        found: The extracts: how they are named to people, and where they are.
        watch: Is told at each extract and each part of one that is large.
    """

    def __init__(
        self, found: Sequence[tuple[str, Path]], watch: Callable[[Progress], None] | None = None
    ) -> None:
        self._watch = watch
        self._names = [name for name, _ in found]
        self._sizes = [path.stat().st_size for _, path in found] if watch else []

    def begin(self, number: int) -> None:
        """An extract is read, from 0, or read anew."""
        self._number, self._within = number, 0
        self._tell()

    def more(self, size: int) -> None:
        """So many more bytes of it were read."""
        self._within += size
        self._tell()

    def end(self) -> None:
        """All were read."""
        if self._names:
            self._number, self._within = len(self._names) - 1, self._sizes[-1] if self._sizes else 0
            self._tell()

    def _tell(self) -> None:
        if self._watch is None:
            return
        before, all_ = sum(self._sizes[: self._number]), sum(self._sizes)
        within = min(self._within, self._sizes[self._number])
        name, files = self._names[self._number], len(self._names)
        self._watch(Progress(name, self._number + 1, files, before + within, all_))
