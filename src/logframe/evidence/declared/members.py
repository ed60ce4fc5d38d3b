"""Which tables of a file are read: a workbook holds several sheets, and a zip archive several files."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from logframe.evidence.declared.named import dated, fits, glob
from logframe.evidence.declared.unpack import WORKBOOKS, unpack
from logframe.evidence.extract import UnreadableError
from logframe.evidence.faults import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from logframe.declarations import Declaration
    from logframe.evidence.declared.owners import Owners
    from logframe.messages import Message

#: So many tables of one file are read.
MOST_TABLES = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A table that is to be read.

    Attributes:
        name: How its file is named to people.
        path: Where that is.
        declaration: How it is read; None where nobody says.
        called: Which of several tables of the file it is, in words; "" where there is one alone.
    """

    name: str
    path: Path
    declaration: Declaration | None = None
    called: str = ""


def entries(
    found: Sequence[tuple[str, Path]], folder: Path, owners: Owners, spare: Path
) -> tuple[list[Entry], list[Message]]:
    """The tables of all files, in their order.

    Args:
        found: How the files are named to people, and where they are.
        folder: The data folder.
        owners: Whose files they are.
        spare: An empty folder, for what has to be unpacked.

    Returns:
        The tables; and LF401 for what is too much to be read.
    """
    tables: list[Entry] = []
    messages: list[Message] = []
    for name, path in found:
        file = path.relative_to(folder).as_posix()
        mine = []
        for owner in owners.of(file):
            some = list(_tables(owner, path, spare))
            if len(some) > MOST_TABLES:
                said = f"{quoted(name)} has {len(some):,} tables named so: the first {MOST_TABLES} are read"
                messages.append(owner.message("LF401", said, "sheet" if owner.says.sheet else "member"))
            mine += some[:MOST_TABLES]
        kept = owners.kept(file, mine)
        several = len(kept) > 1
        tables += [Entry(name, path, one, _called(one) if several else "") for one in kept]
        if not mine:
            tables.append(Entry(name, path))
    return tables, messages


def _called(declaration: Declaration) -> str:
    says = declaration.says
    named = [f"sheet {quoted(says.sheet)}"] if says.sheet else []
    return " of ".join([*named, quoted(says.member)] if says.member else named)


def _tables(declaration: Declaration, path: Path, spare: Path) -> Iterator[Declaration]:
    """A declaration for each table that its `member` and `sheet` name.

    What cannot be found out is left as it is: whoever opens the file tells why.
    """
    for one in _members(declaration, path):
        yield from _sheets(one, path, spare)


def _members(declaration: Declaration, path: Path) -> list[Declaration]:
    wanted = declaration.says.member
    if wanted is None or path.suffix.lower() != ".zip" or not _wild(wanted):
        return [declaration]
    try:
        with zipfile.ZipFile(path) as archive:
            names = [one.filename for one in archive.infolist() if not one.is_dir()]
    except (OSError, zipfile.BadZipFile, RuntimeError):
        return [declaration]
    return [_with(declaration, wanted, member=name) for name in _named(names, wanted)] or [declaration]


def _sheets(declaration: Declaration, path: Path, spare: Path) -> list[Declaration]:
    wanted = declaration.says.sheet
    if wanted is None or not _wild(wanted):
        return [declaration]
    try:
        unpacked, ending = unpack(path, declaration.says.member, Path(mkdtemp(dir=spare)))
        if ending not in WORKBOOKS:
            return [declaration]
        from logframe.evidence.declared.workbook import sheets  # takes XML to read, which most do not

        names = sheets(unpacked, spare)
        if unpacked != path:
            unpacked.unlink()
    except UnreadableError:
        return [declaration]
    return [_with(declaration, wanted, sheet=name) for name in _named(names, wanted)] or [declaration]


def _named(names: Sequence[str], wanted: str) -> list[str]:
    """The name itself, or else those that are like it."""
    if wanted in names:
        return [wanted]
    return [name for name in names if fnmatchcase(name, glob(wanted)) and fits(wanted, name)]


def _wild(name: str) -> bool:
    return any(sign in glob(name) for sign in "*?[")


def _with(declaration: Declaration, wanted: str, **stated: str) -> Declaration:
    """A declaration of one table, whose name is like the one that is wanted."""
    for name in stated.values():
        declaration = dated(declaration, wanted, name)
    return replace(declaration, says=declaration.says.model_copy(update=stated))
