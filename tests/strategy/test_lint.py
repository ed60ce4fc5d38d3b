"""What looks wrong in a strategy is told, at its place; what is merely unusual is not; and both can be allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import strategy

from logframe.explanations import examples
from logframe.strategy.rules.allow import LINTS, MOST
from logframe.strategy.rules.quotes import numbers

if TYPE_CHECKING:
    from tests.conftest import Folder

PERCENT = "unit: percent\nimproves: down\nyear: financial"
RATE = "unit: rate per 100,000\nimproves: down\nyear: financial"
UP = "unit: percent\nimproves: up\nyear: financial"


def told(folder: Folder, **places: str) -> list[str]:
    """Put keys into the made-up project of the examples; give the warnings, each from its code on."""
    for name, content in examples.files(places).items():
        assert isinstance(content, str)
        folder.write(name, content)
    messages = folder.load().messages
    assert [str(message) for message in messages if message.severity == "error"] == []
    return [f"{message.line}: {message.code} {message.text}" for message in messages]


def indicator(target: str, baseline: str = "", **more: str) -> str:
    lines = ["measure: smoking"]
    lines += [f"baseline: {{{baseline}}}"] if baseline else []
    lines += [f"target: {{{target}}}"]
    return "\n".join([*lines, *(f"{key}: {value}" for key, value in more.items())])


# name: (measure, target, baseline, the code that is told; None: nothing)
STARTS: dict[str, tuple[str, str, str, str | None]] = {
    "a step down": (PERCENT, "at_most: 6", "value: 10", None),
    "a step up that was to be down": (PERCENT, "at_most: 16", "value: 10", "LF301"),
    "below a worse number": (PERCENT, "below: 11", "value: 10", "LF301"),
    "a step up": (UP, "at_least: 70", "value: 60", None),
    "a step down that was to be up": (UP, "at_least: 70", "value: 75.5", "LF301"),
    "the same number": (PERCENT, "at_most: 10", "value: 10", "LF302"),
    "below the same number": (PERCENT, "below: 10", "value: 10", None),
    "below it, but for a tolerance": (PERCENT, "below: 10, tolerance: 1", "value: 10", "LF302"),
    "within its tolerance": (PERCENT, "at_most: 9, tolerance: 2", "value: 10", "LF302"),
    "beyond its tolerance": (PERCENT, "at_most: 7, tolerance: 2", "value: 10", None),
    "better than the baseline, unsaid": (PERCENT, "below: baseline", "", None),
    "no worse than the baseline, unsaid": (PERCENT, "at_most: baseline", "", "LF302"),
    "no worse than the baseline": (PERCENT, "at_most: baseline", "value: 10", "LF302"),
    "kept": (PERCENT, "maintain: baseline", "value: 10", None),
    "a fifth less": (PERCENT, "'at_most': {baseline: -20%}", "", None),
    "a fifth more, down": (PERCENT, "at_most: {baseline: +20%}", "", "LF301"),
    "so much less": (PERCENT, "at_most: {baseline: -2}", "value: 10", None),
    "so much more, down": (PERCENT, "at_most: {baseline: 2}", "value: 10", "LF301"),
    "nothing less": (PERCENT, "at_most: {baseline: 0}", "value: 10", "LF302"),
    "between two numbers": (PERCENT, "between: [5, 6]", "value: 10", None),
    "between two numbers already": (PERCENT, "between: [5, 10]", "value: 10", "LF302"),
    "within already": (PERCENT, "within: 1", "value: 0.8", "LF302"),
    "within not yet": (PERCENT, "within: 1", "value: 3", None),
    "close already": (PERCENT, "close_to: 2, tolerance: 1", "value: 3", "LF302"),
    "close not yet": (PERCENT, "close_to: 0, tolerance: 1", "value: 3", None),
    "as another area": (PERCENT, "at_most: {area: E, minus: 5}", "value: 3", None),
    "as a past period": (PERCENT, "below: {period: 2022/23}", "value: 3", None),
    "a fifth off a baseline below zero is a step up, and judged so": (
        "unit: points\nimproves: down\nyear: financial", "at_most: {baseline: -20%}", "value: -10", "LF301",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("measure", "target", "baseline", "code"), STARTS.values(), ids=STARTS)
def test_a_target_is_a_step_from_its_baseline(
    folder: Folder, measure: str, target: str, baseline: str, code: str | None
):
    found = told(folder, measure=measure, indicator=indicator(f"{target}, by: 2028/29", baseline))
    assert [line.split()[1] for line in found] == ([code] if code else [])


PATHS: dict[str, tuple[str, str | None]] = {
    "down to the target": ("{2025/26: 9, 2028/29: 6}", None),
    "beyond the target": ("{2028/29: 5}", None),
    "ending before the deadline": ("{2025/26: 9, 2026/27: 8}", None),
    "ending beside the target": ("{2025/26: 9, 2028/29: 6.5}", "ends at 6.5, which does not meet the target"),
    "after the deadline": ("{2028/29: 6, 2029/30: 5}", "goes on after the target's deadline"),
    "the wrong way": ("{2025/26: 11}", "leads away from the target"),
    "a label with space around it": ("{' 2028/29 ': 7}", "ends at 7, which does not meet the target"),
    "no path": ("{}", None),
}


@pytest.mark.parametrize(("path", "words"), PATHS.values(), ids=PATHS)
def test_a_trajectory_leads_to_the_target(folder: Folder, path: str, words: str | None):
    found = told(
        folder, indicator=indicator("at_most: 6, by: 2028/29", "value: 10, period: 2022/23", trajectory=path)
    )
    assert found == ([f"16: LF303 the trajectory of indicator 'smoking' {words}"] if words else [])


UNITS: dict[str, tuple[str, str, str, bool]] = {
    "a proportion among per cents": (PERCENT, "at_most: 0.06", "value: 10.2", True),
    "a baseline as a proportion": (UP, "at_least: 70", "value: 0.658", True),
    "a small per cent": (PERCENT, "at_most: 0.5", "value: 5", False),
    "a per cent at zero": (PERCENT, "at_most: 0", "value: 5", False),
    "a rate that is small": (RATE, "at_most: 0.06", "value: 10.2", False),
    "a baseline beyond a hundred": (PERCENT, "at_most: 6", "value: 1020", True),
    "a proportion as a per cent": (
        "unit: proportion\nimproves: down\nyear: financial", "at_most: 0.06", "value: 10.2", True,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("measure", "target", "baseline", "mixed"), UNITS.values(), ids=UNITS)
def test_numbers_are_in_one_unit(folder: Folder, measure: str, target: str, baseline: str, mixed: bool):
    found = told(folder, measure=measure, indicator=indicator(f"{target}, by: 2028/29", baseline))
    assert any("LF304" in line for line in found) == mixed


DEADLINES: dict[str, tuple[str, str, bool]] = {
    "at the end": ("2028/29", "{from: 2024, to: 2028/29}", False),
    "a calendar year, read as the measure's": ("2028", "{from: 2024, to: 2028}", False),
    "after the end": ("2029/30", "{from: 2024, to: 2028/29}", True),
    "a month after the end": ("April 2029", "{from: 2024, to: 2028/29}", True),
    "before the beginning": ("2023", "{from: 2024, to: 2028/29}", True),
    "in the first year": ("2024/25", "{from: 2024, to: 2028/29}", False),
    "without an end": ("2050/51", "{from: 2024}", False),
}


@pytest.mark.parametrize(("by", "period", "outside"), DEADLINES.values(), ids=DEADLINES)
def test_a_deadline_is_within_its_strategys_time(folder: Folder, by: str, period: str, outside: bool):
    text = examples.files({"indicator": indicator(f"at_most: 6, by: {by}")})[examples.FILE]
    folder.write(examples.FILE, str(text).replace("{from: 2024, to: 2028/29}", period))
    assert any(message.code == "LF305" for message in folder.load().messages) == outside


QUOTES: dict[str, tuple[str, str, list[str]]] = {
    "in digits": ("By 2028/29, no more than 6 per cent.", "at_most: 6, by: 2028/29", []),
    "in words": ("By 2028/29, no more than six per cent.", "at_most: 6, by: 2028/29", []),
    "another number": ("By 2028/29, no more than five per cent.", "at_most: 6, by: 2028/29", ["LF310"]),
    "a fifth": ("Reduced by a fifth by 2028/29.", "'at_most': {baseline: -20%}, by: 2028/29", []),
    "a quarter for a fifth": ("Reduced by a quarter by 2028/29.", "at_most: {baseline: -20%}, by: 2028/29", ["LF310"]),
    "a margin": ("By 2028/29, five points below England.", "at_most: {area: E, minus: 5}, by: 2028/29", []),
    "no number is asked for": ("It will have fallen by 2028.", "below: baseline, by: 2028", []),
    "between two": ("Between 20 and twenty-five by 2028.", "between: [20, 25], by: 2028", []),
    "another year": ("By 2027, no more than 6 per cent.", "at_most: 6, by: 2028/29", ["LF311"]),
    "no year, and the strategy's end": ("No more than 6 per cent.", "at_most: 6", []),
    "no year": ("No more than 6 per cent.", "at_most: 6, by: 2028/29", ["LF311"]),
}  # fmt: skip


@pytest.mark.parametrize(("quote", "target", "codes"), QUOTES.values(), ids=QUOTES)
def test_a_target_is_what_its_quote_says(folder: Folder, quote: str, target: str, codes: list[str]):
    found = told(folder, indicator=indicator(target, quote=f'"{quote}"'))
    assert [line.split()[1] for line in found] == codes
    read = told(folder, indicator=indicator(target, quote=f'"{quote}"', reading="As was agreed."))
    assert read == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("from 10.2 per cent to no more than six", {10.2, 6, 0}),
        ("418.7 to 395 per 100,000", {418.7, 395, 100_000}),
        ("sixty-two of one hundred", {60, 2, 62, 1, 100}),
        ("seventeen", {17}),
        ("a third", {100 / 3}),
        ("someone, tent, nineties", set()),
    ],
)
def test_numbers_are_found_in_digits_and_in_words(words: str, found: set[float]):
    assert numbers(words) == found


# --- definitions ----------------------------------------------------------------------------------------

MEASURE = "{title: Other, unit: percent, improves: down, year: financial}"
SHARED: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "a measure that nothing uses": (f"measures: {{other: {MEASURE}}}", {}, ["LF309 no indicator uses measure 'other'"]),
    "a measure that a gap is made from": (
        f"measures:\n  other: {MEASURE}\n  gap: {{title: Gap, unit: points, improves: down, gap: {{of: other, between: [a, b]}}}}",
        {"indicator": "measure: gap\ntarget: {within: 1}\nallow: {LF309: none}"},
        ["LF309 no indicator uses measure 'smoking'"],
    ),
    "an area that is compared with": ("areas: {E: England}\nsettings: {compare_with: E}", {}, []),
    "an area of a target": ("areas: {E: England}", {"indicator": indicator("at_most: {area: E}")}, []),
    "the parts of an area": (
        "areas: {A: {name: Both, combine: [B, C]}, B: North, C: South, D: East}", {},
        ["LF309 no indicator uses area 'D'"],
    ),
    "areas where all are judged": ("areas: {D: East}", {"strategy": "areas: all"}, []),
    "a standard that nothing uses": (
        "standards: {s: {title: S, steps: [{from: 2024, at_most: 5}]}}", {},
        ["LF309 no indicator uses standard 's'"],
    ),
    "one title twice": (
        f"measures: {{other: {MEASURE.replace('Other', 'Smoking.')}}}", {},
        ["LF306 measure 'other' seems to be measure 'smoking' again", "LF309 no indicator uses measure 'other'"],
    ),
    "one reference twice": (
        "measures:\n"
        "  b: {title: B, unit: percent, improves: up, source: {title: T, reference: '93085'}}\n"
        "  c: {title: C, unit: percent, improves: up, source: {title: U, reference: '93085'}}\n",
        {"indicator": indicator("at_most: 6") + "\nallow: {LF309: none}"},
        ["LF306 measure 'c' seems to be measure 'b' again", "LF309 no indicator uses measure 'b'", "LF309 no indicator uses measure 'c'"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "places", "expected"), SHARED.values(), ids=SHARED)
def test_definitions_are_used_and_there_once(
    folder: Folder, text: str, places: dict[str, str], expected: list[str]
):
    folder.write("strategies/shared.yaml", f"logframe: 1\n{text}\n")
    found = [line.partition(": ")[2] for line in told(folder, **places)]
    assert sorted(line for line in found if "LF318" not in line) == sorted(expected)


def test_a_circle_of_several_is_told_at_each_of_them(folder: Folder):
    for name, served in (("a", "b/o"), ("b", "c"), ("c", "a/o"), ("d", "a/o")):
        folder.write(
            f"strategies/{name}.yaml",
            f"logframe: 1\nstrategy: {name}\ntitle: {name}\norganisation: {{id: x, name: X}}\n"
            f"contributes_to: {[served] if name == 'c' else []}\nallow: {{LF307: made up}}\n"
            f"outcomes: [{{id: o, title: O, contributes_to: {[served] if name != 'c' else []}}}]\n",
        )
    found = [message for message in folder.load().messages if message.code == "LF313"]
    assert [(message.file[-6:], message.text) for message in found] == [
        ("a.yaml", "'a/o' contributes to itself, by way of 'b/o'"),
        ("b.yaml", "'b/o' contributes to itself, by way of 'c'"),
        ("c.yaml", "'c' contributes to itself, by way of 'a/o'"),
    ]


# --- what is allowed ------------------------------------------------------------------------------------

SLIP = indicator("at_most: 16, by: 2028/29", "value: 10, period: 2022/23")
ALLOWED = {
    "in the indicator": {"indicator": f"{SLIP}\nallow: {{LF301: it is meant}}"},
    "in the outcome": {"indicator": SLIP, "outcome": "allow: {LF301: it is meant}"},
    "in the strategy": {"indicator": SLIP, "strategy": "areas: [A]\nallow: {LF301: it is meant}"},
}


@pytest.mark.parametrize("places", ALLOWED.values(), ids=ALLOWED)
def test_a_warning_can_be_allowed_with_a_reason(folder: Folder, places: dict[str, str]):
    assert told(folder, indicator=SLIP) != []
    assert told(folder, **places) == []


def test_a_reason_is_asked_for(folder: Folder):
    text = examples.files({"indicator": f"{SLIP}\nallow: {{LF301: ''}}"})[examples.FILE]
    folder.write(examples.FILE, str(text))
    assert [message.code for message in folder.load().messages] == ["LF107"]


IDLE = {
    "a warning that does not occur": ("LF302", "LF302 is allowed here and does not occur"),
    "an error": ("LF104", "LF104 cannot be allowed: it is no lint rule"),
    "a code that is none": ("LF999", "there is no rule LF999 to allow"),
}


@pytest.mark.parametrize(("code", "words"), IDLE.values(), ids=IDLE)
def test_what_is_allowed_in_vain_is_told(folder: Folder, code: str, words: str):
    found = told(folder, indicator=indicator("at_most: 6, by: 2028/29") + f"\nallow: {{{code}: why}}")
    assert found == [f"15: LF318 {words}"]


def test_what_takes_figures_to_see_is_not_told_to_be_allowed_in_vain_without_them(folder: Folder):
    allowed = indicator("at_most: 6, by: 2028/29") + "\nallow: {LF320: none are published}"
    assert told(folder, indicator=allowed) == []


def test_of_one_rule_so_many_are_told_of_one_file(folder: Folder):
    outcomes = "\n".join(f"  - {{id: o{number}, title: O}}" for number in range(MOST + 5))
    folder.write(
        "strategies/a.yaml",
        f"logframe: 1\nstrategy: a\ntitle: A\norganisation: {{id: a, name: A}}\noutcomes:\n{outcomes}\n",
    )
    messages = folder.load().messages
    assert [message.line for message in messages] == list(range(6, 6 + MOST))
    assert [message.hint for message in messages[:-1]] == [""] * (MOST - 1)
    assert messages[-1].hint == "and 5 more of LF307 in this file"


def test_every_lint_rule_is_a_warning():
    from logframe.messages import CODES

    assert {CODES[code].severity for code in LINTS} == {"warning"}


def test_areas_that_are_only_named_are_not_told_to_be_added_where_they_stand(folder: Folder):
    promise = {"id": "i", "title": "I", "measure": "m", "target": {"at_most": 6, "by": 2028}}
    measure = {"title": "M", "unit": "percent", "improves": "down"}
    folder.write("strategies/a.yaml", strategy(promise, areas={"QKS": "NHS Kent"}, measures={"m": measure}))
    told = folder.run("validate").stderr
    assert "LF308 indicator 'i' has a measure and no area" in told
    assert "(the strategy's areas: only gives names: add areas: [QKS] to the indicator, or" in told
