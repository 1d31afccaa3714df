"""Proving a database: by itself, and against the files that its documents were read from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimdb import reading
from claimdb.errors import ReadingError
from claimdb.store import verify as store
from claimdb.store.records import Problem, Verification

if TYPE_CHECKING:
    from sqlalchemy import Engine


def verify(engine: Engine, folder: Path) -> Verification:
    """Check the whole database, and each document's file, which ``folder`` is the base of, where it still is.

    A file that has the bytes that were read is read again, which must give the same text.
    """
    checked = store.verify(engine)
    files = _Files(folder)
    with engine.connect() as connection:
        for path, sha256, text in store.latest_texts(connection):
            files.check(path, sha256, text)
    return Verification(
        documents=checked.documents,
        versions=checked.versions,
        statements=checked.statements,
        spans=checked.spans,
        problems=(*checked.problems, *files.problems),
        files_same=files.same,
        files_changed=tuple(files.changed),
        files_missing=tuple(files.missing),
    )


class _Files:
    """The files of the documents, compared with what was read from them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.same = 0
        self.changed: list[str] = []
        self.missing: list[str] = []
        self.problems: list[Problem] = []

    def check(self, path: str, sha256: str, text: str) -> None:
        file = self._folder / path
        if not file.exists():
            self.missing.append(path)
            return
        try:
            if reading.digest(file) != sha256:
                self.changed.append(path)
                return
            again = reading.read(file, name=path).text
        except ReadingError as error:
            self.problems.append(Problem(path, f"its file cannot be read: {error.reason}"))
            return
        self.same += 1
        if again != text:
            self.problems.append(Problem(path, "reading its file again gives another text"))
