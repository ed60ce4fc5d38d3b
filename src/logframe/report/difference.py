"""The difference between two runs as a page: text for a terminal, Markdown, and JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from logframe.characters import json_safe
from logframe.report import changes, figures
from logframe.report.layout import Page
from logframe.report.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import polars as pl

    from logframe.report import Screen
    from logframe.report.changes import Told

_NEWS = "The verdict as it was, but news"

#: The titles of sections, by the weightiest change of what stands in them, and which way that goes.
_SECTIONS = {
    ("verdict", "worse"): "Worse",
    ("verdict", "lost"): "No longer judged",
    ("verdict", "found"): "Judged now",
    ("verdict", "better"): "Better",
    ("verdict", "other"): "Not judged, for another reason",
    ("target", None): "Goalposts moved, the verdict as it was",
    ("baseline", None): "Baselines edited, the verdict as it was",
    ("definition", None): "Definitions edited",
    ("new", None): "New",
    ("gone", None): "Gone",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the runs that are compared.

    Attributes:
        as_of: The day of its verdicts.
        version: Of the program that made it.
        method: By which it projected.
    """

    as_of: date
    version: str
    method: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is told of two runs.

    Attributes:
        old: The earlier one.
        new: The later one.
        files: The files that differ: name, and "changed", "new" or "gone".
        frame: `runs.CHANGES`.
        rows: How many indicators and areas the new run has.
    """

    old: Side
    new: Side
    files: Sequence[tuple[str, str]]
    frame: pl.DataFrame
    rows: int

    @property
    def title(self) -> str:
        """What it is about."""
        days = figures.day(self.old.as_of), figures.day(self.new.as_of)
        if days[0] == days[1]:
            return f"What changed between two runs as of {days[0]}"
        return f"What changed from {days[0]} to {days[1]}"

    @property
    def opening(self) -> list[str]:
        """Count what changed, and name the files in which it did."""
        said = [changes.headline(self.frame)]
        programs = [f"{side.version} ({side.method})" for side in (self.old, self.new)]
        if programs[0] != programs[1]:
            said.append(f"Made by logframe {programs[1]}, before by {programs[0]}.")
        if self.files:
            said.append(f"Files: {'; '.join(f'{name} {what}' for name, what in self.files)}.")
        return said

    @property
    def closing(self) -> str:
        """Say how much is as it was."""
        about = self.frame.filter(self.frame["strategy"].is_not_null(), self.frame["kind"] != "gone")
        told = about.select("strategy", "outcome", "indicator", "area").n_unique() if about.height else 0
        return f"As before: {max(self.rows - told, 0):,} of {figures.counted(self.rows, 'row')} of the table."

    @property
    def sections(self) -> Iterator[tuple[str, list[Told]]]:
        """Give what changed by its weight, each section with its title."""
        told = changes.told(self.frame)
        for title in dict.fromkeys([*_SECTIONS.values(), _NEWS]):
            own = [each for each in told if _SECTIONS.get((each.kind, each.way), _NEWS) == title]
            if own:
                yield title, own


def write(difference: Difference, style: str, screen: Screen) -> str:
    """Write the difference as ``text``, ``markdown`` or ``json``, ending in a line end."""
    return _WRITERS[style](difference, screen)


def _text(difference: Difference, screen: Screen) -> str:
    page = Page(screen.width, color=screen.color, ascii=screen.ascii)
    lines = page.heading(difference.title, rule="═")
    for said in difference.opening:
        lines += page.paragraph(said)
    for title, told in difference.sections:
        lines += ["", "", *page.heading(title, rule="─")]
        for each in told:
            lines += ["", *page.paragraph(each.text, indent="  ", first="- ")]
    return page.finished([*lines, "", "", *page.paragraph(difference.closing)])


def _markdown(difference: Difference, screen: Screen) -> str:
    page = Page(1000, ascii=screen.ascii)
    said = [f"# {escaped(page.text(difference.title))}"]
    said += [escaped(page.text(words)) for words in difference.opening]
    for title, told in difference.sections:
        said.append(f"## {escaped(page.text(title))}")
        said.append("\n".join(f"- {escaped(page.text(each.text))}" for each in told))
    return page.finished("\n\n".join([*said, escaped(difference.closing)]).split("\n"))


def _json(difference: Difference, _: Screen) -> str:
    """Write one JSON object in ASCII, a change a line; what does not apply is null."""
    about = {
        "logframe": 1,
        "old": asdict(difference.old),
        "new": asdict(difference.new),
        "files": [{"file": name, "is": what} for name, what in difference.files],
    }
    head = ",\n ".join(
        f"{json.dumps(key)}: {json.dumps(value, default=_plain)}" for key, value in about.items()
    )
    rows = ",".join(
        f"\n  {json.dumps(row, default=_plain)}" for row in difference.frame.iter_rows(named=True)
    )
    return json_safe(f'{{{head},\n "changes": [{rows}]}}\n')


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a change")


_WRITERS: dict[str, Callable[[Difference, Screen], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}
