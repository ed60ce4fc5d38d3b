"""The made-up project of tests/examples/acme through the real command line, byte by byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.example import assert_gives

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = ("--as-of", "2025-05-31")

COMMANDS = {
    "check-72.txt": ("check", *DAY, "--width", "72"),
    "check-100.txt": ("check", *DAY, "--width", "100"),
    "check-140.txt": ("check", *DAY, "--width", "140"),
    "check-72-ascii.txt": ("check", *DAY, "--width", "72", "--ascii"),
    "check-one-area.txt": ("check", *DAY, "--area", "WEST"),
    "check-only-missed.txt": ("check", *DAY, "--only", "missed", "--only", "off_track"),
    "check.json": ("check", *DAY, "--format", "json"),
    "check.csv": ("check", *DAY, "--format", "csv"),
    "check-2019.json": ("check", "--as-of", "2019-06-30", "--format", "json"),
    "check-sdg.txt": ("check", *DAY, "--sdg", "--width", "120"),
    "report.txt": ("report", *DAY),
    "report-ascii.txt": ("report", *DAY, "--ascii"),
    "report-west.txt": ("report", *DAY, "--area", "WEST", "--only", "at_risk", "--only", "no_data"),
    "report.md": ("report", *DAY, "--format", "markdown"),
    "report-subject.txt": ("report", *DAY, "--subject"),
    "data.txt": ("data", *DAY),
    "data.json": ("data", *DAY, "--format", "json"),
    "data.csv": ("data", *DAY, "--format", "csv"),
    "validate.txt": ("validate",),
}


@pytest.mark.parametrize(("name", "arguments"), COMMANDS.items(), ids=COMMANDS)
def test_a_command_gives_what_was_agreed(acme: Folder, name: str, arguments: tuple[str, ...]):
    assert_gives(acme, "acme", name, *arguments)


def test_messages_go_to_standard_error_and_the_result_stays_clean(acme: Folder):
    done = acme.run("check", *DAY, "--format", "json")
    assert done.stderr == (
        "data/made-up.csv:61:1: LF407 no file declares measure 'unheard-of' (1 row)\n1 warning in 1 file\n"
    )
    assert acme.run("check", *DAY, "--format", "json", "--quiet").stderr == ""


def test_a_result_can_go_to_a_file(acme: Folder):
    shown = acme.run("check", *DAY, "--format", "json").stdout
    done = acme.run("check", *DAY, "--format", "json", "--output", "run.json")
    assert (done.stdout, (acme.root / "run.json").read_text(encoding="utf-8")) == ("", shown)


def test_colours_are_there_when_asked_for_and_never_in_a_pipe(acme: Folder):
    plain = acme.run("check", *DAY).stdout
    assert "\x1b" not in plain
    assert "\x1b" in acme.run("check", *DAY, "--color", "always").stdout
    assert "\x1b" in acme.run("check", *DAY, FORCE_COLOR="1").stdout
    assert "\x1b" not in acme.run("check", *DAY, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b" not in acme.run("check", *DAY, "--color", "never", FORCE_COLOR="1").stdout
