"""The figures of a slot: what columns say, what is counted with them, and what several rows make together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence import numbers
from logframe.evidence.model import BOUNDS
from logframe.evidence.rows import PROVISIONAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from logframe.declarations import Extract
    from logframe.evidence.declared.plan import Slot, Work

#: What names a cell in a file's own words, and says when it was published.
LABELS = ("measure", "area", "group", "period", "published")

_BLANK = "left blank"
_NOTHING = "nothing was counted"
_COUNTS = ("numerator", "denominator")
# What is needed to work out a figure, and not told of it.
_WORK = ("top", "bottom", "times", "ratio", "bad", "why", "at", "hollow", "rows")
# What the first part says for a sum.
_FIRST = ("record", "file", "figure", "bad", "why", "at", "times", "ratio", "hollow")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a declaration says of cells.

    Attributes:
        says: The declaration.
        suppressed: What stands for a withheld figure by its own word, in small letters.
        units: What a % sign does to the figures of each declared measure.
    """

    says: Extract
    suppressed: frozenset[str]
    units: Mapping[str, str]

    @property
    def marks(self) -> frozenset[str]:
        """All that stands for a withheld figure."""
        return numbers.MARKS | self.suppressed

    def counted(self, slot: Slot) -> bool:
        """Whether the value is worked out, and not taken as it is printed."""
        return self.says.combine is not None or any(not work.plain for work in slot.numbers.values())


def printed(rows: pl.DataFrame, slot: Slot, rules: Rules) -> pl.DataFrame:
    """Figures as the file prints them: `record`, the labels, the numbers as text or as they are stored.

    Cells that hold one of the declaration's own marks are empty. Where that is the value, or it is blank and
    the declaration says why, the note has the reason.
    """
    note = slot.labels.get("note", pl.lit(None, dtype=pl.String))
    cells = {name: _said(work, rows) for name, work in slot.numbers.items()}
    rows = rows.select("record", **slot.labels | {"note": note} | cells)
    value, stated = pl.col("value"), pl.when(pl.col("note") != "").then("note")
    blank = _is_blank(rows["value"])
    if rules.suppressed:
        marked = {name: numbers.marked(rows[name], rules.suppressed) for name in cells}
        reason = value.cast(pl.String).str.strip_chars()
        rows = rows.with_columns(
            pl.when(marked["value"]).then(pl.coalesce(stated, reason)).otherwise("note").alias("note"),
            *(pl.when(~mark).then(pl.col(name)).alias(name) for name, mark in marked.items()),
        )
    if rules.says.blank == "zero":
        return rows.with_columns(value=pl.when(blank).then(_zero(rows["value"])).otherwise(value))
    if rules.says.blank == "missing":
        reason = pl.coalesce(stated, pl.lit(_BLANK))
        return rows.with_columns(note=pl.when(blank).then(reason).otherwise("note"))
    return rows


def _said(work: Work, rows: pl.DataFrame) -> pl.Expr:
    """What a column says; of several the first that is not blank."""
    cells = [pl.col(str(at)) for at in work.of]
    if len(cells) == 1 or not any(rows.schema[str(at)] == pl.String for at in work.of):
        return pl.coalesce(cells)
    texts = [cell.cast(pl.String) for cell in cells]
    return pl.coalesce(pl.when(text.str.strip_chars() != "").then(text) for text in texts)


def _is_blank(cells: pl.Series) -> pl.Series:
    return cells.fill_null("").str.strip_chars() == "" if cells.dtype == pl.String else cells.is_null()


def _zero(cells: pl.Series) -> pl.Expr:
    return pl.lit("0") if cells.dtype == pl.String else pl.lit(0).cast(cells.dtype)


