"""What each code means: why it is told, what to do, and a bad and a good example, which the tests run.

One file a code, in `codes/`. They are read when somebody asks, and by nothing else.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from logframe.messages import CODES, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The content of a file: its text, a line that is there so many times, or where a link leads.
Content = str | dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means.

    Attributes:
        code: A key of `messages.CODES`.
        rule: Its title, severity and name.
        why: Why it is told: one paragraph.
        fix: What to do: one paragraph.
        bad: An example that is told of, by the names of its files or of the places that it fills in
            `examples.PROJECT`.
        good: The same put right.
    """

    code: str
    rule: Rule
    why: str
    fix: str
    bad: Mapping[str, Content]
    good: Mapping[str, Content]


def code_of(words: str) -> str | None:
    """Find the code that is meant by a code or a name, in capitals or not: LF104, lf104, unknown-key."""
    names = {rule.name: code for code, rule in CODES.items()}
    return words.upper() if words.upper() in CODES else names.get(words.lower())


@cache
def explanation(code: str) -> Explanation:
    """Read what a code means.

    Raises:
        KeyError: There is no such code.
    """
    rule = CODES[code]
    page = resources.files(__name__).joinpath("codes", f"{code}.toml").read_text(encoding="utf-8")
    said = tomllib.loads(page)
    why, fix = (" ".join(said[key].split()) for key in ("why", "fix"))
    return Explanation(code, rule, why, fix, said["bad"], said["good"])
