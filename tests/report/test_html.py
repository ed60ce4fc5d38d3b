"""The page: whole in itself, readable without colours, pictures or a mouse, and safe whatever files say."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from logframe.report import brief
from logframe.report.html import page
from logframe.report.wording import MET_NOW
from logframe.verdicts import WORDS
from tests.conftest import Folder, strategy
from tests.report.document import Element, read
from tests.report.reported import parts

EXAMPLES = Path(__file__).parents[1] / "examples"
AS_OF = "2025-05-31"


@pytest.fixture(scope="module")
def text() -> str:
    """Give the page of the made-up project of tests/examples/acme."""
    return page(*parts(EXAMPLES / "acme", AS_OF))


@pytest.fixture(scope="module")
def root(text: str) -> Element:
    return read(text)


def test_it_is_one_page_in_one_language_with_one_of_each_landmark(text: str, root: Element):
    assert text.startswith("<!DOCTYPE html>")
    assert root.one("html")["lang"] == "en-GB"
    assert root.one("head").one("title").text == "Targets against actuals as of 31 May 2025"
    for tag in ("header", "nav", "main", "footer", "h1"):
        assert len(root.all(tag)) == 1, tag


def test_headings_go_down_one_level_at_a_time(root: Element):
    levels = [int(each.tag[1]) for each in root.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_each_table_has_a_caption_and_each_heading_its_scope(root: Element):
    tables = root.all("table")
    assert len(tables) > 10
    for table in tables:
        assert table.one("caption").text
        assert {each.get("scope") for each in table.all("th")} <= {"row", "col", "rowgroup"}
        width = {
            sum(int(cell.get("colspan") or 1) for cell in row.all("th", "td"))
            for row in table.all("tr")
            if not any(each.get("rowspan") for each in table)
        }
        assert len(width) <= 1, table.one("caption").text


def test_each_id_is_its_own_and_each_reference_leads_somewhere(text: str, root: Element):
    ids = [each["id"] for each in root if each.get("id")]
    assert len(ids) == len(set(ids))
    named = [name for each in root for name in each.get("aria-labelledby").split()]
    named += [each["href"].removeprefix("#") for each in root if "href" in each.attributes]
    named += re.findall(r"url\(#([^)]*)\)", text)
    assert set(named) <= set(ids)


def test_it_needs_no_network_and_runs_nothing(root: Element):
    policy = next(each["content"] for each in root.all("meta") if each.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert not root.all("script", "link", "img", "iframe", "object", "embed", "base", "form")
    attributes = {name for each in root for name in each.attributes}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {
        "src",
        "srcset",
        "style",
    }
    assert all(each["href"].startswith("#") for each in root if "href" in each.attributes)
    style = root.one("style").text
    assert "@import" not in style
    assert "url(" not in style


def test_a_chart_has_a_name_and_says_in_words_what_it_shows_beside_a_table_of_its_figures(root: Element):
    charts = [each for each in root.all("svg") if each.get("role") == "img"]
    assert charts
    for chart in charts:
        name, about = chart["aria-labelledby"].split()
        assert chart.one("title").text
        assert (chart.one("title")["id"], chart.one("desc")["id"]) == (name, about)
        assert re.match(
            r"Line chart of (the figures|the difference from .+): \d+ figures?, ", chart.one("desc").text
        )
    for entry in root.all("div", has="entry"):
        if entry.all("figure"):
            assert "Figures" in entry.all("caption")[0].text
    hidden = [each for each in root.all("svg") if each.get("aria-hidden") == "true"]
    assert len(hidden) + len(charts) == len(root.all("svg"))


def test_a_chart_is_told_with_its_numbers(root: Element):
    about = next(each.text for each in root.all("desc") if "12.8%" in each.text)
    assert about.startswith("Line chart of the figures: ")
    assert "Baseline: 12.8% (2019/20)." in about
    assert "Target: no more than 6% by 2028/29." in about
    assert re.search(
        r"Projected for 2028/29: [\d.]+%, with 80% probability [\d.]+% to [\d.]+%, with 95%", about
    )
    assert "Planned path to 8.0% (2024/25)." in about


def test_the_contents_list_every_section_before_the_strategies(root: Element):
    listed = [each.text for each in root.one("nav").all("a")]
    assert listed[:3] == ["What asks for attention", "At a glance", "What is due"]
    assert listed[-2:] == ["How to read this", "How it was computed"]


def test_what_asks_for_attention_is_told_as_the_mail_tells_it(root: Element):
    material, *_ = parts(EXAMPLES / "acme", AS_OF)
    told = {
        item.replace("\u00a0", " ").partition(". ")[2].partition(": ")[2]
        for section in brief.before(material)
        for group in section.groups
        for item in group.items
        if section.title.endswith(" and why")
    }
    listed = root.one("ul", has="pressing").all("li")
    assert {each.text.partition(": ")[2] for each in listed} == told


def test_a_change_a_year_has_its_unit_and_says_from_when_it_is_counted(root: Element):
    smoking = next(each for each in root.all("article") if each.one("h4").text.startswith("Mothers smoking"))
    facts = {each.one("dt").text: each.one("dd").text for each in smoking.one("dl").all("div")}
    assert facts["Change a year needed from 2023/24 on"] == "−0.84 percentage points"
    assert facts["Change a year managed since 2019/20"] == "−0.65 percentage points"


def test_no_second_meaning_of_on_track_is_on_the_page(text: str):
    assert "Open SDG" not in text


def test_every_verdict_is_said_in_words(root: Element):
    for entry in root.all("div", has="entry"):
        code = next(name for name in entry.classes if name.startswith("only-")).removeprefix("only-")
        words = {WORDS[code], MET_NOW} if code == "achieved" else {WORDS[code]}
        assert entry.all("span", has="badge")[0].text in words


def test_verdicts_are_explained_by_the_chances_on_which_they_turn():
    material, workings, catalogue = parts(EXAMPLES / "acme", AS_OF)
    strict = replace(material, method=replace(material.method, on_track=0.8, at_risk=0.6))
    key = read(page(strict, workings, catalogue)).one("dl", has="verdicts")
    assert {each.one("dt").text: each.one("dd").text for each in key.all("div")}["At risk"] == (
        "The chance that the target is met by its deadline is at least 60 in 100, but less than 80 in 100."
    )


def test_what_the_strategy_says_and_what_the_analyst_reads_are_told_apart(root: Element):
    quotes = [each.text for each in root.all("blockquote")]
    assert quotes == [
        "By 2028/29, smoking will have reduced from 12.8 per cent to no more than six per cent."
    ]
    readings = [each.text for each in root.all("p", has="reading")]
    assert "The analyst's reading: The document names no year for its baseline; 2021/22 is read." in readings


def test_an_analysts_own_verdict_stands_beside_that_of_the_figures(root: Element):
    (own, *_) = root.all("p", has="assessment")
    assert own.text.startswith("The analyst's own verdict: on track (Early Years Team, 14 March 2025).")


def test_updates_stand_where_they_belong_newest_first(root: Element):
    smoking = next(each for each in root.all("article") if each.one("h4").text.startswith("Mothers smoking"))
    assert [each.text for each in smoking.one("ul", has="updates").all("li")] == [
        "Update of 2 April 2025, Public Health: Stop-smoking offer extended to partners.",
        "Update of 5 November 2024: Two advisers appointed | [one] vacancy <left>.",
    ]


def test_each_verdict_and_strategy_can_be_hidden_without_a_script(root: Element):
    boxes = {each["id"] for each in root.all("input")}
    style = root.one("style").text
    box = r":has\(#([\w-]+):not\(:checked\)\)"
    hiding = {
        shown: set(re.findall(box, condition))
        for condition, _, shown in re.findall(
            rf"body((?:{box})+) \.only-([\w-]+) {{ display: none; }}", style
        )
    }
    classes = {name for each in root for name in each.classes if name.startswith("only-")}
    assert classes == {f"only-{shown}" for shown in hiding}
    for shown, needed in hiding.items():
        assert needed == {f"show-{code}" for code in shown.split("-")}
        assert needed <= boxes


def test_it_says_how_each_verdict_was_computed(root: Element):
    smoking = next(each for each in root.all("article") if each.one("h4").text.startswith("Mothers smoking"))
    steps = [each.text for each in smoking.one("ol", has="steps").all("li")]
    assert steps[0].startswith("Now. The latest figure")
    assert any(step.startswith("Centre. L + w m h = ") for step in steps)


def test_the_matrix_of_each_strategy_is_in_it(root: Element):
    matrix = root.one("details", has="matrix")
    assert [each.text for each in matrix.one("thead").all("th")] == [
        "Narrative summary",
        "Objectively verifiable indicators",
        "Means of verification",
        "Assumptions",
    ]


def test_only_some_verdicts_are_shown_but_all_are_counted():
    whole, some = (read(page(*parts(EXAMPLES / "acme", AS_OF, only=only))) for only in ((), ("missed",)))
    shown = {each.all("span", has="badge")[0].text for each in some.all("div", has="entry")}
    assert shown == {"Missed"}
    leads = [each.one("p", has="lead").text for each in (whole, some)]
    assert leads[0] == leads[1]


def test_the_same_inputs_give_the_same_page_whatever_was_drawn_before(text: str):
    again = page(*parts(EXAMPLES / "acme", AS_OF))
    assert again == text


HOSTILE = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>{{ 7 * 7 }}' javascript:alert(3) \u202e &lt;b&gt; </title></style></svg> ::error::x"


@pytest.fixture
def hostile(folder: Folder) -> Folder:
    """Give a project in which every text is hostile."""
    indicator = {
        "id": "indicator",
        "title": HOSTILE,
        "owner": HOSTILE,
        "quote": HOSTILE,
        "reading": HOSTILE,
        "proxy": HOSTILE,
        "measure": "measure",
        "areas": ["A"],
        "assumptions": [HOSTILE],
        "baseline": {"value": 9, "period": "2019"},
        "target": {"at_most": {"area": "B", "minus": 1}, "by": "2028"},
        "updates": [{"date": "2025-01-01", "by": HOSTILE, "text": HOSTILE}],
        "assessment": {"date": "2025-01-01", "by": HOSTILE, "verdict": "missed", "why": HOSTILE},
    }
    made = strategy(indicator, title=HOSTILE, vision=HOSTILE, organisation={"id": "o", "name": HOSTILE})
    made["source"] = {"title": HOSTILE, "url": "javascript:alert(4)"}
    made["outcomes"][0] |= {"title": HOSTILE, "statement": HOSTILE}
    folder.write("strategies/strategy.yaml", _dumped(made))
    measure = {"title": HOSTILE, "unit": "percent", "improves": "down", "source": {"title": HOSTILE}}
    shared = {"logframe": 1, "measures": {"measure": measure}, "areas": {"A": HOSTILE, "B": HOSTILE[:40]}}
    folder.write("strategies/shared.yaml", _dumped(shared))
    folder.extract(
        {"measure": "measure", "area": area, "period": year, "value": value, "note": f"\x1b[31m{HOSTILE}"}
        for area, first in (("A", 9), ("B", 8))
        for year, value in zip(
            range(2019, 2025), (first, first - 1, first - 2, first - 1, first - 2, first - 3), strict=True
        )
    )
    return folder


def _dumped(content: object) -> str:
    """Write YAML as a stranger could: escapes and all, dates plain."""
    import yaml

    written = yaml.safe_dump(content, sort_keys=False, allow_unicode=False, width=10_000)
    return re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", written)


def test_no_text_of_a_file_becomes_markup_or_acts(hostile: Folder):
    made = page(*parts(hostile.root, AS_OF))
    root = read(made)
    assert not root.all("script", "img")
    assert not [name for each in root for name in each.attributes if name.startswith("on")]
    assert "\x1b" not in made
    assert "\u202e" not in made
    assert "javascript:" not in "".join(
        value for each in root for name, value in each.attributes.items() if name == "href"
    )
    assert "49" not in root.one("h4").text.partition("alert(2)")[2][:12]  # the template runs no file's text
    assert "<script>alert(1)</script>" in root.one("h4").text
    assert r"\u202e" in root.one("h4").text


@pytest.mark.parametrize("library", ["jinja2", "vl_convert"])
def test_without_the_extra_it_says_what_to_install(folder: Folder, library: str):
    folder.write(
        "strategies/strategy.yaml", strategy({"id": "a", "title": "A", "target": {"undetermined": "yet"}})
    )
    code = f"import sys; sys.modules[{library!r}] = None; from logframe.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "report", "--format", "html", "--quiet"],
        cwd=folder.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"logframe: a report as HTML takes {library}, which is not installed: pip install 'logframe[report]'\n"
    )
