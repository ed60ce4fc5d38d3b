"""Files that are called tables and are something else, such as the web page that a failed download left."""

from __future__ import annotations

import re

from logframe.evidence.extract import UnreadableError

_AGAIN = "download it again"
_RENAME = "give it the ending {} and declare it in extracts.yaml"

# How files of other kinds begin: what each is called, and what to do about it.
_OTHERS = (
    (rb"<(?:!doctype\s+html|html|head|body)\b", "a web page, and no table", _AGAIN),
    (rb"<\?xml\b", "XML, and no table", _AGAIN),
    (rb"\{\s*\"|\[\s*[\[{]", "JSON, and no table", "download it as CSV"),
    (rb"%PDF-", "a PDF, and no table", "download it as CSV"),
    (rb"PK\x03\x04(?:(?s:.){26}(?:\[Content_Types\]|_rels/|xl/|docProps/))", "a workbook", _RENAME.format(".xlsx")),  # noqa: E501  # a table
    (rb"PK\x03\x04|PK\x05\x06", "a zip archive", _RENAME.format(".zip")),
    (rb"\x1f\x8b", "packed with gzip", _RENAME.format(".csv.gz")),
    (rb"PAR1", "a Parquet file", "give it the ending .parquet"),
    (rb"\xd0\xcf\x11\xe0", "a workbook of old", _RENAME.format(".xls")),
    (rb"\x89PNG|\xff\xd8\xff|GIF8", "a picture, and no table", _AGAIN),
    (rb"version https://git-lfs", "a pointer of Git LFS, and not the file", "fetch it with git lfs pull"),
)  # fmt: skip


def refuse_other_kinds(head: bytes) -> None:
    """Look at how a file begins that ought to be delimited text.

    Raises:
        UnreadableError: It begins as no table does.
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for begins, what, hint in _OTHERS:
        if re.match(begins, text, re.IGNORECASE):
            raise UnreadableError(f"this is {what}", hint)
