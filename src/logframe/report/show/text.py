"""The page of one indicator: what was promised, then each area's verdict and all that stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logframe.report import figures, promises, sentences, steps, variation, wording
from logframe.report.entries import STYLES
from logframe.report.layout import Cell, Column
from logframe.report.picture import pictures
from logframe.report.show.listing import listing, parts_listing
from logframe.report.terminal_chart import chart
from logframe.report.wording import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from logframe.report.layout import Page
    from logframe.report.steps import Behind
    from logframe.report.wording import Row
    from logframe.strategy.catalogue import Promise
    from logframe.strategy.measures import Measure

_MOST_SOURCES = 5


class Subject(NamedTuple):
    """An indicator, and what is known of it apart from its figures.

    Attributes:
        promise: The indicator, with its outcome and strategy.
        measure: Its measure, if it has one.
        sources: Where its figures came from.
        updates: Headings, and what people report below each, newest first.
        as_of: The day on which it was judged.
    """

    promise: Promise
    measure: Measure | None
    sources: tuple[str, ...]
    updates: tuple[tuple[str, tuple[str, ...]], ...]
    as_of: date


class Place(NamedTuple):
    """An indicator in one area: its row of the verdict frame, and what stands behind that.

    Attributes:
        row: The row.
        behind: Its rows of the workings.
        parts: The figures from which its own were made, or which they are compared with.
    """

    row: Row
    behind: Behind
    parts: Sequence[Row]


def whole(page: Page, subject: Subject, places: Sequence[Place]) -> Iterator[str]:
    """Tell all of an indicator: its own words first, then area by area."""
    promise = subject.promise
    indicator = promise.indicator
    yield from page.heading(indicator.title, rule="═")
    name = f"{promise.strategy.strategy}/{promise.outcome.id}/{indicator.id}"
    yield from page.paragraph(f"{name}, as of {figures.day(subject.as_of)}")
    several = len(places) > 1
    for place in places:
        yield ""
        yield from _sentence(page, place.row, subject.as_of, named=several)
    if indicator.quote:
        yield from ("", *page.paragraph(f"“{indicator.quote}”"))
    readings = [
        remark.text
        for remark in wording.remarks(places[0].row)
        if remark.kind in (Kind.READING, Kind.STAND_IN)
    ]
    for reading in readings:
        yield from ("", *page.paragraph(reading))
    yield from ("", *_labelled(page, _about(subject)))
    for place in places:
        if several:
            yield from ("", "", *page.heading(_named(place.row), rule="─"))
        else:
            yield ""
        yield from _place(page, subject, place)
    for title, updates in subject.updates:
        yield from ("", "", *page.heading(title, rule="─"))
        for update in updates:
            yield from page.paragraph(update)


def _sentence(page: Page, row: Row, as_of: date, *, named: bool) -> Iterator[str]:
    """Give the verdict in a sentence; its word is coloured too."""
    place = _named(row) if named else ""
    words = sentences.verdict(row, as_of)
    first, *rest = page.paragraph(f"{place}: {words[:1].lower()}{words[1:]}" if place else words)
    word = page.text(wording.word(row))
    shown = word.lower() if place else word
    before, found, after = first.partition(shown)
    yield f"{before}{page.paint(found, STYLES[row['verdict']])}{after}" if found else first
    yield from rest


def _named(row: Row) -> str:
    return wording.place(row) or row["title"]


def _about(subject: Subject) -> Iterator[tuple[str, str]]:
    """Say where an indicator belongs, who owns it, how it is measured, and from what sources."""
    promise, measure = subject.promise, subject.measure
    strategy, indicator = promise.strategy, promise.indicator
    yield "Strategy", " ".join(promises.name(strategy))
    yield "Outcome", promise.outcome.title
    titles = {priority.id: priority.title for priority in promise.outcome.priorities}
    if indicator.priority in titles:
        yield "Priority", titles[indicator.priority]
    yield "Owner", indicator.owner or "none named"
    if indicator.group:
        yield "Group", indicator.group
    if measure is None:
        yield "Measure", "none: no figures are asked for"
        return
    ways = promises.BETTER[measure.improves], promises.FREQUENCIES[measure.every]
    yield "Measure", f"{', '.join([measure.title, measure.unit, *ways])} ({indicator.measure})"
    yield "Figures from", _sources(subject.sources)
    yield "Expected from", promises.published(measure.source) if measure.source else "no source stated"
    for gap in measure.breaks:
        yield "Break", f"from {gap.from_}: {gap.why}"
    for odd in measure.exceptional:
        yield "Exceptional", f"{odd.period}: {odd.why}"
    if measure.discontinued:
        yield "Discontinued", f"after {measure.discontinued.after}: {measure.discontinued.why}"


def _sources(sources: Sequence[str]) -> str:
    """Name where figures came from; where there are many, the first."""
    more = len(sources) - _MOST_SOURCES
    named = [*sources[:_MOST_SOURCES], *([f"and {more:,} more, each beside its figure"] if more > 0 else [])]
    return "; ".join(named) or "none held"


def _place(page: Page, subject: Subject, place: Place) -> Iterator[str]:
    """Tell of one area: the verdict's terms, a chart, the figures and the steps."""
    row, behind, _ = place
    yield from _labelled(page, [*_terms(row), *_planned(row, behind), *_members(subject, row)])
    also = [*sentences.beside(row), *_remarks(row), *sentences.duties({**row, "owner": None}, subject.as_of)]
    if also:
        yield ""
    for words in also:
        yield from page.paragraph(words)
    if own := sentences.assessment(row):
        yield from ("", *page.paragraph(own))
    for picture in pictures(row, behind):
        unit = figures.beside_title(row["unit"])
        title = f"Difference from {picture.other_name}" if picture.difference else "Chart"
        title = f"{title} ({unit})" if unit else title
        yield from ("", *page.heading(title), *chart(page, picture))
    if behind.figures:
        yield from ("", *page.heading("Figures"), *listing(page, row, behind))
    if place.parts:
        heading = page.heading("Figures that these are made from, or compared with")
        yield from ("", *heading, *parts_listing(page, row["unit"], place.parts))
    yield from ("", *page.heading("How the verdict came about"))
    told = steps.told(row, behind)
    indent = " " * len(f"{len(told)}. ")
    for number, step in enumerate(told, 1):
        tied = step.replace(" = ", f"{figures.TIED}={figures.TIED}")
        tied = tied.replace("²", "^2") if page.ascii else tied
        yield from page.paragraph(tied, indent=indent, first=f"{number}. ".ljust(len(indent)))


