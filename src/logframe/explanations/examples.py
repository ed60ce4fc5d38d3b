"""The small made-up project in which the examples stand that are not whole files themselves."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logframe.explanations import Content

#: The file that the places below are in.
FILE = "strategies/acme.yaml"

#: A strategy with a place for the keys of a strategy, an outcome, an indicator and a measure.
PROJECT = """\
logframe: 1
strategy: acme
title: A made-up strategy
organisation: {{id: acme, name: Acme}}
period: {{from: 2024, to: 2028/29}}
{strategy}outcomes:
  - id: start
    title: Best start
{outcome}    indicators:
      - id: smoking
        title: Smoking
{indicator}measures:
  smoking:
    title: Smoking
{measure}"""

_DEPTHS = {"strategy": 0, "outcome": 4, "indicator": 8, "measure": 4}

#: What stands in a place that an example does not fill.
USUAL = {
    "strategy": "areas: [A]",
    "outcome": "",
    "indicator": (
        "measure: smoking\nbaseline: {value: 10.2, period: 2022/23}\ntarget: {at_most: 6, by: 2028/29}"
    ),
    "measure": "unit: percent\nimproves: down\nyear: financial",
}

#: What each place is called to people.
PLACES = {
    "strategy": "a strategy",
    "outcome": "an outcome",
    "indicator": "an indicator",
    "measure": "its measure",
}


def files(example: Mapping[str, Content]) -> dict[str, Content]:
    """Give the files of an example by their names, those of its surroundings among them."""
    named = {name: content for name, content in example.items() if name not in PLACES}
    if FILE in named:
        return named
    places = {
        name: indent(f"{str(example.get(name, usual)).strip()}\n".lstrip("\n"), " " * depth)
        for (name, usual), depth in zip(USUAL.items(), _DEPTHS.values(), strict=True)
    }
    return {FILE: PROJECT.format(**places), **named}
