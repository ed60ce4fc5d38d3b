"""The style sheets of pages, to be put into them: a page needs nothing but itself."""

from __future__ import annotations

from importlib import resources


def style(*own: str) -> str:
    """Give what every page has, and after it some sheets of this folder that a page has besides."""
    folder = resources.files("logframe.report.html")
    return "\n".join((folder / sheet).read_text(encoding="utf-8") for sheet in ("base.css", *own))
