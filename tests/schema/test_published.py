"""What editors are told by JSON Schema is what the program accepts: held against each other, both ways."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe import declarations, documents
from logframe.declarations.model import File
from logframe.explanations import examples, explanation
from logframe.messages import CODES
from logframe.schema.published import json_schema
from logframe.strategy import catalogue
from logframe.strategy.plan import Definitions, Strategy
from tests.strategy.test_messages import GOOD, SLIPS

ROOT = Path(__file__).parents[2]
KINDS = {"strategy": Strategy | Definitions, "extracts": File}


@cache
def validator(kind: str) -> jsonschema.Draft202012Validator:
    schema = json_schema(KINDS[kind], kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def plain(data: Any) -> Any:
    """Give data as an editor's YAML has it: dates are texts there."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(item) for item in data]
    return data.isoformat() if isinstance(data, date) else data


def refused_by_schema(text: str, kind: str = "strategy") -> list[str]:
    document = documents.read(text.encode(), "a.yaml")
    return [error.message for error in validator(kind).iter_errors(plain(document.data))]


def refused_by_program(text: str, kind: str = "strategy") -> list[str]:
    if kind == "strategy":
        _, messages = catalogue.collect([documents.read(text.encode(), "a.yaml")])
    else:
        messages = declarations.load(Path("extracts.yaml"), "extracts.yaml", text.encode()).messages
    # what nothing in a declaration gives may be given in many places: that is beyond JSON Schema
    return [
        str(message)
        for message in messages
        if message.code.startswith("LF1") and not message.text.startswith("nothing says which ")
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_file_is_what_the_command_prints(kind: str):
    command = [sys.executable, "-m", "logframe", "schema", kind]
    made = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert made == (ROOT / "docs" / f"{kind}.schema.json").read_text(encoding="utf-8"), "run `make docs`"


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained(kind: str):
    schema = json_schema(KINDS[kind], kind)
    unexplained = [
        f"{name}.{key}"
        for name, model in schema["$defs"].items()
        for key, value in model.get("properties", {}).items()
        if not value.get("description", "").endswith((".", ")"))
    ]
    assert unexplained == []


PROJECTS = [
    *sorted((ROOT / "strategies").glob("*.yaml")),
    *sorted((ROOT / "tests/examples/acme/strategies").glob("*")),
]


@pytest.mark.parametrize(
    "path", PROJECTS, ids=[f"{path.parent.parent.name}/{path.name}" for path in PROJECTS]
)
def test_what_the_program_accepts_editors_accept(path: Path):
    assert refused_by_schema(path.read_text(encoding="utf-8")) == []


def test_a_declaration_that_the_program_accepts_editors_accept():
    assert refused_by_schema((ROOT / "data/extracts.yaml").read_text(encoding="utf-8"), "extracts") == []


@pytest.mark.parametrize("code", [code for code in sorted(CODES) if code.startswith(("LF2", "LF3", "LF4"))])
def test_examples_of_slips_beyond_the_schema_are_accepted(code: str):
    for example in (explanation(code).bad, explanation(code).good):
        for name, content in examples.files(example).items():
            if name.endswith(".yaml") and isinstance(content, str):
                assert refused_by_schema(content, "extracts" if "extracts" in name else "strategy") == []


# What JSON Schema cannot say, or sees otherwise: these slips are found by `logframe validate` alone.
BEYOND = {
    "a deadline that is none",  # periods are understood as the measure counts them
    "a baseline's period on another calendar",
    "a strategy's beginning that is no period",
    "a strategy's end that is no moment",
    "a strategy that ends before it begins",
    "a target without a measure",  # two places
    "no deadline at all",
}


@pytest.mark.parametrize(
    "name", [name for name, (_, _, told) in SLIPS.items() if any("LF1" in line for line in told)]
)
def test_a_slip_in_the_schema_is_refused_by_editors_too(name: str):
    old, new, _ = SLIPS[name]
    assert bool(refused_by_schema(GOOD.replace(old, new, 1))) == (name not in BEYOND)


# Values in a strategy that is good otherwise: the path to the value, and what is put there. Both must agree.
INDICATOR = ("outcomes", 0, "indicators", 0)
TARGET = (*INDICATOR, "target")
MEASURE = ("measures", "smoking")
CASES: dict[str, tuple[tuple[str | int, ...], Any]] = {
    **{f"target {target}": (TARGET, target) for target in (
        {"at_most": 6, "by": 2028}, {"at_most": "6"}, {"at_most": True}, {"at_most": "baseline"},
        {"at_most": {"baseline": "-20%"}}, {"at_most": {"baseline": "20%"}}, {"at_most": {"baseline": -1.5}},
        {"at_most": {"baseline": "-20 %"}}, {"at_most": {"area": "E", "minus": 5}},
        {"at_most": {"area": "E", "minus": 5, "plus": 5}}, {"at_most": {"area": "E", "minus": None, "plus": 5}},
        {"at_most": {"period": 2024}}, {"at_most": {}}, {"at_most": {"period": 2024, "area": "E"}},
        {"at_most": None, "below": 5}, {"at_most": None}, {}, {"below": 5, "above": 4}, {"at_most": 2e15},
        {"between": [1, 2]}, {"between": [1]}, {"between": [1, 2, 3]}, {"between": 1}, {"within": 1},
        {"within": -1}, {"close_to": 0, "tolerance": 3}, {"close_to": 0, "tolerance": -3},
        {"similar_to": {"area": "E"}}, {"similar_to": {"area": "E", "plus": 1}}, {"similar_to": "baseline"},
        {"no_worse_than": {"area": "E", "minus": 1}}, {"similar_to": 5}, {"maintain": "baseline"},
        {"maintain": {"area": "E", "plus": 1}}, {"milestone": "done", "members": ["A", "B"]},
        {"milestone": "done", "members": []}, {"at_most": 5, "members": ["A"]}, {"milestone": " "},
        {"milestone": "done", "tolerance": 1}, {"undetermined": "why", "tolerance": 1}, {"standard": "wait"},
        {"standard": "a wait"}, {"undetermined": "why"}, {"undetermined": 1}, 5, [], None,
    )},
    **{f"baseline {value}": ((*INDICATOR, "baseline"), value) for value in (
        {"value": 1}, {"period": "2022/23"}, {"period": 2022}, {}, {"value": None}, {"value": "1"}, None, 3,
    )},
    **{f"done {value}": ((*INDICATOR, "reported"), [{"done": value}]) for value in (True, False, "soon", 1)},
    "reported without a milestone": ((*INDICATOR, "reported"), [{"done": False}]),
    "nothing reported": ((*INDICATOR, "reported"), []),
    "both baselines": ((*INDICATOR, "baselines"), {"A": {"value": 1}}),
    "no baselines": ((*INDICATOR, "baselines"), {}),
    **{f"areas {value}": ((*INDICATOR, "areas"), value) for value in (
        "all", "some", ["A"], [], ["A B"], None, {"A": "Kent"}, [1],
    )},
    **{f"areas of a strategy {value}": (("areas",), value) for value in (
        "all", ["A"], {"A": "Kent"}, {"A": {"name": "Kent"}}, {"A": ""}, {"A B": "Kent"}, {"A": {"name": 1}},
        {"A": {"name": "Kent", "combine": ["B", "C"]}}, {"A": {"name": "Kent", "combine": ["B"]}},
    )},
    **{f"unit {value}": ((*MEASURE, "unit"), value) for value in (
        "percent", "per cent", "rate per 100,000", "rate per 1000", "rate per 0", "rate per", "days", 1, None,
    )},
    **{f"published_after {value}": ((*MEASURE, "published_after"), value) for value in (
        "6 months", "6months", " 1  Year ", "1 fortnight", 6, "6", None,
    )},
    **{f"year {value}": ((*MEASURE, "year"), value) for value in (
        "financial", "fiscal", {"from": "16 November"}, {"from": " "}, {}, None,
    )},
    **{f"{key} {value}": ((*MEASURE, key), value) for key, value in (
        ("scale", "logit"), ("scale", "cubic"), ("decimals", 1), ("decimals", 11), ("decimals", -1),
        ("pooled", 0), ("pooled", 3), ("improves", "sideways"), ("every", "2 years"), ("every", "week"),
        ("gap", {"of": "m", "between": ["a", "b"]}), ("gap", {"of": "m", "between": ["a"]}), ("gap", {"of": "m"}),
        ("allow", {"LF301": "why"}), ("allow", {"LF301": ""}), ("allow", {"a b": "why"}), ("allow", []),
    )},
    "a scale that does not go with its unit": (MEASURE, {
        "title": "M", "unit": "count", "improves": "up", "scale": "logit",
    }),
    "a scale that does": (MEASURE, {"title": "M", "unit": "proportion", "improves": "up", "scale": "logit"}),
    **{f"step {value}": (("standards", "wait", "steps"), [value]) for value in (
        {"from": 2024, "at_most": 5}, {"from": 2024}, {"at_most": 5}, {"from": 2024, "text": "no number"},
        {"from": 2024, "at_most": 5, "below": 4}, {"from": 2024, "at_most": 5, "text": "a number, too"},
        {"from": 2024, "at_most": None, "text": "no number"},
    )},
    "no step": (("standards", "wait", "steps"), []),
    **{f"trajectory {value}": ((*INDICATOR, "trajectory"), value) for value in (
        {"2025/26": 9}, {"2025/26": "9"}, {"": 9}, {}, [9],
    )},
    **{f"settings {value}": (("settings",), value) for value in (
        {"compare_with": "E"}, {"compare_with": "E 9"}, {"cut_offs": {"on_track": 0.6}}, {"cut_off": {}}, None,
    )},
    **{f"title {value!r}": (("title",), value) for value in ("T", "", " ", 1, None, [], True)},
    **{f"id {value!r}": ((*INDICATOR, "id"), value) for value in ("a.b_c-1", "-a", "é", "", "a b", "a" * 101, 5)},
    **{f"logframe {value!r}": (("logframe",), value) for value in (1, 2, "1", None, True)},
}  # fmt: skip


DECLARATION = """\
logframe: 1
extracts:
  made-up:
    files: [a.csv, "b/*.csv"]
    layout: fingertips
    skip: 2
    columns: {area: Area, period: {column: [Year, Day], first: 4}, value: {of: [M, W], over: N, times: 100}}
    fixed: {measure: smoking, note: made up}
    keep: {Sex: [All, Both], Age: 15}
    codes: {area: {1: A}, measure: {"93085": smoking}}
    measures:
      smoking: Smokers
      waits: {keep: {Test: MRI}, columns: {value: Waits}, fixed: {group: mri}}
    long: {columns: ["20*"], into: period}
    combine: sum
    suppressed: [n/a, 9]
    bare_year: ends
    partial: true
"""
BASES = {"strategy": GOOD, "extracts": DECLARATION}


@cache
def base(kind: str) -> str:
    return json.dumps(plain(documents.read(BASES[kind].encode(), "a.yaml").data))


def changed(path: tuple[str | int, ...], value: Any, kind: str = "strategy") -> Any:
    data = json.loads(base(kind))
    here = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return data


def both(data: Any, kind: str = "strategy") -> tuple[bool, bool]:
    text = json.dumps(data)  # JSON is YAML, and quotes what is text
    return refused_by_program(text, kind) == [], refused_by_schema(text, kind) == []


@pytest.mark.parametrize(("path", "value"), CASES.values(), ids=CASES)
def test_the_program_and_editors_agree(path: tuple[str | int, ...], value: Any):
    program, editors = both(changed(path, value))
    assert program == editors


def paths(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [
        *([path] if path else []),
        *(found for key, value in inner for found in paths(value, (*path, key))),
    ]


PLACES = [(kind, path) for kind in BASES for path in paths(json.loads(base(kind)))]
VALUES = [
    None,
    True,
    0,
    -1,
    1.5,
    "",
    " ",
    "a",
    "two words",
    "../a",
    "baseline",
    [],
    ["a"],
    [1],
    [[]],
    {},
    {"a": 1},
]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(VALUES))
def test_the_program_and_editors_agree_on_any_value_anywhere(place: tuple[str, Any], value: Any):
    kind, path = place
    program, editors = both(changed(path, value, kind), kind)
    about_time = path[-1] in ("by", "period", "from", "to")  # what a label means is beyond JSON Schema
    assert program == editors or about_time


def test_a_good_declaration_is_good_to_both():
    assert both(json.loads(base("extracts")), "extracts") == (True, True)
