"""PyYAML's parsers, and what they stumble over in words that help."""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple, TypeAlias

import yaml
from yaml.scanner import ScannerError

Loader: TypeAlias = "type[yaml.SafeLoader | yaml.CSafeLoader]"


class PythonLoader(yaml.SafeLoader):
    """PyYAML's own parser, for where it was built without libyaml: some twenty times slower.

    It refuses some tabs and some plain texts in brackets that libyaml takes, and passes over directives that
    it does not know; otherwise both say the same of the same file.
    """

    def scan_flow_scalar_non_spaces(self, *args: Any) -> list[str]:  # noqa: ANN401  passed on as they come
        """Refuse escapes that make no character, as libyaml does; PyYAML passes them or raises ValueError."""
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(*args)
            "".join(chunks).encode()
        except (ValueError, OverflowError):
            problem = "found invalid Unicode character escape code"
            raise ScannerError(problem=problem, problem_mark=self.get_mark()) from None
        return chunks


#: What can parse here, the fastest first. Only their events are used, never what they construct.
LOADERS: tuple[Loader, ...] = (PythonLoader,)
if yaml.__with_libyaml__:
    LOADERS = (yaml.CSafeLoader, PythonLoader)


class Stumble(NamedTuple):
    """What is wrong, and at which character of the text a person would look for it."""

    at: int
    code: str
    text: str
    hint: str


class _Slip(NamedTuple):
    said: str  # a pattern for the parsers' words: context, problem, the character there, perhaps "at the end"
    text: str
    hint: str
    where: Literal["noticed", "begun", "backslash"] = "noticed"
    code: str = "LF001"


_PERCENT = "what '%' begins here is not known"
#: What to do about a text that YAML takes for something else.
QUOTE = "quote a text that begins so"
_INDENT = "check the indentation, and the quotes before it"
_COLON = "check the indentation; a space follows the colon of a key"
_SLIPS = (
    _Slip("codec can't|URI esc|octet|version number", _PERCENT, QUOTE),
    _Slip("directive|YAML doc", _PERCENT, QUOTE, "begun"),
    _Slip("an (anchor|alias)", "anchors (&) and aliases (*) are not allowed", QUOTE, "begun", "LF005"),
    _Slip(" a tag|tag handle", "tags (!) are not allowed", QUOTE, "begun", "LF006"),
    _Slip("end of stream|document (indicator|separator)", "this quote is never closed", "", "begun"),
    _Slip("',' or .* at the end$", "this bracket is never closed", "", "begun"),
    _Slip("',' or", "the bracket opened on line {line} is still open here", "is a comma or a quote missing?"),
    _Slip(
        "mapping values|unexpected ':'",
        "no other key can stand here",
        f"quote a text that holds ': '; {_INDENT}",
    ),
    _Slip("(entries|keys) are not allowed", "'{character} ' cannot stand here", f"{QUOTE}; {_INDENT}"),
    _Slip("find expected ':'", "this is neither 'key: value' nor part of the line above", _COLON, "begun"),
    _Slip("(key|'-'|<block end>)", "this does not continue what begins on line {line}", _INDENT),
    _Slip("<document start>", "this does not belong to what stands above it", _COLON),
    _Slip("node content", "a value is missing before this", QUOTE),
    _Slip(r"tab character|any token.* '\\t'", "a tab cannot stand here", "indent with spaces"),
    _Slip("any token", "a text cannot begin with '{character}'", "quote it"),
    _Slip("escape c|hex", "this is not an escape", "use single quotes, or write \\ twice", "backslash"),
    _Slip("block scalar", "after '>' or '|' the text begins on the next line", QUOTE, "begun"),
    _Slip("", "this is not YAML: {problem}", ""),
)


def stumble(text: str, error: yaml.MarkedYAMLError | ValueError) -> Stumble:
    """Say what a parser stumbled over.

    Args:
        text: What it read.
        error: What it raised.
    """
    if isinstance(error, ValueError):
        # Without saying where, PyYAML stumbles over %-escapes in tags that make no text (libyaml lets them
        # pass), and its own parser over thousands of digits in a %YAML line.
        percent = re.search("%(?:[89a-fA-F]|YAML)", text)
        return Stumble(percent.start() if percent else 0, "LF001", _PERCENT, QUOTE)
    noticed = error.problem_mark or yaml.Mark("", 0, 0, 0, None, 0)
    begun = error.context_mark or noticed
    end = len(text.rstrip())
    index = min(noticed.index, end)
    character = text[index : index + 1]
    said = f"{error.context} {error.problem} {character!r}{' at the end' if index == end else ''}"
    slip = next(slip for slip in _SLIPS if re.search(slip.said, said))
    if slip.where == "begun":
        index = begun.index
    elif slip.where == "backslash":
        index = max(text.rfind("\\", 0, index + 1), 0)
    words = slip.text.format(line=begun.line + 1, character=character, problem=error.problem)
    return Stumble(index, slip.code, words, slip.hint)
