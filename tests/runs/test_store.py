"""A run is kept as one file, and what is read from one is what was kept, or a message."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from logframe import runs
from logframe.evidence.model import CELL, OBSERVATIONS
from logframe.runs import store, tables
from tests.runs.made_up import State

if TYPE_CHECKING:
    from collections.abc import Callable

Data = dict[str, Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> runs.Run:
    declared = "logframe: 1\nextracts: {}\n"
    return State(others={"B": {"2022/23": {"value": "*"}}}, declared=declared).run(
        tmp_path_factory.mktemp("run") / "project"
    )


@pytest.fixture
def kept(run: runs.Run, tmp_path: Path) -> Path:
    path = tmp_path / "run.json"
    path.write_text(runs.written(run), encoding="ascii")
    return path


def test_what_was_kept_is_what_is_read(run: runs.Run, kept: Path):
    again = runs.load(kept)
    for name in ("observations", "ahead", "assessments"):
        assert_frame_equal(getattr(again, name), getattr(run, name), check_exact=True)
    for name in (
        "version",
        "method",
        "as_of",
        "replay",
        "sources",
        "declared",
        "extracts",
        "errors",
        "warnings",
    ):
        assert getattr(again, name) == getattr(run, name)
    assert again.catalogue.measures.keys() == run.catalogue.measures.keys()
    assert runs.written(again) == runs.written(run)


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path):
    first, second = (State().run(tmp_path / name) for name in ("first", "second"))
    texts = [runs.written(each).replace(name, "") for each, name in ((first, "first"), (second, "second"))]
    assert texts[0] == texts[1]


def test_a_kept_run_says_what_it_was_made_of(run: runs.Run):
    data = json.loads(runs.written(run))
    assert (data["logframe_run"], data["as_of"], data["replay"]) == (1, "2024-06-30", True)
    assert [Path(source["name"]).name for source in data["sources"]] == ["measures.yaml", "strategy.yaml"]
    assert Path(data["declared"]["name"]).name == "extracts.yaml"
    assert [Path(extract["name"]).name for extract in data["extracts"]] == ["figures.csv"]
    assert data["observations"]["area"]["of"] == ["A"]


def test_a_run_without_anything_can_be_kept(tmp_path: Path):
    empty = State(figures={}, target=None).run(tmp_path / "project")
    path = tmp_path / "run.json"
    path.write_text(runs.written(empty), encoding="ascii")
    assert runs.load(path).observations.is_empty()


NUMBERS = st.none() | st.floats() | st.sampled_from([0.0, -0.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2])
TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"]))
COLUMNS = {
    "text": (pl.String, TEXTS),
    "number": (pl.Float64, NUMBERS),
    "whole": (pl.Int64, st.none() | st.integers(-(2**63), 2**63 - 1)),
    "place": (pl.UInt32, st.none() | st.integers(0, 2**32 - 1)),
    "day": (pl.Date, st.none() | st.dates()),
    "true": (pl.Boolean, st.none() | st.booleans()),
    "texts": (pl.List(pl.String), st.none() | st.lists(st.text(st.characters(exclude_categories=["Cs"])))),
}
SCHEMA = {name: kind for name, (kind, _) in COLUMNS.items()}


@st.composite
def frames(draw: st.DrawFn) -> pl.DataFrame:
    rows = draw(st.integers(0, 6))
    data = {
        name: draw(st.lists(values, min_size=rows, max_size=rows)) for name, (_, values) in COLUMNS.items()
    }
    return pl.DataFrame(data, schema=SCHEMA)


@given(frames())
def test_a_table_of_any_values_comes_back_as_it_was(frame: pl.DataFrame):
    data = json.loads(json.dumps(tables.to_data(frame), allow_nan=False))
    again = tables.from_data(data, SCHEMA, needed=())
    assert_frame_equal(again, frame, check_exact=True)
    # equality takes 0.0 and -0.0 for one number, and NaN for none
    assert repr(again["number"].to_list()) == repr(frame["number"].to_list())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
COLUMN = JSON | st.fixed_dictionaries(
    {"of": JSON | st.lists(st.text()), "at": JSON | st.lists(st.integers(-1, 3))}
)


@given(
    st.fixed_dictionaries({"rows": st.integers(-1, 3) | JSON, **dict.fromkeys(OBSERVATIONS, COLUMN)}) | JSON
)
def test_a_table_from_anywhere_is_a_frame_or_a_refusal(data: object):
    try:
        frame = tables.from_data(data, OBSERVATIONS, needed=CELL)
    except tables.UnreadableTableError:
        return
    assert frame.schema == OBSERVATIONS


def test_a_table_is_not_made_as_long_as_it_says_it_is():
    with pytest.raises(
        tables.UnreadableTableError, match="has no column 'measure' of 1,000,000,000,000 rows"
    ):
        tables.from_data({"rows": 10**12, "source": None}, OBSERVATIONS, needed=CELL)


def at(*path: str, value: object) -> Callable[[Data], None]:
    def put(data: Data) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return put


def without(name: str) -> Callable[[Data], None]:
    return lambda data: data.pop(name)


def extended(name: str, rows: int) -> Callable[[Data], None]:
    """Say a table's first row again at its end."""

    def extend(data: Data) -> None:
        table = data[name]
        table["rows"] += rows
        for column in table.values():
            if isinstance(column, dict):
                column["at"].append(column["at"][0])
            elif isinstance(column, list):
                column.append(column[0])

    return extend


