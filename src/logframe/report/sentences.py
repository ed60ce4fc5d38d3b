"""A verdict in one sentence that needs no table beside it, and what else is known, a sentence each.

    Off track: at 6.96% in 2024 to 2025; below 5% by 2028 has about a 5 in 100 chance; needs −0.65 percentage
    points a year from then on, has managed −0.32 since 2021 to 2022.

The functions take one row of the verdict frame as a mapping; periods stand as in prose (2024 to 2025).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from logframe.report import figures, prose, wording
from logframe.verdicts import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from logframe.report.wording import Row


@dataclass(frozen=True, slots=True)
class _Case:
    """A row, and what a sentence about it is made of; a part is empty where it is not known."""

    row: Row
    as_of: date

    @property
    def at(self) -> str:
        """Where it stands: at 6.96% in 2024 to 2025; or stood, where that is long ago."""
        now, old = self.now, wording.is_old(self.row, self.as_of)
        return f"at {now}{', too old to judge by' if old else ''}" if now else ""

    @property
    def now(self) -> str:
        row = self.row
        if row["latest_value"] is None:
            return ""
        figure = figures.in_full(row["latest_value"], row["unit"], row["decimals"])
        dated = f"{figure} {prose.when(row['latest_period'])}" if row["latest_period"] else figure
        of = wording.stand_in(row)
        return f"{dated} ({of})" if of else dated

    @property
    def final(self) -> str:
        """What kind of figure decides: the deadline's own is not final while it is provisional."""
        if wording.is_provisional(self.row):
            return "the figure for the deadline's own period, still provisional"
        return "the final figure"

    @property
    def stood(self) -> str:
        """Where it stood when there last was a figure."""
        return f"it last stood at {self.now}" if self.now else ""

    @property
    def target(self) -> str:
        """What is aimed at: the target is below 5% by 2028; or was, once its time is over."""
        return f"the target {'was' if self._is_over else 'is'} {self.goal}"

    @property
    def goal(self) -> str:
        return goal(self.row)

    @property
    def compared(self) -> str:
        """The other area, or the past period, of which figures are needed."""
        return prose.period(self.row["reference_name"] or "what it is compared with")

    @property
    def needs(self) -> str:
        """The change a year needed, counted from the latest figure, which the sentence has named."""
        needed = self._a_year("needs", "needed_per_year")
        return f"{needed} from then on{against(self.row)}" if needed else ""

    @property
    def has_managed(self) -> str:
        return self._so_far("has managed")

    @property
    def has_changed(self) -> str:
        return self._so_far("has changed by")

    @property
    def needs_and_has_managed(self) -> str:
        """The change a year needed and achieved, the unit said once."""
        managed, needed = self.row["change_per_year"], self._a_year("needs", "needed_per_year")
        if not needed or managed is None:
            return self.needs or self.has_managed
        achieved = f"has managed {figures.change(managed, self._decimals)}{self._since}"
        both = against(self.row).replace(", ", ", both ", 1)
        return f"{needed} from then on, {achieved}{both}"

    @property
    def likely(self) -> str:
        """The chance: about a 4 in 100 chance."""
        probability = self.row["probability"]
        if probability is None:
            return "a chance that is not known"
        return figures.likelihood(probability, self.row.get("cut_offs", figures.CUT_OFFS))

    @property
    def holding(self) -> str:
        """The chance that a target that is met now is met at the deadline too, if that is known."""
        return "" if self.row["probability"] is None else f"{self.likely} that it still does at the deadline"

    @property
    def own_words(self) -> str:
        """The file's words on why, in brackets."""
        detail = self.row["detail"]
        return f" ({detail.strip().rstrip('.')})" if detail else ""

    @property
    def done(self) -> str:
        """How many of a milestone's members are done, if it has several."""
        members, done = self.row["members"] or 1, self.row["members_done"] or 0
        return f" ({done:,} of {members:,})" if members > 1 else ""

    @property
    def _is_over(self) -> bool:
        deadline = self.row["deadline"]
        return deadline is not None and deadline < self.as_of

    @property
    def _decimals(self) -> int | None:
        row: Mapping[str, int | None] = self.row
        return row.get("change_decimals", row["decimals"])

    @property
    def _since(self) -> str:
        since = self.row["change_since"]
        return f" since {prose.period(since)}" if since else ""

    def _so_far(self, verb: str) -> str:
        changed = self._a_year(verb, "change_per_year")
        return f"{changed}{self._since}{against(self.row)}" if changed else ""

    def _a_year(self, verb: str, column: str) -> str:
        amount = self.row[column]
        if amount is None:
            return ""
        return f"{verb} {figures.difference(amount, self.row['unit'], self._decimals, signed=True)} a year"


