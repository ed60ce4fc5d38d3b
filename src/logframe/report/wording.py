"""Every word that a report says: verdicts, reasons, flags and targets, in one place.

The functions take one row of the verdict frame as a mapping. Signs such as − are set as in print; who needs
plain ASCII converts the finished text.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from logframe.report import figures
from logframe.verdicts import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

Row: TypeAlias = "Mapping[str, Any]"
"""A row of the verdict frame, of the outline, or of a roll-up."""

#: The word for what is achieved by the latest figure alone: the deadline is still ahead.
MET_NOW = "Met now"


class Reason(NamedTuple):
    """Why a verdict was given, in a few words and in a sentence."""

    brief: str
    sentence: str


REASONS = {
    # The target cannot be judged
    "undetermined": Reason("still to be defined", "The strategy does not settle what would meet it."),
    "no_target": Reason("no target", "The strategy states no target for it."),
    "no_tolerance": Reason("no tolerance", "Nothing says how close to the number is close enough."),
    "no_comparator": Reason("no comparator", "There are no figures of what it is compared with."),
    "comparator_period_mismatch": Reason(
        "no period in common", "It and what it is compared with have no period in common."
    ),
    "no_baseline": Reason("no baseline", "The target builds on the baseline, and there is none."),
    "standard_not_numeric": Reason("no number", "The standard gives no number for the deadline."),
    # A milestone
    "done": Reason("done", "It was done by the deadline."),
    "late": Reason("done late", "It was done, but after the deadline."),
    "not_done": Reason("not done", "It was reported as not done by the deadline."),
    "not_reported": Reason("not reported", "The deadline has passed, and it has not been reported as done."),
    "pending": Reason("not due yet", "It is not reported as done, and its deadline is still ahead."),
    # The deadline's own period decides
    "outturn": Reason("final figure", "The figure for the deadline's own period is in, and it decides."),
    "outturn_suppressed": Reason("no final figure", "The figure for the deadline's own period has no value."),
    # Figures are lacking
    "none": Reason("no figures", "There are no figures, though there should be."),
    "all_suppressed": Reason("no values", "The extracts have its periods, but no value in any of them."),
    "first_point_not_due": Reason("not due yet", "The first figure is not due yet."),
    "discontinued": Reason("discontinued", "The measure was discontinued before the deadline."),
    "stale": Reason("too old", "The latest figure is too old to judge by."),
    "one_point": Reason("one figure", "One figure so far; a projection needs three."),
    "two_points": Reason("two figures", "Two figures so far; a projection needs three."),
    # The latest figure meets the target
    "met": Reason("met now", "The latest figure meets the target."),
    "met_but_slipping": Reason(
        "met, but slipping", "The latest figure meets the target, but is less likely than not to hold it."
    ),
    "held_so_far": Reason("held so far", "The latest figure keeps to the target."),
    # The chance of meeting it at the deadline
    "chance_good": Reason("good chance", "It is more likely than not to be met."),
    "chance_fair": Reason("fair chance", "It is less likely than not to be met."),
    "chance_low": Reason("low chance", "The chance of meeting it is less than one in five."),
}

#: Reasons for which a target cannot be judged, whatever the figures.
UNJUDGEABLE = tuple(REASONS)[: list(REASONS).index("standard_not_numeric") + 1]

#: Reasons for which the next figure would settle something.
WAITING = ("none", "first_point_not_due", "stale")

FLAGS = {
    "extrapolation": "The projection reaches further ahead than the figures can well support.",
    "overlapping_periods": "The periods overlap, so that neighbouring figures share some of their data.",
    "break_in_series": "Figures from before a break in the series are not used.",
    "small_numbers": "The latest figure rests on fewer than 10 cases.",
    "wrong_direction": "Its figures so far lead away from the target.",
    "baseline_revised": "The baseline in the strategy differs from the published figure for that period.",
    "baseline_elsewhere": "The baseline in the strategy is the figure of another of its areas.",
    "provisional": "The latest figure is provisional.",
    "proxy": "It is measured by a stand-in.",
    "reading": "The strategy's words leave something open, and are read in one way.",
    "suppressed_latest": "The latest period has no value; the figure of the one before it is shown.",
    "rounding_decides": "Rounded as printed, the figure and the target would give another verdict.",
    "awaiting_outturn": "The deadline has passed, and its own figure is not published yet.",
    "ageing": "The latest figure is getting old.",
    "confirmed": "The target is met by the whole of the latest figure's 95% interval.",
    "within_sampling_error": "The target is met, but the latest figure's 95% interval reaches beyond it.",
}

#: How an area's figure with its interval compares with another area's; None where that cannot be said.
COMPARED = {
    "better": "better than",
    "similar": "similar to",
    "worse": "worse than",
    "higher": "higher than",
    "lower": "lower than",
    None: "beside",
}

#: Stands beside a comparison of two values as they are printed.
NO_INTERVAL = "no interval"
NO_INTERVAL_IN_FULL = f"{NO_INTERVAL} to tell chance from difference"

#: What the signs and words of a table mean.
LEGEND = (
    (
        "Projected: where the figures lead by the deadline, with the range that should hold them 80 times in "
        "100. Chance: that the target is met then."
    ),
    (
        "Change a year: managed since the period that is named, and needed from the latest figure on; for "
        "per cents in percentage points, else in the indicator's own unit. Against another area: the change "
        "of the difference from its figure."
    ),
    (
        "Better, similar or worse than another area: by the figure's 95% interval. Higher or lower: as "
        f"printed, there being {NO_INTERVAL_IN_FULL}."
    ),
    (
        "Tables and charts have the labels of periods; in a sentence 2024/25 is 2024 to 2025, and 2026-03 is "
        "March 2026."
    ),
)

_DECIDES_YET = "The figure that decides is provisional: a revision can change the verdict."

LOW_CONFIDENCE = "The projection rests on three or four figures alone."

#: Where a strategy stands, if that is to be said.
STATUSES = {"in_force": "", "in_development": "in development", "superseded": "superseded"}

_LEVELS = {"at_most": "no more than", "below": "below", "at_least": "at least", "above": "above"}
_LIMITS = _LEVELS | {"at_most": "at most"}
_STATES = {"maintain": "maintained at", "similar_to": "similar to", "no_worse_than": "no worse than"}

#: What a target can say, and so what `target` has words for.
RELATIONS = (*_LEVELS, "between", "within", "close_to", *_STATES, "standard", "milestone", "undetermined")


_MOST_OF_A_NOTE = 120  # characters


class Kind(IntEnum):
    """What a remark is about: first what the figures show, then what people made of them."""

    FLAG = 0
    NOTE = 1
    STANDARD = 2
    STAND_IN = 3
    READING = 4
    ASSESSMENT = 5
    UPDATE = 6


class Remark(NamedTuple):
    """What a reader should know beside a verdict."""

    kind: Kind
    text: str


def strategy(part: Row) -> tuple[str, ...]:
    """Name a strategy: its title, where it stands, and its organisation unless the title names it already.

    Args:
        part: A row of the outline.

    Returns:
        What belongs on one line each, if all of it does not fit on one.
    """
    title, organisation, status = part["strategy_title"], part["organisation"], STATUSES[part["status"]]
    named = f"{title} ({status})" if status else title
    return (named,) if organisation.casefold() in title.casefold() else (f"{named},", organisation)


def because(row: Row, as_of: date) -> str:
    """Say in a sentence or more why the verdict was given, and when the figure is due that is lacking."""
    reason = row["reason"]
    sentences = [why(row)]
    if row["detail"] and row["relation"] not in ("milestone", "undetermined"):
        sentences.append(as_sentence(row["detail"]))
    if is_old(row, as_of):
        sentences.append(REASONS["stale"].sentence)
    if reason in WAITING and row["next_due"]:
        sentences.append(due(row["next_due"], as_of))
    return " ".join(sentences)


def is_old(row: Row, as_of: date) -> bool:
    """Whether the latest figure is too old to judge by, and it is not judged for another reason."""
    stale_on = row.get("stale_on")
    return stale_on is not None and stale_on < as_of and row["reason"] in UNJUDGEABLE


def due(when: date, as_of: date) -> str:
    """Say when the next figure is due, or that it was and the extracts do not have it."""
    day = figures.day(when)
    return f"Next figure {awaited(when, as_of).replace(day, day.replace(' ', figures.TIED, 1))}."


def awaited(when: date, as_of: date, *, lacking: str = "not in the extracts") -> str:
    """Say by when something is expected, and if it should have come, that it is lacking."""
    day = figures.day(when)
    return f"expected by {day}, {lacking}" if when < as_of else f"due {day}"


def why(row: Row) -> str:
    """Say why the verdict was given, in a sentence that is true whatever a project's cut-offs are."""
    reason, chance = row["reason"], row["probability"]
    if reason.startswith("chance_") and chance is not None:
        reason = "chance_good" if chance >= 0.5 else "chance_fair" if chance >= 0.2 else "chance_low"
    return REASONS[reason].sentence


