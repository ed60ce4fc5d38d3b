"""From a catalogue and a folder of extracts to the frame of verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from logframe import evidence
from logframe.evaluation import variation
from logframe.evaluation.asked import wanted
from logframe.evaluation.judge import judge
from logframe.evaluation.questions import ask
from logframe.evaluation.told import updates

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from logframe.declarations import Declaration
    from logframe.evaluation.judge import Judged
    from logframe.evaluation.questions import Questions
    from logframe.evaluation.workings import Workings
    from logframe.messages import Message
    from logframe.periods import YearStart
    from logframe.strategy.catalogue import Catalogue
    from logframe.strategy.measures import Settings


_UNITS: dict[str, Literal["percent", "proportion"]] = {"percent": "percent", "proportion": "proportion"}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of a project on one day.

    Attributes:
        as_of: The day on which it was judged.
        assessments: One row an indicator and area, in the files' order.
        outline: Every strategy, outcome and enabler, those without indicators too, in the files' order.
        updates: What people report beside the figures (`frames.UPDATES`), newest first within each place.
        observations: The figures that were used or suppressed, one row a cell.
        ahead: The cells that only figures later than the day fill: measure, area, group, start, end.
        account: One row an extract: where each of its rows went.
        paths: Where each extract is, by its name in the account.
        patterns: The columns that patterns of declarations took: file, place, pattern, columns.
        unasked: What the extracts have besides, of measures without figures (`evidence.Evidence`).
        messages: What is wrong with the extracts, in the order in which people read them.
        questions: What was asked of the figures.
        settings: The comparator and the cut-offs.
    """

    as_of: date
    assessments: pl.DataFrame
    outline: pl.DataFrame
    updates: pl.DataFrame
    observations: pl.DataFrame
    ahead: pl.DataFrame
    account: pl.DataFrame
    paths: dict[str, Path]
    patterns: pl.DataFrame
    unasked: pl.DataFrame
    messages: list[Message]
    questions: Questions
    settings: Settings

    @property
    def faulty(self) -> bool:
        """Whether any row of an extract was refused."""
        return any(message.severity == "error" for message in self.messages)

    def workings(self, rows: Collection[int] | None = None) -> Workings:
        """Lay out what the verdicts came from, by judging once more with nothing left out.

        Args:
            rows: Of these rows of the assessments alone; None is all.
        """
        from logframe.evaluation.workings import work_out  # most runs only want the verdicts

        judged = judge(
            self.questions,
            self.observations,
            self.ahead,
            as_of=self.as_of,
            settings=self.settings,
            only=rows,
        )
        return work_out(judged, self.questions, self.observations)

    def sources(self, rows: pl.DataFrame) -> list[str]:
        """List the sources of all figures that stand behind or beside some rows of the assessments."""
        from logframe.evaluation.origins import sources  # likewise

        return sources(rows, self.questions, self.observations)


def evaluate(
    catalogue: Catalogue,
    data: Path,
    *,
    as_of: date | None,
    extracts: Sequence[Declaration] = (),
    watch: Callable[[evidence.Progress], None] | None = None,
) -> Evaluation:
    """Read what the catalogue asks for and judge it.

    Args:
        catalogue: Strategies and definitions without faults.
        data: The folder of extracts.
        as_of: The day on which to judge; None is today, when a figure from the future is an error.
        extracts: How those extracts are to be read that are not tidy.
        watch: Is told how far the reading of the extracts is.
    """
    day = as_of or date.today()  # noqa: DTZ011  # an analyst's today is the day where she is
    settings = catalogue.chosen
    questions = ask(catalogue, day)
    found = evidence.read(
        data,
        demand(catalogue, wanted(questions, settings.compare_with)),
        as_of=day,
        replay=as_of is not None,
        declarations=extracts,
        watch=watch,
    )
    questions = _naming(questions, found.quarters)
    judged = judge(questions, found.observations, found.ahead, as_of=day, settings=settings)
    return Evaluation(
        as_of=day,
        assessments=judged.assessments,
        outline=questions.outline,
        updates=updates(catalogue, day),
        observations=found.observations,
        ahead=found.ahead,
        account=found.account,
        paths=found.paths,
        patterns=found.patterns,
        unasked=found.unasked,
        messages=sorted([*found.messages, *_unheld_rebases(catalogue, judged)]),
        questions=questions,
        settings=settings,
    )


def _naming(questions: Questions, quarters: Mapping[str, YearStart]) -> Questions:
    """Have quarters named as the figures' labels count them, where no strategy says from when they count."""
    counted = {
        name: replace(questions.calendars[name], year_start=begins) for name, begins in quarters.items()
    }
    return replace(questions, calendars=questions.calendars | counted)


def _unheld_rebases(catalogue: Catalogue, judged: Judged) -> Iterator[Message]:
    """Complain about limits that are to start anew at a period of which there is no figure."""
    for name in variation.unheld_rebases(judged.seen.views, judged.seen.points):
        measure = catalogue.measures[name]
        text = (
            f"the limits of measure '{name}' are to start anew with {measure.thing.variation.rebase}, "
            "but its figures pass over that period"
        )
        hint = "name a period that has a figure"
        yield measure.message("LF205", text, "variation", "rebase", hint=hint)


def demand(catalogue: Catalogue, cells: pl.DataFrame) -> evidence.Demand:
    """Say what the extracts are read for: how each measure is counted, and which cells are wanted."""
    definitions = {}
    for name in catalogue.measures:
        measure = catalogue.measure(name)
        low, high = measure.limits
        definitions[name] = evidence.Definition(
            name,
            measure.calendar,
            _UNITS.get(measure.unit, "other"),
            low,
            high,
            whole=measure.whole,
            additive=measure.unit == "count",
        )
    return evidence.Demand(definitions, cells)
