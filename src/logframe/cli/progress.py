"""How far a long reading is, on one line of a terminal that is gone when it is done."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

#: Who waits for less than so many seconds need not be told.
AFTER = 1.5
#: And then as often as this.
EVERY = 0.1

_CLEAR = "\r\x1b[K"


class Progress(Protocol):
    """How far the reading is."""

    @property
    def file(self) -> str:
        """The extract that is read."""

    @property
    def number(self) -> int:
        """Its number, from 1."""

    @property
    def files(self) -> int:
        """How many there are."""

    @property
    def read(self) -> int:
        """How many bytes of all were read."""

    @property
    def size(self) -> int:
        """How many there are."""


@contextmanager
def shown(
    stream: TextIO, width: int, *, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[Progress], None]]:
    """Show progress on a terminal as it is told, and take it away at the end, however that comes."""
    line = _Line(stream, width, clock)
    try:
        yield line.tell
    finally:
        line.clear()


class _Line:
    def __init__(self, stream: TextIO, width: int, clock: Callable[[], float]) -> None:
        self._stream, self._width, self._clock = stream, width, clock
        self._next, self._seen = clock() + AFTER, False

    def tell(self, progress: Progress) -> None:
        now = self._clock()
        done = self._seen and progress.read >= progress.size
        if now >= self._next or done:
            self._next, self._seen = now + EVERY, True
            self._write(_CLEAR + worded(progress, self._width - 1))  # a full line would make another

    def clear(self) -> None:
        if self._seen:
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


def worded(progress: Progress, width: int) -> str:
    """Say it in so many columns; the end of a file's name says more than its beginning."""
    if progress.read >= progress.size:
        return "judging the figures"[:width]
    begins = f"reading {progress.number:,} of {progress.files:,}: "
    ends = f", {progress.read * 100 // progress.size} %"
    room = max(width - len(begins) - len(ends), 0)
    # Letters of some scripts take two columns.
    room = room if progress.file.isascii() else room // 2
    name = progress.file if len(progress.file) <= room else f"...{progress.file[-max(room - 3, 1) :]}"
    return f"{begins}{name}{ends}"[:width]
