"""Reading YAML: what every value means, where it stands, and what is refused, by both of PyYAML's parsers."""

from __future__ import annotations

import copy
import os
import pickle
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from logframe import documents
from logframe.documents import DEEPEST, LARGEST, LOADERS, MOST_PROBLEMS, Document, Loader, Number
from logframe.messages import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.documents import Place

EXAMPLES = sorted((Path(__file__).parent / "examples" / "yaml").glob("*.yaml"))
both_loaders = pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)


def read(content: str | bytes, loader: Loader = LOADERS[0]) -> Document:
    return documents.read(content.encode() if isinstance(content, str) else content, "f.yaml", loader=loader)


def found(document: Document) -> list[tuple[int, int, str]]:
    return [(message.line, message.column, message.code) for message in document.messages]


def places(document: Document, value: Any) -> Iterator[Place]:
    """Give the place of every entry in a value, however deep."""
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield document.place(value, key)
            yield from places(document, value[key])


def assert_inside(document: Document) -> None:
    """Every message and every entry stands in the file, at the furthest just past the end of a line."""
    spots = [(message.line, message.column) for message in document.messages]
    for place in (document.root, *places(document, document.data)):
        spots += [place[:2], place[2:]]
    for line, column in spots:
        assert 1 <= line <= len(document.lines)
        assert 1 <= column <= len(document.lines[line - 1]) + 1


# --- golden pairs ---------------------------------------------------------------------------------------


def told(document: Document) -> str:
    """What a person sees: every message with its excerpt."""
    return "".join(f"{message}\n{excerpt(message, document.lines)}\n" for message in document.messages)


@both_loaders
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_messages_about_an_example_are_those_written_beside_it(path: Path, loader: Loader) -> None:
    document = documents.read(path.read_bytes(), path.name, loader=loader)
    assert told(document) == path.with_suffix(".out").read_text(encoding="utf-8")
    assert_inside(document)


def test_the_examples_cover_every_code_but_size_and_access() -> None:
    codes = {
        code
        for path in EXAMPLES
        for code in re.findall("LF[0-9]{3}", path.with_suffix(".out").read_text("utf-8"))
    }
    assert codes == {f"LF{number:03}" for number in range(1, 13)} - {"LF009"}


# --- plain scalars --------------------------------------------------------------------------------------

UNDERSTOOD = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "true": True,
    "True": True,
    "FALSE": False,
    "0": 0,
    "7": 7,
    "-7": -7,
    "+7": 7,
    "-0": 0,
    "999999999999999999": 999_999_999_999_999_999,
    "7.5": 7.5,
    "-7.50": -7.5,
    "+7.5": 7.5,
    ".5": 0.5,
    "5.": 5.0,
    "0.05": 0.05,
    "00.5": 0.5,
    "2026-05-31": date(2026, 5, 31),
    "2028-02-29": date(2028, 2, 29),
}
TEXT = [
    *("smoking-at-delivery", "Best start", "2028/29", "2011-12", "2020 - 22", "6 months", "31/05/2026"),
    *("-20%", "10%", "1,000", "£5", "<5", "..", ".", "+", "1.2.3", "a=b", "٣", "１２"),
    *("E06000035", "1E", "1e", "e3", "0x", "0xG", "0B1", "_1", "12:75", "2026-5-31", "2026-05-31 draft"),
    *("nO", "yEs", "TrUe", "nil", "none", "None", "inf", "nan", "Infinity"),
]
AMBIGUOUS = [
    *("yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n", "N"),
    *("00", "012", "-012", "+012", "08", "0_1", "0x1F", "0xff", "-0x1", "0o17", "0b101"),
    *("1_000", "1_000.5", "1.0_5", "1_", ".5_0"),
    *("12:30", "1:02:03", "-1:30", "00:00", "190:20:30.15"),
    *("2026-05-31T12:00:00Z", "2026-5-1t1:00:00", "2026-05-31 12:00:00", "2026-05-31 12:00:00.5 +01:00"),
    *("1e3", "1E3", "-1e3", "1e+3", "1.5e-3", ".5e3", "1.e3", "-.5", "+.5", "=", "<<"),
    *(".inf", ".Inf", ".INF", "-.inf", "+.INF", ".nan", ".NaN", ".NAN"),
    *("1234567890123456789", "-1234567890123456789", "1234567890123456789.5", "0.1234567890123456789"),
]
LONG = ["9" * 5000, f"0.{'9' * 5000}", f"{'9' * 5000}.5", "9" * 5000 + "e9"]


