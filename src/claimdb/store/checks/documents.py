"""Documents and their versions: the text, its blocks, its extractions, and which extraction counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, update

from claimdb.store.checks import mending, statements
from claimdb.store.checks.checked import Checked
from claimdb.store.tables import BlockRow, DocumentRow, ExtractionRow, VersionRow

_VERSIONS = (
    select(VersionRow, DocumentRow.path, DocumentRow.extraction_id)
    .join(DocumentRow, VersionRow.document_id == DocumentRow.id)
    .order_by(VersionRow.id)
)


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
    found = (
        select(ExtractionRow.id)
        .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
        .where(VersionRow.document_id == DocumentRow.id)
        .order_by(VersionRow.number.desc(), ExtractionRow.id.desc())
        .limit(1)
        .correlate(DocumentRow)
    )
    asked = select(
        DocumentRow.id, DocumentRow.path, DocumentRow.extraction_id, found.scalar_subquery().label("latest")
    )
    return asked.order_by(DocumentRow.path)


def versions(connection: Connection, checked: Checked) -> None:
    """Each version's text by its hash, its blocks, and the statements of each of its extractions."""
    rows = connection.execution_options(stream_results=True, yield_per=10).execute(_VERSIONS)
    for version in rows:
        checked.versions += 1
        with checked.stumbling(version.path):
            _check_version(connection, version, checked)


def _check_version(connection: Connection, version: Row[*tuple[Any, ...]], checked: Checked) -> None:
    if not _is_as_read(version):
        checked.wrong(version.path, f"the text of version {version.number} is not the text that was read")
    _check_blocks(connection, version, checked)
    extractions = connection.execute(
        select(ExtractionRow.id, ExtractionRow.made_at, ExtractionRow.digest)
        .where(ExtractionRow.version_id == version.id)
        .order_by(ExtractionRow.id)
    ).all()
    if not extractions:
        checked.wrong(version.path, f"version {version.number} has no extraction")
    for extraction in extractions:
        counts = extraction.id == version.extraction_id
        checked.extractions += 1
        checked.superseded_extractions += not counts
        checked.undigested += extraction.digest is None
        found = statements.check(connection, version, extraction, checked)
        checked.superseded_statements += 0 if counts else found


def _is_as_read(version: Row[*tuple[Any, ...]]) -> bool:
    digest: str = version.text_sha256
    return hashlib.sha256(version.text.encode()).hexdigest() == digest


def _check_blocks(connection: Connection, version: Row[*tuple[Any, ...]], checked: Checked) -> None:
    """The blocks follow each other, with nothing but white space between them."""
    blocks = connection.execute(
        select(BlockRow.start, BlockRow.end).where(BlockRow.version_id == version.id).order_by(BlockRow.ord)
    ).all()
    before = 0
    for start, end in [*blocks, (len(version.text), len(version.text))]:
        if not before <= start <= end <= len(version.text):
            checked.wrong(version.path, f"the block {start}-{end} is out of order, or beyond the text")
        elif version.text[before:start].strip():
            checked.wrong(version.path, f"no block has the words at {before}-{start}")
        before = end


def mend_versions(connection: Connection) -> Iterator[str]:
    """Write anew, where a text is the one that was read, what the rows of its statements say of its words."""
    for version in connection.execute(_VERSIONS).all():
        if isinstance(version.text, str) and _is_as_read(version):
            for mended in mending.mend(connection, version):
                yield f"{version.path} {mended}"
