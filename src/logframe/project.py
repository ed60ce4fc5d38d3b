"""A project folder: where the files are, what they say, and what comes of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from logframe import declarations, documents
from logframe.files import as_shown, find, named
from logframe.messages import Message
from logframe.strategy import catalogue as catalogues
from logframe.strategy import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from logframe.evaluation.evaluate import Evaluation
    from logframe.evidence import Progress
    from logframe.files import Refusal
    from logframe.strategy.catalogue import Catalogue

LARGEST = documents.LARGEST
#: The usual folder of extracts; a project that is just begun may not have it yet.
DATA = Path("data")
#: A folder that is not there, for those who take the strategies' word alone.
NO_DATA = Path(__file__).with_name("no-data")
#: What is told where figures are asked for and there is nothing to take them from.
NO_EXTRACTS = "LF418"
_YAML = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Project:
    """What a project's YAML files say.

    Attributes:
        catalogue: Strategies, measures, areas, standards and settings.
        messages: Every fault of the files, in the order in which people read them.
        documents: The files as they were read, by the name that messages call them.
        data: The folder of the extracts.
        extracts: How those of them are to be read that are not tidy.
    """

    catalogue: Catalogue
    messages: list[Message]
    documents: dict[str, documents.Document]
    data: Path = DATA
    extracts: list[declarations.Declaration] = field(default_factory=list)

    @property
    def faulty(self) -> bool:
        """Whether any message is an error: then nothing can be evaluated."""
        return any(message.severity == "error" for message in self.messages)


class NothingToReadError(Exception):
    """There is no strategy where one was looked for; the words say where."""


class FaultyError(Exception):
    """The strategies have errors, so that nothing can be evaluated; ``messages`` says which."""

    def __init__(self, messages: list[Message]) -> None:
        self.messages = messages
        errors = [message for message in messages if message.severity == "error"]
        super().__init__("\n".join(str(message) for message in errors))


def load(
    strategies: Path | str = "strategies",
    data: Path | str = "data",
    *,
    also: Iterable[Path] = (),
    typed: Mapping[Path, bytes] | None = None,
) -> Project:
    """Read and check every YAML file of a folder, its subfolders included.

    Args:
        strategies: A folder, or a single file.
        data: The folder of extracts; it is read when the project is evaluated.
        also: More files to read with them.
        typed: What takes the place of files' contents, such as what an editor has not saved yet; the files
            need not be there.

    Returns:
        The project, with its faults as messages: nothing in a file raises an exception.

    Raises:
        NothingToReadError: There is no YAML file.
    """
    home = Path(strategies)
    listing = named([home]) if home.is_file() else find(home, lambda name: name.lower().endswith(_YAML))
    others = named(dict.fromkeys([*also, *(typed or {})]))
    declared = Path(data, declarations.NAME).resolve()
    known = {file.resolve() for file in listing.files} | {declared}
    files = [*listing.files, *(path for path in others.files if path.resolve() not in known)]
    refused = [_refused(one) for one in (*listing.refused, *others.refused)]
    if not files and not refused:
        where = (
            f"there is no folder '{home}'" if not home.exists() else f"'{home}' holds no .yaml or .yml file"
        )
        raise NothingToReadError(where)
    project = read(files, data, typed=typed)
    return replace(project, messages=sorted([*project.messages, *refused]))


def read(
    files: Iterable[Path], data: Path | str = "data", *, typed: Mapping[Path, bytes] | None = None
) -> Project:
    """Read and check given YAML files together.

    Args:
        files: The files, in the order in which they are reported.
        data: The folder of extracts.
        typed: What takes the place of files' contents.
    """
    instead = {path.resolve(): content for path, content in (typed or {}).items()}
    names = [(path, as_shown(path)) for path in files]
    found = {
        shown: documents.read(instead[path.resolve()], shown)
        if path.resolve() in instead
        else documents.read_file(path, shown)
        for path, shown in names
    }
    catalogue, messages = catalogues.collect(found.values())
    for look in (rules.check, rules.lint):  # each needs files without the errors that come before it
        if not any(message.severity == "error" for message in messages):
            messages = [*messages, *look(catalogue)]
    path = Path(data, declarations.NAME)
    declared = declarations.load(path, as_shown(path), instead.get(path.resolve()))
    if declared.document is not None:
        found[declared.document.file] = declared.document
    messages = sorted([*messages, *declared.messages])
    return Project(catalogue, messages, found, Path(data), declared.extracts)


def evaluate(
    project: Project, as_of: date | None = None, *, watch: Callable[[Progress], None] | None = None
) -> Evaluation:
    """Judge every target of a project with the figures in its data folder.

    Args:
        project: A project without errors.
        as_of: The day on which to judge; what was not known by then is set aside. Left out, it is today, and
            a figure from the future is an error.
        watch: Is told now and then how far the reading of the extracts is.

    Raises:
        FaultyError: The project's files have errors.
    """
    if project.faulty:
        raise FaultyError(project.messages)
    from logframe.evaluation import evaluate as engine  # polars is dear: only who evaluates pays

    evaluation = engine.evaluate(
        project.catalogue, project.data, as_of=as_of, extracts=project.extracts, watch=watch
    )
    asked = project.data != NO_DATA and not evaluation.questions.measures.is_empty()
    if asked and evaluation.account.is_empty() and not evaluation.faulty:
        told = sorted([*evaluation.messages, _nothing_in(project.data)])
        evaluation = replace(evaluation, messages=told)
    return evaluation


def areas(project: Project, evaluation: Evaluation) -> dict[str, str]:
    """Give every area that the strategies or the figures know, and its name; "" where nothing says it."""
    found: dict[str, str] = {}
    for written in project.catalogue.strategies.values():
        if isinstance(written.thing.areas, list):
            found |= dict.fromkeys(written.thing.areas, "")
    for frame in (evaluation.observations, evaluation.assessments):
        named = frame.select("area", "area_name").drop_nulls("area").unique(maintain_order=True)
        found |= {area: name or found.get(area, "") for area, name in named.iter_rows()}
    return found | {area: written.thing.name for area, written in project.catalogue.areas.items()}


def lint(project: Project, evaluation: Evaluation) -> list[Message]:
    """Find what looks wrong in the strategies once their figures are known."""
    from logframe.evaluation.lint import lint as look

    return look(project.catalogue, evaluation)


def _nothing_in(folder: Path) -> Message:
    """Tell that figures are asked for, and that no folder, or none with an extract in it, was looked into."""
    what = "this folder holds no extract" if folder.exists() else "there is no such folder"
    hint = "put extracts into it, or name their folder with --data"
    return Message(as_shown(folder), 1, 1, NO_EXTRACTS, f"{what}, so nothing has figures", hint)


def _refused(one: Refusal) -> Message:
    return Message(as_shown(one.path), 1, 1, "LF013", f"this {one.why}: it was not read", one.hint)
