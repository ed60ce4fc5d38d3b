"""`logframe align` through the real command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.example import assert_gives

if TYPE_CHECKING:
    from tests.conftest import Folder

COMMANDS = {
    "align-72.txt": ("--width", "72"),
    "align-100.txt": ("--width", "100"),
    "align-140.txt": ("--width", "140"),
    "align-72-ascii.txt": ("--width", "72", "--ascii"),
    "align.md": ("--format", "markdown"),
    "align.json": ("--format", "json"),
}


@pytest.mark.parametrize(("name", "arguments"), COMMANDS.items(), ids=COMMANDS)
def test_an_alignment_is_as_agreed(alliance: Folder, name: str, arguments: tuple[str, ...]):
    text = assert_gives(alliance, "alliance", name, "align", *arguments)
    if "--width" in arguments:
        assert max(map(len, text.splitlines())) <= int(arguments[1])
    if "--ascii" in arguments:
        assert text.isascii()


def test_it_takes_no_figures(alliance: Folder):
    (alliance.root / "data" / "made-up.csv").write_bytes(b"\xff\x00 not an extract")
    done = alliance.run("align", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert [each["strategy"] for each in json.loads(done.stdout)["shared"]] == ["alliance", "clinic"]


def test_strategies_that_name_no_other_are_told_so(folder: Folder):
    folder.write(
        "strategies/one.yaml", "logframe: 1\nstrategy: one\ntitle: One\norganisation: {id: o, name: O}\n"
    )
    done = folder.run("align", "--width", "100")
    assert (done.returncode, done.stdout.splitlines()[2:]) == (
        0,
        ["None of 1 strategy says that it contributes to another (contributes_to)."],
    )
