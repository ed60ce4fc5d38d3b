"""Warnings about words: a target that its own quote does not state, where no reading says why."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from logframe.schema.base import Figure
from logframe.strategy.rules.allow import Remark
from logframe.strategy.rules.words import targets_of
from logframe.strategy.targets import ChangedBaseline, OtherArea

if TYPE_CHECKING:
    from collections.abc import Iterator

    from logframe.strategy.catalogue import Catalogue, Promise
    from logframe.strategy.targets import Target

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: float(number) for number, word in enumerate(("zero", *_ONES, *_TEENS))},
    **{word: float(number * 10) for number, word in enumerate(_TENS, start=2)},
}
_SHARES = {  # in per cent
    "half": 50.0, "halve": 50.0, "halved": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0,
    "tenth": 10.0, "double": 100.0, "doubled": 100.0, "no": 0.0, "none": 0.0, "hundred": 100.0, "all": 100.0,
}  # fmt: skip
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD = re.compile(r"[a-z]+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def lint(catalogue: Catalogue, promise: Promise) -> Iterator[Remark]:  # noqa: ARG001  # as every family's
    """Hold an indicator against its own quote; a reading says what the words leave open, and so ends it."""
    indicator = promise.indicator
    if not indicator.quote or indicator.reading:
        return
    said, years = numbers(indicator.quote), set(_YEAR.findall(indicator.quote))
    for target, path in targets_of(promise):
        yield from _target(promise, target, path, said)
        if target.by and not years.intersection(_YEAR.findall(target.by)):
            text = f"the quote of indicator '{indicator.id}' does not say by {target.by}"
            yield Remark("LF311", text, promise.written, (*path, "by"), _SAY)
    baseline = indicator.baseline
    dated = baseline is not None and baseline.value is not None and baseline.period
    if dated and not years.intersection(_YEAR.findall(dated)):
        text = f"the quote of indicator '{indicator.id}' names no {dated} for its baseline"
        yield Remark("LF312", text, promise.written, ("baseline", "period"), _SAY)


_SAY = "say in reading: how it is meant"


def _target(promise: Promise, target: Target, path: tuple[str, ...], said: set[float]) -> Iterator[Remark]:
    """Remark on the numbers of a target that the quote does not have."""
    for number in _stated(target):
        if not any(abs(abs(number) - known) < 0.005 for known in _spellings(said)):
            text = (
                f"the quote of indicator '{promise.indicator.id}' does not have the target's {abs(number):g}"
            )
            yield Remark("LF310", text, promise.written, (*path, target.relation), _SAY)


def _spellings(said: set[float]) -> set[float]:
    return said | {number / 100 for number in said}


def _stated(target: Target) -> list[float]:
    match target.reference:
        case Figure() as number:
            return [number]
        case list() as numbers:
            return numbers
        case ChangedBaseline(baseline=str(share)):
            return [float(share.removesuffix("%"))]
        case ChangedBaseline(baseline=change):
            return [float(change)]
        case OtherArea() as other if other.margin:
            return [other.margin]
    return []


def numbers(words: str) -> set[float]:
    """Find the numbers of a sentence, in digits or in words: 10.2, six, sixty-two, a fifth (20 per cent)."""
    found = {float(digits.replace(",", "")) for digits in _NUMBER.findall(words)}
    tokens = _WORD.findall(words.lower())
    found |= {_WORDS[token] for token in tokens if token in _WORDS}
    found |= {_SHARES[token] for token in tokens if token in _SHARES}
    for first, second in itertools.pairwise(tokens):
        if first in _TENS and second in _ONES:
            found.add(_WORDS[first] + _WORDS[second])
        if second == "hundred" and first in _ONES:
            found.add(_WORDS[first] * 100)
    return found
