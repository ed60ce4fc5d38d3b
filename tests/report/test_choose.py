"""What is chosen from a verdict frame and its outline, and who is given the outline."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from logframe import report
from logframe.report.as_csv import to_csv
from logframe.report.as_json import to_json
from tests.report.made_up import AS_OF, frame, outline
from tests.report.page import folded

FRAME = frame(
    {"strategy": "a", "outcome": "kent", "area": "E10000016"},
    {"strategy": "a", "outcome": "both", "area": "E10000016"},
    {"strategy": "a", "outcome": "both", "area": "E06000035"},
    {"strategy": "b", "outcome": "medway", "area": "E06000035"},
)
OUTLINE = outline(
    {"strategy": "a", "outcome": "bare"},
    {"strategy": "a", "outcome": "kent"},
    {"strategy": "a", "outcome": "both"},
    {"strategy": "b", "outcome": "medway"},
    {"strategy": "empty", "outcome": None},
)


@pytest.mark.parametrize(
    ("chosen", "rows", "outcomes"),
    [
        pytest.param({}, 4, ["bare", "kent", "both", "medway", None], id="all"),
        pytest.param({"strategies": ["a"]}, 3, ["bare", "kent", "both"], id="a strategy, whole"),
        pytest.param({"strategies": ["empty"]}, 0, [None], id="a strategy without outcomes"),
        pytest.param({"areas": ["E06000035"]}, 2, ["both", "medway"], id="an area: outcomes that it is in"),
        pytest.param({"strategies": ["b"], "areas": ["E10000016"]}, 0, [], id="an area that is not in it"),
    ],
)
def test_the_outline_is_chosen_with_the_rows(chosen, rows, outcomes):
    frame, parts = report.choose(FRAME, OUTLINE, **chosen)
    assert frame.height == rows
    assert parts["outcome"].to_list() == outcomes


def written(style):
    screen = SimpleNamespace(width=80, color=False, ascii=False)
    return "".join(report.assessments(FRAME, OUTLINE, style, as_of=AS_OF, screen=screen))


def test_the_table_shows_what_nothing_measures():
    assert "1 of 4 outcomes has no indicator. 1 of 3 strategies has no outcome." in folded(written("table"))


def test_json_and_csv_hold_the_rows_alone():
    assert written("json") == to_json(FRAME, as_of=AS_OF)
    assert written("csv") == to_csv(FRAME, AS_OF)
