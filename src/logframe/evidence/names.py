"""Areas that files call by two names: one of them may have another area's code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.encode import PART

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logframe.declarations import Extract as Says

#: Where an area is called by a name: each pair once a file, and the first row of it.
CALLED = pl.Schema(
    {"file": pl.UInt32(), "area": pl.String(), "area_name": pl.String(), "record": pl.UInt64()}
)
# What publishers add to a name, or leave out of it.
_ADDED = (
    *("and", "of", "the"),
    *("authority", "borough", "cc", "city", "council", "county", "district", "la", "metropolitan", "region"),
    *("royal", "ua", "unitary"),
    *("board", "care", "ccg", "foundation", "ft", "icb", "integrated", "nhs", "trust"),
)
_CODE_BEHIND = r"\s+[-–]\s+[A-Z0-9]{3}\s*$"


def has_own_codes(says: Says) -> bool:
    """Whether areas of a declared file have its own codes, and not those that the declaration gives."""
    fixed = (says.fixed, *(one.fixed for one in says.measures.values()))
    return says.codes.area is None and all(one.area is None for one in fixed)


def called(rows: pl.DataFrame) -> pl.DataFrame:
    """What areas are called in some rows (`CALLED`, file only where it is there)."""
    if "area_name" not in rows.columns:
        return CALLED.to_frame().drop(() if "file" in rows.columns else "file")
    pair = ["file", "area", "area_name"] if "file" in rows.columns else ["area", "area_name"]
    named = rows.select(*pair, "record")
    # There may not be room for much beside all rows.
    parts = [part.drop_nulls().unique(pair, keep="first") for part in named.iter_slices(PART)]
    kinds = pl.Schema({name: CALLED[name] for name in (*pair, "record")})
    return pl.concat([named.clear(), *parts]).cast(kinds).group_by(pair).agg(pl.col("record").min())


def by_two_names(found: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Areas that are called by names that differ in more than spelling and what is added to them.

    Args:
        found: What files call areas (`CALLED`).

    Returns:
        One row an area, where the second of its names is first met: `CALLED`, and the name that was met
        before it, with its file and record, `other_name`, `other_file` and `other_record`.
    """
    rows = pl.concat([CALLED.to_frame(), *found]).with_columns(pl.col("area_name", "area").str.strip_chars())
    rows = rows.filter((pl.col("area_name") != "") & (pl.col("area") != ""))
    if rows["area"].n_unique() == rows.select("area", "area_name").n_unique():  # as nearly always
        return rows.clear()
    rows = rows.sort("file", "record")
    rows = rows.with_columns(plain=_plain(pl.col("area_name")))
    rows = rows.with_columns(
        pl.col(name).first().over("area").alias(f"other_{name.removeprefix('area_')}")
        for name in ("area_name", "file", "record", "plain")
    )
    return rows.filter(pl.col("plain") != pl.col("other_plain")).unique(
        "area", keep="first", maintain_order=True
    )


def _plain(name: pl.Expr) -> pl.Expr:
    """A name's own words, in order of the alphabet; all of them where it has no others."""
    bare = name.str.replace(_CODE_BEHIND, "").str.to_lowercase().str.replace_all(r"['’.]", "")
    words = bare.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars().str.split(" ")
    own = words.list.eval(pl.element().filter(~pl.element().is_in(list(_ADDED)))).list.sort().list.join(" ")
    return pl.when(own != "").then(own).otherwise(words.list.join(" "))
