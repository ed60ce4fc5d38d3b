"""What is asked: a frame made from the strategies, a row an indicator and area, and the measures' attributes.

This is the one place where the models become frames; everything after it works on whole tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from logframe import periods
from logframe.evaluation import frames, told
from logframe.schema.base import Figure
from logframe.strategy.targets import LEVELS, ChangedBaseline, OtherArea, PastPeriod, Target

if TYPE_CHECKING:
    from logframe.strategy.catalogue import Catalogue, Promise
    from logframe.strategy.measures import Measure
    from logframe.strategy.plan import Baseline, Strategy

_STALE_MONTHS = {"month": 4, "quarter": 9, "year": 24, "2 years": 36}
_POOLED_STALE_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Questions:
    """All that the strategies ask, as frames.

    Attributes:
        rows: One row an indicator and area (`frames.QUESTIONS`); `areas: all` is one row without an area.
        measures: One row a measure that is asked for (`frames.MEASURES`).
        exceptional: The periods whose figures are shown but not used: measure, start, end.
        parts: The areas that are made from others: area, part.
        names: The areas' declared names: area, name.
        beside: Other areas of a strategy, whose baselines may have been taken for an area's own: row, area.
        calendars: How each measure counts time, by which its periods are named.
        outline: Every outcome and enabler, with or without indicators, in the files' order: `frames.OUTLINE`.
        plans: The planned paths of the rows that have one: `frames.PLANS`.
    """

    rows: pl.DataFrame
    measures: pl.DataFrame
    exceptional: pl.DataFrame
    parts: pl.DataFrame
    names: pl.DataFrame
    beside: pl.DataFrame
    calendars: dict[str, periods.Calendar]
    outline: pl.DataFrame
    plans: pl.DataFrame


def ask(catalogue: Catalogue, as_of: date) -> Questions:
    """Turn a valid catalogue into frames.

    Args:
        catalogue: Strategies and definitions without faults.
        as_of: What a milestone's members report later than this day is not known yet.
    """
    rows: list[dict[str, Any]] = []
    beside: list[dict[str, Any]] = []
    paths: dict[int, list[dict[str, Any]]] = {}
    judged = {name: _areas_of(written.thing) for name, written in catalogue.strategies.items()}
    for promise in catalogue.promises():
        others = judged[promise.strategy.strategy]
        measure = catalogue.measure(promise.indicator.measure) if promise.indicator.measure else None
        path = told.planned(promise.indicator, measure.calendar) if measure else []
        for area in _areas(promise, measure):
            row = _row(catalogue, promise, measure, area, as_of) | {"row": len(rows)}
            paths[len(rows)] = path
            rows.append(row)
            if row["baseline_value"] is not None and area is not None:
                beside += [{"row": row["row"], "area": other} for other in others if other != area]
    asked = {row["measure"] for row in rows if row["measure"]}
    asked |= {gap.of for name in asked if (gap := catalogue.measures[name].thing.gap)}
    measures = {name: catalogue.measure(name) for name in catalogue.measures if name in asked}
    return Questions(
        rows=pl.DataFrame(rows, schema=frames.QUESTIONS),
        measures=pl.DataFrame(
            [_measure(name, item) for name, item in measures.items()], schema=frames.MEASURES
        ),
        exceptional=pl.DataFrame(
            [
                _exceptional(name, item, odd.period)
                for name, item in measures.items()
                for odd in item.exceptional
            ],
            schema={"measure": pl.String, "start": pl.Date, "end": pl.Date},
        ),
        parts=pl.DataFrame(
            [
                {"area": code, "part": part}
                for code, area in catalogue.areas.items()
                for part in area.thing.combine or []
            ],
            schema={"area": pl.String, "part": pl.String},
        ),
        names=pl.DataFrame(
            [{"area": code, "name": area.thing.name} for code, area in catalogue.areas.items()],
            schema={"area": pl.String, "name": pl.String},
        ),
        beside=pl.DataFrame(beside, schema={"row": pl.UInt32, "area": pl.String}),
        calendars={name: item.calendar for name, item in measures.items()},
        outline=pl.DataFrame(_outline(catalogue), schema=frames.OUTLINE),
        plans=told.plans(paths),
    )


def _outline(catalogue: Catalogue) -> list[dict[str, Any]]:
    """List what the strategies consist of; one without outcomes is a row without one."""
    lines = []
    for written in catalogue.strategies.values():
        strategy = written.thing
        about = {
            "strategy": strategy.strategy,
            "strategy_title": strategy.title,
            "organisation": strategy.organisation.name,
            "status": strategy.status,
        }
        parts = [{"outcome": part.id, "outcome_title": part.title} for part in strategy.parts]
        lines += [about | part for part in parts or [{}]]
    return lines


def _areas(promise: Promise, measure: Measure | None) -> list[str | None]:
    """Give the areas to judge; none where the indicator has no measure and names none itself."""
    indicator = promise.indicator
    stated = indicator.areas
    if stated is None and measure and measure.own_area:
        stated = [measure.own_area]
    elif stated is None and measure:
        stated = promise.strategy.areas if isinstance(promise.strategy.areas, list | str) else None
    if isinstance(stated, list):
        return list(dict.fromkeys(stated))
    own = list(dict.fromkeys([*indicator.targets, *indicator.baselines]))
    return [*own, None] if stated == "all" or not own else [*own]


def _areas_of(strategy: Strategy) -> list[str]:
    lists = [strategy.areas] + [
        indicator.areas for outcome in strategy.parts for indicator in outcome.indicators
    ]
    return list(dict.fromkeys(area for item in lists if isinstance(item, list) for area in item))


def _row(
    catalogue: Catalogue, promise: Promise, measure: Measure | None, area: str | None, as_of: date
) -> dict[str, Any]:
    strategy, outcome, indicator = promise.strategy, promise.outcome, promise.indicator
    calendar = measure.calendar if measure else periods.Calendar()
    target = indicator.target_in(area)
    baseline = indicator.baseline_in(area)
    stated = indicator.areas if indicator.areas is not None else strategy.areas
    row: dict[str, Any] = {
        "strategy": strategy.strategy,
        "strategy_title": strategy.title,
        "outcome": outcome.id,
        "outcome_title": outcome.title,
        "indicator": indicator.id,
        "title": indicator.title,
        "owner": indicator.owner,
        "measure": indicator.measure,
        "measure_title": measure.title if measure else None,
        "area": area,
        "every_area": area is None and stated == "all" and measure is not None,
        "group": indicator.group,
        "quote": indicator.quote,
        "reading": indicator.reading,
        "proxy": indicator.proxy,
        **_baseline(baseline, calendar),
        **told.assessment(indicator, as_of),
    }
    if measure and strategy.period and strategy.period.from_:
        row["first_end"] = _first_period(strategy.period.from_, calendar).end
    if target:
        row |= _deadline(promise.by(target), calendar)
        row |= _target(catalogue, target, measure, row.get("deadline"))
        if target.milestone:
            row |= _milestone(promise, target, row["deadline"], as_of)
    return row | _break(measure, row.get("deadline"))


def _baseline(baseline: Baseline | None, calendar: periods.Calendar) -> dict[str, Any]:
    row: dict[str, Any] = {"baseline_value": None}
    if baseline and baseline.value is not None:
        row |= {"baseline_value": float(baseline.value), "baseline_decimals": baseline.value.decimals}
    if baseline and baseline.period:
        period = periods.read(baseline.period, calendar).period
        row |= {"baseline_end": period.end, "baseline_period": periods.label(period, calendar)}
    return row


def _break(measure: Measure | None, deadline: date | None) -> dict[str, Any]:
    last = measure.last_break(deadline) if measure else None
    return {"break_start": last.start, "break_end": last.end} if last else {}


@lru_cache(maxsize=4096)  # a strategy's promises share a few deadlines
def _deadline(by: str | None, calendar: periods.Calendar) -> dict[str, Any]:
    if by is None:
        return {}
    deadline = periods.deadline(by, calendar)
    last = periods.last_whole(deadline, calendar)
    return {"by": by, "deadline": deadline, "by_period": periods.label(last, calendar)}


@lru_cache(maxsize=4096)
def _first_period(label: str, calendar: periods.Calendar) -> periods.Period:
    start = periods.span(label).start
    period = periods.next_period(periods.last_whole(start - timedelta(days=1), calendar), calendar)
    while period.start < start:
        period = periods.next_period(period, calendar)
    return period


def _target(
    catalogue: Catalogue, target: Target, measure: Measure | None, deadline: date | None
) -> dict[str, Any]:
    row: dict[str, Any] = {"relation": target.relation, "tolerance": target.tolerance}
    match target.reference:
        case str(words) if target.milestone or target.undetermined:
            row["detail"] = words
        case str(name) if target.standard:
            row |= _standard(catalogue, name, deadline)
        case [Figure() as low, Figure() as high]:
            row |= {"number": low, "upper": high, "target_decimals": max(low.decimals, high.decimals)}
        case Figure() as number:
            row |= {"number": number, "target_decimals": number.decimals}
        case "baseline":
            row["reference"] = "baseline"
        case ChangedBaseline(baseline=str(share)):
            row |= {"reference": "baseline", "margin_percent": float(share.removesuffix("%"))}
        case ChangedBaseline(baseline=change):
            row |= {"reference": "baseline", "margin": float(change)}
        case OtherArea() as other:
            row |= {
                "reference": "area",
                "reference_area": other.area,
                "reference_name": catalogue.area_name(other.area) or other.area,
                "margin": None if other.plus is None and other.minus is None else other.margin,
            }
        case PastPeriod(period=label) if measure:
            period = periods.read(label, measure.calendar).period
            name = periods.label(period, measure.calendar)
            row |= {"reference": "period", "reference_end": period.end, "reference_name": name}
    return row


def _standard(catalogue: Catalogue, name: str, deadline: date | None) -> dict[str, Any]:
    """Resolve a standard to the step in force at the deadline."""
    standard = catalogue.standards[name].thing
    row: dict[str, Any] = {"reference": "standard", "reference_name": standard.title}
    in_force = [step for step in standard.steps if deadline and periods.span(step.from_).start <= deadline]
    for level in LEVELS:
        if in_force and (number := getattr(in_force[-1], level)) is not None:
            return row | {"relation": level, "number": float(number), "target_decimals": number.decimals}
    return row | {"detail": in_force[-1].text if in_force else "no step of the standard is in force by then"}


def _milestone(promise: Promise, target: Target, deadline: date, as_of: date) -> dict[str, Any]:
    """Count a milestone's members: how many there are, and what they had reported by ``as_of``."""
    members = target.members or [""]
    known = [item for item in promise.indicator.reported if item.done is False or item.done <= as_of]
    done = {item.member or members[0]: item.done for item in known if item.done is not False}
    return {
        "members": len(members),
        "members_done": sum(done[name] <= deadline for name in members if name in done),
        "members_late": sum(done[name] > deadline for name in members if name in done),
        "members_not_done": sum(
            (item.member or members[0]) not in done for item in known if item.done is False
        ),
    }


