"""Figures that are most likely on another scale than their unit's: fractions of 1 among per cents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from logframe import periods
from logframe.evaluation.frames import LABELS
from logframe.evaluation.tables import labelled
from logframe.strategy.rules.allow import Remark
from logframe.strategy.rules.words import baselines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from logframe.evaluation.evaluate import Evaluation
    from logframe.strategy.catalogue import Catalogue, Promise
    from logframe.strategy.measures import Measure

# A target or a baseline is so many times the largest of figures that are fractions: a hundred times, give or
# take what has changed and what is yet to change. Of figures that are small per cents it is a few times.
_OF_FRACTIONS = (20, 500)
_HUNDREDFOLD = (50, 200)
_HINT = "a declaration multiplies figures with times: 100; if they are right, allow this"
_SERIES = [*LABELS]
_BEFORE = {name: f"{name}_before" for name in ("value", "end", "borne_out")}


def odd_sizes(
    catalogue: Catalogue, promises: Mapping[tuple[str, str], Promise], evaluation: Evaluation
) -> Iterator[Remark]:
    """Hold the sizes of figures against targets, stated baselines and each other.

    Args:
        catalogue: The units of measures.
        promises: By strategy and indicator.
        evaluation: The figures.

    Returns:
        LF321 of per cents none of which is above 1, and LF322 of per cents and rates, each once an indicator.
    """
    units = {name: catalogue.measure(name).unit for name in catalogue.measures}
    percent = [name for name, unit in units.items() if unit == "percent"]
    rates = [name for name, unit in units.items() if unit.startswith("rate per ")]
    rows = evaluation.assessments.select("strategy", "indicator", *LABELS, "target_value")
    rows = rows.filter(pl.col("measure").is_in([*percent, *rates]) & pl.col("area").is_not_null())
    rows = labelled(rows.with_columns(pl.col("group").fill_null("")), *LABELS)
    tops = evaluation.questions.measures.select("measure", "top")
    figures = (
        evaluation.observations.select(*LABELS, "end", "value", "numerator", "denominator")
        .drop_nulls("value")
        .join(rows, on=_SERIES, how="semi", maintain_order="left")
        .join(labelled(tops, "measure"), on="measure", maintain_order="left")
        .with_columns(borne_out=_borne_out())
    )
    largest = figures.group_by(_SERIES).agg(pl.col("borne_out").any(), largest=pl.col("value").abs().max())
    small = largest.filter(
        pl.col("measure").cast(pl.String).is_in(percent) & (pl.col("largest") <= 1) & ~pl.col("borne_out")
    )
    yield from _fractions(promises, rows.join(small, on=_SERIES, maintain_order="left"))
    jumps = rows.join(_jumps(figures), on=_SERIES, maintain_order="left_right")
    yield from _hundredfold(catalogue, promises, jumps)


def _fractions(promises: Mapping[tuple[str, str], Promise], rows: pl.DataFrame) -> Iterator[Remark]:
    told = set()
    for row in rows.iter_rows(named=True):
        key = row["strategy"], row["indicator"]
        promise = promises[key]
        held_against = {"target": row["target_value"]}
        for one, path in baselines_of(promise):
            if path in (("baseline",), ("baselines", row["area"])):
                held_against["baseline"] = one.value
        least, most = (row["largest"] * times for times in _OF_FRACTIONS)
        for what, value in held_against.items():
            if key not in told and value and value > 1 and least <= value <= most:
                told.add(key)
                text = (
                    f"no figure of indicator '{promise.indicator.id}' is above {row['largest']:g} per cent, "
                    f"and its {what} is {value:g}: the figures look like fractions"
                )
                yield Remark("LF321", text, promise.written, ("measure",), _HINT)


def _jumps(figures: pl.DataFrame) -> pl.DataFrame:
    """Figures that are about a hundred times the one before in their series, or a hundredth of it."""
    before = pl.col(*_BEFORE).shift().over(_SERIES).name.map(_BEFORE.__getitem__)
    times = pl.col("value") / pl.col("value_before")
    far = times.is_between(*_HUNDREDFOLD) | (1 / times).is_between(*_HUNDREDFOLD)
    right = pl.col("borne_out") & pl.col("borne_out_before")
    return figures.with_columns(before).filter((pl.col("value") * pl.col("value_before") != 0) & far & ~right)


def _borne_out() -> pl.Expr:
    """Whether a figure has counts that make about as much, however it was adjusted or they were rounded."""
    made = pl.col("numerator") / pl.col("denominator") * pl.col("top")
    return (made / pl.col("value")).is_between(0.5, 2).fill_null(value=False)


def _hundredfold(
    catalogue: Catalogue, promises: Mapping[tuple[str, str], Promise], rows: pl.DataFrame
) -> Iterator[Remark]:
    told = set()
    for row in rows.iter_rows(named=True):
        key = row["strategy"], row["indicator"]
        if key in told or _explained(catalogue.measure(row["measure"]), row):
            continue
        told.add(key)
        promise = promises[key]
        text = (
            f"indicator '{promise.indicator.id}' has {row['value_before']:g} up to {row['end_before']} in "
            f"{row['area']}, and {row['value']:g} up to {row['end']}: one is about 100 times the other"
        )
        yield Remark("LF322", text, promise.written, ("measure",), _HINT)


def _explained(measure: Measure, row: Mapping[str, Any]) -> bool:
    """Whether the measure says that the series breaks off between two figures, or that one is exceptional."""
    breaks = [periods.read(one.from_, measure.calendar).period.end for one in measure.breaks]
    exceptional = [periods.read(one.period, measure.calendar).period.end for one in measure.exceptional]
    is_new = any(row["end_before"] < end <= row["end"] for end in breaks)
    return is_new or row["end"] in exceptional or row["end_before"] in exceptional
