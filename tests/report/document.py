"""An HTML page as a tree, read strictly: every element is closed, and in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = {"meta", "input", "link", "br", "img", "hr"}


@dataclass(eq=False)
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    def __iter__(self) -> Iterator[Element]:
        """Give this element and all in it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def all(self, *tags: str, has: str = "") -> list[Element]:
        """Find elements by their tag, and by a class."""
        return [each for each in self if (not tags or each.tag in tags) and (not has or has in each.classes)]

    def one(self, *tags: str, has: str = "") -> Element:
        """Find the only such element."""
        (found,) = self.all(*tags, has=has)
        return found

    @property
    def text(self) -> str:
        """All words in it, spaces as a browser shows them."""
        return " ".join("".join(self.texts()).split())

    def texts(self) -> Iterator[str]:
        """Give the words in it, as they are written."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.texts()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def close(self) -> None:
        super().close()
        assert len(self._open) == 1, f"<{self._open[-1].tag}> is not closed"


def read(text: str) -> Element:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.root
