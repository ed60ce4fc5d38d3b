"""Both examples of every code, run: the bad one is told of by its code and nothing else, the good one not at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import logframe
from logframe import project as projects
from logframe.explanations import Content, code_of, examples, explanation
from logframe.messages import CODES, Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DAY = date(2025, 1, 31)
TODAY = {"LF406"}  # with a day named, figures from after it are set aside


def build(root: Path, example: Mapping[str, Content]) -> None:
    for name in ("outside.yaml", "outside.csv"):
        (root / name).write_text("")
    for name, content in examples.files(example).items():
        path = root / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        elif "link" in content:
            path.symlink_to(str(content["link"]))
        else:
            path.write_text(f"{content['line']}\n" * int(content["times"]), encoding="utf-8")


def told(code: str, root: Path, example: Mapping[str, Content]) -> list[Message]:
    build(root, example)
    project = logframe.load(root / "project" / "strategies", root / "project" / "data")
    if project.faulty or not (root / "project" / "data").exists():
        return project.messages
    evaluation = logframe.evaluate(project, None if code in TODAY else DAY)
    return [*project.messages, *projects.lint(project, evaluation), *evaluation.messages]


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_bad_example_is_told_of_by_its_code_and_no_other(code: str, tmp_path: Path):
    messages = told(code, tmp_path, explanation(code).bad)
    assert {message.code for message in messages} == {code}, [str(message) for message in messages]


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_good_example_is_told_nothing(code: str, tmp_path: Path):
    assert [str(message) for message in told(code, tmp_path, explanation(code).good)] == []


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_explanation_says_why_and_what_to_do_in_sentences(code: str):
    one = explanation(code)
    for words in (one.why, one.fix):
        assert words[0].isupper()
        assert words.endswith(".")
    assert one.bad != one.good


def test_every_code_has_a_name_of_its_own_by_which_it_is_found():
    assert [code_of(rule.name) for rule in CODES.values()] == list(CODES)
    assert code_of("lf104") == "LF104"
    assert code_of("Unknown-Key") == "LF104"
    assert code_of("LF999") is None
