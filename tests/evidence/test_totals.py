"""Totals that are taken together with their parts, and series of several breakdowns. The figures are made up."""

from __future__ import annotations

import itertools

import pytest

from logframe.evidence.declared.series import kind
from tests.evidence.made_up import START, account, adds_up, declared, read

PLAIN = "    columns: {area: Area, period: Year, value: Count}\n    fixed: {measure: score}\n"
SUMS = PLAIN + "    combine: sum\n"
HEAD = "Area,Year,Sex,Count\n"
PARTS = "E1,2022,Male,4\nE1,2022,Female,6\n"


CALLED = [
    *(
        "Overall",
        "National",
        "All people",
        "All treatment functions",
        "Total (all)",
        "T",
        "",
        "999",
        "Persons",
    ),
    *("Grand total", "Everyone", "_T", "alle zusammen"),
]


@pytest.mark.parametrize("called", CALLED, ids=[called or "blank" for called in CALLED])
@pytest.mark.parametrize("combine", ["sum", "mean"])
def test_a_total_is_known_by_its_figure_whatever_it_is_called(called: str, combine: str) -> None:
    content = HEAD + f"E1,2022,{called},10\n" + PARTS + "E2,2022,Male,3\nE2,2022,Female,5\n"
    found = declared(content, PLAIN + f"    combine: {combine}\n")
    (message,) = found.messages
    shown = f"'{called}'" if called else "blank"
    done = "added up" if combine == "sum" else "averaged"
    assert (message.code, message.line, message.column) == ("LF413", 1, 11)
    assert (
        message.text == f"rows are {done} in which 'Sex' is {shown}, and rows of its parts too: none is used"
    )
    # What holds no total is used; what holds one is refused, as one figure made of three rows.
    assert found.observations["area"].to_list() == ["E2"]
    assert account(found) == [{"read": 5, "used": 1, "combined": 3, "refused": 1}]
    assert adds_up(found)


def test_a_total_of_ratios_is_known_by_both_counts() -> None:
    content = "Area,Year,Test,Waiting,All\nE1,2022,Every,3,30\nE1,2022,b,1,10\nE1,2022,c,2,20\n"
    columns = "    columns: {area: Area, period: Year, value: {of: Waiting, over: All}}\n"
    found = declared(content, columns + "    fixed: {measure: share}\n    combine: sum\n")
    assert [message.code for message in found.messages] == ["LF413"]
    assert account(found) == [{"read": 3, "combined": 2, "refused": 1}]


def test_what_a_total_is_of_need_not_be_there_in_every_sum() -> None:
    rows = [
        (f"E{area}", sex, count)
        for area in range(9)
        for sex, count in (("A", 2 * area + 3), ("B", area + 1), ("C", area + 2))
    ]
    rows.append(("E9", "B", 7))
    content = HEAD + "".join(f"{area},2022,{sex},{count}\n" for area, sex, count in rows)
    found = declared(content, SUMS)
    assert [message.code for message in found.messages] == ["LF413"]
    assert found.observations.select("area", "value").rows() == [("E9", 7.0)]


NO_TOTALS = {
    "no text is as much as the others": HEAD + "E1,2022,A,10\nE1,2022,B,4\nE1,2022,C,7\n",
    "one is so in one sum, and not in another": HEAD + "E1,2022,A,10\nE1,2022,B,4\nE1,2022,C,6\nE2,2022,A,10\nE2,2022,B,4\nE2,2022,C,8\n",
    "many texts, of which some are so in one sum by chance": HEAD
    + "".join(f"E{at},2022,P{at}{n},{count}\n" for at in range(30) for n, count in enumerate((at % 5 + 1, 3, at % 7 + 1))),
    "two texts alike once": HEAD + "E1,2022,A,10\nE1,2022,B,10\n",
    "something withheld among them": HEAD + "E1,2022,A,10\nE1,2022,B,4\nE1,2022,C,6\nE1,2022,D,*\n",
    "nothing but zeros": HEAD + "E1,2022,A,0\nE1,2022,B,0\nE1,2022,C,0\n",
}  # fmt: skip


@pytest.mark.parametrize("content", NO_TOTALS.values(), ids=NO_TOTALS)
def test_what_only_adds_up_like_a_total_is_none(content: str) -> None:
    found = declared(content, SUMS)
    assert [str(message) for message in found.messages] == []
    assert adds_up(found)


def test_what_adds_up_like_a_total_by_chance_can_be_let_through_by_name() -> None:
    content = HEAD + "E1,2022,A,10\nE1,2022,B,4\nE1,2022,C,6\n"
    assert "name all if this is no total" in declared(content, SUMS).messages[0].hint
    found = declared(content, SUMS + "    keep: {Sex: [A, B, C]}\n")
    assert found.messages == []
    assert found.observations["value"].to_list() == [20.0]


