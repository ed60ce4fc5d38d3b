"""One value that is given twice, with other limits or counts beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Folder

HEADER = "measure,area,period,value,lower,upper,numerator,denominator,published\n"
CELL = "'measure' in 'A', 2023-04-01 to 2024-03-31"
TELL = "(delete the row that is wrong, or say in 'published' when each was published)"
TWICE = {
    "the same again": ("10,9,11,10,100,", "10,9,11,10,100,", []),
    "another lower limit": (
        "10,9,11,,,",
        "10,8,11,,,",
        [
            f"3:22: LF435 {CELL}: 10 stands here with lower 8, and is used with lower 9, as at data/x.csv:2 {TELL}"
        ],
    ),
    "limits of which one is printed with fewer digits": ("10.0,9.04,11.04,,,", "10.0,9.0,11.0,,,", []),
    "limits in one row alone": ("10,9,11,,,", "10,,,,,", []),
    "other counts": (
        "10,,,10,100,",
        "10,,,20,200,",
        [
            f"3:24: LF435 {CELL}: 10 stands here with numerator 20, and is used with numerator 10, as at "
            f"data/x.csv:2 {TELL}"
        ],
    ),
    "the finer one is used": (
        "10,9,11,10,100,",
        "10.1,9.2,11.2,101,1000,",
        [
            f"2:27: LF435 {CELL}: 10 stands here with numerator 10, and is used with numerator 101, as at "
            f"data/x.csv:3 {TELL}"
        ],
    ),
    "counts that were revised": ("10,,,10,100,2024-06-01", "10,,,20,200,2024-09-01", []),
    "counts that were revised, the later first": ("10,,,20,200,2024-09-01", "10,,,10,100,2024-06-01", []),
    "two of one day": (
        "10,,,10,100,2024-06-01",
        "10,,,20,200,2024-06-01",
        [
            f"3:24: LF435 {CELL}: 10 stands here with numerator 20, and is used with numerator 10, as at "
            f"data/x.csv:2 {TELL}"
        ],
    ),
}


@pytest.mark.parametrize(("first", "second", "told"), TWICE.values(), ids=TWICE)
def test_one_value_with_other_limits_or_counts_is_told(
    folder: Folder, first: str, second: str, told: list[str]
):
    folder.one({}, target={"at_most": 6, "by": "2028/29"})
    (folder.root / "data" / "figures.csv").unlink()
    rows = "".join(f"measure,A,2023/24,{one}\n" for one in (first, second))
    folder.write("data/x.csv", HEADER + rows)
    done = folder.run("check", "--as-of", "2024-12-01")
    assert done.returncode == 0
    messages = [line.removeprefix("data/x.csv:") for line in done.stderr.splitlines() if "x.csv" in line]
    assert messages == told
