"""Extracts in layouts of their own, made to look like tidy ones as `extracts.yaml` declares them."""

from __future__ import annotations

from logframe.evidence.declared.extract import open_declared
from logframe.evidence.declared.owners import Owners
from logframe.evidence.declared.watch import Watch

__all__ = ["Owners", "Watch", "open_declared"]
