"""The verdict frame as one web page that needs nothing but itself: no network, no script."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from logframe.characters import printable
from logframe.report import figures, wording
from logframe.report.extra import needed
from logframe.report.html.styles import style

if TYPE_CHECKING:
    from logframe.report.material import Material
    from logframe.report.workings import Workings
    from logframe.strategy.catalogue import Catalogue


def page(material: Material, workings: Workings, catalogue: Catalogue) -> str:
    """Write a report as one HTML file.

    Args:
        material: What the report tells of.
        workings: What stands behind each verdict.
        catalogue: What the strategies say.

    Returns:
        The text of the file. The same arguments give the same text, with the same releases of the libraries.

    Raises:
        MissingExtraError: The libraries of ``logframe[report]`` are not installed.
    """
    jinja2 = needed("jinja2", "a report as HTML")
    needed("vl_convert", "a report as HTML")
    from logframe.report.html import explained
    from logframe.report.html.view import view
    from logframe.report.matrix import levels

    here = resources.files("logframe.report.html")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, finalize=_shown, trim_blocks=True
    )
    environment.filters |= {"after_word": _after_word, "day": figures.day}
    template = environment.from_string((here / "page.html.jinja").read_text(encoding="utf-8"))
    text: str = template.render(
        view=view(material, workings, catalogue),
        style=style("report.css"),
        matrix_legend=levels.LEGEND,
        meanings=list(explained.meanings(material.method.cut_offs)),
        explained=explained.READING,
        version=material.method.version,
    )
    return f"{text.rstrip()}\n"


def _shown(value: object) -> object:
    """Spell out characters of a file's text that would act instead of show; markup is left alone."""
    return printable(" ".join(value.split())) if type(value) is str else value


def _after_word(sentence: str, word: str, *, lower: bool = False) -> str:
    """Give a sentence without the verdict's word, which stands before it as a badge."""
    rest = sentence.removeprefix(f"{word}: ")
    return rest if lower else wording.capital(rest)
