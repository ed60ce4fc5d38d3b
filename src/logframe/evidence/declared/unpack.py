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

#: So many bytes a file may unpack to.
MOST = 4 << 30
#: And beyond so many not to more than so many times its own size: tables shrink to a tenth or so, what is
#: made to fill a disk to a thousandth.
MOST_UNPROVEN, MOST_TIMES = 64 << 20, 200

#: How workbooks end.
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")

_CHUNK = 1 << 20
_TABLES = (".csv", ".tsv", ".txt", ".parquet", *WORKBOOKS)
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_AGAIN = "download it again"


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
        size = path.stat().st_size
        if ending == ".gz":
            with gzip.open(path) as packed:
                path, ending = _copied(packed, spare / "unpacked", size), _ending(path.stem)
        elif ending == ".zip":
            with zipfile.ZipFile(path) as archive:
                inner = _member(archive, member)
                with archive.open(inner) as packed:
                    path = _copied(packed, spare / "unpacked", inner.compress_size)
                ending = _ending(inner.filename)
        if ending not in (".parquet", *WORKBOOKS):
            path = _in_utf_8(path, spare / "recoded")
    except (EOFError, zlib.error) as error:
        raise UnreadableError("this breaks off before its end, or is damaged", _AGAIN) from error
    except gzip.BadGzipFile as error:
        raise UnreadableError("this is not packed with gzip, or is damaged", _AGAIN) from error
    except zipfile.BadZipFile as error:
        raise UnreadableError("this is no zip archive, or breaks off before its end", _AGAIN) from error
    except RuntimeError as error:  # so zipfile says it, and that it does not know a method
        why = "in a way that is not known" if isinstance(error, NotImplementedError) else "with a password"
        raise UnreadableError(f"this is packed {why}", "unpack it by hand") from error
    except OSError as error:
        raise UnreadableError(f"this cannot be unpacked: {error.strerror or error}") from error
    return path, ending


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _member(archive: zipfile.ZipFile, wanted: str | None) -> zipfile.ZipInfo:
    files = [one for one in archive.infolist() if not one.is_dir()]
    names = [one.filename for one in files]
    tables = [one for one in files if _ending(one.filename) in _TABLES]
    found = tables
    if wanted is not None:
        found = [one for one in files if one.filename == wanted]
        found = found or [one for one in files if fnmatchcase(one.filename, wanted)]
    if len(found) == 1:
        return found[0]
    shown = ", ".join(quoted(name) for name in names[:5])
    if wanted is None:
        why = f"the archive holds {len(tables) or 'no'} tables"
        raise UnreadableError(why, f"say in 'member' which is meant: {shown}" if names else "")
    why = f"the archive holds {'no file' if not found else 'several files'} named like {quoted(wanted)}"
    raise UnreadableError(why, f"it holds {shown}" if names else "", key="member")


def _copied(packed: IO[bytes] | gzip.GzipFile, to: Path, size: int) -> Path:
    most = min(MOST, max(MOST_UNPROVEN, MOST_TIMES * size))
    return _written((chunk for chunk in iter(lambda: packed.read(_CHUNK), b"")), to, most)


def _in_utf_8(path: Path, to: Path) -> Path:
    with path.open("rb") as file:
        encoding = _UTF_16.get(file.read(2))
        if encoding is None:
            return path
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            texts = (decoder.decode(chunk, not chunk).encode() for chunk in _and_an_end(file))
            return _written(texts, to, 2 * path.stat().st_size)
        except UnicodeError as error:
            raise UnreadableError("the file begins as UTF-16 and does not go on so") from error


def _and_an_end(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
    yield b""


def _written(chunks: Iterator[bytes], to: Path, most: int) -> Path:
    size = 0
    with to.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise UnreadableError(f"this unpacks to more than {_size(most)}", "unpack it by hand")
            file.write(chunk)
    return to


def _size(size: int) -> str:
    return f"{size >> 30} GB" if size >= 1 << 30 else f"{size >> 20} MB"
