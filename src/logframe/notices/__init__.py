"""Messages in the forms that people and programs read them in, one renderer a form; none knows another."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from logframe.messages import Message

#: The forms by name, and who reads them. Each is a module of this package with a function `render`.
FORMATS: dict[str, str] = {
    "text": "people: the line that each message is about, with a caret under the place",
    "concise": "people, editors and grep: one line a message",
    "json": "programs: one object with every message in full",
    "github": "GitHub Actions: annotations, ten at the most, the worst first",
    "gitlab": "GitLab: a Code Quality report",
    "junit": "Jenkins, GitLab, Azure and others: a test suite a file, a test case a message",
    "sarif": "code scanning: SARIF 2.1.0",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a renderer may know beside the messages.

    Attributes:
        files: Every file that was checked, with or without messages, in the order in which people read them.
        lines: The lines of those files that are to be quoted, by the names that messages use.
        color: Whether the reader sees colours.
        version: The version of this program.
    """

    files: Sequence[str] = ()
    lines: Mapping[str, Sequence[str]] = field(default_factory=dict)
    color: bool = False
    version: str = ""


def render(messages: Sequence[Message], form: str, setting: Setting) -> str:
    """Write messages in one of `FORMATS`.

    Returns:
        The text, ending in a line end; it may be empty only in the forms without a frame: text, concise and
        github say nothing where there is nothing to say.

    Raises:
        KeyError: There is no such form.
    """
    if form not in FORMATS:
        raise KeyError(form)
    renderer = importlib.import_module(f"{__name__}.as_{form}")
    text: str = renderer.render(messages, setting)
    return text
