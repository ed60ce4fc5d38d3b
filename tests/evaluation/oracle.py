"""METHODS once more, one row at a time in plain Python: written from the text, not from the engine.

It shares no code with what it checks. Numbers that are compared are fractions, made from the printed text;
Student's t is a finite sum; quantiles are found by halving. Slow, and meant to be read beside docs/methods.md.
"""

from __future__ import annotations

import math
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

Z95 = 1.959963984540054
STEP = {"month": 1, "quarter": 3, "year": 12, "2 years": 24}
PER_YEAR = {"month": 12, "quarter": 4, "year": 1, "2 years": 0.5}
OPENING = {"calendar": 1, "financial": 4, "academic": 9, "16 November": 11}


@dataclass
class Figure:
    """One cell of an extract, as printed; no value is a suppressed one."""

    value: str | None
    lower: str | None = None
    upper: str | None = None
    numerator: int | None = None
    denominator: int | None = None
    published: date | None = None
    provisional: bool = False


Series = dict[int, Figure]  # by the number of the measure's period


@dataclass
class Measure:
    """How a made-up measure is counted."""

    unit: str = "percent"
    improves: str = "down"
    every: str = "year"
    year: str = "financial"
    pooled: int = 1
    survey: bool = False  # a survey every two years whose figure covers one
    scale: str | None = None
    decimals: int | None = None
    published_after: int | None = None  # months
    stale_after: int | None = None  # months
    breaks: list[int] = field(default_factory=list)
    exceptional: list[int] = field(default_factory=list)
    discontinued: int | None = None
    gap_of: str | None = None  # the unit of what the gap is made from

    @property
    def step(self) -> int:
        return STEP[self.every]

    @property
    def span(self) -> int:
        return 12 if self.survey else self.step * self.pooled

    @property
    def cycle(self) -> int:
        return self.pooled

    def _boundary(self, months: int) -> date:
        year, month = divmod(2000 * 12 + OPENING[self.year] - 1 + months, 12)
        return date(year, month + 1, 16 if self.year == "16 November" else 1)

    def first(self, index: int) -> date:
        return self._boundary(index * self.step)

    def last(self, index: int) -> date:
        return self._boundary(index * self.step + self.span) - timedelta(days=1)

    def last_whole(self, deadline: date) -> int:
        """The last whole period that ends on or before the deadline."""
        index = -200
        while self.last(index + 1) <= deadline:
            index += 1
        return index

    @property
    def top(self) -> float | None:
        return {"percent": 100.0, "proportion": 1.0}.get(self.unit)

    @property
    def base(self) -> float:
        return float(self.unit.split()[-1].replace(",", "")) if self.unit.startswith("rate") else 1.0

    @property
    def own_scale(self) -> str:
        if self.scale:
            return self.scale
        if self.gap_of or self.unit in ("score", "points", "years", "days"):
            return "identity"
        return "logit" if self.top else "log"

    @property
    def may_age(self) -> int:
        if self.stale_after is not None:
            return self.stale_after
        if self.every == "year" and self.pooled == 3:
            return 36
        return {"month": 4, "quarter": 9, "year": 24, "2 years": 36}[self.every]


@dataclass
class Target:
    """A relation and what it is held against."""

    relation: str
    number: str | None = None
    upper: str | None = None  # of between
    baseline: bool = False
    change: str | None = None  # of the baseline: -20% or -1.5
    period: int | None = None  # a past period
    area: bool = False  # another area
    margin: str | None = None  # from another area
    tolerance: str | None = None
    standard: bool = False  # the number is a standard's


@dataclass
class Case:
    """One indicator of one area, and its figures."""

    measure: Measure
    target: Target
    deadline: date
    series: Series
    other: Series = field(default_factory=dict)  # of the comparator, or the second group of a gap
    baseline_value: str | None = None
    baseline_period: int | None = None


# -- Calendar and numbers ------------------------------------------------------------------------------------


