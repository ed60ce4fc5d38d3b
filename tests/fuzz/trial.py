"""One trial: a mutant is given to the whole command line, and what must always hold is checked."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from logframe import cli

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECONDS = 2.0
PLACE = re.compile(r"^(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): (?P<code>LF\d{3}) ", re.MULTILINE)
# A header and lines of cells without quotes, one at least in each line: a record is a line.
PLAIN = re.compile(rb"measure,area,period,value[\w,]*\n([\w./%<*\[\] -]+,[\w,./%<*\[\] -]*\n)*")
NOT_FATES = ("as_of", "file", "read", "repeated")


@dataclass(frozen=True, slots=True)
class Done:
    """What a run of the command line left behind."""

    status: int
    stdout: str
    stderr: str
    seconds: float


def run(*arguments: str) -> Done:
    """Run the command line in this process, as `logframe ARGUMENTS` does in one of its own."""
    out, err = _stream(), _stream()
    with mock.patch.object(sys, "argv", ["logframe", *arguments]), _as(out, err):
        start = time.perf_counter()
        status = cli.run()
        seconds = time.perf_counter() - start
    return Done(status, _text(out), _text(err), seconds)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8", "replace")  # type: ignore[attr-defined]


@contextlib.contextmanager
def _as(out: io.TextIOWrapper, err: io.TextIOWrapper) -> Iterator[None]:
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        yield


def faults(done: Done, *, files: Sequence[str], may_be_nothing: bool = False) -> list[str]:
    """Say what is wrong with a run, whatever the file was: nothing, if the program is right.

    Args:
        done: What the run left.
        files: What messages may be about.
        may_be_nothing: Whether there may have been nothing to read, which ends with 2.
    """
    found = []
    if "fault of the program" in done.stderr or "Traceback" in done.stderr:
        found.append("a traceback or a fault of the program")
    if done.seconds > SECONDS:
        found.append(f"took {done.seconds:.1f} s")
    allowed = (0, 1, 2) if may_be_nothing else (0, 1)
    if done.status not in allowed:
        found.append(f"ended with {done.status}")
    told = list(PLACE.finditer(done.stderr))
    if done.status == 1 and not told:
        found.append("ended with 1 and told nothing")
    if done.status == 0 and re.search(r"\d+ errors? ", done.stderr):
        found.append("told an error and ended with 0")
    found += [f"a message about {m['file']}" for m in told if m["file"] not in files]
    if acting := re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.stdout + done.stderr
    ):
        found.append(f"printed {acting[0]!r}")
    return found


def unaccounted(done: Done, raw: bytes, file: str) -> list[str]:
    """Say where the account of `logframe data --format csv` does not add up.

    Args:
        done: The run.
        raw: What the file holds.
        file: What the account calls it. Where its records can be counted without knowing how it is read (plain
            lines, no quotes), they are counted here once more.
    """
    found = []
    for row in csv.DictReader(io.StringIO(done.stdout)):
        read, fates = int(row["read"]), sum(int(row[name]) for name in row if name not in NOT_FATES)
        if read != fates:
            found.append(f"{row['file']}: {read} rows read, {fates} accounted for")
        plain = PLAIN.fullmatch(raw)
        records = raw.rstrip(b"\n").count(b"\n")
        if row["file"] == file and plain and read not in (0, records):
            found.append(f"{file}: {read} rows read of {records}")
    return found


@contextlib.contextmanager
def within(folder: Path) -> Iterator[None]:
    """Work in a folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
