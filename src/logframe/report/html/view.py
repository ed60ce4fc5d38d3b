"""A report as its page shows it: words chosen, charts drawn, nothing left to decide but the markup."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from logframe.report import brief, entries, figures, rollup, sentences, totals, wording
from logframe.report.html import charts, tables
from logframe.report.html.key import key
from logframe.report.matrix.html import table
from logframe.report.matrix.levels import matrix_of
from logframe.report.picture import pictures, told
from logframe.report.prepared import prepared
from logframe.report.steps import Behind
from logframe.report.steps import told as told_steps
from logframe.report.wording import Kind
from logframe.verdicts import PRESSING, WORDS, WORST_FIRST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from logframe.report.brief import Section
    from logframe.report.html.key import Sign
    from logframe.report.html.tables import Table
    from logframe.report.material import Changes, Material
    from logframe.report.workings import Workings
    from logframe.strategy.catalogue import Catalogue
    from logframe.strategy.plan import Outcome as Promised
    from logframe.strategy.plan import Strategy as Document

NOT_MEASURED = "unmeasured"
"""Stands for the verdict where there is no indicator, in what is shown and hidden."""


class Link(NamedTuple):
    """A place on the page, with its name."""

    name: str
    words: str


class Tally(NamedTuple):
    """A roll-up: its worst verdict, how much of it can be judged, and the rest of it in sentences."""

    code: str
    worst: str
    judged: str
    summary: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as SVG, with what its signs mean."""

    heading: str
    svg: str
    key: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An indicator in an area, or in areas of which the same is to be said."""

    name: str
    place: str
    code: str
    verdict: str
    sentence: str
    caveats: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    beside: tuple[str, ...]
    remarks: tuple[str, ...]
    assessment: str
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: its own words, what an analyst made of them, and how it stands in each area."""

    name: str
    title: str
    quote: str
    reading: tuple[str, ...]
    updates: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The verdicts that it has somewhere, worst first."""
        return _codes(entry.code for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome or enabler."""

    name: str
    title: str
    statement: str
    tally: Tally
    updates: tuple[str, ...]
    indicators: tuple[Indicator, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The verdicts of its indicators, worst first."""
        return _codes(chain.from_iterable(each.codes for each in self.indicators)) or (NOT_MEASURED,)


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy with its matrix, which is markup."""

    name: str
    title: tuple[str, ...]
    place: str
    tally: Tally
    updates: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    about: tuple[str, ...]
    matrix: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The verdicts of its outcomes, worst first."""
        return _codes(chain.from_iterable(each.codes for each in self.outcomes)) or (NOT_MEASURED,)


@dataclass(frozen=True, slots=True)
class View:
    """The whole page."""

    as_of: str
    summary: str
    counts: tuple[tuple[str, str, int], ...]
    pressing: tuple[tuple[Link, Entry], ...]
    due: Table | None
    changes: Changes | None
    strategies: tuple[Strategy, ...]
    method: Section

    @property
    def groups(self) -> list[tuple[str, ...]]:
        """Every set of verdicts that something on the page has: it is hidden when all of them are."""
        parts: Iterable[Strategy | Outcome | Indicator] = chain.from_iterable(
            (each, *each.outcomes, *chain.from_iterable(outcome.indicators for outcome in each.outcomes))
            for each in self.strategies
        )
        alone = ((entry.code,) for strategy in self.strategies for entry in _entries(strategy))
        return list(dict.fromkeys(chain((part.codes for part in parts), alone)))

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The verdicts that occur, worst first, and whether something is not measured at all."""
        found = set(chain.from_iterable(each.codes for each in self.strategies))
        words = WORDS | {NOT_MEASURED: "No indicator"}
        if any(word == wording.MET_NOW for _, word, _ in self.counts):
            words["achieved"] = f"{wording.MET_NOW} or achieved"
        found |= {code for each in self.strategies for outcome in each.outcomes for code in outcome.codes}
        return [(code, word) for code, word in words.items() if code in found]


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    found = set(codes)
    return tuple(code for code in (*WORST_FIRST, NOT_MEASURED) if code in found)


def _entries(strategy: Strategy) -> Iterator[Entry]:
    for outcome in strategy.outcomes:
        for indicator in outcome.indicators:
            yield from indicator.entries


class _Parts(NamedTuple):
    """What the page is made from, to be found by what it is about."""

    material: Material
    workings: Workings
    tallies: rollup.Tallies
    catalogue: Catalogue
    rows: Sequence[wording.Row]


def view(material: Material, workings: Workings, catalogue: Catalogue) -> View:
    """Choose the words and draw the charts of a report; see `logframe.report.html.page`."""
    as_of, tallies = material.as_of, material.tallies
    rows = prepared(material.frame, as_of, material.method.cut_offs).to_dicts()
    parts = _Parts(material, workings, tallies, catalogue, rows)
    strategies = tuple(
        _strategy(f"s{number}", each, parts) for number, each in enumerate(material.strategies, 1)
    )
    return View(
        figures.day(as_of),
        brief.opening(material),
        tuple(totals.of_each(tallies.overall)),
        tuple(_pressing(strategies)),
        tables.due(material.frame, as_of),
        material.changes,
        strategies,
        brief.after(material),
    )


def _pressing(strategies: Iterable[Strategy]) -> Iterator[tuple[Link, Entry]]:
    """Give what asks for attention, the most urgent first."""
    found = [
        (Link(entry.name, ", ".join(filter(None, [indicator.title, entry.place]))), entry)
        for strategy in strategies
        for outcome in strategy.outcomes
        for indicator in outcome.indicators
        for entry in indicator.entries
        if entry.code in PRESSING
    ]
    return iter(sorted(found, key=lambda each: PRESSING.index(each[1].code)))


def _tally(row: Mapping[str, Any]) -> Tally:
    judged = f"{row['judged']:,} of {row['targets']:,}" if row["targets"] else "no target"
    worst = totals.worst(row)
    summary = totals.summary(row).removeprefix(f"Worst: {worst.lower()}. ")
    return Tally(row["worst"] or NOT_MEASURED, worst, judged, summary)


def _strategy(name: str, words: entries.Strategy, parts: _Parts) -> Strategy:
    document: Document = parts.catalogue.strategies[words.key].thing
    promised = {each.id: each for each in document.parts}
    matrix = matrix_of(parts.catalogue, document, parts.rows, status=True)
    caption = f"{' '.join(words.name)}: logical framework matrix"
    return Strategy(
        name,
        words.name,
        words.place,
        _tally(parts.tallies.strategies[words.key]),
        words.updates,
        tuple(
            _outcome(f"{name}-{number}", each, promised[each.key[1]], parts)
            for number, each in enumerate(words.outcomes, 1)
        ),
        matrix.about,
        table(matrix, caption, name=f"{name}-matrix-caption"),
    )


def _outcome(name: str, words: entries.Outcome, promised: Promised, parts: _Parts) -> Outcome:
    return Outcome(
        name,
        words.title,
        promised.statement or "",
        _tally(parts.tallies.outcomes[words.key]),
        words.updates,
        tuple(_indicator(f"{name}-{number}", each, parts) for number, each in enumerate(words.indicators, 1)),
    )


def _indicator(name: str, words: entries.Indicator, parts: _Parts) -> Indicator:
    remarks = list(dict.fromkeys(remark for entry in words.entries for remark in entry.remarks))
    return Indicator(
        name,
        words.title,
        words.entries[0].rows[0]["quote"] or "",
        tuple(remark.text for remark in remarks if remark.kind in (Kind.READING, Kind.STAND_IN)),
        tuple(remark.text for remark in remarks if remark.kind is Kind.UPDATE),
        tuple(
            _entry(f"{name}-{number}", words.title, each, parts)
            for number, each in enumerate(words.entries, 1)
        ),
    )


def _entry(name: str, title: str, words: entries.Entry, parts: _Parts) -> Entry:
    row, as_of = words.rows[0], parts.material.as_of
    behind = Behind.of(parts.workings, row["row"])
    return Entry(
        name,
        words.where,
        words.code,
        words.verdict.flat,
        sentences.verdict(row, as_of),
        tuple(brief.caveats(row)),
        tuple(_facts(words)),
        tuple(filter(None, [wording.as_sentence(words.beside) if words.beside else "", *words.below])),
        tuple(remark.text for remark in words.remarks if remark.kind <= Kind.STANDARD),
        sentences.assessment(row),
        tuple(_charts(name, ", ".join(filter(None, [title, words.where])), row, behind)),
        tuple(tables.of_entry(row, behind)),
        tuple(told_steps(row, behind) if behind.has_steps else ()),
    )


def _facts(words: entries.Entry) -> Iterator[tuple[str, str]]:
    """Give the figures that a verdict rests on, each with its name."""
    told = [
        ("Baseline", words.baseline and words.baseline.flat),
        ("Latest", ", ".join(filter(None, [words.latest.flat, words.stand_in]))),
        ("Target", words.target.flat),
        ("Projected (80% interval)", words.projected and words.projected.flat),
        ("Chance", words.chance and words.chance.flat),
    ]
    yield from ((label, said) for label, said in told if said)
    yield from _changes(words.rows[0])


def _changes(row: wording.Row) -> Iterator[tuple[str, str]]:
    """Give the changes a year with their unit, and from when they are counted."""
    for column, words, since in (
        ("needed_per_year", "needed from {} on", "latest_period"),
        ("change_per_year", "managed since {}", "change_since"),
    ):
        if row[column] is not None:
            against = sentences.against(row)
            label = f"Change a year{against}," if against else "Change a year"
            change = figures.difference(row[column], row["unit"], row["change_decimals"], signed=True)
            yield f"{label} {words.format(row[since])}", change


def _charts(name: str, title: str, row: wording.Row, behind: Behind) -> Iterator[Chart]:
    for number, picture in enumerate(pictures(row, behind), 1):
        heading = f"Difference from {picture.other_name}" if picture.difference else ""
        named = f"{heading}: {title}" if heading else title
        drawn = charts.svg(picture, f"{name}-chart{number}", named, told(picture, row))
        yield Chart(heading, drawn, tuple(key(picture)))
