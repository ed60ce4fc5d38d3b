"""docs/limits.md says what the program holds to; that it does is tested where each limit is."""

from __future__ import annotations

from pathlib import Path

import pytest

from logframe import documents
from logframe.evidence import beginning, faults, parquet, records
from logframe.evidence.declared import members, plan, sheet, unpack, workbook

PAGE = (Path(__file__).parents[1] / "docs" / "limits.md").read_text(encoding="utf-8")

LIMITS = {
    "size of a YAML file": f"{documents.LARGEST:,} bytes",
    "depth of a YAML file": f"inside one another | {documents.DEEPEST} |",
    "signs of a YAML file": f"{documents.MOST_SIGNS:,} in a file",
    "problems of a YAML file": f"{documents.MOST_PROBLEMS} in a file; then reading stops",
    "header": f"{beginning.MOST_HEADER >> 20} MB |",
    "lines of a row": f"{records.MOST_LINES:,} lines or {records.MOST_BYTES >> 20} MB",
    "figures of a row": f"holds | {plan.MOST_FIGURES:,} |",
    "what is unpacked": f"{unpack.MOST_UNPROVEN >> 20} MB, or {unpack.MOST_TIMES} times",
    "what is unpacked at all": f"never over {unpack.MOST >> 30} GB",
    "tables of a file": f"stands for | {members.MOST_TABLES:,} in a file",
    "rows in Parquet": f"{parquet.MOST_ROWS_UNPROVEN:,}, or {parquet.MOST_ROWS_A_BYTE} for each",
    "memory for a workbook": f"{sheet.MEMORY >> 30} GB, in a process of its own",
    "time for a workbook": f"{workbook.SECONDS // 60} minutes",
    "faults": f"{faults.LIMIT} of one code in one file",
}


@pytest.mark.parametrize("words", LIMITS.values(), ids=LIMITS)
def test_the_page_of_limits_says_what_the_program_holds_to(words: str) -> None:
    assert words in PAGE
