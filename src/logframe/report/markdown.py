"""A report as GitHub-flavoured Markdown, for a pull request or a wiki.

Texts from files are shown as they are: none is taken for markup, for HTML, or for a mention that would call
somebody (``@team``) or link an issue (``#12``).
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from logframe.report import brief, figures, totals, wording
from logframe.report.layout import Page
from logframe.report.sections import any_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from logframe.report.entries import Entry, Indicator, Outcome
    from logframe.report.material import Material

_MARKUP = re.compile(r"([\\`*_\[\]|~])")
_LEADING = re.compile(r"^(\d*)([-+#=.)])(?=[-\s#=]|$)")  # of a list, a heading, a rule
_CALLING = re.compile(r"([@#])(?=\w)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

_HEADINGS = (
    *("Verdict", "Indicator", "Baseline", "Latest", "Target"),
    *("Projected, 80% interval", "Chance", "Change a year", "Beside"),
)


def markdown(material: Material, *, ascii: bool = False) -> str:  # noqa: A002  # named as the option is
    """Write a report as Markdown.

    Args:
        material: What it tells of.
        ascii: Whether to keep to ASCII.

    Returns:
        The text, ending in a line end.
    """
    page = _Markdown(Page(1000, ascii=ascii))
    blocks = [[f"# {page.text(brief.headline(material))}"]]
    if material.outline.is_empty():
        blocks.append(["There are no indicators."])
    else:
        blocks.append([f"**{page.text(' '.join(brief.subjects(material)))}**"])
        blocks.append([page.text(brief.opening(material))])
        for section in brief.before(material):
            blocks += page.section(section)
        blocks += page.table(material)
        blocks += page.folded("How it was computed", page.items(brief.after(material).groups))
    return "".join(f"{line.rstrip().replace(figures.TIED, ' ')}\n" for line in _apart(blocks))


def _apart(blocks: Iterable[Sequence[str]]) -> Iterator[str]:
    """Put an empty line between blocks."""
    for at, block in enumerate(blocks):
        yield from ("", *block) if at else block


def escaped(text: str) -> str:
    """Make a text of one line mean nothing but itself in Markdown and in HTML."""
    text = re.sub("[&<>]", lambda found: _ENTITIES[found[0]], text)
    text = _LEADING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))
    return _CALLING.sub(r"\1<!-- -->", text)


class _Markdown:
    """Words as blocks of lines of Markdown."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def text(self, words: str) -> str:
        return escaped(self._page.text(words))

    def section(self, section: brief.Section) -> list[list[str]]:
        return [[f"## {self.text(section.title)}"], *self.items(section.groups)]

    def items(self, groups: Iterable[brief.Group]) -> list[list[str]]:
        blocks = []
        for group in groups:
            blocks += [[f"**{self.text(group.name)}**"]] if group.name else []
            blocks.append([f"- {self.text(item)}" for item in group.items])
        return blocks

    def folded(self, title: str, blocks: Iterable[list[str]]) -> list[list[str]]:
        return [["<details>", f"<summary>{self.text(title)}</summary>"], *blocks, ["</details>"]]

    def table(self, material: Material) -> list[list[str]]:
        """Give every indicator, by strategy and outcome."""
        strategies, tallies = material.strategies, material.tallies
        blocks = [["## Every indicator"]]
        if material.only:
            blocks.append([self.text(totals.only(material.only, found=bool(strategies)))])
        for strategy in strategies:
            blocks.append([f"### {self.text(' '.join(strategy.name))}"])
            blocks += [[self.text(strategy.place)]] if strategy.place else []
            if len(tallies.strategies) > 1:
                blocks.append([self.text(totals.summary(tallies.strategies[strategy.key]))])
            blocks += self._updates(strategy.updates)
            for measured, run in groupby(strategy.outcomes, key=lambda outcome: bool(outcome.indicators)):
                if measured:
                    for outcome in run:
                        blocks += self._outcome(outcome, tallies.outcomes[outcome.key])
                else:
                    blocks += self._unmeasured(list(run))
        if any_entry(strategies):
            blocks.append([self.text(" ".join(wording.LEGEND))])
        return blocks

    def _updates(self, updates: Sequence[str]) -> list[list[str]]:
        return [[f"- {self.text(update)}" for update in updates]] if updates else []

    def _unmeasured(self, outcomes: Sequence[Outcome]) -> list[list[str]]:
        """List outcomes without indicators that follow one another."""
        listed = []
        for outcome in outcomes:
            listed.append(f"- **{self.text(outcome.title)}**")
            listed += [f"  - {self.text(update)}" for update in outcome.updates]
        return [listed, [self.text(totals.unmeasured(len(outcomes)))]]

    def _outcome(self, outcome: Outcome, tally: wording.Row) -> list[list[str]]:
        """Give an outcome's table and, folded away, the notes that it refers to."""
        notes = {remark: at for at, remark in enumerate(outcome.remarks, 1)}
        rows = [self._row(_HEADINGS), "|" + " --- |" * len(_HEADINGS)]
        rows += [
            self._row(self._cells(indicator, entry, notes))
            for indicator in outcome.indicators
            for entry in indicator.entries
        ]
        blocks = [[f"#### {self.text(outcome.title)}"], [self.text(totals.summary(tally))]]
        blocks += [*self._updates(outcome.updates), rows]
        listed = [f"- \\[{at}\\] {self.text(remark.text)}" for remark, at in notes.items()]
        return blocks + (self.folded("Notes", [listed]) if listed else [])

    def _row(self, cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |"

    def _cells(
        self, indicator: Indicator, entry: Entry, notes: Mapping[wording.Remark, int]
    ) -> Iterator[str]:
        marks = ", ".join(str(at) for at in sorted(notes[remark] for remark in entry.remarks))
        yield self._lines(f"**{self.text(entry.verdict.flat)}**", self.text(entry.brief))
        yield self._lines(
            f"**{self.text(indicator.title)}**", self.text(entry.where), f"\\[{marks}\\]" if marks else ""
        )
        yield self.text(entry.baseline.flat) if entry.baseline else "not needed"
        yield self._lines(self.text(entry.latest.flat), self.text(entry.stand_in))
        yield self.text(entry.target.flat)
        yield self._lines(*map(self.text, entry.projected.stack)) if entry.projected else "none"
        yield self.text(entry.chance.flat) if entry.chance else "not known"
        known = [self.text(" ".join(change)) for change in entry.changes]
        yield self._lines(*known) if known else "not known"
        beside = wording.as_sentence(entry.beside) if entry.beside else ""
        yield self.text(" ".join(filter(None, [entry.because, beside, *entry.below]))) or "nothing"

    def _lines(self, *parts: str) -> str:
        """Set parts below one another in a cell."""
        return "<br>".join(filter(None, parts))
