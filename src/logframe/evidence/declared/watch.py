"""What a declaration names and its files never hold."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.faults import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logframe.declarations import Declaration
    from logframe.messages import Message

    Steps = tuple[str, ...]

# So many different texts of a column are remembered, to guess at what was meant.
_MOST = 2_000


class Watch:
    """Remembers which of the texts that filters and codes name were met in any file of a declaration.

    Args:
        declaration: Whose they are.
    """

    def __init__(self, declaration: Declaration) -> None:
        self._declaration = declaration
        self._texts: dict[Steps, tuple[str, ...]] = {}
        self._met: dict[Steps, set[str]] = {}
        self._others: dict[Steps, set[str]] = {}
        self._read = False

    def expect(self, steps: Steps, texts: Iterable[str]) -> None:
        """Watch for texts that are named at a place of the declaration."""
        self._texts[steps] = tuple(texts)
        self._met.setdefault(steps, set())
        self._others.setdefault(steps, set())

    def see(self, steps: Steps, column: pl.Series) -> None:
        """Look at some rows of the column that the place speaks of, as text."""
        self._read = self._read or column.len() > 0
        texts = column.unique()
        named = pl.Series(self._texts[steps], dtype=pl.String).implode()
        self._met[steps].update(texts.filter(texts.is_in(named)).to_list())
        others = self._others[steps]
        if len(others) < _MOST:
            others.update(texts.drop_nulls().head(_MOST).to_list())

    def messages(self) -> list[Message]:
        """What was never met, at its place; nothing if no row was read at all."""
        if not self._read:
            return []
        told = []
        for steps, texts in self._texts.items():
            for number, text in enumerate(texts):
                if text in self._met[steps]:
                    continue
                near = difflib.get_close_matches(text, self._others[steps] - {""}, n=1)
                hint = f"did you mean {quoted(near[0])}?" if near else ""
                where: tuple[str | int, ...] = (*steps, text if steps[0] == "codes" else number)
                what = f"no row has {quoted(text)} in {quoted(steps[-1])}"
                told.append(
                    self._declaration.message("LF412", what, *where, hint=hint, key=steps[0] == "codes")
                )
        return told
