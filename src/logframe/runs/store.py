"""A run as one file: JSON that is the same for the same run, and that is read as a stranger's would be."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from logframe.characters import json_safe, printable
from logframe.evaluation.frames import ASSESSMENTS
from logframe.evidence.model import AHEAD, CELL, OBSERVATIONS
from logframe.runs import tables
from logframe.runs.frames import KEY
from logframe.runs.run import Extract, Run, Source, UnreadableRunError, understood
from logframe.verdicts import VERDICTS

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
_BEGINS = re.compile(rb'\s*\{\s*"logframe_run"')
_START = 100  # bytes
LARGEST = 200_000_000  # bytes: some three million figures, and what a few gigabytes of memory can read
_YEARS = (1850, 2250)  # wider than the years that labels can name
_MOST_DECIMALS = 30

_Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, frozen=True, allow_inf_nan=False)


class _Source(_Part):
    name: str
    sha256: _Digest
    text: str


class _Extract(_Part):
    name: str
    size: Annotated[int, Field(ge=0)] | None
    sha256: _Digest | None


class _Told(_Part):
    errors: Annotated[int, Field(ge=0)]
    warnings: Annotated[int, Field(ge=0)]


class _File(_Part):
    """What a saved run holds; what a later version adds is passed over."""

    logframe_run: Literal[1]
    version: str
    method: str
    as_of: date
    replay: bool
    sources: list[_Source]
    declared: _Source | None
    extracts: list[_Extract]
    messages: _Told
    observations: Any
    ahead: Any
    assessments: Any


def written(run: Run) -> str:
    """Write a run as JSON, in ASCII: equal runs give equal texts.

    Raises:
        UnreadableRunError: It would be larger than what `load` reads.
    """
    # a line each, and tables a line a column: a change is seen where it is made
    parts = {
        "logframe_run": FORMAT,
        "version": run.version,
        "method": run.method,
        "as_of": run.as_of.isoformat(),
        "replay": run.replay,
        "messages": {"errors": run.errors, "warnings": run.warnings},
        "declared": run.declared and asdict(run.declared),
    }
    lists = {"sources": map(asdict, run.sources), "extracts": map(asdict, run.extracts)}
    frames = {"assessments": run.assessments, "observations": run.observations, "ahead": run.ahead}
    texts = [f'"{name}": {json.dumps(value)}' for name, value in parts.items()]
    texts += [
        f'"{name}": [' + ",".join(f"\n  {json.dumps(item)}" for item in items) + "]"
        for name, items in lists.items()
    ]
    texts += [f'"{name}": {_table(frame)}' for name, frame in frames.items()]
    text = json_safe("{" + ",\n ".join(texts) + "}\n")
    if len(text) > LARGEST:
        raise UnreadableRunError(f"the run is too large to be kept: {len(text):,} bytes, over {LARGEST:,}")
    return text


def _table(frame: pl.DataFrame) -> str:
    columns = tables.to_data(frame).items()
    return "{" + ",".join(f"\n  {json.dumps(name)}: {json.dumps(data)}" for name, data in columns) + "}"


def can_replace(path: Path) -> bool:
    """Whether nothing but a run, whole or damaged, is lost where one is written."""
    if not path.is_file():
        return True
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError:  # whoever writes it says better what is wrong
        return True
    return not start or _BEGINS.match(start) is not None


def load(path: Path) -> Run:
    """Read a saved run.

    A run may come from a stranger: the file is bounded, nothing in it is run, and what it says is checked.

    Raises:
        UnreadableRunError: There is no such file, or it is none that this program can use.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        return _checked(_read(content))
    except OSError as error:
        raise UnreadableRunError(printable(f"{path}: {error.strerror or error}")) from None
    except (UnreadableRunError, tables.UnreadableTableError) as wrong:
        raise UnreadableRunError(printable(f"{path}: {wrong}")) from None


