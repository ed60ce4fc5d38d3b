"""What is wrong with rows: collected in bounded space, told with their places."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from logframe.characters import printable
from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl

#: As many faults of one code in one file are told in full; the rest is a number.
LIMIT = 100

_MOST_SHOWN = 60
# Of so many pairs of rows the cells are in memory at a time.
_PAIRS = 20_000
#: So many digits a number has that may tell breakdowns apart, such as deciles.
RANK = 2
#: How columns of such numbers are called.
SCALE = re.compile(r"(?i)decile|quintile|quartile|\b(?:age|band|class|grade|group|level|stage)\b")
# What has a fault of a code, where that is not a figure; a row can hold several figures.
_COUNTED = {
    "LF401": "row",
    "LF407": "measure",
    "LF409": "row",
    "LF413": "column",
    "LF420": "column",
    "LF423": "area",
    "LF433": "area",
}
# Where a file changed so much since it was read that a row is no longer there.
_UNKNOWN = (1, 1)
_NONE = (0, 0)

#: A row of a file, and the tidy column that is meant ("" for the row as a whole).
Spot = tuple[int, str]


class Located(Protocol):
    """A file in which rows have places."""

    @property
    def name(self) -> str:
        """How it is named to people."""

    def locate(self, spots: Iterable[Spot]) -> Mapping[Spot, tuple[int, int]]:
        """Line and column, from 1, of every spot; one that cannot be found any more is left out."""

    def told_apart(self, pairs: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
        """The unread column, if there is one, whose words tell apart each two of its rows."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one row.

    Attributes:
        code: A key of `messages.CODES`.
        record: The row's number in its file.
        column: The tidy column at fault, "" for the row as a whole.
        text: What is wrong.
        hint: What to do about it.
        place: Line and column, where they are known already.
        against: The number of a file, and the record in it that this one stands against.
        a_row: Whether a row is refused by it; else it is the file's.
    """

    code: str
    record: int
    column: str
    text: str
    hint: str = ""
    place: tuple[int, int] | None = None
    against: tuple[int, int] | None = None
    a_row: bool = True


@dataclass(slots=True)
class Faults:
    """The faults of one file: the first of each code, and how many there are."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    first: dict[str, list[Fault]] = field(default_factory=lambda: defaultdict(list))

    def add(self, faults: Iterable[Fault]) -> None:
        """Collect faults, which come in the order of their rows."""
        for fault in faults:
            self.counts[fault.code] += 1
            if len(self.first[fault.code]) <= LIMIT:  # one more, as the place of "and so many more"
                self.first[fault.code].append(fault)

    def count(self, code: str, more: int) -> None:
        """Count faults beyond those that were added one by one."""
        self.counts[code] += more

    def room(self, code: str) -> int:
        """How many faults of a code are still worth adding one by one."""
        return LIMIT + 1 - len(self.first[code])

    def shown(self) -> Iterable[Fault]:
        """The faults that will be told."""
        return (fault for faults in self.first.values() for fault in faults)


def told(files: Mapping[int, Located], faults: Sequence[Faults], called: Sequence[str]) -> list[Message]:
    """The messages of all files, unsorted; each file is read again at most once, to find the places.

    Args:
        files: The files that have faults, by their numbers.
        faults: The faults of every file.
        called: Which of several tables of a file each is, in words; "" where there is one alone.
    """
    places, breakdowns = _places(files, faults), _breakdowns(files, faults)
    messages = []
    for file, located in files.items():
        for code, first in faults[file].first.items():
            for number, fault in enumerate(first):
                line, column = fault.place or places[file].get((fault.record, fault.column), _UNKNOWN)
                text, hint = fault.text, fault.hint
                if fault.against is not None:
                    other, record = fault.against
                    pair = (fault.record, record) if other == file else _NONE
                    if name := breakdowns[file].get(pair):
                        hint = f"the rows differ in {quoted(name)}: keep one of its texts in a declaration"
                    text += f" at {files[other].name}:{places[other].get((record, 'value'), _UNKNOWN)[0]}"
                    text += f" ({called[other]})" if called[other] else ""
                if number == LIMIT:
                    more = faults[file].counts[code] - LIMIT
                    text, hint = f"and {more_like_this(more, _COUNTED.get(code, 'figure'))} in the file", ""
                text += f", in {called[file]}" if called[file] else ""
                messages.append(Message(located.name, line, column, code, text, hint))
    # A row that holds several figures has a fault once, though it is one of each of them.
    return list(dict.fromkeys(messages))


