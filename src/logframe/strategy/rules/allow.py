"""Warnings that the files themselves turn off, with a reason, and how many of a kind are told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from logframe.messages import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logframe.messages import Message
    from logframe.strategy.catalogue import Catalogue, Written

MOST = 10
"""How many warnings of one rule are told about one file: whoever mends ten knows where to look for more."""

LINTS = frozenset(code for code in CODES if code.startswith("LF3"))
LINTS_OF_DATA = frozenset({"LF319", "LF320", "LF321", "LF322"})
"""Those that need the figures."""

_IDLE = "LF318"


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning about something that is written, before it is known whether it is allowed there.

    Attributes:
        code: One of `LINTS`.
        text: What looks wrong.
        written: The thing that it is about.
        steps: The way to the very value inside that thing.
        hint: What to do about it.
        key: Whether the value's key is the place.
    """

    code: str
    text: str
    written: Written[Any]
    steps: tuple[int | str, ...] = ()
    hint: str = ""
    key: bool = False

    @property
    def message(self) -> Message:
        """The warning at its place."""
        return self.written.message(self.code, self.text, *self.steps, hint=self.hint, key=self.key)


def settle(catalogue: Catalogue, remarks: Iterable[Remark], *, of_data: bool = False) -> list[Message]:
    """Turn remarks into messages, without those that the files allow.

    Args:
        catalogue: What the files say.
        remarks: All that the rules found.
        of_data: Whether it was the rules of `LINTS_OF_DATA` that were looked at, or all others.

    Returns:
        The messages in the order of the files, at most `MOST` of one rule in one file. What is allowed and
        does not occur is a message, too.
    """
    used: set[tuple[int, str]] = set()
    told = []
    for remark in remarks:
        owners = [owner for owner in _allowing(remark) if remark.code in owner]
        used |= {(id(owner), remark.code) for owner in owners}
        if not owners:
            told.append(remark.message)
    idle = [
        message
        for written, allowed in _every_allowance(catalogue)
        for code in allowed
        if (code in LINTS_OF_DATA) is of_data and (id(_raw(written)), code) not in used
        for message in [_idle(written, code).message]
    ]
    return list(_bounded(sorted([*told, *idle])))


def _allowing(remark: Remark) -> Iterator[dict[str, Any]]:
    """Give what is allowed by the thing that the remark is about, and by each that it is inside of."""
    here = remark.written.document.data
    for step in (None, *remark.written.path):
        if step is not None:
            here = here[step]
        if isinstance(here, dict) and isinstance(here.get("allow"), dict):
            yield here["allow"]


def _raw(written: Written[Any]) -> dict[str, Any]:
    """Give the mapping of what a thing allows, as it stands in its file."""
    here = written.document.data
    for step in written.path:
        here = here[step]
    allowed: dict[str, Any] = here["allow"]
    return allowed


def _every_allowance(catalogue: Catalogue) -> Iterator[tuple[Written[Any], dict[str, str]]]:
    definitions = (catalogue.measures, catalogue.standards, catalogue.areas)
    for written in (item for kind in definitions for item in kind.values()):
        if written.thing.allow:
            yield written, written.thing.allow
    for strategy in catalogue.strategies.values():
        if strategy.thing.allow:
            yield strategy, strategy.thing.allow
    for _, outcome in catalogue.parts():
        if outcome.thing.allow:
            yield outcome, outcome.thing.allow
    for promise in catalogue.promises():
        if promise.indicator.allow:
            yield promise.written, promise.indicator.allow


def _idle(written: Written[Any], code: str) -> Remark:
    if code in LINTS:
        text, hint = f"{code} is allowed here and does not occur", "delete it"
    elif code in CODES:
        text, hint = f"{code} cannot be allowed: it is no lint rule", "mend what it is about"
    else:
        text, hint = f"there is no rule {code} to allow", "`logframe explain` lists them"
    return Remark(_IDLE, text, written, ("allow", code), hint, key=True)


def _bounded(messages: Iterable[Message]) -> Iterator[Message]:
    """Keep the first of each rule in each file; the last that is kept says how many more there are."""
    ordered = list(messages)
    total = Counter((message.file, message.code) for message in ordered)
    seen: Counter[tuple[str, str]] = Counter()
    for message in ordered:
        kind = (message.file, message.code)
        seen[kind] += 1
        if seen[kind] == MOST and total[kind] > MOST:
            more = f"and {total[kind] - MOST} more of {message.code} in this file"
            yield replace(message, hint=f"{message.hint}; {more}" if message.hint else more)
        elif seen[kind] <= MOST:
            yield message
