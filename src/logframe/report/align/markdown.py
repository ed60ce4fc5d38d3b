"""An alignment as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report.layout import Page
from logframe.report.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logframe.report.align.words import Item, Section


def to_markdown(sections: Iterable[Section], *, ascii: bool = False) -> str:  # noqa: A002  # the option's name
    """Write sections as headings and nested lists; nothing that a file says is taken for markup."""
    page = Page(0, ascii=ascii)
    lines: list[str] = []
    for section in sections:
        lines += [*([""] if lines else []), f"{'##' if lines else '#'} {escaped(page.text(section.title))}"]
        lines += ["", escaped(page.text(section.paragraph))] if section.paragraph else []
        lines += [""] if section.items else []
        lines += [line for item in section.items for line in _item(page, item)]
    return "\n".join([*lines, ""])


def _item(page: Page, item: Item, depth: int = 0) -> Iterator[str]:
    yield f"{'  ' * depth}- {escaped(page.text(item.words))}"
    for inner in item.inner:
        yield from _item(page, inner, depth + 1)
