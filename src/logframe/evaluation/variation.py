"""Variation and assurance, as NHS England's Making Data Count reads them from an XmR chart.

An XmR chart (Shewhart 1931; Wheeler & Chambers 1992) draws a series' mean and, from the average of its moving
ranges, the limits within which it varies when nothing has changed. A point is special cause where chance is
a poor explanation of it; whether a target lies within the limits says whether the process can be relied on to
meet it. The limits describe the past as if it stood still: a series with a trend outgrows them.
"""

from __future__ import annotations

import polars as pl

from logframe.evaluation.frames import ASSESSMENTS
from logframe.evaluation.tables import collect

SMALLEST_N = 12
"""Points from which a series is given variation and assurance."""
SETTLED = 13
"""Points from which limits are no longer on trial."""
LIMIT = 2.66
"""Average moving ranges from the mean to a limit: three sigma, 3 / 1.128."""
LARGE = 3.267
"""Average moving ranges from which one of them is large: its own upper limit."""
CLOSE = 2 / 3
"""Share of the way to a limit beyond which a point is close to it."""
TOUCH = 1e-12
"""Share of the largest figure within which two numbers are one: what differs by less is rounding's doing."""
STEPS = (1, 3)
"""Months from period to period of the measures that are frequent enough: monthly and quarterly ones."""


