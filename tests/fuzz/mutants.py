"""Files with something wrong in them, made from files that are right.

A mutant is made from the pieces of its language: YAML's words, marks and indentation, a table's cells, lines
and bytes. The same number gives the same mutant.
"""

from __future__ import annotations

import gzip
import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PIECE = re.compile(r"\n *|[\w.%/-]+|[ \t]+|.", re.DOTALL)

WORDS = (
    "at_most", "below", "at_least", "above", "between", "within", "maintain", "similar_to", "no_worse_than",
    "close_to", "standard", "milestone", "undetermined", "tolerance", "by", "baseline", "baselines", "targets",
    "target", "area", "areas", "all", "minus", "plus", "period", "group", "gap", "of", "combine", "trajectory",
    "reported", "done", "member", "members", "measure", "measures", "unit", "scale", "improves", "every", "year",
    "pooled", "breaks", "exceptional", "discontinued", "settings", "compare_with", "cut_offs", "outcomes",
    "indicators", "enablers", "assessment", "updates", "proxy", "reading", "quote", "strategy", "logframe",
    "percent", "proportion", "rate per 100,000", "ratio", "count", "score", "up", "down", "neither",
    "month", "quarter", "2 years", "financial", "academic", "calendar", "{from: 16 November}", "variation",
    "allow", "sections", "priorities", "contributes_to", "steps", "from", "to", "published_after",
)  # fmt: skip
VALUES = (
    "0", "-0", "1", "-1", "6", "100", "1e308", "1e400", "-1e-400", ".inf", "-.inf", ".nan", "0x1F", "0o17", "012",
    "1_000", "12:30", "99999999999999999999", "0.1234567890123456789", "1.", ".5", "+5", "5%", "-20%", "--20%",
    "2028", "2028/29", "2028/30", "2028-29", "202829", "0000", "9999", "99999", "0001/02", "9999/00", "2024-02-30",
    "2024-02-29", "31 March 2027", "March 2027", "2027 Q2", "2022/23 Q5", "Nov 2022 - Oct 2023", "2020 - 22",
    "2013/14-15/16", "2015-11-16/P1Y", "2015-11-16/P99999Y", "20220100", "2025/26 YTD", "6 months", "-6 months",
    "999999999 years", "0 days", "yes", "no", "null", "~", "true", "''", '""', "'", '"', "[]", "{}", "[", "]", "{",
    "}", ",", ":", ": ", "- ", "-", "? ", "&a", "*a", "!!int", "!!python/object:os.system", "<<", "#", "# ", "|",
    ">", ">-", "|+9", "%YAML 1.1", "---", "...", "@", "`", "\t", "\x00", "\x1b[31m", "\x85", "\u2028", "\ufeff",
    "\ud7ff", "é", "🙂", "ß" * 300, "a" * 5000, "[" * 200, "{a: " * 200, "- " * 200, "::error::x", "<b>", "=1+1",
    "[bold]", "E10000016", "../../etc/passwd", "/dev/zero", "http://x", "C:\\x", "*", "**/*", "(a+)+$",
)  # fmt: skip
CELLS = (
    *VALUES,
    "*", "c", "[c]", "x", "z", "..", "<5", "< 5", "12,345", "1,2,3", "£5", "12.0 %", "1 000", "NaN", "inf", "N/A",
    "12.50", "-12.5", "1E3", "0.0", "00", "1/2", "'5", "5 [note 3]", "2022", "2022/23", "202223", "2022-23", "2022 Q1",
    "Nov 2022", "2022-11", "2011-12", "RTT-January-2026", "20220000", "2022/23 p", "2026-05-31", "2099/00", "",
    " ", "smoking", "EAST", "WEST", "NATION", "sen", "provisional", '"', '""', '"a\nb"', "a;b", "a\tb", "measure",
)  # fmt: skip


def yaml_mutant(number: int, seeds: Sequence[str]) -> bytes:
    """Make a mutant of one of some YAML texts, with one to four things wrong."""
    chance = random.Random(f"yaml {number}")  # noqa: S311  # chosen, not secret
    text = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = chance.choice(_OF_YAML)(text, chance, seeds)
    return _damaged(text.encode("utf-8", "surrogatepass"), chance, share=0.1)


def table_mutant(number: int, seeds: Sequence[str]) -> bytes:
    """Make a mutant of one of some CSV texts, with one to four things wrong."""
    chance = random.Random(f"table {number}")  # noqa: S311  # chosen, not secret
    text = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 4))):
        text = chance.choice(_OF_TABLES)(text, chance, seeds)
    raw = text.encode(chance.choice(_ENCODINGS), "replace")
    raw = _damaged(raw, chance, share=0.2)
    return gzip.compress(raw) if chance.random() < 0.03 else raw


