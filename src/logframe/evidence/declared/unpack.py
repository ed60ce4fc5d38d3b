"""Files that are packed, or in an encoding that the engine does not read, as files that it does."""

from __future__ import annotations

import codecs
import gzip
import zipfile
import zlib
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from logframe.evidence.extract import UnreadableError
from logframe.evidence.faults import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20
# Beyond this a small file that unpacks is no extract, but meant to fill a disk.
_MOST = 1 << 34
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_DAMAGED = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)


def unpack(path: Path, member: str | None, spare: Path) -> tuple[Path, str]:
    """Give a file that can be read as it is.

    Args:
        path: The file as it came.
        member: Which file of an archive; it may have `*`.
        spare: An empty folder for what is unpacked.

    Returns:
        That file, and the ending that says what it is, such as `.csv`.

    Raises:
        UnreadableError: It cannot be unpacked.
    """
    ending = path.suffix.lower()
    try:
        if ending == ".gz":
            with gzip.open(path) as packed:
                path, ending = _copied(packed, spare / "unpacked"), _ending(path.stem)
        elif ending == ".zip":
            with zipfile.ZipFile(path) as archive:
                name = _member(archive, member)
                with archive.open(name) as packed:
                    path, ending = _copied(packed, spare / "unpacked"), _ending(name)
        if ending not in (".parquet", ".xlsx", ".xls", ".xlsb", ".ods"):
            path = _in_utf_8(path, spare / "recoded")
    except _DAMAGED as error:
        raise UnreadableError(f"this cannot be unpacked: {quoted(str(error))}") from error
    return path, ending


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _member(archive: zipfile.ZipFile, wanted: str | None) -> str:
    names = [one.filename for one in archive.infolist() if not one.is_dir()]
    tables = [name for name in names if _ending(name) in (".csv", ".tsv", ".txt", ".parquet", ".xlsx")]
    found = tables if wanted is None else [name for name in names if fnmatchcase(name, wanted)]
    if len(found) == 1:
        return found[0]
    if wanted is not None:
        why = f"the archive holds {'no' if not found else 'several'} files named like {quoted(wanted)}"
    else:
        why = f"the archive holds {len(tables)} tables"
    shown = ", ".join(quoted(name) for name in names[:5])
    raise UnreadableError(why, f"say in 'member' which is meant: {shown}" if names else "")


def _copied(packed: IO[bytes] | gzip.GzipFile, to: Path) -> Path:
    return _written((chunk for chunk in iter(lambda: packed.read(_CHUNK), b"")), to)


def _in_utf_8(path: Path, to: Path) -> Path:
    with path.open("rb") as file:
        encoding = _UTF_16.get(file.read(2))
        if encoding is None:
            return path
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            return _written((decoder.decode(chunk, not chunk).encode() for chunk in _and_an_end(file)), to)
        except UnicodeError as error:
            raise UnreadableError("the file begins as UTF-16 and does not go on so") from error


def _and_an_end(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
    yield b""


def _written(chunks: Iterator[bytes], to: Path) -> Path:
    size = 0
    with to.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > _MOST:
                raise UnreadableError(f"this unpacks to more than {_MOST >> 30} GB")
            file.write(chunk)
    return to
