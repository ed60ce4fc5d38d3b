"""A matrix as one HTML page that needs nothing but itself."""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING

from logframe.characters import printable
from logframe.report.figures import TIED
from logframe.report.html.styles import style
from logframe.report.matrix.levels import HEADINGS, LEGEND, NO_ASSUMPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logframe.report.matrix.levels import Indicator, Level, Matrix

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title</title>
<style>
$style
</style>
</head>
<body>
<header>
<h1>$title</h1>
$about
</header>
<main>
<section class="matrix">
<div class="scroll" role="region" aria-labelledby="caption" tabindex="0">
$table
</div>
<p>$legend</p>
</section>
</main>
</body>
</html>
""")


def to_html(matrix: Matrix, *, ascii: bool = False) -> str:  # noqa: A002  # named as the option is
    """Write a matrix as a page; nothing that a file says is taken for markup."""
    page = _PAGE.substitute(
        title=_safe(" ".join(matrix.name)),
        style=style().rstrip(),
        about="\n".join(map(_paragraph, matrix.about)),
        table=table(matrix, "Logical framework matrix", name="caption"),
        legend=_safe(LEGEND),
    )
    return page.encode("ascii", "xmlcharrefreplace").decode() if ascii else page


def table(matrix: Matrix, caption: str, *, name: str) -> str:
    """Write a matrix as an element of a page; ``name`` is its caption's id there."""
    headings = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
    head = f'<caption id="{name}">{_safe(caption)}</caption>\n<thead>\n<tr>{headings}</tr>\n</thead>'
    return "\n".join(["<table>", head, *map(_level, matrix.levels), "</table>"])


def _level(level: Level) -> str:
    rows = "\n".join(f"<tr>{cells}</tr>" for cells in _rows(level))
    return f'<tbody class="depth-{level.depth}">\n{rows}\n</tbody>'


def _rows(level: Level) -> Iterator[str]:
    """Give a level's rows, an indicator each; narrative and assumptions stand beside all of them."""
    spanned = f' rowspan="{len(level.indicators)}"' if len(level.indicators) > 1 else ""
    scope = "rowgroup" if spanned else "row"
    texts = "".join(map(_paragraph, level.narrative))
    first = f'<th scope="{scope}"{spanned}><span class="level">{_safe(level.name)}</span>{texts}</th>'
    last = f"<td{spanned}>{_texts(level.assumptions) or _lacking(NO_ASSUMPTION)}</td>"
    if not level.indicators:
        bare = "".join(f"<td>{_lacking(text)}</td>" for text in level.bare)
        yield f"{first}{bare}{last}"
    for indicator in level.indicators:
        yield f"{first}<td>{_indicator(indicator)}</td><td>{_texts(indicator.means)}</td>{last}"
        first = last = ""


def _indicator(indicator: Indicator) -> str:
    facts = "".join(
        f"<div><dt>{_safe(fact.label)}</dt><dd>{_safe(fact.words)}</dd></div>" for fact in indicator.facts
    )
    return f'<p class="title">{_safe(indicator.title)}</p><dl>{facts}</dl>'


def _texts(texts: Iterable[str]) -> str:
    return "".join(map(_paragraph, texts))


def _paragraph(text: str) -> str:
    return f"<p>{_safe(text)}</p>"


def _lacking(text: str) -> str:
    return f'<p class="lacking">{_safe(text)}</p>'


def _safe(text: str) -> str:
    return escape(printable(" ".join(text.replace(TIED, " ").split())))
