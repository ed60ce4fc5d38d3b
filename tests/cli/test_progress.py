"""How far a long reading is: on a terminal alone, and gone when it is done. The figures are made up."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from logframe.cli import progress

if TYPE_CHECKING:
    from pathlib import Path

pty = pytest.importorskip("pty", reason="no pseudo-terminals there")

CLEAR = "\r\x1b[K"


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Reading:
    file: str = "data/made-up.csv"
    number: int = 2
    files: int = 3
    read: int = 450
    size: int = 1_000


def shown(*times: float) -> str:
    """What is on the terminal after progress was told at some times, before it is cleared."""
    stream, clock = io.StringIO(), Clock()
    with progress.shown(stream, 80, clock=clock) as watch:
        for clock.now in times:
            watch(Reading())
        return stream.getvalue()


TIMES = {
    "never told": ((), 0),
    "work of a second": ((0.1, 0.5, 1.0), 0),
    "work of two": ((0.1, 1.0, 2.0), 1),
    "told again and again at once": ((2.0, 2.01, 2.02, 2.03), 1),
    "told again later": ((2.0, 2.5, 3.0), 3),
}


@pytest.mark.parametrize(("times", "lines"), TIMES.values(), ids=TIMES)
def test_it_is_shown_to_those_who_wait_and_not_too_often(times: tuple[float, ...], lines: int) -> None:
    assert shown(*times) == f"{CLEAR}reading 2 of 3: data/made-up.csv, 45 %" * lines


def test_it_is_taken_away_at_the_end() -> None:
    stream, clock = io.StringIO(), Clock()
    with progress.shown(stream, 80, clock=clock) as watch:
        clock.now = 2.0
        watch(Reading())
    assert stream.getvalue() == shown(2.0) + CLEAR


def test_it_is_taken_away_when_the_work_is_broken_off() -> None:
    stream, clock = io.StringIO(), Clock()

    def interrupted() -> None:
        with progress.shown(stream, 80, clock=clock) as watch:
            clock.now = 2.0
            watch(Reading())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert stream.getvalue() == shown(2.0) + CLEAR


def test_what_was_never_shown_is_not_taken_away() -> None:
    stream = io.StringIO()
    with progress.shown(stream, 80, clock=Clock()) as watch:
        watch(Reading())
    assert stream.getvalue() == ""


WORDS = {
    "as it is": (Reading(), 80, "reading 2 of 3: data/made-up.csv, 45 %"),
    "narrow": (Reading(), 34, "reading 2 of 3: ...de-up.csv, 45 %"),
    "too narrow for a name": (Reading(), 10, "reading 2 "),
    "all read": (Reading(read=1_000), 80, "judging the figures"),
    "empty files": (Reading(read=0, size=0), 80, "judging the figures"),
}


@pytest.mark.parametrize("width", range(1, 60))
def test_a_line_never_fills_more_than_its_width(width: int) -> None:
    assert len(progress.worded(Reading(), width)) <= width
    assert len(progress.worded(Reading(file="data/" + "é" * 40), width)) <= width


@pytest.mark.parametrize(("reading", "width", "words"), WORDS.values(), ids=WORDS)
def test_it_is_said_in_one_short_line(reading: Reading, width: int, words: str) -> None:
    assert progress.worded(reading, width) == words


# The real command line, at once told what else it would tell after a while
IMPATIENT = "from logframe.cli import main, progress\nprogress.AFTER = 0\nmain()"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "strategies").mkdir()
    (tmp_path / "strategies" / "made-up.yaml").write_text(
        "logframe: 1\nstrategy: made-up\ntitle: Made up\norganisation: {id: made-up, name: Made up}\n"
        "measures: {score: {title: Score, unit: score, improves: up}}\n"
        "outcomes: [{id: o, title: O, indicators: [{id: i, title: I, measure: score, areas: [E1],"
        " target: {at_least: 5, by: 2030}}]}]\n"
    )
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "made-up.csv").write_text("measure,area,period,value\nscore,E1,2022,5\n")
    return tmp_path


def on_a_terminal(folder: Path, *arguments: str) -> tuple[bytes, str]:
    """Standard output in a pipe, and what a terminal was sent as standard error."""
    here, there = pty.openpty()
    command = [sys.executable, "-c", IMPATIENT, *arguments]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=there) as child:
        os.close(there)
        output, _ = child.communicate()
    told = b""
    try:
        while some := os.read(here, 1 << 16):
            told += some
    except OSError:  # a terminal that all have left
        pass
    os.close(here)
    return output, told.decode()


def in_a_pipe(folder: Path, *arguments: str) -> tuple[bytes, str]:
    command = [sys.executable, "-c", IMPATIENT, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return done.stdout, done.stderr.decode()


@pytest.mark.parametrize("command", ["check", "data"])
def test_a_terminal_shows_it_and_the_result_is_the_same(project: Path, command: str) -> None:
    arguments = (command, "--as-of", "2026-05-31")
    output, told = on_a_terminal(project, *arguments)
    piped, quietly = in_a_pipe(project, *arguments)
    assert f"{CLEAR}reading 1 of 1: data/made-up.csv, 0 %" in told
    assert told.rindex(CLEAR) > told.rindex("judging the figures")
    assert output == piped
    assert "reading" not in quietly


def test_who_wants_quiet_is_shown_nothing(project: Path) -> None:
    _, told = on_a_terminal(project, "check", "--quiet", "--as-of", "2026-05-31")
    assert told == ""
