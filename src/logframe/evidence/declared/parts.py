"""What rows say of themselves, by which the parts of one figure are told from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence.declared.figures import LABELS
from logframe.evidence.declared.filters import text
from logframe.evidence.faults import RANK, SCALE
from logframe.evidence.labels import own_span
from logframe.evidence.numbers import MARKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logframe.evidence.declared.plan import Slot

# What names a figure, whenever it was published.
_NAMES = tuple(name for name in LABELS if name != "published")
# So many rows and columns are enough to see which columns hold words.
_ROWS, _MOST_COLUMNS = 10_000, 1_000
_NUMBER = r"^[-+−]?[\d.,\s]*\d[\d.,\s]*%?$"
# Whole numbers of so many digits, all of them of as many, are codes, days or years.
_CODE = 4


def named(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with all the labels of a figure, and the number that stands for those, `figure`."""
    lacking = [pl.lit("").alias(name) for name in LABELS if name not in rows.columns]
    return rows.with_columns(lacking).with_columns(figure=pl.struct(_NAMES).hash())


def telling(rows: pl.DataFrame, columns: Mapping[str, int]) -> dict[str, bool]:
    """Columns whose words may tell rows apart; those of numbers may be anything.

    Args:
        rows: The first rows that there are, whose columns are named by their positions.
        columns: The positions, by the columns' names.

    Returns:
        The names of columns without numbers, and whether they hold words, or nothing but marks and blanks.
    """
    kinds = rows.schema
    texts = [name for name, at in columns.items() if kinds[str(at)] == pl.String][:_MOST_COLUMNS]
    if not texts:
        return {}
    some = rows.head(_ROWS).select(pl.col(str(columns[name])).str.strip_chars().alias(name) for name in texts)
    number, mark = pl.all().str.contains(_NUMBER), pl.all().str.to_lowercase().is_in(list(MARKS))
    numbers = some.select(number.any()).row(0, named=True)
    words = some.select((~number & ~mark & (pl.all() != "")).any()).row(0, named=True)
    return {name: bool(words[name]) for name in texts if not numbers[name]}


def not_figures(rows: pl.DataFrame, names: Mapping[int, str]) -> list[int]:
    """Columns that may tell rows apart: all but those that hold figures beside the ones that are added up.

    Small whole numbers may be ranks or ages, and those of four digits or more, if all are as long, codes.

    Args:
        rows: The first rows that there are, whose columns are named by their positions.
        names: Those of the columns, by their positions.

    Returns:
        The positions.
    """
    kinds = {at: rows.schema[str(at)] for at in names}
    texts = {
        at: pl.col(str(at)).cast(pl.String).str.strip_suffix(".0" if kind.is_float() else "")
        for at, kind in kinds.items()
        if kind == pl.String or kind.is_numeric()
    }
    if not texts:
        return list(names)
    cells = (text.str.strip_chars().fill_null("").alias(str(at)) for at, text in texts.items())
    some = rows.head(_ROWS).select(cells)
    number, digits = pl.all().str.contains(_NUMBER), pl.all().str.contains(r"^\d+$")
    mark, length = pl.all().str.to_lowercase().is_in([*MARKS, ""]), pl.all().str.len_bytes().filter(digits)
    codes = (length.min() == length.max()) & (length.min() >= _CODE)
    telling = (digits | ~number).all() & (codes | (length.max() <= RANK)).fill_null(value=False)
    looks = some.select((number | mark).all() & number.any() & ~telling).row(0)
    figures = {at for at, one in zip(texts, looks, strict=True) if one and not SCALE.search(names[at])}
    return [at for at in names if at not in figures]


def said(
    rows: pl.DataFrame, slot: Slot, wanted: pl.Series, texts: Mapping[str, pl.Expr], *, alone: bool
) -> pl.DataFrame:
    """What the rows of some figures say of themselves, see `sums.Source.identities`.

    Args:
        rows: Rows that hold the slot.
        slot: The slot.
        wanted: The numbers of the figures.
        texts: What tells them apart.
        alone: By these alone; else by the labels as well, as the file spells them.
    """
    own = {} if alone else _own(slot)
    figures = named(rows.select("record", **slot.labels)).select("figure", "published")
    rows = figures.hstack(rows.select("record", **own, **texts).drop("record"))
    rows = _spanned(rows.filter(pl.col("figure").is_in(wanted.implode())))
    when = pl.col(_PERIOD).hash() if _PERIOD in own else pl.lit(0, dtype=pl.UInt64)
    part = pl.struct([*own, *texts]).hash() if own or texts else pl.lit(0, dtype=pl.UInt64)
    return rows.select("figure", "published", part=part, when=when).unique()


def identity(rows: pl.DataFrame, slot: Slot, texts: Mapping[str, pl.Expr]) -> pl.Series:
    """A number for what each row says of itself, by its labels as the file spells them and some texts."""
    own = _own(slot)
    said = _spanned(rows.select("record", **own, **texts))
    return said.select(part=pl.struct([*own, *texts]).hash()).to_series()


_PERIOD = "own period"


def _spanned(rows: pl.DataFrame) -> pl.DataFrame:
    """A period is the same however it is spelt."""
    if _PERIOD not in rows.columns:
        return rows
    labels = rows[_PERIOD].unique().to_list()
    spans = [own_span(label) for label in labels]
    return rows.with_columns(pl.col(_PERIOD).replace_strict(labels, spans, return_dtype=pl.String))


def _own(slot: Slot) -> dict[str, pl.Expr]:
    """The labels of a slot as the file spells them, before codes make one of several."""
    return {
        f"own {name}": text(slot.places[name]) if slot.places.get(name) in slot.labelled else label
        for name, label in slot.labels.items()
        if name in _NAMES
    }
