"""With the workings, a reader of the JSON alone comes to every verdict by hand."""

from __future__ import annotations

import json
import math
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Folder, strategy
from tests.evaluation import oracle
from tests.evaluation.test_oracle import CASES, Maker, build

import logframe
from logframe.report.as_json import to_json

ROOT = Path(__file__).parents[2]
ACME = ROOT / "tests" / "examples" / "acme"
LEVELS = ("at_most", "below", "at_least", "above", "between", "within", "close_to")
LACKING = (
    "undetermined",
    "no_tolerance",
    "no_comparator",
    "comparator_period_mismatch",
    "no_baseline",
    "standard_not_numeric",
)
BANDS = ("centre", "lower80", "upper80", "lower95", "upper95")
Object = dict[str, Any]


def written(root: Path, as_of: str, strategies: str = "strategies") -> Object:
    """Judge a project and read its JSON with the workings."""
    evaluation = logframe.evaluate(logframe.load(root / strategies, root / "data"), date.fromisoformat(as_of))
    text = to_json(evaluation.assessments, as_of=evaluation.as_of, workings=evaluation.workings())
    found: Object = json.loads(text)
    return found


# -- The reader: nothing but an assessment's JSON, the day and the two cut-offs ------------------------------


def used(one: Object) -> list[Object]:
    return [figure for figure in one["workings"]["figures"] if figure["use"] == "used"]


def month(day: str) -> int:
    edge = oracle.later(date.fromisoformat(day), 0) + oracle.timedelta(days=1)
    return edge.year * 12 + edge.month


class Series:
    """The judged series, put on its scale from the printed figures."""

    def __init__(self, one: Object) -> None:
        steps, figures = one["workings"]["steps"], used(one)
        # a zero at the last figure's end may be lost
        longest = max(figure["decimals"] for figure in figures)
        half = 0.5 * 10.0 ** -max(figures[-1]["decimals"], min(one["decimals"], longest))
        self.of, top = steps["of"], steps["unit_top"]
        kind = "identity" if self.of == "difference" else steps["scale"]
        self.scale = oracle.Scale(kind, top, top or 1.0, half)
        self.figures, self.latest = figures, figures[-1]
        period = 12 / steps["per_year"]
        self.t = [round((month(f["end"]) - month(figures[0]["end"])) / period) for f in figures]
        self.z = [self.on_z(figure) for figure in figures]

    def on_z(self, figure: Object) -> float:
        if self.of == "difference":
            return figure["value"] - figure["comparator"]
        z = self.scale.g(self.scale.inside(figure["value"], figure["numerator"], figure["denominator"]))
        if self.of == "value":
            return z
        other = (figure[f"comparator{name}"] for name in ("", "_numerator", "_denominator"))
        return z - self.scale.g(self.scale.inside(*other))

    def error(self) -> float | None:
        if self.latest["lower"] is None or self.latest["upper"] is None:
            return None
        lower, upper = (self.scale.g(self.scale.inside(self.latest[end])) for end in ("lower", "upper"))
        return (upper - lower) / 3.92

    def floor(self) -> float:
        latest = self.latest
        point = oracle.Point(0, Fraction(latest["value"]), 0)
        point.numerator, point.denominator = latest["numerator"], latest["denominator"]
        return self.scale.floor(point)

    def bounds(self, one: Object) -> tuple[float | None, float | None]:
        limits = one["workings"]["limits"]
        ends = limits["lower"], limits["upper"]
        if self.of == "ratio":
            leeway = 1.96 * (self.error() or 0.0)
            return tuple(
                None if end is None else sign * leeway for sign, end in zip((-1, 1), ends, strict=True)
            )
        if self.of == "difference":
            return tuple(None if end is None else end - self.latest["comparator"] for end in ends)
        return tuple(None if end is None else self.scale.g(self.scale.inside(end)) for end in ends)

    def projected(self, one: Object, h: int) -> oracle.Projection:
        steps = one["workings"]["steps"]
        return oracle.steady_drift(
            self.t, self.z, p=steps["per_year"], h=h, c=steps["c"], floor=self.floor(), error=self.error()
        )


def chance(one: Object) -> float | None:
    if one["workings"]["steps"] is None:
        return None
    series = Series(one)
    low, high = series.bounds(one)
    drift = series.projected(one, round(one["workings"]["steps"]["h"]))
    above = 1.0 if high is None else drift.at_most(high)
    below = 0.0 if low is None else drift.at_most(low)
    return min(1.0, max(0.0, above - below))


