"""What commands were agreed to give for the made-up projects of tests/examples."""

from __future__ import annotations

from tests.conftest import EXAMPLES, Folder, assert_agreed


def assert_gives(folder: Folder, example: str, expected: str, *arguments: str) -> str:
    """Hold what a command gives against what was agreed, byte by byte."""
    done = folder.run(*arguments)
    assert done.returncode == 0, done.stderr
    assert_agreed(done.stdout, EXAMPLES / example / "expected" / expected)
    return done.stdout