#: What is said of each reason after the verdict's word: clauses, of which empty ones are left out.
CLAUSES: dict[str, Callable[[_Case], tuple[str, ...]]] = {
    "undetermined": lambda it: (
        f"the strategy does not settle what would meet it{it.own_words}",
        it.at,
        it.has_changed,
    ),
    "no_target": lambda it: ("the strategy states no target for it", it.at, it.has_changed),
    "no_tolerance": lambda it: (it.at, it.target, "nothing says how close is close enough"),
    "no_comparator": lambda it: (it.at, it.target, f"there are no figures of {it.compared}"),
    "comparator_period_mismatch": lambda it: (
        it.at,
        it.target,
        f"there is no period for which both it and {it.compared} have figures",
    ),
    "no_baseline": lambda it: (it.at, it.target, "there is no baseline to compare it with"),
    "standard_not_numeric": lambda it: (
        it.at,
        it.target,
        f"the standard gives no number for the deadline{it.own_words}",
    ),
    "done": lambda it: (f"{it.goal}{it.done}", "it was done in time"),
    "late": lambda it: (f"{it.goal}{it.done}", "it was done, but after the deadline"),
    "not_done": lambda it: (f"{it.goal}{it.done}", "it was reported as not done"),
    "not_reported": lambda it: (
        f"{it.goal}{it.done}",
        "the deadline has passed, and it has not been reported as done",
    ),
    "pending": lambda it: (
        f"{it.goal}{it.done}",
        "it is not reported as done, and the deadline is still ahead",
    ),
    "outturn": lambda it: (f"{it.at}, {it.final}", it.target),
    "outturn_suppressed": lambda it: ("the final figure has no value", it.stood, it.target),
    "none": lambda it: ("there are no figures, though there should be", it.target),
    "all_suppressed": lambda it: (
        "the extracts have its periods, but no value in any of them",
        it.target,
    ),
    "first_point_not_due": lambda it: ("the first figure is not due yet", it.target),
    "discontinued": lambda it: (
        f"the measure was discontinued before the deadline{it.own_words}",
        it.stood,
        it.target,
    ),
    "stale": lambda it: (f"the latest figure, {it.now}, is too old to judge by", it.target),
    "one_point": lambda it: (
        f"{it.at}, the only figure so far, and a projection needs three",
        it.target,
        it.needs,
    ),
    "two_points": lambda it: (
        f"{it.at}, the second figure so far, and a projection needs three",
        it.target,
        it.needs_and_has_managed,
    ),
    "met": lambda it: (f"{it.at}, which meets the target: {it.goal}", it.holding),
    "met_but_slipping": lambda it: (
        f"{it.at}, which meets the target now: {it.goal}",
        f"only {it.holding}" if it.holding else "",
        it.has_managed,
    ),
    "held_so_far": lambda it: (f"{it.at}, which keeps to the target: {it.goal}", it.holding),
    "chance_good": lambda it: (it.at, f"{it.goal} has {it.likely}", it.needs_and_has_managed),
    "chance_fair": lambda it: (it.at, f"{it.goal} has {it.likely}", it.needs_and_has_managed),
    "chance_low": lambda it: (it.at, f"{it.goal} has {it.likely}", it.needs_and_has_managed),
}


def verdict(row: Row, as_of: date) -> str:
    """Say how an indicator stands in one area, why, and what change that asks for.

    Args:
        row: A row of the verdict frame.
        as_of: The day for which it was judged.

    Returns:
        A sentence that begins with the verdict's word. Where the next figure would settle something, a second
        one says when it is due; where the deadline has passed without its figure, one says that.
    """
    clauses = CLAUSES[row["reason"]](_Case(row, as_of))
    said = [f"{wording.word(row)}: {'; '.join(filter(None, clauses))}."]
    if held := short_of_pace(row):
        said.append(held)
    if row["reason"] in wording.WAITING and row["next_due"]:
        said.append(wording.due(row["next_due"], as_of))
    if "awaiting_outturn" in (row["flags"] or ()):
        said.append(wording.FLAGS["awaiting_outturn"])
    return " ".join(said)


