"""Numbers as extracts print them: signs, thousands, per cent, and the marks of what is suppressed."""

from __future__ import annotations

import polars as pl

#: How publishers mark a figure that they hold back or do not have. Capitals do not matter. After the
#: Government Statistical Service's and the Department for Education's symbols, and NHS England's practice.
MARKS = frozenset(
    (
        *("*", "-", "–", "..", "…", ":"),
        *("c", "k", "u", "x", "z", "low", "[c]", "[k]", "[u]", "[x]", "[z]", "[low]"),
        *("<3", "<5", "<6", "<7", "<8", "<10", "<11"),
    )
)

_THOUSANDS = r",\u00a0\u2009\u202f"
_NUMBER = (
    rf"[+-]?(?:[0-9]{{1,3}}(?:[{_THOUSANDS}][0-9]{{3}})+|[0-9]+)?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{{1,3}})?"
)
_SPELLING = rf"^(?:%\s*)?({_NUMBER})(?:\s*%)?$"

# No count is a percentage.
_COUNTS = ("numerator", "denominator")

#: What a cell in a column of numbers holds.
KIND = pl.Enum(["number", "empty", "mark", "unreadable"])


def parse(rows: pl.DataFrame, column: str, marks: frozenset[str]) -> pl.DataFrame:
    """Read a column of numbers.

    Plain text, nearly all of it, is cast. The rest is looked up: its distinct spellings are few.

    Args:
        rows: A frame with that column, as text or as numbers, and unit: what a % sign does, see `Definition`.
        column: Its name.
        marks: What stands for a suppressed figure, in small letters.

    Returns:
        The frame with `column` as Float64 (null where there is no number), and besides
        `{column}_decimals` (Int64, those printed; null where a float was stored, not printed),
        `{column}_kind` (`KIND`) and `{column}_text` (String, where it was not plain).
    """
    stored = rows.schema[column]
    places, kind, text = f"{column}_decimals", f"{column}_kind", f"{column}_text"
    cast = pl.col(column).cast(pl.Float64, strict=False)
    plain = cast.is_finite()
    if stored == pl.String:
        plain &= ~pl.col(column).str.contains("[eE]")
        point = pl.col(column).str.find(".", literal=True)
        decimals = (pl.col(column).str.len_bytes().cast(pl.Int64) - point - 1).fill_null(0)
    else:
        decimals = pl.lit(_stored_decimals(stored), dtype=pl.Int64)
    plain = plain.fill_null(value=False)
    rows = rows.with_columns(
        pl.when(plain).then(cast).alias(column),
        pl.when(plain).then(decimals).alias(places),
        pl.when(~plain).then(pl.col(column).cast(pl.String).fill_null("")).alias(text),
    )
    known = spelt(rows[text].drop_nulls().unique(), marks)
    if known.is_empty():
        return rows.with_columns(pl.lit("number", dtype=KIND).alias(kind))
    rows = rows.join(known, on=text, how="left", maintain_order="left").with_columns(
        pl.coalesce(column, "number").alias(column),
        pl.coalesce(places, "places").alias(places),
        pl.col("kind").fill_null("number").alias(kind),
    )
    if known["percent"].any():
        share = pl.col("percent") & (pl.col("unit") == "proportion")
        misplaced = pl.col("percent") & ((pl.col("unit") == "other") | pl.lit(column in _COUNTS))
        rows = rows.with_columns(
            pl.when(share).then(pl.col(column) / 100).otherwise(column).alias(column),
            pl.when(share).then(pl.col(places) + 2).otherwise(places).alias(places),
            pl.when(misplaced).then(pl.lit("unreadable", dtype=KIND)).otherwise(kind).alias(kind),
        )
    return rows.drop("number", "places", "kind", "percent")


def spelt(texts: pl.Series, marks: frozenset[str]) -> pl.DataFrame:
    """Read spellings of numbers.

    Args:
        texts: Distinct texts.
        marks: What stands for a suppressed figure, in small letters.

    Returns:
        One row a text, under the name of the series: number (Float64), places (Int64, printed decimals),
        kind (`KIND`), percent (Boolean).
    """
    text = pl.col(texts.name)
    bare = text.str.strip_chars().str.replace_all("−", "-", literal=True)
    once = bare.str.count_matches("%", literal=True) <= 1
    spelling = pl.when(once).then(bare.str.extract(_SPELLING))
    number = spelling.str.replace_all(f"[{_THOUSANDS}]", "").cast(pl.Float64, strict=False)
    places = (
        spelling.str.extract(r"\.([0-9]*)").str.len_bytes().fill_null(0).cast(pl.Int64)
        - spelling.str.extract("[eE](.*)$").cast(pl.Int64, strict=False).fill_null(0)
    ).clip(0)
    return (
        texts.to_frame()
        .with_columns(
            number=number,
            places=places,
            percent=bare.str.contains("%", literal=True),
            kind=pl.when(bare == "")
            .then(pl.lit("empty"))
            .when(bare.str.to_lowercase().is_in(list(marks)))
            .then(pl.lit("mark"))
            .when(number.is_finite())
            .then(pl.lit("number"))
            .otherwise(pl.lit("unreadable"))
            .cast(KIND),
        )
        .with_columns(
            pl.when(pl.col("kind") == "number").then("number").alias("number"),
            pl.when(pl.col("kind") == "number").then("places").alias("places"),
        )
    )


def _stored_decimals(kind: pl.DataType) -> int | None:
    if kind.is_integer():
        return 0
    return kind.scale if isinstance(kind, pl.Decimal) else None