def counted(rows: pl.DataFrame, slot: Slot, rules: Rules) -> pl.DataFrame:
    """What is needed to work figures out.

    Returns:
        `record`, the labels, and of the value `top`, `bottom` (Float64, null where there is none), `times`
        and whether it is a `ratio`; `bad` (String): the text of the cell that is no number, null where all
        are; `at`: the tidy column that needs it; `why` (String): the reason, where it is known, that it is
        none; `hollow`: something is divided by nothing. And the other numbers, worked out, where rows are not
        combined. And `signed` and `bare` (`numbers.signs`) where the value may be a per cent, and no ratio.
    """
    labels = rows.select("record", **slot.labels)
    unit = (
        labels["measure"]
        .str.strip_chars()
        .replace_strict(
            list(rules.units), list(rules.units.values()), default="other", return_dtype=pl.String
        )
    )
    beside = () if rules.says.combine else tuple(name for name in slot.numbers if name != "value")
    found = {name: _found(rows, name, slot.numbers[name], unit, rules) for name in ("value", *beside)}
    value, work = found["value"], slot.numbers["value"]
    unexplained = value["empty"] if rules.says.blank is None else pl.lit(False)
    unreadable = {name: one["unreadable"] for name, one in found.items()}
    sound = pl.all_horizontal(text.is_null() for text in unreadable.values())
    signs: Mapping[str, pl.Series | pl.Expr] = {}
    if not work.over and "percent" in rules.units.values():
        signs = _signs(rows, work, unit == "percent")
    hollow = pl.lit(bool(work.over)) & (value["bottom"] == 0) & (value["top"] != 0)
    return labels.with_columns(
        value["top"],
        value["bottom"],
        hollow=hollow.fill_null(value=False),
        times=pl.lit(work.times),
        ratio=pl.lit(bool(work.over)),
        bad=pl.coalesce(
            *unreadable.values(),
            pl.when(unexplained).then(pl.lit("")),
            value["mark"],
            pl.when(value["empty"]).then(pl.lit("")),
        ),
        why=pl.when(sound & ~unexplained).then(
            pl.coalesce(value["mark"].str.strip_chars(), pl.when(value["empty"]).then(pl.lit(_BLANK)))
        ),
        at=pl.coalesce(
            *(pl.when(text.is_not_null()).then(pl.lit(name)) for name, text in unreadable.items()),
            pl.lit("value"),
        ),
        **signs,
        **{name: _worked(found[name], slot.numbers[name]) for name in beside},
    )


def _signs(rows: pl.DataFrame, work: Work, percent: pl.Series) -> dict[str, pl.Series | pl.Expr]:
    if not percent.any():
        return {name: pl.lit(value=False) for name in ("signed", "bare")}
    found = numbers.signs(rows, [str(at) for at in work.of])
    return {name: found[name] & percent for name in found.columns}


def _found(rows: pl.DataFrame, name: str, work: Work, unit: pl.Series, rules: Rules) -> pl.DataFrame:
    """The sums of what a number is made of, `top` and `bottom`, and what of it is none (`numbers.added`)."""
    # Nothing was counted where a count is left blank; no interval ends at zero for that.
    zero = rules.says.blank == "zero" and name not in BOUNDS
    counts = name in _COUNTS
    columns = [str(at) for at in work.of]
    if work.plain:
        rows, columns = rows.select(said=_said(work, rows)), ["said"]
    top = numbers.added(rows, columns, unit, rules.marks, counts=counts, zero=zero).rename({"total": "top"})
    if not work.over:
        return top.with_columns(bottom=pl.lit(None, dtype=pl.Float64))
    over = [str(at) for at in work.over]
    bottom = numbers.added(rows, over, unit, rules.marks, counts=counts, zero=zero)
    return top.with_columns(
        bottom["total"].alias("bottom"),
        *(pl.coalesce(top[of], bottom[of]).alias(of) for of in ("unreadable", "mark")),
        empty=top["empty"] | bottom["empty"],
    )


def _worked(found: pl.DataFrame, work: Work) -> pl.Series:
    made = found["top"] * work.times
    return made / found["bottom"] if work.over else made


def faulty(work: Work, cells: Sequence[str], rules: Rules) -> int:
    """The position, of the cells that a number is made of, of the one at fault; of the first if none is."""
    texts = [(at, cells[at]) for at in work.operands if at < len(cells)]
    distinct = pl.Series("text", [text for _, text in texts], dtype=pl.String).unique()
    known = {row["text"]: row for row in numbers.spelt(distinct, rules.marks).to_dicts()}
    if work.plain:
        return next((at for at, text in texts if known[text]["kind"] != "empty"), work.of[0])
    faults = (
        [at for at, text in texts if known[text]["kind"] == "unreadable"],
        [at for at, text in texts if known[text]["percent"]],
        [at for at, text in texts if known[text]["kind"] == "empty" and rules.says.blank is None],
    )
    return next((at for some in faults for at in some), work.of[0])


