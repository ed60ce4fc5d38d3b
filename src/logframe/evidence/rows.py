"""The fate of each row by itself: a figure, a row to set aside, or one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence import numbers
from logframe.evidence.encode import encode_rest
from logframe.evidence.faults import LIMIT
from logframe.evidence.labels import Vocabulary
from logframe.evidence.model import CELL, NUMBERS, UNASKED
from logframe.periods import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from logframe.evidence.model import Demand

#: Statuses are publishers' words, or their symbols.
PROVISIONAL = ("p", "[p]", "prov", "provisional")
_WITHHELD = ("confidential", "missing", "not applicable", "not available", "suppressed", "unavailable")

# Fates besides those of the account are a code and the column at fault.
_SET_ASIDE = ("later", "partial", "other_frequency")
_FAULTS = (
    *("LF410 area", "LF404 period", "LF404 published", "LF406 period", "LF410 value"),
    *(f"LF403 {column}" for column in NUMBERS),
    *(f"LF408 {column}" for column in NUMBERS),
    "LF424 value",
)
_FATES = ("used", "suppressed", *_SET_ASIDE, *_FAULTS)
_FATE = pl.Enum(_FATES)
# What the account and the messages call them.
_CALLED = pl.Series([fate.partition(" ")[0] for fate in _FATES])
_CODES = {fate.partition(" ")[0] for fate in _FAULTS}
_NONE_REFUSED = pl.Schema({"file": pl.UInt32(), "code": pl.String()})

# What a figure has besides, where its file says it. `day` is that of publication, and `signed` whether a per
# cent has its sign.
_FIGURE = (
    "lower",
    "upper",
    "numerator",
    "denominator",
    "area_name",
    "note",
    "day",
    "source",
    "signed",
    "bare",
)

#: What every figure has.
FIGURES = pl.Schema(
    {
        "measure": pl.Categorical(),
        "area": pl.Categorical(),
        "group": pl.Categorical(),
        "read": pl.UInt32(),
        "value": pl.Float64(),
        "value_decimals": pl.Int16(),
        "provisional": pl.Boolean(),
        "record": pl.get_index_type(),
        "file": pl.UInt32(),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What became of some rows.

    Attributes:
        figures: Those used or suppressed: `FIGURES`; value is null where it was suppressed, and read is the
            number of the period's reading (`Judge.readings`). And where a file has them lower, upper,
            numerator, denominator (Float64), area_name, source (Categorical), note (String), day (Date, of
            publication), signed (Boolean, whether a per cent is written with its sign) and bare (Boolean,
            whether it is made of numbers without one).
        later: The cells of those set aside as later, each once.
        fates: How many went where: file, fate (used, suppressed, later, partial, other_frequency, or the code
            of what is wrong), rows.
        refused: Of those with a code the first in each file, as many as are told, in order: code, column (at
            fault), and all that was read of them.
    """

    figures: pl.DataFrame
    later: pl.DataFrame
    fates: pl.DataFrame
    refused: pl.DataFrame


