"""Who serves which shared outcome, and where promises about the same thing differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logframe.report import Screen, wording
    from logframe.strategy.alignment import Alignment
    from logframe.strategy.catalogue import Catalogue


def alignment(
    found: Alignment, catalogue: Catalogue, rows: Iterable[wording.Row], style: str, *, screen: Screen
) -> str:
    """Write an alignment as ``text``, ``markdown`` or ``json``.

    Args:
        found: The alignment.
        catalogue: All strategies and definitions.
        rows: The verdict frame's rows, as mappings, for their baselines and targets; made without figures.
        style: One of the three.
        screen: What the place can show where a text goes.
    """
    if style == "json":
        from logframe.report.align.as_json import to_json

        return to_json(found)
    from logframe.report.align.words import sections

    told = sections(found, catalogue, rows)
    if style == "markdown":
        from logframe.report.align.markdown import to_markdown

        return to_markdown(told, ascii=screen.ascii)
    from logframe.report.align.text import to_text

    return to_text(told, width=screen.width, color=screen.color, ascii=screen.ascii)
