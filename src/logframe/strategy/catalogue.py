"""All files of a project together: strategies, and the measures, areas and standards that they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from logframe.messages import Message
from logframe.schema.faults import faults, place
from logframe.strategy.measures import Measure, NamedArea, Settings, Standard
from logframe.strategy.plan import Definitions, Indicator, Outcome, Strategy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from logframe.documents import Document
    from logframe.strategy.targets import Target

Thing = TypeVar("Thing")
Inside = TypeVar("Inside")

_INHERITED = (
    "every", "year", "pooled", "decimals", "published_after", "stale_after",
    "source", "breaks", "exceptional", "discontinued",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written(Generic[Thing]):
    """A thing of the model, and where in which file it is written."""

    thing: Thing
    document: Document
    path: tuple[int | str, ...]

    def inner(self, thing: Inside, *steps: int | str) -> Written[Inside]:
        """Give something inside this thing."""
        return Written(thing, self.document, (*self.path, *steps))

    def message(self, code: str, text: str, *steps: int | str, hint: str = "", key: bool = False) -> Message:
        """Tell something about the value at ``steps`` inside this thing, or about its key."""
        at = place(self.document, (*self.path, *steps))
        line, column = (at.key_line, at.key_column) if key else (at.line, at.column)
        return Message(self.document.file, line, column, code, text, hint)


@dataclass(frozen=True, slots=True)
class Promise:
    """An indicator with the outcome and the strategy that it belongs to."""

    strategy: Strategy
    outcome: Outcome
    indicator: Indicator
    written: Written[Indicator]

    def by(self, target: Target) -> str | None:
        """Give what is written of when a target is to be met: its own word, else the strategy's end."""
        period = self.strategy.period
        return target.by or (period.to if period else None)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the files of a project define, by id, in the files' order."""

    strategies: dict[str, Written[Strategy]] = field(default_factory=dict)
    measures: dict[str, Written[Measure]] = field(default_factory=dict)
    areas: dict[str, Written[NamedArea]] = field(default_factory=dict)
    standards: dict[str, Written[Standard]] = field(default_factory=dict)
    settings: list[Written[Settings]] = field(default_factory=list)

    @property
    def chosen(self) -> Settings:
        """The project's settings; the usual ones where no file says otherwise."""
        return self.settings[0].thing if self.settings else Settings()

    def measure(self, name: str) -> Measure:
        """Give a measure; a gap takes from the measure that it is made from what it does not say itself."""
        measure = self.measures[name].thing
        if not measure.gap or measure.gap.of not in self.measures:
            return measure
        base = self.measures[measure.gap.of].thing
        inherited = {key: getattr(base, key) for key in _INHERITED if key not in measure.model_fields_set}
        return measure.model_copy(update=inherited)

    def area_name(self, code: str) -> str | None:
        """Give the declared name of an area, if it has one."""
        return self.areas[code].thing.name if code in self.areas else None

    def parts(self) -> Iterator[tuple[Written[Strategy], Written[Outcome]]]:
        """Give every outcome and enabler of every strategy, in the files' order."""
        for strategy in self.strategies.values():
            for kind in ("outcomes", "enablers"):
                for at, outcome in enumerate(getattr(strategy.thing, kind)):
                    yield strategy, strategy.inner(outcome, kind, at)

    def promises(self) -> Iterator[Promise]:
        """Give every indicator of every strategy, in the files' order."""
        for strategy, outcome in self.parts():
            for at, indicator in enumerate(outcome.thing.indicators):
                written = outcome.inner(indicator, "indicators", at)
                yield Promise(strategy.thing, outcome.thing, indicator, written)


def collect(documents: Iterable[Document]) -> tuple[Catalogue, list[Message]]:
    """Validate each document and gather what they define.

    Returns:
        The catalogue of all that is valid, and every complaint. A definition that is written twice keeps its
        first meaning and is complained about.
    """
    catalogue, messages = Catalogue(), []
    for document in documents:
        messages += document.messages
        if document.data is None:
            continue
        model = _model(document)
        try:
            valid = model.model_validate(document.data)
        except ValidationError as invalid:
            said = {(message.line, message.column) for message in document.messages}
            found = faults(document, model, invalid.errors(include_url=False))
            messages += [fault for fault in found if (fault.line, fault.column) not in said]
            continue
        messages += _add(catalogue, document, valid)
    return catalogue, messages


def _model(document: Document) -> type[Strategy | Definitions]:
    """A file is a strategy when it says so, or when it has what only a strategy has."""
    only = {"strategy", "outcomes", "organisation", "title", "enablers"}
    is_strategy = isinstance(document.data, dict) and not only.isdisjoint(document.data)
    return Strategy if is_strategy else Definitions


def _add(catalogue: Catalogue, document: Document, file: Strategy | Definitions) -> Iterator[Message]:
    kinds = {"measures": catalogue.measures, "standards": catalogue.standards}
    for part, known in kinds.items():
        yield from _define(known, document, part, getattr(file, part))  # type: ignore[arg-type]
    if isinstance(file.areas, dict):
        yield from _define(catalogue.areas, document, "areas", file.areas)
    if file.settings:
        settings = Written(file.settings, document, ("settings",))
        if catalogue.settings:
            first = catalogue.settings[0].document.file
            yield settings.message("LF202", f"settings are in {first} already", key=True)
        catalogue.settings.append(settings)
    if isinstance(file, Strategy):
        strategy = Written(file, document, ())
        if file.strategy in catalogue.strategies:
            first = catalogue.strategies[file.strategy].document.file
            yield strategy.message("LF202", f"strategy '{file.strategy}' is in {first} already", "strategy")
        else:
            catalogue.strategies[file.strategy] = strategy


def _define(
    known: dict[str, Written[Thing]], document: Document, part: str, things: dict[str, Thing]
) -> Iterator[Message]:
    for name, thing in things.items():
        new = Written(thing, document, (part, name))
        if name in known:
            old = known[name].message("", "")
            text = f"{part.removesuffix('s')} '{name}' is defined already"
            yield new.message("LF202", text, hint=f"first in {old.file} on line {old.line}", key=True)
        else:
            known[name] = new
