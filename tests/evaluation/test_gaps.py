"""Gaps between groups, between areas, between most and least deprived: from the file to the verdict."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import strategy
from tests.evaluation import oracle

if TYPE_CHECKING:
    from tests.conftest import Folder, Row

DAY = "2024-11-22"
TARGET = {"at_most": 5, "by": "2028/29"}
SHARE = {"title": "Share", "unit": "percent", "improves": "down", "year": "financial"}
DEPRIVATION = {"of": "share", "between": ["most-deprived", "least-deprived"]}
AREAS = {"of": "share", "between_areas": ["A", "B"]}


def project(
    folder: Folder,
    gap: dict[str, Any],
    figures: list[Row],
    *,
    base: dict[str, Any] | None = None,
    indicator: dict[str, Any] | None = None,
    **keys: Any,
) -> None:
    measures = {
        "share": SHARE | (base or {}),
        "gap": {"title": "Gap", "unit": "points", "improves": "down", "gap": gap},
    }
    promise = {"id": "i", "title": "I", "measure": "gap", "target": TARGET} | (indicator or {})
    folder.write("strategies/s.yaml", strategy(promise, **keys))
    folder.write("strategies/measures.yaml", {"logframe": 1, "measures": measures})
    folder.extract({"measure": "share"} | row for row in figures)


def share(area: str, period: str, numerator: int, denominator: int, group: str = "", **more: Any) -> Row:
    value = round(100 * numerator / denominator, 1)
    counts = {"numerator": numerator, "denominator": denominator}
    return {"area": area, "period": period, "value": value, "group": group} | counts | more


def newcombe(x1: int, n1: int, x2: int, n2: int) -> tuple[float, float]:
    """Newcombe (1998), method 10, in percentage points."""
    p1, p2 = x1 / n1, x2 / n2
    (l1, u1), (l2, u2) = oracle.wilson(x1, n1), oracle.wilson(x2, n2)
    d = p1 - p2
    return 100 * (d - math.hypot(p1 - l1, u2 - p2)), 100 * (d + math.hypot(u1 - p1, p2 - l2))


def quintiles(year: str, most: int, least: int) -> list[Row]:
    return [share("A", year, most, 900, "most-deprived"), share("A", year, least, 1100, "least-deprived")]


def test_the_gap_between_most_and_least_deprived_has_newcombes_interval(folder: Folder):
    figures = quintiles("2021/22", 180, 110) + quintiles("2022/23", 171, 110) + quintiles("2023/24", 162, 99)
    project(folder, DEPRIVATION, figures, indicator={"areas": ["A"]})
    (row,) = folder.rows(DAY)
    assert row["latest_value"] == 9.0  # 18.0 less 9.0
    assert (row["latest_lower"], row["latest_upper"]) == pytest.approx(newcombe(162, 900, 99, 1100), abs=1e-9)
    assert (row["n"], row["verdict"], row["people"]) == (3, "off_track", None)


def test_a_gap_between_areas_is_the_first_areas_own_figure(folder: Folder):
    years = ("2020/21", "2021/22", "2022/23", "2023/24")
    figures = [share("A", year, 200 - 10 * at, 1000) for at, year in enumerate(years)]
    figures += [share("B", year, 300, 2000) for year in years[1:]]
    project(folder, AREAS, figures, areas=["A", "B", "C"])
    (row,) = folder.rows(DAY)
    assert (row["area"], row["n"], row["latest_value"], row["latest_period"]) == ("A", 3, 2.0, "2023/24")
    assert (row["latest_lower"], row["latest_upper"]) == pytest.approx(
        newcombe(170, 1000, 300, 2000), abs=1e-9
    )
    assert (row["verdict"], row["reason"]) == ("achieved", "met")
    # 19 less 15, 18 less 15, 17 less 15: the years that both have
    used = folder.evaluate(DAY).workings().figures
    assert used["value"].to_list() == [4.0, 3.0, 2.0]


def test_a_gap_between_areas_can_be_one_groups(folder: Folder):
    figures = [
        share(area, "2023/24", x, 500, group) for area, x in (("A", 90), ("B", 60)) for group in ("", "girls")
    ]
    figures[1] = share("A", "2023/24", 120, 500, "girls")
    project(folder, AREAS, figures, indicator={"group": "girls", "areas": "all"})
    (row,) = folder.rows(DAY)
    assert (row["area"], row["group"], row["latest_value"]) == ("A", "girls", 12.0)


def test_a_side_of_a_gap_can_be_a_combined_area(folder: Folder):
    project(
        folder,
        AREAS | {"between_areas": ["AB", "C"]},
        [
            share("A", "2023/24", 10, 100),
            share("B", "2023/24", 90, 300),
            share("C", "2023/24", 30, 200),
        ],
    )
    combined = {"AB": {"name": "A and B", "combine": ["A", "B"]}}
    folder.write("strategies/areas.yaml", {"logframe": 1, "areas": combined})
    (row,) = folder.rows(DAY)
    assert (row["area"], row["area_name"], row["latest_value"]) == ("AB", "A and B", 10.0)
    assert (row["latest_lower"], row["latest_upper"]) == pytest.approx(newcombe(100, 400, 30, 200), abs=1e-9)


def test_a_figure_published_of_what_is_made_stands_among_the_others_of_its_series(folder: Folder):
    figures = [
        share("A", year, x, 100) for year, x in (("2020/21", 40), ("2021/22", 36), ("2022/23", 31))
    ] + [share("B", year, 50, 200) for year in ("2020/21", "2021/22", "2022/23")]
    published = [
        {"measure": "gap", "area": "A", "period": "2021/22", "value": 10.6},
        share("AB", "2019/20", 100, 300),
        {"area": "AB", "period": "2022/23", "value": 26.9},
    ]
    project(folder, AREAS, figures + published, indicator={"areas": ["A"]})
    combined = {"AB": {"name": "A and B", "combine": ["A", "B"]}}
    folder.write("strategies/areas.yaml", {"logframe": 1, "areas": combined})
    whole = {"id": "w", "title": "W", "measure": "share", "areas": ["AB"], "target": TARGET}
    folder.write("strategies/w.yaml", strategy(whole, strategy="w"))
    done = folder.run("check", "--as-of", DAY, "--format", "json", "--workings")
    rows = json.loads(done.stdout)["assessments"]
    assert [(row["measure"], row["area"]) for row in rows] == [("gap", "A"), ("share", "AB")]
    gap, both = ([one["value"] for one in row["workings"]["figures"]] for row in rows)
    assert gap == [15.0, 10.6, 6.0]
    assert both == pytest.approx([33.3, 30.0, 100 * 86 / 300, 26.9])


def test_a_gap_of_rates_has_an_interval_of_both_sides_events(folder: Folder):
    def rate(area: str, events: int) -> Row:
        counts = {"numerator": events, "denominator": 50_000}
        return {"area": area, "period": "2023/24", "value": events * 2.0} | counts

    base = {"unit": "rate per 100,000"}
    project(folder, AREAS, [rate("A", 120), rate("B", 7)], base=base)
    (row,) = folder.rows(DAY)
    (l1, u1), (l2, u2) = ([2 * limit for limit in oracle.events(x)] for x in (120, 7))
    expected = 226 - math.hypot(240 - l1, u2 - 14), 226 + math.hypot(u1 - 240, 14 - l2)
    assert row["latest_value"] == 226
    assert (row["latest_lower"], row["latest_upper"]) == pytest.approx(expected, rel=1e-9)


def test_a_gap_of_standardised_figures_has_no_interval(folder: Folder):
    figures = [
        share("A", "2023/24", 90, 500, value=17.2),
        share("B", "2023/24", 60, 500),
    ]
    project(folder, AREAS, figures)
    (row,) = folder.rows(DAY)
    assert (row["latest_value"], row["latest_lower"], row["latest_upper"]) == (5.2, None, None)


def test_a_suppressed_side_leaves_no_gap(folder: Folder):
    figures = [
        share("A", "2023/24", 90, 500),
        {"area": "B", "period": "2023/24", "value": "*"},
    ]
    project(folder, AREAS, figures)
    (row,) = folder.rows(DAY)
    assert (row["n"], row["reason"]) == (0, "all_suppressed")


def test_a_gap_that_is_still_to_come_is_not_yet_due(folder: Folder):
    figures = [share(area, "2024/25", 90, 500) for area in ("A", "B")]
    project(folder, AREAS, figures, base={"published_after": "6 months"})
    (row,) = folder.rows(DAY)
    assert (row["verdict"], row["reason"]) == ("not_yet_measurable", "first_point_not_due")


WRONG: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "neither": (
        {"of": "share"},
        {},
        "LF107 a gap has either between (two groups) or between_areas (two areas)",
    ),
    "both": (
        {"of": "share", "between": ["a", "b"], "between_areas": ["A", "B"]},
        {},
        "LF107 a gap has either between (two groups) or between_areas (two areas)",
    ),
    "one area twice": (
        {"of": "share", "between_areas": ["A", "A"]},
        {},
        "LF107 a gap needs two different areas",
    ),
    "one group twice": ({"of": "share", "between": ["a", "a"]}, {}, "LF107 a gap needs two different groups"),
    "the other area is judged": (
        AREAS,
        {"areas": ["A", "B"]},
        "LF201 measure 'gap' is a gap between two areas: it has figures for 'A', not for 'B' "
        "(leave areas out, or name that one alone)",
    ),
    "the other area's target": (
        AREAS,
        {"target": None, "targets": {"B": TARGET}},
        "LF201 area 'B' is not among the areas of indicator 'i'",
    ),
    "compared with a third area": (
        AREAS,
        {"target": {"at_most": {"area": "C", "minus": 1}, "by": "2028/29"}},
        "LF201 measure 'gap' is a gap between two areas: 'C' has none to compare it with",
    ),
}


@pytest.mark.parametrize(("gap", "indicator", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_a_gap_is_told_at_its_place(
    folder: Folder, gap: dict[str, Any], indicator: dict[str, Any], said: str
):
    project(folder, gap, [])
    promise = {"id": "i", "title": "I", "measure": "gap", "target": TARGET} | indicator
    promise = {key: value for key, value in promise.items() if value is not None}
    folder.write("strategies/s.yaml", strategy(promise))
    errors = [str(message) for message in folder.load().messages if message.severity == "error"]
    assert len(errors) == 1
    assert said in errors[0]
