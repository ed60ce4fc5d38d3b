"""Numbers as extracts print them: signs, thousands, per cent, and the marks of what is suppressed."""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
# So many cells of columns that are added up are read at a time.
_CELLS = 1 << 20

#: What a cell in a column of numbers holds.
KIND = pl.Enum(["number", "empty", "mark", "unreadable"])


def parse(rows: pl.DataFrame, columns: list[str], marks: frozenset[str]) -> pl.DataFrame:
    """Read columns of numbers.

    Plain text, nearly all of it, is cast. The rest is looked up: its distinct spellings are few.

    Args:
        rows: A frame with these columns, as text or as numbers, and unit, which says what a % sign does.
        columns: Their names.
        marks: What stands for a suppressed figure, in small letters.

    Returns:
        The frame with each column as Float64 (null where there is no number), and besides, of each,
        `_decimals` (Int64, those printed; null where a float was stored, not printed), `_kind` (`KIND`) and
        `_text` (String, where it was not plain). A mark that is a number, such as 9999, is a mark.
    """
    held = _numbers_among(marks)
    kinds = rows.schema
    plain = [one for name in columns for one in _plain(name, kinds[name], held)]
    read = rows.lazy().select(plain).collect(engine="in-memory")
    odd = [name for name in columns if not read[f"{name}_plain"].all()]
    rows = rows.with_columns(one for name in columns for one in _kept(rows[name], read, odd=name in odd))
    if odd:
        texts = pl.concat([rows[f"{name}_text"].rename("text") for name in odd]).drop_nulls().unique()
        known = spelt(texts, marks)
        filled = rows.lazy()
        for name in odd:
            filled = _looked_up(filled, name, known.lazy())
        rows = filled.collect(engine="in-memory")
    return rows


def added(  # noqa: PLR0913  # what to read, and four ways to understand it
    rows: pl.DataFrame,
    columns: Sequence[str],
    unit: pl.Series,
    marks: frozenset[str],
    *,
    counts: bool = False,
    zero: bool = False,
) -> pl.DataFrame:
    """Read columns of numbers and add them up, row by row; the cost of a thousand is that of one, times that.

    Args:
        rows: A frame with these columns, as text or as numbers.
        columns: Their names.
        unit: Says of each row what a % sign does.
        marks: What stands for a suppressed figure, in small letters.
        counts: They are counts, of which none is a percentage.
        zero: An empty cell is a zero.

    Returns:
        `total` (Float64), null where a cell holds no number; and of the cells that hold none the text of the
        first that cannot be read, `unreadable`, and of the first mark, `mark` (String, null where there is
        none), and whether one is `empty` (Boolean).
    """
    found = pl.DataFrame({"total": pl.zeros(rows.height, dtype=pl.Float64, eager=True)}).with_columns(
        pl.lit(None, dtype=pl.String).alias("unreadable"),
        pl.lit(None, dtype=pl.String).alias("mark"),
        pl.lit(False).alias("empty"),
    )
    for cells in stacked(rows, columns, unit, marks, counts=counts):
        found = _more(found, cells, zero=zero)
    return found


