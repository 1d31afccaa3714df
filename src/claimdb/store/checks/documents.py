"""Documents and their versions: the text, its blocks, its extractions, and which extraction counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select, update

from claimdb.store import past
from claimdb.store.checks import mending, statements
from claimdb.store.checks.checked import Checked, driver
from claimdb.store.tables import DocumentRow

_VERSIONS = """
    SELECT version.id, path, number, sha256, text_sha256, text, document.extraction_id
    FROM document_version AS version JOIN document ON version.document_id = document.id
    ORDER BY version.id
"""
_BLOCKS = 'SELECT start, "end" FROM block WHERE version_id = ? ORDER BY ord'
_EXTRACTIONS = "SELECT id, made_at, digest FROM extraction WHERE version_id = ? ORDER BY id"


class Version(NamedTuple):
    """One state of a document's text."""

    id: int
    path: str
    number: int
    sha256: str
    text_sha256: str
    text: str
    extraction_id: int | None
    """The extraction that counts of the document, which may be one of another version."""

    def is_as_read(self) -> bool:
        """Whether the text is the one that was read."""
        return hashlib.sha256(self.text.encode()).hexdigest() == self.text_sha256


def latest(connection: Connection, checked: Checked) -> None:
    """What counts of each document is the latest extraction of its latest version."""
    checked.documents = connection.execute(select(func.count()).select_from(DocumentRow)).scalar_one()
    for row in connection.execute(_latest()):
        if row.latest is None:
            checked.wrong(row.path, "it has no extraction")
        elif row.latest != row.extraction_id:
            checked.wrong(row.path, "another extraction counts than the latest one of its latest version")


def point_to_latest(connection: Connection) -> Iterator[str]:
    """Let the latest extraction count."""
    for row in connection.execute(_latest()).all():
        if row.latest is not None and row.latest != row.extraction_id:
            connection.execute(
                update(DocumentRow).where(DocumentRow.id == row.id).values(extraction_id=row.latest)
            )
            yield f"{row.path}: its latest extraction counts again"


def _latest() -> Select[*tuple[Any, ...]]:
    counting = past.latest().label("latest")
    asked = select(DocumentRow.id, DocumentRow.path, DocumentRow.extraction_id, counting)
    return asked.order_by(DocumentRow.path)


def versions(connection: Connection, checked: Checked) -> None:
    """Each version's text by its hash, its blocks, and the statements of each of its extractions."""
    names = statements.Names.of(connection)
    for row in driver(connection).execute(_VERSIONS):
        version = Version(*row)
        checked.versions += 1
        with checked.stumbling(version.path):
            _check_version(connection, version, names, checked)


def _check_version(
    connection: Connection, version: Version, names: statements.Names, checked: Checked
) -> None:
    if not version.is_as_read():
        checked.wrong(version.path, f"the text of version {version.number} is not the text that was read")
    _check_blocks(connection, version, checked)
    extractions = driver(connection).execute(_EXTRACTIONS, (version.id,)).fetchall()
    if not extractions:
        checked.wrong(version.path, f"version {version.number} has no extraction")
    for number, made_at, digest in extractions:
        counts = number == version.extraction_id
        checked.extractions += 1
        checked.superseded_extractions += not counts
        checked.undigested += digest is None
        extracted = statements.Extracted(number, made_at, digest, version.path, version.sha256, version.text)
        found = statements.check(connection, extracted, names, checked)
        checked.superseded_statements += 0 if counts else found


def _check_blocks(connection: Connection, version: Version, checked: Checked) -> None:
    """The blocks follow each other, with nothing but white space between them."""
    length = len(version.text)
    before = 0
    for start, end in [*driver(connection).execute(_BLOCKS, (version.id,)), (length, length)]:
        if not before <= start <= end <= length:
            checked.wrong(version.path, f"the block {start}-{end} is out of order, or beyond the text")
        elif version.text[before:start].strip():
            checked.wrong(version.path, f"no block has the words at {before}-{start}")
        before = end


def mend_versions(connection: Connection) -> Iterator[str]:
    """Write anew, where a text is the one that was read, what the rows of its statements say of its words."""
    names = statements.Names.of(connection)
    for row in driver(connection).execute(_VERSIONS).fetchall():
        version = Version(*row)
        if isinstance(row[5], bytes) or not version.is_as_read():
            continue
        for number, made_at, digest in driver(connection).execute(_EXTRACTIONS, (version.id,)).fetchall():
            extracted = statements.Extracted(
                number, made_at, digest, version.path, version.sha256, version.text
            )
            for mended in mending.mend(connection, extracted, names):
                yield f"{version.path} {mended}"
