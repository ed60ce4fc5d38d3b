"""Extracts in layouts of their own, read as they are declared. The figures are made up."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from datetime import datetime

import polars as pl
import pytest

from logframe.evidence.declared.plan import MOST_FIGURES
from tests.evidence.made_up import EVERYTHING, START, account, adds_up, declared, parquet, read, told

AREA, MONTH = "Area Code", "Month"
SCORES = """\
    columns: {area: Area Code, period: Year, value: Score}
    fixed: {measure: score}
"""


def cells(found) -> list[tuple[object, ...]]:
    rows = found.observations.select("measure", "area", "group", pl.col("start").dt.year(), "value")
    return rows.rows()


PLAIN = "Area Code,Year,Score\nE1,2022,5.0\nE2,2022,6\n"
EXPECTED = [("score", "E1", "", 2022, 5.0), ("score", "E2", "", 2022, 6.0)]


def _zipped(**files: str) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return raw.getvalue()


WAYS: dict[str, tuple[str | bytes, str, str]] = {
    "as it is": (PLAIN, "a.csv", ""),
    "names spelt otherwise": (PLAIN.replace("Area Code", " area  CODE "), "a.csv", ""),
    "semicolons": (PLAIN.replace(",", ";"), "a.csv", ""),
    "tabs": (PLAIN.replace(",", "\t"), "a.txt", ""),
    "bars": (PLAIN.replace(",", "|"), "a.csv", ""),
    "quoted names, a comma in one": (PLAIN.replace("Score", '"Score","a, b; c"').replace(".0", ".0,").replace(",6", ",6,"), "a.csv", ""),
    "UTF-16": (PLAIN.encode("utf-16"), "a.csv", ""),
    "Windows-1252": (PLAIN.replace("Year", "Year,é").replace(",2022", ",2022,é").encode("cp1252"), "a.csv", ""),
    "lines before the header": ("A title\n\n,,,\n" + PLAIN, "a.csv", "    skip: 3\n"),
    "gzip": (gzip.compress(PLAIN.encode()), "a.csv.gz", ""),
    "zip": (_zipped(figures=PLAIN), "a.zip", ""),
    "zip of several": (_zipped(figures=PLAIN, notes="x\n"), "a.zip", "    member: fig*\n"),
    "parquet": (parquet(**{"Area Code": ["E1", "E2"], "Year": [2022, 2022], "Score": [5.0, 6.0]}), "a.parquet", ""),
    "parquet with fractions for years": (parquet(**{"Area Code": ["E1", "E2"], "Year": [2022.0, 2022.0], "Score": ["5", "6"]}), "a.parquet", ""),
}  # fmt: skip


@pytest.mark.parametrize(("content", "name", "more"), WAYS.values(), ids=WAYS)
def test_a_file_is_read_however_it_comes(content: str | bytes, name: str, more: str) -> None:
    found = declared(content, SCORES + more, name)
    assert found.messages == []
    assert cells(found) == EXPECTED
    assert account(found) == [{"read": 2, "used": 2}]
    assert found.observations["record"].to_list() == [1, 2]


# Files as their publishers lay them out, with a figure of 5: content, what is said besides, the bounds.
LAYOUTS: dict[str, tuple[str, str, tuple[float | None, ...]]] = {
    "fingertips": (
        "Indicator ID,Area Code,Area Name,Category Type,Time period,Value,Lower CI 95.0 limit,"
        "Upper CI 95.0 limit,Count,Denominator,Value note\n"
        "score,E1,Kent,,2022,5,4,6,50,1000\nscore,E1,Kent,Deprivation deciles,2022,9,8,10,9,100,\n",
        "",
        (4, 6),
    ),
    "dfe-explore-education-statistics": (
        "time_period,geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,V\n"
        "2022,Local authority,E9,England,E8,South East,E1,Kent,5\n"
        "2022,Local authority district,E9,England,E8,South East,E1,Kent,9\n",
        "    columns: {value: V}\n    fixed: {measure: score}\n",
        (None, None),
    ),
    "ons": (
        "areacd,areanm,indicator,period,observation,lci_95,uci_95,status,notes\n"
        "E1,Kent,score,2022,5,4,6,,\nE1,Kent,another,2022,9,8,10,,\n",
        "",
        (4, 6),
    ),
    "nhs-england-rtt": (
        "Period,Commissioner Parent Org Code,Commissioner Parent Name,RTT Part Type,Treatment Function Code,V\n"
        "2022,E1,Kent,Part_2,C_999,2\n2022,E1,Kent,Part_2,C_999,3\n2022,E1,Kent,Part_2,C_999,\n"
        "2022,E1,Kent,Part_2,C_130,9\n",
        "    columns: {value: V}\n    fixed: {measure: score}\n    keep: {RTT Part Type: Part_2}\n",
        (None, None),
    ),
    "nhs-england-dm01": (
        "Reporting Period,ICB Code,ICB Name,Total Waiting List,Number waiting 6+ Weeks\n"
        "2022,E1,Kent,80,1\n2022,E1,Kent,20,4\n",
        "    fixed: {measure: score}\n",
        (None, None),
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_reads_what_its_publisher_prints(name: str) -> None:
    content, besides, bounds = LAYOUTS[name]
    found = declared(content, f"    layout: {name}\n{besides}")
    assert [message for message in found.messages if message.severity == "error"] == []
    assert cells(found) == [("score", "E1", "", 2022, 5.0)]
    assert found.observations.select("area_name", "lower", "upper").rows() == [("Kent", *bounds)]
    assert adds_up(found)


# What a declaration can say: content, declaration, what comes of it, the account

WIDE = "Area,2021,2022\nE1,4,5\nE2,,6\n"
SAID: dict[str, tuple[str, str, list[tuple[object, ...]], dict[str, int]]] = {
    "rows to keep, rows to drop": (
        "Area Code,Year,Score,Sex,Age\nE1,2022,5,Persons,All\nE1,2022,6,Female,All\nE1,2022,7,Male,Old\n",
        SCORES + "    keep: {sex: [Persons, Male]}\n    drop: {Age: Old}\n",
        [("score", "E1", "", 2022, 5.0)],
        {"read": 3, "used": 1, "outside": 2},
    ),
    "the first column that is not blank": (
        "LA,Region,Country,Year,Score\n,,E9,2022,5\n,E5,E9,2022,6\nE1,E5,E9,2022,7\n",
        "    columns: {area: [LA, Region, Country], period: Year, value: Score}\n    fixed: {measure: score}\n",
        [("score", "E1", "", 2022, 7.0), ("score", "E5", "", 2022, 6.0), ("score", "E9", "", 2022, 5.0)],
        {"read": 3, "used": 3},
    ),
    "codes for measures, areas and groups": (
        "What,Where,Who,Year,Score\n17,QKS,Total,2022,5\n17,QKS,Men,2022,6\n18,QKS,Total,2022,7\n17,QRS,Total,2022,8\n",
        "    columns: {measure: What, area: Where, group: Who, period: Year, value: Score}\n"
        '    codes: {measure: {17: score}, area: {QKS: E1}, group: {Total: "", Men: men}}\n',
        [("score", "E1", "", 2022, 5.0), ("score", "E1", "men", 2022, 6.0)],
        {"read": 4, "used": 2, "outside": 2},
    ),
    "columns of periods": (
        WIDE,
        '    columns: {area: Area}\n    fixed: {measure: score}\n    long: {columns: "20*", into: period}\n    blank: missing\n',
        [("score", "E1", "", 2021, 4.0), ("score", "E1", "", 2022, 5.0), ("score", "E2", "", 2021, None), ("score", "E2", "", 2022, 6.0)],
        {"read": 4, "used": 3, "suppressed": 1},
    ),
    "blank as zero": (
        WIDE,
        "    columns: {area: Area}\n    fixed: {measure: score}\n    long: {columns: [2021, 2022], into: period}\n    blank: zero\n",
        [("score", "E1", "", 2021, 4.0), ("score", "E1", "", 2022, 5.0), ("score", "E2", "", 2021, 0.0), ("score", "E2", "", 2022, 6.0)],
        {"read": 4, "used": 4},
    ),
    "columns of measures": (
        "Area,Year,Mark,Share\nE1,2022,5,0.25\n",
        "    columns: {area: Area, period: Year}\n    measures: {score: Mark, share: Share}\n",
        [("score", "E1", "", 2022, 5.0), ("share", "E1", "", 2022, 0.25)],
        {"read": 2, "used": 2},
    ),
    "measures with rows and factors of their own": (
        "Area,Year,Kind,Num,D\nE1,2022,a,1,4\nE1,2022,b,30,10\nE1,2022,c,1,1\n",
        "    columns: {area: Area, period: Year}\n    measures:\n"
        "      share: {keep: {Kind: a}, columns: {value: {of: Num, over: D}}}\n"
        "      score: {keep: {Kind: b}, columns: {value: {of: [Num, D], times: 0.5}}}\n",
        [("score", "E1", "", 2022, 20.0), ("share", "E1", "", 2022, 0.25)],
        {"read": 3, "used": 2, "outside": 1},
    ),
    "sums of counts": (
        "Area,Year,Test,Num\nE1,2022,a,1\nE1,2022,b,2\nE1,2023,a,4\nE2,2022,a,8\n",
        "    columns: {area: Area, period: Year, value: Num}\n    fixed: {measure: score}\n    combine: sum\n",
        [("score", "E1", "", 2022, 3.0), ("score", "E1", "", 2023, 4.0), ("score", "E2", "", 2022, 8.0)],
        {"read": 4, "used": 3, "combined": 1},
    ),
    "ratios of sums, not sums of ratios": (
        "Area,Year,Test,Num,D\nE1,2022,a,1,10\nE1,2022,b,9,90\nE1,2022,c,10,900\n",
        "    columns: {area: Area, period: Year, value: {of: Num, over: D}}\n    fixed: {measure: share}\n    combine: sum\n",
        [("share", "E1", "", 2022, 0.02)],
        {"read": 3, "used": 1, "combined": 2},
    ),
    "means": (
        "Area,Day,Num\nE1,2022-04-01,1\nE1,2022-04-02,2\nE1,2022-05-01,9\n",
        "    columns: {area: Area, period: {column: Day, first: 7}, value: Num}\n    fixed: {measure: waits}\n    combine: mean\n",
        [("waits", "E1", "", 2022, 1.5), ("waits", "E1", "", 2022, 9.0)],
        {"read": 3, "used": 2, "combined": 1},
    ),
    "a part of a year": (
        PLAIN,
        SCORES + "    partial: true\n",
        [],
        {"read": 2, "partial": 2},
    ),
    "a mark of its own": (
        "Area Code,Year,Score\nE1,2022,low N\nE2,2022,6\n",
        SCORES + "    suppressed: [LOW N]\n",
        [("score", "E1", "", 2022, None), ("score", "E2", "", 2022, 6.0)],
        {"read": 2, "used": 1, "suppressed": 1},
    ),
    "marks of nought": (
        "Area Code,Year,Score\nE1,2022, - \nE2,2022,NIL\nE3,2022,6\n",
        SCORES + "    zero: ['-', nil]\n",
        [("score", "E1", "", 2022, 0.0), ("score", "E2", "", 2022, 0.0), ("score", "E3", "", 2022, 6.0)],
        {"read": 3, "used": 3},
    ),
    "marks of nought in a sum and its denominator": (
        "Area,Year,Test,Num,D\nE1,2022,a,-,10\nE1,2022,b,5,10\nE2,2022,a,-,-\nE2,2022,b,2,8\n",
        "    columns: {area: Area, period: Year, value: {of: Num, over: D}}\n    fixed: {measure: share}\n    combine: sum\n    zero: ['-']\n",
        [("share", "E1", "", 2022, 0.25), ("share", "E2", "", 2022, 0.25)],
        {"read": 4, "used": 2, "combined": 2},
    ),
    "no interval ends at a mark of nought": (
        "Area,Year,Score,L,U\nE1,2022,5,-,-\n",
        "    columns: {area: Area, period: Year, value: Score, lower: L, upper: U}\n    fixed: {measure: score}\n    zero: ['-']\n",
        [("score", "E1", "", 2022, 5.0)],
        {"read": 1, "used": 1},
    ),
    "a mark that is withheld unless it is declared": (
        "Area Code,Year,Score\nE1,2022,-\n",
        SCORES,
        [("score", "E1", "", 2022, None)],
        {"read": 1, "suppressed": 1},
    ),
    "rows that end early": (
        'Area Code,Year,Score,"a\nb",c\nE1,2022,5\nE2,2022,6,"x\ny",\n',
        SCORES + "    short_rows: true\n",
        EXPECTED,
        {"read": 2, "used": 2},
    ),
    "something withheld in a sum": (
        "Area,Year,Num\nE1,2022,1\nE1,2022,*\nE2,2022,3\n",
        "    columns: {area: Area, period: Year, value: Num}\n    fixed: {measure: score}\n    combine: sum\n",
        [("score", "E1", "", 2022, None), ("score", "E2", "", 2022, 3.0)],
        {"read": 3, "used": 1, "suppressed": 1, "combined": 1},
    ),
    "nothing counted": (
        "Area,Year,Num,D\nE1,2022,0,0\n",
        "    columns: {area: Area, period: Year, value: {of: Num, over: D}}\n    fixed: {measure: share}\n",
        [("share", "E1", "", 2022, None)],
        {"read": 1, "suppressed": 1},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "declaration", "expected", "where"), SAID.values(), ids=SAID)
def test_what_a_declaration_says_is_done(
    content: str, declaration: str, expected: list[tuple[object, ...]], where: dict[str, int]
) -> None:
    found = declared(content, declaration, wanted=[*EVERYTHING, ("score", None, "men")])
    assert [str(message) for message in found.messages] == []
    assert cells(found) == [
        pytest.approx(cell, rel=1e-12) if isinstance(cell, float) else cell for cell in expected
    ]
    assert account(found) == [where]
    assert adds_up(found)


@pytest.mark.parametrize(("meaning", "start"), [("begins", 2022), ("ends", 2021)])
def test_a_bare_year_means_what_is_declared(meaning: str, start: int) -> None:
    declaration = SCORES.replace("measure: score", "measure: smoking") + f"    bare_year: {meaning}\n"
    assert cells(declared(PLAIN, declaration))[0] == ("smoking", "E1", "", start, 5.0)


def test_a_bare_year_that_nobody_explained_is_refused() -> None:
    found = declared(PLAIN, SCORES.replace("measure: score", "measure: smoking"))
    assert [message.code for message in found.messages] == ["LF404", "LF404"]


def test_an_early_and_a_late_vintage_are_told_apart_by_what_is_declared() -> None:
    early = "logframe: 1\nextracts:\n  early:\n    files: a.csv\n    published: 2023-01-01\n" + SCORES
    late = "  late:\n    files: b.csv\n    published: 2024-01-01\n" + SCORES
    found = read({"a.csv": PLAIN, "b.csv": PLAIN.replace("5.0", "5.5"), "extracts.yaml": early + late})
    assert cells(found)[0] == ("score", "E1", "", 2022, 5.5)
    assert [message.code for message in found.messages] == ["LF411"]


def test_a_scaled_value_takes_its_interval_along() -> None:
    found = declared(
        "Area,Year,P,L,U\nE1,2022/23,0.5,0.4,0.6\n",
        "    columns:\n      area: Area\n      period: Year\n      value: {of: P, times: 100}\n"
        "      lower: {of: L, times: 100}\n      upper: {of: U, times: 100}\n    fixed: {measure: smoking}\n",
    )
    assert found.messages == []
    assert found.observations.select("value", "lower", "upper").rows() == [(50.0, 40.0, 60.0)]


# Traps: content, declaration, the messages

COMBINED = (
    "    columns: {area: Area, period: Year, value: Num}\n    fixed: {measure: score}\n    combine: sum\n"
)
TRAPS: dict[str, tuple[str, str, list[str]]] = {
    "a column that is not there": (
        PLAIN,
        SCORES.replace("Score", "Scores"),
        ["extracts.yaml:5:53: LF402 'a.csv' has no column 'Scores' in extract 'made-up' (did you mean 'Score'?)"],
    ),
    "a column that is not there, and nothing like it": (
        PLAIN,
        SCORES + "    keep: {Sex: Persons}\n",
        ["extracts.yaml:7:12: LF402 'a.csv' has no column 'Sex' in extract 'made-up' (it has 'Area Code', 'Year', 'Score')"],
    ),
    "a filter that matches nothing": (
        "Area Code,Year,Score,Sex\nE1,2022,5,Persons\n",
        SCORES + "    keep: {Sex: [Person]}\n",
        ["extracts.yaml:7:18: LF412 no row has 'Person' in 'Sex' in extract 'made-up' (did you mean 'Persons'?)"],
    ),
    "a filter of which one text matches nothing: what is named already is not meant": (
        "Area Code,Year,Score,Sex\nE1,2022,5,Persons\n",
        SCORES + "    keep: {Sex: [Persons, Person]}\n",
        ["extracts.yaml:7:27: LF412 no row has 'Person' in 'Sex' in extract 'made-up'"],
    ),
    "a code that matches nothing": (
        PLAIN,
        SCORES + "    codes: {area: {E1: A, E2: B, E33: C}}\n",
        ["extracts.yaml:7:34: LF412 no row has 'E33' in 'area' in extract 'made-up'"],
    ),
    "a breakdown that nobody filtered": (
        "Area Code,Year,Note,Sex,Score\nE1,2022,x,Persons,5\nE1,2022,x,Male,6\n",
        SCORES,
        ["a.csv:3:16: LF405 'score' in 'E1', 2022-01-01 to 2022-12-31: 6 contradicts 5 at a.csv:2 (the rows differ in 'Sex': keep one of its texts in a declaration)"],
    ),
    "totals and parts added up": (
        "Area,Year,Test,Num\nE1,2022,Total,3\nE1,2022,b,2\nE1,2022,c,1\n",
        COMBINED,
        ["a.csv:1:11: LF413 rows are added up in which 'Test' is 'Total', and rows of its parts too: none is used (keep one of them in the declaration, such as keep: {Test: Total})"],
    ),
    "totals and parts let through by a filter, and added up": (
        "Area,Year,Test,Num\nE1,2022,Total,3\nE1,2022,b,2\nE1,2022,c,1\n",
        COMBINED + "    keep: {Test: [Total, b]}\n",
        ["extracts.yaml:8:18: LF413 rows are added up in which 'Test' is 'Total', and rows of its parts too: none is used in extract 'made-up' (let one of them through)"],
    ),
    "totals here and parts there": (
        "Area Code,Year,Sex,Score\nE1,2022,Persons,5\nE1,2023,Male,6\n",
        SCORES + "    keep: {Sex: [Persons, Male]}\n",
        ["extracts.yaml:7:17: LF413 rows are read in which 'Sex' is 'Persons', and rows of its parts too: none is used in extract 'made-up' (let one of them through)"],
    ),
    "totals and parts that a filter did not drop": (
        "Area Code,Year,Sex,Score\nE1,2022,Persons,5\nE1,2023,Male,6\nE1,2023,Female,7\n",
        SCORES + "    drop: {Sex: Female}\n",
        ["extracts.yaml:7:17: LF413 rows are read in which 'Sex' is 'Persons', and rows of its parts too: none is used in extract 'made-up' (let one of them through)"],
    ),
    "two figures for one cell": (
        "Area Code,Year,Score\nE1,2022,5\nE2,2022,6\nE1,2022,7\n",
        SCORES,
        ["a.csv:4:9: LF405 'score' in 'E1', 2022-01-01 to 2022-12-31: 7 contradicts 5 at a.csv:2 (none of them is used: remove one, or say in 'published' when each was published)"],
    ),
    "a code of a column of values that is not there": (
        "Area,2021,2022,2023\nE1,4,5,6\n",
        '    columns: {area: Area}\n    fixed: {measure: score}\n    long: {columns: "20*", into: period}\n    codes: {period: {"2021": "2021", "2022": "2022", "2032": "2023"}}\n',
        ["extracts.yaml:8:54: LF412 no column is called '2032' in extract 'made-up' (did you mean '2023'?)"],
    ),
    "a bad cell in a sum spoils that sum": (
        "Area,Year,Num\nE1,2022,1\nE1,2022,many\nE2,2022,3\n",
        COMBINED,
        ["a.csv:3:9: LF403 value 'many' is not a number (if it marks a figure that is held back, say so: suppressed: ['many']; if it is nought: zero: ['many'])"],
    ),
    "a bad cell of a ratio": (
        "Area,Year,Num,D\nE1,2022,?,4\nE2,2022,1,4\n",
        "    columns: {area: Area, period: Year, value: {of: Num, over: D}}\n    fixed: {measure: share}\n",
        ["a.csv:2:9: LF403 value '?' is not a number (if it marks a figure that is held back, say so: suppressed: ['?']; if it is nought: zero: ['?'])"],
    ),
    "a ratio over nothing": (
        "Area,Year,Num,D\nE1,2022,5,0\nE2,2022,1,4\n",
        "    columns: {area: Area, period: Year, value: {of: Num, over: D}}\n    fixed: {measure: share}\n",
        ["a.csv:2:11: LF408 denominator 0 cannot be divided by"],
    ),
    "a bad denominator": (
        "Area,Year,Num,D,E\nE1,2022,5,4,none\nE2,2022,1,4,4\nE3,2022,1,,4\n",
        "    columns: {area: Area, period: Year, value: {of: Num, over: [D, E]}}\n    fixed: {measure: share}\n",
        [
            "a.csv:2:13: LF403 value 'none' is not a number (if it marks a figure that is held back, say so: suppressed: ['none']; if it is nought: zero: ['none'])",
            "a.csv:4:11: LF410 no value, and nothing says why (say what it means: blank: missing, or blank: zero)",
        ],
    ),
    "a sum over nothing": (
        "Area,Year,Num,D\nE1,2022,0,0\nE1,2022,5,0\nE2,2022,1,4\n",
        "    columns: {area: Area, period: Year, value: {of: Num, over: D}}\n    fixed: {measure: share}\n    combine: sum\n",
        ["a.csv:3:11: LF408 denominator 0 cannot be divided by"],
    ),
    "a bad cell beside good ones": (
        "Area,2021,2022\nE1,4,x y\nE2,5,6\n",
        '    columns: {area: Area}\n    fixed: {measure: score}\n    long: {columns: "20*", into: period}\n',
        ["a.csv:2:6: LF403 value 'x y' is not a number (if it marks a figure that is held back, say so: suppressed: ['x y']; if it is nought: zero: ['x y'])"],
    ),
    "a column that is there twice": (
        "Area Code,Year,Score,score,Score\nE1,2022,5,6,7\n",
        SCORES,
        ["a.csv:1:28: LF402 the column 'Score' is there twice, and extract 'made-up' reads it: the file was not read (name it by its place: 'column 3' or 'column 5'; if its header takes two lines, say so: header: 2)"],
    ),
    "a file in another layout": (
        PLAIN,
        "    layout: ons\n",
        [
            f"extracts.yaml:5:13: LF402 'a.csv' has no column '{name}' in extract 'made-up' (is it in the layout 'ons'?)"
            for name in ("areacd", "indicator", "observation", "period")
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "declaration", "messages"), TRAPS.values(), ids=TRAPS)
def test_a_trap_is_told_at_its_place(content: str, declaration: str, messages: list[str]) -> None:
    found = declared(content, declaration)
    assert [str(message) for message in found.messages] == messages
    assert adds_up(found)


NO_TRAPS: dict[str, tuple[str, str]] = {
    "a total that is an area of its own": (
        "Area,Region,Year,Num\nE1,England,2022,3\nE2,Kent,2022,2\nE2,Medway,2022,1\n",
        COMBINED,
    ),
    "a total of one measure and a part of another": (
        "Area,Year,Sex,Num\nE1,2022,All,3\nE1,2022,Male,0.5\n",
        "    columns: {area: Area, period: Year, value: Num}\n    measures:\n"
        "      score: {keep: {Sex: All}}\n      share: {keep: {Sex: Male}}\n    combine: sum\n",
    ),
    "totals and parts that are groups": (
        "Area Code,Year,Sex,Score\nE1,2022,All,5\nE1,2022,Male,6\n",
        SCORES.replace("{area", "{group: Sex, area") + '    codes: {group: {All: "", Male: men}}\n    keep: {Sex: [All, Male]}\n',
    ),
    "a total that nobody asks for": (
        "Area,Year,Test,Num\nE9,2022,Total,3\nE9,2022,b,2\nE1,2022,b,1\n",
        COMBINED,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "declaration"), NO_TRAPS.values(), ids=NO_TRAPS)
def test_what_only_looks_like_a_trap_is_none(content: str, declaration: str) -> None:
    found = declared(
        content, declaration, wanted=[("score", "E1", ""), ("score", "E2", ""), ("share", "E1", "")]
    )
    assert [str(message) for message in found.messages] == []
    assert adds_up(found)


def test_columns_that_are_not_there_are_a_hundred_messages_and_a_number() -> None:
    names = "".join(f"      c{at}: x\n" for at in range(1_000))
    messages = declared(PLAIN, SCORES + "    keep:\n" + names).messages
    assert len(messages) == 101
    assert messages[-1].text == "'a.csv' lacks 900 more columns that are named here"


def test_texts_that_are_not_there_are_a_hundred_messages_and_a_number() -> None:
    texts = ", ".join(f"F{at}" for at in range(1_000))
    messages = declared(PLAIN, SCORES + f"    keep: {{Area Code: [E1, {texts}]}}\n").messages
    assert {message.code for message in messages} == {"LF412"}
    assert len(messages) == 101
    assert messages[-1].text == "and 900 more texts like this in extract 'made-up'"


def test_of_rows_of_several_figures_the_figures_are_counted_beyond_a_hundred() -> None:
    long = (
        '    columns: {area: Area}\n    fixed: {measure: score}\n    long: {columns: "20*", into: period}\n'
    )
    rows = "".join(f"E{at},bad,worse\n" for at in range(60))
    found = declared(f"Area,2021,2022\n{rows}E1,1,2\n", long)
    *told_one_by_one, last = found.messages
    assert len(told_one_by_one) == 100
    assert last.text == "and 20 more figures like this in the file"
    assert account(found) == [{"read": 122, "used": 2, "refused": 120}]


BEYOND = {
    "figures": ("score,E1,2022,bad\n", "figures"),
    "rows": ("score\n", "rows"),
    "measures": ("other{},E1,2022,1\n", "measures"),
}


@pytest.mark.parametrize(("row", "counted"), BEYOND.values(), ids=BEYOND)
def test_beyond_a_hundred_it_is_said_what_is_counted(row: str, counted: str) -> None:
    rows = "".join(row.format(at) for at in range(102))
    *_, last = read({"a.csv": f"measure,area,period,value\n{rows}"}).messages
    assert last.text == f"and 2 more {counted} like this in the file"
    *_, last = read({"a.csv": f"measure,area,period,value\n{rows.rsplit(chr(10), 2)[0]}\n"}).messages
    assert last.text == f"and 1 more {counted[:-1]} like this in the file"


def test_a_row_of_more_figures_than_can_be_read_is_told() -> None:
    wide = "Area," + ",".join(f"c{at}" for at in range(MOST_FIGURES + 1)) + "\n"
    long = '    columns: {area: Area}\n    fixed: {measure: score}\n    long: {columns: "c*", into: period}\n'
    found = declared(wide, long)
    assert [str(message) for message in found.messages] == [
        "extracts.yaml:7:21: LF401 'a.csv' holds more than 1,000 figures a row: it was not read in extract 'made-up'"
    ]


def test_a_pattern_that_no_file_has_is_told() -> None:
    text = START + "    layout: ons\n"
    found = read({"extracts.yaml": text})
    assert told(found) == [("extracts.yaml", 4, 12, "LF414")]


def test_a_file_is_one_declarations_alone() -> None:
    text = START + SCORES + "  again:\n    files: ['b.csv', '*.csv']\n" + SCORES
    found = read({"a.csv": PLAIN, "b.csv": "Area Code,Year,Score\nE3,2022,7\n", "extracts.yaml": text})
    assert told(found) == [("extracts.yaml", 8, 22, "LF415")]
    assert len(cells(found)) == 3


FOLDERS = {"*.csv": 1, "in/*.csv": 1, "**/*.csv": 3, "in/**/*.csv": 2, "**/deep/*": 1, "in/d*/?.csv": 1}


@pytest.mark.parametrize(("pattern", "count"), FOLDERS.items(), ids=FOLDERS)
def test_patterns_reach_folders(pattern: str, count: int) -> None:
    files = dict.fromkeys(("a.csv", "in/b.csv", "in/deep/c.csv"), PLAIN)
    text = f"logframe: 1\nextracts:\n  made-up:\n    files: '{pattern}'\n" + SCORES
    found = read(files | {"extracts.yaml": text})
    assert sum(row["read"] == 2 for row in found.account.iter_rows(named=True)) == count


def test_a_filter_need_match_in_one_file_of_several_only() -> None:
    text = "logframe: 1\nextracts:\n  made-up:\n    files: '*.csv'\n" + SCORES + "    keep: {Sex: [P, Q]}\n"
    head = "Area Code,Year,Score,Sex\n"
    found = read({"a.csv": head + "E1,2022,5,P\n", "b.csv": head + "E2,2022,6,Q\n", "extracts.yaml": text})
    assert found.messages == []
    assert cells(found) == EXPECTED


def test_a_file_without_a_declaration_has_to_be_tidy() -> None:
    found = read({"a.csv": PLAIN})
    assert told(found) == [("a.csv", 1, 1, "LF402")]
    assert "declared in extracts.yaml" in found.messages[0].hint


DAMAGED: dict[str, tuple[bytes, str]] = {
    "no gzip": (b"not packed", "a.csv.gz"),
    "a gzip that breaks off": (gzip.compress(PLAIN.encode() * 99)[:40], "a.csv.gz"),
    "no zip": (b"PK", "a.zip"),
    "a zip of several": (_zipped(a=PLAIN, b=PLAIN), "a.zip"),
    "an empty zip": (_zipped(), "a.zip"),
    "no parquet": (b"PAR1", "a.parquet"),
    "nothing": (b"", "a.csv"),
    "half of UTF-16": (PLAIN.encode("utf-16")[:-1], "a.csv"),
    "NUL bytes": (b"\0" * 50, "a.csv"),
}


@pytest.mark.parametrize(("content", "name"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_told_and_the_others_count(content: bytes, name: str) -> None:
    tidy = "measure,area,period,value\nscore,E9,2022,1\n"
    found = read({name: content, "tidy.csv": tidy, "extracts.yaml": START + SCORES})
    assert {code for _, _, _, code in told(found)} == {"LF401"}
    assert len(cells(found)) == 1
    assert adds_up(found)


def test_damaged_rows_are_refused_and_the_account_adds_up() -> None:
    rows = "".join(f"E{number},2022,{number}\n" for number in range(100))
    content = (
        "Area Code,Year,Score\n" + rows + "short\nlong,2022,5,6,7\nE5,2022,7\n"
    ).encode() + b"\xff\x81,2022,1\n"
    found = declared(content, SCORES)
    assert [code for _, _, _, code in told(found)] == ["LF409", "LF409", "LF405", "LF401"]
    assert adds_up(found)
    assert account(found) == [{"read": 104, "used": 99, "refused": 5}]


def test_sums_are_the_same_however_the_file_has_to_be_read() -> None:
    rows = "Area,Year,Num\n" + "".join(f"E{number % 7},2022,{number}\n" for number in range(1000))
    rows += "\u00c9,2022,1\n"
    swift = declared(rows, COMBINED)
    careful = declared(rows.encode("cp1252"), COMBINED)
    assert swift.observations.drop("file").equals(careful.observations.drop("file"))
    assert adds_up(careful)


def test_stored_dates_are_days() -> None:
    content = parquet(
        **{
            "Area Code": ["E1", "E2"],
            "Month": [datetime(2022, 4, 1), datetime(2022, 5, 1)],  # noqa: DTZ001  # as files store them
            "Score": [1.5, 2.5],
            "Rest": [["a"], []],
        }
    )
    found = declared(
        content,
        "    columns: {area: Area Code, period: Month, value: Score}\n    fixed: {measure: waits}\n",
        "a.parquet",
    )
    assert found.messages == []
    assert found.observations.select("area", "value", "decimals").rows() == [
        ("E1", 1.5, None),
        ("E2", 2.5, None),
    ]


@pytest.mark.parametrize(
    ("cells", "kind"), [([[5.0], []], "List(Float64)"), ([b"5", b"6"], "Binary")], ids=["lists", "bytes"]
)
def test_a_column_that_holds_neither_text_nor_numbers_is_told(cells: list[object], kind: str) -> None:
    content = parquet(**{"Area Code": ["E1", "E2"], "Year": [2022, 2022], "Score": cells})
    found = declared(content, SCORES, "a.parquet")
    assert [str(message) for message in found.messages] == [
        f"extracts.yaml:5:53: LF402 column 'Score' of 'a.parquet' holds {kind}, and no text or numbers in extract 'made-up'"
    ]


def test_a_workbook_takes_a_library_that_need_not_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastexcel", None)
    found = declared(b"", SCORES, "a.xlsx")
    assert [str(message) for message in found.messages] == [
        "a.xlsx:1:1: LF401 reading workbooks takes fastexcel, which is not installed: it was not read (pip install 'logframe[excel]')"
    ]


def test_a_damaged_workbook_is_told() -> None:
    pytest.importorskip("fastexcel")
    assert told(declared(b"no workbook", SCORES, "a.xlsx")) == [("a.xlsx", 1, 1, "LF401")]


def test_the_file_of_declarations_is_no_extract() -> None:
    text = "logframe: 1\nextracts:\n  made-up:\n    files: '*'\n" + SCORES
    found = read({"a.csv": PLAIN, "extracts.yaml": text})
    assert found.messages == []
    assert found.account["file"].to_list() == ["a.csv"]


def test_a_tidy_file_with_a_breakdown_that_it_does_not_call_group_is_told_which() -> None:
    found = read({"a.csv": "measure,area,period,sex,value\nscore,E1,2022,All,5\nscore,E1,2022,Men,6\n"})
    assert told(found) == [("a.csv", 1, 21, "LF402"), ("a.csv", 3, 19, "LF405")]
    assert "the rows differ in 'sex'" in found.messages[1].hint
