"""From bytes to data: the text, then every value with its spot, within bounds on what a file can cost."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeAlias

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from logframe.documents.scalars import CONSTANTS, NULLS, OPENINGS, RefusedError, resolve, short
from logframe.documents.syntax import QUOTE, stumble
from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

    from logframe.documents.scalars import Data

LARGEST = 5_000_000  # bytes
DEEPEST = 40  # lists and mappings inside one another
MOST_SIGNS = 500_000  # of those that entries are written with; prose and figures of 5 MB have some 300,000
MOST_PROBLEMS = 100  # in one file; then reading stops

_Event: TypeAlias = Any  # PyYAML's stubs let an event be without marks; a parser's events all have them
Spots: TypeAlias = dict[str | int, tuple[int, int, int, int]]
"""Of the entries of a container: like `Place`, but counted from 0."""


class Place(NamedTuple):
    """Where an entry of a mapping or an item of a list was written.

    An item of a list is its own key, and a key stands for its value where that is null.
    """

    key_line: int
    key_column: int
    line: int
    column: int


BEGINNING = Place(1, 1, 1, 1)

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # so begins UTF-32, too
#: As YAML 1.1 has it, and so the parsers' marks.
LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_EVERYDAY = bytes([9, 10, 13, *range(32, 127)])
_SIGNS = b":-,[{?"  # without one of them there is no entry: they bound what a file can cost
_SPLIT = "split it into several"
_SAVE = "save the file as UTF-8"


def _position(text: str, index: int) -> tuple[int, int]:
    before = LINE_BREAK.split(text[:index])
    return len(before), len(before[-1]) + 1


class UnusableError(Exception):
    """Reading cannot go on; the messages say why."""


class Reader:
    """Reads one document: its data from events, the spot of every entry, and messages on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root = BEGINNING
        self.spots: dict[int, Spots] = {}
        self.left_out: list[Data] = []
        self.messages: list[Message] = []
        self._known = dict(CONSTANTS)  # plain scalars that are understood: strategies repeat themselves

    def _tell(self, line: int, column: int, code: str, text: str, hint: str = "") -> None:
        self.messages.append(Message(self.file, line, column, code, text, hint))

    def _tell_and_go_on(self, line: int, column: int, code: str, text: str, hint: str) -> None:
        self._tell(line, column, code, text, hint)
        if len(self.messages) == MOST_PROBLEMS:
            last = self.messages[-1]
            self.messages[-1] = replace(last, hint=f"{hint}; reading stops after {MOST_PROBLEMS} problems")
            raise UnusableError

    def _tell_and_stop(self, line: int, column: int, code: str, text: str, hint: str = "") -> NoReturn:
        self._tell(line, column, code, text, hint)
        raise UnusableError

    def decode(self, content: bytes) -> str:
        """Give the text without what no parser accepts; raises UnusableError where there is no text."""
        if len(content) > LARGEST:
            self._tell_and_stop(1, 1, "LF009", f"the file is larger than {LARGEST:,} bytes", _SPLIT)
        if len(content) - len(content.translate(None, _SIGNS)) > MOST_SIGNS:
            self._tell_and_stop(
                1, 1, "LF009", f"too many entries: more than {MOST_SIGNS:,} of the signs : , - [ {{ ?", _SPLIT
            )
        if content.startswith(_UTF_16):
            self._tell_and_stop(1, 1, "LF012", "the file is UTF-16, not UTF-8", _SAVE)
        content = content.removeprefix(BYTE_ORDER_MARK)
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            before = content[: error.start].decode()
            byte = content[error.start : error.start + 1]
            meant = byte.decode("cp1252", errors="ignore")
            hint = f"{_SAVE}; in Windows-1252 the byte is '{meant}'" if meant else _SAVE
            self._tell_and_stop(
                *_position(before, len(before)), "LF012", f"byte 0x{byte[0]:02X} is not UTF-8", hint
            )
        if "\0" in text:
            place = _position(text, text.index("\0"))
            self._tell_and_stop(*place, "LF012", "a NUL byte: this is UTF-16, or no text", _SAVE)
        # Nearly all of a file is plain ASCII, and what is left without it is soon searched.
        if _FORBIDDEN.search(content.translate(None, _EVERYDAY).decode()):
            for line, words in enumerate(LINE_BREAK.split(text), start=1):
                for found in _FORBIDDEN.finditer(words):
                    what = f"the invisible character U+{ord(found[0]):04X}"
                    self._tell_and_go_on(line, found.start() + 1, "LF012", what, "delete it")
            text = _FORBIDDEN.sub("\ufffd", text)
        return text

    def refuse_syntax(self, text: str, error: yaml.MarkedYAMLError | ValueError) -> None:
        """Say in our words what the parser stumbled over."""
        found = stumble(text, error)
        self._tell(*_position(text, found.at), found.code, found.text, found.hint)

    def document(self, next_event: Callable[[], _Event]) -> Data:
        """Build the data of the one document that the events tell of."""
        self._next = next_event
        next_event()  # the stream begins
        data: Data = None
        if type(next_event()) is not StreamEndEvent:
            event = next_event()
            data = self._value(event, 0)
            next_event()  # the document ends
            if type(further := next_event()) is DocumentStartEvent:
                self._refuse(
                    further, "LF003", "a second document begins here", "put it into a file of its own"
                )
            if data is not None:
                line, column = event.start_mark.line + 1, event.start_mark.column + 1
                self.root = Place(line, column, line, column)
        if data is None and not self.messages:
            self._tell(1, 1, "LF002", "the file is empty")
        return data

    def _value(self, event: _Event, depth: int) -> Data:
        """Build the value that an event is, or begins."""
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if type(event) is ScalarEvent:
            text: str = event.value
            if event.style:
                return self._escaped(event) if event.style == '"' else text
            if text[:1] not in OPENINGS:
                return text
            return self._known[text] if text in self._known else self._resolved(event)
        if type(event) is AliasEvent:
            return None
        if depth == DEEPEST:
            mark = event.start_mark
            deep = f"nested more than {DEEPEST} levels deep"
            self._tell_and_stop(mark.line + 1, mark.column + 1, "LF008", deep)
        return self._mapping(depth + 1) if type(event) is MappingStartEvent else self._list(depth + 1)

    def _list(self, depth: int) -> list[Data]:
        built: list[Data] = []
        spots: Spots = {}
        next_event, value = self._next, self._value
        while type(event := next_event()) is not SequenceEndEvent:
            mark = event.start_mark
            line, column = mark.line, mark.column
            spots[len(built)] = (line, column, line, column)
            built.append(value(event, depth))
        self.spots[id(built)] = spots
        return built

    def _mapping(self, depth: int) -> dict[str, Data]:
        built: dict[str, Data] = {}
        spots: Spots = {}
        next_event, value_of = self._next, self._value
        while type(event := next_event()) is not MappingEndEvent:
            key = self._key(event, depth)
            if key in built:
                hint = f"the first is on line {spots[key][0] + 1}"
                self._refuse(event, "LF004", f"duplicate key '{short(key)}'", hint)
                key = None
            at = event.start_mark
            event = next_event()
            value = value_of(event, depth)
            if key is None:
                self.left_out.append(value)
                continue
            mark = at if value is None else event.start_mark  # libyaml may put what is missing past the end
            built[key] = value
            spots[key] = (at.line, at.column, mark.line, mark.column)
        self.spots[id(built)] = spots
        return built

    def _key(self, event: _Event, depth: int) -> str | None:
        """Give the text of a key, or None (and say why) where it cannot be used."""
        if type(event) is not ScalarEvent:
            if type(event) is not AliasEvent:
                self._refuse(event, "LF011", "a key must be plain text, not a list or a mapping", QUOTE)
            self.left_out.append(self._value(event, depth))
            return None
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        text: str = event.value
        if event.style:
            text = self._escaped(event) if event.style == '"' else text
        elif text == "<<":
            self._refuse(event, "LF011", "merge keys (<<) are not allowed", "write the entries out")
            return None
        elif text in NULLS:
            text = ""
        if not text:
            self._refuse(
                event, "LF011", "a key must be plain text, not empty or null", "name it, or quote it"
            )
        return text or None

    def _escaped(self, event: _Event) -> str:
        """Give a double-quoted text; only its escapes can have put control characters into it."""
        text: str = event.value
        if _FORBIDDEN.search(text):
            self._refuse(event, "LF012", "an escape that makes a control character", "leave it out")
            text = _FORBIDDEN.sub("\ufffd", text)
        return text

    def _resolved(self, event: _Event) -> Data:
        """Give the value of a plain scalar that may be more than text."""
        text: str = event.value
        try:
            value = self._known[text] = resolve(text)
        except RefusedError as refused:
            self._refuse(event, *refused.args)
            return text
        return value

    def _refuse(self, event: _Event, code: str, text: str, hint: str) -> None:
        mark = event.start_mark
        self._tell_and_go_on(mark.line + 1, mark.column + 1, code, text, hint)

    def _refuse_properties(self, event: _Event) -> None:
        name = short(event.anchor or "")
        if isinstance(event, AliasEvent):
            self._refuse(
                event, "LF005", f"aliases are not allowed: *{name}", "repeat the value, or quote the text"
            )
            return
        if name:
            self._refuse(event, "LF005", f"anchors are not allowed: &{name}", "delete it, or quote the text")
        if event.tag is not None:
            tag = short(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._refuse(event, "LF006", f"tags are not allowed: {tag}", "delete it, or quote the text")