def test_what_is_a_total_in_many_sums_is_no_chance_and_is_told_where_it_is_let_through() -> None:
    rows = itertools.product(range(2010, 2020), (("A", 10), ("B", 4), ("C", 6)))
    content = HEAD + "".join(f"E1,{year},{sex},{count * (year - 2000)}\n" for year, (sex, count) in rows)
    found = declared(content, SUMS + "    keep: {Sex: [A, B, C]}\n")
    assert [(message.line, message.code) for message in found.messages] == [(8, "LF413")]
    assert account(found) == [{"read": 30, "combined": 20, "refused": 10}]


def test_a_word_is_named_before_a_number_that_comes_along_with_it() -> None:
    content = "Area,Year,Rank,Sex,Count\nE1,2022,1,Whole,10\nE1,2022,3,Male,4\nE1,2022,2,Female,6\n"
    assert [message.column for message in declared(content, SUMS).messages] == [16]


def test_a_column_that_is_the_sum_of_others_is_not_added_up_with_them() -> None:
    content = "Area,Year,Age 0-4,Age 5-9,Age total\nE1,2022,4,6,10\nE2,2022,1,2,3\n"
    columns = '    columns: {area: Area, period: Year, value: {of: "Age*"}}\n    fixed: {measure: score}\n'
    for declaration in (columns, columns + "    combine: sum\n"):
        found = declared(content, declaration)
        (message,) = found.messages
        assert (message.code, message.line, message.column) == ("LF413", 1, 27)
        assert message.text.startswith(
            "the column 'Age total' is the sum of others, with which it is added up"
        )
        assert account(found) == [{"read": 2, "refused": 2}]
        assert adds_up(found)


OTHER_SUMS = {
    "columns that are not": ("Age 0-4,Age 5-9,Age 10+\nE1,2022,4,6,10\nE2,2022,1,2,4\n", '"Age*"'),
    "columns named one by one, in so few rows that it may be chance": (
        "Age 0-4,Age 5-9,Age 10+\nE1,2022,4,6,10\n",
        "[Age 0-4, Age 5-9, Age 10+]",
    ),
    "two columns alike": ("Age 0-4,Age 5-9\nE1,2022,4,4\n", '"Age*"'),
}


@pytest.mark.parametrize(("content", "columns"), OTHER_SUMS.values(), ids=OTHER_SUMS)
def test_columns_that_are_no_sum_of_others_are_added_up(content: str, columns: str) -> None:
    value = f"    columns: {{area: Area, period: Year, value: {{of: {columns}}}}}\n    fixed: {{measure: score}}\n"
    found = declared("Area,Year," + content, value)
    assert [str(message) for message in found.messages] == []


def test_a_column_that_is_a_sum_in_many_rows_is_told_though_it_is_named() -> None:
    rows = "".join(f"E{at},2022,{at + 1},{at + 2},{2 * at + 3}\n" for at in range(9))
    value = "    columns: {area: Area, period: Year, value: {of: [A, B, C]}}\n    fixed: {measure: score}\n"
    assert [message.code for message in declared("Area,Year,A,B,C\n" + rows, value).messages] == ["LF413"]


def test_totals_in_two_long_columns_are_told_once() -> None:
    content = "Area,Sex,2021,2022\nE1,Total,3,5\nE1,a,1,2\nE1,b,2,3\n"
    long = '    columns: {area: Area}\n    fixed: {measure: score}\n    long: {columns: "20*", into: period}\n    combine: sum\n'
    found = declared(content, long)
    assert [message.code for message in found.messages] == ["LF413"]
    assert account(found) == [{"read": 6, "combined": 4, "refused": 2}]


def test_a_series_of_totals_and_parts_that_a_filter_lets_through_is_not_used() -> None:
    content = HEAD + "E1,2022,Persons,5\nE1,2023,Male,6\nE2,2022,Persons,7\n"
    found = declared(content, PLAIN + "    keep: {Sex: [Persons, Male]}\n")
    assert [message.code for message in found.messages] == ["LF413"]
    assert found.observations["area"].to_list() == ["E2"]
    assert account(found) == [{"read": 3, "used": 1, "refused": 2}]
    assert adds_up(found)


# Series: the rows of a file with a column that the declaration does not name, and what is told

MIXED = {
    "all people in one year, men in another": (
        "Sex\nE1,2020,5,Female\nE1,2021,6,Male\nE1,2022,9,Persons\n",
        "'Sex' is 'Persons' in some rows of one series, and 'Female' in others",
    ),
    "ages": (
        "Range\nE1,2020,5,16+\nE1,2021,6,18+\nE2,2020,5,16+ yrs\nE2,2021,6,18+ yrs\n",
        "'Range' is '16+' in some rows of each of 2 series, and '18+' in others",
    ),
    "a total and what is no sex or age": (
        "Who\nE1,2020,5,Total\nE1,2021,6,Disabled\n",
        "'Who' is 'Total' in some rows of one series, and 'Disabled' in others",
    ),
    "two that are equal in one year": (
        "Sex\nE1,2021,5,Persons\nE1,2022,6,Persons\nE1,2022,6.0,Male\n",
        "'Sex' is 'Persons' in some rows of one series, and 'Male' in others",
    ),
}


