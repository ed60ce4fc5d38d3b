"""Where each view is heading: its series on its scale, projected; and how its rows' targets lie to that."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from logframe.evaluation import digits, projection, scales
from logframe.evaluation.tables import beside, collect, first_of_each, last_of_each

BANDS = ("centre", *(f"{side}{coverage}" for coverage in (80, 95) for side in ("lower", "upper")))
"""What is told of a projection."""
_WAY = ("t", "judged", "plain")
_Z95 = 1.96  # as the comparison with another area is defined


def on_scale(views: pl.LazyFrame) -> pl.LazyFrame:
    """Settle each view's scale and what it knows of its digits.

    Returns:
        The views with ``scale`` (identity where the series or its comparator goes below zero), ``half`` (half
        a printed unit of the last figure; null where neither the file nor the measure tells the digits), and
        ``se`` (of the last figure, on z).
    """
    lowest = pl.min_horizontal("lowest", "comparator_lowest")
    ends = [f"last_{end}" for end in ("lower", "upper")]
    return (
        views.with_columns(
            scale=scales.usable_scale(pl.col("scale"), lowest.fill_null(0.0)),
            half=scales.half_unit(digits.of_figure("last_decimals")),
        )
        # step by step: within one, what is used twice is computed twice
        .with_columns(scales.inside(pl.col(end)).alias(f"{end}_z") for end in ends)
        .with_columns(scales.to_scale(pl.col(f"{end}_z")).alias(f"{end}_z") for end in ends)
        .with_columns(se=scales.error_between(*(pl.col(f"{end}_z") for end in ends)))
        .drop(f"{end}_z" for end in ends)
    )


def scaled_points(views: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Put the usable points on z.

    Returns:
        view, t (periods since the first usable point), edge, ``z`` (the area's own figure), ``judged`` (what
        the target is about: the figure, or its distance from another area's) and ``plain`` (the same in the
        unit: the figure, or its difference from another area's).
    """
    settings = views.lazy().select("view", "scale", "top", "half", "judged_on", "step", "first_edge")
    figures = points.lazy().select(
        *("view", "usable", "edge", "value", "numerator", "denominator"),
        *("comparator", "comparator_numerator", "comparator_denominator"),
    )
    steps = (pl.col("edge") - pl.col("first_edge")).cast(pl.Float64) / pl.col("step")
    placed = (
        figures.filter("usable")
        .join(settings, on="view", maintain_order="left")
        .with_columns(own=scales.inside(pl.col("value"), pl.col("numerator"), pl.col("denominator")))
        .with_columns(z=scales.to_scale(pl.col("own")), t=steps)
    )
    kept = ("view", "t", "edge", "z")
    if not (views["judged_on"] != "value").any():
        return collect(placed.select(*kept, judged="z", plain="value"))
    value, numerator, denominator = (
        pl.col(f"comparator{name}") for name in ("", "_numerator", "_denominator")
    )
    apart = (pl.col("value") - pl.col("comparator")).round(scales.NOISE)
    plain = pl.when(pl.col("judged_on") == "value").then("value").otherwise(apart)
    distance = (
        pl.when(pl.col("judged_on") == "difference")
        .then("plain")
        .when(pl.col("judged_on") == "ratio")
        .then(pl.col("z") - scales.to_scale(pl.col("other")))
        .otherwise("z")
    )
    placed = placed.with_columns(other=scales.inside(value, numerator, denominator), plain=plain)
    return collect(placed.select(*kept, "plain", judged=distance))


