"""How many messages there are, which are the worst, and which is which from one run to the next."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.messages import Message

_LINE_NUMBER = re.compile(r"\bline \d+")


def summary(messages: Sequence[Message]) -> str:
    """Count messages: 3 errors, 1 warning in 2 files."""
    severities = Counter(message.severity for message in messages)
    kinds = ", ".join(_counted(severities[kind], kind) for kind in ("error", "warning") if severities[kind])
    return f"{kinds} in {_counted(len({message.file for message in messages}), 'file')}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def worst_first(messages: Sequence[Message]) -> list[Message]:
    """Put errors before warnings, each in the order in which they came."""
    return sorted(messages, key=lambda message: message.severity != "error")


def fingerprints(messages: Sequence[Message]) -> list[str]:
    """Give each message a mark of its own that stays when lines are put in or taken out above it.

    It is made of what is said of which file, not of where; the second of two that say the same is the second.
    """
    import hashlib  # slow to load, and most forms have no use for it

    seen: Counter[tuple[str, str, str]] = Counter()
    marks = []
    for message in messages:
        said = (message.file, message.code, _LINE_NUMBER.sub("line", message.text))
        marks.append(hashlib.sha256("\0".join((*said, str(seen[said]))).encode(errors="replace")).hexdigest())
        seen[said] += 1
    return marks
