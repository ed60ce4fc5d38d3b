"""The verdict frame as JSON for other programs: names, order and meaning of the fields are stable."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import polars as pl

from logframe.report import rollup
from logframe.report.rollup import of_verdicts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

# What a terminal would obey and JSON leaves as it is: C1 controls, marks that turn the reading direction.
_ACTING = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
_AT_A_TIME = 5_000  # rows
_FREE_TEXT = ("owner", "area_name", "group", "comparator_area", "by")


def to_json(
    frame: pl.DataFrame, *, as_of: date, method: str = "steady_drift", only: Collection[str] = ()
) -> str:
    """Write the verdict frame as one JSON object, an assessment a line.

    Args:
        frame: The verdict frame.
        as_of: The day for which it was made.
        method: The name of the method that projected.
        only: The verdicts whose rows are written, all if empty. Coverage counts every row.

    Returns:
        The text, ending in a line end. Numbers are not rounded; what does not apply is null. Rows keep their
        order, so the same frame gives the same bytes.
    """
    counts = rollup.overall(frame).row(0, named=True)
    coverage = json.dumps({"targets": counts["targets"], "judged": counts["judged"]})
    return "".join(
        [
            f'{{"logframe": 1, "as_of": "{as_of}", "method": {json.dumps(method)},\n "assessments": [',
            *_lines(of_verdicts(frame, only)),
            f'],\n "coverage": {coverage}}}\n',
        ]
    )


def _lines(frame: pl.DataFrame) -> Iterator[str]:
    """Write the assessments, a line each, some thousands at a time: big texts are slow to copy."""
    acting = frame.select(pl.any_horizontal(pl.col(_FREE_TEXT).str.contains(_ACTING).any())).item()
    separator = "\n  "
    for rows in frame.iter_slices(_AT_A_TIME):
        yield separator
        text = _encoded(rows)
        yield re.sub(_ACTING, lambda found: f"\\u{ord(found[0]):04x}", text) if acting else text
        separator = ",\n  "


def _encoded(rows: pl.DataFrame) -> str:
    """Let polars encode a frame of structs, which it does many times faster than Python could."""
    ranges = bool((rows["relation"] == "between").any())
    written = io.BytesIO()
    rows.select(_assessment(ranges=ranges)).write_ndjson(written)
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
        ),
        _iso("next_due"),
        _object(
            "comparator",
            pl.col("comparator_value").is_not_null(),
            area=pl.col("comparator_area"),
            period=pl.col("comparator_period"),
            value=pl.col("comparator_value"),
            **{"is": pl.col("comparator_is")},
        ),
        pl.col("n", "probability", "pace", "change_per_year", "needed_per_year"),
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
                for name in ("mean", "lower", "upper", "variation", "assurance", "rules")
            },
        ),
    ]


def _object(name: str, applies: pl.Expr, **fields: pl.Expr) -> pl.Expr:
    return pl.when(applies).then(pl.struct([value.alias(key) for key, value in fields.items()])).alias(name)


def _iso(column: str) -> pl.Expr:
    return pl.col(column).dt.to_string("%Y-%m-%d")
