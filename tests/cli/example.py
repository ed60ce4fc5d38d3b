"""The made-up projects of tests/examples, and what commands were agreed to give for them.

`RENEW_GOLDEN=1 pytest tests/cli` writes what they give: read the difference before you keep it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.conftest import Folder

EXAMPLES = Path(__file__).parents[1] / "examples"


def copied(name: str, to: Path) -> Folder:
    """Give a copy of a made-up project."""
    for part in ("strategies", "data"):
        shutil.copytree(EXAMPLES / name / part, to / part)
    return Folder(to)


def assert_gives(folder: Folder, example: str, expected: str, *arguments: str) -> str:
    """Hold what a command gives against what was agreed, byte by byte."""
    done = folder.run(*arguments)
    agreed = EXAMPLES / example / "expected" / expected
    if os.environ.get("RENEW_GOLDEN"):
        agreed.write_text(done.stdout, encoding="utf-8", newline="")
    assert done.returncode == 0, done.stderr
    assert done.stdout == agreed.read_text(encoding="utf-8")
    return done.stdout