@both_loaders
@pytest.mark.parametrize(("text", "value"), UNDERSTOOD.items())
def test_a_plain_scalar_has_the_value_that_every_program_gives_it(
    text: str, value: Any, loader: Loader
) -> None:
    document = read(f"a: {text}\nb: [{text or '~'}]\n", loader)
    assert document.data == {"a": value, "b": [value]}
    assert document.messages == []
    kind = Number if isinstance(value, float) else type(value)
    assert type(document.data["a"]) is type(document.data["b"][0]) is kind


@both_loaders
@pytest.mark.parametrize("text", TEXT)
def test_whatever_else_is_plain_is_text(text: str, loader: Loader) -> None:
    document = read(f"a: {text}\n", loader)
    assert document.data == {"a": text}
    assert document.messages == []


@both_loaders
@pytest.mark.parametrize("text", [*AMBIGUOUS, *LONG], ids=lambda text: text[:30])
def test_what_programs_read_differently_is_refused_at_its_place_and_kept_as_text(
    text: str, loader: Loader
) -> None:
    document = read(f"a: {text}\nb:\n  - {text}\n", loader)
    assert found(document) == [(1, 4, "LF007"), (3, 5, "LF007")]
    assert document.data == {"a": text, "b": [text]}


@both_loaders
@pytest.mark.parametrize("text", [*UNDERSTOOD, *TEXT, *AMBIGUOUS, "2026-02-30"])
@pytest.mark.parametrize("quote", ["'", '"'], ids=["single", "double"])
def test_a_quoted_scalar_is_always_text(text: str, quote: str, loader: Loader) -> None:
    document = read(f"a: {quote}{text}{quote}\n", loader)
    assert document.data == {"a": text}
    assert document.messages == []


@both_loaders
@pytest.mark.parametrize("style", ["|-", ">-"])
@pytest.mark.parametrize("text", ["no", "012", "12:30", "2026-02-30", "~"])
def test_a_block_scalar_is_always_text(text: str, style: str, loader: Loader) -> None:
    document = read(f"a: {style}\n  {text}\n", loader)
    assert document.data == {"a": text}
    assert document.messages == []


@both_loaders
@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "2026-06-31"])
def test_a_date_that_is_not_in_the_calendar_is_refused(text: str, loader: Loader) -> None:
    document = read(f"from: {text}\n", loader)
    assert found(document) == [(1, 7, "LF010")]
    assert document.data == {"from": text}


@pytest.mark.parametrize(
    ("written", "decimals"), [("7.50", 2), ("-7.5", 1), (".125", 3), ("5.", 0), ("100.0", 1), ("0.10", 2)]
)
def test_a_number_remembers_its_decimals_and_is_a_float_otherwise(written: str, decimals: int) -> None:
    number = read(f"a: {written}").data["a"]
    assert number == float(written)
    assert hash(number) == hash(float(written))
    assert number.decimals == decimals
    for twin in (copy.copy(number), copy.deepcopy(number), pickle.loads(pickle.dumps(number))):  # noqa: S301  our own
        assert (twin, twin.decimals) == (number, decimals)


@settings(deadline=None)
@given(st.integers(-(10**15), 10**15), st.integers(1, 10))
def test_a_number_is_copied_exactly_however_many_decimals_it_has(digits: int, decimals: int) -> None:
    number = Number(f"{digits}.{'7' * decimals}")
    assert (copy.copy(number), copy.copy(number).decimals) == (number, decimals)


# --- keys -----------------------------------------------------------------------------------------------


@both_loaders
@pytest.mark.parametrize(
    "key", ["2026", "2025/26", "2026-02-30", "true", "no", "on", "012", "1e3", "12:30", ".inf", "=", "7.5"]
)
def test_a_key_is_text_however_it_looks(key: str, loader: Loader) -> None:
    for content in (f"{key}: 9\n", f"{{{key}: 9}}\n", f"? {key}\n: 9\n"):
        document = read(content, loader)
        assert document.data == {key: 9}
        assert document.messages == []


@both_loaders
def test_a_key_written_plain_and_quoted_is_one_key(loader: Loader) -> None:
    document = read("2026: 9\n'2026': 8\n", loader)
    assert found(document) == [(2, 1, "LF004")]
    assert document.data == {"2026": 9}


