"""What a series' variation and assurance mean, in words, and what they do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from logframe.report import figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.report.wording import Row

_ASSURED = {
    "consistent_pass": "both limits, {}, meet the target",
    "consistent_fail": "both limits, {}, fail the target",
    "inconsistent": "the limits, {}, are not both on one side of the target",
}

_JUDGED = ("improvement", "concern")

_NO_MORE = "It does not say which way the figures go now, nor that the target will be met."


def told(row: Row) -> Iterator[tuple[str, str]]:
    """Say what is known of a monthly or quarterly series' variation, each fact with its name.

    Args:
        row: A row of the verdict frame.
    """
    if row["spc_variation"]:
        trial = " The limits are on trial: fewer than 13 points are behind them." if row["spc_trial"] else ""
        yield "Variation", f"{_plain(row['spc_variation'])}: {_why(row)}{trial}"
    if row["spc_assurance"]:
        words = _ASSURED[row["spc_assurance"]].format(_limits(row))
        yield "Assurance", f"{_plain(row['spc_assurance'])}: {words}."


def _why(row: Row) -> str:
    """Say what put the last point into its class, as far as its value and the limits tell."""
    if row["spc_variation"] == "common_cause":
        return f"the last point shows nothing that chance does not make around the mean, {_mean(row)}."
    value = row["latest_value"]
    if not row["spc_lower"] <= value <= row["spc_upper"]:
        return f"the last point is outside the limits, {_limits(row)}. {_NO_MORE}"
    run = _run(row)
    kind = row["spc_variation"].rpartition("_")[2]
    upwards = kind == "high" or (kind in _JUDGED and (kind == "improvement") == (row["improves"] == "up"))
    if (value > row["spc_mean"]) != upwards:  # of the patterns a trend alone goes by its way, not by its side
        way = "rise" if upwards else "fall"
        return f"the last point is one of {run} in a row that {way}. {_NO_MORE}"
    side = "above" if upwards else "below"
    return (
        f"the last point, {side} the mean of {_mean(row)}, is part of a pattern that chance seldom makes: "
        f"{run} in a row on one side of the mean, {run} in a row that rise or fall, or 2 of 3 close to one "
        f"limit. {_NO_MORE}"
    )


def _run(row: Row) -> str:
    """Give the rule set's length of a run."""
    found = re.search(r"\d+", row["spc_rules"])
    return found[0] if found else "several"


def _limits(row: Row) -> str:
    return figures.span(row["spc_lower"], row["spc_upper"], row["unit"], row["decimals"])


def _mean(row: Row) -> str:
    return figures.in_full(row["spc_mean"], row["unit"], row["decimals"])


def _plain(code: str) -> str:
    return code.replace("_", " ")
