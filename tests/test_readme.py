"""The README's examples run, and show what they say they show."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.conftest import Folder, strategy

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> Iterator[str]:
    for found in re.finditer(rf"^( *)```{language}\n(.*?)^ *```$", README, re.DOTALL | re.MULTILINE):
        yield re.sub(rf"^{found[1]}", "", found[2], flags=re.MULTILINE)


SHOWN = re.findall(r"<!-- from: logframe (.*?) -->\n```\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("command", "passages"), SHOWN, ids=[command for command, _ in SHOWN])
def test_what_is_shown_is_the_commands_own_output(command: str, passages: str):
    shown = Folder(ROOT).run(*command.split()).stdout
    for passage in passages.split("[...]\n"):
        assert passage.strip("\n") in shown


def test_the_indicator_of_five_minutes_can_be_judged(folder: Folder):
    indicator, measures = blocks("yaml")
    definitions = yaml.safe_load(measures)
    folder.write("strategies/kent.yaml", strategy(*yaml.safe_load(indicator), **definitions))
    (figures,) = blocks("csv")
    folder.write("data/figures.csv", figures)
    (row,) = folder.rows("2026-05-31")
    assert (row["verdict"], row["latest_value"], row["n"]) == ("off_track", 6.96, 3)


TARGETS = re.findall(
    r"`(\{.*?\})`(?=[,; |])", README.partition("## Ways of stating a target")[2].partition("##")[0]
)


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_of_the_table_is_understood(folder: Folder, target: str):
    stated = yaml.safe_load(target.replace("[...]", "[East, West]"))
    if not {"milestone", "undetermined"} & set(stated):
        stated |= {"by": 2028}
    up = {"at_least", "above"} & set(stated)
    promise = {"id": "one", "title": "One", "measure": "m", "areas": ["A"], "target": stated}
    promise["baseline"] = {"value": 10}
    measures = {"m": {"title": "M", "unit": "percent", "improves": "up" if up else "down"}}
    six_weeks = {"title": "Six weeks", "steps": [{"from": 2025, "at_most": 5}]}
    standards = {stated["standard"]: six_weeks} if "standard" in stated else {}
    made_up = strategy(promise, measures=measures, standards=standards, period={"to": 2028})
    folder.write("strategies/made-up.yaml", made_up)
    assert [str(message) for message in folder.load().messages] == []


def test_the_library_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(ROOT)
    (example,) = blocks("python")
    exec(example, {})  # noqa: S102  # it is ours
    assert "verdict" in capsys.readouterr().out
