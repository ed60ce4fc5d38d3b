"""One figure a cell, where files give several: said again, revised, or in conflict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.encode import PART, highest, parts
from logframe.evidence.model import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Callable

    ToldApart = Callable[[pl.DataFrame], pl.Series]

# Floats that differ by less are one number, however it was worked out.
_NOISE = 1e-9
# The decimals of a float that was stored and not printed: finer than any that are printed.
_EXACT = 15
# What is told of the row that another stands against, and what stands beside its value, where files have it.
_SAID = ("file", "record", "read", "value", "value_decimals", "day")
_BESIDE = (*BOUNDS, "numerator", "denominator")

# A table of so many places for each row takes less memory than the rows, and one of so many next to none.
_ROOM = 4
_ROOM_AT_LEAST = 1 << 10

_NO_OTHERS = pl.Schema(
    {"file": pl.UInt32(), "fate": pl.String(), "value": pl.Float64(), "unlike": pl.String()}
)


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Which figure stands for each cell, and what became of the rows of cells that were given more than once.

    Attributes:
        order: Where the figures are that stand, one a cell, by measure, area, group, end and start.
        others: The rows that do not, in the order of reading: `fate` (repeated, superseded or refused),
            start and end, and of the row that each stands against, the one used or else the first of the
            cell, `other_file`, `other_record`, `other_read`, `other_value`, `other_value_decimals` and
            `other_day`; `torn` where its words tell it from one that has nearly its value; and of a repeated
            row `unlike`, the limit or count that the row used has otherwise, unless that is a revision.
    """

    order: pl.Series
    others: pl.DataFrame


def settle(figures: pl.DataFrame, readings: pl.DataFrame, told_apart: ToldApart) -> Settled:
    """Find one figure for each cell.

    Values that are equal at the coarser one's printed precision are one, and the finer is used; but not those
    of two rows of one file that its words tell apart, as Total and Girls, and that are equal for that reason
    alone. Else, if all say when they were published, the latest publication stands, provided it does not
    contradict itself. Else none is used: of two claims there is no average. A suppressed figure equals only
    another.

    Args:
        figures: measure, area, group (Categorical), read (a row of the readings), value (null where
            suppressed), value_decimals, file (its number in the order of reading), record, and perhaps day
            (that of publication, null where the file does not say).
        readings: start, end (Date).
        told_apart: Says of pairs of rows (file, record, other_record) whether a word of a column that is not
            read tells them apart.
    """
    cells, size = _cells(figures, readings)
    is_roomy = size <= _ROOM * len(cells) + _ROOM_AT_LEAST
    order, several = _by_table(cells, size) if is_roomy else _by_sorting(cells, size)
    if several.is_empty():
        return Settled(order, _NO_OTHERS.to_frame())
    rows = figures.select(name for name in figures.columns if name != "note")[several]
    rows = rows.with_columns(
        cells.gather(several).alias("cell"),
        several.alias("at"),
        *(readings[name].gather(rows["read"]) for name in ("start", "end")),
    )
    judged = _judged(rows, told_apart)
    of_cells = judged.group_by("cell").agg(pl.col("at").filter(pl.col("fate") == "used").first()).sort("cell")
    given_again = order.is_in(several.implode())
    order = order.scatter(given_again.arg_true(), of_cells["at"]).drop_nulls()
    return Settled(order, judged.filter(pl.col("fate") != "used").drop("cell", "at"))


def _cells(figures: pl.DataFrame, readings: pl.DataFrame) -> tuple[pl.Series, int]:
    """A number for each row: equal for one cell, and rising with measure, area, group, end and start.

    And how many numbers there might be. One integer sorts several times faster than the texts that it
    stands for.
    """
    periods = readings.select(pl.struct("end", "start").rank("dense")).to_series() - 1
    ranks = {name: _ranks(figures[name]) for name in ("measure", "area", "group")} | {"read": periods}
    sizes = {name: highest(places) + 1 for name, places in ranks.items()}
    most = math.prod(sizes.values())
    kind = pl.UInt32 if most < 1 << 32 else pl.UInt64 if most < 1 << 64 else pl.UInt128
    number = pl.lit(0, dtype=kind)
    for name, size in sizes.items():
        number = number * size + pl.lit(ranks[name]).gather(pl.col(name).to_physical()).cast(kind)
    made = [part.select(cell=number).to_series() for part in figures.select(ranks.keys()).iter_slices(PART)]
    return pl.concat([pl.Series("cell", dtype=kind), *made], rechunk=True), most


