"""The sheets of the workbook: the matrix, every verdict, figure, projection and step, and what to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logframe.report import brief, entries, figures, sentences, wording
from logframe.report.matrix.levels import NO_ASSUMPTION, NO_INDICATOR, means
from logframe.report.picture import NOT_USED, used
from logframe.report.prepared import prepared
from logframe.report.steps import Behind, told
from logframe.report.workbook.cells import Column, Number, Sheet, Verdict, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from logframe.report.material import Material
    from logframe.report.wording import Row
    from logframe.report.workbook.cells import Cell
    from logframe.report.workings import Workings
    from logframe.strategy.catalogue import Catalogue

_TAB = 31  # letters that a sheet's name may have
_PLACE = (Column("Strategy", 22), Column("Indicator", 32), Column("Area", 18))


def sheets(material: Material, workings: Workings, catalogue: Catalogue) -> list[Sheet]:
    """Choose what the sheets hold; see `logframe.report.workbook.workbook`."""
    rows = prepared(material.shown, material.as_of, material.method.cut_offs).to_dicts()
    behind = {row["row"]: Behind.of(workings, row["row"]) for row in rows}
    pairs = [(row, behind[row["row"]]) for row in rows]
    steps = ((row, told(row, each)) for row, each in pairs if each.has_steps)
    return [
        *_matrices(material, catalogue),
        _verdicts(pairs),
        _figures(pairs),
        _projections(pairs),
        Sheet(
            "How it was computed",
            (*_PLACE, Column("Step", 7), Column("What was done", 110)),
            [
                (*_named(row), Number(step, "0"), words)
                for row, said in steps
                for step, words in enumerate(said, 1)
            ],
            3,
        ),
        _about(material),
    ]


def _named(row: Row) -> tuple[str, str, str]:
    return row["strategy_title"], row["title"], wording.place(row)


def _value(row: Row, column: str, decimals: str = "decimals") -> Number | None:
    places = row["decimals"] if row[decimals] is None else row[decimals]
    return number(row[column], row["unit"], places)


def _matrices(material: Material, catalogue: Catalogue) -> Iterator[Sheet]:
    """Lay out each strategy's logical framework: outcomes that nothing measures are in it too."""
    names: set[str] = set()
    for words in material.strategies:
        name = _tab(words.key, names)
        names.add(name.lower())
        yield Sheet(
            name,
            (
                Column("Outcome", 22),
                Column("Objectively verifiable indicator", 26),
                Column("Area", 15),
                Column("Baseline", 10),
                Column("Baseline period", 10),
                Column("Target", 24),
                Column("Latest", 10),
                Column("Latest period", 10),
                Column("Verdict", 14),
                Column("Means of verification", 30),
                Column("Assumptions", 20),
            ),
            list(_matrix(words, catalogue)),
            2,
            " ".join(words.name),
        )


def _tab(key: str, taken: set[str]) -> str:
    """Name a sheet after a strategy: no longer than a tab allows, and like no other, whatever the case."""
    name, number = key[:_TAB], 1
    while name.lower() in taken:
        number += 1
        name = f"{key[: _TAB - len(str(number)) - 1]}~{number}"
    return name


def _matrix(words: entries.Strategy, catalogue: Catalogue) -> Iterator[tuple[Cell, ...]]:
    strategy = catalogue.strategies[words.key].thing
    outcomes = {each.id: each for each in strategy.parts}
    for outcome in words.outcomes:
        stated = outcomes[outcome.key[1]]
        promised = {each.id: each for each in stated.indicators}
        if not outcome.indicators:
            yield (outcome.title, NO_INDICATOR, *[None] * 8, _lines(stated.assumptions) or NO_ASSUMPTION)
        for entry in (entry for indicator in outcome.indicators for entry in indicator.entries):
            promise = promised[entry.rows[0]["indicator"]]
            measure = catalogue.measure(promise.measure) if promise.measure else None
            yield (
                outcome.title,
                *_promised(entry),
                _lines(means(promise, measure)),
                _lines((*stated.assumptions, *promise.assumptions)) or NO_ASSUMPTION,
            )


def _promised(entry: entries.Entry) -> tuple[Cell, ...]:
    row = entry.rows[0]
    baseline = _value(row, "baseline_value", "baseline_decimals")
    latest = _value(row, "latest_value")
    lacking = None if entry.baseline is None else entry.baseline.flat
    return (
        _lines(filter(None, [row["title"], entry.stand_in])),
        ", ".join(filter(None, ["; ".join(map(wording.area, entry.rows)), entry.group])),
        baseline or lacking,
        row["baseline_period"] or ("undated" if baseline else None),
        entry.target.flat.replace(figures.TIED, " "),
        latest or entry.latest.flat,
        row["latest_period"],
        Verdict(row["verdict"], entry.verdict.flat),
    )


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _verdicts(pairs: Sequence[tuple[Row, Behind]]) -> Sheet:
    """List all that is known of each indicator and area."""
    return Sheet(
        "Verdicts",
        (
            *_PLACE,
            Column("Verdict", 14),
            Column("Why", 60),
            Column("Target", 26),
            Column("Target value", 11),
            Column("Deadline", 12),
            Column("Projected", 11),
            Column("80% from", 10),
            Column("80% to", 10),
            Column("95% from", 10),
            Column("95% to", 10),
            Column("Chance", 9),
            Column("Compared with", 18),
            Column("Its figure", 10),
            Column("Its period", 10),
            Column("Its source", 30),
            Column("Its file", 30),
            Column("Its record", 9),
            Column("Also known", 40),
            Column("To be known", 40),
            Column("Owner", 18),
            Column("Next figure expected", 12),
            Column("The strategy's words", 60),
        ),
        [_verdict(*pair) for pair in pairs],
        3,
    )