def limits(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Put the target's bounds where the judged series is.

    Returns:
        The rows with ``z_low`` and ``z_high``, null where open.
    """
    improves, judged = pl.col("improves"), pl.col("judged_on")
    other, tolerance = pl.col("last_comparator"), pl.col("tolerance")
    towards = pl.when(improves == "up").then(other - tolerance).otherwise(other + tolerance)
    moved = {"low": pl.col("low"), "high": pl.col("high"), "other": other, "towards": towards}
    rows = rows.with_columns(_within(number).alias(f"{name}_inside") for name, number in moved.items())
    low, high, base, edge = (scales.to_scale(pl.col(f"{name}_inside")) for name in moved)
    # against another area, what sampling alone can make is not held against the area
    leeway = _Z95 * pl.col("se").fill_null(0.0) + (edge - base).abs().fill_null(0.0)
    margin_low, margin_high = ((pl.col(bound) - other).round(scales.NOISE) for bound in ("low", "high"))
    return (
        rows.with_columns(leeway=leeway)
        .with_columns(
            z_low=pl.when(judged == "difference")
            .then(margin_low)
            .when((judged == "ratio") & (improves != "down"))
            .then(-pl.col("leeway"))
            .when(judged == "value")
            .then(low),
            z_high=pl.when(judged == "difference")
            .then(margin_high)
            .when((judged == "ratio") & (improves != "up"))
            .then(pl.col("leeway"))
            .when(judged == "value")
            .then(high),
        )
        .drop("leeway", *(f"{name}_inside" for name in moved))
    )


def _within(bound: pl.Expr) -> pl.Expr:
    """A target at or beyond the scale's limit is moved in by half a printed unit."""
    half = pl.coalesce(
        "half", 0.0005 * pl.col("top"), 0.0005
    )  # where no digits are known: a thousandth's half
    return scales.inside(bound, on=replace(scales.COLUMNS, half=half))


def fit(views: pl.DataFrame, points: pl.DataFrame) -> projection.Fit:
    """Fit every view's series, and where it is judged against another area, their distance too.

    Args:
        views: With their facts, `on_scale`'s columns and the deadline's ``end_edge``.
        points: As `scaled_points` makes them.

    Returns:
        The fit; ``series`` is 2 x view for the area's own figure, one more for the distance.
    """
    own = points.select(pl.col("view") * 2, "t", "z")
    other = views.filter(pl.col("judged_on") != "value").select("view")
    judged = points.join(other, on="view", how="semi").select(pl.col("view") * 2 + 1, "t", z="judged")
    floor = scales.floor(
        scales.inside(pl.col("last_value"), pl.col("last_numerator"), pl.col("last_denominator"))
    )
    ahead = (pl.col("end_edge") - pl.col("first_edge")).cast(pl.Float64) / pl.col("step")
    series = views.filter(pl.col("n") >= projection.SMALLEST_N).select(
        (pl.col("view") * 2).alias("series"),
        "per_year",
        "judged_on",
        overlap="pooled",
        t_end=ahead,
        floor=floor,
        se="se",
        plain_floor="half",
        plain_se=(pl.col("last_upper") - pl.col("last_lower")) / scales.INTERVAL_WIDTH,
    )
    plain = pl.col("judged_on") == "difference"
    distance = series.filter(pl.col("judged_on") != "value").with_columns(
        series=pl.col("series") + 1,
        floor=pl.when(plain).then("plain_floor").otherwise("floor"),
        se=pl.when(plain).then("plain_se").otherwise("se"),
    )
    ours = ["series", "per_year", "overlap", "t_end", "floor", "se"]
    return projection.fit(
        pl.concat([own, judged]).rename({"view": "series"}), pl.concat([series, distance]).select(ours)
    )


def project(views: pl.DataFrame, fitted: projection.Fit) -> pl.DataFrame:
    """Project every view to its deadline's period.

    Args:
        views: As for `fit`.
        fitted: What `fit` made of them.

    Returns:
        view, ``h``, ``T``, ``projection_*`` (centre and intervals of the area's own figure, in its unit), and
        ``centre``, ``sd`` and ``df`` of whichever series is judged, on z. Views with fewer than three points
        or nothing ahead are left out.
    """
    spread = spreads(views, fitted.at_deadline())
    judged = spread.filter("judged").select("view", "centre", "sd", "df")
    own = spread.filter(~pl.col("about_distance"))
    told = own.select("view", "h", "T", *(in_unit(name).alias(f"projection_{name}") for name in BANDS))
    return beside(told, judged, "view")


def spreads(views: pl.DataFrame, projected: pl.DataFrame) -> pl.DataFrame:
    """Give projections their intervals on z, and what it takes to read them.

    Returns:
        The projections with ``lower80``, ``upper80``, ``lower95``, ``upper95``; ``view``, ``about_distance``
        (not the area's own figure) and ``judged`` (its targets are about this one); ``scale``, ``top`` and
        ``judged_on`` of their views.
    """
    settings = views.select("view", "scale", "top", "judged_on")
    about_distance = pl.col("series") % 2 == 1
    return (
        projection.with_intervals(projected)
        .with_columns(view=pl.col("series") // 2, about_distance=about_distance)
        .join(settings, on="view", maintain_order="left")
        .with_columns(judged=pl.col("about_distance") == (pl.col("judged_on") != "value"))
    )


def in_unit(name: str) -> pl.Expr:
    """Put a column of `spreads` back from z in the measure's unit; a plain difference is in it already."""
    plain = pl.col("about_distance") & (pl.col("judged_on") == "difference")
    return pl.when(plain).then(name).otherwise(scales.from_scale(pl.col(name)))


def ways(points: pl.DataFrame) -> pl.DataFrame:
    """Measure each view's way so far, from its first usable point to its last.

    Args:
        points: As `scaled_points` makes them.

    Returns:
        view, and at the start and the end of the way ``t_*`` (periods), ``judged_*`` (on z) and ``plain_*``
        (in the unit).
    """
    way = points.select("view", *_WAY)
    first, last = first_of_each(way, "view"), last_of_each(way, "view")
    return first.select("view", *(pl.col(name).alias(f"{name}_from") for name in _WAY)).hstack(
        last.select(pl.col(name).alias(f"{name}_to") for name in _WAY)
    )


def from_baseline(rows: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Find where a row's way starts instead: at its baseline's period, where its series has that.

    Args:
        rows: With ``view``, ``baseline_edge`` and ``last_edge``.
        points: As `scaled_points` makes them.

    Returns:
        row, and ``based_t``, ``based_judged`` and ``based_plain``; other rows are left out.
    """
    starts = rows.lazy().filter(pl.col("baseline_edge") < pl.col("last_edge"))
    starts = starts.select("row", "view", edge="baseline_edge")
    named = points.lazy().select("view", "edge", *(pl.col(name).alias(f"based_{name}") for name in _WAY))
    found = starts.join(named, on=["view", "edge"], maintain_order="left")
    return collect(found.drop("view", "edge"))


def pace(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Set the change so far beside the change needed.

    Args:
        rows: With `limits`', `ways`' and `from_baseline`'s columns and ``met``.

    Returns:
        The rows with ``pace`` (change a period so far over the change a period needed, on z; towards the
        target is positive), ``change_per_year`` and ``needed_per_year`` in the measure's unit: of the area's
        figure, or of its plain difference from another area's where the target refers to one. Null where
        there is no change to speak of: one point, a target that is met, no period ahead.
    """
    ahead = (pl.col("end_edge") - pl.col("last_edge")).cast(pl.Float64) / pl.col("step")
    t_from, judged_from, plain_from = (pl.coalesce(f"based_{name}", f"{name}_from") for name in _WAY)
    run = pl.col("t_to") - t_from
    moved = run > 0
    still_open = (ahead > 0) & ~pl.col("met").fill_null(value=False)
    z_needed = _distance("judged_to", "z_low", "z_high") / ahead
    needed = _distance("last_value", "low", "high") / ahead * pl.col("per_year")
    so_far = (pl.col("judged_to") - judged_from) / run
    a_year = (pl.col("plain_to") - plain_from) / run * pl.col("per_year")
    return rows.with_columns(
        pace=pl.when(still_open & moved & (z_needed != 0)).then(so_far / z_needed),
        change_per_year=pl.when(moved).then(a_year),
        needed_per_year=pl.when(still_open & (needed != 0)).then(needed),
    )


def _distance(value: str, low: str, high: str) -> pl.Expr:
    """How far a value is from the bound that it fails, signed; null where it fails none."""
    return (
        pl.when(pl.col(value) < pl.col(low))
        .then(pl.col(low) - pl.col(value))
        .when(pl.col(value) > pl.col(high))
        .then(pl.col(high) - pl.col(value))
    )
