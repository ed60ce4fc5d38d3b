"""The logical framework as a workbook, which is what meetings use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report.workbook.sheets import sheets
from logframe.report.workbook.write import TooManyRowsError, write

if TYPE_CHECKING:
    from logframe.report.material import Material
    from logframe.report.workings import Workings
    from logframe.strategy.catalogue import Catalogue

__all__ = ["TooManyRowsError", "workbook"]


def workbook(material: Material, workings: Workings, catalogue: Catalogue) -> bytes:
    """Write a report as an Excel workbook; the arguments are those of `logframe.report.html.page`.

    Returns:
        The file's content. The same arguments give the same bytes, with the same release of the library.

    Raises:
        MissingExtraError: The library of ``logframe[report]`` is not installed.
        TooManyRowsError: A sheet cannot hold as many rows.
    """
    return write(sheets(material, workings, catalogue), as_of=material.as_of, version=material.method.version)
