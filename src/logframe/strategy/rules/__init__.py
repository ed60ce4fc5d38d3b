"""What no single value can get wrong: references, directions, periods, contradictions; and what looks wrong.

One file a family. `check` finds errors, for which a project cannot be judged; `lint` finds what is most
likely a slip. What a lint rule means, and an example of it, is in `logframe explain`.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from logframe.strategy.rules import definitions, levels, promises, quotes, times, wholeness
from logframe.strategy.rules.allow import settle

if TYPE_CHECKING:
    from logframe.messages import Message
    from logframe.strategy.catalogue import Catalogue

__all__ = ["check", "lint"]

_FAMILIES = (levels.lint, times.lint, quotes.lint)


def check(catalogue: Catalogue) -> list[Message]:
    """Check everything that needs more than one value to be judged.

    Returns:
        The errors, each at its place, in no particular order.
    """
    return [
        *definitions.check(catalogue),
        *(message for promise in catalogue.promises() for message in promises.check(catalogue, promise)),
    ]


def lint(catalogue: Catalogue) -> list[Message]:
    """Look for what is most likely a slip, in a catalogue without errors; figures are not needed for it.

    Returns:
        The warnings, each at its place, in no particular order.
    """
    remarks = chain(
        wholeness.lint(catalogue),
        (
            remark
            for promise in catalogue.promises()
            for family in _FAMILIES
            for remark in family(catalogue, promise)
        ),
    )
    return settle(catalogue, remarks)
