"""Figures on another scale than their unit's, and of other periods: what the command line says. All is made up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import strategy, years

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.conftest import Folder

AS_OF = ("--as-of", "2025-06-01")
Given = tuple[list[str], dict[str, Any]]
MULTIPLY = "a declaration multiplies figures with times: 100; if they are right, allow this"


def check(
    folder: Folder,
    rows: Iterable[Mapping[str, Any]],
    *,
    at_most: float = 6,
    area: str = "A",
    indicator: Mapping[str, Any] | None = None,
    **measure: Any,
) -> Given:
    """Check one indicator of one measure: the messages, without the summary, and its row."""
    promise = (
        {"id": "i", "title": "I", "measure": "m"}
        | ({"areas": [area]} if area else {})
        | dict(indicator or {})
    )
    promise["target"] = {"at_most": at_most, "by": 2028}
    about = {"title": "M", "unit": "percent", "improves": "down", "year": "financial"} | measure
    folder.write("strategies/a.yaml", strategy(promise, measures={"m": about}))
    folder.extract({"measure": "m", "area": "A"} | dict(row) for row in rows)
    done = folder.run("check", *AS_OF, "--format", "json")
    told = [line for line in done.stderr.splitlines() if " LF" in line]
    return told, json.loads(done.stdout)["assessments"][0]


def series(*values: float | str) -> list[dict[str, Any]]:
    return [{"period": period, "value": value} for period, value in years(*values).items()]


def counted(value: float | str, numerator: float, denominator: float, **labels: Any) -> dict[str, Any]:
    counts = {"value": value, "numerator": numerator, "denominator": denominator}
    return {"period": "2023/24"} | counts | labels


@pytest.mark.parametrize(
    ("unit", "row", "says"),
    [
        (
            "percent",
            counted("0.098", 98, 1000),
            "value 0.098 is the fraction 98 / 1000, and 'm' is in per cent: 9.8 is meant "
            "(multiply by 100, as a declaration does with times: 100)",
        ),
        (
            "rate per 100,000",
            counted("0.0012", 60, 50_000),
            "value 0.0012 is the fraction 60 / 50000, and 'm' is per 100,000: 120 is meant "
            "(multiply by 100,000, as a declaration does with times: 100000)",
        ),
        (
            "percent",
            counted("0.1234", 1235, 10_005),  # counts that were rounded to fives
            "value 0.1234 is the fraction 1235 / 10005, and 'm' is in per cent: 12.34 is meant "
            "(multiply by 100, as a declaration does with times: 100)",
        ),
    ],
    ids=["a percentage", "a rate", "rounded counts"],
)
def test_a_fraction_is_refused_where_the_unit_is_per_so_many(
    folder: Folder, unit: str, row: dict[str, Any], says: str
):
    messages, given = check(folder, [row], unit=unit)
    assert messages == [f"data/figures.csv:2:14: LF424 {says}"]
    assert (given["verdict"], given["n"]) == ("no_data", 0)


@pytest.mark.parametrize(
    ("unit", "row"),
    [
        ("percent", counted("9.8", 98, 1000)),
        ("percent", counted("0.1", 1, 1000)),
        ("percent", counted("0", 0, 1000)),
        ("percent", counted("0", 3, 1000)),
        ("percent", counted("0.098", 98, 100_000)),
        ("proportion", counted("0.098", 98, 1000)),
        ("ratio", counted("0.098", 98, 1000)),
        ("rate per 100,000", counted("131.2", 60, 50_000)),
        ("count", counted("98", 98, 1)),
    ],
    ids=lambda given: given if isinstance(given, str) else str(given["value"]),
)
def test_what_its_unit_says_is_no_fraction(folder: Folder, unit: str, row: dict[str, Any]):
    messages, given = check(folder, [row], unit=unit, at_most=1 if unit == "proportion" else 6)
    assert (messages, given["n"]) == ([], 1)


def test_a_share_that_a_declaration_works_out_needs_its_hundred(folder: Folder):
    folder.write("data/counts.csv", "Area,Year,Yes,All\nA,2023/24,98,1000\n")
    says = {"files": "counts.csv", "fixed": {"measure": "m"}, "columns": {"area": "Area", "period": "Year"}}
    told = {}
    for times in (1, 100):
        value = {"of": "Yes", "over": "All", "times": times}
        columns = says["columns"] | {"value": value}  # type: ignore[operator]
        folder.write("data/extracts.yaml", {"logframe": 1, "extracts": {"x": says | {"columns": columns}}})
        told[times] = check(folder, [])
    assert [message.split(" ")[1] for message in told[1][0]] == ["LF424", "LF421"]
    assert [message.split(" ")[1] for message in told[100][0]] == ["LF421"]
    assert told[100][1]["latest"]["value"] == pytest.approx(9.8)


@pytest.mark.parametrize(
    ("values", "place", "says"),
    [
        (
            ("7.0%", "6.8%", "6.1%", "5.8"),
            "5:14",
            "5.8 has no % sign and is read as 5.8%: 3 rows of 'm' in the file have one",
        ),
        (
            ("7.0", "6.8%", "6.1"),
            "3:14",
            "6.8% has a % sign: 2 rows of 'm' in the file have none, and are read",
        ),
        (("7.0%", "6.8"), "3:14", "6.8 has no % sign and is read as 6.8%: 1 row of 'm' in the file has one"),
        (("7.0", "6.8%"), "3:14", "6.8% has a % sign: 1 row of 'm' in the file has none, and are read"),
    ],
    ids=["few without", "few with", "the second without", "the second with"],
)
def test_per_cents_with_and_without_their_sign_are_told_of_once(
    folder: Folder, values: tuple[str, ...], place: str, says: str
):
    messages, given = check(folder, series(*values))
    assert len(messages) == 1
    assert messages[0].startswith(f"data/figures.csv:{place}: LF425 {says}")
    assert given["n"] == len(values)


@pytest.mark.parametrize(
    "values", [("7.0%", "6.8%"), ("7.0%", "0"), ("7.0", "6.8"), ("7.0%", "c")], ids=" and ".join
)
def test_signs_that_are_the_same_or_beside_the_point_are_not_told_of(folder: Folder, values: tuple[str, ...]):
    assert check(folder, [row | {"note": "held back"} for row in series(*values)])[0] == []


def test_signs_are_compared_in_declared_files_too(folder: Folder):
    folder.write("data/x.csv", "Area,Year,Rate\nA,2021/22,7.0%\nA,2022/23,6.8%\nA,2023/24,0.066\n")
    columns = {"area": "Area", "period": "Year", "value": "Rate"}
    says = {"files": "x.csv", "fixed": {"measure": "m"}, "columns": columns}
    folder.write("data/extracts.yaml", {"logframe": 1, "extracts": {"x": says}})
    messages, _ = check(folder, [], indicator={"allow": {"LF322": "made up"}})
    assert [message.partition(" has ")[0] for message in messages][1:] == ["data/x.csv:4:11: LF425 0.066"]


WORKED_OUT = {
    "of one column": ("A,2021/22,7.0%\nA,2022/23,6.8%\nA,2023/24,0.066\n", "{of: Rate}", {}, "4:11: LF425 0.066 has no % sign"),
    "of two columns": ("A,2021/22,4%,3%\nA,2022/23,3.8%,3%\nA,2023/24,0.03,0.03\n", "{of: [Rate, Other]}", {}, "4:11: LF425 0.06 has no % sign"),
    "of two kinds in a row": ("A,2021/22,4%,3%\nA,2022/23,0.038,3%\nA,2023/24,3%,3%\n", "{of: [Rate, Other]}", {}, "3:17: LF425 3.038 is made of numbers with a % sign and without one"),
    "of two kinds in a mean": ("A,2021/22,4%,a\nA,2021/22,0.05,b\nA,2022/23,3%,a\n", "Rate", {"combine": "mean"}, "2:11: LF425 2.025 is made of numbers with a % sign and without one"),
    "of two kinds of means": ("A,2021/22,4%,a\nA,2021/22,5%,b\nA,2022/23,0.03,a\n", "Rate", {"combine": "mean"}, "4:11: LF425 0.03 has no % sign"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "value", "says", "told"), WORKED_OUT.values(), ids=WORKED_OUT)
def test_signs_are_compared_in_values_that_are_worked_out(
    folder: Folder, rows: str, value: str, says: dict[str, Any], told: str
):
    folder.write("data/x.csv", "Area,Year,Rate,Other\n" + rows)
    head = "logframe: 1\nextracts:\n  x:\n    files: x.csv\n    short_rows: true\n    fixed: {measure: m}\n"
    more = "".join(f"    {key}: {one}\n" for key, one in says.items())
    columns = f"    columns: {{area: Area, period: Year, value: {value}}}\n"
    folder.write("data/extracts.yaml", head + more + columns)
    messages, _ = check(folder, [], indicator={"allow": {"LF322": "made up", "LF321": "made up"}})
    assert f"data/x.csv:{told}" in [message[: len(f"data/x.csv:{told}")] for message in messages]


@pytest.mark.parametrize("rows", ["A,2022/23,4%,0\nA,2023/24,3%,0%\n", "A,2022/23,4,0.1\nA,2023/24,3,2\n"])
def test_signs_that_are_alike_in_what_is_worked_out_are_not_told_of(folder: Folder, rows: str):
    folder.write("data/x.csv", "Area,Year,Rate,Other\n" + rows)
    columns = {"area": "Area", "period": "Year", "value": {"of": ["Rate", "Other"]}}
    says = {"files": "x.csv", "fixed": {"measure": "m"}, "columns": columns}
    folder.write("data/extracts.yaml", {"logframe": 1, "extracts": {"x": says}})
    assert [one for one in check(folder, [])[0] if "x.csv" in one] == []


def test_signs_are_compared_over_the_whole_of_a_long_file(folder: Folder):
    wide = [{"area": f"A{number}", "period": "2023/24", "value": "7.5"} for number in range(100_001)]
    areas = [row["area"] for row in wide]
    rows = [*wide, {"area": "A", "period": "2023/24", "value": "6%"}]
    messages, _ = check(folder, rows, indicator={"areas": ["A", *areas[:3], *areas[-3:]]})
    assert len(messages) == 1
    assert "100003:14: LF425 6% has a % sign: 6 rows" in messages[0]


@pytest.mark.parametrize(
    ("values", "facts", "says"),
    [
        ((0.138, 0.108, 0.098), {}, "is above 0.138 per cent, and its target is 6: "),
        ((0.5, 0.6, 0.7), {"at_most": 92}, "is above 0.7 per cent, and its target is 92: "),
        (
            (0.6, 0.5),
            {"at_most": 0.4, "indicator": {"baseline": {"value": 60, "period": "2019/20"}}},
            "is above 0.6 per cent, and its baseline is 60: ",
        ),
    ],
    ids=["a target", "a share near the whole", "a stated baseline"],
)
def test_figures_that_look_like_fractions_are_told_of(
    folder: Folder, values: tuple[float, ...], facts: dict[str, Any], says: str
):
    messages, _ = check(folder, series(*values), **facts)
    messages = [message for message in messages if " LF321 " in message]
    assert [f" LF321 no figure of indicator 'i' {says}" in message for message in messages] == [True]
    assert messages[0].endswith(f"the figures look like fractions ({MULTIPLY})")


@pytest.mark.parametrize(
    ("values", "facts"),
    [
        ((0.6, 0.5), {"at_most": 0.2}),
        ((0.6, 0.5), {"at_most": 2}),
        ((1.2, 0.05), {"at_most": 5}),
        ((0.0, 0.0), {"at_most": 5}),
        ((0.3, 0.2), {"at_most": 60, "unit": "rate per 100,000"}),
        ((0.138, 0.098), {"indicator": {"allow": {"LF321": "it is as rare as that"}}}),
    ],
    ids=["a small target", "a few times", "some above 1", "none", "a rate", "allowed"],
)
def test_small_per_cents_are_no_fractions(folder: Folder, values: tuple[float, ...], facts: dict[str, Any]):
    assert check(folder, series(*values), **facts)[0] == []


@pytest.mark.parametrize(
    ("values", "unit"),
    [((10.1, 0.098), "percent"), ((0.101, 9.8), "percent"), ((410, 4.1), "rate per 100,000")],
    ids=["to fractions", "from fractions", "rates"],
)
def test_a_figure_a_hundred_times_its_neighbour_is_told_of(
    folder: Folder, values: tuple[float, float], unit: str
):
    messages, _ = check(
        folder, series(11, *values) if unit == "percent" and values[0] > 1 else series(*values), unit=unit
    )
    first, second = values
    assert [message.partition(" LF322 ")[2] for message in messages] == [
        f"indicator 'i' has {first:g} up to 2023-03-31 in A, and {second:g} up to 2024-03-31: one is about 100 "
        f"times the other ({MULTIPLY})"
    ]


@pytest.mark.parametrize(
    ("values", "facts"),
    [
        ((10.1, 0.4), {}),
        ((10.1, 0), {}),
        ((10.1, 0.01), {}),
        ((1, 100), {"unit": "count"}),
        ((10.1, 0.098), {"breaks": [{"from": "2023/24", "why": "counted otherwise"}]}),
        ((10.1, 0.098), {"exceptional": [{"period": "2023/24", "why": "closed"}]}),
        ((10.1, 0.098), {"indicator": {"allow": {"LF322": "a vaccine"}}}),
    ],
    ids=["a few times", "nought", "a thousand times", "counts", "a break", "exceptional", "allowed"],
)
def test_other_leaps_are_not_told_of(folder: Folder, values: tuple[float, float], facts: dict[str, Any]):
    messages, _ = check(folder, series(*values), **facts)
    assert [message for message in messages if "LF322" in message] == []


def both(folder: Folder, *rows: dict[str, Any], **measure: Any) -> Given:
    """Check the area that is made of A and B."""
    made = {"AB": {"name": "Both", "combine": ["A", "B"]}}
    folder.write("strategies/areas.yaml", {"logframe": 1, "areas": made})
    return check(folder, rows, area="AB", **{"unit": "rate per 100,000", "at_most": 300} | measure)


def test_rates_that_are_not_their_counts_ratio_are_not_combined(folder: Folder):
    crude, standardised = counted(360.0, 5760, 1_600_000), counted(304.2, 1020, 280_000, area="B")
    messages, row = both(folder, crude, standardised)
    assert (row["verdict"], row["n"]) == ("no_data", 0)
    assert [message.partition(" LF320 ")[2] for message in messages] == [
        "indicator 'i' has no figures: no extract has measure 'm' for Both (AB); none can be made of those of A "
        "and B, which are not the plain ratio of their numerator and denominator, as of standardised rates"
    ]


def test_an_area_whose_parts_have_no_counts_is_told_of_so(folder: Folder):
    messages, _ = both(folder, {"period": "2023/24", "value": 5}, counted(6.0, 6, 100_000, area="B"))
    assert messages[0].endswith("made of those of A and B, which lack a numerator or a denominator")


def test_parts_that_are_their_counts_ratio_are_combined(folder: Folder):
    messages, row = both(folder, counted(360.0, 5760, 1_600_000), counted("364.3", 1020, 280_000, area="B"))
    assert messages == []
    assert row["latest"]["value"] == pytest.approx(6780 / 1_880_000 * 100_000)


@pytest.mark.parametrize(
    ("periods", "measure", "says"),
    [
        (
            ("2023/24 Q1", "2023/24 Q2"),
            {},
            "another frequency (quarters) (say in measure 'm' of what its figures are: every: quarter)",
        ),
        (
            ("2018/19 - 20/21",),
            {},
            "another frequency (36 months) (say in measure 'm' of what its figures are: pooled: 3)",
        ),
        (
            ("2023/24",),
            {"every": "quarter"},
            "another frequency (years) (say in measure 'm' of what its figures are: every: year)",
        ),
        (
            ("2023/24",),
            {"pooled": 3},
            "another frequency (years) (say in measure 'm' of what its figures are: pooled: 1)",
        ),
    ],
    ids=["quarters", "three years", "years", "single years"],
)
def test_what_to_declare_of_another_frequency_is_said(
    folder: Folder, periods: tuple[str, ...], measure: dict[str, Any], says: str
):
    messages, _ = check(folder, [{"period": period, "value": 5} for period in periods], **measure)
    assert [message.partition(" are of ")[2] for message in messages] == [says]


def test_where_no_area_is_asked_for_the_figures_of_others_are_no_contradiction(folder: Folder):
    messages, _ = check(folder, series(7, 6), area="")
    assert messages[-1].endswith(
        "LF320 indicator 'i' has no figures: no area is asked for; there are figures for A"
    )


def test_rows_without_an_area_are_said_to_have_none(folder: Folder):
    messages, _ = check(folder, [row | {"area": ""} for row in series(7, 6)])
    assert any("measure 'm' for A; there are figures for rows that have no area" in one for one in messages)


def test_exceptional_figures_alone_are_said_to_be_that(folder: Folder):
    odd = [{"period": "2023/24", "why": "closed"}]
    messages, _ = check(folder, [{"period": "2023/24", "value": 5}], exceptional=odd)
    assert messages[-1].endswith(
        "no figures: those that there are for A are suppressed, exceptional, from before a break or later than "
        "the deadline"
    )


@pytest.mark.parametrize(
    ("days", "measure", "says", "hint"),
    [
        (
            [f"2023-{month:02}-01" for month in range(4, 13)],
            {},
            "2023-04-01 to 2024-03-31: 9 rows are of months of this one period",
            "if they are of a month each, the measure says every: month",
        ),
        (
            ["30/06/2023", "30/09/2023", "31/12/2023", "31/03/2024"],
            {},
            "2023-04-01 to 2024-03-31: 4 rows are of quarters of this one period",
            "if they are of a quarter each, the measure says every: quarter",
        ),
        (
            ["2023-04-13", "2023-04-20"],
            {"every": "month"},
            "2023-04-01 to 2023-04-30: 2 rows are of days of this one period",
            "keep one of them",
        ),
    ],
    ids=["months", "quarters", "weeks"],
)
def test_figures_of_several_days_in_one_period_are_told_of_once(
    folder: Folder, days: list[str], measure: dict[str, Any], says: str, hint: str
):
    messages, row = check(folder, [{"period": day, "value": at} for at, day in enumerate(days, 1)], **measure)
    assert messages == [
        f"data/figures.csv:3:6: LF405 'm' in 'A', {says}, the first of them at data/figures.csv:2 "
        f"(none of them is used: {hint})"
    ]
    assert row["n"] == 0


def test_figures_of_one_day_that_differ_contradict_each_other_as_ever(folder: Folder):
    rows = [{"period": day, "value": value} for day, value in (("2023-04-01", 1), ("2023-04-01", 2))]
    messages, _ = check(folder, rows)
    assert len(messages) == 1
    assert "2 contradicts 1 at data/figures.csv:2" in messages[0]