def variation(points: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """Gives each series its limits, and says what its last point means.

    Args:
        points: in any order, a row a figure: ``series`` (UInt32), ``t`` (sortable, each once within a
            series), ``value`` (Float64; null: not drawn, and the points on either side of it are neighbours).
        series: a row a series: ``series``, ``improves`` (String: "up", "down" or "neither"), ``screen``
            (Boolean: leave large moving ranges out, once), ``run_length`` (Int64: points that make a trend or
            a shift, 7 or 6), ``rebase_at`` (as ``t``: from here on limits are new, null for none).

    Returns:
        A row a series, in the order of ``series``: ``series``; ``mean``, ``lower`` and ``upper`` of its
        latest limits; ``variation``, its last point's type as `point_types` has it; ``rules``, the name of
        the rule set; ``trial`` (Boolean: fewer than 13 points are behind the limits). Without a point, all
        but the first are null.
    """
    latest = (
        point_types(points, series)
        .group_by("series", maintain_order=True)
        .agg(
            pl.col("mean", "lower", "upper").last(),
            pl.col("type").last().alias("variation"),
            (pl.col("mean_of").last() < SETTLED).alias("trial"),
        )
    )
    rules = pl.concat_str(
        pl.lit("making_data_count_"),
        pl.col("run_length").cast(pl.String),
        pl.when(_screened()).then(pl.lit("")).otherwise(pl.lit("_unscreened")),
    )
    return series.join(latest, on="series", how="left", maintain_order="left").select(
        "series",
        *("mean", "lower", "upper", "variation"),
        pl.when(pl.col("mean").is_not_null()).then(rules).alias("rules"),
        "trial",
    )


def point_types(points: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """Says of each point whether it is special cause, and by which rule.

    Args:
        points: as for `variation`.
        series: likewise.

    Returns:
        A row a point that is drawn, sorted by ``series`` and ``t``: these two; ``value``; ``mean``, ``lower``
        and ``upper``, the limits null where one point is all there is; ``mean_of`` (how many points are
        behind them); ``type``: "common_cause", "special_cause_improvement" or "special_cause_concern", and
        where no direction improves "special_cause_high" or "special_cause_low"; ``rule``: the first that the
        point breaks, null for common cause, of "outside_limits", "trend" (a run of points that rise or that
        fall), "two_of_three" (close to one limit, on one side of the mean), "shift" (a run of points on one
        side of the mean).
    """
    drawn = _placed(_limits(_in_bases(points.lazy(), series.lazy())))
    return collect(
        drawn.with_columns(_rule().alias("rule")).select(
            *("series", "t", "value", "mean"),
            (pl.col("mean") - pl.col("reach")).alias("lower"),
            (pl.col("mean") + pl.col("reach")).alias("upper"),
            "mean_of",
            _type().alias("type"),
            "rule",
        )
    )


def unheld_rebases(views: pl.DataFrame, points: pl.DataFrame) -> list[str]:
    """Finds the measures whose limits are to start anew at a period that none of their figures is of.

    Args:
        views: as for `of_views`.
        points: likewise; a figure that is suppressed holds its period, one area's holds it for all.

    Returns:
        Their names, sorted; left out are measures that are not drawn at all, or do not go as far yet.
    """
    drawn = views.filter(pl.col("step").is_in(STEPS), pl.col("pooled") == 1)
    asked = drawn.select("view", "measure", "rebase_end").drop_nulls()
    ends = asked.join(points.select("view", "end"), on="view").group_by("measure", "rebase_end").agg("end")
    passed_over = (pl.col("end").list.max() > pl.col("rebase_end")) & ~pl.col("end").list.contains(
        pl.col("rebase_end")
    )
    return ends.filter(passed_over)["measure"].cast(pl.String).sort().to_list()


def of_views(views: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Gives variation to the views whose figures are monthly or quarterly and long enough.

    Rolling figures are left out: neighbours share most of their months, so that the moving ranges say little
    of how far figures can lie apart.

    Args:
        views: With their measure's attributes (``step``, ``pooled``, ``improves``, ``screen``,
            ``run_length``, ``rebase_end``: the last day of the first period with new limits) and facts.
        points: As `points.join_points` makes them. An area that lacks the very period to rebase at starts
            anew with its first one after it.

    Returns:
        view, ``spc_mean``, ``spc_lower``, ``spc_upper``, ``spc_variation``, ``spc_rules`` and ``spc_trial``;
        other views are left out.
    """
    frequent = views.filter(pl.col("step").is_in(STEPS), pl.col("pooled") == 1, pl.col("n") >= SMALLEST_N)
    if frequent.is_empty():
        given = {name: kind for name, kind in ASSESSMENTS.items() if name.startswith("spc_")}
        del given["spc_assurance"]
        return pl.DataFrame(schema={"view": pl.UInt32, **given})
    used = points.select("value", "usable", series="view", t="end").filter("usable").drop("usable")
    used = used.join(frequent.select(series="view"), on="series", how="semi", maintain_order="left")
    series = frequent.select("improves", "screen", "run_length", "rebase_end", series="view")
    starts = (
        used.join(series.select("series", "rebase_end"), on="series")
        .filter(pl.col("t") >= pl.col("rebase_end"))
        .group_by("series")
        .agg(pl.col("t").min().alias("rebase_at"))
    )
    found = variation(used, series.join(starts, on="series", how="left", maintain_order="left"))
    return found.rename(lambda name: "view" if name == "series" else f"spc_{name}")


def assured(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Says whether a process can be relied on to meet the row's target, where that is a number of its own.

    Args:
        rows: with `of_views`' columns, and the target's bounds.

    Returns:
        The rows with ``spc_assurance``, as `assurance` has it.
    """
    about_value = (pl.col("judged_on") == "value") & pl.col("unjudged").is_null()
    bounds_and_limits = (pl.col(name) for name in ("low", "high", "spc_lower", "spc_upper"))
    return rows.with_columns(spc_assurance=pl.when(about_value).then(assurance(*bounds_and_limits)))


def assurance(low: pl.Expr, high: pl.Expr, lower: pl.Expr, upper: pl.Expr) -> pl.Expr:
    """Says which side of the target's bounds the limits lie on; one that lies on a bound is on neither side.

    Args:
        low: the target's lower bound, null where open.
        high: its upper bound, likewise.
        lower: the series' lower limit.
        upper: its upper limit.

    Returns:
        "consistent_pass" (both limits on the good side of the target), "consistent_fail" (both on the bad
        side) or "inconsistent"; null without a target or without limits.
    """
    slack = TOUCH * pl.max_horizontal(lower.abs(), upper.abs())
    fails = (upper < low - slack).fill_null(value=False) | (lower > high + slack).fill_null(value=False)
    passes = (lower > low + slack).fill_null(value=True) & (upper < high - slack).fill_null(value=True)
    return (
        pl.when((low.is_null() & high.is_null()) | lower.is_null())
        .then(None)
        .when(fails)
        .then(pl.lit("consistent_fail"))
        .when(passes)
        .then(pl.lit("consistent_pass"))
        .otherwise(pl.lit("inconsistent"))
    )


def _screened() -> pl.Expr:
    return pl.col("screen").fill_null(value=False)


def _in_bases(points: pl.LazyFrame, series: pl.LazyFrame) -> pl.LazyFrame:
    """The points in order, each with its base (what shares its limits) and the step that led to it."""
    settings = series.select("series", "improves", "screen", "run_length", "rebase_at")
    ordered = (
        points.select("series", "t", "value")
        .filter(pl.col("value").is_finite())
        .join(settings, on="series")
        .sort("series", "t")
        .with_columns((pl.col("t") >= pl.col("rebase_at")).fill_null(value=False).alias("after"))
    )
    return ordered.with_columns(pl.struct("series", "after").rle_id().alias("base")).with_columns(
        pl.when(pl.col("base") == pl.col("base").shift(1)).then(pl.col("value").diff()).alias("step")
    )


def _limits(drawn: pl.LazyFrame) -> pl.LazyFrame:
    """The mean of each base, and how far its limits reach from it."""
    large = _screened() & (pl.col("step").abs() >= LARGE * pl.col("average"))
    without_large = pl.when(~large).then(pl.col("step").abs()).mean().over("base")
    return (
        drawn.with_columns(
            pl.col("value").mean().over("base").alias("mean"),
            pl.len().over("base").alias("mean_of"),
            pl.col("step").abs().mean().over("base").alias("average"),
            (pl.col("value").abs().max().over("base") * TOUCH).alias("slack"),
        )
        # where nothing ever moves, every range of 0 is as large as the average of 0
        .with_columns((pl.coalesce(without_large, "average") * LIMIT).alias("reach"))
    )


def _placed(drawn: pl.LazyFrame) -> pl.LazyFrame:
    """Where each point lies to the mean and the limits, and the runs that it is part of."""
    apart = (pl.col("value") - pl.col("mean")).abs()
    slack = pl.col("slack")
    side = pl.when(apart <= slack).then(0.0).otherwise((pl.col("value") - pl.col("mean")).sign())
    outside = (apart > pl.col("reach") + slack).fill_null(value=False)
    close = (apart > pl.col("reach") * CLOSE + slack).fill_null(value=False)
    placed = drawn.with_columns(
        side.alias("side"),
        outside.alias("outside"),
        (close & ~outside).alias("close"),
        pl.col("step").sign().alias("way"),
    )
    runs = {
        name: pl.len().over(pl.struct("base", name).rle_id()).alias(f"{name}_run") for name in ("side", "way")
    }
    same_side = (pl.col("side") == pl.col("side").shift(1)) & (pl.col("side") == pl.col("side").shift(2))
    two_close = pl.sum_horizontal(pl.col("close").shift(back).cast(pl.Int64) for back in range(3)) >= 2
    in_one_base = pl.col("base") == pl.col("base").shift(2)
    return placed.with_columns(
        *runs.values(), (in_one_base & same_side & two_close).fill_null(value=False).alias("ends_pair")
    ).with_columns(
        # steps are one fewer than the points that they join
        pl.when((pl.col("way") != 0) & (pl.col("way_run") >= pl.col("run_length") - 1))
        .then("way")
        .alias("trend")
    )


def _trend() -> pl.Expr:
    """The way of the trend that a point is part of, its first point included; null without one."""
    follows = pl.col("base") == pl.col("base").shift(-1)
    return pl.coalesce("trend", pl.when(follows).then(pl.col("trend").shift(-1)))


def _rule() -> pl.Expr:
    ends = pl.col("ends_pair")
    paired = pl.any_horizontal(ends, *(ends.shift(-later).fill_null(value=False) for later in (1, 2)))
    return (
        pl.when("outside")
        .then(pl.lit("outside_limits"))
        .when(_trend().is_not_null())
        .then(pl.lit("trend"))
        .when(pl.col("close") & paired)
        .then(pl.lit("two_of_three"))
        .when((pl.col("side") != 0) & (pl.col("side_run") >= pl.col("run_length")))
        .then(pl.lit("shift"))
    )


def _type() -> pl.Expr:
    """What a special cause means: a trend by the way it goes, everything else by its side of the mean."""
    up = pl.when(pl.col("rule") == "trend").then(_trend()).otherwise("side") > 0
    improves = pl.col("improves")
    return (
        pl.when(pl.col("rule").is_null())
        .then(pl.lit("common_cause"))
        .when(~improves.is_in(["up", "down"]))
        .then(pl.when(up).then(pl.lit("special_cause_high")).otherwise(pl.lit("special_cause_low")))
        .when(up == (improves == "up"))
        .then(pl.lit("special_cause_improvement"))
        .otherwise(pl.lit("special_cause_concern"))
    )
