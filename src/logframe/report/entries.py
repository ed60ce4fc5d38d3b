"""What a table shows of each indicator and area, in words, before it is known how wide the page is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.report import figures, wording
from logframe.report.layout import Cell
from logframe.report.rollup import INDICATOR

if TYPE_CHECKING:
    Tree = dict[str, dict[str, dict[str, list[wording.Row]]]]

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
        place: The area and the group within it; empty where the indicator has none.
        beside: How the latest figure compares with another area's; empty where it is not compared.
        managed: The change a year so far; empty where it is not known.
        needed: The change a year needed from now; empty where it is not known.
        verdict: The verdict's word.
        brief: Why, in few words, where the figures beside it do not tell.
        because: Why, in a sentence, where there is no projection to show.
        remarks: What a reader should know beside the verdict.
    """

    code: str
    place: str
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
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator's title, with its unit where its values do not carry it, and an entry for each area."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome's title and its indicators; ``key`` finds its roll-up."""

    key: tuple[str, str]
    title: str
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy's title and its outcomes; ``key`` finds its roll-up.

    Where all of it is about one area, ``place`` names it, and its entries do not.
    """

    key: str
    title: str
    place: str
    outcomes: tuple[Outcome, ...]


def strategies(frame: pl.DataFrame) -> list[Strategy]:
    """Put a verdict frame in words, in its order, each strategy, outcome and indicator once."""
    tree: Tree = {}
    for row in _prepared(frame).iter_rows(named=True):
        of_strategy = tree.setdefault(row["strategy"], {})
        of_strategy.setdefault(row["outcome"], {}).setdefault(row["indicator"], []).append(row)
    return [_strategy(key, outcomes) for key, outcomes in tree.items()]


def _prepared(frame: pl.DataFrame) -> pl.DataFrame:
    """Settle what a row alone cannot tell.

    There is one number of decimals down an indicator, whatever its areas' files print. Changes get as many as
    the figures, and one more where the smallest would have less than two digits.
    """
    changes = [pl.col(name).abs() for name in ("needed_per_year", "change_per_year")]
    smallest = pl.min_horizontal(pl.when(each > 0).then(each) for each in changes).min().over(INDICATOR)
    decimals = pl.col("decimals", "target_decimals", "baseline_decimals").max().over(INDICATOR)
    one_more = (smallest < 10.0 ** (1 - pl.col("decimals"))).fill_null(value=False)
    one_area = (pl.col("area").drop_nulls().n_unique() == 1) & (pl.col("area").count() > 1)
    return frame.with_columns(decimals, one_area=one_area.over("strategy")).with_columns(
        change_decimals=pl.col("decimals") + one_more.cast(pl.Int64)
    )


def _strategy(key: str, outcomes: dict[str, dict[str, list[wording.Row]]]) -> Strategy:
    rows = [row for indicators in outcomes.values() for each in indicators.values() for row in each]
    areas = (row["area_name"] or row["area"] for row in rows if row["one_area"])
    return Strategy(
        key=key,
        title=rows[0]["strategy_title"],
        place=next(filter(None, areas), ""),
        outcomes=tuple(_outcome((key, outcome), indicators) for outcome, indicators in outcomes.items()),
    )


def _outcome(key: tuple[str, str], indicators: dict[str, list[wording.Row]]) -> Outcome:
    first = next(iter(indicators.values()))[0]
    return Outcome(key, first["outcome_title"], tuple(map(_indicator, indicators.values())))


def _indicator(rows: list[wording.Row]) -> Indicator:
    title, unit = rows[0]["title"], figures.beside_title(rows[0]["unit"])
    if unit and unit not in title:
        title = f"{title} ({unit.replace(' ', figures.TIED)})"
    return Indicator(title, tuple(map(_entry, rows)))


def _entry(row: wording.Row) -> Entry:
    verdict, reason = row["verdict"], row["reason"]
    area = "" if row["one_area"] else row["area_name"] or row["area"]
    projected = _projected(row)
    told = projected is None or reason.startswith("chance_")
    return Entry(
        code=verdict,
        place=", ".join(filter(None, [area, row["group"]])),
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
        because=wording.because(row) if projected is None else "",
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
