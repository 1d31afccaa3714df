"""What an export holds, counted while it is written: statements, extractors, and a hash of it all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from claimdb.model import Extractor
from claimdb.standards import names
from claimdb.store.record import Record


@dataclass(slots=True)
class Tally:
    """Known in full when the last record has passed."""

    statements: int = 0
    extractors: dict[str, Extractor] = field(default_factory=dict)
    """By the local name of each."""
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256)

    def passing(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, each counted on its way."""
        for record in records:
            self.statements += 1
            self.extractors.setdefault(names.extractor(record), record.extractor)
            # Where the file lies is another matter on every machine.
            self._hash.update(json.dumps(record.to_json() | {"document": record.sha256}).encode())
            yield record

    @property
    def name(self) -> str:
        """The local name of the export: the same statements have the same one on every machine."""
        return f"export-{self._hash.hexdigest()[:16]}"


def model_of(extractor: Extractor) -> str:
    """The language model and its version, as all formats write it."""
    return f"{extractor.model} {extractor.model_version}"


def described(extractor: Extractor) -> str:
    """What made the statements, in one line."""
    return f"claimdb {extractor.version}, model {model_of(extractor)}, configuration {extractor.config}"
