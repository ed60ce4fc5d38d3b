"""What a declaration names and its files never hold, and what they hold and it does not name."""

from __future__ import annotations

import difflib
import itertools
from typing import TYPE_CHECKING

from logframe.declarations.layouts import plain
from logframe.evidence.declared.filters import MOST_TEXTS
from logframe.evidence.declared.idle import Idle
from logframe.evidence.faults import LIMIT, more_like_this, quoted, rows_counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from logframe.declarations import Declaration
    from logframe.evidence.declared.filters import Filter, Scope, Seen
    from logframe.messages import Message

    Steps = tuple[str, ...]

# Of texts that are named together so many are shown.
_SHOWN = 3
# A shorter text, or one with a digit, is a code: one sign more or less makes another.
_LEAST_OF_A_NAME = 4
# Among so many pairs of texts slips are looked for.
_MOST_PAIRS = 200_000


class Watch:
    """Remembers what the filters and codes of a declaration met in any of its files.

    Attributes:
        idle: To which of them `sheet` and `member` say nothing.

    Args:
        declaration: Whose they are.
    """

    def __init__(self, declaration: Declaration) -> None:
        self._declaration = declaration
        self.idle = Idle(declaration)
        self._texts: dict[Steps, tuple[str, ...]] = {}
        self._met: dict[Steps, set[str]] = {}
        self._others: dict[Steps, set[str]] = {}
        self._columns: set[Steps] = set()
        self._uncovered: dict[Steps, dict[str, int]] = {}
        self._bare: list[tuple[str, Steps]] = []
        self._layouts: set[Steps] = set()
        self._scopes: dict[Steps, Scope] = {}
        self._fed: set[Steps] = set()
        self._starved: dict[Steps, list[tuple[str, set[Steps], Seen]]] = {}
        self._told: set[Message] = set()
        self._guessed: set[tuple[Steps, str]] = set()
        self._read = False

    def expect(self, steps: Steps, texts: Iterable[str], *, own: bool = True) -> None:
        """Watch for texts that are named at a place of the declaration, or by its layout."""
        self._texts[steps] = tuple(texts)
        self._met.setdefault(steps, set())
        self._others.setdefault(steps, set())
        if not own:
            self._layouts.add(steps)

    def expect_columns(self, steps: Steps, texts: Iterable[str], names: Collection[str]) -> None:
        """Watch for names of columns, of which some are there; those that are not named are left out."""
        self.expect(steps, texts)
        self._columns.add(steps)
        self._met[steps].update(names)
        self._others[steps].update(itertools.islice(names, MOST_TEXTS))
        left_out = self._uncovered.setdefault(steps, {})
        left_out.update(dict.fromkeys((name for name in names if name not in self._texts[steps]), 0))

    def tell(self, code: str, text: str, *steps: str, hint: str = "") -> None:
        """Tell something else about a place, once whatever the number of files."""
        self._told.add(self._declaration.message(code, text, *steps, hint=hint))

    def take(self, file: str, seen: Seen) -> None:
        """Take in what was seen in a file, once it was read to its end."""
        if not seen.rows:
            return
        self._read = True
        for steps, texts in seen.met.items():
            self._met[steps].update(texts)
            self._others[steps].update(itertools.islice(seen.others[steps], MOST_TEXTS))
        for steps, counts in seen.uncovered.items():
            known = self._uncovered.setdefault(steps, {})
            for text, rows in counts.items():
                known[text] = known.get(text, 0) + rows
            if counts and not seen.met[steps]:
                self._bare.append((file, steps))
        for scope in seen.scopes:
            some, together, passed = seen.passed[scope.key]
            self._scopes[scope.key] = scope
            if together:
                self._fed.add(scope.key)
            elif some:
                self._starved.setdefault(scope.key, []).append((file, passed, seen))

    def messages(self) -> list[Message]:
        """What was never met, at its place; nothing of rows if none was read at all."""
        told = [*self._told, *self.idle.messages()]
        for steps, texts in self._texts.items():
            if steps in self._layouts or not (self._read or steps in self._columns):
                continue
            lacking = [(at, text) for at, text in enumerate(texts) if text not in self._met[steps]]
            told += [self._lacking(steps, at, text) for at, text in lacking[:LIMIT]]
            if (more := len(lacking) - LIMIT) > 0:
                told.append(self._lacking(steps, *lacking[LIMIT], more=more))
        for key, files in self._starved.items():
            scope = self._scopes[key]
            if key not in self._fed:
                told += self._never(scope, files)
            elif not scope.anywhere:
                told += self._starving(scope, files)
        # These leave out what is told already, as what another text was meant to be.
        told += self._spelt_otherwise()
        told += self._left_out()
        return list(dict.fromkeys(told))

    # Texts that nothing has

    def _lacking(self, steps: Steps, at: int, text: str, more: int = 0) -> Message:
        coded = steps[0] == "codes"
        near = "" if more else self._guess(steps, text, self._others[steps])
        what = f"no row has {quoted(text)} in {quoted(steps[-1])}"
        if steps in self._columns:
            what = f"no column is called {quoted(text)}"
        if more:
            what = f"and {more_like_this(more, 'column' if steps in self._columns else 'text')}"
        return self._declaration.message(
            "LF412", what, *steps, text if coded else at, hint=_meant(near), key=coded
        )

    def _guess(self, steps: Steps, text: str, others: Iterable[str]) -> str:
        """What may be meant by a text that nothing has: none of those that are named already."""
        unnamed = set(others) - {"", *self._texts[steps]}
        near = next(iter(difflib.get_close_matches(text, sorted(unnamed), n=1)), "")
        self._guessed.add((steps, near))
        return near

    def _spelt_otherwise(self) -> Iterator[Message]:
        """Texts that filters name but for their capitals and spaces, and that so do not count."""
        for steps, texts in self._texts.items():
            if steps[0] == "codes":
                continue
            named = {
                plain(text): text for text in texts if text in self._met[steps] or steps in self._layouts
            }
            for text in sorted(self._others[steps] - set(texts)):
                if (meant := named.get(plain(text))) and (steps, text) not in self._guessed:
                    said = f"rows have {quoted(text)} in {quoted(steps[-1])}, which is not {quoted(meant)}"
                    yield self._declaration.message("LF412", said, *steps, hint="name both, or drop its rows")

    # Texts that no code covers

    def _left_out(self) -> Iterator[Message]:
        for steps, counts in self._uncovered.items():
            covered = [text for text in self._texts[steps] if text in self._met[steps]]
            lacking = {text: rows for text, rows in counts.items() if (steps, text) not in self._guessed}
            slips = _slips(list(lacking), self._texts[steps])
            # Whoever names few of many chooses, and few measures or areas are chosen often: periods never.
            if steps[-1] != "period" and len(lacking) >= len(covered):
                lacking = {text: rows for text, rows in lacking.items() if text in slips}
            if lacking and covered:
                first = next(iter(slips), next(iter(lacking)))
                said = f"no code covers {_counted(steps[-1], first, len(lacking))}"
                if steps not in self._columns:
                    said += f" ({rows_counted(sum(lacking.values()))})"
                hint = _meant(slips.get(first, "")) or "give it a code, or drop its rows"
                yield self._declaration.message("LF419", said, *steps, hint=hint, key=True)
        for file, steps in [one for one in self._bare if self._met[one[1]]][:LIMIT]:
            said = f"no row of {quoted(file)} has {_a(steps[-1])} that a code covers"
            yield self._declaration.message("LF419", said, *steps, hint="all its rows are left out", key=True)

    # Filters that let nothing through

    def _starving(self, scope: Scope, files: Sequence[tuple[str, set[Steps], Seen]]) -> Iterator[Message]:
        """Tell of files that have nothing of what others of the declaration have."""
        for file, passed, seen in files[:LIMIT]:
            rows = f"row{_of(scope)} in {quoted(file)}"
            blamed = [one for one in scope.filters if one.steps not in passed]
            for one in blamed:
                yield self._blamed(one, rows, seen.others.get(one.steps, set()))
            if not blamed:
                yield self._together(scope, rows)
        if (more := len(files) - LIMIT) > 0:
            yield self._declaration.message("LF412", f"and {more_like_this(more, 'file')}", *scope.where)

    def _never(self, scope: Scope, files: Sequence[tuple[str, set[Steps], Seen]]) -> Iterator[Message]:
        """Tell of filters that let nothing through in any file, unless that is told of their texts."""
        ever = set().union(*(passed for _, passed, _ in files))
        blamed = [one for one in scope.filters if one.steps not in ever]
        if scope.anywhere and (blamed or scope.where in self._starved):
            return
        for one in blamed:
            if one.drops or not one.own or self._met[one.steps]:
                yield self._blamed(one, f"row{_of(scope)}", self._others[one.steps])
        met = any(self._met[one.steps] for filters in scope.either for one in filters)
        if not blamed and (met or not scope.either):
            yield self._together(scope, f"row{_of(scope)}")

    def _blamed(self, one: Filter, rows: str, others: Iterable[str]) -> Message:
        column = quoted(one.steps[-1])
        if one.drops:
            return self._declaration.message("LF412", f"every {rows} is dropped by {column}", *one.steps)
        said = f"no {rows} has {_either(one.texts)} in {column}"
        near = next((guess for text in one.texts if (guess := self._guess(one.steps, text, others))), "")
        return self._declaration.message("LF412", said, *one.steps, hint=_meant(near))

    def _together(self, scope: Scope, rows: str) -> Message:
        if scope.either:
            said = f"no {rows} is of any of the measures"
            return self._declaration.message("LF412", said, *scope.where, key=True)
        columns = " and ".join(dict.fromkeys(quoted(one.steps[-1]) for one in scope.filters))
        said = f"no {rows} passes the filters on {columns} together, though each is met"
        return self._declaration.message("LF412", said, *scope.filters[-1].steps, key=True)