def _by_table(cells: pl.Series, size: int) -> tuple[pl.Series, pl.Series]:
    """Where one row of each cell is, by the cells' numbers; and all rows of the cells that have several.

    A table with room for every number is filled in one pass, and what is not found there has a successor.
    That takes time in proportion to the rows, as no sorting does.
    """
    places = pl.int_range(len(cells), dtype=pl.get_index_type(), eager=True)
    table = pl.repeat(None, size, dtype=places.dtype, eager=True).scatter(cells, places)
    order = table.drop_nulls()
    if len(order) == len(cells):
        return order, places.clear()
    replaced = places.filter(table.gather(cells) != places)
    return order, pl.concat([replaced, table.gather(cells.gather(replaced).unique())])


def _by_sorting(cells: pl.Series, size: int) -> tuple[pl.Series, pl.Series]:
    """The same for numbers of which few are taken."""
    if size * len(cells) < 1 << 64:
        # Number and place as one sort faster than the two, and in a fraction of the memory.
        packed = cells.cast(pl.UInt64) * len(cells) + pl.int_range(len(cells), dtype=pl.UInt64, eager=True)
        packed.sort(in_place=True)
        cells = packed // len(cells)
        order = (packed % len(cells)).cast(pl.get_index_type())
    else:
        order = cells.arg_sort()
        cells = cells.gather(order)
    again = (cells == cells.shift()).fill_null(value=False)
    return order.filter(~again), order.filter(again | again.shift(-1, fill_value=False))


def _ranks(column: pl.Series) -> pl.Series:
    """At the place of each label's code its place among the distinct ones in the order of their texts."""
    # Codes are dense enough for a table in which something stands at the place of each.
    codes = column.to_physical()
    if codes.min() == codes.max():
        return pl.zeros(highest(codes) + 1, dtype=pl.UInt32, eager=True)
    met = pl.zeros(highest(codes) + 1, dtype=pl.UInt8, eager=True)
    for part in parts(codes):
        met = met.scatter(part, 1)
    distinct = met.cast(pl.Boolean).arg_true()
    order = distinct.gather(distinct.cat.to(pl.Categorical).cast(pl.String).arg_sort())
    return pl.zeros(len(met), dtype=pl.UInt32, eager=True).scatter(
        order, pl.int_range(len(order), dtype=pl.UInt32, eager=True)
    )


def _judged(rows: pl.DataFrame, told_apart: ToldApart) -> pl.DataFrame:
    """Say of the rows of each cell which is used and what the others are."""
    if "day" not in rows.columns:
        rows = rows.with_columns(day=pl.lit(None, dtype=pl.Date))
    rows = rows.sort("cell", "file", "record").with_columns(
        places=pl.col("value_decimals").fill_null(_EXACT),
        latest=(pl.col("day") == pl.col("day").max().over("cell")).fill_null(value=False),
        dated=pl.col("day").is_not_null().all().over("cell"),
    )
    latest_stands = _agree("cell", "latest") & pl.col("latest") & pl.col("dated")
    rows = rows.with_columns(all_stand=_agree("cell"), latest_stands=latest_stands, torn=pl.lit(False))
    rows = _without_breakdowns(rows, told_apart)
    rows = rows.with_columns(stands=pl.col("all_stand") | pl.col("latest_stands"))
    # The finest of those that stand; of equally fine ones the latest, and of these the first. Where none
    # stands, the first of the cell is what the others contradict.
    best = rows.sort(
        "cell",
        "stands",
        *_if_stands("places", "day"),
        "file",
        "record",
        descending=[False, True, True, True, False, False],
    ).unique("cell", keep="first", maintain_order=True)
    beside = [name for name in _BESIDE if name in rows.columns]
    other = best.select("cell", *(pl.col(name).alias(f"other_{name}") for name in (*_SAID, *beside)))
    rows = rows.join(other, on="cell", how="left", maintain_order="left")
    itself = (pl.col("file") == pl.col("other_file")) & (pl.col("record") == pl.col("other_record"))
    fate = (
        pl.when(~pl.col("stands").any().over("cell"))
        .then(pl.lit("refused"))
        .when(itself)
        .then(pl.lit("used"))
        .when(pl.col("stands") | _same_as_other())
        .then(pl.lit("repeated"))
        .otherwise(pl.lit("superseded"))
    )
    unlike = pl.coalesce(
        pl.lit(None, pl.String), *(pl.when(_differs(name)).then(pl.lit(name)) for name in beside)
    )
    is_revised = (pl.col("day") < pl.col("other_day")).fill_null(value=False)
    return rows.with_columns(fate=fate, unlike=pl.when((fate == "repeated") & ~is_revised).then(unlike)).drop(
        "places", "latest", "dated", "all_stand", "latest_stands", "stands"
    )


