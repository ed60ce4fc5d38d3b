"""What the rows look at: a series up to a deadline's period, beside another area's where the target needs it.

Many targets can look at one series: several strategies promise something of the same measure, and a national
one does so for every area. What the figures alone say is worked out once a view, and taken to its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from logframe.evaluation import beside, chances, digits, points, tables, trends, variation
from logframe.evaluation.tables import collect

if TYPE_CHECKING:
    from logframe.evaluation import projection

_VIEW = ["measure", "series", "other_series", "end_edge", "break_start", "judged_on"]
"""Rows that agree in these look at one view."""
_OF_MEASURE = (
    "unit", "improves", "scale", "top", "measure_decimals", "step", "per_year", "pooled", "run_length",
    "screen", "rebase_end", "gap_of",
)  # fmt: skip
_OF_SERIES = ("place", "length", "beside_series")


class Looked(NamedTuple):
    """The rows with the number of their view, and the views."""

    rows: pl.DataFrame
    views: pl.DataFrame


def look(asked: pl.DataFrame) -> Looked:
    """Number the views.

    Args:
        asked: As `asked.expand` returns them.

    Returns:
        The rows with ``view`` (UInt32), and a row a view, in the order in which they are first looked at:
        view, measure, series, other_series, end_edge, break_start, judged_on, and what the measure and the
        series say.
    """
    distinct = asked.select(*_VIEW, *_OF_MEASURE, *_OF_SERIES).unique(
        _VIEW, keep="first", maintain_order=True
    )
    views = distinct.with_row_index("view")
    if views.height == asked.height:
        return Looked(asked.with_columns(views["view"]), views)
    numbers = views.select("view", *_VIEW)
    return Looked(asked.join(numbers, on=_VIEW, how="left", nulls_equal=True, maintain_order="left"), views)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the figures say of each view, whatever its targets are; ``view`` is the same in all.

    Attributes:
        views: As `look` makes them, with everything that follows from the figures.
        points: Every figure of each view, used or not, as `points.join_points` makes them.
        scaled: The usable ones on their scale, as `chances.scaled_points` makes them.
        fitted: What the past of each view's series says, as `chances.fit` makes it.
    """

    views: pl.DataFrame
    points: pl.DataFrame
    scaled: pl.DataFrame
    fitted: projection.Fit


def see(views: pl.DataFrame, cells: pl.DataFrame) -> Seen:
    """Work out all that the figures say of each view.

    Args:
        views: As `look` makes them.
        cells: As `points.number_series` makes them.
    """
    found = points.join_points(views, cells)
    known = collect(chances.on_scale(_with_facts(views, found, cells)))
    scaled = chances.scaled_points(known, found)
    fitted = chances.fit(known, scaled)
    parts = (
        chances.project(known, fitted),
        chances.ways(scaled),
        trends.of_views(known, found),
        variation.of_views(known, found),
        beside.comparators(known, found, cells),
        beside.year_before(known, found),
    )
    return Seen(collect(tables.alongside(known, parts, "view")), found, scaled, fitted)


def _with_facts(views: pl.DataFrame, found: pl.DataFrame, cells: pl.DataFrame) -> pl.LazyFrame:
    """Give each view its facts, and what the other areas' figures are printed with, if there are any."""
    facts = tables.alongside(views, [points.facts(found)], "view")
    others = [views.select("break_start", series=f"{area}_series") for area in ("other", "beside")]
    printed = digits.of_series(cells, pl.concat(others).drop_nulls("series").unique())
    for area in ("other", "beside"):
        theirs = printed.lazy().rename({"series": f"{area}_series", "decimals": f"{area}_decimals"})
        key = [f"{area}_series", "break_start"]
        facts = facts.join(theirs, on=key, how="left", nulls_equal=True, maintain_order="left")
    known = pl.col("other_series").is_in(printed["series"].implode())
    return facts.with_columns(pl.col("n").fill_null(0), comparator_known=known.fill_null(value=False))


def taken(rows: pl.DataFrame, views: pl.DataFrame) -> pl.DataFrame:
    """Give the rows what is known of their views, a row a row in the rows' order.

    Args:
        rows: With ``view``.
        views: A row a view, in the order of their numbers.
    """
    # A row's own scale is its measure's; the view's is identity where figures go below zero.
    rows = rows.drop("scale")
    new = views.select(name for name in views.columns if name not in rows.columns)
    return rows.hstack(new if views["view"].equals(rows["view"]) else new[rows["view"]])
