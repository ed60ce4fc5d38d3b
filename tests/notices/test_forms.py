"""Each form of messages is what its readers accept, whatever stands in the files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logframe.messages import CODES, Message, excerpt
from logframe.notices import FORMATS, Setting, render

SARIF = json.loads(Path(__file__).with_name("sarif-2.1.0.schema.json").read_text(encoding="utf-8"))

UNKNOWN = Message("strategies/acme.yaml", 2, 5, "LF104", "unknown key 'targt'", "did you mean 'target'?")
UNDECLARED = Message("data/figures.csv", 7, 1, "LF407", "figures of 'height', which no file declares")
LINES = {
    "strategies/acme.yaml": ["indicators:", "    targt: {at_most: 6}", "  健康: x\x1b[31m", "\tx" * 200, " "]
}
FILES = ["data/figures.csv", "strategies/acme.yaml", "strategies/fine.yaml"]

HOSTILE = "a\r\n::set-output name=x::y %0A ##[set-env name=PATH]/tmp <b>&amp;\"'\x1b[2J\x00 ,:end"


def written(form: str, *messages: Message, **setting) -> str:
    return render(messages, form, Setting(**{"files": FILES, "version": "1.2.3"} | setting))


hostile = st.text(st.sampled_from("ab %:,;#[]\r\n\x1b\x00\u2028\ud800<>&\"'é漢\\")) | st.just(HOSTILE)
messages = st.builds(
    Message, hostile, st.integers(1, 9), st.integers(1, 9), st.sampled_from(sorted(CODES)), hostile, hostile
)


# --- what people read -----------------------------------------------------------------------------------


def test_text_gives_each_message_with_its_line_and_a_caret_and_counts_all():
    assert written("text", UNKNOWN, UNDECLARED, lines=LINES).splitlines() == [
        "strategies/acme.yaml:2:5: LF104 unknown key 'targt' (did you mean 'target'?)",
        "  2 |     targt: {at_most: 6}",
        "    |     ^",
        "data/figures.csv:7:1: LF407 figures of 'height', which no file declares",
        "1 error, 1 warning in 2 files",
    ]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([UNKNOWN], "1 error in 1 file"),
        ([UNKNOWN] * 3, "3 errors in 1 file"),
        ([UNDECLARED, UNDECLARED], "2 warnings in 1 file"),
        ([UNKNOWN, UNDECLARED, UNKNOWN], "2 errors, 1 warning in 2 files"),
    ],
)
def test_messages_are_counted_by_what_they_mean_for_the_run(told, words):
    assert written("text", *told).splitlines()[-1] == words


@pytest.mark.parametrize(("line", "column"), [(3, 5), (4, 3), (4, 300)])
def test_the_line_is_shown_as_wherever_else_messages_are_told(line, column):
    place = Message("strategies/acme.yaml", line, column, "LF104", "unknown key")
    told = written("text", place, lines=LINES).splitlines()[1:-1]
    assert told == [f"  {shown}" for shown in excerpt(place, LINES["strategies/acme.yaml"]).split("\n")]


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(Message("strategies/acme.yaml", 9, 1, "LF101", "x"), id="past the end"),
        pytest.param(Message("strategies/other.yaml", 1, 1, "LF101", "x"), id="another file"),
        pytest.param(Message("strategies/acme.yaml", 5, 1, "LF101", "x"), id="an empty line"),
    ],
)
def test_a_place_without_a_line_is_told_by_its_message_alone(place):
    assert written("text", place, lines=LINES).count("\n") == 2


def test_colour_marks_the_code_and_the_caret():
    text = written("text", UNKNOWN, lines=LINES, color=True)
    assert "\x1b[1;31mLF104\x1b[0m" in text
    assert "\x1b[1;31m^\x1b[0m" in text


def test_concise_is_one_line_a_message_and_nothing_else():
    assert written("concise", UNKNOWN, UNDECLARED, lines=LINES) == f"{UNKNOWN}\n{UNDECLARED}\n"


@pytest.mark.parametrize("form", ["text", "concise", "github"])
def test_nothing_to_tell_people_is_nothing(form):
    assert written(form) == ""


# --- what CI systems obey -------------------------------------------------------------------------------

# As GitHub's runner reads a line of a log: a command at its beginning, or the older form anywhere in it.
COMMAND = re.compile(r"\s*::(?P<name>[^\s:]+)(?: (?P<properties>[^:]*))?::(?P<data>.*)")
OLD_COMMAND = re.compile(r"##\[|##vso\[")


def test_github_gets_an_annotation_a_message_the_worst_first():
    assert written("github", UNDECLARED, UNKNOWN).splitlines() == [
        "::error file=strategies/acme.yaml,line=2,col=5,title=LF104 unknown-key::"
        "unknown key 'targt' (did you mean 'target'?)",
        "::warning file=data/figures.csv,line=7,col=1,title=LF407 undeclared-measure::"
        "figures of 'height', which no file declares",
    ]


def test_what_means_something_to_github_is_escaped():
    odd = Message("a,b:c%.yaml", 1, 2, "LF101", "100% of\r\nit: a, b")
    assert written("github", odd) == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=2,title=LF101 missing-key::100%25 of\\r\\nit: a, b\n"
    )


@pytest.mark.parametrize(("number", "annotations"), [(1, 1), (10, 10), (11, 10), (500, 10)])
def test_github_is_given_ten_annotations_at_the_most_and_loses_none(number, annotations):
    told = [Message("a.yaml", line, 1, "LF407", "x") for line in range(1, number)] + [UNKNOWN]
    lines = written("github", *told).splitlines()
    commands = [found for line in lines if (found := COMMAND.fullmatch(line))]
    assert len(commands) == annotations
    assert (commands[0]["name"], "LF104" in commands[0]["properties"]) == ("error", True)
    if number > 10:
        assert commands[9]["data"] == f"and {number - 9} warnings in 1 file more: they are in the job's log"
        assert lines[10:] == [str(message) for message in told[8:-1]]


@given(st.lists(messages, max_size=13), st.sampled_from(["text", "concise", "github"]))
def test_no_file_gives_a_command_to_the_job_whose_log_it_is_shown_in(told, form):
    lines = {message.file: [message.text, HOSTILE] for message in told}
    text = render(told, form, Setting(files=[], lines=lines))
    commands = [found for line in re.split("[\r\n]", text) if (found := COMMAND.match(line))]
    allowed = {"error", "warning"} if form == "github" else set()
    assert {found["name"] for found in commands} <= allowed
    assert len(commands) == (min(len(told), 10) if allowed else 0)
    assert not OLD_COMMAND.search(text)
    assert "\x1b" not in text


# --- what other programs read ---------------------------------------------------------------------------


def test_json_has_every_message_in_full():
    assert json.loads(written("json", UNKNOWN, UNDECLARED)) == {
        "logframe": 1,
        "files": FILES,
        "errors": 1,
        "warnings": 1,
        "messages": [
            {
                "file": "strategies/acme.yaml",
                "line": 2,
                "column": 5,
                "code": "LF104",
                "name": "unknown-key",
                "severity": "error",
                "text": "unknown key 'targt'",
                "hint": "did you mean 'target'?",
            },
            {
                "file": "data/figures.csv",
                "line": 7,
                "column": 1,
                "code": "LF407",
                "name": "undeclared-measure",
                "severity": "warning",
                "text": "figures of 'height', which no file declares",
                "hint": None,
            },
        ],
    }


def test_gitlab_gets_findings_with_its_own_words_for_how_bad_they_are():
    first, second = json.loads(written("gitlab", UNKNOWN, UNDECLARED))
    assert first | {"fingerprint": ""} == {
        "description": "unknown key 'targt' (did you mean 'target'?)",
        "check_name": "LF104",
        "fingerprint": "",
        "severity": "major",
        "location": {"path": "strategies/acme.yaml", "lines": {"begin": 2}},
    }
    assert second["severity"] == "minor"


def fingerprints(form: str, *told: Message) -> list[str]:
    page = json.loads(written(form, *told))
    if form == "gitlab":
        return [finding["fingerprint"] for finding in page]
    return [result["partialFingerprints"]["logframe/v1"] for result in page["runs"][0]["results"]]


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
def test_a_finding_is_known_again_when_lines_move(form):
    def at(line: int, text: str = "unknown key 'a'") -> Message:
        return Message("a.yaml", line, 1, "LF104", text)

    assert fingerprints(form, at(3)) == fingerprints(form, at(30))
    assert fingerprints(form, at(3), at(9)) == fingerprints(form, at(4), at(5))
    assert len(set(fingerprints(form, at(3), at(9), at(9, "unknown key 'b'")))) == 3
    opened = [at(9, f"the bracket opened on line {line} is still open here") for line in (8, 18)]
    assert fingerprints(form, opened[0]) == fingerprints(form, opened[1])
    assert fingerprints(form, UNKNOWN) != fingerprints(form, at(2, UNKNOWN.text))


@given(st.lists(messages, max_size=6))
def test_gitlab_sees_no_two_findings_as_one(told):
    marks = fingerprints("gitlab", *told)
    assert len(set(marks)) == len(told)
    assert all(re.fullmatch("[0-9a-f]{64}", mark) for mark in marks)


def test_sarif_names_rules_places_and_levels():
    (run,) = json.loads(written("sarif", UNKNOWN, UNDECLARED))["runs"]
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert [rule["name"] for rule in run["tool"]["driver"]["rules"]] == ["UnknownKey", "UndeclaredMeasure"]
    first, second = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("LF104", 0, "error")
    assert (second["ruleId"], second["ruleIndex"], second["level"]) == ("LF407", 1, "warning")
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "strategies/acme.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 5},
    }


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a b%.yaml", "a%20b%25.yaml"),
        ("c:d/e.yaml", "./c%3Ad/e.yaml"),
        ("/srv/é.yaml", "file:///srv/%C3%A9.yaml"),
        ("../a#b?.yaml", "../a%23b%3F.yaml"),
    ],
)
def test_sarif_names_files_as_addresses(file, uri):
    (run,) = json.loads(written("sarif", Message(file, 1, 1, "LF101", "x"), files=[file]))["runs"]
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == uri
    assert run["artifacts"][0]["location"] == location


@given(st.lists(messages, max_size=4))
def test_sarif_is_valid_by_the_standards_own_schema(told):
    page = render(told, "sarif", Setting(files=sorted({message.file for message in told}), version="1"))
    jsonschema.Draft202012Validator(SARIF).validate(json.loads(page))


# What Jenkins' schema of JUnit's XML lets each element have.
JUNIT = {
    "testsuites": {"name", "tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    "failure": {"message", "type"},
    "skipped": {"message", "type"},
}


def test_junit_has_a_suite_a_file_and_only_errors_fail():
    root = ET.fromstring(written("junit", UNKNOWN, UNDECLARED))  # noqa: S314
    suites = [
        (suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("skipped")) for suite in root
    ]
    assert suites == [
        ("data/figures.csv", "1", "0", "1"),
        ("strategies/acme.yaml", "1", "1", "0"),
        ("strategies/fine.yaml", "1", "0", "0"),
    ]
    assert [[kind.tag for kind in case] for suite in root for case in suite] == [["skipped"], ["failure"], []]
    assert root[1][0].get("name") == "LF104 unknown key 'targt'"
    assert root[1][0][0].text == str(UNKNOWN)


@given(st.lists(messages, max_size=4))
def test_junit_is_well_formed_and_as_jenkins_expects_it(told):
    root = ET.fromstring(render(told, "junit", Setting()).encode())  # noqa: S314
    for element in root.iter():
        assert set(element.keys()) <= JUNIT[element.tag]
    for suite in root:
        assert int(suite.get("tests")) == len(suite)
        assert int(suite.get("failures")) == len(suite.findall("*/failure"))


@given(st.lists(messages, max_size=4), st.sampled_from(sorted(FORMATS)))
def test_every_form_can_be_written_in_utf_8(told, form):
    render(told, form, Setting(files=["a\ud800"], version="1")).encode()


def test_a_form_that_is_none_is_refused():
    with pytest.raises(KeyError, match="xml"):
        written("xml")
