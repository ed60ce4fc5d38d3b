"""What is wrong with rows, in words."""

from __future__ import annotations

import difflib
import itertools
import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import polars as pl

from logframe.evidence.faults import Fault, quoted, rows_counted
from logframe.evidence.labels import AMBIGUOUS, UNLIKE, own_day, written

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from logframe.evidence.faults import Faults
    from logframe.evidence.rows import Judged


Row = dict[str, Any]


def tell_refused(judged: Judged, faults: Sequence[Faults], declared: Collection[int]) -> None:
    """Add rows that were refused to the faults of their files, of which some are declared."""
    counts = {(file, fate): rows for file, fate, rows in judged.fates.iter_rows()}
    for (file, code), rows in judged.refused.group_by("file", "code", maintain_order=True):
        say = partial(_refused, declared=int(file) in declared)
        _add(faults[int(file)], str(code), rows, say, counts[file, code])


def tell_undeclared(unknown: pl.DataFrame, faults: Sequence[Faults], declared: list[str]) -> None:
    """Add measures that no file declares, as `sift.UNDECLARED` has them, each once a file."""
    if unknown.is_empty():
        return
    label = pl.col("measure").cast(pl.String).str.strip_chars()
    measures = unknown.group_by("file", label).agg(pl.col("rows").sum(), pl.col("record").min())
    for (file,), rows in measures.sort("file", "record").group_by("file", maintain_order=True):
        _add(faults[int(file)], "LF407", rows, lambda row: _undeclared(row, declared))


def tell_astray(astray: pl.DataFrame, faults: Sequence[Faults], areas: Sequence[str]) -> None:
    """Add areas whose code is nearly one that is asked for, or blank: `sift.ASTRAY`, each once a file."""
    if astray.is_empty():
        return
    label = pl.col("area").cast(pl.String).str.strip_chars()
    found = astray.group_by("file", label, "meant").agg(pl.col("rows").sum(), pl.col("record").min())
    found = found.with_columns(
        code=pl.when(pl.col("meant").is_null()).then(pl.lit("LF430")).otherwise(pl.lit("LF423"))
    )
    for (file, code), rows in found.sort("file", "record").group_by("file", "code", maintain_order=True):
        _add(faults[int(file)], str(code), rows, lambda row: _astray(row, areas))


def tell_mixed(figures: pl.DataFrame, faults: Sequence[Faults]) -> None:
    """Add the first per cent of a measure in each file that has a sign where most have none, or has none."""
    if "signed" not in figures.columns or not figures["signed"].any():
        return
    # Rows that were read apart from any sign say nothing of it; and nought has no unit.
    signed = pl.col("signed").fill_null(value=False)
    # What is made of several numbers may be made of both kinds.
    bare = pl.col("bare") if "bare" in figures.columns else pl.lit(None, dtype=pl.Boolean)
    both = (signed & bare).fill_null(value=False)
    measure = ("file", "measure")
    stated = figures.lazy().filter(pl.col("value").is_not_null() & (pl.col("value") != 0))
    like_first = pl.col("signed") == pl.col("signed").first()
    odd_one = like_first == (like_first.sum() < (~like_first).sum())
    odd = (
        stated.select(*measure, "record", "value", "value_decimals", signed=signed, both=both)
        .join(stated.filter(signed).select(measure).unique(), on=measure, how="semi")
        .sort("file", "record")
        .group_by(measure, maintain_order=True)
        .agg(
            pl.exclude(measure).filter(pl.when(pl.col("both").any()).then("both").otherwise(odd_one)).first(),
            others=pl.max_horizontal(like_first.sum(), (~like_first).sum()),
        )
        .drop_nulls("record")
        .sort("file", "record")
        .collect(engine="in-memory")
    )
    for (file,), rows in odd.group_by("file", maintain_order=True):
        _add(faults[int(file)], "LF425", rows, _mixed)


