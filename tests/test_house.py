"""Imports fall one way, and what starts fast stays light."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "logframe"

# What each room may know of the others. `cli` and `project` stand above them all.
MAY_IMPORT: dict[str, set[str]] = {
    "characters": set(),
    "messages": {"characters"},
    "verdicts": set(),
    "periods": set(),
    "files": set(),
    "terminal": set(),
    "documents": {"messages"},
    "notices": {"characters", "messages"},
    "explanations": {"messages"},
    "schema": {"documents", "messages", "periods"},
    "declarations": {"documents", "files", "messages", "schema"},
    "strategy": {"documents", "messages", "periods", "schema", "verdicts"},
    "evidence": {"characters", "declarations", "files", "messages", "periods"},
    "evaluation": {"declarations", "evidence", "messages", "periods", "schema", "strategy", "verdicts"},
    "report": {"characters", "messages", "strategy", "verdicts"},
    "runs": {
        "characters",
        "declarations",
        "documents",
        "evaluation",
        "evidence",
        "messages",
        "periods",
        "strategy",
        "verdicts",
    },
    "project": {"declarations", "documents", "evaluation", "evidence", "files", "messages", "strategy"},
}
DOORS = {"__init__", "__main__"}  # by which the house is entered: they may know all of it
MAY_IMPORT["cli"] = set(MAY_IMPORT) - {"evaluation", "evidence", "periods"}


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= (
                {f"logframe.{alias.name}" for alias in node.names}
                if node.module == "logframe"
                else {node.module}
            )
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("logframe.")}


FILES = sorted(path for path in SOURCE.rglob("*.py") if path.parent != SOURCE or path.stem not in DOORS)


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(SOURCE).as_posix() for path in FILES])
def test_imports_fall_one_way(path: Path):
    own = room(path)
    assert imported_rooms(path) - {own} <= MAY_IMPORT[own]


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=str)
def test_no_file_is_too_long_to_be_read_at_once(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600