@pytest.mark.parametrize(("content", "text"), MIXED.values(), ids=MIXED)
def test_a_series_of_several_breakdowns_is_told(content: str, text: str) -> None:
    found = declared(f"Area,Year,Score,{content}", PLAIN.replace("Count", "Score"))
    assert [(message.line, message.column, message.code, message.text) for message in found.messages] == [
        (1, 17, "LF420", text)
    ]
    assert {message.severity for message in found.messages} == {"warning"}
    assert not account(found)[0].get("refused")


NOT_MIXED = {
    "the same people spelt otherwise": "Sex\nE1,2021,5,Persons\nE1,2022,6,All\nE1,2023,6,persons\n",
    "the same age spelt otherwise": "Age\nE1,2021,5,65+ yrs\nE1,2022,6,65+\nE1,2023,6,65 and over\n",
    "one breakdown an area": "Sex\nE1,2021,5,Persons\nE2,2021,6,Male\n",
    "remarks": "Note\nE1,2021,5,\nE1,2022,6,estimated\nE1,2023,6,revised since\n",
    "a trend": "Recent Trend\nE1,2021,5,Increasing\nE1,2022,6,No significant change\n",
    "a comparison": "Compared\nE1,2021,5,Better 95%\nE1,2022,6,Similar\n",
    "a way to sort": "Time period Sortable\nE1,2021,5,20210000\nE1,2022,6,20220000\n",
    "a school year": "Cohort\nE1,2021,5,2021-22\nE1,2022,6,2022-23\n",
    "a mark": "Status\nE1,2021,5,\nE1,2022,6,p\n",
    "a release": "Release\nE1,2021,5,First\nE1,2022,6,Final\n",
    "a breakdown that is left blank in places": "Sex\nE1,2021,5,Persons\nE1,2022,6,\n",
}


@pytest.mark.parametrize("content", NOT_MIXED.values(), ids=NOT_MIXED)
def test_what_changes_from_period_to_period_by_right_is_not_told(content: str) -> None:
    found = declared(f"Area,Year,Score,{content}", PLAIN.replace("Count", "Score"))
    assert [str(message) for message in found.messages] == []


def test_figures_that_contradict_each_other_are_told_as_that_alone() -> None:
    rows = "".join(f"E1,{year},{sex}\n" for year in (2021, 2022) for sex in ("Persons,5", "Male,6"))
    assert {message.code for message in declared(HEAD + rows, PLAIN).messages} == {"LF405"}


KINDS = {
    "Persons": "all", "all ages": "all", "Total": "all", " Both sexes": "all", "Males": "male", "women": "female",
    "65+": "65 to ", "65+ yrs": "65 to ", "65 and over": "65 to ", "65 years and over": "65 to ", "Aged 65 plus": "65 to ",
    "18-64": "18 to 64", "18 to 64 years": "18 to 64", "<75 yrs": "under 75", "Under 75": "under 75", "5 years": "5 to 5",
    "2021": "2021", "65": "65", "England": "england", "": "",
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), KINDS.items(), ids=KINDS)
def test_a_breakdown_is_the_same_however_it_is_spelt(text: str, expected: str) -> None:
    assert kind(text) == expected


DIFFER = {
    "a decile": ("Area,Year,IMD decile,Count\nE1,2022,1,5\nE1,2022,2,7\n", "the rows differ in 'IMD decile'"),
    "a decile beside another number": (
        "Area,Year,Cases,IMD decile,Count\nE1,2022,7,1,5\nE1,2022,9,2,7\n",
        "the rows differ in 'IMD decile'",
    ),
    "a word beside a number": ("Area,Year,Cases,Who,Count\nE1,2022,7,a,5\nE1,2022,9,b,7\n", "the rows differ in 'Who'"),
    "two numbers that may be figures": ("Area,Year,Cases,More,Count\nE1,2022,7,1,5\nE1,2022,9,2,7\n", "none of them is used"),
    "large numbers": ("Area,Year,Cases,Count\nE1,2022,700,5\nE1,2022,900,7\n", "none of them is used"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "hint"), DIFFER.values(), ids=DIFFER)
def test_a_conflict_names_the_column_that_tells_the_rows_apart(content: str, hint: str) -> None:
    (message,) = declared(content, PLAIN).messages
    assert message.code == "LF405"
    assert message.hint.startswith(hint)


def test_a_fault_of_a_row_is_told_once_though_the_row_holds_three_figures() -> None:
    content = "Area,Year,A,B,C\nE1,2022,1,2,3\n,2022,4,5,6\nE2,soon,7,8,9\n"
    found = declared(
        content,
        "    columns: {area: Area, period: Year}\n    fixed: {measure: score}\n    long: {columns: [A, B, C], into: group}\n"
        '    codes: {group: {A: "", B: b, C: c}}\n',
    )
    assert adds_up(found)
    found = read(
        {
            "a.csv": content,
            "extracts.yaml": START
            + "    columns: {area: Area, period: Year}\n    measures: {score: A, share: {columns: {value: {of: B, times: 0.1}}}}\n",
        }
    )
    assert [(message.line, message.code) for message in found.messages] == [(3, "LF410"), (4, "LF404")]
    assert account(found) == [{"read": 6, "used": 2, "refused": 4}]
