"""What the shell completes: a real bash sources the program's own script and asks as it does on TAB."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import copied

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Folder

ASK = """
eval "$(logframe --show-completion bash)"
COMP_LINE=$1; read -ra COMP_WORDS <<< "$1"; [[ "$1" == *' ' ]] && COMP_WORDS+=("")
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 )); COMP_POINT=${#COMP_LINE}
_logframe_completion logframe
printf '%s\\n' "${COMPREPLY[@]}"
"""

BASH = shutil.which("bash")


def completed(folder: Path, tools: Path, line: str) -> list[str]:
    """What bash proposes for a line; nothing may be said beside it."""
    command = tools / "logframe"
    # as pip writes it: under its own name, which the script of the shell is built from
    start = "import sys; sys.argv[0] = 'logframe'; from logframe.cli import main; main()"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{start}" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    done = subprocess.run(
        [str(BASH), "--norc", "-c", ASK, "ask", line],
        cwd=folder,
        env=os.environ | {"PATH": f"{tools}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.fixture
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bin")


@pytest.mark.skipif(BASH is None, reason="no bash here")
@pytest.mark.parametrize(
    ("line", "proposed"),
    [
        ("logframe re", ["report"]),
        ("logframe check --fail", ["--fail-on"]),
        ("logframe check --only o", ["on_track", "off_track"]),
        ("logframe check --format ", ["table", "json", "csv"]),
        ("logframe check ac", ["acme"]),
        ("logframe report ", ["acme"]),
        ("logframe matrix a", ["acme"]),
        ("logframe show smo", ["smoking"]),
        ("logframe show acme/smo", ["acme/smoking"]),
        ("logframe check --area W", ["WEST"]),
        ("logframe explain LF10", ["LF101", "LF102", "LF103", "LF104", "LF105", "LF106", "LF107"]),
        ("logframe explain unknown-k", ["unknown-key"]),
        ("logframe check --strategies nowhere a", []),
    ],
)
def test_bash_proposes_what_fits(tmp_path: Path, tools: Path, line: str, proposed: list[str]):
    folder = copied("acme", tmp_path)
    assert completed(folder.root, tools, line) == proposed


HALF_WRITTEN = {
    "not YAML": "strategy: [",
    "not a mapping": "- a\n- b\n",
    "not what is looked for": "strategy: 5\noutcomes: {indicators: 7}\nenablers: [1, {indicators: [2, {id: [3]}]}]\n",
    "a command in an id": "strategy: $(touch harm)\noutcomes: [{indicators: [{id: '`touch harm`'}]}]\n",
}


@pytest.mark.skipif(BASH is None, reason="no bash here")
@pytest.mark.parametrize("text", HALF_WRITTEN.values(), ids=HALF_WRITTEN)
@pytest.mark.parametrize("line", ["logframe check ", "logframe show ", "logframe check --area "])
def test_a_file_that_is_half_written_is_passed_over(folder: Folder, tools: Path, text: str, line: str):
    folder.write("strategies/a.yaml", text)
    folder.write(
        "strategies/b.yaml", "strategy: fine\nareas: [fine]\noutcomes: [{indicators: [{id: fine}]}]\n"
    )
    assert completed(folder.root, tools, line) == ["fine"]
    assert not (folder.root / "harm").exists()