def brief(row: Row) -> str:
    """Say why the verdict was given in a few words: a provisional figure is not called final."""
    if row["reason"] == "outturn" and is_provisional(row):
        return "provisional figure"
    return REASONS[row["reason"]].brief


def is_provisional(row: Row) -> bool:
    """Whether the file marks the latest figure as provisional."""
    return "provisional" in (row["flags"] or ())


def word(row: Row) -> str:
    """Give the verdict's word; what is met while the deadline is still ahead is not called achieved."""
    met_now = row["verdict"] == "achieved" and row["reason"] == "met"
    return MET_NOW if met_now else WORDS[row["verdict"]]


def capital(words: str) -> str:
    """Begin with a capital."""
    return words[:1].upper() + words[1:]


def as_sentence(text: str) -> str:
    """Make a sentence of words, of a file too: a capital, and a full stop where nothing ends them."""
    text = text.strip()
    return capital(text if text.endswith((".", "!", "?")) else f"{text}.")


def listed(words: Sequence[str]) -> str:
    """List words in a sentence: target, baseline and unit."""
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last


def area(row: Row) -> str:
    """Name a row's area; empty where it has none."""
    return row["area_name"] or row["area"] or ""


def place(row: Row) -> str:
    """Name a row's area, and its group where nothing else tells rows apart; the row was `prepared`."""
    return ", ".join(filter(None, [area(row), row["told_group"]]))


