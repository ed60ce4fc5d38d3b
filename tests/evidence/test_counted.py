"""What a declaration says of numbers: marks, blanks, columns to choose from and to count with. All made up."""

from __future__ import annotations

import polars as pl
import pytest

from logframe.evidence import numbers
from tests.evidence.made_up import START, account, adds_up, parquet, read


def declared(content: str | bytes, value: str, *more: str, measure: str = "score"):
    """Read one file: how its value is made (and its bounds), and more keys of the declaration."""
    columns = f"    columns: {{area: Area, period: Year, value: {value}}}\n"
    text = START + columns + f"    fixed: {{measure: {measure}}}\n" + "".join(f"    {one}\n" for one in more)
    return read({"a.csv" if isinstance(content, str) else "a.parquet": content, "extracts.yaml": text})


def values(found) -> dict[str, float | None]:
    assert adds_up(found)
    return dict(found.observations.select("area", "value").iter_rows())


def codes(found) -> list[str]:
    return [message.code for message in found.messages]


NUMBERS = 'Area,Year,V\nE1,2022,9999\nE2,2022,9999.0\nE3,2022,"9,999"\nE4,2022,5\nE5,2022,-1\n'
WAYS = {"as printed": ("V",), "counted": ("{of: V}",), "added up": ("V", "combine: sum")}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_mark_that_is_a_number_is_a_mark_however_it_is_spelt(way: tuple[str, ...]) -> None:
    found = declared(NUMBERS, way[0], "suppressed: [9999, -1]", *way[1:])
    assert values(found) == {"E1": None, "E2": None, "E3": None, "E4": 5.0, "E5": None}
    assert found.messages == []
    assert account(found) == [{"read": 5, "used": 1, "suppressed": 4}]


def test_a_mark_that_is_a_number_spoils_the_sum_that_it_is_in() -> None:
    found = declared("Area,Year,V\nE1,2022,5\nE1,2022,-1\n", "V", "suppressed: [-1]", "combine: sum")
    assert values(found) == {"E1": None}
    assert found.observations["note"].to_list() == ["-1"]


KINDS = {"whole numbers": pl.Int64, "fractions": pl.Float64, "small ones": pl.Int16}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_marks_and_blanks_of_stored_numbers_are_what_is_declared(
    kind: type[pl.DataType], way: tuple[str, ...]
) -> None:
    content = parquet(Area=["E1", "E2", "E3"], Year=["2022"] * 3, V=pl.Series([None, 2, -9], dtype=kind))
    as_zero = declared(content, way[0], "suppressed: [-9]", "blank: zero", *way[1:])
    assert values(as_zero) == {"E1": 0.0, "E2": 2.0, "E3": None}
    missing = declared(content, way[0], "suppressed: [-9]", "blank: missing", *way[1:])
    assert values(missing) == {"E1": None, "E2": 2.0, "E3": None}
    assert missing.observations["note"].to_list() == [
        "left blank",
        None,
        "-9" if kind.is_integer() else "-9.0",
    ]
    neither = declared(content, way[0], *way[1:])
    assert values(neither) == {"E2": 2.0, "E3": -9.0}
    assert codes(neither) == ["LF410"]


BOUNDS = "Area,Year,V,L,U\nE1,2022,5,n/a,n/a\nE2,2022,5,,\nE3,2022,5,*,x\nE4,2022,n/a,n/a,n/a\n"
BOUNDED = {
    "as printed": "V, lower: L, upper: U",
    "counted": "{of: V}, lower: {of: L}, upper: {of: U}",
}


@pytest.mark.parametrize("value", BOUNDED.values(), ids=BOUNDED)
def test_an_interval_that_is_withheld_is_none_and_its_value_counts(value: str) -> None:
    found = declared(BOUNDS, value, "suppressed: [n/a]", "blank: zero")
    assert found.messages == []
    assert values(found) == {"E1": 5.0, "E2": 5.0, "E3": 5.0, "E4": None}
    assert found.observations.select("lower", "upper").unique().rows() == [(None, None)]


@pytest.mark.parametrize("value", BOUNDED.values(), ids=BOUNDED)
def test_a_bound_that_cannot_be_read_is_told_at_its_own_cell(value: str) -> None:
    found = declared("Area,Year,V,L,U\nE1,2022,5,4,6\nE2,2022,5,4,six\n", value)
    assert [str(message) for message in found.messages] == ["a.csv:3:13: LF403 upper 'six' is not a number"]


