"""Messages as a Code Quality report of GitLab."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from logframe.characters import json_safe, printable
from logframe.notices.counting import fingerprints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.messages import Message
    from logframe.notices import Setting

_SEVERITIES = {"error": "major", "warning": "minor"}


def render(messages: Sequence[Message], setting: Setting) -> str:  # noqa: ARG001  # it needs nothing else
    """Write a list of findings, each with a fingerprint by which GitLab knows it from the run before."""
    findings = [
        {
            "description": printable(message.text + (f" ({message.hint})" if message.hint else "")),
            "check_name": message.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[message.severity],
            "location": {"path": message.file.removeprefix("./"), "lines": {"begin": message.line}},
        }
        for message, fingerprint in zip(messages, fingerprints(messages), strict=True)
    ]
    return json_safe(json.dumps(findings, indent=2)) + "\n"
