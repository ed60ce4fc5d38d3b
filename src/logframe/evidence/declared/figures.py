"""The figures of a slot: what columns say, what is counted with them, and what several rows make together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.evidence import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.declarations import Extract
    from logframe.evidence.declared.plan import Slot, Work

_CELL = ("measure", "area", "group", "period", "published")
_BLANK = "left blank"
_NOTHING = "nothing was counted"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a declaration says of cells.

    Attributes:
        says: The declaration.
        marks: What stands for a withheld figure, in small letters.
        suppressed: More of that, by the declaration's own word.
    """

    says: Extract
    marks: frozenset[str]
    suppressed: frozenset[str]

    def counted(self, slot: Slot) -> bool:
        """Whether the value is worked out, and not taken as it is printed."""
        return self.says.combine is not None or any(not work.plain for work in slot.numbers.values())


def printed(rows: pl.DataFrame, slot: Slot, rules: Rules) -> pl.DataFrame:
    """Figures as the file prints them: `record`, the labels, the numbers as text or as they are stored."""
    note = slot.labels.get("note", pl.lit(None, dtype=pl.String))
    cells = {name: pl.col(str(work.of[0])) for name, work in slot.numbers.items()}
    value = cells["value"]
    if rows.schema[str(slot.numbers["value"].of[0])] == pl.String:
        note, cells["value"] = _explained(value, note, rules)
    return rows.select("record", **slot.labels | {"note": note} | cells)


def _explained(value: pl.Expr, note: pl.Expr, rules: Rules) -> tuple[pl.Expr, pl.Expr]:
    """A note and a value that agree on why there is none, where the declaration knows."""
    bare = value.str.strip_chars().fill_null("")
    marked = bare.str.to_lowercase().is_in(list(rules.suppressed))
    stated = pl.when(note != "").then(note)
    if rules.suppressed:
        note = pl.when(marked).then(pl.coalesce(stated, bare)).otherwise(note)
        value = pl.when(~marked).then(value)
    if rules.says.blank == "zero":
        value = pl.when(bare == "").then(pl.lit("0")).otherwise(value)
    elif rules.says.blank == "missing":
        note = pl.when(bare == "").then(pl.coalesce(stated, pl.lit(_BLANK))).otherwise(note)
    return note, value


def counted(rows: pl.DataFrame, slot: Slot, rules: Rules) -> pl.DataFrame:
    """What is needed to work figures out.

    Returns:
        `record`, the labels, and `top`, `bottom` (Float64, null where there is none); `bad` (String): the
        text of the first cell that is no number, null where all are; `why` (String): the reason, where it is
        known, that it is none; and the other numbers, worked out.
    """
    positions = sorted({at for work in slot.numbers.values() for at in work.operands})
    columns = [str(at) for at in positions]
    if rules.says.blank == "zero":
        text = [name for name in columns if rows.schema[name] == pl.String]
        blank = pl.col(text).str.strip_chars().fill_null("") == ""
        rows = rows.with_columns(pl.when(blank).then(pl.lit("0")).otherwise(pl.col(text)).name.keep())
    # The unit of a percentage: whoever reads the text later reads the same number.
    labelled = rows.with_columns(unit=pl.lit("percent"))
    read = numbers.parse(labelled, columns, rules.marks | rules.suppressed)
    value = slot.numbers["value"]
    others = {
        name: _worked(work)
        for name, work in slot.numbers.items()
        if name != "value" and rules.says.combine is None
    }
    faulty = [at for name, work in slot.numbers.items() if name in others for at in work.operands]
    bad = pl.coalesce(
        *(_if_none(at, *("empty", "mark", "unreadable")) for at in value.operands),
        *(_if_none(at, "unreadable") for at in faulty),
        pl.lit(None, dtype=pl.String),
    )
    why = pl.coalesce(*(_reason(at, rules) for at in value.operands), pl.lit(None, dtype=pl.String))
    bottom = _total(value.over) if value.over else pl.lit(None, dtype=pl.Float64)
    return read.select("record", *(said.alias(name) for name, said in slot.labels.items())).with_columns(
        read.select(top=_total(value.of), bottom=bottom, bad=bad, why=why, **others)
    )


