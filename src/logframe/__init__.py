"""Targets against actuals for published strategies: what was promised, where it stands, how likely it is.

The library gives the same as the command line:

    import logframe

    project = logframe.load("strategies", "data")
    evaluation = logframe.evaluate(project)
    evaluation.assessments  # a polars frame, one row an indicator and area

What is heavy is imported when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logframe.evaluation.evaluate import Evaluation
    from logframe.messages import Message
    from logframe.project import FaultyError, NothingToReadError, Project, evaluate, load

__version__ = "0.1.0"

_HOMES = {
    "Evaluation": "logframe.evaluation.evaluate",
    "FaultyError": "logframe.project",
    "Message": "logframe.messages",
    "NothingToReadError": "logframe.project",
    "Project": "logframe.project",
    "evaluate": "logframe.project",
    "load": "logframe.project",
}

__all__ = [
    "Evaluation",
    "FaultyError",
    "Message",
    "NothingToReadError",
    "Project",
    "__version__",
    "evaluate",
    "load",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
