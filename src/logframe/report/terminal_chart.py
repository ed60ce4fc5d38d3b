"""A chart in signs: figures, target, planned path and projection, for a terminal, a mail or a log.

No library is used: those made for it draw lines in colours and box-drawing signs, take as long to import as
the engine, and know neither a fan nor ASCII alone. What is told apart here is told apart by its sign.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from logframe.report import figures
from logframe.report.frame import Frame
from logframe.report.layout import width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from logframe.report.layout import Page
    from logframe.report.picture import Fan, Picture, Point

_ROWS = 15
_MOST_CELLS = 100  # a wider plot says no more
_BETWEEN_NAMES = 2


class _Kind(NamedTuple):
    """What a sign stands for: on a page with all signs, in ASCII, and in colour."""

    sign: str
    ascii: str
    words: str
    style: str = ""


# Later ones cover earlier ones.
_KINDS = {
    "95": _Kind("░", ".", "95% interval", "cyan"),
    "80": _Kind("▒", ":", "80% interval", "cyan"),
    "target": _Kind("─", "-", "target", "green"),
    "plan": _Kind("◇", "+", "planned path", "magenta"),
    "other": _Kind("△", "^", "", "yellow"),
    "baseline": _Kind("■", "#", "baseline", "magenta"),
    "projected": _Kind("◆", "*", "projected", "bold cyan"),
    "unused": _Kind("○", "x", "figure, not used"),
    "used": _Kind("●", "o", "figure", "bold"),
}
_COVERS = {name: at for at, name in enumerate(_KINDS)}


@dataclass(slots=True)
class _Plot:
    """A grid of signs; what matters more covers what matters less."""

    frame: Frame
    columns: int
    rows: int = _ROWS
    cells: dict[tuple[int, int], str] = field(default_factory=dict)

    def column(self, day: float) -> int:
        """Say in which column a day stands."""
        frame = self.frame
        share = (day - frame.first) / (frame.last - frame.first)
        return min(max(int(share * self.columns), 0), self.columns - 1)

    def row(self, value: float) -> int:
        """Say in which row a value stands, the highest in the first; at the edge if it is beyond it."""
        frame = self.frame
        share = (frame.high - value) / (frame.high - frame.low)
        return min(max(int(share * self.rows), 0), self.rows - 1)

    def put(self, kind: str, column: int, row: int) -> None:
        """Set a sign, unless one that covers it is there."""
        there = self.cells.get((column, row))
        if there is None or _COVERS[kind] >= _COVERS[there]:
            self.cells[column, row] = kind


def chart(page: Page, picture: Picture) -> list[str]:
    """Draw a picture: values upwards, periods to the right, and below what each sign stands for.

    Args:
        page: How wide it is, and whether it shows colours and more than ASCII.
        picture: What is to be drawn; at least one of its points has a value.
    """
    frame = Frame.of(picture)
    ticks, decimals = frame.ticks()
    written = {value: figures.value(value, picture.shown_unit, decimals) for value in ticks}
    margin = max(map(len, written.values()), default=0)
    plot = _Plot(frame, min(page.width - margin - 2, _MOST_CELLS))
    _draw(plot, picture)
    labels = {plot.row(value): page.text(label) for value, label in written.items()}
    edge = "|" if page.ascii else "│"
    lines = [f"{labels.get(row, ''):>{margin}} {edge}{_line(page, plot, row)}" for row in range(plot.rows)]
    return [*lines, *_axis(page, plot, picture, margin), *_key(page, plot, picture)]


def _draw(plot: _Plot, picture: Picture) -> None:
    _draw_fan(plot, picture)
    if picture.goal:
        for value in picture.goal.edges:
            for column in range(plot.columns):
                plot.put("target", column, plot.row(value))
    _draw_points(plot, "plan", picture.plan)
    _draw_points(plot, "other", picture.other)
    _draw_points(plot, "baseline", [picture.baseline] if picture.baseline else [])
    _draw_points(plot, "unused", [point for point in picture.points if point.use != "used"])
    _draw_points(plot, "used", picture.used)


def _draw_fan(plot: _Plot, picture: Picture) -> None:
    """Fill the intervals column by column, from the latest figure on, straight between periods."""
    if not picture.fan or not picture.used:
        return
    latest = picture.used[-1]
    start = latest.value or 0.0
    ends = [(float(latest.day), [start] * 5), *((float(fan.day), _bands(fan)) for fan in picture.fan)]
    for (before, lows), (after, highs) in pairwise(ends):
        first, last = plot.column(before), plot.column(after)
        for column in range(first + 1, last + 1):
            share = (column - first) / (last - first)
            between = [low + share * (high - low) for low, high in zip(lows, highs, strict=True)]
            for kind, low, high in (("95", between[3], between[4]), ("80", between[1], between[2])):
                for row in range(plot.row(high), plot.row(low) + 1):
                    plot.put(kind, column, row)
    for fan in picture.fan:
        plot.put("projected", plot.column(fan.day), plot.row(fan.centre))


def _bands(fan: Fan) -> list[float]:
    return [fan.centre, fan.lower80, fan.upper80, fan.lower95, fan.upper95]


def _draw_points(plot: _Plot, kind: str, points: Iterable[Point]) -> None:
    for point in points:
        if point.value is not None:
            plot.put(kind, plot.column(point.day), plot.row(point.value))


def _line(page: Page, plot: _Plot, row: int) -> str:
    """Give a row's signs, those of one kind in a run coloured together."""
    kinds = [plot.cells.get((column, row)) for column in range(plot.columns)]
    while kinds and kinds[-1] is None:
        kinds.pop()
    parts: list[str] = []
    for kind, length in _runs(kinds):
        sign = _sign(page, kind) if kind else " "
        parts.append(page.paint(sign * length, _KINDS[kind].style) if kind else sign * length)
    return "".join(parts)


