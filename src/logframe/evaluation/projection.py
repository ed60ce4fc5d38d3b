"""Steady drift: where a short series is heading, how sure that is, and the chance of meeting a target.

A projection starts from the latest value, pulled back towards the path before it by as much as the series
has a habit of bouncing back. It goes on at the past average change, but only for the share of the past
movement that went steadily in one direction. Monthly and quarterly series have their usual season taken out
first. The method is this project's own; its parts are the random walk with drift, exponential smoothing and
shrinkage of what few points can only hint at. Every figure on the way is given, so that each can be shown.

All series are projected in one go, on the scale z of `logframe.evaluation.scales`.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from logframe.evaluation import student
from logframe.evaluation.tables import beside, collect, first_of_each, last_of_each

SMALLEST_N = 3
COVERAGES = (0.80, 0.95)

PRIOR_TURN = 2.0
"""A guess before any is seen: one change in four bounces back, and the guess is worth eight changes."""
PRIOR_CHANGES = 7
"""Those eight less one, for k changes make k - 1 pairs."""
LARGEST_BOUNCE = 0.5
TINY = 1e-12
"""Keeps the ratio of two variances of nothing at one."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What the past of each series says, before it is asked where a period will be.

    Attributes:
        series: A row a series, without those of fewer than three points and those whose deadline's period is
            not ahead of the last point: ``series``, ``per_year``, ``overlap``, ``floor``, ``se`` as they
            were given; ``n`` (Int64); ``t_first``, ``t_last``, ``z_first``, ``z_last``, the first and last
            point used; ``h`` periods ahead; ``T`` periods behind; ``q`` mean square change; ``kappa`` share
            of the seasonal pattern that is real; ``lost`` what it costs in degrees of freedom; ``s2``
            variance of one period's change; ``m`` change a period; ``df``; ``w`` share of the drift that is
            kept; ``r`` share of a change that bounces back; ``level`` the projection starts from. From ``q``
            on all are without the season.
        swings: The season: series, position, kappa, swing (`_swings`).
    """

    series: pl.DataFrame
    swings: pl.DataFrame

    def at_deadline(self) -> pl.DataFrame:
        """Projects every series to its deadline's period; see `project`."""
        return _ahead(self.series, self.swings)

    def along_the_way(self) -> pl.DataFrame:
        """Projects every series to each period up to its deadline's: a row a series and ``h`` from 1 on."""
        way = self.series.with_columns(pl.int_ranges(1, pl.col("h").cast(pl.Int64) + 1).alias("h"))
        return _ahead(way.explode("h").with_columns(pl.col("h").cast(pl.Float64)), self.swings)


