"""Saved runs and their differences through the real command line.

The made-up project of tests/examples/changes has a before and an after that differ in every way that is told.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from logframe import runs
from logframe.characters import printable
from tests.conftest import EXAMPLES, Folder, assert_agreed
from tests.runs.made_up import FALLING, State

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = EXAMPLES / "changes"
BEFORE, AFTER = ("--as-of", "2025-05-31"), ("--as-of", "2025-12-31")

COMMANDS = {
    "diff-72.txt": ("--width", "72"),
    "diff-100.txt": ("--width", "100"),
    "diff-140.txt": ("--width", "140"),
    "diff-72-ascii.txt": ("--width", "72", "--ascii"),
    "diff.md": ("--format", "markdown"),
    "diff.json": ("--format", "json"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the example as it is afterwards, with a run of each state."""
    folder = Folder(tmp_path_factory.mktemp("changes"))
    for state, day in (("before", BEFORE), ("after", AFTER)):
        for part in ("strategies", "data"):
            shutil.rmtree(folder.root / part)
            shutil.copytree(EXAMPLE / state / part, folder.root / part)
        done = folder.run("check", *day, "--save", f"{state}.json", "--quiet")
        assert done.returncode == 0, done.stderr
    return folder.root


@pytest.fixture
def changed(made: Path, tmp_path: Path) -> Folder:
    """Give a copy of it that a test may spoil."""
    return Folder(shutil.copytree(made, tmp_path / "changes"))


def test_a_difference_is_what_was_agreed(changed: Folder):
    for name, arguments in COMMANDS.items():
        done = changed.run("diff", "before.json", "after.json", *arguments)
        assert (done.returncode, done.stderr) == (0, ""), name
        assert_agreed(done.stdout, EXAMPLE / "expected" / name)


def test_without_a_second_run_the_project_as_it_is_now_is_compared(changed: Folder):
    now = changed.run("diff", "before.json", *AFTER)
    assert now.stdout == changed.run("diff", "before.json", "after.json").stdout
    refused = changed.run("diff", "before.json", "after.json", *AFTER)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        "logframe: --as-of is for the project as it is now, and NEW is a run that was kept\n"
    )


def test_saving_leaves_what_check_prints_as_it_is_and_gives_the_same_bytes_every_time(changed: Folder):
    plain = changed.run("check", *AFTER)
    saving = changed.run("check", *AFTER, "--save", "again.json")
    assert saving.stdout == plain.stdout
    assert (changed.root / "again.json").read_bytes() == (changed.root / "after.json").read_bytes()


def test_a_run_and_itself_do_not_differ(changed: Folder):
    done = changed.run("diff", "after.json", "after.json", "--fail-on", "changed")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing changed." in done.stdout
    assert "As before: 9 of 9 rows of the table." in done.stdout
    assert changed.run("diff", "after.json", "after.json", "--quiet").stdout == ""


SET = {"at_most": 12, "by": "2026/27"}
STATES = {
    "worse": State(figures=FALLING | {"2022/23": 13.0}, target=SET),
    "lost": State(as_of="2026-06-30", target=SET),
    "better": State(figures=FALLING | {"2023/24": 8.0}, target=SET),
    "edited": State(target={"at_most": 12.1, "by": "2026/27"}),
}


@pytest.mark.parametrize(
    ("became", "word", "status"),
    [
        ("worse", "worse", 1),
        ("lost", "worse", 1),
        ("better", "worse", 0),
        ("edited", "worse", 0),
        ("edited", "goalposts", 1),
        ("worse", "goalposts", 0),
        ("better", "changed", 1),
    ],
)
def test_what_makes_it_fail_is_for_the_user_to_say(tmp_path: Path, became: str, word: str, status: int):
    folder = Folder(tmp_path)
    for name, state in (("old", State(target=SET)), ("new", STATES[became])):
        folder.write(f"{name}.json", runs.written(state.run(tmp_path / name)))
    done = folder.run("diff", "old.json", "new.json", "--fail-on", word)
    assert (done.returncode, done.stderr) == (status, "")


def test_a_later_run_before_an_earlier_one_is_remarked_on(changed: Folder):
    done = changed.run("diff", "after.json", "before.json")
    assert (done.returncode, done.stderr) == (
        0,
        "logframe: OLD is of a later day (2025-12-31) than what it is compared with (2025-05-31)\n",
    )
    assert changed.run("diff", "after.json", "before.json", "--quiet").stderr == ""


def test_what_cannot_be_read_ends_with_a_message_and_status_2(changed: Folder):
    (changed.root / "cut.json").write_bytes((changed.root / "after.json").read_bytes()[:5000])
    cases = {
        "cut.json": "cut.json: this is no saved run, or not the whole of one: it is not valid JSON",
        "none.json": "none.json: No such file or directory",
        "strategies": "strategies: Is a directory",
    }
    for name, words in cases.items():
        for arguments in ((name, "after.json"), ("after.json", name)):
            done = changed.run("diff", *arguments)
            assert (done.returncode, done.stdout, done.stderr) == (2, "", f"logframe: {words}\n")


