"""The lines of docs/mail.md do what the page says of them: each is run as cron runs it, with a `mail` of our own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import copied

if TYPE_CHECKING:
    from tests.conftest import Folder

PAGE = (Path(__file__).parents[2] / "docs" / "mail.md").read_text(encoding="utf-8")
TO_THE_BOARD, PRINTED, IN_UTF_8 = re.findall(r"^0 7 \* \* 1  (.*)$", PAGE, re.MULTILINE)
(KEPT_ONCE,) = re.findall(r"^    (cd /srv/logframe .*)$", PAGE, re.MULTILINE)
MAIL = '#!/bin/sh\n{ printf "%s\\n" "$@"; cat; } > sent\n'


class Server:
    """A folder in the place of /srv/logframe, with a `mail` that puts what it is given into the file sent."""

    def __init__(self, folder: Folder, tools: Path) -> None:
        self.folder, self.root, self._tools = folder, folder.root, tools
        for name, text in {
            "mail": MAIL,
            "logframe": f'#!/bin/sh\nexec "{sys.executable}" -m logframe "$@"\n',
        }.items():
            (tools / name).write_text(text, encoding="utf-8")
            (tools / name).chmod(0o755)

    def runs(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line, as of a day: what cron would mail is what it prints."""
        as_of = line.replace("logframe report", "logframe report --as-of 2025-05-31")
        return subprocess.run(
            ["/bin/sh", "-c", as_of.replace("/srv/logframe", str(self.root))],
            env={"PATH": f"{self._tools}:/usr/bin:/bin", "HOME": "/nonexistent", "LANG": ""},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    @property
    def sent(self) -> str | None:
        path = self.root / "sent"
        return path.read_text(encoding="utf-8") if path.exists() else None

    @property
    def kept(self) -> bytes:
        return (self.root / "last.run").read_bytes()

    def spoils(self) -> None:
        """Let the newest row be one that cannot be read."""
        extract = self.root / "data" / "made-up.csv"
        extract.write_text(
            extract.read_text(encoding="utf-8").replace(",2023/24,", ",2023/24?,"), encoding="utf-8"
        )

    def edits(self) -> None:
        """Let something change."""
        strategy = self.root / "strategies" / "acme.yaml"
        text = strategy.read_text(encoding="utf-8")
        strategy.write_text(re.sub(r"at_most: \d+", "at_most: 2", text, count=1), encoding="utf-8")


@pytest.fixture
def server(tmp_path: Path) -> Server:
    (tmp_path / "bin").mkdir()
    (tmp_path / "srv").mkdir()
    server = Server(copied("acme", tmp_path / "srv"), tmp_path / "bin")
    done = server.runs(KEPT_ONCE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return server


def test_the_board_is_told_what_changed_and_the_new_run_is_kept(server: Server):
    before = server.kept
    server.edits()
    done = server.runs(TO_THE_BOARD)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert server.sent
    assert server.sent.startswith("-s\nMissed 1, off track ")
    assert "board@example.org" in server.sent
    assert "Changed since 31 May 2025" in server.sent
    assert server.kept != before


@pytest.mark.parametrize("line", [TO_THE_BOARD, PRINTED])
def test_where_nothing_changed_nothing_is_sent(server: Server, line: str):
    done = server.runs(line)
    assert (server.sent, done.stdout, done.stderr) == (None, "", "")


def test_with_a_row_that_cannot_be_read_the_analyst_is_told_and_the_board_is_not(server: Server):
    before = server.kept
    server.spoils()
    done = server.runs(TO_THE_BOARD)
    assert (done.returncode, done.stdout, server.sent) == (1, "", None)
    assert "LF404" in done.stderr
    assert "could not be read" in (server.root / "report.txt").read_text(encoding="utf-8")
    assert server.kept == before


def test_without_mail_the_errors_are_above_the_report_and_the_earlier_run_is_kept(server: Server):
    before = server.kept
    server.spoils()
    done = server.runs(PRINTED)
    assert done.returncode == 1
    assert "LF404" in done.stderr
    assert "could not be read" in done.stdout
    assert server.kept == before
    shutil.copytree(
        Path(__file__).parents[1] / "examples" / "acme" / "data", server.root / "data", dirs_exist_ok=True
    )
    server.edits()
    assert "Changed since" in server.runs(PRINTED).stdout
    assert server.kept != before


def test_an_error_in_a_strategy_is_told_to_the_analyst(server: Server):
    before = server.kept
    server.folder.write("strategies/broken.yaml", "logframe: 1\nstrategy: broken\n")
    for line in (TO_THE_BOARD, PRINTED, IN_UTF_8):
        done = server.runs(line)
        assert (done.returncode, done.stdout, server.sent) == (1, "", None)
        assert "strategies/broken.yaml:" in done.stderr
    assert server.kept == before


def test_text_beyond_ascii_goes_with_its_character_set(server: Server):
    done = server.runs(IN_UTF_8)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert server.sent
    assert "Content-Type: text/plain; charset=utf-8" in server.sent
    assert "\u2212" in server.sent