def tell_others(others: pl.DataFrame, faults: Sequence[Faults], readings: pl.DataFrame) -> None:
    """Add figures that were revised or are in conflict, as `cells.Settled` has them.

    Args:
        others: The rows that do not stand.
        faults: Those of every file.
        readings: What their periods mean (`labels.READINGS`).
    """
    told = others.filter((pl.col("fate") != "repeated") | pl.col("unlike").is_not_null())
    if told.is_empty():
        return
    dated = pl.col("day").is_not_null().all().over("other_file", "other_record")
    told = _days_told_once(told.with_columns(dated=dated), readings)
    for (file, fate), rows in told.group_by("file", "fate", maintain_order=True):
        if fate == "superseded":
            _add(faults[int(file)], "LF411", rows, _revised)
        elif fate == "repeated":
            _add(faults[int(file)], "LF435", rows, _unlike)
        else:
            # The first row of a conflict is named by the others.
            itself = (pl.col("file") == pl.col("other_file")) & (pl.col("record") == pl.col("other_record"))
            _add(faults[int(file)], "LF405", rows.filter(~itself), _conflicting)


def _days_told_once(told: pl.DataFrame, readings: pl.DataFrame) -> pl.DataFrame:
    """Say of figures in conflict what days they are of: `days`, null where not each says a day of its own.

    Of those that do, the first that stands against another stands for all of its cell.
    """
    reads = told.filter(fate="refused")["read"].unique()
    days = pl.DataFrame(
        {"read": reads, "of_day": [own_day(label) for label in readings["label"].gather(reads)]},
        schema_overrides={"of_day": pl.Date},
    )
    cell = ("other_file", "other_record")
    of_day = pl.col("of_day")
    apart = (pl.col("fate") == "refused") & of_day.is_not_null() & (of_day.n_unique() == pl.len())
    told = told.join(days, on="read", how="left", maintain_order="left").with_columns(
        days=pl.when(apart.all().over(cell)).then(of_day.sort().implode().over(cell))
    )
    itself = (pl.col("file") == pl.col("other_file")) & (pl.col("record") == pl.col("other_record"))
    return told.filter(pl.col("days").is_null() | itself | ((~itself).cum_sum().over(cell) == 1))


def tell_changed(changed: pl.DataFrame, faults: Sequence[Faults]) -> None:
    """Add figures that are of another kind of year, as `years.CHANGED` has them."""
    for (file,), rows in changed.group_by("file", maintain_order=True):
        _add(faults[int(file)], "LF416", rows, _changed)


def tell_called(called: pl.DataFrame, faults: Sequence[Faults]) -> None:
    """Add areas that are called by two names, as `names.by_two_names` has them."""
    for (file,), rows in called.group_by("file", maintain_order=True):
        _add(faults[int(file)], "LF433", rows, _called)


def _add(
    faults: Faults, code: str, rows: pl.DataFrame, worded: Callable[[Row], Fault], count: int | None = None
) -> None:
    """Put into words only what will be told, and count the rest."""
    some = rows.head(faults.room(code))
    faults.add([worded(row) for row in some.iter_rows(named=True)])
    faults.count(code, (rows.height if count is None else count) - some.height)


def _undeclared(row: Row, declared: list[str]) -> Fault:
    rows = rows_counted(row["rows"])
    if not row["measure"]:
        return Fault("LF407", row["record"], "measure", f"no measure is given ({rows})")
    guesses = difflib.get_close_matches(row["measure"], declared, n=1)
    hint = f"did you mean {quoted(guesses[0])}?" if guesses else ""
    text = f"no file declares measure {quoted(row['measure'])} ({rows})"
    return Fault("LF407", row["record"], "measure", text, hint)


