"""What stands behind each verdict: its figures, the numbers on the way, the projection period by period.

Everything comes from the very frames through which the verdicts came; nothing is computed a second way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from logframe.evaluation import calendar, chances, origins, scales
from logframe.evaluation.frames import LABELS
from logframe.evaluation.tables import labelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logframe.evaluation.judge import Judged
    from logframe.evaluation.questions import Questions
    from logframe.periods import Calendar

_CELL = ("measure", "area", "group", "start", "end")
_ORIGIN = ("file", "record", "source", "published", "note")


@dataclass(frozen=True, slots=True)
class Workings:
    """What each verdict came from; ``row`` is the assessments'.

    Attributes:
        figures: Every figure of the row's series, in order of time: row, period, start, end, value (null:
            suppressed), lower, upper, numerator, denominator, decimals, provisional, comparator (the other
            area's value where the target refers to one) with its counts, use ("used", or why not:
            "before_break", "exceptional", "after_deadline", "suppressed", "no_comparator"), z (what is
            projected of it; null where it was not used, or first moved inside its scale), and where it was
            read: file, record (from 1), source (as its row states it, else the file), published, note, null
            for what was computed.
        comparator: Where the figure of the area that everything is compared with was read: row, file, record,
            source, published, null where it was computed.
        limits: What decides before any projection, where the target is one to judge: row, of ("value",
            "difference" from another area, "ratio" to it, or "milestone"), lower and upper (bounds on the
            value, in the unit, null where open), strict (the bounds themselves are outside), met (by the
            latest figure used), stale_on (after this day it is too old), ended (the last day of the last
            period of a discontinued measure), and the numbers of a milestone's members: members,
            members_done, members_late, members_not_done.
        plan: The planned path: row, period, end, value.
        fan: The projection of each period from the one after the latest figure to the deadline's: row,
            period, end, centre, lower80, upper80, lower95, upper95, in the unit; ``of``: "value", or
            "difference" where the target is a margin from another area.
        steps: What the chance rests on, a row a projection: row, of, scale, unit_top, first_period,
            last_period, the symbols of docs/methods.md (c is overlap), bound_lower and bound_upper (where the
            target lies), all on the scale z, reach80 and reach95 (how many sd the intervals reach from the
            centre), and probability.
        own_steps: Likewise for the area's own figure, where the chance rests on a distance instead; it has no
            bounds.

    A row has fan and steps where a chance or a range is printed: not where the verdict does not rest on them.
    """

    figures: pl.DataFrame
    comparator: pl.DataFrame
    limits: pl.DataFrame
    plan: pl.DataFrame
    fan: pl.DataFrame
    steps: pl.DataFrame
    own_steps: pl.DataFrame


def work_out(judged: Judged, questions: Questions, observations: pl.DataFrame) -> Workings:
    """Lay out what the verdicts came from.

    Args:
        judged: The verdicts with the frames behind them.
        questions: What was asked.
        observations: The figures as they were read.
    """
    calendars = questions.calendars
    rows = judged.rows
    shown = rows.filter(pl.col("projection_centre").is_not_null()).select("row", "view", "z_low", "z_high")
    ends, way = (
        shown.join(chances.spreads(judged.seen.views, projected), on="view", maintain_order="left_right")
        for projected in (judged.seen.fitted.at_deadline(), judged.seen.fitted.along_the_way())
    )
    steps = _steps(rows, ends, calendars)
    about_judged = pl.col("judged")
    read = observations.select(*_CELL, *_ORIGIN)
    return Workings(
        figures=_figures(judged, read, calendars),
        comparator=_comparator(rows, read),
        limits=_limits(rows),
        plan=_plan(rows, questions.plans),
        fan=_fan(rows, way, calendars),
        steps=steps.filter(about_judged).drop("judged"),
        own_steps=steps.filter(~about_judged).drop("judged", "bound_lower", "bound_upper", "probability"),
    )


def _figures(judged: Judged, read: pl.DataFrame, calendars: Mapping[str, Calendar]) -> pl.DataFrame:
    places = judged.rows.select("row", "view", "measure", "area", group="cell_group")
    figures = (
        labelled(places, *LABELS)
        .join(judged.seen.points.rename({"published": "in_series"}), on="view", maintain_order="left_right")
        .join(_on_scale(judged), on=["view", "edge"], how="left", maintain_order="left")
        .join(read, on=_CELL, how="left", maintain_order="left")
    )
    return calendar.named(figures, {"period": ("start", "end")}, calendars).select(
        *("row", "period", "start", "end", "value", "lower", "upper", "numerator", "denominator"),
        *("decimals", "provisional", "comparator", "comparator_numerator", "comparator_denominator"),
        _use().alias("use"),
        "z",
        *("file", "record", origins.source(), "published", "note"),
    )


def _comparator(rows: pl.DataFrame, read: pl.DataFrame) -> pl.DataFrame:
    compared = rows.filter(pl.col("comparator_value").is_not_null()).select(
        "row",
        "measure",
        pl.col("comparator_area").alias("area"),
        pl.col("cell_group").alias("group"),
        start="comparator_start",
        end="comparator_end",
    )
    return (
        labelled(compared, *LABELS)
        .join(read, on=_CELL, how="left", maintain_order="left")
        .select("row", "file", "record", origins.source(), "published")
    )


def _on_scale(judged: Judged) -> pl.DataFrame:
    """Give z of the figures as they are; one that had to be moved inside the scale has none of its own."""
    views = judged.seen.views.select("view", "judged_on", "scale", "top", "half")
    figures = judged.seen.points.select("view", "edge", "value", "comparator")
    placed = judged.seen.scaled.select("view", "edge", z="judged")
    value, other = pl.col("value"), pl.col("comparator")
    is_own, is_other = scales.inside(value) == value, scales.inside(other) == other
    as_it_is = (
        pl.when(pl.col("judged_on") == "difference")
        .then(True)
        .when(pl.col("judged_on") == "ratio")
        .then(is_own & is_other)
        .otherwise(is_own)
    )
    return (
        placed.join(figures, on=["view", "edge"], maintain_order="left")
        .join(views, on="view", maintain_order="left")
        .select("view", "edge", z=pl.when(as_it_is & pl.col("z").is_finite()).then("z"))
    )


def _use() -> pl.Expr:
    return (
        pl.when("usable")
        .then(pl.lit("used"))
        .when(~pl.col("in_series"))
        .then(pl.lit("before_break"))
        .when("exceptional")
        .then(pl.lit("exceptional"))
        .when(~pl.col("in_time"))
        .then(pl.lit("after_deadline"))
        .when(pl.col("value").is_null())
        .then(pl.lit("suppressed"))
        .otherwise(pl.lit("no_comparator"))
    )


def _limits(rows: pl.DataFrame) -> pl.DataFrame:
    is_milestone = pl.col("relation") == "milestone"
    return rows.filter(pl.col("unjudged").is_null()).select(
        "row",
        pl.when(is_milestone).then(pl.lit("milestone")).otherwise("judged_on").alias("of"),
        *(pl.col("low").alias("lower"), pl.col("high").alias("upper"), "strict", "met", "stale_on", "ended"),
        *("members", "members_done", "members_late", "members_not_done"),
    )


def _plan(rows: pl.DataFrame, plans: pl.DataFrame) -> pl.DataFrame:
    path = rows.select("row", "asked").join(plans, on="asked", maintain_order="left_right")
    return path.select("row", "period", "end", "value")


def _fan(rows: pl.DataFrame, way: pl.DataFrame, calendars: Mapping[str, Calendar]) -> pl.DataFrame:
    latest = rows.select("row", "measure", "step", "last_start", "last_end")
    difference = pl.col("judged_on") == "difference"
    ahead = pl.col("h").cast(pl.Int64)
    fan = (
        way.filter(pl.col("about_distance") == difference)
        .sort("row", "h", maintain_order=True)
        .join(latest, on="row", maintain_order="left")
        .with_columns(
            start=calendar.later(pl.col("last_start"), ahead, pl.col("step")),
            end=calendar.later(pl.col("last_end"), ahead, pl.col("step")),
        )
    )
    return calendar.named(fan, {"period": ("start", "end")}, calendars).select(
        *("row", "period", "end"),
        *(chances.in_unit(name).alias(name) for name in chances.BANDS),
        pl.when(difference).then(pl.lit("difference")).otherwise(pl.lit("value")).alias("of"),
    )


def _steps(rows: pl.DataFrame, ends: pl.DataFrame, calendars: Mapping[str, Calendar]) -> pl.DataFrame:
    times = rows.select("row", "measure", "probability", "step", "last_start", "last_end")
    behind = -pl.col("T").cast(pl.Int64)
    dated = ends.sort("row", maintain_order=True).join(times, on="row", maintain_order="left")
    dated = dated.with_columns(
        first_start=calendar.later(pl.col("last_start"), behind, pl.col("step")),
        first_end=calendar.later(pl.col("last_end"), behind, pl.col("step")),
    )
    spans = {"first_period": ("first_start", "first_end"), "last_period": ("last_start", "last_end")}
    is_plain = pl.col("about_distance") & (pl.col("judged_on") == "difference")
    return calendar.named(dated, spans, calendars).select(
        "row",
        pl.when("about_distance").then("judged_on").otherwise(pl.lit("value")).alias("of"),
        pl.when(is_plain).then(pl.lit("identity")).otherwise("scale").alias("scale"),
        *(pl.col("top").alias("unit_top"), "n", "first_period", "last_period"),
        *(
            "T",
            "h",
            "per_year",
            pl.col("overlap").alias("c"),
            "q",
            "kappa",
            "lost",
            "df",
            "s2",
            "se",
            "floor",
        ),
        *("m", "w", "r", "level", "V", "season", "centre", "sd"),
        *(pl.col("z_low").alias("bound_lower"), pl.col("z_high").alias("bound_upper")),
        *(
            ((pl.col(f"upper{share}") - pl.col("centre")) / pl.col("sd")).alias(f"reach{share}")
            for share in (80, 95)
        ),
        *("probability", "judged"),
    )
