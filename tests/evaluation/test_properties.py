"""What must hold for any figures, tried on made-up ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Folder, strategy

from logframe import documents
from logframe.evaluation.judge import judge
from logframe.evaluation.questions import ask
from logframe.strategy.catalogue import collect
from logframe.strategy.rules import check

AS_OF = date(2024, 11, 22)
FIRST_YEAR = 2010
AHEAD = pl.DataFrame(
    schema={"measure": pl.String, "area": pl.String, "group": pl.String, "start": pl.Date, "end": pl.Date}
)
Series = dict[int, float | None]

pytestmark = pytest.mark.filterwarnings("error")
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def promise(name: str, target: dict[str, Any], measure: str = "measure") -> dict[str, Any]:
    by = {"by": "2028/29"}
    return {"id": name, "title": name, "measure": measure, "areas": "all", "target": target | by}


def judged(series: list[Series], *promises: dict[str, Any], **measure: Any) -> pl.DataFrame:
    """Judge every series, an area each, against every promise."""
    attributes = {
        "title": "Made up",
        "unit": "percent",
        "improves": "down",
        "year": "financial",
        "decimals": 2,
    }
    text = yaml.safe_dump(strategy(*promises, measures={"measure": attributes | measure}))
    catalogue, messages = collect([documents.read(text.encode(), "made-up.yaml")])
    assert [*messages, *check(catalogue)] == []
    rows = [
        {"area": f"{area:03}", "start": date(year, 4, 1), "end": date(year + 1, 3, 31), "value": value}
        for area, figures in enumerate(series)
        for year, value in sorted(figures.items())
    ]
    observations = pl.DataFrame(
        rows, schema={"area": pl.String, "start": pl.Date, "end": pl.Date, "value": pl.Float64}
    ).with_columns(
        measure=pl.lit("measure"),
        area_name=pl.lit(None, pl.String),
        group=pl.lit(""),
        decimals=pl.lit(None, pl.Int64),
        provisional=pl.lit(value=False),
        **{name: pl.lit(None, pl.Float64) for name in ("lower", "upper", "numerator", "denominator")},
    )
    asked = ask(catalogue, AS_OF)
    return judge(asked, observations, AHEAD, as_of=AS_OF, settings=catalogue.chosen).assessments


def series_of(
    values: st.SearchStrategy[float], *, suppressed: bool = False
) -> st.SearchStrategy[list[Series]]:
    """Give a few series of three and more recent years, with gaps, and with suppressed years if asked."""
    one = st.one_of(st.none(), values) if suppressed else values
    years = st.lists(st.integers(FIRST_YEAR, 2022), unique=True, min_size=2, max_size=9)
    single = years.flatmap(
        lambda chosen: st.lists(one, min_size=len(chosen), max_size=len(chosen)).flatmap(
            lambda drawn: values.map(
                lambda last: dict(zip(sorted(chosen), drawn, strict=True)) | {2023: last}
            )
        )
    )
    return st.lists(single, min_size=1, max_size=5)


percents = st.integers(100, 9900).map(lambda hundredths: hundredths / 100)
scores = st.integers(-5000, 5000).map(lambda hundredths: hundredths / 100)
rates = st.integers(100, 500_000).map(lambda hundredths: hundredths / 100)


def figures_of(frame: pl.DataFrame, name: str = "probability") -> list[float]:
    return frame[name].fill_null(-999).to_list()  # that there is none must agree too


@given(series_of(percents), percents)
@quick
def test_mirrored_shares_targets_and_directions_have_mirrored_chances(series: list[Series], level: float):
    mirror = [{year: round(100 - value, 2) for year, value in one.items()} for one in series]
    down = judged(series, promise("one", {"at_most": level}))
    up = judged(mirror, promise("one", {"at_least": round(100 - level, 2)}), improves="up")
    assert figures_of(down) == pytest.approx(figures_of(up), abs=1e-9)
    assert down["verdict"].to_list() == up["verdict"].to_list()
    assert figures_of(down, "pace") == pytest.approx(figures_of(up, "pace"), rel=1e-6, abs=1e-9)


@given(series_of(scores), scores)
@quick
def test_mirrored_scores_targets_and_directions_have_mirrored_chances(series: list[Series], level: float):
    mirror = [{year: -value for year, value in one.items()} for one in series]
    down = judged(series, promise("one", {"at_most": level}), unit="score")
    up = judged(mirror, promise("one", {"at_least": -level}), unit="score", improves="up")
    assert figures_of(down) == pytest.approx(figures_of(up), abs=1e-9)
    assert down["verdict"].to_list() == up["verdict"].to_list()


@given(series_of(percents), st.lists(percents, min_size=2, max_size=6, unique=True))
@quick
def test_the_chance_moves_one_way_as_the_target_moves(series: list[Series], levels: list[float]):
    levels = sorted(levels)
    frame = judged(series, *(promise(f"t{index}", {"at_most": level}) for index, level in enumerate(levels)))
    for _, rows in frame.group_by("area"):
        # a chance that is not shown is of a target that cannot be missed or met any more
        shown = [chance for chance in rows.sort("indicator")["probability"] if chance is not None]
        assert shown == sorted(shown)


@given(series_of(rates), rates, st.sampled_from([1, 2]))
@quick
def test_a_change_of_unit_changes_nothing_on_the_log_scale(series: list[Series], level: float, shift: int):
    # per 1,000 with two decimals is per 10,000 with one, or per 100,000 with none
    factor = 10.0**shift
    scaled = [{year: value * factor for year, value in one.items()} for one in series]
    kept = judged(series, promise("one", {"at_most": level}), unit="rate per 1,000", decimals=2)
    changed = judged(
        scaled, promise("one", {"at_most": level * factor}), unit="rate per 1,000", decimals=2 - shift
    )
    assert figures_of(kept) == pytest.approx(figures_of(changed), abs=1e-9)


@given(st.permutations(range(12)))
@settings(max_examples=8, deadline=None)
def test_the_order_of_rows_does_not_matter(order: list[int]):
    rows = [
        {"measure": "measure", "area": area, "period": f"{year}/{year - 1999}", "value": value}
        for area, values in {"A": (12, 11, "*", 10.5, 10, 9), "B": (8, 8.5, 9, 9.5, "c", 10.5)}.items()
        for year, value in enumerate(values, 2018)
    ]
    with TemporaryDirectory() as folder:
        project = Folder(Path(folder))
        attributes = {"title": "Made up", "unit": "percent", "improves": "down", "year": "financial"}
        made_up = strategy(promise("one", {"at_most": 9.5}), measures={"measure": attributes})
        project.write("strategies/made-up.yaml", made_up)
        project.extract(rows)
        in_order = project.rows("2024-11-22")
        project.extract([rows[index] for index in order])
        assert project.rows("2024-11-22") == in_order


@given(series_of(percents, suppressed=True), percents)
@quick
def test_a_suppressed_row_is_as_good_as_no_row(series: list[Series], level: float):
    target = promise("one", {"at_most": level})
    known = [{year: value for year, value in one.items() if value is not None} for one in series]
    assert judged(series, target).equals(judged(known, target))


@given(series_of(percents), percents)
@quick
def test_each_row_is_judged_as_if_it_stood_alone(series: list[Series], level: float):
    target = promise("one", {"at_most": level})
    place = ("row", "area")
    together = judged(series, target).drop(place)
    alone = pl.concat([judged([one], target) for one in series]).drop(place)
    assert together.equals(alone)


@given(series_of(percents), percents)
@quick
def test_every_verdict_is_consistent_with_its_chance(series: list[Series], level: float):
    frame = judged(series, promise("one", {"at_most": level}))
    for row in frame.to_dicts():
        chance, met = row["probability"], row["latest_value"] <= level
        assert 0 <= chance <= 1
        if met:
            assert row["verdict"] == ("at_risk" if chance < 0.5 else "achieved")
        else:
            assert row["verdict"] == (
                "on_track" if chance >= 0.5 else "at_risk" if chance >= 0.2 else "off_track"
            )
        assert row["projection_lower95"] <= row["projection_lower80"] <= row["projection_centre"]
        assert row["projection_centre"] <= row["projection_upper80"] <= row["projection_upper95"]
