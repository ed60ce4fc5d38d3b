"""The figures from which an indicator's own were made, and those that they were compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.strategy.targets import OtherArea

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logframe.report.steps import Behind
    from logframe.report.wording import Row
    from logframe.strategy.catalogue import Catalogue, Promise


def parts(
    observations: pl.DataFrame, catalogue: Catalogue, promise: Promise, row: Row, behind: Behind
) -> list[Row]:
    """Find the observations that stand behind or beside an indicator's figures without being these.

    A gap is made from two groups or areas, a combined area from its parts; a target may look at another area,
    and every area's latest figure is compared with one area's.

    Returns:
        Rows of the observations with ``period``, ``of`` (whose figure it is) and ``beside`` (it is there for
        nothing but that comparison), in order of time.
    """
    name = promise.indicator.measure
    if name is None or not behind.figures:
        return []
    gap = catalogue.measure(name).gap
    groups = list((gap and gap.between) or [row["group"] or ""])
    asked = (gap and gap.between_areas) or _areas(promise, row)
    areas = [code for area in asked for code in _made_of(catalogue, area)]
    beside = [] if row["comparator_area"] is None else _made_of(catalogue, row["comparator_area"])
    ranks = {code: rank for rank, code in enumerate(dict.fromkeys([*areas, *beside]))}
    periods = pl.DataFrame(
        {key: [figure[key] for figure in behind.figures] for key in ("end", "period")},
        schema={"end": pl.Date, "period": pl.String},
    )
    is_beside = ~pl.col("area").is_in(areas)
    is_own = pl.lit(gap is None) & (pl.col("area") == row["area"]) & (pl.col("group") == (row["group"] or ""))
    found = (
        observations.filter(
            pl.col("measure") == (gap.of if gap else name),
            pl.col("area").is_in(list(ranks)),
            pl.col("group").is_in(groups),
            ~is_own,
        )
        .join(periods, on="end", maintain_order="left")
        .filter(~is_beside | pl.col("period").eq_missing(row["comparator_period"]))
        .with_columns(pl.coalesce("source", "file").alias("source"), beside=is_beside)
    )
    others = found.to_dicts()
    others.sort(key=lambda each: (each["end"], ranks[each["area"]], groups.index(each["group"])))
    return [each | {"of": ", ".join(_of(catalogue, each))} for each in others]


def _areas(promise: Promise, row: Row) -> Iterator[str]:
    """Give the indicator's area, and the other one if its target refers to one."""
    if row["area"]:
        yield row["area"]
    target = promise.indicator.target_in(row["area"])
    if target and isinstance(target.reference, OtherArea):
        yield target.reference.area


def _made_of(catalogue: Catalogue, area: str) -> Sequence[str]:
    combined = catalogue.areas[area].thing.combine if area in catalogue.areas else None
    return [area, *(combined or [])]


def _of(catalogue: Catalogue, observation: Row) -> Iterator[str]:
    yield catalogue.area_name(observation["area"]) or observation["area_name"] or observation["area"]
    if observation["group"]:
        yield observation["group"]