@both_loaders
def test_an_entry_with_a_refused_key_is_left_out_and_what_follows_is_read(loader: Loader) -> None:
    document = read("a: {<<: x, b: 1, b: no, [c]: {d: yes}, ~: 012, &e f: 2, *g : 3}\nh: off\n", loader)
    assert document.data == {"a": {"b": 1, "f": 2}, "h": "off"}
    assert [code for _, _, code in found(document)] == [
        *("LF011", "LF004", "LF007", "LF011", "LF007", "LF011", "LF007", "LF005", "LF005", "LF007")
    ]


@both_loaders
def test_a_long_key_is_not_repeated_in_full(loader: Loader) -> None:
    key = "k" * 1000
    document = read(f"{key}: 1\n{key}: 2\n", loader)
    assert len(document.messages[0].text) < 100


# --- places ---------------------------------------------------------------------------------------------

PLACED = """\
title: Größe
"wide 漢字 👩": {a: [1, {b: "x"}], c: }
list:
  - one
  -
    - two
nothing:
block: >-
  text
"""


@both_loaders
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without a mark", "with a byte-order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_every_entry_has_the_place_of_its_key_and_value(mark: bytes, end: str, loader: Loader) -> None:
    document = read(mark + PLACED.replace("\n", end).encode(), loader)
    data = document.data
    flow = data["wide 漢字 👩"]
    assert document.messages == []
    assert document.root == (1, 1, 1, 1)
    assert document.place(data, "title") == (1, 1, 1, 8)
    assert document.place(data, "wide 漢字 👩") == (2, 1, 2, 14)
    assert document.place(flow, "a") == (2, 15, 2, 18)
    assert document.place(flow["a"], 0) == (2, 19, 2, 19)
    assert document.place(flow["a"][1], "b") == (2, 23, 2, 26)
    assert document.place(flow, "c") == (2, 33, 2, 33)
    assert document.place(data, "list") == (3, 1, 4, 3)
    assert document.place(data["list"], 1) == (6, 5, 6, 5)
    assert document.place(data["list"][1], 0) == (6, 7, 6, 7)
    assert document.place(data, "nothing") == (7, 1, 7, 1)
    assert document.place(data, "block") == (8, 1, 8, 8)


def test_a_place_has_names() -> None:
    document = read("a:\n  - b: c\n")
    place = document.place(document.data["a"][0], "b")
    assert (place.key_line, place.key_column, place.line, place.column) == (2, 5, 2, 8)


def test_the_root_stands_where_the_outermost_value_begins() -> None:
    assert read("# why\n---\n\n  - a\n").root == (4, 3, 4, 3)


@pytest.mark.parametrize("key", ["b", 0])
def test_asking_for_an_entry_that_is_not_there_is_a_key_error(key: str | int) -> None:
    document = read("a: 1\n")
    with pytest.raises(KeyError):
        document.place(document.data, key)


def test_a_copy_of_a_container_has_no_places() -> None:
    document = read("a: {b: 1}\n")
    with pytest.raises(KeyError):
        document.place(dict(document.data["a"]), "b")


names = st.sampled_from(["a", "bc", "def", "Größe", "漢字", "e\u0301", "k-l", "m n"])
nested_names = st.recursive(
    names,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4) | st.dictionaries(names, inner, min_size=1, max_size=4)
    ),
    max_leaves=10,
)


