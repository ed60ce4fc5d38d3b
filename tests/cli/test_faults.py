"""What goes wrong around the program: full disks, closed streams, vanished folders, other languages."""

from __future__ import annotations

import array
import fcntl
import os
import resource
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.conftest import Folder

COMMAND = [sys.executable, "-m", "logframe"]
CHECK = ("check", "--as-of", "2026-05-31")


@pytest.fixture
def project(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.root.joinpath("strategies").rmdir()
    folder.root.joinpath("data").rmdir()
    assert folder.run("init").returncode == 0
    return folder


def run(project: Folder, *arguments: str, **others) -> subprocess.CompletedProcess[str]:
    others = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | others
    return subprocess.run(
        [*COMMAND, *arguments], cwd=project.root, text=True, encoding="utf-8", check=False, **others
    )


def no_room() -> None:
    """Let no file grow, as if the disk were full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


@pytest.mark.parametrize("option", ["--output", "--save"])
def test_where_there_is_no_room_the_old_file_stays_as_it_was(project: Folder, option: str):
    there = '{"logframe_run": 1, "it": "was there before"}'
    project.write("kept", there)
    before = sorted(project.root.iterdir())
    done = run(project, *CHECK, "--quiet", option, "kept", preexec_fn=no_room)
    assert (done.returncode, done.stderr) == (2, "logframe: kept: File too large\n")
    assert (project.root / "kept").read_text() == there
    assert sorted(project.root.iterdir()) == before


@pytest.mark.parametrize("folder", ["strategies", "data"])
def test_a_run_is_kept_in_place_of_nothing_but_a_run(project: Folder, folder: str):
    kept = next(path for path in (project.root / folder).iterdir() if path.is_file())
    path, before = str(kept.relative_to(project.root)), kept.read_bytes()
    done = run(project, *CHECK, "--save", path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"logframe: {path} is there and is no saved run: nothing was written\n")
    assert kept.read_bytes() == before


@pytest.mark.parametrize("there", ["", '{\n  "logframe_run": 1,\n  "cut'])
def test_a_run_replaces_an_empty_file_and_a_damaged_run(project: Folder, there: str):
    project.write("kept", there)
    assert run(project, *CHECK, "--save", "kept").returncode == 0
    assert run(project, "diff", "kept", "kept").returncode == 0


def test_a_hyphen_is_standard_output(project: Folder):
    before = sorted(project.root.iterdir())
    there, here = run(project, *CHECK), run(project, *CHECK, "--output", "-")
    assert (here.returncode, here.stdout) == (0, there.stdout)
    assert sorted(project.root.iterdir()) == before


def test_a_file_keeps_its_permissions_and_a_link_its_target(project: Folder):
    kept = project.write("kept", "old")
    kept.chmod(0o640)
    (project.root / "link").symlink_to("kept")
    assert run(project, *CHECK, "--output", "link").returncode == 0
    assert (project.root / "link").is_symlink()
    assert kept.read_text(encoding="utf-8").startswith("Targets against actuals")
    assert kept.stat().st_mode & 0o777 == 0o640


def test_a_full_device_is_told_and_the_job_is_not_done(project: Folder):
    with Path("/dev/full").open("w") as full:
        done = run(project, *CHECK, stdout=full)
    assert (done.returncode, done.stderr) == (2, "logframe: No space left on device\n")


@pytest.mark.parametrize(
    ("closed", "told"), [(">&-", "logframe: Bad file descriptor\n"), (">&- 2>&-", ""), ("<&-", "")]
)
def test_a_stream_that_is_closed_is_no_fault_of_the_program(project: Folder, closed: str, told: str):
    line = f'"{sys.executable}" -m logframe {" ".join(CHECK)} {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", line], cwd=project.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == (0 if closed == "<&-" else 2)
    assert done.stderr == told


def test_a_reader_who_has_seen_enough_is_no_fault(project: Folder):
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as gone:
        done = run(project, *CHECK, stdout=gone)
    assert (done.returncode, done.stderr) == (0, "")


def test_control_c_ends_it_with_its_own_status_and_no_traceback(project: Folder):
    waiting = subprocess.Popen(
        [*COMMAND, "validate", "-", "--stdin-filename", "strategies/example.yaml"],
        cwd=project.root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert waiting.stdin
    waiting.stdin.write("logframe: 1\n")
    waiting.stdin.flush()
    left = array.array("i", [1])
    while left[0]:  # until it has read what is there, and waits for more
        fcntl.ioctl(waiting.stdin, termios.FIONREAD, left)
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate(timeout=30)
    assert (waiting.returncode, out) == (130, "")
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["check", "validate", "data", "report"])
def test_a_folder_that_is_gone_is_told(project: Folder, command: str):
    line = f'mkdir gone && cd gone && rmdir ../gone && "{sys.executable}" -m logframe {command}'
    done = subprocess.run(
        ["/bin/sh", "-c", line], cwd=project.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("logframe: ")
    assert "Traceback" not in done.stderr
    assert "fault of the program" not in done.stderr


def test_a_language_without_utf_8_gets_signs_that_it_has(project: Folder):
    bare = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run(project, *CHECK, env=bare)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert done.stdout == project.run(*CHECK, "--ascii").stdout


def test_neither_home_nor_terminal_is_needed(project: Folder):
    bare = {"PATH": os.environ["PATH"], "HOME": "/proc", "LANG": "C.UTF-8"}
    done = run(project, *CHECK, env=bare, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == project.run(*CHECK).stdout