def later(day: date, months: int) -> date:
    """The day on which so many months are over."""
    begin = day + timedelta(days=1)
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    return date(year, month + 1, min(begin.day, monthrange(year, month + 1)[1])) - timedelta(days=1)


def digits(text: str) -> int:
    return len(text.partition(".")[2])


def in_print(value: Fraction, places: int) -> Fraction:
    """The number as it is printed; what lies half-way goes away from zero."""
    units = abs(value) * 10**places + Fraction(1, 2)
    return (1 if value > 0 else -1) * Fraction(math.floor(units), 10**places)


def exact(text: str) -> Fraction:
    return Fraction(text)


# -- Student's t ---------------------------------------------------------------------------------------------


def student(t: float, df: int) -> float:
    """Chance of at most t: Abramowitz & Stegun 26.7.3 and 26.7.4, a finite sum for whole degrees of freedom."""
    angle = math.atan2(t, math.sqrt(df))
    cosine, sine = math.cos(angle), math.sin(angle)
    total, term = 0.0, 1.0
    if df % 2:
        term = cosine
        for i in range(1, df - 1, 2):
            total += term
            term *= cosine**2 * (i + 1) / (i + 2)
        middle = 2 / math.pi * (angle + sine * total)
    else:
        for i in range(0, df - 1, 2):
            total += term
            term *= cosine**2 * (i + 1) / (i + 2)
        middle = sine * total
    return min(1.0, max(0.0, 0.5 + middle / 2))


def student_quantile(share: float, df: int) -> float:
    low, high = -1e4, 1e4
    for _ in range(200):
        middle = (low + high) / 2
        if student(middle, df) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


# -- Intervals (METHODS 4) -----------------------------------------------------------------------------------


def wilson(x: float, n: float) -> tuple[float, float]:
    root = Z95 * math.sqrt(Z95**2 + 4 * x * (1 - x / n))
    low, high = ((2 * x + Z95**2 + sign * root) / (2 * (n + Z95**2)) for sign in (-1, 1))
    return (0.0 if x == 0 else low), (1.0 if x == n else high)


def _poisson(mean: float, x: int) -> float:
    """Chance of at most x events."""
    term = total = math.exp(-mean)
    for i in range(1, x + 1):
        term *= mean / i
        total += term
    return total


def _mean_with(x: int, share: float) -> float:
    low, high = 0.0, 100.0
    for _ in range(200):
        middle = (low + high) / 2
        if _poisson(middle, x) > share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def events(x: int) -> tuple[float, float]:
    if x < 10:
        return (_mean_with(x - 1, 0.975) if x else 0.0), _mean_with(x, 0.025)
    low = x * (1 - 1 / (9 * x) - Z95 / (3 * math.sqrt(x))) ** 3
    y = x + 1
    return low, y * (1 - 1 / (9 * y) + Z95 / (3 * math.sqrt(y))) ** 3


# -- Points --------------------------------------------------------------------------------------------------


@dataclass
class Point:
    t: int
    value: Fraction
    decimals: int
    lower: float | None = None
    upper: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    provisional: bool = False
    against: Point | None = None  # the comparator's of the same period

    @property
    def number(self) -> float:
        return float(self.value)


def point(t: int, figure: Figure, measure: Measure) -> Point:
    assert figure.value is not None
    made = Point(t, exact(figure.value), digits(figure.value))
    made.provisional = figure.provisional
    made.numerator, made.denominator = figure.numerator, figure.denominator
    if figure.lower is not None and figure.upper is not None:
        made.lower, made.upper = float(figure.lower), float(figure.upper)
    elif made.numerator is not None and made.denominator:
        x, n = made.numerator, made.denominator
        factor = measure.top or measure.base
        half = Fraction(1, 2 * 10**made.decimals)
        plain = abs(Fraction(x, n) * Fraction(factor) - made.value) <= half
        if plain and measure.top:
            low, high = wilson(x, n)
            made.lower, made.upper = low * factor, high * factor
        elif plain and measure.unit.startswith("rate"):
            low, high = events(x)
            made.lower, made.upper = low / n * factor, high / n * factor
    return made


