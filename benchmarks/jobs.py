"""What `scale.py` measures, each job in a Python of its own: `python jobs.py NAME ARGUMENTS`.

All that is read here is MADE UP: no real measure, area or figure. A job prints the seconds that its work
took, imports and preparation aside, and fails if something else came of it than must.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MEASURES, YEARS, FIRST_YEAR = 20, 50, 1973
SERIES_YEARS = MEASURES * YEARS
BLOCK = 1_000_000
AS_OF = date(2026, 5, 31)


def tidy(rows: str, path: str) -> None:
    """Write a tidy extract in publishers' order: each measure's years, each year's areas."""
    import polars as pl

    areas = int(rows) // SERIES_YEARS
    with Path(path).open("wb") as file:
        file.write(b"measure,area,period,value\n")
        for start in range(0, int(rows), BLOCK):
            numbers = pl.int_range(start, min(start + BLOCK, int(rows)), dtype=pl.UInt64, eager=True)
            i = pl.col("i")
            measure, year = i // (areas * YEARS), i // areas % YEARS + FIRST_YEAR
            tenths = i * 2_654_435_761 % (1 << 32) % 1000  # scattered, and the same on every machine
            block = numbers.to_frame("i").select(
                pl.format("measure-{}", measure.cast(pl.String).str.zfill(2)).alias("measure"),
                pl.format("E{}", 10_000_000 + i % areas).alias("area"),
                pl.format("{}/{}", year, ((year + 1) % 100).cast(pl.String).str.zfill(2)).alias("period"),
                pl.format("{}.{}", tenths // 10, tenths % 10).alias("value"),
            )
            block.write_csv(file, include_header=False)


def project(indicators: str, areas: str, path: str) -> None:
    """Write a strategy of that many indicators, each for every area, and ten years of their figures."""
    home = Path(path)
    (home / "strategies").mkdir(parents=True, exist_ok=True)
    (home / "data").mkdir(exist_ok=True)
    strategy = "".join(_head()) + "".join(_indicator(at) for at in range(int(indicators)))
    (home / "strategies" / "made-up.yaml").write_text(strategy, encoding="utf-8")
    rows = (
        f"measure-{measure:02},A{area:05},{year}/{(year + 1) % 100:02},{_tenths(measure, area, year) / 10}\n"
        for measure in range(MEASURES)
        for area in range(int(areas))
        for year in range(2015, 2025)
    )
    (home / "data" / "made-up.csv").write_text("measure,area,period,value\n" + "".join(rows))


def _tenths(measure: int, area: int, year: int) -> int:
    return 30 + (measure * 7 + area * 3 + (year - 2015) * 11 + area * year % 13) % 171


def _head() -> list[str]:
    measures = (
        f"  measure-{at:02}: {{title: A made-up measure, unit: percent, improves: down, year: financial}}\n"
        for at in range(MEASURES)
    )
    return [
        "# Made up, to be measured: no real organisation, no real figures.\n",
        "logframe: 1\nstrategy: made-up\ntitle: A made-up strategy\n",
        "organisation: {id: made-up, name: A made-up organisation}\nperiod: {from: 2024, to: 2028/29}\n",
        *("measures:\n", *measures),
        "outcomes:\n  - id: better\n    title: Things are better\n    indicators:\n",
    ]


def _indicator(at: int) -> str:
    """One indicator, as long as they are in published strategies with everything said: some 600 bytes."""
    most = 4 + at % 7
    return f"""\
      - id: promise-{at}
        title: Fewer of what is counted here, promise {at}
        owner: Director of what is promised here
        quote: By 2028/29 the share of those who are counted will have fallen from 10 to {most} per cent.
        reading: The document says neither how it is counted nor by whom; the published share is read.
        measure: measure-{at % MEASURES:02}
        areas: all
        baseline: {{value: 10, period: 2016/17}}
        target: {{at_most: {most}, by: 2028/29}}
        trajectory: {{2024/25: 9, 2025/26: 8.5, 2026/27: 8}}
        assumptions: [The programme is paid for until it ends]
        updates:
          - {{date: 2025-04-02, by: Programme Office, text: Two places have joined the programme}}
"""


def bare(path: str, one_in: str) -> None:
    """Scan and group with polars alone: everything, or one area in so many."""
    import polars as pl

    every = int(one_in)
    with timed():
        rows = pl.scan_csv(path)
        if every > 1:
            rows = rows.filter(pl.col("area").is_in(_areas(path, every)))
        groups = rows.group_by("measure", "area").agg(
            pl.len(), pl.col("value").mean(), latest=pl.col("value").last()
        )
        found = groups.collect(engine="streaming")
    must(found["len"].sum() == _rows(path) // every)


def read(path: str, one_in: str) -> None:
    """Read the same file as evidence: everything, or one area in so many."""
    import polars as pl

    from logframe import evidence, periods

    every = int(one_in)
    measures = [f"measure-{at:02}" for at in range(MEASURES)]
    calendar = periods.Calendar("year", (4, 1))
    definitions = {name: evidence.Definition(name, calendar, "percent", 0, 100) for name in measures}
    areas = pl.DataFrame({"area": [None] if every == 1 else _areas(path, every)}, schema={"area": pl.String})
    wanted = pl.DataFrame({"measure": measures}).join(areas, how="cross").with_columns(group=pl.lit(""))
    with timed():
        found = evidence.read(
            Path(path).parent, evidence.Demand(definitions, wanted), as_of=AS_OF, replay=False
        )
    must(not found.messages)
    must(found.observations.height == found.account["used"].sum() == _rows(path) // every)


def parsed(path: str) -> None:
    """Read the strategies' YAML with libyaml alone."""
    import yaml

    with timed():
        found = yaml.load(Path(path, "strategies", "made-up.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    must(found["strategy"] == "made-up")


def validated(path: str) -> None:
    """Read and check the strategies as `logframe validate` does."""
    from logframe import project as projects

    with timed():
        found = projects.load(Path(path, "strategies"), Path(path, "data"))
    must(not found.faulty)


def judged(path: str, as_json: str) -> None:
    """Evaluate the strategies and write all verdicts as JSON; with an empty name, evaluate nothing."""
    from logframe import project as projects
    from logframe import report, terminal
    from logframe.evaluation import evaluate  # noqa: F401  # imported before the clock starts

    loaded = projects.load(Path(path, "strategies"), Path(path, "data"))
    with timed():
        found = projects.evaluate(loaded, AS_OF)
        screen = terminal.screen(sys.stdout, to_file=True)
        text = report.assessments(found.assessments, found.outline, "json", as_of=AS_OF, screen=screen)
        terminal.put(text, Path(as_json))
    must(not found.messages)


def _rows(path: str) -> int:
    return int(Path(path).stem.rsplit("-", 1)[-1])


def _areas(path: str, every: int) -> list[str]:
    return [f"E{10_000_000 + at}" for at in range(0, _rows(path) // SERIES_YEARS, every)]


@contextmanager
def timed() -> Iterator[None]:
    """Print the seconds that the work inside takes."""
    start = time.perf_counter()
    yield
    print(time.perf_counter() - start)


def must(hold: object) -> None:
    """Fail where something else came of a job than must: what is wrong is not measured."""
    if not hold:
        raise SystemExit("something else came of it than must")


if __name__ == "__main__":
    {job.__name__: job for job in (tidy, project, bare, read, parsed, validated, judged)}[sys.argv[1]](
        *sys.argv[2:]
    )
