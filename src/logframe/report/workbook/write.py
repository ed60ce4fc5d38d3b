"""Sheets as an Excel file: real numbers and dates, ready to print, nothing that a spreadsheet would run."""

from __future__ import annotations

import io
import textwrap
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from logframe.characters import printable
from logframe.report import figures
from logframe.report.extra import CannotWriteError, needed
from logframe.report.workbook.cells import Number, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logframe.report.workbook.cells import Cell, Sheet

_MOST_ROWS: Final = 1_048_575  # below the headings
_MOST_LETTERS: Final = 32_767  # in a cell
_A4: Final = 9
_ACROSS: Final = 210  # letters that can be read on a page of it
_LETTERS: Final = 1.2  # of a text, on average, to a unit of a column's width
_LINE: Final = 12.75  # points
_MOST_HIGH: Final = 409.0  # points
_MOST_IN_HEADER: Final = 90  # letters; a spreadsheet takes 255, its own codes included
_FONT: Final = "Arial"

#: A verdict's text and background; the word is always there.
_COLOURS: Final = {
    "missed": ("#8C1010", "#FBE3E1"),
    "off_track": ("#B0200C", "#FDEAE6"),
    "at_risk": ("#7D4A00", "#FDF1D8"),
    "no_data": ("#424C54", "#E8ECEF"),
    "not_yet_measurable": ("#424C54", "#E8ECEF"),
    "on_track": ("#00642F", "#E0F3E6"),
    "achieved": ("#00642F", "#E0F3E6"),
}

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


class TooManyRowsError(CannotWriteError):
    """A sheet cannot hold as many rows."""


def write(sheets: Iterable[Sheet], *, as_of: date, version: str) -> bytes:
    """Write sheets as a workbook.

    Args:
        sheets: In their order.
        as_of: The day that the workbook says it was made on, so that the same content gives the same bytes.
        version: Of the program.

    Raises:
        MissingExtraError: The library that writes is not installed.
        TooManyRowsError: A sheet cannot hold as many rows.
    """
    library = needed("xlsxwriter", "a workbook")
    buffer = io.BytesIO()
    with library.Workbook(buffer, _OPTIONS) as book:
        book.set_properties(
            {
                "title": f"Targets against actuals as of {figures.day(as_of)}",
                "author": f"logframe {version}",
                "created": datetime.combine(as_of, time(), UTC),
            }
        )
        writer = _Writer(book, as_of)
        for index, sheet in enumerate(sheets, 1):
            writer.add(sheet, index)
    return buffer.getvalue()


class _Writer:
    """Writes sheets into a workbook; cells that look alike share a format."""

    def __init__(self, book: Any, as_of: date) -> None:  # noqa: ANN401  # xlsxwriter has no types
        self._book = book
        self._as_of = as_of
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def add(self, sheet: Sheet, index: int) -> None:
        """Write a sheet as a table with its headings."""
        if len(sheet.rows) > _MOST_ROWS:
            raise TooManyRowsError(
                f"the sheet '{sheet.name}' would have {len(sheet.rows):,} rows, and a workbook holds "
                f"{_MOST_ROWS:,}: choose strategies or areas, or write CSV or JSON"
            )
        page = self._book.add_worksheet(sheet.name)
        self._set_up(page, sheet)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
        page.set_row(0, _height(sheet, [column.heading for column in sheet.columns]))
        for line, row in enumerate(sheet.rows, 1):
            page.set_row(line, _height(sheet, row))
            for at, cell in enumerate(row):
                self._write(page, line, at, cell)
        heading = self._format(
            bold=True, indent=1, font_color="#FFFFFF", bg_color="#003A70", border_color="#003A70"
        )
        columns = [{"header": column.heading, "header_format": heading} for column in sheet.columns]
        if sheet.rows:
            area = (0, 0, len(sheet.rows), len(columns) - 1)
            page.add_table(*area, {"columns": columns, "name": f"Table{index}", "style": None})
        else:
            for at, column in enumerate(sheet.columns):
                page.write_string(0, at, column.heading, heading)

    def _set_up(self, page: Any, sheet: Sheet) -> None:  # noqa: ANN401
        """Fit the sheet to A4 paper, its headings on each page, and keep these in sight."""
        page.freeze_panes(1, sheet.kept)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(-(-sum(column.width for column in sheet.columns) // _ACROSS), 0)
        page.repeat_rows(0)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        title = printable(sheet.title or f"Targets against actuals: {sheet.name}")[:_MOST_IN_HEADER]
        page.set_header(f'&L&"{_FONT},Bold"{title.replace("&", "&&")}&RAs of {figures.day(self._as_of)}')
        page.set_footer("&RPage &P of &N")
        page.hide_gridlines(0)

    def _write(self, page: Any, line: int, at: int, cell: Cell) -> None:  # noqa: ANN401
        if cell is None:
            page.write_blank(line, at, None, self._format())
        elif isinstance(cell, Number):
            page.write_number(line, at, cell.value, self._format(num_format=cell.format))
        elif isinstance(cell, Verdict):
            ink, ground = _COLOURS[cell.code]
            page.write_string(
                line,
                at,
                cell.words,
                self._format(bold=True, align="left", indent=1, font_color=ink, bg_color=ground),
            )
        elif isinstance(cell, date):
            midnight = datetime.combine(cell, time(), UTC).replace(tzinfo=None)
            page.write_datetime(
                line, at, midnight, self._format(num_format="d mmm yyyy", align="left", indent=1)
            )
        else:
            page.write_string(line, at, _text(cell), self._format(align="left", indent=1))

    def _format(self, **properties: object) -> Any:  # noqa: ANN401
        chosen = {
            "font_name": _FONT,
            "font_size": 10,
            "valign": "top",
            "text_wrap": True,
            "border": 1,
            "border_color": "#B5BEC5",
            **properties,
        }
        key = tuple(chosen.items())
        if key not in self._formats:
            self._formats[key] = self._book.add_format(chosen)
        return self._formats[key]


def _height(sheet: Sheet, row: Iterable[Cell]) -> float:
    """Say how high a row is, in points, for its texts to be seen: not every program finds out by itself."""
    lines = max(
        sum(
            len(textwrap.wrap(line, round(column.width * _LETTERS))) or 1
            for line in (cell.words if isinstance(cell, Verdict) else cell).splitlines()
        )
        for column, cell in zip(sheet.columns, row, strict=True)
        if isinstance(cell, str | Verdict)
    )
    return min(_LINE * max(lines, 1) + 3, _MOST_HIGH)


def _text(words: str) -> str:
    """Give a text whose line ends are kept, and whose other characters all show rather than act."""
    lines = [printable(line) for line in words.splitlines()]
    text = "\n".join(lines)
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
