"""Text encoded as soon as it is read: labels become integers, so that long frames stay small.

What is known of a label then stands in a table at the place of its integer, and is looked up many times
faster than by its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

# What rows are sifted by; a null or absent one is the empty label.
_SIFTED = ("measure", "area", "group")
# What else a row may say, from a small vocabulary.
_WORDS = ("area_name", "status", "published", "source")

#: So many rows of a long frame are worked on at a time.
PART = 1 << 17


class Table:
    """What is known of labels; each is learnt once, when it is first met.

    Args:
        learn: Says of distinct labels what is to be known of each, which is never null.
        kind: The type of that.
    """

    def __init__(self, learn: Callable[[pl.Series], pl.Series], kind: pl.DataType) -> None:
        self._learn = learn
        self._known = pl.Series(dtype=kind)

    def at(self, places: pl.Expr) -> pl.Expr:
        """What is known so far of the labels of some integers, null of those that were not met."""
        return pl.lit(self._known).gather(places, null_on_oob=True)

    def meet(self, labels: pl.Series) -> None:
        """Learn what labels mean that were not met so far."""
        new = labels.unique()
        if new.null_count():
            new = new.drop_nulls()
        places = new.to_physical()
        more = highest(places) + 1 - len(self._known)
        if more > 0:
            self._known = self._known.extend_constant(None, more)
        self._known = self._known.scatter(places, self._learn(new))

    def of(self, labels: pl.Series) -> pl.Series:
        """What is known of each label, Categorical or a small whole number; of none (null) nothing is."""
        return look_up(labels.to_frame(""), {"": ("", self)}).to_series()


def look_up(rows: pl.DataFrame, wanted: Mapping[str, tuple[str, Table]]) -> pl.DataFrame:
    """What tables know of labels.

    Args:
        rows: Columns of labels, Categorical or small whole numbers.
        wanted: For each column of the result that of the labels, and the table.
    """
    found = rows.select(
        table.at(pl.col(column).to_physical()).alias(name) for name, (column, table) in wanted.items()
    )
    lacking = {
        name: labels
        for name, labels in wanted.items()
        if found[name].null_count() > rows[labels[0]].null_count()
    }
    for name, (column, table) in lacking.items():
        table.meet(rows[column].filter(found[name].is_null()))
    return look_up(rows, wanted) if lacking else found


def numbered(known: Iterable[str]) -> Table:
    """The number of each label, without the spaces around it, among some; their count for all others."""
    numbers = {label: number for number, label in enumerate(known)}

    def learn(labels: pl.Series) -> pl.Series:
        texts = labels.cast(pl.String).str.strip_chars()
        return pl.Series([numbers.get(text, len(numbers)) for text in texts], dtype=pl.UInt32)

    return Table(learn, pl.UInt32())


def highest(places: pl.Series) -> int:
    """The highest of some whole numbers, -1 where there is none."""
    found = places.max()
    return found if isinstance(found, int) else -1


def stripped() -> Table:
    """Each label, without the spaces around it."""

    def learn(labels: pl.Series) -> pl.Series:
        return labels.cast(pl.String).str.strip_chars().cast(pl.Categorical)

    return Table(learn, pl.Categorical())


def parts(column: pl.Series) -> Iterator[pl.Series]:
    """A long column part by part, at least one, so that little memory is taken for what is let go at once."""
    return (column.slice(start, PART) for start in range(0, max(len(column), 1), PART))


def encode(rows: pl.LazyFrame, columns: Sequence[str]) -> pl.LazyFrame:
    """Prepare rows of an extract for sifting.

    Args:
        rows: Tidy columns as text; those of numbers may be numbers.
        columns: Which of them there are.

    Returns:
        The same rows with measure, area and group Categorical, as spelt. `group` is there in any case.
    """
    labels = [_label(name) for name in _SIFTED if name in columns]
    if "group" not in columns:
        labels.append(pl.lit("", dtype=pl.Categorical).alias("group"))
    return rows.with_columns(labels)


def encode_rest(rows: pl.DataFrame) -> pl.DataFrame:
    """Prepare sifted rows for reading.

    Returns:
        The same rows: the period Categorical, as spelt; what is from a small vocabulary Categorical, notes
        String, both without the spaces around them, and an empty word null. The columns of numbers are as
        they were.
    """
    words = [_word(name).cast(pl.Categorical) for name in _WORDS if name in rows.columns]
    notes = [_word(name) for name in ("note",) if name in rows.columns]
    return rows.with_columns(_label("period"), *words, *notes)


def _label(name: str) -> pl.Expr:
    return pl.col(name).fill_null("").cast(pl.Categorical)


def _word(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.when(text.str.len_bytes() > 0).then(text)
