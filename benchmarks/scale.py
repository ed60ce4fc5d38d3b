"""How time and memory grow with the data, as ratios to what bare polars and bare libyaml take for the same.

Each measurement is a Python of its own (see `jobs.py`), ours and the bare one in turn, so that a machine that
slows down slows both; the medians of the ratios are compared. What a process holds at most is what the system
says of it. The files are MADE UP, some 440 MB, and kept in build/bench. Run it with `make bench`; with
`--large` fifty million rows are read too (2 GB more).
"""

from __future__ import annotations

import os
import statistics
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
CACHE = Path("build", "bench")
TEN_MILLION = 10_000_000
RUNS = 5
FEWER = 3  # of what takes half a minute
EVERYTHING, ONE_IN_A_HUNDRED = 1, 100
LINEAR = 1.2  # what the clock of a busy machine may add to a line


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds of its work, of the processors in all, and megabytes at most."""

    seconds: float
    processors: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Ours and the bare one, in turn, some times."""

    ours: list[Run]
    bare: list[Run]

    def times(self, of: str) -> float:
        """How many times the bare one's ours is, at the median."""
        both = zip(self.ours, self.bare, strict=True)
        return statistics.median(getattr(our, of) / getattr(bare, of) for our, bare in both)


def run(job: object, *arguments: object) -> Run:
    """Run a job in a Python of its own.

    Raises:
        SystemExit: It failed.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, str(HERE / "jobs.py"), *map(str, (job, *arguments))]
    read, write = os.pipe()
    # Not by subprocess: the system must say what this one process took.
    child = os.posix_spawn(
        sys.executable, command, environment, file_actions=[(os.POSIX_SPAWN_DUP2, write, 1)]
    )
    os.close(write)
    with os.fdopen(read) as output:
        seconds = output.read()
    _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"{job} failed")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(float(seconds or 0), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def pair(ours: tuple[object, ...], bare: tuple[object, ...], runs: int = RUNS) -> Pair:
    """Run two jobs in turn, once more than is counted: the first fills the system's caches."""
    found = [(run(*ours), run(*bare)) for _ in range(runs + 1)][1:]
    return Pair([our for our, _ in found], [one for _, one in found])


def tidy(rows: int) -> Path:
    """A tidy extract of so many rows, alone in its folder."""
    path = CACHE / f"rows-{rows}" / f"tidy-{rows}.csv"
    if not path.exists():
        make("tidy", rows, to=path)
    return path


def project(indicators: int, areas: int) -> Path:
    """A folder with a strategy of so many indicators and their figures."""
    home = CACHE / f"project-{indicators}-{areas}"
    if not home.exists():
        make("project", indicators, areas, to=home)
    return home


def make(job: str, *arguments: int, to: Path) -> None:
    """Make a file or folder of the cache; a half-made one is never taken for whole."""
    print(f"making {to} ...", file=sys.stderr)
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_name(f"{to.name}.part")
    run(job, *arguments, part)
    part.rename(to)


def tell(what: str, measured: float, limit: float, unit: str = "") -> None:
    """Print a line of the table."""
    shown = f"{measured:.2f}{unit}"
    verdict = "met" if measured <= limit else "NOT met"
    print(f"{what:<74}{shown:>9}{f'{limit:.1f}{unit}':>9}  {verdict}", flush=True)


def aside(what: str, runs: list[Run]) -> None:
    """Print what a ratio was made of."""
    seconds, most = (statistics.median(getattr(one, of) for one in runs) for of in ("seconds", "megabytes"))
    processors = statistics.median(one.processors for one in runs)
    print(f"    {what:<50}{seconds:>8.2f} s{processors:>8.2f} s of processors{most:>7.0f} MB", flush=True)


def reading(sizes: list[int]) -> None:
    """Measure how extracts are read."""
    everything: dict[int, Pair] = {}
    few: dict[int, Pair] = {}
    for rows in sizes:
        path, runs = tidy(rows), RUNS if rows <= TEN_MILLION else FEWER
        everything[rows] = pair(("read", path, EVERYTHING), ("bare", path, EVERYTHING), runs)
        few[rows] = pair(("read", path, ONE_IN_A_HUNDRED), ("bare", path, ONE_IN_A_HUNDRED), runs)
    most, least = everything[TEN_MILLION], few[TEN_MILLION]
    tell(
        "10 million rows, 200,000 series, everything asked for: time, in bare scans", most.times("seconds"), 6
    )
    tell("  memory, in bare scans", most.times("megabytes"), 2.5)
    tell("one series in a hundred asked for: time, in bare scans", least.times("seconds"), 1.8)
    for rows in sizes:
        for name, one in (("everything", everything[rows]), ("one in a hundred", few[rows])):
            aside(f"{rows:,} rows, {name}: ours", one.ours)
            aside(f"{rows:,} rows, {name}: bare polars", one.bare)
    if len(sizes) > 2:
        what = f"one in a hundred: memory from {sizes[0]:,} to {sizes[-1]:,} rows, less bare polars'"
        tell(what, _grown(few, sizes[0], sizes[-1]), 0, " MB")
    for before, after in pairwise(sizes):
        for name, pairs in (("everything", everything), ("one in a hundred", few)):
            ours, bare = (
                _median(getattr(pairs[after], whose), "seconds")
                / _median(getattr(pairs[before], whose), "seconds")
                / (after / before)
                for whose in ("ours", "bare")
            )
            tell(f"{name}: {after:,} rows for {before:,}: time, for each time as many rows", ours, LINEAR)
            print(f"    bare polars likewise {bare:.2f}", flush=True)
        tell(
            "  one in a hundred: memory that came with them, less bare polars'",
            _grown(few, before, after),
            0,
            " MB",
        )


def _grown(pairs: dict[int, Pair], before: int, after: int) -> float:
    """By how many megabytes more than the bare one's our memory grows from one number of rows to another."""
    ours, bare = (
        _median(getattr(pairs[after], whose), "megabytes")
        - _median(getattr(pairs[before], whose), "megabytes")
        for whose in ("ours", "bare")
    )
    return ours - bare


def _median(runs: list[Run], of: str) -> float:
    return statistics.median(getattr(one, of) for one in runs)


def strategies() -> None:
    """Measure how strategies are read and judged."""
    home = project(1_700, 1)
    size = (home / "strategies" / "made-up.yaml").stat().st_size / 1e6
    one = pair(("validated", home), ("parsed", home))
    tell(f"1,700 indicators, {size:.2f} MB of YAML: validated, in bare libyaml", one.times("seconds"), 1.5)
    aside("validated", one.ours)
    aside("bare libyaml", one.bare)
    home = project(2_000, 150)
    runs = [run("judged", home, home / "made-up.json") for _ in range(RUNS)]
    tell("2,000 indicators over 150 areas, judged and written as JSON", _median(runs, "seconds"), 3, " s")
    aside("judged and written", runs)


def main() -> None:
    """Print a table of what was measured, what the limit is, and whether it is met."""
    sizes = [1_000_000, TEN_MILLION]
    if "--large" in sys.argv[1:]:
        sizes.append(50_000_000)
    print(f"{'made-up data; medians':<74}{'measured':>9}{'at most':>9}")
    reading(sizes)
    strategies()


if __name__ == "__main__":
    main()
