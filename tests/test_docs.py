"""The pages in docs/ can be followed: what they have a reader write and run is written and run, in their order.

A comment before a block says what a reader does with it: `<!-- file: PATH -->` writes it, `<!-- below: PATH: LINE -->`
puts it below that line. `<!-- replace: PATH: OLD -> NEW -->` and `<!-- download: FROM -> TO -->` stand alone. Blocks
of `console` are run and their output held against what is shown; a `[...]` stands for whatever is left out there. Any
other block shows a part of a file.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests import reference

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
FOLLOWED = ("tutorial.md", "fingertips.md", "rtt.md")

_STEP = re.compile(
    r"<!-- (?P<verb>file|below|replace|download): (?P<words>.+?) -->"
    r"|^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```$",
    re.DOTALL | re.MULTILINE,
)


@dataclass
class Reader:
    """Someone who does what a page says."""

    folder: Path
    tools: Path
    status: int = 0
    asked: tuple[str, str] | None = None

    def follow(self, page: str) -> None:
        for step in _STEP.finditer(page):
            if step["verb"] in ("file", "below"):
                self.asked = (step["verb"], step["words"])
            elif step["verb"]:
                getattr(self, step["verb"])(*re.split(" -> |: ", step["words"], maxsplit=1))
            elif step["language"] == "console":
                self.run(_plain(step))
            elif self.asked:
                verb, words = self.asked
                getattr(self, verb)(words, _plain(step))
                self.asked = None
            elif step["language"] == "sh":  # a network is needed
                assert "pip install" in step["text"]
            else:
                self.compare(_plain(step))

    def file(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, encoding="utf-8")

    def below(self, where: str, text: str) -> None:
        path, line = where.split(": ", 1)
        before, found, after = (self.folder / path).read_text(encoding="utf-8").partition(f"{line}\n")
        assert found, where
        self.file(path, before + found + text + after)

    def replace(self, path: str, words: str) -> None:
        old, new = words.split(" -> ")
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, words
        self.file(path, text.replace(old, new))

    def download(self, there: str, here: str) -> None:
        shutil.copy(ROOT / there, self.folder / here)

    def compare(self, shown: str) -> None:
        """Hold what a page shows of a file against the files as they now are."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        assert any(shown in path.read_text(encoding="utf-8") for path in files), shown

    def run(self, session: str) -> None:
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", session, re.MULTILINE):
            if command.startswith("cd "):
                self.folder /= command.removeprefix("cd ")
                continue
            given = self.bash(command)
            wanted = ".*?".join(
                map(re.escape, re.split(r"(?<=\n)\[\.\.\.\]\n|^\[\.\.\.\]\n|\[\.\.\.\]", shown))
            )
            assert re.fullmatch(wanted, given, re.DOTALL), f"$ {command}\n{given}"

    def bash(self, command: str) -> str:
        environment = {
            name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR")
        }
        done = subprocess.run(
            ["bash", "-c", f"(exit {self.status}); {command}"],  # noqa: S607  # as a reader has it
            cwd=self.folder,
            env=environment | {"PATH": f"{self.tools}:{os.environ['PATH']}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        self.status = done.returncode
        return done.stdout


def _plain(step: re.Match[str]) -> str:
    """The text of a block, which may stand in a list."""
    return re.sub(rf"^{step['indent']}", "", step["text"], flags=re.MULTILINE)


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    tools, folder = tmp_path / "bin", tmp_path / "home"
    tools.mkdir()
    folder.mkdir()
    command = tools / "logframe"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m logframe "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return Reader(folder, tools)


@pytest.mark.parametrize("page", FOLLOWED)
def test_a_page_can_be_followed_to_its_end(page: str, reader: Reader):
    reader.follow((DOCS / page).read_text(encoding="utf-8"))
    assert reader.asked is None


CI = {
    found[1]: yaml.safe_load(found[2])
    for found in re.finditer(
        r"<!-- ci: (\S+) -->\n```yaml\n(.*?)^```$",
        (DOCS / "ci.md").read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
}


def said(thing: object, *keys: str) -> list[str]:
    """All that stands under one of these keys, wherever it is."""
    if isinstance(thing, list):
        return [text for one in thing for text in said(one, *keys)]
    if not isinstance(thing, dict):
        return []
    here = [text for key in keys if key in thing for text in _texts(thing[key])]
    return here + [text for inner in thing.values() for text in said(inner, *keys)]


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


@pytest.mark.parametrize("name", [name for name in CI if "pre-commit" not in name])
def test_an_example_for_ci_runs_and_leaves_the_files_that_it_hands_on(
    name: str, reader: Reader, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(reader.folder / "summary.md"))
    reader.bash("logframe init . && logframe check --quiet --save kept.run")
    commands = [command for command in said(CI[name], "run", "script") if not command.startswith("pip ")]
    assert commands
    for command in commands:
        told = reader.bash(command)
        assert (command, reader.status) == (command, 0), told
    handed_on = said(CI[name], "sarif_file", "path", "paths", "codequality", "junit")
    assert [file for file in handed_on if not (reader.folder / file).read_text(encoding="utf-8")] == []


def test_the_hook_of_the_example_is_there():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert said(CI[".pre-commit-config.yaml"], "id") == [hook["id"]]
    assert [
        re.search(hook["files"], name) is not None for name in ("strategies/a/b.yaml", "data/extracts.yaml")
    ] == [
        True,
        True,
    ]
    assert re.search(hook["files"], "docs/strategies/a.yaml") is None


def test_standard_input_stands_for_a_file(reader: Reader):
    (command,) = re.findall(
        r"^logframe validate --stdin.*", (DOCS / "ci.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    reader.bash(
        "logframe init . && sed s/unit:/unti:/ strategies/example.yaml > draft.yaml && rm strategies/example.yaml"
    )
    assert "strategies/ours.yaml" in reader.bash(command)
    assert reader.status == 1


@pytest.mark.parametrize("page", reference.PAGES)
def test_a_page_made_from_the_code_is_up_to_date(page: str):
    """`make docs` writes it anew."""
    assert (DOCS / page).read_text(encoding="utf-8") == reference.PAGES[page]()


def test_every_command_argument_option_and_field_is_explained():
    rows = re.findall(r"^\| (.+) \| (.*) \|$", reference.commands() + reference.fields(), re.MULTILINE)
    assert [
        name
        for name, meaning in rows
        if not re.search(r"\w", meaning.partition("[default")[0]) and "---" not in name
    ] == []
    assert len(rows) > 200


TEXTS = [
    *sorted(DOCS.glob("*.md")),
    *ROOT.glob("*.md"),
    ROOT / "examples" / "README.md",
    ROOT / "data" / "README.md",
]


def anchors(text: str) -> set[str]:
    """The names under which a page's headings can be linked to."""
    headings = re.findall(
        r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path):
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        there = (page.parent / name).resolve() if name else page
        if not there.exists() or (anchor and anchor not in anchors(there.read_text(encoding="utf-8"))):
            dead.append(link)
    assert dead == []


def test_the_index_names_every_page():
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = {page.name for page in DOCS.iterdir()} - {"README.md"}
    assert [page for page in sorted(pages) if f"({page})" not in index] == []
