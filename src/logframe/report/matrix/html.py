"""A matrix as one HTML page that needs nothing but itself."""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING

from logframe.messages import printable
from logframe.report.figures import TIED
from logframe.report.matrix.levels import HEADINGS, LEGEND, NO_ASSUMPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logframe.report.matrix.levels import Indicator, Level, Matrix

_PAGE = Template("""\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 90rem; padding: 1rem; color: #1c2126; background: #fff;
  font: 1rem/1.45 system-ui, -apple-system, "Segoe UI", Arial, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
p { margin: 0 0 .5rem; max-width: 80ch; }
.scroll { overflow-x: auto; margin: 1rem 0; }
.scroll:focus-visible { outline: 3px solid #005eb8; }
table { border-collapse: collapse; width: 100%; min-width: 56rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .5rem; }
th, td { border: 1px solid #aeb7bd; padding: .5rem .6rem; text-align: left; vertical-align: top; }
thead th { background: #003087; color: #fff; }
thead th:nth-child(1) { width: 26%; }
thead th:nth-child(3) { width: 28%; }
thead th:nth-child(4) { width: 12%; }
tbody th { font-weight: 400; }
tbody.depth-0 th, tbody.depth-1 th { background: #e8edee; }
tbody.depth-2 th { padding-left: 1.5rem; }
.level { display: block; font-weight: 600; }
.title { font-weight: 600; }
.lacking { color: #4c6272; font-style: italic; }
td p, th p { margin: 0 0 .3rem; }
dl { margin: .2rem 0 0; } dl div { margin: 0; }
dt { display: inline; color: #4c6272; } dt::after { content: ": "; } dd { display: inline; margin: 0; }
@media print { body { padding: 0; max-width: none; font-size: 9pt; } .scroll { overflow: visible; }
  table { min-width: 0; } thead { display: table-header-group; } tr { break-inside: avoid; }
  thead th { color: #000; background: #fff; } }
</style>
</head>
<body>
<main>
<h1>$title</h1>
$about
<div class="scroll" role="region" aria-labelledby="caption" tabindex="0">
$table
</div>
<p>$legend</p>
</main>
</body>
</html>
""")


def to_html(matrix: Matrix, *, ascii: bool = False) -> str:  # noqa: A002  # named as the option is
    """Write a matrix as a page; nothing that a file says is taken for markup."""
    page = _PAGE.substitute(
        title=_safe(" ".join(matrix.name)),
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
