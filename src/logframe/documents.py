"""YAML as plain Python data with the place of every key and value, read strictly.

The data are built straight from the parser's events: no nodes, no resolver, no constructor. So nothing in
a file can make the reader call anything, depth and size are bounded, and what YAML programs would read
differently is refused at its place instead of guessed.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn, Self, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.scanner import ScannerError

from logframe.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LARGEST = 5_000_000  # bytes
DEEPEST = 40  # lists and mappings inside one another
MOST_SIGNS = 500_000  # of those that entries are written with; prose and figures of 5 MB have some 300,000
MOST_PROBLEMS = 100  # in one file; then reading stops

Data: TypeAlias = "dict[str, Data] | list[Data] | str | int | float | date | None"
Loader: TypeAlias = "type[yaml.SafeLoader | yaml.CSafeLoader]"
_Event: TypeAlias = Any  # PyYAML's stubs let an event be without marks; a parser's events all have them
_Spots: TypeAlias = dict[str | int, tuple[int, int, int, int]]  # like Place, but counted from 0


class Place(NamedTuple):
    """Where an entry of a mapping or an item of a list was written.

    An item of a list is its own key, and a key stands for its value where that is null.
    """

    key_line: int
    key_column: int
    line: int
    column: int


class Number(float):
    """A decimal fraction that remembers how it was written: 7.50 has two decimals."""

    __slots__ = ("decimals",)
    decimals: int

    def __new__(cls, written: str) -> Self:
        """Read plain decimal notation; ValueError for a text that is no number."""
        number = super().__new__(cls, written)
        number.decimals = len(written.partition(".")[2])
        return number

    def __getnewargs__(self) -> tuple[str]:  # type: ignore[override]  # copied and pickled by what was written
        return (f"{self:.{self.decimals}f}",)


_BEGINNING = Place(1, 1, 1, 1)


@dataclass(frozen=True, eq=False)  # without slots, for the sake of the cached lines
class Document:
    """What a file says, where it says it, and what is wrong with it as YAML.

    Attributes:
        file: The file as messages name it.
        data: Dicts with text keys, lists, text, int, `Number`, bool, date and None; None alone where the file
            cannot be used at all. Where there are messages, it is what could be saved: entries with a refused
            key are left out, an alias is None, a refused scalar is its text.
        messages: In the order of the file.
        root: The place of the outermost value.
    """

    file: str
    data: Any = None
    messages: list[Message] = field(default_factory=list)
    root: Place = _BEGINNING
    _content: bytes = field(default=b"", repr=False)
    _spots: dict[int, _Spots] = field(default_factory=dict, repr=False)
    _left_out: list[Data] = field(default_factory=list, repr=False)  # kept alive: their ids must stay taken

    def place(self, container: dict[str, Any] | list[Any], key: str | int) -> Place:
        """Give the place of an entry; the container is known by its identity, so a copy of it is not.

        Raises:
            KeyError: for a container that this document did not build, or an entry that it does not have.
        """
        return Place(*(number + 1 for number in self._spots[id(container)][key]))

    @property
    def content(self) -> bytes:
        """The bytes of the file; of one that is too large only its beginning."""
        return self._content

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends, counted as YAML counts them and as messages number them."""
        return _LINE_BREAK.split(self._content.removeprefix(_BYTE_ORDER_MARK).decode(errors="replace"))


class PythonLoader(yaml.SafeLoader):
    """PyYAML's own parser, for where it was built without libyaml: some twenty times slower.

    It refuses some tabs and some plain texts in brackets that libyaml takes, and passes over directives that
    it does not know; otherwise both say the same of the same file.
    """

    def scan_flow_scalar_non_spaces(self, *args: Any) -> list[str]:  # noqa: ANN401  passed on as they come
        """Refuse escapes that make no character, as libyaml does; PyYAML passes them or raises ValueError."""
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(*args)
            "".join(chunks).encode()
        except (ValueError, OverflowError):
            problem = "found invalid Unicode character escape code"
            raise ScannerError(problem=problem, problem_mark=self.get_mark()) from None
        return chunks


