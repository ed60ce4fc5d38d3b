"""Figures that several rows make together, in one file or in several. The figures are made up."""

from __future__ import annotations

import io
import itertools
import random
import zipfile
from datetime import date

import pytest

from tests.evidence.made_up import account, adds_up, read

HEADER = "Area,Year,Test,Num\n"
START = "logframe: 1\nextracts:\n  made-up:\n    files: '*.csv'\n    combine: sum\n"
SCORES = "    columns: {area: Area, period: Year, value: Num}\n    fixed: {measure: score}\n"
DATED = SCORES.replace("Num}", "Num, published: Out}")
PARTS = "    parts: Test\n"


def added_up(files: dict[str, str], declaration: str = SCORES, **options):
    return read({**files, "extracts.yaml": START + declaration}, **options)


def values(found) -> list[tuple[object, ...]]:
    return found.observations.select("area", "start", "value").rows()


def told(found) -> list[str]:
    return [str(message) for message in found.messages]


JANUARY_2022 = date(2022, 1, 1)

ONE_FIGURE = {
    "a year in two spellings": (HEADER + "E1,2022,a,5\nE1,2022-01-01/P1Y,b,5\n", SCORES, 10.0, False),
    "a year that is provisional in part": (HEADER + "E1,2022,a,5\nE1,2022 (p),b,5\n", SCORES, 10.0, True),
    "a status that is provisional in part": (
        HEADER.replace("Num", "Num,Status") + "E1,2022,a,5,\nE1,2022,b,6,p\nE1,2022,c,7,final\n",
        SCORES.replace("Num}", "Num, status: Status}"),
        18.0,
        True,
    ),
    "days of a month": (
        HEADER + "E1,2022-01-01,a,5\nE1,2022-01-02,a,5\nE1,2022-01-03,a,6\n",
        SCORES.replace("score", "waits"),
        16.0,
        False,
    ),
    "two codes of one area": (
        HEADER + "W1,2022,a,5\nW2,2022,a,5\n",
        SCORES + "    codes: {area: {W1: E1, W2: E1}}\n",
        10.0,
        False,
    ),
    "columns side by side that are one figure": (
        "Area,Test,2022-01-01,2022-01-02\nE1,a,5,6\nE1,b,7,8\n",
        '    columns: {area: Area}\n    fixed: {measure: waits}\n    long: {columns: "20*", into: period}\n',
        26.0,
        False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "declaration", "value", "provisional"), ONE_FIGURE.values(), ids=ONE_FIGURE
)
def test_a_figure_is_made_of_all_its_parts_however_they_are_labelled(
    content: str, declaration: str, value: float, provisional: bool
) -> None:
    found = added_up({"a.csv": content}, declaration)
    assert told(found) == []
    assert values(found) == [("E1", JANUARY_2022, value)]
    assert found.observations["provisional"].to_list() == [provisional]
    assert account(found)[0]["used"] == 1
    assert adds_up(found)


def test_a_figure_is_published_when_the_last_of_its_parts_is() -> None:
    content = "Area,Year,Test,Num,Out\nE1,2022,a,1,2023-01-01\nE1,2022,b,1,2023-02-01\nE1,2022,c,1,\n"
    found = added_up({"a.csv": content}, DATED + PARTS)
    assert told(found) == []
    assert found.observations.select("value", "published").rows() == [(3.0, date(2023, 2, 1))]
    before = added_up({"a.csv": content}, DATED + PARTS, as_of=date(2023, 1, 15), replay=True)
    assert account(before) == [{"read": 3, "later": 1, "combined": 2}]


def test_editions_of_the_same_parts_replace_each_other() -> None:
    rows = ["a,10,2023-01-01", "b,12,2023-01-01", "a,11,2024-01-01", "b,12,2024-01-01"]
    content = "Area,Year,Test,Num,Out\n" + "".join(f"E1,2022,{row}\n" for row in rows)
    found = added_up({"a.csv": content}, DATED)
    assert values(found) == [("E1", JANUARY_2022, 23.0)]
    assert [message.code for message in found.messages] == ["LF411"]
    assert "22 was revised to 23, published 2024-01-01, at a.csv:4" in told(found)[0]
    assert account(found) == [{"read": 4, "used": 1, "superseded": 1, "combined": 2}]
    then = added_up({"a.csv": content}, DATED, as_of=date(2023, 6, 30), replay=True)
    assert values(then) == [("E1", JANUARY_2022, 22.0)]


def test_editions_in_files_that_hold_a_part_each_are_added_up_by_edition() -> None:
    head = "Area,Year,Test,Num,Out\n"
    files = {
        "north.csv": head + "E1,2022,a,10,2023-01-01\nE1,2022,a,11,2024-01-01\n",
        "south.csv": head + "E1,2022,b,20,2023-01-01\nE1,2022,b,21,2024-01-01\n",
    }
    found = added_up(files, DATED + PARTS)
    assert values(found) == [("E1", JANUARY_2022, 32.0)]
    assert [message.code for message in found.messages] == ["LF411"]
    assert account(found) == [{"read": 2, "used": 1, "superseded": 1}, {"read": 2, "combined": 2}]


