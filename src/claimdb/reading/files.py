"""Finding the files to read, and their bytes; every trouble with a file is a ``ReadingError``."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from claimdb.errors import ReadingError

from .formats import FORMATS

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


def load(path: Path, name: str) -> bytes:
    """The bytes of a file."""
    try:
        return path.read_bytes()
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
