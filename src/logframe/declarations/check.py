"""What is wrong with a declaration as a whole: keys that mean nothing beside others, a choice not made."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from logframe.declarations.layouts import CHOICES, NEEDED, plain
from logframe.declarations.model import PERIOD, Codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.declarations.load import Declaration
    from logframe.declarations.model import Chosen, Columns, Extract
    from logframe.messages import Message

# What neither has sheets nor holds other files, and what holds none.
_TABLES = (".csv", ".tsv", ".txt", ".parquet")
_NO_ARCHIVES = (*_TABLES, ".gz", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


def check(declaration: Declaration) -> Iterator[Message]:
    """Hold the parts of a declaration against each other.

    Yields:
        LF101 for what each row needs and nothing gives; LF107 and LF412 for what means nothing beside another
        key, or without one; LF413 where a layout adds up what overlaps.
    """
    yield from _lacking(declaration)
    yield from _periods_in_names(declaration)
    yield from _idle_codes(declaration)
    yield from _values_beside_long(declaration)
    yield from _parts_of_tables(declaration)
    yield from _lines_of_parquet(declaration)
    yield from _choice(declaration)
    yield from _idle_parts(declaration)
    yield from _two_meanings(declaration)


def _lacking(declaration: Declaration) -> Iterator[Message]:
    says = declaration.says
    chosen = list(says.measures.values())
    for name in NEEDED:
        into = says.long is not None and name in ("value", says.long.into)
        if into or _named(says, name) or any(getattr(one, name, None) for one in (says.columns, says.fixed)):
            continue
        if name == "period" and _is_in_names(says):
            continue
        if chosen and all(getattr(one.columns, name) or getattr(one.fixed, name, None) for one in chosen):
            continue
        hint = "give it in 'columns'" if name == "value" else "give it in 'columns', or in 'fixed'"
        yield declaration.message("LF101", f"nothing says which {name} its rows have", hint=hint, key=True)


def _is_in_names(says: Extract) -> bool:
    """Whether the name of each file, or of its table, says the period."""
    return all(PERIOD in one for one in says.files) or PERIOD in f"{says.member} {says.sheet}"


def _periods_in_names(declaration: Declaration) -> Iterator[Message]:
    own, says = declaration.own, declaration.says
    names: list[tuple[tuple[str | int, ...], str]] = [
        (("files", at), one) for at, one in enumerate(own.files)
    ]
    names += [((key,), one) for key, one in (("member", own.member), ("sheet", own.sheet)) if one]
    named = [(steps, name) for steps, name in names if PERIOD in name]
    for steps, name in named:
        folder, _, _ = name.rpartition("/")
        if steps[0] == "files" and PERIOD in folder:
            text = f"'{PERIOD}' stands in the name of a file, and this is that of a folder"
            yield declaration.message("LF107", text, *steps)
        elif name.count(PERIOD) > 1:
            yield declaration.message("LF107", f"'{PERIOD}' is there twice", *steps)
    every: tuple[Extract | Chosen, ...] = (says, *says.measures.values())
    in_table = says.long is not None and says.long.into == "period"
    if named and (in_table or any(one.columns.period or one.fixed.period for one in every)):
        text = f"'{PERIOD}' means nothing here: the period is said in the table, or in 'fixed'"
        yield declaration.message("LF412", text, *named[0][0], hint="write * for it, or leave out the other")


def _idle_codes(declaration: Declaration) -> Iterator[Message]:
    says = declaration.says
    for name in Codes.model_fields:
        codes = getattr(says.codes, name)
        fixed = getattr(says.fixed, name, None)
        if not codes or _gives(says, name) or (fixed in codes and not _named(says, name)):
            continue
        if name == "period" and _is_in_names(says):
            continue
        text = f"no column says which {name} a row has, so that its codes stand for nothing"
        hint = "'measures' names them" if _named(says, name) else f"name it: columns: {{{name}: ...}}"
        yield declaration.message("LF412", text, "codes", name, hint=hint, key=True)


def _gives(says: Extract, name: str) -> bool:
    """Whether a column, or the name of one, says a label."""
    if says.long is not None and says.long.into == name:
        return True
    if _named(says, name):
        return False
    columns = [says.columns, *(one.columns for one in says.measures.values())]
    return any(getattr(one, name) is not None for one in columns)


def _named(says: Extract, name: str) -> bool:
    return name == "measure" and bool(says.measures)


def _values_beside_long(declaration: Declaration) -> Iterator[Message]:
    own = declaration.own
    if own.long is None:
        return
    text = "the values are in the columns of 'long': another column of values is not read"
    if own.columns.value is not None:
        yield declaration.message("LF412", text, "columns", "value")
    for measure, one in own.measures.items():
        if one.columns.value is not None:
            yield declaration.message("LF412", text, "measures", measure, "columns", "value")


def _parts_of_tables(declaration: Declaration) -> Iterator[Message]:
    own = declaration.own
    endings = {PurePosixPath(pattern.lower().removesuffix(".gz")).suffix for pattern in own.files}
    if own.sheet is not None and endings <= set(_TABLES):
        text = "'sheet' means nothing here: workbooks have sheets, and these are tables"
        yield declaration.message("LF412", text, "sheet")
    endings = {PurePosixPath(pattern.lower()).suffix for pattern in own.files}
    if own.member is not None and endings <= set(_NO_ARCHIVES):
        text = "'member' means nothing here: zip archives have members, and these are none"
        yield declaration.message("LF412", text, "member")


def _lines_of_parquet(declaration: Declaration) -> Iterator[Message]:
    own = declaration.own
    if not all(pattern.lower().endswith(".parquet") for pattern in own.files):
        return
    for name in ("skip", "header", "footer"):
        if name in own.model_fields_set:
            text = f"'{name}' means nothing here: Parquet files have no lines around their rows"
            yield declaration.message("LF412", text, name)


def _choice(declaration: Declaration) -> Iterator[Message]:
    says = declaration.says
    column, example = CHOICES.get(says.layout or "", ("", ""))
    chosen = _speaks(says, column) or (
        says.measures and all(_speaks(one, column) for one in says.measures.values())
    )
    if column and not chosen:
        text = f"nothing says which '{column}' is meant: they overlap, and added up they count patients twice"
        hint = f"such as keep: {{{column}: {example}}}"
        yield declaration.message("LF413", text, "layout", hint=hint, key=True)


def _idle_parts(declaration: Declaration) -> Iterator[Message]:
    if declaration.own.parts is not None and declaration.says.combine is None:
        text = "'parts' means nothing here: no rows are combined"
        yield declaration.message("LF107", text, "parts", hint="say how: combine: sum", key=True)


def _two_meanings(declaration: Declaration) -> Iterator[Message]:
    own = declaration.own
    withheld = {mark.strip().lower() for mark in own.suppressed}
    for at, mark in enumerate(own.zero):
        if mark.strip().lower() in withheld:
            text = f"'{mark}' is nought here, and a figure that is held back in 'suppressed'"
            yield declaration.message("LF107", text, "zero", at, hint="keep it in one of the two")


def _speaks(says: Extract | Chosen, column: str) -> bool:
    """Whether a filter or a label is of a column."""
    return plain(column) in {plain(name) for name in (*says.keep, *says.drop, *_labels(says.columns))}


def _labels(columns: Columns) -> Iterator[str]:
    for name in type(columns).model_fields:
        yield from getattr(getattr(columns, name), "column", None) or ()
