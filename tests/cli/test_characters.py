"""Characters that act instead of show: no output of any command passes one on that a file put there."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import Folder, strategy

DAY = ("--as-of", "2024-06-30")
ACTING = {
    "escape": "\x1b",
    "bell": "\x07",
    "backspace": "\x08",
    "carriage return": "\r",
    "delete": "\x7f",
    "next line": "\x85",
    "short escape": "\x9b",
    "Arabic letter mark": "\u061c",
    "left-to-right mark": "\u200e",
    "right-to-left mark": "\u200f",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "embedding": "\u202a",
    "override": "\u202e",
    "isolate": "\u2066",
    "end of isolate": "\u2069",
    "old formatting": "\u206a",
    "byte-order mark": "\ufeff",
    "tag": "\U000e0041",
}
IN_YAML = "".join(
    sign for sign in ACTING.values() if sign not in "\x1b\x07\x08\r\x7f\x85\x9b\u2028\u2029\ufeff"
)
ALL = "".join(ACTING.values())
TEXTS = ("Zoë Ångström", "漢字", "नि\u200dष", "👩\u200d⚕\ufe0f", "عمر", "می\u200cخواهم")
NAME = " ".join(TEXTS)

TEXT = {
    "check": ("check", *DAY),
    "check, narrow": ("check", *DAY, "--width", "72"),
    "report": ("report", *DAY),
    "subject": ("report", *DAY, "--subject"),
    "Markdown": ("report", *DAY, "--format", "markdown"),
    "web page": ("report", *DAY, "--format", "html"),
    "report since": ("report", *DAY, "--since", "old.run"),
    "show": ("show", "one", *DAY),
    "matrix": ("matrix", "--status", *DAY),
    "matrix, Markdown": ("matrix", "--status", *DAY, "--format", "markdown"),
    "matrix, web page": ("matrix", "--status", *DAY, "--format", "html"),
    "align": ("align",),
    "align, Markdown": ("align", "--format", "markdown"),
    "data": ("data", *DAY),
    "diff": ("diff", "old.run", *DAY),
    "diff, Markdown": ("diff", "old.run", *DAY, "--format", "markdown"),
    "messages": ("validate", "--format", "text"),
    "a message a line": ("validate", "--format", "concise"),
    "annotations": ("validate", "--format", "github"),
    "JUnit": ("validate", "--format", "junit"),
}
JSON = {
    "check": ("check", *DAY, "--format", "json"),
    "check with workings": ("check", *DAY, "--format", "json", "--workings"),
    "show": ("show", "one", *DAY, "--format", "json"),
    "align": ("align", "--format", "json"),
    "data": ("data", *DAY, "--format", "json"),
    "diff": ("diff", "old.run", *DAY, "--format", "json"),
    "messages": ("validate", "--format", "json"),
    "Code Quality": ("validate", "--format", "gitlab"),
    "SARIF": ("validate", "--format", "sarif"),
}
CSV = {"check": ("check", *DAY, "--format", "csv"), "data": ("data", *DAY, "--format", "csv")}


def rows(*values: float) -> list[dict[str, Any]]:
    """Make up figures whose every text holds every character that acts."""
    words = {name: f"{name}{ALL}{NAME}" for name in ("area_name", "note", "source")}
    return [
        {"measure": "m", "area": area, "period": f"{year}/{year - 1999}", "value": value} | words
        for area in ("A", f"B{ALL}")
        for year, value in enumerate(values, 2018)
    ]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Give a project with a run that was kept before the last of its figures came."""
    folder = Folder(tmp_path_factory.mktemp("project"))
    words = f"{IN_YAML} {NAME}"
    promise = {
        "id": "one",
        "title": f"One {words}",
        "measure": "m",
        "areas": "all",
        "quote": f"We will {words}",
        "owner": f"Owner {words}",
        "assumptions": [f"Assumed {words}"],
        "target": {"at_most": 6, "by": "2028/29"},
    }
    measure = {"title": f"M {words}", "unit": "percent", "improves": "down", "year": "financial"}
    unused = {"title": f"M {words}", "unit": "percent", "improves": "down"}
    folder.write(
        f"strategies/a{ALL}.yaml",
        strategy(promise, title=f"A strategy {words}", measures={"m": measure, "unused": unused}),
    )
    folder.extract(rows(10, 9, 8), f"a{ALL}.csv")
    done = folder.run("check", *DAY, "--save", "old.run", "--quiet")
    assert done.returncode == 0, done.stderr
    folder.extract(rows(10, 9, 8, 7), f"a{ALL}.csv")
    return folder


def acting(text: str) -> list[str]:
    """Name the characters of a text that act."""
    return [name for name, sign in ACTING.items() if sign in text]


def said(project: Folder, *command: str) -> str:
    done = project.run(*command, "--output", "out") if command[0] != "validate" else project.run(*command)
    assert done.returncode == 0, done.stderr
    assert acting(done.stderr) == []
    return done.stdout or (project.root / "out").read_bytes().decode()


@pytest.mark.parametrize("command", TEXT.values(), ids=TEXT)
def test_what_people_read_holds_none(project: Folder, command: tuple[str, ...]):
    assert acting(said(project, *command)) == []


@pytest.mark.parametrize("name", ["check", "report", "Markdown", "web page", "show", "matrix"])
def test_other_scripts_and_emoji_stay(project: Folder, name: str):
    shown = said(project, *TEXT[name], *(("--width", "1000") if name in ("check", "show", "matrix") else ()))
    assert [text for text in TEXTS if text not in shown.replace("\N{NO-BREAK SPACE}", " ")] == []


@pytest.mark.parametrize("command", JSON.values(), ids=JSON)
def test_json_escapes_them(project: Folder, command: tuple[str, ...]):
    text = said(project, *command)
    assert acting(text) == []
    json.loads(text)


def test_json_keeps_the_data(project: Folder):
    check = json.loads(said(project, *JSON["check"]))["assessments"]
    assert {(row["area"], row["area_name"]) for row in check} == {
        (area, f"area_name{ALL}{NAME}") for area in ("A", f"B{ALL}")
    }
    changes = json.loads(said(project, *JSON["diff"]))["changes"]
    assert f"area_name{ALL}{NAME}" in {row["area_name"] for row in changes}


@pytest.mark.parametrize("command", CSV.values(), ids=CSV)
def test_csv_spells_them_out(project: Folder, command: tuple[str, ...]):
    text = said(project, *command)
    assert acting(text) == []
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert any(r"\u202e" in cell and r"\x1b" in cell for cell in cells)


def test_a_run_that_is_kept_holds_none(project: Folder):
    assert acting((project.root / "old.run").read_text(encoding="utf-8")) == []


def test_a_workbook_holds_none_and_keeps_the_rest(project: Folder):
    project.run("report", *DAY, "--format", "xlsx", "--output", "out.xlsx")
    with zipfile.ZipFile(Path(project.root, "out.xlsx")) as book:
        texts = [
            "".join(ET.fromstring(book.read(name)).itertext())  # noqa: S314  # our own workbook
            for name in book.namelist()
            if "xml" in name
        ]
    assert [acting(text) for text in texts if acting(text)] == []
    assert not any("_X001B_" in text.upper() for text in texts)
    assert any(NAME in text for text in texts)
