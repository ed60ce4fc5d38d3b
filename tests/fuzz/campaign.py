"""Many trials: mutants of the made-up examples, of YAML and of extracts, through the whole command line.

    python -m tests.fuzz.campaign --yaml 100000 --tables 20000 --first 0

A mutant that shows a fault is kept in build/fuzz with its number; the same number makes it again.
"""

from __future__ import annotations

import argparse
import faulthandler
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from logframe import evidence, project
from logframe.evaluation import evaluate
from logframe.evaluation.asked import wanted
from logframe.evaluation.questions import ask
from tests.fuzz import mutants, trial

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "examples"
KEPT = ROOT / "build" / "fuzz"
STUCK = 60  # seconds after which a trial is ended from outside
DAY = "2025-05-31"
ACME = EXAMPLES / "acme" / "strategies"
DEFINITIONS = "strategies/definitions.yaml"
YAML, TABLE = "strategies/mutant.yaml", "data/mutant.csv"
ABOUT_TABLES = (
    TABLE,
    "strategies/acme.yaml",
    "strategies/measures.yaml",
)  # the rules compare promises with figures


@dataclass(frozen=True, slots=True)
class Result:
    """What came of some trials.

    Attributes:
        statuses: How often the command ended with each status.
        slowest: The longest that a trial took, in seconds.
        faults: What was wrong, by the mutant's number.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    faults: dict[int, list[str]] = field(default_factory=dict)

    def __add__(self, other: Result) -> Result:
        return Result(
            self.statuses + other.statuses,
            max(self.slowest, other.slowest),
            {**self.faults, **other.faults},
        )


def yaml_seeds() -> list[str]:
    """Strategies that are right beside the made-up definitions, and the examples of the YAML reader."""
    starter = ROOT / "src" / "logframe" / "starter" / "strategies"
    right = [
        (ACME / "acme.yaml").read_text(encoding="utf-8"),
        (starter / "example.yaml").read_text(encoding="utf-8"),
    ]
    small = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((EXAMPLES / "yaml").glob("*.yaml"))
    ]
    small = [text for text in small if len(text) < 20_000]
    return [*small, *right * len(small)]  # two in three mutants are made of what was right


def table_seeds() -> list[str]:
    """The tidy figures of the made-up project, and cuts of them."""
    text = (EXAMPLES / "acme" / "data" / "made-up.csv").read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    return [text, "".join(lines[:8]), "".join([lines[0], *lines[-6:]])]


Trial = Callable[[int, bytes], tuple[trial.Done, list[str]]]
"""Tries a mutant, given its number, which is in its file: what the command left, and what is wrong with that."""


def validating() -> Trial:
    """Try strategies on `logframe validate`."""
    Path("strategies").mkdir()
    shutil.copy(ACME / "measures.yaml", DEFINITIONS)

    def tried(_number: int, _raw: bytes) -> tuple[trial.Done, list[str]]:
        done = trial.run("validate", "--color", "never")
        return done, trial.faults(done, files=[YAML, DEFINITIONS])

    return tried


def accounting() -> Trial:
    """Try extracts on `logframe data`, and some of them on `logframe check`."""
    shutil.copytree(ACME, "strategies")
    Path("data").mkdir()

    def tried(number: int, raw: bytes) -> tuple[trial.Done, list[str]]:
        done = trial.run("data", "--as-of", DAY, "--format", "csv", "--color", "never")
        found = trial.faults(done, files=ABOUT_TABLES) + trial.unaccounted(done, raw, TABLE)
        if number % 20 == 0:
            checked = trial.run("check", "--as-of", DAY, "--format", "json", "--color", "never")
            found += trial.faults(checked, files=ABOUT_TABLES)
            if checked.status != done.status:
                found.append(f"check ended with {checked.status}, data with {done.status}")
        return done, found

    return tried


def reading() -> Trial:
    """Try extracts on what reads them alone: of these many more can be tried."""
    shutil.copytree(ACME, "strategies")
    Path("data").mkdir()
    catalogue = project.load().catalogue
    day = date.fromisoformat(DAY)
    demand = evaluate.demand(catalogue, wanted(ask(catalogue, day), catalogue.chosen.compare_with))

    def tried(_number: int, raw: bytes) -> tuple[trial.Done, list[str]]:
        start = time.perf_counter()
        try:
            found = evidence.read(Path("data"), demand, as_of=day, replay=True)
        except Exception as error:  # noqa: BLE001  # that is what is looked for
            done = trial.Done(2, "", f"Traceback: {error!r}", time.perf_counter() - start)
        else:
            told = "".join(f"{message}\n" for message in found.messages)
            status = int(any(message.severity == "error" for message in found.messages))
            done = trial.Done(status, found.account.write_csv(), told, time.perf_counter() - start)
        return done, trial.faults(done, files=ABOUT_TABLES) + trial.unaccounted(done, raw, TABLE)

    return tried


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mutants, and what they are tried on.

    Attributes:
        file: Where in a project a mutant stands.
        seeds: Gives the texts that mutants are made of.
        mutant: Makes one, by its number.
        trial: Makes the rest of the project, in the working folder, and gives what tries a mutant.
    """

    file: str
    seeds: Callable[[], Sequence[str]]
    mutant: Callable[[int, Sequence[str]], bytes]
    trial: Callable[[], Trial]


