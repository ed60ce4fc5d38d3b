"""Extracts in layouts of their own, made to look like tidy ones as `extracts.yaml` declares them."""

from __future__ import annotations

from logframe.evidence.declared.extract import open_declared
from logframe.evidence.declared.members import Entry, entries
from logframe.evidence.declared.owners import Owners
from logframe.evidence.declared.sums import Sums
from logframe.evidence.declared.watch import Watch
from logframe.evidence.declared.years import idle_bare_years

__all__ = ["Entry", "Owners", "Sums", "Watch", "entries", "idle_bare_years", "open_declared"]
