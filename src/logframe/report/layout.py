"""Text on a page of a given width: measured in terminal cells, wrapped, set in columns, never cut.

rich knows how wide a character is and how a colour is switched on. What it would do beyond that (markup,
highlighting, emoji codes, dropping what does not fit) is not wanted for texts that come from files. It is
loaded when a text or a colour needs it: most pages are plain.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from logframe.characters import printable
from logframe.report.figures import TIED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GAP = 2  # cells between columns
_WIDEST_PROSE = 110  # a longer line is hard to read on from

_SPACE = re.compile(rf"[^\S{TIED}]+")
_NOT_ASCII = re.compile(rf"[^\x00-\x7f{TIED}]")
_ONE_CELL_EACH = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2212\u2500-\u257f]*")
_ASCII_SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "─": "-",
        "═": "=",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
    }
    | {
        "±": "+/-",
        "×": "x",
        "•": "*",
        "·": "*",
        "→": "->",
        "≤": "<=",
        "≥": ">=",
        "⁄": "/",
        "£": "GBP ",
        "€": "EUR ",
    }
)


class Cell(NamedTuple):
    """What stands in one place: on one line where that is meant and fits, else in parts below one another."""

    line: str | None
    stack: tuple[str, ...]
    style: str = ""

    @classmethod
    def of(cls, *parts: str, style: str = "") -> Cell:
        """Make a cell whose one line is its parts with spaces between."""
        return cls(" ".join(parts), parts, style)

    @property
    def flat(self) -> str:
        """All of it on one line."""
        return " ".join(self.stack) if self.line is None else self.line

    @property
    def widest_word(self) -> int:
        """How many terminal cells it needs at the least, if no word is to be broken."""
        return max(width(word) for part in self.stack for word in part.split(" "))

    @property
    def widest_part(self) -> int:
        """How many it needs to show each part on one line."""
        return max(map(width, self.stack))

    @property
    def widest(self) -> int:
        """How many it needs to be as flat as it can."""
        return self.widest_part if self.line is None else width(self.line)

    def lines(self, cells: int) -> list[str]:
        """Lay it out in so many terminal cells."""
        if self.line is not None and width(self.line) <= cells:
            return [self.line]
        stacked = [line for part in self.stack for line in wrap(part, cells)]
        is_prose = self.line == " ".join(self.stack)
        return min(stacked, wrap(self.line, cells), key=len) if self.line and is_prose else stacked


class Column(NamedTuple):
    """Lines that stand beside others, in a column of so many terminal cells; the first may have styles."""

    lines: Sequence[str]
    cells: int
    styles: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Where text goes: how wide it is, and whether it can show colours and more than ASCII."""

    width: int
    color: bool = False
    ascii: bool = False

    def text(self, words: str) -> str:
        """Make a text fit to be shown: on one line, no control characters, ASCII where asked for."""
        shown = printable(_SPACE.sub(" ", words).strip())
        return _NOT_ASCII.sub(lambda found: _in_ascii(found[0]), shown) if self.ascii else shown

    def cell(self, cell: Cell) -> Cell:
        """Make every text of a cell fit to be shown."""
        line = None if cell.line is None else self.text(cell.line)
        return Cell(line, tuple(map(self.text, cell.stack)), cell.style)

    def paint(self, text: str, style: str) -> str:
        """Colour a text, where the page has colours."""
        return _painted(text.rstrip(), style) if self.color and style and text else text

    def paragraph(self, words: str, *, indent: str = "", first: str | None = None) -> list[str]:
        """Wrap words into lines that read well, each indented, the first one otherwise if asked for."""
        first = indent if first is None else first
        lines = wrap(self.text(words), min(self.width, _WIDEST_PROSE) - len(indent))
        return [(indent if at else first) + line for at, line in enumerate(lines)]

    def heading(self, *parts: str, rule: str = "") -> list[str]:
        """Head a part of the page, with a rule below if one is given; if it must break, between its parts."""
        lines = self.cell(Cell.of(*parts)).lines(self.width)
        across = max(map(width, lines))
        return [*(self.paint(line, "bold") for line in lines), *([self.text(rule * across)] if rule else [])]

    def beside(self, *columns: Column) -> list[str]:
        """Set columns beside one another."""
        height = max(len(column.lines) for column in columns)
        return ["".join(self._padded(column, at) for column in columns).rstrip() for at in range(height)]

    def _padded(self, column: Column, at: int) -> str:
        text = column.lines[at] if at < len(column.lines) else ""
        style = column.styles[at] if at < len(column.styles) else ""
        return self.paint(text, style) + " " * (column.cells + GAP - width(text))

    def finished(self, lines: Iterable[str]) -> str:
        """Put a page together."""
        return "".join(f"{line.rstrip().replace(TIED, ' ')}\n" for line in lines)


def width(text: str) -> int:
    """Count the terminal cells that a text takes: a wide character takes two."""
    if _ONE_CELL_EACH.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def wrap(text: str, cells: int) -> list[str]:
    """Break a text at its spaces into lines of so many cells.

    A word wider than that is broken too: where a file's name or an address has a joint, if it has one.
    """
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer) <= cells:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, cells)
        lines += full
    return [*lines, line]


def _broken(word: str, cells: int) -> list[str]:
    if width(word) <= cells:
        return [word]
    from rich.cells import split_graphemes

    lines, start, used = [], 0, 0
    for begin, _, size in split_graphemes(word)[0]:
        while used + size > cells and begin > start:  # what is left behind a joint may be too long as well
            joint = start + _joint(word[start:begin])
            lines.append(word[start:joint])
            start, used = joint, width(word[joint:begin])
        used += size
    return [*lines, word[start:]]


def _joint(text: str) -> int:
    """Find where a long word is best broken: behind its last hyphen or slash, else its last dot."""
    return max(map(text.rfind, "-_/")) + 1 or text.rfind(".") + 1 or len(text)


@lru_cache(maxsize=1024)
def _in_ascii(character: str) -> str:
    """Write a character in ASCII: by its sign, without its accent, or spelt out."""
    bare = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
    written = "".join(bare).translate(_ASCII_SIGNS)
    return written if written.isascii() else character.encode("ascii", "backslashreplace").decode()


@lru_cache(maxsize=1024)
def _painted(text: str, style: str) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
