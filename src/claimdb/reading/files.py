"""Finding the files to read, and their bytes; every trouble with a file is a ``ReadingError``."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from claimdb.errors import ReadingError

from .formats import FORMATS

LARGEST = 1 << 29
TRIES = 3
NO_WAIT: int = getattr(os, "O_NONBLOCK", 0)
CORPUS_FILE = "claimdb.toml"


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files to read, each once, in the order given; folders are walked in sorted order.

    A folder gives its files, and its folders' files, with an ending that a reader takes; hidden ones
    are left out.  A path that is no folder is taken as it is, so that reading it says what is wrong.
    The corpus file is never a document.
    """
    found: dict[Path, None] = {}
    for path in paths:
        for file in _walk(path) if path.is_dir() else (path,):
            if file.name != CORPUS_FILE:
                found.setdefault(file)
    return list(found)


def _walk(folder: Path) -> Iterator[Path]:
    suffixes = frozenset[str]().union(*(format.suffixes for format in FORMATS))
    unreadable: list[Path] = []

    def note(error: OSError) -> None:
        unreadable.append(Path(error.filename))

    for name, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        for file in sorted(files):
            if not file.startswith(".") and PurePath(file).suffix.casefold() in suffixes:
                yield Path(name, file)
    # A folder that cannot be listed is handed on like a file: reading it names the reason.
    yield from unreadable


class _NotReadError(Exception):
    """A file that is not opened at all; the message is the reason, for people."""


def _unchanging(path: Path) -> bytes | None:
    """The bytes of a file that were the same before and after reading; ``None`` if it goes on changing."""
    for _ in range(TRIES):
        # Opening a pipe that nobody writes to would wait for ever.
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | NO_WAIT)) as file:
            before = os.fstat(file.fileno())
            if stat.S_ISDIR(before.st_mode):
                raise IsADirectoryError
            if not stat.S_ISREG(before.st_mode):
                raise _NotReadError("this is a pipe or a device, not a file")
            if before.st_size > LARGEST:
                raise _NotReadError(f"it is larger than {LARGEST >> 20} MB; split it")
            data = file.read(LARGEST + 1)
            after = os.fstat(file.fileno())
        if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, len(data)):
            return data
    return None


def load(path: Path, name: str) -> bytes:
    """The bytes of a file."""
    try:
        data = _unchanging(path)
        if data is not None:
            return data
        reason = "it changes while it is read; try again when it is written"
    except _NotReadError as refusal:
        reason = str(refusal)
    except FileNotFoundError:
        reason = "there is no such file"
    except IsADirectoryError:
        reason = (
            "this is a folder that cannot be listed" if not os.access(path, os.R_OK) else "this is a folder"
        )
    except PermissionError:
        reason = "no permission to read it"
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    raise ReadingError(name, reason)


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(load(path, str(path))).hexdigest()
