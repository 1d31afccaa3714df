"""Proving a database: by itself, and against the files that its documents were read from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from claimdb import reading
from claimdb.errors import ReadingError
from claimdb.store import verify as store
from claimdb.store.records import Problem, Verification
from claimdb.store.typed import MistypedError

if TYPE_CHECKING:
    from sqlalchemy import Engine


ROUNDS = 3
"""How often mending is tried: what is mended can show what else is to be mended."""


def verify(engine: Engine, folder: Path, *, fix: bool = False) -> Verification:
    """Check the whole database, and each document's file, which ``folder`` is the base of, where it still is.

    A file that has the bytes that were read is read again, which must give the same text.
    ``fix``: put right what can be derived.
    """
    checked = store.verify(engine)
    mended: list[str] = []
    for _ in range(ROUNDS if fix else 0):
        done = [*_texts_from_files(engine, folder), *store.mend(engine, checked)] if checked.problems else []
        if not done:
            break
        mended += done
        checked = store.verify(engine)
    files = _Files(folder)
    with engine.connect() as connection, checked.stumbling("files"):
        for path, sha256, text in store.latest_texts(connection):
            files.check(path, sha256, text)
    return Verification(
        documents=checked.documents,
        versions=checked.versions,
        extractions=checked.extractions,
        superseded_extractions=checked.superseded_extractions,
        undigested=checked.undigested,
        statements=checked.statements,
        superseded_statements=checked.superseded_statements,
        spans=checked.spans,
        problems=(*checked.problems, *files.problems),
        mended=tuple(mended),
        files_same=files.same,
        files_changed=tuple(files.changed),
        files_missing=tuple(files.missing),
    )


def _texts_from_files(engine: Engine, folder: Path) -> Iterator[str]:
    """Restore the texts that are not those that were read, where the files still give these."""
    damaged: list[tuple[int, str, str, str]] = []
    # Where a path or a hash is no text, the check of types has told.
    with engine.connect() as connection, suppress(MistypedError):
        damaged.extend(store.damaged_texts(connection))
    for number, path, sha256, text_sha256 in damaged:
        try:
            same = reading.digest(folder / path) == sha256
            text = reading.read(folder / path, name=path).text if same else ""
        except ReadingError:
            continue
        if hashlib.sha256(text.encode()).hexdigest() == text_sha256:
            store.restore_text(engine, number, text)
            yield f"{path}: its text was read from its file again"


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
            same = reading.digest(file) == sha256
            again = reading.read(file, name=path).text if same else ""
            # Somebody may have written to it between the two.
            same = same and (again == text or reading.digest(file) == sha256)
        except ReadingError as error:
            self.problems.append(Problem(path, f"its file cannot be read: {error.reason}"))
            return
        if not same:
            self.changed.append(path)
            return
        self.same += 1
        if again != text:
            self.problems.append(Problem(path, "reading its file again gives another text"))