def difference(first: Point, second: Point, source: Measure) -> Point:
    """A gap between two groups; of two proportions with Newcombe's interval, in their unit."""
    gap = Point(first.t, first.value - second.value, max(first.decimals, second.decimals))
    gap.provisional = first.provisional or second.provisional
    counted = all(p.numerator is not None and p.denominator for p in (first, second))
    if counted and source.top:
        p1, p2 = (p.numerator / p.denominator for p in (first, second))
        (l1, u1), (l2, u2) = (wilson(p.numerator, p.denominator) for p in (first, second))
        gap.lower = source.top * (p1 - p2 - math.hypot(p1 - l1, u2 - p2))
        gap.upper = source.top * (p1 - p2 + math.hypot(u1 - p1, p2 - l2))
    return gap


# -- The scale -----------------------------------------------------------------------------------------------


@dataclass
class Scale:
    kind: str
    top: float | None
    base: float
    half: float

    def inside(self, value: float, numerator: int | None = None, denominator: int | None = None) -> float:
        if self.kind == "identity":
            return value
        if value <= 0 or (self.kind == "logit" and value >= self.top):
            if numerator is not None and denominator:
                return (numerator + 0.5) / (denominator + 1) * (self.top or self.base)
            return self.half if value <= 0 else self.top - self.half
        return value

    def g(self, value: float) -> float:
        if self.kind == "identity":
            return value
        return math.log(value) if self.kind == "log" else math.log(value / (self.top - value))

    def back(self, z: float) -> float:
        if self.kind == "identity":
            return z
        if abs(z) > 700:  # further than a computer counts
            return 0.0 if z < 0 else self.top if self.kind == "logit" else math.inf
        return math.exp(z) if self.kind == "log" else self.top / (1 + math.exp(-z))

    def of(self, p: Point) -> float:
        return self.g(self.inside(p.number, p.numerator, p.denominator))

    def floor(self, p: Point) -> float:
        v = self.inside(p.number, p.numerator, p.denominator)
        if self.kind == "identity":
            return self.half
        return self.half / v if self.kind == "log" else self.half * self.top / (v * (self.top - v))

    def error(self, p: Point) -> float | None:
        if p.lower is None or p.upper is None:
            return None
        return (self.g(self.inside(p.upper)) - self.g(self.inside(p.lower))) / 3.92


# -- Steady drift (METHODS 2) --------------------------------------------------------------------------------


@dataclass
class Projection:
    centre: float
    sd: float
    df: int

    def at_most(self, z: float) -> float:
        return student((z - self.centre) / self.sd, self.df)

    def bounds(self, share: float) -> tuple[float, float]:
        t = student_quantile(0.5 + share / 2, self.df)
        return self.centre - t * self.sd, self.centre + t * self.sd


def season(z: list[float], p: int, h: int) -> tuple[list[float], float, float]:
    """Take the season out; give what is left, what comes back at the deadline, and kappa."""
    n = len(z)
    cycles = n // p
    table = [z[n - cycles * p + i * p : n - cycles * p + (i + 1) * p] for i in range(cycles)]
    means = [sum(row) / p for row in table]
    b = (means[-1] - means[0]) / (p * (cycles - 1))
    rest = [
        [v - mean - b * (j - (p - 1) / 2) for j, v in enumerate(row)]
        for row, mean in zip(table, means, strict=True)
    ]
    s = [sum(row[j] for row in rest) / cycles for j in range(p)]
    msb = cycles * sum(x * x for x in s) / (p - 1)
    msw = sum((row[j] - s[j]) ** 2 for row in rest for j in range(p)) / ((cycles - 1) * (p - 1))
    kappa = max(0.0, 1 - (msw + 1e-12) / (msb + 1e-12))

    def at(i: int) -> float:
        return kappa * s[(i - n) % p]

    return [v - at(i) for i, v in enumerate(z)], at(n - 1 + h), kappa


