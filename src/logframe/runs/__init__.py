"""Runs that were kept: saved as one file, read again, and held against one another.

    run = runs.taken(project.documents.values(), evaluation, replay=True)
    text = runs.written(run)               # what `check --save` puts on the disk
    old = runs.load(Path("run-2025.json"))  # UnreadableRunError says what is wrong with it
    frame = runs.changes(old, run)         # `frames.CHANGES`: what changed, and why

What a change is in words is the report's business.
"""

from __future__ import annotations

from logframe.runs.changes import changes
from logframe.runs.files import files
from logframe.runs.frames import CAUSES, CHANGES, KINDS, TOLD, WAYS
from logframe.runs.run import Extract, Run, Source, UnreadableRunError, taken
from logframe.runs.store import can_replace, load, written

__all__ = [
    "CAUSES",
    "CHANGES",
    "KINDS",
    "TOLD",
    "WAYS",
    "Extract",
    "Run",
    "Source",
    "UnreadableRunError",
    "can_replace",
    "changes",
    "files",
    "load",
    "taken",
    "written",
]