def short_of_pace(row: Row) -> str:
    """Say why a target is not on track although the change managed is as large as the change needed.

    Args:
        row: A row that was `prepared`.

    Returns:
        A sentence; empty where less was managed than is needed, or the reason is not the chance.
    """
    if row["verdict"] not in ("at_risk", "off_track") or not row["reason"].startswith("chance_"):
        return ""
    if row["probability"] is None or not _keeps_pace(row):
        return ""
    centre = row["projection_centre"]
    if row["reference"] == "area" or centre is None:
        return "It has managed what is needed, but is not likely enough to keep that up."
    if not _falls_short(row):
        low, high = (row[f"projection_{end}80"] for end in ("lower", "upper"))
        span = figures.span(low, high, row["unit"], row["decimals"])
        return f"It has managed what is needed, but where that leads is uncertain: {span} is projected."
    projected = figures.in_full(centre, row["unit"], row["decimals"])
    return f"It has managed what is needed, but {_not_carried_on(row)}: {projected} is projected."


def _keeps_pace(row: Row) -> bool:
    """Whether the change managed, as it is printed, is no smaller than the change needed."""
    managed, needed, places = row["change_per_year"], row["needed_per_year"], row.get("change_decimals")
    if managed is None or not needed or managed * needed <= 0:
        return False
    written = {figures.change(change, places) for change in (managed, needed)}
    return abs(managed) >= abs(needed) or len(written) == 1


def _falls_short(row: Row) -> bool:
    """Whether the projection's centre misses the target, rather than its range being wide."""
    value, centre, relation = row["target_value"], row["projection_centre"], row["relation"]
    if value is not None and relation == "close_to":
        return bool(abs(centre - value) > (row["tolerance"] or 0))
    if value is not None and relation == "between":
        return not value <= centre <= row["target_upper"]
    if value is not None and relation == "within":
        return bool(abs(centre) > value)
    return bool(row["probability"] < 0.5)


def _not_carried_on(row: Row) -> str:
    """Say why not all of a change goes on: on the scale on which it is projected it is less, or unsteady.

    That scale is in proportion: the same change takes more of it the nearer a figure is to its end.
    """
    pace, falls = row["pace"], row["change_per_year"] < 0
    if pace is not None and pace < 1 and (falls or row["unit"] == "percent"):
        end = figures.value(0 if falls else 100, row["unit"], 0)
        return f"the same change is taken to be harder nearer to {end}"
    return "only the steady part of its past change is carried on"


def goal(row: Row) -> str:
    """Say what is aimed at, so that a sentence can go on: below 5% by 2028, a fall from 5% by 2028."""
    relation, reference = row["relation"], row["reference"]
    stated = row["detail"] if relation == "undetermined" else None
    if relation is None or (relation == "undetermined" and not stated):
        return "not stated"
    name = row["reference_name"]
    if reference == "period" and name:
        name = prose.period(name)
        if relation in ("maintain", "similar_to", "no_worse_than"):
            name = f"the figure for {name}"
    words = wording.target({**row, "reference_name": name, "tolerance": None})
    if reference == "baseline" and relation in ("below", "above") and not wording.has_margin(row):
        turn = "a fall" if relation == "below" else "a rise"
        words = f"{turn} from {wording.stated_level(row) or 'the baseline'}"
    elif relation == "standard":
        words = f"to meet the standard “{name}”" if name else "to meet a standard"
    elif relation == "maintain":
        words = words.replace("maintained at", "staying at", 1)
    if row["tolerance"] is not None:
        words = f"{words}, give or take {wording.tied_difference(row['tolerance'], row)},"
    return " ".join(filter(None, [words, _deadline(row)])).rstrip(",")


def _deadline(row: Row) -> str | None:
    until = "until" if row["relation"] == "maintain" else "by"
    if row["by"] is not None:
        return f"{until} {prose.end(row['by'])}"
    return None if row["deadline"] is None else f"{until} {figures.day(row['deadline'])}"


def beside(row: Row) -> list[str]:
    """Say what is known beside a verdict, a sentence each.

    Returns:
        How the latest figure compares with another area's, with the planned path and with a year before, and
        how many more or fewer would meet the target; each if it is known.
    """
    told = (comparator(row), plan(row), year_before(row), people(row))
    return [wording.as_sentence(words) for words in told if words]


