"""What only the extra ``logframe[report]`` can do, and what to say without it."""

from __future__ import annotations

import importlib
from typing import Any


class CannotWriteError(RuntimeError):
    """A report cannot be written in a format; the message says why, and what to do."""


class MissingExtraError(CannotWriteError):
    """The libraries of the extra are not installed."""


def needed(module: str, what: str) -> Any:  # noqa: ANN401  # a module of the extra
    """Import a module of the extra.

    Args:
        module: Its name.
        what: What it is for, as the subject of a sentence: ``a report as HTML``.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name != module.partition(".")[0]:
            raise
        raise MissingExtraError(
            f"{what} takes {missing.name}, which is not installed: pip install 'logframe[report]'"
        ) from None
