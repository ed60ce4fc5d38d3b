"""What extracts say in words beside their figures: names of areas, notes on figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Folder, Judge

NOV_2024 = "2024-11-22"
YEARS = ("2021/22", "2022/23", "2023/24")


def figure(area: str, period: str, value: float, **said: str) -> dict[str, object]:
    return {"measure": "measure", "area": area, "period": period, "value": value} | said


def test_an_area_that_a_target_refers_to_has_the_name_that_the_extracts_give_it(judge: Judge):
    figures = [figure("A", year, 10.0, area_name="Here") for year in YEARS]
    figures += [figure("E92", year, 9.0, area_name="England") for year in YEARS]
    row = judge({"no_worse_than": {"area": "E92"}, "by": "2028/29"}, figures, as_of=NOV_2024)
    assert (row["area_name"], row["reference_name"]) == ("Here", "England")


def test_an_area_that_nothing_names_is_called_by_its_code(judge: Judge):
    others = {"E92": dict.fromkeys(YEARS, 9.0)}
    target = {"no_worse_than": {"area": "E92"}, "by": "2028/29"}
    row = judge(target, dict.fromkeys(YEARS, 10.0), as_of=NOV_2024, others=others)
    assert row["reference_name"] == "E92"


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        pytest.param(("", "", ""), None, id="none"),
        pytest.param(("", "", "data quality issue"), "data quality issue", id="on the latest"),
        pytest.param(("", "data quality issue", ""), None, id="on another"),
        pytest.param(("rounded", "rounded", "rounded"), None, id="on every figure"),
        pytest.param(("made of 1", "made of 2", "made of 3"), None, id="on every figure but for its numbers"),
        pytest.param(("estimated", "rounded", "rounded"), "rounded", id="not on every figure the same"),
    ],
)
def test_a_note_that_stands_beside_the_latest_figure_and_not_beside_every_one_is_kept(
    judge: Judge, notes: tuple[str, ...], said: str | None
):
    figures = [figure("A", year, 10.0, note=note) for year, note in zip(YEARS, notes, strict=True)]
    assert judge({"at_most": 6, "by": "2028/29"}, figures, as_of=NOV_2024)["latest_note"] == said


@pytest.mark.parametrize(
    ("labels", "measure", "latest", "deadline"),
    [
        pytest.param("{}/{next} Q{}", {}, "2025/26 Q3", "2027/28 Q4", id="financial years"),
        pytest.param("Q{1} {0}-{next}", {}, "2025/26 Q3", "2027/28 Q4", id="financial, the quarter first"),
        pytest.param("{} Q{}", {}, "2025 Q3", "2028 Q1", id="calendar years"),
        pytest.param("{} Q{}", {"year": "financial"}, "2025/26 Q2", "2027/28 Q4", id="as the measure says"),
    ],
)
def test_quarters_are_named_as_the_figures_count_them(
    folder: Folder, labels: str, measure: dict[str, str], latest: str, deadline: str
):
    series = {
        labels.format(year, quarter, next=(year + 1) % 100): 10.0
        for year in range(2021, 2026)
        for quarter in range(1, 4 if year == 2025 else 5)
    }
    made_up = {"title": "Made up", "unit": "percent", "improves": "down", "every": "quarter"}
    folder.one(
        {"A": series},
        target={"at_most": 6, "by": "2028-03-31"},
        definitions={"measures": {"measure": made_up | measure}},
    )
    (row,) = folder.rows("2026-02-15")
    assert (row["latest_period"], row["target_period"]) == (latest, deadline)
