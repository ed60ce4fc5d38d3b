"""From `extracts.yaml` to declarations, or to messages about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import ValidationError

from logframe import documents
from logframe.declarations.check import check
from logframe.declarations.layouts import merged
from logframe.declarations.model import Extract, File
from logframe.files import leaves
from logframe.messages import Message
from logframe.schema.faults import faults, place

if TYPE_CHECKING:
    from pathlib import Path

#: What the file of declarations is called, in the data folder.
NAME = "extracts.yaml"


@dataclass(frozen=True, slots=True)
class Declaration:
    """How some files are to be read.

    Attributes:
        name: What the declaration is called.
        own: What it says itself.
        says: What it says together with its layout.
        document: The file that it is from.
    """

    name: str
    own: Extract
    says: Extract
    document: documents.Document

    def message(self, code: str, text: str, *steps: int | str, hint: str = "", key: bool = False) -> Message:
        """Tell something about the value at `steps`, or about its key.

        What only the layout says is told where the layout is named.
        """
        path: tuple[int | str, ...] = ("extracts", self.name)
        here = self.document.data["extracts"][self.name]
        for step in steps:
            known = step < len(here) if isinstance(here, list) and isinstance(step, int) else False
            if known or (isinstance(here, dict) and step in here):
                here, path = here[step], (*path, step)
        if len(path) == 2 and self.own.layout is not None:
            path = (*path, "layout")
        at = place(self.document, path)
        line, column = (at.key_line, at.key_column) if key or here is None else (at.line, at.column)
        return Message(self.document.file, line, column, code, f"{text} in extract '{self.name}'", hint)


@dataclass(frozen=True, slots=True)
class Declarations:
    """What a folder declares.

    Attributes:
        extracts: In the order of the file.
        messages: What is wrong with the file.
        document: The file as it was read; None where there is none.
    """

    extracts: list[Declaration] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    document: documents.Document | None = None


def load(path: Path, shown: str, typed: bytes | None = None) -> Declarations:
    """Read a file of declarations, called `shown` in messages; one that is not there declares nothing.

    Where `typed` is given, it takes the place of the file's content.
    """
    if typed is None and not path.exists() and not path.is_symlink():
        return Declarations()
    if typed is None and (path.is_symlink() or leaves(path)):
        refused = Message(shown, 1, 1, "LF013", "this is a link: it was not read")
        return Declarations(messages=[refused], document=documents.Document(shown))
    document = documents.read_file(path, shown) if typed is None else documents.read(typed, shown)
    if document.data is None:
        return Declarations([], document.messages, document)
    try:
        file = File.model_validate(document.data)
    except ValidationError as invalid:
        said = {(message.line, message.column) for message in document.messages}
        found = faults(document, File, invalid.errors(include_url=False))
        messages = [fault for fault in found if (fault.line, fault.column) not in said]
        return Declarations([], sorted([*document.messages, *messages]), document)
    extracts = [Declaration(name, own, merged(own), document) for name, own in file.extracts.items()]
    messages = [message for one in extracts for message in check(one)]
    return Declarations(extracts, sorted([*document.messages, *messages]), document)
