"""Messages as a log in the Static Analysis Results Interchange Format: SARIF 2.1.0, an OASIS Standard."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from logframe.characters import json_safe, printable
from logframe.messages import CODES
from logframe.notices.counting import fingerprints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logframe.messages import Message
    from logframe.notices import Setting

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(messages: Sequence[Message], setting: Setting) -> str:
    """Write one run with its results, and the rules that they are about."""
    codes = sorted({message.code for message in messages})
    marks = fingerprints(messages)
    run = {
        "tool": {
            "driver": {
                "name": "logframe",
                "version": setting.version,
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "artifacts": [{"location": _location(file)} for file in setting.files],
        "results": [
            _result(message, codes.index(message.code), mark)
            for message, mark in zip(messages, marks, strict=True)
        ],
    }
    page = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_safe(json.dumps(page, indent=2)) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = CODES[code]
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": f"{rule.title[0].upper()}{rule.title[1:]}."},
        "help": {"text": f"`logframe explain {code}` says why, and gives a bad and a good example."},
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(message: Message, rule: int, mark: str) -> dict[str, Any]:
    hint = f" ({message.hint})" if message.hint else ""
    return {
        "ruleId": message.code,
        "ruleIndex": rule,
        "level": message.severity,
        "message": {"text": printable(message.text + hint)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _location(message.file),
                    "region": {"startLine": message.line, "startColumn": message.column},
                }
            }
        ],
        "partialFingerprints": {"logframe/v1": mark},
    }


def _location(file: str) -> dict[str, str]:
    """Name a file from the folder in which the program runs, where it is inside it."""
    if PurePath(file).is_absolute():
        return {"uri": "file://" + quote(file, errors="replace")}
    # the ./ keeps a colon in a name from passing for the end of a scheme
    start = "./" if ":" in file.partition("/")[0] else ""
    return {"uri": start + quote(file, errors="replace"), "uriBaseId": "%SRCROOT%"}