def _astray(row: Row, areas: Sequence[str]) -> Fault:
    if row["meant"] is None:
        text = f"no area is given beside a figure ({rows_counted(row['rows'])})"
        return Fault("LF430", row["record"], "area", text, _FILLED.format("area"), a_row=False)
    text = f"nothing asks for area {quoted(row['area'])} ({rows_counted(row['rows'])})"
    return Fault(
        "LF423", row["record"], "area", text, f"did you mean {quoted(areas[row['meant']])}?", a_row=False
    )


def _called(row: Row) -> Fault:
    name, other = quoted(row["area_name"]), quoted(row["other_name"])
    text = f"area {quoted(row['area'])} is called {name} here, and {other}"
    hint = "give each area its own code; if it has two names, write one of them in all rows"
    against = (row["other_file"], row["other_record"])
    return Fault("LF433", row["record"], "area_name", text, hint, against=against, a_row=False)


def _revised(row: Row) -> Fault:
    new = _value(row["other_value"], row["other_value_decimals"])
    old = _value(row["value"], row["value_decimals"])
    text = f"{figure_of(row)}: {old} was revised to {new}, published {row['other_day']},"
    against = (row["other_file"], row["other_record"])
    return Fault("LF411", row["record"], "value", text, against=against)


def _unlike(row: Row) -> Fault:
    name, value = row["unlike"], _value(row["value"], row["value_decimals"])
    own, used = f"{name} {row[name]:.10g}", f"{name} {row[f'other_{name}']:.10g}"
    text = f"{figure_of(row)}: {value} stands here with {own}, and is used with {used}, as"
    hint = "delete the row that is wrong, or say in 'published' when each was published"
    against = (row["other_file"], row["other_record"])
    return Fault("LF435", row["record"], name, text, hint, against=against, a_row=False)


def _mixed(row: Row) -> Fault:
    value, measure = _value(row["value"], row["value_decimals"]), quoted(row["measure"])
    others = rows_counted(row["others"])
    have = "has" if row["others"] == 1 else "have"
    text = f"{value} has no % sign and is read as {value}%: {others} of {measure} in the file {have} one"
    if row["both"]:
        text = f"{value} is made of numbers with a % sign and without one, and all are read as per cent"
    elif row["signed"]:
        text = (
            f"{value}% has a % sign: {others} of {measure} in the file {have} none, and are read as per cent"
        )
    hint = "write all of them alike, as per cent"
    return Fault("LF425", row["record"], "value", text, hint, a_row=False)


def _of_days(row: Row) -> Fault:
    """Figures that each have a day inside the period, as the first of each month in a year."""
    days = row["days"]
    apart = min((later - day).days for day, later in itertools.pairwise(days))
    length = (row["end"] - row["start"]).days
    fits = (every for every, (least, most) in _APART.items() if least <= apart <= most < length)
    every = next(fits, "day")
    text = f"{figure_of(row)}: {len(days)} rows are of {every}s of this one period, the first of them"
    hint = "none of them is used: "
    hint += (
        "keep one of them"
        if every == "day"
        else f"if they are of a {every} each, the measure says every: {every}"
    )
    against = (row["other_file"], row["other_record"])
    return Fault("LF405", row["record"], "period", text, hint, against=against)


def _conflicting(row: Row) -> Fault:
    if row["days"] is not None:
        return _of_days(row)
    first = _value(row["other_value"], row["other_value_decimals"])
    said = f"{_value(row['value'], row['value_decimals'])} contradicts {first}"
    if _is_first_again(row):
        # Of three rows two can be the same, or differ from the third alone.
        said = f"{_value(row['value'], row['value_decimals'])} contradicts another row, though not the one"
    text = f"{figure_of(row)}: {said}"
    hint = "none of them is used: remove one, or say in 'published' when each was published"
    if row["dated"]:
        hint = "none of them is used: those published last contradict each other, so remove one"
    against = (row["other_file"], row["other_record"])
    return Fault("LF405", row["record"], "value", text, hint, against=against)


