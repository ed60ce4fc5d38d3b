"""Messages as people read them: where, what, and the very place in the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.messages import excerpt
from logframe.notices.counting import summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.messages import Message
    from logframe.notices import Setting

_BEGIN = {"error": "\x1b[1;31m", "warning": "\x1b[33m"}
_END = "\x1b[0m"
_INDENT = "  "


def render(messages: Sequence[Message], setting: Setting) -> str:
    """Write messages with the line that each is about where it is known, and count them.

    Returns:
        The text, ending in a line end; nothing if there are no messages.
    """
    if not messages:
        return ""
    told = [line for message in messages for line in _told(message, setting)]
    return "\n".join([*told, summary(messages), ""])


def _told(message: Message, setting: Setting) -> list[str]:
    where, _, what = str(message).partition(f" {message.code} ")
    told = [f"{where} {_painted(message, message.code, setting)} {what}"]
    lines = setting.lines.get(message.file, ())
    if not "".join(lines[message.line - 1 : message.line]).strip():
        return told
    shown, caret = excerpt(message, lines).split("\n")
    return [*told, _INDENT + shown, _INDENT + caret.replace("^", _painted(message, "^", setting))]


def _painted(message: Message, words: str, setting: Setting) -> str:
    return f"{_BEGIN[message.severity]}{words}{_END}" if setting.color else words
