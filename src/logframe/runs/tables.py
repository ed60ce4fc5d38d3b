"""Tables inside a saved run: by columns, every label once, and read back with suspicion.

A column that is all null is null; texts and dates are ``{"of": labels, "at": places}``, since a few labels
fill a column of millions; everything else is a list. JSON has no infinities: these are "inf", "-inf", "nan".
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection

    from polars.datatypes import DataType

    Kind: TypeAlias = DataType | type[DataType]

_NOTHING = type(None)
_TAKES = (
    (pl.Float64, {float, int, str, _NOTHING}),
    (pl.Int16, {int, _NOTHING}),
    (pl.Int64, {int, _NOTHING}),
    (pl.UInt32, {int, _NOTHING}),
    (pl.Boolean, {bool, _NOTHING}),
    (pl.List(pl.String), {list, _NOTHING}),
)
_LABELLED = (pl.String, pl.Categorical, pl.Date)
_INFINITE = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}


class UnreadableTableError(ValueError):
    """Data are no table, or not the one that is wanted; the words say what is wrong with it."""


def to_data(frame: pl.DataFrame) -> dict[str, Any]:
    """Give a frame as plain data for JSON; equal frames give equal data."""
    return {"rows": frame.height} | {column.name: _to_column(column) for column in frame}


def _to_column(column: pl.Series) -> object:
    if column.null_count() == column.len():
        return None
    if column.dtype in _LABELLED:
        texts = column.cast(pl.String)  # dates as 2026-05-31
        labels = texts.drop_nulls().unique(maintain_order=True)
        places = texts.cast(pl.Enum(labels)).to_physical()
        return {"of": labels.to_list(), "at": places.to_list()}
    if column.dtype == pl.Float64 and not column.is_finite().all():
        return [value if value is None or math.isfinite(value) else str(value) for value in column]
    return column.to_list()


def from_data(data: object, schema: Mapping[str, Kind], *, needed: Collection[str]) -> pl.DataFrame:
    """Give a frame of a schema from plain data.

    Args:
        data: As `to_data` gives it, perhaps of another version: columns that the schema
            lacks are passed over.
        schema: The columns and their types; one that the data lack is all null.
        needed: Columns of the schema in which nothing may be null.

    Raises:
        UnreadableTableError: The data are no such table.
    """
    if not isinstance(data, Mapping) or type(rows := data.get("rows")) is not int:
        raise UnreadableTableError("is not a table")
    # these say how long the table really is, before room is made for columns that are all null
    for name in needed:
        if _length(data.get(name)) != rows:
            raise UnreadableTableError(f"has no column '{name}' of {rows:,} rows")
    frame = pl.DataFrame([_from_column(name, data.get(name), kind, rows) for name, kind in schema.items()])
    for name in needed:
        if frame[name].null_count():
            raise UnreadableTableError(f"has gaps in its column '{name}'")
    return frame


def _length(column: object) -> int:
    column = column.get("at") if isinstance(column, Mapping) else column
    return len(column) if isinstance(column, list) else 0


def _from_column(name: str, data: object, kind: Kind, rows: int) -> pl.Series:
    if data is None:
        return pl.Series(name, [None], dtype=kind).new_from_index(0, rows)
    if _length(data) != rows:
        raise UnreadableTableError(f"has no {rows:,} rows in its column '{name}'")
    try:
        if kind in _LABELLED:
            return _labelled(data, kind).alias(name)
        return _listed(data, kind).alias(name)
    except (TypeError, ValueError, OverflowError, KeyError):
        raise UnreadableTableError(
            f"has something in its column '{name}' that does not belong there"
        ) from None


def _labelled(data: object, kind: Kind) -> pl.Series:
    """Read a column of labels; whatever is wrong with it is a TypeError, a ValueError or a KeyError."""
    if not isinstance(data, Mapping) or set(map(type, data["of"])) - {str}:
        raise TypeError
    labels = [date.fromisoformat(text) for text in data["of"]] if kind == pl.Date else data["of"]
    places = _listed(data["at"], pl.Int64)
    if not places.drop_nulls().is_between(0, len(labels) - 1).all():
        raise ValueError
    return pl.Series(labels, dtype=kind).gather(places.cast(pl.UInt32))


def _listed(data: object, kind: Kind) -> pl.Series:
    """Read a column of values; whatever is wrong with it is a TypeError, a ValueError or a KeyError."""
    takes = next(types for known, types in _TAKES if known == kind)
    if not isinstance(data, list) or (found := set(map(type, data))) - takes:
        raise TypeError
    if list in found and {type(text) for texts in data if texts for text in texts} - {str}:
        raise TypeError
    if str in found:
        data = [_INFINITE[value] if isinstance(value, str) else value for value in data]
    return pl.Series(data, dtype=kind, strict=True)