def faulty(work: Work, cells: Sequence[str], rules: Rules) -> int:
    """The position, of the cells that a figure is made of, of the one at fault; of the first if none is."""
    texts = pl.Series("text", [cells[at] for at in work.operands if at < len(cells)], dtype=pl.String)
    kinds = dict(numbers.spelt(texts.unique(), rules.marks | rules.suppressed).select("text", "kind").rows())
    blank = "number" if rules.says.blank else "empty"
    for at, text in zip(work.operands, texts, strict=False):
        kind = blank if kinds[text] == "empty" else kinds[text]
        if kind in ("unreadable", "empty"):
            return at
    return work.of[0]


def _if_none(at: int, *kinds: str) -> pl.Expr:
    return pl.when(pl.col(f"{at}_kind").cast(pl.String).is_in(kinds)).then(pl.col(f"{at}_text").fill_null(""))


def _reason(at: int, rules: Rules) -> pl.Expr:
    """Why a cell holds no number, in the words of a note; null where it does, or where that is a fault."""
    kind = pl.col(f"{at}_kind").cast(pl.String)
    reason = pl.when(kind == "mark").then(pl.col(f"{at}_text").str.strip_chars())
    if rules.says.blank == "missing":
        return pl.when(kind == "empty").then(pl.lit(_BLANK)).otherwise(reason)
    return reason


def _total(positions: tuple[int, ...]) -> pl.Expr:
    return pl.sum_horizontal([pl.col(str(at)) for at in positions], ignore_nulls=False)


def _worked(work: Work) -> pl.Expr:
    made = _total(work.of) * work.times
    return made / _total(work.over) if work.over else made


def combined(parts: pl.DataFrame) -> pl.DataFrame:
    """The sums of each cell, of rows or of sums: `rows` counts those in each.

    One cell at fault spoils its sum, and that is told at its own row: one that cannot be read before one
    that is withheld.
    """
    cell = [name for name in _CELL if name in parts.columns]
    labels = [name for name in ("area_name", "note", "status", "source") if name in parts.columns]
    sound, withheld = pl.col("bad").is_null(), pl.col("why").is_not_null()
    rank = pl.when(sound).then(2).when(withheld).then(1).otherwise(0)
    return (
        parts.with_columns(rank=rank)
        .sort("rank", "record")
        .group_by(cell, maintain_order=True)
        .agg(
            pl.col("record", "bad", "why").first(),
            pl.col("top", "bottom", "rows").sum(),
            *(pl.col(name).first() for name in labels),
        )
    )


def worked_out(rows: pl.DataFrame, slot: Slot, rules: Rules) -> list[pl.DataFrame]:
    """Figures of what `counted` or `combined` gave: those with a value, and those whose text says why not."""
    value = slot.numbers["value"]
    note = pl.col("note") if "note" in rows.columns else pl.lit(None, dtype=pl.String)
    top = pl.col("top") / pl.col("rows") if rules.says.combine == "mean" else pl.col("top")
    made = top * value.times
    if value.over:
        none = pl.col("bad").is_null() & (pl.col("bottom") == 0)
        empty = none & (pl.col("top") == 0)
        # What is divided by nothing is refused for its denominator, whatever its value.
        made = pl.when(none).then(0.0).otherwise(made / pl.col("bottom"))
        counts = {"numerator": pl.col("top"), "denominator": pl.col("bottom")}
        rows = rows.with_columns(
            **{name: count for name, count in counts.items() if name not in rows.columns}
        ).with_columns(
            bad=pl.when(empty).then(pl.lit("")).otherwise("bad"),
            why=pl.when(empty).then(pl.lit(_NOTHING)).otherwise("why"),
            denominator=pl.when(none).then("bottom").otherwise("denominator"),
        )
    work = ["top", "bottom", "bad", "why", *(name for name in ("rows",) if name in rows.columns)]
    good = rows.filter(pl.col("bad").is_null()).with_columns(value=made).drop(work)
    withheld = pl.col("why").is_not_null()
    bad = rows.filter(pl.col("bad").is_not_null()).with_columns(
        value=pl.when(~withheld).then("bad"),
        note=pl.when(withheld).then(pl.coalesce(pl.when(note != "").then(note), "why")).otherwise(note),
    )
    numbers_beside = [name for name in ("lower", "upper", "numerator", "denominator") if name in bad.columns]
    return [good, bad.drop(*work, *numbers_beside)]