def assert_placed(document: Document, value: Any) -> None:
    """Wherever a place points, the file says what the data say."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in entries:
        place = document.place(value, key)
        if isinstance(value, dict):
            assert document.lines[place.key_line - 1][place.key_column - 1 :].startswith(f"{key}:")
        if isinstance(inner, str):
            assert document.lines[place.line - 1][place.column - 1 :].startswith(inner)
        else:
            assert_placed(document, inner)


@both_loaders
@settings(deadline=None)
@given(data=st.dictionaries(names, nested_names, min_size=1, max_size=4), flow=st.booleans())
def test_places_point_at_what_they_say(data: Any, flow: bool, loader: Loader) -> None:
    document = read(yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True, width=10_000), loader)
    assert document.messages == []
    assert_placed(document, document.data)


# --- lines ----------------------------------------------------------------------------------------------


@both_loaders
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_lines_are_counted_as_yaml_counts_them(end: str, loader: Loader) -> None:
    document = read(end.join(["a: 1", "", "b: no", "c: 漢 # \x0b", ""]), loader)
    assert document.lines == ["a: 1", "", "b: no", "c: 漢 # \x0b", ""]
    assert found(document) == [(3, 4, "LF007"), (4, 8, "LF012")]


@both_loaders
def test_other_separators_do_not_end_a_line(loader: Loader) -> None:
    document = read('a: "\\x20"\nb: x\u00a0y\u3000z # \u200b\nc: no\n', loader)
    assert len(document.lines) == 4
    assert found(document) == [(3, 4, "LF007")]


def test_lines_are_without_the_byte_order_mark() -> None:
    assert read(b"\xef\xbb\xbfa: no").lines == ["a: no"]


# --- the text -------------------------------------------------------------------------------------------

NO_TEXT = {
    "latin letters of Windows": (b"a: 1\nb: caf\xe9 x\n", 2, 7),
    "after wide characters": ("a: 漢字👩".encode() + b"\xff", 1, 7),
    "after a byte-order mark": (b"\xef\xbb\xbfa: \x80", 1, 4),
    "after every kind of line end": (b"a\r\nb\rc\xc2\x85d\xe2\x80\xa8e\n\xff", 6, 1),
    "half a surrogate pair": (b"a: \xed\xa0\x80", 1, 4),
    "an overlong form": (b"a: \xc0\xaf", 1, 4),
    "beyond Unicode": (b"a: \xf4\x90\x80\x80", 1, 4),
    "cut short": ("a: ß".encode()[:-1], 1, 4),
    "a NUL": (b"a: 1\nb: x\0y", 2, 5),
    "UTF-16 with a mark": ("\ufeffa: 1".encode("utf-16-be"), 1, 1),
    "UTF-16 without a mark": ("a: 1".encode("utf-16-be"), 1, 1),
    "UTF-32 with a mark": ("a: 1".encode("utf-32"), 1, 1),
}


@both_loaders
@pytest.mark.parametrize(("content", "line", "column"), NO_TEXT.values(), ids=NO_TEXT)
def test_bytes_that_are_no_text_are_one_message_at_the_first(
    content: bytes, line: int, column: int, loader: Loader
) -> None:
    document = read(content, loader)
    assert found(document) == [(line, column, "LF012")]
    assert "UTF-8" in document.messages[0].hint
    assert document.data is None


INVISIBLE = [
    "\x01",
    "\x07",
    "\x0b",
    "\x0c",
    "\x1b",
    "\x1f",
    "\x7f",
    "\x80",
    "\x9f",
    "\ufeff",
    "\ufffe",
    "\uffff",
]


@both_loaders
@pytest.mark.parametrize("character", INVISIBLE, ids=ascii)
def test_an_invisible_character_is_refused_at_its_place_and_the_rest_is_read(
    character: str, loader: Loader
) -> None:
    document = read(f"a: '漢{character}'\n# {character}\nb: no\n", loader)
    assert found(document) == [(1, 6, "LF012"), (2, 3, "LF012"), (3, 4, "LF007")]
    assert document.data == {"a": "漢\ufffd", "b": "no"}


@both_loaders
@pytest.mark.parametrize("escape", [r"\e", r"\0", r"\a", r"\x9b", r"\u001b", r"\U0000FEFF"])
def test_an_escape_cannot_bring_a_control_character_into_the_data(escape: str, loader: Loader) -> None:
    document = read(f'a: "x{escape}[31m"\n"k{escape}": 1\n', loader)
    assert found(document) == [(1, 4, "LF012"), (2, 1, "LF012")]
    assert document.data == {"a": "x\ufffd[31m", "k\ufffd": 1}


@both_loaders
@pytest.mark.parametrize(
    "escape", [r"\ud800", r"\uDFFF", r"\U00110000", r"\UFFFFFFFF", r"\u12", r"\xZZ", r"\d"]
)
def test_an_escape_that_makes_no_character_is_a_syntax_error_at_its_backslash(
    escape: str, loader: Loader
) -> None:
    document = read(f'a: "漢 {escape}"\n', loader)
    assert found(document) == [(1, 7, "LF001")]


@both_loaders
def test_escapes_of_ordinary_characters_are_fine(loader: Loader) -> None:
    document = read(r'"\u006b": "\t\n\x41 \u6f22 \U0001F469"', loader)
    assert (document.data, document.messages) == ({"k": "\t\nA 漢 👩"}, [])


# --- whole files ----------------------------------------------------------------------------------------


@both_loaders
@pytest.mark.parametrize(
    "content",
    [
        "a: 1",
        "---\na: 1\n",
        "---\na: 1\n...\n",
        "%YAML 1.1\n---\na: 1\n",
        "%YAML 1.2\n--- {a: 1}\n...\n# end\n",
    ],
)
def test_markers_of_one_document_are_fine(content: str, loader: Loader) -> None:
    document = read(content, loader)
    assert (document.data, document.messages) == ({"a": 1}, [])


@both_loaders
@pytest.mark.parametrize(
    "content", ["", "\n\n", "# nothing\n", "---\n", "---\n  ", "---\n...\n", "null", b"\xef\xbb\xbf"]
)
def test_a_file_that_holds_nothing_is_one_message(content: str | bytes, loader: Loader) -> None:
    document = read(content, loader)
    assert [code for _, _, code in found(document)] == ["LF002"]
    assert document.data is None
    assert_inside(document)


@both_loaders
def test_a_second_document_is_refused_where_it_begins_and_the_first_is_kept(loader: Loader) -> None:
    document = read("a: 1\n---\nb: [\n---\n", loader)
    assert found(document) == [(2, 1, "LF003")]
    assert document.data == {"a": 1}


@both_loaders
@pytest.mark.parametrize(("value", "data"), [("[a, no]", ["a", "no"]), ("no", "no"), ("text", "text")])
def test_the_outermost_value_need_not_be_a_mapping(value: str, data: Any, loader: Loader) -> None:
    assert read(value, loader).data == data


@both_loaders
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")], ids=["lists", "mappings"])
def test_the_deepest_nesting_is_read_and_one_level_more_is_refused(
    opening: str, closing: str, loader: Loader
) -> None:
    assert read(opening * DEEPEST + "x" + closing * DEEPEST, loader).messages == []
    document = read(opening * (DEEPEST + 1) + "x" + closing * (DEEPEST + 1), loader)
    assert found(document) == [(1, DEEPEST * len(opening) + 1, "LF008")]
    assert document.data is None


@both_loaders
@pytest.mark.parametrize("sign", ["[", "{", "- ", "? ", "[[{", "{[", '{"a":'])
def test_bottomless_nesting_ends_in_a_message(sign: str, loader: Loader) -> None:
    document = read(sign * 50_000, loader)
    assert "LF008" in {message.code for message in document.messages}
    assert document.data is None


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_refused() -> None:
    content = b"a: 1 #" + b" " * LARGEST
    assert read(content[:LARGEST]).data == {"a": 1}
    document = read(content[: LARGEST + 1])
    assert found(document) == [(1, 1, "LF009")]
    assert document.data is None


@pytest.mark.parametrize("entry", ["- a\n", "- {}\n", "- - a\n", "? a\n", "a: 1\n"])
def test_more_entries_than_memory_should_hold_are_refused_before_they_are_read(entry: str) -> None:
    document = read(entry * 600_000)
    assert found(document) == [(1, 1, "LF009")]


@both_loaders
def test_reading_stops_after_many_problems_and_says_so(loader: Loader) -> None:
    document = read("- no\n" * (MOST_PROBLEMS + 50), loader)
    assert len(document.messages) == MOST_PROBLEMS
    assert document.messages[-1].line == MOST_PROBLEMS
    assert "reading stops" in document.messages[-1].hint
    assert document.data is None


@both_loaders
def test_nothing_in_a_file_can_make_the_reader_call_anything(loader: Loader) -> None:
    document = read("a: !!python/object/apply:os.system ['exit 1']\n", loader)
    assert found(document) == [(1, 4, "LF006")]
    assert document.data == {"a": ["exit 1"]}


@both_loaders
@pytest.mark.parametrize("content", ["a: 1\nb: !%ED%A0%80 x\n", "a: 1\nb: !<%ff> x\n", "a: 1\nb: !%zz x\n"])
def test_a_tag_whose_percent_escapes_are_no_text_is_refused_where_they_begin(
    content: str, loader: Loader
) -> None:
    document = read(content, loader)
    assert [(line, code) for line, _, code in found(document)] == [(2, "LF001")]
    assert_inside(document)


@both_loaders
def test_a_yaml_version_of_thousands_of_digits_is_refused(loader: Loader) -> None:
    document = read(f"%YAML 1.{'1' * 5000}\n---\na: 1\n", loader)
    assert [(line, code) for line, _, code in found(document)] == [(1, "LF001")]


# --- files on disk --------------------------------------------------------------------------------------


def test_a_file_is_read_under_the_name_that_messages_show(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: no\n")
    document = documents.read_file(tmp_path / "a.yaml", "strategies/a.yaml")
    assert str(document.messages[0]).startswith("strategies/a.yaml:1:4: LF007 ")
    assert document.file == "strategies/a.yaml"


def test_a_file_that_does_not_exist_is_a_message(tmp_path: Path) -> None:
    document = documents.read_file(tmp_path / "a.yaml", "a.yaml")
    assert str(document.messages[0]) == "a.yaml:1:1: LF013 the file cannot be read: No such file or directory"
    assert document.data is None
    assert document.lines == [""]


@pytest.mark.parametrize("name", ["a\0b.yaml", "a" * 5000])
def test_a_name_that_no_file_can_have_is_a_message(tmp_path: Path, name: str) -> None:
    assert found(documents.read_file(tmp_path / name, "f.yaml")) == [(1, 1, "LF013")]


def test_a_folder_is_a_message(tmp_path: Path) -> None:
    assert found(documents.read_file(tmp_path, "f.yaml")) == [(1, 1, "LF013")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nobody_writes_to_is_a_message_and_not_a_long_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert found(documents.read_file(tmp_path / "pipe.yaml", "f.yaml")) == [(1, 1, "LF013")]


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(LARGEST * 100)  # sparse: half a gigabyte that nobody should read
    assert found(documents.read_file(tmp_path / "a.yaml", "f.yaml")) == [(1, 1, "LF009")]


# --- any input ------------------------------------------------------------------------------------------

SIGNS = [
    *(": ", "- ", "[", "]", "{", "}", ",", "? ", "&a ", "*a", "!t ", "!!str ", "!x!y ", "!%ff ", "<<: ", "@"),
    *(
        "|",
        "|-\n",
        ">",
        ">-\n",
        "'",
        '"',
        "\\",
        "\\u",
        "\\e",
        "#",
        " #",
        "%",
        "%YAML 1.1\n",
        "---\n",
        "...\n",
    ),
    *("no", "012", "12:30", "1e3", "~", "true", "2026", "2026-02-30", "7.50", ".inf", "=", "a", "b: ", "漢"),
    *("\n", "\n  ", "\n    ", "\r", "\t", " ", "\x85", "\u2028", "\ufeff", "\x07", "\0", "\ufffe"),
]
yaml_like = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


@both_loaders
@settings(deadline=None)
@given(content=st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")) | yaml_like)
def test_any_input_is_a_document_with_every_message_and_entry_inside_the_file(
    content: str | bytes, loader: Loader
) -> None:
    document = read(content, loader)
    assert_inside(document)
    assert document.messages == sorted(document.messages)
    assert document.messages or document.data is not None
    told(document).encode()  # no half characters: they could not be printed


CONFUSING = re.compile(
    r"[-+.0-9~=<]|(y|Y|n|N)$"
)  # safe_dump writes some of these plain, as YAML 1.1 has them
texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff")
).filter(lambda text: not CONFUSING.match(text))
nested = st.recursive(
    texts | st.integers(-(10**18) + 1, 10**18 - 1),
    lambda inner: st.lists(inner) | st.dictionaries(texts.filter(bool), inner),
    max_leaves=20,
)


@both_loaders
@settings(deadline=None)
@given(data=nested, flow=st.booleans(), unicode=st.booleans(), width=st.integers(20, 200))
def test_what_safe_dump_writes_is_read_back(
    data: Any,
    flow: bool,
    unicode: bool,
    width: int,
    loader: Loader,
) -> None:
    written = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=unicode, width=width)
    document = read(written, loader)
    assert document.messages == []
    assert document.data == data


# --- without libyaml ------------------------------------------------------------------------------------


def test_without_libyaml_files_are_read_all_the_same() -> None:
    script = """
import yaml
yaml.__with_libyaml__ = False
del yaml.CSafeLoader
from logframe import documents
document = documents.read(b"a: [1, no]", "f.yaml")
print([loader.__name__ for loader in documents.LOADERS], document.data, document.messages[0])
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("['PythonLoader'] {'a': [1, 'no']} f.yaml:1:8: LF007 ")
