"""Where things stand on a chart of the page: values, periods, and the labels at the ends of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from logframe.report import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logframe.report.frame import Frame
    from logframe.report.picture import Picture

# All in pixels of the picture, which is scaled to its place on the page.
PLOT_WIDTH, PLOT_HEIGHT = 324, 226
LEFT, RIGHT, TOP, BOTTOM = 52, 134, 12, 28
_LETTER = 6.6  # a letter of an axis' label, at most
_BETWEEN_PERIODS = 12
_BETWEEN_LINES = 15


class Label(NamedTuple):
    """A text at the right end of a line, its middle ``y`` pixels from the top; ``kind`` styles it."""

    kind: str
    text: str
    y: float


def y(frame: Frame, value: float) -> float:
    """Say how many pixels from the top a value stands, at the edge if it is beyond it."""
    share = (value - frame.low) / (frame.high - frame.low)
    return PLOT_HEIGHT * (1 - min(max(share, 0.0), 1.0))


def x(frame: Frame, day: float) -> float:
    """Say how many pixels from the left a day stands."""
    return PLOT_WIDTH * (day - frame.first) / (frame.last - frame.first)


def named_days(frame: Frame, periods: dict[int, str]) -> dict[int, str]:
    """Choose the periods that are named below the chart: the last and the first, then as many as fit."""
    days = list(periods)
    named: dict[int, str] = {}
    for day in [days[-1], days[0], *_halves(days)]:
        apart = (_LETTER * (len(periods[day]) + len(other)) / 2 for other in named.values())
        room = (abs(x(frame, day) - x(frame, taken)) for taken in named)
        if all(have >= need + _BETWEEN_PERIODS for have, need in zip(room, apart, strict=True)):
            named[day] = periods[day]
    return dict(sorted(named.items()))


def _halves(days: list[int]) -> Iterator[int]:
    """Give days evenly, the middle ones first: those halfway, then those halfway between these."""
    parts = 2
    while parts <= 2 * len(days):
        yield from (days[len(days) * part // parts] for part in range(1, parts, 2))
        parts *= 2


def labels(picture: Picture, frame: Frame) -> list[Label]:
    """Name the lines at their right ends, moved apart where they would cover one another."""
    return _apart(sorted(_named(picture, frame), key=lambda label: label.y))


def _named(picture: Picture, frame: Frame) -> Iterator[Label]:
    if picture.goal:
        for value in picture.goal.edges:
            written = figures.value(value, picture.shown_unit, picture.goal.decimals)
            yield Label("target", f"Target {written}", y(frame, value))
    if picture.fan:
        centre = picture.fan[-1].centre
        yield Label("projected", f"Projected {_short(picture, centre)}", y(frame, centre))
    elif picture.used and picture.used[-1].value is not None:
        latest = picture.used[-1].value
        yield Label("latest", f"Latest {_short(picture, latest)}", y(frame, latest))
    if picture.plan and (planned := picture.plan[-1].value) is not None:
        yield Label("planned", f"Planned {_short(picture, planned)}", y(frame, planned))
    others = [point.value for point in picture.other if point.value is not None]
    if others:
        name = picture.other_name if 0 < len(picture.other_name) <= 10 else "Compared"
        yield Label("other", f"{name} {_short(picture, others[-1])}", y(frame, others[-1]))


def _short(picture: Picture, value: float) -> str:
    return figures.value(value, picture.shown_unit, picture.decimals)


def _apart(sorted_labels: Iterable[Label]) -> list[Label]:
    """Move labels down where they are too close, then the last ones up where they left the plot."""
    moved: list[Label] = []
    for label in sorted_labels:
        least = moved[-1].y + _BETWEEN_LINES if moved else 0.0
        moved.append(label._replace(y=max(label.y, least)))
    most = float(PLOT_HEIGHT)
    for at in reversed(range(len(moved))):
        moved[at] = moved[at]._replace(y=min(moved[at].y, most))
        most = moved[at].y - _BETWEEN_LINES
    return moved
