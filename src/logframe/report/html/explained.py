"""What a reader of the page needs to know to read it."""

from __future__ import annotations

from typing import Final

from logframe.report import wording
from logframe.verdicts import WORDS

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

#: What each verdict means, with the usual cut-offs: its code, its word and its meaning, worst first.
VERDICTS: Final = tuple(
    (code, word, meaning)
    for code, usual in WORDS.items()
    for word, meaning in (
        *([(wording.MET_NOW, _MET_NOW)] if code == "achieved" else []),
        (usual, _MEANINGS[code]),
    )
)

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
