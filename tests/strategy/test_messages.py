"""What is wrong in a strategy's files is said at its place, in words that help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Folder

GOOD = """\
logframe: 1
strategy: acme
title: A made-up strategy
organisation: {id: acme, name: Acme}
period: {from: 2024, to: 2028/29}
areas: [A]
outcomes:
  - id: start
    title: Best start
    priorities: [{id: thrive, title: Thrive}]
    indicators:
      - id: smoking
        title: Smoking
        priority: thrive
        measure: smoking
        baseline: {value: 10.2, period: 2022/23}
        target: {at_most: 6, by: 2028/29}
measures:
  smoking: {title: Smoking, unit: percent, improves: down, year: financial, published_after: 6 months}
standards:
  wait: {title: Wait, steps: [{from: 2024-03-31, at_most: 5}]}
"""

# name: (what is replaced, by what, the messages: line:column code text (hint))
SLIPS: dict[str, tuple[str, str, list[str]]] = {
    "nothing": ("Acme", "Acme", []),
    "a strategy's end that is no moment": (
        "to: 2028/29}",
        "to: 2013/14-15/16}",
        [
            "5:26: LF106 '2013/14-15/16' is not one moment: write a day, month, quarter or year, like 2027-03-31, March 2027, 2027 Q2 or 2028/29"
        ],
    ),
    "a strategy's beginning that is no period": (
        "from: 2024, to",
        "from: soon, to",
        [
            "5:16: LF106 'soon' is not a period that can be read: write it like 2022, 2022/23, 2022/23 Q1, 2022-11, 2020 - 22, Nov 2022 - Oct 2023 or 2022-04-01/P1Y"
        ],
    ),
    "an unknown key that is near a known one": (
        "        target: {at",
        "        targt: {at",
        ["17:9: LF104 unknown key 'targt' in indicator 'smoking' (did you mean 'target'?)"],
    ),
    "an unknown key and its missing twin are one slip": (
        "    title: Best",
        "    titel: Best",
        ["9:5: LF104 unknown key 'titel' in outcome 'start' (did you mean 'title'?)"],
    ),
    "an unknown key unlike any": (
        "areas: [A]",
        "areas: [A]\nxyzzy: 1",
        ["7:1: LF104 unknown key 'xyzzy'"],
    ),
    "an unknown key inside a flow mapping": (
        "at_most: 6, by",
        "at_most: 6, bye",
        ["17:30: LF104 unknown key 'bye' in indicator 'smoking' (did you mean 'by'?)"],
    ),
    "an unknown key inside a reference": (
        "at_most: 6,",
        "at_most: {area: E, minsu: 5},",
        ["17:37: LF104 unknown key 'minsu' in indicator 'smoking' (did you mean 'minus'?)"],
    ),
    "a missing key": (
        "        title: Smoking\n",
        "",
        ["12:9: LF101 missing key 'title' in indicator 'smoking'"],
    ),
    "text for a number": (
        "at_most: 6,",
        "at_most: six,",
        [
            "17:27: LF105 expected a number, baseline, {baseline: -20%}, {period: 2024} or {area: CODE, minus: 5} "
            "in indicator 'smoking'"
        ],
    ),
    "a number for text": (
        "title: Best start",
        "title: 2024",
        ["9:12: LF102 title is '2024', expected text in outcome 'start' (quote it: '2024')"],
    ),
    "a list for a mapping": (
        "{id: acme, name: Acme}",
        "[acme]",
        ["4:15: LF102 organisation is a list, expected a mapping (key: value)"],
    ),
    "an empty value": (
        "    title: Best start",
        "    title:",
        ["9:5: LF102 title is empty, expected text in outcome 'start'"],
    ),
    "a wrong choice": (
        "improves: down",
        "improves: dwon",
        [
            "19:54: LF103 improves is 'dwon', expected 'up', 'down' or 'neither' in measure 'smoking' "
            "(did you mean 'down'?)"
        ],
    ),
    "a unit that is none": (
        "unit: percent",
        "unit: percentage",
        [
            "19:35: LF103 unit is 'percentage', expected percent, proportion, rate per N, ratio, count, score, "
            "points, years or days in measure 'smoking'"
        ],
    ),
    "an id with spaces": (
        "- id: smoking",
        "- id: smoking at birth",
        [
            "12:13: LF107 'smoking at birth' is not a name: use letters, digits, hyphens, dots and underscores "
            "in indicator 'smoking at birth'"
        ],
    ),
    "no relation": (
        "at_most: 6, ",
        "",
        ["17:17: LF105 a target has exactly one relation; this one has none in indicator 'smoking'"],
    ),
    "two relations": (
        "at_most: 6,",
        "at_most: 6, below: 5,",
        [
            "17:17: LF105 a target has exactly one relation; this one has at_most and below "
            "in indicator 'smoking'"
        ],
    ),
    "a change that is none": (
        "at_most: 6,",
        "at_most: {baseline: 20 percent},",
        [
            "17:38: LF105 expected a change from the baseline such as -20% or -1.5, not '20 percent' "
            "in indicator 'smoking'"
        ],
    ),
    "a duration that is none": (
        "published_after: 6 months",
        "published_after: soon",
        [
            "19:94: LF106 'soon' is not a length of time that can be read: write it like 6 months, 2 weeks or "
            "1 year in measure 'smoking'"
        ],
    ),
    "an unknown measure": (
        "        measure: smoking",
        "        measure: smokng",
        ["15:18: LF201 measure 'smokng' is not defined, in indicator 'smoking' (did you mean 'smoking'?)"],
    ),
    "an unknown priority": (
        "priority: thrive",
        "priority: thrve",
        ["14:19: LF201 priority 'thrve' is not defined in outcome 'start' (did you mean 'thrive'?)"],
    ),
    "an unknown standard": (
        "{at_most: 6, by",
        "{standard: wiat, by",
        ["17:28: LF201 standard 'wiat' is not defined (did you mean 'wait'?)"],
    ),
    "an outcome that is not there": (
        "    title: Best start",
        "    title: Best start\n    contributes_to: [acme/strt]",
        ["10:22: LF201 outcome 'acme/strt' is not defined (did you mean 'acme/start'?)"],
    ),
    "the same indicator twice": (
        "measures:\n",
        "      - {id: smoking, title: Again}\nmeasures:\n",
        ["18:14: LF202 indicator 'smoking' is in this strategy already"],
    ),
    "a target beyond the unit": (
        "at_most: 6,",
        "at_most: 600,",
        ["17:27: LF204 the target of indicator 'smoking' is met by every figure: percent runs from 0 to 100"],
    ),
    "a target that nothing can reach": (
        "at_most: 6,",
        "at_most: -6,",
        ["17:27: LF204 the target of indicator 'smoking' can never be met: percent runs from 0 to 100"],
    ),
    "a target that nothing can be below": (
        "at_most: 6,",
        "below: 0,",
        ["17:25: LF204 the target of indicator 'smoking' can never be met: percent runs from 0 to 100"],
    ),
    "a milestone that is said to be done on no day": (
        "target: {at_most: 6, by: 2028/29}",
        "target: {milestone: x}\n        reported: [{done: true}]",
        ["18:27: LF102 done is neither a date such as 2026-09-30 nor false in indicator 'smoking'"],
    ),
    "a planned path with two values for one period": (
        "        target: {at",
        "        trajectory: {2026/27: 8, 2025/26: 9, 2026-27: 7}\n        target: {at",
        ["17:46: LF004 2026-27 is in the trajectory of indicator 'smoking' already, as 2026/27"],
    ),
    "a target without a measure": (
        "        measure: smoking\n",
        "",
        ["16:9: LF101 missing key 'measure' in indicator 'smoking': its target is a number"],
    ),
    "no deadline": (
        "period: {from: 2024, to: 2028/29}",
        "period: {from: 2024}",
        [],  # the target has its own
    ),
    "a strategy that ends before it begins": (
        "period: {from: 2024, to: 2028/29}",
        "period: {from: 2029/30, to: 2028/29}",
        ["5:29: LF107 the strategy's period ends on 2029-03-31, before it begins on 2029-04-01"],
    ),
    "no deadline at all": (
        "period: {from: 2024, to: 2028/29}\n",
        "enablers: [{id: e, title: E, indicators: [{id: x, title: X, measure: smoking, target: {below: 6}}]}]\n",
        [
            "5:79: LF101 the target of indicator 'x' has no deadline "
            "(add by: here, or period: {to: ...} to the strategy)"
        ],
    ),
    "a deadline that is none": (
        "by: 2028/29}",
        "by: 2028/30}",
        [
            "17:34: LF106 '2028/30' is neither a year nor a month: write 2028/29 for one year, 2028 - 30 for "
            "three years pooled, 2028-01 for a month"
        ],
    ),
    "a baseline's period on another calendar": (
        "period: 2022/23}",
        "period: 2022}",
        [
            "16:41: LF106 '2022' leaves open which year is meant, for the measure's years begin on 1 April: write "
            "2021/22 or 2022/23, or declare whether a bare year is the one that begins or the one that ends in it"
        ],
    ),
    "a target for an area that is not judged": (
        "        target: {at_most: 6, by: 2028/29}",
        "        targets: {B: {at_most: 6, by: 2028/29}}",
        ["17:19: LF201 area 'B' is not among the areas of indicator 'smoking'"],
    ),
    "target and targets": (
        "        target: {at_most: 6, by: 2028/29}",
        "        target: {at_most: 6}\n        targets: {A: {at_most: 6}}",
        ["12:9: LF105 an indicator has either target or targets, not both in indicator 'smoking'"],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_at_its_place(folder: Folder, old: str, new: str, expected: list[str]):
    assert GOOD.count(old) >= 1
    folder.write("strategies/acme.yaml", GOOD.replace(old, new, 1))
    messages = [
        str(message).partition("acme.yaml:")[2]
        for message in folder.load().messages
        if message.severity == "error"
    ]
    assert messages == expected