def combined(parts: pl.DataFrame, by: Sequence[str] = LABELS) -> pl.DataFrame:
    """The sums of rows, or of sums, that have the columns `by` in common: `rows` counts the rows in each.

    And `again`, where it is there, are those that say again what others say, of the first file. One cell at
    fault spoils its sum, and that is told at its own row: one that cannot be read before one that is
    withheld, and that before one that is divided by nothing. A sum is as provisional as any part of it.
    """
    sound, withheld = pl.col("bad").is_null(), pl.col("why").is_not_null()
    rank = pl.when(sound & ~pl.col("hollow")).then(3).when(sound).then(2).when(withheld).then(1).otherwise(0)
    by = [name for name in by if name in parts.columns]
    order = [name for name in ("rank", "file", "record") if name in (*parts.columns, "rank")]
    first = [name for name in _FIRST if name in parts.columns and name not in by]
    stated: dict[str, pl.Expr] = {
        name: pl.when(sound.all()).then(_stated(name)).otherwise(pl.col(name).first())
        for name in ("area_name", "note", "status", "source")
        if name in parts.columns
    }
    stated |= {name: pl.col(name).any() for name in ("signed", "bare") if name in parts.columns}
    if "again" in parts.columns:
        here = pl.col("file") == pl.col("file").first() if "file" in parts.columns else pl.lit(True)
        stated["again"] = pl.col("again").filter(here).explode().drop_nulls()
    return (
        parts.with_columns(rank=rank)
        .sort(order)
        .group_by(by, maintain_order=True)
        .agg(
            pl.col(first).first(),
            pl.col("top", "bottom", "rows").sum(),
            **stated,
        )
    )


def _stated(name: str) -> pl.Expr:
    """The first text that is one; of statuses the first that is provisional."""
    text = pl.col(name)
    some = text.filter(text != "").first()
    if name != "status":
        return some
    tentative = text.str.strip_chars().str.to_lowercase().is_in(list(PROVISIONAL))
    return pl.coalesce(text.filter(tentative).first(), some)


def worked_out(rows: pl.DataFrame, *, mean: bool = False) -> list[pl.DataFrame]:
    """Figures of what `counted` or `combined` gave: those with a value, and those whose text says why not.

    A ratio is one of sums; or of means, which comes to the same: then its counts are those of one row.
    """
    note = pl.col("note") if "note" in rows.columns else pl.lit(None, dtype=pl.String)
    if mean:
        rows = rows.with_columns(pl.col("top", "bottom") / pl.col("rows"))
    counts = {
        name: rows[name] if name in rows.columns else pl.lit(None, dtype=pl.Float64) for name in _COUNTS
    }
    top, bottom, ratio = pl.col("top"), pl.col("bottom"), pl.col("ratio")
    none = ratio & pl.col("bad").is_null() & ((bottom == 0) | pl.col("hollow"))
    empty = none & (top == 0) & ~pl.col("hollow")
    made = top * pl.col("times")
    rows = rows.with_columns(
        # What is divided by nothing is refused for its denominator, whatever its value.
        value=pl.when(none).then(0.0).when(ratio).then(made / bottom).otherwise(made),
        bad=pl.when(empty).then(pl.lit("")).otherwise("bad"),
        why=pl.when(empty).then(pl.lit(_NOTHING)).otherwise("why"),
        at=pl.when(empty).then(pl.lit("value")).otherwise("at"),
        numerator=pl.coalesce(counts["numerator"], pl.when(ratio).then(top)),
        denominator=pl.when(none)
        .then(0.0)
        .otherwise(pl.coalesce(counts["denominator"], pl.when(ratio).then(bottom))),
    )
    work = [name for name in _WORK if name in rows.columns]
    said = [name for name in ("value", *BOUNDS, *_COUNTS) if name in rows.columns]
    withheld = pl.col("why").is_not_null()
    bad = rows.filter(pl.col("bad").is_not_null()).with_columns(
        *(pl.when(~withheld & (pl.col("at") == name)).then("bad").alias(name) for name in said),
        note=pl.when(withheld).then(pl.coalesce(pl.when(note != "").then(note), "why")).otherwise(note),
    )
    return [rows.filter(pl.col("bad").is_null()).drop(work), bad.drop(work)]
