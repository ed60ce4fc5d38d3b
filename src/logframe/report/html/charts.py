"""Charts as SVG, drawn by Vega-Lite from plain data: colours and type are the page's style sheet's."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET  # reads nothing but what Vega has written

from logframe.characters import printable
from logframe.report.extra import needed
from logframe.report.frame import Frame
from logframe.report.html.places import BOTTOM, LEFT, PLOT_HEIGHT, PLOT_WIDTH, RIGHT, TOP, labels, named_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logframe.report.picture import Picture, Point

Spec = dict[str, Any]

#: The grammar's version: the newest that every allowed release of vl-convert speaks.
_GRAMMAR: Final = "5.20"
_SVG: Final = "http://www.w3.org/2000/svg"
_MOST_DOTS = 40  # points on a line; more would hide it
_CROSS = "M-1,-1L1,1M1,-1L-1,1"


def svg(picture: Picture, name: str, title: str, description: str) -> str:
    """Draw a picture.

    Args:
        picture: What is to be drawn; it holds a figure.
        name: What its ids begin with; a name of its own on each page.
        title: What a screen reader calls it.
        description: What a screen reader says of it.

    Returns:
        An ``svg`` element to stand in HTML. The same picture gives the same text.

    Raises:
        MissingExtraError: The library that draws is not installed.
    """
    library = needed("vl_convert", "a chart")
    return _for_page(library.vegalite_to_svg(spec(picture), vl_version=_GRAMMAR), name, title, description)


def spec(picture: Picture) -> Spec:
    """Say in Vega-Lite's grammar what is to be drawn; each layer's name becomes its class in the SVG."""
    frame = Frame.of(picture)
    return {
        "width": PLOT_WIDTH,
        "height": PLOT_HEIGHT,
        "autosize": "none",  # as wide with one typeface as with another
        "padding": {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM},
        "background": None,
        "config": {"aria": False, "view": {"stroke": None}},
        "encoding": {"x": _x_axis(picture, frame), "y": _y_axis(picture, frame)},
        "layer": list(_layers(picture, frame)),
    }


def _x_axis(picture: Picture, frame: Frame) -> Spec:
    named = named_days(frame, picture.periods())
    return {
        "field": "day",
        "type": "quantitative",
        "scale": {"domain": [frame.first, frame.last], "nice": False, "zero": False},
        "axis": {
            "title": None,
            "grid": False,
            "values": list(named),
            "labelExpr": f"({json.dumps({str(day): label for day, label in named.items()})})[datum.value]",
            "labelOverlap": False,
            "labelBound": False,
            "labelFlush": False,
            "labelFontSize": 12,
        },
    }


def _y_axis(picture: Picture, frame: Frame) -> Spec:
    ticks, decimals = frame.ticks()
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [frame.low, frame.high], "nice": False, "zero": False},
        "axis": {
            "title": None,
            "values": ticks,
            "format": f",.{decimals}f",
            "labelExpr": "datum.label + '%'" if picture.shown_unit == "percent" else "datum.label",
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
            "labelFontSize": 12,
        },
    }


def _layers(picture: Picture, frame: Frame) -> Iterator[Spec]:
    """Give the layers, from the back to the front."""
    yield from _goal(picture, frame)
    yield from _fan(picture)
    yield from _lines(picture)
    yield from _points(picture, frame)
    yield _texts(picture, frame)


def _layer(name: str, mark: str | Spec, rows: Iterable[Spec], **encoding: Spec) -> Spec:
    made = {"type": mark} if isinstance(mark, str) else mark
    return {
        "name": name,
        "data": {"values": list(rows)},
        "mark": {"clip": True, **made},
        "encoding": encoding,
    }


def _goal(picture: Picture, frame: Frame) -> Iterator[Spec]:
    if picture.goal is None:
        return
    low, high = max(picture.goal.lower, frame.low), min(picture.goal.upper, frame.high)
    region = {"day": frame.first, "end": frame.last, "value": low, "top": high}
    yield _layer("meets", "rect", [region], x2={"field": "end"}, y2={"field": "top"})
    rows = [{"day": frame.first, "end": frame.last, "value": edge} for edge in picture.goal.edges]
    rule = {"type": "rule", "strokeWidth": 2, "strokeDash": [7, 4]}
    yield _layer("target", rule, rows, x2={"field": "end"})


def _fan(picture: Picture) -> Iterator[Spec]:
    """Draw the projection, opening from the latest figure that it rests on."""
    if not picture.fan:
        return
    latest = [point for point in picture.used if point.value is not None][-1:]
    start = [(point.day, point.value) for point in latest]
    for name, low, high in (("fan95", "lower95", "upper95"), ("fan80", "lower80", "upper80")):
        rows = [{"day": day, "value": value, "top": value} for day, value in start]
        rows += [
            {"day": each.day, "value": getattr(each, low), "top": getattr(each, high)} for each in picture.fan
        ]
        yield _layer(name, "area", rows, y2={"field": "top"})
    rows = [{"day": day, "value": value} for day, value in start]
    rows += [{"day": each.day, "value": each.centre} for each in picture.fan]
    yield _layer("projected", {"type": "line", "strokeWidth": 2, "strokeDash": [2, 3]}, rows)


def _lines(picture: Picture) -> Iterator[Spec]:
    if picture.other:
        yield _layer("other", {"type": "line", "strokeWidth": 1.5}, _rows(picture.other))
    if picture.plan:
        planned = {"type": "line", "strokeWidth": 1.5, "strokeDash": [6, 2, 1, 2]}
        yield _layer("planned", planned, _rows(picture.plan))
    before = [point for point in picture.points if point.use == "before_break"]
    if before:
        yield _layer("before", {"type": "line", "strokeWidth": 1.5}, _rows(before))
    yield _layer("actual", {"type": "line", "strokeWidth": 2.5}, _rows(_with_gaps(picture)))


def _with_gaps(picture: Picture) -> Iterator[Point]:
    """Give the figures of the line, with a gap where one is not used, suppressed or not there at all."""
    later = [point for point in picture.points if point.use != "before_break"]
    steps = [second.day - first.day for first, second in pairwise(later)]
    for point, step in zip(later, [0, *steps], strict=False):
        if step > 1.5 * min(steps, default=0):
            yield point._replace(value=None, day=point.day - step // 2)
        yield point if point.use == "used" else point._replace(value=None)


def _points(picture: Picture, frame: Frame) -> Iterator[Spec]:
    intervals = [
        {"day": point.day, "value": point.lower, "top": point.upper}
        for point in picture.points
        if point.lower is not None and point.upper is not None
    ]
    if intervals:
        yield _layer("interval", {"type": "rule", "strokeWidth": 1}, intervals, y2={"field": "top"})
    dots = picture.used
    if len(dots) > _MOST_DOTS:
        dots = dots[-1:]
    yield _layer("figure", _symbol("circle", 45), _rows(dots))
    unused = [point for point in picture.points if point.use != "used" and point.value is not None]
    if unused:
        yield _layer("unused", _symbol("circle", 45), _rows(unused))
    withheld = [{"day": point.day, "value": frame.low} for point in picture.points if point.value is None]
    if withheld:
        yield _layer("suppressed", _symbol(_CROSS, 25) | {"yOffset": -8}, withheld)
    if picture.baseline:
        day = picture.baseline.day if picture.baseline.period else frame.first
        yield _layer("baseline", _symbol("diamond", 170), [{"day": day, "value": picture.baseline.value}])
    if gap := _break(picture):
        rule = {"type": "rule", "strokeWidth": 1, "strokeDash": [3, 3]}
        upright = {"day": gap, "value": frame.low, "top": frame.high}
        yield _layer("break", rule, [upright], y2={"field": "top"})


def _symbol(shape: str, size: int) -> Spec:
    return {"type": "point", "shape": shape, "size": size, "strokeWidth": 1.5, "opacity": 1, "clip": False}


def _rows(points: Iterable[Point]) -> list[Spec]:
    return [{"day": point.day, "value": point.value} for point in points]


def _break(picture: Picture) -> float | None:
    """Say where a series breaks: halfway between its last figure before it and its first after it."""
    before = [point.day for point in picture.points if point.use == "before_break"]
    after = [point.day for point in picture.points if before and point.day > before[-1]]
    return (before[-1] + after[0]) / 2 if after else None


def _texts(picture: Picture, frame: Frame) -> Spec:
    rows = [{"at": label.y, "text": label.text} for label in labels(picture, frame)]
    mark = {"type": "text", "align": "left", "baseline": "middle", "fontSize": 12, "clip": False}
    return _layer(
        "label",
        mark,
        rows,
        x={"value": PLOT_WIDTH + 8},
        y={"field": "at", "type": "quantitative", "scale": None, "axis": None},
        text={"field": "text"},
    )


def _for_page(drawn: str, name: str, title: str, description: str) -> str:
    """Fit what Vega drew into a page: named and described, its ids its own, without what only Vega needs."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawn)  # noqa: S314  # Vega wrote it, from numbers and escaped texts
    for element in root.iter():
        for key in [key for key in element.attrib if key == "role" or key.startswith(("aria", "pointer"))]:
            del element.attrib[key]
    _own_ids(root, name)
    viewed = root.attrib["viewBox"]
    root.attrib.clear()
    root.attrib |= {
        "class": "chart",
        "viewBox": viewed,
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-about",
    }
    texts = []
    for tag, suffix, text in (("title", "title", title), ("desc", "about", description)):
        element = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{suffix}"})
        element.text = text
        texts.append(element)
    root[:0] = texts
    for element in root.iter():
        element.text = printable(element.text) if element.text else None
    return ET.tostring(root, encoding="unicode")


def _own_ids(root: ET.Element, name: str) -> None:
    """Rename the ids, which Vega counts up for as long as it runs, by their order in this picture."""
    elements = [element for element in root.iter() if "id" in element.attrib]
    renamed = {element.attrib["id"]: f"{name}-{at}" for at, element in enumerate(elements, 1)}
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, renamed[value])
            elif value.startswith("url(#"):
                element.set(key, f"url(#{renamed[value[5:-1]]})")
