"""What is heavy is imported by those who need it."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from logframe.cli.commands import SUMMARIES

if TYPE_CHECKING:
    from tests.conftest import Folder

HEAVY = ("polars", "rich", "pydantic", "yaml", "tomllib", "logframe.explanations")
COMMANDS = {
    "--version": (("--version",), ()),
    "--help": (("--help",), ()),
    "check --help": (("check", "--help"), ("pydantic",)),  # typer's own doing
    "validate": (("validate",), ("pydantic", "yaml")),
}
PROBE = """
import sys
sys.argv = ["logframe", *{arguments!r}]
from logframe.cli import run
run()
print(*(name for name in {heavy!r} if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize(("arguments", "needed"), COMMANDS.values(), ids=COMMANDS)
def test_a_command_imports_no_more_than_it_needs(
    folder: Folder, arguments: tuple[str, ...], needed: tuple[str, ...]
):
    folder.write("strategies/a.yaml", "logframe: 1\n")
    probe = PROBE.format(arguments=arguments, heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=folder.root, capture_output=True, text=True, check=True
    )
    assert set(done.stderr.split()) <= set(needed)


def test_importing_the_library_imports_nothing_heavy():
    probe = f"import sys, logframe; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize(("name", "summary"), SUMMARIES.items(), ids=SUMMARIES)
def test_the_help_says_of_each_command_what_its_own_help_says(name: str, summary: str):
    command = getattr(importlib.import_module(f"logframe.cli.{name}"), name)
    assert (inspect.getdoc(command) or "").partition("\n")[0] == summary
