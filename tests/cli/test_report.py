"""`logframe report` through the real command line, beyond what the golden files pin."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from logframe import terminal
from tests.conftest import Folder, strategy

if TYPE_CHECKING:
    from pathlib import Path

BEFORE, NOW = ("--as-of", "2024-11-30"), ("--as-of", "2025-05-31")


def test_quietly_it_prints_nothing_when_nothing_changed(acme: Folder):
    acme.run("report", *NOW, "--save", "last.run")
    done = acme.run("report", *NOW, "--since", "last.run", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert acme.run("report", *NOW, "--since", "last.run").stdout.startswith(
        "Missed 1, off track 2 of 5 judged, 8 targets, as of 31 May 2025\n"
    )


def test_it_leads_with_what_changed_since_a_saved_run(acme: Folder):
    acme.run("report", *BEFORE, "--save", "last.run")
    done = acme.run("report", *NOW, "--since", "last.run", "--quiet")
    news = done.stdout.partition("Missed and why")[0]
    assert "Changed since 30 November 2024\n" in news
    assert "- Waits for a test, East: missed, was off track" in news


def test_what_changed_elsewhere_is_no_news_to_a_report_on_one_area(acme: Folder):
    acme.run("report", *BEFORE, "--save", "last.run")
    done = acme.run("report", *NOW, "--since", "last.run", "--area", "EAST")
    news = done.stdout.partition("Missed and why")[0]
    assert "Waits for a test" in news
    assert "Carers' strategies" in news  # it is of no area, and so of every one
    assert "West" not in news


def test_a_run_is_compared_before_it_takes_its_own_place(acme: Folder):
    acme.run("report", *BEFORE, "--save", "last.run")
    first = acme.run("report", *NOW, "--since", "last.run", "--save", "last.run", "--quiet")
    again = acme.run("report", *NOW, "--since", "last.run", "--save", "last.run", "--quiet")
    assert "Changed since 30 November 2024" in first.stdout
    assert again.stdout == ""


def test_the_report_of_a_format_without_its_file_is_refused_before_any_work(acme: Folder):
    done = acme.run("report", *NOW, "--format", "xlsx")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "logframe: --format xlsx goes with --output FILE\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nobody",), "there is no strategy 'nobody'"),
        (("--since", "nowhere.run"), "nowhere.run"),
        (("--as-of", "yesterday"), "'yesterday' is not a date"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(acme: Folder, arguments: tuple[str, ...], said: str):
    done = acme.run("report", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_strategy_with_errors_is_not_reported_on(acme: Folder):
    acme.write("strategies/acme.yaml", "logframe: 1\nstrategy: acme\n")
    done = acme.run("report", *NOW)
    assert (done.returncode, done.stdout) == (1, "")
    assert "acme.yaml:" in done.stderr


def test_a_verdict_that_was_named_ends_with_status_1_after_the_report(acme: Folder):
    done = acme.run("report", *NOW, "--fail-on", "missed")
    assert done.returncode == 1
    assert done.stdout.startswith("Missed 1, off track 2 of 5 judged, 8 targets, as of 31 May 2025\n")


@pytest.mark.parametrize("arguments", [(), ("--subject",), ("--format", "markdown")])
def test_under_cron_it_says_the_same(acme: Folder, arguments: tuple[str, ...]):
    """cron sets neither a language nor a terminal, and the home may not be written to."""
    there = acme.run("report", *NOW, *arguments, "--ascii", "--quiet")
    cron = {"LANG": "", "LC_ALL": "", "TERM": "", "HOME": "/nonexistent", "PYTHONUTF8": "0"}
    done = acme.run("report", *NOW, *arguments, "--ascii", "--quiet", **cron)
    assert (done.returncode, done.stdout, done.stderr) == (0, there.stdout, "")
    assert done.stdout.isascii()


def test_where_only_ascii_can_be_printed_it_is_ascii_unasked(acme: Folder):
    done = acme.run("report", *NOW, "--quiet", PYTHONIOENCODING="ascii")
    assert done.stdout == acme.run("report", *NOW, "--quiet", "--ascii").stdout


def test_a_pipe_or_a_device_is_written_to_and_never_replaced(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    terminal.put("a report\n", pipe)
    assert os.read(reader, 100) == b"a report\n"
    assert pipe.is_fifo()


def survey(**more: Any) -> dict[str, Any]:
    expected = {"title": "The one that it should be"}
    return {"title": "A survey", "unit": "percent", "improves": "down", "source": expected} | more


def promise(measure: str, area: str, **more: Any) -> dict[str, Any]:
    target = {"at_most": 5, "by": "2028"}
    return {"id": measure, "title": measure, "measure": measure, "areas": [area], "target": target} | more


def sources(folder: Folder, *arguments: str) -> list[str]:
    """The sources that a report lists."""
    done = folder.run("report", "--as-of", "2026-05-31", "--width", "200", *arguments)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    return [line.removeprefix("- Source: ") for line in lines if line.startswith("- Source: ")]


def test_a_report_lists_the_sources_that_the_figures_rows_state_and_no_other(folder: Folder):
    folder.write(
        "strategies/s.yaml",
        strategy(
            promise("m", "A"),
            promise("empty", "A"),
            promise("other", "B", target={"no_worse_than": {"area": "C"}, "by": "2028"}),
            measures={name: survey() for name in ("m", "other", "empty")},
            settings={"compare_with": "E"},
        ),
    )
    rows = [
        {"measure": measure, "area": area, "period": 2024, "value": 6, "source": source}
        for measure, area, source in (
            ("m", "A", "An infographic"),
            ("m", "E", "A national survey"),
            ("m", "B", "A source that nobody asked for"),
            ("other", "B", "A local survey"),
            ("other", "C", ""),
        )
    ]
    folder.extract(rows)
    national = ["A national survey.", "An infographic."]
    assert sources(folder) == ["A local survey.", *national, "data/figures.csv, where rows state none."]
    assert sources(folder, "--area", "A") == national


def test_of_many_sources_the_first_are_named(folder: Folder):
    folder.write("strategies/s.yaml", strategy(promise("m", "A"), measures={"m": survey()}))
    folder.extract(
        {"measure": "m", "area": "A", "period": 1980 + at, "value": 6, "source": f"File {at:02}"}
        for at in range(42)
    )
    assert sources(folder) == [f"File {at:02}." for at in range(40)]
    told = folder.run("report", "--as-of", "2026-05-31", "--width", "200").stdout
    assert told.endswith("- 2 more sources: the workbook names that of every figure.\n")


def test_the_parts_of_gaps_and_of_combined_areas_are_sources_too(folder: Folder):
    gap = survey(unit="points", gap={"of": "share", "between": ["with", "without"]})
    folder.write(
        "strategies/s.yaml",
        strategy(
            promise("gap", "both"),
            measures={"gap": gap, "share": survey()},
            areas={"both": {"name": "Both", "combine": ["A", "B"]}},
        ),
    )
    counted = {"measure": "share", "period": 2024, "value": 6, "numerator": 6, "denominator": 100}
    folder.extract(
        counted | {"area": area, "group": group, "source": f"{area} {group}"}
        for area in ("A", "B")
        for group in ("with", "without")
    )
    assert sources(folder) == ["A with.", "A without.", "B with.", "B without."]
