"""Roll-ups in words: the worst verdict, how much can be judged, how often each verdict was given.

The functions take one row of a roll-up as a mapping.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report import figures, wording
from logframe.verdicts import UNABLE, WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def summary(tally: wording.Row) -> str:
    """Word a roll-up: its worst verdict, how many targets can be judged, how often each verdict was given.

    What is promised without being measured is counted beside them: outcomes without an indicator, strategies
    without an outcome.
    """
    return " ".join([*_judgement(tally), *_gaps(tally)])


def _judgement(tally: wording.Row) -> list[str]:
    targets, judged = tally["targets"], tally["judged"]
    if not tally["indicators"]:
        return []
    if not targets:
        return [f"No target is stated ({figures.counted(tally['indicators'], 'indicator')})."]
    unable = {name: tally[name] for name in UNABLE}
    able = {name: number for name, number in tally.items() if name not in unable}
    said = [f"Worst: {worst(tally).lower()}."]
    if judged:
        said.append(f"{coverage(tally)}: {spread(able)}.")
        said += [f"The rest: {spread(unable)}."] if judged < targets else []
    else:
        said.append(f"{coverage(tally)}: {spread(unable)}.")
    if more := tally["indicators"] - targets:
        said.append(
            f"{figures.counted(more, 'more indicator')} {'states' if more == 1 else 'state'} no target."
        )
    return said


def _gaps(tally: wording.Row) -> list[str]:
    """Say what lacks an indicator or an outcome; an outcome's own roll-up does not count outcomes."""
    if tally.get("outcomes") == 0:
        return ["No outcome is stated."]
    said = []
    if not tally["indicators"]:
        counted = f" ({figures.counted(tally['outcomes'], 'outcome')})" if "outcomes" in tally else ""
        said.append(f"No indicator is stated{counted}.")
    elif bare := tally.get("bare"):
        outcomes = figures.counted(tally["outcomes"], "outcome")
        said.append(f"{bare:,} of {outcomes} {_have(bare)} no indicator.")
    if empty := tally.get("empty"):
        strategies = figures.counted(tally["strategies"], "strategy", "strategies")
        said.append(f"{empty:,} of {strategies} {_have(empty)} no outcome.")
    return said


def _have(number_of: int) -> str:
    return "has" if number_of == 1 else "have"


def unmeasured(outcomes: int) -> str:
    """Say of one outcome or several in a row that nothing tells whether they come."""
    return f"No indicator is stated{f' for these {outcomes:,} outcomes' if outcomes > 1 else ''}."


def only(verdicts: Collection[str], *, found: bool) -> str:
    """Say which verdicts alone are shown, or that nothing has them."""
    words = " or ".join(words.lower() for verdict, words in WORDS.items() if verdict in verdicts)
    return f"Below: {words} alone." if found else f"Nothing is {words}."


def worst(tally: wording.Row) -> str:
    """Say how a roll-up stands in a word or two: its worst verdict, or what it lacks to have one."""
    if tally["worst"]:
        return wording.MET_NOW if tally["worst"] == "achieved" and tally["met_now"] else WORDS[tally["worst"]]
    if tally["indicators"]:
        return "No target"
    return "No outcome" if tally.get("outcomes") == 0 else "No indicator"


def coverage(tally: wording.Row) -> str:
    """Say how much of what was promised can be judged: 6 of 27 targets can be judged."""
    judged = f"{tally['judged']:,} of {figures.counted(tally['targets'], 'target')} can be judged"
    partly = tally.get("partly")
    return f"{judged}, {partly:,} of these not in every area" if partly else judged


def spread(counts: wording.Row) -> str:
    """Count verdicts, worst first: 2 off track, 1 met now."""
    return ", ".join(f"{number:,} {words.lower()}" for _, words, number in of_each(counts))


def of_each(counts: wording.Row) -> Iterator[tuple[str, str, int]]:
    """Give each verdict's code, its word and how often it was given, if ever, worst first.

    Args:
        counts: By the verdicts' codes, and ``met_now``: how many of those achieved are so by the latest
            figure alone. They come before the others, under their own word.
    """
    met_now = counts.get("met_now", 0)
    for code, words in WORDS.items():
        so_far = met_now if code == "achieved" else 0
        for word, number in ((wording.MET_NOW, so_far), (words, counts.get(code, 0) - so_far)):
            if number:
                yield code, word, number
