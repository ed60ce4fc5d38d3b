"""The first record of an extract and what its columns are."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from logframe.evidence.faults import LIMIT, quoted
from logframe.evidence.model import OPTIONAL, REQUIRED
from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TIDY = (*REQUIRED, *OPTIONAL)
# Of a header with more names than that nobody misspelt one.
_MOST_GUESSES = 1_000


@dataclass(frozen=True, slots=True)
class Header:
    """The names at the top of an extract.

    Attributes:
        names: As spelt, without the spaces around them.
        place: Line and column of the name at a position.
    """

    names: Sequence[str]
    place: Callable[[int], tuple[int, int]]

    def tidy(self, file: str) -> tuple[dict[str, int] | None, list[Message]]:
        """Find the columns of the tidy layout.

        Returns:
            The position of each column that is there, by its tidy name; None where the file cannot be
            read by its names. And LF402 for every column that is missing, unknown or there twice.
        """
        positions: dict[str, int] = {}
        twice: list[int] = []
        unknown: list[int] = []
        for position, name in enumerate(self.names):
            known = name.casefold()
            if known not in _TIDY:
                unknown.append(position)
            elif known in positions:
                twice.append(position)
            else:
                positions[known] = position
        missing = [name for name in REQUIRED if name not in positions]
        if missing:
            return None, [self._missing(file, missing, unknown)]
        messages = [
            self._message(
                file, at, f"the column {quoted(self.names[at])} is there twice: the file was not read"
            )
            for at in twice
        ]
        messages += [self._unknown(file, at, positions) for at in unknown[:LIMIT]]
        if len(unknown) > LIMIT:
            more = f"and {len(unknown) - LIMIT:,} more columns that are not known"
            messages.append(self._message(file, unknown[LIMIT], more))
        return (None if twice else positions), messages

    def _missing(self, file: str, missing: list[str], unknown: list[int]) -> Message:
        line = self.place(0)[0] if self.names else 1
        columns = "column" if len(missing) == 1 else "columns"
        text = f"the {columns} {_listed(missing)} {'is' if len(missing) == 1 else 'are'} missing: not read"
        alike = [
            (name, self.names[at])
            for name in missing
            for at in unknown[:_MOST_GUESSES]
            if difflib.get_close_matches(self.names[at].casefold(), [name], cutoff=0.75)
        ]
        if len(self.names) == 1 and (separator := _separator(self.names[0])):
            hint = f"the file is separated by {separator}: declare it in extracts.yaml"
        elif alike:
            hint = f"is {quoted(alike[0][1])} meant to be {quoted(alike[0][0])}?"
        else:
            hint = "a file in a layout of its own is declared in extracts.yaml"
        return Message(file, line, 1, "LF402", text, hint)

    def _unknown(self, file: str, at: int, known: dict[str, int]) -> Message:
        name = self.names[at]
        if not name:
            return self._message(file, at, f"column {at + 1} has no name")
        free = [tidy for tidy in OPTIONAL if tidy not in known]
        guesses = difflib.get_close_matches(name.casefold(), free, n=1)
        hint = f"did you mean {quoted(guesses[0])}?" if guesses else "it was not read"
        return self._message(file, at, f"unknown column {quoted(name)}", hint)

    def _message(self, file: str, at: int, text: str, hint: str = "") -> Message:
        return Message(file, *self.place(at), "LF402", text, hint)


def joined(lines: Sequence[Sequence[str]]) -> list[str]:
    """The names of a header of several lines, one below another, each name's words joined with a space.

    A blank cell of an upper line goes on with what is at its left, as merged cells do, until that line, or
    one above it, begins anew. A column without a word has no name.
    """
    width = max(map(len, lines))
    cells = ([*(cell.strip() for cell in line), *[""] * (width - len(line))] for line in lines)
    upper = [""] * (len(lines) - 1)
    names = []
    for *above, last in zip(*cells, strict=True):
        first = next((at for at, cell in enumerate(above) if cell), len(above))
        upper[first:] = above[first:]
        names.append(" ".join(filter(None, [*upper, last])) if last or any(above) else "")
    return names


def _listed(names: list[str]) -> str:
    shown = [quoted(name) for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _separator(name: str) -> str | None:
    for separator, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if set(REQUIRED) <= {part.strip(' "').casefold() for part in name.split(separator)}:
            return word
    return None
