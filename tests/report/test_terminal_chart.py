"""The chart in signs: where they stand, what is told apart, how it fits its page."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from logframe.report.layout import Page, width
from logframe.report.picture import Fan, Goal, Picture, Point
from logframe.report.terminal_chart import chart

YEAR = 365


def point(year: int, value: float | None, use: str = "used") -> Point:
    return Point(YEAR * year, str(year), value, use=use)


def fan(year: int, centre: float, *spread: float) -> Fan:
    near, far = spread
    return Fan(YEAR * year, str(year), centre, centre - near, centre + near, centre - far, centre + far)


PICTURE = Picture(
    unit="percent",
    decimals=0,
    points=(
        point(2019, 80, "exceptional"),
        point(2020, 50),
        point(2021, None, "suppressed"),
        point(2022, 40),
    ),
    fan=(fan(2023, 35, 10, 20), fan(2024, 30, 15, 30)),
    plan=(point(2023, 45),),
    goal=Goal(10, -math.inf, 10),
    baseline=Point(YEAR * 2019, "", 60),
    other=(point(2020, 70),),
    other_name="England",
)


def drawn(page: Page, picture: Picture = PICTURE) -> list[str]:
    return [line for line in chart(page, picture) if re.match(r"\s*\S* [│|]", line)]


def position(lines: list[str], sign: str) -> list[tuple[int, int]]:
    """Where a sign stands: column and row, from the left and from the top."""
    return [(at, row) for row, line in enumerate(lines) for at, each in enumerate(line) if each == sign]


def test_each_thing_has_a_sign_of_its_own_and_the_key_names_those_that_are_there():
    lines = chart(Page(72), PICTURE)
    assert lines[-2:] == [
        "● figure  ○ figure, not used  ◆ projected  ■ baseline  △ England",
        "◇ planned path  ─ target  ▒ 80% interval  ░ 95% interval",
    ]
    plain = Picture(unit=None, decimals=None, points=(point(2020, 1.0), point(2021, 2.0)))
    assert chart(Page(72), plain)[-1] == "● figure"


def test_time_runs_to_the_right_and_values_go_up():
    lines = drawn(Page(72))
    (early, later) = position(lines, "●")[:2]
    (odd,) = position(lines, "○")
    assert odd[0] < early[0] < later[0]
    assert odd[1] < early[1] < later[1]
    assert len(position(lines, "◆")) == 2


def test_differences_of_per_cents_are_in_points_and_bear_no_sign():
    assert any("%" in line for line in drawn(Page(72)))
    assert not any("%" in line for line in drawn(Page(72), replace(PICTURE, difference=True)))


def test_a_suppressed_figure_is_not_drawn():
    assert len(position(drawn(Page(72)), "●")) == 2


def test_the_target_is_a_line_that_the_fan_does_not_hide():
    rows = {row for _, row in position(drawn(Page(72)), "─")}
    assert len(rows) == 1
    line = drawn(Page(72))[rows.pop()]
    assert set(line.split("│")[1]) == {"─"}


def test_the_fan_begins_after_the_latest_figure_and_grows():
    lines = drawn(Page(100))
    latest = position(lines, "●")[-1][0]
    shaded = position(lines, "░") + position(lines, "▒")
    assert min(column for column, _ in shaded) > latest
    heights = [len({row for at, row in shaded if at == column}) for column in (latest + 1, latest + 15, 95)]
    assert heights == sorted(heights)


def test_in_ascii_the_same_signs_stand_in_the_same_places():
    signs = dict(zip("●○◆■△◇▒░", "ox*#^+:.", strict=True))
    rich, plain = drawn(Page(72)), drawn(Page(72, ascii=True))
    assert "".join(plain).isascii()
    assert {sign: position(rich, sign) for sign in signs} == {
        sign: position(plain, other) for sign, other in signs.items()
    }


def test_colour_adds_nothing_but_colour():
    coloured = "\n".join(chart(Page(72, color=True), PICTURE))
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == "\n".join(chart(Page(72), PICTURE))


@pytest.mark.parametrize("cells", [40, 72, 100, 140, 400])
def test_no_line_is_wider_than_the_page(cells: int):
    assert max(map(width, chart(Page(cells), PICTURE))) <= cells


def test_periods_are_named_below_their_figures_and_never_touch():
    months = tuple(
        Point(30 * month, f"{2020 + month // 12}-{month % 12 + 1:02}", float(month)) for month in range(60)
    )
    names = chart(Page(72), Picture(unit="days", decimals=0, points=months))[-2]
    assert re.fullmatch(r"\s+2020-01(  +\d{4}-\d\d)+", names)
    assert names.endswith("2024-12")


def test_names_of_a_file_do_not_act():
    evil = Picture(
        unit=None,
        decimals=0,
        points=(point(2020, 1), point(2021, 2)),
        other=(point(2020, 2),),
        other_name="\x1b[31mred",
    )
    assert "\x1b" not in "\n".join(chart(Page(72), evil))


values = some.floats(-1e6, 1e6).map(lambda value: round(value, 3))


def of_scores(series: list[float]) -> Picture:
    return Picture("score", 3, tuple(point(2000 + at, value) for at, value in enumerate(series)))


@given(some.lists(values, min_size=1, max_size=40), some.integers(40, 160), some.booleans())
def test_no_series_is_wider_than_the_page(series: list[float], cells: int, ascii_only: bool):
    assert max(map(width, chart(Page(cells, ascii=ascii_only), of_scores(series)))) <= cells


@given(some.lists(values, min_size=1, max_size=10), some.integers(40, 160), some.booleans())
def test_every_figure_of_a_series_is_drawn_in_its_turn_and_at_its_height(
    series: list[float], cells: int, ascii_only: bool
):
    lines = drawn(Page(cells, ascii=ascii_only), of_scores(series))
    heights = [-row for _, row in sorted(position(lines, "o" if ascii_only else "●"))]
    assert len(heights) == len(series)
    assert [height for _, height in sorted(zip(series, heights, strict=True))] == sorted(heights)
