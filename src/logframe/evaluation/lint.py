"""Warnings that take figures: a baseline that they do not bear out, an indicator without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation.frames import LABELS
from logframe.evidence.unasked import MOST
from logframe.strategy.rules.allow import Remark, settle
from logframe.strategy.rules.words import baselines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logframe.evaluation.evaluate import Evaluation
    from logframe.messages import Message
    from logframe.strategy.catalogue import Catalogue, Promise
    from logframe.strategy.measures import Gap

_NAMED = 3  # areas; where there are more, they are counted
_ASIDE = {
    "other_frequency": "of another frequency",
    "partial": "of a part of a period",
    "later": "later than the day of the verdicts",
}
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
    remarks = [*_revised(promises, revised)]
    if not without.is_empty():
        remarks += _without_figures(catalogue, promises, without, _Held(catalogue, evaluation))
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
                f"figures have for {_together(named)}"
            )
            hint = "was it revised since, or misread? say so in reading:, and allow this"
            yield Remark("LF319", text, promise.written, (*path, "value"), hint)


def _without_figures(
    catalogue: Catalogue, promises: dict[tuple[str, str], Promise], rows: pl.DataFrame, held: _Held
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
        yield Remark("LF320", text, promise.written, ("measure",))


class _Held:
    """What the extracts hold of measures, whoever asked for it.

    Args:
        catalogue: The names of areas.
        evaluation: The figures, and what is known of the others.
    """

    def __init__(self, catalogue: Catalogue, evaluation: Evaluation) -> None:
        self._catalogue = catalogue
        asked = evaluation.observations.lazy().select(pl.col(LABELS).cast(pl.String))
        unasked = evaluation.unasked.lazy().filter(fate="outside").select("measure", "area", "group")
        series = pl.concat([asked, unasked]).group_by("measure", "group").agg(pl.col("area").unique().sort())
        self._areas: dict[str, dict[str, list[str]]] = {}
        for measure, group, areas in series.sort("measure", "group").collect().iter_rows():
            self._areas.setdefault(measure, {})[group] = areas
        aside = evaluation.unasked.filter(pl.col("fate").is_in(list(_ASIDE)))
        self._aside: dict[str, list[str]] = {}
        for measure, fate in aside.select("measure", "fate").iter_rows():
            self._aside.setdefault(measure, []).append(_ASIDE[fate])

    def without_sides(self, gap: Gap, areas: Sequence[str]) -> str:
        """Say that the extracts lack one of the two figures from which a gap is made, or both."""
        if gap.of not in self._areas:
            return self.without(gap.of, (), "")
        between = [self._called(area) for area in gap.between_areas or ()]
        sides = " and ".join(between or [f"'{group}'" for group in gap.between or ()])
        where = f" in {_together([self._called(area) for area in areas])}" if gap.between and areas else ""
        return f"no extract has measure '{gap.of}' for both {sides}{where}"

    def without(self, measure: str, areas: Sequence[str], group: str) -> str:
        """Say what the extracts lack of a measure, and what they have instead.

        Args:
            measure: Its name.
            areas: Where figures were looked for; none is everywhere.
            group: Of what; "" is the total.
        """
        held, aside = self._areas.get(measure, {}), " or ".join(self._aside.get(measure, ()))
        if not held:
            if aside:
                return f"the rows asked for of measure '{measure}' are {aside}"
            return f"no extract has measure '{measure}'"
        if group not in held:
            lacking = f"group '{group}'" if group else "the total"
            others = [f"group '{name}'" if name else "the total" for name in held]
            kind = "group"
        else:
            lacking = _together([self._called(area) for area in areas])
            others = [self._called(area) for area in held[group] if area not in areas]
            kind = "area"
        said = [f"no extract has measure '{measure}'" + (f" for {lacking}" if lacking else "")]
        if others:
            said.append(f"there are figures for {_others(others, kind)}")
        if aside:
            said.append(f"others are {aside}")
        return "; ".join(said)

    def _called(self, area: str) -> str:
        name = self._catalogue.area_name(area)
        return f"{name} ({area})" if name else area


def _others(names: Sequence[str], kind: str) -> str:
    """One of some others by its name, several by their number; more than are known of may be there."""
    if len(names) == 1:
        return names[0]
    return f"{MOST} other {kind}s or more" if len(names) >= MOST else f"{len(names)} other {kind}s"


def _together(names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return f"{len(names)} areas"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
