"""Charts: what is drawn stands where its value says, and every name in them is the page's own."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as some

from logframe.report.frame import Frame
from logframe.report.html.charts import svg
from logframe.report.html.key import key
from logframe.report.html.places import PLOT_HEIGHT, PLOT_WIDTH, labels, named_days, x, y
from logframe.report.picture import Fan, Goal, Picture, Point

YEAR = 365
PICTURE = Picture(
    unit="percent",
    decimals=1,
    points=(
        Point(YEAR * 2017, "2017", 9.5, use="before_break"),
        Point(YEAR * 2018, "2018", 9.0, 8.5, 9.5),
        Point(YEAR * 2019, "2019", 8.0),
        Point(YEAR * 2020, "2020", 12.0, use="exceptional"),
        Point(YEAR * 2021, "2021", None, use="suppressed"),
        Point(YEAR * 2022, "2022", 7.0),
    ),
    fan=(
        Fan(YEAR * 2023, "2023", 6.5, 6.0, 7.0, 5.5, 7.5),
        Fan(YEAR * 2024, "2024", 6.0, 5.0, 7.0, 4.0, 8.0),
    ),
    plan=(Point(YEAR * 2023, "2023", 6.8), Point(YEAR * 2024, "2024", 5.2)),
    goal=Goal(5.0, -math.inf, 5.0, 0),
    baseline=Point(YEAR * 2018, "2018", 9.0),
    other=(Point(YEAR * 2018, "2018", 8.2), Point(YEAR * 2022, "2022", 7.9)),
    other_name="England",
)


def drawn(picture: Picture = PICTURE, name: str = "c") -> ET.Element:
    return ET.fromstring(svg(picture, name, "A title", "A description"))  # noqa: S314  # our own


def marks(root: ET.Element, layer: str) -> list[ET.Element]:
    """Give what a layer drew."""
    return [
        mark for group in root.iter() if f"{layer}_marks" in group.get("class", "").split() for mark in group
    ]


def numbers(text: str | None) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", text or "")]


def place(mark: ET.Element) -> tuple[float, float]:
    x, y = numbers(mark.get("transform"))
    return x, y


def test_figures_the_baseline_and_the_target_stand_at_their_values():
    root, frame = drawn(), Frame.of(PICTURE)
    expected = [(x(frame, point.day), y(frame, point.value)) for point in PICTURE.used]
    assert [place(mark) for mark in marks(root, "figure")] == [pytest.approx(each) for each in expected]
    (baseline,) = marks(root, "baseline")
    assert place(baseline) == pytest.approx((x(frame, YEAR * 2018), y(frame, 9.0)))
    (target,) = marks(root, "target")
    assert place(target)[1] == pytest.approx(y(frame, 5.0))


def test_the_fan_opens_from_the_latest_figure_and_ends_at_its_own_bounds():
    root, frame = drawn(), Frame.of(PICTURE)
    for layer, low, high in (("fan80", 5.0, 7.0), ("fan95", 4.0, 8.0)):
        (area,) = marks(root, layer)
        corners = numbers(area.get("d"))
        points = set(zip(corners[::2], corners[1::2], strict=True))
        for corner in ((YEAR * 2022, 7.0), (YEAR * 2024, low), (YEAR * 2024, high)):
            expected = (x(frame, corner[0]), y(frame, corner[1]))
            assert any(point == pytest.approx(expected, abs=0.01) for point in points), corner


def test_what_is_not_used_is_hollow_what_is_suppressed_is_marked_and_the_line_has_gaps_there():
    root, frame = drawn(), Frame.of(PICTURE)
    hollow = [place(mark)[0] for mark in marks(root, "unused")]
    assert hollow == [pytest.approx(x(frame, YEAR * year)) for year in (2017, 2020)]
    (withheld,) = marks(root, "suppressed")
    assert place(withheld)[0] == pytest.approx(x(frame, YEAR * 2021))
    (line,) = marks(root, "actual")
    runs = [len(numbers(run)) // 2 for run in line.get("d", "").split("M")[1:]]
    assert runs == [2, 1]  # 2018 and 2019; 2022 alone
    (gap,) = marks(root, "break")
    assert place(gap)[0] == pytest.approx(x(frame, YEAR * 2017.5))


def test_a_period_that_is_not_there_is_a_gap_too():
    points = tuple(Point(YEAR * year, str(year), 5.0 + year % 3) for year in (2010, 2011, 2012, 2015, 2016))
    (line,) = marks(drawn(Picture("count", 0, points)), "actual")
    assert [len(numbers(run)) // 2 for run in line.get("d", "").split("M")[1:]] == [3, 2]


def test_it_is_named_and_its_ids_are_its_own_whatever_was_drawn_before():
    first, second, again = (svg(PICTURE, name, "A title", "A description") for name in ("a", "b", "a"))
    assert first == again
    assert re.sub(r"\ba-", "b-", first) == second
    root = ET.fromstring(first)  # noqa: S314  # our own
    assert root.get("aria-labelledby") == "a-title a-about"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("a-") for name in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", first)) <= set(ids)


def test_no_name_becomes_markup_or_a_formula():
    hostile = "</text><script>\"'+alert(1)+'\u202e"
    points = tuple(point._replace(period=f"{hostile}{at}") for at, point in enumerate(PICTURE.points))
    text = svg(Picture("percent", 1, points, other=PICTURE.other, other_name="<b>"), "c", hostile, hostile)
    root = ET.fromstring(text)  # noqa: S314  # our own
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    shown = "".join(root.itertext())
    assert "</text><script>\"'+alert(1)+'" in shown
    assert "\u202e" not in shown


def test_its_key_names_what_it_has_and_nothing_else():
    assert [sign.words for sign in key(PICTURE)] == [
        "figure", "its 95% interval", "shown, not used: an exceptional period; from before a break in the series",
        "break in the series", "no value", "baseline", "target", "meets the target", "planned path", "England",
        "projection", "its 80% interval", "its 95% interval",
    ]  # fmt: skip
    assert [sign.words for sign in key(Picture("count", 0, (Point(1, "2020", 3.0),)))] == ["figure"]


def test_each_sign_of_the_key_is_a_layer_of_the_chart():
    root = drawn()
    for sign in key(PICTURE):
        assert marks(root, sign.kind), sign


VALUES = some.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@given(some.lists(VALUES, min_size=1, max_size=12), some.none() | VALUES)
def test_every_value_and_every_label_is_inside_the_frame(values, goal):
    points = tuple(Point(YEAR * (2000 + at), str(2000 + at), value) for at, value in enumerate(values))
    picture = Picture("count", 0, points, goal=None if goal is None else Goal(goal, -math.inf, goal))
    frame = Frame.of(picture)
    assert all(frame.low <= value <= frame.high for value in [*values, *([] if goal is None else [goal])])
    ticks, decimals = frame.ticks()
    assert 1 <= len(ticks) <= 8
    assert all(frame.low <= tick <= frame.high for tick in ticks)
    assert all(tick == pytest.approx(round(tick, decimals), abs=1e-12) for tick in ticks)
    heights = [label.y for label in labels(picture, frame)]
    assert all(after - before >= 14.99 for before, after in pairwise(heights))
    assert all(0 <= y <= PLOT_HEIGHT for y in heights)


@given(
    some.sets(some.integers(0, 9999), min_size=1, max_size=80),
    some.sampled_from(["2024", "Nov 2022 - Oct 2023"]),
)
def test_the_last_period_is_always_named_and_no_name_covers_another(days, label):
    points = tuple(Point(day, label, 1.0) for day in sorted(days))
    picture = Picture("count", 0, points)
    frame = Frame.of(picture)
    named = named_days(frame, picture.periods())
    assert max(days) in named
    places = [x(frame, day) for day in named]
    assert all(0 <= place <= PLOT_WIDTH for place in places)
    assert all(after - before >= 6.6 * len(label) for before, after in pairwise(places))


def test_a_wide_95_interval_does_not_squeeze_the_figures():
    fan = (Fan(YEAR * 2023, "2023", 7.0, 6.0, 8.0, 0.0, 95.0),)
    frame = Frame.of(Picture("percent", 1, PICTURE.points, fan))
    assert frame.high < 20
