"""Official files read by a declaration alone, and the published figures to hold against them."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from logframe import declarations, evidence
from tests.evidence.made_up import read_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHARED = Path(__file__).parents[2].parent / "shared"
OFFICIAL, FIGURES = SHARED / "official", SHARED / "figures" / "kent-medway.csv"

here = pytest.mark.skipif(
    not OFFICIAL.is_dir() or not FIGURES.is_file(), reason="the official files are not here"
)


def read(
    file: str,
    declaration: str,
    definitions: Iterable[evidence.Definition],
    *,
    groups: Iterable[str] = ("",),
    as_of: date = date(2026, 5, 31),
) -> evidence.Evidence:
    """Read one official file as declared (YAML, without `files`), every area and these groups of it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = OFFICIAL / file
        shutil.copy(path, folder / path.name)
        lines = "".join(f"    {line}\n" for line in declaration.strip().splitlines())
        text = f"logframe: 1\nextracts:\n  official:\n    files: '{path.name}'\n{lines}"
        (folder / declarations.NAME).write_text(text, encoding="utf-8")
        known = {one.measure: one for one in definitions}
        cells = [(measure, None, group) for measure in known for group in groups]
        return read_folder(folder, wanted=cells, as_of=as_of, replay=True, definitions=known)


def values(found: evidence.Evidence, **where: Any) -> dict[tuple[str, str], float]:
    """Values by area and the period's first day."""
    rows = found.observations.filter(**where).select("area", pl.col("start").cast(pl.String), "value")
    return {(area, start): value for area, start, value in rows.iter_rows()}


@cache
def _published() -> list[Mapping[str, str]]:
    with FIGURES.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def published(indicator: str, source: str, **where: str) -> list[Mapping[str, str]]:
    """Figures of an indicator and a source, each by how its text begins; the rest as it is."""
    return [
        row
        for row in _published()
        if row["indicator"].startswith(indicator)
        and row["source"].startswith(source)
        and all(row[name] == text for name, text in where.items())
        and row["value"]
    ]
