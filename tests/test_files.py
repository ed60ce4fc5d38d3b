"""Strangers' folders: what is in them is read only where it is an ordinary file of theirs. All made up."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logframe import files
from tests.conftest import Folder, strategy
from tests.evidence.made_up import read_folder

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are made otherwise there")

DAY = ("--as-of", "2026-05-31")
PRIVATE = "measure,area,period,value\nsecret,SECRET,2022,5\n"
MEASURES = {"score": {"title": "Score", "unit": "score", "improves": "up", "year": "calendar"}}
INDICATOR = {
    "id": "a",
    "title": "A",
    "measure": "score",
    "areas": ["E1"],
    "target": {"at_least": 3, "by": 2028},
}
DECLARATION = """\
logframe: 1
extracts:
  made-up:
    files: {files}
    columns: {{area: area, period: period, value: value}}
    fixed: {{measure: score}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Folder:
    """Give a project beside a folder that is none of its business."""
    (tmp_path / "outside" / "deep").mkdir(parents=True)
    (tmp_path / "outside" / "secret.csv").write_text(PRIVATE)
    (tmp_path / "outside" / "deep" / "secret.csv").write_text(PRIVATE)
    (tmp_path / "outside" / "secret.yaml").write_text("secret: 1\n")
    (tmp_path / "project").mkdir()
    folder = Folder(tmp_path / "project")
    folder.write("strategies/a.yaml", strategy(INDICATOR, measures=MEASURES))
    folder.write("data/good.csv", "measure,area,period,value\nscore,E1,2022,5\n")
    return folder


def linked(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


OUT, NONE = "is a link out of the folder", "cannot be opened: No such file or directory"
NOT_READ: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link to a file outside": (linked("../../outside/secret.csv"), OUT),
    "a link to a file outside, by its whole path": (linked("/etc/hostname"), OUT),
    "a link to a device": (linked("/dev/zero"), OUT),
    "a link to what a program was given": (linked("/dev/stdin"), OUT),
    "a link to a link to a file outside": (linked(".hidden/secret.csv"), OUT),
    "a link to nothing": (linked("nowhere.csv"), NONE),
    "a link to itself": (linked("x.csv"), "cannot be opened: Too many levels of symbolic links"),
    "a pipe": (pipe, "is not a regular file"),
    "a link to a folder outside": (linked("../../outside"), OUT),
    "a folder": (folder, "is a folder"),
}


@pytest.mark.parametrize(("make", "why"), NOT_READ.values(), ids=NOT_READ)
def test_what_is_no_file_of_the_folder_is_not_read(
    project: Folder, make: Callable[[Path], None], why: str
) -> None:
    (project.root / "data" / ".hidden").symlink_to("../../outside")
    make(project.root / "data" / "x.csv")
    done = project.run("data", *DAY)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"data/x.csv:1:1: LF401 this {why}: it was not read",
        "1 error in 1 file",
    ]
    assert "secret" not in done.stdout.lower()


@pytest.mark.parametrize("pattern", ["x.csv", '"*.csv"', '"**/x.csv"', "[x.csv]"])
@pytest.mark.parametrize(("make", "why"), NOT_READ.values(), ids=NOT_READ)
def test_what_a_declaration_names_and_is_not_read_is_told_there(
    project: Folder, make: Callable[[Path], None], why: str, pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    (project.root / "data" / "good.csv").unlink()
    (project.root / "data" / ".hidden").symlink_to("../../outside")
    project.write("data/extracts.yaml", DECLARATION.format(files=pattern))
    make(project.root / "data" / "x.csv")
    found = read_folder(project.root / "data")
    column = 13 if pattern.startswith("[") else 12
    assert [str(message) for message in found.messages] == [
        f"extracts.yaml:4:{column}: LF401 'x.csv' {why}: it was not read in extract 'made-up'"
    ]
    assert found.account.is_empty()


FOLDERS_OUT = {
    "by its name": ("link/secret.csv", "data/extracts.yaml:4:12: LF401 'link' {}: it was not read in extract 'made-up'"),
    "by a pattern": ('"link/*.csv"', "data/extracts.yaml:4:12: LF401 'link' {}: it was not read in extract 'made-up'"),
    "by any folders": ('"link/**/secret.csv"', "data/extracts.yaml:4:12: LF401 'link' {}: it was not read in extract 'made-up'"),
    "by a pattern for folders": ('"l*/*.csv"', "data/extracts.yaml:4:12: LF401 'link' {}: it was not read in extract 'made-up'"),
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "message"), FOLDERS_OUT.values(), ids=FOLDERS_OUT)
def test_no_pattern_leads_through_a_linked_folder(project: Folder, pattern: str, message: str) -> None:
    (project.root / "data" / "link").symlink_to("../../outside")
    project.write("data/extracts.yaml", DECLARATION.format(files=pattern))
    done = project.run("data", *DAY)
    assert done.stderr.splitlines() == [message.format(OUT), "1 error in 1 file"]
    assert done.returncode == 1


