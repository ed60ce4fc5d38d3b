"""Roll-ups in words."""

from __future__ import annotations

import pytest

from logframe.report import totals
from logframe.verdicts import VERDICTS

COUNTS = dict.fromkeys((*VERDICTS, "met_now", "indicators", "targets", "judged"), 0) | {"worst": None}


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        ({"indicators": 1}, "No target is stated (1 indicator)."),
        (
            {"indicators": 28, "targets": 27, "judged": 6, "worst": "missed", "missed": 6, "no_data": 21},
            (
                "Worst: missed. 6 of 27 targets can be judged: 6 missed. The rest: 21 no data."
                " 1 more indicator states no target."
            ),
        ),
        (
            {"indicators": 1, "targets": 1, "worst": "no_data", "no_data": 1},
            "Worst: no data. 0 of 1 target can be judged: 1 no data.",
        ),
        (
            {"indicators": 2, "targets": 2, "judged": 2, "worst": "on_track", "on_track": 1, "achieved": 1},
            "Worst: on track. 2 of 2 targets can be judged: 1 on track, 1 achieved.",
        ),
        (
            {"indicators": 3, "targets": 3, "judged": 3, "worst": "achieved", "achieved": 3, "met_now": 2},
            "Worst: met now. 3 of 3 targets can be judged: 2 met now, 1 achieved.",
        ),
        ({}, "No indicator is stated."),
        ({"outcomes": 1, "bare": 1}, "No indicator is stated (1 outcome)."),
        ({"outcomes": 0, "bare": 0, "strategies": 1, "empty": 1}, "No outcome is stated."),
        (
            {"indicators": 2, "outcomes": 4, "bare": 1, "strategies": 3, "empty": 1},
            (
                "No target is stated (2 indicators). 1 of 4 outcomes has no indicator."
                " 1 of 3 strategies has no outcome."
            ),
        ),
        (
            {"indicators": 2, "outcomes": 4, "bare": 3, "strategies": 3, "empty": 2},
            (
                "No target is stated (2 indicators). 3 of 4 outcomes have no indicator."
                " 2 of 3 strategies have no outcome."
            ),
        ),
    ],
)
def test_a_roll_up_says_its_worst_its_coverage_and_its_counts(tally, words):
    assert totals.summary(COUNTS | tally) == words


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        ({"indicators": 1, "worst": "off_track"}, "Off track"),
        ({"indicators": 2, "worst": "achieved", "achieved": 2, "met_now": 1}, "Met now"),
        ({"indicators": 2, "worst": "achieved", "achieved": 2}, "Achieved"),
        ({"indicators": 1}, "No target"),
        ({}, "No indicator"),
        ({"outcomes": 2}, "No indicator"),
        ({"outcomes": 0}, "No outcome"),
    ],
)
def test_what_has_no_verdict_says_what_it_lacks(tally, words):
    assert totals.worst(COUNTS | tally) == words
