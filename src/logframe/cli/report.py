"""`logframe report`: where everything stands, as mail, for a pull request, as a page, as a workbook."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

import logframe
from logframe import terminal
from logframe.cli import common, completion, options

if TYPE_CHECKING:
    import polars as pl

    from logframe.report.material import Changes, Material
    from logframe.runs import Run


class ReportFormat(StrEnum):
    """How a report is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    XLSX = "xlsx"


class _Style(NamedTuple):
    """How a report is to look."""

    format: ReportFormat
    width: int
    ascii: bool
    subject: bool


_WIDTH = 72  # mail that is wider is broken by those who quote it


def report(
    strategy: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="STRATEGY",
            help="Tell of these strategies alone, by their ids.",
            autocompletion=completion.strategies,
        ),
    ] = None,
    *,
    strategies: options.Strategies = Path("strategies"),
    data: options.Data = Path("data"),
    as_of: options.AsOf = None,
    format_: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="How the report is written.")
    ] = ReportFormat.TEXT,
    subject: Annotated[
        bool, typer.Option("--subject", help="Print a subject line for the mail, and nothing else.")
    ] = False,
    since: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Say what changed since this run; with --quiet, nothing if nothing did."
        ),
    ] = None,
    save: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep this run in a file, for --since next time.")
    ] = None,
    output: options.Output = None,
    area: options.Areas = None,
    only: options.Only = None,
    fail_on: options.FailOn = None,
    width: Annotated[
        int, typer.Option("--width", min=40, max=1000, metavar="N", help="Columns of the text.")
    ] = _WIDTH,
    ascii_: options.Ascii = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Report on every target, as text for mail, Markdown, a web page or a workbook."""
    day = common.day(as_of)
    if format_ is ReportFormat.XLSX and output is None and not subject:
        common.fail("--format xlsx goes with --output FILE")
    out, err = common.screens(output=output, ascii_only=ascii_)
    project = common.sound(strategies, data, err, quiet=quiet, verbose=verbose)
    common.known("strategy", strategy or [], project.catalogue.strategies)
    from logframe.report import choose

    evaluation = common.evaluate(project, day, err, quiet=quiet)
    # The report says itself what the figures make of its strategies, unless that is to fail.
    messages = common.messages(project, evaluation, linted="warning" in (fail_on or ()))
    common.tell(messages, project, err, quiet=quiet, verbose=verbose)
    common.known_areas(area, project, evaluation)
    frame, outline = choose(evaluation.assessments, evaluation.outline, strategies=strategy, areas=area)
    changes = None
    if since or save:
        from logframe.cli import saved

        run = saved.taken(project, evaluation, replay=as_of is not None)
        if since:
            changes = _changes(since, run, frame, everything=not (strategy or area))
    material = _material(project, evaluation, (frame, outline), changes, [word.value for word in only or []])
    if not (quiet and changes is not None and not changes.sentences):
        style = _Style(format_, width, ascii=out.ascii, subject=subject)
        _write(material, evaluation, project, style, output)
    if save:  # last: a report that could not be written leaves the earlier run in place
        saved.save(run, save)
    common.end(common.found(fail_on, messages, frame["verdict"], faulty=evaluation.faulty))


def _changes(since: Path, run: Run, chosen: pl.DataFrame, *, everything: bool) -> Changes:
    """Say what changed since an earlier run, in what the report tells of."""
    from logframe import runs
    from logframe.cli import saved
    from logframe.report import changes
    from logframe.report.material import Changes

    old = saved.load(since)
    found = runs.changes(old, run)
    if not everything:
        about = found["strategy"].is_null() | found["strategy"].is_in(chosen["strategy"].unique())
        found = found.filter(about & (found["area"].is_null() | found["area"].is_in(chosen["area"].unique())))
    return Changes(old.as_of, changes.headline(found), changes.sentences(found))


def _material(
    project: logframe.Project,
    evaluation: logframe.Evaluation,
    chosen: tuple[pl.DataFrame, pl.DataFrame],
    changes: Changes | None,
    only: list[str],
) -> Material:
    """Put together what a report tells of."""
    from logframe.report.material import Material, Method

    frame, outline = chosen
    cut_offs = project.catalogue.chosen.cut_offs
    return Material(
        frame,
        outline,
        evaluation.updates,
        evaluation.account,
        evaluation.as_of,
        Method(logframe.__version__, cut_offs.on_track, cut_offs.at_risk, evaluation.sources(frame)),
        changes,
        only=only,
        messages=evaluation.messages,
    )


def _text(material: Material, evaluation: logframe.Evaluation, style: _Style) -> str:
    if style.format is ReportFormat.MARKDOWN and not style.subject:
        from logframe.report.markdown import markdown

        return markdown(material, ascii=style.ascii)
    from logframe.report import mail

    if style.subject:
        return f"{mail.subject(material)}\n"
    figures = evaluation.workings(material.frame["row"]).figures
    return mail.text(replace(material, figures=figures), width=style.width, ascii=style.ascii)


def _write(
    material: Material,
    evaluation: logframe.Evaluation,
    project: logframe.Project,
    style: _Style,
    output: Path | None,
) -> None:
    """Write a report in the format that was asked for."""
    if style.subject or style.format in (ReportFormat.TEXT, ReportFormat.MARKDOWN):
        terminal.put(_text(material, evaluation, style), output)
        return
    from logframe.report.extra import CannotWriteError

    workings = evaluation.workings(material.frame["row"])
    try:
        if style.format is ReportFormat.HTML:
            from logframe.report.html import page

            terminal.put(page(material, workings, project.catalogue), output)
        else:
            from logframe.report.workbook import workbook

            content = workbook(material, workings, project.catalogue)
            terminal.put_bytes(content, output or Path("report.xlsx"))
    except CannotWriteError as why:
        common.fail(str(why))