def _breakdowns(
    files: Mapping[int, Located], faults: Sequence[Faults]
) -> dict[int, Mapping[tuple[int, int], str]]:
    """What tells apart the two rows of each conflict inside a file: a breakdown that nobody filtered."""
    found = {}
    for file, located in files.items():
        conflicts = faults[file].first.get("LF405", ())
        # Figures of several days are apart by their days.
        pairs = {
            (one.record, one.against[1])
            for one in conflicts
            if one.column == "value" and one.against and one.against[0] == file
        }
        found[file] = located.told_apart(sorted(pairs)) if pairs else {}
    return found


def _places(
    files: Mapping[int, Located], faults: Sequence[Faults]
) -> dict[int, Mapping[Spot, tuple[int, int]]]:
    spots: dict[int, set[Spot]] = defaultdict(set)
    for file in files:
        for fault in faults[file].shown():
            if fault.place is None:
                spots[file].add((fault.record, fault.column))
            if fault.against is not None:
                other, record = fault.against
                spots[other].add((record, "value"))
    return {file: files[file].locate(wanted) for file, wanted in spots.items()}


def quoted(text: str) -> str:
    """A cell's text for a message: printable, in quotation marks, shortened where it is long."""
    short = text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
    return f"'{printable(short)}'"


def listed(names: Sequence[str]) -> str:
    """One or two names, or the first and how many more there are."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1:,} more"


def more_like_this(number: int, what: str) -> str:
    """How many more things have the same fault, in words that say what things."""
    return f"{number:,} more {what}{'' if number == 1 else 's'} like this"


def rows_counted(rows: int) -> str:
    """How many rows there are, in words."""
    return "1 row" if rows == 1 else f"{rows:,} rows"


def differ_in_words(files: Mapping[int, Located], pairs: pl.DataFrame) -> pl.Series:
    """Whether an unread column's words tell apart two rows of one file.

    Args:
        files: The files by their numbers.
        pairs: file, record, other_record.
    """
    apart: set[int] = set()
    numbered = pairs.with_row_index("pair").sort("record")
    for (file,), some in numbered.group_by("file", maintain_order=True):
        for part in some.iter_slices(_PAIRS):
            at = {(one, other): number for number, _, one, other in part.iter_rows()}
            apart.update(at[pair] for pair in files[int(str(file))].told_apart(at))
    return numbered.sort("pair")["pair"].is_in(list(apart))


def tell_apart(
    pairs: Iterable[tuple[int, int]],
    rows: Mapping[int, Iterable[str]],
    names: Iterable[str],
    used: set[int],
    slots: int = 1,
) -> dict[tuple[int, int], str]:
    """The column, of those not used, in which each two rows differ: the first of words, or else of ranks.

    Numbers are mostly figures of the row, but small whole ones may be a breakdown, such as deciles: where one
    such column alone differs, or one is named like a breakdown.
    """
    names, found = list(names), {}
    for first, second in pairs:
        cells = zip(rows.get(first // slots, ()), rows.get(second // slots, ()), strict=False)
        differ = {
            at: (one, other)
            for at, (one, other) in enumerate(cells)
            if at < len(names) and at not in used and one.strip() != other.strip()
        }
        words = [at for at, (one, other) in differ.items() if not (_number(one) and _number(other))]
        ranks = [at for at, (one, other) in differ.items() if _rank(one) and _rank(other)]
        scales = [at for at in ranks if SCALE.search(names[at])]
        if at := [*words, *scales, *(ranks if len(ranks) == 1 else ())][:1]:
            found[first, second] = names[at[0]]
    return found


def _number(cell: str) -> bool:
    return cell.strip().replace(".", "", 1).replace("-", "", 1).isdecimal()


def _rank(cell: str) -> bool:
    return cell.strip().isdecimal() and len(cell.strip()) <= RANK
