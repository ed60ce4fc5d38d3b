"""An alignment as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report.layout import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logframe.report.align.words import Item, Section

_BULLET = "- "


def to_text(sections: Iterable[Section], *, width: int, color: bool, ascii: bool) -> str:  # noqa: A002  # the option's name
    """Write sections for people; no line is wider than ``width`` terminal cells."""
    page = Page(width, color, ascii)
    lines: list[str] = []
    for section in sections:
        lines += [*(["", ""] if lines else []), *page.heading(section.title, rule="═")]
        lines += page.paragraph(section.paragraph) if section.paragraph else []
        nested = any(item.inner for item in section.items)
        for item in section.items:
            lines += _headed(page, item) if nested else _bullet(page, item)
    return page.finished(lines)


def _headed(page: Page, item: Item) -> Iterator[str]:
    """Set a line as a heading, and below it a list."""
    yield ""
    yield from (page.paint(line, "bold") for line in page.paragraph(item.words))
    for inner in item.inner:
        yield from _bullet(page, inner)


def _bullet(page: Page, item: Item, depth: int = 0) -> Iterator[str]:
    first = " " * len(_BULLET) * depth + _BULLET
    yield from page.paragraph(item.words, indent=" " * len(first), first=first)
    for inner in item.inner:
        yield from _bullet(page, inner, depth + 1)
