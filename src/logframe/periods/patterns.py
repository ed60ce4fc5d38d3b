"""Regular expressions that are compiled when they are first used: most runs see a few forms of label only."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def pattern(text: str, flags: re.RegexFlag = re.ASCII) -> Callable[[], re.Pattern[str]]:
    """Give a function that gives the compiled pattern."""
    return cache(lambda: re.compile(text, flags))
