"""How far the reading is, as whoever watches is told. The figures are made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.evidence.made_up import read_folder

if TYPE_CHECKING:
    from pathlib import Path

    from logframe import evidence

HEADER = "measure,area,period,value\n"
ROW = "score,E1,2022,5\n"
FILES = {
    "one": {"a.csv": HEADER + ROW},
    "several": {"a.csv": HEADER + ROW, "b.csv": HEADER + ROW * 2, "c.csv": HEADER},
    "one that is read again, carefully": {"a.csv": HEADER + ROW + "score,E1\n" + ROW, "b.csv": HEADER + ROW},
    "one that cannot be read": {"a.csv": "", "b.csv": HEADER + ROW},
}


def watched(folder: Path) -> list[evidence.Progress]:
    told: list[evidence.Progress] = []
    read_folder(folder, watch=told.append)
    return told


@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
def test_each_extract_is_told_and_all_bytes_at_the_end(tmp_path: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    told = watched(tmp_path)
    size = sum(map(len, files.values()))
    assert [one.number for one in told] == sorted(one.number for one in told)
    assert {one.file.rsplit("/", 1)[-1] for one in told} == set(files)
    assert {(one.files, one.size) for one in told} == {(len(files), size)}
    assert all(0 <= one.read <= size for one in told)
    assert told[-1].read == size


def test_an_empty_folder_is_nothing_to_tell(tmp_path: Path) -> None:
    assert watched(tmp_path) == []
