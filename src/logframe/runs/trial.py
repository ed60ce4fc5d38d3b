"""Judging again, with some things as they were and others as they are: what each cause alone would make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation.asked import wanted
from logframe.evaluation.judge import judge
from logframe.evaluation.questions import Questions, ask
from logframe.runs import figures
from logframe.runs.frames import CAUSES, KEY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from logframe.runs.run import Run
    from logframe.strategy.catalogue import Catalogue, Promise
    from logframe.strategy.plan import Outcome, Strategy
    from logframe.strategy.targets import Report

INDICATOR = list(KEY[:3])
#: The columns of the questions by what was edited; all others are the definition's.
TARGET = [
    "relation", "number", "upper", "target_decimals", "tolerance",
    "reference", "reference_area", "reference_end", "reference_name", "margin", "margin_percent",
    "detail", "by", "deadline", "by_period", "members",
]  # fmt: skip
BASELINE = ["baseline_value", "baseline_decimals", "baseline_end", "baseline_period"]
_REPORT = ["members_done", "members_late", "members_not_done"]


@dataclass(frozen=True, eq=False)  # without slots, for the sake of what is worked out once
class Trial:
    """Two runs, of which any part can be taken from the one and the rest from the other.

    Attributes:
        old: The earlier run.
        new: The later one.
    """

    old: Run
    new: Run
    _asked: dict[tuple[bool, bool], Questions] = field(default_factory=dict, repr=False)

    @cached_property
    def figures(self) -> figures.Figures:
        """The observations of both, with the causes by which they differ."""
        return figures.compared(self.old, self.new, (self.questions(()), self.questions(CAUSES)))

    @cached_property
    def causes(self) -> tuple[str, ...]:
        """The causes that are at work anywhere, in the order of `frames.CAUSES`."""
        before, after = self.questions(()), self.questions(CAUSES)
        differ = {
            "new_data": not self.old.ahead.equals(self.new.ahead),
            "target": _differ(before, after, TARGET),
            "baseline": _differ(before, after, BASELINE),
            "report": _differ(self._ask(new=True, new_reports=False), after, _REPORT),
            "definition": self._definitions_differ(before, after),
            "time": self.old.as_of != self.new.as_of,
        }
        at_work = self.figures.causes | {cause for cause, differs in differ.items() if differs}
        return tuple(cause for cause in CAUSES if cause in at_work)

    def _definitions_differ(self, before: Questions, after: Questions) -> bool:
        own = [name for name in before.rows.columns if name not in {*TARGET, *BASELINE, *_REPORT, "row"}]
        frames = ("measures", "exceptional", "parts")
        return (
            self.old.catalogue.chosen != self.new.catalogue.chosen
            or not before.rows.select(own).equals(after.rows.select(own))
            or any(not getattr(before, name).equals(getattr(after, name)) for name in frames)
        )

    def judged(self, causes: Collection[str], only: pl.DataFrame | None = None) -> pl.DataFrame:
        """Judge as if these causes alone had been at work.

        Args:
            causes: What is taken from the new run; all else is the old one's.
            only: The indicators to judge, by their strategy, outcome and id; None is all.

        Returns:
            The verdict frame.
        """
        questions, observations = self.questions(causes), self.figures.under(causes)
        settings = (self.new if "definition" in causes else self.old).catalogue.chosen
        if only is not None:
            questions = _narrowed(questions, only)
            needed = figures.are_among(observations, wanted(questions, settings.compare_with))
            observations = observations.filter(needed)
        return judge(
            questions,
            observations,
            (self.new if "new_data" in causes else self.old).ahead,
            as_of=(self.new if "time" in causes else self.old).as_of,
            settings=settings,
        ).assessments

    def questions(self, causes: Collection[str]) -> Questions:
        """Ask as if these causes alone had been at work."""
        reports = "report" in causes
        own = self._ask(new="definition" in causes, new_reports=reports)
        promised = self._ask(new="target" in causes, new_reports=reports)
        started = self._ask(new="baseline" in causes, new_reports=reports)
        if promised is own and started is own:
            return own
        rows = _taken(own.rows, promised.rows, [*TARGET, *_REPORT])
        return replace(own, rows=_taken(rows, started.rows, BASELINE))

    def _ask(self, *, new: bool, new_reports: bool) -> Questions:
        """Ask what one of the runs asks, with what either of them knows to be reported by its own day."""
        key = (new, new_reports)
        if key not in self._asked:
            run, reporting = (self.new if is_new else self.old for is_new in (new, new_reports))
            catalogue = run.catalogue
            if reporting is not run:
                catalogue = _with_reports(catalogue, _reports(reporting.catalogue))
            self._asked[key] = ask(catalogue, reporting.as_of)
        return self._asked[key]


def matched(rows: pl.DataFrame, others: pl.DataFrame) -> pl.Series:
    """Find for each row the row of the same indicator and area among a run's questions.

    Where the other run asked for other areas it is the one that stands for all of them, else the first.

    Args:
        rows: With the columns of `frames.KEY`.
        others: `Questions.rows`.

    Returns:
        The row's number there, null where there is no such indicator.
    """
    key = list(KEY)
    exact = others.select(*key, exact="row")
    near = others.sort(pl.col("area").is_not_null(), "row").unique(INDICATOR, keep="first")
    return (
        rows.select(key)
        .join(exact, on=key, how="left", nulls_equal=True, maintain_order="left")
        .join(near.select(*INDICATOR, near="row"), on=INDICATOR, how="left", maintain_order="left")
        .select(pl.coalesce("exact", "near").alias("found"))
        .to_series()
    )


def _narrowed(questions: Questions, only: pl.DataFrame) -> Questions:
    """Keep the questions about some indicators, numbered anew."""
    kept = questions.rows.join(only, on=INDICATOR, how="semi", maintain_order="left")
    numbers = kept.select(was="row").with_row_index("row")
    return replace(
        questions,
        rows=kept.with_columns(numbers["row"]),
        beside=_renumbered(questions.beside, "row", numbers),
        plans=_renumbered(questions.plans, "asked", numbers),
    )


def _renumbered(frame: pl.DataFrame, column: str, numbers: pl.DataFrame) -> pl.DataFrame:
    found = frame.rename({column: "was"}).join(numbers, on="was", maintain_order="left")
    return found.rename({"row": column}).select(frame.columns)


def _taken(rows: pl.DataFrame, others: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Take some columns of questions from another run's; a row that it has not keeps its own."""
    if rows is others:
        return rows
    theirs = others.select(pl.col("row").alias("found"), pl.col(columns).name.prefix("their_"))
    found = rows.with_columns(found=matched(rows, others))
    return (
        found.join(theirs, on="found", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("found").is_null()).then(pl.col(name)).otherwise(f"their_{name}").alias(name)
            for name in columns
        )
        .select(rows.columns)
    )