CHOICE = "Area,Year,V,W\nE1,2022,4,5\nE2,2022, ,6\nE3,2022,*,7\nE4,2022,,many\nE5,2022,,\n"


@pytest.mark.parametrize("more", [(), ("combine: sum",)], ids=["by itself", "added up"])
def test_the_first_column_that_is_not_blank_has_the_value(more: tuple[str, ...]) -> None:
    found = declared(CHOICE, "[V, W]", *more)
    assert values(found) == {"E1": 4.0, "E2": 6.0, "E3": None}
    assert [str(message).partition(" (")[0] for message in found.messages] == [
        "a.csv:5:10: LF403 value 'many' is not a number",
        "a.csv:6:9: LF410 no value, and nothing says why",
    ]
    assert values(declared(CHOICE, "[V, W]", "blank: zero", *more))["E5"] == 0.0


MIXED = {"numbers": [5.5, 6.0], "text": ["5.5", "6"]}


@pytest.mark.parametrize("others", MIXED.values(), ids=MIXED)
def test_the_first_stored_column_that_is_not_null_has_the_value(others: list[object]) -> None:
    found = declared(parquet(Area=["E1", "E2"], Year=["2022"] * 2, V=[None, 4], W=others), "[V, W]")
    assert values(found) == {"E1": 5.5, "E2": 4.0}


PERCENT = "Area,Year,V,L\nE1,2022/23,50%,40%\nE2,2022/23,0.5%,0.4%\n"
UNITS = {
    "a percentage": ("smoking", {"E1": (50.0, 40.0), "E2": (0.5, 0.4)}, []),
    "a proportion": ("share", {"E1": (0.5, 0.4), "E2": (0.005, 0.004)}, []),
    "a count": ("score", {}, ["a.csv:2:12: LF403 value '50%'", "a.csv:3:12: LF403 value '0.5%'"]),
}


@pytest.mark.parametrize("value", ["V, lower: L", "{of: V}, lower: {of: L}"], ids=["as printed", "counted"])
@pytest.mark.parametrize(("measure", "expected", "messages"), UNITS.values(), ids=UNITS)
def test_a_percent_sign_means_the_same_to_what_is_printed_and_what_is_counted(
    measure: str, expected: dict[str, tuple[float, float]], messages: list[str], value: str
) -> None:
    found = declared(PERCENT.replace("/23", "/23" if measure == "smoking" else ""), value, measure=measure)
    read_as = {
        area: tuple(both) for area, *both in found.observations.select("area", "value", "lower").rows()
    }
    assert read_as == {area: pytest.approx(both) for area, both in expected.items()}
    told = [str(message).partition(" has ")[0] for message in found.messages]
    assert told == [one.replace(":12:", ":9:") for one in messages]


def test_a_count_in_per_cent_is_told_at_its_cell() -> None:
    found = declared("Area,Year,V,C\nE1,2022/23,50,5%\n", "{of: V}, numerator: {of: C}", measure="smoking")
    (message,) = found.messages
    assert str(message).startswith(
        "a.csv:2:15: LF403 numerator '5%' has a % sign where nothing is in per cent"
    )


def test_thousands_of_columns_are_added_up() -> None:
    # Column by column in one frame this took minutes, and a hundred thousand columns never ended.
    names = ",".join(f"c{at}" for at in range(6_000))
    cells = ",".join(str(at) for at in range(5_999))
    found = declared(f"Area,Year,{names}\nE1,2022,{cells},\nE2,2022,{cells},x y\n", "{of: c*}", "blank: zero")
    assert values(found) == {"E1": sum(range(5_999))}
    assert [message.code for message in found.messages] == ["LF403"]
    assert found.messages[0].column == len(f"E2,2022,{cells},") + 1


def test_blocks_of_columns_add_up_to_what_they_do_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = pl.DataFrame(
        {"a": ["1", "*", "", "x y", "2"], "b": ["%", "3", "4", "", "1,000"], "c": [5, 6, None, 8, 9]}
    )
    unit = pl.Series("unit", ["other"] * rows.height)
    expected = [
        (None, "%", None, False), (None, None, "*", False), (None, None, None, True),
        (None, "x y", None, True), (1011.0, None, None, False),
    ]  # fmt: skip
    for most in (1, 5, 10, 1_000):
        monkeypatch.setattr(numbers, "_CELLS", most)
        assert numbers.added(rows, ["a", "b", "c"], unit, numbers.MARKS).rows() == expected
