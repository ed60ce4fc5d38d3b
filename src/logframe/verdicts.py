"""The verdicts: their codes, their order, their words. Every room takes them from here."""

from __future__ import annotations

from typing import Final, Literal, get_args

Verdict = Literal["achieved", "on_track", "at_risk", "off_track", "missed", "no_data", "not_yet_measurable"]

#: In the order in which options and schemas name them.
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)

#: What they are called, worst first: not knowing is worse than good news.
WORDS: Final[dict[str, str]] = {
    "missed": "Missed",
    "off_track": "Off track",
    "at_risk": "At risk",
    "no_data": "No data",
    "not_yet_measurable": "Not yet measurable",
    "on_track": "On track",
    "achieved": "Achieved",
}
WORST_FIRST: Final = tuple(WORDS)

#: Those that ask for somebody's attention, the most urgent first.
PRESSING: Final = ("missed", "off_track", "at_risk")

#: Those that say that nothing can be judged.
UNABLE: Final = ("no_data", "not_yet_measurable")

#: Those that judge a target.
JUDGED: Final = tuple(verdict for verdict in VERDICTS if verdict not in UNABLE)
