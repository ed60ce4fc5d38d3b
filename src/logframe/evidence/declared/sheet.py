"""Reads a sheet of a workbook in a process of its own: `sheet.py WORKBOOK SHEET INTO`.

What reads workbooks takes as much memory as a workbook says that it is large, and where there is not that
much ends the process. So this one may end. It imports nothing of the package, and is run as a file.

Answers on standard output, in JSON: {"fault": why} or {"sheets": names}, and in that case writes the cells of
the sheet, all of them text, as Parquet; of no sheet, if SHEET is empty and there are several, or none of them
is called so.
"""

from __future__ import annotations

import json
import posixpath
import re
import sys
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 4 << 30  # bytes

# Nothing here looks beyond a tag or a text for what ends it, so that no sheet takes long.
_CELL = rb'<(?:\w+:)?c\b(?=[^<>]*\br="(%s)(\d{1,7})")'
_FILLED = rb"[^<>]*(?<!/)>\s*<(?!/)"
_FORMULA = rb"(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?"
_ERROR = re.compile(
    _CELL % rb"[A-Z]{1,3}" + rb'(?=[^<>]*\bt="e")[^<>]*>\s*' + _FORMULA + rb"<(?:\w+:)?v>([^<]*)<"
)
_MOST_COLUMNS_BEFORE = 100


def main(path: str, wanted: str, into: str) -> None:
    """Read one sheet."""
    with suppress(ImportError, ValueError, OSError):  # no such limits on Windows; or lower ones already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import fastexcel

    try:
        book = fastexcel.read_excel(path)
        sheets = book.sheet_names
        sheet = wanted if wanted in sheets else sheets[0] if not wanted and len(sheets) == 1 else None
        if sheet is not None:
            loaded = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
            _completed(pl.DataFrame(loaded).cast(pl.String), _xml(path, sheet)).write_parquet(into)
    except fastexcel.FastExcelError as error:
        answer: dict[str, str | list[str]] = {"fault": str(error).partition("\n")[0]}
    else:
        answer = {"sheets": sheets}
    sys.stdout.write(json.dumps(answer))


def _completed(cells: pl.DataFrame, xml: bytes) -> pl.DataFrame:
    """Cells with what the library leaves out: empty columns before the first filled one, and errors.

    A cell such as #N/A would look like one that is left blank, and that may stand for zero.
    """
    before = _columns_before(xml)
    cells = cells.select(
        *(pl.lit(None, dtype=pl.String).alias(f"before {at}") for at in range(before)), pl.all()
    )
    found: dict[int, dict[int, str]] = {}
    for row, column, text in _errors(xml):
        if row < cells.height and column < cells.width:
            found.setdefault(column, {})[row] = text
    for column, texts in found.items():
        filled = cells.to_series(column).scatter(list(texts), list(texts.values()))
        cells = cells.replace_column(column, filled)
    return cells


def _xml(path: str, sheet: str) -> bytes:
    """The text of a sheet; none where the workbook is of another kind."""
    with suppress(zipfile.BadZipFile, KeyError, ET.ParseError), zipfile.ZipFile(path) as book:
        listed = ET.fromstring(book.read("xl/workbook.xml"))  # noqa: S314  # memory is bounded here
        linked = ET.fromstring(book.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  # likewise
        links = {one.get("Id"): one.get("Target", "") for one in linked}
        for one in listed.iter():
            if one.tag.endswith("}sheet") and one.get("name") == sheet:
                link = next(value for name, value in one.items() if name.endswith("}id"))
                return book.read(posixpath.join("/xl", links[link])[1:])
    return b""


def _columns_before(xml: bytes) -> int:
    for column in range(_MOST_COLUMNS_BEFORE):
        if re.search(_CELL % _letters(column) + _FILLED, xml):
            return column
    return 0


def _errors(xml: bytes) -> Iterator[tuple[int, int, str]]:
    for found in _ERROR.finditer(xml):
        letters, row, text = found.groups()
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        yield int(row) - 1, column - 1, text.decode(errors="replace")


def _letters(column: int) -> bytes:
    first, last = divmod(column, 26)
    return (bytes([64 + first]) if first else b"") + bytes([65 + last])


if __name__ == "__main__":
    main(*sys.argv[1:])
