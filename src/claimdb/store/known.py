"""What is in already: the state of each document, by its path or its bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, select, update

from claimdb.model import Extractor
from claimdb.store.opening import writing
from claimdb.store.parts import parts
from claimdb.store.tables import DocumentRow, ExtractionRow, VersionRow

_KNOWN = (
    select(
        DocumentRow.id,
        DocumentRow.path,
        VersionRow.sha256,
        ExtractionRow.id.label("extraction_id"),
        ExtractionRow.claimdb_version,
        ExtractionRow.model,
        ExtractionRow.model_version,
        ExtractionRow.config,
        ExtractionRow.given,
    )
    .join(ExtractionRow, DocumentRow.extraction_id == ExtractionRow.id)
    .join(VersionRow, ExtractionRow.version_id == VersionRow.id)
    .order_by(DocumentRow.id)
)


@dataclass(frozen=True, slots=True)
class Known:
    """The state of a document in the database: enough to tell whether there is anything to do."""

    document_id: int
    path: str
    sha256: str
    extraction_id: int
    extractor: Extractor
    given: str

    def is_of(self, sha256: str, extractor: Extractor, given: str) -> bool:
        """Whether an extraction of these bytes, by this extractor, with this metadata is what is in."""
        return (self.sha256, self.extractor, self.given) == (sha256, extractor, given)


def by_path(connection: Connection, paths: Sequence[str]) -> dict[str, Known]:
    """The documents at ``paths``, as far as they are in, by path."""
    rows = (
        row for some in parts(paths) for row in connection.execute(_KNOWN.where(DocumentRow.path.in_(some)))
    )
    return {row.path: _known(row) for row in rows}


def by_bytes(connection: Connection, digests: Sequence[str]) -> dict[str, Known]:
    """The documents whose latest version has the bytes of one of ``digests``, by digest."""
    rows = (
        row
        for some in parts(digests)
        for row in connection.execute(_KNOWN.where(VersionRow.sha256.in_(some)))
    )
    known: dict[str, Known] = {}
    for row in rows:
        known.setdefault(row.sha256, _known(row))
    return known


def move(engine: Engine, document_id: int, path: str) -> None:
    """Say that the file of a document is at ``path`` now."""
    with writing(engine) as connection:
        connection.execute(update(DocumentRow).where(DocumentRow.id == document_id).values(path=path))


def _known(row: Row[*tuple[Any, ...]]) -> Known:
    extractor = Extractor(row.claimdb_version, row.model, row.model_version, row.config)
    return Known(row.id, row.path, row.sha256, row.extraction_id, extractor, row.given)
