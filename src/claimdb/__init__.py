"""Who said what, where exactly, and how do we know: statements out of articles and transcripts.

    import claimdb

    with claimdb.open("claimdb.db") as db:
        db.ingest("articles/")
        for record in db.query(speaker="Doe", topic="water"):
            print(record.statement.text)

    for statement in claimdb.extract('"It rained," Jane Doe said.'):
        print(statement.speaker, statement.text)

Nothing is loaded before it is asked for: ``import claimdb`` itself takes no time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from claimdb._version import __version__

if TYPE_CHECKING:
    from claimdb.agreement import Agreement
    from claimdb.corpus import load as load_corpus
    from claimdb.database import Database
    from claimdb.database import open_database as open
    from claimdb.errors import (
        AmbiguousError,
        ClaimdbError,
        CorpusError,
        DatabaseError,
        DecisionError,
        ExportError,
        FilterError,
        ModelError,
        NotFoundError,
        ReadingError,
    )
    from claimdb.export import unguard
    from claimdb.importing import ImportReport, NotUnderstood
    from claimdb.ingesting import IngestedDocument, IngestReport, Progress
    from claimdb.model import (
        AUTHOR,
        Block,
        Corpus,
        Document,
        Extraction,
        Extractor,
        Span,
        Speaker,
        Statement,
        Topic,
    )
    from claimdb.notebook import extract, read
    from claimdb.reviewing import Reviews
    from claimdb.store.record import Record
    from claimdb.store.records import (
        Appearance,
        Change,
        Difference,
        DocumentHistory,
        DocumentRecord,
        ExtractionRecord,
        MadeDecision,
        Passage,
        Problem,
        Removable,
        Removed,
        Shown,
        SpeakerCount,
        SpeakerDecision,
        SpeakerTopics,
        StatementDecision,
        StatementHistory,
        Stats,
        TopicCount,
        Verification,
        VersionRecord,
    )

__all__ = [
    "AUTHOR",
    "Agreement",
    "AmbiguousError",
    "Appearance",
    "Block",
    "Change",
    "ClaimdbError",
    "Corpus",
    "CorpusError",
    "Database",
    "DatabaseError",
    "DecisionError",
    "Difference",
    "Document",
    "DocumentHistory",
    "DocumentRecord",
    "ExportError",
    "Extraction",
    "ExtractionRecord",
    "Extractor",
    "FilterError",
    "ImportReport",
    "IngestReport",
    "IngestedDocument",
    "MadeDecision",
    "ModelError",
    "NotFoundError",
    "NotUnderstood",
    "Passage",
    "Problem",
    "Progress",
    "ReadingError",
    "Record",
    "Removable",
    "Removed",
    "Reviews",
    "Shown",
    "Span",
    "Speaker",
    "SpeakerCount",
    "SpeakerDecision",
    "SpeakerTopics",
    "Statement",
    "StatementDecision",
    "StatementHistory",
    "Stats",
    "Topic",
    "TopicCount",
    "Verification",
    "VersionRecord",
    "__version__",
    "extract",
    "load_corpus",
    "open",
    "read",
    "unguard",
]

_FROM = {
    "claimdb.corpus": {"load_corpus": "load"},
    "claimdb.database": {"Database": "Database", "open": "open_database"},
    "claimdb.export": {"unguard": "unguard"},
    "claimdb.notebook": {"extract": "extract", "read": "read"},
}
_MODULES = {
    "claimdb.errors": "AmbiguousError ClaimdbError CorpusError DatabaseError DecisionError ExportError "
    "FilterError ModelError NotFoundError ReadingError",
    "claimdb.agreement": "Agreement",
    "claimdb.importing": "ImportReport NotUnderstood",
    "claimdb.reviewing": "Reviews",
    "claimdb.ingesting": "IngestReport IngestedDocument Progress",
    "claimdb.model": "AUTHOR Block Corpus Document Extraction Extractor Span Speaker Statement Topic",
    "claimdb.store.record": "Record",
    "claimdb.store.records": "Appearance Change Difference DocumentHistory DocumentRecord "
    "ExtractionRecord MadeDecision Passage Problem Removable Removed Shown SpeakerCount "
    "SpeakerDecision SpeakerTopics StatementDecision StatementHistory Stats TopicCount Verification "
    "VersionRecord",
}
_WHERE = {name: (module, there) for module, names in _FROM.items() for name, there in names.items()} | {
    name: (module, name) for module, names in _MODULES.items() for name in names.split()
}


def __getattr__(name: str) -> object:
    try:
        module, there = _WHERE[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    value = getattr(import_module(module), there)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
