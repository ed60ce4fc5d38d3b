"""Headers that take several lines, as merged cells make them. The figures are made up."""

from __future__ import annotations

import io

import pytest

from logframe.evidence.header import joined
from tests.evidence.made_up import account, adds_up, read

START = "logframe: 1\nextracts:\n  made-up:\n    files: a.*\n"
ROWS = "E1,4,5.5,6,7.5\nE2,1,bad,2,3\n"
UPPER, LOWER = ",2022,,2023,\n", "Code,Number,Rate,Number,Rate\n"
RATES = (
    "    columns: {area: Code}\n    fixed: {measure: score}\n    long: {columns: '* Rate', into: period}\n"
    "    codes: {period: {2022 Rate: 2022, 2023 Rate: 2023}}\n"
)


def workbook(content: str) -> bytes:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("fastexcel")
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True}) as book:
        sheet = book.add_worksheet("One")
        for at, line in enumerate(content.splitlines()):
            sheet.write_row(at, 0, [cell or None for cell in line.split(",")])
        sheet.merge_range(2, 1, 2, 2, "2022")
        sheet.merge_range(2, 3, 2, 4, "2023")
    return raw.getvalue()


KINDS = {
    "text": ("a.csv", str.encode),
    "text with a byte-order mark, and semicolons": ("a.csv", lambda text: b"\xef\xbb\xbf" + text.replace(",", ";").encode()),
    "text with lines ended as on old Macs": ("a.csv", lambda text: text.replace("\n", "\r").encode()),
    "a workbook": ("a.xlsx", workbook),
}  # fmt: skip


@pytest.mark.parametrize(("name", "make"), KINDS.values(), ids=KINDS)
def test_a_header_of_two_lines_is_read(name, make) -> None:
    content = "A title,,,,\n,,,,\n" + UPPER + LOWER + ROWS
    declaration = START + "    skip: 2\n    header: 2\n" + RATES
    found = read({name: make(content), "extracts.yaml": declaration})
    rows = found.observations.select("area", "start", "value").rows()
    assert [(area, start.year, value) for area, start, value in rows] == [
        ("E1", 2022, 5.5),
        ("E1", 2023, 7.5),
        ("E2", 2023, 3.0),
    ]
    assert account(found) == [{"read": 4, "used": 3, "refused": 1}]
    assert adds_up(found)
    # A place is one of the file, header lines and what is above them included.
    column = 3 if name.endswith("xlsx") else 6
    assert [(message.line, message.column, message.code) for message in found.messages] == [
        (6, column, "LF403")
    ]


def test_columns_that_are_there_twice_show_how_to_tell_them_apart() -> None:
    plain = "    columns: {area: Code, value: Rate}\n    fixed: {measure: score, period: 2022}\n"
    found = read({"a.csv": UPPER + LOWER + ROWS, "extracts.yaml": START + "    skip: 1\n" + plain})
    assert [message.hint for message in found.messages] == [
        "name it by its place: 'column 3' or 'column 5'; if its header takes two lines, say so: header: 2"
    ]
    told = plain.replace("Rate", "2022 rate")
    found = read({"a.csv": UPPER + LOWER + ROWS, "extracts.yaml": START + "    header: 2\n" + told})
    assert found.observations["value"].to_list() == [5.5]


def test_a_name_that_is_not_there_is_told_with_one_that_is() -> None:
    wrong = "    columns: {area: Code, value: 2022 Rat}\n    fixed: {measure: score, period: 2022}\n"
    found = read({"a.csv": UPPER + LOWER + ROWS, "extracts.yaml": START + "    header: 2\n" + wrong})
    assert [message.hint for message in found.messages] == ["did you mean '2022 Rate'?"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_of_fewer_lines_than_its_header_is_told(kind: str) -> None:
    content = UPPER + LOWER
    made = content.encode() if kind == "csv" else workbook("\n\n" + content)
    declaration = START + "    header: 5\n" + RATES
    (message,) = read({f"a.{kind}": made, "extracts.yaml": declaration}).messages
    assert (message.line, message.column, message.code) == (5, 13, "LF401")
    assert "the header cannot take 5 lines: there are fewer" in message.text


NAMES = {
    "one line": (["a", " b ", ""], "a|b|"),
    "a cell that goes on to the right": (["", "x", "", "y", ""], ["k", "a", "b", "a", "b"], "k|x a|x b|y a|y b"),
    "a cell that goes on downwards": (["k", "x", ""], ["", "a", "b"], "k|x a|x b"),
    "a column without a word": (["x", "", "", "y"], ["a", "", "b", "a"], "x a||x b|y a"),
    "an upper line that ends early": (["x"], ["a", "b"], "x a|x b"),
    "three lines": (["x", "", "y", ""], ["p", "", "", "q"], ["a", "b", "c", "d"], "x p a|x p b|y c|y q d"),
    "three lines, the second going on": (["x", "", "", ""], ["p", "", "q", ""], ["a", "b", "a", "b"], "x p a|x p b|x q a|x q b"),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMES.values(), ids=NAMES)
def test_the_words_of_several_lines_make_one_name(case) -> None:
    *lines, names = case
    assert "|".join(joined(lines)) == names
