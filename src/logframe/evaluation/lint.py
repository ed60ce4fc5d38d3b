"""Warnings that take figures: a baseline that they do not bear out, an indicator without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.strategy.rules.allow import Remark, settle
from logframe.strategy.rules.words import baselines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logframe.evaluation.evaluate import Evaluation
    from logframe.messages import Message
    from logframe.strategy.catalogue import Catalogue, Promise

_NAMED = 3  # areas; where there are more, they are counted
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
    held = set(evaluation.observations["measure"].unique())
    return settle(
        catalogue,
        [*_revised(promises, revised), *_without_figures(catalogue, promises, without, held)],
        of_data=True,
    )


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
                f"figures have for {_together(named)}"
            )
            hint = "was it revised since, or misread? say so in reading:, and allow this"
            yield Remark("LF319", text, promise.written, (*path, "value"), hint)


def _without_figures(
    catalogue: Catalogue, promises: dict[tuple[str, str], Promise], rows: pl.DataFrame, held: set[str]
) -> Iterator[Remark]:
    for promise, areas in _by_indicator(promises, rows):
        name = str(promise.indicator.measure)
        gap = catalogue.measures[name].thing.gap
        where = f" for {_together(areas)}" if areas and (gap.of if gap else name) in held else ""
        text = f"indicator '{promise.indicator.id}' has no figures: no extract has measure '{name}'{where}"
        yield Remark("LF320", text, promise.written, ("measure",))


def _together(names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return f"{len(names)} areas"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
