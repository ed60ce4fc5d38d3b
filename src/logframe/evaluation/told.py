"""What a strategy's people say beside the figures: planned paths, updates, verdicts of their own.

None of it changes a verdict. What was said later than the day of the verdict was not known then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from logframe import periods
from logframe.evaluation.frames import PLANS, UPDATES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from logframe.strategy.catalogue import Catalogue
    from logframe.strategy.plan import Indicator, Update


def planned(indicator: Indicator, calendar: periods.Calendar) -> list[dict[str, Any]]:
    """List an indicator's planned path: period, end and value, in order of time."""
    path = [
        (periods.read(label, calendar).period, float(value)) for label, value in indicator.trajectory.items()
    ]
    return [
        {"period": periods.label(period, calendar), "end": period.end, "value": value}
        for period, value in sorted(path)
    ]


def plans(paths: dict[int, list[dict[str, Any]]]) -> pl.DataFrame:
    """Make one frame of the questions' planned paths: `frames.PLANS`."""
    points = [{"asked": asked, **point} for asked, path in paths.items() for point in path]
    return pl.DataFrame(points, schema=PLANS)


def assessment(indicator: Indicator, as_of: date) -> dict[str, Any]:
    """Give the analyst's own verdict on an indicator, if there was one by then."""
    own = indicator.assessment
    if own is None or own.date > as_of:
        return {}
    return {
        "assessment_date": own.date,
        "assessment_by": own.by,
        "assessment_verdict": own.verdict,
        "assessment_why": own.why,
    }


def updates(catalogue: Catalogue, as_of: date) -> pl.DataFrame:
    """List what is reported on strategies, outcomes and indicators.

    Returns:
        `frames.UPDATES`: strategies in the files' order, each with its own updates first, then those of each
        outcome, then those of its indicators; newest first within each.
    """
    lines = [
        place | {"date": update.date, "by": update.by, "text": update.text}
        for place, said in _places(catalogue)
        for update in sorted(said, key=lambda update: update.date, reverse=True)
        if update.date <= as_of
    ]
    return pl.DataFrame(lines, schema=UPDATES)


def _places(catalogue: Catalogue) -> Iterator[tuple[dict[str, Any], list[Update]]]:
    for name, written in catalogue.strategies.items():
        strategy = written.thing
        yield {"strategy": name}, strategy.updates
        for outcome in strategy.parts:
            of_outcome = {"strategy": name, "outcome": outcome.id}
            yield of_outcome, outcome.updates
            for indicator in outcome.indicators:
                yield of_outcome | {"indicator": indicator.id}, indicator.updates
