"""Messages as annotations of GitHub Actions: workflow commands that its runner reads from a job's log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.characters import printable
from logframe.messages import CODES
from logframe.notices.counting import summary, worst_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.messages import Message
    from logframe.notices import Setting

#: GitHub shows so many annotations of a step and drops the others without a word.
MOST = 10

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(messages: Sequence[Message], setting: Setting) -> str:  # noqa: ARG001  # it needs nothing else
    """Write annotations, the worst messages first.

    Where there are more than `MOST`, the last annotation says how many, and they stand below as plain lines.
    """
    ordered = worst_first(messages)
    shown, rest = (ordered, []) if len(ordered) <= MOST else (ordered[: MOST - 1], ordered[MOST - 1 :])
    lines = [_annotation(message) for message in shown]
    if rest:
        more = f"and {summary(rest)} more: they are in the job's log"
        lines += [f"::{rest[0].severity} title=logframe::{more.translate(_DATA)}", *map(str, rest)]
    return "".join(f"{line}\n" for line in lines)


def _annotation(message: Message) -> str:
    properties = {
        "file": message.file,
        "line": message.line,
        "col": message.column,
        "title": f"{message.code} {CODES[message.code].name}",
    }
    written = ",".join(
        f"{name}={printable(str(value)).translate(_PROPERTY)}" for name, value in properties.items()
    )
    hint = f" ({message.hint})" if message.hint else ""
    return f"::{message.severity} {written}::{printable(message.text + hint).translate(_DATA)}"
