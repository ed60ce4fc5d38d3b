"""Extracts that are MADE UP: measures, areas and figures that nobody published, to try how they are read."""

from __future__ import annotations

import io
from contextlib import chdir
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import polars as pl

from logframe import declarations, evidence
from logframe.periods import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

TODAY = date(2026, 5, 31)

DEFINITIONS = {
    "smoking": evidence.Definition("smoking", Calendar("year", (4, 1)), "percent", 0, 100),
    "share": evidence.Definition("share", Calendar("year"), "proportion", 0, 1),
    "waits": evidence.Definition("waits", Calendar("month"), "other", 0, None),
    "score": evidence.Definition("score", Calendar("year", (1, 1)), "other", None, None),
}

#: How a declaration of a file `a` begins.
START = "logframe: 1\nextracts:\n  made-up:\n    files: 'a.*'\n"

#: Every area's total of every measure.
EVERYTHING: list[tuple[str, str | None, str | None]] = [(measure, None, "") for measure in DEFINITIONS]

#: The parts of the account that add up to the rows read.
FATES = (
    *("used", "outside", "undeclared", "later", "other_frequency"),
    *("partial", "superseded", "suppressed", "combined"),
    "refused",
)


def read(
    files: Mapping[str, str | bytes],
    *,
    wanted: Iterable[tuple[str, str | None, str | None]] = EVERYTHING,
    as_of: date = TODAY,
    replay: bool = False,
    definitions: dict[str, evidence.Definition] = DEFINITIONS,
) -> evidence.Evidence:
    """Write files into a new folder and read it; messages and account name them without the folder."""
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with chdir(folder):
            return read_folder(Path(), wanted=wanted, as_of=as_of, replay=replay, definitions=definitions)


def read_folder(
    folder: Path,
    *,
    wanted: Iterable[tuple[str, str | None, str | None]] = EVERYTHING,
    as_of: date = TODAY,
    replay: bool = False,
    definitions: dict[str, evidence.Definition] = DEFINITIONS,
    watch: Callable[[evidence.Progress], None] | None = None,
) -> evidence.Evidence:
    declared = declarations.load(folder / declarations.NAME, declarations.NAME)
    assert declared.messages == []
    schema = {"measure": pl.String, "area": pl.String, "group": pl.String}
    demand = evidence.Demand(definitions, pl.DataFrame(list(wanted), schema=schema, orient="row"))
    return evidence.read(
        folder, demand, as_of=as_of, replay=replay, declarations=declared.extracts, watch=watch
    )


def declared(
    content: str | bytes, declaration: str, name: str = "a.csv", **options: Any
) -> evidence.Evidence:
    """Read one file as declared (the keys of one extract, indented by four)."""
    return read({name: content, "extracts.yaml": START + declaration}, **options)


def parquet(**columns: Any) -> bytes:
    """Give columns as a Parquet file."""
    raw = io.BytesIO()
    pl.DataFrame(columns).write_parquet(raw)
    return raw.getvalue()


def told(found: evidence.Evidence) -> list[tuple[str, int, int, str]]:
    """File, line, column and code of each message, the file by its last name."""
    return [(Path(one.file).name, one.line, one.column, one.code) for one in found.messages]


def account(found: evidence.Evidence) -> list[dict[str, int]]:
    """Where the rows of each file went, without the zeros."""
    rows = found.account.drop("file").iter_rows(named=True)
    return [{fate: count for fate, count in row.items() if count} for row in rows]


def adds_up(found: evidence.Evidence) -> bool:
    """Whether every row read is in one place, and the observations are those of the account."""
    table = found.account
    sums = table.select(pl.sum_horizontal(FATES) == pl.col("read")).to_series().all()
    given = table.select(pl.col("used") + pl.col("suppressed") - pl.col("repeated")).to_series().sum()
    return bool(sums) and given == found.observations.height
