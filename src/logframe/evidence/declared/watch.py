"""What a declaration names and its files never hold."""

from __future__ import annotations

import difflib
import itertools
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.faults import LIMIT, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

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
        self._wording: dict[Steps, str] = {}
        self._told: set[Message] = set()
        self._read = False

    def expect(self, steps: Steps, texts: Iterable[str], wording: str = "") -> None:
        """Watch for texts that are named at a place of the declaration.

        Args:
            steps: The place.
            texts: The texts.
            wording: How it begins to be told that nothing has one; empty for rows.
        """
        self._texts[steps] = tuple(texts)
        self._wording[steps] = wording
        self._met.setdefault(steps, set())
        self._others.setdefault(steps, set())

    def meet(self, steps: Steps, texts: Collection[str]) -> None:
        """Know that there are texts of which the place speaks."""
        self._met[steps].update(texts)
        self._others[steps].update(itertools.islice(texts, _MOST))

    def tell(self, code: str, text: str, *steps: str, hint: str = "") -> None:
        """Tell something else about a place, once whatever the number of files."""
        self._told.add(self._declaration.message(code, text, *steps, hint=hint))

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
        """What was never met, at its place; nothing of rows if none was read at all."""
        told = list(self._told)
        for steps, texts in self._texts.items():
            if not self._read and not self._wording[steps]:
                continue
            lacking = [(at, text) for at, text in enumerate(texts) if text not in self._met[steps]]
            told += [self._lacking(steps, at, text) for at, text in lacking[:LIMIT]]
            if (more := len(lacking) - LIMIT) > 0:
                told.append(self._lacking(steps, *lacking[LIMIT], more=more))
        return told

    def _lacking(self, steps: Steps, at: int, text: str, more: int = 0) -> Message:
        coded = steps[0] == "codes"
        near = [] if more else difflib.get_close_matches(text, self._others[steps] - {""}, n=1)
        hint = f"did you mean {quoted(near[0])}?" if near else ""
        what = f"no row has {quoted(text)} in {quoted(steps[-1])}"
        if self._wording[steps]:
            what = f"{self._wording[steps]} {quoted(text)}"
        if more:
            what = f"and {more:,} more like this"
        return self._declaration.message("LF412", what, *steps, text if coded else at, hint=hint, key=coded)