def _without_breakdowns(rows: pl.DataFrame, told_apart: ToldApart) -> pl.DataFrame:
    """Let rows not stand that one file has side by side, with other values and other words.

    Each is held against the finest of its file and day, which would be used in its place.
    """
    of_file = ("cell", "file", "day")
    finest = pl.struct("record", "value").sort_by("places", "record", descending=[True, False]).first()
    doubtful = (
        rows.filter((pl.col("all_stand") | pl.col("latest_stands")) & (pl.len().over(of_file) > 1))
        .with_columns(finest=finest.over(of_file))
        .filter((pl.col("value") - _of_finest("value")).abs() > _NOISE * pl.col("value").abs())
    )
    if doubtful.is_empty():
        return rows
    apart = doubtful.filter(told_apart(doubtful.select("file", "record", other_record=_of_finest("record"))))
    torn = apart.select("cell", "latest").unique().with_columns(torn=pl.lit(True))
    rows = rows.drop("torn").join(torn, on=("cell", "latest"), how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("torn").fill_null(value=False))
    return rows.with_columns(
        all_stand=pl.col("all_stand") & ~pl.col("torn").any().over("cell"),
        latest_stands=pl.col("latest_stands") & ~pl.col("torn"),
    )


def _of_finest(column: str) -> pl.Expr:
    return pl.col("finest").struct.field(column)


def _if_stands(*columns: str) -> list[pl.Expr]:
    return [pl.when("stands").then(column) for column in columns]


def _agree(*keys: str) -> pl.Expr:
    """Whether all values that share the keys are one: every two of them at the coarser one's precision.

    Against each value it is enough to hold the highest and the lowest of those printed as finely or finer.
    """
    value = pl.col("value")
    highest = value.cum_max().over(keys, order_by="places", descending=True)
    lowest = value.cum_min().over(keys, order_by="places", descending=True)
    off = pl.max_horizontal(highest - value, value - lowest)
    near = (off <= _half_unit(value, pl.col("places"))).fill_null(value=True)
    missing = value.is_null()
    return near.all().over(keys) & (missing.all() | ~missing.any()).over(keys)


def _same_as_other() -> pl.Expr:
    value, other = pl.col("value"), pl.col("other_value")
    near = ((value - other).abs() <= _half_unit(other, _coarser())).fill_null(value=False)
    return near | (value.is_null() & other.is_null())


def _differs(name: str) -> pl.Expr:
    """Whether what stands beside two equal values is not the same; limits are printed like their values."""
    own, other = pl.col(name), pl.col(f"other_{name}")
    near = _half_unit(other, _coarser()) if name in BOUNDS else _NOISE * other.abs()
    return (own - other).abs() > near


def _coarser() -> pl.Expr:
    """The fewer of the digits that a row's value and the other's are printed with."""
    return pl.min_horizontal("places", pl.col("other_value_decimals").fill_null(_EXACT))


def _half_unit(value: pl.Expr, places: pl.Expr) -> pl.Expr:
    """Half a unit of the last printed digit, and a little for the binary form of decimal numbers."""
    return 0.5 * pl.lit(10.0).pow(-places) + 1e-12 * value.abs()
