"""Where each row is heading: its series put on its scale, projected, and held against the target's bounds."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from logframe.evaluation import projection, scales

_Z95 = 1.96  # as the comparison with another area is defined


def on_scale(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Settle each row's scale and what it knows of its digits.

    Returns:
        The rows with ``scale`` (identity where the series or its comparator goes below zero), ``half`` (half
        a printed unit; null where neither the file nor the measure tells the digits), and ``se`` (of the
        last figure, on z).
    """
    lowest = pl.min_horizontal("lowest", "comparator_lowest")
    digits = pl.coalesce("series_decimals", "measure_decimals").cast(pl.Float64)
    return rows.with_columns(
        scale=scales.usable_scale(pl.col("scale"), lowest.fill_null(0.0)),
        half=scales.half_unit(digits),
    ).with_columns(se=scales.standard_error(pl.col("last_lower"), pl.col("last_upper")))


def scaled_points(rows: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Put the usable points on z.

    Returns:
        row, t (periods since the first usable point), edge, value, ``z`` (the area's own figure) and
        ``judged`` (what the target is about: the figure, or its distance from another area's).
    """
    settings = rows.select("row", "scale", "top", "half", "judged_on", "step", "first_edge")
    own = scales.to_scale(scales.inside(pl.col("value"), pl.col("numerator"), pl.col("denominator")))
    other = scales.to_scale(
        scales.inside(pl.col("comparator"), pl.col("comparator_numerator"), pl.col("comparator_denominator"))
    )
    return (
        points.lazy()
        .filter("usable")
        .join(settings.lazy(), on="row", maintain_order="left")
        .with_columns(
            z=own,
            other=other,
            t=(pl.col("edge") - pl.col("first_edge")).cast(pl.Float64) / pl.col("step"),
        )
        .with_columns(
            judged=pl.when(pl.col("judged_on") == "difference")
            .then((pl.col("value") - pl.col("comparator")).round(scales.NOISE))
            .when(pl.col("judged_on") == "ratio")
            .then(pl.col("z") - pl.col("other"))
            .otherwise("z")
        )
        .select("row", "t", "edge", "value", "z", "judged")
        .collect(engine="in-memory")
    )


def limits(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Put the target's bounds where the judged series is.

    Returns:
        The rows with ``z_low`` and ``z_high``, null where open.
    """
    improves, judged = pl.col("improves"), pl.col("judged_on")
    low, high = scales.to_scale(_within(pl.col("low"))), scales.to_scale(_within(pl.col("high")))
    # against another area, what sampling alone can make is not held against the area
    leeway = _Z95 * pl.col("se").fill_null(0.0) + _tolerance_on_z()
    other = pl.col("last_comparator")
    margin_low, margin_high = ((pl.col(bound) - other).round(scales.NOISE) for bound in ("low", "high"))
    return rows.with_columns(
        z_low=pl.when(judged == "difference")
        .then(margin_low)
        .when((judged == "ratio") & (improves != "down"))
        .then(-leeway)
        .when(judged == "value")
        .then(low),
        z_high=pl.when(judged == "difference")
        .then(margin_high)
        .when((judged == "ratio") & (improves != "up"))
        .then(leeway)
        .when(judged == "value")
        .then(high),
    )


def _within(bound: pl.Expr) -> pl.Expr:
    """A target at or beyond the scale's limit is moved in by half a printed unit."""
    half = pl.coalesce(
        "half", 0.0005 * pl.col("top"), 0.0005
    )  # where no digits are known: a thousandth's half
    return scales.inside(bound, on=replace(scales.COLUMNS, half=half))


def _tolerance_on_z() -> pl.Expr:
    other, tolerance = pl.col("last_comparator"), pl.col("tolerance")
    towards = pl.when(pl.col("improves") == "up").then(other - tolerance).otherwise(other + tolerance)
    change = scales.to_scale(_within(towards)) - scales.to_scale(_within(other))
    return change.abs().fill_null(0.0)


def project(rows: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Project every row's series, and where it is judged against another area, the distance too.

    Args:
        rows: With `on_scale`'s and `limits`' columns and the deadline's ``end_edge``.
        points: As `scaled_points` makes them.

    Returns:
        row, ``probability``, and ``projection_*``: centre and intervals of the area's own figure in its unit.
        Rows with fewer than three points or nothing ahead are left out.
    """
    own = points.select(pl.col("row") * 2, "t", "z")
    other = rows.filter(pl.col("judged_on") != "value").select("row")
    judged = points.join(other, on="row", how="semi").select(pl.col("row") * 2 + 1, "t", z="judged")
    floor = scales.floor(
        scales.inside(pl.col("last_value"), pl.col("last_numerator"), pl.col("last_denominator"))
    )
    ahead = (pl.col("end_edge") - pl.col("first_edge")).cast(pl.Float64) / pl.col("step")
    series = rows.filter(pl.col("n") >= projection.SMALLEST_N).select(
        (pl.col("row") * 2).alias("series"),
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
    projected = projection.project(
        pl.concat([own, judged]).rename({"row": "series"}), pl.concat([series, distance]).select(ours)
    )
    return _in_units(rows, projected)


def _in_units(rows: pl.DataFrame, projected: pl.DataFrame) -> pl.DataFrame:
    """Give the figures' projections in their unit, and the chances from whichever series is judged."""
    spread = projection.with_intervals(projected).with_columns(
        row=pl.col("series") // 2, about_distance=pl.col("series") % 2 == 1
    )
    bands = [f"{side}{coverage}" for coverage in (80, 95) for side in ("lower", "upper")]
    own = (
        spread.filter(~pl.col("about_distance"))
        .join(rows.select("row", "scale", "top"), on="row", maintain_order="left")
        .select(
            "row",
            "h",
            "T",
            *(scales.from_scale(pl.col(name)).alias(f"projection_{name}") for name in ("centre", *bands)),
        )
    )
    chances = (
        spread.join(rows.select("row", "judged_on", "z_low", "z_high"), on="row")
        .filter(pl.col("about_distance") == (pl.col("judged_on") != "value"))
        .select("row", probability=projection.chance(pl.col("z_low"), pl.col("z_high")))
    )
    return own.join(chances, on="row", how="left", maintain_order="left")


def movement(rows: pl.DataFrame, points: pl.DataFrame) -> pl.DataFrame:
    """Measure each row's way so far, from the baseline's period where the series has it, else its start.

    Args:
        rows: With ``baseline_edge`` and ``last_edge``.
        points: As `scaled_points` makes them.

    Returns:
        row, and at the start and the end of the way ``t_*`` (periods), ``judged_*`` (on z) and ``value_*``.
    """
    start = (pl.col("edge") == pl.col("baseline_edge")) & (pl.col("edge") < pl.col("last_edge"))
    return (
        points.lazy()
        .join(rows.lazy().select("row", "baseline_edge", "last_edge"), on="row", maintain_order="left")
        .with_columns(is_start=start.fill_null(value=False))
        .group_by("row", maintain_order=True)
        .agg(
            *(_from(name).alias(f"{name}_from") for name in ("t", "judged", "value")),
            *(pl.col(name).last().alias(f"{name}_to") for name in ("t", "judged", "value")),
        )
        .collect(engine="in-memory")
    )


def pace(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Set the change so far beside the change needed.

    Args:
        rows: With `limits`' and `movement`'s columns and ``met``.

    Returns:
        The rows with ``pace`` (change a period so far over the change a period needed, on z; towards the
        target is positive), ``change_per_year`` and ``needed_per_year`` in the measure's unit. Null where
        there is no change to speak of: one point, a target that is met, no period ahead.
    """
    ahead = (pl.col("end_edge") - pl.col("last_edge")).cast(pl.Float64) / pl.col("step")
    run = pl.col("t_to") - pl.col("t_from")
    moved = run > 0
    still_open = (ahead > 0) & ~pl.col("met").fill_null(value=False)
    z_needed = _distance("judged_to", "z_low", "z_high") / ahead
    needed = _distance("value_to", "low", "high") / ahead * pl.col("per_year")
    so_far = (pl.col("judged_to") - pl.col("judged_from")) / run
    a_year = (pl.col("value_to") - pl.col("value_from")) / run * pl.col("per_year")
    return rows.with_columns(
        pace=pl.when(still_open & moved & (z_needed != 0)).then(so_far / z_needed),
        change_per_year=pl.when(moved).then(a_year),
        needed_per_year=pl.when(still_open & (needed != 0)).then(needed),
    )


def _from(name: str) -> pl.Expr:
    """The baseline's point where the series has it before its last, else the first."""
    return pl.coalesce(pl.col(name).filter("is_start").first(), pl.col(name).first())


def _distance(value: str, low: str, high: str) -> pl.Expr:
    """How far a value is from the bound that it fails, signed; null where it fails none."""
    return (
        pl.when(pl.col(value) < pl.col(low))
        .then(pl.col(low) - pl.col(value))
        .when(pl.col(value) > pl.col(high))
        .then(pl.col(high) - pl.col(value))
    )
