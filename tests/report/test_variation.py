"""What variation and assurance mean: no more is said of the last point than its value and the limits tell."""

from __future__ import annotations

import pytest

from logframe.report import variation
from tests.report.made_up import row

LIMITS = {
    "unit": "percent",
    "decimals": 1,
    "improves": "down",
    "spc_mean": 20.0,
    "spc_lower": 15.0,
    "spc_upper": 25.0,
    "spc_rules": "making_data_count_7",
    "spc_trial": False,
}
PATTERN = "7 in a row on one side of the mean, 7 in a row that rise or fall, or 2 of 3 close to one limit."
NO_MORE = "It does not say which way the figures go now, nor that the target will be met."


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param(
            {"spc_variation": "common_cause", "latest_value": 19.0},
            "common cause: the last point shows nothing that chance does not make around the mean, 20.0%.",
            id="common cause",
        ),
        pytest.param(
            {"spc_variation": "special_cause_improvement", "latest_value": 14.9},
            f"special cause improvement: the last point is outside the limits, 15.0% to 25.0%. {NO_MORE}",
            id="outside the limits",
        ),
        pytest.param(
            {"spc_variation": "special_cause_improvement", "latest_value": 19.9},
            "special cause improvement: the last point, below the mean of 20.0%, is part of a pattern that chance "
            f"seldom makes: {PATTERN} {NO_MORE}",
            id="within them, on the side that it is of",
        ),
        pytest.param(
            {"spc_variation": "special_cause_concern", "latest_value": 20.1},
            "special cause concern: the last point, above the mean of 20.0%, is part of a pattern that chance "
            f"seldom makes: {PATTERN} {NO_MORE}",
            id="likewise, the worse side",
        ),
        pytest.param(
            {"spc_variation": "special_cause_improvement", "latest_value": 20.1},
            f"special cause improvement: the last point is one of 7 in a row that fall. {NO_MORE}",
            id="on the other side of the mean it can only be a trend",
        ),
        pytest.param(
            {"spc_variation": "special_cause_improvement", "latest_value": 19.0, "improves": "up"}
            | {"spc_rules": "making_data_count_6_unscreened"},
            f"special cause improvement: the last point is one of 6 in a row that rise. {NO_MORE}",
            id="with the rule set's own run",
        ),
        pytest.param(
            {"spc_variation": "special_cause_low", "latest_value": 21.0, "improves": "neither"},
            f"special cause low: the last point is one of 7 in a row that fall. {NO_MORE}",
            id="where no direction improves",
        ),
        pytest.param(
            {"spc_variation": "common_cause", "latest_value": 19.0, "spc_trial": True},
            "common cause: the last point shows nothing that chance does not make around the mean, 20.0%. The "
            "limits are on trial: fewer than 13 points are behind them.",
            id="limits on trial",
        ),
    ],
)
def test_variation_says_what_is_known_of_the_last_point(facts, said):
    assert dict(variation.told(row(**(LIMITS | facts)))) == {"Variation": said}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("consistent_pass", "consistent pass: both limits, 15.0% to 25.0%, meet the target."),
        ("consistent_fail", "consistent fail: both limits, 15.0% to 25.0%, fail the target."),
        (
            "inconsistent",
            "inconsistent: the limits, 15.0% to 25.0%, are not both on one side of the target.",
        ),
    ],
)
def test_assurance_says_where_the_limits_are(code, said):
    assert dict(variation.told(row(**LIMITS, spc_assurance=code))) == {"Assurance": said}


def test_a_series_without_variation_says_nothing():
    assert list(variation.told(row())) == []
