"""Which definitions were edited: field by field, of measures, areas, standards and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from logframe.runs.run import Run
    from logframe.strategy.catalogue import Written

EDITS = {"subject": pl.String, "measure": pl.String, "field": pl.String, "old": pl.String, "new": pl.String}
# What a thing is called, and what is said about it, changes no verdict.
_WORDS = {"title", "description", "source", "name"}
_KINDS = {"measure": "measures", "area": "areas", "standard": "standards"}


def edited(old: Run, new: Run) -> pl.DataFrame:
    """List the fields of definitions that both runs have and that say something else now.

    Returns:
        `EDITS`: subject (what was edited: "measure smoking", "settings"), measure (the id of one), field, and
        what it said and says in a few words, null where that is nothing.
    """
    rows = [
        {"subject": f"{kind} {name}", "measure": name if kind == "measure" else None} | edit
        for kind, part in _KINDS.items()
        for name, before, after in _in_both(getattr(old.catalogue, part), getattr(new.catalogue, part))
        for edit in _fields(before, after)
    ]
    settings = _fields(old.catalogue.chosen, new.catalogue.chosen)
    rows += [{"subject": "settings", "measure": None} | edit for edit in settings]
    rows += _reading(old, new)
    return pl.DataFrame(rows, schema=EDITS)


def _in_both(
    before: Mapping[str, Written[Any]], after: Mapping[str, Written[Any]]
) -> Iterator[tuple[str, BaseModel, BaseModel]]:
    return ((name, before[name].thing, after[name].thing) for name in after if name in before)


def _fields(before: BaseModel, after: BaseModel) -> list[dict[str, str | None]]:
    if before == after:
        return []
    old, new = (thing.model_dump(by_alias=True, exclude=_WORDS) for thing in (before, after))
    return [
        {"field": name, "old": in_words(old[name]), "new": in_words(new[name])}
        for name in new
        if old[name] != new[name]
    ]


def _reading(old: Run, new: Run) -> list[dict[str, str | None]]:
    """Say that the declarations of extracts were edited; what in them is for who reads them."""
    before, after = (run.declared.sha256 if run.declared else None for run in (old, new))
    if before == after:
        return []
    words = [digest[:12] if digest else None for digest in (before, after)]
    return [
        {"subject": "extracts", "measure": None, "field": "declarations", "old": words[0], "new": words[1]}
    ]


def in_words(value: object) -> str | None:
    """Write a value of a definition on one line, as its file would; null where it says nothing."""
    if value is None or value in ([], {}):
        return None
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{float(value):.15g}"
        case dict():
            return ", ".join(f"{key} {in_words(item)}" for key, item in value.items() if item is not None)
        case list():
            return "; ".join(in_words(item) or "" for item in value)
        case _:
            return str(value)