def _measure(name: str, measure: Measure) -> dict[str, Any]:
    calendar = measure.calendar
    gap = measure.gap
    first, second = (gap.between or gap.between_areas or (None, None)) if gap else (None, None)
    published = periods.Duration.parse(measure.published_after) if measure.published_after else None
    stale = periods.Duration.parse(measure.stale_after) if measure.stale_after else None
    usual = (
        _POOLED_STALE_MONTHS
        if measure.pooled >= 3 and measure.every == "year"
        else _STALE_MONTHS[measure.every]
    )
    ended = measure.discontinued
    _, day = calendar.year_start or (1, 1)
    return {
        "measure": name,
        "unit": measure.unit,
        "improves": measure.improves,
        "scale": measure.natural_scale,
        "top": measure.whole,
        "measure_decimals": measure.decimals,
        "step": calendar.step_months,
        "per_year": float(calendar.per_year),
        "pooled": measure.pooled,
        "first_day": day if measure.every in ("year", "2 years") else 1,
        "published_months": published.months if published else None,
        "published_days": published.days if published else None,
        "stale_months": stale.months if stale else usual,
        "stale_days": stale.days if stale else 0,
        "ended": _end(ended.after if ended else None, calendar),
        "ended_why": ended.why if ended else None,
        "run_length": measure.variation.run,
        "screen": measure.variation.screen,
        "rebase_end": _end(measure.variation.rebase, calendar),
        "every": _covered(measure),
        "gap_of": gap.of if gap else None,
        "gap_side": ("group" if gap.between else "area") if gap else None,
        "gap_first": first,
        "gap_second": second,
    }


def _covered(measure: Measure) -> str:
    """Say what time one figure covers: a month, a year, or the several that are pooled in it."""
    if measure.pooled == 1 or measure.every == "2 years":
        return measure.every
    return f"{measure.pooled} {measure.every}s"


def _end(label: str | None, calendar: periods.Calendar) -> date | None:
    return periods.read(label, calendar).period.end if label else None


def _exceptional(name: str, measure: Measure, label: str) -> dict[str, Any]:
    period = periods.read(label, measure.calendar).period
    return {"measure": name, "start": period.start, "end": period.end}