NAMED_OUT = {
    "../outside/secret.csv": "leads out of the data folder",
    "link/../../outside/secret.csv": "leads out of the data folder",
    "/etc/hostname": "is an absolute path: name files from the data folder on",
    "~/secret.csv": "is an absolute path: name files from the data folder on",
    "C:/secret.csv": "is an absolute path: name files from the data folder on",
    "file:///etc/hostname": "is an address: extracts are files in the data folder",
    "https://example.org/a.csv": "is an address: extracts are files in the data folder",
    "s3://bucket/a.csv": "is an address: extracts are files in the data folder",
    "..\\\\outside\\\\secret.csv": "has a backslash: write folders with /",
    "../*/secret.csv": "leads out of the data folder",
    "/**/secret.csv": "is an absolute path: name files from the data folder on",
}


@pytest.mark.parametrize(("pattern", "why"), NAMED_OUT.items(), ids=NAMED_OUT)
def test_a_path_out_of_the_data_folder_is_refused_where_it_stands(
    project: Folder, pattern: str, why: str
) -> None:
    project.write("data/extracts.yaml", DECLARATION.format(files=f'["good.csv", "{pattern}"]'))
    loaded = project.load()
    (message,) = loaded.messages
    assert (message.line, message.column, message.code) == (4, 25, "LF107")
    assert message.text == f"'{pattern.replace(chr(92) * 2, chr(92))}' {why} in extract 'made-up'"


def test_a_link_within_the_folder_is_its_file_and_read_once(project: Folder) -> None:
    (project.root / "data" / "latest.csv").symlink_to("good.csv")
    (project.root / "data" / "kept.txt").write_text("measure,area,period,value\nscore,E1,2021,4\n")
    (project.root / "data" / "one.csv").symlink_to("kept.txt")
    (project.root / "data" / "two.csv").symlink_to("kept.txt")
    (project.root / "strategies" / "again.yaml").symlink_to("a.yaml")
    done = project.run("data", *DAY, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    read = [file["file"] for file in json.loads(done.stdout)["files"]]
    assert read == ["data/good.csv", "data/one.csv"]


def test_strategies_follow_the_same_rules(project: Folder) -> None:
    strategies = project.root / "strategies"
    (strategies / "folder").symlink_to("../../outside")
    (strategies / "link.yaml").symlink_to("../../outside/secret.yaml")
    (strategies / ".hidden.yaml").write_text("secret: 1\n")
    os.mkfifo(strategies / "pipe.yml")
    done = project.run("validate")
    assert done.returncode == 1
    assert [line.partition(": it was")[0] for line in done.stderr.splitlines()] == [
        f"strategies/folder:1:1: LF013 this {OUT}",
        f"strategies/link.yaml:1:1: LF013 this {OUT}",
        "strategies/pipe.yml:1:1: LF013 this is not a regular file",
        "3 errors in 3 files",
    ]


LEADS_OUT = "leads by a link out of the working folder: it was not read (name outright where it leads, if you trust that)"


def test_a_folder_that_is_itself_a_link_out_is_read_only_by_its_own_name(project: Folder) -> None:
    data, elsewhere = project.root / "data", project.root.parent / "shared"
    data.rename(elsewhere)
    data.symlink_to(elsewhere)
    done = project.run("data", *DAY)
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, f"data:1:1: LF401 this {LEADS_OUT}")
    done = project.run("data", *DAY, "--data", os.fspath(elsewhere))
    assert (done.returncode, done.stderr) == (0, "")
    (elsewhere / "extracts.yaml").write_text("secret: 1\n")
    done = project.run("validate")
    assert (done.returncode, "secret" in done.stderr) == (1, False)


def test_a_named_file_that_is_a_link_out_is_not_read(project: Folder) -> None:
    link = project.root / "strategies" / "link.yaml"
    link.symlink_to("../../outside/secret.yaml")
    done = project.run("validate", "strategies/link.yaml")
    assert done.returncode == 1
    assert "secret:" not in done.stderr
    done = project.run("validate", "--strategies", "strategies/link.yaml")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == f"strategies/link.yaml:1:1: LF013 this {LEADS_OUT}"


def test_a_declaration_that_is_a_pipe_or_a_link_is_not_opened(project: Folder) -> None:
    os.mkfifo(project.root / "data" / "extracts.yaml")
    assert [message.code for message in project.load().messages] == ["LF013"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may open everything")
def test_a_folder_that_may_not_be_opened_is_told(project: Folder) -> None:
    (project.root / "data" / "closed").mkdir(mode=0)
    done = project.run("data", *DAY)
    assert "data/closed:1:1: LF401 this cannot be opened: Permission denied" in done.stderr


NAMES = {
    "below the working folder": ("data/a.csv", "data/a.csv"),
    "by a roundabout way": ("data/../data/a.csv", "data/a.csv"),
    "by its whole path": ("{here}/data/a.csv", "data/a.csv"),
    "a link, by its own name": ("data/link.csv", "data/link.csv"),
    "beside the working folder": ("../other/a.csv", "../other/a.csv"),
}


@pytest.mark.parametrize(("path", "shown"), NAMES.values(), ids=NAMES)
def test_a_file_is_named_as_a_person_in_the_working_folder_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, shown: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "link.csv").symlink_to("a.csv")
    monkeypatch.chdir(tmp_path)
    assert files.as_shown(Path(path.format(here=tmp_path))) == shown