# Several files: what each holds of one figure, what it comes to, the accounts, and what is told

WARNED = "extracts.yaml:5:14: LF422 "
FIGURE = "'score' in 'E1', 2022-01-01 to 2022-12-31"
IN_BOTH = "in 'a.csv' and 'b.csv'"
NAME = "in extract 'made-up' (name in 'parts' the columns that tell its rows apart, such as parts: [Test])"
UNKNOWN = NAME.replace(", such as parts: [Test]", "")
FILES: dict[str, tuple[str, str, str, float | None, list[dict[str, int]], list[str]]] = {
    "a part each": (
        "E1,2022,a,12\n", "E1,2022,b,12\n", "", 24.0,
        [{"read": 1, "used": 1}, {"read": 1, "combined": 1}],
        [f"{WARNED}{FIGURE} is made of rows {IN_BOTH} {NAME}"],
    ),
    "a part each, as is declared": (
        "E1,2022,a,12\n", "E1,2022,b,12\n", PARTS, 24.0,
        [{"read": 1, "used": 1}, {"read": 1, "combined": 1}],
        [],
    ),
    "parts that a number tells apart, as is declared": (
        "E1,2022,7,12\n", "E1,2022,8,12\n", PARTS, 24.0,
        [{"read": 1, "used": 1}, {"read": 1, "combined": 1}],
        [],
    ),
    "parts that a number tells apart, and nobody says so": (
        "E1,2022,7,12\n", "E1,2022,8,12\n", "", 12.0,
        [{"read": 1, "used": 1}, {"read": 1, "used": 1, "repeated": 1}],
        [f"{WARNED}rows {IN_BOTH} say the same: {FIGURE} is not made of both {UNKNOWN}"],
    ),
    "a part each, one with the name of a mark": (
        "E1,2022,a,12\n", "E1,2022,c,12\n", "", 24.0,
        [{"read": 1, "used": 1}, {"read": 1, "combined": 1}],
        [f"{WARNED}{FIGURE} is made of rows {IN_BOTH} {NAME}"],
    ),
    "the same parts with the same figures": (
        "E1,2022,a,10\nE1,2022,b,12\n", "E1,2022,a,10\nE1,2022,b,12\n", "", 22.0,
        [{"read": 2, "used": 1, "combined": 1}, {"read": 2, "used": 1, "combined": 1, "repeated": 1}],
        [f"{WARNED}rows {IN_BOTH} say the same: {FIGURE} is not made of both {NAME}"],
    ),
    "the same parts with the same figures, as is declared": (
        "E1,2022,a,10\nE1,2022,b,12\n", "E1,2022,a,10\nE1,2022,b,12\n", PARTS, 22.0,
        [{"read": 2, "used": 1, "combined": 1}, {"read": 2, "used": 1, "combined": 1, "repeated": 1}],
        [],
    ),
    "the same parts with other figures": (
        "E1,2022,a,10\nE1,2022,b,12\n", "E1,2022,a,10\nE1,2022,b,13\n", PARTS, None,
        [{"read": 2, "refused": 1, "combined": 1}, {"read": 2, "refused": 1, "combined": 1}],
        [f"b.csv:2:11: LF405 {FIGURE}: 23 contradicts 22 at a.csv:2 (none of them is used: remove one, or say in 'published' when each was published)"],
    ),
    "some of the same parts": (
        "E1,2022,a,10\nE1,2022,b,12\n", "E1,2022,b,12\nE1,2022,d,13\n", "", None,
        [{"read": 2, "refused": 1, "combined": 1}, {"read": 2, "combined": 2}],
        [f"a.csv:2:11: LF405 {FIGURE}: some of its rows {IN_BOTH} say the same, and some do not (none is used: keep each row once, or name in 'parts' the columns that tell them apart)"],
    ),
    "a part that cannot be read": (
        "E1,2022,a,12\n", "E1,2022,b,many\n", PARTS, None,
        [{"read": 1, "combined": 1}, {"read": 1, "refused": 1}],
        ["b.csv:2:11: LF403 value 'many' is not a number (if it marks a figure that is held back, say so: suppressed: ['many']; if it is nought: zero: ['many'])"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "parts", "value", "accounts", "messages"), FILES.values(), ids=FILES
)
def test_files_that_hold_parts_are_added_up_and_those_that_hold_them_again_are_not(
    one: str,
    other: str,
    parts: str,
    value: float | None,
    accounts: list[dict[str, int]],
    messages: list[str],
) -> None:
    found = added_up({"a.csv": HEADER + one, "b.csv": HEADER + other}, SCORES + parts)
    assert told(found) == messages
    assert values(found) == ([] if value is None else [("E1", JANUARY_2022, value)])
    assert account(found) == accounts
    assert adds_up(found)


def test_days_that_are_in_one_file_each_need_no_word_to_be_added_up() -> None:
    files = {f"{day:02}.csv": f"Area,Year,Num\nE1,2022-01-{day:02},5\n" for day in range(1, 31)}
    found = added_up(files, SCORES.replace("score", "waits"))
    assert told(found) == []
    assert values(found) == [("E1", JANUARY_2022, 150.0)]
    again = added_up(files | {"99.csv": files["07.csv"]}, SCORES.replace("score", "waits"))
    assert [message.code for message in again.messages] == ["LF405"]


def test_what_is_done_with_many_figures_is_told_once() -> None:
    areas = [f"E{at}" for at in range(1, 31)]
    files = {
        f"{test}.csv": HEADER + "".join(f"{area},2022,{test},{at}\n" for at, area in enumerate(areas))
        for test in ("one", "two", "three")
    }
    found = added_up(files)
    assert values(found) == [(area, JANUARY_2022, 3.0 * areas.index(area)) for area in sorted(areas)]
    (message,) = told(found)
    assert f"{FIGURE} is made of rows in 'one.csv' and 2 more (29 more figures like this)" in message


def test_the_columns_of_a_declaration_are_added_up_in_whatever_order_files_have_them() -> None:
    files = {"a.csv": HEADER + "E1,2022,a,5\n", "b.csv": "Num,Kind,Test,Year,Area\n5,x,a,2022,E1\n"}
    found = added_up(files)
    assert values(found) == [("E1", JANUARY_2022, 5.0)]
    assert "say the same" in told(found)[0]


def test_the_files_of_an_archive_are_added_up_like_others() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for test in "ab":
            archive.writestr(f"{test}.csv", f"{HEADER}E1,2022,{test},12\n")
    declaration = START.replace("'*.csv'", "'*.zip'\n    member: '*.csv'") + SCORES
    found = read({"a.zip": raw.getvalue(), "extracts.yaml": declaration})
    assert values(found) == [("E1", JANUARY_2022, 24.0)]
    assert account(found) == [{"read": 2, "used": 1, "combined": 1}]
    assert "is made of rows in 'a.zip ('a.csv')' and 'a.zip ('b.csv')'" in told(found)[0]


def test_a_file_that_cannot_be_read_to_its_end_adds_nothing() -> None:
    files = {"a.csv": HEADER + "E1,2022,a,5\n", "b.csv": b"\xff\xfe" + (HEADER + "E1,2022,b,5\n").encode()}
    found = added_up(files, SCORES + PARTS)
    assert values(found) == [("E1", JANUARY_2022, 5.0)]
    assert {message.code for message in found.messages} == {"LF401"}


RATIO = "    columns: {area: Area, period: Year, value: {of: Num, over: D, times: 100}}\n    fixed: {measure: smoking}\n"
COUNTED = {"sum": (90.0, 400.0), "mean": (30.0, 400.0 / 3)}


@pytest.mark.parametrize(("combine", "counts"), COUNTED.items(), ids=COUNTED)
def test_rows_that_are_ratios_make_the_ratio_of_their_counts(
    combine: str, counts: tuple[float, float]
) -> None:
    rows = "Area,Year,Test,Num,D\nE1,2022/23,a,40,100\nE1,2022/23,b,40,100\nE1,2022/23,c,10,200\n"
    declaration = START.replace("combine: sum", f"combine: {combine}") + RATIO
    found = read({"a.csv": rows, "extracts.yaml": declaration})
    assert told(found) == []
    assert found.observations["value"].to_list() == [pytest.approx(22.5)]
    assert found.observations.select("numerator", "denominator").row(0) == pytest.approx(counts)


def test_rows_make_the_same_figures_in_whichever_files_and_order_they_are() -> None:
    dice = random.Random(22)  # noqa: S311  # not for secrets
    rows = [
        f"E{area},{year},part {part},{area + part}\n"
        for area in range(4)
        for year in (2021, 2022)
        for part in range(9)
    ]
    whole = added_up({"a.csv": HEADER + "".join(rows)}, SCORES + PARTS)
    for _ in range(5):
        dice.shuffle(rows)
        cuts = [0, *sorted(dice.sample(range(1, len(rows)), 3)), len(rows)]
        files = {
            f"{number}.csv": HEADER + "".join(rows[start:end])
            for number, (start, end) in enumerate(itertools.pairwise(cuts))
        }
        found = added_up(files, SCORES + PARTS)
        assert values(found) == values(whole)
        assert told(found) == []
        assert adds_up(found)
