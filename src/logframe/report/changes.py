"""What changed between two runs, in plain sentences: every indicator and area that has any news, once.

Mothers smoking at delivery, Kent: off track, was at risk, because of new data. New figure: 9.8% in 2024 to
2025, after 9.9% in 2023 to 2024. The chance is 18 in 100, was 25 in 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from logframe.report import figures, promises, prose, wording
from logframe.report import sentences as present
from logframe.verdicts import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import polars as pl

    from logframe.report.wording import Row

#: What changed a verdict, to stand after "because of".
CAUSES = {
    "new_data": "new data",
    "revised_data": "revised data",
    "target": "an edited target",
    "baseline": "an edited baseline",
    "report": "what was reported",
    "definition": "an edited definition",
    "time": "time passing",
    "version": "another version of the program or its method",
}

_KEY = ("strategy", "outcome", "indicator", "area")


class Told(NamedTuple):
    """What is told of one indicator and area, or of one definition.

    Attributes:
        kind: The weightiest of its changes, of `runs.KINDS`.
        way: Of a verdict, one of `runs.WAYS`.
        text: A sentence or more that make sense alone.
    """

    kind: str
    way: str | None
    text: str


def told(frame: pl.DataFrame) -> list[Told]:
    """Tell every change.

    Args:
        frame: `runs.CHANGES`.

    Returns:
        The weightiest first: verdicts, the worst of them first, then edits, then what is new or gone, then
        figures. What there is to say of one indicator and area is said together. Texts of files are in it as
        they are: who prints them makes them printable.
    """
    grouped: dict[tuple[str | None, ...], list[Row]] = {}
    for row in frame.iter_rows(named=True):
        key = tuple(row[name] for name in _KEY) if row["strategy"] else (row["subject"],)
        grouped.setdefault(key, []).append(row)
    edits = frame.filter(frame["kind"] == "definition").to_dicts()
    return [Told(rows[0]["kind"], rows[0]["way"], _News(rows, edits).text) for rows in grouped.values()]


def sentences(frame: pl.DataFrame) -> list[str]:
    """Say what changed, an indicator and area, or a definition, each; see `told`."""
    return [each.text for each in told(frame)]


def headline(frame: pl.DataFrame) -> str:
    """Count the changes: "2 verdicts worse, 1 better; 1 target edited; 12 new figures."."""
    counts: dict[tuple[str, str | None], int] = {}
    for row in frame.select("kind", "way", "what").iter_rows():
        kind = (row[0], row[1] or row[2])
        counts[kind] = counts.get(kind, 0) + 1
    said = [words(count) for kind, words in _COUNTED.items() if (count := counts.get(kind))]
    return wording.capital(f"{'; '.join(said)}.") if said else "Nothing changed."


def _counting(one: str, several: str) -> Callable[[int], str]:
    return lambda count: figures.counted(count, one, several)


_COUNTED: dict[tuple[str, str | None], Callable[[int], str]] = {
    (kind, way): _counting(one, several)
    for kind, way, one, several in (
        ("verdict", "worse", "verdict is worse", "verdicts are worse"),
        ("verdict", "lost", "can no longer be judged", "can no longer be judged"),
        ("verdict", "found", "can be judged now", "can be judged now"),
        ("verdict", "better", "verdict is better", "verdicts are better"),
        ("verdict", "other", "cannot be judged for another reason", "cannot be judged for another reason"),
        ("target", None, "target was edited", "targets were edited"),
        ("baseline", None, "baseline was edited", "baselines were edited"),
        ("definition", None, "definition was edited", "definitions were edited"),
        ("new", None, "indicator is new", "indicators are new"),
        ("gone", None, "indicator is gone", "indicators are gone"),
        ("report", None, "milestone was reported on", "milestones were reported on"),
        ("figure", "new", "figure is new", "figures are new"),
        ("figure", "revised", "figure was revised", "figures were revised"),
        ("figure", "withdrawn", "figure was withdrawn", "figures were withdrawn"),
        ("reference", None, "target moved with what it refers to", "targets moved with what they refer to"),
        ("chance", None, "chance is another", "chances are others"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _News:
    """All that is to be told of one indicator and area, or of one definition.

    Attributes:
        rows: Its changes, the weightiest first.
        edits: Every edit of a definition: one of them may be behind its verdict.
    """

    rows: Sequence[Row]
    edits: Sequence[Row]

    @property
    def text(self) -> str:
        return " ".join([self._lead(), *self._facts()])

    @property
    def first(self) -> Row:
        return self.rows[0]

    def _of(self, *kinds: str) -> list[Row]:
        return [row for row in self.rows if row["kind"] in kinds]

    def _lead(self) -> str:
        """Say what it is about, and the weightiest thing about it."""
        row, kind = self.first, self.first["kind"]
        before, after = row["before"], row["after"]
        if not row["strategy"]:
            were = "were" if row["subject"] == "settings" else "was"
            return f"{wording.capital(_subject(row))} {were} edited."
        name = ", ".join(filter(None, [row["title"], wording.area(row)]))
        if kind == "new":
            return f"{name}: new, {_verdict(after)}."
        if kind == "gone":
            return f"{name}: no longer there; it was {_verdict(before)}."
        if kind == "verdict":
            return f"{name}: {_verdict(after)}, was {_verdict(before)}, because of {_because(row['causes'])}."
        if kind == "definition":
            return f"{name}: its definition was edited."
        return f"{name}: still {_verdict(after)}."

    def _facts(self) -> Iterator[str]:
        """Say what is behind it, each in a sentence."""
        for row in self._of("verdict"):
            yield from _weighed(row)
            yield from self._reasons(row)
        for kind, words in _FACTS.items():
            for row in self._of(kind):
                yield from words(row)
        yield from _figures(self._of("figure"))
        for row in self._of("verdict", "chance"):
            yield from _chances(row)
        for row in self._of("comparator"):
            yield _compared(row)

    def _reasons(self, row: Row) -> Iterator[str]:
        """Say more of causes that no other change of this row tells of."""
        causes = {cause for causes in row["causes"] for cause in causes}
        if "time" in causes:
            yield wording.why(row["after"])
        if "definition" in causes:
            yield from (_said(edit, f" of {_subject(edit)}") for edit in self._edits_of(row))
        if "version" in causes:
            yield "The program that is running judges a run's own figures otherwise than was recorded."

    def _edits_of(self, row: Row) -> Sequence[Row]:
        """Find the edits that bear on a row: its own, its measure's, and those of what all share."""
        own = [edit for edit in self.edits if edit["strategy"] and _indicator(edit) == _indicator(row)]
        shared = [edit for edit in self.edits if not edit["strategy"]]
        about = [edit for edit in shared if edit["measure"] in (None, row["measure"])]
        return own + about or shared


