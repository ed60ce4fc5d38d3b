"""Names of files, members and sheets that say of which period all their rows are: `{period}` in a pattern."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from logframe import periods
from logframe.declarations import PERIOD

if TYPE_CHECKING:
    from logframe.declarations import Declaration, Extract

# So many texts of a name are tried; a pattern with several `*` leaves more open than it says.
_MOST_TEXTS = 1_000


def glob(pattern: str) -> str:
    """The pattern with `*` in the place of the period."""
    return pattern.replace(PERIOD, "*")


def fits(pattern: str, name: str) -> bool:
    """Whether a name that is like a pattern has something in the place of the period, if that has one."""
    return PERIOD not in pattern or period_in(pattern, name) is not None


def dated(declaration: Declaration, pattern: str, name: str) -> Declaration:
    """The declaration of a table whose name is like a pattern: a period in it is as if it were fixed."""
    period = period_in(pattern, name)
    if period is None:
        return declaration
    says = declaration.says
    fixed = says.fixed.model_copy(update={"period": period})
    return replace(declaration, says=says.model_copy(update={"fixed": fixed}))


def is_undated(says: Extract) -> bool:
    """Whether the period was to be in the name of a table, and is not, nor anywhere else."""
    if says.fixed.period or says.columns.period or (says.long and says.long.into == "period"):
        return False
    measures = says.measures.values()
    return not measures or not all(one.columns.period or one.fixed.period for one in measures)


def period_in(pattern: str, name: str) -> str | None:
    """What stands in a name in the place of the period; None where nothing does.

    Where other signs leave several texts open, the longest counts that is a period, else the longest.
    """
    pattern, name = pattern.rpartition("/")[2], name.rpartition("/")[2]
    if PERIOD not in pattern:
        return None
    before, _, after = pattern.partition(PERIOD)
    starts = [at for at in range(len(name)) if fnmatchcase(name[:at], before)]
    ends = [at for at in range(1, len(name) + 1) if fnmatchcase(name[at:], after)]
    spans = sorted(itertools.product(starts, ends), key=lambda span: span[0] - span[1])
    # Names have underscores where texts have spaces.
    read = (name[start:end].replace("_", " ").strip() for start, end in spans[:_MOST_TEXTS] if start < end)
    texts = [text for text in read if text]
    return next(filter(_is_period, texts), texts[0] if texts else None)


def _is_period(text: str) -> bool:
    try:
        periods.span(text)
    except periods.Unreadable:
        return False
    return True
