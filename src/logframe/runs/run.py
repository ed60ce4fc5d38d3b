"""A run: what was read, what was known, and what came of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import logframe
from logframe import declarations, documents
from logframe.characters import printable
from logframe.strategy import catalogue as catalogues
from logframe.strategy import rules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import polars as pl

    from logframe.evaluation.evaluate import Evaluation
    from logframe.strategy.catalogue import Catalogue

#: How the projection is made; a run says by which method its chances came about.
METHOD = "steady_drift"


class UnreadableRunError(Exception):
    """A file is no run, or one that this program cannot use; the words say which file, and why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A YAML file of the project: all that it said, so that a run can be judged again.

    Attributes:
        name: As messages name it, spelt for people to read: half a character of it is no JSON.
        sha256: Of its bytes.
        text: The whole of it.
    """

    name: str
    sha256: str
    text: str

    @classmethod
    def of(cls, document: documents.Document) -> Source:
        """Take a file that was read; it has no errors, so its bytes are UTF-8."""
        content = document.content
        return cls(printable(document.file), hashlib.sha256(content).hexdigest(), content.decode())


@dataclass(frozen=True, slots=True)
class Extract:
    """An extract, known again by its digest; what was asked of it is among the observations.

    Attributes:
        name: As messages name it.
        size: In bytes; None where the file could not be opened.
        sha256: Of its bytes; None likewise.
    """

    name: str
    size: int | None
    sha256: str | None

    @classmethod
    def of(cls, name: str, path: Path) -> Extract:
        """Take the digest of a file."""
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                return cls(name, file.tell(), digest)
        except OSError:
            return cls(name, None, None)


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """One evaluation, with everything that it takes to do it again.

    Attributes:
        version: Of the program that made it.
        method: `METHOD` of that program.
        as_of: The day of the verdicts.
        replay: The day was chosen, and not today's.
        sources: The YAML files of the strategies, in the order in which they were read.
        declared: The file that says how extracts are read; None where there is none.
        extracts: The files that the figures are from.
        observations: The figures that were asked for, as `evidence.read` gives them.
        ahead: The cells that were known to come, likewise.
        assessments: The verdict frame.
        errors: How many errors were told: refused rows of extracts.
        warnings: How many warnings.
        catalogue: What ``sources`` define.
    """

    version: str
    method: str
    as_of: date
    replay: bool
    sources: tuple[Source, ...]
    declared: Source | None
    extracts: tuple[Extract, ...]
    observations: pl.DataFrame
    ahead: pl.DataFrame
    assessments: pl.DataFrame
    errors: int
    warnings: int
    catalogue: Catalogue

    @property
    def made_by(self) -> tuple[str, str]:
        """The version and the method: runs made by the same are judged alike."""
        return self.version, self.method


def taken(
    read: Iterable[documents.Document], evaluation: Evaluation, *, data: Path, replay: bool, warnings: int = 0
) -> Run:
    """Take down a run.

    Args:
        read: The project's YAML files, without errors, in the order in which they were read.
        evaluation: What came of them.
        data: The folder of extracts: the declarations among the files are known by it.
        replay: The day was chosen, and is not today's.
        warnings: How many warnings there were about the YAML files.
    """
    home = (data / declarations.NAME).resolve()
    files = list(read)
    declared = [file for file in files if Path(file.file).resolve() == home]
    sources = tuple(Source.of(file) for file in files if file not in declared)
    told = [message.severity for message in evaluation.messages]
    return Run(
        version=logframe.__version__,
        method=METHOD,
        as_of=evaluation.as_of,
        replay=replay,
        sources=sources,
        declared=Source.of(declared[0]) if declared else None,
        extracts=tuple(Extract.of(name, evaluation.paths[name]) for name in evaluation.account["file"]),
        observations=evaluation.observations,
        ahead=evaluation.ahead,
        assessments=evaluation.assessments,
        errors=told.count("error"),
        warnings=told.count("warning") + warnings,
        catalogue=understood(sources),
    )


def understood(sources: Iterable[Source]) -> Catalogue:
    """Read again what the YAML files of a run define.

    Raises:
        UnreadableRunError: This program finds errors in them.
    """
    read = [documents.read(source.text.encode(), source.name) for source in sources]
    catalogue, messages = catalogues.collect(read)
    if not any(message.severity == "error" for message in messages):
        messages += rules.check(catalogue)
    errors = sorted(message for message in messages if message.severity == "error")
    if errors:
        raise UnreadableRunError(f"its strategies are not valid: {errors[0]}")
    return catalogue