def _indicator(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in _KEY[:3])


def _subject(edit: Row) -> str:
    """Name what was edited: the measure smoking, the settings, the indicator."""
    if edit["subject"] == "extracts":
        return "how extracts are read"
    return f"the {edit['subject'] or 'indicator'}"


def _verdict(row: Row) -> str:
    return wording.word(row).lower()


def _because(sets: Sequence[Sequence[str]]) -> str:
    """Name the causes: new data; new data and an edited target together; either ... or ..."""
    told = [wording.listed([CAUSES[cause] for cause in causes]) for causes in sets]
    if len(sets) == 1:
        (causes,) = sets
        if causes == ["time"]:
            return "nothing but time passing"
        return told[0] if len(causes) == 1 else f"{told[0]} together"
    return f"{' or '.join(told)}, each enough by itself"


def _weighed(row: Row) -> Iterator[str]:
    """Where several causes did it together, say what each would have done alone."""
    if all(len(causes) == 1 for causes in row["causes"]):
        return
    alone = [(f"with {CAUSES[each['cause']]} alone", _word(each["verdict"])) for each in row["alone"] or ()]
    if alone:
        (first, verdict), *others = alone
        rest = "".join(f", {words} {other}" for words, other in others)
        yield f"{wording.capital(first)} it would be {verdict}{rest}."
    else:
        yield "None of them alone would have changed it."


def _otherwise(row: Row, thing: str) -> Iterator[str]:
    """Say what the verdict would be if it had not been edited."""
    if row["otherwise"] and row["otherwise"] != row["after"]["verdict"]:
        yield f"With the old {thing} it would be {_word(row['otherwise'])}."


