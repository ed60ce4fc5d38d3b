"""A declaration applied to the columns of one file: which of them make what."""

from __future__ import annotations

import difflib
import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from logframe.declarations.layouts import NEEDED, plain
from logframe.evidence.declared.filters import Filter, Looked, Scope, every, scopes, text
from logframe.evidence.faults import LIMIT, quoted
from logframe.evidence.labels import declared, partial
from logframe.evidence.model import BOUNDS, NUMBERS, OPTIONAL, REQUIRED
from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from logframe.declarations import Chosen, Columns, Declaration, Fixed, Taken
    from logframe.evidence.declared.tables import Table
    from logframe.evidence.declared.watch import Watch

    Steps = tuple[str, ...]

_LABELS = tuple(name for name in (*REQUIRED, *OPTIONAL) if name not in NUMBERS)


#: So many figures a row may hold.
MOST_FIGURES = 1_000
# How a column is named by its place.
_PLACE = re.compile(r"column (\d{1,6})")
# Among so many names that which was meant is looked for.
_MOST_GUESSES = 1_000


class _TooManyError(Exception):
    """A row holds more figures than can be read."""


@dataclass(frozen=True, slots=True)
class Work:
    """How a number is made of columns: the sum of some, over the sum of others, times a factor.

    Attributes:
        of: Their positions.
        over: Likewise; none where nothing is divided by.
        times: The factor.
        plain: It is what one column says, or the first of several that is not blank.
    """

    of: tuple[int, ...]
    over: tuple[int, ...] = ()
    times: float = 1.0
    plain: bool = False

    @property
    def filled(self) -> pl.Expr:
        """Whether any of its columns holds anything, Boolean."""
        cells = (pl.col(str(at)).cast(pl.String).str.strip_chars().fill_null("") for at in self.of)
        return pl.any_horizontal(cell != "" for cell in cells)

    @property
    def operands(self) -> tuple[int, ...]:
        """All columns that it takes."""
        return (*self.of, *self.over)


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """One figure that a row can hold.

    Attributes:
        holds: Whether a row holds it, Boolean.
        labels: What each tidy column of text says.
        numbers: How each tidy column of numbers is made.
        places: At which position of the file a tidy column is, or mainly is.
        labelled: All positions from which labels are taken.
        filters: Positions of columns of which several texts are let through, and what lets them.
    """

    holds: pl.Expr
    labels: dict[str, pl.Expr]
    numbers: dict[str, Work]
    places: dict[str, int]
    labelled: frozenset[int]
    filters: dict[int, Filter]


class Pattern(NamedTuple):
    """A name with `*` or `?`, and the columns that it took.

    Attributes:
        place: Where the declaration has it: its keys, joined with full stops.
        text: The name.
        columns: What the columns are called, as spelt.
    """

    place: str
    text: str
    columns: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Plan:
    """What is taken from a file.

    Attributes:
        slots: The figures that a row can hold.
        texts: Positions of columns whose text is looked at.
        parts: Of those whose texts tell apart the rows of one figure.
        filters: All that keep or drop rows.
        looked: The places of the declaration that name texts, and where these are looked for.
        scopes: The filters that rows have to pass together.
        patterns: What each pattern took, each once.
    """

    slots: list[Slot] = field(default_factory=list)
    texts: set[int] = field(default_factory=set)
    parts: tuple[int, ...] = ()
    filters: list[Filter] = field(default_factory=list)
    looked: list[Looked] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    patterns: dict[Pattern, None] = field(default_factory=dict)

    @property
    def operands(self) -> set[int]:
        """Positions of columns that numbers are taken from."""
        return {at for slot in self.slots for work in slot.numbers.values() for at in work.operands}

    @property
    def counts(self) -> set[int]:
        """Of these the positions of those that values and counts are taken from: no bounds of intervals."""
        works = (work for slot in self.slots for name, work in slot.numbers.items() if name not in BOUNDS)
        return {at for work in works for at in work.operands}

    @property
    def least(self) -> int:
        """How many fields a row needs at least: those without which there is no figure."""
        needed = {slot.places[name] for slot in self.slots for name in NEEDED if name in slot.places}
        return max(needed, default=0) + 1


