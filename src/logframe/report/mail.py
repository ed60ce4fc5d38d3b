"""A report as plain text for mail: lines of 72 columns that each make sense alone, and a subject for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from logframe.report import brief, figures, wording
from logframe.report.layout import Page
from logframe.report.lines import Lines
from logframe.report.sections import any_entry, body, only_these

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.report.material import Material

WIDTH = 72
_LONGEST_SUBJECT = 120  # clients show less still, and the state comes first


def text(material: Material, *, width: int = WIDTH, ascii: bool = False) -> str:  # noqa: A002  # as the option
    """Write a report for mail.

    Args:
        material: What it tells of.
        width: How many characters a line may have.
        ascii: Whether to keep to ASCII.

    Returns:
        The text, ending in a line end. No line ends in a space.
    """
    page = Page(max(width, 40), color=False, ascii=ascii)
    head = page.heading(brief.headline(material))
    if material.outline.is_empty():
        return _inert(page.finished([*head, "", "There are no indicators."]))
    written = page.finished(
        [
            *head,
            *page.heading(*brief.subjects(material)),
            "",
            *page.paragraph(brief.opening(material)),
            *(line for section in brief.before(material) for line in _section(page, section)),
            *_table(page, material),
            *_section(page, brief.after(material)),
        ]
    )
    return _inert(written)


def _inert(text: str) -> str:
    """Indent lines that a mail program might obey: some run ~!, end at a dot, or split at From."""
    return re.sub(r"^(?=[~.]|From )", " ", text, flags=re.MULTILINE)


def _table(page: Page, material: Material) -> Iterator[str]:
    strategies = material.strategies
    yield from ("", "", *page.heading("Every indicator", rule="═"))
    yield from only_these(page, strategies, material.only)
    yield from body(page, Lines(page, material.figures), strategies, material.tallies)
    if any_entry(strategies):
        yield from ("", *page.paragraph(" ".join(wording.LEGEND)))


def _section(page: Page, section: brief.Section) -> Iterator[str]:
    yield from ("", "", *page.heading(section.title, rule="═"))
    for group in section.groups:
        yield from ("", *page.paragraph(group.name)) if group.name else ()
        for item in group.items:
            yield from page.paragraph(item, indent="  ", first="- ")


def subject(material: Material) -> str:
    """Write a subject line, the state first: Off track 3 of 6 judged, 27 targets: Kent ICS, 22 November 2026.

    Returns:
        One line of printable ASCII without a line end, so that nothing in a title adds a header; and nothing
        in it that a mail client would take for an encoded word (RFC 2047) and decode.
    """
    page = Page(WIDTH, ascii=True)
    state, day = brief.state(material), figures.day(material.as_of)
    about = page.text(brief.subjects(material)[0].rstrip(",")).replace(figures.TIED, " ")
    room = _LONGEST_SUBJECT - len(f"{state}: , {day}")
    if len(about) > room:
        about = f"{about[: room - 3].rstrip()}..."
    return page.text(f"{state}: {about}, {day}").replace("=?", "= ?")
