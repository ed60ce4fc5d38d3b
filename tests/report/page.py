"""The made-up frames as they look on a page."""

from __future__ import annotations

import polars as pl

from logframe.report.material import Material, Method
from logframe.report.table import table
from tests.report.made_up import AS_OF, outline_of, sample, sample_outline, sample_updates, updates

#: At and around the widths at which the setting changes.
WIDTHS = (72, 80, 99, 100, 119, 120, 140, 160, 200)


def shown(rows, width=80, *, parts=None, notes=None, ascii_only=False, color=False, **options):
    parts = outline_of(rows) if parts is None else parts
    return table(rows, parts, notes, width=width, color=color, ascii=ascii_only, as_of=AS_OF, **options)


def sample_shown(width=80, **options):
    return shown(sample(), width, parts=sample_outline(), notes=sample_updates(), **options)


ACCOUNT = pl.DataFrame({"file": ["data/made-up.csv"], "read": [61], "used": [57], "refused": [0]})
METHOD = Method("1.2.3", 0.5, 0.2, ["A made-up survey, A made-up publisher"])


def material(rows, *, parts=None, notes=None, **facts):
    parts = outline_of(rows) if parts is None else parts
    notes = updates() if notes is None else notes
    return Material(rows, parts, notes, ACCOUNT, AS_OF, METHOD, **facts)


def sample_material(**facts):
    return material(sample(), parts=sample_outline(), notes=sample_updates(), **facts)


def folded(text):
    return " ".join(text.split())


def paragraphs(text):
    return text.rstrip("\n").split("\n\n")