def meets(one: Object) -> bool:
    """Tell whether the latest figure meets the target; what is more than a comparison is taken as it is told."""
    limits = one["workings"]["limits"]
    if one["target"]["relation"] not in LEVELS or one["target"]["value"] is None:
        return limits["met"]
    low, high, value = limits["lower"], limits["upper"], one["latest"]["value"]
    if limits["strict"]:
        kept = (low is None or value > low) and (high is None or value < high)
        return kept and limits["met"]  # a reduction has to be borne out besides
    return (low is None or value >= low) and (high is None or value <= high)


def milestone(one: Object, passed: bool) -> tuple[str, str]:
    facts = one["workings"]["limits"]
    if facts["members_late"]:
        return "missed", "late"
    if passed and facts["members_not_done"]:
        return "missed", "not_done"
    if facts["members_done"] == facts["members"]:
        return "achieved", "done"
    return ("no_data", "not_reported") if passed else ("not_yet_measurable", "pending")


def verdict(one: Object, as_of: str, cut_offs: tuple[float, float]) -> tuple[str, str]:  # noqa: C901, PLR0911, PLR0912  the rules, in their order
    target, limits = one["target"], one["workings"]["limits"]
    if target is None:
        return "not_yet_measurable", "no_target"
    if limits is None:
        assert one["reason"] in LACKING
        return "not_yet_measurable", one["reason"]
    passed = as_of > target["deadline"]
    if limits["of"] == "milestone":
        return milestone(one, passed)
    figures = used(one)
    held = [f["period"] for f in one["workings"]["figures"] if f["use"] == "suppressed"]
    if figures and figures[-1]["period"] == target["period"]:
        return "achieved" if meets(one) else "missed", "outturn"
    if target["period"] in held:
        return "no_data", "outturn_suppressed"
    if not figures:
        due = one["next_due"] is not None and one["next_due"] > as_of
        if held:
            return "no_data", "all_suppressed"
        return ("not_yet_measurable", "first_point_not_due") if due else ("no_data", "none")
    if limits["ended"] and limits["ended"] < target["deadline"] and one["reason"] == "discontinued":
        return "no_data", "discontinued"
    if as_of > limits["stale_on"]:
        return "no_data", "stale"
    p = chance(one)
    if not passed and meets(one):
        if p is not None and p < 0.5:
            return "at_risk", "met_but_slipping"
        is_state = target["relation"] in ("maintain", "similar_to", "no_worse_than")
        return ("on_track", "held_so_far") if is_state else ("achieved", "met")
    if len(figures) < 3:
        return "not_yet_measurable", ("one_point", "two_points")[len(figures) - 1]
    good, fair = cut_offs
    if p >= good:
        return "on_track", "chance_good"
    return ("at_risk", "chance_fair") if p >= fair else ("off_track", "chance_low")


def check(found: Object, cut_offs: tuple[float, float] = (0.5, 0.2)) -> int:
    """Come to every verdict by hand; give how many rested on a projection."""
    projections = 0
    for one in found["assessments"]:
        name = (one["strategy"], one["indicator"], one["area"])
        assert verdict(one, found["as_of"], cut_offs) == (one["verdict"], one["reason"]), name
        steps = one["workings"]["steps"]
        if steps is None:
            assert one["probability"] is None, name
            continue
        projections += 1
        assert chance(one) == pytest.approx(one["probability"], abs=1e-9), name
        drift = Series(one).projected(one, round(steps["h"]))
        assert (drift.centre, drift.sd) == pytest.approx((steps["centre"], steps["sd"]), rel=1e-9, abs=1e-9)
        assert drift.df == steps["df"]
        assert steps["sd"] ** 2 == pytest.approx(steps["s2"] * steps["V"])
        centre = steps["level"] + steps["w"] * steps["m"] * steps["h"] + steps["season"]
        assert steps["centre"] == pytest.approx(centre, abs=1e-9)
    return projections


# -- Every indicator that there is ---------------------------------------------------------------------------


@pytest.mark.parametrize("as_of", ["2019-06-30", "2023-01-31", "2024-11-22", "2026-05-31", "2031-01-01"])
def test_every_verdict_of_the_example_can_be_recomputed_from_its_json(as_of: str):
    found = written(ACME, as_of)
    assert check(found) > 0 or as_of < "2020" or as_of > "2026"


def test_every_verdict_of_the_published_strategies_can_be_recomputed_from_its_json():
    assert check(written(ROOT, "2026-05-31")) > 10


@pytest.mark.parametrize("seed", [3, 5])
def test_made_up_indicators_of_every_kind_can_be_recomputed_from_their_json(folder: Folder, seed: int):
    maker = Maker(seed)
    build(folder, [maker.case() for _ in range(CASES)], maker.settings)
    assert check(written(folder.root, maker.as_of.isoformat()), maker.cut_offs) > 10


# -- The fan -------------------------------------------------------------------------------------------------


