"""What a reader of the page needs to know to read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from logframe.report import figures, wording
from logframe.verdicts import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEANINGS: Final = {
    "missed": "The deadline's own figure does not meet the target, or a milestone was not reached in time.",
    "off_track": "As things go, there is little chance that the target is met by its deadline.",
    "at_risk": "It is less likely than not that the target is met by its deadline.",
    "no_data": "There should be figures, but they are missing, too old, without a value or discontinued.",
    "not_yet_measurable": (
        "Nothing can be judged yet: the promise names no number, or there are too few figures so far."
    ),
    "on_track": "It is more likely than not that the target is met by its deadline.",
    "achieved": "The deadline's own figure meets the target, or a milestone was reached in time.",
}
_MET_NOW: Final = "The latest figure meets the target, and the deadline is still ahead."


def meanings(cut_offs: tuple[float, float]) -> Iterator[tuple[str, str, str]]:
    """Say what each verdict means: its code, its word and its meaning, worst first.

    Args:
        cut_offs: The chances from which a target counts as on track, and as at risk.
    """
    told = _MEANINGS if cut_offs == figures.CUT_OFFS else _MEANINGS | _by_chance(*cut_offs)
    for code, word in WORDS.items():
        if code == "achieved":
            yield code, wording.MET_NOW, _MET_NOW
        yield code, word, told[code]


def _by_chance(on_track: float, at_risk: float) -> dict[str, str]:
    """Say what verdicts mean that go by a chance, where a project has cut-offs of its own."""
    good, fair = (f"{figures.number(cut * 100)} in 100" for cut in (on_track, at_risk))
    chance = "The chance that the target is met by its deadline is"
    return {
        "off_track": f"{chance} less than {fair}.",
        "at_risk": f"{chance} at least {fair}, but less than {good}.",
        "on_track": f"{chance} at least {good}.",
    }


READING: Final = (
    (
        "A verdict goes by the chance of meeting the target at its deadline, not by a line through two "
        "points. Where a band of a chart reaches the chart's edge it goes on beyond it; the table below has "
        "its ends. The axis of a chart need not begin at zero."
    ),
    (
        "A roll-up counts verdicts and names the worst. It is never a mean: what is on track cannot make up "
        "for what is not. Coverage stands beside it: of how many targets anything can be said at all."
    ),
    (
        "Words in quotation marks are the strategy's own. The analyst's reading, set in italics behind a "
        "dotted line, is how this report takes them where they leave something open."
    ),
    *wording.LEGEND,
)
