"""What was measured: a folder of extracts as one long frame of observations, every row accounted for."""

from __future__ import annotations

from logframe.evidence.model import ACCOUNT, AHEAD, OBSERVATIONS, Definition, Demand, Evidence, Progress
from logframe.evidence.read import read

__all__ = [
    "ACCOUNT",
    "AHEAD",
    "OBSERVATIONS",
    "Definition",
    "Demand",
    "Evidence",
    "Progress",
    "read",
]