KINDS = {
    "yaml": Kind(YAML, yaml_seeds, mutants.yaml_mutant, validating),
    "tables": Kind(TABLE, table_seeds, mutants.table_mutant, accounting),
    "reader": Kind(TABLE, table_seeds, mutants.table_mutant, reading),
}


def try_mutants(name: str, numbers: range) -> Result:
    """Try mutants of a kind of `KINDS`, in a folder of their own."""
    kind, result = KINDS[name], Result()
    seeds = kind.seeds()
    with tempfile.TemporaryDirectory() as folder, trial.within(Path(folder)):
        tried = kind.trial()
        for number in numbers:
            raw = kind.mutant(number, seeds)
            Path(kind.file).write_bytes(raw)
            faulthandler.dump_traceback_later(STUCK, exit=True)
            result += _judged(number, raw, *tried(number, raw), Path(kind.file).suffix)
        faulthandler.cancel_dump_traceback_later()
    return result


def _judged(number: int, raw: bytes, done: trial.Done, found: list[str], ending: str) -> Result:
    if found:
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / f"{number}{ending}").write_bytes(raw)
        (KEPT / f"{number}{ending}.txt").write_text(
            "\n".join([*found, done.stderr[-5000:]]), encoding="utf-8"
        )
    return Result(Counter([done.status]), done.seconds, {number: found} if found else {})


def campaign(kind: str, count: int, first: int) -> Result:
    """Share the trials among the machine's processors."""
    size = 250
    shares = [range(at, min(at + size, first + count)) for at in range(first, first + count, size)]
    with get_context("spawn").Pool(maxtasksperchild=8) as pool:
        return sum(pool.imap_unordered(partial(try_mutants, kind), shares), Result())


def main() -> int:
    """Run the campaign that was asked for, and say what came of it."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--yaml", type=int, default=20_000, metavar="N")
    words.add_argument("--tables", type=int, default=1_000, metavar="N")
    words.add_argument(
        "--reader", type=int, default=5_000, metavar="N", help="tables, for their reader alone"
    )
    words.add_argument(
        "--first", type=int, default=int(time.time()), metavar="NUMBER", help="of the first mutant"
    )
    asked = words.parse_args()
    faulty = False
    for kind in KINDS:
        count = getattr(asked, kind)
        if not count:
            continue
        start = time.perf_counter()
        result = campaign(kind, count, asked.first)
        statuses = ", ".join(
            f"{result.statuses[status]:,} ended with {status}" for status in sorted(result.statuses)
        )
        print(
            f"{kind}: {count:,} mutants from {asked.first} on in {time.perf_counter() - start:.0f} s, the slowest {result.slowest:.2f} s; "
            f"{statuses}; {len(result.faults)} show a fault"
        )
        for number, found in list(result.faults.items())[:20]:
            print(f"  {number}: {'; '.join(found)}")
        faulty |= bool(result.faults)
    if faulty:
        print(f"The mutants are in {KEPT.relative_to(ROOT)}.")
    return int(faulty)


if __name__ == "__main__":
    sys.exit(main())
