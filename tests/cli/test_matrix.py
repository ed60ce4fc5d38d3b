"""`logframe matrix` through the real command line."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from tests.cli.example import assert_gives

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = ("--as-of", "2025-05-31")
COMMANDS = {
    "matrix-72.txt": ("--width", "72"),
    "matrix-100.txt": ("--width", "100"),
    "matrix-140.txt": ("--width", "140"),
    "matrix-100-ascii.txt": ("--width", "100", "--ascii"),
    "matrix-status-100.txt": ("--width", "100", "--status", *DAY),
    "matrix.md": ("--format", "markdown"),
    "matrix-status.md": ("--format", "markdown", "--status", *DAY),
    "matrix.html": ("--format", "html"),
}


@pytest.mark.parametrize(("name", "arguments"), COMMANDS.items(), ids=COMMANDS)
def test_a_matrix_is_as_agreed(alliance: Folder, name: str, arguments: tuple[str, ...]):
    text = assert_gives(alliance, "alliance", name, "matrix", "alliance", *arguments)
    if "--width" in arguments:
        assert max(map(len, text.splitlines())) <= int(arguments[1])
    if "--ascii" in arguments:
        assert text.isascii()


def test_without_status_no_figure_is_read(alliance: Folder):
    (alliance.root / "data" / "made-up.csv").write_bytes(b"\xff\x00 not an extract")
    done = alliance.run("matrix", "alliance", "--width", "100")
    agreed = alliance.run("matrix", "alliance", "--width", "100", "--data", "nowhere")
    assert (done.returncode, done.stderr, done.stdout) == (0, "", agreed.stdout)
    assert alliance.run("matrix", "alliance", "--status").returncode == 1


def test_no_cell_of_the_page_is_empty_and_nothing_of_a_file_is_markup(alliance: Folder):
    page = _Page()
    page.feed(alliance.run("matrix", "alliance", "--format", "html", "--status", *DAY).stdout)
    assert [cell for cell in page.cells if not cell.strip()] == []
    assert {"b", "i", "move"}.isdisjoint(page.tags)
    assert page.open == []


def test_every_row_of_the_page_has_four_columns(alliance: Folder):
    page = _Page()
    page.feed(alliance.run("matrix", "alliance", "--format", "html").stdout)
    spans: list[int] = []
    for row in page.rows:
        spans = [left - 1 for left in spans if left > 1]
        spans += row
        assert len(spans) == 4
    assert set(spans) == {1}


def test_the_page_has_the_style_of_the_report(alliance: Folder):
    alliance.run("report", "--format", "html", "--output", "report.html", *DAY)
    page = alliance.run("matrix", "alliance", "--format", "html").stdout
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "prefers-color-scheme: dark" in style
    assert style.strip() in (alliance.root / "report.html").read_text(encoding="utf-8")
    assert style in alliance.run("matrix", "alliance", "--format", "html", "--ascii").stdout


class _Page(HTMLParser):
    """What a browser makes of a page: its cells' texts, its rows' spans, its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.rows: list[list[int]] = []
        self.tags: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.cells.append("")
            self.rows[-1].append(int(dict(attributes).get("rowspan") or 1))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.cells[-1] += data


def test_the_only_strategy_needs_no_name(folder: Folder):
    folder.write(
        "strategies/one.yaml", "logframe: 1\nstrategy: one\ntitle: One\norganisation: {id: one, name: One}\n"
    )
    done = folder.run("matrix")
    assert done.returncode == 0
    assert done.stdout.startswith("One\n═══\n")


REFUSED = {
    "an unknown strategy": (
        ("matrix", "aliance"),
        "logframe: there is no strategy 'aliance' (did you mean 'alliance'?)\n",
    ),
    "no strategy named of several": (("matrix",), "logframe: which strategy? alliance, clinic, council\n"),
    "nothing to read": (
        ("matrix", "--strategies", "data"),
        "logframe: 'data' holds no .yaml or .yml file: name the folder of strategies with --strategies, "
        "or make one with 'logframe init'\n",
    ),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_done_is_said(alliance: Folder, arguments: tuple[str, ...], said: str):
    done = alliance.run(*arguments)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_faulty_strategies_make_no_matrix(alliance: Folder):
    alliance.write("strategies/broken.yaml", "logframe: 1\nstrategy: broken\n")
    done = alliance.run("matrix", "alliance")
    assert (done.returncode, done.stdout) == (1, "")
    assert "LF101" in done.stderr
