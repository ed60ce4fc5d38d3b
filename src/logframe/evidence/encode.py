"""Text encoded as soon as it is read: labels become integers, so that long frames stay small."""

from __future__ import annotations

import polars as pl

# What rows are sifted by; a null or absent one is the empty label.
_SIFTED = ("measure", "area", "group")
# What else a row may say, from a small vocabulary.
_WORDS = ("area_name", "status", "published", "source")


def encode(rows: pl.LazyFrame, columns: tuple[str, ...]) -> pl.LazyFrame:
    """Prepare rows of an extract for sifting.

    Args:
        rows: Tidy columns as text; those of numbers may be numbers.
        columns: Which of them there are.

    Returns:
        The same rows with measure, area and group Categorical, without the spaces around them. `group` is
        there in any case.
    """
    labels = [_label(name) for name in _SIFTED if name in columns]
    if "group" not in columns:
        labels.append(pl.lit("", dtype=pl.Categorical).alias("group"))
    return rows.with_columns(labels)


def encode_rest(rows: pl.DataFrame) -> pl.DataFrame:
    """Prepare sifted rows for reading.

    Returns:
        The same rows: the period, and what is from a small vocabulary, Categorical; notes String; all
        without the spaces around them, and an empty word null. The columns of numbers are as they were.
    """
    words = [_word(name).cast(pl.Categorical) for name in _WORDS if name in rows.columns]
    notes = [_word(name) for name in ("note",) if name in rows.columns]
    return rows.with_columns(_label("period"), *words, *notes)


def pair(first: str, second: str) -> pl.Expr:
    """One integer for two encoded labels, UInt64: it is looked up several times faster than the two."""
    return pl.col(first).to_physical().cast(pl.UInt64) * (1 << 32) + pl.col(second).to_physical()


def _text(name: str) -> pl.Expr:
    return pl.col(name).str.strip_chars()


def _label(name: str) -> pl.Expr:
    return _text(name).fill_null("").cast(pl.Categorical)


def _word(name: str) -> pl.Expr:
    text = _text(name)
    return pl.when(text.str.len_bytes() > 0).then(text)
