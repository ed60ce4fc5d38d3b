"""What the report's rooms load: start-up is fast because most of them load little."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded_by(statement):
    code = f"{statement}\nimport sys\nprint(*sorted(sys.modules))"
    return set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("wording", {"polars", "rich", "typer"}),
        ("as_json", {"rich", "typer", "logframe.evaluation", "logframe.strategy"}),
        ("as_csv", {"rich", "typer", "logframe.evaluation", "logframe.strategy"}),
        ("accounts", {"rich", "typer", "logframe.evidence"}),
        ("table", {"rich", "typer", "logframe.evaluation", "logframe.evidence", "logframe.strategy"}),
    ],
)
def test_a_room_loads_no_more_than_it_needs(module, unwanted):
    assert loaded_by(f"import logframe.report.{module}") & unwanted == set()
