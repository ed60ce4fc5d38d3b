"""What a report says beside its table, in sections of sentences that each make sense alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from logframe.report import figures, rollup, sentences, wording
from logframe.report.due import due, month_after
from logframe.report.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logframe.report.material import Material
    from logframe.report.wording import Row

#: Flags that a reader of a verdict alone has to know of; the table has all.
_TELLING = ("wrong_direction", "provisional", "small_numbers", "suppressed_latest", "extrapolation")

_BAD = {"missed": "Missed and why", "off_track": "Off track and why", "at_risk": "At risk and why"}

_METHOD = (
    "A projection starts from the latest figure and goes on at the past average change, but only for the "
    "share of the past movement that went steadily in one direction; its range comes from the size of past "
    "changes (steady drift). The chance is how likely the target is to be met by its deadline."
)


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
    """Say how all of it stands in a few words: how many have the worst verdict, and are off track too."""
    tally = material.tallies.overall
    if not tally["targets"]:
        return "No target stated"
    told = [name for name in ("missed", "off_track") if tally[name]] or [tally["worst"]]
    counts = [f"{wording.VERDICTS[name]} {tally[name]:,}" for name in told]
    return f"{', '.join(counts).capitalize()} of {tally['targets']:,}"


def headline(material: Material) -> str:
    """Say how all of it stands, and when: Off track 3 of 27 targets as of 22 November 2026."""
    targets = material.tallies.overall["targets"]
    noun = f" {'target' if targets == 1 else 'targets'}" if targets else ""
    return f"{state(material)}{noun} as of {figures.day(material.as_of)}"


def opening(material: Material) -> str:
    """Say how all of it stands."""
    return wording.summary(material.tallies.overall)


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
    said += [f"Source: {wording.as_sentence(source)}" for source in method.sources]
    return Section("How it was computed", [Group("", said)])


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
    rows = prepared(material.shown, material.as_of).to_dicts()
    several = len(material.tallies.strategies) > 1
    for verdict, title in _BAD.items():
        told = (row for row in rows if row["verdict"] == verdict)
        groups = [
            Group(name if several else "", [_told(row) for row in own])
            for name, own in groupby(told, key=lambda row: row["strategy_title"])
        ]
        yield Section(title, groups)


def _told(row: Row) -> str:
    """Tell of one indicator and area."""
    area = "" if row["one_area"] else row["area_name"] or row["area"]
    named = ", ".join(filter(None, [row["title"], area, row["group"]]))
    flags = [flag for flag in _TELLING if flag in (row["flags"] or ())]
    said = [
        f"{named}.",
        sentences.verdict(row, row["as_of"]),
        *sentences.beside(row),
        *(wording.FLAGS[flag] for flag in flags),
        *([wording.LOW_CONFIDENCE] if row["confidence"] == "low" else []),
        sentences.assessment(row),
    ]
    return " ".join(filter(None, said))


def _awaited(material: Material) -> Iterator[Section]:
    overdue, coming = due(material.frame, material.as_of)
    by = figures.day(month_after(material.as_of))
    for title, listed in ((f"Due by {by}", coming), ("Overdue", overdue)):
        words = [each.words(overdue=listed is overdue) for each in listed]
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
        f"{wording.worst(tally)}: {wording.as_sentence(name)}"
        + (f" {wording.coverage(tally)}." if tally["targets"] else "")
        for name, tally in parts
    ]
    return Section("Coverage", [Group("", [*said, *_why_not_judged(material)])])


def _why_not_judged(material: Material) -> Iterator[str]:
    """Count for what reasons targets cannot be judged: an indicator's is that of its first such area."""
    worst = rollup.indicators(material.frame).filter("target")
    unable = worst.filter(~worst["worst"].cast(str).is_in(rollup.JUDGED))
    rows = material.frame.join(unable, on=rollup.INDICATOR, maintain_order="left")
    first = rows.filter(rows["verdict"] == rows["worst"].cast(str)).unique(
        rollup.INDICATOR, keep="first", maintain_order=True
    )
    reasons = Counter(wording.REASONS[reason].brief for reason in first["reason"])
    if reasons:
        counts = ", ".join(f"{number:,} {brief}" for brief, number in reasons.most_common())
        counted = figures.counted(reasons.total(), "target")
        yield f"Why {counted} cannot be judged: {counts}."