def signs(rows: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Whether any cell of a row has a % sign, `signed`, and any number but nought has none, `bare`."""
    texts = [pl.col(column).cast(pl.String).fill_null("") for column in columns]
    sign = [text.str.contains("%", literal=True) for text in texts]
    number = [text.str.contains("[1-9]") for text in texts]
    bare = [~one & other for one, other in zip(sign, number, strict=True)]
    return rows.select(signed=pl.any_horizontal(sign), bare=pl.any_horizontal(bare))


def stacked(
    rows: pl.DataFrame,
    columns: Sequence[str],
    unit: pl.Series,
    marks: frozenset[str],
    *,
    counts: bool = False,
) -> Iterator[pl.DataFrame]:
    """Read columns of numbers, one below the other, some at a time; see `added`.

    Returns:
        `column` and `row`, both numbered from 0, `number`, `kind` and `text`, as `parse` has them.
    """
    name, before = _COUNTS[0] if counts else "value", 0
    for some in _blocks(rows, columns):
        cells = pl.concat([rows[column].alias(name) for column in some], rechunk=True)
        read = parse(pl.DataFrame({name: cells, "unit": pl.concat([unit] * len(some))}), [name], marks)
        at = pl.int_range(pl.len())
        yield read.select(
            column=at // max(rows.height, 1) + before,
            row=at % max(rows.height, 1),
            number=name,
            kind=f"{name}_kind",
            text=f"{name}_text",
        )
        before += len(some)


def _blocks(rows: pl.DataFrame, columns: Sequence[str]) -> Iterator[list[str]]:
    """Columns next to each other that are stored alike, as many as make so many cells."""
    most, kinds = max(_CELLS // max(rows.height, 1), 1), rows.schema
    for _, alike in itertools.groupby(columns, kinds.__getitem__):
        while some := list(itertools.islice(alike, most)):
            yield some


def _more(found: pl.DataFrame, cells: pl.DataFrame, *, zero: bool) -> pl.DataFrame:
    """Add the cells of more columns, one column below the other, to what was found in those before."""
    if zero:
        empty = pl.col("kind") == "empty"
        cells = cells.with_columns(number=pl.when(empty).then(0.0).otherwise("number")).with_columns(
            kind=pl.when(empty).then(pl.lit("number", dtype=KIND)).otherwise("kind")
        )
    starts = range(0, cells.height, max(found.height, 1))
    numbers = pl.DataFrame([cells["number"].slice(at, found.height).alias(str(at)) for at in starts])
    found = found.with_columns(pl.col("total") + numbers.sum_horizontal(ignore_nulls=False))
    odd = cells.filter(pl.col("kind") != "number")
    if odd.is_empty():
        return found
    text, kind = pl.col("text"), pl.col("kind")
    others = odd.group_by("row", maintain_order=True).agg(
        text.filter(kind == "unreadable").first().alias("unreadable more"),
        text.filter(kind == "mark").first().alias("mark more"),
        (kind == "empty").any().alias("empty more"),
    )
    return (
        found.with_columns(row=pl.int_range(pl.len()))
        .join(others, on="row", how="left", maintain_order="left")
        .select(
            "total",
            pl.coalesce("unreadable", "unreadable more"),
            pl.coalesce("mark", "mark more"),
            pl.col("empty") | pl.col("empty more").fill_null(value=False),
        )
    )


def marked(cells: pl.Series, marks: frozenset[str]) -> pl.Series:
    """Whether each cell, text or a number, holds one of some marks, which are in small letters."""
    if cells.dtype != pl.String:
        return cells.cast(pl.Float64).is_in(_numbers_among(marks)).fill_null(value=False)
    known = spelt(cells.unique().drop_nulls().rename("text"), marks)
    return cells.is_in(known.filter(kind="mark")["text"].implode()).fill_null(value=False)


@cache
def _numbers_among(marks: frozenset[str]) -> tuple[float, ...]:
    """The marks that are numbers: they are so however they are spelt."""
    if not marks:
        return ()
    known = spelt(pl.Series("text", sorted(marks), dtype=pl.String), frozenset())
    return tuple(known["number"].drop_nulls())


def _plain(name: str, stored: pl.DataType, held: Sequence[float]) -> list[pl.Expr]:
    """Whether a cell is a plain number, the number, and its decimals."""
    number = pl.col(name).cast(pl.Float64, strict=False)
    plain = number.is_finite()
    if held:
        plain &= ~number.is_in(held)
    if stored == pl.String:
        plain &= ~pl.col(name).str.contains("[eE]")
        point = pl.col(name).str.find(".", literal=True)
        decimals = (pl.col(name).str.len_bytes() - point - 1).fill_null(0).cast(pl.Int64)
    else:
        decimals = pl.lit(_stored_decimals(stored), dtype=pl.Int64)
    return [
        plain.fill_null(value=False).alias(f"{name}_plain"),
        number.alias(name),
        decimals.alias(f"{name}_decimals"),
    ]


def _kept(cells: pl.Series, read: pl.DataFrame, *, odd: bool) -> list[pl.Series | pl.Expr]:
    """The columns of `parse`, as far as plain numbers fill them."""
    name = cells.name
    number, decimals = read[name], read[f"{name}_decimals"]
    if not odd:
        kind, text = pl.lit("number", dtype=KIND), pl.lit(None, dtype=pl.String)
        return [number, decimals, kind.alias(f"{name}_kind"), text.alias(f"{name}_text")]
    plain = read[f"{name}_plain"]
    return [
        pl.when(plain).then(number).alias(name),
        pl.when(plain).then(decimals).alias(f"{name}_decimals"),
        pl.when(~plain).then(cells.cast(pl.String).fill_null("")).alias(f"{name}_text"),
    ]


def _looked_up(rows: pl.LazyFrame, name: str, known: pl.LazyFrame) -> pl.LazyFrame:
    """Fill in what a column has in other spellings."""
    decimals, percent = f"{name}_decimals", pl.col("percent").fill_null(value=False)
    share = percent & (pl.col("unit") == "proportion")
    misplaced = percent & ((pl.col("unit") == "other") | pl.lit(name in _COUNTS))
    number = pl.coalesce(name, "number")
    return (
        rows.join(known, left_on=f"{name}_text", right_on="text", how="left", maintain_order="left")
        .with_columns(
            pl.when(share).then(number / 100).otherwise(number).alias(name),
            pl.coalesce(decimals, pl.col("places") + pl.when(share).then(2).otherwise(0)).alias(decimals),
            pl.when(misplaced)
            .then(pl.lit("unreadable", dtype=KIND))
            .otherwise(pl.col("kind").fill_null("number"))
            .alias(f"{name}_kind"),
        )
        .drop("number", "places", "kind", "percent")
    )


def spelt(texts: pl.Series, marks: frozenset[str]) -> pl.DataFrame:
    """Read spellings of numbers.

    Args:
        texts: Distinct texts; the name of the series is "text".
        marks: What stands for a suppressed figure, in small letters.

    Returns:
        One row a text: text, number (Float64), places (Int64, printed decimals), kind (`KIND`), percent
        (Boolean, printed with a % sign).
    """
    bare = pl.col("text").str.strip_chars().str.replace_all("−", "-", literal=True)
    once = bare.str.count_matches("%", literal=True) <= 1
    spelling = pl.when(once).then(bare.str.extract(_SPELLING))
    number = spelling.str.replace_all(f"[{_THOUSANDS}]", "").cast(pl.Float64, strict=False)
    places = (
        spelling.str.extract(r"\.([0-9]*)").str.len_bytes().fill_null(0).cast(pl.Int64)
        - spelling.str.extract("[eE](.*)$").cast(pl.Int64, strict=False).fill_null(0)
    ).clip(0)
    mark = bare.str.to_lowercase().is_in(list(marks))
    if held := _numbers_among(marks):
        mark |= number.is_in(held).fill_null(value=False)
    kind = (
        pl.when(bare == "")
        .then(pl.lit("empty"))
        .when(mark)
        .then(pl.lit("mark"))
        .when(number.is_finite())
        .then(pl.lit("number"))
        .otherwise(pl.lit("unreadable"))
        .cast(KIND)
    )
    readable = kind == "number"
    return texts.to_frame().with_columns(
        number=pl.when(readable).then(number),
        places=pl.when(readable).then(places),
        kind=kind,
        percent=bare.str.contains("%", literal=True),
    )


def _stored_decimals(kind: pl.DataType) -> int | None:
    if kind.is_integer():
        return 0
    return kind.scale if isinstance(kind, pl.Decimal) else None
