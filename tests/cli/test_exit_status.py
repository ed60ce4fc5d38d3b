"""0 done, 1 findings, 2 could not do the job; never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Folder

DAY = ("--as-of", "2024-11-22")
GOOD = strategy(
    {"id": "one", "title": "One", "measure": "m", "areas": ["A"], "target": {"at_most": 6, "by": "2028/29"}},
    measures={"m": {"title": "M", "unit": "percent", "improves": "down", "year": "financial"}},
)
ROWS = [
    {"measure": "m", "area": "A", "period": period, "value": value}
    for period, value in (("2020/21", 12), ("2021/22", 11.5), ("2022/23", 11.2), ("2023/24", 11.1))
]


@pytest.fixture
def good(folder: Folder) -> Folder:
    folder.write("strategies/a.yaml", GOOD)
    folder.extract(ROWS)
    return folder


def test_an_indicator_off_track_does_not_break_a_job_unless_asked_to(good: Folder):
    done = good.run("check", *DAY)
    assert done.returncode == 0
    assert "Off track" in done.stdout
    assert good.run("check", *DAY, "--fail-on", "off_track").returncode == 1
    assert good.run("check", *DAY, "--fail-on", "missed").returncode == 0
    assert good.run("check", *DAY, "--fail-on", "missed", "--fail-on", "off_track").returncode == 1


def test_an_error_in_a_strategy_is_a_finding_and_nothing_is_judged(good: Folder):
    good.write("strategies/b.yaml", "logframe: 1\nstrategy: b\ntitel: B\n")
    for command in ("check", "validate", "data"):
        done = good.run(command)
        assert done.returncode == 1, command
        assert done.stdout == ""
        assert "strategies/b.yaml:3:1: LF104 unknown key 'titel' (did you mean 'title'?)" in done.stderr


def test_all_files_are_reported_in_order(good: Folder):
    good.write("strategies/c.yaml", "logframe: 1\nsettings: {}\nmesures: {}\n")
    good.write("strategies/b.yml", "logframe: 2\n")
    good.write("strategies/sub/a.yaml", "logframe: [1\n")
    lines = good.run("validate").stderr.splitlines()
    files = [line.partition(":")[0] for line in lines if ": LF" in line]
    assert files == ["strategies/b.yml", "strategies/c.yaml", "strategies/sub/a.yaml"]


def test_validate_tells_about_named_files_alone_but_knows_the_others(good: Folder):
    bad = good.write("strategies/bad.yaml", "logframe: 1\nmesures: {}\n")
    uses = strategy(
        {"id": "x", "title": "X", "measure": "m", "areas": ["A"], "target": {"below": 6, "by": 2028}}
    )
    fine = good.write("strategies/fine.yaml", uses | {"strategy": "fine"})
    assert good.run("validate", str(fine)).returncode == 0
    assert good.run("validate", str(bad)).returncode == 1
    assert good.run("validate", str(fine), str(bad)).returncode == 1


def test_a_refused_row_is_a_finding_and_the_rest_still_counts(good: Folder):
    good.extract([*ROWS, {"measure": "m", "area": "A", "period": "2019/20", "value": "twelve"}])
    done = good.run("check", *DAY)
    assert done.returncode == 1
    assert "data/figures.csv:6:" in done.stderr
    assert "LF403" in done.stderr
    assert "Off track" in done.stdout


def test_a_warning_is_a_finding_only_if_asked_to(good: Folder):
    good.extract([*ROWS, {"measure": "unheard-of", "area": "A", "period": "2019/20", "value": 1}])
    assert good.run("check", *DAY).returncode == 0
    assert good.run("check", *DAY, "--fail-on", "warning").returncode == 1
    assert good.run("data", *DAY, "--fail-on", "warning").returncode == 1


def test_a_warning_that_takes_the_figures_to_see_it_is_one_in_a_report_too(good: Folder):
    good.extract([{"measure": "m", "area": "elsewhere", "period": "2019/20", "value": 1}])
    assert good.run("report", *DAY).returncode == 0
    for command in ("check", "report"):
        done = good.run(command, *DAY, "--fail-on", "warning")
        assert done.returncode == 1
        assert "LF320 indicator 'one' has no figures" in done.stderr


def test_a_figure_from_the_future_is_an_error_unless_a_day_was_named(good: Folder):
    good.extract([*ROWS, {"measure": "m", "area": "A", "period": "2090/91", "value": 5}])
    assert good.run("check", *DAY).returncode == 0
    today = good.run("check")
    assert today.returncode == 1
    assert "LF406" in today.stderr


JOBS_THAT_CANNOT_BE_DONE = {
    "no strategies": (("check", "--strategies", "nowhere"), "there is no folder 'nowhere'"),
    "no YAML in the folder": (("validate", "--strategies", "data"), "'data' holds no .yaml or .yml file"),
    "a strategy that is not there": (
        ("check", "mad-up"),
        "there is no strategy 'mad-up' (did you mean 'made-up'?)",
    ),
    "a file that is not there": (("validate", "nowhere.yaml"), "nowhere.yaml is not there"),
    "a date that is none": (
        ("check", "--as-of", "31/05/2026"),
        "'31/05/2026' is not a date such as 2026-05-31",
    ),
    "a folder that cannot be written to": (("check", *DAY, "--output", "nowhere/x.json"), "nowhere"),
    "an unknown command": (("chek",), "Did you mean 'check'"),
    "an unknown option": (("check", "--asof", "2026-05-31"), "--as-of"),
}


@pytest.mark.parametrize(
    ("arguments", "words"), JOBS_THAT_CANNOT_BE_DONE.values(), ids=JOBS_THAT_CANNOT_BE_DONE
)
def test_a_job_that_cannot_be_done_says_why_in_words(good: Folder, arguments: tuple[str, ...], words: str):
    done = good.run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr


MISTYPED = {
    "a verdict": (
        ("check", "--only", "missed", "--only", "offtrack"),
        "'--only': 'offtrack' is none of achieved, on_track, at_risk, off_track, missed, no_data, "
        "not_yet_measurable (did you mean 'off_track'?)",
    ),
    "a finding": (
        ("diff", "old.run", "--fail-on", "worst"),
        "'--fail-on': 'worst' is none of worse, goalposts, changed (did you mean 'worse'?)",
    ),
    "a format": (
        ("check", "--format", "jsn"),
        "'--format' / '-f': 'jsn' is none of table, json, csv (did you mean 'json'?)",
    ),
    "a form of messages": (
        ("validate", "-f", "githup"),
        "'--format' / '-f': 'githup' is none of text, concise, json, github, gitlab, junit, sarif "
        "(did you mean 'github'?)",
    ),
    "a choice like none": (("check", "--color", "on"), "'--color': 'on' is none of auto, always, never"),
    "an argument": (
        ("schema", "strategies"),
        "'kind': 'strategies' is none of strategy, extracts (did you mean 'strategy'?)",
    ),
    "what a terminal would obey": (
        ("check", "--color", "\x1b[31m"),
        "'--color': '\\x1b[31m' is none of auto, always, never",
    ),
    "too narrow": (("check", "--width", "10"), "'--width': '10' is not a whole number from 40 to 1000"),
    "no number": (("report", "--width", "wide"), "'--width': 'wide' is not a whole number from 40 to 1000"),
}


@pytest.mark.parametrize(("arguments", "words"), MISTYPED.values(), ids=MISTYPED)
def test_what_an_option_cannot_be_is_said_in_our_words(good: Folder, arguments: tuple[str, ...], words: str):
    done = good.run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == f"Error: Invalid value for {words}"


@pytest.mark.parametrize(
    ("tried", "meant"), [("lint", "validate"), ("test", "validate"), ("run", "check"), ("status", "check")]
)
def test_a_command_that_is_called_otherwise_elsewhere_is_pointed_to(folder: Folder, tried: str, meant: str):
    done = folder.run(tried)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"Error: No such command '{tried}'. Did you mean '{meant}'?\n")


@pytest.mark.parametrize(
    "command", [("check", "made-up"), ("report", "made-up"), ("matrix", "made-up"), ("show", "made-up/one")]
)
def test_the_errors_of_a_file_are_told_before_its_strategy_is_missed(good: Folder, command: tuple[str, ...]):
    good.write("strategies/a.yaml", GOOD | {"titel": "A"})
    done = good.run(*command)
    assert (done.returncode, done.stdout) == (1, "")
    assert "strategies/a.yaml:" in done.stderr
    assert "unknown key 'titel'" in done.stderr
    assert "there is no" not in done.stderr


def test_a_fault_of_the_program_is_told_in_brief_and_in_full_if_asked(good: Folder):
    said = r"no such column\n\nthe columns are: " + ", ".join(f"column_{number}" for number in range(100))
    good.write("polars.py", f'raise ValueError("{said}")\n')  # the working folder comes first for python -m
    done = good.run("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "logframe: a fault of the program: ValueError: no such column\n"
        "Run it again with --verbose to see where, and please report it.\n"
    )
    assert "column_99" in good.run("check", "--verbose").stderr
    good.write("polars.py", 'raise ValueError("\\x1b" + 100 * "long ")\n')
    long = good.run("check").stderr.splitlines()[0]
    assert len(long) < 220
    assert long.endswith("...")
    assert "\x1b" not in long


def test_an_unreadable_strategy_is_a_message(good: Folder, tmp_path: Path):
    (tmp_path / "strategies" / "b.yaml").write_bytes(b"logframe: 1\xff\n")
    done = good.run("validate")
    assert done.returncode == 1
    assert "strategies/b.yaml:1:12: LF012" in done.stderr


def test_the_version_is_the_packages(folder: Folder):
    import logframe

    assert folder.run("--version").stdout == f"logframe {logframe.__version__}\n"


def test_output_without_unicode_stays_readable(good: Folder):
    done = good.run("check", *DAY, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.isascii()