#: What can parse here, the fastest first. Only their events are used, never what they construct.
LOADERS: tuple[Loader, ...] = (PythonLoader,)
if yaml.__with_libyaml__:
    LOADERS = (yaml.CSafeLoader, PythonLoader)


def read(content: bytes, file: str, *, loader: Loader = LOADERS[0]) -> Document:
    """Read a YAML file that holds one document. Whatever the bytes, the answer is a `Document`.

    Args:
        content: UTF-8, with or without a byte-order mark.
        file: The name that messages give the file.
        loader: One of `LOADERS`.
    """
    reader = _Reader(file)
    data: Data = None
    text = ""
    try:
        text = reader.decode(content)
        data = reader.document(loader(text).get_event)
    except _UnusableError:
        content = content[:LARGEST]
    except yaml.MarkedYAMLError as error:
        reader.refuse_syntax(text, error)
    except ValueError:
        # Without saying where, PyYAML stumbles over %-escapes in tags that make no text (libyaml lets them
        # pass), and its own parser over thousands of digits in a %YAML line.
        percent = re.search("%(?:[89a-fA-F]|YAML)", text)
        reader.tell(*_position(text, percent.start() if percent else 0), "LF001", _PERCENT, _QUOTE)
    return Document(file, data, sorted(reader.messages), reader.root, content, reader.spots, reader.left_out)


