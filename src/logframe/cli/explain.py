"""`logframe explain`: what a message means, with a bad and a good example."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from logframe import terminal
from logframe.cli import common, completion, options


def explain(
    code: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CODE",
            help="Codes or names: LF104, unknown-key. Without any, all are listed.",
            autocompletion=completion.codes,
        ),
    ] = None,
    *,
    format_: Annotated[
        options.TextFormat, typer.Option("--format", "-f", help="How the result is written.")
    ] = options.TextFormat.TEXT,
    output: options.Output = None,
    width: options.Width = None,
) -> None:
    """Say what a message means and what to do, with a bad and a good example."""
    from logframe.explanations import code_of, explanation, pages
    from logframe.messages import CODES

    known = [name for code, rule in CODES.items() for name in (code, rule.name)]
    common.known("code", [words for words in code or [] if not code_of(words)], known)
    asked = [explanation(str(code_of(words))) for words in code or []]
    if format_ is options.TextFormat.JSON:
        text = pages.as_json(asked or map(explanation, sorted(CODES)))
    elif format_ is options.TextFormat.MARKDOWN:
        text = "\n".join(map(pages.as_markdown, asked)) or pages.whole()
    elif asked:
        columns = min(terminal.screen(sys.stdout, width=width).width, 100)
        text = "\n".join(pages.as_text(one, columns) for one in asked)
    else:
        text = pages.listing()
    terminal.put(text, output)
