"""The engine against METHODS written down a second time (oracle.py), on many made-up projects."""

from __future__ import annotations

import json
import math
import random
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import strategy
from tests.evaluation import oracle
from tests.evaluation.oracle import Case, Figure, Measure, Target

if TYPE_CHECKING:
    from tests.conftest import Folder, Row

CASES = 60  # in a project
SEEDS = 9  # projects
LEVELS = {"down": ("at_most", "below"), "up": ("at_least", "above")}


class Maker:
    """Makes up one case after another; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311  no secret
        dice = self.dice
        self.as_of = date(2024, dice.randint(1, 12), dice.choice((1, 15, 28, 29)))

        self.cut_offs = dice.choice(((0.5, 0.2), (0.5, 0.2), (0.6, 0.3), (0.4, 0.1)))
        self.settings = {"cut_offs": dict(zip(("on_track", "at_risk"), self.cut_offs, strict=True))}

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def measure(self) -> Measure:
        """Make up how something is counted."""
        dice = self.dice
        units = (
            "percent",
            "percent",
            "proportion",
            "rate per 1,000",
            "rate per 100,000",
            "ratio",
            "count",
            "score",
            "points",
            "years",
            "days",
        )
        every = dice.choice(("year", "year", "year", "quarter", "month", "2 years"))
        pooled = 1
        if self.chance(0.2) and every != "2 years":
            pooled = {"year": 3, "quarter": 4, "month": 12}[every]
        measure = Measure(
            unit=dice.choice(units),
            improves=dice.choice(("down", "up", "neither")),
            every=every,
            year=dice.choice(("financial", "calendar", "academic", *(("16 November",) * (every == "year")))),
            pooled=pooled,
            survey=every == "2 years" and self.chance(0.5),
        )
        if self.chance(0.15):
            measure.scale = dice.choice(("log", "identity"))
        if self.chance(0.3):
            measure.published_after = dice.choice((2, 6, 9, 18))
        if self.chance(0.3):
            measure.stale_after = dice.choice((12, 36, 60, 120))
        if self.chance(0.2):
            measure.decimals = dice.choice((0, 1, 2))
        return measure

    def case(self) -> Case:
        dice, measure = self.dice, self.measure()
        now = measure.last_whole(self.as_of)
        gap = measure.unit == "points" and measure.scale is None and self.chance(0.6)
        if gap:
            measure.gap_of = dice.choice(("score", "percent", "proportion"))
        places = {"proportion": 3, "count": 0}.get(measure.unit, dice.choice((0, 1, 1, 2)))
        source = Measure(unit=measure.gap_of) if gap else measure
        last = now - dice.choice((0, 0, 0, 0, 0, 0, 1, 1, 2, 5)) + dice.choice((0, 0, 0, 2))
        n = dice.choice(
            (0, 1, 2, 3, 3, 4, 5, 5, 6, 8, 11)
            if measure.every not in ("month", "quarter")
            else (2, 5, 9, 14, 26, 40)
        )
        level, drift, noise = self._habits(source)
        series = self._series(source, measure, range(last - n + 1, last + 1), (level, drift, noise), places)
        other: dict[int, Figure] = {}
        case = Case(measure, Target("at_most"), self.as_of, series, other)
        if gap:
            case.other = self._series(
                source, measure, range(last - n + 1, last + 1), (level * 0.8, drift, noise), places
            )
        self._attributes(measure, last, n, series)
        self._deadline(case, now)
        self._target(case, level, noise, places, gap=gap, last=last, n=n, drift=drift)
        return case

    def _habits(self, measure: Measure) -> tuple[float, float, float]:
        """A level, a drift and a noise that suit the unit."""
        top = measure.top or {"count": 60.0, "ratio": 2.0}.get(measure.unit, 50.0)
        level = top * self.dice.choice((0.01, 0.1, 0.3, 0.5, 0.5, 0.9, 0.99))
        if measure.own_scale == "identity" and not measure.top and self.chance(0.4):
            level -= 0.5 * top
        if measure.unit == "ratio" or measure.unit.startswith("rate"):
            level *= self.dice.choice((1, 1, 1, -1))
        noise = top * self.dice.choice((0.0, 0.004, 0.02, 0.05))
        return level, top * self.dice.choice((0, 0, 0.005, -0.005, 0.02, -0.02)), noise

    def _series(  # noqa: C901  one branch a habit of publishers
        self,
        source: Measure,
        measure: Measure,
        indexes: range,
        habits: tuple[float, float, float],
        places: int,
    ) -> dict[int, Figure]:
        dice, (level, drift, noise) = self.dice, habits
        top = source.top
        above_zero = source.own_scale == "identity" or level >= 0
        counted = self.chance(0.4) and (top or source.unit.startswith("rate")) and above_zero
        interval = self.chance(0.4) and not counted
        gappy, hidden = (
            dice.choice((0, 0, 0, 0.15)),
            dice.choice((0, 0, 0, 0.15, 1 if self.chance(0.1) else 0)),
        )
        wave = [dice.gauss(0, noise) for _ in range(12)] if self.chance(0.5) else [0.0] * 12
        population = dice.choice((12, 40, 400, 5000))
        publishes, size = self.chance(0.15), dice.choice((0.5, 2.0)) * max(noise, 0.02)
        drops_zeros = self.chance(0.4)
        series = {}
        for i, t in enumerate(indexes):
            if self.chance(gappy):
                continue
            if self.chance(hidden):
                series[t] = Figure(None)
                continue
            value = level + drift * (i - len(indexes)) + dice.gauss(0, noise) + wave[t * measure.step % 12]
            if top:
                value = min(max(value, 0.0), top)
            elif source.own_scale != "identity" and above_zero:
                value = max(value, 0.0)
            figure = Figure(f"{value:.{places + self.chance(0.1)}f}")
            if counted:
                base = top or source.base
                total = population if top else population * 100
                figure.denominator = total
                figure.numerator = max(0, round(value / base * total))
                figure.value = f"{figure.numerator / total * base:.{places}f}"
            elif interval:
                low, high = float(figure.value) - size, float(figure.value) + size * dice.choice((1, 1.2))
                if top:
                    low, high = max(low, 0.0), min(high, top)
                elif source.own_scale != "identity" and above_zero:
                    low = max(low, 0.0)
                figure.lower, figure.upper = f"{low:.{places + 1}f}", f"{high:.{places + 1}f}"
            if drops_zeros:
                figure.value = str(yaml_number(figure.value)).removesuffix(".0")
            if publishes:
                figure.published = oracle.later(measure.last(t), 5)
            series[t] = figure
        if self.chance(0.1) and series:
            extreme = top if top and self.chance(0.5) else 0.0
            index = dice.choice(sorted(series))
            series[index] = Figure(f"{extreme:.{places}f}", published=series[index].published)
        return series

    def _attributes(self, measure: Measure, last: int, n: int, series: dict[int, Figure]) -> None:
        dice = self.dice
        if self.chance(0.1) and n > 3:
            measure.breaks = [last - dice.randint(-1, n - 2)]
        if self.chance(0.1) and n > 3:
            measure.exceptional = [last - dice.randint(0, n - 2)]
        if self.chance(0.06):
            measure.discontinued = max(series, default=last) + dice.choice((0, 2))

    def _deadline(self, case: Case, now: int) -> None:
        ahead = self.dice.choice((-2, -1, 0, 0, 1, 2, 3, 4, 5, 5, 8, 12, 20))
        case.deadline = case.measure.last(now + ahead)
        if self.chance(0.2):
            case.deadline = oracle.later(case.deadline, 1)

    def _target(  # noqa: C901, PLR0912  one branch a kind of target
        self,
        case: Case,
        level: float,
        noise: float,
        places: int,
        *,
        gap: bool,
        last: int,
        n: int,
        drift: float,
    ) -> None:
        dice, measure = self.dice, case.measure
        top = measure.top

        def number(low: float = -2.0, high: float = 2.0) -> str:
            value = (0.2 * level if gap else level) + dice.uniform(low, high) * max(
                noise, abs(drift) * 3, 0.01 * (top or 10)
            )
            if top:
                value = min(max(value, 0.0), top)
            elif measure.own_scale == "log" and not case.measure.gap_of:
                value = max(value, 0.0)
            return f"{value:.{places}f}"

        kinds = [
            "number",
            "number",
            "number",
            "between",
            "close_to",
            "state",
            "reduced",
            "changed",
            "area",
            "margin",
        ]
        if gap:
            kinds = ["number", "within", "between", "close_to", "state", "reduced"]
        elif measure.own_scale == "identity" and not top:
            kinds.append("within")
        kind = dice.choice(kinds)
        levels = LEVELS.get(measure.improves, LEVELS["down"] + LEVELS["up"])
        step = f"{max(noise, 10**-places):.{places}f}"
        if self.chance(0.6) or kind in ("state", "reduced", "changed"):
            case.baseline_period = last - dice.randint(0, n + 1)
            if self.chance(0.7):
                case.baseline_value = str(yaml_number(number()))  # as YAML writes it
        relation, tolerance = dice.choice(levels), step if self.chance(0.2) else None
        if kind == "number":
            case.target = Target(
                relation, number=self._possible(relation, number(), measure, places), tolerance=tolerance
            )
            if tolerance is None and self.chance(0.15):
                case.target.standard = True
        elif kind == "between":
            low, high = sorted((number(), number(1, 4)), key=float)
            case.target = Target("between", number=low, upper=high, tolerance=tolerance)
        elif kind == "close_to":
            case.target = Target("close_to", number=number(), tolerance=step if self.chance(0.9) else None)
        elif kind == "within":
            case.target = Target("within", number=str(abs(float(number()))), tolerance=tolerance)
        elif kind == "changed":
            change = dice.choice(("-20%", "-1.5", "+5%", "-5%"))
            case.target = Target(relation, baseline=True, change=change, tolerance=tolerance)
        elif kind in ("state", "reduced"):
            relation = (
                dice.choice(("maintain", "similar_to", "no_worse_than")) if kind == "state" else relation
            )
            if kind == "reduced" and self.chance(0.6):
                relation = {"at_most": "below", "at_least": "above"}.get(relation, relation)
            past = self.chance(0.4)
            case.target = Target(
                relation,
                baseline=not past,
                period=last - dice.randint(1, n + 1) if past else None,
                tolerance=tolerance,
            )
        else:
            shift = dice.choice((-1, 0, 0, 1)) * noise
            if self.chance(0.95):
                case.other = self._series(
                    measure,
                    measure,
                    range(last - n - 1, last + dice.choice((1, 1, 1, 0))),
                    (level + shift, drift, noise),
                    places,
                )
            margin = dice.choice(("+", "-")) + step
            case.target = (
                Target(dice.choice(("similar_to", "no_worse_than")), area=True)
                if kind == "area"
                else Target(relation, area=True, margin=margin, tolerance=tolerance)
            )

    def _possible(self, relation: str, number: str, measure: Measure, places: int) -> str:
        """Keep off targets that no value can meet, which are errors."""
        never = {"below": 0.0, "above": measure.top}
        return f"{0.5 * (measure.top or 1):.{places}f}" if never.get(relation) == float(number) else number


def yaml_number(text: str) -> float | int:
    return float(text) if "." in text else int(text)


def label(measure: Measure, index: int) -> str:
    return f"{measure.first(index).isoformat()}/P{measure.span}M"


def measure_yaml(measure: Measure) -> dict[str, Any]:
    made: dict[str, Any] = {
        "title": "M",
        "unit": measure.unit,
        "improves": measure.improves,
        "every": measure.every,
        "year": {"from": measure.year} if measure.year == "16 November" else measure.year,
    }
    if measure.pooled > 1:
        made["pooled"] = measure.pooled
    for name in ("scale", "decimals"):
        if getattr(measure, name) is not None:
            made[name] = getattr(measure, name)
    for name in ("published_after", "stale_after"):
        if getattr(measure, name) is not None:
            made[name] = f"{getattr(measure, name)} months"
    if measure.breaks:
        made["breaks"] = [{"from": label(measure, b), "why": "made up"} for b in measure.breaks]
    if measure.exceptional:
        made["exceptional"] = [{"period": label(measure, x), "why": "made up"} for x in measure.exceptional]
    if measure.discontinued is not None:
        made["discontinued"] = {"after": label(measure, measure.discontinued), "why": "made up"}
    return made


def standard_id(target: Target) -> str:
    return f"{target.relation}-{target.number}".replace(".", "-").replace("_", "-").replace("--", "-minus-")


def standard_yaml(case: Case) -> dict[str, Any]:
    """Two steps, the second a long way off."""
    target = case.target
    steps = [
        {"from": "1990-01-01", target.relation: yaml_number(target.number)},
        {"from": "2199-01-01", target.relation: 0.5},
    ]
    return {"title": "A standard", "steps": steps}


def target_yaml(case: Case) -> dict[str, Any]:
    target = case.target
    if target.standard:
        return {"standard": standard_id(target), "by": case.deadline.isoformat()}
    reference: Any
    if target.area:
        reference = {"area": "B"}
        if target.margin:
            reference["minus" if target.margin[0] == "-" else "plus"] = yaml_number(target.margin[1:])
    elif target.period is not None:
        reference = {"period": label(case.measure, target.period)}
    elif target.change:
        reference = {"baseline": target.change if target.change.endswith("%") else float(target.change)}
    elif target.baseline:
        reference = "baseline"
    elif target.relation == "between":
        reference = [yaml_number(target.number), yaml_number(target.upper)]
    else:
        reference = yaml_number(target.number)
    made = {target.relation: reference, "by": case.deadline.isoformat()}
    if target.tolerance is not None:
        made["tolerance"] = yaml_number(target.tolerance)
    return made


def figure_row(name: str, area: str, group: str, period: str, figure: Figure) -> Row:
    return {
        "measure": name,
        "area": area,
        "group": group,
        "period": period,
        "value": "*" if figure.value is None else figure.value,
        "lower": figure.lower or "",
        "upper": figure.upper or "",
        "numerator": "" if figure.numerator is None else figure.numerator,
        "denominator": "" if figure.denominator is None else figure.denominator,
        "published": figure.published or "",
    }


def build(folder: Folder, cases: list[Case], settings: dict[str, Any] | None = None) -> None:
    """Write a project: a measure and an indicator a case."""
    measures: dict[str, Any] = {}
    rows: list[Row] = []
    promises = []
    for number, case in enumerate(cases):
        name = f"m{number:03}"
        measure = case.measure
        measures[name] = measure_yaml(measure)
        if measure.gap_of:
            source = f"s{number:03}"
            again = measure_yaml(measure)  # a mapping of its own: YAML allows no aliases
            kept = {key: again[key] for key in ("every", "year", "pooled") if key in measures[name]}
            measures[source] = {"title": "S", "unit": measure.gap_of, "improves": "up"} | kept
            measures[name]["gap"] = {"of": source, "between": ["first", "second"]}
            parts = [(source, "A", "first", case.series), (source, "A", "second", case.other)]
        else:
            parts = [(name, "A", "", case.series), (name, "B", "", case.other)]
        for key, area, group, series in parts:
            rows += [figure_row(key, area, group, label(measure, t), f) for t, f in series.items()]
        promise: dict[str, Any] = {"id": f"i{number:03}", "title": "I", "measure": name, "areas": ["A"]}
        baseline: dict[str, Any] = {}
        if case.baseline_value is not None:
            baseline["value"] = yaml_number(case.baseline_value)
        if case.baseline_period is not None:
            baseline["period"] = label(measure, case.baseline_period)
        if baseline:
            promise["baseline"] = baseline
        promises.append(promise | {"target": target_yaml(case)})
    folder.write("strategies/made-up.yaml", strategy(*promises))
    standards = {standard_id(case.target): standard_yaml(case) for case in cases if case.target.standard}
    shared: dict[str, Any] = {"logframe": 1, "measures": measures, "standards": standards}
    folder.write("strategies/measures.yaml", shared | ({"settings": settings} if settings else {}))
    folder.extract(rows)


PROJECTION = ("centre", "lower80", "upper80", "lower95", "upper95")
FLAGS = {
    "extrapolation",
    "overlapping_periods",
    "break_in_series",
    "small_numbers",
    "wrong_direction",
    "suppressed_latest",
    "awaiting_outturn",
    "confirmed",
    "within_sampling_error",
    "ageing",
    "baseline_revised",
}


def same(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is None and theirs is None
    return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)


def differences(row: Row, case: Case, answer: oracle.Answer) -> dict[str, tuple[Any, Any]]:
    """What the engine says and the oracle says, where they differ."""
    found: dict[str, tuple[Any, Any]] = {}
    for name in ("verdict", "reason", "n"):
        if row[name] != getattr(answer, name):
            found[name] = (row[name], getattr(answer, name))
    figures = {
        "probability": answer.probability,
        "pace": answer.pace,
        "change_per_year": answer.change,
        "needed_per_year": answer.needed,
    }
    if not case.target.area:
        shown = answer.projection if answer.probability is not None else None
        figures |= {f"projection_{name}": shown[i] if shown else None for i, name in enumerate(PROJECTION)}
    found |= {name: (row[name], ours) for name, ours in figures.items() if not same(row[name], ours)}
    flags = set(row["flags"] or ()) & FLAGS
    if answer.probability is not None and flags != answer.flags & FLAGS:
        found["flags"] = (sorted(flags), sorted(answer.flags & FLAGS))
    return found


def is_left_out(case: Case, as_of: date) -> bool:
    """Tell what the method leaves open."""
    judgement = oracle.Judgement(case, as_of)
    target = case.target
    # rule 1 and rule 4 at once: a reference to look up, and no figure of the area's own to hold against it
    return bool((target.area or target.period is not None) and not judgement.own)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_engine_agrees_with_methods_written_down_a_second_time(folder: Folder, seed: int):
    maker = Maker(seed)
    cases = [maker.case() for _ in range(CASES)]
    build(folder, cases, maker.settings)
    rows = {row["indicator"]: row for row in folder.rows(maker.as_of.isoformat())}
    compared = 0
    for number, case in enumerate(cases):
        answer = oracle.Judgement(case, maker.as_of, maker.cut_offs).judge()
        if is_left_out(case, maker.as_of):
            continue
        found = differences(rows[f"i{number:03}"], case, answer)
        assert found == {}, f"as of {maker.as_of}: {case}"
        compared += 1
    assert compared > CASES * 0.8


@pytest.mark.parametrize("df", [2, 3, 4, 7, 24])
def test_the_oracles_own_students_t_agrees_with_the_published_one(df: int):
    vectors = json.loads((Path(__file__).parents[1] / "vectors" / "t_dist.json").read_text())
    for row in vectors["cdf"]:
        if row["df"] == df:
            assert oracle.student(row["t"], df) == pytest.approx(row["cdf"], abs=1e-12)
            assert oracle.student(oracle.student_quantile(0.9, df), df) == pytest.approx(0.9, abs=1e-12)