def read_file(path: Path, shown: str) -> Document:
    """Read a file, called `shown` in messages. One that cannot be read or is too large is a message, too."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Document(shown, messages=[Message(shown, 1, 1, "LF013", "this is no ordinary file")])
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        why = getattr(error, "strerror", None) or str(error)
        return Document(shown, messages=[Message(shown, 1, 1, "LF013", f"the file cannot be read: {why}")])
    return read(content, shown)


# --- characters -----------------------------------------------------------------------------------------

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # so begins UTF-32, too
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as YAML 1.1 has it, and so the parsers' marks
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_EVERYDAY = bytes([9, 10, 13, *range(32, 127)])
_SIGNS = b":-,[{?"  # without one of them there is no entry: they bound what a file can cost
_SPLIT = "split it into several"
_SAVE = "save the file as UTF-8"


def _position(text: str, index: int) -> tuple[int, int]:
    before = _LINE_BREAK.split(text[:index])
    return len(before), len(before[-1]) + 1


# --- plain scalars --------------------------------------------------------------------------------------

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_CONSTANTS: dict[str, Data] = {
    **dict.fromkeys(_NULLS),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_OPENINGS = "0123456789+-.~=<tTfFnNyYoO"  # to every program a scalar that begins otherwise is text
_TRUTH = frozenset(
    ["yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N"]
)
_SHAPES = re.compile(
    r"""(?P<integer>[-+]?(?:0|[1-9][0-9]{0,17}))
    |(?P<decimal>[-+]?[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})
    |(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})
    |(?P<long>[-+]?[0-9]{19,}(?:\.[0-9]*)?|[-+]?[0-9]*\.[0-9]{19,})
    |(?P<infinite>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))
    |(?P<clock>[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?           # 12:30 is 750 in YAML 1.1
        |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?
            (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)                # a moment in 1.1, text in 1.2
    |(?P<number>[-+]?0[0-9_]+                                             # 012 is 10 in 1.1, 12 in 1.2
        |[-+]?0(?:x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)                        # 0b1 is text in 1.2, 0o7 in 1.1
        |[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*                   # 1_000 is text in 1.2
        |[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]+)[eE][-+]?[0-9]+         # 1e3 is text to PyYAML
        |[-+]\.[0-9][0-9_]*)                                              # so is -.5
    """,
    re.VERBOSE,
)
_DIFFER = "programs differ on what {} means"
_REFUSED = {  # what is said of each shape that is no value, and what to do
    "long": ("a number with so many digits is not read exactly", "round it, or quote a code: '{}'"),
    "infinite": ("{} is not a finite number", "leave it out, or quote it if it is a text: '{}'"),
    "clock": (_DIFFER, "quote it: '{}'"),
    "number": (_DIFFER, "write a plain number, or quote it if it is a code or a text: '{}'"),
    "truth": (_DIFFER, "write true or false, or quote it if it is a text: '{}'"),
    "sign": (_DIFFER, "quote it: '{}'"),
}


class _RefusedError(ValueError):
    """A plain scalar that is no value; its arguments are code, text and hint of the message."""


def _resolve(text: str) -> Data:
    """Read a plain scalar as every program would; raises _RefusedError where they would not agree."""
    shape = _SHAPES.fullmatch(text)
    if shape is not None:
        kind = str(shape.lastgroup)
    elif text in _TRUTH:
        kind = "truth"
    elif text in {"=", "<<"}:
        kind = "sign"
    else:
        return text
    if kind == "integer":
        return int(text)
    if kind == "decimal":
        return Number(text)
    if kind == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise _RefusedError("LF010", f"there is no date {text}", "a date is year-month-day") from None
    raise _RefusedError("LF007", *(words.format(_short(text)) for words in _REFUSED[kind]))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


# --- syntax errors, in words that help ------------------------------------------------------------------


class _Slip(NamedTuple):
    said: str  # a pattern for the parsers' words: context, problem, the character there, perhaps "at the end"
    text: str
    hint: str
    where: Literal["noticed", "begun", "backslash"] = "noticed"
    code: str = "LF001"


_PERCENT = "what '%' begins here is not known"
_QUOTE = "quote a text that begins so"
_INDENT = "check the indentation, and the quotes before it"
_COLON = "check the indentation; a space follows the colon of a key"
_SLIPS = (
    _Slip("codec can't|URI esc|octet|version number", _PERCENT, _QUOTE),
    _Slip("directive|YAML doc", _PERCENT, _QUOTE, "begun"),
    _Slip("an (anchor|alias)", "anchors (&) and aliases (*) are not allowed", _QUOTE, "begun", "LF005"),
    _Slip(" a tag|tag handle", "tags (!) are not allowed", _QUOTE, "begun", "LF006"),
    _Slip("end of stream|document (indicator|separator)", "this quote is never closed", "", "begun"),
    _Slip("',' or .* at the end$", "this bracket is never closed", "", "begun"),
    _Slip("',' or", "the bracket opened on line {line} is still open here", "is a comma or a quote missing?"),
    _Slip(
        "mapping values|unexpected ':'",
        "no other key can stand here",
        f"quote a text that holds ': '; {_INDENT}",
    ),
    _Slip("(entries|keys) are not allowed", "'{character} ' cannot stand here", f"{_QUOTE}; {_INDENT}"),
    _Slip("find expected ':'", "this is neither 'key: value' nor part of the line above", _COLON, "begun"),
    _Slip("(key|'-'|<block end>)", "this does not continue what begins on line {line}", _INDENT),
    _Slip("<document start>", "this does not belong to what stands above it", _COLON),
    _Slip("node content", "a value is missing before this", _QUOTE),
    _Slip(r"tab character|any token.* '\\t'", "a tab cannot stand here", "indent with spaces"),
    _Slip("any token", "a text cannot begin with '{character}'", "quote it"),
    _Slip("escape c|hex", "this is not an escape", "use single quotes, or write \\ twice", "backslash"),
    _Slip("block scalar", "after '>' or '|' the text begins on the next line", _QUOTE, "begun"),
    _Slip("", "this is not YAML: {problem}", ""),
)


# --- the reader -----------------------------------------------------------------------------------------


class _UnusableError(Exception):
    """Reading cannot go on; the messages say why."""


class _Reader:
    """Reads one document: its data from events, the spot of every entry, and messages on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root = _BEGINNING
        self.spots: dict[int, _Spots] = {}
        self.left_out: list[Data] = []
        self.messages: list[Message] = []
        self._known = dict(_CONSTANTS)  # plain scalars that are understood: strategies repeat themselves

    def tell(self, line: int, column: int, code: str, text: str, hint: str = "") -> None:
        self.messages.append(Message(self.file, line, column, code, text, hint))

    def _tell_and_go_on(self, line: int, column: int, code: str, text: str, hint: str) -> None:
        self.tell(line, column, code, text, hint)
        if len(self.messages) == MOST_PROBLEMS:
            last = self.messages[-1]
            self.messages[-1] = replace(last, hint=f"{hint}; reading stops after {MOST_PROBLEMS} problems")
            raise _UnusableError

    def _tell_and_stop(self, line: int, column: int, code: str, text: str, hint: str = "") -> NoReturn:
        self.tell(line, column, code, text, hint)
        raise _UnusableError

    def decode(self, content: bytes) -> str:
        """Give the text without what no parser accepts; raises _UnusableError where there is no text."""
        if len(content) > LARGEST:
            self._tell_and_stop(1, 1, "LF009", f"the file is larger than {LARGEST:,} bytes", _SPLIT)
        if len(content) - len(content.translate(None, _SIGNS)) > MOST_SIGNS:
            self._tell_and_stop(
                1, 1, "LF009", f"too many entries: more than {MOST_SIGNS:,} of the signs : , - [ {{ ?", _SPLIT
            )
        if content.startswith(_UTF_16):
            self._tell_and_stop(1, 1, "LF012", "the file is UTF-16, not UTF-8", _SAVE)
        content = content.removeprefix(_BYTE_ORDER_MARK)
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
            for line, words in enumerate(_LINE_BREAK.split(text), start=1):
                for found in _FORBIDDEN.finditer(words):
                    what = f"the invisible character U+{ord(found[0]):04X}"
                    self._tell_and_go_on(line, found.start() + 1, "LF012", what, "delete it")
            text = _FORBIDDEN.sub("\ufffd", text)
        return text

    def refuse_syntax(self, text: str, error: yaml.MarkedYAMLError) -> None:
        """Say in our words what the parser stumbled over, at the place where a person would look."""
        noticed = error.problem_mark or yaml.Mark("", 0, 0, 0, None, 0)
        begun = error.context_mark or noticed
        end = len(text.rstrip())
        index = min(noticed.index, end)
        character = text[index : index + 1]
        said = f"{error.context} {error.problem} {character!r}{' at the end' if index == end else ''}"
        slip = next(slip for slip in _SLIPS if re.search(slip.said, said))
        if slip.where == "begun":
            index = begun.index
        elif slip.where == "backslash":
            index = max(text.rfind("\\", 0, index + 1), 0)
        words = slip.text.format(line=begun.line + 1, character=character, problem=error.problem)
        self.tell(*_position(text, index), slip.code, words, slip.hint)

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
            self.tell(1, 1, "LF002", "the file is empty")
        return data

    def _value(self, event: _Event, depth: int) -> Data:
        """Build the value that an event is, or begins."""
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if type(event) is ScalarEvent:
            text: str = event.value
            if event.style:
                return self._escaped(event) if event.style == '"' else text
            if text[:1] not in _OPENINGS:
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
        spots: _Spots = {}
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
        spots: _Spots = {}
        next_event, value_of = self._next, self._value
        while type(event := next_event()) is not MappingEndEvent:
            key = self._key(event, depth)
            if key in built:
                hint = f"the first is on line {spots[key][0] + 1}"
                self._refuse(event, "LF004", f"duplicate key '{_short(key)}'", hint)
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
                self._refuse(event, "LF011", "a key must be plain text, not a list or a mapping", _QUOTE)
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
        elif text in _NULLS:
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
            value = self._known[text] = _resolve(text)
        except _RefusedError as refused:
            self._refuse(event, *refused.args)
            return text
        return value

    def _refuse(self, event: _Event, code: str, text: str, hint: str) -> None:
        mark = event.start_mark
        self._tell_and_go_on(mark.line + 1, mark.column + 1, code, text, hint)

    def _refuse_properties(self, event: _Event) -> None:
        name = _short(event.anchor or "")
        if isinstance(event, AliasEvent):
            self._refuse(
                event, "LF005", f"aliases are not allowed: *{name}", "repeat the value, or quote the text"
            )
            return
        if name:
            self._refuse(event, "LF005", f"anchors are not allowed: &{name}", "delete it, or quote the text")
        if event.tag is not None:
            tag = _short(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._refuse(event, "LF006", f"tags are not allowed: {tag}", "delete it, or quote the text")
