"""Workbooks: which sheet, and its cells as text."""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.declared import sheet as reader
from logframe.evidence.extract import UnreadableError
from logframe.evidence.faults import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A workbook that takes longer is none that is meant to be read.
SECONDS = 300


def cells(path: Path, sheet: str | None, spare: Path) -> pl.DataFrame:
    """Read a sheet.

    Args:
        path: The workbook.
        sheet: The name of the sheet; None if there is one alone.
        spare: A folder for what is read.

    Returns:
        All cells, String, null where one is empty.

    Raises:
        UnreadableError: There is no such sheet, it is no workbook, or what reads workbooks is not installed.
    """
    into = spare / "sheet.parquet"
    names = _asked(path, sheet or "", into)
    if not into.exists():
        raise _which(names, sheet)
    return pl.read_parquet(into)


def sheets(path: Path, spare: Path) -> list[str]:
    """The names of the sheets of a workbook.

    Args:
        path: The workbook.
        spare: A folder for what is read.

    Raises:
        UnreadableError: It is no workbook, or what reads workbooks is not installed.
    """
    into = spare / "only.parquet"
    names = _asked(path, "", into)
    into.unlink(missing_ok=True)
    return names


def _asked(path: Path, sheet: str, into: Path) -> list[str]:
    """Have a sheet written, if there is one so named, or one alone, and be told the names of all."""
    if find_spec("fastexcel") is None:
        why = "reading workbooks takes fastexcel, which is not installed"
        raise UnreadableError(why, "pip install 'logframe[excel]'")
    # -P: the working folder may be a stranger's, and nothing in it is run.
    command = [sys.executable, "-P", str(Path(reader.__file__)), str(path), sheet, str(into)]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)  # noqa: S603  # our own file
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"the workbook takes more than {SECONDS // 60} minutes to read") from error
    except subprocess.CalledProcessError as error:
        most = f"{reader.MEMORY >> 30} GB of memory"
        why = f"the workbook is damaged, or takes more than {most}"
        raise UnreadableError(why, "save the sheet as CSV") from error
    answer = json.loads(done.stdout)
    if fault := answer.get("fault"):
        raise UnreadableError(f"not a workbook that can be read: {quoted(fault)}")
    names: list[str] = answer["sheets"]
    return names


def _which(sheets: Sequence[str], wanted: str | None) -> UnreadableError:
    named = ", ".join(quoted(name) for name in sheets)
    if wanted is None:
        hint = f"say in 'sheet' which is meant: {named}"
        return UnreadableError(f"the workbook has {len(sheets)} sheets", hint)
    near = difflib.get_close_matches(wanted, sheets, n=1)
    hint = f"did you mean {quoted(near[0])}?" if near else f"it has {named}"
    return UnreadableError(f"the workbook has no sheet {quoted(wanted)}", hint, key="sheet")