def steady_drift(
    t: list[int], z: list[float], *, p: float, h: int, c: int, floor: float, error: float | None
) -> Projection:
    n, k, back = len(z), len(z) - 1, 0.0
    span, kappa = t[-1] - t[0], 0.0
    if p > 1 and c == 1 and span == k and n >= 2 * p:
        z, back, kappa = season(z, int(p), h)
    gaps = [b - a for a, b in pairwise(t)]
    e = [(b - a) / math.sqrt(gap) for (a, b), gap in zip(pairwise(z), gaps, strict=True)]
    q = sum(x * x for x in e) / k
    lost = kappa * (p - 1)
    df = max(2, math.floor(k - lost))
    s2 = max(q * k / max(k - lost, 1), (error or 0.0) ** 2, floor**2)
    m = (z[-1] - z[0]) / span
    w = 0.0 if span < p else max(0.0, min(1.0, m * m / s2) - 1 / span)
    bounce = sum(a * b for a, b in pairwise(e)) / q if q else 0.0
    r = 0.0 if c > 1 else min(max((2 - bounce) / (7 + k), 0.0), 0.5)
    level = z[0]
    for value, gap in zip(z[1:], gaps, strict=True):
        level = (1 - r**gap) * value + r**gap * (level + w * m * gap)
    if c > 1:
        v = sum(min(i, c, h, h + c - i) ** 2 for i in range(1, h + c)) / c
        variance = s2 * v * (1 + h / (4 * span))
    else:
        variance = s2 * (1 + (1 - r) ** 2 * (h - 1 + h * h / (4 * span)))
    return Projection(level + w * m * h + back, math.sqrt(variance), df)


# -- Recent trend (METHODS 5) --------------------------------------------------------------------------------


def trend(points: list[Point], measure: Measure) -> str | None:
    """Give `up`, `down`, `none`, or None where a trend is not to be had."""
    if measure.every != "year" or measure.cycle > 1 or len(points) < 5:
        return None
    five = points[-5:]
    if measure.top and not measure.gap_of and all(p.numerator is not None and p.denominator for p in five):
        x, n = [p.numerator for p in five], [p.denominator for p in five]
        if any(a in (0, b) for a, b in zip(x, n, strict=True)):
            return None
        total, events_ = sum(n), sum(x)
        xt = sum(t * a for t, a in enumerate(x, 1))
        nt = sum(t * b for t, b in enumerate(n, 1))
        ntt = sum(t * t * b for t, b in enumerate(n, 1))
        chi2 = (
            total * (total * xt - events_ * nt) ** 2 / (events_ * (total - events_) * (total * ntt - nt**2))
        )
        y, weights = [math.log(a / (b - a)) for a, b in zip(x, n, strict=True)], [1.0] * 5
        slope = _slope(y, weights, range(5))
    elif all(p.lower is not None and p.upper is not None for p in five):
        if any(p.upper <= p.lower for p in five):
            return None
        y = [p.number for p in five]
        weights = [(2 * Z95 / (p.upper - p.lower)) ** 2 for p in five]
        slope = _slope(y, weights, range(5))
        wt = sum(w * t for t, w in enumerate(weights, 1))
        wtt = sum(w * t * t for t, w in enumerate(weights, 1))
        chi2 = slope**2 * (sum(weights) * wtt - wt**2) / sum(weights)
    else:
        return None
    signs = {math.copysign(1, _slope(y, weights, [i for i in range(5) if i != out])) for out in range(5)}
    if chi2 <= 9.54953570608324 or signs != {math.copysign(1, slope)}:
        return "none"
    return "up" if slope > 0 else "down"


