"""From a catalogue and a folder of extracts to the frame of verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from logframe import evidence
from logframe.evaluation.asked import wanted
from logframe.evaluation.judge import judge
from logframe.evaluation.questions import ask

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl

    from logframe.declarations import Declaration
    from logframe.messages import Message
    from logframe.strategy.catalogue import Catalogue


_UNITS: dict[str, Literal["percent", "proportion"]] = {"percent": "percent", "proportion": "proportion"}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of a project on one day.

    Attributes:
        as_of: The day on which it was judged.
        assessments: One row an indicator and area, in the files' order.
        outline: Every strategy, outcome and enabler, those without indicators too, in the files' order.
        observations: The figures that were used or suppressed, one row a cell.
        account: One row an extract: where each of its rows went.
        messages: What is wrong with the extracts, in the order in which people read them.
    """

    as_of: date
    assessments: pl.DataFrame
    outline: pl.DataFrame
    observations: pl.DataFrame
    account: pl.DataFrame
    messages: list[Message]

    @property
    def faulty(self) -> bool:
        """Whether any row of an extract was refused."""
        return any(message.severity == "error" for message in self.messages)


def evaluate(
    catalogue: Catalogue, data: Path, *, as_of: date | None, extracts: Sequence[Declaration] = ()
) -> Evaluation:
    """Read what the catalogue asks for and judge it.

    Args:
        catalogue: Strategies and definitions without faults.
        data: The folder of extracts.
        as_of: The day on which to judge; None is today, when a figure from the future is an error.
        extracts: How those extracts are to be read that are not tidy.
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
    )
    assessments = judge(questions, found.observations, found.ahead, as_of=day, settings=settings)
    return Evaluation(day, assessments, questions.outline, found.observations, found.account, found.messages)


def demand(catalogue: Catalogue, cells: pl.DataFrame) -> evidence.Demand:
    """Say what the extracts are read for: how each measure is counted, and which cells are wanted."""
    definitions = {}
    for name in catalogue.measures:
        measure = catalogue.measure(name)
        low, high = measure.limits
        definitions[name] = evidence.Definition(
            name, measure.calendar, _UNITS.get(measure.unit, "other"), low, high
        )
    return evidence.Demand(definitions, cells)
