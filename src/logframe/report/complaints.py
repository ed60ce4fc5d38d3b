"""Messages about the files as people read them: where, what, and the very place in the line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from logframe.messages import excerpt
from logframe.report.figures import counted
from logframe.report.layout import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from logframe.messages import Message

_STYLES = {"error": "bold red", "warning": "yellow"}
_INDENT = "  "


def listing(messages: Sequence[Message], *, lines: Mapping[str, Sequence[str]], color: bool = False) -> str:
    """Write messages at length, with the line that each is about where it is known, and count them.

    Args:
        messages: In the order in which they are to be told.
        lines: The lines of the files that are known, by the names that messages use; with none of them, each
            message is one line.
        color: Whether to colour codes and carets.

    Returns:
        The text, ending in a line end; nothing if there are no messages.
    """
    page = Page(width=0, color=color)
    told = [line for message in messages for line in _told(page, message, lines.get(message.file, ()))]
    return page.finished([*told, *([summary(messages)] if messages else [])])


def summary(messages: Sequence[Message]) -> str:
    """Count messages: 3 errors, 1 warning in 2 files."""
    severities = Counter(message.severity for message in messages)
    kinds = ", ".join(counted(severities[kind], kind) for kind in ("error", "warning") if severities[kind])
    return f"{kinds} in {counted(len({message.file for message in messages}), 'file')}"


def _told(page: Page, message: Message, lines: Sequence[str]) -> list[str]:
    where, _, what = str(message).partition(f" {message.code} ")
    style = _STYLES[message.severity]
    told = [f"{where} {page.paint(message.code, style)} {what}"]
    if not "".join(lines[message.line - 1 : message.line]).strip():
        return told
    shown, caret = excerpt(message, lines).split("\n")
    return [*told, _INDENT + shown, _INDENT + caret.replace("^", page.paint("^", style))]