def _slope(y: list[float], weights: list[float], kept: object) -> float:
    rows = [(weights[i], i + 1, y[i]) for i in kept]
    w = sum(row[0] for row in rows)
    wt, wv = sum(a * t for a, t, _ in rows), sum(a * v for a, _, v in rows)
    return (w * sum(a * t * v for a, t, v in rows) - wt * wv) / (
        w * sum(a * t * t for a, t, _ in rows) - wt**2
    )


# -- The verdict (METHODS 1) ---------------------------------------------------------------------------------


@dataclass
class Answer:
    verdict: str = ""
    reason: str = ""
    n: int = 0
    probability: float | None = None
    pace: float | None = None
    change: float | None = None
    needed: float | None = None
    projection: tuple[float, ...] | None = None  # centre, 80%, 95%
    flags: set[str] = field(default_factory=set)


class Judgement:
    """The rules, in their order, for one case on one day."""

    def __init__(self, case: Case, as_of: date, cut_offs: tuple[float, float] = (0.5, 0.2)) -> None:
        self.case, self.as_of, self.cut_offs = case, as_of, cut_offs
        self.measure, self.target = case.measure, case.target
        self.answer = Answer()
        self.end = self.measure.last_whole(case.deadline)
        self.breaks = [
            b for b in self.measure.breaks if b <= self.end
        ]  # a later one touches nothing before it
        self._read()

    # what is known on the day, and usable

    def _known(self, t: int, figure: Figure) -> bool:
        return self.measure.last(t) <= self.as_of and (
            figure.published is None or figure.published <= self.as_of
        )

    def _of_series(self, t: int) -> bool:
        return t not in self.measure.exceptional and all(t >= b for b in self.breaks)

    def _usable(self, t: int) -> bool:
        return t <= self.end and self._of_series(t)

    def _read(self) -> None:
        measure = self.measure
        known = {t: f for t, f in sorted(self.case.series.items()) if self._known(t, f)}
        other = {t: f for t, f in sorted(self.case.other.items()) if self._known(t, f)}
        self.ahead = [t for t, f in self.case.series.items() if not self._known(t, f)]
        if measure.gap_of:
            source = Measure(unit=measure.gap_of)
            both = {t: (known[t], other[t]) for t in known if t in other}
            self.held = {t for t, pair in both.items() if any(f.value is None for f in pair)}
            everything = [
                difference(point(t, a, source), point(t, b, source), source)
                for t, (a, b) in both.items()
                if t not in self.held
            ]
            self.others = []
        else:
            self.held = {t for t, f in known.items() if f.value is None}
            everything = [point(t, f, measure) for t, f in known.items() if f.value is not None]
            self.others = [point(t, f, measure) for t, f in other.items() if f.value is not None]
        self.broken = any(t.t < b for t in everything for b in self.breaks)
        everything = [p for p in everything if all(p.t >= b for b in self.breaks)]
        self.shown = {p.t: p for p in everything}
        if measure.gap_of and measure.decimals is not None:  # a derived figure has no print of its own
            for p in everything:
                p.decimals = measure.decimals
        self.own = [p for p in everything if self._usable(p.t)]
        self.published = any(all(p.t >= b for b in self.breaks) for p in everything)
        self.points, self.matched = self.own, True
        if self.target.area:
            against = {p.t: p for p in self.others if self._usable(p.t)}
            common = [p for p in self.own if p.t in against]
            for p in common:
                p.against = against[p.t]
            self.matched = bool(common)
            self.points = common or self.own  # without a common period the area's own are shown
        self.held = {t for t in self.held if self._usable(t)}

    # the target in numbers

    def _baseline(self) -> tuple[Fraction, int] | None:
        """The figure on which the target builds, and its digits."""
        target, case = self.target, self.case
        period = target.period if target.period is not None else case.baseline_period
        if target.period is None and case.baseline_value is not None:
            return exact(case.baseline_value), digits(case.baseline_value)
        found = self.shown.get(period) if period is not None else None
        return (found.value, self._digits(found)) if found else None

    def _digits(self, p: Point) -> int:
        """The digits of one figure: a zero at its end may be lost, where longer ones are real."""
        longest = max((point.decimals for point in self.points), default=p.decimals)
        declared = self.measure.decimals
        return max(p.decimals, longest if declared is None else min(declared, longest))

    def _digits_of_both(self) -> int:
        """The digits that the figures of two areas have in print."""
        if self.measure.decimals is not None:
            return self.measure.decimals
        theirs = [p for p in self.others if self._of_series(p.t)]
        return min(max(p.decimals for p in side) for side in (self.points, theirs))

    def _range(self) -> tuple[Fraction | None, Fraction | None] | None:  # noqa: C901  one branch a relation
        """The lowest and the highest value that meet the target; None where its reference is lacking."""
        target, tolerance = self.target, exact(self.target.tolerance or "0")
        if target.relation in ("between", "within", "close_to"):
            number = exact(target.number)
            if target.relation == "between":
                low, high = number, exact(target.upper)
            elif target.relation == "within":
                low, high = -number, number
            else:
                low = high = number
            return low - tolerance, high + tolerance
        level = exact(target.number) if target.number is not None else None
        if target.baseline or target.period is not None:
            found = self._baseline()
            if found is None:
                return None
            level, printed = found
            if self.target.change and self.target.change.endswith("%"):
                level *= 1 + exact(self.target.change[:-1]) / 100
            elif self.target.change:
                level += exact(self.target.change)
            if self.is_state and target.tolerance is None:
                tolerance = Fraction(1, 2 * 10**printed)
        if target.area:
            level = self.points[-1].against.value + exact(target.margin or "0")
        self.level = level
        if target.relation in ("at_most", "below"):
            return None, level + tolerance
        if target.relation in ("at_least", "above"):
            return level - tolerance, None
        improves = self.measure.improves
        return (
            None if improves == "down" else level - tolerance,
            None if improves == "up" else level + tolerance,
        )

    @property
    def is_state(self) -> bool:
        return self.target.relation in ("maintain", "similar_to", "no_worse_than")

    @property
    def is_reduction(self) -> bool:
        t = self.target
        return t.relation in ("below", "above") and t.change is None and (t.baseline or t.period is not None)

    def judge(self) -> Answer:
        answer = self.answer
        answer.verdict, answer.reason = self._rules()
        return answer

    def _rules(self) -> tuple[str, str]:  # noqa: C901, PLR0911, PLR0912  the rules, in their order
        answer, measure, target = self.answer, self.measure, self.target
        points = self.points
        answer.n = len(points)
        self._movement()
        if target.relation == "close_to" and target.tolerance is None:
            if points:
                self._pace(*self._range())  # the distance is shown all the same
            return "not_yet_measurable", "no_tolerance"
        if target.area and not self.others:
            return "not_yet_measurable", "no_comparator"
        if target.area and not self.matched:
            return "not_yet_measurable", "comparator_period_mismatch"
        bounds = self._range()
        if bounds is None:
            return "not_yet_measurable", "no_baseline"
        low, high = bounds
        latest = points[-1] if points else None
        outturn = latest is not None and latest.t == self.end
        if latest is not None:
            self._pace(low, high)
        if outturn:
            return ("achieved" if self._met(low, high) else "missed"), "outturn"
        if self.end in self.held:
            return "no_data", "outturn_suppressed"
        if latest is None:
            if self.held:
                return "no_data", "all_suppressed"
            # a stated baseline has a period too: its figure is the first that should be there
            expected = [*self.ahead, *(t for t in [self.case.baseline_period] if t is not None)]
            first = min(expected, default=None)
            if measure.published_after is not None and first is not None and not self.published:
                due = later(measure.last(first), measure.published_after)
                if due > self.as_of:
                    return "not_yet_measurable", "first_point_not_due"
            return "no_data", "none"
        if measure.discontinued is not None and measure.discontinued < self.end:
            return "no_data", "discontinued"
        if later(measure.last(latest.t), measure.may_age) < self.as_of:
            return "no_data", "stale"
        self._flags(latest)
        chance = self._chance(low, high)
        past = self.as_of > self.case.deadline
        if past:
            answer.flags.add("awaiting_outturn")
        elif self._met(low, high):
            answer.probability = chance
            self._sampling(latest, low, high)
            if chance is not None and chance < 0.5:
                return "at_risk", "met_but_slipping"
            return ("on_track", "held_so_far") if self.is_state else ("achieved", "met")
        if len(points) < 3:
            return "not_yet_measurable", "one_point" if len(points) == 1 else "two_points"
        answer.probability = chance
        good, fair = self.cut_offs
        if chance >= good:
            return "on_track", "chance_good"
        return ("at_risk", "chance_fair") if chance >= fair else ("off_track", "chance_low")

    def _met(self, low: Fraction | None, high: Fraction | None) -> bool:
        target, latest = self.target, self.points[-1]
        value, improves = latest.value, self.measure.improves
        interval = (latest.lower, latest.upper) if latest.lower is not None else None
        if self.is_state and target.area:
            if interval is None:
                printed = self._digits_of_both()
                value, level = in_print(value, printed), in_print(latest.against.value, printed)
                return {"down": value <= level, "up": value >= level, "neither": value == level}[improves]
            return self._not_worse(interval, latest.against.number)
        if self.is_state and target.tolerance is None and interval:
            return self._not_worse(interval, float(self.level))
        inside = (low is None or value >= low) and (high is None or value <= high)
        if target.relation == "below":
            inside = value < high
        if target.relation == "above":
            inside = value > low
        if not self.is_reduction or not inside:
            return inside
        way = trend(self.points, self.measure)
        if way is None and interval is None:
            return True
        improving = way == ("down" if target.relation == "below" else "up")
        base = float(self.level)
        excluded = interval is not None and (
            interval[1] < base if target.relation == "below" else interval[0] > base
        )
        return improving or excluded

    def _not_worse(self, interval: tuple[float, float], level: float) -> bool:
        lower, upper = interval
        if lower <= level <= upper:
            return True
        return {"down": upper < level, "up": lower > level, "neither": False}[self.measure.improves]

    # projection and pace

    def _scale(self) -> Scale:
        kind = self.measure.own_scale
        values = [p.number for p in self.points] + [p.against.number for p in self.points if p.against]
        if kind != "identity" and min(values) < 0:
            kind = "identity"
        half = 0.5 * 10 ** -self._digits(self.points[-1])
        return Scale(kind, self.measure.top, self.measure.base, half)

    def _on_z(
        self, low: Fraction | None, high: Fraction | None
    ) -> tuple[Scale, list[float], float | None, float | None]:
        """The scale, the series on it, and the target's bounds on it."""
        scale = self._scale()
        if self.target.area and not self.is_state:
            margin = float(exact(self.target.margin or "0"))
            tolerance = float(exact(self.target.tolerance or "0"))
            z = [float(p.value - p.against.value) for p in self.points]
            flat = Scale("identity", None, 1.0, scale.half)
            return (
                flat,
                z,
                None if low is None else margin - tolerance,
                None if high is None else margin + tolerance,
            )
        if self.target.area:
            z = [scale.of(p) - scale.of(p.against) for p in self.points]
            leeway = 1.96 * (scale.error(self.points[-1]) or 0.0)
            return scale, z, None if low is None else -leeway, None if high is None else leeway
        bounds = [None if b is None else scale.g(scale.inside(float(b))) for b in (low, high)]
        return scale, [scale.of(p) for p in self.points], *bounds

    def _chance(self, low: Fraction | None, high: Fraction | None) -> float | None:
        points, measure = self.points, self.measure
        if len(points) < 3:
            return None
        scale, z, bottom, ceiling = self._on_z(low, high)
        t = [p.t for p in points]
        h = self.end - t[-1]
        drift = steady_drift(
            t,
            z,
            p=PER_YEAR[measure.every],
            h=h,
            c=measure.cycle,
            floor=scale.floor(points[-1]),
            error=scale.error(points[-1]),
        )
        if not self.target.area:
            both = drift.bounds(0.8), drift.bounds(0.95)
            self.answer.projection = tuple(scale.back(x) for x in (drift.centre, *both[0], *both[1]))
        above = 1.0 if ceiling is None else drift.at_most(ceiling)
        below = 0.0 if bottom is None else drift.at_most(bottom)
        self.drift = drift
        return min(1.0, max(0.0, above - below))

    def _start(self) -> Point:
        """The baseline's point, where the series has it and has moved on since, else the first."""
        named = [p for p in self.points[:-1] if p.t == self.case.baseline_period]
        return (named or self.points)[0]

    def _movement(self) -> None:
        if len(self.points) < 2 or (self.target.area and not self.matched):
            return
        start, latest = self._start(), self.points[-1]
        years = (latest.t - start.t) / PER_YEAR[self.measure.every]
        moved = latest.value - start.value
        if self.target.area:  # what is to change is the distance from the other area
            moved -= latest.against.value - start.against.value
        self.answer.change = float(moved) / years

    def _pace(self, low: Fraction | None, high: Fraction | None) -> None:
        points, measure, answer = self.points, self.measure, self.answer
        latest = points[-1]
        start = self._start()
        years = 1 / PER_YEAR[measure.every]
        so_far, to_go = latest.t - start.t, self.end - latest.t
        if not to_go or self._met(low, high):
            return
        answer.needed = float(_left(latest.value, low, high)) / (to_go * years) or None
        _, z, bottom, ceiling = self._on_z(low, high)
        needed = _left(z[-1], bottom, ceiling) / to_go
        if so_far and needed:
            answer.pace = (z[-1] - z[points.index(start)]) / so_far / needed

    # flags

    def _flags(self, latest: Point) -> None:  # noqa: C901  one branch a flag
        answer, measure = self.answer, self.measure
        span, h = latest.t - self.points[0].t, self.end - latest.t
        far = {"month": 18, "quarter": 8, "year": 6, "2 years": 3}[measure.every]
        if len(self.points) >= 3 and (h > 2 * span or h > far):
            answer.flags.add("extrapolation")
        if measure.cycle > 1:
            answer.flags.add("overlapping_periods")
        if self.held and max(self.held) > latest.t:
            answer.flags.add("suppressed_latest")
        count = latest.value if measure.unit == "count" else latest.numerator
        if count is not None and count < 10:
            answer.flags.add("small_numbers")
        if answer.pace is not None and answer.pace < 0:
            answer.flags.add("wrong_direction")
        if self.broken:
            answer.flags.add("break_in_series")
        if latest.provisional:
            answer.flags.add("provisional")
        end = measure.last(latest.t)
        if 2 * (self.as_of - end) > later(end, measure.may_age) - end:
            answer.flags.add("ageing")
        stated, data = self.case.baseline_value, self.shown.get(self.case.baseline_period)
        if stated is not None and data is not None:
            rounding = Fraction(1, 2 * 10 ** digits(stated))
            if abs(exact(stated) - data.value) > rounding:
                answer.flags.add("baseline_revised")

    def _sampling(self, latest: Point, low: Fraction | None, high: Fraction | None) -> None:
        if latest.lower is None:
            return
        within = (low is None or latest.lower >= float(low)) and (high is None or latest.upper <= float(high))
        self.answer.flags.add("confirmed" if within else "within_sampling_error")


def _left(value: float, low: float | None, high: float | None) -> float:
    """What is left to the bound that a value fails; nothing where it fails none."""
    if low is not None and value < low:
        return low - value
    return high - value if high is not None and value > high else 0