def test_the_fan_is_the_projection_at_every_period_up_to_the_deadline():
    seen = 0
    for one in written(ACME, "2024-11-22")["assessments"]:
        fan, steps = one["workings"]["fan"], one["workings"]["steps"]
        if not fan:
            continue
        series = Series(one)
        assert len(fan) == round(steps["h"])
        for h, line in enumerate(fan, 1):
            drift = series.projected(one, h)
            bands = (drift.centre, *drift.bounds(0.8), *drift.bounds(0.95))
            expected = [series.scale.back(z) for z in bands]
            assert [line[name] for name in BANDS] == pytest.approx(expected, rel=1e-9)
            seen += 1
        assert fan[-1]["period"] == one["target"]["period"]
        assert fan[-1]["of"] == ("difference" if steps["of"] == "difference" else "value")
        if steps["of"] == "value":
            assert {name: fan[-1][name] for name in BANDS} == {
                name: one["projection"][name] for name in BANDS
            }
    assert seen > 20


def test_the_fan_of_a_seasonal_series_has_its_season(folder: Folder):
    wave = [0, 1, 2, 3, 2, 1, 0, -1, -2, -3, -2, -1]
    figures = [
        {
            "measure": "measure",
            "area": "A",
            "period": f"{2022 + m // 12}-{m % 12 + 1:02}",
            "value": round(40 + wave[m % 12] + 0.1 * math.sin(m * m), 2),
        }
        for m in range(30)
    ]
    measure = {"title": "M", "unit": "percent", "improves": "down", "every": "month"}
    promise = {"id": "i", "title": "I", "measure": "measure", "areas": ["A"]}
    promise["target"] = {"at_most": 36, "by": "2025-06-30"}
    folder.write(
        "strategies/s.yaml",
        {
            "logframe": 1,
            "strategy": "s",
            "title": "S",
            "organisation": {"id": "s", "name": "S"},
            "outcomes": [{"id": "o", "title": "O", "indicators": [promise]}],
            "measures": {"measure": measure},
        },
    )
    folder.extract(figures)
    (one,) = written(folder.root, "2024-08-15")["assessments"]
    series = Series(one)
    centres = [line["centre"] for line in one["workings"]["fan"]]
    assert [line["period"] for line in one["workings"]["fan"]][:2] == ["2024-07", "2024-08"]
    expected = [series.scale.back(series.projected(one, h).centre) for h in range(1, 13)]
    assert centres == pytest.approx(expected, rel=1e-9)
    assert max(centres) - min(centres) > 5


# -- Figures: which, where from, and why not -----------------------------------------------------------------


def test_every_figure_says_whether_it_is_used_and_where_it_was_read(folder: Folder):
    values = {2016: 13, 2017: 12, 2018: 11, 2019: 19, 2020: "*", 2021: 10, 2022: 9.5, 2023: 9}
    rows = [
        {
            "measure": "measure",
            "area": "A",
            "period": f"{year}",
            "value": value,
            "published": f"{year + 1}-05-01",
        }
        for year, value in values.items()
    ]
    rows[-2]["note"] = "a note"
    measure = {
        "title": "M",
        "unit": "percent",
        "improves": "down",
        "breaks": [{"from": "2018", "why": "made up"}],
        "exceptional": [{"period": "2019", "why": "made up"}],
    }
    promise = {"id": "i", "title": "I", "measure": "measure", "areas": ["A"]}
    promise |= {"target": {"at_most": 6, "by": "2022"}, "trajectory": {"2021": 9, "2022": 6, "2018": 12}}
    folder.write(
        "strategies/s.yaml",
        {
            "logframe": 1,
            "strategy": "s",
            "title": "S",
            "organisation": {"id": "s", "name": "S"},
            "outcomes": [{"id": "o", "title": "O", "indicators": [promise]}],
            "measures": {"measure": measure},
        },
    )
    folder.extract(rows)
    (one,) = written(folder.root, "2024-11-22")["assessments"]
    workings = one["workings"]
    assert [(f["period"], f["use"], f["record"]) for f in workings["figures"]] == [
        ("2016", "before_break", 1),
        ("2017", "before_break", 2),
        ("2018", "used", 3),
        ("2019", "exceptional", 4),
        ("2020", "suppressed", 5),
        ("2021", "used", 6),
        ("2022", "used", 7),
        ("2023", "after_deadline", 8),
    ]
    assert {Path(f["file"]).name for f in workings["figures"]} == {"figures.csv"}
    assert [f["note"] for f in workings["figures"]][-2:] == ["a note", None]
    assert workings["figures"][0]["published"] == "2017-05-01"
    assert [(line["period"], line["value"]) for line in workings["plan"]] == [
        ("2018", 12.0),
        ("2021", 9.0),
        ("2022", 6.0),
    ]
    assert (workings["fan"], workings["steps"], workings["own_steps"]) == ([], None, None)


