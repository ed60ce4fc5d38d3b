"""One indicator in full: its words, its verdict in each area, a chart, every figure, each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report.layout import Page
from logframe.report.prepared import prepared, updates_of
from logframe.report.show.parts import parts
from logframe.report.show.text import Place, Subject, whole
from logframe.report.steps import Behind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import polars as pl

    from logframe.report import Screen
    from logframe.report.workings import Workings
    from logframe.strategy.catalogue import Catalogue, Promise


def show(  # noqa: PLR0913  # what is known of an indicator
    promise: Promise,
    catalogue: Catalogue,
    frame: pl.DataFrame,
    *,
    workings: Workings,
    observations: pl.DataFrame,
    updates: pl.DataFrame,
    as_of: date,
    screen: Screen,
) -> str:
    """Write an indicator as text.

    Args:
        promise: The indicator, with its outcome and strategy.
        catalogue: What the strategies say.
        frame: Its rows of the verdict frame, at least one.
        workings: What stands behind these.
        observations: The figures as they were read.
        updates: What people report beside the figures.
        as_of: The day for which it was judged.
        screen: What the place can show where the text goes.
    """
    page = Page(screen.width, screen.color, screen.ascii)
    rows = prepared(frame, as_of, catalogue.chosen.cut_offs.both).to_dicts()
    told = updates_of(updates)
    strategy, outcome = promise.strategy.strategy, promise.outcome.id
    about = {
        "Updates": (strategy, outcome, promise.indicator.id),
        "Updates on the outcome": (strategy, outcome, None),
        "Updates on the strategy": (strategy, None, None),
    }
    places = []
    for row in rows:
        behind = Behind.of(workings, row["row"])
        places.append(Place(row, behind, parts(observations, catalogue, promise, row, behind)))
    subject = Subject(
        promise,
        catalogue.measure(promise.indicator.measure) if promise.indicator.measure else None,
        _sources(places),
        tuple((title, told[each]) for title, each in about.items() if each in told),
        as_of,
    )
    return page.finished(whole(page, subject, places))


def _sources(places: Sequence[Place]) -> tuple[str, ...]:
    """Name where an indicator's figures came from, each source once; not of those they are merely beside."""
    read = [each for place in places for each in place.behind.figures if each["source"]]
    made_from = [each for place in places for each in place.parts if not each["beside"]]
    return tuple(dict.fromkeys(each["source"] for each in (*read, *made_from)))