def make(
    declaration: Declaration, file: str, table: Table, watch: Watch
) -> tuple[Plan | None, list[Message]]:
    """Find the columns that a declaration speaks of.

    Returns:
        The plan, None where a column is missing; and LF402 for each that is.
    """
    maker = _Maker(declaration, file, table, watch)
    try:
        plan = maker.plan()
    except _TooManyError:
        said = f"{quoted(file)} holds more than {MOST_FIGURES:,} figures a row: it was not read"
        return None, [declaration.message("LF401", said, "long", "columns")]
    if maker.more:
        more = f"{quoted(file)} lacks {maker.more:,} more columns that are named here"
        maker.messages.append(replace(maker.messages[-1], text=more, hint=""))
    return (None if maker.messages else plan), maker.messages


class _Maker:
    def __init__(self, declaration: Declaration, file: str, table: Table, watch: Watch) -> None:
        self._declaration, self._says = declaration, declaration.says
        self._file, self._table, self._watch = file, table, watch
        self._names = [name.strip() or f"column {at + 1}" for at, name in enumerate(table.names)]
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._alike: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self._names):
            self._exact[name].append(at)
            self._alike[plain(name)].append(at)
        self._plan = Plan()
        self._filters: dict[int, Filter] = {}
        self._coded: dict[Steps, Looked] = {}
        self._labelled: set[int] = set()
        self.messages: list[Message] = []
        self.more = 0

    def plan(self) -> Plan:
        says = self._says
        top = self._rows(says.keep, says.drop)
        chosen: Mapping[str, Chosen | None] = says.measures or {"": None}
        of_measures: dict[str, list[Filter]] = {}
        for measure, one in chosen.items():
            here, shared = every(top), dict(self._filters)
            columns, fixed = says.columns, says.fixed
            where: Steps = ()
            if one is not None:
                where = ("measures", measure)
                of_measures[measure] = self._rows(one.keep, one.drop, *where)
                here = every([*top, *of_measures[measure]])
                columns = columns.model_copy(update=_said(one.columns))
                fixed = fixed.model_copy(update={"measure": measure} | _said(one.fixed))
                # A measure named here is no other that a column names.
                columns = columns.model_copy(update={"measure": None})
            for at in self._long() if says.long else (None,):
                self._slot(here, columns, fixed, at, where)
            self._filters = shared
        self._plan.scopes = scopes(top, of_measures)
        self._plan.parts = tuple(self._positions(says.parts or [], ("parts",), "", several=True))
        return self._plan

    def _slot(self, holds: pl.Expr, columns: Columns, fixed: Fixed, long: int | None, where: Steps) -> None:
        if len(self._plan.slots) == MOST_FIGURES:
            raise _TooManyError
        labels: dict[str, pl.Expr] = {}
        places: dict[str, int] = {}
        self._labelled, passes = set(), holds
        for name in _LABELS:
            said, position = self._label(name, columns, fixed, long, where)
            if position is not None:
                places[name] = position
            if said is None:
                continue
            if codes := getattr(self._says.codes, name, None):
                self._look_for_codes(name, said, None if position == long else position, where, passes)
                said = said.replace_strict(
                    list(codes), list(codes.values()), default=None, return_dtype=pl.String
                )
                holds &= said.is_not_null()
            labels[name] = said
        if "period" in labels:
            labels["period"] = self._spelt(labels["period"])
        if "published" in labels:
            day = labels["published"]
            labels["published"] = pl.when(day != "").then(declared(day, self._says.dates)).otherwise(day)
        numbers = self._numbers(columns, long, where)
        if numbers.get("value") and (over := numbers["value"].over):
            places |= {"numerator": numbers["value"].of[0], "denominator": over[0]}
        places |= {name: work.of[0] for name, work in numbers.items()}
        filters = {at: one for at, one in self._filters.items() if at not in self._labelled}
        slot = Slot(holds, labels, numbers, places, frozenset(self._labelled), filters)
        self._plan.slots.append(slot)

    def _label(
        self, name: str, columns: Columns, fixed: Fixed, long: int | None, where: Steps
    ) -> tuple[pl.Expr | None, int | None]:
        says = self._says
        if long is not None and says.long is not None and says.long.into == name:
            return pl.lit(self._names[long]), long
        taken: Taken | None = getattr(columns, name)
        if taken is not None and taken.column is not None:
            positions = self._positions(taken.column, self._place(where, name), name)
            if positions:
                self._plan.texts |= set(positions)
                self._labelled |= set(positions)
                cells = [text(at) for at in positions]
                said = pl.coalesce(pl.when(cell != "").then(cell) for cell in cells).fill_null("")
                return (said.str.head(taken.first) if taken.first else said), positions[0]
        if name == "published" and says.published is not None:
            return pl.lit(says.published.isoformat()), None
        stated = getattr(fixed, name, None)
        return (None if stated is None else pl.lit(stated)), None

    def _numbers(self, columns: Columns, long: int | None, where: Steps) -> dict[str, Work]:
        numbers = {}
        for name in NUMBERS:
            taken: Taken | None = getattr(columns, name)
            if name == "value" and long is not None:
                numbers[name] = Work((long,), plain=True)
            elif taken is not None and (work := self._work(taken, self._place(where, name), name)):
                numbers[name] = work
        return numbers

    def _work(self, taken: Taken, steps: Steps, name: str) -> Work | None:
        if taken.of is None:
            positions = self._positions(taken.column or [], steps, name)
            return Work(tuple(positions), plain=True) if positions else None
        of = self._positions(taken.of, (*steps, "of"), name, several=True)
        over = self._positions(taken.over or [], (*steps, "over"), name, several=True)
        self._on_both_sides(taken, of, over, steps)
        times = 1.0 if taken.times is None else float(taken.times)
        return Work(tuple(of), tuple(over), times) if of and (over or not taken.over) else None

    def _on_both_sides(self, taken: Taken, of: Sequence[int], over: Sequence[int], steps: Steps) -> None:
        """Tell of columns that are divided by themselves, unless as parts of a whole, or each is named."""
        both = set(of) & set(over)
        if not both or set(of) < set(over):
            return
        sides = [(name, at) for name in (*(taken.of or ()), *(taken.over or ())) for at in self._found(name)]
        doubled = [at for name, at in sides if at in both and self._is_pattern(name)]
        for at in doubled[:1]:
            said = (
                f"the column {quoted(self._names[at])} of {quoted(self._file)} counts in 'of' and in 'over'"
            )
            hint = "name the columns so that each counts once, or all of 'of' in 'over' as well"
            message = self._declaration.message("LF426", said, *steps, "over", hint=hint)
            if message not in self.messages and len(self.messages) < LIMIT:
                self.messages.append(message)

    def _rows(self, keep: dict[str, list[str]], drop: dict[str, list[str]], *where: str) -> list[Filter]:
        filters = []
        for part, rows in (("keep", keep), ("drop", drop)):
            for column, texts in rows.items():
                steps = (*where, part, column)
                own = bool(where) or column in getattr(self._declaration.own, part)
                for position in self._positions([column], steps, "", key=True):
                    self._plan.texts.add(position)
                    self._watch.expect(steps, texts, own=own)
                    self._plan.looked.append(Looked(steps, text(position), texts))
                    filters.append(Filter(steps, position, tuple(texts), own))
                    self._plan.filters.append(filters[-1])
                    if part == "drop" or len(texts) > 1:
                        self._filters.setdefault(position, filters[-1])
                    else:
                        self._filters.pop(position, None)
        return filters

    def _look_for_codes(
        self, name: str, label: pl.Expr, position: int | None, where: Steps, passes: pl.Expr
    ) -> None:
        """Watch for the codes of a label: among its column's texts, or else the names of long columns."""
        steps, codes = ("codes", name), getattr(self._says.codes, name)
        if position is None:
            long = self._says.long
            if long is not None and long.into == name and steps not in self._coded:
                self._coded[steps] = Looked(steps, label, [])
                self._watch.expect_columns(steps, codes, [self._names[at] for at in self._long()])
            return
        # Each measure may take the label from a column of its own.
        known = self._coded.get((*steps, str(label)))
        if known is None:
            known = self._coded[*steps, str(label)] = Looked(steps, label, list(codes))
            self._plan.looked.append(known)
            self._watch.expect(steps, codes)
        known.passes[where] = passes

    def _long(self) -> list[int]:
        assert self._says.long is not None  # noqa: S101  # asked for only where it is declared
        return self._positions(self._says.long.columns, ("long", "columns"), "", several=True)

    def _positions(
        self, wanted: Sequence[str], steps: Steps, target: str, *, several: bool = False, key: bool = False
    ) -> list[int]:
        """Where columns are; a message for one that is missing, unless a layout asks that can do without."""
        places: dict[int, None] = {}
        missing: list[tuple[int, str]] = []
        for number, name in enumerate(wanted):
            here = self._found(name)
            if len(here) > 1 and not (several and self._is_pattern(name)):
                self._ambiguous(here, name)
                here = here[:1]
            if here and self._is_pattern(name):
                names = tuple(self._names[at] for at in here)
                self._plan.patterns[Pattern(".".join(steps), name, names)] = None
            places |= dict.fromkeys(here)
            if not here:
                missing.append((number, name))
            self._odd(here, steps, key=key)
        found = list(places)
        layout = self._says.layout is not None and not self._own(steps)
        if layout and (found or target not in NEEDED):
            return found
        for number, name in missing:
            if len(self.messages) == LIMIT:
                self.more += 1
                continue
            hint = f"is it in the layout {quoted(str(self._says.layout))}?" if layout else self._guess(name)
            said = f"{quoted(self._file)} has no column {quoted(name)}"
            where: tuple[str | int, ...] = steps if key else (*steps, "column", number)
            where = (*steps, number) if several else where
            message = self._declaration.message("LF402", said, *where, hint=hint, key=key)
            if message not in self.messages:
                self.messages.append(message)
        return found

    def _odd(self, positions: Sequence[int], steps: Steps, *, key: bool) -> None:
        """Tell of columns that hold nothing that can be read."""
        for at in positions:
            if kind := self._table.odd(at):
                where = f"column {quoted(self._names[at])} of {quoted(self._file)}"
                said = f"{where} holds {kind}, and no text or numbers"
                message = self._declaration.message("LF402", said, *steps, key=key)
                if message not in self.messages and len(self.messages) < LIMIT:
                    self.messages.append(message)

    def _place(self, where: Steps, name: str) -> Steps:
        """Where it is said what a tidy column is: of a measure, if that says it itself."""
        if where and getattr(self._says.measures[where[1]].columns, name) is not None:
            return (*where, "columns", name)
        return ("columns", name)

    def _own(self, steps: Steps) -> bool:
        """Whether the declaration itself, and not its layout, says what stands at a place."""
        if steps[0] != "columns":
            return True
        return getattr(self._declaration.own.columns, steps[1]) is not None

    def _ambiguous(self, positions: list[int], name: str) -> None:
        line, column = self._table.place(positions[1])
        said = f"the column {quoted(name)} is there twice, and extract '{self._declaration.name}' reads it"
        hint = f"name it by its place: 'column {positions[0] + 1}' or 'column {positions[1] + 1}'"
        if self._says.header == 1:
            hint += "; if its header takes two lines, say so: header: 2"
        message = Message(self._file, line, column, "LF402", f"{said}: the file was not read", hint)
        if message not in self.messages:
            self.messages.append(message)

    def _is_pattern(self, name: str) -> bool:
        """Whether a name stands for all columns that are called like it; one that a column has does not."""
        return any(sign in name for sign in "*?[") and plain(name) not in self._alike

    def _found(self, name: str) -> list[int]:
        """Where the columns are that a name stands for; `column 4` is the fourth if none is called so."""
        wanted = plain(name)
        if alike := self._exact.get(name.strip()) or self._alike.get(wanted):
            return alike
        if self._is_pattern(name):
            places = (some for one, some in self._alike.items() if fnmatchcase(one, wanted))
            return sorted(itertools.chain.from_iterable(places))
        at = int(place[1]) - 1 if (place := _PLACE.fullmatch(wanted)) else -1
        return [at] if 0 <= at < len(self._names) else []

    def _guess(self, name: str) -> str:
        spelt = {plain(one): one for one in self._names[:_MOST_GUESSES]}
        near = difflib.get_close_matches(plain(name), spelt, n=1)
        return f"did you mean {quoted(spelt[near[0]])}?" if near else f"it has {self._listed()}"

    def _listed(self) -> str:
        shown = ", ".join(quoted(name) for name in self._names[:6])
        return f"{shown} and {len(self._names) - 6} more" if len(self._names) > 6 else shown

    def _spelt(self, period: pl.Expr) -> pl.Expr:
        if self._says.partial:
            period = partial(period)
        return declared(period, self._says.bare_year, self._says.dates)


def _said(model: Columns | Fixed) -> dict[str, object]:
    return {name: getattr(model, name) for name in model.model_fields_set}
