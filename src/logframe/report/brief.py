"""What a report says beside its table, in sections of sentences that each make sense alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from logframe.report import figures, rollup, sentences, totals, wording
from logframe.report.due import EXPECTED, due, month_after
from logframe.report.prepared import prepared
from logframe.verdicts import JUDGED, PRESSING, WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from logframe.report.material import Material
    from logframe.report.wording import Row

#: Flags that a reader of a verdict alone has to know of; the table has all, and a figure names its stand-in.
_TELLING = ("wrong_direction", "provisional", "small_numbers", "suppressed_latest", "extrapolation")

_METHOD = (
    "A projection starts from the latest figure and goes on at the past average change, but only for the "
    "share of the past movement that went steadily in one direction; its range comes from the size of past "
    "changes (steady drift). The chance is how likely the target is to be met by its deadline."
)

_OF_EXTRACTS, _NO_EXTRACT = "LF4", "LF418"
_MOST_FILES = 5  # are named; messages name all
_MOST_SOURCES = 40


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together, under a name unless that goes without saying."""

    name: str
    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report."""

    title: str
    groups: Sequence[Group]


def state(material: Material) -> str:
    """Say how all of it stands in a few words: Off track 6 of 11 judged, 43 targets.

    It counts those that have the worst verdict, and are off track too, and what can be judged at all.
    """
    tally = material.tallies.overall
    if not tally["targets"]:
        return "No target stated"
    told = [name for name in ("missed", "off_track") if tally[name]] or [tally["worst"]]
    counts = {word: number for code, word, number in totals.of_each(tally) if code in told}
    named = ", ".join(f"{word} {number:,}" for word, number in counts.items()).capitalize()
    targets = figures.counted(tally["targets"], "target")
    if told[0] in JUDGED:
        return f"{named} of {tally['judged']:,} judged, {targets}"
    judged = f"{tally['judged']:,}" if tally["judged"] else "none"
    return f"{named} of {targets}, {judged} judged"


def headline(material: Material) -> str:
    """Say how all of it stands, and when: Off track 3 of 6 judged, 27 targets, as of 22 November 2026."""
    return f"{state(material)}, as of {figures.day(material.as_of)}"


def opening(material: Material) -> str:
    """Say how all of it stands, after what could not be read: that comes before any verdict."""
    return " ".join([*_unread(material), totals.summary(material.tallies.overall)])


def _unread(material: Material) -> Iterator[str]:
    """Say which figures could not be read, and where none were there to be read."""
    if any(message.code == _NO_EXTRACT for message in material.messages):
        yield "There are no extracts, and so no figures."
    errors = [message for message in material.messages if message.severity == "error"]
    wrong = [message.file for message in errors if message.code.startswith(_OF_EXTRACTS)]
    refused = material.account.filter(material.account["refused"] > 0)
    if not refused.is_empty():
        files = [f"{row['refused']:,} in {row['file']}" for row in refused.iter_rows(named=True)]
        rows = figures.counted(int(refused["refused"].sum()), "row")
        yield f"{rows} of figures could not be read: {_some(files)}."
    if others := list(dict.fromkeys(file for file in wrong if file not in refused["file"])):
        yield f"There are errors in {_some(others)}."
    if wrong:
        yield "What follows may rest on older figures."


def _some(names: Sequence[str]) -> str:
    """List names, of many the first."""
    more = len(names) - _MOST_FILES
    return ", ".join(names[:_MOST_FILES]) + (f" and {more:,} more" if more > 0 else "")


def subjects(material: Material) -> tuple[str, ...]:
    """Name what the report is about: a strategy, in parts that fit on a line each, or how many."""
    parts = material.outline.unique("strategy", maintain_order=True).to_dicts()
    if len(parts) == 1:
        return wording.strategy(parts[0])
    return (figures.counted(len(parts), "strategy", "strategies"),)


def before(material: Material) -> list[Section]:
    """Give what comes before the table: changes, what is not going well, what is due, what is covered."""
    found = [*_changes(material), *_not_going_well(material), *_awaited(material), _coverage(material)]
    return [section for section in found if section.groups]


def after(material: Material) -> Section:
    """Say how all of it was worked out."""
    method, account = material.method, material.account
    on_track, at_risk = (f"{figures.number(cut * 100)} in 100" for cut in (method.on_track, method.at_risk))
    said = [
        f"Judged as of {figures.day(material.as_of)} by logframe {method.version}.",
        f"{_METHOD} From {on_track} a target is on track, from {at_risk} at risk, below that off track.",
        _rows(account.select("read", "used", "refused").sum().row(0, named=True)),
    ]
    said += [
        f"{row['file']}: {row['used']:,} of {figures.counted(row['read'], 'row')} used."
        for row in account.iter_rows(named=True)
    ]
    said += _sources(method.sources, set(account["file"]))
    return Section("How it was computed", [Group("", said)])


def _sources(sources: Sequence[str], files: Collection[str]) -> Iterator[str]:
    """Name where figures came from; a file stands for the source of its rows that state none."""
    for source in sources[:_MOST_SOURCES]:
        lacking = ", where rows state none" if source in files else ""
        yield wording.as_sentence(f"Source: {source}{lacking}")
    if (more := len(sources) - _MOST_SOURCES) > 0:
        yield f"{figures.counted(more, 'more source')}: the workbook names that of every figure."


def _rows(counts: Row) -> str:
    said = [f"{counts['used']:,} of {figures.counted(counts['read'], 'row')} of figures were used"]
    if counts["refused"]:
        said.append(f"{figures.counted(counts['refused'], 'row')} could not be read")
    if counts["used"] + counts["refused"] < counts["read"]:
        said.append("the others are not about these indicators, or were set aside")
    return f"{'; '.join(said)}."


def _changes(material: Material) -> Iterator[Section]:
    if (changes := material.changes) is not None:
        said = [changes.headline, *changes.sentences]
        yield Section(f"Changed since {figures.day(changes.since)}", [Group("", said)])


def _not_going_well(material: Material) -> Iterator[Section]:
    """Say of each indicator that is not going well how it stands, by its strategy where there are several."""
    rows = prepared(material.shown, material.as_of, material.method.cut_offs).to_dicts()
    several = len(material.tallies.strategies) > 1
    for verdict in PRESSING:
        told = (row for row in rows if row["verdict"] == verdict)
        groups = [
            Group(name if several else "", [_told(row) for row in own])
            for name, own in groupby(told, key=lambda row: row["strategy_title"])
        ]
        yield Section(f"{WORDS[verdict]} and why", groups)


def _told(row: Row) -> str:
    """Tell of one indicator and area."""
    area = "" if row["one_area"] else wording.area(row)
    named = ", ".join(filter(None, [row["title"], area, row["told_group"]]))
    return " ".join([f"{named}.", sentences.verdict(row, row["as_of"]), *caveats(row)])


def caveats(row: Row) -> list[str]:
    """Say what has to be known beside a verdict that is read without the table.

    Args:
        row: A row that was `prepared`.
    """
    flags = [flag for flag in _TELLING if flag in (row["flags"] or ())]
    said = [
        *sentences.beside(row),
        *(wording.flagged(flag, row).text for flag in flags),
        wording.note(row),
        *([wording.LOW_CONFIDENCE] if row["confidence"] == "low" else []),
        sentences.assessment(row),
    ]
    return list(filter(None, said))


def _awaited(material: Material) -> Iterator[Section]:
    expected, coming = due(material.frame, material.as_of)
    by = figures.day(month_after(material.as_of))
    for title, listed in ((f"Due by {by}", coming), (EXPECTED, expected)):
        words = [each.words(material.as_of) for each in listed]
        yield Section(title, [Group("", words)] if words else [])


def _coverage(material: Material) -> Section:
    """Sum up the parts, each beside how much of it can be judged, and say why the rest cannot be."""
    tallies = material.tallies
    if len(tallies.strategies) > 1:
        names = {
            row["strategy"]: row["strategy_title"]
            for row in material.outline.unique("strategy", maintain_order=True).iter_rows(named=True)
        }
        parts = [(names[key], tally) for key, tally in tallies.strategies.items()]
    else:
        titles = material.outline.drop_nulls("outcome").iter_rows(named=True)
        parts = [(row["outcome_title"], tallies.outcomes[row["strategy"], row["outcome"]]) for row in titles]
    said = [
        f"{totals.worst(tally)}: {wording.as_sentence(name)}"
        + (f" {totals.coverage(tally)}." if tally["targets"] else "")
        for name, tally in parts
    ]
    return Section("Coverage", [Group("", [*said, *_why_not_judged(material)])])


def _why_not_judged(material: Material) -> Iterator[str]:
    """Count for what reasons targets cannot be judged: an indicator's is that of its first such area."""
    worst = rollup.indicators(material.frame).filter("target")
    unable = worst.filter(~worst["worst"].cast(str).is_in(JUDGED))
    rows = material.frame.join(unable, on=rollup.INDICATOR, maintain_order="left")
    first = rows.filter(rows["verdict"] == rows["worst"].cast(str)).unique(
        rollup.INDICATOR, keep="first", maintain_order=True
    )
    reasons = Counter(wording.REASONS[reason].brief for reason in first["reason"])
    if reasons:
        counts = ", ".join(f"{number:,} {brief}" for brief, number in reasons.most_common())
        counted = figures.counted(reasons.total(), "target")
        yield f"Why {counted} cannot be judged: {counts}."