def remarks(row: Row) -> list[Remark]:
    """Say what a reader should know beside the verdict: each flag in words, and if figures are few."""
    said = [flagged(flag, row) for flag in row["flags"] or [] if flag != "ageing" or not _is_newest(row)]
    if row["confidence"] == "low" and row["projection_centre"] is not None:
        said.append(Remark(Kind.FLAG, LOW_CONFIDENCE))
    if own := note(row):
        said.append(Remark(Kind.NOTE, own))
    if _is_level_of_standard(row):
        said.append(Remark(Kind.STANDARD, f"The standard: {as_sentence(row['reference_name'])}"))
    return said


def note(row: Row) -> str:
    """Give what the file notes on the latest figure, of a long text the beginning; empty where nothing."""
    words = " ".join((row.get("latest_note") or "").split()).rstrip(".")
    if len(words) > _MOST_OF_A_NOTE:
        words = f"{words[:_MOST_OF_A_NOTE].rsplit(' ', 1)[0].rstrip(',;:.')} …"
    return f"The file notes on the latest figure: “{words}”." if words else ""


def flagged(flag: str, row: Row) -> Remark:
    """Word a flag; who set a stand-in or a reading has said it in words of their own."""
    if flag == "reading":
        own = row["reading"]
        return Remark(Kind.READING, f"The analyst's reading: {as_sentence(own)}" if own else FLAGS[flag])
    if flag == "proxy":
        own = row["proxy"]
        return Remark(Kind.STAND_IN, f"Measured by a stand-in: {as_sentence(own)}" if own else FLAGS[flag])
    own_words = {"wrong_direction": _away, "provisional": _provisional, "ageing": _ageing}
    return Remark(Kind.FLAG, own_words[flag](row) if flag in own_words else FLAGS[flag])


def _provisional(row: Row) -> str:
    return _DECIDES_YET if row["reason"] == "outturn" else FLAGS["provisional"]


def _ageing(row: Row) -> str:
    """Say until when the latest figure serves; a run that an older version kept does not know."""
    if (until := row.get("stale_on")) is None:
        return FLAGS["ageing"]
    return f"The latest figure is too old to judge by after {figures.day(until)}."


def _away(row: Row) -> str:
    """Say that figures lead away from the target, and no more than the recent trend bears out."""
    said, trend = FLAGS["wrong_direction"].rstrip("."), row["trend"] or "cannot_be_calculated"
    if trend == "cannot_be_calculated":
        return f"{said}; no test tells whether by more than chance."
    if trend == "no_significant_change":
        return f"{said}, though the recent trend is not significant."
    if trend.endswith("_getting_better"):
        return f"{said}, though the recent trend is getting better."
    return f"{said}."


def stand_in(row: Row) -> str:
    """Name what the figures are of where that is not what was promised; empty elsewhere."""
    if row["proxy"] is None or not row["measure_title"]:
        return ""
    group = f" of {row['group']}" if row["group"] else ""
    return f"stand-in: “{row['measure_title']}”{group}"


def compared(row: Row) -> str:
    """Say how a figure compares with another area's; without an interval, which of them is higher."""
    found = row["comparator_is"]
    # a run that an older version kept does not say what a comparison rests on
    if row["comparator_basis"] != "printed" or found in (None, "higher", "lower"):
        return COMPARED[found]
    if found == "similar":
        return "the same as"
    return COMPARED["higher" if (found == "better") == (row["improves"] == "up") else "lower"]


