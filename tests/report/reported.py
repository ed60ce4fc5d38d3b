"""Made-up projects as a report is made of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import logframe
from logframe.report.material import Material, Method

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from logframe.evaluation.workings import Workings
    from logframe.strategy.catalogue import Catalogue

Parts = tuple[Material, "Workings", "Catalogue"]


def parts(root: Path, as_of: str, *, only: Sequence[str] = ()) -> Parts:
    """Judge the project in a folder, and give what a page or a workbook is made from."""
    project = logframe.load(root / "strategies", root / "data")
    found = logframe.evaluate(project, date.fromisoformat(as_of))
    method = Method("0.0.0", 0.5, 0.2, ["A made-up source"])
    material = Material(
        found.assessments, found.outline, found.updates, found.account, found.as_of, method, only=only
    )
    return material, found.workings(), project.catalogue
