"""Documents named on the command line: files, folders, and - for standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from claimdb import corpus, reading
from claimdb.cli.terminal import notice
from claimdb.errors import ReadingError

if TYPE_CHECKING:
    from claimdb.model import Corpus, Document

STANDARD_INPUT: Final = Path("-")


class Sources:
    """Reads documents one after the other; what cannot be read is kept as a failure and passed over."""

    def __init__(self, paths: Sequence[Path], language: str | None = None) -> None:
        self._paths = paths
        self._language = language
        self.failures: list[ReadingError] = []

    def __iter__(self) -> Iterator[tuple[Document, Corpus]]:
        done: set[Path] = set()
        for path in self._paths:
            for file in self._files(path):
                if file in done:
                    continue
                done.add(file)
                try:
                    found = _read(file, path if path.is_dir() else None, self._language)
                except ReadingError as error:
                    self.failures.append(error)
                    continue
                if found[0].notice:
                    notice(f"claimdb: {found[0].path}: {found[0].notice}")
                yield found

    def _files(self, path: Path) -> list[Path]:
        if path == STANDARD_INPUT:
            return [path]
        if not os.path.lexists(path):
            self.failures.append(ReadingError(str(path), "there is no such file or folder"))
            return []
        found = reading.find_files([path])
        if not found:
            self.failures.append(ReadingError(str(path), "there is no document in it"))
        return found

    def report(self) -> bool:
        """Name what could not be read; whether there was anything."""
        for failure in self.failures:
            notice(f"claimdb: {failure}")
        return bool(self.failures)


def _read(path: Path, root: Path | None, language: str | None) -> tuple[Document, Corpus]:
    if path == STANDARD_INPUT:
        return _read_standard_input(language)
    known = corpus.corpus_for(path, root)
    return reading.read(path, corpus=known, language=language), known


def _read_standard_input(language: str | None) -> tuple[Document, Corpus]:
    from claimdb.model import Corpus

    try:
        text = sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise ReadingError("-", f"standard input is not UTF-8 (byte {error.start})") from None
    return reading.read_text(text, name="-", language=language), Corpus()
