"""One line a message, for grep and for editors that jump to file:line:column."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.messages import Message
    from logframe.notices import Setting


def render(messages: Sequence[Message], setting: Setting) -> str:  # noqa: ARG001  # it needs nothing else
    """Write each message on a line of its own."""
    return "".join(f"{message}\n" for message in messages)