def comparator(row: Row, *, brief: bool = False) -> str:
    """Say how an area's figure compares with another area's, unless the target is that.

    Args:
        row: A row of the verdict frame.
        brief: Whether it is said nearby what it means that there is no interval.

    Returns:
        The words, of the latest period that both have: named where it is not that of the latest figure.
    """
    if row["comparator_value"] is None or row["latest_value"] is None:
        return ""
    name = row["comparator_name"] or row["comparator_area"]
    if row["reference"] == "area" and row["reference_name"] == name:
        return ""  # the target says it already
    value = figures.in_full(row["comparator_value"], row["unit"], row["decimals"])
    said = f"{wording.compared(row)} {name}"
    if row["comparator_period"] and row["comparator_period"] != row["latest_period"]:
        own = figures.value(row["comparator_own"], row["unit"], row["decimals"])
        said = f"{prose.when(row['comparator_period'])} {said} ({own} against {value})"
    else:
        said = f"{said} ({value})"
    if row["comparator_basis"] == "printed":
        said = f"{said}; {wording.NO_INTERVAL if brief else wording.NO_INTERVAL_IN_FULL}"
    return said


def against(row: Row) -> str:
    """Say of a change a year that it is one of the difference from another area's figure, where it is."""
    return f", against {row['reference_name']}" if row["reference"] == "area" else ""


def plan(row: Row) -> str:
    """Say how the figure compares with the planned path: 1.2 percentage points behind the plan's 9.0%."""
    if row["plan_difference"] is None:
        return ""
    planned = figures.in_full(row["plan_value"], row["unit"], row["decimals"])
    planned = f"{planned} for {prose.period(row['plan_period'])}"
    apart = _apart(row["plan_difference"], row)
    if not apart:
        return f"as planned ({planned})"
    higher = row["plan_difference"] > 0
    ahead = {"up": higher, "down": not higher}.get(row["improves"])
    how = {None: "above" if higher else "below", True: "ahead of", False: "behind"}[ahead]
    return f"{apart} {how} the plan's {planned}"


def year_before(row: Row) -> str:
    """Say how a month's or quarter's figure compares with that of a year before."""
    if row["change_on_year_before"] is None:
        return ""
    value = figures.in_full(row["year_before_value"], row["unit"], row["decimals"])
    then = f"{prose.when(row['year_before_period'])}, a year before ({value})"
    apart = _apart(row["change_on_year_before"], row)
    if not apart:
        return f"the same as {then}"
    return f"{apart} {'higher' if row['change_on_year_before'] > 0 else 'lower'} than {then}"


def _apart(amount: float, row: Row) -> str:
    """Write how far apart two values are; empty where that is nothing as they are printed."""
    written = figures.difference(abs(amount), row["unit"], row["decimals"])
    return written if written.strip("0.,").split(" ")[0] else ""


def people(row: Row) -> str:
    """Say how many more or fewer cases would meet the target, at the size the latest figure has.

    What is counted has no noun of its own: it is cases, which the figure or the measure's title stands for.
    So many are enough: the number is rounded up.
    """
    change = row["people"]
    if not change or row["unit"] == "count" or row["reason"] == "no_tolerance":
        return ""  # a count's own figure says it; where nothing is close enough, no number is
    more = "more" if change > 0 else "fewer"
    period, title = row["latest_period"], row["measure_title"]
    if title and title != row["title"]:
        counted = f"“{title}”{f' {prose.when(period)}' if period else ''}"
    else:
        counted = f"the figure for {prose.period(period)}" if period else "the latest figure"
    meet = "have met" if row["verdict"] == "missed" else "meet"
    return f"about {figures.about(change)} {more} cases counted in {counted} would {meet} the target"


def duties(row: Row, as_of: date) -> list[str]:
    """Say who owns an indicator, and when its next figure is due unless the verdict says so itself."""
    said = [f"Owner: {wording.as_sentence(row['owner'])}"] if row["owner"] else []
    if row["next_due"] and row["reason"] not in (*wording.WAITING, "outturn"):
        said.append(wording.due(row["next_due"], as_of))
    return said


def assessment(row: Row) -> str:
    """Give the analyst's own verdict; empty where there is none."""
    if row["assessment_verdict"] is None:
        return ""
    own = WORDS[row["assessment_verdict"]].lower()
    day = figures.day(row["assessment_date"])
    why = wording.as_sentence(row["assessment_why"])
    return f"The analyst's own verdict: {own} ({row['assessment_by']}, {day}). {why}"


def update(note: Row) -> str:
    """Give a note that people reported beside the figures.

    Args:
        note: A row of the updates.
    """
    by = f", {note['by']}" if note["by"] else ""
    return f"Update of {figures.day(note['date'])}{by}: {wording.as_sentence(note['text'])}"
