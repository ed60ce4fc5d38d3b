"""The verdict frame as JSON for other programs: names, order and meaning of the fields are stable."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import polars as pl

from logframe.characters import SUSPECT, json_safe
from logframe.report import rollup
from logframe.report.rollup import of_verdicts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from logframe.report.workings import Workings

_AT_A_TIME = 5_000  # rows
_AHEAD = 8  # pieces that are made before the first of them has been taken
_METHOD = "steady_drift"
_ASIDE = ("row", "z", "reach80", "reach95")  # of the workings: what is told otherwise, or follows from it
_FREE_TEXT = (
    "owner",
    "area",
    "area_name",
    "group",
    "latest_note",
    "comparator_area",
    "by",
    "assessment_by",
    "assessment_why",
)


def to_json(
    frame: pl.DataFrame,
    *,
    as_of: date,
    workings: Workings | None = None,
) -> str:
    """Write the whole verdict frame as one JSON object; see `pieces`."""
    return "".join(pieces(frame, as_of=as_of, workings=workings))


def pieces(
    frame: pl.DataFrame,
    *,
    as_of: date,
    only: Collection[str] = (),
    workings: Workings | None = None,
) -> Iterator[str]:
    """Write the verdict frame as one JSON object, an assessment a line, some thousands at a time.

    Args:
        frame: The verdict frame.
        as_of: The day for which it was made.
        only: The verdicts whose rows are written, all if empty. Coverage counts every row.
        workings: What stands behind the verdicts, written with each where it is given.

    Yields:
        The text, ending in a line end. Numbers are not rounded; what does not apply is null. Rows keep their
        order, so the same frame gives the same bytes.
    """
    counts = rollup.overall(frame).row(0, named=True)
    coverage = json.dumps({name: counts[name] for name in ("targets", "judged", "partly")})
    yield f'{{"logframe": 1, "as_of": "{as_of}", "method": "{_METHOD}",\n "assessments": ['
    yield from _lines(of_verdicts(frame, only), workings)
    yield f'],\n "coverage": {coverage}}}\n'


def _lines(frame: pl.DataFrame, workings: Workings | None) -> Iterator[str]:
    """Write the assessments, a line each."""
    if workings is not None:
        frame, acting = _with_workings(frame, workings), True
    else:
        acting = frame.select(pl.any_horizontal(pl.col(_FREE_TEXT).str.contains(SUSPECT).any())).item()
    separator = "\n  "
    for text in _texts(frame):
        yield separator
        yield json_safe(text) if acting else text
        separator = ",\n  "


def _texts(frame: pl.DataFrame) -> Iterator[str]:
    if frame.height <= _AT_A_TIME:
        yield from map(_encoded, frame.iter_slices(_AT_A_TIME))
        return
    from concurrent.futures import ThreadPoolExecutor  # polars encodes outside Python's lock

    with ThreadPoolExecutor() as pool:
        for several in frame.iter_slices(_AT_A_TIME * _AHEAD):
            yield from pool.map(_encoded, several.iter_slices(_AT_A_TIME))


def _with_workings(frame: pl.DataFrame, workings: Workings) -> pl.DataFrame:
    """Give each row an object of its workings."""
    lists = {name: getattr(workings, name) for name in ("figures", "plan", "fan")}
    single = {name: getattr(workings, name) for name in ("comparator", "limits", "steps", "own_steps")}
    rows = frame.select("row").lazy()
    for name, table in (lists | single).items():
        line = pl.struct(
            pl.col(column).dt.to_string("%Y-%m-%d") if kind == pl.Date else pl.col(column)
            for column, kind in table.schema.items()
            if column not in _ASIDE
        ).alias(name)
        lines = table.lazy().select("row", line)
        if name in lists:
            lines = lines.group_by("row", maintain_order=True).agg(name)
        rows = rows.join(lines, on="row", how="left", maintain_order="left")
    rows = rows.with_columns(pl.col(name).fill_null([]) for name in lists)
    shown = rows.select("row", workings=pl.struct(*lists, *single))
    return frame.lazy().join(shown, on="row", how="left", maintain_order="left").collect(engine="in-memory")


def _encoded(rows: pl.DataFrame) -> str:
    """Let polars encode a frame of structs, which it does many times faster than Python could."""
    ranges = bool((rows["relation"] == "between").any())
    written = io.BytesIO()
    known = [name for name in ("workings",) if name in rows.columns]
    rows.select(*_assessment(ranges=ranges), *known).write_ndjson(written)
    lines = written.getvalue()
    if ranges:
        # A target between two numbers has a pair where others have a number, but a column has one type: the
        # pair comes as a field of its own and takes its place here. No text is mistaken for it: quotes in
        # texts are escaped.
        lines = lines.replace(b',"pair":null', b"").replace(b'"value":null,"pair":[', b'"value":[')
    return lines.removesuffix(b"\n").replace(b"\n", b",\n  ").decode()


def _assessment(*, ranges: bool) -> list[pl.Expr]:
    is_range = pl.col("relation") == "between"
    latest, projection = pl.col("latest_value"), pl.col("projection_centre")
    baseline = pl.col("baseline_value").is_not_null() | pl.col("baseline_period").is_not_null()
    return [
        pl.col("strategy", "outcome", "indicator", "owner", "measure", "area", "area_name", "group"),
        pl.col("verdict", "reason", "confidence"),
        pl.col("flags").fill_null([]),
        _object(
            "target",
            pl.col("relation").is_not_null(),
            relation=pl.col("relation"),
            value=pl.when(~is_range.fill_null(value=False)).then("target_value"),
            **(
                {"pair": pl.when(is_range).then(pl.concat_list("target_value", "target_upper"))}
                if ranges
                else {}
            ),
            by=pl.col("by"),
            deadline=_iso("deadline"),
            period=pl.col("target_period"),
        ),
        _object("baseline", baseline, period=pl.col("baseline_period"), value=pl.col("baseline_value")),
        _object(
            "latest",
            latest.is_not_null(),
            period=pl.col("latest_period"),
            value=latest,
            lower=pl.col("latest_lower"),
            upper=pl.col("latest_upper"),
            stale_on=_iso("stale_on"),
            note=pl.col("latest_note"),
        ),
        _iso("next_due"),
        _object(
            "comparator",
            pl.col("comparator_value").is_not_null(),
            area=pl.col("comparator_area"),
            period=pl.col("comparator_period"),
            value=pl.col("comparator_value"),
            **{"is": pl.col("comparator_is")},
            basis=pl.col("comparator_basis"),
            own=pl.col("comparator_own"),
        ),
        pl.col("n", "probability", "pace", "change_per_year", "needed_per_year", "change_since"),
        _object(
            "projection",
            projection.is_not_null(),
            period=pl.col("projection_period"),
            centre=projection,
            **{name: pl.col(f"projection_{name}") for name in ("lower80", "upper80", "lower95", "upper95")},
        ),
        pl.col("trend"),
        _object(
            "spc",
            pl.col("spc_mean").is_not_null(),
            **{
                name: pl.col(f"spc_{name}")
                for name in ("mean", "lower", "upper", "variation", "assurance", "rules", "trial")
            },
        ),
        _group("plan", period="plan_period", value="plan_value", difference="plan_difference"),
        _group(
            "year_before",
            period="year_before_period",
            value="year_before_value",
            change="change_on_year_before",
        ),
        _group("people", period="people_period", change="people"),
        _object(
            "sdg",
            pl.col("sdg_ratio").is_not_null() | (pl.col("sdg_reason") != "not_a_level"),
            **{name: pl.col(f"sdg_{name}") for name in ("ratio", "band", "reason")},
        ),
        _object(
            "assessment",
            pl.col("assessment_verdict").is_not_null(),
            date=_iso("assessment_date"),
            **{name: pl.col(f"assessment_{name}") for name in ("by", "verdict", "why")},
        ),
        pl.col("decimals"),
    ]


def _group(name: str, **columns: str) -> pl.Expr:
    """Make an object of columns that apply together."""
    first = next(iter(columns.values()))
    return _object(name, pl.col(first).is_not_null(), **{key: pl.col(each) for key, each in columns.items()})


def _object(name: str, applies: pl.Expr, **fields: pl.Expr) -> pl.Expr:
    return pl.when(applies).then(pl.struct([value.alias(key) for key, value in fields.items()])).alias(name)


def _iso(column: str) -> pl.Expr:
    return pl.col(column).dt.to_string("%Y-%m-%d")