def _verdict(row: Row, behind: Behind) -> tuple[Cell, ...]:
    chance, word = row["probability"], wording.word(row)
    ends = ("centre", "lower80", "upper80", "lower95", "upper95")
    return (
        *_named(row),
        Verdict(row["verdict"], word),
        wording.as_sentence(sentences.verdict(row, row["as_of"]).removeprefix(f"{word}: ")),
        wording.target(row),
        _value(row, "target_value", "target_decimals"),
        row["deadline"],
        *(_value(row, f"projection_{end}") for end in ends),
        None if chance is None else Number(chance, "0.0%"),
        row["comparator_name"] or row["comparator_area"],
        _value(row, "comparator_value"),
        row["comparator_period"],
        *_origin(behind.comparator),
        _lines(sentences.beside(row)) or None,
        _lines(remark.text for remark in wording.remarks(row)) or None,
        row["owner"],
        row["next_due"],
        row["quote"],
    )


def _figures(pairs: Sequence[tuple[Row, Behind]]) -> Sheet:
    """List every figure, used or not."""
    return Sheet(
        "Figures",
        (
            *_PLACE,
            Column("Period", 12),
            Column("From", 12),
            Column("To", 12),
            Column("Figure", 11),
            Column("95% from", 10),
            Column("95% to", 10),
            Column("Numerator", 12),
            Column("Denominator", 13),
            Column("Compared with", 12),
            Column("Used", 30),
            Column("Published", 12),
            Column("Note", 30),
            Column("Source", 30),
            Column("File", 30),
            Column("Record", 9),
        ),
        [_figure(row, figure) for row, each in pairs for figure in each.figures],
        4,
    )


def _figure(row: Row, figure: Row) -> tuple[Cell, ...]:
    def value(name: str) -> Number | None:
        if figure[name] is None:
            return None
        return number(figure[name], row["unit"], figures.decimals_of(figure, name, row["decimals"]))

    counts = [figure["numerator"], figure["denominator"]]
    return (
        *_named(row),
        figure["period"],
        figure["start"],
        figure["end"],
        value("value") or NOT_USED["suppressed"],
        value("lower"),
        value("upper"),
        *(number(count, None, 0 if count is None or count.is_integer() else None) for count in counts),
        value("comparator"),
        used(figure),
        figure["published"],
        figure["note"],
        *_origin(figure),
    )


def _origin(figure: Row | None) -> tuple[Cell, ...]:
    """Say where a figure came from: the source, the file and the record there; it may have been computed."""
    if figure is None or figure["file"] is None:
        return (None, None, None)
    return figure["source"], figure["file"], Number(figure["record"], "0")


def _projections(pairs: Sequence[tuple[Row, Behind]]) -> Sheet:
    """List the planned path and the projection, period by period."""
    return Sheet(
        "Projections",
        (
            *_PLACE,
            Column("Of", 22),
            Column("Period", 12),
            Column("To", 12),
            Column("Planned", 11),
            Column("Projected", 11),
            Column("80% from", 11),
            Column("80% to", 11),
            Column("95% from", 11),
            Column("95% to", 11),
        ),
        [line for row, each in pairs for line in (*_planned(row, each), *_projected(row, each))],
        3,
    )


def _planned(row: Row, behind: Behind) -> Iterator[tuple[Cell, ...]]:
    for each in behind.plan:
        planned = number(each["value"], row["unit"], row["decimals"])
        yield (*_named(row), "the planned path", each["period"], each["end"], planned, *[None] * 5)


def _projected(row: Row, behind: Behind) -> Iterator[tuple[Cell, ...]]:
    for each in behind.fan:
        apart = each["of"] == "difference"
        unit = None if apart else row["unit"]
        names = ("centre", "lower80", "upper80", "lower95", "upper95")
        numbers = [number(each[name], unit, row["decimals"]) for name in names]
        of = f"the difference from {row['reference_name']}" if apart else "the figures"
        yield (*_named(row), of, each["period"], each["end"], None, *numbers)


def _about(material: Material) -> Sheet:
    said = [
        f"Targets against actuals as of {figures.day(material.as_of)}",
        brief.opening(material),
        *(words for group in brief.after(material).groups for words in group.items),
    ]
    return Sheet("About", (Column("About this workbook", 100),), [(words,) for words in said])
