"""Layouts that publishers use for all of their extracts, by name."""

from __future__ import annotations

from functools import cache
from typing import Any

from logframe.declarations.model import Chosen, Columns, Extract

# Of columns that a layout names, files may lack those of which a row can do without.
_LAYOUTS: dict[str, dict[str, Any]] = {
    # The download of the Fingertips site and of its programming interface. Rows end before the last columns.
    "fingertips": {
        "columns": {
            "measure": "Indicator ID",
            "area": "Area Code",
            "area_name": "Area Name",
            "period": "Time period",
            "value": "Value",
            "lower": "Lower CI 95.0 limit",
            "upper": "Upper CI 95.0 limit",
            "numerator": "Count",
            "denominator": "Denominator",
            "note": "Value note",
        },
        "keep": {"Category Type": ""},
        "short_rows": True,
    },
    # The open data standard of Explore education statistics: a row's area is the finest that it names.
    # Districts are left out, for a unitary authority is both, with pupils counted by where their school is in
    # one and by where they live in the other.
    "dfe-explore-education-statistics": {
        "columns": {
            "area": ["new_la_code", "region_code", "country_code"],
            "area_name": ["la_name", "region_name", "country_name"],
            "period": "time_period",
        },
        "keep": {"geographic_level": ["National", "Regional", "Local authority"]},
    },
    # Explore Local Statistics.
    "ons": {
        "columns": {
            "measure": "indicator",
            "area": "areacd",
            "area_name": "areanm",
            "period": "period",
            "value": "observation",
            "lower": "lci_95",
            "upper": "uci_95",
            "status": "status",
            "note": "notes",
        },
    },
    # The full extract of referral-to-treatment waits: a row a provider, commissioner, part and treatment
    # function, of which C_999 is the total of the others. The parts overlap, and a declaration chooses.
    "nhs-england-rtt": {
        "columns": {
            "area": "Commissioner Parent Org Code",
            "area_name": "Commissioner Parent Name",
            "period": "Period",
        },
        "keep": {"Treatment Function Code": "C_999"},
        "blank": "zero",
        "combine": "sum",
    },
    # Diagnostic waits by commissioner: a row a test, and none for all tests.
    "nhs-england-dm01": {
        "columns": {
            "area": "ICB Code",
            "area_name": "ICB Name",
            "period": "Reporting Period",
            "value": {"of": "Number waiting 6+ Weeks", "over": "Total Waiting List", "times": 100},
        },
        "combine": "sum",
    },
}

#: Columns of layouts of which no file's rows are to be added up, so that one text has to be chosen, and such
#: a text.
CHOICES = {"nhs-england-rtt": ("RTT Part Type", "Part_2")}

#: The columns without which no figure can be read.
NEEDED = ("measure", "area", "period", "value")


@cache
def layout(name: str) -> Extract:
    """A layout by its name, as a declaration without files."""
    return Extract.model_validate({"files": "-", **_LAYOUTS[name]})


def merged(own: Extract) -> Extract:
    """A declaration with what its layout adds; where both speak of one thing, its own word counts."""
    if own.layout is None:
        return own
    base = layout(own.layout)
    stated = {name: getattr(own, name) for name in own.model_fields_set}
    for name in ("keep", "drop"):
        stated[name] = _rows(getattr(base, name), getattr(own, name))
    for name in ("columns", "fixed", "codes"):
        part = getattr(own, name)
        said = {target: getattr(part, target) for target in part.model_fields_set}
        stated[name] = getattr(base, name).model_copy(update=said)
    return base.model_copy(update=stated)


def _rows(base: dict[str, list[str]], own: dict[str, list[str]]) -> dict[str, list[str]]:
    spelt = {plain(name) for name in own}
    return {name: texts for name, texts in base.items() if plain(name) not in spelt} | own


def named(says: Extract) -> frozenset[str]:
    """The columns that a declaration names, as `plain` has them, patterns among them."""
    parts: tuple[Extract | Chosen, ...] = (says, *says.measures.values())
    names = [name for part in parts for name in (*part.keep, *part.drop)]
    for taken in (getattr(part.columns, target) for part in parts for target in Columns.model_fields):
        if taken is not None:
            names += [*(taken.column or ()), *(taken.of or ()), *(taken.over or ())]
    return frozenset(plain(name) for name in [*names, *(says.long.columns if says.long else ())])


def plain(name: str) -> str:
    """The name of a column without what is only spelling: capitals, and how much space is where."""
    return " ".join(name.split()).casefold()
