"""`logframe init`: a small project that runs at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from logframe import terminal
from logframe.cli import common

# On this day the made-up figures are fresh; later they would grow old.
_DAY = "2025-12-31"


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put it. Default: here.")] = Path(),
) -> None:
    """Make a small project that runs, of made-up figures, to put your own in place of.

    With them comes the schema by which an editor completes strategies. Nothing that is there is touched.
    """
    import shlex

    texts = _texts()
    there = [folder / path for path in sorted(texts) if (folder / path).exists()]
    if there:
        common.fail(f"{there[0]} is there already: nothing was written")
    for path, text in sorted(texts.items()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        terminal.put(text, folder / path)
    listed = "".join(f"  {folder / path}\n" for path in sorted(texts))
    step = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    run = f"{step}logframe check --as-of {_DAY}"
    terminal.put(f"Made:\n{listed}Its strategy and figures are made up. Now run: {run}\n")


def _texts() -> dict[Path, str]:
    """Give the files of the project, by where they go."""
    from importlib import resources

    from logframe.cli.schema import Kind, text_of

    starter = resources.files("logframe") / "starter"
    texts = {
        Path(part.name, file.name): file.read_text(encoding="utf-8")
        for part in starter.iterdir()
        for file in part.iterdir()
    }
    return texts | {Path("strategy.schema.json"): text_of(Kind.STRATEGY)}
