"""YAML as plain Python data with the place of every key and value, read strictly.

The data are built straight from the parser's events: no nodes, no resolver, no constructor. So nothing in
a file can make the reader call anything, depth and size are bounded, and what YAML programs would read
differently is refused at its place instead of guessed.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from logframe.documents.reader import (
    BEGINNING,
    BYTE_ORDER_MARK,
    DEEPEST,
    LARGEST,
    LINE_BREAK,
    MOST_PROBLEMS,
    MOST_SIGNS,
    Place,
    Reader,
    Spots,
    UnusableError,
)
from logframe.documents.scalars import Data, Number
from logframe.documents.syntax import LOADERS, Loader, PythonLoader
from logframe.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "DEEPEST",
    "LARGEST",
    "LOADERS",
    "MOST_PROBLEMS",
    "MOST_SIGNS",
    "Data",
    "Document",
    "Loader",
    "Number",
    "Place",
    "PythonLoader",
    "read",
    "read_file",
]


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
    root: Place = BEGINNING
    _content: bytes = field(default=b"", repr=False)
    _spots: dict[int, Spots] = field(default_factory=dict, repr=False)
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
        return LINE_BREAK.split(self._content.removeprefix(BYTE_ORDER_MARK).decode(errors="replace"))


def read(content: bytes, file: str, *, loader: Loader = LOADERS[0]) -> Document:
    """Read a YAML file that holds one document. Whatever the bytes, the answer is a `Document`.

    Args:
        content: UTF-8, with or without a byte-order mark.
        file: The name that messages give the file.
        loader: One of `LOADERS`.
    """
    reader = Reader(file)
    data: Data = None
    text = ""
    try:
        text = reader.decode(content)
        data = reader.document(loader(text).get_event)
    except UnusableError:
        content = content[:LARGEST]
    except (yaml.MarkedYAMLError, ValueError) as error:
        reader.refuse_syntax(text, error)
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
