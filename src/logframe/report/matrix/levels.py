"""What a logical framework matrix holds, in words, before it is known how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from logframe.report import figures, promises, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from logframe.strategy.catalogue import Catalogue
    from logframe.strategy.measures import Measure
    from logframe.strategy.plan import Indicator as Promise
    from logframe.strategy.plan import Outcome, Strategy

HEADINGS = ("Narrative summary", "Objectively verifiable indicators", "Means of verification", "Assumptions")

NO_INDICATOR = "No indicator stated"
NO_MEANS = "No means of verification stated"
NO_ASSUMPTION = "No assumption stated"
NOTHING_TO_VERIFY = "Nothing to verify without an indicator"
VERIFIED_BELOW = "Below, with the indicators"

LEGEND = (
    "Goal: vision and mission. Priorities are what a logical framework calls outputs. Activities are not "
    "stated as such: what else the document says of how it is to be done stands in its sections."
)

_BARE = (NO_INDICATOR, NOTHING_TO_VERIFY)


class Line(NamedTuple):
    """A fact with what it is called."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: its title, what is promised, and how that is verified."""

    title: str
    facts: tuple[Line, ...]
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A row of the matrix.

    Attributes:
        name: Which it is: Goal, Outcome 1, Priority 1.2, Enabler 1.
        depth: 0 for a goal, 1 for outcomes and enablers, 2 for priorities.
        narrative: Its title, and what else is said in the strategy's words.
        indicators: Those that belong to it.
        bare: What is said where there are none, in place of them and of their verification.
        assumptions: Its own and its indicators'; none where none is stated.
    """

    name: str
    depth: int
    narrative: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    bare: tuple[str, str]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A strategy's matrix: its name in parts, what holds for all of it, and its levels from the top down."""

    name: tuple[str, ...]
    about: tuple[str, ...]
    levels: tuple[Level, ...]


class _Context(NamedTuple):
    catalogue: Catalogue
    strategy: Strategy
    rows: Mapping[promises.Key, Sequence[wording.Row]]
    one_area: bool
    status: bool


def matrix_of(
    catalogue: Catalogue, strategy: Strategy, rows: Iterable[wording.Row], *, status: bool
) -> Matrix:
    """Make a strategy's matrix; see `logframe.report.matrix.matrix`."""
    own = [row for row in rows if row["strategy"] == strategy.strategy]
    areas = promises.areas(own)
    one_area = len(areas) == 1 and len(own) > 1
    context = _Context(catalogue, strategy, promises.by_indicator(own), one_area, status)
    return Matrix(
        name=promises.name(strategy),
        about=tuple(_about(context, *areas) if one_area else _about(context)),
        levels=(
            Level("Goal", 0, tuple(_goal(strategy)), (), _BARE, ()),
            *_parts(context, "Outcome", strategy.outcomes),
            *_parts(context, "Enabler", strategy.enablers),
        ),
    )


def _about(context: _Context, place: str = "") -> Iterator[str]:
    strategy = context.strategy
    period = strategy.period
    if period and (period.from_ or period.to):
        span = [f"{word} {label}" for word, label in (("from", period.from_), ("to", period.to)) if label]
        yield f"Period: {' '.join(span)}."
    if place and place != strategy.organisation.name:
        yield f"Area: {place}."
    if strategy.source:
        yield f"Source: {promises.published(strategy.source)}."
    yield from (f"{words}." for words in _contributes(context, strategy.contributes_to))


def _goal(strategy: Strategy) -> Iterator[str]:
    stated = [("Vision", strategy.vision), ("Mission", strategy.mission)]
    yield from (f"{label}: {text}" for label, text in stated if text)
    if not any(text for _, text in stated):
        yield "No vision or mission stated"


def _parts(context: _Context, kind: str, parts: Sequence[Outcome]) -> Iterator[Level]:
    for number, part in enumerate(parts, 1):
        priorities = {priority.id: priority for priority in part.priorities}
        under: dict[str | None, list[Promise]] = {}
        for promise in part.indicators:
            under.setdefault(promise.priority if promise.priority in priorities else None, []).append(promise)
        own = under.get(None, [])
        bare = _elsewhere(len(part.indicators) - len(own))
        told = (part.title, *filter(None, [part.statement]), *_contributes(context, part.contributes_to))
        yield _level(context, f"{kind} {number}", 1, told, part, own, bare, part.assumptions)
        for at, priority in enumerate(part.priorities, 1):
            named = f"Priority {number}.{at}" if kind == "Outcome" else f"Priority of enabler {number}.{at}"
            yield _level(context, named, 2, (priority.title,), part, under.get(priority.id, []), _BARE, [])


