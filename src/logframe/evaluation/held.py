"""What the extracts hold of a measure of which something was not found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation import intervals
from logframe.evaluation.frames import LABELS
from logframe.evidence.unasked import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logframe.evaluation.evaluate import Evaluation
    from logframe.periods import Calendar
    from logframe.strategy.catalogue import Catalogue
    from logframe.strategy.measures import Gap

_NAMED = 3  # areas; where there are more, they are counted
_ASIDE = {
    "other_frequency": "of another frequency",
    "partial": "of a part of a period",
    "later": "later than the day of the verdicts",
}
_LENGTHS = {1: "months", 3: "quarters", 12: "years"}
_EVERY = {1: "month", 3: "quarter", 12: "year"}


class Held:
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
        self._aside: dict[str, dict[str, set[int]]] = {}
        for measure, fate, months in aside.select("measure", "fate", "months").iter_rows():
            self._aside.setdefault(measure, {}).setdefault(fate, set()).update([months] if months else [])
        self._cells = evaluation.observations

    def remedy(self, measure: str) -> str:
        """What to declare of a measure that has rows of another frequency."""
        spans = self._aside.get(measure, {}).get("other_frequency", set())
        calendar = self._catalogue.measure(measure).calendar
        ways = list(dict.fromkeys(_declared(months, calendar) for months in sorted(spans)))
        return f"say in measure '{measure}' of what its figures are: {' or '.join(ways)}" if ways else ""

    def without_sides(self, gap: Gap, areas: Sequence[str]) -> str:
        """Say that the extracts lack one of the two figures from which a gap is made, or both."""
        if gap.of not in self._areas:
            return self.without(gap.of, (), "")
        between = [self._called(area) for area in gap.between_areas or ()]
        sides = " and ".join(between or [f"'{group}'" for group in gap.between or ()])
        where = f" in {self._all(areas)}" if gap.between and areas else ""
        return f"no extract has measure '{gap.of}' for both {sides}{where}"

    def without(self, measure: str, areas: Sequence[str], group: str) -> str:
        """Say what the extracts lack of a measure, and what they have instead.

        Args:
            measure: Its name.
            areas: Where figures were looked for; none is everywhere.
            group: Of what; "" is the total.
        """
        held, aside = self._areas.get(measure, {}), self._told_aside(measure)
        if not held:
            if aside:
                return f"the rows asked for of measure '{measure}' are {aside}"
            return f"no extract has measure '{measure}'"
        lacking = [area for area in areas if area not in held.get(group, ())]
        others = [self._called(area) for area in held.get(group, ()) if area not in areas]
        kind = "area"
        if group not in held:
            what = f"no extract has measure '{measure}' for " + (f"group '{group}'" if group else "the total")
            others = [f"group '{name}'" if name else "the total" for name in held]
            kind = "group"
        elif not areas:
            what = "no area is asked for"
        elif not lacking:
            why = "suppressed, exceptional, from before a break or later than the deadline"
            what, others = f"those that there are for {self._all(areas)} are {why}", []
        else:
            what = f"no extract has measure '{measure}' for {self._all(lacking)}"
        said = [what, *self._uncombined(measure, lacking, group)]
        if others and len(said) == 1:
            said.append(f"there are figures for {_others(others, kind)}")
        if aside:
            said.append(f"others are {aside}")
        return "; ".join(said)

    def _told_aside(self, measure: str) -> str:
        told = []
        for fate, spans in self._aside.get(measure, {}).items():
            lengths = ", ".join(_LENGTHS.get(months, f"{months} months") for months in sorted(spans))
            is_other = fate == "other_frequency" and lengths
            told.append(f"{_ASIDE[fate]} ({lengths})" if is_other else _ASIDE[fate])
        return " or ".join(told)

    def _uncombined(self, measure: str, areas: Sequence[str], group: str) -> Iterator[str]:
        """Say of areas that are made from others, all of which have figures, why there is none."""
        held = set(self._areas[measure].get(group, ()))
        whole = self._catalogue.measure(measure).whole
        for area in areas:
            parts = self._catalogue.areas[area].thing.combine if area in self._catalogue.areas else None
            if not parts or whole is None or not held.issuperset(parts):
                continue
            theirs = pl.col("area").cast(pl.String).is_in(parts) & pl.col("value").is_not_null()
            made = self._cells.filter(theirs, measure=measure, group=group).select(
                intervals.made_of_counts(pl.lit(whole))
            )
            if made.to_series().null_count():
                why = "lack a numerator or a denominator"
            elif not made.to_series().all():
                why = "are not the plain ratio of their numerator and denominator, as of standardised rates"
            else:
                why = "are of different periods"
            yield f"none can be made of those of {together(parts)}, which {why}"

    def _all(self, areas: Sequence[str]) -> str:
        return together([self._called(area) for area in areas])

    def _called(self, area: str) -> str:
        if not area:
            return "rows that have no area"
        name = self._catalogue.area_name(area)
        return f"{name} ({area})" if name else area


def _declared(months: int, calendar: Calendar) -> str:
    """How a measure says that its figures are of so many months; "" where it cannot."""
    step = calendar.step_months
    if months == step:
        return "pooled: 1"
    if months in _EVERY:
        return f"every: {_EVERY[months]}"
    return f"pooled: {months // step}" if months % step == 0 else ""


def _others(names: Sequence[str], kind: str) -> str:
    """One of some others by its name, several by their number; more than are known of may be there."""
    if len(names) == 1:
        return names[0]
    return f"{MOST} other {kind}s or more" if len(names) >= MOST else f"{len(names)} other {kind}s"


def together(names: Sequence[str]) -> str:
    """A few names, or how many there are."""
    if len(names) > _NAMED:
        return f"{len(names)} areas"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
