"""How extracts that are not tidy are to be read: `extracts.yaml` as checked declarations."""

from __future__ import annotations

from logframe.declarations.load import NAME, Declaration, Declarations, load
from logframe.declarations.model import PERIOD, Chosen, Columns, Extract, Fixed, Long, Taken

__all__ = [
    "NAME",
    "PERIOD",
    "Chosen",
    "Columns",
    "Declaration",
    "Declarations",
    "Extract",
    "Fixed",
    "Long",
    "Taken",
    "load",
]
