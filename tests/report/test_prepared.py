"""What a row of the verdict frame alone cannot tell."""

from __future__ import annotations

import pytest

from logframe.report.prepared import prepared
from tests.report.made_up import AS_OF, frame


def column(name, *rows):
    return prepared(frame(*rows), AS_OF)[name].to_list()


@pytest.mark.parametrize(
    ("reason", "told"), [("stale", None), ("discontinued", None), ("two_points", -0.5), ("chance_low", -0.5)]
)
def test_what_a_figure_of_the_past_would_have_needed_is_not_told(reason, told):
    assert column("needed_per_year", {"reason": reason, "needed_per_year": -0.5}) == [told]


def test_a_group_is_told_only_where_indicators_of_one_title_have_several():
    rows = [
        {"indicator": "a", "title": "Score", "group": "girls", "area": "E1"},
        {"indicator": "a", "title": "Score", "group": "girls", "area": "E2"},
        {"indicator": "b", "title": "Score of boys", "group": "boys", "area": "E1"},
    ]
    assert column("told_group", *rows) == [None, None, None]
    rows[2]["title"] = "Score"
    assert column("told_group", *rows) == ["girls", "girls", "boys"]
    assert column("told_group", *rows[:2], {"indicator": "c", "title": "Score"}) == ["girls", "girls", None]
    rows[2]["strategy"] = "another"
    assert column("told_group", *rows) == [None, None, None]