def _target(row: Row) -> Iterator[str]:
    yield f"The goalposts moved: {present.goal(row['after'])}; before, {present.goal(row['before'])}."
    yield from _otherwise(row, "target")


def _baseline(row: Row) -> Iterator[str]:
    after, before = (promises.baseline(row[side]) for side in ("after", "before"))
    yield f"The stated baseline was edited: {after}; before, {before}."
    yield from _otherwise(row, "baseline")


def _reference(row: Row) -> Iterator[str]:
    after, before = (wording.value(row[side]) for side in ("after", "before"))
    yield f"Nobody edited the target, but it comes to {after} now, before to {before}."


def _definition(row: Row) -> Iterator[str]:
    if row["subject"] != "extracts":  # all that is known of these is that they were edited
        yield _said(row)


def _said(edit: Row, of: str = "") -> str:
    """Say what a field of a definition says now, and what it said."""
    if edit["subject"] == "extracts":
        return f"{wording.capital(_subject(edit))} was edited."
    old, new = (edit[side] or "not stated" for side in ("old", "new"))
    return f"{wording.capital(edit['field'].replace('_', ' '))}{of}: {new}; before, {old}."


def _report(row: Row) -> Iterator[str]:
    yield f"Reported as done: {_done(row['after'])}, before {_done(row['before'])}."


#: What is said of changes of which there is one a row, in this order.
_FACTS: dict[str, Callable[[Row], Iterator[str]]] = {
    "target": _target,
    "baseline": _baseline,
    "reference": _reference,
    "definition": _definition,
    "report": _report,
}


def _figures(rows: Sequence[Row]) -> Iterator[str]:
    """Tell of figures, of each kind the latest and how many more there are."""
    for what, words in {"new": _new, "revised": _revised, "withdrawn": _withdrawn}.items():
        of_kind = [row for row in rows if row["what"] == what]
        if of_kind:
            latest = max(of_kind, key=lambda row: row["end"])
            more = len(of_kind) - 1
            yield words(latest) + (f" (and {figures.counted(more, 'earlier one')})." if more else ".")


def _new(row: Row) -> str:
    figure = f"{_called('New', row)}: {_figure(row, 'new_value')} {prose.when(row['period'])}"
    before = row["before"]
    if before["latest_value"] is None or before["latest_period"] in (None, row["period"]):
        return figure
    latest = figures.in_full(before["latest_value"], before["unit"], before["decimals"])
    return f"{figure}, after {latest} {prose.when(before['latest_period'])}"


def _revised(row: Row) -> str:
    was = _figure(row, "old_value")
    return f"{_called('Revised', row)}: {_figure(row, 'new_value')} {prose.when(row['period'])}, was {was}"


def _withdrawn(row: Row) -> str:
    return f"{_called('Withdrawn', row)}: {_figure(row, 'old_value')} {prose.when(row['period'])}"


def _called(what: str, row: Row) -> str:
    """Call a figure new, revised or withdrawn, and say of what it is where that is not what was promised."""
    of = wording.stand_in({**row["after"], "group": row["group"]})
    return f"{what} figure ({of})" if of else f"{what} figure"


def _figure(row: Row, column: str) -> str:
    about = row["after"]
    if row[column] is None:
        return "no value"
    return figures.in_full(row[column], about["unit"], about["decimals"])


def _chances(row: Row) -> Iterator[str]:
    before, after = row["before"]["probability"], row["after"]["probability"]
    if before is None or after is None:
        return
    now, was = (" ".join(figures.chance(chance)) for chance in (after, before))
    if now == was:
        return
    why = ""
    if row["kind"] == "chance" and not _is_data(row["causes"]):
        why = f", because of {_because(row['causes'])}"
    yield f"The chance is {now}, was {was}{why}."


def _is_data(sets: Sequence[Sequence[str]]) -> bool:
    """Tell whether figures alone are behind it, of which something is said anyway."""
    return all(cause in ("new_data", "revised_data") for causes in sets for cause in causes)


def _compared(row: Row) -> str:
    after, before = (wording.compared(row[side]) for side in ("after", "before"))
    return f"Now {after} {row['after']['comparator_name'] or 'the area beside it'}, before {before} it."


def _done(row: Row) -> str:
    return f"{row['members_done']:,} of {row['members']:,}"


def _word(verdict: str) -> str:
    return WORDS[verdict].lower()