def _read(content: bytes) -> _File:
    if len(content) > LARGEST:
        raise UnreadableRunError(f"it is larger than {LARGEST:,} bytes")
    try:
        return _File.model_validate_json(content)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False, include_context=False)
    first = next((error for error in errors if error["loc"][:1] == ("logframe_run",)), errors[0])
    if first["type"] == "json_invalid":
        raise UnreadableRunError("this is no saved run, or not the whole of one: it is not valid JSON")
    if first["loc"] == ("logframe_run",) and type(first["input"]) is int:
        number = str(first["input"])[:20]
        raise UnreadableRunError(
            f"this run was saved in format {number}, and this program knows format {FORMAT}: "
            "use the logframe that saved it, or a newer one"
        )
    if first["loc"] in ((), ("logframe_run",)):
        raise UnreadableRunError("this is no saved run (logframe check --save makes one)")
    where = ".".join(map(str, first["loc"]))
    raise UnreadableRunError(f"this saved run was damaged or edited: '{where}': {first['msg'].lower()}")


def _checked(file: _File) -> Run:
    """Make a run of a file whose parts have their types; what they say together may still be wrong."""
    sources = tuple(_source(source) for source in file.sources)
    observations = _figures(_frame("observations", file.observations, OBSERVATIONS, (*CELL, "provisional")))
    return Run(
        version=file.version,
        method=file.method,
        as_of=_in_bounds(file.as_of),
        replay=file.replay,
        sources=sources,
        declared=_source(file.declared) if file.declared else None,
        extracts=tuple(Extract(item.name, item.size, item.sha256) for item in file.extracts),
        observations=observations,
        ahead=_cells("ahead", _frame("ahead", file.ahead, AHEAD, CELL)),
        assessments=_verdicts(_frame("assessments", file.assessments, ASSESSMENTS, (*KEY[:3], "verdict"))),
        errors=file.messages.errors,
        warnings=file.messages.warnings,
        catalogue=understood(sources),
    )


def _source(source: _Source) -> Source:
    if hashlib.sha256(source.text.encode()).hexdigest() != source.sha256:
        raise UnreadableRunError(f"the text of {source.name} in it was edited: it is not what was read")
    return Source(source.name, source.sha256, source.text)


def _in_bounds(day: date) -> date:
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise UnreadableRunError(f"its day is {day}: years go from {_YEARS[0]} to {_YEARS[1]}")
    return day


def _frame(name: str, data: object, schema: Any, needed: tuple[str, ...]) -> pl.DataFrame:  # noqa: ANN401  a mapping or a polars schema
    try:
        return tables.from_data(data, schema, needed=needed)
    except tables.UnreadableTableError as wrong:
        raise UnreadableRunError(f"this saved run was damaged or edited: '{name}' {wrong}") from None


def _cells(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Refuse cells that are no spans of time, or of which there are two."""
    start, end = pl.col("start"), pl.col("end")
    sound = (start <= end) & start.dt.year().is_between(*_YEARS) & end.dt.year().is_between(*_YEARS)
    if not frame.select(sound.all()).item():
        raise UnreadableRunError(f"this saved run was damaged or edited: '{name}' has impossible periods")
    if frame.select(CELL).is_duplicated().any():
        raise UnreadableRunError(f"this saved run was damaged or edited: '{name}' has one cell twice")
    return frame


def _figures(frame: pl.DataFrame) -> pl.DataFrame:
    floats = pl.selectors.float()
    ordinary = pl.all_horizontal(floats.is_finite().fill_null(value=True).all())
    decimals = pl.col("decimals").is_between(0, _MOST_DECIMALS).fill_null(value=True).all()
    if not frame.select(ordinary & decimals).item():
        raise UnreadableRunError(
            "this saved run was damaged or edited: 'observations' has impossible numbers"
        )
    return _cells("observations", frame)


def _verdicts(frame: pl.DataFrame) -> pl.DataFrame:
    chances = pl.col("probability").is_between(0, 1).fill_null(value=True).all()
    if not frame.select(pl.col("verdict").is_in(VERDICTS).all() & chances).item():
        raise UnreadableRunError("this saved run was damaged or edited: 'assessments' has no such verdicts")
    if frame.select(KEY).is_duplicated().any():
        raise UnreadableRunError("this saved run was damaged or edited: 'assessments' has one row twice")
    return frame
