"""`logframe show`: one indicator in full, with every figure and step behind its verdict."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from logframe import terminal
from logframe.cli import common, completion, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.strategy.catalogue import Catalogue, Promise


class ShowFormat(StrEnum):
    """How an indicator is written."""

    TEXT = "text"
    JSON = "json"


def show(
    indicator: Annotated[
        str,
        typer.Argument(
            metavar="INDICATOR",
            help="The indicator's id; where several strategies have it, strategy/indicator.",
            autocompletion=completion.indicators,
        ),
    ],
    *,
    strategies: options.Strategies = Path("strategies"),
    data: options.Data = Path("data"),
    as_of: options.AsOf = None,
    area: options.Areas = None,
    format_: Annotated[
        ShowFormat, typer.Option("--format", "-f", help="How the indicator is written.")
    ] = ShowFormat.TEXT,
    output: options.Output = None,
    width: options.Width = None,
    ascii_: options.Ascii = False,
    color: options.Colors = options.Color.AUTO,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Show one indicator in full: chart, every figure and step behind its verdict."""
    day = common.day(as_of)
    out, err = common.screens(output=output, ascii_only=ascii_, width=width, color=color.value)
    project = common.sound(strategies, data, err, quiet=quiet, verbose=verbose)
    promise = _promise(indicator, project.catalogue)
    import polars as pl

    evaluation = common.judged(project, day, err, quiet=quiet, verbose=verbose, warn=False)
    frame = evaluation.assessments.filter(
        pl.col("strategy") == promise.strategy.strategy,
        pl.col("outcome") == promise.outcome.id,
        pl.col("indicator") == promise.indicator.id,
    )
    common.known_areas(area, project, evaluation, of=frame["area"].drop_nulls().to_list())
    if area:
        frame = frame.filter(pl.col("area").is_in(area))
    workings = evaluation.workings(frame["row"].to_list())
    if format_ is ShowFormat.JSON:
        from logframe.report.as_json import to_json

        text = to_json(frame, as_of=evaluation.as_of, workings=workings)
    else:
        from logframe.report.show import show as shown

        text = shown(
            promise,
            project.catalogue,
            frame,
            workings=workings,
            observations=evaluation.observations,
            updates=evaluation.updates,
            as_of=evaluation.as_of,
            screen=out,
        )
    terminal.put(text, output)
    common.end(evaluation.faulty)


def _promise(name: str, catalogue: Catalogue) -> Promise:
    """Find the indicator that is meant, or end if that cannot be told."""
    known: dict[str, list[Promise]] = {}
    for promise in catalogue.promises():
        for way in _names(promise):
            known.setdefault(way, []).append(promise)
    common.known("indicator", [name], known)
    found = known[name]
    if len(found) > 1:
        common.fail(f"several indicators are called '{name}': {', '.join(_apart(found))}")
    return found[0]


def _names(promise: Promise) -> list[str]:
    """Give every way in which an indicator can be called."""
    strategy, outcome, indicator = promise.strategy.strategy, promise.outcome.id, promise.indicator.id
    return [indicator, f"{strategy}/{indicator}", f"{strategy}/{outcome}/{indicator}"]


def _apart(promises: Sequence[Promise]) -> list[str]:
    """Name indicators so that each is told from the others."""
    return [_names(promise)[1] for promise in promises]
