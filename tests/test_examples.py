"""The outputs in examples/ are what `make examples` writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Folder

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
(AS_OF,) = re.findall(r"^AS_OF := ([\d-]+)", MAKEFILE, re.MULTILINE)
MADE = {
    Path(found["file"]): f"{found['before']} {found['after']}".replace("$(AS_OF)", AS_OF).split()
    for found in re.finditer(
        r"\$\(BIN\)/logframe (?P<before>.*?) --output (?P<file>examples/\S+)(?P<after>.*)", MAKEFILE
    )
}
TEXTS = [file for file in MADE if file.suffix in (".txt", ".md")]


@pytest.mark.parametrize("file", TEXTS, ids=str)
def test_a_text_is_up_to_date(file: Path, tmp_path: Path):
    """`make examples` writes it anew: read what changed."""
    written = tmp_path / file.name
    Folder(ROOT).run(*MADE[file], "--output", str(written))
    assert written.read_text(encoding="utf-8") == (ROOT / file).read_text(encoding="utf-8")


def test_every_example_is_made_and_described():
    described = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    there = {file.relative_to(ROOT) for file in (ROOT / "examples").rglob("*") if file.is_file()}
    assert there - {Path("examples/README.md")} == set(MADE)
    assert [str(file) for file in MADE if f"({file.relative_to('examples')})" not in described] == []
