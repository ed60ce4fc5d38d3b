"""The same fact is said in the same words by every output: who stands by the numbers may quote any of them."""

from __future__ import annotations

import html
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import strategy

if TYPE_CHECKING:
    from tests.conftest import Folder

DAY = ("--as-of", "2025-05-31")
WIDE = ("--width", "1000")
OUTPUTS = {
    "table": ("check", "--width", "72"),
    "mail": ("report", *WIDE),
    "Markdown": ("report", "--format", "markdown"),
    "page": ("report", "--format", "html"),
    "workbook": ("report", "--format", "xlsx", "--output", "report.xlsx"),
    "one indicator": ("show", "{}", *WIDE),
    "matrix": ("matrix", "made-up", "--status", *WIDE),
}
WITH_SENTENCES = [name for name in OUTPUTS if name != "matrix"]
SURVEY = {"unit": "percent", "improves": "down", "published_after": "6 months"}


def project(folder: Folder, **settings: Any) -> Folder:
    """Write a made-up project: a stand-in, a target that is met, and figures that ended long ago."""
    promises = {
        "weight": {"proxy": "healthy weight is not counted", "target": {"at_most": 6.6, "by": "2028"}},
        "met": {"target": {"at_most": 50, "by": "2028"}},
        "old": {"target": {"at_most": 6.6, "by": "2028"}},
    }
    shared = {
        "logframe": 1,
        "measures": {name: SURVEY | {"title": f"Share {name}"} for name in promises},
        "areas": {"A": "Acre", "E": "Everywhere"},
        "settings": {"compare_with": "E"} | settings,
    }
    named = [{"id": name, "title": f"Title of {name}", "measure": name} for name in promises]
    indicators = [about | {"areas": ["A"]} | promises[about["id"]] for about in named]
    folder.write("strategies/made-up.yaml", strategy(*indicators))
    folder.write("strategies/shared.yaml", shared)
    own = dict(zip(range(2019, 2025), (9.0, 8.6, 8.7, 8.1, 8.0, 7.6), strict=True))
    series = {
        ("weight", "A"): own,
        ("weight", "E"): {year: 6.0 for year in own if year < 2024},
        ("met", "A"): own,
        ("old", "A"): {year - 6: value for year, value in own.items()},
    }
    folder.extract(
        {"measure": measure, "area": area, "period": year, "value": f"{value:.1f}"}
        for (measure, area), values in series.items()
        for year, value in values.items()
    )
    return folder


def said(folder: Folder, output: str, indicator: str) -> str:
    """Give what an output says, its markup taken off and its spaces made one; a table's with no margin too."""
    command = [word.format(indicator) for word in OUTPUTS[output]]
    text = folder.run(*command, *DAY).stdout
    if output == "table":
        text += "\n".join(line[len("measurable  ") :] for line in text.splitlines())
    if output == "workbook":
        with zipfile.ZipFile(folder.root / "report.xlsx") as book:
            text = book.read("xl/sharedStrings.xml").decode()
    if output in ("page", "workbook"):
        text = html.unescape(re.sub("<[^>]*>", " ", re.sub("<style>.*?</style>", "", text, flags=re.DOTALL)))
    return " ".join(text.replace("\\", "").split())


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_stand_ins_figure_is_named_as_what_it_is(folder: Folder, output: str):
    text = said(project(folder), output, "weight")
    assert "tand-in: “Share weight”" in text
    assert "tand-in: “Share met”" not in text


@pytest.mark.parametrize("output", WITH_SENTENCES)
def test_a_comparison_without_an_interval_says_what_is_higher_of_the_period_that_both_have(
    folder: Folder, output: str
):
    text = said(project(folder), output, "weight")
    assert re.search(r"[Ii]n 2023 higher than Everywhere \(8\.0% against 6\.0%\); no interval", text)
    assert "orse than Everywhere" not in text


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_target_that_is_met_before_its_deadline_is_not_said_to_be_achieved(folder: Folder, output: str):
    text = said(project(folder), output, "met")
    assert re.search("met now", text, re.IGNORECASE)
    assert "1 achieved" not in text
    assert "Achieved: " not in text


@pytest.mark.parametrize("output", WITH_SENTENCES)
def test_of_a_figure_that_does_not_come_no_more_is_said_than_that_the_extracts_lack_it(
    folder: Folder, output: str
):
    text = said(project(folder), output, "old")
    if output != "workbook":  # which has the day in a column of its own
        assert re.search("expected by 30 June 2020, not in the extracts", text, re.IGNORECASE)
    assert "verdue" not in text


@pytest.mark.parametrize("output", WITH_SENTENCES)
def test_what_is_needed_is_counted_from_the_latest_figure_and_not_told_where_that_is_too_old(
    folder: Folder, output: str
):
    project(folder)
    assert re.search(r"needed|needs .* a year from then on", said(folder, output, "weight"))
    (row,) = (row for row in folder.rows("2025-05-31") if row["indicator"] == "old")
    assert row["reason"] == "stale"
    assert f"{row['needed_per_year']:.2f}".replace("-", "−") not in said(folder, output, "old")


@pytest.mark.parametrize("output", WITH_SENTENCES)
def test_a_change_a_year_says_since_when(folder: Folder, output: str):
    assert re.search("managed .*since 2019", said(project(folder), output, "weight"))


@pytest.mark.parametrize("output", [name for name in OUTPUTS if name != "workbook"])
def test_a_chance_just_short_of_a_cut_off_of_the_project_is_not_rounded_up_to_it(folder: Folder, output: str):
    (row, *_) = project(folder).rows("2025-05-31")
    nearest = round(row["probability"] * 100)
    assert nearest / 100 > row["probability"]
    assert f"{nearest} in 100" in said(folder, output, "weight")
    project(folder, cut_offs={"on_track": 0.9, "at_risk": nearest / 100})
    text = said(folder, output, "weight")
    assert f"{nearest - 1} in 100" in text
    assert f"a {nearest} in 100" not in text


UNJUDGED = {"without a target": {}, "with an open one": {"target": {"undetermined": "with partners"}}}


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("promise", UNJUDGED.values(), ids=UNJUDGED)
def test_an_old_figure_of_what_cannot_be_judged_is_said_to_be_old(
    folder: Folder, promise: dict[str, Any], output: str
):
    promise = {"id": "one", "title": "One", "measure": "m", "areas": ["A"]} | promise
    measures = {"m": SURVEY | {"title": "M", "stale_after": "24 months"}}
    folder.write("strategies/made-up.yaml", strategy(promise, measures=measures))
    times = []
    for year in (2022, 2023):
        folder.extract([{"measure": "m", "area": "A", "period": year, "value": 7}])
        times.append(said(folder, output, "one").count("too old"))
    assert times[0] > times[1]  # the page explains the word besides
    assert times[1] == 0 or output == "page"
