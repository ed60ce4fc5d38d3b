"""Totals that stand in one file, or were published on one day, among parts in another. Figures are made up."""

from __future__ import annotations

import pytest

from tests.evidence.made_up import account, adds_up, read

START = "logframe: 1\nextracts:\n  made-up:\n    files: '*.csv'\n"
PLAIN = START + "    columns: {area: Area, period: Year, value: Count}\n    fixed: {measure: score}\n"
SUMS = PLAIN + "    combine: sum\n"
DATED = SUMS.replace("Count}", "Count, published: Out}")
HEAD, OUT = "Area,Year,Sex,Count\n", "Area,Year,Sex,Count,Out\n"
PARTS = HEAD + "E1,2022,Male,4\nE1,2022,Female,6\nE2,2022,Male,1\n"


def total(called: str, count: int = 10, head: str = HEAD) -> str:
    return head + f"E1,2022,{called},{count}\n"


FOUND = {
    "a total by its name": (SUMS, {"a.csv": PARTS, "b.csv": total("Persons", 11)}, "'Persons'"),
    "a total by its figure": (SUMS, {"a.csv": PARTS, "b.csv": total("alle")}, "'alle'"),
    "a total without a name": (SUMS, {"a.csv": PARTS, "b.csv": total("")}, "blank"),
    "averaged": (PLAIN + "    combine: mean\n", {"a.csv": PARTS, "b.csv": total("alle")}, "'alle'"),
    "in a column that is known to tell rows apart": (
        SUMS + "    parts: Sex\n", {"a.csv": PARTS, "b.csv": total("alle")}, "'alle'",
    ),
    "in a column of codes that is known to do so": (
        SUMS + "    parts: [sex]\n",
        {"a.csv": PARTS.replace("Male", "1").replace("Female", "2"), "b.csv": total("9")},
        "'9'",
    ),
    "the total first, and in a period that is spelt otherwise": (
        SUMS, {"b.csv": PARTS, "a.csv": total("alle").replace("2022", "2022-01-01/P1Y")}, "'alle'",
    ),
    "each part in a file of its own": (
        SUMS,
        {"a.csv": HEAD + "E1,2022,Male,4\nE2,2022,Male,1\n", "c.csv": total("Female", 6), "b.csv": total("alle")},
        "'alle'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("declaration", "files", "called"), FOUND.values(), ids=FOUND)
def test_a_total_in_one_file_is_not_added_up_with_parts_in_another(
    declaration: str, files: dict[str, str], called: str
) -> None:
    found = read({**files, "extracts.yaml": declaration})
    (message,) = found.messages
    assert (message.file, message.line, message.column, message.code) == ("extracts.yaml", 7, 14, "LF413")
    assert f"is {called} are " in message.text
    assert message.text.endswith("'score' in 'E1', 2022-01-01 to 2022-12-31 is not used in extract 'made-up'")
    assert message.hint.startswith("keep one of them in the declaration, such as keep: {")
    # What holds no total is used.
    assert found.observations.select("area", "value").rows() == [("E2", 1.0)]
    assert sum(fates.get("refused", 0) for fates in account(found)) == 1
    assert adds_up(found)


def test_it_says_in_which_files_the_total_is_and_in_which_its_parts() -> None:
    more = PARTS.replace("E1", "E3").replace("E2", "E4")
    files = {
        "a.csv": PARTS,
        "b.csv": total("alle"),
        "c.csv": more,
        "d.csv": total("alle").replace("E1", "E3"),
    }
    (message,) = read({**files, "extracts.yaml": SUMS}).messages
    assert message.text == (
        "rows in 'b.csv' and 'd.csv' in which 'Sex' is 'alle' are added up with its parts in 'a.csv' and 'c.csv':"
        " 'score' in 'E1', 2022-01-01 to 2022-12-31 is not used, nor is 1 more in extract 'made-up'"
    )
    assert (
        message.hint
        == "keep one of them in the declaration, such as keep: {Sex: alle}, or name all if this is no total"
    )


def test_a_total_that_is_published_on_another_day_than_its_parts_is_found() -> None:
    content = OUT + "E1,2022,Male,4,2023-01-01\nE1,2022,Female,6,2023-01-01\nE1,2022,alle,10,2023-02-01\n"
    found = read({"a.csv": content, "extracts.yaml": DATED})
    assert [message.code for message in found.messages] == ["LF413"]
    assert account(found) == [{"read": 3, "combined": 2, "refused": 1}]


def test_a_total_of_ratios_is_known_by_both_counts() -> None:
    head = "Area,Year,Test,Waiting,All\n"
    files = {"a.csv": head + "E1,2022,b,1,10\nE1,2022,c,2,20\n", "b.csv": head + "E1,2022,Every,3,30\n"}
    columns = "    columns: {area: Area, period: Year, value: {of: Waiting, over: All}}\n"
    declaration = START + columns + "    fixed: {measure: share}\n    combine: sum\n"
    found = read({**files, "extracts.yaml": declaration})
    assert [message.code for message in found.messages] == ["LF413"]
    assert found.observations.is_empty()


LET_THROUGH = SUMS + "    keep: {Sex: [Male, Female, alle]}\n    parts: Sex\n"
NONE = {
    "parts in two files": (SUMS + "    parts: Sex\n", {"a.csv": PARTS, "b.csv": total("Other", 9)}, 19.0),
    "what is as much as the others by chance, and is named": (
        LET_THROUGH, {"a.csv": PARTS, "b.csv": total("alle")}, 20.0,
    ),
    "what is so in one figure of two": (
        SUMS + "    parts: Sex\n", {"a.csv": PARTS, "b.csv": total("alle") + "E2,2022,alle,9\n"}, 20.0,
    ),
    "two parts alike": (
        SUMS + "    parts: Sex\n",
        {"a.csv": HEAD + "E1,2022,Male,4\nE2,2022,Male,1\n", "b.csv": total("Female", 4)},
        8.0,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("declaration", "files", "value"), NONE.values(), ids=NONE)
def test_what_is_no_total_is_added_up_over_files(
    declaration: str, files: dict[str, str], value: float
) -> None:
    found = read({**files, "extracts.yaml": declaration})
    assert [str(message) for message in found.messages] == []
    assert found.observations["value"].to_list()[0] == value
    assert adds_up(found)


def test_what_is_a_total_in_many_figures_is_told_though_it_is_named() -> None:
    years = range(2010, 2020)
    parts = "".join(f"E1,{year},Male,{year - 2000}\nE1,{year},Female,3\n" for year in years)
    totals = "".join(f"E1,{year},alle,{year - 1997}\n" for year in years)
    files = {"a.csv": HEAD + parts, "b.csv": HEAD + totals}
    found = read({**files, "extracts.yaml": LET_THROUGH})
    assert [message.code for message in found.messages] == ["LF413"]
    assert ", nor are 9 more" in found.messages[0].text
    assert found.observations.is_empty()
    assert adds_up(found)


def test_what_is_refused_within_a_file_is_not_told_again() -> None:
    files = {"a.csv": PARTS + "E1,2022,Persons,10\n", "b.csv": total("Other", 3)}
    found = read({**files, "extracts.yaml": SUMS + "    parts: Sex\n"})
    assert [(message.file, message.code) for message in found.messages] == [("a.csv", "LF413")]
    assert adds_up(found)