def project(points: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """Projects every series to its deadline's period.

    Args:
        points: as for `fit`.
        series: likewise.

    Returns:
        A row a series, in the order of ``series``, those left out that `Fit` leaves out: its columns, and
        ``V``, the multiple of ``s2`` at the deadline; ``season``, what the season adds there; ``centre`` and
        ``sd``, with ``df``, of the Student's t that the figure at the deadline is drawn from.
    """
    return fit(points, series).at_deadline()


def fit(points: pl.DataFrame, series: pl.DataFrame) -> Fit:
    """Fits every series.

    Args:
        points: in any order, a row a figure: ``series`` (UInt32), ``t`` (Float64: whole numbers of the
            measure's own periods, each once within a series, gaps allowed), ``z`` (Float64; null or infinite:
            not used).
        series: a row a series: ``series`` (UInt32), ``per_year`` (Float64: periods a year), ``overlap``
            (Int64: span over step, 1 where figures do not overlap), ``t_end`` (Float64: the deadline's
            period), ``floor`` (Float64: half a printed unit on z) and ``se`` (Float64: standard error of the
            last figure on z), either of them null where it is not known.
    """
    known = _in_order(points.select("series", "t", "z").filter(pl.col("z").is_finite()))
    spans = _spans(known, series)
    swings = _swings(known, spans)
    steps = _steps(_without_season(known, spans, swings))
    drifts = _drifts(spans, steps, swings)
    levels = _levels(steps, drifts)
    return Fit(beside(drifts, levels, "series"), swings)


def with_intervals(projected: pl.DataFrame) -> pl.DataFrame:
    """Adds the limits on z that hold the figure at the deadline with each chance: lower80, upper80, ...

    Args:
        projected: with ``centre``, ``sd`` and ``df``; where they are null, so are the limits.
    """
    for coverage in COVERAGES:
        reach = student.quantile((1 + coverage) / 2, projected["df"]) * projected["sd"]
        name = f"{coverage:.0%}".rstrip("%")
        projected = projected.with_columns(
            (pl.col("centre") - reach).alias(f"lower{name}"), (pl.col("centre") + reach).alias(f"upper{name}")
        )
    return projected


def chance(lower: pl.Expr, upper: pl.Expr) -> pl.Expr:
    """The chance that the figure at the deadline lies between two limits on z.

    Args:
        lower: a limit on z; null where there is none below.
        upper: likewise above.

    Returns:
        Within 0 and 1, for a frame with ``centre``, ``sd`` and ``df``; null where they are null. Small
        chances keep their figures on either side. A projection that cannot vary (sd 0) meets a limit or does
        not, and meets the one it sits on.
    """
    centre, sd, df = pl.col("centre"), pl.col("sd"), pl.col("df")
    low = (lower.cast(pl.Float64) - centre) / sd
    high = (upper.cast(pl.Float64) - centre) / sd
    # What lies above the centre is mirrored: the distribution function is most exact in its lower tail.
    mirrored = high.is_null() | (low + high > 0).fill_null(value=False)
    below_high = student.cdf(pl.when(mirrored).then(-low).otherwise(high), df).fill_null(1.0)
    below_low = student.cdf(pl.when(mirrored).then(-high).otherwise(low), df).fill_null(0.0)
    certain = (lower <= centre).fill_null(value=True) & (upper >= centre).fill_null(value=True)
    return (
        pl.when(centre.is_null() | sd.is_null())
        .then(None)
        .when(sd == 0)
        .then(certain.cast(pl.Float64))
        .otherwise((below_high - below_low).clip(0, 1))
    )


def overlapping_spread(h: pl.Expr, overlap: pl.Expr) -> pl.Expr:
    """V(h): the variance of an h-period change of rolling figures over that of a one-period change.

    The closed form of (1/c) sum over i = 1 .. h + c - 1 of min(i, c, h, h + c - i)^2, c being ``overlap``:
    two flanks of squares around a plateau.
    """
    plateau = pl.min_horizontal(h, overlap).cast(pl.Float64)
    flanks = (plateau - 1) * plateau * (2 * plateau - 1) / 3
    return (flanks + ((h - overlap).abs() + 1) * plateau**2) / overlap


def _in_order(points: pl.DataFrame) -> pl.DataFrame:
    """The points by series and time; most often they are so already, which is quicker to see than to make."""
    before = pl.col("series").shift(1)
    later = (before < pl.col("series")) | (
        (before == pl.col("series")) & (pl.col("t").shift(1) < pl.col("t"))
    )
    if not points.select(later.all()).item():
        points = points.sort("series", "t")
    return points.with_columns(pl.col("series").set_sorted())


def _spans(known: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    """The series that can be projected, with their first and last points."""
    placed = known.with_row_index("place")
    first = first_of_each(placed, "series").rename({"t": "t_first", "z": "z_first", "place": "place_first"})
    last = last_of_each(placed, "series").rename({"t": "t_last", "z": "z_last"}).drop("series")
    ends = first.hstack(last).with_columns(
        (pl.col("place").cast(pl.Int64) - pl.col("place_first") + 1).alias("n")
    )
    return (
        beside(series.select("series", "per_year", "overlap", "t_end", "floor", "se"), ends, "series")
        .with_columns(
            (pl.col("t_end") - pl.col("t_last")).alias("h"), (pl.col("t_last") - pl.col("t_first")).alias("T")
        )
        .filter(pl.col("n") >= SMALLEST_N, pl.col("h") > 0)
        .drop("place", "place_first")
    )


def _swings(known: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """The season of the series that are long, whole and frequent enough to show one.

    Returns:
        series, kappa, position (Int64: 0 .. per_year - 1, the last point's being per_year - 1) and swing:
        what that position of the year adds to z, as far as it is believed.
    """
    seasonal = spans.filter(
        pl.col("per_year") > 1,
        pl.col("overlap") == 1,
        pl.col("T") == pl.col("n") - 1,
        pl.col("n") >= 2 * pl.col("per_year"),
    )
    id_type = known.schema["series"]
    none = pl.DataFrame(
        schema={"series": id_type, "kappa": pl.Float64, "position": pl.Int64, "swing": pl.Float64}
    )
    of_each = [
        _swings_of(known, seasonal.filter(pl.col("per_year") == per_year), int(per_year))
        for per_year in seasonal["per_year"].unique().sort()
    ]
    return pl.concat([none, *of_each])


def _swings_of(known: pl.DataFrame, seasonal: pl.DataFrame, p: int) -> pl.DataFrame:
    """The season of series with ``p`` periods a year, from their last whole cycles."""
    last_cycles = known.join(
        seasonal.select("series", "t_last", (pl.col("n") // p * p).alias("used")),
        on="series",
        maintain_order="left",
    ).filter(pl.col("t_last") - pl.col("t") < pl.col("used"))
    cycles = pl.DataFrame(
        {"series": last_cycles["series"].gather_every(p), "z": last_cycles["z"].reshape((-1, p))}
    ).with_columns(pl.col("z").arr.mean().alias("mean"))

    positions = [str(j) for j in range(p)]
    departures = cycles.with_columns(
        (pl.col("z").arr.get(j) - pl.col("mean")).alias(position) for j, position in enumerate(positions)
    )
    table = departures.group_by("series").agg(
        pl.len().alias("K"),
        ((pl.col("mean").last() - pl.col("mean").first()) / (p * (pl.len() - 1))).alias("b"),
        pl.col(positions).mean(),
        # Within a column, the climb from cycle to cycle is one constant and leaves the variance alone.
        pl.sum_horizontal(pl.col(position).var() for position in positions).alias("within"),
    )
    shape = [pl.col(position) - pl.col("b") * (j - (p - 1) / 2) for j, position in enumerate(positions)]
    between = pl.col("K") * pl.sum_horizontal(column**2 for column in shape) / (p - 1)
    within = pl.col("within") / (p - 1)
    kappa = (1 - (within + TINY) / (between + TINY)).clip(lower_bound=0)
    return (
        table.with_columns(kappa.alias("kappa"), *shape)
        .unpivot(positions, index=["series", "kappa"], variable_name="position", value_name="swing")
        .select(
            "series",
            "kappa",
            pl.col("position").cast(pl.Int64),
            (pl.col("kappa") * pl.col("swing")).alias("swing"),
        )
    )


def _position(periods_after_last: pl.Expr) -> pl.Expr:
    """The place in the year's cycle, counted so that a cycle ends with the last point."""
    return ((periods_after_last - 1) % pl.col("per_year")).cast(pl.Int64).alias("position")


def _without_season(known: pl.DataFrame, spans: pl.DataFrame, swings: pl.DataFrame) -> pl.DataFrame:
    if swings.is_empty():
        return known
    return (
        known.join(spans.select("series", "per_year", "t_last"), on="series", maintain_order="left")
        .with_columns(_position(pl.col("t") - pl.col("t_last")))
        .join(swings, on=["series", "position"], how="left", maintain_order="left")
        .select("series", "t", pl.col("z") - pl.col("swing").fill_null(0))
    )


def _steps(points: pl.DataFrame) -> pl.DataFrame:
    """Each point with the gap before it and the change per root of the gap, e; null at a series' first."""
    # A shift that watches the series' edge is ten times faster than a window over each series.
    inside = pl.col("series") == pl.col("series").shift(1)
    return collect(
        points.lazy()
        .with_columns(pl.when(inside).then(pl.col("t").diff()).alias("gap"))
        .with_columns((pl.col("z").diff() / pl.col("gap").sqrt()).alias("e"))
    )


def _drifts(spans: pl.DataFrame, steps: pl.DataFrame, swings: pl.DataFrame) -> pl.DataFrame:
    """Scale, drift and bounce of each series."""
    changes = collect(
        steps.lazy()
        .with_columns((pl.col("e") * pl.col("e").shift(1)).alias("turn"), (pl.col("e") ** 2).alias("q"))
        .group_by("series", maintain_order=True)
        .agg(
            (pl.col("z").last() - pl.col("z").first()).alias("rise"), pl.col("q").mean(), pl.col("turn").sum()
        )
    )
    kappas = swings.filter(pl.col("position") == 0).select("series", "kappa")
    k, span, q, lost = pl.col("n") - 1, pl.col("T"), pl.col("q"), pl.col("lost")
    left = k - lost
    s2 = pl.max_horizontal(q * k / left.clip(lower_bound=1), pl.col("se") ** 2, pl.col("floor") ** 2)
    steady = (pl.col("m") ** 2 / pl.col("s2")).clip(upper_bound=1) - 1 / span
    turn = pl.when(q > 0).then(pl.col("turn") / q).otherwise(0.0)
    return collect(
        beside(spans, changes, "series")
        .lazy()
        .join(kappas.lazy(), on="series", how="left", maintain_order="left")
        .with_columns(pl.col("kappa").fill_null(0.0))
        .with_columns((pl.col("kappa") * (pl.col("per_year") - 1)).alias("lost"))
        .with_columns(
            s2.alias("s2"),
            (pl.col("rise") / span).alias("m"),
            # a season of nothing, such as a constant's, must not cost a degree of freedom by its last bit
            (left + 1e-9).floor().clip(lower_bound=2).alias("df"),
        )
        .with_columns(
            pl.when((span < pl.col("per_year")) | (pl.col("s2") == 0))
            .then(0.0)
            .otherwise(steady.clip(lower_bound=0))
            .alias("w"),
            pl.when(pl.col("overlap") > 1)
            .then(0.0)
            .otherwise(((PRIOR_TURN - turn) / (PRIOR_CHANGES + k)).clip(0, LARGEST_BOUNCE))
            .alias("r"),
        )
        .drop("rise", "turn")
    )


def _levels(steps: pl.DataFrame, drifts: pl.DataFrame) -> pl.DataFrame:
    """Where each projection starts: the smoothing recursion unrolled into one weighted sum.

    L_1 = z_1 and L_{i+1} = (1 - r^D) z_{i+1} + r^D (L_i + w m D) make the last level a sum over points, each
    with weight r^(t_n - t_i).
    """
    faded = pl.col("r") ** (pl.col("t_last") - pl.col("t"))
    kept = pl.col("r") ** pl.col("gap")
    arrived = pl.col("w") * pl.col("m") * pl.col("gap")
    # Summed as distances from the last point: of a constant series they are nothing, to the last bit.
    away = pl.col("z") - pl.col("z_end")
    share = pl.when(pl.col("gap").is_null()).then(away).otherwise((1 - kept) * away + kept * arrived)
    # Points stand series by series: what a series says once is taken to its points by its place, which is
    # several times faster than a join.
    ends = last_of_each(steps, "series").select("series", pl.col("z").alias("z_end"))
    once = beside(ends, drifts.select("series", "t_last", "r", "w", "m"), "series")
    place = steps["series"].rle_id()
    return collect(
        pl.concat([steps, once.drop("series")[place]], how="horizontal")
        .lazy()
        .select("series", "z_end", pulled=faded * share)
        .group_by("series", maintain_order=True)
        .agg((pl.col("z_end").first() + pl.col("pulled").sum()).alias("level"))
    )


def _ahead(fits: pl.DataFrame, swings: pl.DataFrame) -> pl.DataFrame:
    """Centre and spread of each series, ``h`` periods from its last point."""
    h, span = pl.col("h"), pl.col("T")
    spread = (
        pl.when(pl.col("overlap") > 1)
        .then(overlapping_spread(h, pl.col("overlap")) * (1 + h / (4 * span)))
        .otherwise(1 + (1 - pl.col("r")) ** 2 * (h - 1 + h**2 / (4 * span)))
    )
    seasons = swings.lazy().select("series", "position", season="swing")
    return collect(
        fits.lazy()
        .with_columns(_position(h), spread.alias("V"))
        .join(seasons, on=["series", "position"], how="left", maintain_order="left")
        .drop("position")
        .with_columns(pl.col("season").fill_null(0.0))
        .with_columns(
            (pl.col("level") + pl.col("w") * pl.col("m") * h + pl.col("season")).alias("centre"),
            (pl.col("s2") * pl.col("V")).sqrt().alias("sd"),
            pl.col("df").cast(pl.Float64),
        )
    )