def _is_first_again(row: Row) -> bool:
    """Whether a row of a conflict says what the first one says, to the digits that both print."""
    value, first = row["value"], row["other_value"]
    if value is None or first is None:
        return value is first
    if row["torn"]:  # what is not the very same is told apart by words
        return bool(value == first)
    decimals = [one for one in (row["value_decimals"], row["other_value_decimals"]) if one is not None]
    return value == first or (bool(decimals) and abs(value - first) <= 0.5 * 10.0 ** -min(decimals))


def _changed(row: Row) -> Fault:
    counted = "quarters counted from" if row["quarter"] else "years from"
    here, there = (f"{counted} {_day_of_year(row[at])}" for at in ("year_from", "other_year_from"))
    number = "1 figure" if row["figures"] == 1 else f"{row['figures']:,} figures"
    done = "not used" if row["other_used"] else "none is used"
    text = (
        f"{quoted(row['measure'])} has {number} of {here} beside {row['other_figures']:,} of {there}: "
        f"{done}; the others begin"
    )
    hint = "say in the measure which year is meant, such as year: financial"
    if row["quarter"]:
        hint = "2022 Q1 begins in January, 2022/23 Q1 in April: write all alike, or if each is right give"
        hint += " the measure a year, such as year: financial"
    against = (row["other_file"], row["other_record"])
    return Fault("LF416", row["record"], "period", text, hint, against=against)


def _day_of_year(number: int) -> str:
    """Month times a hundred, and day, in words."""
    day = date(2000, *divmod(number, 100))
    return f"{day.day} {day:%B}"


def figure_of(row: Mapping[str, Any]) -> str:
    """The cell of a figure, in words."""
    group = f", {quoted(row['group'])}" if row["group"] else ""
    return f"{quoted(row['measure'])} in {quoted(row['area'])}{group}, {row['start']} to {row['end']}"


def _refused(row: Row, *, declared: bool) -> Fault:
    code, column = row["code"], row["column"]
    hint = _hint(row, code, column, declared=declared)
    return Fault(code, row["record"], column, _WORDS[code](row, column), hint)


def _hint(row: Row, code: str, column: str, *, declared: bool) -> str:
    if code == "LF403" and row[f"{column}_text"].endswith(AMBIGUOUS):
        return _DECIMAL
    if code == "LF424":
        return f"multiply by {row['whole']:,.0f}, as a declaration does with times: {row['whole']:.0f}"
    if (code, column) == ("LF408", "value") and row["maximum"] is None:
        return _DIFFERENCE
    if (code, column) == ("LF404", "period") and not _ADVICE.search(row["why"]):
        label = written(row["period"])
        return _CODED[declared].format(quoted(label)) if label else _FILLED.format("period")
    if (code, column) == ("LF403", "value") and row["value"] is None:
        return _no_number(row["value_text"].strip(), declared=declared)
    return _BLANK[declared] if (code, column) == ("LF410", "value") else ""


def _no_number(cell: str, *, declared: bool) -> str:
    """What to do about a value that is no number: one with a mark behind it, or a mark instead of it."""
    if _MARKED.match(cell):
        return _ALONE
    return _HELD[declared].format(quoted(cell)) if _MARK.match(cell) else ""


def _number(row: Row, column: str) -> str:
    cell = row[f"{column}_text"]
    text = quoted(cell.removesuffix(AMBIGUOUS).removesuffix(UNLIKE))
    if cell.endswith(AMBIGUOUS):
        return f"{column} {text} has a comma before its decimals, or one of thousands"
    if cell.endswith(UNLIKE):
        return f"{column} {text} has no decimal comma, as its declaration says"
    if row[column] is None:
        return f"{column} {text} is not a number"
    return f"{column} {text} has a % sign where nothing is in per cent"


def _label(row: Row, column: str) -> str:
    return str(row["why"]) if column == "period" else f"published: {row['why_not']}"


def _future(row: Row, column: str) -> str:
    return f"{column} {quoted(written(row['period']))} begins on {row['start']}, and that is still to come"