def first_text_edited(data: Data) -> None:
    data["sources"][0]["text"] += "# edited\n"


def undefined_measure(data: Data) -> None:
    source = data["sources"][1]
    source["text"] = source["text"].replace("measure: measure", "measure: nothing")
    source["sha256"] = store.hashlib.sha256(source["text"].encode()).hexdigest()


DAMAGED = "this saved run was damaged or edited: "
REFUSED: dict[str, tuple[Callable[[Data], None], str]] = {
    "a newer format": (
        at("logframe_run", value=7),
        "this run was saved in format 7, and this program knows format 1: use the logframe that saved it, or a newer one",
    ),
    "no format": (without("logframe_run"), "this is no saved run (logframe check --save makes one)"),
    "a format that is no number": (
        at("logframe_run", value="one"),
        "this is no saved run (logframe check --save makes one)",
    ),
    "a part that is missing": (without("ahead"), DAMAGED + "'ahead': field required"),
    "a day that is none": (at("as_of", value="2024-02-31"), DAMAGED + "'as_of': "),
    "a day too far": (at("as_of", value="9999-12-31"), "its day is 9999-12-31: years go from 1850 to 2250"),
    "a number for a text": (at("version", value=3), DAMAGED + "'version': input should be a valid string"),
    "a text that was edited": (first_text_edited, "the text of "),
    "strategies that are not valid": (undefined_measure, "its strategies are not valid: "),
    "a table that is none": (at("observations", value=[]), DAMAGED + "'observations' is not a table"),
    "rows that are too few": (
        at("observations", "value", value=[1.0]),
        DAMAGED + "'observations' has no 5 rows in its column 'value'",
    ),
    "rows that are not as many as it says": (
        at("observations", "rows", value=6),
        DAMAGED + "'observations' has no column 'measure' of 6 rows",
    ),
    "a text among numbers": (
        at("observations", "value", value=[1.0, 2.0, 3.0, 4.0, "five"]),
        DAMAGED + "'observations' has something in its column 'value' that does not belong there",
    ),
    "a value that is infinite": (
        at("observations", "value", value=[1.0, 2.0, 3.0, 4.0, "inf"]),
        DAMAGED + "'observations' has impossible numbers",
    ),
    "decimals that nobody prints": (
        at("observations", "decimals", value=[1, 1, 1, 1, 1_000]),
        DAMAGED + "'observations' has impossible numbers",
    ),
    "a label that is not there": (
        at("observations", "area", "at", value=[0, 0, 0, 0, 9]),
        DAMAGED + "'observations' has something in its column 'area' that does not belong there",
    ),
    "a gap where none can be": (
        at("observations", "area", "at", value=[0, 0, 0, 0, None]),
        DAMAGED + "'observations' has gaps in its column 'area'",
    ),
    "a period that ends before it begins": (
        at("observations", "end", value={"of": ["1900-01-01"], "at": [0] * 5}),
        DAMAGED + "'observations' has impossible periods",
    ),
    "a cell twice": (extended("observations", 1), DAMAGED + "'observations' has one cell twice"),
    "a row twice": (extended("assessments", 1), DAMAGED + "'assessments' has one row twice"),
    "a verdict that there is not": (
        at("assessments", "verdict", value={"of": ["splendid"], "at": [0]}),
        DAMAGED + "'assessments' has no such verdicts",
    ),
    "a chance above one": (
        at("assessments", "probability", value=[1.5]),
        DAMAGED + "'assessments' has no such verdicts",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("damage", "words"), REFUSED.values(), ids=REFUSED)
def test_a_damaged_run_is_refused_in_words(kept: Path, damage: Callable[[Data], None], words: str):
    data = json.loads(kept.read_text(encoding="ascii"))
    damage(data)
    kept.write_text(json.dumps(data), encoding="ascii")
    with pytest.raises(runs.UnreadableRunError) as refused:
        runs.load(kept)
    assert str(refused.value).startswith(f"{kept}: {words}")


NO_JSON = "this is no saved run, or not the whole of one: it is not valid JSON"


@pytest.mark.parametrize(
    ("content", "words"),
    {
        "nothing": (b"", NO_JSON),
        "a text": (b"logframe", NO_JSON),
        "bytes that are no text": (b'{"logframe_run": 1, "version": "\xff"}', NO_JSON),
        "half a character": (b'{"logframe_run": 1, "version": "\\ud800"}', NO_JSON),
        "brackets without end": (b"[" * 200_000, NO_JSON),
        "a number without end": (b'{"logframe_run": ' + b"9" * 100_000 + b"}", NO_JSON),
        "a list": (b"[]", "this is no saved run (logframe check --save makes one)"),
        "another program's JSON": (
            b'{"logframe": 1}',
            "this is no saved run (logframe check --save makes one)",
        ),
    }.values(),
)
def test_what_is_no_run_is_refused_in_words(tmp_path: Path, content: bytes, words: str):
    path = tmp_path / "run.json"
    path.write_bytes(content)
    with pytest.raises(runs.UnreadableRunError) as refused:
        runs.load(path)
    assert str(refused.value) == f"{path}: {words}"


def test_a_run_that_was_cut_off_is_refused_wherever_it_was(kept: Path):
    whole = kept.read_bytes()
    for size in range(0, len(whole) - 2, max(1, len(whole) // 60)):
        kept.write_bytes(whole[:size])
        with pytest.raises(runs.UnreadableRunError, match="not the whole of one"):
            runs.load(kept)


def test_a_file_that_is_not_there_is_told_in_words(tmp_path: Path):
    with pytest.raises(runs.UnreadableRunError, match=r"nothing\.json: No such file or directory"):
        runs.load(tmp_path / "nothing.json")


def test_a_file_that_is_too_large_is_not_read(kept: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store, "LARGEST", 1000)
    with pytest.raises(runs.UnreadableRunError, match="it is larger than 1,000 bytes"):
        runs.load(kept)


def test_a_run_that_could_not_be_read_again_is_not_written(run: runs.Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store, "LARGEST", 1000)
    with pytest.raises(runs.UnreadableRunError, match="too large to be kept"):
        runs.written(run)


def test_what_a_later_version_adds_is_passed_over_and_what_an_earlier_one_lacked_is_empty(
    run: runs.Run, kept: Path
):
    data = json.loads(kept.read_text(encoding="ascii"))
    data |= {"weather": "fine"}
    data["assessments"] |= {"mood": ["calm"]}
    del data["assessments"]["sdg_band"]
    kept.write_text(json.dumps(data), encoding="ascii")
    again = runs.load(kept)
    assert again.assessments.schema == run.assessments.schema
    assert again.assessments["sdg_band"].null_count() == 1


@pytest.mark.parametrize(
    ("their_old", "said"), [(12.0, "similar to"), (13.5, "better than"), (11.0, "worse than")]
)
def test_what_an_earlier_version_said_of_a_comparison_is_told_in_its_words(
    tmp_path: Path, their_old: float, said: str
):
    figure = {"value": 12.2, "lower": 11.4, "upper": 13.0}
    beside_b = {"settings": {"compare_with": "B"}, "areas": {"B": "The Nation"}}
    state = State(figures=State().figures | {"2022/23": figure}, definitions=beside_b)
    old = replace(state, others={"B": {"2022/23": their_old}}).run(tmp_path / "old")
    data = json.loads(runs.written(old))
    for column in ("comparator_basis", "comparator_own"):
        del data["assessments"][column]
    (tmp_path / "run.json").write_text(json.dumps(data), encoding="ascii")
    now = "worse" if said != "worse than" else "better"
    folder = replace(state, others={"B": {"2022/23": {"worse": 11.1, "better": 13.4}[now]}}).write(
        tmp_path / "new"
    )
    told = folder.run("diff", str(tmp_path / "run.json"), "--as-of", "2024-06-30", "--width", "200")
    assert f"Now {now} than The Nation, before {said} it." in told.stdout, told.stderr


def test_what_a_terminal_would_obey_is_spelt_out(run: runs.Run, tmp_path: Path):
    named = replace(run, version="\x1b[31m1.0\x1b[0m\u202e")
    assert runs.written(named).isascii()
    assert "\x1b" not in runs.written(named)
    path = tmp_path / "run.json"
    text = runs.written(run).replace('"as_of": "2024-06-30"', '"as_of": "\\u001b[31m"')
    path.write_text(text, encoding="ascii")
    with pytest.raises(runs.UnreadableRunError) as refused:
        runs.load(path)
    assert "\x1b" not in str(refused.value)


def test_a_digest_that_cannot_be_taken_is_null(tmp_path: Path):
    found = runs.Extract.of("nothing.csv", tmp_path / "nothing.csv")
    assert found == runs.Extract("nothing.csv", None, None)
