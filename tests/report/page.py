"""The made-up frames as they look on a page."""

from __future__ import annotations

from logframe.report.table import table
from tests.report.made_up import AS_OF, outline_of, sample, sample_outline

#: At and around the widths at which the setting changes.
WIDTHS = (72, 80, 99, 100, 119, 120, 140, 160, 200)


def shown(rows, width=80, *, parts=None, color=False, ascii_only=False, only=()):
    parts = outline_of(rows) if parts is None else parts
    return table(rows, parts, width=width, color=color, ascii=ascii_only, as_of=AS_OF, only=only)


def sample_shown(width=80, **options):
    return shown(sample(), width, parts=sample_outline(), **options)


def folded(text):
    return " ".join(text.split())


def paragraphs(text):
    return text.rstrip("\n").split("\n\n")
