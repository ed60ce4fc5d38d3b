"""Where output goes: how wide, in colour or not, in which signs; decided once, in one place."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDTH_OFF_TERMINAL = 100
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Screen:
    """What a stream can show.

    Attributes:
        width: In columns.
        color: Whether colours reach a person.
        ascii: Whether only ASCII signs may be used.
        person: Whether a person reads it as it comes, at a terminal.
    """

    width: int
    color: bool
    ascii: bool
    person: bool


def screen(
    stream: TextIO,
    *,
    width: int | None = None,
    ascii_only: bool = False,
    color: str = "auto",
    to_file: bool = False,
) -> Screen:
    """Decide how to write to a stream.

    Args:
        stream: Standard output or error.
        width: As the user asked; None is the terminal's, or 100 columns where there is none.
        ascii_only: As the user asked; a stream that cannot hold more gets no more.
        color: "always", "never", or "auto": NO_COLOR, FORCE_COLOR and TERM=dumb are heard first.
        to_file: The text goes to a file instead: always in UTF-8, and in colour only if it was asked for.
    """
    person = stream.isatty() and not to_file
    columns = width or shutil.get_terminal_size((_WIDTH_OFF_TERMINAL, 24)).columns
    if width is None and not person and "COLUMNS" not in os.environ:
        columns = _WIDTH_OFF_TERMINAL
    narrow = not to_file and not (stream.encoding or "").lower().replace("-", "").startswith("utf")
    return Screen(
        max(columns, _NARROWEST),
        _colored(color, person=person, to_file=to_file),
        ascii_only or narrow,
        person,
    )


def _colored(choice: str, *, person: bool, to_file: bool) -> bool:
    if choice != "auto" or to_file:
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return person and os.environ.get("TERM") != "dumb"


def put(text: str | Iterable[str], output: Path | None = None) -> None:
    """Write a result to standard output, or whole to a file: at once, or piece by piece as it is made.

    A file is replaced only when all of the text is on the disk, so a full disk leaves the old one as it was.
    A reader that has seen enough (a closed pipe) is no fault.

    Raises:
        OSError: The file cannot be written.
    """
    pieces = [text] if isinstance(text, str) else text
    if output is None:
        _print(pieces, sys.stdout)
    else:
        _write((piece.encode() for piece in pieces), output)


def put_bytes(content: bytes, output: Path) -> None:
    """Write what is no text, such as a workbook, whole to a file; see `put`.

    A link keeps leading where it leads, and a file keeps its permissions.

    Raises:
        OSError: The file cannot be written; it names the file.
    """
    _write([content], output)


def _write(pieces: Iterable[bytes], output: Path) -> None:
    target = Path(os.path.realpath(output))
    try:
        if target.exists() and not target.is_file():  # a device or a pipe is written to, never replaced
            with target.open("wb") as file:
                file.writelines(pieces)
        else:
            _replace(target, pieces)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output)) from error


def _replace(output: Path, pieces: Iterable[bytes]) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name[:50]}.")
    try:
        with os.fdopen(handle, "wb") as file:  # it is a descriptor
            file.writelines(pieces)
        Path(name).chmod(_permissions(output))
        Path(name).replace(output)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _permissions(output: Path) -> int:
    """Those of the file that is replaced, or those that any new file gets."""
    if output.exists():
        return stat.S_IMODE(output.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def stand_in() -> None:
    """Put something in the place of streams that were closed before the program began.

    What is written to standard output then fails, as it does for any program; messages go nowhere.
    """
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open to the end


def say(text: str) -> None:
    """Write what is not the result, to standard error."""
    _print([text], sys.stderr)


def _print(pieces: Iterable[str], stream: TextIO) -> None:
    try:
        with contextlib.suppress(AttributeError):  # a stand-in stream may be no real file
            stream.reconfigure(errors="replace")  # type: ignore[attr-defined]
        stream.writelines(pieces)
        stream.flush()
    except BrokenPipeError:
        # Python flushes once more at its end: give it somewhere to write to
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