MEASURE = {"title": "M", "unit": "percent", "improves": "down"}
PROMISE = {"id": "i", "title": "I", "measure": "m", "areas": ["A"], "target": {"at_most": 5, "by": "2028"}}
COMPARED = {"settings": {"compare_with": "E"}}


def test_figures_say_what_their_rows_give_as_their_source_else_their_file(folder: Folder):
    folder.write("strategies/s.yaml", strategy(PROMISE, measures={"m": MEASURE}, **COMPARED))
    rows = [
        {"measure": "m", "area": "A", "period": 2021, "value": 7, "source": "A survey"},
        {"measure": "m", "area": "A", "period": 2022, "value": 6.5},
    ]
    folder.extract(rows, "own.csv")
    (one,) = written(folder.root, "2023-05-31")["assessments"]
    own = (folder.root / "data" / "own.csv").as_posix()
    assert [figure["source"] for figure in one["workings"]["figures"]] == ["A survey", own]
    assert one["workings"]["comparator"] is None


def test_the_comparators_figure_says_where_it_was_read(folder: Folder):
    folder.write("strategies/s.yaml", strategy(PROMISE, measures={"m": MEASURE}, **COMPARED))
    folder.extract([{"measure": "m", "area": "A", "period": 2022, "value": 6.5}], "own.csv")
    national = [
        {"measure": "m", "area": "E", "period": period, "value": 6, "published": f"{period + 1}-02-01"}
        for period in (2021, 2022, 2023)
    ]
    national[1]["source"] = "A national survey"
    file = folder.extract(national, "national.csv")
    (one,) = written(folder.root, "2024-05-31")["assessments"]
    assert one["comparator"]["period"] == "2022"
    assert one["workings"]["comparator"] == {
        "file": file.as_posix(),
        "record": 2,
        "source": "A national survey",
        "published": "2023-02-01",
    }


def test_a_comparator_that_was_computed_was_read_nowhere(folder: Folder):
    gap = MEASURE | {"unit": "points", "gap": {"of": "score", "between": ["with", "without"]}}
    score = {"title": "Score", "unit": "score", "improves": "up"}
    folder.write("strategies/s.yaml", strategy(PROMISE, measures={"m": gap, "score": score}, **COMPARED))
    folder.extract(
        {"measure": "score", "area": area, "group": group, "period": 2022, "value": value}
        for area in ("A", "E")
        for group, value in (("with", 9), ("without", 2))
    )
    (one,) = written(folder.root, "2023-05-31")["assessments"]
    assert one["comparator"]["value"] == 7
    assert set(one["workings"]["comparator"].values()) == {None}
    assert [figure["source"] for figure in one["workings"]["figures"]] == [None]


def test_figures_without_the_other_areas_are_no_part_of_a_comparison():
    (gap,) = (one for one in written(ACME, "2024-11-22")["assessments"] if one["indicator"] == "gap")
    assert {figure["record"] for figure in gap["workings"]["figures"]} == {None}
    assert gap["workings"]["own_steps"]["of"] == "value"
    assert gap["workings"]["own_steps"]["centre"] == pytest.approx(gap["projection"]["centre"])


def test_workings_of_some_rows_are_those_of_all_rows():
    evaluation = logframe.evaluate(logframe.load(ACME / "strategies", ACME / "data"), date(2024, 11, 22))
    whole, some = evaluation.workings(), evaluation.workings([3, 4])
    for name in ("figures", "comparator", "limits", "plan", "fan", "steps", "own_steps"):
        frame = getattr(whole, name)
        assert getattr(some, name).equals(frame.filter(frame["row"].is_in([3, 4]))), name


# -- The command ---------------------------------------------------------------------------------------------


ONE = ("check", "--as-of", "2024-11-22", "--area", "WEST", "--only", "achieved", "--format", "json")


def test_the_command_writes_the_workings_of_what_it_shows(acme: Folder):
    done = acme.run(*ONE, "--workings")
    (one,) = json.loads(done.stdout)["assessments"]
    assert (one["indicator"], one["area"]) == ("ready", "WEST")
    assert {figure["value"] for figure in used(one)} == {64.9, 66.0, 70.4}
    plain = acme.run(*ONE)
    assert {**one, "workings": None} == {**json.loads(plain.stdout)["assessments"][0], "workings": None}


@pytest.mark.parametrize("form", ["table", "csv"])
def test_only_json_has_room_for_workings(acme: Folder, form: str):
    done = acme.run("check", "--workings", "--format", form)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--workings goes with --format json" in done.stderr