def _elsewhere(indicators: int) -> tuple[str, str]:
    """Say why an outcome has no indicator of its own: all stand with its priorities, or there are none."""
    if not indicators:
        return _BARE
    return f"No indicator of its own; {indicators:,} below, with its priorities", VERIFIED_BELOW


def _level(  # noqa: PLR0913, PLR0917  # the columns of the matrix
    context: _Context,
    name: str,
    depth: int,
    narrative: tuple[str, ...],
    part: Outcome,
    indicators: Sequence[Promise],
    bare: tuple[str, str],
    assumptions: Sequence[str],
) -> Level:
    own = chain.from_iterable(
        [f"{promise.title}: {assumption}" for assumption in promise.assumptions] for promise in indicators
    )
    shown = tuple(_indicator(context, part, promise) for promise in indicators)
    return Level(name, depth, narrative, shown, bare, (*assumptions, *own))


def _contributes(context: _Context, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"Contributes to: {'; '.join(_title(context, name) for name in names)}"


def _title(context: _Context, name: str) -> str:
    """Name what files call ``strategy`` or ``strategy/outcome``."""
    strategy, _, outcome = name.partition("/")
    other = context.catalogue.strategies[strategy].thing
    titles = {part.id: part.title for part in other.outcomes}
    return f"{titles[outcome]} ({other.title})" if outcome else other.title


def _indicator(context: _Context, part: Outcome, promise: Promise) -> Indicator:
    rows = context.rows.get((context.strategy.strategy, part.id, promise.id), [])
    unit = figures.beside_title(rows[0]["unit"]) if rows else None
    title = f"{promise.title} ({unit})" if unit and unit not in promise.title else promise.title
    measure = context.catalogue.measure(promise.measure) if promise.measure else None
    facts = [
        *_promised(context, promise, rows),
        *_owner(promise),
        *(_lines(context, "Status", rows, _standing) if context.status else ()),
    ]
    return Indicator(title, tuple(facts), tuple(means(promise, measure)))


def _owner(promise: Promise) -> Iterator[Line]:
    if promise.owner:
        yield Line("Owner", promise.owner)


def _promised(context: _Context, promise: Promise, rows: Sequence[wording.Row]) -> Iterator[Line]:
    yield from _lines(context, "Baseline", rows, promises.baseline)
    yield from _lines(context, "Target", rows, promises.target)
    if promise.group:
        yield Line("Group", promise.group)
    areas = promises.areas(rows)
    if areas and not context.one_area:
        yield Line("Area" if len(areas) == 1 else "Areas", "; ".join(areas))
    stated = promise.areas or context.strategy.areas
    if stated == "all" and not areas:
        yield Line("Areas", "every area that the figures hold")


def _lines(
    context: _Context, label: str, rows: Sequence[wording.Row], said: Callable[[wording.Row], str]
) -> Iterator[Line]:
    """Say something of an indicator: once where it is the same for all areas, else for each."""
    groups = promises.alike(rows, said)
    for words, areas in groups.items():
        apart = "" if context.one_area or len(groups) == 1 else "; ".join(areas)
        if words:
            yield Line(f"{label}, {apart}" if apart else label, words)


def _standing(row: wording.Row) -> str:
    verdict, chance = wording.word(row), row["probability"]
    if chance is not None:
        said = f"{verdict}, chance {' '.join(figures.chance(chance, row['cut_offs']))}"
    else:
        brief = wording.brief(row)
        said = verdict if verdict == wording.MET_NOW else f"{verdict}, {brief}"
    if row["latest_value"] is None:
        return said
    latest = f"{figures.value(row['latest_value'], row['unit'], row['decimals'])} ({row['latest_period']})"
    old = wording.REASONS["stale"].brief if wording.is_old(row, row["as_of"]) else ""
    return "; ".join([said, ", ".join(filter(None, [latest, old, wording.stand_in(row)]))])


def means(promise: Promise, measure: Measure | None) -> Iterator[str]:
    """Say where the figures are found and how often; of a milestone, who reports it."""
    if measure:
        if not measure.source:
            yield f"{measure.title}; no source stated"
        else:
            if measure.source.title != measure.title:
                yield measure.title
            yield promises.published(measure.source)
        yield _frequency(measure)
        if promise.proxy:
            yield f"A stand-in: {promise.proxy}"
        return
    milestones = [target for target in promise.every_target() if target.milestone]
    if milestones:
        members = list(dict.fromkeys(member for target in milestones for member in target.members or []))
        yield f"Reports of {', '.join(members)}" if members else "Its owner's report that it is done"
    else:
        yield NO_MEANS


def _frequency(measure: Measure) -> str:
    words = promises.FREQUENCIES[measure.every]
    if measure.pooled > 1:
        words += f", {measure.pooled} periods pooled"
    if measure.published_after:
        words += f", published {measure.published_after} after the period"
    return wording.capital(words)
