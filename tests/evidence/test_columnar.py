"""Parquet files: typed columns, and places that are numbers of rows and columns. The figures are made up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from tests.evidence.made_up import account, adds_up, parquet, read, told

if TYPE_CHECKING:
    from logframe.evidence import Evidence

PLAIN: dict[str, Any] = {"measure": ["score"], "area": ["E1"], "period": ["2022"], "value": ["5.0"]}


def tidy(columns: dict[str, Any]) -> bytes:
    return parquet(**PLAIN | columns)


def one(columns: dict[str, Any]) -> Evidence:
    return read({"a.parquet": tidy(columns)})


VALUES = {
    "text": (pl.Series(["1,234.50"]), 1234.5, 2),
    "floats, of which nothing was printed": (pl.Series([5.25]), 5.25, None),
    "whole numbers": (pl.Series([5]), 5.0, 0),
    "small whole numbers": (pl.Series([5], dtype=pl.UInt8), 5.0, 0),
    "decimals": (pl.Series([Decimal("5.250")]), 5.25, 3),
    "categories": (pl.Series(["5.0"], dtype=pl.Categorical), 5.0, 1),
}


@pytest.mark.parametrize(("values", "value", "decimals"), VALUES.values(), ids=VALUES)
def test_a_value_is_read_whatever_its_type(values: pl.Series, value: float, decimals: int | None) -> None:
    found = one({"value": values})
    assert found.observations.select("value", "decimals").rows() == [(value, decimals)]
    assert found.messages == []


TYPES = {
    "a year as a number": ("period", pl.Series([2022])),
    "a period as a date": ("period", pl.Series([date(2022, 1, 1)])),
    "measure as a category": ("measure", pl.Series(["score"], dtype=pl.Categorical)),
    "area as an enumeration": ("area", pl.Series(["E1"], dtype=pl.Enum(["E1"]))),
    "no group": ("group", pl.Series([None], dtype=pl.Null)),
    "no note": ("note", pl.Series([None], dtype=pl.String)),
}


@pytest.mark.parametrize(("column", "values"), TYPES.values(), ids=TYPES)
def test_labels_are_read_whatever_their_type(column: str, values: pl.Series) -> None:
    found = one({column: values})
    cell = found.observations.select("measure", "area", "group", "end", "value").rows()
    assert cell == [("score", "E1", "", date(2022, 12, 31), 5.0)]
    assert found.messages == []


@pytest.mark.parametrize(
    "day", [date(2024, 11, 22), datetime(2024, 11, 22, 9, 30, tzinfo=UTC), "2024-11-22"], ids=repr
)
def test_the_day_of_publication_may_be_typed(day: object) -> None:
    assert one({"published": [day]}).observations["published"].to_list() == [date(2024, 11, 22)]


def test_two_floats_that_differ_in_the_last_bit_are_one() -> None:
    rows = {name: column * 2 for name, column in PLAIN.items()} | {"value": [0.1 + 0.2, 0.3]}
    found = read({"a.parquet": tidy(rows)})
    assert account(found) == [{"read": 2, "used": 2, "repeated": 1}]


def test_a_float_is_finer_than_any_print() -> None:
    found = read(
        {
            "a.csv": "measure,area,period,value\nscore,E1,2022,5.67\n",
            "b.parquet": tidy({"value": [5.6667]}),
        }
    )
    assert found.observations.select("value", "decimals").rows() == [(5.6667, None)]


def test_a_row_of_a_parquet_file_is_told_by_its_number_and_that_of_its_column() -> None:
    rows = {
        "measure": ["score"] * 5,
        "area": ["E1"] * 5,
        "period": ["2022", "2021", "lately", "2020", "2019"],
        "value": [5.0, float("nan"), 5.0, None, float("inf")],
    }
    found = read({"a.parquet": tidy(rows)})
    assert told(found) == [
        ("a.parquet", 2, 4, "LF403"),
        ("a.parquet", 3, 3, "LF404"),
        ("a.parquet", 4, 4, "LF410"),
        ("a.parquet", 5, 4, "LF403"),
    ]
    assert account(found) == [{"read": 5, "used": 1, "refused": 4}]
    assert found.observations["record"].to_list() == [1]


BROKEN = {
    "no Parquet at all": (b"measure,area,period,value\n", "LF401"),
    "no bytes": (b"", "LF401"),
    "cut short": (tidy({})[:-9], "LF401"),
    "broken inside": (b"PAR1" + b"\xff" * 40 + tidy({})[44:], "LF401"),
    "lists in a column": (tidy({"value": [[5.0]]}), "LF402"),
    "bytes in a column": (tidy({"area": [b"E1"]}), "LF402"),
    "a column missing": (tidy({}).replace(b"period", b"perjod"), "LF402"),
}


@pytest.mark.parametrize(("content", "code"), BROKEN.values(), ids=BROKEN)
def test_a_broken_parquet_file_ends_in_a_message(content: bytes, code: str) -> None:
    found = read({"a.parquet": content, "b.csv": "measure,area,period,value\nscore,E1,2022,5\n"})
    assert [(name, found_code) for name, _, _, found_code in told(found)] == [("a.parquet", code)]
    assert account(found) == [{}, {"read": 1, "used": 1}]
    assert adds_up(found)


def test_an_unknown_column_of_a_parquet_file_is_told_by_its_number() -> None:
    assert told(one({"noet": [""]})) == [("a.parquet", 1, 5, "LF402")]
