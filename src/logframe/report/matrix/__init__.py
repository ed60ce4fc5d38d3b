"""The classical logical framework matrix of a strategy: narrative, indicators, verification, assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report.matrix.levels import matrix_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from logframe.report import Screen, wording
    from logframe.strategy.catalogue import Catalogue


def matrix(  # noqa: PLR0913  # each is an option of the command line
    catalogue: Catalogue,
    strategy: str,
    rows: Iterable[wording.Row],
    style: str,
    *,
    screen: Screen,
    status: bool = False,
) -> str:
    """Write a strategy's matrix as ``text``, ``markdown`` or ``html``.

    Args:
        catalogue: All strategies and definitions.
        strategy: The id of one that the catalogue holds.
        rows: The verdict frame's rows of this strategy, `prepared`, as mappings; made without figures if
            there are none.
        style: One of the three.
        screen: What the place can show where a text goes.
        status: Whether each indicator says where it stands.
    """
    made = matrix_of(catalogue, catalogue.strategies[strategy].thing, rows, status=status)
    if style == "markdown":
        from logframe.report.matrix.markdown import to_markdown

        return to_markdown(made, ascii=screen.ascii)
    if style == "html":
        from logframe.report.matrix.html import to_html

        return to_html(made, ascii=screen.ascii)
    from logframe.report.matrix.text import to_text

    return to_text(made, width=screen.width, color=screen.color, ascii=screen.ascii)