def _runs(kinds: Sequence[str | None]) -> Iterator[tuple[str | None, int]]:
    start = 0
    for at in range(1, len(kinds) + 1):
        if at == len(kinds) or kinds[at] != kinds[start]:
            yield kinds[start], at - start
            start = at


def _sign(page: Page, kind: str) -> str:
    return _KINDS[kind].ascii if page.ascii else _KINDS[kind].sign


def _axis(page: Page, plot: _Plot, picture: Picture, margin: int) -> list[str]:
    """Name periods below the plot: the last and the first, then as many of the others as have room."""
    periods = picture.periods()
    names: dict[int, str] = {}  # by the column in which they begin
    days = list(periods)
    for day in [days[-1], days[0], *days]:
        name = page.text(periods[day])
        start = min(max(plot.column(day) - len(name) // 2, 0), plot.columns - len(name))
        if all(
            start + len(name) + _BETWEEN_NAMES <= other or other + len(known) + _BETWEEN_NAMES <= start
            for other, known in names.items()
        ):
            names[start] = name
    text = ""
    for start, name in sorted(names.items()):
        text = text.ljust(start) + name
    corner, rule = ("+", "-") if page.ascii else ("└", "─")
    return [f"{'':{margin}} {corner}{rule * plot.columns}", f"{'':{margin}}  {text}"]


def _key(page: Page, plot: _Plot, picture: Picture) -> list[str]:
    """Say what the signs stand for that the plot shows."""
    shown = set(plot.cells.values())
    named = {"other": picture.other_name or "compared with"}
    lines: list[str] = []
    for kind in reversed(_KINDS):
        if kind in shown:
            entry = f"{_sign(page, kind)} {page.text(named.get(kind, _KINDS[kind].words))}"
            longer = f"{lines[-1]}  {entry}" if lines else ""
            if lines and width(longer) <= page.width:
                lines[-1] = longer
            else:
                lines += wrap(entry, page.width)
    return lines
