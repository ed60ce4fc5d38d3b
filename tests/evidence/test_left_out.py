"""Rows that a declaration leaves out without meaning to. The figures are made up."""

from __future__ import annotations

import pytest

from tests.evidence.made_up import account, adds_up, read

HEAD = "Area,Year,Score,Sex,Age\n"
START = "logframe: 1\nextracts:\n  made-up:\n    files: '*.csv'\n"
SCORES = "    columns: {area: Area, period: Year, value: Score}\n    fixed: {measure: score}\n"
KINDS = "    columns: {area: Area, period: Year, value: Score}\n"

# What stands in which file, the rest of the declaration, and what is told.
LEFT_OUT: dict[str, tuple[dict[str, str], str, list[str]]] = {
    "a file whose texts are others than those of the file before": (
        {"a.csv": "E1,2022,5,Persons,All\n", "b.csv": "E1,2023,6,All persons,All\n"},
        SCORES + "    keep: {Sex: Persons}\n",
        ["extracts.yaml:7:17: LF412 no row in 'b.csv' has 'Persons' in 'Sex' in extract 'made-up' (did you mean 'All persons'?)"],
    ),
    "filters that are each met, but never in one row": (
        {"a.csv": "E1,2022,5,Persons,All\nE1,2022,2,Male,65+\n"},
        SCORES + "    keep: {Sex: Persons, Age: 65+}\n",
        ["extracts.yaml:7:26: LF412 no row passes the filters on 'Sex' and 'Age' together, though each is met in extract 'made-up'"],
    ),
    "filters that are never met in one row of one file of two": (
        {"a.csv": "E1,2022,5,Persons,65+\n", "b.csv": "E1,2023,6,Persons,All\nE1,2023,7,Male,65+\n"},
        SCORES + "    keep: {Sex: Persons, Age: 65+}\n",
        ["extracts.yaml:7:26: LF412 no row in 'b.csv' passes the filters on 'Sex' and 'Age' together, though each is met in extract 'made-up'"],
    ),
    "all texts of a column dropped": (
        {"a.csv": "E1,2022,5,Persons,All\nE1,2022,2,Male,65+\n"},
        SCORES + "    drop: {Age: [65+, All]}\n",
        ["extracts.yaml:7:17: LF412 every row is dropped by 'Age' in extract 'made-up'"],
    ),
    "a measure whose rows are all of another kind": (
        {"a.csv": "E1,2022,5,Persons,All\nE1,2022,2,Male,65+\n"},
        KINDS + "    keep: {Sex: Persons}\n    measures:\n      score: {keep: {Age: 65+}}\n",
        ["extracts.yaml:8:27: LF412 no row of 'score' has '65+' in 'Age' in extract 'made-up'"],
    ),
    "one measure of two, of which one file calls its rows otherwise": (
        {"a.csv": "E1,2022,5,Persons,a\nE1,2022,2,Persons,b\n", "b.csv": "E1,2023,5,Person,a\nE1,2023,2,Persons,b\n"},
        KINDS + "    measures:\n      score: {keep: {Age: a, Sex: Persons}}\n      waits: {keep: {Age: b}}\n",
        ["extracts.yaml:7:35: LF412 no row of 'score' in 'b.csv' has 'Persons' in 'Sex' in extract 'made-up' (did you mean 'Person'?)"],
    ),
    "a file that has none of the measures": (
        {"a.csv": "E1,2022,5,Persons,a\nE1,2022,2,Persons,b\n", "b.csv": "E1,2023,5,Persons,A-1\n"},
        KINDS + "    measures:\n      score: {keep: {Age: a}}\n      waits: {keep: {Age: b}}\n",
        ["extracts.yaml:6:5: LF412 no row in 'b.csv' is of any of the measures in extract 'made-up'"],
    ),
    "measures of which one is never in a row that is kept": (
        {"a.csv": "E1,2022,5,Male,a\nE1,2022,0.2,Persons,b\n"},
        KINDS + "    keep: {Sex: Persons}\n    measures:\n      score: {keep: {Age: a}}\n      share: {keep: {Age: b}}\n",
        ["extracts.yaml:8:22: LF412 no row of 'score' passes the filters on 'Sex' and 'Age' together, though each is met in extract 'made-up'"],
    ),
    "a text that differs by its capitals": (
        {"a.csv": "E1,2022,5,Persons,All\nE1,2023,2,persons,All\n"},
        SCORES + "    keep: {Sex: Persons}\n",
        ["extracts.yaml:7:17: LF412 rows have 'persons' in 'Sex', which is not 'Persons' in extract 'made-up' (name both, or drop its rows)"],
    ),
    "a new period": (
        {"a.csv": "E1,Wave 1,5,,\nE1,Wave 2,6,,\nE1,Wave 3,6,,\nE2,Wave 3,6,,\n"},
        SCORES + "    codes: {period: {Wave 1: 2021, Wave 2: 2022}}\n",
        ["extracts.yaml:7:13: LF419 no code covers period 'Wave 3' (2 rows) in extract 'made-up' (give it a code, or drop its rows)"],
    ),
    "a misspelt area": (
        {"a.csv": "West,2021,5,,\nEast,2021,6,,\nWset,2022,6,,\n"},
        SCORES + "    codes: {area: {West: E1, East: E2}}\n",
        ["extracts.yaml:7:13: LF419 no code covers area 'Wset' (1 row) in extract 'made-up' (did you mean 'West'?)"],
    ),
    "two new areas beside three": (
        {"a.csv": "".join(f"A{at},2021,5,,\n" for at in range(5))},
        SCORES + "    codes: {area: {A0: E1, A1: E2, A2: E3}}\n",
        ["extracts.yaml:7:13: LF419 no code covers 2 areas, such as 'A3' (2 rows) in extract 'made-up' (give it a code, or drop its rows)"],
    ),
    "a file with other codes": (
        {"a.csv": "QKS,2021,5,,\nQRS,2021,5,,\n", "b.csv": "E54000032,2022,5,,\n"},
        SCORES + "    codes: {area: {QKS: E1}}\n",
        ["extracts.yaml:7:13: LF419 no row of 'b.csv' has an area that a code covers in extract 'made-up' (all its rows are left out)"],
    ),
    "a new column of a period": (
        {"a.csv": "E1,5,6,7,8\n"},
        "    columns: {area: Area}\n    fixed: {measure: score}\n    long: {columns: [Year, Score, Sex], into: period}\n"
        "    codes: {period: {Year: 2021, Score: 2022}}\n",
        ["extracts.yaml:8:13: LF419 no code covers period 'Sex' in extract 'made-up' (give it a code, or drop its rows)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "declaration", "messages"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_left_out_by_mistake_is_told(
    files: dict[str, str], declaration: str, messages: list[str]
) -> None:
    contents = {name: HEAD + rows for name, rows in files.items()}
    found = read(contents | {"extracts.yaml": START + declaration})
    assert [str(message) for message in found.messages] == messages
    assert adds_up(found)


BY_CHOICE: dict[str, tuple[dict[str, str], str]] = {
    "a text that is in one file of two": (
        {"a.csv": "E1,2022,5,P,All\n", "b.csv": "E1,2023,6,Q,All\n"},
        SCORES + "    keep: {Sex: [P, Q]}\n",
    ),
    "a file of one measure and a file of another": (
        {"a.csv": "E1,2022,5,P,a\n", "b.csv": "E1,2022,6,P,b\n"},
        KINDS + "    measures:\n      score: {keep: {Age: a}}\n      smoking: {keep: {Age: b, Sex: P}}\n    bare_year: begins\n",
    ),
    "few areas of many": (
        {"a.csv": "".join(f"Q{at},2022,5,,\n" for at in range(9))},
        SCORES + "    codes: {area: {Q1: E1}}\n",
    ),
    "one area of two whose names begin and end alike": (
        {"a.csv": "North East,2022,5,,\nNorth West,2022,5,,\n"},
        SCORES + "    codes: {area: {North East: E1}}\n",
    ),
    "rows that a filter leaves out before": (
        {"a.csv": "West,2022,5,Persons,\nEast,2022,5,Persons,\nTotal,2022,5,Other,\n"},
        SCORES + "    codes: {area: {West: E1, East: E2}}\n    keep: {Sex: Persons}\n",
    ),
    "a text spelt in two ways, both named": (
        {"a.csv": "E1,2022,5,Persons,All\nE1,2023,2,persons,All\n"},
        SCORES + "    keep: {Sex: [Persons, persons]}\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "declaration"), BY_CHOICE.values(), ids=BY_CHOICE)
def test_what_is_left_out_by_choice_is_not_told(files: dict[str, str], declaration: str) -> None:
    contents = {name: HEAD + rows for name, rows in files.items()}
    found = read(contents | {"extracts.yaml": START + declaration})
    assert [str(message) for message in found.messages] == []
    assert adds_up(found)


EDUCATION = "geographic_level,country_code,new_la_code,time_period,score\n"
LEVELS: dict[str, tuple[str, list[str]]] = {
    "one level of three": (
        "National,E9,,2022,5\nLocal Authority,E9,E1,2022,6\n",
        ["rows have 'Local Authority' in 'geographic_level', which is not 'Local authority' in extract 'made-up'"],
    ),
    "all levels": (
        "Local Authority,E9,E1,2022,6\n",
        ["no row has 'National' or 'Regional' or 'Local authority' in 'geographic_level' in extract 'made-up'"],
    ),
    "some levels, as the layout has them": ("National,E9,,2022,5\n", []),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "messages"), LEVELS.values(), ids=LEVELS)
def test_a_layouts_own_filter_that_meets_nothing_is_told_where_the_layout_is_named(
    rows: str, messages: list[str]
) -> None:
    layout = "    layout: dfe-explore-education-statistics\n    columns: {value: score}\n    fixed: {measure: score}\n"
    found = read({"a.csv": EDUCATION + rows, "extracts.yaml": START + layout})
    assert [message.text for message in found.messages] == messages
    assert {(message.line, message.column, message.code) for message in found.messages} <= {(5, 13, "LF412")}


def test_codes_of_an_area_that_is_in_any_of_several_columns_are_looked_for_in_all_of_them() -> None:
    declaration = (
        "    columns: {area: [Age, Area], period: Year, value: Score}\n    fixed: {measure: score}\n"
        "    codes: {area: {A: E1, B: E2}}\n"
    )
    found = read({"a.csv": HEAD + "A,2022,5,,\nA,2022,6,,B\n", "extracts.yaml": START + declaration})
    assert found.messages == []
    assert found.observations["area"].to_list() == ["E1", "E2"]


def test_a_layout_with_measures_does_without_the_columns_that_a_row_can_do_without() -> None:
    found = read(
        {
            "a.csv": "Indicator ID,Area Code,Category Type,Time period,Value\n1,E1,,2022,5\n2,E1,,2022,6\n",
            "extracts.yaml": START
            + "    layout: fingertips\n    measures:\n      score: {keep: {Indicator ID: 1}}\n",
        }
    )
    assert [str(message) for message in found.messages] == []
    assert account(found) == [{"read": 2, "used": 1, "outside": 1}]


def test_a_needed_column_of_a_layout_with_measures_is_told_once_where_the_layout_is_named() -> None:
    found = read(
        {
            "a.csv": "Indicator ID,Area Code,Category Type,Time period\n1,E1,,2022\n",
            "extracts.yaml": START
            + "    layout: fingertips\n    measures:\n      score: {keep: {Indicator ID: 1}}\n      share: {keep: {Indicator ID: 2}}\n",
        }
    )
    assert [(message.line, message.column, message.code) for message in found.messages] == [(5, 13, "LF402")]


@pytest.mark.parametrize("name", ["a.csv", "t.csv"], ids=["declared", "tidy"])
def test_an_extract_without_a_row_is_told(name: str) -> None:
    text = HEAD if name == "a.csv" else "measure,area,period,value\n"
    found = read({name: text, "extracts.yaml": (START + SCORES).replace("*.csv", "a*")})
    told = [message for message in found.messages if message.code != "LF414"]
    assert [str(one) for one in told] == [
        f"{name}:1:1: LF421 there is no row below the header (download it again, or delete it)"
    ]


YEARS = {"smoking": [], "share": [7]}


@pytest.mark.parametrize(("measure", "lines"), YEARS.items(), ids=["financial", "nobody says"])
def test_a_bare_year_is_explained_to_a_measure_that_has_a_year(measure: str, lines: list[int]) -> None:
    declaration = SCORES.replace("score", measure) + "    bare_year: ends\n"
    found = read({"a.csv": HEAD + "E1,2022,0.5,,\n", "extracts.yaml": START + declaration})
    assert [message.line for message in found.messages] == lines
    assert {message.code for message in found.messages} <= {"LF412"}


def test_many_files_that_lack_the_same_are_a_hundred_messages_and_a_number() -> None:
    files = {f"b{at:03}.csv": HEAD + "E1,2023,6,All persons,All\n" for at in range(120)}
    declaration = SCORES + "    keep: {Sex: Persons}\n"
    contents = {"a.csv": HEAD + "E1,2022,5,Persons,All\n", **files, "extracts.yaml": START + declaration}
    texts = [message.text for message in read(contents).messages]
    assert len(texts) == 101
    assert "and 20 more files like this in extract 'made-up'" in texts