def _is_newest(row: Row) -> bool:
    """Whether the next figure is not due yet, and is due before the latest is too old to judge by."""
    due_on, until, as_of = (row.get(name) for name in ("next_due", "stale_on", "as_of"))
    return bool(due_on and until and as_of and as_of <= due_on <= until)


def _is_level_of_standard(row: Row) -> bool:
    return row["reference"] == "standard" and row["relation"] in _LEVELS and bool(row["reference_name"])


def target(row: Row) -> str:
    """Put a target in words, without its deadline: no more than 6%, similar to 2024 (12.3)."""
    relation = row["relation"]
    if relation is None:
        return "none stated"
    if relation in ("milestone", "undetermined", "standard"):
        return _in_words(row, relation)
    if relation in _LEVELS:
        words = _level(row, relation)
    elif relation in _STATES:
        words = _state(row, relation)
    else:
        words = _range(row, relation)
    if row["tolerance"] is None or relation == "close_to":
        return words
    return f"{words}, tolerance {tied_difference(row['tolerance'], row)}"


def _in_words(row: Row, relation: str) -> str:
    stated = row["detail"]
    if relation == "milestone":
        return stated or "a milestone"
    if relation == "undetermined":
        return f"not determined: {stated}" if stated else "not determined"
    return f"the standard: {row['reference_name']}" if row["reference_name"] else "a standard"


def _level(row: Row, relation: str) -> str:
    reference = row["reference"]
    level = value(row)
    if reference == "standard":
        return f"{_LEVELS[relation]} {level or 'a number'} (a standard)"
    if reference is None:
        return f"{_LEVELS[relation]} {level or 'a number'}"
    if reference == "baseline" and relation in ("below", "above") and not has_margin(row):
        stated = stated_level(row)
        verb = "reduced" if relation == "below" else "increased"
        return f"will have {verb} from {stated or 'the baseline'}"
    name = {"baseline": "the baseline", "period": f"the figure for {row['reference_name']}"}.get(
        reference, row["reference_name"]
    )
    if not has_margin(row):
        return f"{_LEVELS[relation]} {name}" + (f" ({level})" if level else "")
    return f"{_margin(row)} {name}" + (f" ({_LIMITS[relation]} {level})" if level else "")


def _state(row: Row, relation: str) -> str:
    name, level = row["reference_name"], value(row)
    if row["reference"] == "baseline":
        level, name = stated_level(row), "the baseline"
        if relation == "maintain":
            return f"{_STATES[relation]} {level or name}"
    return f"{_STATES[relation]} {name or 'a number'}" + (f" ({level})" if level else "")


def _range(row: Row, relation: str) -> str:
    level = value(row)
    if relation == "between":
        return f"between {level} and {value(row, 'target_upper')}"
    if relation == "within":
        return f"within {tied_difference(row['target_value'], row)} either way"
    if row["tolerance"] is None:
        return f"close to {level}"
    return f"close to {level}, give or take {tied_difference(row['tolerance'], row)}"


def value(row: Row, column: str = "target_value", decimals: str = "target_decimals") -> str | None:
    """Write a value of a row the short way, with the decimals that go with it; None where there is none."""
    places = row["decimals"] if row[decimals] is None else row[decimals]
    return None if row[column] is None else figures.value(row[column], row["unit"], places)


def stated_level(row: Row) -> str | None:
    """Write the number that a target starts from: what its reference came to, else the stated baseline."""
    return value(row) or value(row, "baseline_value", "baseline_decimals")


def has_margin(row: Row) -> bool:
    """Whether a target lies away from its reference."""
    return bool(row["margin"] or row["margin_percent"])


def _margin(row: Row) -> str:
    """Say how far from its reference a target lies: 5 percentage points below, 20% above."""
    percent = row["margin_percent"]
    size = percent or row["margin"]
    words = f"{figures.number(abs(size))}%" if percent else tied_difference(abs(size), row)
    return f"{words} {'below' if size < 0 else 'above'}"


def tied_difference(amount: float, row: Row) -> str:
    """Write how far apart two values of a row's unit are, so that no line breaks in it."""
    written, _, unit = figures.difference(amount, row["unit"]).partition(" ")
    return f"{written}{figures.TIED}{unit}" if unit else written


def deadline(row: Row) -> str | None:
    """Say by when: by 2028/29; None where there is no target or no deadline."""
    if row["relation"] is None or (row["by"] is None and row["deadline"] is None):
        return None
    return f"by {row['by'] or figures.day(row['deadline'])}"
