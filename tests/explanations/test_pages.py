"""Explanations as they are printed, and the page that is made of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logframe.explanations import explanation, pages
from logframe.messages import CODES

if TYPE_CHECKING:
    from tests.conftest import Folder

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_about_all_codes_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == pages.whole(), "run `make docs`"


def test_every_code_has_a_section_and_stands_in_the_list():
    page, listing = pages.whole(), pages.listing()
    for code, rule in CODES.items():
        assert page.count(f"\n### {code} {rule.name}\n") == 1
        assert listing.count(f"  {code} {rule.name} ") == 1


@pytest.mark.parametrize("words", [("LF104",), ("lf104",), ("unknown-key",)])
def test_a_code_is_explained_by_its_number_or_its_name(folder: Folder, words: tuple[str, ...]):
    done = folder.run("explain", *words)
    assert done.returncode == 0
    assert done.stdout == pages.as_text(explanation("LF104"), 100)
    assert done.stdout.startswith("LF104 unknown-key (error): an unknown key\n")
    assert "    target: {at_mots: 6, by: 2028/29}\n" in done.stdout


def test_without_a_code_all_are_listed(folder: Folder):
    assert folder.run("explain").stdout == pages.listing()


def test_several_can_be_asked_for_and_written_for_programs(folder: Folder):
    some = json.loads(folder.run("explain", "LF301", "LF415", "--format", "json").stdout)
    assert [(one["code"], one["severity"]) for one in some] == [("LF301", "warning"), ("LF415", "error")]
    assert set(some[1]["bad"]) == {
        "strategies/acme.yaml",
        "data/extracts.yaml",
        "data/made-up.csv",
        "data/more.csv",
    }
    assert len(json.loads(folder.run("explain", "--format", "json").stdout)) == len(CODES)


def test_an_explanation_can_be_markdown(folder: Folder):
    done = folder.run("explain", "LF301", "--format", "markdown")
    assert done.stdout in PAGE.read_text(encoding="utf-8")


def test_a_code_that_is_none_is_refused_with_the_nearest(folder: Folder):
    done = folder.run("explain", "unknown-keys")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "logframe: there is no code 'unknown-keys' (did you mean 'unknown-key'?)\n"


@pytest.mark.parametrize("code", sorted(CODES))
def test_text_keeps_to_its_width_but_for_examples(code: str):
    lines = pages.as_text(explanation(code), 72).splitlines()[1:]
    assert max(len(line) for line in lines if not line.startswith("    ")) <= 72