def _of(scope: Scope) -> str:
    return f" of {quoted(scope.where[1])}" if len(scope.where) > 1 else ""


def _slips(texts: Sequence[str], codes: Sequence[str]) -> dict[str, str]:
    """Texts that are a slip away from one for which there is a code, and that one."""
    alike = {plain(code): code for code in codes}
    found = {text: alike[plain(text)] for text in texts if plain(text) in alike}
    if len(texts) * len(codes) <= _MOST_PAIRS:
        found |= {text: code for text in texts for code in codes if text not in found and _slip(text, code)}
    return found


def _slip(one: str, other: str) -> bool:
    """Whether one sign of a name is missing, too many or another, or two are the wrong way round."""
    one, other = plain(one), plain(other)
    if min(len(one), len(other)) < _LEAST_OF_A_NAME or any(sign.isdigit() for sign in one + other):
        return False
    before = len(_shared(one, other))
    one, other = one[before:], other[before:]
    after = len(_shared(one[::-1], other[::-1]))
    one, other = one[: len(one) - after], other[: len(other) - after]
    return max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])


def _shared(one: str, other: str) -> str:
    same = itertools.takewhile(lambda signs: signs[0] == signs[1], zip(one, other, strict=False))
    return "".join(sign for sign, _ in same)


def _meant(near: str) -> str:
    return f"did you mean {quoted(near)}?" if near else ""


def _either(texts: Sequence[str]) -> str:
    shown = " or ".join(quoted(text) for text in texts[:_SHOWN])
    return shown if len(texts) <= _SHOWN else f"{shown} or {len(texts) - _SHOWN:,} more"


def _counted(name: str, first: str, number: int) -> str:
    return f"{name} {quoted(first)}" if number == 1 else f"{number:,} {name}s, such as {quoted(first)}"


def _a(name: str) -> str:
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"
