"""What a table shows of each indicator and area, in words, before it is known how wide the page is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from logframe.report import figures, open_sdg, sentences, wording
from logframe.report.layout import Cell
from logframe.report.prepared import prepared, updates_of
from logframe.verdicts import UNABLE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    import polars as pl

    from logframe.report.prepared import Subject

    Outcomes = dict[tuple[str, str], dict[str, list[wording.Row]]]

STYLES = {
    "missed": "bold red",
    "off_track": "red",
    "at_risk": "yellow",
    "no_data": "cyan",
    "not_yet_measurable": "cyan",
    "on_track": "green",
    "achieved": "bold green",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator and area in words; a cell is None where the question does not arise.

    Attributes:
        code: The verdict's code.
        areas: The area's name, none where it goes without saying; several areas if they are all alike.
        group: The group within the area; empty where there is none.
        stand_in: What was measured in the place of what was promised; empty where that is measured itself.
        beside: How the latest figure compares with another area's; empty where it is not compared.
        below: What else is known beside the figures, a sentence each.
        managed: The change a year so far; empty where it is not known.
        since: The period from which it is counted.
        needed: The change a year needed from the latest figure on; empty where it is not known.
        against: The area from whose figure the changes are counted; empty where they are the figure's own.
        sdg: Open SDG's ratio, or why there is none.
        verdict: The verdict's word.
        brief: Why, in few words, where the figures beside it do not tell.
        because: Why, in a sentence, where there is no projection to show.
        remarks: What a reader should know beside the verdict.
        rows: The rows of the frame that it puts in words: one, or those of areas that are all alike.
    """

    code: str
    areas: tuple[str, ...]
    group: str
    stand_in: str
    beside: str
    below: tuple[str, ...]
    baseline: Cell | None
    latest: Cell
    target: Cell
    projected: Cell | None
    chance: Cell | None
    managed: str
    since: str
    needed: str
    against: str
    sdg: Cell
    verdict: Cell
    brief: str
    because: str
    remarks: tuple[wording.Remark, ...]
    rows: tuple[wording.Row, ...] = field(default=(), compare=False, repr=False)

    @property
    def place(self) -> str:
        """The area, or how many, and the group; empty where the indicator has neither."""
        area = figures.counted(len(self.areas), "area") if self.names else "".join(self.areas)
        return ", ".join(filter(None, [area, self.group]))

    @property
    def names(self) -> str:
        """The areas' names in a row; empty unless there are several."""
        between = "; " if any("," in name for name in self.areas) else ", "
        return between.join(self.areas) if len(self.areas) > 1 else ""

    @property
    def where(self) -> str:
        """The place, and the names of several areas."""
        return f"{self.place}: {self.names}" if self.names else self.place

    @property
    def changes(self) -> list[tuple[str, ...]]:
        """The changes a year that are known, each in parts that belong together: +0.3 managed, since 2022."""
        since = (_tied(f"since {self.since}"),) if self.since else ()
        needed = [(_tied(f"{self.needed} needed"),)] if self.needed else []
        known = needed + ([(_tied(f"{self.managed} managed"), *since)] if self.managed else [])
        return [*known, (f"against {self.against}",)] if known and self.against else known

    @property
    def changed(self) -> str:
        """The changes a year on one line."""
        return ", ".join(" ".join(change) for change in self.changes)

    def marked(self, title: str, marks: str) -> tuple[str, str]:
        """Give the title and the place, one of them with the marks: the place, if the title has but one."""
        if self.place and not (title and self.names):
            return title, f"{self.place} {marks}".strip()
        return f"{title} {marks}".strip(), self.place


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator's title, with its unit where its values do not carry it, and its areas' entries."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def shared(self) -> list[wording.Remark]:
        """The remarks that all entries have: they are about the indicator."""
        first, *others = self.entries
        return [remark for remark in first.remarks if all(remark in each.remarks for each in others)]

    @property
    def stand_in(self) -> str:
        """What was measured in place of what was promised, if that is the same for several entries."""
        first, *others = self.entries
        return first.stand_in if others and all(each.stand_in == first.stand_in for each in others) else ""

    @property
    def below(self) -> list[str]:
        """What all entries say below their figures, such as the owner, if there are several."""
        first, *others = self.entries
        return [told for told in first.below if others and all(told in each.below for each in others)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome's title, its indicators and updates, if it has any; ``key`` finds its roll-up."""

    key: tuple[str, str]
    title: str
    indicators: tuple[Indicator, ...]
    updates: tuple[str, ...] = ()

    @property
    def remarks(self) -> list[wording.Remark]:
        """The remarks on its entries, each once: as they come, but sorted by what they are about."""
        remarks = [remark for each in self.indicators for entry in each.entries for remark in entry.remarks]
        return sorted(dict.fromkeys(remarks), key=lambda remark: remark.kind)


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy's name, in the parts of `wording.strategy`, and its outcomes; ``key`` finds its roll-up.

    Where all of it is about one area, its entries do not name it: ``place`` does, or the organisation is it.
    """

    key: str
    name: tuple[str, ...]
    place: str
    outcomes: tuple[Outcome, ...]
    updates: tuple[str, ...] = ()


def strategies(
    frame: pl.DataFrame,
    outline: pl.DataFrame,
    as_of: date,
    updates: pl.DataFrame | None = None,
    *,
    cut_offs: Collection[float] = figures.CUT_OFFS,
) -> list[Strategy]:
    """Put a verdict frame in words: each strategy, outcome and indicator once.

    Args:
        frame: The verdict frame.
        outline: What the strategies consist of, with every outcome of the frame, in the order to be shown.
        as_of: The day for which the frame was made.
        updates: What people reported beside the figures, newest first; None is nothing.
        cut_offs: The chances on which verdicts turn.
    """
    said = updates_of(updates)
    rows = prepared(frame, as_of, cut_offs).to_dicts()
    indicators: Outcomes = {}
    for row in rows:
        row["updates"] = said.get((row["strategy"], row["outcome"], row["indicator"]), ())
        of_outcome = indicators.setdefault((row["strategy"], row["outcome"]), {})
        of_outcome.setdefault(row["indicator"], []).append(row)
    places = {row["strategy"]: wording.area(row) for row in rows if row["one_area"] and row["area"]}
    parts: dict[str, list[wording.Row]] = {}
    for part in outline.to_dicts():
        parts.setdefault(part["strategy"], []).append(part)
    return [
        Strategy(
            key=key,
            name=wording.strategy(each[0]),
            place="" if places.get(key) == each[0]["organisation"] else places.get(key, ""),
            outcomes=tuple(_outcome(part, indicators, said) for part in each if part["outcome"]),
            updates=said.get((key, None, None), ()),
        )
        for key, each in parts.items()
    ]


def _outcome(part: wording.Row, indicators: Outcomes, updates: Mapping[Subject, tuple[str, ...]]) -> Outcome:
    key = (part["strategy"], part["outcome"])
    return Outcome(
        key,
        part["outcome_title"],
        tuple(map(_indicator, indicators.get(key, {}).values())),
        updates.get((*key, None), ()),
    )


def _indicator(rows: list[wording.Row]) -> Indicator:
    title, unit = rows[0]["title"], figures.beside_title(rows[0]["unit"])
    if unit and unit not in title:
        title = f"{title} ({unit.replace(' ', figures.TIED)})"
    return Indicator(title, tuple(_entries(rows)))


def _entries(rows: list[wording.Row]) -> Iterator[Entry]:
    """Put areas in words; those of which nothing is known, and the same is said, are one entry."""
    alike: dict[tuple[Entry, str | None], list[wording.Row]] = {}
    for row in rows:
        own = None if _knows_nothing(row) else row["area"]
        alike.setdefault((_entry(row), own), []).append(row)
    for (entry, _), same in alike.items():
        areas = ("" if row["one_area"] else wording.area(row) for row in same)
        yield replace(entry, areas=tuple(filter(None, areas)), rows=tuple(same))


def _knows_nothing(row: wording.Row) -> bool:
    """Whether a row has no figure of its own: none before, none now, nothing reported."""
    known = (row["baseline_value"], row["latest_value"], row["members_done"] or None)
    return row["verdict"] in UNABLE and all(figure is None for figure in known)


def _entry(row: wording.Row) -> Entry:
    """Put a row in words, but for its area."""
    verdict, reason, word = row["verdict"], row["reason"], wording.word(row)
    projected = _projected(row)
    told = projected is None or reason.startswith("chance_") or word == wording.MET_NOW
    chance = row["probability"]
    return Entry(
        code=verdict,
        areas=(),
        group=row["told_group"] or "",
        stand_in=wording.stand_in(row) if row["latest_value"] is not None else "",
        beside=sentences.comparator(row, brief=True),
        below=tuple(_below(row)),
        baseline=_baseline(row),
        latest=_latest(row),
        target=Cell.of(*filter(None, [wording.target(row), _tied(wording.deadline(row) or "")])),
        projected=projected,
        chance=None if chance is None else Cell.of(*figures.chance(chance, row["cut_offs"])),
        managed=_change(row, "change_per_year"),
        since=row["change_since"] or "",
        needed=_change(row, "needed_per_year"),
        against=row["reference_name"] if row["reference"] == "area" else "",
        sdg=open_sdg.cell(row),
        verdict=Cell.of(word, style=STYLES[verdict]),
        brief="" if told else wording.REASONS[reason].brief,
        because=wording.because(row, row["as_of"]) if projected is None else "",
        remarks=tuple(_remarks(row)),
    )


def _below(row: wording.Row) -> Iterator[str]:
    """Say what else is known beside the figures, each where it is."""
    told = (sentences.plan(row), sentences.year_before(row), sentences.people(row))
    yield from (wording.as_sentence(words) for words in told if words)
    if held := sentences.short_of_pace(row):
        yield held
    yield from sentences.duties(row, row["as_of"])


def _remarks(row: wording.Row) -> Iterator[wording.Remark]:
    yield from wording.remarks(row)
    if own := sentences.assessment(row):
        yield wording.Remark(wording.Kind.ASSESSMENT, own)
    for update in row["updates"]:
        yield wording.Remark(wording.Kind.UPDATE, update)


def _tied(words: str) -> str:
    return words.replace(" ", figures.TIED)


def _value(row: wording.Row, column: str, decimals: str = "decimals") -> str:
    return wording.value(row, column, decimals) or ""


def _figure(value: str, period: str | None) -> Cell:
    return Cell(f"{value} ({period})", (value, period)) if period else Cell.of(value)


def _baseline(row: wording.Row) -> Cell | None:
    if row["relation"] in ("milestone", "undetermined"):
        return None
    if row["baseline_value"] is not None:
        return _figure(
            _value(row, "baseline_value", "baseline_decimals"), row["baseline_period"] or "undated"
        )
    return _figure("no figure", row["baseline_period"]) if row["baseline_period"] else Cell.of("not stated")


def _latest(row: wording.Row) -> Cell:
    if row["relation"] == "milestone":
        return Cell.of(_reported(row))
    if row["latest_value"] is not None:
        return _figure(_value(row, "latest_value"), row["latest_period"])
    lacking = {"all_suppressed": "no value", "first_point_not_due": "none due yet"}
    return Cell.of(lacking.get(row["reason"], "no data"))


def _reported(row: wording.Row) -> str:
    members, done = row["members"] or 1, row["members_done"] or 0
    if members > 1:
        return f"{done} of {members} done"
    if row["reason"] in ("late", "not_done"):
        return wording.REASONS[row["reason"]].brief
    return "done" if done else "not reported"


def _projected(row: wording.Row) -> Cell | None:
    if row["projection_centre"] is None:
        return None
    centre = _value(row, "projection_centre")
    if row["projection_lower80"] is None or row["projection_upper80"] is None:
        return Cell.of(centre)
    ends = row["projection_lower80"], row["projection_upper80"]
    interval = figures.span(*ends, row["unit"], row["decimals"])
    return Cell(f"{centre} ({interval})", (centre, interval))


def _change(row: wording.Row, column: str) -> str:
    return "" if row[column] is None else figures.change(row[column], row["change_decimals"])
