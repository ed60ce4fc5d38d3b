"""Messages as one JSON object, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from logframe.characters import json_safe
from logframe.messages import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.messages import Message
    from logframe.notices import Setting


def render(messages: Sequence[Message], setting: Setting) -> str:
    """Write the files that were checked and every message in full; texts are as the files have them."""
    errors = sum(message.severity == "error" for message in messages)
    page = {
        "logframe": 1,
        "files": list(setting.files),
        "errors": errors,
        "warnings": len(messages) - errors,
        "messages": [
            {
                "file": message.file,
                "line": message.line,
                "column": message.column,
                "code": message.code,
                "name": CODES[message.code].name,
                "severity": message.severity,
                "text": message.text,
                "hint": message.hint or None,
            }
            for message in messages
        ],
    }
    return json_safe(json.dumps(page, indent=2)) + "\n"
