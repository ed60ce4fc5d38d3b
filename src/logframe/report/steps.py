"""Each step from the figures to a verdict in plain words, with its numbers: enough to recompute it by hand.

The symbols are those of docs/methods.md. Numbers on the scale z are written to seven digits; nothing was
rounded before it was used.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from logframe.report import figures, sentences, wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logframe.report.wording import Row
    from logframe.report.workings import Workings

_LEVELS = ("at_most", "below", "at_least", "above")  # of which the words give the bound
_HOLDING = 0.5  # the least chance of holding a target that is met, whatever the cut-offs
_DIGITS = 7
_MOST_DECIMALS = 12
_PERIODS = {12: ("month", "months"), 4: ("quarter", "quarters"), 1: ("year", "years")}


class Behind(NamedTuple):
    """What stands behind a row of the verdict frame: its rows of each frame of the workings.

    Attributes:
        figures: Every figure, in order of time.
        fan: The projection.
        plan: The planned path.
        step: The numbers met on the way to a chance, if there was one.
        own: Likewise of the area's own figure, where the chance rests on a distance instead.
        limit: What the latest figure is held against, if there is something.
        comparator: Where the figure was read that the latest is compared with, if there is one.
    """

    figures: Sequence[Row]
    fan: Sequence[Row]
    plan: Sequence[Row]
    step: Row | None
    own: Row | None
    limit: Row | None
    comparator: Row | None = None

    @property
    def has_steps(self) -> bool:
        """Whether there were figures to judge, so that there is something to tell of how that went."""
        return bool(self.figures) and (self.step is not None or self.limit is not None)

    @classmethod
    def of(cls, workings: Workings, row: int) -> Behind:
        """Find what stands behind a row, by its number."""
        shown, fan, plan = (
            frame.filter(frame["row"] == row).to_dicts()
            for frame in (workings.figures, workings.fan, workings.plan)
        )
        step, own, limit, comparator = (
            next(frame.filter(frame["row"] == row).iter_rows(named=True), None)
            for frame in (workings.steps, workings.own_steps, workings.limits, workings.comparator)
        )
        return cls(shown, fan, plan, step, own, limit, comparator)


def told(row: Row, behind: Behind) -> list[str]:
    """Say how a verdict came about, a paragraph a step.

    Args:
        row: A row of the verdict frame that was `prepared`.
        behind: What stands behind it.
    """
    step, shown = behind.step, behind.figures
    said = [*_met_now(row, behind.limit)]
    if step:
        said += [
            _scale(row, step, shown),
            _points(row, step),
            *_season(step),
            _size(step),
            _drift(step, shown),
            _share(step),
            _bounce(step),
            _level(step),
            _centre(row, step),
            _spread(step),
            *_range(row, step),
            *_chance(row, step),
            *_own(row, behind.own),
        ]
    return [*said, *_too_old(row, behind.limit), _decided(row), *_pace(row)]


def exact(value: float) -> str:
    """Write a number to seven digits, without an exponent and without zeros at its end."""
    if value == 0:
        return "0"
    decimals = min(max(_DIGITS - 1 - math.floor(math.log10(abs(value))), 0), _MOST_DECIMALS)
    written = f"{abs(value):.{decimals}f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return f"{figures.MINUS}{written}" if value < 0 and written.strip("0.") else written


def _met_now(row: Row, limit: Row | None) -> Iterator[str]:
    if limit is None or row["latest_value"] is None or limit["met"] is None:
        return
    figure = f"The latest figure, {wording.value(row, 'latest_value', 'decimals')} ({row['latest_period']})"
    does = "meets" if limit["met"] else "does not meet"
    yield f"Now. {figure}, {does} the target, {sentences.goal(row)}{_bounds(row, limit)}."


def _bounds(row: Row, limit: Row) -> str:
    """Say which figures meet the target, where its words do not."""
    low, high = limit["lower"], limit["upper"]
    if limit["of"] == "ratio" or (row["relation"] in _LEVELS and not row["tolerance"]):
        return ""
    written = [None if bound is None else figures.in_full(bound, row["unit"]) for bound in (low, high)]
    if low is not None and high is not None:
        words = f"from {written[0]} to {written[1]}"
    elif high is not None:
        words = f"{'below' if limit['strict'] else 'up to'} {written[1]}"
    else:
        words = f"{'above' if limit['strict'] else 'from'} {written[0]}{'' if limit['strict'] else ' on'}"
    return f" (figures {words} do)"


def _scale(row: Row, step: Row, shown: Sequence[Row]) -> str:
    formula = {
        "logit": f"ln(v / ({figures.number(step['unit_top'] or 1)} {figures.MINUS} v))",
        "log": "ln(v)",
        "identity": "v",
    }[step["scale"]]
    name = row["reference_name"] or "the other area"
    if step["of"] == "difference":
        words = f"What is projected is z = v {figures.MINUS} the figure of {name} for the same period"
    elif step["of"] == "ratio":
        words = (
            f"Figures v are put on the scale on which their errors are even, {formula}; what is projected is "
            f"the distance z from {name} on it, period by period"
        )
    elif step["scale"] == "identity":
        words = "The figures v are taken as they are, z = v"
    else:
        words = f"Each figure v is put on the scale on which errors are even, z = {formula}"
    used = [figure for figure in shown if figure["use"] == "used"]
    last = next((figure for figure in reversed(used) if figure["z"] is not None), None)
    if last and step["scale"] != "identity":
        words += f"; {exact(last['value'])} ({last['period']}) becomes {exact(last['z'])}"
    if any(figure["z"] is None for figure in used):
        words += ". A figure at the scale's end is moved inside it: by half a count, or half a printed unit"
    return f"Scale. {words}."


def _points(row: Row, step: Row) -> str:
    names = _PERIODS.get(step["per_year"], ("period", "periods"))
    span, ahead = (figures.counted(round(step[name]), *names) for name in ("T", "h"))
    return (
        f"Figures. n = {step['n']:,} are used, from {step['first_period']} to {step['last_period']}: "
        f"k = {step['n'] - 1:,} changes over T = {span}. The deadline's period, {row['target_period']}, is "
        f"h = {ahead} after the last."
    )


def _season(step: Row) -> Iterator[str]:
    if step["kappa"]:
        cycles, season = math.floor(step["n"] / step["per_year"]), exact(step["season"])
        cost = f"kappa × ({step['per_year']:g} {figures.MINUS} 1) = {exact(step['lost'])}"
        yield (
            f"Season. Of the pattern within a year, as the last {cycles:,} whole years have it, a share "
            f"kappa = {exact(step['kappa'])} is more than chance. So much of it is taken out of z, and what "
            f"belongs to the deadline's period, {season}, is added back at the end. "
            f"That costs {cost} changes."
        )


def _size(step: Row) -> str:
    k, lost = step["n"] - 1, step["lost"] or 0.0
    mean = f"q k / max(k {figures.MINUS} {exact(lost)}, 1) = {exact(step['q'] * k / max(k - lost, 1))}"
    least = [mean if lost else "q"]
    if step["se"] is not None:
        least.append(f"the squared standard error of the last figure, {exact(step['se'] ** 2)}")
    if step["floor"] is not None:
        least.append(f"the square of half a printed unit, {exact(step['floor'] ** 2)}")
    largest = f"the largest of {'; '.join(least)}" if len(least) > 1 else least[0]
    return (
        f"Size of the changes. The mean of their squares, each divided by the time it took, is "
        f"q = {exact(step['q'])}. s² is {largest}: s² = {exact(step['s2'])}, with {_freedom(step)}."
    )


def _freedom(step: Row) -> str:
    return f"{figures.counted(round(step['df']), 'degree')} of freedom"


def _drift(step: Row, shown: Sequence[Row]) -> str:
    known = [figure["z"] for figure in shown if figure["z"] is not None]
    values = ""
    if not step["kappa"] and len(known) == step["n"]:
        values = f"({exact(known[-1])} {figures.MINUS} {_signed(known[0])}) / {exact(step['T'])} = "
    return f"Average change. From the first figure to the last, m = {values}{exact(step['m'])} a period."


def _share(step: Row) -> str:
    if step["T"] < step["per_year"]:
        return "Steady drift. Less than a year of figures tells no drift: w = 0."
    if not step["s2"]:
        return "Steady drift. Nothing has ever changed: w = 0."
    numbers = f"min(1, {exact(step['m'] ** 2 / step['s2'])}) {figures.MINUS} {exact(1 / step['T'])}"
    return (
        "Steady drift. Of the average change, so much is carried on as went steadily one way, less what "
        f"chance alone would give: w = min(1, m² / s²) {figures.MINUS} 1 / T, at least 0, "
        f"= {numbers}, so w = {exact(step['w'])}."
    )


def _bounce(step: Row) -> str:
    if step["c"] > 1:
        return "Bounce. Neighbouring figures share some of their data, so none is looked for: r = 0."
    formula = f"r = (2 {figures.MINUS} S / q) / (7 + k), at least 0 and at most a half"
    return (
        "Bounce. How far changes tend to be taken back: with S the sum of the products of neighbouring "
        f"changes, each divided by the root of the time it took, {formula}: r = {exact(step['r'])}."
    )


def _level(step: Row) -> str:
    if not step["r"]:
        return f"Level. The projection starts from the last figure itself: L = {exact(step['level'])}."
    minus = figures.MINUS
    formula = f"(1 {minus} r) z + r (L + w m)"
    if step["n"] - 1 != step["T"]:
        formula = f"(1 {minus} R) z + R (L + w m D), R = r to the power of D, for a z that is D periods later"
    return (
        "Level. The projection starts from the last figure, drawn back towards the path before it. L begins "
        f"as the first z and becomes, with each next one, {formula}. In the end L = {exact(step['level'])}."
    )


def _centre(row: Row, step: Row) -> str:
    terms = ["L", "w m h"] + (["season"] if step["kappa"] else [])
    numbers = [
        exact(step["level"]),
        f"{exact(step['w'])} × {_signed(step['m'])} × {exact(step['h'])}",
        *([_signed(step["season"])] if step["kappa"] else []),
    ]
    in_unit = ""
    if step["of"] == "value" and step["scale"] != "identity" and row["projection_centre"] is not None:
        in_unit = f", which is {figures.in_full(row['projection_centre'], row['unit'], row['decimals'])}"
    return f"Centre. {' + '.join(terms)} = {' + '.join(numbers)} = {exact(step['centre'])}{in_unit}."


def _spread(step: Row) -> str:
    minus = figures.MINUS
    if step["c"] > 1:
        formula = f"s² V (1 + h / (4 T)), where V = {exact(step['V'])} as {step['c']:,} periods are pooled"
    else:
        formula = f"s² (1 + (1 {minus} r)² (h {minus} 1 + h² / (4 T)))"
    return f"Spread. sd is the square root of {formula}: sd = {exact(step['sd'])}."


def _range(row: Row, step: Row) -> Iterator[str]:
    if step["of"] != "value" or not step["sd"] or row["projection_upper80"] is None:
        return
    told = []
    for share in (80, 95):
        ends = row[f"projection_lower{share}"], row[f"projection_upper{share}"]
        written = figures.span(*ends, row["unit"], row["decimals"])
        told.append(f"{share} times in 100 within {exact(step[f'reach{share}'])} sd of the centre, {written}")
    yield f"Range. By Student's t with {_freedom(step)} it is {'; '.join(told)}."


def _own(row: Row, own: Row | None) -> Iterator[str]:
    """Say where the printed range comes from if the chance rests on a distance from another area."""
    if own is not None and row["projection_centre"] is not None:
        centre = figures.in_full(row["projection_centre"], row["unit"], row["decimals"])
        yield (
            f"The area's own figures, projected in the same way, have their centre at z = "
            f"{exact(own['centre'])}, which is {centre}, and sd = {exact(own['sd'])}."
        )
        yield from _range(row, own)


def _chance(row: Row, step: Row) -> Iterator[str]:
    if step["probability"] is None:
        return
    low, high = step["bound_lower"], step["bound_upper"]
    stated = [bound for bound in (low, high) if bound is not None and math.isfinite(bound)]
    chance = f"{exact(step['probability'])}, {figures.likelihood(row['probability'], row['cut_offs'])}"
    if not stated or not step["sd"]:
        yield f"Chance. It is {chance}."
        return
    minus, centre = figures.MINUS, _signed(step["centre"])
    reach = [
        f"({exact(bound)} {minus} {centre}) / sd = {exact((bound - step['centre']) / step['sd'])}"
        for bound in stated
    ]
    side = "between these" if len(stated) > 1 else f"{'below' if stated == [high] else 'above'} that"
    yield (
        f"Chance. The target ends at z = {' and '.join(map(exact, stated))}, {' and '.join(reach)} spreads "
        f"from the centre. Student's t with {_freedom(step)} is {side} with the chance {chance}."
    )


def _signed(value: float) -> str:
    return f"({exact(value)})" if value < 0 else exact(value)


def _too_old(row: Row, limit: Row | None) -> Iterator[str]:
    if row["reason"] == "stale" and limit is not None and limit["stale_on"] is not None:
        until = figures.day(limit["stale_on"])
        yield f"Age. A figure for {row['latest_period']} serves until {until}: after that it is too old."


def _decided(row: Row) -> str:
    verdict, reason = wording.word(row).lower(), row["reason"]
    on_track, at_risk = (figures.number(cut) for cut in row["cut_offs"])
    if not reason.startswith("chance_"):
        held = f" A chance of less than {_HOLDING} that it still does at the deadline would make it at risk."
        more = held if reason in ("met", "held_so_far") and row["probability"] is not None else ""
        return f"Verdict: {verdict}. {wording.REASONS[reason].sentence}{more}"
    return (
        f"Verdict: {verdict}. A chance of {on_track} and more is on track, of {at_risk} and more at risk, a "
        "smaller one off track."
    )


def _pace(row: Row) -> Iterator[str]:
    so_far, needed = row["change_per_year"], row["needed_per_year"]
    if so_far is None and needed is None:
        return
    places = row.get("change_decimals", row["decimals"])
    since = f"so far, since {row['change_since']}" if row["change_since"] else "so far"
    told = [
        f"{figures.difference(change, row['unit'], places, signed=True)} a year {words}"
        for change, words in ((so_far, since), (needed, f"needed from {row['latest_period']} on"))
        if change is not None
    ]
    pace = (
        f"; on the scale z the pace is {exact(row['pace'])} of the one needed"
        if row["pace"] is not None
        else ""
    )
    yield f"Pace, which decides nothing: {', '.join(told)}{sentences.against(row)}{pace}."