def _limits(row: Row, column: str) -> str:
    if column in ("lower", "upper"):
        return _interval(row, column)
    if column in ("numerator", "denominator"):
        return _counts(row, column)
    low = row["minimum"] is not None and row["value"] < row["minimum"]
    limit = f"below {row['minimum']:g}, the least" if low else f"above {row['maximum']:g}, the most"
    return f"value {_shown(row, column)} is {limit} that {quoted(row['measure'])} can be"


def _share(row: Row, _column: str) -> str:
    numerator, denominator, whole = row["numerator"], row["denominator"], row["whole"]
    meant = numerator / denominator * whole
    unit = "in per cent" if row["unit"] == "percent" else f"per {whole:,.0f}"
    said = f"value {_shown(row, 'value')} is the fraction {numerator:g} / {denominator:g}"
    return f"{said}, and {quoted(row['measure'])} is {unit}: {meant:.4g} is meant"


def _empty(_row: Row, column: str) -> str:
    return "no value, and nothing says why" if column == "value" else f"no {column} is given"


def _interval(row: Row, column: str) -> str:
    lower, upper = row.get("lower"), row.get("upper")
    if lower is not None and upper is not None and lower > upper:
        return f"lower {_shown(row, 'lower')} is above upper {_shown(row, 'upper')}"
    side = "below" if column == "lower" else "above"
    return f"value {_shown(row, 'value')} is {side} the {column} end of its interval, {_shown(row, column)}"


def _counts(row: Row, column: str) -> str:
    if column == "denominator":
        return f"denominator {_shown(row, 'denominator')} cannot be divided by"
    if row["numerator"] < 0:
        return f"numerator {_shown(row, 'numerator')} is negative"
    return f"numerator {_shown(row, 'numerator')} is more than the denominator {_shown(row, 'denominator')}"


def _shown(row: Row, column: str) -> str:
    """A number as the file prints it."""
    text = row[f"{column}_text"]
    return _value(row[column], row[f"{column}_decimals"]) if text is None else quoted(text)


def _value(value: float | None, decimals: int | None) -> str:
    if value is None:
        return "suppressed"
    return f"{value:g}" if decimals is None else f"{value:.{decimals}f}"


_WORDS: dict[str, Callable[[Row, str], str]] = {
    "LF403": _number,
    "LF404": _label,
    "LF406": _future,
    "LF408": _limits,
    "LF410": _empty,
    "LF424": _share,
}
# So many days lie between two figures of each month, and of each quarter.
_APART = {"month": (28, 31), "quarter": (89, 92)}
_FILLED = "fill the {} down into every row, as merged cells do not; or leave such rows out with drop"
_DIFFERENCE = "a measure that is a difference of counts says scale: identity"
_DECIMAL = """the file is separated by semicolons: declare which, decimal: "," or decimal: ".\""""
# A reason that says already what to do, other than how to write the label.
_ADVICE = re.compile("declare|the measure")
# What stands in for a figure, and what stands behind one.
_MARK = re.compile(r"[<#]|[^0-9]+$")
_MARKED = re.compile(r"[0-9][0-9.,]*\s*[^0-9.,\s][^0-9]*$")
_ALONE = "write the number alone: a mark goes into 'status', a remark into 'note'"
# To files that are not declared, and to those that are.
_CODED = (
    "or declare the file in data/extracts.yaml, with codes: {{period: {{{}: 2023/24}}}} for its labels",
    "or say what its labels mean, such as codes: {{period: {{{}: 2023/24}}}}",
)
_HELD = (
    "leave a figure empty that is held back, and say why in 'note'; or declare the file, suppressed: [{}]",
    "if it marks a figure that is held back, say so: suppressed: [{0}]; if it is nought: zero: [{0}]",
)
_BLANK = (
    "say it in 'note', or leave the row out; or declare the file, with blank: missing",
    "say what it means: blank: missing, or blank: zero",
)