_ENCODINGS = ("utf-8",) * 12 + ("utf-8-sig", "utf-16", "latin-1", "cp1252")


def _damaged(raw: bytes, chance: random.Random, *, share: float) -> bytes:
    """Cut some files short, and turn a few bytes of others."""
    if chance.random() > share or not raw:
        return raw
    at = chance.randrange(len(raw))
    if chance.random() < 0.5:
        return raw[:at]
    return raw[:at] + bytes(chance.randrange(256) for _ in range(chance.randint(1, 4))) + raw[at + 1 :]


def _pieces(text: str, chance: random.Random, new: Callable[[list[str], int], list[str]]) -> str:
    pieces = PIECE.findall(text) or [""]
    at = chance.randrange(len(pieces))
    return "".join([*pieces[:at], *new(pieces, at), *pieces[at + 1 :]])


def _drop(text: str, chance: random.Random, _: Sequence[str]) -> str:
    return _pieces(text, chance, lambda _pieces, _at: [])


def _twice(text: str, chance: random.Random, _: Sequence[str]) -> str:
    return _pieces(text, chance, lambda pieces, at: [pieces[at], pieces[at]])


def _other(text: str, chance: random.Random, _: Sequence[str]) -> str:
    return _pieces(text, chance, lambda pieces, _at: [chance.choice(pieces)])


def _word(text: str, chance: random.Random, _: Sequence[str]) -> str:
    return _pieces(text, chance, lambda _pieces, _at: [chance.choice(WORDS)])


def _value(text: str, chance: random.Random, _: Sequence[str]) -> str:
    return _pieces(text, chance, lambda _pieces, _at: [chance.choice(VALUES)])


def _after_a_colon(text: str, chance: random.Random, _: Sequence[str]) -> str:
    """Put another value behind a key: most of what people get wrong."""
    places = [found.end() for found in re.finditer(r": +", text)]
    if not places:
        return text
    at = chance.choice(places)
    end = min((text.find(mark, at) for mark in ",}]\n" if text.find(mark, at) > 0), default=len(text))
    return text[:at] + chance.choice((*VALUES, *WORDS)) + text[end:]


def _lines(text: str, chance: random.Random, _: Sequence[str]) -> str:
    lines = text.splitlines(keepends=True) or [""]
    at, to = sorted((chance.randrange(len(lines)), chance.randrange(len(lines))))
    block = lines[at : min(to, at + 8) + 1]
    kind = chance.randrange(4)
    if kind == 0:
        del lines[at : at + len(block)]
    elif kind == 1:
        place = chance.randrange(len(lines) + 1)
        lines[place:place] = block
    elif kind == 2:
        lines[at : at + len(block)] = [" " * chance.randint(1, 3) + line for line in block]
    else:
        lines[at : at + len(block)] = [line[min(2, len(line) - 1) :] for line in block]
    return "".join(lines)


def _splice(text: str, chance: random.Random, seeds: Sequence[str]) -> str:
    other = chance.choice(seeds)
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]


_OF_YAML = (
    _drop,
    _twice,
    _other,
    _word,
    _value,
    _after_a_colon,
    _after_a_colon,
    _after_a_colon,
    _lines,
    _splice,
)


def _cell(text: str, chance: random.Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    cells = lines[at].split(",")
    cells[chance.randrange(len(cells))] = chance.choice(CELLS)
    lines[at] = ",".join(cells)
    return "\n".join(lines)


def _header(text: str, chance: random.Random, _: Sequence[str]) -> str:
    head, _, rest = text.partition("\n")
    cells = head.split(",")
    at = chance.randrange(len(cells))
    change = chance.choice(
        (cells[at].upper(), f" {cells[at]} ", cells[at][:-1], chance.choice(cells), "", chance.choice(CELLS))
    )
    cells[at] = change
    return ",".join(cells) + "\n" + rest


def _column(text: str, chance: random.Random, _: Sequence[str]) -> str:
    rows = [line.split(",") for line in text.split("\n")]
    at = chance.randrange(len(rows[0]))
    add = chance.random() < 0.5
    for row in rows:
        if add:
            row.insert(at, chance.choice(CELLS))
        elif at < len(row):
            del row[at]
    return "\n".join(",".join(row) for row in rows)


def _marks(text: str, chance: random.Random, _: Sequence[str]) -> str:
    old, new = chance.choice(
        ((",", ";"), (",", "\t"), ("\n", "\r\n"), ("\n", "\r"), (",", ",,"), ("\n", "\n\n"), (",", '","'))
    )
    return text.replace(old, new, -1 if chance.random() < 0.7 else 1)


_OF_TABLES = (_cell, _cell, _cell, _cell, _header, _column, _marks, _drop, _twice, _value, _lines, _splice)