def test_a_run_that_cannot_be_kept_leaves_the_old_one_and_no_traceback(changed: Folder):
    done = changed.run("check", *AFTER, "--save", "nowhere/run.json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "nowhere" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(("color", "colored"), [("never", False), ("always", True)])
def test_messages_are_coloured_as_the_user_says(changed: Folder, color: str, colored: bool):
    changed.write("strategies/broken.yaml", "logframe: 2\n")
    done = changed.run("diff", "before.json", *AFTER, "--color", color, FORCE_COLOR="1")
    assert done.returncode == 1
    assert ("\x1b[" in done.stderr) is colored


def test_a_project_with_errors_is_not_compared(changed: Folder):
    changed.write("strategies/broken.yaml", "logframe: 2\n")
    done = changed.run("diff", "before.json", *AFTER)
    assert (done.returncode, done.stdout) == (1, "")
    assert "strategies/broken.yaml" in done.stderr


def test_texts_of_files_neither_reach_a_terminal_nor_become_markup(folder: Folder):
    # YAML lets no escape character in, but an extract can name an area with one
    named = {period: {"value": value, "area_name": "Ea\x1b[31mst"} for period, value in FALLING.items()}
    start = State(figures=named, indicator={"title": "A <b>bold</b> [link](x) @team"})
    start.write(folder.root)
    assert folder.run("check", "--as-of", "2024-06-30", "--save", "old.json").returncode == 0
    folder.run("check", "--as-of", "2026-06-30", "--save", "new.json")
    assert "\x1b" not in (folder.root / "old.json").read_text(encoding="utf-8")
    shown = folder.run("diff", "old.json", "new.json", "--width", "140").stdout
    assert "A <b>bold</b> [link](x) @team, Ea\\x1b[31mst: no data" in shown
    markup = folder.run("diff", "old.json", "new.json", "--format", "markdown").stdout
    assert r"A &lt;b&gt;bold&lt;/b&gt; \[link\](x) @<!-- -->team, Ea\\x1b\[31mst: no data" in markup
    data = folder.run("diff", "old.json", "new.json", "--format", "json").stdout
    assert "\x1b" not in shown + markup + data
    assert json.loads(data)["changes"][0]["area_name"] == "Ea\x1b[31mst"


def test_json_says_all_that_is_known_of_a_change(changed: Folder):
    data = json.loads(changed.run("diff", "before.json", "after.json", "--format", "json").stdout)
    assert (data["old"]["as_of"], data["new"]["as_of"]) == ("2025-05-31", "2025-12-31")
    (change,) = (row for row in data["changes"] if row["kind"] == "target" and row["indicator"] == "absence")
    assert (change["before"]["target_value"], change["after"]["target_value"], change["otherwise"]) == (
        6.0,
        6.5,
        "off_track",
    )
    assert change["before"]["deadline"] == "2028-08-31"


def test_a_difference_can_go_to_a_file(changed: Folder):
    done = changed.run("diff", "before.json", "after.json", "--output", "diff.txt")
    shown = changed.run("diff", "before.json", "after.json").stdout
    assert (done.stdout, (changed.root / "diff.txt").read_text(encoding="utf-8")) == ("", shown)


ODD_NAMES = {
    "a control character": b"\x1b[31mfigures",
    "reversed reading": "\u202eserugif".encode(),
    "a line end": b"two\nlines",
    "no UTF-8": b"caf\xe9",
    "what is spelt out": b"a\\x1bb",
}


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there")
@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES)
def test_a_file_is_known_again_whatever_bytes_its_name_has(folder: Folder, name: bytes):
    State().write(folder.root)
    extract = folder.root / "data" / f"{os.fsdecode(name)}.csv"
    promises = folder.root / "strategies" / f"{os.fsdecode(name)}.yaml"
    (folder.root / "data" / "figures.csv").rename(extract)
    (folder.root / "strategies" / "strategy.yaml").rename(promises)
    for run in ("old.json", "same.json"):
        assert folder.run("check", "--as-of", "2024-06-30", "--save", run, "--quiet").returncode == 0
    assert folder.run("diff", "old.json", "same.json", "--quiet").stdout == ""
    (kept,) = json.loads((folder.root / "old.json").read_text(encoding="utf-8"))["extracts"]
    assert kept["sha256"] == hashlib.sha256(extract.read_bytes()).hexdigest()
    for file in (extract, promises):
        with file.open("a", encoding="utf-8") as written:
            written.write("\n")
    done = folder.run("diff", "old.json", "--as-of", "2024-06-30", "--format", "json")
    shown = printable(os.fsdecode(name))
    assert json.loads(done.stdout)["files"] == [
        {"file": f"data/{shown}.csv", "is": "changed"},
        {"file": f"strategies/{shown}.yaml", "is": "changed"},
    ]