class Judge:
    """Reads labels and numbers of rows and says which of them count.

    Args:
        demand: What is asked for.
        as_of: The date of evaluation.
        replay: The date was chosen: figures that it did not know yet are set aside. Else it is today, when a
            figure of a period that has not begun must be a mistake.

    Attributes:
        units: What a % sign does to the figures of each measure.
        uncounted: The measures whose figures are no counts, so that they cannot be added up.
    """

    def __init__(self, demand: Demand, as_of: date, *, replay: bool) -> None:
        self._as_of = as_of
        self._vocabulary = Vocabulary(demand.definitions)
        self._replay = replay
        self.units = {measure: one.unit for measure, one in demand.definitions.items()}
        self.uncounted = frozenset(measure for measure, one in demand.definitions.items() if not one.additive)
        self._set_aside: set[tuple[str, str, int]] = set()

    @property
    def readings(self) -> pl.DataFrame:
        """What the labels of periods that were met so far mean (`labels.READINGS`)."""
        return self._vocabulary.readings

    @property
    def set_aside(self) -> pl.DataFrame:
        """How rows of measures were set aside (`model.UNASKED`)."""
        spans = self.readings.select("start", "end")
        found = {(measure, fate, Period(*spans.row(read)).months) for measure, fate, read in self._set_aside}
        rows = [dict(zip(("measure", "fate", "months"), one, strict=True)) for one in found]
        return pl.DataFrame(rows, schema=UNASKED).sort(*UNASKED)

    def labels(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Say what the labels of sifted rows mean: periods, and days of publication."""
        rows = self._vocabulary.periods(encode_rest(rows))
        return self._vocabulary.published(rows) if "published" in rows.columns else rows

    def judge(self, rows: pl.DataFrame) -> Judged:
        """Judge sifted rows of declared measures, of one file or several (`file` is its number).

        A row that is set aside is not read any further: what its numbers look like concerns nobody yet.
        """
        rows = self.labels(rows)
        rows = rows.with_columns(fate=_first(self._by_time(rows.columns)))
        aside = rows.filter(pl.col("fate").is_not_null())
        due = rows.filter(pl.col("fate").is_null())
        by_time = aside.select("measure", "fate", "read").filter(pl.col("fate").is_in(_SET_ASIDE)).unique()
        self._set_aside |= set(by_time.cast({"measure": pl.String, "fate": pl.String}).iter_rows())
        columns = [column for column in NUMBERS if column in rows.columns]
        due = numbers.parse(due, columns, numbers.MARKS)
        due = due.with_columns(
            fate=_first(self._by_numbers(due.columns)).fill_null("used"),
            # No float has more digits than that, whatever a file prints.
            value_decimals=pl.col("value_decimals").clip(0, 400).cast(pl.Int16),
            provisional=pl.col("tentative") | _status(due.columns, PROVISIONAL),
        )
        if due["value_text"].null_count() < due.height:
            due = due.with_columns(_signed(due.columns))
        fates = _counted(pl.concat([aside.select("file", "fate"), due.select("file", "fate")]))
        met = set(fates["fate"])
        refused = [aside.drop(columns), due] if not met.isdisjoint(_CODES) else []
        figures = due.filter(pl.col("fate").is_in(["used", "suppressed"])) if refused else due
        return Judged(
            figures.select(name for name in (*FIGURES, *_FIGURE) if name in figures.columns),
            _later(aside if "later" in met else aside.clear()),
            fates,
            self._refused(refused),
        )

    def _refused(self, parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
        if not parts:
            return _NONE_REFUSED.to_frame()
        refused = pl.concat([_first_refused(rows) for rows in parts], how="diagonal")
        return refused.with_columns(self.readings["why"].gather(refused["read"]))

    def _by_time(self, columns: list[str]) -> list[tuple[str, pl.Expr]]:
        as_of = pl.lit(self._as_of)
        begins, ends = pl.col("start") > as_of, pl.col("end") > as_of
        reading = pl.col("reading")
        fates = [
            ("LF410 area", pl.col("area") == ""),
            ("LF404 period", reading == "unreadable"),
            ("partial", reading == "part"),
            ("other_frequency", reading == "other"),
        ]
        if "published" in columns:
            fates.append(("LF404 published", pl.col("why_not").is_not_null()))
            later = pl.col("day").is_null() & ends | (pl.col("day") > as_of)
        else:
            later = ends
        if self._replay:
            return [*fates, ("later", later | begins)]
        return [*fates, ("LF406 period", begins), ("later", later)]

    def _by_numbers(self, columns: list[str]) -> list[tuple[str, pl.Expr]]:
        value = pl.col("value")
        unreadable = [
            (f"LF403 {column}", pl.col(f"{column}_kind") == "unreadable")
            for column in NUMBERS
            if column in columns
        ]
        explained = _status(columns, (*_WITHHELD, *numbers.MARKS))
        if "note" in columns:
            explained |= pl.col("note").is_not_null()
        return [
            *unreadable,
            ("LF410 value", (pl.col("value_kind") == "empty") & ~explained),
            ("LF408 value", (value < pl.col("minimum")) | (value > pl.col("maximum"))),
            *_by_interval(columns),
            *_by_counts(columns),
            ("suppressed", value.is_null()),
        ]


def _by_interval(columns: list[str]) -> list[tuple[str, pl.Expr]]:
    """An interval that is none, or does not hold its value, whatever was lost to rounding."""
    value, lower, upper = pl.col("value"), pl.col("lower"), pl.col("upper")
    fates = []
    if "lower" in columns and "upper" in columns:
        fates.append(("LF408 lower", lower > upper))
    if "lower" in columns:
        fates.append(("LF408 lower", lower - value > _rounding("value") + _rounding("lower")))
    if "upper" in columns:
        fates.append(("LF408 upper", value - upper > _rounding("value") + _rounding("upper")))
    return fates


def _by_counts(columns: list[str]) -> list[tuple[str, pl.Expr]]:
    """Counts from which no value can have come. Where nothing was counted there is no value either."""
    stated = pl.col("value").is_not_null()
    numerator, denominator = pl.col("numerator"), pl.col("denominator")
    fates = []
    if "numerator" in columns:
        fates.append(("LF408 numerator", stated & (numerator < 0)))
    if "denominator" in columns:
        fates.append(("LF408 denominator", stated & (denominator <= 0)))
    if "numerator" in columns and "denominator" in columns:
        share = pl.col("unit").is_in(["percent", "proportion"]) & pl.col("maximum").is_not_null()
        fates.append(("LF408 numerator", stated & share & (numerator > denominator)))
        fates.append(("LF424 value", _unscaled()))
    return fates


def _unscaled() -> pl.Expr:
    """Whether a value is the share itself, and not as many per cent, or per so many, as its unit says.

    The two are so far apart that counts which were rounded tell them apart as well.
    """
    value, whole = pl.col("value"), pl.col("whole")
    share = pl.col("numerator") / pl.col("denominator")
    near = pl.max_horizontal(_rounding("value"), 0.01 * value)
    return (
        (value > 0) & (whole != 1) & ((share - value).abs() <= near) & ((share * whole - value).abs() > near)
    )


def _signed(columns: list[str]) -> pl.Expr:
    """Whether a per cent is written with its sign, or is made of what is."""
    text = pl.col("value_text").str.contains("%", literal=True).fill_null(value=False)
    made = pl.col("signed").fill_null(value=False) if "signed" in columns else pl.lit(value=False)
    return (text & (pl.col("unit") == "percent") | made).alias("signed")


def _rounding(column: str) -> pl.Expr:
    """Half a unit of the last printed digit; next to nothing for a float."""
    printed = 0.5 * pl.lit(10.0).pow(-pl.col(f"{column}_decimals"))
    return printed.fill_null(0.0) + 1e-12 * pl.col(column).abs()


def _status(columns: list[str], words: tuple[str, ...]) -> pl.Expr:
    if "status" not in columns:
        return pl.lit(False)
    return pl.col("status").cast(pl.String).str.to_lowercase().is_in(list(words)).fill_null(value=False)


def _first(fates: list[tuple[str, pl.Expr]]) -> pl.Expr:
    """The first of the fates whose condition holds, null where none does."""
    return pl.coalesce(pl.when(holds).then(pl.lit(fate, dtype=_FATE)) for fate, holds in fates)


def _later(aside: pl.DataFrame) -> pl.DataFrame:
    return aside.filter(pl.col("fate") == "later").select(CELL).unique()


def _counted(fates: pl.DataFrame) -> pl.DataFrame:
    number = fates["file"] * len(_FATES) + fates["fate"].to_physical()
    counts = number.rename("number").value_counts(name="rows")
    number = counts["number"]
    codes = _CALLED.gather(number % len(_FATES)).alias("fate")
    found = pl.DataFrame([(number // len(_FATES)).alias("file"), codes, counts["rows"]])
    return found.group_by("file", "fate").agg(pl.col("rows").sum())


def _first_refused(rows: pl.DataFrame) -> pl.DataFrame:
    refused = rows.filter(pl.col("fate").is_in(_FAULTS)).sort("file", "record")
    parts = pl.col("fate").cast(pl.String).str.split_exact(" ", 1).struct
    coded = refused.with_columns(code=parts[0], column=parts[1])
    return coded.group_by("file", "code", maintain_order=True).head(LIMIT + 1)
