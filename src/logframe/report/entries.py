"""What a table shows of each indicator and area, in words, before it is known how wide the page is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from logframe.report import figures, wording
from logframe.report.layout import Cell
from logframe.report.rollup import INDICATOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

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
        beside: How the latest figure compares with another area's; empty where it is not compared.
        managed: The change a year so far; empty where it is not known.
        needed: The change a year needed from now; empty where it is not known.
        verdict: The verdict's word.
        brief: Why, in few words, where the figures beside it do not tell.
        because: Why, in a sentence, where there is no projection to show.
        remarks: What a reader should know beside the verdict.
    """

    code: str
    areas: tuple[str, ...]
    group: str
    beside: str
    baseline: Cell | None
    latest: Cell
    target: Cell
    projected: Cell | None
    chance: Cell | None
    managed: str
    needed: str
    verdict: Cell
    brief: str
    because: str
    remarks: tuple[wording.Remark, ...]

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome's title and its indicators, if it has any; ``key`` finds its roll-up."""

    key: tuple[str, str]
    title: str
    indicators: tuple[Indicator, ...]

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


def strategies(frame: pl.DataFrame, outline: pl.DataFrame, as_of: date) -> list[Strategy]:
    """Put a verdict frame in words: each strategy, outcome and indicator once.

    Args:
        frame: The verdict frame.
        outline: What the strategies consist of, with every outcome of the frame, in the order to be shown.
        as_of: The day for which the frame was made.
    """
    rows = _prepared(frame, as_of).to_dicts()
    indicators: Outcomes = {}
    for row in rows:
        of_outcome = indicators.setdefault((row["strategy"], row["outcome"]), {})
        of_outcome.setdefault(row["indicator"], []).append(row)
    places = {row["strategy"]: _area(row) for row in rows if row["one_area"] and row["area"]}
    parts: dict[str, list[wording.Row]] = {}
    for part in outline.to_dicts():
        parts.setdefault(part["strategy"], []).append(part)
    return [_strategy(each, indicators, places.get(key, "")) for key, each in parts.items()]


def _prepared(frame: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Settle what a row alone cannot tell.

    There is one number of decimals down an indicator, whatever its areas' files print. Changes get as many as
    the figures, and one more where the smallest would have less than two digits.
    """
    changes = [pl.col(name).abs() for name in ("needed_per_year", "change_per_year")]
    smallest = pl.min_horizontal(pl.when(each > 0).then(each) for each in changes).min().over(INDICATOR)
    decimals = pl.col("decimals", "target_decimals", "baseline_decimals").max().over(INDICATOR)
    one_more = (smallest < 10.0 ** (1 - pl.col("decimals"))).fill_null(value=False)
    one_area = (pl.col("area").drop_nulls().n_unique() == 1) & (pl.col("area").count() > 1)
    return frame.with_columns(decimals, one_area=one_area.over("strategy"), as_of=pl.lit(as_of)).with_columns(
        change_decimals=pl.col("decimals") + one_more.cast(pl.Int64)
    )


def _strategy(parts: list[wording.Row], indicators: Outcomes, place: str) -> Strategy:
    first = parts[0]
    return Strategy(
        key=first["strategy"],
        name=wording.strategy(first),
        place="" if place == first["organisation"] else place,
        outcomes=tuple(_outcome(part, indicators) for part in parts if part["outcome"]),
    )


def _outcome(part: wording.Row, indicators: Outcomes) -> Outcome:
    key = (part["strategy"], part["outcome"])
    return Outcome(key, part["outcome_title"], tuple(map(_indicator, indicators.get(key, {}).values())))


def _indicator(rows: list[wording.Row]) -> Indicator:
    title, unit = rows[0]["title"], figures.beside_title(rows[0]["unit"])
    if unit and unit not in title:
        title = f"{title} ({unit.replace(' ', figures.TIED)})"
    return Indicator(title, tuple(_entries(rows)))


def _entries(rows: list[wording.Row]) -> Iterator[Entry]:
    """Put areas in words; those of which nothing is known, and the same is said, are one entry."""
    alike: dict[tuple[Entry, str | None], list[str]] = {}
    for row in rows:
        own = None if _knows_nothing(row) else row["area"]
        alike.setdefault((_entry(row), own), []).append("" if row["one_area"] else _area(row))
    for (entry, _), areas in alike.items():
        yield replace(entry, areas=tuple(filter(None, areas)))


def _area(row: wording.Row) -> str:
    return row["area_name"] or row["area"] or ""


def _knows_nothing(row: wording.Row) -> bool:
    """Whether a row has no figure of its own: none before, none now, nothing reported."""
    known = (row["baseline_value"], row["latest_value"], row["members_done"] or None)
    return row["verdict"] in ("no_data", "not_yet_measurable") and all(figure is None for figure in known)


def _entry(row: wording.Row) -> Entry:
    """Put a row in words, but for its area."""
    verdict, reason = row["verdict"], row["reason"]
    projected = _projected(row)
    told = projected is None or reason.startswith("chance_")
    return Entry(
        code=verdict,
        areas=(),
        group=row["group"] or "",
        beside=_beside(row),
        baseline=_baseline(row),
        latest=_latest(row),
        target=Cell.of(*filter(None, [wording.target(row), _tied(wording.deadline(row))])),
        projected=projected,
        chance=Cell.of(*figures.chance(row["probability"])) if row["probability"] is not None else None,
        managed=_change(row, "change_per_year"),
        needed=_change(row, "needed_per_year"),
        verdict=Cell.of(wording.VERDICTS[verdict], style=STYLES[verdict]),
        brief="" if told else wording.REASONS[reason].brief,
        because=wording.because(row, row["as_of"]) if projected is None else "",
        remarks=tuple(wording.remarks(row)),
    )


def _tied(words: str | None) -> str | None:
    return words and words.replace(" ", figures.TIED)


def _value(row: wording.Row, column: str, decimals: str = "decimals") -> str:
    places = row["decimals"] if row[decimals] is None else row[decimals]
    return figures.value(row[column], row["unit"], places)


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
    lacking = {"all_suppressed": "suppressed", "first_point_not_due": "none due yet"}
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


def _beside(row: wording.Row) -> str:
    if row["comparator_value"] is None or row["latest_value"] is None:
        return ""
    name = row["comparator_name"] or row["comparator_area"]
    if row["reference"] == "area" and row["reference_name"] == name:
        return ""  # the target says it already
    value = figures.in_full(row["comparator_value"], row["unit"], row["decimals"])
    if row["comparator_period"] != row["latest_period"]:
        value = f"{value} in {row['comparator_period']}"
    return f"{wording.COMPARED[row['comparator_is']]} {name} ({value})"
