r"""Characters that a reader's program obeys instead of showing, and how each kind of output spells them out.

A name in an extract or a strategy may come from a stranger, and may hold what colours or clears a terminal,
turns the reading direction, hides text, or commands a CI runner. This is the one list of them. Outputs differ
in what they owe the reader:

* What is shown to people (messages, tables, mail, Markdown, web pages, workbooks): never one of them. Each is
  spelt out as ``\x1b`` or ``\u202e`` by `printable`, where a space does not take its place. So no file can
  write there what it does not say.
* JSON: the data stay what they are, so a program reads back the very text; in the bytes each is an escape
  that JSON has for it, ``\u202e``, by `json_safe`.
* CSV: has no escapes, and people open it. Spelt out as for people; but a tab and a line end stay, which are
  ordinary text between quotes, by `printable` with ``keep``. A carriage return moves a terminal's cursor to
  the beginning of the line, so one with a line end behind it goes and any other is spelt out.

What merely looks unlike Latin letters is text: accents, other scripts, emoji, the joiners (U+200C, U+200D)
and variation selectors that scripts and emoji are made with. Tags (U+E0000 on) are on the list though the
flags of England, Scotland and Wales end in some: nobody can see what else is written in them.
"""

from __future__ import annotations

import re

# Control characters that JSON itself must escape; then those it need not: more controls, marks of the reading
# direction, line and paragraph separators, formatting that is deprecated, byte-order marks, marks of
# annotations, what is no character at all, tags.
_C0 = "\x00-\x1f"
_OTHERS = (
    "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
_SURROGATES = "\ud800-\udfff"  # alone, which no encoding can write
# What a CI runner obeys: GitHub's ::command at the beginning of a word and ##[command], and Azure's.
_COMMAND = r"(?<!\S):(?=:[A-Za-z])|\#(?=\#(?:vso)?\[)"

#: Finds texts that may hold any of these, in an expression that polars understands as well as Python.
SUSPECT = rf"[{_C0}{_OTHERS}]|::[A-Za-z]|\#\#(?:vso)?\["

_ACTING = re.compile(f"[{_C0}{_OTHERS}{_SURROGATES}]|{_COMMAND}")
_IN_JSON = re.compile(f"[{_OTHERS}]|{_COMMAND}")


def printable(text: str, keep: str = "") -> str:
    r"""Spell out every character that would act instead of show.

    So no file prints an escape sequence, nor a command to the CI job whose log it is shown in. Tabs and line
    ends are spelt out too (`\t`, `\n`): the result is one line.

    Args:
        text: What a file says.
        keep: Characters that are left as they are.
    """
    return _ACTING.sub(lambda found: found[0] if found[0] in keep else _spelt(found[0]), text)


def json_safe(text: str) -> str:
    """Escape what would act in JSON that is written already; what it says stays the same."""
    if text.isascii() and "\x7f" not in text and "::" not in text and "##" not in text:
        return text
    return _IN_JSON.sub(lambda found: _escaped(found[0]), text)


def _spelt(character: str) -> str:
    if character in ":#":
        return f"\\x{ord(character):02x}"
    return character.encode("unicode_escape").decode("ascii")


def _escaped(character: str) -> str:
    """Write a character as JSON does: one beyond the first plane is a pair."""
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