def _terms(row: Row) -> Iterator[tuple[str, str]]:
    """Give the figures that a verdict turns on, each with its name."""
    yield "Target", promises.target(row)
    if said := promises.baseline(row):
        yield "Baseline", said
    if row["latest_value"] is not None:
        latest = f"{_in_full(row, 'latest_value')} ({row['latest_period']}){_interval(row)}"
        yield "Latest", ", ".join(filter(None, [latest, wording.stand_in(row)]))
    if row["projection_centre"] is not None:
        ends = row["projection_lower80"], row["projection_upper80"]
        within = figures.span(*ends, row["unit"], row["decimals"])
        yield (
            "Projected",
            f"{_in_full(row, 'projection_centre')} ({row['projection_period']}), 80% interval {within}",
        )
    chance, confidence = row["probability"], row["confidence"]
    if chance is not None:
        yield "Chance", " ".join(figures.chance(chance, row["cut_offs"]))
    if row["n"]:
        how = f", {confidence} confidence" if confidence and chance is not None else ""
        yield "Figures used", f"{row['n']:,}{how}"
    if row["trend"]:
        yield "Recent trend", row["trend"].replace("_", " ")
    yield from variation.told(row)


def _planned(row: Row, behind: Behind) -> Iterator[tuple[str, str]]:
    path = [f"{figures.value(each['value'], row['unit'])} ({each['period']})" for each in behind.plan]
    if path:
        yield "Planned path", "; ".join(path)


def _members(subject: Subject, row: Row) -> Iterator[tuple[str, str]]:
    """Say what a milestone's members have reported by the day."""
    if row["relation"] != "milestone":
        return
    target = subject.promise.indicator.target_in(row["area"])
    members = (target.members if target else None) or ["Reported"]
    for member in members:
        reports = [
            report
            for report in subject.promise.indicator.reported
            if (report.member or members[0]) == member
            and (report.done is False or report.done <= subject.as_of)
        ]
        said = [
            f"{f'done {figures.day(report.done)}' if report.done else 'not done'}"
            f"{f': {report.evidence}' if report.evidence else ''}"
            for report in reports
        ]
        yield member, "; ".join(said) or "nothing reported"


def _in_full(row: Row, column: str) -> str:
    return figures.in_full(row[column], row["unit"], row["decimals"])


def _interval(row: Row) -> str:
    ends = row["latest_lower"], row["latest_upper"]
    if None in ends:
        return ""
    return f", 95% interval {figures.span(*ends, row['unit'], row['decimals'])}"


def _remarks(row: Row) -> Iterator[str]:
    """Give the remarks on an area's figures; those on the indicator's words stand above."""
    for remark in wording.remarks(row):
        if remark.kind in (Kind.FLAG, Kind.STANDARD):
            yield remark.text


def _labelled(page: Page, facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Set facts beside their labels."""
    listed = list(facts)
    cells = max((len(label) for label, _ in listed), default=0)
    for label, words in listed:
        lines = page.cell(Cell.of(words)).lines(page.width - cells - 2)
        yield from page.beside(Column([label], cells), Column(lines, page.width - cells - 2))
