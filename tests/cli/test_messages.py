"""Where messages go, in which form, and what they do to the exit status; through the real command line."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from logframe.notices import FORMATS
from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = ("--as-of", "2025-01-31")
INDICATOR = {
    "id": "one",
    "title": "One",
    "measure": "m",
    "areas": ["A"],
    "baseline": {"value": 10, "period": "2022/23"},
    "target": {"at_most": 16, "by": "2028/29"},  # worse than the baseline: LF301
}
MEASURES = {"m": {"title": "M", "unit": "percent", "improves": "down", "year": "financial"}}
ROWS = [{"measure": "m", "area": "A", "period": "2022/23", "value": 10}]
BAD = "logframe: 1\nmesures: {}\nareaz: {}\n"


@pytest.fixture
def warned(folder: Folder) -> Folder:
    folder.write("strategies/a.yaml", strategy(INDICATOR, measures=MEASURES))
    folder.extract(ROWS)
    return folder


@pytest.fixture
def faulty(warned: Folder) -> Folder:
    warned.write("strategies/b.yaml", BAD)
    return warned


def found(form: str, text: str) -> int:
    """Count the messages of an output."""
    if form == "json":
        return len(json.loads(text)["messages"])
    if form == "gitlab":
        return len(json.loads(text))
    if form == "sarif":
        return len(json.loads(text)["runs"][0]["results"])
    return text.count("LF") if form == "concise" else text.count({"github": "::error"}.get(form, "<failure"))


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_validate_writes_messages_for_programs_to_standard_output_or_a_file(faulty: Folder, form: str):
    done = faulty.run("validate", "--format", form)
    assert (done.returncode, done.stderr) == (1, "")
    assert found(form, done.stdout) == 2
    to_file = faulty.run("validate", "--format", form, "--output", "messages")
    assert (to_file.returncode, to_file.stdout) == (1, "")
    assert (faulty.root / "messages").read_text(encoding="utf-8") == done.stdout


def test_validate_tells_people_on_standard_error_and_counts_files_where_all_is_well(warned: Folder):
    done = warned.run("validate")
    assert done.stdout == "1 file checked, no error\n"
    assert "LF301 the target of indicator 'one' is worse than its baseline of 10" in done.stderr
    assert warned.run("validate", "--quiet").stderr == ""


@pytest.mark.parametrize("form", FORMATS)
def test_a_project_without_faults_has_output_that_says_so(folder: Folder, form: str):
    folder.write("strategies/a.yaml", {"logframe": 1})
    done = folder.run("validate", "--format", form)
    assert done.returncode == 0
    assert done.stderr == ""
    if form not in ("text", "concise", "github"):
        assert found(form, done.stdout) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_check_writes_messages_in_any_form_and_its_result_stays_clean(
    faulty: Folder, warned: Folder, form: str
):
    (faulty.root / "strategies" / "b.yaml").unlink()
    done = warned.run("check", *DAY, "--format", "json", "--messages", form, "--messages-output", "messages")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["coverage"]["targets"] == 1
    assert "LF301" in (warned.root / "messages").read_text(encoding="utf-8")


def test_check_tells_messages_on_standard_error_by_default(warned: Folder):
    done = warned.run("check", *DAY, "--messages", "github")
    assert done.stderr.startswith("::warning file=strategies/a.yaml,line=")
    assert "LF301" not in done.stdout


STATUS: dict[str, tuple[tuple[str, ...], int, int]] = {  # arguments, with a warning alone, with an error
    "by default": ((), 0, 1),
    "--fail-on warning": (("--fail-on", "warning"), 1, 1),
    "--fail-on warning, quiet": (("--fail-on", "warning", "--quiet"), 1, 1),
    "--exit-zero": (("--exit-zero",), 0, 0),
    "--fail-on warning --exit-zero": (("--fail-on", "warning", "--exit-zero"), 0, 0),
}


@pytest.mark.parametrize(("arguments", "warning", "error"), STATUS.values(), ids=STATUS)
def test_the_exit_status_says_what_was_found(
    warned: Folder, arguments: tuple[str, ...], warning: int, error: int
):
    assert warned.run("validate", *arguments).returncode == warning
    warned.write("strategies/b.yaml", BAD)
    assert warned.run("validate", *arguments).returncode == error


def test_check_has_the_same_status(warned: Folder):
    assert warned.run("check", *DAY, "--fail-on", "warning").returncode == 1
    assert warned.run("check", *DAY, "--fail-on", "warning", "--exit-zero").returncode == 0
    warned.write("strategies/b.yaml", BAD)
    assert warned.run("check", *DAY, "--exit-zero").returncode == 0


@pytest.mark.parametrize("command", ["validate", "check"])
def test_a_job_that_cannot_be_done_exits_with_2_even_so(folder: Folder, command: str):
    assert folder.run(command, "--strategies", "nowhere", "--exit-zero").returncode == 2


def test_a_result_is_not_drowned_by_warnings(folder: Folder):
    several = [json.loads(json.dumps(INDICATOR | {"id": f"i{number}"})) for number in range(9)]
    for name in "abc":
        folder.write(f"strategies/{name}.yaml", strategy(*several, strategy=name, allow={"LF314": "made up"}))
    folder.write("strategies/measures.yaml", {"logframe": 1, "measures": MEASURES})
    folder.extract(ROWS)
    calm = folder.run("check", *DAY).stderr
    assert calm.count("LF301") == 20
    assert calm.endswith("20 warnings in 3 files\nand 7 more warnings: see --verbose\n")
    assert folder.run("check", *DAY, "--verbose").stderr.count("LF301") == 27
    assert folder.run("validate").stderr.count("LF301") == 27


def typed(folder: Folder, text: str | bytes, *arguments: str) -> subprocess.CompletedProcess[Any]:
    return subprocess.run(
        [sys.executable, "-m", "logframe", "validate", *arguments],
        cwd=folder.root,
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True,
        check=False,
    )


def test_what_an_editor_has_not_saved_takes_the_place_of_the_file(warned: Folder):
    saved = (warned.root / "strategies" / "a.yaml").read_text(encoding="utf-8")
    done = typed(
        warned, saved.replace("at_most: 16", "at_mots: 16"), "-", "--stdin-filename", "strategies/a.yaml"
    )
    assert done.returncode == 1
    assert b"strategies/a.yaml:" in done.stderr
    assert b"unknown key 'at_mots'" in done.stderr
    assert warned.run("validate").returncode == 0


def test_a_file_that_is_not_there_yet_is_read_with_the_others(warned: Folder):
    uses = strategy(INDICATOR | {"target": {"at_most": 6, "by": "2028/29"}}, strategy="new")
    done = typed(warned, json.dumps(uses), "-", "--stdin-filename", "strategies/new.yaml", "--format", "json")
    assert done.returncode == 0  # the measure is defined in the folder
    assert json.loads(done.stdout)["messages"] == []
    assert "strategies/new.yaml" in json.loads(done.stdout)["files"]


def test_of_a_typed_file_alone_is_told(faulty: Folder):
    done = typed(faulty, "logframe: 1\nmesures: {}\n", "-", "--format", "concise")
    assert done.stdout.decode() == "stdin.yaml:2:1: LF104 unknown key 'mesures' (did you mean 'measures'?)\n"


def test_declarations_can_be_typed_and_named_too(warned: Folder):
    text = "logframe: 1\nextracts: {a: {file: x.csv}}\n"
    done = typed(warned, text, "-", "--stdin-filename", "data/extracts.yaml", "--format", "concise")
    assert done.stdout.decode().splitlines() == [
        "data/extracts.yaml:2:16: LF104 unknown key 'file' in extract 'a' (did you mean 'files'?)"
    ]
    warned.write("data/extracts.yaml", text)
    named = warned.run("validate", "data/extracts.yaml", "--format", "concise")
    assert named.stdout == done.stdout.decode()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"logframe: 1\0", b"a: &a [*a]\n" * 99])
def test_whatever_is_typed_is_a_message(warned: Folder, content: bytes):
    done = typed(warned, content, "-", "--stdin-filename", "strategies/a.yaml", "--format", "json")
    assert done.returncode == 1
    assert {message["file"] for message in json.loads(done.stdout)["messages"]} == {"strategies/a.yaml"}


def test_a_name_without_standard_input_is_a_slip(warned: Folder):
    done = warned.run("validate", "--stdin-filename", "strategies/a.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--stdin-filename goes with the file -" in done.stderr
