"""A project folder: where the files are, what they say, and what comes of them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING

from logframe import declarations, documents
from logframe.messages import Message
from logframe.strategy import catalogue as catalogues
from logframe.strategy import rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from logframe.evaluation.evaluate import Evaluation
    from logframe.strategy.catalogue import Catalogue

_YAML = (".yaml", ".yml")
_OUTSIDE = "this is a link out of the folder: it was not read"


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
    data: Path = field(default=Path("data"))
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
    strategies: Path | str = "strategies", data: Path | str = "data", *, also: Iterable[Path] = ()
) -> Project:
    """Read and check every YAML file of a folder, its subfolders included.

    Args:
        strategies: A folder, or a single file.
        data: The folder of extracts; it is read when the project is evaluated.
        also: More files to read with them.

    Returns:
        The project, with its faults as messages: nothing in a file raises an exception.

    Raises:
        NothingToReadError: There is no YAML file.
    """
    folder = Path(strategies)
    found = [folder] if folder.is_file() else list(find(folder, _YAML))
    home = folder.resolve()
    inside = [path.resolve().is_relative_to(home) for path in found]
    files = list(compress(found, inside))
    outside = [
        Message(path.as_posix(), 1, 1, "LF013", _OUTSIDE)
        for path, held in zip(found, inside, strict=True)
        if not held
    ]
    files += [path for path in also if path.resolve() not in {file.resolve() for file in files}]
    if not files and not outside:
        where = "is not there" if not folder.exists() else "holds no .yaml or .yml file"
        raise NothingToReadError(f"{folder} {where}")
    project = read(files, data)
    return replace(project, messages=sorted([*project.messages, *outside]))


def read(files: Iterable[Path], data: Path | str = "data") -> Project:
    """Read and check given YAML files together.

    Args:
        files: The files, in the order in which they are reported.
        data: The folder of extracts.
    """
    names = [(path, as_shown(path)) for path in files]
    found = {shown: documents.read_file(path, shown) for path, shown in names}
    catalogue, messages = catalogues.collect(found.values())
    if not any(message.severity == "error" for message in messages):
        messages = [*messages, *rules.check(catalogue)]
    path = Path(data, declarations.NAME)
    declared = declarations.load(path, as_shown(path))
    if declared.document is not None:
        found[declared.document.file] = declared.document
    messages = sorted([*messages, *declared.messages])
    return Project(catalogue, messages, found, Path(data), declared.extracts)


def evaluate(project: Project, as_of: date | None = None) -> Evaluation:
    """Judge every target of a project with the figures in its data folder.

    Args:
        project: A project without errors.
        as_of: The day on which to judge; what was not known by then is set aside. Left out, it is today, and
            a figure from the future is an error.

    Raises:
        FaultyError: The project's files have errors.
    """
    if project.faulty:
        raise FaultyError(project.messages)
    from logframe.evaluation import evaluate as engine  # polars is dear: only who evaluates pays

    return engine.evaluate(project.catalogue, project.data, as_of=as_of, extracts=project.extracts)


def find(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """Find a folder's files by their endings, in order; neither hidden ones nor those of linked folders."""
    for where, inner, names in os.walk(folder):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            if name.lower().endswith(endings) and not name.startswith("."):
                yield path


def as_shown(path: Path) -> str:
    """Name a file as a person in the working folder would."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
