"""The account of the extracts, for people and for programs: where every row of every file went."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import polars as pl

from logframe.characters import json_safe, printable
from logframe.report.as_csv import harmless
from logframe.report.figures import counted
from logframe.report.layout import GAP, Cell, Column, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

#: Where a row can go, and what that means. Every row that was read went to exactly one of these.
FATES = {
    "used": "figures that an indicator asks for",
    "outside": "no indicator asks for their measure, area or group",
    "undeclared": "no file declares their measure",
    "later": "of a later period than the day of the verdicts, or published after it",
    "superseded": "a later or a finer figure takes their place",
    "other_frequency": "of another frequency than their measure's, such as months beside years",
    "partial": "of a part of a period, such as the year to date",
    "suppressed": "no value: the file has a mark or a note in its place, or nothing",
    "combined": "make one figure together with another row, which stands for it",
    "refused": "at fault; each is an error",
}
_REPEATED = "say again what another row says; they are among the used or the suppressed"
_LEAST_FOR_FILES = 24  # terminal cells
# Of more columns that a pattern took the first and the last are shown.
_MOST_COLUMNS = 6

Row = dict[str, Any]


def account_table(
    account: pl.DataFrame,
    patterns: pl.DataFrame,
    *,
    width: int,
    color: bool,
    ascii: bool,  # noqa: A002  # named as the option is
) -> str:
    """Write the account for people; what no row met is left out.

    Args:
        account: One row a file: ``file``, ``read``, a count for each of `FATES`, and ``repeated``, whose rows
            are among the used or the suppressed.
        patterns: The columns that patterns took: ``file``, ``place``, ``pattern`` and ``columns``.
        width: How many terminal cells a line may take.
        color: Whether refused rows are coloured.
        ascii: Whether to keep to ASCII.

    Returns:
        The text, ending in a line end. No line is wider than the page or ends in a space.
    """
    page = Page(width, color, ascii)
    files = account.to_dicts()
    if not files:
        return page.finished(["There are no extracts."])
    met = [fate for fate in FATES if fate == "used" or account[fate].sum()]
    total = {"file": f"All {counted(len(files), 'file')}"} | account.drop("file").sum().row(0, named=True)
    rows = [*files, total] if len(files) > 1 else files
    counts = ["read", *met, *(["repeated"] if total["repeated"] else [])]
    lines = _in_columns(page, rows, counts) or _in_words(page, rows, met)
    return page.finished(
        [
            "Where every row of the extracts went",
            "",
            *lines,
            "",
            *_explained(page, total, met),
            *_taken(page, patterns),
        ]
    )


def _in_columns(page: Page, rows: Sequence[Row], counts: Sequence[str]) -> list[str]:
    """Set the counts in columns; nothing if the page is too narrow for them."""
    headings = {name: name.split("_") for name in counts}
    widths = {
        name: max(len(text) for text in [*headings[name], *(f"{row[name]:,}" for row in rows)])
        for name in counts
    }
    room = page.width - sum(widths.values()) - GAP * len(widths)
    names = [page.cell(Cell.of(row["file"])) for row in rows]
    longest = max(name.widest for name in names)
    if room < min(longest, _LEAST_FOR_FILES):
        return []
    files = min(room, longest)
    heads = [Column([part.rjust(widths[name]) for part in headings[name]], widths[name]) for name in counts]
    lines = page.beside(Column(["file"], files), *heads)
    for name, row in zip(names, rows, strict=True):
        figures = [
            Column([f"{row[fate]:,}".rjust(widths[fate])], widths[fate], _style(row, fate)) for fate in counts
        ]
        lines += page.beside(Column(name.lines(files), files), *figures)
    return lines


def _style(row: Row, fate: str) -> list[str]:
    return ["red"] if fate == "refused" and row[fate] else []


def _in_words(page: Page, rows: Sequence[Row], met: Sequence[str]) -> list[str]:
    lines = []
    for row in rows:
        parts = [f"{row[fate]:,} {fate.replace('_', ' ')}" for fate in met if row[fate]]
        lines += page.paragraph(row["file"])
        lines += page.paragraph(f"{row['read']:,} read = {' + '.join(parts) or '0 used'}", indent="  ")
        if row["repeated"]:
            lines += page.paragraph(f"{row['repeated']:,} of them repeated", indent="  ")
    return lines


def _explained(page: Page, total: Row, met: Sequence[str]) -> Iterator[str]:
    if total["read"] == sum(total[fate] for fate in met):
        yield from page.paragraph(
            "Every row is accounted for: each that was read is in exactly one of these, or, where it holds "
            "several figures, each figure is."
        )
    else:
        yield from page.paragraph("The parts do not add up to what was read: this is a fault of the program.")
    meanings = [(fate, FATES[fate]) for fate in met]
    if total["repeated"]:
        meanings.append(("repeated", _REPEATED))
    for fate, meaning in meanings:
        yield from page.paragraph(f"{fate.replace('_', ' ')}: {meaning}", indent="    ", first="  ")


def _taken(page: Page, patterns: pl.DataFrame) -> Iterator[str]:
    """Say what each pattern took, once for all files in which it took the same."""
    if patterns.is_empty():
        return
    yield from ["", "Columns that patterns of data/extracts.yaml took", ""]
    alike = patterns.group_by("place", "pattern", "columns", maintain_order=True).agg("file")
    for place, pattern, columns, files in alike.iter_rows():
        shown = [f"'{printable(name)}'" for name in columns]
        if len(shown) > _MOST_COLUMNS:
            shown = [*shown[: _MOST_COLUMNS // 2], "...", *shown[-_MOST_COLUMNS // 2 :]]
        where = files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1:,} more"
        said = f"{place} '{pattern}' took {counted(len(columns), 'column')}: {', '.join(shown)} ({where})"
        yield from page.paragraph(printable(said), indent="    ", first="  ")


def to_json(account: pl.DataFrame, patterns: pl.DataFrame, *, as_of: date) -> str:
    """Write the account as one JSON object, a file a line, each with what ``patterns`` took in it."""
    taken: dict[str, list[Row]] = {}
    for row in patterns.to_dicts():
        taken.setdefault(row.pop("file"), []).append(row)
    rows = ({**row, "patterns": taken.get(row["file"], [])} for row in account.to_dicts())
    files = json_safe(",\n".join(f"  {json.dumps(row)}" for row in rows))
    return f'{{"logframe": 1, "as_of": "{as_of}",\n "files": [\n{files}]}}\n'


def to_csv(account: pl.DataFrame, as_of: date) -> str:
    """Write the account as CSV, with ``as_of`` before its columns; texts are as in `as_csv.harmless`."""
    return harmless(account.select(pl.lit(as_of).alias("as_of"), pl.all())).write_csv()
