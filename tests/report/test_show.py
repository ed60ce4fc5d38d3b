"""The page of one indicator: what it is made from, and what is said of each of its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from logframe.report.show import show

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = "2025-05-31"


@dataclass(frozen=True)
class Screen:
    """A place without colours."""

    width: int = 110
    color: bool = False
    ascii: bool = False


def shown(
    folder: Folder,
    rows: list[dict[str, Any]],
    *,
    indicator: dict[str, Any] | None = None,
    measure: dict[str, Any] | None = None,
    **definitions: Any,
) -> list[str]:
    """Show a made-up indicator of area A."""
    promise = {"id": "i", "title": "I", "measure": "m", "areas": ["A"], "target": {"at_most": 5, "by": 2028}}
    measures = {"m": {"title": "M", "unit": "percent", "improves": "down"} | (measure or {})}
    folder.write(
        "strategies/s.yaml",
        {
            "logframe": 1,
            "strategy": "s",
            "title": "S",
            "organisation": {"id": "o", "name": "O"},
            "outcomes": [{"id": "x", "title": "X", "indicators": [promise | (indicator or {})]}],
        },
    )
    folder.write(
        "strategies/shared.yaml",
        {"logframe": 1} | definitions | {"measures": measures | definitions.get("measures", {})},
    )
    folder.extract([{"measure": "m"} | row for row in rows])
    project = folder.load()
    evaluation = folder.evaluate(DAY)
    (found,) = list(project.catalogue.promises())
    text = show(
        found,
        project.catalogue,
        evaluation.assessments,
        workings=evaluation.workings(),
        observations=evaluation.observations,
        updates=evaluation.updates,
        as_of=date.fromisoformat(DAY),
        screen=Screen(),
    )
    return text.splitlines()


def listed(lines: list[str], heading: str) -> list[list[str]]:
    """The rows of the table below a heading, cell by cell."""
    below = lines[lines.index(heading) + 1 :]
    table = below[: below.index("")]
    (head,) = [at for at, line in enumerate(table) if line.startswith("period ")]
    return [re.split(r"  +", line.strip()) for line in table[head + 1 :]]


PARTS = "Figures that these are made from, or compared with"


def counted(area: str, period: int, numerator: int, **more: Any) -> dict[str, Any]:
    return {
        "area": area,
        "period": period,
        "value": numerator / 10,
        "numerator": numerator,
        "denominator": 1000,
    } | more


def test_a_combined_area_lists_its_parts(folder: Folder):
    rows = [counted(area, period, 100 + period % 7) for period in (2022, 2023) for area in ("B", "C")]
    lines = shown(
        folder, rows, areas={"A": {"name": "Both", "combine": ["B", "C"]}, "B": "Bay", "C": "Cliff"}
    )
    assert listed(lines, PARTS) == [
        ["2022", "Bay", "10.6%", "106", "1,000", "1"],
        ["2022", "Cliff", "10.6%", "106", "1,000", "2"],
        ["2023", "Bay", "10.0%", "100", "1,000", "3"],
        ["2023", "Cliff", "10.0%", "100", "1,000", "4"],
    ]
    assert [row[-1] for row in listed(lines, "Figures")] == ["computed", "computed"]


def test_a_gap_lists_both_groups_first_one_first(folder: Folder):
    rows = [
        {"measure": "score", "area": "A", "group": group, "period": 2024, "value": value}
        for group, value in (("with", 30), ("without", 50), ("other", 1))
    ]
    lines = shown(
        folder,
        rows,
        measure={"unit": "points", "gap": {"of": "score", "between": ["without", "with"]}},
        measures={"score": {"title": "Score", "unit": "score", "improves": "up"}},
    )
    assert listed(lines, PARTS) == [
        ["2024", "A, without", "50", "2"],
        ["2024", "A, with", "30", "1"],
    ]


def test_another_area_is_listed_where_the_target_refers_to_it(folder: Folder):
    rows = [{"area": area, "period": 2024, "value": 5} for area in ("A", "E", "F")]
    lines = shown(folder, rows, indicator={"target": {"no_worse_than": {"area": "E"}, "by": 2028}})
    assert [row[:2] for row in listed(lines, PARTS)] == [["2024", "E"]]


NATIONAL = {"settings": {"compare_with": "E"}}


def test_the_figure_of_the_area_that_all_are_compared_with_is_listed_for_its_period_alone(folder: Folder):
    rows = [{"area": area, "period": period, "value": 5} for area in ("E", "A") for period in (2022, 2023)]
    assert listed(shown(folder, rows, **NATIONAL), PARTS) == [["2023", "E", "5%", "2"]]


def test_a_gap_lists_both_groups_of_the_area_that_all_are_compared_with(folder: Folder):
    rows = [
        {"measure": "score", "area": area, "group": group, "period": 2024, "value": value}
        for area in ("E", "A")
        for group, value in (("with", 30), ("without", 50))
    ]
    gap = {"unit": "points", "gap": {"of": "score", "between": ["without", "with"]}}
    score = {"title": "Score", "unit": "score", "improves": "up"}
    lines = shown(folder, rows, measure=gap, measures={"score": score}, **NATIONAL)
    assert [row[1] for row in listed(lines, PARTS)] == [
        "A, without",
        "A, with",
        "E, without",
        "E, with",
    ]


def test_two_areas_figures_of_one_row_of_a_wide_table_are_told_apart(folder: Folder):
    folder.write("data/wide.csv", "year,A,E\n2024,6,5\n")
    wide = {
        "columns": {"period": "year"},
        "fixed": {"measure": "m"},
        "long": {"columns": ["A", "E"], "into": "area"},
    }
    folder.write("data/extracts.yaml", {"logframe": 1, "extracts": {"wide": {"files": "wide.csv"} | wide}})
    lines = shown(folder, [], **NATIONAL)
    assert [row[:3] for row in listed(lines, PARTS)] == [["2024", "E", "5%"]]


SOURCES = {  # what each row states, what is said of all, the last cell of each
    "one": (("One", "One"), "One", ["1", "2"]),
    "two": (("One", "Two"), "One; Two", ["One", "Two"]),
    "one that is not stated": (("", "Two"), "{file}; Two", ["none", "Two"]),
    "none that is stated": (("", ""), "{file}", ["1", "2"]),
}


@pytest.mark.parametrize(("sources", "all_of_them", "of_each"), SOURCES.values(), ids=SOURCES)
def test_figures_sources_are_those_that_their_rows_state_and_not_the_measures_own(
    folder: Folder, sources: tuple[str, ...], all_of_them: str, of_each: list[str]
):
    rows = [
        {"area": "A", "period": 2022 + at, "value": 5, "source": source} for at, source in enumerate(sources)
    ]
    rows.append({"area": "E", "period": 2023, "value": 5, "source": "Elsewhere"})
    expected = {"title": "A census", "publisher": "An office", "reference": "7", "url": "https://census.test"}
    lines = shown(folder, rows, measure={"source": expected}, **NATIONAL)
    about = " ".join(" ".join(lines[: lines.index("Target        no more than 5% by 2028")]).split())
    file = (folder.root / "data" / "figures.csv").as_posix()
    assert f"Figures from {all_of_them.format(file=file)} Expected from A census" in about
    assert about.endswith("A census, An office, 7, https://census.test")
    assert [row[-1] for row in listed(lines, "Figures")] == of_each
    own = lines[lines.index("Figures") : lines.index(PARTS)]
    assert ("Source of each: One" in own) == (set(sources) == {"One"})
    assert "Source of each: Elsewhere" in lines[lines.index(PARTS) :]


def test_of_many_sources_the_first_are_named_above_and_all_of_them_beside_their_figures(folder: Folder):
    rows = [{"area": "A", "period": 2015 + at, "value": 5, "source": f"File {at}"} for at in range(7)]
    lines = shown(folder, rows)
    named = "File 0; File 1; File 2; File 3; File 4; and 2 more, each beside its figure"
    assert f"Figures from   {named}" in lines
    assert [row[-1] for row in listed(lines, "Figures")] == [f"File {at}" for at in range(7)]


def test_each_figure_has_the_digits_that_its_file_prints_set_by_their_points(folder: Folder):
    printed = {2020: "68.00000", 2021: "68", 2022: "67.5", 2023: "9", 2024: ""}
    rows = [{"area": "A", "period": period, "value": value} for period, value in printed.items()]
    rows[4] |= {"note": "too few"}
    rows[1] |= {"lower": "66", "upper": "69.25"}
    lines = shown(folder, rows)
    at = next(at for at, line in enumerate(lines) if line.startswith("period"))
    assert [line[:17].rstrip() for line in lines[at : at + 6]] == [
        "period     figure",
        "2020    68.00000%",
        "2021    68%",
        "2022    67.5%",
        "2023     9%",
        "2024     no value",
    ]
    assert "66% to 69.25%" in lines[at + 2]


def test_sources_are_said_to_be_lacking(folder: Folder):
    lines = shown(folder, [])
    assert "Figures from   none held" in lines
    assert "Expected from  no source stated" in lines


def test_an_indicators_own_figures_have_no_parts(folder: Folder):
    assert PARTS not in shown(folder, [{"area": "A", "period": 2024, "value": 5}])


def test_a_figure_that_is_not_used_says_why(folder: Folder):
    rows = [
        {"area": "A", "period": period, "value": value}
        for period, value in ((2021, 9), (2022, 8), (2023, 7), (2024, 6))
    ]
    rows.append({"area": "A", "period": 2020, "value": "", "note": "too few"})
    lines = shown(
        folder,
        rows,
        measure={
            "breaks": [{"from": 2022, "why": "a new count"}],
            "exceptional": [{"period": 2023, "why": "a flood"}],
        },
    )
    assert [[row[0], row[2]] for row in listed(lines, "Figures")] == [
        ["2020", "no: from before a break in the series"],
        ["2021", "no: from before a break in the series"],
        ["2022", "yes"],
        ["2023", "no: an exceptional period"],
        ["2024", "yes"],
    ]
    assert "Break          from 2022: a new count" in lines
    assert "Exceptional    2023: a flood" in lines


REPORTED = {
    "done": (
        [{"member": "East", "done": date(2024, 3, 31), "evidence": "minutes"}],
        "East    done 31 March 2024: minutes",
    ),
    "not done": ([{"member": "East", "done": False}], "East    not done"),
    "reported later than the day": (
        [{"member": "East", "done": date(2025, 7, 1)}],
        "East    nothing reported",
    ),
    "not reported": ([], "East    nothing reported"),
}


@pytest.mark.parametrize(("reported", "line"), REPORTED.values(), ids=REPORTED)
def test_a_milestone_says_what_each_member_reported(
    folder: Folder, reported: list[dict[str, Any]], line: str
):
    target = {"milestone": "done", "by": 2027, "members": ["East", "West"]}
    lines = shown(folder, [], indicator={"target": target, "reported": reported})
    assert line in lines
    assert "West    nothing reported" in lines


def test_what_a_file_says_does_not_act(folder: Folder):
    rows = [{"area": "A", "period": 2024, "value": 5, "note": "\x1b[31m[red] \x9b"}]
    lines = shown(folder, rows, indicator={"title": "I [b]"})
    assert lines[0] == "I [b]"
    assert "The file notes on each: \\x1b[31m[red] \\x9b" in lines


RISING = [{"area": "A", "period": period, "value": 9 + period % 3} for period in range(2018, 2025)]


def test_confidence_is_a_projections_and_not_told_where_there_is_none(folder: Folder):
    assert "Figures used  7, medium confidence" in shown(folder, RISING)
    undetermined = {"target": {"undetermined": "with partners"}}
    assert "Figures used  7" in shown(folder, RISING, indicator=undetermined)


def test_what_open_sdg_would_call_it_is_not_told(folder: Folder):
    lines = shown(folder, RISING, indicator={"baseline": {"value": 9.5, "period": 2018}})
    assert "Open SDG" not in "".join(lines)


def test_a_group_is_told_once_beside_the_measure(folder: Folder):
    lines = shown(folder, [row | {"group": "girls"} for row in RISING], indicator={"group": "girls"})
    assert [line for line in lines if "girls" in line] == ["Group          girls"]
