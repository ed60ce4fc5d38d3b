"""Messages as JUnit's XML: a suite a file, a case a message; a file without any is a case that passed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from logframe.characters import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.messages import Message
    from logframe.notices import Setting


def render(messages: Sequence[Message], setting: Setting) -> str:
    """Write a failure for each error; a warning fails nothing, so its case is one that was skipped."""
    by_file: dict[str, list[Message]] = defaultdict(list, {file: [] for file in setting.files})
    for message in messages:
        by_file[message.file].append(message)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="logframe">',
        *(line for file, told in by_file.items() for line in _suite(file, told)),
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _suite(file: str, messages: Sequence[Message]) -> list[str]:
    errors = sum(message.severity == "error" for message in messages)
    name = _quoted(file)
    counts = f'tests="{len(messages) or 1}" failures="{errors}" errors="0" skipped="{len(messages) - errors}"'
    cases = [line for message in messages for line in _case(message)]
    passed = [f'    <testcase name="valid" classname={name}/>']
    return [f"  <testsuite name={name} {counts}>", *(cases or passed), "  </testsuite>"]


def _case(message: Message) -> list[str]:
    name = f"{message.code} {message.text}"  # not the line: tests are known by their names from run to run
    kind = "failure" if message.severity == "error" else "skipped"
    hint = f" ({message.hint})" if message.hint else ""
    told = f"message={_quoted(message.text + hint)} type={_quoted(message.code)}"
    return [
        f"    <testcase name={_quoted(name)} classname={_quoted(message.file)}>",
        f"      <{kind} {told}>{escape(str(message))}</{kind}>",
        "    </testcase>",
    ]


def _quoted(text: str) -> str:
    return quoteattr(printable(text))
