"""Warnings that take figures: a baseline that they do not bear out, an indicator without any, odd sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation.held import Held, together
from logframe.evaluation.magnitudes import odd_sizes
from logframe.strategy.rules.allow import Remark, settle
from logframe.strategy.rules.words import baselines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.evaluation.evaluate import Evaluation
    from logframe.messages import Message
    from logframe.strategy.catalogue import Catalogue, Promise

_SUPPRESSED = ("all_suppressed", "outturn_suppressed")


def lint(catalogue: Catalogue, evaluation: Evaluation) -> list[Message]:
    """Hold the strategies against the figures.

    Args:
        catalogue: What the files say.
        evaluation: What came of it.

    Returns:
        The warnings, each at its place in a strategy, in the order of the files; none where extracts have
        errors, for then it is not known what figures there are.
    """
    if evaluation.faulty:
        return []
    rows = evaluation.assessments.filter(pl.col("measure").is_not_null())
    revised = rows.filter(pl.col("flags").list.contains("baseline_revised"))
    without = rows.filter(
        pl.col("latest_value").is_null()
        & pl.col("relation").ne_missing("milestone")
        & ~pl.col("reason").is_in(_SUPPRESSED)
    )
    promises = {
        (promise.strategy.strategy, promise.indicator.id): promise for promise in catalogue.promises()
    }
    remarks = [*_revised(promises, revised), *odd_sizes(catalogue, promises, evaluation)]
    if not without.is_empty():
        remarks += _without_figures(catalogue, promises, without, Held(catalogue, evaluation))
    return settle(catalogue, remarks, of_data=True)


def _by_indicator(
    promises: dict[tuple[str, str], Promise], rows: pl.DataFrame
) -> Iterator[tuple[Promise, list[str]]]:
    """Give each indicator of the rows once, with their areas."""
    grouped = rows.group_by("strategy", "indicator", maintain_order=True).agg(pl.col("area").drop_nulls())
    for strategy, indicator, areas in grouped.iter_rows():
        yield promises[strategy, indicator], areas


def _revised(promises: dict[tuple[str, str], Promise], rows: pl.DataFrame) -> Iterator[Remark]:
    for promise, areas in _by_indicator(promises, rows):
        indicator = promise.indicator
        for baseline, path in baselines_of(promise):
            named = [area for area in areas if path in (("baseline",), ("baselines", area))]
            if not named or baseline.value is None:
                continue
            stated = f"{baseline.value:.{baseline.value.decimals}f}"
            text = (
                f"the baseline of indicator '{indicator.id}', {stated} in {baseline.period}, is not what the "
                f"figures have for {together(named)}"
            )
            hint = "was it revised since, or misread? say so in reading:, and allow this"
            yield Remark("LF319", text, promise.written, (*path, "value"), hint)


def _without_figures(
    catalogue: Catalogue, promises: dict[tuple[str, str], Promise], rows: pl.DataFrame, held: Held
) -> Iterator[Remark]:
    for promise, areas in _by_indicator(promises, rows):
        name = str(promise.indicator.measure)
        gap = catalogue.measures[name].thing.gap
        said = (
            held.without_sides(gap, areas)
            if gap
            else held.without(name, areas, promise.indicator.group or "")
        )
        text = f"indicator '{promise.indicator.id}' has no figures: {said}"
        hint = held.remedy(gap.of if gap else name)
        yield Remark("LF320", text, promise.written, ("measure",), hint)