def _differ(before: Questions, after: Questions, columns: list[str]) -> bool:
    return not _taken(after.rows, before.rows, columns).equals(after.rows)


def _key(promise: Promise) -> tuple[str, str, str]:
    return promise.strategy.strategy, promise.outcome.id, promise.indicator.id


def _reports(catalogue: Catalogue) -> dict[tuple[str, str, str], list[Report]]:
    """Give what was reported of milestones, by the indicators."""
    return {_key(promise): promise.indicator.reported for promise in catalogue.promises()}


def _with_reports(catalogue: Catalogue, reports: dict[tuple[str, str, str], list[Report]]) -> Catalogue:
    """Give the catalogue with other reports of its milestones."""

    def outcomes(strategy: Strategy, part: list[Outcome]) -> Iterator[Outcome]:
        for outcome in part:
            indicators = [
                indicator.model_copy(
                    update={
                        "reported": reports.get(
                            (strategy.strategy, outcome.id, indicator.id), indicator.reported
                        )
                    }
                )
                for indicator in outcome.indicators
            ]
            yield outcome.model_copy(update={"indicators": indicators})

    strategies = {}
    for name, written in catalogue.strategies.items():
        strategy = written.thing
        parts = {part: list(outcomes(strategy, getattr(strategy, part))) for part in ("outcomes", "enablers")}
        strategies[name] = replace(written, thing=strategy.model_copy(update=parts))
    return replace(catalogue, strategies=strategies)
